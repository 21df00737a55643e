import { type ConfigNode, entryOf, plainValue } from "./configNode";
import { type SectionNode, applyEdits, contentEnd, cutEntry, lineStart } from "./cuts";
import type { ProblemPath } from "./problems";
import { readNodes } from "./readNodes";
import { insertLines } from "./setValues";
import { type FormattedText, type Written, addKey, blockIndent } from "./structureEdits";

/** Where a key is moved to: from `base` on down the keys of a path, the last of which is the key itself. */
export interface NewPlace {
  readonly base: ProblemPath;
  readonly keys: readonly string[];
}

/**
 * The text with a key, its value and the remarks in it moved to another section, which is made where it is missing; every other
 * character as it was. Null when the key is there already, or that cannot be done for sure.
 */
export function moveKey(source: FormattedText, from: SectionNode, at: number, to: NewPlace): string | null {
  const { text, format } = source;
  const entry = from.entries[at];
  const cut = cutEntry(text, from, at);
  if (entry === undefined || cut === null) return null;
  const changed = applyEdits(text, cut);
  const target = targetIn(readNodes(changed, format).root, to);
  if (target === null) return null;
  const { section, missing } = target;
  const value = plainValue(entry.value) as Written;
  const isBlock = changed.charAt(section.start) !== "{" && section.entries.length > 0;
  const after = isBlock
    ? withLines(changed, section, missing, linesOf(text, entry.keyStart, entry.keyEnd, entry.value))
    : addKey({ text: changed, format }, section, missing[0] ?? "", nested(missing.slice(1), value));
  if (after === null) return null;
  const { root, flaws } = readNodes(after, format);
  const isSame = JSON.stringify(valueAt(root, to)) === JSON.stringify(value);
  return isSame && !flaws.some(({ severity }) => severity === "error") ? after : null;
}

function nested(keys: readonly string[], value: Written): Written {
  return keys.reduceRight<Written>((inner, key) => ({ [key]: inner }), value);
}

/** The innermost section there is on the way, and the keys that are still missing. Null where the last one is there. */
function targetIn(
  root: ConfigNode | null,
  { base, keys }: NewPlace,
): { readonly section: SectionNode; readonly missing: readonly string[] } | null {
  let node = nodeBelow(root, base);
  for (const [depth, key] of keys.entries()) {
    if (node?.kind !== "section") return null;
    const next = entryOf(node, key)?.value;
    if (next === undefined) return { section: node, missing: keys.slice(depth) };
    node = next;
  }
  return null;
}

function valueAt(root: ConfigNode | null, { base, keys }: NewPlace): unknown {
  const node = nodeBelow(root, [...base, ...keys]);
  return node === undefined ? undefined : plainValue(node);
}

function nodeBelow(root: ConfigNode | null, path: ProblemPath): ConfigNode | undefined {
  let node = root ?? undefined;
  for (const part of path)
    node = typeof part === "string" ? entryOf(node, part)?.value : node?.kind === "list" ? node.items[part] : undefined;
  return node;
}

interface MovedLines {
  /** Behind the key: from the colon on. */
  readonly lines: readonly string[];
  /** Blanks before the key. */
  readonly column: number;
}

/** What stands behind a key, its further lines and a remark beside the last one included. */
function linesOf(text: string, keyStart: number, keyEnd: number, value: ConfigNode): MovedLines {
  const isMissing = value.start < keyEnd;
  const end = isMissing ? keyEnd + 1 : contentEnd(text, value);
  const inBrackets = text.slice(end).match(/^[^\r\n]*/)?.[0] ?? "";
  const remark = /^[ \t]+#/.test(inBrackets) ? inBrackets : "";
  return {
    lines: `${text.slice(keyEnd, end)}${remark}`.split(/\r?\n/),
    column: keyStart - lineStart(text, keyStart),
  };
}

/** Below the last line of a section, as far in as its own keys. */
function withLines(
  text: string,
  section: SectionNode,
  missing: readonly string[],
  { lines, column }: MovedLines,
): string | null {
  const [first] = section.entries;
  const indent = first === undefined ? null : blockIndent(text, first.keyStart);
  if (indent === null) return null;
  const key = missing.at(-1) ?? "";
  const outer = missing.slice(0, -1).map((one, depth) => `${indent}${"  ".repeat(depth)}${one}:`);
  const own = indent + "  ".repeat(outer.length);
  const [head = "", ...more] = lines;
  const shifted = more.map((line) => {
    const blanks = /^ */.exec(line)?.[0].length ?? 0;
    return line.trim() === "" ? "" : " ".repeat(Math.max(0, blanks + own.length - column)) + line.trimStart();
  });
  return insertLines(text, contentEnd(text, section) - 1, [...outer, `${own}${key}${head}`, ...shifted]);
}
