import type { Match } from "../model";
import type { Translate } from "../ports";
import type { Matcher, NameEntry } from "./matcher";
import { nameKey } from "./nameKey";

/** What is wrong with a file of names. `index` counts the entries from 0. */
export type NamesProblem =
  | { readonly code: "notArray" }
  | { readonly code: "badEntry"; readonly index: number }
  | { readonly code: "badAliases"; readonly index: number }
  | { readonly code: "noLetter"; readonly index: number; readonly name: string };

/** What is wrong with one line of input. */
export type LineProblem =
  | { readonly code: "notJson" }
  | { readonly code: "notObject" }
  | { readonly code: "badField"; readonly field: "url" | "title" };

/** The answer for one article. */
interface MatchedArticle {
  readonly url: string;
  readonly title: string;
  readonly matches: readonly Match[];
}

/**
 * Reads the names to match: an array of `"name"` or `{ name, aliases: [...] }`, already parsed from JSON. A name without a
 * letter or digit is a problem; an alias without one finds nothing and is left out.
 */
export function readNames(
  value: unknown,
):
  | { readonly ok: true; readonly entries: readonly NameEntry[] }
  | { readonly ok: false; readonly problem: NamesProblem } {
  if (!Array.isArray(value)) return { ok: false, problem: { code: "notArray" } };
  const entries: NameEntry[] = [];
  for (const [index, item] of (value as readonly unknown[]).entries()) {
    const fields = typeof item === "string" ? { name: item } : isObject(item) ? item : {};
    const { name, aliases = [] } = fields as { readonly name?: unknown; readonly aliases?: unknown };
    if (typeof name !== "string") return { ok: false, problem: { code: "badEntry", index } };
    if (nameKey(name) === "") return { ok: false, problem: { code: "noLetter", index, name } };
    if (!Array.isArray(aliases) || !aliases.every((alias) => typeof alias === "string")) {
      return { ok: false, problem: { code: "badAliases", index } };
    }
    entries.push({ profile: name, name });
    for (const alias of aliases) if (nameKey(alias) !== "") entries.push({ profile: name, name: alias });
  }
  return { ok: true, entries };
}

/** Words a problem with the names, without naming the file. */
export function describeNamesProblem(problem: NamesProblem, t: Translate): string {
  switch (problem.code) {
    case "notArray":
      return t('The names must be a JSON array of "name" or {"name", "aliases": []}.');
    case "badEntry":
      return t('Entry {number} of the names is neither a "name" nor {"name", "aliases": []}.', {
        number: problem.index + 1,
      });
    case "badAliases":
      return t("The aliases of entry {number} of the names are not an array of strings.", {
        number: problem.index + 1,
      });
    case "noLetter":
      return t('Entry {number} of the names, "{name}", has no letter or digit.', {
        number: problem.index + 1,
        name: problem.name,
      });
  }
}

/**
 * Reads one line of JSON Lines and matches it: `{ url, title }`, either of which may be missing or null (then it is
 * empty); other fields are ignored. Both come back as given.
 */
export function matchLine(
  matcher: Matcher,
  line: string,
): { readonly ok: true; readonly article: MatchedArticle } | { readonly ok: false; readonly problem: LineProblem } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, problem: { code: "notJson" } };
  }
  if (!isObject(value)) return { ok: false, problem: { code: "notObject" } };
  const url = value.url ?? "";
  const title = value.title ?? "";
  if (typeof url !== "string") return { ok: false, problem: { code: "badField", field: "url" } };
  if (typeof title !== "string") return { ok: false, problem: { code: "badField", field: "title" } };
  return { ok: true, article: { url, title, matches: matcher.match({ title, url }) } };
}

/** Words a problem with one line of input; `number` counts the lines from 1. */
export function describeLineProblem(problem: LineProblem, number: number, t: Translate): string {
  switch (problem.code) {
    case "notJson":
      return t("Line {number} is not valid JSON.", { number });
    case "notObject":
      return t('Line {number} is not an object {"url", "title"}.', { number });
    case "badField":
      return t('In line {number}, "{field}" is not a string.', { number, field: problem.field });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
