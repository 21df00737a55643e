import type { ConfigEntry, ConfigNode } from "./configNode";

/** A replacement of `start` to `end` (UTF-16 offsets) in a text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export type SectionNode = Extract<ConfigNode, { kind: "section" }>;
export type ListNode = Extract<ConfigNode, { kind: "list" }>;

interface Part {
  readonly start: number;
  /** Behind the last character that is no blank: what YAML counts to a value may reach into the next line. */
  readonly end: number;
}

/** The text with these edits, which do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((changed, { start, end, newText }) => changed.slice(0, start) + newText + changed.slice(end), text);
}

/** What takes an entry out of a list; the only one leaves `[]` behind. Null when its lines cannot be told for sure. */
export function cutItem(text: string, list: ListNode, at: number): readonly TextEdit[] | null {
  const parts = list.items.map((item) => partOf(text, item.start, item));
  return text.charAt(list.start) === "[" ? cutFromBrackets(text, parts, at) : cutLines(text, list, parts, at, "[]");
}

/** What takes a key with its value out of a section; the only one leaves `{}` behind. Null as above. */
export function cutEntry(text: string, section: SectionNode, at: number): readonly TextEdit[] | null {
  const own = section.entries.filter((entry) => standsIn(section, entry));
  const entry = section.entries[at];
  const index = entry === undefined ? -1 : own.indexOf(entry);
  if (index < 0) return null;
  const parts = own.map(({ keyStart, keyEnd, value }) =>
    // A value that is missing is told to stand at its key.
    value.start < keyEnd ? { start: keyStart, end: keyEnd + colonAt(text, keyEnd) } : partOf(text, keyStart, value),
  );
  return text.charAt(section.start) === "{"
    ? cutFromBrackets(text, parts, index)
    : cutLines(text, section, parts, index, "{}");
}

/** Whether a key and its value stand in their section itself, and not elsewhere by an alias. */
export function standsIn({ start, end }: ConfigNode, { keyStart, keyEnd, value }: ConfigEntry): boolean {
  const isMissing = value.kind === "nothing" && value.start === keyStart;
  return keyStart >= start && keyEnd <= end && (isMissing || (value.start >= keyEnd && value.end <= end));
}

function partOf(text: string, start: number, value: ConfigNode): Part {
  return { start, end: contentEnd(text, value) };
}

function colonAt(text: string, keyEnd: number): number {
  return /^\s*:/.exec(text.slice(keyEnd, keyEnd + 100))?.[0].length ?? 0;
}

/** With the comma behind it and the blanks before the next one; of the last one with the comma before it. */
function cutFromBrackets(text: string, parts: readonly Part[], at: number): readonly TextEdit[] | null {
  const [part, next, before] = [parts[at], parts[at + 1], parts[at - 1]];
  if (part === undefined) return null;
  if (next !== undefined) return [{ start: part.start, end: next.start, newText: "" }];
  if (before === undefined) return [{ start: part.start, end: part.end, newText: "" }];
  const between = text.slice(before.end, part.start);
  if (!between.includes("#")) return [{ start: before.end, end: part.end, newText: "" }];
  // A remark behind the one before stays with it.
  const comma = before.end + between.indexOf(",");
  const from = Math.max(lineStart(text, part.start) - 1, comma + 1);
  return [
    { start: comma, end: comma + 1, newText: "" },
    { start: from, end: part.end, newText: "" },
  ];
}

/** The lines of a part. Remarks above the next one are the next one's. */
function cutLines(
  text: string,
  { start: first }: ConfigNode,
  parts: readonly Part[],
  at: number,
  nothing: string,
): readonly TextEdit[] | null {
  const [part, next] = [parts[at], parts[at + 1]];
  if (part === undefined) return null;
  if (parts.length === 1) return [{ start: first, end: part.end, newText: nothing }];
  const from = lineStart(text, part.start);
  const before = text.slice(from, part.start).replace("\uFEFF", "");
  if (/^ *- +(?:- +)*$/.test(before) && next !== undefined && at === 0 && nothing === "{}") {
    // The first key behind the dash of an entry: the next one takes its place.
    return [{ start: part.start, end: next.start, newText: "" }];
  }
  if (!/^ *(?:- +)*$/.test(before)) return null;
  const rest = text.indexOf("\n", part.end);
  if (next !== undefined && rest < 0) return null;
  return [{ start: from, end: rest < 0 ? text.length : rest + 1, newText: "" }];
}

/** Behind the last character of a value that is no blank. */
export function contentEnd(text: string, node: ConfigNode): number {
  const isFlow = /[[{]/.test(text.charAt(node.start));
  const last = node.kind === "section" ? node.entries.at(-1) : node.kind === "list" ? node.items.at(-1) : undefined;
  if (last === undefined || isFlow) return node.start + text.slice(node.start, node.end).trimEnd().length;
  const value = "key" in last ? last.value : last;
  // By an alias, or missing: what is told of the whole has to do.
  if (value.start < node.start || value.end > node.end || ("key" in last && value.start < last.keyEnd))
    return node.start + text.slice(node.start, node.end).trimEnd().length;
  return contentEnd(text, value);
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}
