import type { ContentsConfig } from "../config/types";
import { isRecord } from "../text/isRecord";
import type { SourceFailure, SourceSkip } from "../model/model";
import { writeResultFile } from "../results/resultFile";
import type { ScanOptions } from "../fetching/scanOptions";
import { contentKey, contentsInResultFiles, contentsText, writtenKey } from "./contents";
import type { JobWorld } from "./jobWorld";
import type { ContentsReport, PageState } from "./jobReports";
import type { StateDocument } from "../memory/stateDocument";
import { type PageReading, readPages } from "./readPages";
import { torPages } from "./torPages";

/** The text of a page as it was read last, and as it was before its last change. */
export interface PageVersions {
  readonly current: string;
  readonly previous: string | null;
  /** What a change beyond the text that is kept is told by; left out when the text is whole. */
  readonly rest?: string;
}

/** Where the texts of pages are kept, one document each. */
export interface PageTexts {
  load(url: string): Promise<PageVersions | null>;
  save(url: string, versions: PageVersions): Promise<void>;
  remove(url: string): Promise<void>;
}

/** The job *contents*: pages → their text → what has changed → result file. */
export async function runContents(
  world: JobWorld,
  document: StateDocument<readonly PageState[]>,
  texts: PageTexts,
  config: ContentsConfig,
  options: ScanOptions,
): Promise<ContentsReport> {
  const started = world.clock.now();
  const urls = [...new Set(config.websiteconfig.webpages)];
  const readings = await readPages(
    {
      ...world,
      controllerPort: config.controllerPort,
      torPages: torPages(config.websiteconfig.sourceRules),
    },
    urls,
    "text",
    options,
  );
  const notices: string[] = [];
  const report = (rest: Partial<ContentsReport>): ContentsReport => ({
    job: "contents",
    started: started.toISOString(),
    durationMs: world.clock.now().getTime() - started.getTime(),
    cancelled: false,
    sources: readings.map((reading) => reading.report),
    pages: [],
    resultFile: null,
    notices,
    ...rest,
  });
  if (options.signal.aborted) return report({ cancelled: true });

  const pages = await world.changeMemory(async () => {
    const known = new Map((await document.load()).map((page) => [page.url, page]));
    const listed = new Set(readings.map((reading) => reading.report.source.url));
    for (const url of known.keys()) if (!listed.has(url)) await texts.remove(url);
    const states: PageState[] = [];
    for (const reading of readings) {
      states.push(await stateAfter(reading, known.get(reading.report.source.url), texts, started));
    }
    await document.save(states);
    return states;
  });
  const { createFile, folder, filename } = config.resultfile;
  if (!createFile) return report({ pages });
  const written =
    config.getDeltaRecords && folder !== ""
      ? await world.attempt(notices, "read", () => contentsInResultFiles(world.files, folder, filename, world.digest))
      : null;
  const forResult = readings.flatMap(({ outcome }) => {
    const text = outcome?.text ?? "";
    return text === "" || written?.has(world.digest(writtenKey(text))) === true ? [] : [text];
  });
  const text = contentsText(forResult, config.mailconfig.placeholder);
  const resultFile = await world.attempt(notices, "write", () =>
    writeResultFile(world.files, config.resultfile, started, text),
  );
  return report({ pages, resultFile });
}

/** A page that could not be read keeps its text: it is compared again when it can. */
async function stateAfter(
  { report, outcome }: PageReading,
  known: PageState | undefined,
  texts: PageTexts,
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
  const before = await texts.load(url);
  if (before === null) {
    await texts.save(url, { current: text, previous: null, ...rest });
    return { url, change: "new", read, changed: null };
  }
  if (before.rest === rest.rest && contentKey(before.current) === contentKey(text)) {
    return { url, change: "same", read, changed: known?.changed ?? null };
  }
  await texts.save(url, { current: text, previous: before.current, ...rest });
  return { url, change: "changed", read, changed: read };
}

/** The stored states of pages, without those that are none; null for what is no list. */
export function decodePages(data: unknown): readonly PageState[] | null {
  return Array.isArray(data) ? (data as unknown[]).filter(isPageState) : null;
}

function isPageState(value: unknown): value is PageState {
  if (!isRecord(value) || typeof value["url"] !== "string") return false;
  const isDate = (date: unknown): boolean => date === null || typeof date === "string";
  return (
    ["new", "changed", "same", "failed"].includes(String(value["change"])) &&
    isDate(value["read"]) &&
    isDate(value["changed"]) &&
    (value["failure"] === undefined || isFailure(value["failure"])) &&
    (value["skipped"] === undefined || isSkip(value["skipped"]))
  );
}

function isSkip(value: unknown): value is SourceSkip {
  return isRecord(value) && typeof value["why"] === "string" && typeof value["until"] === "string";
}

function isFailure(value: unknown): value is SourceFailure {
  return isRecord(value) && typeof value["code"] === "string";
}

/** The stored text of a page; null for what is none. */
export function decodeVersions(data: unknown): PageVersions | null {
  if (!isRecord(data) || typeof data["current"] !== "string") return null;
  const { current, previous, rest } = data;
  if (previous !== null && typeof previous !== "string") return null;
  return { current, previous, ...(typeof rest === "string" ? { rest } : {}) };
}
