import { decodeMap } from "./decodeMap";
import type { StateDocument } from "./documents";

/** Job → the names that its last run looked for, with their rules (`namesText`). */
export type ScannedNames = ReadonlyMap<string, string>;

export const SCANNED_NAMES: StateDocument<ScannedNames> = {
  name: "scanned-names",
  empty: new Map(),
  decode: (data) => decodeMap(data, (value) => (typeof value === "string" ? value : null)),
  encode: (names) => [...names],
};
