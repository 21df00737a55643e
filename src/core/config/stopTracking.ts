import { nameKey } from "../matching/nameKey";
import { PROFILE_PLACES } from "./addProfiles";
import { type ConfigNode, entryOf } from "./configNode";
import { readJsonNodes } from "./jsonNodes";
import { indentAt, nodeAt } from "./setValues";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

type ListNode = Extract<ConfigNode, { kind: "list" }>;

/**
 * The text of a configuration without a tracked name and what stands in its section, every other character as it was; a remark in its
 * own line goes with it. Null when that cannot be done for sure: the text has errors, the name is not there, or the list comes from
 * elsewhere by an alias.
 */
export function stopTracking(text: string, format: ConfigFormat, name: string): string | null {
  const read = format === "json" ? readJsonNodes : readYamlNodes;
  const { root, flaws } = read(text);
  if (flaws.some(({ severity }) => severity === "error")) return null;
  const path = PROFILE_PLACES.find((place) => nodeAt(root, place)?.kind === "list");
  const list = path === undefined ? undefined : nodeAt(root, path);
  if (path === undefined || list?.kind !== "list") return null;
  const at = list.items.findIndex((item) => isNamed(item, name));
  if (at < 0) return null;
  const changed = text.charAt(list.start) === "[" ? cutFromBrackets(text, list, at) : cutLines(text, list, at);
  if (changed === null) return null;
  const after = read(changed);
  const left = nodeAt(after.root, path);
  const isRight =
    !after.flaws.some(({ severity }) => severity === "error") &&
    (left?.kind === "list" ? left.items.length : 0) === list.items.length - 1 &&
    (left?.kind === "list" ? left.items.map(textOf) : []).join("\n") ===
      list.items.toSpliced(at, 1).map(textOf).join("\n");
  return isRight ? changed : null;
}

function cutFromBrackets(text: string, { start, items }: ListNode, at: number): string | null {
  const [item, next, before] = [items[at], items[at + 1], items[at - 1]];
  if (item === undefined || item.start < start) return null;
  // With the comma behind it, and the blanks before the next one.
  if (next !== undefined) return text.slice(0, item.start) + text.slice(next.start);
  return before === undefined
    ? text.slice(0, item.start) + text.slice(item.end)
    : text.slice(0, before.end) + text.slice(item.end);
}

/** A list of lines without those of one item; the only one leaves `[]` behind. */
function cutLines(text: string, { start, end, items }: ListNode, at: number): string | null {
  const item = items[at];
  if (item === undefined || item.start < start || item.end > end) return null;
  if (items.length === 1) return `${text.slice(0, start)}[]${text.slice(Math.min(lineEnd(text, item.end), end))}`;
  const from = text.lastIndexOf("\n", item.start - 1) + 1;
  const next = items[at + 1];
  if (next === undefined) return text.slice(0, from) + text.slice(lineEnd(text, item.end));
  const to = text.lastIndexOf("\n", next.start - 1) + 1;
  // Remarks above the next one are its own.
  const own = text.slice(from, to).split(/(?<=\n)/u);
  let keep = own.length;
  while (keep > 1 && /^\s*(?:#.*)?\r?\n$/u.test(own[keep - 1] ?? "")) keep -= 1;
  return indentAt(text, next.start) === null && from === to
    ? null
    : text.slice(0, from) + own.slice(keep).join("") + text.slice(to);
}

function lineEnd(text: string, from: number): number {
  // The end of a section may be the beginning of the next line already.
  if (text.charAt(from - 1) === "\n") return from;
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

function isNamed(item: ConfigNode, name: string): boolean {
  const text = textOf(item);
  return text !== "" && nameKey(text) === nameKey(name);
}

function textOf(item: ConfigNode): string {
  const name = item.kind === "section" ? entryOf(item, "name")?.value : item;
  return name?.kind === "text" ? name.value : "";
}
