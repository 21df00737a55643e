import type { FormatConfig } from "../config/ownTypes";
import type { ContentsConfig } from "../config/types";
import { isRecord } from "../text/isRecord";
import { readSourceFailure } from "../fetching/readSourceFailure";
import type { JobId, SourceSkip } from "../model/model";
import { describeLargeFile, writeResultFile } from "../results/resultFile";
import { contentKey, contentsInResultFiles, contentsText, writtenKey } from "./contents";
import { attempt } from "./attempt";
import type { JobWorkspace } from "./jobDocuments";
import type { ContentsReport, PageState } from "./jobReports";
import { type Values, laidOut } from "./layout";
import type { OwnPages } from "./ownPages";
import type { StateDocument } from "../memory/documents";
import type { HeldDocuments } from "../memory/memory";
import { type PreparedJob, reportBase } from "../scan/preparedJob";
import { type PageReading, wantedPages } from "./wantedPages";

/** The text of a page as it was read last, and as it was before its last change. */
export interface PageVersions {
  readonly current: string;
  readonly previous: string | null;
  /** What a change beyond the text that is kept is told by; left out when the text is whole. */
  readonly rest?: string;
}

/** The job *contents*: pages → their text → what has changed → result file. */
export function prepareContents(
  workspace: JobWorkspace,
  digest: (text: string) => string,
  config: ContentsConfig,
  own: OwnPages | null = null,
): PreparedJob<ContentsReport> {
  const { clock } = workspace;
  const { wants, readings } = wantedPages(config, "text");
  return {
    wants,
    rules: null,
    finish: async (reading) => {
      const { started } = reading;
      const read = readings();
      const notices: string[] = [];
      const report = (found: Partial<ContentsReport>): ContentsReport => ({
        job: "contents",
        ...reportBase(clock, reading, read, notices),
        ...(own === null ? {} : { own: own.own }),
        pages: [],
        ...found,
      });
      if (reading.cancelled) return report({});
      const late = own?.format == null ? NOBODY : await unwrittenPages(workspace);
      const pages = await rememberPages(
        workspace,
        (url) => pageText(digest(pageKey(url, own?.own.id ?? null))),
        read,
        started,
      );
      const resultFile =
        own === null || own.format === null
          ? await writeContents(workspace, digest, config, read, started, notices)
          : await writeLaidOut(workspace, config, own, own.format, { pages, late, read, started }, notices);
      return report({ pages, resultFile });
    },
  };
}

async function rememberPages(
  { memory }: JobWorkspace,
  textOf: (url: string) => StateDocument<PageVersions | null>,
  readings: readonly PageReading[],
  started: Date,
): Promise<readonly PageState[]> {
  const { contents } = await memory.change(["contents"], async ({ contents: before }, held) => {
    const known = new Map(before.map((page) => [page.url, page]));
    const listed = new Set(readings.map((reading) => reading.report.source.url));
    for (const url of known.keys()) {
      const document = textOf(url);
      if (!listed.has(url) && (await held.load(document)) !== null) await held.remove(document.name);
    }
    const states: PageState[] = [];
    for (const reading of readings) {
      const { url } = reading.report.source;
      states.push(await stateAfter(reading, known.get(url), textOf(url), held, started));
    }
    return { contents: states };
  });
  return contents;
}

async function writeContents(
  { files, t }: JobWorkspace,
  digest: (text: string) => string,
  config: ContentsConfig,
  readings: readonly PageReading[],
  started: Date,
  notices: string[],
): Promise<string | null> {
  const { createFile, folder, filename } = config.resultfile;
  if (!createFile) return null;
  const written =
    config.getDeltaRecords && folder !== ""
      ? await attempt(notices, t, "read", () =>
          contentsInResultFiles(files, folder, filename, digest, (name) => notices.push(describeLargeFile(name, t))),
        )
      : null;
  const forResult = readings.flatMap(({ outcome }) => {
    const text = outcome?.text ?? "";
    return text === "" || written?.has(digest(writtenKey(text))) === true ? [] : [text];
  });
  const text = contentsText(forResult, config.mailconfig.placeholder);
  return attempt(notices, t, "write", () => writeResultFile(files, config.resultfile, started, text));
}

const NOBODY: ReadonlySet<string> = new Set();

/** The pages that an earlier run could tell no result file of. */
async function unwrittenPages({ memory }: JobWorkspace): Promise<ReadonlySet<string>> {
  const { contents } = await memory.load("contents");
  return new Set(contents.flatMap(({ url, unwritten }) => (unwritten === true ? [url] : [])));
}

