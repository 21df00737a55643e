import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type NewsWeb, startNewsWeb } from "./news/web";
import { story } from "./news/stories";
import { demoRecords } from "./records";
import { NOTED_STORY, type Truth, truthOf } from "./truth";
import { writeWorkspace } from "./workspace";
import { type Xsoar, type XsoarOptions, startXsoar } from "./xsoar/server";

export interface WorldOptions {
  /** The demo workspace is written here; left out: a new folder, removed at the end. */
  readonly folder?: string;
  /** Wanted ports; another one is taken when one is not free. */
  readonly ports?: { readonly news: number; readonly xsoar: number };
  /** Articles are dated in the hours before. */
  readonly now?: Date;
  readonly seed?: number;
  /** Of each answer of the news web. */
  readonly latencyMs?: number;
  /** As on a machine that has no loopback address but 127.0.0.1. */
  readonly oneAddress?: boolean;
  /** The API key; left out: a new one. */
  readonly key?: string;
  readonly xsoar?: Omit<XsoarOptions, "key" | "port" | "host">;
}

/** The world the demo lives in: a news web, an XSOAR, and a workspace that is configured for both. */
export interface World {
  readonly news: NewsWeb;
  readonly xsoar: Xsoar;
  readonly workspaceFolder: string;
  readonly truth: Truth;
  close(): Promise<void>;
}

/** Not 127.0.0.1: VS Code's server rewrites links to that. */
const XSOAR_ADDRESS = "127.0.1.200";

/** Starts everything in this process. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const now = options.now ?? new Date();
  const { seed, latencyMs, oneAddress } = options;
  const news = await startNewsWeb({
    now,
    ...(options.ports === undefined ? {} : { port: options.ports.news }),
    ...(seed === undefined ? {} : { seed }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(oneAddress === undefined ? {} : { oneAddress }),
  });
  const xsoar = await startXsoarSomewhere(options).catch(async (error: unknown) => {
    await news.close();
    throw error;
  });
  const truth = truthOf(news);
  const { title } = story(NOTED_STORY);
  const [url = ""] = truth.articles.find(({ titles }) => titles.includes(title))?.urls ?? [];
  for (const record of demoRecords({ title, url })) xsoar.put(record);

  const temporary = options.folder === undefined ? fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-demo-")) : null;
  const workspaceFolder = options.folder ?? path.join(temporary ?? "", "threat news");
  writeWorkspace(workspaceFolder, { news, xsoarHost: xsoar.origin, now });
  return {
    news,
    xsoar,
    workspaceFolder: fs.realpathSync(workspaceFolder),
    truth,
    close: async () => {
      await Promise.all([news.close(), xsoar.close()]);
      if (temporary !== null) fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startXsoarSomewhere(options: WorldOptions): Promise<Xsoar> {
  const key = options.key ?? randomBytes(16).toString("hex").toUpperCase();
  const attempts = [
    { host: XSOAR_ADDRESS, port: options.ports?.xsoar ?? 0 },
    { host: XSOAR_ADDRESS, port: 0 },
    { host: "127.0.0.1", port: 0 },
  ].slice(options.oneAddress === true ? -1 : 0);
  let failure: unknown;
  for (const attempt of attempts) {
    try {
      return await startXsoar({ ...options.xsoar, ...attempt, key });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
