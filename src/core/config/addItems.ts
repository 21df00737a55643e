import type { ConfigNode } from "./configNode";
import { readJsonNodes } from "./jsonNodes";
import { indentAt, insertLines, lineBreak, nodeAt, setValues } from "./setValues";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

type ListNode = Extract<ConfigNode, { kind: "list" }>;

/** Words that YAML reads as something else than text when they stand without quotes. */
const YAML_WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
const PLAIN = /^[A-Za-z][\w.-]*(?: [\w.-]+)*$/;

/**
 * The text with more items at the end of the list a path leads to, every other character as it was: comments, order, indentation and
 * line breaks stay. A list that is not there is added. Null when that cannot be done for sure: the text is broken, or the list
 * comes from elsewhere by an alias.
 */
export function addItems(
  text: string,
  format: ConfigFormat,
  path: readonly string[],
  items: readonly string[],
): string | null {
  const read = format === "json" ? readJsonNodes : readYamlNodes;
  const { root, flaws } = read(text);
  if (root === null || flaws.some(({ severity }) => severity === "error")) return null;
  const list = nodeAt(root, path);
  if (list?.kind !== "list") return setValues(text, format, [{ path, value: items }]);
  const holder = nodeAt(root, path.slice(0, -1));
  // By an alias it stands somewhere else, where others share it.
  if (holder === undefined || list.start < holder.start || list.end > holder.end) return null;
  const changed = text.charAt(list.start) === "[" ? addInBrackets(text, list, items) : addInLines(text, list, items);
  if (changed === null) return null;
  const after = read(changed);
  const wanted = [...list.items.map(valueOf), ...items];
  const found = nodeAt(after.root, path);
  const isRight = found?.kind === "list" && JSON.stringify(found.items.map(valueOf)) === JSON.stringify(wanted);
  return isRight && !after.flaws.some(({ severity }) => severity === "error") ? changed : null;
}

function valueOf(node: ConfigNode): unknown {
  return "value" in node ? node.value : null;
}

function addInBrackets(text: string, { start, end, items: there }: ListNode, items: readonly string[]): string {
  const [first] = there;
  const last = there.at(-1);
  const written = items.map((item) => JSON.stringify(item));
  if (first === undefined || last === undefined) {
    return `${text.slice(0, start)}[${written.join(", ")}]${text.slice(end)}`;
  }
  const indent = indentAt(text, first.start);
  const isOneLine = indent === null || !text.slice(start, first.start).includes("\n");
  const separator = isOneLine ? ", " : `,${lineBreak(text)}${indent}`;
  return text.slice(0, last.end) + written.map((item) => separator + item).join("") + text.slice(last.end);
}

/** Below the last item of a YAML block, in quotes when that one is. */
function addInLines(text: string, list: ListNode, items: readonly string[]): string | null {
  const indent = indentAt(text, list.start);
  if (indent === null) return null;
  const quoted = /["']/.test(text.charAt(list.items.at(-1)?.start ?? list.start));
  const lines = items.map((item) => {
    const isPlain = !quoted && PLAIN.test(item) && !YAML_WORDS.test(item);
    return `${indent}- ${isPlain ? item : JSON.stringify(item)}`;
  });
  return insertLines(text, list.end - 1, lines);
}
