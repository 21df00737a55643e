import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";
import { isMatch } from "../matching/isMatch";
import { type Article, type JobId, type ReviewReason } from "../model/model";
import { readReason, readRecordState } from "../xsoar/storedFailures";
import type { OutboxNote, OutboxRow } from "../xsoar/outbox";
import { decodeActivity } from "./activity";
import { decodeMap } from "./decodeMap";
import { BACKFILL } from "./backfill";
import { ALIAS_READINGS } from "./aliasReadings";
import type { StateDocument } from "./documents";
import { NO_HEALTH, decodeHealth, encodeHealth } from "./healthMemory";
import { RECORD_CHOICES } from "./recordChoices";
import { SCANNED_NAMES } from "./scannedNames";
import type { Memory, Pending, RowItem, RowMemory, SourceMemory, SourcesMemory, StoryPlace } from "./memory";
import { STORY_STATE } from "./storyState";
import { decodeTriage } from "./triage";

/** Parts that grow with what is read, kept in slices. */
export type SlicedPart = "activity" | "articles" | "carried" | "rows" | "seen" | "stories" | "triage";
/** Parts kept whole; `matched` goes with the rows. */
type WholePart = Exclude<keyof Memory, SlicedPart | "matched">;

/** How the values of a sliced part are read. */
export interface SlicedEntry<T> {
  readonly name: string;
  /** Null for what is not ours. */
  readonly decode: (value: unknown) => T | null;
}

/** All stored articles. */
export const ARCHIVE: SlicedEntry<Article> = { name: "articles", decode: (value) => (isArticle(value) ? value : null) };

export const slicedEntries = {
  seen: { name: "articles-seen", decode: (value: unknown) => (typeof value === "string" ? value : null) },
  articles: { name: "matched-articles", decode: ARCHIVE.decode },
  rows: { name: "matches", decode: decodeRow },
  activity: { name: "activity", decode: decodeActivity },
  stories: { name: "articles-of-stories", decode: decodePlace },
  carried: { name: "carried-articles", decode: ARCHIVE.decode },
  triage: { name: "triage-of-stories", decode: decodeTriage },
} satisfies { readonly [K in SlicedPart]: SlicedEntry<unknown> };

export const wholeDocuments: { readonly [K in WholePart]: StateDocument<Memory[K]> } = {
  owners: {
    name: "alias-owners",
    empty: new Map(),
    decode: (data) => decodeMap(data, decodeOwners),
    encode: (owners) => [...owners],
  },
  sources: {
    name: "sources",
    empty: {
      taken: new Map(),
      validators: new Map(),
      members: null,
      joined: new Set(),
      lastScan: null,
      failedSources: 0,
    },
    decode: decodeSources,
    encode: encodeSources,
  },
  recordChoices: RECORD_CHOICES,
  aliasReadings: ALIAS_READINGS,
  scannedNames: SCANNED_NAMES,
  health: { name: "source-health", empty: NO_HEALTH, decode: decodeHealth, encode: encodeHealth },
  backfill: BACKFILL,
  storyState: STORY_STATE,
  pending: {
    name: "pending-results",
    empty: { result: [], profiles: [] },
    decode: decodePending,
  },
  outbox: {
    name: "xsoar-outbox",
    empty: new Map(),
    decode: (data) => decodeMap(data, decodeOutboxRow),
    encode: (outbox) => [...outbox],
  },
};

