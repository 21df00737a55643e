import { isMatch } from "../matching/isMatch";
import type { Article, Match, NoteState } from "../model";
import type { StateStore } from "../ports";
import { readReason, readRecordState, type KeptRecord } from "../xsoar/keptReasons";
import type { Outbox, OutboxNote, OutboxRow } from "../xsoar/outbox";
import { decodeHealth, encodeHealth, NO_HEALTH, type HealthMemory } from "./health";

/** How long an article is kept to be met by a name added later, and how long a match stays in the sidebar. */
export const KEEP_ARTICLES_DAYS = 30;
/** How long an address that no source lists any more is remembered as seen. */
export const KEEP_SEEN_DAYS = 400;
/** After this long a source is read whole again, so that what it lists counts as listed. */
export const KEEP_VALIDATORS_DAYS = 30;

const VERSION = 1;
const DAY_MS = 86_400_000;

/** An article under one name. */
export interface RowItem {
  readonly key: string;
  readonly matches: readonly Match[];
  readonly read: boolean;
  readonly note: NoteState;
}

/** What is remembered of one tracked name, or of an alias of unknown owner. */
export interface RowMemory {
  readonly owner: boolean;
  readonly record: KeptRecord;
  readonly items: readonly RowItem[];
}

/** What a source said about its last answer, byte for byte (RFC 9110 §8.8). */
export interface SourceMemory {
  /** The address that gave the answer, after redirects. */
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Day of the last full answer. */
  readonly day: string;
}

/** Everything remembered of the sources between scans. */
export interface SourcesMemory {
  /** By source, the rules its last answer was read with (`readRules`): other rules make that worthless. */
  readonly rules: ReadonlyMap<string, string>;
  readonly validators: ReadonlyMap<string, SourceMemory>;
  readonly lastScan: string | null;
  readonly failedSources: number;
}

/** Results decided but perhaps not yet written, so that a crash loses none. */
export interface Pending {
  /** Keys for the result file. */
  readonly result: readonly string[];
  /** Name and key for the profile files. */
  readonly profiles: readonly (readonly [name: string, key: string])[];
}

export interface Memory {
  /** Key → day (`YYYY-MM-DD`) a source listed it last. */
  readonly seen: ReadonlyMap<string, string>;
  readonly articles: ReadonlyMap<string, Article>;
  readonly rows: ReadonlyMap<string, RowMemory>;
  /** Alias → the profiles whose records gave it. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly sources: SourcesMemory;
  readonly health: HealthMemory;
  readonly pending: Pending;
  /** What is decided and not yet confirmed by XSOAR. */
  readonly outbox: Outbox;
}

/** `YYYY-MM-DD` in UTC. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** The day `days` before `time`. */
export function daysBefore(time: Date, days: number): string {
  return dayOf(new Date(time.getTime() - days * DAY_MS));
}

/** Reads and writes the documents of a workspace's memory. A damaged one is set aside with a message; the rest goes on. */
export interface MemoryStore {
  load(): Promise<Memory>;
  loadPart<K extends keyof Memory>(part: K): Promise<Memory[K]>;
  save(part: Partial<Memory>): Promise<void>;
}

/** @param onDamaged gets the document's name and the name it was set aside under */
export function createMemoryStore(
  store: StateStore,
  onDamaged: (name: string, asideName: string) => void,
): MemoryStore {
  const loadPart = async <K extends keyof Memory>(part: K): Promise<Memory[K]> => {
    const { name, decode, empty } = documents[part];
    const value = await store.read(name, (aside) => onDamaged(name, aside));
    if (value === null) return empty;
    const body = isRecord(value) && value["version"] === VERSION ? decode(value["data"]) : null;
    if (body !== null) return body;
    onDamaged(name, await store.setAside(name));
    return empty;
  };
  return {
    loadPart,
    load: async () => {
      const [seen, articles, rows, owners, sources, health, pending, outbox] = await Promise.all([
        loadPart("seen"),
        loadPart("articles"),
        loadPart("rows"),
        loadPart("owners"),
        loadPart("sources"),
        loadPart("health"),
        loadPart("pending"),
        loadPart("outbox"),
      ]);
      return { seen, articles, rows, owners, sources, health, pending, outbox };
    },
    save: async (part) => {
      // In the order of `documents`: what later documents rely on is on disk first.
      for (const key of DOCUMENT_ORDER) {
        const value = part[key];
        if (value !== undefined) await store.write(documents[key].name, { version: VERSION, data: encode(key, value) });
      }
    },
  };
}

interface MemoryDocument<T> {
  readonly name: string;
  readonly empty: T;
  /** Null when the shape is not ours at all. */
  readonly decode: (data: unknown) => T | null;
}

const DOCUMENT_ORDER = [
  "articles",
  "outbox",
  "rows",
  "pending",
  "owners",
  "seen",
  "sources",
  "health",
] as const satisfies readonly (keyof Memory)[];

const documents: { readonly [K in keyof Memory]: MemoryDocument<Memory[K]> } = {
  seen: {
    name: "articles-seen",
    empty: new Map(),
    decode: (data) => decodeMap(data, (value) => (typeof value === "string" ? value : null)),
  },
  articles: {
    name: "articles",
    empty: new Map(),
    decode: (data) => decodeMap(data, (value) => (isArticle(value) ? value : null)),
  },
  rows: {
    name: "matches",
    empty: new Map(),
    decode: (data) => decodeMap(data, decodeRow),
  },
  owners: {
    name: "alias-owners",
    empty: new Map(),
    decode: (data) => decodeMap(data, decodeOwners),
  },
  sources: {
    name: "sources",
    empty: { rules: new Map(), validators: new Map(), lastScan: null, failedSources: 0 },
    decode: decodeSources,
  },
  health: { name: "source-health", empty: NO_HEALTH, decode: decodeHealth },
  pending: {
    name: "pending-results",
    empty: { result: [], profiles: [] },
    decode: decodePending,
  },
  outbox: {
    name: "xsoar-outbox",
    empty: new Map(),
    decode: (data) => decodeMap(data, decodeOutboxRow),
  },
};

function encode<K extends keyof Memory>(part: K, value: NonNullable<Memory[K]>): unknown {
  if (value instanceof Map) return [...value];
  if (part === "sources") {
    const sources = value as SourcesMemory;
    return { ...sources, rules: [...sources.rules], validators: [...sources.validators] };
  }
  return part === "health" ? encodeHealth(value as HealthMemory) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

/** Entries that are not ours are left out: one bad entry must not cost the others. */
function decodeMap<T>(data: unknown, decode: (value: unknown) => T | null): Map<string, T> | null {
  if (!Array.isArray(data)) return null;
  const map = new Map<string, T>();
  for (const entry of data as unknown[]) {
    if (!Array.isArray(entry) || !isString(entry[0])) continue;
    const value = decode(entry[1]);
    if (value !== null) map.set(entry[0], value);
  }
  return map;
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
    // Earlier versions kept one text for all sources.
    rules: decodeMap(data["rules"], (value) => (isString(value) ? value : null)) ?? new Map(),
    validators,
    lastScan: isString(data["lastScan"]) ? data["lastScan"] : null,
    failedSources: typeof data["failedSources"] === "number" ? data["failedSources"] : 0,
  };
}

function decodePending(data: unknown): Pending | null {
  if (!isRecord(data) || !Array.isArray(data["result"]) || !Array.isArray(data["profiles"])) return null;
  return {
    result: (data["result"] as unknown[]).filter(isString),
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
  };
}
