import type { Clock } from "../ports";
import { textsIn } from "../text/textsIn";
import type { Documents, Members } from "./documents";

/** Characters of one document: read or written in a few milliseconds. */
const SLICE_CHARACTERS = 262_144;
const ENTRIES_PER_TURN = 4_000;
/** Slices that go to the disk together, while the next ones are made. */
const SLICES_AT_ONCE = 4;

/**
 * A list of pairs under one name, in pieces: what was added or changed last in the document itself, the rest in slices that are
 * never changed, each a document of its own. Writing the document is the one step at which a change happens: the slices it names
 * are there before, and those it no longer names are removed a write later, for the sake of windows that are still reading.
 * Documents of earlier versions have no slices.
 */
export interface SlicedDocument {
  readonly data: unknown;
  readonly slices: readonly string[];
  /** Slices of the write before, to be removed. */
  readonly dropped: readonly string[];
  /** Number of the next slice. */
  readonly next: number;
  /** A note kept with the data. */
  readonly stamp: string | null;
  /** All that stands in it. */
  readonly members: Members;
}

export const EMPTY: SlicedDocument = { data: [], slices: [], dropped: [], next: 1, stamp: null, members: {} };

export interface SlicedDocuments {
  /** Null when there is none. One that is not ours is set aside and counts as none. */
  read(name: string): Promise<SlicedDocument | null>;
  /** The data of slice after slice, each in a turn of its own, then that of the document; slices that `skip` names are left out. */
  pieces(name: string, document: SlicedDocument, skip: (slice: string) => boolean): AsyncIterable<Piece>;
  /** The data of one slice; null when it has gone meanwhile. */
  piece(name: string, slice: string): Promise<unknown>;
  /** Writes new slices beside those that stay; gives the document that names them, to be written next, or null when nothing changes. */
  prepare(
    name: string,
    before: SlicedDocument,
    after: { readonly kept: readonly string[]; readonly pairs: Iterable<Pair>; readonly stamp: string | null },
  ): Promise<Members | null>;
}

export type Pair = readonly [key: string, value: unknown];

interface Piece {
  /** Null for the document itself. */
  readonly slice: string | null;
  readonly data: unknown;
}

/** When a slice was written: nothing in it is younger. */
export function sliceTime(slice: string): Date {
  return new Date(Number.parseInt(slice, 36));
}

export function createSlicedDocuments(
  documents: Documents,
  clock: Clock,
  sliceCharacters = SLICE_CHARACTERS,
): SlicedDocuments {
  const readMembers = (name: string): Promise<Members | null> =>
    documents.readMembers(name, (members) => (Array.isArray(members["data"]) ? members : null));
  const piece = async (name: string, slice: string): Promise<unknown> =>
    (await readMembers(sliceName(name, slice)))?.["data"] ?? null;
  return {
    piece,
    read: async (name) => {
      const members = await readMembers(name);
      if (members === null) return null;
      const { data, next, stamp } = members;
      return {
        data,
        slices: textsIn(members["slices"]),
        dropped: textsIn(members["dropped"]),
        next: typeof next === "number" ? next : 1,
        stamp: typeof stamp === "string" ? stamp : null,
        members,
      };
    },
    pieces: async function* (name, { slices, data }, skip) {
      for (const slice of slices) {
        if (skip(slice)) continue;
        yield { slice, data: await piece(name, slice) };
        await clock.wait(0);
      }
      yield { slice: null, data };
    },
    prepare: async (name, before, { kept, pairs, stamp }) => {
      let { next } = before;
      const made: string[] = [];
      let batch: Pair[] = [];
      let size = 0;
      let sinceTurn = 0;
      let waiting: (readonly [name: string, members: Members])[] = [];
      let writing = Promise.resolve();
      const writeWaiting = async (): Promise<void> => {
        const together = waiting;
        waiting = [];
        await writing;
        writing = documents.write(together);
        // Awaited later; until then a failure is nobody's.
        writing.catch(() => undefined);
      };
      for (const pair of pairs) {
        const length = roughLength(pair);
        sinceTurn += 1;
        if (sinceTurn % ENTRIES_PER_TURN === 0) await clock.wait(0);
        if (size + length > sliceCharacters && batch.length > 0) {
          const slice = `${clock.now().getTime().toString(36)}-${next}`;
          next += 1;
          waiting.push([sliceName(name, slice), { data: batch }]);
          if (waiting.length === SLICES_AT_ONCE) await writeWaiting();
          made.push(slice);
          batch = [];
          size = 0;
        }
        batch.push(pair);
        size += length;
      }
      await writeWaiting();
      await writing;
      const slices = [...kept, ...made];
      const isKept = new Set(kept);
      const dropped = before.slices.filter((slice) => !isKept.has(slice));
      const isUnchanged = made.length + dropped.length === 0 && stamp === before.stamp;
      if (isUnchanged && JSON.stringify(batch) === JSON.stringify(before.data)) return null;
      for (const slice of before.dropped) await documents.remove(sliceName(name, slice));
      const isSliced = slices.length + dropped.length > 0;
      return {
        ...before.members,
        data: batch,
        ...(isSliced ? { slices, dropped, next } : { slices: undefined, dropped: undefined, next: undefined }),
        stamp: stamp ?? undefined,
      };
    },
  };
}

type Values = Readonly<Record<string, unknown>>;

/** About how long a value is as JSON. */
function roughLength(value: unknown): number {
  if (typeof value === "string") return value.length + 3;
  if (typeof value !== "object" || value === null) return 6;
  let length = 2;
  if (Array.isArray(value)) for (const one of value as unknown[]) length += roughLength(one);
  else for (const key of Object.keys(value)) length += key.length + 3 + roughLength((value as Values)[key]);
  return length;
}

function sliceName(name: string, slice: string): string {
  return `${name}.${slice}`;
}
