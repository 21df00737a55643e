import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Run } from "../commandLine";
import { type CommandLineWork, json, useCommandLine } from "./useCommandLine";
import { type XsoarWork, useXsoar } from "./useXsoar";

export const NAMES = ["Clop", "Night Heron", "Mallard"];
export const ZERO = "0001-01-01T00:00:00Z";

interface ReportedRecord {
  readonly name: string;
  readonly id: string;
  readonly outcome?: string;
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

/** What `records … --json` prints of a plan or a report. */
export interface RecordsJson {
  readonly edits: number;
  readonly records: readonly ReportedRecord[];
  readonly left: readonly ReportedRecord[];
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

export interface RecordsWork extends CommandLineWork, XsoarWork {
  /** `records WHAT FOLDER …`, with the key of the simulator. */
  readonly records: (what: string, ...args: readonly string[]) => Promise<Run>;
  /** What that prints with `--json`. */
  readonly report: (what: string, ...args: readonly string[]) => Promise<RecordsJson>;
  /** The configuration with `NAMES`, and with more of it. */
  readonly settings: (records?: object, xsoar?: object, names?: readonly unknown[]) => void;
  /** Puts a record of a threat actor; gives its id. */
  readonly put: (value: string, fields?: unknown, more?: object) => string;
  readonly fieldsOf: (id: string) => Readonly<Record<string, unknown>>;
  readonly file: (name: string, text: string | Uint8Array) => string;
  /** How many requests there were of these. */
  readonly count: (action: string) => number;
}

/** Everything for cases of `records`. To be called in a `describe`. */
export function useRecords(): RecordsWork {
  const work = useCommandLine();
  const xsoarWork = useXsoar(work);
  const settings: RecordsWork["settings"] = (records = {}, xsoar = {}, names = NAMES) => {
    const { folder, news } = work;
    const config = {
      websiteconfig: { rss_feeds: [`${news.origin}/rss`], webpages: [], stopwords: [], specialHandling: {} },
      profiling: { profileData: names, CortexXSOARAPIConfig: { host: xsoarWork.xsoar.origin, ...xsoar } },
      records,
    };
    writeFileSync(path.join(folder, "config", "articles_config.json"), JSON.stringify(config));
  };
  beforeEach(() => settings());
  const records: RecordsWork["records"] = (what, ...args) =>
    work.run(["records", what, work.folder, ...args], xsoarWork.env());
  return {
    get cli() {
      return work.cli;
    },
    get folder() {
      return work.folder;
    },
    get news() {
      return work.news;
    },
    get xsoar() {
      return xsoarWork.xsoar;
    },
    run: work.run,
    configure: work.configure,
    key: xsoarWork.key,
    env: xsoarWork.env,
    settings,
    records,
    report: async (what, ...args) => {
      const run = await records(what, "--json", ...args);
      assert.equal(run.err, "");
      return json(run) as unknown as RecordsJson;
    },
    put: (value, fields = {}, more = {}) =>
      xsoarWork.xsoar.put({
        value,
        indicator_type: "Threat Actor",
        timestamp: "2024-03-01T10:00:00Z",
        firstSeen: "2020-01-01T00:00:00Z",
        lastSeen: "2023-01-01T00:00:00Z",
        CustomFields: fields,
        ...more,
      }),
    fieldsOf: (id) => xsoarWork.xsoar.records().find((record) => record.id === id)?.CustomFields ?? {},
    file: (name, text) => {
      const place = path.join(work.folder, name);
      writeFileSync(place, text);
      return place;
    },
    count: (action) => xsoarWork.xsoar.requests().filter((request) => request.action === action).length,
  };
}
