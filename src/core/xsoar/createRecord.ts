import type { Article } from "../model";
import { canonicalUrl } from "../sources/canonicalUrl";
import type { Wait, XsoarClient } from "./client";
import { mayHaveWritten, type XsoarFailure } from "./failures";
import { findRecord, type Lookup, type LookupName } from "./lookup";
import { addNotes, noteRow, noteUrls, type NotesOutcome } from "./notes";
import { isFieldName } from "./query";
import { noteTexts, type IndicatorRecord } from "./record";

export interface CreateOptions {
  /** Fields the name is written into; `aliases` and those written `name[]` as a list, others as text. */
  readonly nameFields: readonly string[];
  readonly searchField: string;
  /** Type of a new record; default `Threat Actor`. What is looked for before may be of any type. */
  readonly indicatorType?: string;
  readonly now: Date;
  readonly wait: Wait;
}

export type CreatedRecord =
  | {
      readonly kind: "created";
      readonly record: IndicatorRecord;
      readonly notes: number;
      /** What the server answered, shortened: for the log. */
      readonly answer: string;
    }
  /** There was a record meanwhile: its notes were added. */
  | { readonly kind: "noted"; readonly outcome: Extract<NotesOutcome, { kind: "noted" }> }
  /** The server made no record: the name is on its exclusion list. */
  | { readonly kind: "excluded" }
  | { readonly kind: "ambiguous"; readonly values: readonly string[] }
  | { readonly kind: "failed"; readonly failure: XsoarFailure };

/** A new record may not be found for some seconds (the vendor's own scripts poll for 20): pauses between the looks. */
const LOOK_PAUSES_MS = [300, 700, 1_000, 2_000, 3_000] as const;

/**
 * Makes a record for a name with a note for each article, unless there is one by now, which then gets the notes.
 * Safe to repeat: whatever leaves it open whether a record was made is followed by a search before it is tried again.
 */
export async function createRecord(
  client: XsoarClient,
  name: LookupName,
  articles: readonly Article[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<CreatedRecord> {
  const lookup = await findRecord(client, name, { searchField: options.searchField }, signal);
  return lookup.kind === "missing"
    ? createMissing(client, name, articles, options, signal)
    : settle(client, lookup, articles, options, signal);
}

/** The same for a name that was just looked for and not found. */
export async function createMissing(
  client: XsoarClient,
  name: LookupName,
  articles: readonly Article[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<CreatedRecord> {
  const distinct = distinctArticles(articles);
  const body = creationBody(name.name, distinct, options);
  for (let lastTry = false; ; lastTry = true) {
    const result = await client.create(body, signal);
    if (result.ok) {
      if (result.value === null) return { kind: "excluded" };
      return confirm(client, name, result.value, result.raw, distinct, options, signal);
    }
    const { failure } = result;
    const refusedAsDouble = failure.code === "conflict";
    if (!refusedAsDouble && !mayHaveWritten(failure)) return { kind: "failed", failure };
    const found = await lookUntilFound(client, name, options, signal);
    if (found.kind === "found" && !refusedAsDouble && holdsAll(found.record, distinct)) {
      return { kind: "created", record: found.record, notes: distinct.length, answer: "" };
    }
    if (found.kind !== "missing") return settle(client, found, articles, options, signal);
    if (refusedAsDouble || lastTry || signal.aborted) return { kind: "failed", failure };
  }
}

/**
 * What became of a creation the server reports as done. Waits until the record can be found, so that whoever looks for
 * it next does not make a second one, and sees to it that it holds the notes: a server that merges doubles gives back a
 * record that was there before. The answer itself is a partial object and must not be the base of an edit.
 */
async function confirm(
  client: XsoarClient,
  name: LookupName,
  made: IndicatorRecord,
  answer: string,
  articles: readonly Article[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<CreatedRecord> {
  const isNew = (made.version ?? 1) <= 1;
  const created = { kind: "created", record: made, notes: articles.length, answer } as const;
  const found = await lookUntilFound(client, name, options, signal);
  if (found.kind === "found" && found.record.id === made.id) {
    const outcome = await addNotes(client, found.record, articles, options, signal);
    if (outcome.kind === "failed") return isNew && holdsAll(made, articles) ? created : outcome;
    return isNew ? { ...created, record: outcome.record } : { kind: "noted", outcome };
  }
  if (isNew || holdsAll(made, articles)) return created;
  return found.kind === "missing"
    ? { kind: "failed", failure: { code: "gone", value: made.value } }
    : settle(client, found, articles, options, signal);
}

/** The body of `/indicator/create`. */
export function creationBody(
  name: string,
  articles: readonly Article[],
  { nameFields, indicatorType = "Threat Actor", now }: Pick<CreateOptions, "nameFields" | "indicatorType" | "now">,
): string {
  const date = now.toISOString();
  const fields = new Map<string, unknown>();
  for (const field of nameFields) {
    const isList = field === "aliases" || field.endsWith("[]");
    const key = field.replace(/\[\]$/, "").trim();
    if (isFieldName(key) && key !== "communitynotes") fields.set(key, isList ? [name] : name);
  }
  const rows = articles.map((article) => noteRow(article, now)).join(",");
  // Built as text where the rows are, so that both kinds of note are written by one function.
  const custom = [...fields].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  custom.push(`"communitynotes":[${rows}]`);
  const indicator = [
    `"value":${JSON.stringify(name)}`,
    `"indicator_type":${JSON.stringify(indicatorType)}`,
    `"source":"TI Scraper"`,
    `"firstSeen":"${date}"`,
    `"lastSeen":"${date}"`,
    `"CustomFields":{${custom.join(",")}}`,
  ];
  return `{"indicator":{${indicator.join(",")}},"manually":true,"seenNow":true}`;
}

async function settle(
  client: XsoarClient,
  lookup: Exclude<Lookup, { kind: "missing" }>,
  articles: readonly Article[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<CreatedRecord> {
  if (lookup.kind !== "found") return lookup;
  const outcome = await addNotes(client, lookup.record, articles, options, signal);
  return outcome.kind === "failed" ? outcome : { kind: "noted", outcome };
}

/** Looks for the name until it is found, for as long as the server's index may lag. */
async function lookUntilFound(
  client: XsoarClient,
  name: LookupName,
  options: CreateOptions,
  signal: AbortSignal,
): Promise<Lookup> {
  for (const pauseMs of [0, ...LOOK_PAUSES_MS]) {
    if (pauseMs > 0) await options.wait(pauseMs, signal);
    const lookup = await findRecord(client, { ...name, aliases: [] }, { searchField: options.searchField }, signal);
    if (lookup.kind !== "missing") return lookup;
  }
  return { kind: "missing" };
}

function holdsAll(record: IndicatorRecord, articles: readonly Article[]): boolean {
  const texts = noteTexts(record);
  if (texts === null) return true;
  const held = new Set(texts.flatMap(noteUrls));
  return articles.every((article) => held.has(canonicalUrl(article.url)));
}

function distinctArticles(articles: readonly Article[]): Article[] {
  const seen = new Set<string>();
  return articles.filter(({ url }) => {
    const key = canonicalUrl(url);
    return !seen.has(key) && seen.add(key);
  });
}
