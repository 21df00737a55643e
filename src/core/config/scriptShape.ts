import { MAX_EXTRACT_FIELDS, MAX_SCRIPT_SECONDS, MAX_SCRIPT_WORDS, SCRIPT_SECONDS } from "../limits";
import { type ConfigNode, plainValue } from "./configNode";
import type { ScriptConfig, ScriptPoint } from "./ownTypes";
import { customField, isBlank, oneOf } from "./rules";
import { type Reading, type Shape, type Trail, field, list, report, section, text, wholeNumber } from "./shape";

/** The keys of `script`, of a job of the user's own. */

/** The entries of a section whose keys are the user's own, each once. */
export function entriesOf(node: ConfigNode, trail: Trail, reading: Reading) {
  if (node.kind !== "section") {
    report(reading, node, trail, { code: "wrongType", args: { expected: "section", actual: node.kind } });
    return undefined;
  }
  const entries = [...new Map(node.entries.map((entry) => [entry.key, entry])).values()];
  if (entries.length <= MAX_EXTRACT_FIELDS) return entries;
  report(reading, node, trail, { code: "tooManyEntries", args: { count: entries.length, limit: MAX_EXTRACT_FIELDS } });
  return undefined;
}

/** A text that is not blank. */
export const word: Shape<string> = text((value, node, trail, reading) =>
  isBlank(value, node, trail, reading) ? undefined : value,
);

const envName: Shape<string> = named(/^(?!TI_SCRAPER_)[A-Za-z_][A-Za-z0-9_]{0,99}$/i, "envName");
const secretName: Shape<string> = named(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/, "secretName");

function named(pattern: RegExp, code: "envName" | "secretName"): Shape<string> {
  return text((value, node, trail, reading) => {
    if (pattern.test(value)) return value;
    report(reading, node, trail, { code, args: { value } });
    return undefined;
  });
}

function words(item: Shape<string>): Shape<readonly string[]> {
  const all = list(item);
  return {
    items: item,
    read(node, trail, reading) {
      if (node.kind !== "list" || node.items.length <= MAX_SCRIPT_WORDS) return all.read(node, trail, reading);
      const args = { count: node.items.length, limit: MAX_SCRIPT_WORDS };
      report(reading, node, trail, { code: "tooManyEntries", args });
      return undefined;
    },
  };
}

/** Anything, as it stands there. */
const anything: Shape<Readonly<Record<string, unknown>>> = {
  read(node, trail, reading) {
    if (entriesOf(node, trail, reading) === undefined) return undefined;
    return plainValue(node) as Readonly<Record<string, unknown>>;
  },
};

const POINTS: readonly ScriptPoint[] = ["extract", "filter", "format", "records", "after", "alone"];

export const script: Shape<ScriptConfig> = section<ScriptConfig>({
  run: field(words(word), []),
  at: field<ScriptPoint>(oneOf(POINTS), "alone"),
  speaks: field(oneOf<ScriptConfig["speaks"]>(["lines", "text"]), "lines"),
  timeout: field(wholeNumber(1, MAX_SCRIPT_SECONDS), SCRIPT_SECONDS),
  env: field(words(envName), []),
  secrets: field(words(secretName), []),
  params: field(anything, {}),
  fields: field(words(customField), []),
});
