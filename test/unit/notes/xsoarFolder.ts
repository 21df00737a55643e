import type { XsoarAccess } from "../../../src/core/xsoar/connection";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { type FakeWorld, createFakeWorld, rss } from "../scan/fakes";

export const FEED = "https://news.example/feed.xml";
export const ALIAS_FILE = "config/cortex_aliases.json";

interface XsoarFolder {
  readonly it: FakeWorld;
  readonly xsoar: Xsoar;
  readonly access: XsoarAccess;
  /** Puts a record; gives its id. */
  readonly put: (value: string, aliases: unknown, more?: Readonly<Record<string, unknown>>) => string;
  /** Scans headlines, and writes what waits. */
  readonly run: (...headlines: readonly string[]) => ReturnType<FakeWorld["session"]["notes"]["writeWaiting"]>;
  /** Headlines of the notes of a record. */
  readonly notesOf: (id: string) => readonly string[];
  readonly aliasFile: () => unknown;
}

/** A folder with a Cortex XSOAR, and what both have in common over several runs. */
export function xsoarFolder(
  profileData: readonly unknown[],
  section: Readonly<Record<string, unknown>> = {},
  stored?: { files: Map<string, string>; documents: Map<string, string> },
): XsoarFolder {
  const xsoar = createXsoar({ key: "k", store: { escapes: "strict" } });
  const it = createFakeWorld(
    {
      websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
      resultfile: { createFile: false },
      profiling: { profileData, profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin, ...section } },
    },
    stored,
  );
  it.web.set("*", (request) => xsoar.http.request(request));
  const items: [string, string][] = [];
  return {
    it,
    xsoar,
    access: xsoar.connection,
    put: (value, aliases, more = {}) =>
      xsoar.put({ value, indicator_type: "Malware", CustomFields: { aliases, communitynotes: [] }, ...more }),
    run: async (...headlines) => {
      for (const headline of headlines) items.push([headline, `https://news.example/${items.length}`]);
      it.web.set(FEED, rss(items));
      await it.scan();
      return it.session.notes.writeWaiting(xsoar.connection, new AbortController().signal);
    },
    notesOf: (id) => {
      const record = xsoar.records().find((one) => one.id === id);
      const rows = (record?.CustomFields?.["communitynotes"] ?? []) as readonly { readonly notes?: string }[];
      return rows.map(({ notes = "" }) => notes.replace(/: https:.*/, ""));
    },
    aliasFile: () => JSON.parse(it.files.get(ALIAS_FILE) ?? "null") as unknown,
  };
}
