import type { ConfigNode } from "./configNode";
import { findPlainKeys } from "./crossChecks";
import type { TextEdit } from "./cuts";
import { readJsonNodes } from "./jsonNodes";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

/**
 * The XSOAR key that stands in a configuration file in plain text, with the place of its value, or null. The file may
 * be broken elsewhere. With several it is the first: after each `blankPlainKey` ask again.
 */
export function readPlainKey(
  text: string,
  format: ConfigFormat,
): { readonly value: string; readonly start: number; readonly end: number } | null {
  const found = findPlainKeys(rootOf(text, format))[0];
  if (found === undefined) return null;
  return { value: found.node.value.trim(), start: found.node.start, end: found.node.end };
}

/** The edit that empties that key and leaves every other character as it is, or null when there is none. */
export function blankPlainKey(text: string, format: ConfigFormat): TextEdit | null {
  const found = findPlainKeys(rootOf(text, format))[0];
  if (found === undefined) return null;
  const { start, end } = found.node;
  const written = text.slice(start, end);
  if (format === "json" || !/^[|>]/.test(written)) return { start, end, newText: '""' };
  // A block scalar: a remark behind its header stays.
  const remark = /^[^\r\n]*?(?<!\s)(\s+#[^\r\n]*)/.exec(written)?.[1] ?? "";
  return { start, end, newText: `""${remark}` };
}

function rootOf(text: string, format: ConfigFormat): ConfigNode | null {
  return (format === "json" ? readJsonNodes(text) : readYamlNodes(text)).root;
}
