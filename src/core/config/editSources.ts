import type { Job, SourceKind } from "../model/model";
import { shownUrl } from "../urls/shownUrl";
import { type ConfigNode, entryOf } from "./configNode";
import { SHIPPED_FEEDS, SHIPPED_PAGES } from "./defaults";
import { readJsonNodes } from "./jsonNodes";
import { parseConfig } from "./parseConfig";
import { indentAt, insertLines, lineBreak, nodeAt, setValues } from "./setValues";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

/** A source to be written into a configuration. Empty name and category are left out. */
export interface NewSource {
  readonly kind: SourceKind;
  readonly url: string;
  readonly name: string;
  readonly category: string;
}

/** A change of the sources of a configuration. Sources are known by their address, with or without its password. */
export type SourceEdit =
  | { readonly kind: "add"; readonly sources: readonly NewSource[] }
  | { readonly kind: "move"; readonly url: string; readonly to: string }
  | { readonly kind: "enable"; readonly url: string; readonly enabled: boolean }
  | { readonly kind: "select"; readonly url: string; readonly select: string };

type ListNode = Extract<ConfigNode, { kind: "list" }>;
type SectionNode = Extract<ConfigNode, { kind: "section" }>;

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const LISTS = { feed: ["websiteconfig", "rss_feeds"], page: ["websiteconfig", "webpages"] } as const;

/**
 * The text of a job's configuration with one change of its sources, every other character as it was. Where the file of the articles
 * names no source, the shipped ones are written first. Null when that cannot be done for sure: the text has errors, the source
 * stands elsewhere by an alias, or there is none.
 */
export function editSources(
  text: string,
  format: ConfigFormat,
  edit: SourceEdit,
  job: Job = "articles",
): string | null {
  if (parseConfig(job, text, format).config === null) return null;
  const whole = job === "articles" ? withLists(text, format, edit) : text;
  const changed =
    whole === null ? null : edit.kind === "add" ? add(whole, format, edit.sources) : change(whole, format, edit);
  if (changed === null) return null;
  const { config } = parseConfig(job, changed, format);
  return config === null || !holds(changed, format, edit) ? null : changed;
}

/** With the lists that the change needs. */
function withLists(text: string, format: ConfigFormat, edit: SourceEdit): string | null {
  const root = rootOf(text, format);
  const missing = (["feed", "page"] as const).filter((kind) => nodeAt(root, LISTS[kind]) === undefined);
  let whole: string | null = text;
  if (missing.length === 2) {
    whole = setValues(text, format, [
      { path: LISTS.feed, value: [] },
      { path: LISTS.page, value: [] },
    ]);
    const shipped = (kind: SourceKind, urls: readonly string[]) =>
      urls.map((url): NewSource => ({ kind, url, name: "", category: "" }));
    return whole === null
      ? null
      : add(whole, format, [...shipped("feed", SHIPPED_FEEDS), ...shipped("page", SHIPPED_PAGES)]);
  }
  for (const kind of missing) {
    const isNeeded = edit.kind === "add" && edit.sources.some((source) => source.kind === kind);
    if (whole !== null && isNeeded) whole = setValues(whole, format, [{ path: LISTS[kind], value: [] }]);
  }
  return whole;
}

