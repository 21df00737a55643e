import type { Article } from "../model/model";
import type { Clock, StateStore } from "../ports";
import { STATE_VERSION, stateDocument } from "./stateDocument";
import { createArchive } from "./archive";
import type { Memory, MemoryStore, RowMemory } from "./memory";
import { DOCUMENT_ORDER, type SlicedPart, type WholePart, documents, encode, slicedEntries } from "./memoryDocuments";
import { createSlicedDocuments } from "./slicedDocuments";
import { type SlicedMap, createSlicedMap } from "./slicedMap";

/**
 * @param onDamaged gets the document's name and the name it was set aside under
 * @param sliceCharacters about how long a piece of a large document is
 */
export function createMemoryStore(
  store: StateStore,
  clock: Clock,
  onDamaged: (name: string, asideName: string) => void,
  sliceCharacters?: number,
): MemoryStore {
  const sliced = createSlicedDocuments(store, clock, onDamaged, sliceCharacters);
  const archive = createArchive(sliced);
  const maps: { readonly [K in SlicedPart]: SlicedMap<ValueOf<Memory[K]>> } = {
    seen: createSlicedMap<string>(sliced, clock, slicedEntries.seen),
    articles: createSlicedMap<Article>(sliced, clock, slicedEntries.articles),
    rows: createSlicedMap<RowMemory>(sliced, clock, slicedEntries.rows),
  };

  const loadWhole = <K extends WholePart>(part: K): Promise<Memory[K]> => {
    const { name, decode, empty } = documents[part];
    return stateDocument<Memory[K]>(store, name, empty, decode, onDamaged).load();
  };
  /** Other windows write as well: what counts is what stands there now, not what was read earlier. */
  const saveWhole = async <K extends WholePart>(part: K, value: Memory[K]): Promise<void> => {
    const { name, empty } = documents[part];
    const data = encode(part, value);
    const stored = await store.read(name, (aside) => onDamaged(name, aside));
    const known = stored ?? { version: STATE_VERSION, data: encode(part, empty) };
    if (JSON.stringify(known) !== JSON.stringify({ version: STATE_VERSION, data })) {
      await store.write(name, { version: STATE_VERSION, data });
    }
  };

  /** Earlier versions had all articles in one document, and none of their own for those of the rows. */
  const loadArticles = async (): Promise<Memory["articles"]> => {
    const stored = await maps.articles.load();
    if (stored !== null) return stored.map;
    const rows = (await maps.rows.load())?.map ?? new Map<string, RowMemory>();
    const keys = new Set([...rows.values()].flatMap(({ items }) => items.map(({ key }) => key)));
    const articles = new Map<string, Article>();
    if (keys.size === 0) return articles;
    for await (const piece of archive.pieces()) {
      for (const [key, article] of piece) if (keys.has(key)) articles.set(key, article);
    }
    return articles;
  };
  const loaders: { readonly [K in keyof Memory]: () => Promise<Memory[K]> } = {
    articles: loadArticles,
    health: () => loadWhole("health"),
    matched: async () => (await maps.rows.load())?.stamp ?? null,
    outbox: () => loadWhole("outbox"),
    owners: () => loadWhole("owners"),
    pending: () => loadWhole("pending"),
    rows: async () => (await maps.rows.load())?.map ?? new Map(),
    seen: async () => (await maps.seen.load())?.map ?? new Map(),
    sources: () => loadWhole("sources"),
  };

  return {
    archive,
    load: async (...parts) => {
      const loaded = await Promise.all(parts.map(async (part) => [part, await loaders[part]()] as const));
      return Object.fromEntries(loaded) as Pick<Memory, (typeof parts)[number]>;
    },
    save: async (parts) => {
      for (const part of DOCUMENT_ORDER) {
        if (parts[part] === undefined) continue;
        if (part === "rows") await maps.rows.save(parts[part], parts.matched);
        else if (part === "articles") await maps.articles.save(parts[part]);
        else if (part === "seen") await maps.seen.save(parts[part]);
        else await saveWhole(part, parts[part]);
      }
    },
  };
}

type ValueOf<M> = M extends ReadonlyMap<string, infer T> ? T : never;
