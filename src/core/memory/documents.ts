import { isRecord } from "../text/isRecord";
import type { StateStore } from "../ports";
import { type LaterState, LaterStateError, productVersion } from "./laterState";

/** Of how documents are written. Whoever writes one in a way that this program cannot read counts up. */
export const STATE_VERSION = 1;

/** All that stands in a document's file: `version`, `by` (the product's version that wrote it), the data, and what later versions add. */
export type Members = Readonly<Record<string, unknown>>;

/** How a value is kept as JSON. */
export interface StateDocument<T> {
  readonly name: string;
  /** What holds where there is no document. */
  readonly empty: T;
  /** Null when the shape is not ours at all. Entries that are not ours are left out: one bad entry must not cost the others. */
  readonly decode: (data: unknown) => T | null;
  /** As `decode` reads it; by default the value itself. A member that is left out is to be undefined: others are kept as they stand. */
  encode?(value: T): unknown;
  /** The member the data stands in; by default `data`. */
  readonly member?: string;
}

/** A document as it was read. */
interface Stored<T> {
  readonly value: T;
  /** Null when there is none. */
  readonly members: Members | null;
}

/**
 * The one way to the documents of a state folder. A damaged one is set aside and counts as none; for one of a later version
 * `LaterStateError` is thrown, and it stays as it is. What this version does not know of a document is kept when it is written.
 */
export interface Documents {
  /** Null when there is none. @param decode gets what stands in the file, and gives null for what is not ours */
  readMembers<T>(name: string, decode: (members: Members) => T | null): Promise<T | null>;
  read<T>(document: StateDocument<T>): Promise<Stored<T>>;
  /** What is to be written for a value; null when that stands there already. */
  changed<T>(document: StateDocument<T>, value: T, before: Members | null): Members | null;
  load<T>(document: StateDocument<T>): Promise<T>;
  /** Reads, and writes what differs. Within the lock of the state, as all that follow. */
  save<T>(document: StateDocument<T>, value: T): Promise<void>;
  /** Writes one after the other: a crash leaves the first of them written. */
  write(documents: readonly (readonly [name: string, members: Members])[]): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A state folder, and the program that reads and writes its documents. */
export interface StateFolder {
  readonly store: StateStore;
  /** Gets the document's name and the name it was set aside under. */
  readonly onDamaged: (name: string, asideName: string) => void;
  /** Of the product. */
  readonly version: string;
}

/** @param of whose documents they are */
export function createDocuments({ store, onDamaged, version }: StateFolder, of: LaterState["of"]): Documents {
  const head = { version: STATE_VERSION, by: version };
  const readMembers = async <T>(name: string, decode: (members: Members) => T | null): Promise<T | null> => {
    const stored = await store.read(name, (aside) => onDamaged(name, aside));
    if (stored === null) return null;
    if (isRecord(stored)) {
      const { version: written, by } = stored;
      if (typeof written === "number" && written > STATE_VERSION)
        throw new LaterStateError({ of, writtenBy: productVersion(by) });
      const value = written === STATE_VERSION ? decode(stored) : null;
      if (value !== null) return value;
    }
    onDamaged(name, await store.setAside(name));
    return null;
  };
  const read = async <T>({ name, empty, decode, member = "data" }: StateDocument<T>): Promise<Stored<T>> => {
    const stored = await readMembers(name, (members): Stored<T> | null => {
      const value = decode(members[member]);
      return value === null ? null : { value, members };
    });
    return stored ?? { value: empty, members: null };
  };
  const changed = <T>(document: StateDocument<T>, value: T, before: Members | null): Members | null => {
    const { empty, member = "data" } = document;
    const encoded = (one: T): unknown => document.encode?.(one) ?? one;
    const known = before === null ? encoded(empty) : before[member];
    const data = withUnknown(known, encoded(value));
    return JSON.stringify(data) === JSON.stringify(known) ? null : { ...before, [member]: data };
  };
  const write: Documents["write"] = (documents) =>
    // Version and product come first, also in what an earlier one has written: a look at the beginning tells them.
    store.write(documents.map(([name, members]) => [name, { ...head, ...members, ...head }] as const));
  return {
    readMembers,
    read,
    changed,
    load: async (document) => (await read(document)).value,
    save: async (document, value) => {
      const members = changed(document, value, (await read(document)).members);
      if (members !== null) await write([[document.name, members]]);
    },
    write,
    remove: (name) => store.remove(name),
  };
}

/** The new data with the members of the old one that it says nothing of. */
function withUnknown(before: unknown, after: unknown): unknown {
  return isRecord(before) && isRecord(after) ? { ...before, ...after } : after;
}
