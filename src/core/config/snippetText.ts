import { isRecord } from "../text/isRecord";
import type { ConfigFormat } from "./types";

/** Words that YAML reads as something else than text when they stand without quotes. */
const YAML_WORDS = /^(?:true|false|null|yes|no|on|off|y|n|~)$/i;
/** What no indicator, blank, colon or number sign makes anything else of. */
const PLAIN = /^[A-Za-z/.](?:[^\s:#'"\\]|:(?=\S)| (?=[^\s#]))*$/;
const PLAIN_IN_BRACKETS = /^[^,[\]{}]*$/;

/** A value as it is written in one line. */
export function valueText(value: unknown, format: ConfigFormat, isFlow: boolean): string {
  if (format === "json" || typeof value !== "string") return JSON.stringify(value);
  const isPlain = PLAIN.test(value) && !YAML_WORDS.test(value) && (!isFlow || PLAIN_IN_BRACKETS.test(value));
  return isPlain ? value : JSON.stringify(value);
}

/**
 * The body of a snippet as it is written, gaps included.
 *
 * @param inset blanks by which further lines are in from the first one's
 */
export function snippetLines(body: unknown, format: ConfigFormat, isFlow: boolean, inset: number): string {
  if (format === "json") return JSON.stringify(body, null, 2);
  return isFlow ? inBrackets(body) : blockLines(body).join(`\n${" ".repeat(inset)}`);
}

function inBrackets(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inBrackets).join(", ")}]`;
  if (!isRecord(value)) return gapText(value, true);
  const pairs = Object.entries(value).map(([key, one]) => `${gapText(key, true)}: ${inBrackets(one)}`);
  return `{${pairs.join(", ")}}`;
}

function blockLines(value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return ["[]"];
    return value.flatMap((item) => {
      const [first = "", ...more] = blockLines(item);
      return [`- ${first}`, ...more.map((line) => `  ${line}`)];
    });
  }
  if (!isRecord(value)) return [gapText(value, false)];
  return Object.entries(value).flatMap(([key, one]) => {
    const isInOneLine = !isRecord(one) && !(Array.isArray(one) && one.length > 0);
    const lines = blockLines(one);
    return isInOneLine
      ? [`${key}: ${lines.join("")}`]
      : [`${gapText(key, false)}:`, ...lines.map((line) => `  ${line}`)];
  });
}

/** A text with gaps: whether it needs quotes is told by what the gaps are filled with. */
function gapText(value: unknown, isFlow: boolean): string {
  if (typeof value !== "string") return JSON.stringify(value);
  const filled = value.replace(/\$\{\d+:([^}$]*)\}/g, "$1");
  return valueText(filled, "yaml", isFlow) === filled ? value : `"${value.replace(/"/g, '\\\\"')}"`;
}
