import { nameKey } from "../matching/nameKey";
import { addItems } from "./addItems";
import { PROFILE_PLACES } from "./addProfiles";
import { type ConfigNode, entryOf, plainValue } from "./configNode";
import { readJsonNodes } from "./jsonNodes";
import { parseConfig } from "./parseConfig";
import { nodeAt } from "./setValues";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

type ListNode = Extract<ConfigNode, { kind: "list" }>;

/**
 * The text of a configuration without a tracked name and what stands in its section, every other character as it was; a remark in its
 * own line goes with it. Where the file leaves the list out, the other names that are tracked without it are written. Null when
 * that cannot be done for sure: the text has errors, the name is not there, or the list comes from elsewhere by an alias.
 *
 * @param job whose configuration it is
 */
export function stopTracking(
  job: "articles" | "keywords",
  text: string,
  format: ConfigFormat,
  name: string,
): string | null {
  const { config } = parseConfig(job, text, format);
  if (config === null) return null;
  const { root } = readNodes(text, format);
  const path = PROFILE_PLACES.find((place) => nodeAt(root, place)?.kind === "list");
  if (path === undefined) {
    const [today = []] = PROFILE_PLACES;
    const others = config.profiling.profileData.filter((one) => nameKey(one) !== nameKey(name));
    return others.length === config.profiling.profileData.length ? null : addItems(text, format, today, others);
  }
  const isMeant = (item: ConfigNode): boolean => nameKey(nameOf(item)) === nameKey(name);
  let changed = text;
  for (;;) {
    const list = nodeAt(readNodes(changed, format).root, path);
    const at = list?.kind === "list" ? list.items.findIndex(isMeant) : -1;
    // One that stands there twice is tracked by either.
    if (list?.kind !== "list" || at < 0) return changed === text ? null : changed;
    const next = without(changed, format, path, list, at);
    if (next === null) return null;
    changed = next;
  }
}

function without(
  text: string,
  format: ConfigFormat,
  path: readonly string[],
  list: ListNode,
  at: number,
): string | null {
  const changed = text.charAt(list.start) === "[" ? cutFromBrackets(text, list, at) : cutLines(text, list, at);
  if (changed === null) return null;
  const [before, after] = [readNodes(text, format), readNodes(changed, format)];
  if (before.root === null || after.root === null || after.flaws.some(({ severity }) => severity === "error")) {
    return null;
  }
  const wanted = withoutItem(plainValue(before.root), path, at);
  return JSON.stringify(plainValue(after.root)) === JSON.stringify(wanted) ? changed : null;
}

/** With the comma behind it and the blanks before the next one; of the last one with the comma before it. */
function cutFromBrackets(text: string, { items }: ListNode, at: number): string | null {
  const [item, next, before] = [items[at], items[at + 1], items[at - 1]];
  if (item === undefined) return null;
  if (next !== undefined) return text.slice(0, item.start) + text.slice(next.start);
  return text.slice(0, before === undefined ? item.start : before.end) + text.slice(item.end);
}

/** A list of lines without those of one item; the only one leaves `[]` behind. Remarks above the next one are the next one's. */
function cutLines(text: string, list: ListNode, at: number): string | null {
  const [item, next] = [list.items[at], list.items[at + 1]];
  if (item === undefined) return null;
  const end = contentEnd(text, item);
  if (list.items.length === 1) return `${text.slice(0, list.start)}[]${text.slice(end)}`;
  const from = lineStart(text, item.start);
  const rest = text.indexOf("\n", end);
  if (next === undefined) return text.slice(0, from) + (rest < 0 ? "" : text.slice(rest + 1));
  return rest < 0 ? null : text.slice(0, from) + text.slice(rest + 1);
}

/** Behind the last character of an item that is no blank: what YAML counts to it may reach into the next line. */
function contentEnd(text: string, item: ConfigNode): number {
  const last =
    item.kind === "section" ? item.entries.at(-1)?.value : item.kind === "list" ? item.items.at(-1) : undefined;
  return last === undefined ? item.start + text.slice(item.start, item.end).trimEnd().length : contentEnd(text, last);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function withoutItem(value: unknown, [key, ...rest]: readonly string[], at: number): unknown {
  if (key === undefined) return (value as readonly unknown[]).toSpliced(at, 1);
  const section = value as Readonly<Record<string, unknown>>;
  return { ...section, [key]: withoutItem(section[key], rest, at) };
}

function nameOf(item: ConfigNode): string {
  const name = item.kind === "section" ? entryOf(item, "name")?.value : item;
  return name?.kind === "text" ? name.value : "";
}

function readNodes(text: string, format: ConfigFormat): ReturnType<typeof readJsonNodes> {
  return format === "json" ? readJsonNodes(text) : readYamlNodes(text);
}
