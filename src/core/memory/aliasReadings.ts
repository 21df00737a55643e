import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";
import { decodeMap } from "./decodeMap";
import type { StateDocument } from "./documents";

/** The other names on the record of a profile as a run found it, where the alias file says otherwise. */
export interface AliasReading {
  /** The field it was searched by then, in lower case: its texts are among the aliases. */
  readonly field: string;
  readonly aliases: readonly string[];
  /** Differences that the user has left as they are: they are not offered again as long as they last. */
  readonly left: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/** By profile. */
export type AliasReadings = ReadonlyMap<string, AliasReading>;

export const ALIAS_READINGS: StateDocument<AliasReadings> = {
  name: "alias-readings",
  empty: new Map(),
  decode: (data) => decodeMap(data, decodeReading),
  encode: (readings) => [...readings],
};

function decodeReading(value: unknown): AliasReading | null {
  if (!isRecord(value) || typeof value["field"] !== "string") return null;
  const { field, aliases, left } = value;
  const { added, removed } = isRecord(left) ? left : {};
  return { field, aliases: textsIn(aliases), left: { added: textsIn(added), removed: textsIn(removed) } };
}
