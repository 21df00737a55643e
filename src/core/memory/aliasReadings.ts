import { isRecord } from "../text/isRecord";
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
  decode: (data) =>
    Array.isArray(data)
      ? new Map(
          (data as unknown[]).flatMap((entry) => {
            if (!Array.isArray(entry) || typeof entry[0] !== "string" || !isRecord(entry[1])) return [];
            const { field, aliases, left } = entry[1];
            if (typeof field !== "string") return [];
            const { added, removed } = isRecord(left) ? left : {};
            const reading = {
              field,
              aliases: textsOf(aliases),
              left: { added: textsOf(added), removed: textsOf(removed) },
            };
            return [[entry[0], reading] as const];
          }),
        )
      : null,
  encode: (readings) => [...readings],
};

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((one) => typeof one === "string") : [];
}
