import type { Hit } from "./news/stories";
import type { TrueArticle, TrueMatch, Truth } from "./truth";
import { readObject } from "./xsoar/lossless";
import type { Xsoar } from "./xsoar/server";

/** What a scan says it found, in the words of `scan --json`. */
export interface FoundReport {
  readonly durationMs: number;
  readonly sources: readonly {
    readonly url: string;
    readonly outcome: string;
    readonly error?: { readonly code: string; readonly message: string };
  }[];
  readonly articles: number;
  readonly new: readonly FoundArticle[];
  readonly matches: readonly (Hit & FoundArticle)[];
  readonly notesAdded: readonly { readonly name: string; readonly record: string; readonly added: number }[];
  readonly recordsMissing: readonly { readonly name: string; readonly articles: readonly FoundArticle[] }[];
  readonly ambiguous: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly errors: readonly string[];
}

interface FoundArticle {
  readonly title: string;
  readonly url: string;
}

/** Compares what the first scan of the demo reports with the truth. Gives one sentence for each miss, extra or difference. */
export function compareReport(report: FoundReport, truth: Truth): string[] {
  return [
    ...compareSources(report, truth),
    ...compareArticles(report, truth),
    ...compareMatches(report.matches, truth.matches),
    ...compareNames(
      "record to create",
      report.recordsMissing.map(({ name }) => name),
      truth.missing,
    ),
    ...compareNames(
      "ambiguous profile",
      report.ambiguous.map(({ name }) => name),
      truth.ambiguous,
    ),
    ...report.errors.map((error) => `error reported: ${error}`),
  ];
}

function compareSources({ sources }: FoundReport, { failing }: Truth): string[] {
  const failed = sources.flatMap(({ url, outcome, error }) =>
    outcome === "failed" ? [`${url} (${error?.code ?? "?"})`] : [],
  );
  return compareNames(
    "failing source",
    failed,
    failing.map(({ url, code }) => `${url} (${code})`),
  );
}

function compareArticles(report: FoundReport, truth: Truth): string[] {
  const problems: string[] = [];
  if (report.articles !== truth.articles.length) {
    problems.push(`articles counted: ${report.articles} instead of ${truth.articles.length}`);
  }
  const byUrl = articlesByUrl(truth.articles);
  const met = new Map<TrueArticle, FoundArticle>();
  for (const found of report.new) {
    const article = byUrl.get(found.url);
    if (article === undefined) problems.push(`extra article: ${found.title} ${found.url}`);
    else if (!article.isNew) problems.push(`not new, a result file holds it: ${found.url}`);
    else if (met.has(article)) problems.push(`found twice: ${found.url} and ${met.get(article)?.url ?? ""}`);
    else if (article.titles.length > 0 && !article.titles.includes(found.title)) {
      problems.push(`headline of ${found.url}: “${found.title}” instead of “${article.titles.join("” or “")}”`);
    }
    if (article !== undefined) met.set(article, found);
  }
  for (const article of truth.articles) {
    if (article.isNew && !met.has(article))
      problems.push(`missed article: ${article.titles[0] ?? ""} ${article.urls.join(" = ")}`);
  }
  return problems;
}

/** Compares matches; each found one names the row by `profile`, or by `name` when the owner is unknown. */
export function compareMatches(
  found: readonly (Hit & { readonly url: string })[],
  truth: readonly TrueMatch[],
): string[] {
  const expected = truth.flatMap(({ urls, hits }) => hits.map((hit) => line(hit, urls[0] ?? "")));
  const firstUrl = new Map(truth.flatMap(({ urls }) => urls.map((url) => [url, urls[0] ?? ""] as const)));
  const actual = found.map((hit) => line(hit, firstUrl.get(hit.url) ?? hit.url));
  return compareNames("match", [...new Set(actual)], expected);
}

function line({ profile, name, field }: Hit, url: string): string {
  return `${profile ?? "unknown owner"}, by “${name}” in the ${field}, of ${url}`;
}

/** Compares two lists as sets. Gives a sentence for each miss and each extra. */
export function compareNames(what: string, found: readonly string[], expected: readonly string[]): string[] {
  return [
    ...expected.filter((name) => !found.includes(name)).map((name) => `missed ${what}: ${name}`),
    ...found.filter((name) => !expected.includes(name)).map((name) => `extra ${what}: ${name}`),
  ];
}

