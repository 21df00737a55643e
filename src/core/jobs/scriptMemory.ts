import { KEEP_SEEN_DAYS, MAX_DROPPED_ITEMS } from "../limits";
import type { StateDocument } from "../memory/documents";
import { dayOf, daysBefore } from "../memory/memory";
import { isRecord } from "../text/isRecord";

/** What is remembered for a script between two runs. */
export interface ScriptMemory {
  /** What it has kept itself. */
  readonly state: unknown;
  /** The version of it that has left out what follows; another one is asked anew. */
  readonly version: string;
  /** Key → day a source had it last. */
  readonly dropped: ReadonlyMap<string, string>;
}

/** @param name of the document */
export function scriptDocument(name: string): StateDocument<ScriptMemory> {
  return {
    name,
    empty: { state: null, version: "", dropped: new Map() },
    decode: (data) => {
      if (!isRecord(data)) return null;
      const { state = null, version, dropped } = data;
      const pairs = (Array.isArray(dropped) ? (dropped as unknown[]) : []).filter(
        (pair): pair is [string, string] => Array.isArray(pair) && pair.every((part) => typeof part === "string"),
      );
      // Earlier versions kept the state alone.
      return { state, version: typeof version === "string" ? version : "", dropped: new Map(pairs) };
    },
    encode: ({ dropped, ...rest }) => ({ ...rest, dropped: [...dropped] }),
  };
}

/** What is left out after a run. @param here keys that the sources have and that are left out, now or earlier */
export function droppedAfter(
  before: ReadonlyMap<string, string>,
  here: Iterable<string>,
  now: Date,
): ReadonlyMap<string, string> {
  const all = new Map(before);
  for (const key of here) {
    // The last ones of the map are those that were there last.
    all.delete(key);
    all.set(key, dayOf(now));
  }
  const oldest = daysBefore(now, KEEP_SEEN_DAYS);
  return new Map([...all].filter(([, day]) => day >= oldest).slice(-MAX_DROPPED_ITEMS));
}
