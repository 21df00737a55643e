import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Agreements, createAgreements } from "../../src/core/memory/agreements";
import { createStateStore } from "../../src/node/stateStore";
import { systemClock } from "../../src/node/systemClock";
import type { RunningVsCode } from "../vscode/server";
import type { Workbench } from "../vscode/workbench";
import { type Xsoar, type XsoarOptions, startXsoar } from "../world/xsoar/server";
import { type FeedServer, type Item, type Page, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenOptions, type OpenWorkbench, openWorkbench } from "./openWorkbench";

/** Picks one of the questions that the title and the message of the view tell of. */
export async function openQuestion(workbench: Workbench, text: string): Promise<void> {
  await workbench.runCommand("TI Scraper: Open Questions…");
  await workbench.pick(text);
}

/** Waits until the view says something, in its message or its rows. */
export async function viewSays(workbench: Workbench, what: RegExp): Promise<void> {
  await until(`the view says ${String(what)}`, async () => what.test(await workbench.sidebarText()));
}

/** The view of matches. */
export const MATCHES = "Profile Matches";

const CONFIG = "config/articles_config.json";
const KEY = "ui-test-key-0123456789abcdef";

type Files = Readonly<Record<string, string | object>>;

export interface DeskOptions extends Omit<OpenOptions, "workspace"> {
  readonly xsoar?: Partial<XsoarOptions>;
}

/** What a case starts from. */
export interface DeskState {
  /** What the feed holds. */
  readonly items?: readonly Item[];
  /** What the server of the feed answers at other paths, or in the feed's place. */
  readonly pages?: Readonly<Record<string, Page>>;
  /** The names of a `config/articles_config.json` with the feed; left out: there is no such file. */
  readonly names?: readonly string[];
  /** Feeds of that file beside the own one. */
  readonly feeds?: readonly string[];
  /** That file names Cortex XSOAR; VS Code has its key, or knows nothing of it. */
  readonly xsoar?: "withKey" | "withoutKey";
  /** Records of Cortex XSOAR, by name, each with its other names. */
  readonly records?: Readonly<Record<string, readonly string[]>>;
  /** Path in the folder → text, or a value written as JSON; asked for when the servers are there. */
  readonly files?: Files | (() => Files);
  /** A folder that is there already, in place of a new one. */
  readonly folder?: string;
  /** What of the folder is opened, when not all of it. */
  readonly place?: string;
  /** False: the view of TI Scraper is not opened. */
  readonly view?: boolean;
}

/** A VS Code with the extension, a feed server and a Cortex XSOAR: one for all cases of a file. */
export interface Desk {
  readonly feed: FeedServer;
  readonly xsoar: Xsoar;
  readonly key: string;
  readonly vscode: RunningVsCode;
  readonly workbench: Workbench;
  readonly stateHome: string;
  /** What was agreed for the folders of this machine, as VS Code sees it. */
  readonly agreements: () => Agreements;
  /** The workspace folder that is open. */
  readonly folder: string;
  /**
   * Begins anew, as each case does that changes something: a new folder in VS Code, nothing found, imported or written before, and
   * servers that have seen nothing and fail nowhere. What VS Code itself keeps stays: keys, passwords, settings. A folder with the key of
   * Cortex XSOAR has agreed to write there.
   */
  readonly open: (state?: DeskState) => Promise<void>;
  /** Enters the key of Cortex XSOAR, as a user would. */
  readonly setKey: () => Promise<void>;
  readonly read: (file: string) => string;
  readonly write: (file: string, content: string | object) => void;
  /** Clears what was said, and scans; with `found` the feed has these items as well. */
  readonly scan: (...found: readonly Item[]) => Promise<void>;
  /** The notes of a record, null when there is no such record. */
  readonly notesOf: (value: string) => readonly string[] | null;
}

