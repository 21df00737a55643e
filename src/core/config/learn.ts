import { nameKey } from "../matching/nameKey";
import { keysOfAddress } from "../urls/articleKey";
import { addItems } from "./addItems";
import { PROFILE_PLACES } from "./addProfiles";
import { type ConfigNode, entryOf, plainValue } from "./configNode";
import { readJsonNodes } from "./jsonNodes";
import { parseConfig } from "./parseConfig";
import { nodeAt } from "./setValues";
import { type FormattedText, type Written, addEntry, addKey, inline, replaced, toSection } from "./structureEdits";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

/** What an analyst says about a match. */
export type Lesson =
  /** This article does not mean the name. */
  | { readonly kind: "notHere"; readonly url: string }
  /** The name is something else beside this phrase. */
  | { readonly kind: "notNear"; readonly phrase: string }
  /** The name counts only where a word of threats is near. */
  | { readonly kind: "requireContext" }
  /** The name is not to be looked for any more. */
  | { readonly kind: "stop" }
  /** It is looked for again. */
  | { readonly kind: "start" }
  /** The name goes by another one as well. */
  | { readonly kind: "alias"; readonly alias: string };

/** Whose rule it is: a tracked name, or one of its other names. */
export interface LessonTarget {
  readonly profile: string;
  readonly alias: string | null;
}

/**
 * The text of a configuration with a rule more, every other character as it was: comments, order, quotes and line breaks stay. A name that
 * stands by itself becomes a section; a name that is not there is added. The same text when the rule is there already. Null
 * when that cannot be done for sure: the text has errors, or the place is shared by an alias of YAML.
 *
 * @param job whose configuration it is
 */
export function learn(
  job: "articles" | "keywords",
  text: string,
  format: ConfigFormat,
  { profile, alias }: LessonTarget,
  lesson: Lesson,
): string | null {
  const { config } = parseConfig(job, text, format);
  if (config === null) return null;
  const path = PROFILE_PLACES.find((place) => nodeAt(readNodes(text, format).root, place)?.kind === "list");
  if (path === undefined) {
    const [today = []] = PROFILE_PLACES;
    const listed = addItems(text, format, today, config.profiling.profileData);
    return listed === null ? null : learn(job, listed, format, { profile, alias }, lesson);
  }
  const { value } = ruleOf(lesson);
  const steps: Step[] = [...path.map((key) => ({ key })), ...stepsTo({ profile, alias }, lesson)];
  const { root } = readNodes(text, format);
  if (root === null) return null;
  const changed = edited({ text, format }, root, steps, value, null);
  if (changed === null || changed === text) return changed;
  const after = readNodes(changed, format);
  const isRight =
    after.root !== null &&
    !after.flaws.some(({ severity }) => severity === "error") &&
    JSON.stringify(plainValue(after.root)) === JSON.stringify(withValue(plainValue(root), steps, value));
  return isRight ? changed : null;
}

/** The entry of `profileData` that says it all by itself. */
export function lessonEntry(format: ConfigFormat, target: LessonTarget, lesson: Lesson): string {
  return inline(nested(stepsTo(target, lesson), ruleOf(lesson).value, true), format);
}

/** From the list of names to the rule. */
function stepsTo({ profile, alias }: LessonTarget, lesson: Lesson): readonly Step[] {
  return [
    { entry: profile },
    ...(alias === null ? [] : [{ key: "aliases" }, { entry: alias }]),
    ...(lesson.kind === "alias" ? [] : [{ key: "match" }]),
    { key: ruleOf(lesson).key },
  ];
}

function ruleOf(lesson: Lesson): { readonly key: string; readonly value: boolean | string } {
  switch (lesson.kind) {
    case "notHere":
      return { key: "notHere", value: lesson.url };
    case "notNear":
      return { key: "notNear", value: lesson.phrase };
    case "requireContext":
      return { key: "requireContext", value: true };
    case "stop":
      return { key: "enabled", value: false };
    case "start":
      return { key: "enabled", value: true };
    case "alias":
      return { key: "aliases", value: lesson.alias };
  }
}