function decodePlace(value: unknown): StoryPlace | null {
  if (!isRecord(value)) return null;
  const { story, day, began } = value;
  return isString(story) && isString(day) && /^\d{4}-\d\d-\d\d$/.test(day) && isString(began)
    ? { story, day, began }
    : null;
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isArticle(value: unknown): value is Article {
  return (
    isRecord(value) &&
    ["key", "title", "url", "source", "found"].every((name) => isString(value[name])) &&
    (value["published"] === null || isString(value["published"]))
  );
}

/** Earlier versions knew one owner for each alias, and wrote its name alone. */
function decodeOwners(value: unknown): readonly string[] | null {
  const owners = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(isString);
  return owners.length === 0 ? null : owners;
}

function decodeRow(value: unknown): RowMemory | null {
  if (!isRecord(value) || !Array.isArray(value["items"])) return null;
  return {
    owner: value["owner"] !== false,
    record: readRecordState(value["record"]) ?? { kind: "unknown" },
    items: (value["items"] as unknown[]).filter(isRowItem),
  };
}

function isRowItem(value: unknown): value is RowItem {
  return (
    isRecord(value) &&
    isString(value["key"]) &&
    Array.isArray(value["matches"]) &&
    (value["matches"] as unknown[]).every(isMatch) &&
    typeof value["read"] === "boolean" &&
    (value["note"] === "off" || value["note"] === "held" || value["note"] === "pending" || value["note"] === "noted")
  );
}

/** The rules of the articles job stand apart, as they always have. */
function encodeSources({ taken, validators, members, joined, ...rest }: SourcesMemory): unknown {
  const rules: [string, string][] = [];
  const others: [string, Record<string, string>][] = [];
  for (const [url, jobs] of taken) {
    const { articles, ...more } = Object.fromEntries(jobs);
    if (articles !== undefined) rules.push([url, articles]);
    if (Object.keys(more).length > 0) others.push([url, more]);
  }
  const membership = members === null ? {} : { members: [...members], joined: [...joined] };
  return { ...rest, rules, taken: others, validators: [...validators], ...membership };
}

function decodeTaken(data: Record<string, unknown>): SourcesMemory["taken"] {
  const taken = new Map<string, Map<JobId, string>>();
  const add = (url: string, job: JobId, rules: string): void => {
    taken.set(url, (taken.get(url) ?? new Map<JobId, string>()).set(job, rules));
  };
  // Earlier versions knew the articles' rules alone; still earlier ones kept one text for all sources.
  const rules = decodeMap(data["rules"], (value) => (isString(value) ? value : null)) ?? new Map<string, string>();
  for (const [url, text] of rules) add(url, "articles", text);
  const others = decodeMap(data["taken"], (value) => (isRecord(value) ? value : null)) ?? new Map();
  for (const [url, jobs] of others) {
    for (const [job, text] of Object.entries(jobs)) if (isString(text)) add(url, job, text);
  }
  return taken;
}

function decodeSources(data: unknown): SourcesMemory | null {
  if (!isRecord(data)) return null;
  const validators = decodeMap(data["validators"], (value): SourceMemory | null =>
    isRecord(value) && isString(value["day"]) && isString(value["url"])
      ? {
          url: value["url"],
          day: value["day"],
          ...(isString(value["etag"]) ? { etag: value["etag"] } : {}),
          ...(isString(value["lastModified"]) ? { lastModified: value["lastModified"] } : {}),
        }
      : null,
  );
  if (validators === null) return null;
  return {
    taken: decodeTaken(data),
    validators,
    members: Array.isArray(data["members"]) ? new Set(textsIn(data["members"])) : null,
    joined: new Set(textsIn(data["joined"])),
    lastScan: isString(data["lastScan"]) ? data["lastScan"] : null,
    ...(data["isAgain"] === true ? { isAgain: true } : {}),
    failedSources: typeof data["failedSources"] === "number" ? data["failedSources"] : 0,
  };
}

function decodePending(data: unknown): Pending | null {
  if (!isRecord(data) || !Array.isArray(data["result"]) || !Array.isArray(data["profiles"])) return null;
  return {
    result: textsIn(data["result"]),
    profiles: (data["profiles"] as unknown[]).filter(
      (pair): pair is [string, string] => Array.isArray(pair) && isString(pair[0]) && isString(pair[1]),
    ),
  };
}

function decodeOutboxRow(value: unknown): OutboxRow | null {
  if (!isRecord(value) || !Array.isArray(value["notes"])) return null;
  const create = value["create"];
  return {
    owner: value["owner"] !== false,
    create:
      isRecord(create) && isString(create["decided"])
        ? { decided: create["decided"], sentAt: isString(create["sentAt"]) ? create["sentAt"] : null }
        : null,
    notes: (value["notes"] as unknown[]).flatMap((note) => decodeOutboxNote(note) ?? []),
    why: readReason(value["why"]) ?? { kind: "notTried" },
    ...(isString(value["made"]) ? { made: value["made"] } : {}),
    ...(value["dismissed"] === true ? { dismissed: true } : {}),
  };
}

function decodeOutboxNote(value: unknown): OutboxNote | null {
  if (!isRecord(value) || !isArticle(value["article"])) return null;
  const { article, matches, decided } = value;
  return {
    article,
    matches: Array.isArray(matches) ? (matches as unknown[]).filter(isMatch) : [],
    decided: isString(decided) ? decided : article.found,
    done: value["done"] === true,
    ...(value["asked"] === true ? { asked: true as const } : {}),
    ...(isReviewReason(value["review"]) ? { review: value["review"] } : {}),
  };
}

function isReviewReason(value: unknown): value is ReviewReason {
  return value === "write" || value === "record" || value === "source" || value === "folder" || value === "run";
}
