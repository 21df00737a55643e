import type { SourceKind } from "../model/model";
import type { ConfigNode } from "./configNode";
import { indentAt, insertLines, lineBreak, nodeAt } from "./setValues";
import { LISTS, rootOf } from "./sourceEntries";
import type { ConfigFormat } from "./types";

type ListNode = Extract<ConfigNode, { kind: "list" }>;

/** A source to be written into a configuration. Empty name and category are left out. */
export interface NewSource {
  readonly kind: SourceKind;
  readonly url: string;
  readonly name: string;
  readonly category: string;
}

/** The text with more sources at the end of their lists. Null when that cannot be done for sure. */
export function addSources(text: string, format: ConfigFormat, sources: readonly NewSource[]): string | null {
  let changed = text;
  for (const kind of ["feed", "page"] as const) {
    const own = sources.filter((source) => source.kind === kind);
    if (own.length === 0) continue;
    const root = rootOf(changed, format);
    const list = nodeAt(root, LISTS[kind]);
    const holder = nodeAt(root, LISTS[kind].slice(0, -1));
    // By an alias it stands somewhere else, where others share it.
    if (list?.kind !== "list" || holder === undefined || list.start < holder.start || list.end > holder.end)
      return null;
    const next =
      changed.charAt(list.start) === "[" ? addInBrackets(changed, list, own, format) : addInLines(changed, list, own);
    if (next === null) return null;
    changed = next;
  }
  return changed;
}

function addInBrackets(text: string, list: ListNode, sources: readonly NewSource[], format: ConfigFormat): string {
  const { start, end, items } = list;
  const eol = lineBreak(text);
  const written = sources.map((source) => inBraces(source, format));
  const [first] = items;
  const last = items.at(-1);
  const lineIndent = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", start) + 1))?.[0] ?? "";
  if (first === undefined || last === undefined) {
    if (format === "yaml") return inEmptyYaml(text, list, sources, lineIndent);
    const unit = /^([ \t]+)["\w]/m.exec(text)?.[1] ?? "  ";
    const lines = written.map((item) => `${eol}${lineIndent}${unit}${item}`).join(",");
    return `${text.slice(0, start)}[${lines}${eol}${lineIndent}]${text.slice(end)}`;
  }
  const indent = indentAt(text, first.start);
  if (indent === null || !text.slice(start, first.start).includes("\n")) {
    return text.slice(0, last.end) + written.map((item) => `, ${item}`).join("") + text.slice(last.end);
  }
  const lines = written.map((item) => `${eol}${indent}${item}`).join(",");
  // A remark behind the last item stays with it.
  const remark = /^[ \t]*(?:,[ \t]*)?#[^\r\n]*/.exec(text.slice(last.end, end))?.[0] ?? "";
  const comma = remark.includes(",") && !remark.trimStart().startsWith("#") ? "" : ",";
  return text.slice(0, last.end) + comma + remark + lines + text.slice(last.end + remark.length);
}

/** Lines below the key where `[]` stands alone behind it, else in the brackets. */
function inEmptyYaml(
  text: string,
  { start, end }: ListNode,
  sources: readonly NewSource[],
  lineIndent: string,
): string {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const behind = /^[^\r\n]*/.exec(text.slice(end))?.[0] ?? "";
  if (!/^\s*["'\w]+:[ \t]*$/.test(before) || !/^[ \t]*(?:#|$)/.test(behind)) {
    const written = sources.map((source) => inBraces(source, "yaml")).join(", ");
    return `${text.slice(0, start)}[${written}]${text.slice(end)}`;
  }
  const without = text.slice(0, start).trimEnd() + text.slice(end);
  return insertLines(without, text.slice(0, start).trimEnd().length - 1, blockLines(sources, `${lineIndent}  `));
}

/** Below the last item of a YAML block. */
function addInLines(text: string, list: ListNode, sources: readonly NewSource[]): string | null {
  const indent = indentAt(text, list.start);
  return indent === null ? null : insertLines(text, list.end - 1, blockLines(sources, indent));
}

function blockLines(sources: readonly NewSource[], indent: string): string[] {
  return sources.flatMap((source) => {
    const [first = "", ...others] = pairsOf(source).map(([key, value]) => `${key}: ${yamlText(value)}`);
    if (others.length === 0) return [`${indent}- ${yamlText(source.url)}`];
    return [`${indent}- ${first}`, ...others.map((line) => `${indent}  ${line}`)];
  });
}

function pairsOf({ url, name, category }: NewSource): readonly (readonly [key: string, value: string])[] {
  const pairs = [
    ["url", url],
    ["name", name],
    ["category", category],
  ] as const;
  return pairs.filter(([, value]) => value !== "");
}

function inBraces(source: NewSource, format: ConfigFormat): string {
  const pairs = pairsOf(source);
  return pairs.length === 1 ? JSON.stringify(source.url) : braces(pairs, format);
}

/** A section in one line. */
export function braces(
  pairs: readonly (readonly [key: string, value: string | boolean | readonly string[]])[],
  format: ConfigFormat,
): string {
  const key = (name: string) => (format === "json" ? JSON.stringify(name) : name);
  return `{ ${pairs.map(([name, value]) => `${key(name)}: ${JSON.stringify(value)}`).join(", ")} }`;
}

/** An address or text as YAML: without quotes where nobody can take it for something else. */
export function yamlText(value: string): string {
  return /^https?:\/\/[\w.~/?=&%+@:-]*[\w/=]$/.test(value) ? value : JSON.stringify(value);
}
