import { type ConfigNode, entryOf } from "./configNode";
import { readJsonNodes } from "./jsonNodes";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

/** A value of a configuration, by the keys that lead to it. */
export interface ConfigValue {
  readonly path: readonly string[];
  /** A list is written only where there is none yet; see `addItems`. */
  readonly value: ConfigItem;
}

type ConfigItem = string | boolean | readonly string[];

/**
 * The text with these values in it, every other character as it was: comments, order and line breaks stay. Keys and
 * sections that are not there are added. Null when that cannot be done for sure: the text is broken, or a value comes from
 * elsewhere by an alias.
 */
export function setValues(text: string, format: ConfigFormat, values: readonly ConfigValue[]): string | null {
  let changed = text;
  for (const { path, value } of values) {
    const next = format === "json" ? setInJson(changed, path, value) : setInYaml(changed, path, value);
    if (next === null) return null;
    changed = next;
  }
  const read = format === "json" ? readJsonNodes(changed) : readYamlNodes(changed);
  if (read.flaws.some(({ severity }) => severity === "error")) return null;
  return values.every(({ path, value }) => JSON.stringify(valueAt(read.root, path)) === JSON.stringify(value))
    ? changed
    : null;
}

function valueAt(root: ConfigNode | null, path: readonly string[]): unknown {
  const node = nodeAt(root, path);
  if (node?.kind === "list") return node.items.map((item) => ("value" in item ? item.value : undefined));
  return node !== undefined && "value" in node ? node.value : undefined;
}

/** The value the keys of a path lead to. */
export function nodeAt(root: ConfigNode | null, path: readonly string[]): ConfigNode | undefined {
  let node = root ?? undefined;
  for (const key of path) node = entryOf(node, key)?.value;
  return node;
}

function setInJson(text: string, path: readonly string[], value: ConfigItem): string | null {
  const { root, flaws } = readJsonNodes(text);
  if (root?.kind !== "section" || flaws.some(({ severity }) => severity === "error")) return null;
  let section = root;
  for (const [depth, key] of path.entries()) {
    const node = entryOf(section, key)?.value;
    if (node === undefined) return insertMember(text, section, path.slice(depth), value);
    if (depth === path.length - 1) {
      if (node.kind === "section" || node.kind === "list") return null;
      return text.slice(0, node.start) + JSON.stringify(value) + text.slice(node.end);
    }
    if (node.kind !== "section") return null;
    section = node;
  }
  return null;
}

/** Behind the last member of an object, in a line of its own where the others are. */
function insertMember(
  text: string,
  { start, end, entries }: Extract<ConfigNode, { kind: "section" }>,
  path: readonly string[],
  value: ConfigItem,
): string {
  const eol = lineBreak(text);
  const unit = /^([ \t]+)"/m.exec(text)?.[1] ?? "  ";
  const inner = path.toReversed().reduce<unknown>((nested, key) => ({ [key]: nested }), value) as Readonly<
    Record<string, unknown>
  >;
  const [key = ""] = path;
  const last = entries.at(-1);
  const outer = /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", start) + 1))?.[0] ?? "";
  const isOneLine = last !== undefined && !text.slice(start, last.keyStart).includes("\n");
  if (last !== undefined && isOneLine) {
    return `${text.slice(0, last.value.end)}, ${JSON.stringify(key)}: ${JSON.stringify(inner[key])}${text.slice(last.value.end)}`;
  }
  const indent = last === undefined ? outer + unit : (indentAt(text, last.keyStart) ?? outer + unit);
  const written = JSON.stringify(inner[key], null, unit).replaceAll("\n", eol + indent);
  const line = `${eol}${indent}${JSON.stringify(key)}: ${written}`;
  if (last === undefined) return `${text.slice(0, start + 1)}${line}${eol}${outer}${text.slice(end - 1)}`;
  return `${text.slice(0, last.value.end)},${line}${text.slice(last.value.end)}`;
}

function setInYaml(text: string, path: readonly string[], value: ConfigItem): string | null {
  const { root } = readYamlNodes(text);
  if (root?.kind !== "section") return null;
  let section = root;
  for (const [depth, key] of path.entries()) {
    const entry = entryOf(section, key);
    const rest = path.slice(depth);
    if (entry === undefined) return insertInto(text, section, rest, value);
    const { keyStart, keyEnd, value: node } = entry;
    // By an alias or a merge it stands somewhere else, where others share it.
    if (keyStart < section.start || keyEnd > section.end) return null;
    const isBlank = node.kind === "nothing" && node.start === keyStart;
    if (!isBlank && (node.start < keyEnd || node.end > section.end)) return null;
    if (depth === path.length - 1) {
      if (node.kind === "section" || node.kind === "list") return null;
      const written = JSON.stringify(value);
      if (!isBlank) return text.slice(0, node.start) + written + text.slice(node.end);
      const colon = text.indexOf(":", keyEnd) + 1;
      return `${text.slice(0, colon)} ${written}${text.slice(colon)}`;
    }
    if (isBlank) {
      const indent = `${indentAt(text, keyStart) ?? ""}  `;
      return insertLines(text, keyEnd, blockLines(rest.slice(1), value, indent));
    }
    if (node.kind !== "section") return null;
    section = node;
  }
  return null;
}

function insertInto(
  text: string,
  section: Extract<ConfigNode, { kind: "section" }>,
  path: readonly string[],
  value: ConfigItem,
): string | null {
  const own = section.entries.filter(({ keyStart, keyEnd }) => keyStart >= section.start && keyEnd <= section.end);
  if (text.charAt(section.start) === "{") {
    const nested = path.reduceRight<string>((inner, key, index) => {
      const pair = `${JSON.stringify(key)}: ${inner}`;
      return index === 0 ? pair : `{${pair}}`;
    }, JSON.stringify(value));
    const at = section.start + 1;
    return text.slice(0, at) + nested + (section.entries.length > 0 ? ", " : "") + text.slice(at);
  }
  const [first] = own;
  const indent = first === undefined ? null : indentAt(text, first.keyStart);
  return indent === null ? null : insertLines(text, section.end, blockLines(path, value, indent));
}

function blockLines(path: readonly string[], value: ConfigItem, indent: string): string[] {
  return path.map((key, depth) => {
    const written = depth === path.length - 1 ? ` ${JSON.stringify(value)}` : "";
    return `${indent}${"  ".repeat(depth)}${key}:${written}`;
  });
}

/** The text with more lines behind the one in which `offset` is, what stands there beside it included. */
export function insertLines(text: string, offset: number, lines: readonly string[]): string {
  const eol = lineBreak(text);
  const end = text.indexOf("\n", offset);
  if (end === -1) return `${text}${eol}${lines.join(eol)}${eol}`;
  return `${text.slice(0, end + 1)}${lines.map((line) => line + eol).join("")}${text.slice(end + 1)}`;
}

/** The blanks before a key that begins its line; null when something else stands there. */
export function indentAt(text: string, offset: number): string | null {
  const before = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^\uFEFF?[ \t]*$/.test(before) ? before.replace("\uFEFF", "") : null;
}

/** The line break a text uses. */
export function lineBreak(text: string): "\r\n" | "\n" {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
