import type { ConfigNode } from "./configNode";
import { indentAt, insertLines, lineBreak } from "./setValues";
import type { ConfigFormat } from "./types";

type SectionNode = Extract<ConfigNode, { kind: "section" }>;
type ListNode = Extract<ConfigNode, { kind: "list" }>;
type TextNode = Extract<ConfigNode, { kind: "text" }>;

/** What is written: a flag, a number, a text, a list or a section. */
export type Written = boolean | number | string | readonly Written[] | { readonly [key: string]: Written };

/** A text with the format it is read in. */
export interface FormattedText {
  readonly text: string;
  readonly format: ConfigFormat;
}

/** Words that YAML reads as something else than text when they stand without quotes. */
const YAML_WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
const PLAIN = /^[A-Za-z][\w.-]*(?: [\w.-]+)*$/;

/** The text with a key more at the end of a section. Null when its lines cannot be told for sure. */
export function addKey(
  { text, format }: FormattedText,
  section: SectionNode,
  key: string,
  value: Written,
): string | null {
  const last = section.entries.at(-1);
  if (text.charAt(section.start) !== "{") {
    const [first] = section.entries;
    const indent = first === undefined ? null : blockIndent(text, first.keyStart);
    return indent === null ? null : insertLines(text, section.end, entryLines(key, value, indent));
  }
  const written = `${keyText(key, format)}: ${inline(value, format)}`;
  if (last === undefined) return replaced(text, section, `{ ${written} }`);
  return replaced(
    text,
    { start: last.value.end, end: last.value.end },
    separator(text, section.start, last.keyStart) + written,
  );
}

/** The text with an entry more at the end of a list. Null when its lines cannot be told for sure. */
export function addEntry({ text, format }: FormattedText, list: ListNode, value: Written): string | null {
  const last = list.items.at(-1);
  if (text.charAt(list.start) !== "[") {
    const indent = blockIndent(text, list.start);
    return indent === null ? null : insertLines(text, list.end - 1, itemLines(value, indent));
  }
  const written = inline(value, format);
  if (last === undefined) return replaced(text, list, `[${written}]`);
  return replaced(text, { start: last.end, end: last.end }, separator(text, list.start, last.start) + written);
}

/**
 * The text with an entry of a list, a text by itself, as a section: the text under `key`, and behind it the rest. A remark beside it
 * stays where it is.
 */
export function toSection(
  { text, format }: FormattedText,
  list: ListNode,
  { start, end }: TextNode,
  key: string,
  rest: { readonly [key: string]: Written },
): string | null {
  const own = text.slice(start, end);
  const isBlock = text.charAt(list.start) !== "[" && !/[\r\n]/.test(own);
  const indent = isBlock ? blockIndent(text, start) : null;
  if (indent === null) {
    const others = Object.entries(rest).map(([name, value]) => `, ${keyText(name, format)}: ${inline(value, format)}`);
    return replaced(text, { start, end }, `{ ${keyText(key, format)}: ${own}${others.join("")} }`);
  }
  const lines = Object.entries(rest).flatMap(([name, value]) => entryLines(name, value, indent));
  const below = insertLines(text, end, lines);
  return `${below.slice(0, start)}${key}: ${below.slice(start)}`;
}

/** The text with something else in the place of a node. */
export function replaced(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  written: string,
): string {
  return text.slice(0, start) + written + text.slice(end);
}

/** Between the last entry of a pair of brackets and a new one: as it is between the others. */
function separator(text: string, open: number, last: number): string {
  const indent = indentAt(text, last);
  const isOneLine = indent === null || !text.slice(open, last).includes("\n");
  return isOneLine ? ", " : `,${lineBreak(text)}${indent}`;
}

/** The blanks that stand for what is before an offset in its line, dashes of lists among them. Null when there is more. */
export function blockIndent(text: string, offset: number): string | null {
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).replace("\uFEFF", "");
  return /^ *(?:- +)*$/.test(before) ? " ".repeat(before.length) : null;
}

function entryLines(key: string, value: Written, indent: string): readonly string[] {
  return typeof value === "object"
    ? [`${indent}${key}:`, ...bodyLines(value, `${indent}  `)]
    : [`${indent}${key}: ${inline(value, "yaml")}`];
}

function bodyLines(value: Written, indent: string): readonly string[] {
  if (isList(value)) return value.flatMap((item) => itemLines(item, indent));
  if (typeof value === "object") return Object.entries(value).flatMap(([key, one]) => entryLines(key, one, indent));
  return [indent + inline(value, "yaml")];
}

function itemLines(value: Written, indent: string): readonly string[] {
  const [first = "", ...more] = bodyLines(value, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...more];
}

/** A value in one line. */
export function inline(value: Written, format: ConfigFormat): string {
  if (isList(value)) return `[${value.map((item) => inline(item, format)).join(", ")}]`;
  if (typeof value === "object") {
    const parts = Object.entries(value).map(([key, one]) => `${keyText(key, format)}: ${inline(one, format)}`);
    return `{ ${parts.join(", ")} }`;
  }
  const isPlain = format === "yaml" && typeof value === "string" && PLAIN.test(value) && !YAML_WORDS.test(value);
  return isPlain ? value : JSON.stringify(value);
}

function isList(value: Written): value is readonly Written[] {
  return Array.isArray(value);
}

function keyText(key: string, format: ConfigFormat): string {
  return format === "json" ? JSON.stringify(key) : key;
}
