import { type JsonLineProblem, readTexts } from "../text/jsonLine";
import { isRecord } from "../text/isRecord";
import { MATCH_FIELDS, type Match, type MatchField } from "../model/model";
import type { Translate } from "../text/translate";
import type { Matcher } from "./matcher";
import type { NameEntry } from "./nameEntry";
import { nameKey } from "./nameKey";
import { type NameRule, type RuleSettings, deriveAliasRule, deriveRule } from "./rules";

/** What is wrong with a file of names. `index` counts the entries from 0. */
export type NamesProblem =
  | { readonly code: "notArray" }
  | { readonly code: "badEntry"; readonly index: number }
  | { readonly code: "badAliases"; readonly index: number }
  | { readonly code: "badMatch"; readonly index: number; readonly key: string }
  | { readonly code: "noLetter"; readonly index: number; readonly name: string };

/** What is wrong with one line of input. */
export type LineProblem = JsonLineProblem<MatchField>;

/** The answer for one article. */
interface MatchedArticle {
  readonly url: string;
  readonly title: string;
  readonly matches: readonly Match[];
}

/**
 * Reads the names to match, already parsed from JSON: an array of `"name"` or `{ name, aliases: [...], match: {...} }`, an alias the
 * same without aliases. A name without a letter or digit is a problem; an alias without one finds nothing and is left out.
 */
export function readTrackedNames(
  value: unknown,
):
  | { readonly ok: true; readonly entries: readonly NameEntry[] }
  | { readonly ok: false; readonly problem: NamesProblem } {
  if (!Array.isArray(value)) return { ok: false, problem: { code: "notArray" } };
  const entries: NameEntry[] = [];
  for (const [index, item] of (value as readonly unknown[]).entries()) {
    const profile = readOne(item);
    if (profile === null) return { ok: false, problem: { code: "badEntry", index } };
    if (nameKey(profile.name) === "") return { ok: false, problem: { code: "noLetter", index, name: profile.name } };
    const { aliases = [] } = (isRecord(item) ? item : {}) as { readonly aliases?: unknown };
    const others = Array.isArray(aliases) ? (aliases as readonly unknown[]).map(readOne) : [null];
    if (!others.every((alias) => alias !== null)) return { ok: false, problem: { code: "badAliases", index } };
    for (const { match } of [profile, ...others]) {
      const key = match === null ? null : badSetting(match);
      if (key !== null) return { ok: false, problem: { code: "badMatch", index, key } };
    }
    const ofProfile = profile.match as RuleSettings | null;
    entries.push({
      profile: profile.name,
      name: profile.name,
      ...(ofProfile === null ? {} : { rule: deriveRule(profile.name, ofProfile) }),
    });
    for (const { name, match } of others) {
      if (nameKey(name) === "") continue;
      const isRuled = ofProfile !== null || match !== null;
      const rule = isRuled ? deriveAliasRule(name, ofProfile ?? {}, (match as RuleSettings | null) ?? {}) : null;
      entries.push({ profile: profile.name, name, ...(rule === null ? {} : { rule }) });
    }
  }
  return { ok: true, entries };
}

interface ReadName {
  readonly name: string;
  /** Not yet known to be rules. */
  readonly match: Readonly<Record<string, unknown>> | null;
}

function readOne(item: unknown): ReadName | null {
  if (typeof item === "string") return { name: item, match: null };
  if (!isRecord(item) || typeof item["name"] !== "string") return null;
  const match = item["match"] ?? null;
  return match === null || isRecord(match) ? { name: item["name"], match } : { name: item["name"], match: { match } };
}

const isFlag = (value: unknown): boolean => typeof value === "boolean";
const SETTINGS: { readonly [K in keyof NameRule]: (value: unknown) => boolean } = {
  word: isFlag,
  digits: isFlag,
  exactCase: isFlag,
  requireContext: isFlag,
  shortForm: isFlag,
  asName: isFlag,
  enabled: isFlag,
  notNear: (value) => Array.isArray(value) && value.every((phrase) => typeof phrase === "string"),
  pattern: (value) => value === null || typeof value === "string",
  matchIn: (value) => Array.isArray(value) && value.every((field) => MATCH_FIELDS.includes(field as MatchField)),
};

/** The first key of rules that is none, or has no value for it; null when all are well. */
function badSetting(match: Readonly<Record<string, unknown>>): string | null {
  const bad = Object.entries(match).find(([key, value]) => {
    return !Object.hasOwn(SETTINGS, key) || !SETTINGS[key as keyof NameRule](value);
  });
  return bad?.[0] ?? null;
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
      return t('The aliases of entry {number} of the names are not an array of "name" or {"name", "match": {}}.', {
        number: problem.index + 1,
      });
    case "badMatch":
      return t('In entry {number} of the names, "{key}" of "match" is not a rule.', {
        number: problem.index + 1,
        key: problem.key,
      });
    case "noLetter":
      return t('Entry {number} of the names, "{name}", has no letter or digit.', {
        number: problem.index + 1,
        name: problem.name,
      });
  }
}

/**
 * Reads one line of JSON Lines and matches it: `{ url, title }` and, for names whose rule looks there, `summary` and `content`.
 * Each may be missing or null (then it is empty); other fields are ignored. Address and title come back as given.
 */
export function matchLine(
  matcher: Matcher,
  line: string,
): { readonly ok: true; readonly article: MatchedArticle } | { readonly ok: false; readonly problem: LineProblem } {
  const read = readTexts(line, ["url", "title", "summary", "content"]);
  if (!read.ok) return read;
  const { url, title } = read.texts;
  return { ok: true, article: { url, title, matches: matcher.match(read.texts) } };
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