function isEmptied(folder: string): boolean {
  for (const name of fs.readdirSync(folder)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  return fs.readdirSync(folder).length === 0;
}

/** To be called in a `describe`; nothing is open before the first `open`. */
export function openDesk({ xsoar: xsoarOptions, ...options }: DeskOptions = {}): Desk {
  const made: string[] = [];
  let folder = "";
  let feed: FeedServer;
  let xsoar: Xsoar;
  let vscode: OpenWorkbench | undefined;
  /** The server VS Code has the key of. */
  let known = "";

  before(async () => {
    feed = await startFeed([]);
    xsoar = await startServer();
  });
  after(async () => {
    await vscode?.close();
    await xsoar?.close();
    await feed?.close();
    for (const one of made) fs.rmSync(one, { recursive: true, force: true });
  });

  const startServer = (): Promise<Xsoar> => startXsoar({ key: KEY, host: "127.0.1.8", ...xsoarOptions });
  const opened = (): OpenWorkbench => {
    assert.ok(vscode !== undefined, "nothing was opened");
    return vscode;
  };
  const inFolder = (file: string): string => path.join(folder, file);
  const resetServers = (records: NonNullable<DeskState["records"]>): void => {
    feed.setDelay(0);
    feed.clearRequests();
    xsoar.clearFaults();
    for (const { id } of xsoar.records()) xsoar.remove(id);
    for (const [value, aliases] of Object.entries(records)) {
      const fields = { aliases: [value, ...aliases], communitynotes: [] };
      xsoar.put({ value, indicator_type: "Threat Actor", version: 1, CustomFields: fields });
    }
    xsoar.clearRequests();
  };
  const setKey = async (): Promise<void> => {
    const { workbench } = opened();
    await workbench.runCommand("TI Scraper: Set XSOAR API Key");
    await workbench.clickDialog("Use This Server");
    await workbench.answerInput(KEY);
    await workbench.waitForNotification("answers and accepts the key");
  };
  const agreements = (): Agreements => {
    const store = createStateStore(path.join(opened().stateHome, "ti-scraper", "agreements"));
    const onDamaged = (): never => assert.fail("the agreements are damaged");
    return createAgreements({ store, onDamaged, version: "0.0.0" }, systemClock);
  };
  /** As a yes in the dialog would. */
  const agreeToWrite = (place: string): Promise<void> =>
    agreements().agree(fs.realpathSync.native(place), { kind: "write", server: xsoar.origin });
  const open: Desk["open"] = async (state = {}) => {
    // A server that VS Code has met before is neither one without a key nor one that it asks about.
    if (state.xsoar !== undefined && (state.xsoar === "withoutKey" || known !== xsoar.origin)) {
      await xsoar.close();
      xsoar = await startServer();
    }
    feed.setItems(state.items ?? []);
    feed.setPages(state.pages ?? {});
    resetServers(state.records ?? {});
    const { names, feeds = [] } = state;
    const server = state.xsoar === undefined ? {} : { xsoar: xsoar.origin };
    const config = names && { [CONFIG]: articlesConfig({ feeds: [feed.feed, ...feeds], names, ...server }) };
    const files = typeof state.files === "function" ? state.files() : state.files;
    folder = state.folder ?? makeWorkspace({ ...config, ...files });
    if (state.folder === undefined) made.push(folder);
    const place = inFolder(state.place ?? "");
    if (vscode === undefined) vscode = await openWorkbench({ ...options, workspace: place });
    else {
      // The page that is left may still be writing.
      await until("its state is gone", () => isEmptied(opened().stateHome));
      if (state.xsoar === "withKey" && known === xsoar.origin) await agreeToWrite(place);
      await vscode.workbench.goTo(vscode.vscode.url(place));
    }
    const { workbench } = vscode;
    if (state.view !== false) await workbench.openContainer("TI Scraper");
    if (state.xsoar !== "withKey" || known === xsoar.origin) return;
    await setKey();
    await workbench.clearNotifications();
    xsoar.clearRequests();
    known = xsoar.origin;
  };

  return {
    get feed() {
      return feed;
    },
    get xsoar() {
      return xsoar;
    },
    key: KEY,
    get vscode() {
      return opened().vscode;
    },
    get workbench() {
      return opened().workbench;
    },
    get stateHome() {
      return opened().stateHome;
    },
    agreements,
    get folder() {
      return folder;
    },
    open,
    setKey,
    read: (file) => fs.readFileSync(inFolder(file), "utf8"),
    write: (file, content) =>
      fs.writeFileSync(inFolder(file), typeof content === "string" ? content : JSON.stringify(content, null, 2)),
    scan: async (...found) => {
      feed.setItems([...found, ...feed.items()]);
      await opened().workbench.clearNotifications();
      await opened().workbench.runCommand("TI Scraper: Scan");
    },
    notesOf: (value) => {
      const record = xsoar.records().find((one) => one.value === value);
      if (record === undefined) return null;
      const rows = (record.CustomFields?.["communitynotes"] ?? []) as readonly { readonly notes?: string }[];
      return rows.map(({ notes }) => notes ?? "");
    },
  };
}