function add(text: string, format: ConfigFormat, sources: readonly NewSource[]): string | null {
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

function braces(pairs: readonly (readonly [key: string, value: string | boolean])[], format: ConfigFormat): string {
  const key = (name: string) => (format === "json" ? JSON.stringify(name) : name);
  return `{ ${pairs.map(([name, value]) => `${key(name)}: ${JSON.stringify(value)}`).join(", ")} }`;
}

/** Without quotes where nobody can take it for something else. */
function yamlText(value: string): string {
  return /^https?:\/\/[\w.~/?=&%+@:-]*[\w/=]$/.test(value) ? value : JSON.stringify(value);
}

function change(text: string, format: ConfigFormat, edit: Exclude<SourceEdit, { kind: "add" }>): string | null {
  const found = entriesOf(text, format).filter(({ url }) => shownUrl(url) === shownUrl(edit.url));
  if (found.length === 0 || found.some(({ isElsewhere }) => isElsewhere)) return null;
  let changed = text;
  // From the end on, so that what comes before stays where it is.
  for (const { node, address } of found.toSorted((a, b) => b.node.start - a.node.start)) {
    const replacement =
      edit.kind === "move" ? moved(changed, address, edit.to) : withKey(changed, format, node, address, edit);
    if (replacement === null) return null;
    const { start, end, text: written } = replacement;
    changed = changed.slice(0, start) + written + changed.slice(end);
  }
  return changed;
}

type TextNode = Extract<ConfigNode, { kind: "text" }>;

interface Entry {
  readonly url: string;
  /** The item of the list. */
  readonly node: ConfigNode;
  /** The address in it. */
  readonly address: TextNode;
  /** Not in the list itself: an alias of YAML. */
  readonly isElsewhere: boolean;
}

function entriesOf(text: string, format: ConfigFormat): readonly Entry[] {
  const root = rootOf(text, format);
  return [LISTS.feed, LISTS.page].flatMap((path) => {
    const list = nodeAt(root, path);
    if (list?.kind !== "list") return [];
    return list.items.flatMap((node): Entry[] => {
      const address = node.kind === "text" ? node : entryOf(node, "url")?.value;
      if (address?.kind !== "text") return [];
      const isElsewhere =
        node.start < list.start || node.end > list.end || address.start < node.start || address.end > node.end;
      return [{ url: address.value.trim(), node, address, isElsewhere }];
    });
  });
}

/** The new address in the quotes of the old one, with its password where the host is the same. */
function moved(text: string, { start, end, value }: TextNode, to: string): Replacement {
  const old = new URL(value.trim());
  const target = new URL(to);
  if (old.host === target.host && target.username === "") {
    target.username = old.username;
    target.password = old.password;
  }
  const address = target.username === "" ? to : target.href;
  const quoted = /["']/.test(text.charAt(start));
  return { start, end, text: quoted ? JSON.stringify(address) : yamlText(address) };
}

function withKey(
  text: string,
  format: ConfigFormat,
  node: ConfigNode,
  address: TextNode,
  edit: Extract<SourceEdit, { kind: "enable" | "select" }>,
): Replacement | null {
  const [key, value] =
    edit.kind === "enable" ? (["enabled", edit.enabled] as const) : (["select", edit.select] as const);
  if (node.kind !== "section") {
    const pairs = [["url", address.value.trim()] as const, [key, value] as const];
    return { start: node.start, end: node.end, text: braces(pairs, format) };
  }
  const entry = entryOf(node, key);
  if (entry === undefined) return addedKey(text, format, node, key, value);
  const { kind, start, end } = entry.value;
  if (kind === "section" || kind === "list" || kind === "nothing") return null;
  return { start, end, text: JSON.stringify(value) };
}

/** Behind the last key, in a line of its own where the others are. */
function addedKey(
  text: string,
  format: ConfigFormat,
  { start, entries }: SectionNode,
  key: string,
  value: string | boolean,
): Replacement | null {
  const last = entries.at(-1);
  if (last === undefined) return null;
  const at = last.value.end;
  const lineStart = text.lastIndexOf("\n", last.keyStart) + 1;
  const isInLines = text.slice(start, last.keyStart).includes("\n");
  if (text.charAt(start) === "{") {
    const written = `${format === "json" ? JSON.stringify(key) : key}: ${JSON.stringify(value)}`;
    const indent = isInLines ? indentAt(text, last.keyStart) : null;
    return { start: at, end: at, text: indent === null ? `, ${written}` : `,${lineBreak(text)}${indent}${written}` };
  }
  // A block: the first key may stand behind the dash of its item.
  const before = text.slice(lineStart, last.keyStart);
  if (!/^[\t ]*(?:-[\t ]+)*$/.test(before)) return null;
  const end = text.indexOf("\n", at);
  const line = `${" ".repeat(before.length)}${key}: ${JSON.stringify(value)}`;
  const eol = lineBreak(text);
  return end === -1
    ? { start: text.length, end: text.length, text: `${eol}${line}${eol}` }
    : { start: end + 1, end: end + 1, text: `${line}${eol}` };
}

/** Whether the change is in the text: a place that was taken for another one must not go unnoticed. */
function holds(text: string, format: ConfigFormat, edit: SourceEdit): boolean {
  const entries = entriesOf(text, format);
  const there = new Set(entries.map(({ url }) => shownUrl(url)));
  const has = (url: string): boolean => there.has(shownUrl(url));
  if (edit.kind === "add") return edit.sources.every(({ url }) => has(url));
  if (edit.kind === "move") return has(edit.to) && !has(edit.url);
  const [key, value] = edit.kind === "enable" ? ["enabled", edit.enabled] : ["select", edit.select];
  const own = entries.filter((entry) => shownUrl(entry.url) === shownUrl(edit.url));
  return own.every(({ node }) => {
    const found = entryOf(node, key)?.value;
    return found !== undefined && "value" in found && found.value === value;
  });
}

function rootOf(text: string, format: ConfigFormat): ConfigNode | null {
  return (format === "json" ? readJsonNodes(text) : readYamlNodes(text)).root;
}
