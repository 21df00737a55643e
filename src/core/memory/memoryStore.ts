import { STATE_LOCK_MS } from "../limits";
import type { Article } from "../model/model";
import type { Clock } from "../ports";
import type { ActivityEntry } from "./activity";
import { createArchive } from "./archive";
import { withDecidedNotes } from "./decidedNotes";
import { type Members, type StateDocument, type StateFolder, createDocuments } from "./documents";
import type { Memory, MemoryStore, RowMemory, StoryPlace } from "./memory";
import { type SlicedPart, slicedEntries, wholeDocuments } from "./memoryDocuments";
import { EMPTY, createSlicedDocuments } from "./slicedDocuments";
import type { StoredTriage } from "./triage";
import { type LoadedMap, type SlicedMap, createSlicedMap } from "./slicedMap";

/** A part as it was loaded. */
interface Loaded {
  readonly value: unknown;
  /** What is to be written for another value; null when that stands there already. */
  prepare(value: unknown, all: Partial<Memory>): Promise<Written | null> | Written | null;
}

const noStamp = (_all: Partial<Memory>): string | null | undefined => undefined;

type Written = readonly [name: string, members: Members];
type Wholes = Readonly<Record<string, StateDocument<unknown>>>;

/** @param sliceCharacters about how long a piece of a large document is */
export function createMemoryStore(
  folder: StateFolder & { readonly clock: Clock },
  sliceCharacters?: number,
): MemoryStore {
  const { store, clock } = folder;
  const documents = createDocuments(folder, "folder");
  const sliced = createSlicedDocuments(documents, clock, sliceCharacters);
  const archive = createArchive(sliced, documents);
  const maps: { readonly [K in SlicedPart]: SlicedMap<ValueOf<Memory[K]>> } = {
    seen: createSlicedMap<string>(sliced, clock, slicedEntries.seen),
    articles: createSlicedMap<Article>(sliced, clock, slicedEntries.articles),
    rows: createSlicedMap<RowMemory>(sliced, clock, slicedEntries.rows),
    activity: createSlicedMap<ActivityEntry>(sliced, clock, slicedEntries.activity),
    stories: createSlicedMap<StoryPlace>(sliced, clock, slicedEntries.stories),
    carried: createSlicedMap<Article>(sliced, clock, slicedEntries.carried),
    triage: createSlicedMap<StoredTriage>(sliced, clock, slicedEntries.triage),
  };

  /** Earlier versions had all articles in one document, and none of their own for those of the rows. */
  const articlesOfRows = async (rows: LoadedMap<RowMemory> | null): Promise<Memory["articles"]> => {
    const keys = new Set([...(rows?.map.values() ?? [])].flatMap(({ items }) => items.map(({ key }) => key)));
    const articles = new Map<string, Article>();
    if (keys.size === 0) return articles;
    for await (const piece of archive.pieces()) {
      for (const [key, article] of piece) if (keys.has(key)) articles.set(key, article);
    }
    return articles;
  };

  /** Loads parts that are looked at together. */
  const loader = (wholes: Wholes): ((part: string) => Promise<Loaded>) => {
    let rowsRead: Promise<LoadedMap<RowMemory> | null> | undefined;
    const rows = () => (rowsRead ??= maps.rows.load());
    const articles = async (loaded: LoadedMap<Article> | null) => loaded?.map ?? (await articlesOfRows(await rows()));
    const whole = async <T>(document: StateDocument<T>) => {
      const { value, members } = await documents.read(document);
      return {
        value,
        prepare: (after: unknown): Written | null => {
          const changed = after === value ? null : documents.changed(document, after as T, members);
          return changed === null ? null : [document.name, changed];
        },
      };
    };
    const map = <T>(of: SlicedMap<T>, loaded: LoadedMap<T> | null, stamp = noStamp): Loaded => ({
      value: loaded?.map ?? new Map(),
      prepare: (after, all) => {
        const document = loaded?.document ?? EMPTY;
        const stamped = stamp(all);
        if (after === loaded?.map && (stamped === undefined || stamped === document.stamp)) return null;
        return of.prepare(document, after as ReadonlyMap<string, T>, stamped);
      },
    });
    return async (name) => {
      switch (name) {
        case "seen":
          return map(maps.seen, await maps.seen.load());
        case "activity":
          return map(maps.activity, await maps.activity.load());
        case "stories":
          return map(maps.stories, await maps.stories.load());
        case "carried":
          return map(maps.carried, await maps.carried.load());
        case "triage":
          return map(maps.triage, await maps.triage.load());
        case "articles": {
          const loaded = await maps.articles.load();
          return { ...map(maps.articles, loaded), value: await articles(loaded) };
        }
        case "rows":
          return map(maps.rows, await rows(), ({ matched }) => matched);
        case "matched":
          // Goes with the rows.
          return { value: (await rows())?.document.stamp ?? null, prepare: () => null };
        case "outbox": {
          const part = await whole(wholeDocuments.outbox);
          const decided = (await rows())?.map ?? new Map<string, RowMemory>();
          const articlesNow = async () => articles(await maps.articles.load());
          return { ...part, value: await withDecidedNotes(part.value, decided, articlesNow, clock.now()) };
        }
        default: {
          const document = wholes[name];
          if (document === undefined) throw new Error(`The memory has no part ${name}.`);
          return whole(document);
        }
      }
    };
  };
  const valuesOf = (loaded: ReadonlyMap<string, Loaded>): unknown =>
    Object.fromEntries([...loaded].map(([part, { value }]) => [part, value]));
  const loadAll = async (load: (part: string) => Promise<Loaded>, parts: readonly PropertyKey[]) =>
    new Map(await Promise.all(parts.map(async (part) => [String(part), await load(String(part))] as const)));

  const open = <M>(wholes: Wholes): MemoryStore<M> => ({
    archive,
    withLock: (lock, waitMs, work) => store.withLock(lock, waitMs, work),
    load: async (...parts) => valuesOf(await loadAll(loader(wholes), parts)) as Pick<M, (typeof parts)[number]>,
    change: async (parts, compute, afterwards) => {
      const done = await store.withLock("state", STATE_LOCK_MS, async () => {
        const load = loader(wholes);
        const loaded = await loadAll(load, parts);
        const result = await compute(valuesOf(loaded) as Pick<M, (typeof parts)[number]>, documents);
        const writes: Written[] = [];
        for (const [part, value] of Object.entries(result ?? {})) {
          if (value === undefined || !(part in wholes || part in slicedEntries)) continue;
          const before = loaded.get(part) ?? (await load(part));
          const write = await before.prepare(value, result as Partial<Memory>);
          if (write !== null) writes.push(write);
        }
        if (writes.length > 0) await documents.write(writes);
        await afterwards?.(result);
        return result;
      });
      if (done === null) throw new Error("The stored state of this workspace is locked by another process.");
      return done.value;
    },
    with: (more) => open({ ...wholes, ...(more as Wholes) }),
  });
  return open<Memory>(wholeDocuments);
}

type ValueOf<M> = M extends ReadonlyMap<string, infer T> ? T : never;
