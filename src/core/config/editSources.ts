import type { JobId, SourceKind } from "../model/model";
import { shownUrl } from "../urls/shownUrl";
import { type NewSource, addSources, braces, yamlText } from "./addSources";
import { entryOf, plainValue } from "./configNode";
import { type ListNode, applyEdits, contentEnd, cutItem } from "./cuts";
import { SHIPPED_FEEDS, SHIPPED_PAGES } from "./defaults";
import { isShipped } from "./configFiles";
import { parseConfig } from "./parseConfig";
import { parseOwnJob } from "./parseOwnJob";
import { indentAt, lineBreak, nodeAt, setValues } from "./setValues";
import { LISTS, type SourceEntry, type TextNode, rootOf, sourceEntries } from "./sourceEntries";
import { addEntry, replaced } from "./structureEdits";
import type { ConfigFormat } from "./types";

/** A change of the sources of a configuration. Sources are known by their address, with or without its password. */
export type SourceEdit =
  | { readonly kind: "add"; readonly sources: readonly NewSource[] }
  | { readonly kind: "move"; readonly url: string; readonly to: string }
  | { readonly kind: "enable"; readonly url: string; readonly enabled: boolean }
  | { readonly kind: "select"; readonly url: string; readonly select: string }
  | { readonly kind: "rename"; readonly url: string; readonly name: string }
  /** `category` as `core/opml/category.ts` reads it. */
  | { readonly kind: "file"; readonly url: string; readonly category: string }
  /** All that the list is to hold. */
  | { readonly kind: "rules"; readonly url: string; readonly list: RuleList; readonly terms: readonly string[] }
  | { readonly kind: "remove"; readonly url: string };

/** Which of the lists that choose the articles of a source. */
export type RuleList = "include" | "exclude";

type Change = Exclude<SourceEdit, { kind: "add" }>;

/**
 * The text of a job's configuration with one change of its sources, every other character as it was. Where the file of the articles
 * names no source, the shipped ones are written first. Null when that cannot be done for sure: the text has errors, the source
 * stands elsewhere by an alias, or there is none.
 */
export function editSources(
  text: string,
  format: ConfigFormat,
  edit: SourceEdit,
  job: JobId = "articles",
): string | null {
  if (!isUsable(job, text, format)) return null;
  const whole = job === "articles" ? withLists(text, format, edit) : text;
  const changed =
    whole === null ? null : edit.kind === "add" ? addSources(whole, format, edit.sources) : change(whole, format, edit);
  if (changed === null) return null;
  return !isUsable(job, changed, format) || whole === null || !holds(whole, changed, format, edit) ? null : changed;
}

/** Whether a text is a configuration of the job without errors. */
function isUsable(job: JobId, text: string, format: ConfigFormat): boolean {
  if (isShipped(job)) return parseConfig(job, text, format).config !== null;
  const own = parseOwnJob(job, text, format);
  return own.kind === "job" && own.config !== null;
}

/** The same with several changes, one after the other. */
export function editSourcesInTurn(
  text: string,
  format: ConfigFormat,
  edits: readonly SourceEdit[],
  job: JobId = "articles",
): string | null {
  return edits.reduce<string | null>(
    (changed, edit) => (changed === null ? null : editSources(changed, format, edit, job)),
    text,
  );
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
      : addSources(whole, format, [...shipped("feed", SHIPPED_FEEDS), ...shipped("page", SHIPPED_PAGES)]);
  }
  for (const kind of missing) {
    const isNeeded = edit.kind === "add" && edit.sources.some((source) => source.kind === kind);
    if (whole !== null && isNeeded) whole = setValues(whole, format, [{ path: LISTS[kind], value: [] }]);
  }
  return whole;
}

function change(text: string, format: ConfigFormat, edit: Change): string | null {
  const isMeant = ({ url }: SourceEntry): boolean => shownUrl(url) === shownUrl(edit.url);
  const found = sourceEntries(text, format).filter(isMeant);
  if (found.length === 0 || found.some(({ isElsewhere }) => isElsewhere)) return null;
  let changed: string | null = text;
  // From the end on, so that what comes before stays where it is.
  for (const entry of found.toSorted((a, b) => b.node.start - a.node.start)) {
    if (changed === null) return null;
    // What stands behind it in its list is another place now, where the source stood there as well.
    const now: SourceEntry | undefined =
      edit.kind === "remove" ? sourceEntries(changed, format).findLast(isMeant) : entry;
    changed = now === undefined ? null : changedEntry(changed, format, now, edit);
  }
  return changed;
}

function changedEntry(text: string, format: ConfigFormat, entry: SourceEntry, edit: Change): string | null {
  switch (edit.kind) {
    case "remove":
      return withoutItem(text, entry.list, entry.at);
    case "move":
      return moved(text, entry.address, edit.to);
    case "rules":
      return withTerms(text, format, entry, edit.list, edit.terms);
    default:
      return withKey(text, format, entry, ...keyOf(edit));
  }
}

function keyOf(edit: Extract<Change, { kind: "enable" | "select" | "rename" | "file" }>): [string, string | boolean] {
  switch (edit.kind) {
    case "enable":
      return ["enabled", edit.enabled];
    case "select":
      return ["select", edit.select];
    case "rename":
      return ["name", edit.name];
    case "file":
      return ["category", edit.category];
  }
}

