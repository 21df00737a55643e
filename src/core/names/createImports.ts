import type { Clock, Web } from "../ports";
import { columnName } from "./columns";
import { cutIn, skippedIn } from "./entryList";
import { type NameReaders, type NamesGot, getNames, importLocation } from "./importNames";
import type { KnownAnswer, NameStore, StoredSource } from "./nameStore";
import type { ImportOutcome, Names, ReadOutcome } from "./names";
import { ATTACK_TITLE } from "./stixBundle";
import { type AliasChange, tidingsOf } from "./tidings";
import type { ColumnChoice, KnowledgeEntry, KnowledgeLocation, KnowledgeOutcome, KnowledgeSource } from "./types";

/** So many names show how a file was read. */
const SAMPLES = 3;
/** They are looked for among the first. */
const LOOKED_AT = 200;

interface Options {
  readonly store: NameStore;
  readonly web: Web;
  readonly readers: NameReaders;
  readonly clock: Clock;
  readonly pause: () => Promise<void>;
  /** Runs what changes the store, by itself among all processes. */
  readonly changeLibrary: <T>(work: () => Promise<T>) => Promise<T>;
  /** What has to follow when a source has changed; gives what somebody has to be asked about. */
  readonly afterChange: (title: string) => Promise<readonly AliasChange[]>;
}

interface Imports {
  readonly read: Names["readImport"];
  readonly refresh: Names["refresh"];
}

/** Reads files of names, and keeps them when somebody has seen what was read. */
export function createImports(options: Options): Imports {
  const { store, web, readers, clock, pause, changeLibrary, afterChange } = options;

  const readFrom = async (
    location: KnowledgeLocation,
    before: StoredSource | undefined,
    columns: ColumnChoice | undefined,
    signal: AbortSignal,
  ): Promise<ReadOutcome> => {
    // The server would say that nothing has changed, and what is to be read otherwise would stay as it is.
    const { validators, wasPublic = false } = before ?? {};
    const isSame = before !== undefined && !lacksAttack(before) && sameColumns(columns, before.columns);
    const known = { ...(validators !== undefined && isSame ? { validators } : {}), wasPublic };
    const got = await getNames(web, readers, location, known, signal);
    if (got.kind === "failed" || got.kind === "cancelled") return got;
    if (got.kind === "unchanged") {
      if (before === undefined) return { kind: "failed", failure: { code: "empty" } };
      const imported = clock.now().toISOString();
      await changeLibrary(() => store.touch(before.id, imported));
      const changes = await afterChange(before.title);
      return { kind: "unchanged", source: publicSource({ ...before, imported }), changes };
    }
    return parsed(got, location, columns, signal);
  };

  const parsed = async (
    got: NamesGot,
    location: KnowledgeLocation,
    columns: ColumnChoice | undefined,
    signal: AbortSignal,
  ): Promise<ReadOutcome> => {
    const names = await got.parse(columns, signal);
    if (signal.aborted) return { kind: "cancelled" };
    if (!names.ok) return { kind: "failed", failure: names.failure };
    const { title, format, entries, reading } = names;
    return {
      kind: "read",
      title,
      format,
      count: entries.length,
      reading,
      samples: samplesOf(entries),
      again: (other, again) => parsed(got, location, other, again),
      take: () => take(names, got.known, location, columns),
    };
  };

  const take = async (
    names: Extract<KnowledgeOutcome, { ok: true }>,
    known: KnownAnswer,
    location: KnowledgeLocation,
    columns: ColumnChoice | undefined,
  ): Promise<ImportOutcome> => {
    const { reading } = names;
    if (reading.isDoubtful) {
      const called = reading.columns.map(({ heading }, at) => columnName(heading, at));
      return { kind: "failed", failure: { code: "doubtfulColumns", columns: called } };
    }
    const imported = clock.now().toISOString();
    const before = await sourceAt(location);
    const old = before === undefined ? [] : (await store.entries([before], pause)).map(({ entry }) => entry);
    const saved = await changeLibrary(async () => {
      const id = before?.id ?? (await store.freeId());
      const source: KnowledgeSource = {
        id,
        title: names.title,
        format: names.format,
        location,
        imported,
        entryCount: names.entries.length,
        skipped: skippedIn(reading),
        ...(columns && { columns }),
      };
      await store.save({ ...source, ...known }, names.entries, names.attack);
      return source;
    });
    const changes = await afterChange(saved.title);
    const tidings = before === undefined ? null : tidingsOf(old, names.entries, names.revoked);
    return {
      kind: "imported",
      source: saved,
      tidings,
      changes,
      ...cutIn(reading),
    };
  };

  const sourceAt = async ({ kind, value }: KnowledgeLocation): Promise<StoredSource | undefined> =>
    (await store.sources()).find(({ location }) => location.kind === kind && location.value === value);

  return {
    read: async (text, signal, columns) => {
      const location = importLocation(text);
      if (location === null) return { kind: "failed", failure: { code: "noAddress" } };
      const before = await sourceAt(location);
      return readFrom(location, before, columns ?? before?.columns, signal);
    },
    refresh: async (id, signal) => {
      const source = (await store.sources()).find((one) => one.id === id);
      if (source === undefined) return { kind: "failed", failure: { code: "noAddress" } };
      const read = await readFrom(source.location, source, source.columns, signal);
      return read.kind === "read" ? read.take() : read;
    },
  };
}

/** Whether a source is a bundle of ATT&CK that an earlier version of the product took only the names from. */
export function lacksAttack({ format, title, attack }: StoredSource): boolean {
  return format === "stix" && title === ATTACK_TITLE && attack === undefined;
}

/** What is told of a source. */
export function publicSource(source: StoredSource): KnowledgeSource {
  const { id, title, format, location, imported, entryCount, skipped, columns } = source;
  return { id, title, format, location, imported, entryCount, skipped, ...(columns && { columns }) };
}

function sameColumns(one: ColumnChoice | undefined, other: ColumnChoice | undefined): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(choice: ColumnChoice | undefined): string {
  return JSON.stringify([choice?.name, choice?.aliases, choice?.headings]);
}

/** Three of the names, those with other names first: they show how these were read. */
function samplesOf(entries: readonly KnowledgeEntry[]): readonly KnowledgeEntry[] {
  const first = entries.slice(0, LOOKED_AT);
  const isBare = ({ aliases }: KnowledgeEntry): number => (aliases.length === 0 ? 1 : 0);
  return first.toSorted((one, other) => isBare(one) - isBare(other)).slice(0, SAMPLES);
}