function readNodes(text: string, format: ConfigFormat): ReturnType<typeof readJsonNodes> {
  return format === "json" ? readJsonNodes(text) : readYamlNodes(text);
}

/** One step down: to the value of a key, or to the entry of a list that has a name. */
type Step = { readonly key: string } | { readonly entry: string };

/** A flag is set; a text is added to a list. */
type Leaf = boolean | string;

function edited(
  source: FormattedText,
  node: ConfigNode,
  [step, ...rest]: readonly Step[],
  leaf: Leaf,
  list: Extract<ConfigNode, { kind: "list" }> | null,
): string | null {
  if (step === undefined) return withLeaf(source, node, leaf);
  if ("entry" in step) {
    if (node.kind !== "list") return null;
    const item = node.items.find((one) => isNamed(nameOf(one), step.entry));
    if (item === undefined) return addEntry(source, node, nested([step, ...rest], leaf, true));
    // By an alias it stands somewhere else, where others share it.
    return isWithin(node, item) ? edited(source, item, rest, leaf, node) : null;
  }
  const below = nested(rest, leaf, false);
  if (node.kind === "text" && list !== null) return toSection(source, list, node, "name", { [step.key]: below });
  if (node.kind !== "section") return null;
  const entry = entryOf(node, step.key);
  if (entry === undefined) return addKey(source, node, step.key, below);
  return isWithin(node, { start: entry.keyStart, end: entry.value.end }) && entry.value.start > entry.keyStart
    ? edited(source, entry.value, rest, leaf, null)
    : null;
}

function withLeaf(source: FormattedText, node: ConfigNode, leaf: Leaf): string | null {
  const { text } = source;
  if (typeof leaf === "boolean") {
    if (node.kind !== "flag") return null;
    return node.value === leaf ? text : replaced(text, node, String(leaf));
  }
  if (node.kind !== "list") return null;
  return node.items.some((item) => isSame(nameOf(item), leaf)) ? text : addEntry(source, node, leaf);
}

/** What has to be written where nothing of the rest of the way is there yet. */
function nested([step, ...rest]: readonly Step[], leaf: Leaf, inList: boolean): Written {
  if (step === undefined) return typeof leaf === "boolean" ? leaf : [leaf];
  if ("key" in step) return { [step.key]: nested(rest, leaf, false) };
  const entry = { name: step.entry, ...(nested(rest, leaf, false) as { readonly [key: string]: Written }) };
  return inList ? entry : [entry];
}

/** The same change on plain values: what the changed text has to say. */
function withValue(value: unknown, [step, ...rest]: readonly Step[], leaf: Leaf): unknown {
  if (step === undefined) return typeof leaf === "boolean" ? leaf : [...(value as readonly unknown[]), leaf];
  if ("entry" in step) {
    const items = value as readonly unknown[];
    const at = items.findIndex((item) => isNamed(nameOfValue(item), step.entry));
    return at === -1
      ? [...items, nested([step, ...rest], leaf, true)]
      : items.map((item, index) => (index === at ? withValue(item, rest, leaf) : item));
  }
  const section = typeof value === "string" ? { name: value } : (value as Readonly<Record<string, unknown>>);
  const known = section[step.key];
  return { ...section, [step.key]: known === undefined ? nested(rest, leaf, false) : withValue(known, rest, leaf) };
}

function nameOf(node: ConfigNode): string | null {
  const name = node.kind === "section" ? entryOf(node, "name")?.value : node;
  return name?.kind === "text" ? name.value : null;
}

function nameOfValue(value: unknown): string | null {
  const name = typeof value === "object" && value !== null ? (value as { readonly name?: unknown }).name : value;
  return typeof name === "string" ? name : null;
}

function isNamed(written: string | null, name: string): boolean {
  return written !== null && nameKey(written) === nameKey(name);
}

/** Phrases are compared like names, addresses as those of articles. */
function isSame(written: string | null, added: string): boolean {
  if (written === null) return false;
  return /^https?:/i.test(added)
    ? keysOfAddress(written).at(-1) === keysOfAddress(added).at(-1)
    : isNamed(written, added);
}

function isWithin(outer: Place, inner: Place): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

interface Place {
  readonly start: number;
  readonly end: number;
}
