import { nameKey } from "../matching/nameKey";
import { addItems } from "./addItems";
import { PROFILE_PLACES } from "./addProfiles";
import { type ConfigNode, entryOf, plainValue } from "./configNode";
import { type ListNode, applyEdits, cutItem } from "./cuts";
import { parseConfig } from "./parseConfig";
import { readNodes } from "./readNodes";
import { nodeAt } from "./setValues";
import type { ConfigFormat } from "./types";

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
  const cut = cutItem(text, list, at);
  if (cut === null) return null;
  const changed = applyEdits(text, cut);
  const [before, after] = [readNodes(text, format), readNodes(changed, format)];
  if (before.root === null || after.root === null || after.flaws.some(({ severity }) => severity === "error")) {
    return null;
  }
  const wanted = withoutItem(plainValue(before.root), path, at);
  return JSON.stringify(plainValue(after.root)) === JSON.stringify(wanted) ? changed : null;
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