/** As a layout says: the pages that changed or are new, with those that no file could be told of, or all of them. */
async function writeLaidOut(
  { files, memory, t }: JobWorkspace,
  config: ContentsConfig,
  { csv }: OwnPages,
  format: FormatConfig,
  found: {
    readonly pages: readonly PageState[];
    readonly late: ReadonlySet<string>;
    readonly read: readonly PageReading[];
    readonly started: Date;
  },
  notices: string[],
): Promise<string | null> {
  if (!config.resultfile.createFile) return null;
  const texts = new Map(found.read.map(({ report, outcome }) => [report.source.url, outcome?.text ?? ""]));
  const isNews = ({ url, change }: PageState): boolean =>
    change === "new" || change === "changed" || found.late.has(url);
  const due = found.pages.filter((page) => page.change !== "failed" && (!config.getDeltaRecords || isNews(page)));
  const told = new Set(due.map(({ url }) => url));
  const mark = (isMarked: (url: string) => boolean) =>
    memory.change(["contents"], ({ contents }) => ({
      contents: contents.map(({ unwritten: _unwritten, ...page }) =>
        isMarked(page.url) ? { ...page, unwritten: true } : page,
      ),
    }));
  await mark((url) => told.has(url) || found.late.has(url));
  const values = due.map(({ url, change }): Values => {
    const one = new Map([
      ["url", url],
      ["text", texts.get(url) ?? ""],
      ["change", change],
      ["found", found.started.toISOString()],
    ]);
    return (name) => one.get(name);
  });
  const text = laidOut(format, values, config.mailconfig.placeholder, csv);
  const file = await attempt(notices, t, "write", () => writeResultFile(files, config.resultfile, found.started, text));
  if (file !== null) await mark((url) => found.late.has(url) && !told.has(url));
  return file;
}

/** What stands for a page among the texts: each job compares it with what it has read itself. @param id null for *contents* */
export function pageKey(url: string, id: JobId | null): string {
  return id === null ? url : `${id}\n${url}`;
}

/** A page that could not be read keeps its text: it is compared again when it can. */
async function stateAfter(
  { report, outcome }: PageReading,
  known: PageState | undefined,
  document: StateDocument<PageVersions | null>,
  held: HeldDocuments,
  now: Date,
): Promise<PageState> {
  const { url } = report.source;
  const text = outcome?.text;
  if (text === undefined) {
    return {
      url,
      change: "failed",
      read: known?.read ?? null,
      changed: known?.changed ?? null,
      ...(report.failure === undefined ? {} : { failure: report.failure }),
      ...(report.skipped === undefined ? {} : { skipped: report.skipped }),
    };
  }
  const read = now.toISOString();
  const rest = outcome?.rest === undefined ? {} : { rest: outcome.rest };
  const before = await held.load(document);
  if (before === null) {
    await held.save(document, { current: text, previous: null, ...rest });
    return { url, change: "new", read, changed: null };
  }
  if (before.rest === rest.rest && contentKey(before.current) === contentKey(text)) {
    return { url, change: "same", read, changed: known?.changed ?? null };
  }
  await held.save(document, { current: text, previous: before.current, ...rest });
  return { url, change: "changed", read, changed: read };
}

/** What became of each page in the last run. */
export const CONTENTS: StateDocument<readonly PageState[]> = {
  name: "contents",
  empty: [],
  decode: (data) => (Array.isArray(data) ? (data as unknown[]).filter(isPageState).map(withReadFailure) : null),
};

function withReadFailure({ failure: stored, ...page }: PageState): PageState {
  const failure = readSourceFailure(stored);
  return failure === null ? page : { ...page, failure };
}

function isPageState(value: unknown): value is PageState {
  if (!isRecord(value) || typeof value["url"] !== "string") return false;
  const isDate = (date: unknown): boolean => date === null || typeof date === "string";
  return (
    ["new", "changed", "same", "failed"].includes(String(value["change"])) &&
    isDate(value["read"]) &&
    isDate(value["changed"]) &&
    (value["skipped"] === undefined || isSkip(value["skipped"]))
  );
}

function isSkip(value: unknown): value is SourceSkip {
  return isRecord(value) && typeof value["why"] === "string" && typeof value["until"] === "string";
}

/** The text of a page, a document of its own. @param digest of its address */
export function pageText(digest: string): StateDocument<PageVersions | null> {
  return {
    name: `content-${digest.slice(0, 32)}`,
    empty: null,
    decode: decodeVersions,
    encode: (versions) => (versions === null ? null : { rest: undefined, ...versions }),
  };
}

function decodeVersions(data: unknown): PageVersions | null {
  if (!isRecord(data) || typeof data["current"] !== "string") return null;
  const { current, previous, rest } = data;
  if (previous !== null && typeof previous !== "string") return null;
  return { current, previous, ...(typeof rest === "string" ? { rest } : {}) };
}
