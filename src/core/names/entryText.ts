import {
  MAX_ALIASES_OF_ENTRY,
  MAX_DESCRIPTION_CHARACTERS,
  MAX_DESCRIPTION_PARAGRAPH_CHARACTERS,
  MAX_NAME_CHARACTERS,
  MAX_RAW_DESCRIPTION_CHARACTERS,
  MAX_RAW_PARAGRAPHS_CHARACTERS,
} from "../limits";
import { nameKey } from "../matching/nameKey";
import { oneLine } from "../text/foreignText";
import { foldSpace, htmlToText } from "../text/plainText";

/** What stands behind a name in brackets: a platform, a vendor, a remark. */
const BRACKETS = /(?<!\s)\s*[([][^()[\]]*[)\]]/gu;

/**
 * A name as it is looked for: white space folded, surrounding quotes, brackets and separators gone, and the ATT&CK
 * number that some lists append (“APT28 - G0007”). Empty when nothing is left, or when it is too long to be a name.
 */
export function cleanName(raw: string): string {
  if (raw.length > MAX_NAME_CHARACTERS * 2) return "";
  const name = oneLine(raw)
    .replace(/^\[(.*)\]$/u, "$1")
    .replace(/^'(.*)'$/u, "$1")
    .replace(/^["“”„'`*]+|["“”`*]+$/gu, "")
    .replace(/(?<!\s)\s+-\s+[GSC]\d{4}$/u, "")
    .replace(/^(?:subgroup|aka|a\.k\.a\.|also known as)\s*:?\s+/iu, "")
    .replace(/(?<![\s,;:>])[\s,;:>]+$/u, "")
    .trim();
  return name.length > MAX_NAME_CHARACTERS ? "" : name;
}

/** Whether a text that gave no clean name was too long for one. */
export function isTooLong(raw: string, clean: string): boolean {
  return clean === "" && raw.trim().length > MAX_NAME_CHARACTERS;
}

/** The name without what stands in brackets: “Anubis (Android)” is tracked as “Anubis”. */
export function bareName(name: string): string {
  const bare = name.replace(BRACKETS, "").trim();
  return nameKey(bare) === "" ? name : bare;
}

/**
 * The aliases of an entry: cleaned, without remarks in brackets, several in one string parted, without the name itself,
 * one for each key. A name with brackets is an alias of its own without them.
 *
 * @param onCut called for each that is too long, or one too many
 */
export function cleanAliases(name: string, raw: readonly unknown[], onCut: () => void = () => undefined): string[] {
  const known = new Map<string, string>([[nameKey(name), name]]);
  const add = (alias: string): void => {
    const key = nameKey(alias);
    if (key === "" || known.has(key)) return;
    if (known.size <= MAX_ALIASES_OF_ENTRY) known.set(key, alias);
    else onCut();
  };
  add(bareName(name));
  for (const value of raw) {
    if (typeof value !== "string") continue;
    for (const part of value.split(/[,;]\s|\n/u)) {
      const alias = cleanName(part);
      if (isTooLong(part, alias)) onCut();
      add(bareName(alias));
    }
  }
  return [...known.values()].slice(1);
}

/** A description as plain text on one line, shortened at a word; see `withoutMarkup`. */
export function cleanDescription(raw: string): string {
  const text = shortened(withoutMarkup(raw.slice(0, MAX_RAW_DESCRIPTION_CHARACTERS)), MAX_DESCRIPTION_CHARACTERS);
  return raw.length > MAX_RAW_DESCRIPTION_CHARACTERS ? goingOn(text) : text;
}

/** The first paragraphs of a description as plain text, with an empty line between them; see `withoutMarkup`. */
export function cleanParagraphs(raw: string, most: number): string {
  const found = raw
    .slice(0, MAX_RAW_PARAGRAPHS_CHARACTERS)
    .split(/\r?\n[^\S\n]*\r?\n|(?:<br\s*\/?>\s*){2,}/iu)
    .map((paragraph) => shortened(oneLine(withoutMarkup(paragraph)), MAX_DESCRIPTION_PARAGRAPH_CHARACTERS))
    .filter((paragraph) => paragraph !== "");
  const text = found.slice(0, most).join("\n\n");
  return raw.length > MAX_RAW_PARAGRAPHS_CHARACTERS && found.length <= most ? goingOn(text) : text;
}

function goingOn(text: string): string {
  return text === "" || text.endsWith("…") ? text : `${text}…`;
}

/** Text on one line: links of Markdown keep their text, citations (“(Citation: …)”, “[[Source]]”), code marks and HTML are gone. */
function withoutMarkup(raw: string): string {
  const bare = raw
    .replace(/\(Citation:[^()]*(?:\([^()]*\)[^()]*)*\)/gu, "")
    .replace(/!?\[([^\][]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)/gu, "$1")
    .replace(/`|\*\*|__/gu, "");
  return foldSpace(htmlToText(bare, false))
    .replace(/ ([.,;])(?= |$)/gu, "$1")
    .trim();
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text.lastIndexOf(" ", most);
  return `${text.slice(0, end > most / 2 ? end : most).replace(/(?<![\s,;:.(])[\s,;:.(]+$/u, "")}…`;
}