/** The new address in the quotes of the old one, with its password where the host is the same. */
function moved(text: string, node: TextNode, to: string): string {
  const old = new URL(node.value.trim());
  const target = new URL(to);
  if (old.host === target.host && target.username === "") {
    target.username = old.username;
    target.password = old.password;
  }
  const address = target.username === "" ? to : target.href;
  const quoted = /["']/.test(text.charAt(node.start));
  return replaced(text, node, quoted ? JSON.stringify(address) : yamlText(address));
}

function withKey(
  text: string,
  format: ConfigFormat,
  { node, address }: SourceEntry,
  key: string,
  value: string | boolean | readonly string[],
): string | null {
  if (node.kind !== "section") {
    const pairs = [["url", address.value.trim()] as const, [key, value] as const];
    return replaced(text, node, braces(pairs, format));
  }
  const entry = entryOf(node, key);
  if (entry === undefined) return addedKey(text, format, node, key, value);
  const { kind } = entry.value;
  if (kind === "section" || kind === "list" || kind === "nothing") return null;
  return replaced(text, entry.value, JSON.stringify(value));
}

function withoutItem(text: string, list: ListNode, at: number): string | null {
  const cut = cutItem(text, list, at);
  return cut === null ? null : applyEdits(text, cut);
}

/** The terms of a list that stay keep their places and remarks. */
function withTerms(
  text: string,
  format: ConfigFormat,
  entry: SourceEntry,
  list: RuleList,
  terms: readonly string[],
): string | null {
  const termsIn = (changed: string) => {
    const now = sourceEntries(changed, format).find(({ node }) => node.start === entry.node.start);
    const value = entryOf(now?.node, list)?.value;
    return value?.kind === "list" ? value : null;
  };
  if (termsIn(text) === null) return withKey(text, format, entry, list, terms);
  let changed: string | null = text;
  for (let at = (termsIn(text)?.items.length ?? 0) - 1; at >= 0 && changed !== null; at--) {
    const now = termsIn(changed);
    const item = now?.items[at];
    const isKept = item?.kind === "text" && terms.includes(item.value.trim());
    if (now !== null && !isKept) changed = withoutItem(changed, now, at);
  }
  for (const term of terms) {
    const now = changed === null ? null : termsIn(changed);
    if (changed === null || now === null) return null;
    const isThere = now.items.some((item) => item.kind === "text" && item.value.trim() === term);
    if (!isThere) changed = addEntry({ text: changed, format }, now, term);
  }
  return changed;
}

/** Behind the last key, in a line of its own where the others are. */
function addedKey(
  text: string,
  format: ConfigFormat,
  { start, entries }: Extract<SourceEntry["node"], { kind: "section" }>,
  key: string,
  value: string | boolean | readonly string[],
): string | null {
  const last = entries.at(-1);
  if (last === undefined) return null;
  const at = last.value.end;
  const lineStart = text.lastIndexOf("\n", last.keyStart) + 1;
  const isInLines = text.slice(start, last.keyStart).includes("\n");
  if (text.charAt(start) === "{") {
    const written = `${format === "json" ? JSON.stringify(key) : key}: ${JSON.stringify(value)}`;
    const indent = isInLines ? indentAt(text, last.keyStart) : null;
    const before = indent === null ? ", " : `,${lineBreak(text)}${indent}`;
    return text.slice(0, at) + before + written + text.slice(at);
  }
  // A block: the first key may stand behind the dash of its item.
  const before = text.slice(lineStart, last.keyStart);
  if (!/^[\t ]*(?:-[\t ]+)*$/.test(before)) return null;
  const line = `${" ".repeat(before.length)}${key}: ${JSON.stringify(value)}`;
  const eol = lineBreak(text);
  // What YAML counts to a list may reach into the next line.
  const end = text.indexOf("\n", contentEnd(text, last.value));
  return end === -1 ? text + eol + line + eol : `${text.slice(0, end + 1)}${line}${eol}${text.slice(end + 1)}`;
}

/** Whether the change is in the text, and nothing else: a place that was taken for another one must not go unnoticed. */
function holds(before: string, text: string, format: ConfigFormat, edit: SourceEdit): boolean {
  const entries = sourceEntries(text, format);
  const there = new Set(entries.map(({ url }) => shownUrl(url)));
  const has = (url: string): boolean => there.has(shownUrl(url));
  switch (edit.kind) {
    case "add":
      return edit.sources.every(({ url }) => has(url));
    case "move":
      return has(edit.to) && !has(edit.url);
    case "remove": {
      const others = sourceEntries(before, format).filter(({ url }) => shownUrl(url) !== shownUrl(edit.url));
      const values = (all: readonly SourceEntry[]) => JSON.stringify(all.map(({ node }) => plainValue(node)));
      return values(entries) === values(others);
    }
    default: {
      const [key, value] = edit.kind === "rules" ? [edit.list, [...edit.terms].sort()] : keyOf(edit);
      const own = entries.filter((entry) => shownUrl(entry.url) === shownUrl(edit.url));
      return own.every(({ node }) => {
        const found = entryOf(node, key)?.value;
        if (found === undefined) return false;
        const plain = plainValue(found);
        return JSON.stringify(Array.isArray(plain) ? plain.map(String).sort() : plain) === JSON.stringify(value);
      });
    }
  }
}
