import type { KeywordsConfig } from "../config/types";
import { isRecord } from "../text/isRecord";
import type { Source } from "../model/model";
import { KEEP_VALIDATORS_DAYS, type SourceMemory, dayOf, daysBefore } from "../memory/memory";
import { readRules } from "../sources/readRules";
import type { ReadSourcesOptions, SourceReading } from "../sources/readSources";
import type { ScanOptions } from "../fetching/scanOptions";

/** What is known of the last answer of a source of the keywords job. */
export interface KeywordSource {
  /** What it was looked through for: for anything else it is read anew. */
  readonly rules: string;
  readonly validators: SourceMemory | null;
  /** ISO 8601 UTC, or null. */
  readonly freshUntil: string | null;
}

/** For each source, by its address as told, what stands for all that decides which of its entries are found. */
export function keywordRules(
  { websiteconfig }: KeywordsConfig,
  sources: readonly Source[],
): ReadonlyMap<string, string> {
  const { keywords, sourceRules } = websiteconfig;
  return readRules({ websiteconfig: { stopwords: keywords, specialHandling: {}, sourceRules } }, sources, "keywords");
}

/** What sources need not be asked or sent again for. Nothing where all that is listed is to be written each time. */
export function usableAnswers(
  known: ReadonlyMap<string, KeywordSource>,
  rules: ReadonlyMap<string, string>,
  { getDeltaRecords }: KeywordsConfig,
  { askAll }: ScanOptions,
  now: Date,
): Pick<ReadSourcesOptions, "validators" | "freshUntil"> {
  const validators = new Map<string, SourceMemory>();
  const freshUntil = new Map<string, string>();
  const oldest = daysBefore(now, KEEP_VALIDATORS_DAYS);
  for (const [url, source] of getDeltaRecords ? known : []) {
    if (source.rules !== rules.get(url)) continue;
    if (source.validators !== null && source.validators.day >= oldest) validators.set(url, source.validators);
    if (source.freshUntil !== null && askAll !== true) freshUntil.set(url, source.freshUntil);
  }
  return { validators, freshUntil };
}

/** What is known after a run; of what is configured no more, nothing. */
export function answersAfter(
  known: ReadonlyMap<string, KeywordSource>,
  rules: ReadonlyMap<string, string>,
  readings: readonly SourceReading[],
  now: Date,
): ReadonlyMap<string, KeywordSource> {
  const after = new Map<string, KeywordSource>();
  for (const { report, validators, freshSeconds } of readings) {
    const { url } = report.source;
    const old = known.get(url);
    if (freshSeconds === undefined) {
      if (old !== undefined) after.set(url, old);
      continue;
    }
    after.set(url, {
      rules: rules.get(url) ?? "",
      validators:
        report.outcome === "unchanged"
          ? (old?.validators ?? null)
          : validators === null
            ? null
            : { ...validators, day: dayOf(now) },
      freshUntil: freshSeconds > 0 ? new Date(now.getTime() + freshSeconds * 1000).toISOString() : null,
    });
  }
  return after;
}

/** What is not of this shape is left out: it is read anew. */
export function decodeKeywordSources(data: unknown): ReadonlyMap<string, KeywordSource> {
  const sources = new Map<string, KeywordSource>();
  for (const pair of Array.isArray(data) ? (data as unknown[]) : []) {
    if (!Array.isArray(pair) || typeof pair[0] !== "string" || !isRecord(pair[1])) continue;
    const { rules, validators, freshUntil } = pair[1];
    if (typeof rules !== "string" || !(freshUntil === null || typeof freshUntil === "string")) continue;
    if (validators === null || isValidators(validators)) sources.set(pair[0], { rules, validators, freshUntil });
  }
  return sources;
}

function isValidators(value: unknown): value is SourceMemory {
  if (!isRecord(value)) return false;
  const { url, day, etag = "", lastModified = "" } = value;
  return [url, day, etag, lastModified].every((part) => typeof part === "string");
}
