import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";
import type { StateDocument } from "./documents";

/** Whether somebody is to be asked about what was found and not noted. */
export interface BackfillMemory {
  /** Whether notes were on in the last run; null when not known. */
  readonly on: boolean | null;
  /** What was found before is not asked about again: ISO 8601 UTC, or null. */
  readonly from: string | null;
  /** Names that are asked about; null for all, empty when nobody is asked. */
  readonly names: readonly string[] | null;
}

const NOTHING_ASKED: BackfillMemory = { on: null, from: null, names: [] };

export const BACKFILL: StateDocument<BackfillMemory> = {
  name: "backfill",
  empty: NOTHING_ASKED,
  decode: (data) => {
    if (!isRecord(data)) return null;
    const { on, from, names } = data;
    return {
      on: typeof on === "boolean" ? on : null,
      from: typeof from === "string" ? from : null,
      names: Array.isArray(names) ? textsIn(names) : null,
    };
  },
};

/** With further names to ask about; null for all. */
export function askAbout(before: BackfillMemory, names: readonly string[] | null): BackfillMemory {
  if (before.names === null || names?.length === 0) return before;
  return { ...before, names: names === null ? null : [...new Set([...before.names, ...names])] };
}

/** Notes down whether notes are on; where they have been switched on, all that was found before is asked about. */
export function withNotes(before: BackfillMemory, on: boolean): BackfillMemory {
  const next = before.on === false && on ? askAbout(before, null) : before;
  return next.on === on ? next : { ...next, on };
}
