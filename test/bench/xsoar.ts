import fs from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Article } from "../../src/core/model/model";
import { createXsoarClient } from "../../src/core/xsoar/client";
import { addNotes } from "../../src/core/xsoar/notes";
import { createHttp } from "../../src/node/http";
import { nodeSigning } from "../../src/node/signing";
import { systemClock } from "../../src/node/systemClock";
import { findRecord } from "../unit/xsoar/writing";
import { projectRoot } from "../vscode/project";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import type { BenchResult } from "./benchResult";
import type * as Product from "../../src/scan";
import { runOne } from "../oneJob";

const NAMES = 200;
const RECORDS = 40;
const NOTES_EACH = 3;
const LATENCY_MS = 20;
const MOST_SEARCHES = 4;
const KEY = "bench-key";
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const never = new AbortController().signal;
const dist = path.join(projectRoot, "dist");

/**
 * What one scan asks of XSOAR: 200 names with news, 40 of them with records that get 120 notes. Counted at the simulator,
 * and timed against the same work article by article: look for the name, then write the one note.
 */
export async function xsoarBench(): Promise<BenchResult[]> {
  const together = await measured(scanAndRecord);
  const oneByOne = await measured(noteOneByOne);
  const ratio = oneByOne.ms / together.ms;
  const met =
    together.searches <= MOST_SEARCHES && together.edits <= RECORDS && together.notes === RECORDS * NOTES_EACH;
  const said = ({ searches, edits, ms }: Measured): string =>
    `${searches} searches and ${edits} edits, ${ms.toFixed(0)} ms`;
  return [
    {
      name: `notes onto records: ${NAMES} names, ${RECORDS} records, ${RECORDS * NOTES_EACH} new notes at ${LATENCY_MS} ms latency`,
      goal: `at most ${MOST_SEARCHES} searches and ${RECORDS} edits (the ratio is the time against one by one)`,
      ratio,
      met,
      lines: [`TI Scraper: ${said(together)}, ${together.notes} notes written`, `one by one: ${said(oneByOne)}`],
    },
  ];
}

interface Measured {
  readonly searches: number;
  readonly edits: number;
  readonly notes: number;
  readonly ms: number;
}

async function measured(work: (xsoar: Xsoar) => Promise<number>): Promise<Measured> {
  const xsoar = await startXsoar({ key: KEY, delayMs: LATENCY_MS });
  for (let index = 0; index < RECORDS; index++) {
    xsoar.put({ value: nameOf(index), indicator_type: "Threat Actor", CustomFields: { aliases: [`Alias ${index}`] } });
  }
  try {
    const ms = await work(xsoar);
    const count = (action: string): number => xsoar.requests().filter((request) => request.action === action).length;
    const notes = xsoar
      .records()
      .reduce(
        (sum, record) => sum + ((record.CustomFields?.["communitynotes"] as unknown[] | undefined)?.length ?? 0),
        0,
      );
    return { searches: count("search"), edits: count("edit"), notes, ms };
  } finally {
    await xsoar.close();
  }
}

function nameOf(index: number): string {
  return `Tracked ${index} Heron`;
}

/** The news: three articles for each name that has a record, one for each other. */
function articles(): { readonly name: string; readonly article: Article }[] {
  return Array.from({ length: NAMES }, (_, index) => index).flatMap((index) =>
    Array.from({ length: index < RECORDS ? NOTES_EACH : 1 }, (_, number) => {
      const url = `https://news.example/${index}-${number}`;
      const title = `${nameOf(index)} strikes again, part ${number}`;
      return { name: nameOf(index), article: { key: url, title, url, source: "bench", published: null, found: "" } };
    }),
  );
}

/** Milliseconds from the end of the scan until all is written. */
async function scanAndRecord(xsoar: Xsoar): Promise<number> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-bench-"));
  process.env["XDG_STATE_HOME"] = path.join(folder, "state");
  const items = articles().map(
    ({ article }) => `<item><title>${article.title}</title><link>${article.url}</link></item>`,
  );
  const news = createServer((_, response) =>
    response.end(`<rss version="2.0"><channel>${items.join("")}</channel></rss>`),
  );
  await new Promise<void>((resolve) => news.listen(0, "127.0.0.1", resolve));
  const product = require(path.join(dist, "scan.js")) as typeof Product;
  const workerFile = path.join(dist, "worker.js");
  const parser = product.createParser(workerFile);
  try {
    fs.mkdirSync(path.join(folder, "config"));
    fs.writeFileSync(
      path.join(folder, "config", "articles_config.json"),
      JSON.stringify({
        websiteconfig: {
          rss_feeds: [`http://127.0.0.1:${(news.address() as AddressInfo).port}/`],
          webpages: [],
          stopwords: [],
          specialHandling: {},
        },
        resultfile: { createFile: false },
        profiling: {
          profileData: Array.from({ length: NAMES }, (_, index) => nameOf(index)),
          profile2cortex: true,
          // The limits of unasked notes have tests of their own.
          CortexXSOARAPIConfig: { host: xsoar.origin, review_above: 0 },
        },
      }),
    );
    const http = product.createHostHttp({ userAgent: "TI Scraper benchmark", verifyTls: true, workerFile });
    const session = product.openSession({ root: folder, configFolder: "config", http, parser, log, t: (text) => text });
    await runOne(session, "articles", {
      signal: never,
      concurrency: 10,
      perHost: 2,
      timeoutMs: 20_000,
      onProgress: quiet,
    });
    const started = performance.now();
    const report = await session.notes.writeWaiting(xsoar.connection, never);
    const took = performance.now() - started;
    if (report.failure !== null) throw new Error(`XSOAR could not be used: ${report.failure.code}.`);
    return took;
  } finally {
    await parser.dispose();
    news.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function noteOneByOne(xsoar: Xsoar): Promise<number> {
  const http = createHttp({ userAgent: "TI Scraper benchmark" });
  const client = createXsoarClient(http, xsoar.connection, {
    timeoutMs: 20_000,
    clock: systemClock,
    signing: nodeSigning,
    log,
  });
  const options = { now: new Date(), wait: async (ms: number) => sleep(ms) };
  const started = performance.now();
  for (const { name, article } of articles()) {
    const lookup = await findRecord(
      client,
      { name, spellings: [], aliases: [] },
      { searchField: "aliases", recordTypes: ["Threat Actor"] },
      never,
    );
    if (lookup.kind === "found") await addNotes(client, lookup.record, [article], options, never);
  }
  return performance.now() - started;
}

function quiet(): void {
  // A benchmark prints figures only.
}
