import { oneLine } from "../text/foreignText";
import { isRecord } from "../text/isRecord";
import type { Translate } from "../text/translate";

/** More names than anybody can review. */
const MOST_NAMES = 20_000;
const LONGEST_NAME = 500;

/** A list of names as somebody has pasted it, or has it in a file. */
export type NameList =
  | {
      readonly kind: "names";
      /** Each once, in their order. */
      readonly names: readonly string[];
      /** The file is a configuration of the original tools that holds an API key in plain text. Neither it nor the address is used. */
      readonly hasPlainKey: boolean;
    }
  /** A sentence that says what, where and what to do. */
  | { readonly kind: "refused"; readonly why: string };

/** The same of a file's bytes. */
export function nameListOf(bytes: Uint8Array, t: Translate): NameList {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refused(t("The list is no text in UTF-8. Save it as a text file with a name in each line."));
  }
  return readNameList(text, t);
}

/** Reads a list: a name in each line, a JSON list of names, or the `config.json` of the original tools, whose `entries` are one. */
export function readNameList(text: string, t: Translate): NameList {
  // oxlint-disable-next-line no-control-regex -- a list of names has none
  if (/[\u0000-\u0008\u000E-\u001F]/.test(text))
    return refused(t("The list is no text. Save it as a text file with a name in each line."));
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  if (!/^[[{]/.test(trimmed)) return listOf(trimmed.split(/\r\n?|\n/), false, t);
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    // A name may begin with a bracket, a list of several lines of JSON does not.
    return /^\[[^\]\r\n]+\][^\S\r\n]*\S/.test(trimmed)
      ? listOf(trimmed.split(/\r\n?|\n/), false, t)
      : refused(t("The list looks like JSON and is none. Correct it, or write a name in each line."));
  }
  const names = Array.isArray(value) ? (value as unknown[]) : isRecord(value) ? value["entries"] : null;
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string"))
    return refused(t('The list is JSON without a list of names. Write them as a list, or under "entries".'));
  return listOf(names, isRecord(value) && hasPlainKey(value), t);
}

function listOf(lines: readonly string[], hasKey: boolean, t: Translate): NameList {
  const names = new Map<string, string>();
  for (const [at, line] of lines.entries()) {
    if (line.length > LONGEST_NAME)
      return refused(t("Line {line} of the list is too long for a name. Write one name in each line.", { line: at + 1 }));
    const name = oneLine(line);
    const key = name.normalize("NFC").toLowerCase();
    if (name !== "" && !names.has(key)) names.set(key, name);
  }
  if (names.size === 0) return refused(t("The list has no names. Write one name in each line."));
  if (names.size > MOST_NAMES)
    return refused(
      t("The list has {count} names, and {most} go at a time. Part it.", { count: names.size, most: MOST_NAMES }),
    );
  return { kind: "names", names: [...names.values()], hasPlainKey: hasKey };
}

/** Whether the original tools' file has a key: they keep it in a section of its own, or within that of a job. */
function hasPlainKey(config: Readonly<Record<string, unknown>>): boolean {
  return [config, ...Object.values(config)].some((section) => {
    const server = isRecord(section) ? section["CortexXSOARAPIConfig"] : null;
    const key = isRecord(server) ? server["api_key"] : null;
    return typeof key === "string" && key.trim() !== "";
  });
}

function refused(why: string): NameList {
  return { kind: "refused", why };
}
