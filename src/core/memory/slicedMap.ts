import type { Clock } from "../ports";
import { decodeMap } from "./decodeMap";
import type { SlicedEntry } from "./memoryDocuments";
import type { Members } from "./documents";
import { type Pair, type SlicedDocument, type SlicedDocuments } from "./slicedDocuments";

const ENTRIES_PER_TURN = 10_000;

/** A part of the memory that is a map in slices. Slices never change, so those read once need not be read again. */
export interface SlicedMap<T> {
  /** Null when there is none. */
  load(): Promise<LoadedMap<T> | null>;
  /**
   * Prepares to write what is not there like that: slices with a changed or missing entry give theirs to new ones.
   *
   * @param before as loaded in the same change
   * @param stamp left out, it stays
   * @returns the document that is to be written, or null when nothing changes
   */
  prepare(
    before: SlicedDocument,
    map: ReadonlyMap<string, T>,
    stamp?: string | null,
  ): Promise<readonly [name: string, members: Members] | null>;
}

export interface LoadedMap<T> {
  readonly map: ReadonlyMap<string, T>;
  readonly document: SlicedDocument;
}

/** Opens one of them: `name` is its document's, `decode` gives null for a value to leave out. */
export function createSlicedMap<T>(
  documents: SlicedDocuments,
  clock: Clock,
  { name, decode }: SlicedEntry<T>,
): SlicedMap<T> {
  const known = new Map<string, ReadonlyMap<string, T>>();
  const read = async (): Promise<{
    readonly document: SlicedDocument;
    readonly tail: ReadonlyMap<string, T>;
  } | null> => {
    const document = await documents.read(name);
    if (document === null) return null;
    let tail: ReadonlyMap<string, T> = new Map();
    let isLost = false;
    for await (const { slice, data } of documents.pieces(name, document, (one) => known.has(one))) {
      const entries = decodeMap(data, decode) ?? new Map<string, T>();
      if (data === null) isLost = true;
      if (slice === null) tail = entries;
      else known.set(slice, entries);
    }
    // Another window may have written twice in the meantime: then the document names other slices.
    if (isLost && (await documents.read(name))?.slices.join() !== document.slices.join()) return read();
    const current = new Set(document.slices);
    for (const slice of known.keys()) if (!current.has(slice)) known.delete(slice);
    return { document, tail };
  };
  return {
    load: async () => {
      const stored = await read();
      if (stored === null) return null;
      const { document, tail } = stored;
      const map = new Map<string, T>();
      for (const part of [...document.slices.map((slice) => known.get(slice)), tail]) {
        part?.forEach((value, key) => map.set(key, value));
        if (map.size > ENTRIES_PER_TURN) await clock.wait(0);
      }
      return { map, document };
    },
    prepare: async (before, map, stamp) => {
      const kept: string[] = [];
      const covered = new Set<string>();
      for (const slice of before.slices) {
        const entries = known.get(slice) ?? new Map<string, T>();
        if (entries.size > 0 && isHeld(entries, map)) {
          kept.push(slice);
          for (const key of entries.keys()) covered.add(key);
        }
        await clock.wait(0);
      }
      const pairs: Pair[] = [];
      let sinceTurn = 0;
      for (const key of map.keys()) {
        if (!covered.has(key)) pairs.push([key, map.get(key)]);
        sinceTurn += 1;
        if (sinceTurn % ENTRIES_PER_TURN === 0) await clock.wait(0);
      }
      const after = { kept, pairs, stamp: stamp === undefined ? before.stamp : stamp };
      const members = await documents.prepare(name, before, after);
      return members === null ? null : [name, members];
    },
  };
}

/** Whether a map holds all of a slice as it stands there. */
function isHeld<T>(entries: ReadonlyMap<string, T>, map: ReadonlyMap<string, T>): boolean {
  for (const key of entries.keys()) if (!isSame(map.get(key), entries.get(key))) return false;
  return true;
}

function isSame<T>(a: T | undefined, b: T): boolean {
  return a === b || (a !== undefined && JSON.stringify(a) === JSON.stringify(b));
}
