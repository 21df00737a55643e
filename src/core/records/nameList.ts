import { MAX_LISTED_NAMES, MAX_LISTED_NAME_CHARACTERS, MAX_LIST_BYTES } from "../limits";
import { binaryFailure } from "../text/binary";
import { decodeBytes } from "../text/decode";
import { isRecord } from "../text/isRecord";
import { oneLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import { sameNameKey } from "../xsoar/query";

/** Names to be looked up, each once; or a sentence that says what is wrong with the list and what to do. */
export type NameList =
  | {
      readonly kind: "names";
      readonly names: readonly string[];
      /** Sentences: what was left out, what is to be known. */
      readonly remarks: readonly string[];
    }
  | { readonly kind: "refused"; readonly why: string };

/**
 * Reads a list of names: one a line, an array of texts, or the old tool's `config.json` with `entries`, of which the names alone are
 * taken: its server and its key are never used.
 */
export function readNameList(bytes: Uint8Array, t: Translate): NameList {
  const refused = (why: string): NameList => ({ kind: "refused", why });
  if (bytes.length > MAX_LIST_BYTES) {
    return refused(
      t("The list is larger than {limit} MB. Give the names alone, one a line.", { limit: MAX_LIST_BYTES / 1_000_000 }),
    );
  }
  if (binaryFailure(bytes)?.code === "binary") {
    return refused(t("The list is a binary file. Give a text file with one name a line, or a JSON array of names."));
  }
  const text = decodeBytes(bytes, null, "json").replace(/^\uFEFF/, "");
  const read = /^\s*[[{]/.test(text) ? namesInJson(text, t) : { names: text.split(/\r\n|\r|\n/), remarks: [] };
  if (typeof read === "string") return refused(read);
  const byKey = new Map<string, string>();
  let doubles = 0;
  let unusable = 0;
  for (const one of read.names) {
    const name = typeof one === "string" ? oneLine(one) : "";
    const key = sameNameKey(name);
    if (key === "" || name.length > MAX_LISTED_NAME_CHARACTERS)
      unusable += name === "" && typeof one === "string" ? 0 : 1;
    else if (byKey.has(key)) doubles += 1;
    else byKey.set(key, name);
  }
  const names = [...byKey.values()];
  if (names.length === 0)
    return refused(t("There are no names in the list. Give one name a line, or a JSON array of names."));
  if (names.length > MAX_LISTED_NAMES) {
    const values = { count: names.length, limit: MAX_LISTED_NAMES };
    return refused(
      t("The list has {count|name|names}; {limit} at most can be looked up at once. Part the list.", values),
    );
  }
  const remarks = [
    ...read.remarks,
    ...(doubles === 0 ? [] : [t("Names that stood in the list more than once: {count}.", { count: doubles })]),
    ...(unusable === 0 ? [] : [t("Entries of the list that are no names: {count}.", { count: unusable })]),
  ];
  return { kind: "names", names, remarks };
}

function namesInJson(
  text: string,
  t: Translate,
): { readonly names: readonly unknown[]; readonly remarks: readonly string[] } | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return t("The list begins like JSON and is damaged. Give a JSON array of names, or one name a line.");
  }
  if (Array.isArray(json)) return { names: json as unknown[], remarks: [] };
  const entries = isRecord(json) ? json["entries"] : undefined;
  if (!Array.isArray(entries)) {
    return t("The list is JSON without names: give an array of names, or an object with “entries”.");
  }
  return {
    names: entries as unknown[],
    remarks: holdsKey(json)
      ? [
          t(
            "The file holds an API key as plain text. It is not used; take it out of the file, and make a new one in Cortex XSOAR if others could read it.",
          ),
        ]
      : [],
  };
}

function holdsKey(json: unknown): boolean {
  const section = isRecord(json) ? (json["CortexXSOARAPIConfig"] ?? json["archiving"]) : undefined;
  const inner = isRecord(section) ? (section["CortexXSOARAPIConfig"] ?? section) : undefined;
  return isRecord(inner) && typeof inner["api_key"] === "string" && inner["api_key"].trim() !== "";
}