function articlesByUrl(articles: readonly TrueArticle[]): Map<string, TrueArticle> {
  return new Map(articles.flatMap((article) => article.urls.map((url) => [url, article] as const)));
}

/** The texts of all records, to compare with later. */
export function recordTexts(xsoar: Xsoar): ReadonlyMap<string, string> {
  return new Map(xsoar.records().map(({ id }) => [id, xsoar.recordText(id) ?? ""]));
}

/**
 * Compares the simulator's records with what they were before the first scan: the planted notes and a later `lastSeen` on the
 * right records, everything else byte for byte, one edit for each row, nothing created. Gives one sentence for each difference.
 */
export function compareRecords(xsoar: Xsoar, before: ReadonlyMap<string, string>, truth: Truth): string[] {
  const problems: string[] = [];
  for (const { id, value } of xsoar.records()) {
    const was = before.get(id);
    const is = xsoar.recordText(id) ?? "";
    const due = truth.notes.filter(({ record }) => record === value);
    if (was === undefined) problems.push(`extra record: ${value}`);
    else if (due.length === 0 && was !== is) problems.push(`record ${value} was changed`);
    else if (due.length > 0) {
      const articles = [...new Set(due.flatMap((notes) => notes.articles))];
      problems.push(...compareRecord(value, was, is, articles));
      const edits = xsoar
        .requests()
        .filter(({ action, body }) => action === "edit" && (body as { id?: string }).id === id);
      if (edits.length > due.length)
        problems.push(`record ${value} was edited ${edits.length} times for ${due.length} rows`);
    }
  }
  if (xsoar.records().length < before.size) problems.push("a record is gone");
  return problems;
}

const MEANT_TO_CHANGE = new Set(["CustomFields", "lastSeen", "version", "modified", "sortValues"]);

function compareRecord(value: string, was: string, is: string, articles: readonly TrueArticle[]): string[] {
  const problems: string[] = [];
  for (const [key, raw] of members(was)) {
    const now = members(is).get(key);
    if (!MEANT_TO_CHANGE.has(key) && now !== raw)
      problems.push(`record ${value}: ${key} was ${raw} and is ${now ?? "gone"}`);
  }
  if (members(was).get("lastSeen") === members(is).get("lastSeen"))
    problems.push(`record ${value}: lastSeen was not set`);
  const fieldsWere = members(members(was).get("CustomFields") ?? "{}");
  const fieldsAre = members(members(is).get("CustomFields") ?? "{}");
  for (const [key, raw] of fieldsWere) {
    if (key !== "communitynotes" && fieldsAre.get(key) !== raw)
      problems.push(`record ${value}: field ${key} was ${raw}`);
  }
  const gridWas = fieldsWere.get("communitynotes") ?? "null";
  const gridIs = fieldsAre.get("communitynotes") ?? "null";
  const rowsWere = rows(gridWas).length;
  if (rowsWere > 0 && !gridIs.startsWith(gridWas.slice(0, -1).trimEnd()))
    problems.push(`record ${value}: earlier notes were changed`);
  return [...problems, ...compareNotes(value, rows(gridIs).slice(rowsWere), articles)];
}

function compareNotes(value: string, added: readonly Note[], articles: readonly TrueArticle[]): string[] {
  const problems: string[] = [];
  const byUrl = articlesByUrl(articles);
  const noted = new Set<TrueArticle>();
  for (const { notes = "", timestamp = "" } of added) {
    const [url = ""] = /\S+$/.exec(notes) ?? [];
    const article = byUrl.get(url);
    if (article === undefined || noted.has(article)) problems.push(`record ${value}: extra note ${notes}`);
    else {
      noted.add(article);
      if (!article.titles.includes(notes.slice(0, -url.length - 2)))
        problems.push(`record ${value}: headline in note ${notes}`);
    }
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(timestamp))
      problems.push(`record ${value}: note's time ${timestamp}`);
  }
  for (const article of articles) {
    if (!noted.has(article))
      problems.push(`record ${value}: missed note ${article.titles[0] ?? ""}: ${article.urls[0] ?? ""}`);
  }
  return problems;
}

interface Note {
  readonly notes?: string;
  readonly timestamp?: string;
}

function members(text: string): ReadonlyMap<string, string> {
  return new Map((readObject(text) ?? []).map(({ key, raw }) => [key, raw]));
}

function rows(grid: string): readonly Note[] {
  return (JSON.parse(grid) as readonly Note[] | null) ?? [];
}
