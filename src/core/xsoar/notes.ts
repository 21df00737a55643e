import type { Article } from "../model";
import { canonicalUrl } from "../sources/canonicalUrl";
import type { Wait, XsoarClient } from "./client";
import { mayHaveWritten, type XsoarFailure } from "./failures";
import { searchAll } from "./lookup";
import { escapeTerm, idQuery } from "./query";
import { editedRecord, noteTexts, type IndicatorRecord } from "./record";

export interface NoteOptions {
  /** The date of the notes and of `lastSeen`. */
  readonly now: Date;
  readonly wait: Wait;
}

export type NotesOutcome =
  | {
      readonly kind: "noted";
      /** Canonical addresses of the articles whose notes this call wrote, each once. */
      readonly added: readonly string[];
      /** Of the given articles, how many the record held before. */
      readonly alreadyThere: number;
      /** As it stands now. */
      readonly record: IndicatorRecord;
    }
  | { readonly kind: "failed"; readonly failure: XsoarFailure };

const TRIES = 3;
const PAUSE_MS = 400;
const MAX_HEADLINE = 1_000;

/**
 * Puts a community note for each article onto a record that does not hold one, all in one edit; no edit when there is
 * nothing to add. When the record changed meanwhile it is read again and the edit made on what is there now (3 tries).
 * When the answer got lost after the request was sent, the record is read again and only what is missing is written,
 * once. So no note appears twice, and nobody else's note is lost.
 */
export async function addNotes(
  client: XsoarClient,
  record: IndicatorRecord,
  articles: readonly Article[],
  options: NoteOptions,
  signal: AbortSignal,
): Promise<NotesOutcome> {
  const distinct = new Map<string, Article>();
  for (const article of articles) {
    const url = canonicalUrl(article.url);
    if (!distinct.has(url)) distinct.set(url, article);
  }
  /** What an edit with a lost answer has tried to write. */
  const sent = new Set<string>();
  let current = record;
  let conflicts = 0;
  let lost = 0;
  for (;;) {
    const held = heldUrls(current, [...distinct.values()]);
    if (held === null) return { kind: "failed", failure: { code: "noteField", value: current.value } };
    const missing = [...distinct].filter(([url]) => !held.has(url));
    const added = [...distinct].filter(([url]) => !held.has(url) || sent.has(url)).map(([url]) => url);
    const outcome = { kind: "noted", added, alreadyThere: distinct.size - added.length } as const;
    if (missing.length === 0) return { ...outcome, record: current };
    const body = editedRecord(current, {
      noteRows: missing.map(([, article]) => noteRow(article, options.now)),
      lastSeen: options.now.toISOString(),
    });
    if (body === null) return { kind: "failed", failure: { code: "noteField", value: current.value } };

    const result = await client.edit(body, signal);
    if (result.ok) return { ...outcome, record: result.value };
    const { failure } = result;
    // The path was right for the search before: what was not found is the record.
    if (failure.code === "notFound") return { kind: "failed", failure: { code: "gone", value: current.value } };
    if (failure.code === "conflict") {
      if (++conflicts >= TRIES) return { kind: "failed", failure };
    } else if (mayHaveWritten(failure)) {
      if (++lost > 1) return { kind: "failed", failure };
      for (const [url] of missing) sent.add(url);
    } else {
      return { kind: "failed", failure };
    }

    await options.wait(PAUSE_MS * (conflicts + lost), signal);
    const again = await readAgain(client, current, signal);
    if (again.kind === "failed") return again;
    current = again.record;
  }
}

/** The record as the server has it now. */
export async function readAgain(
  client: XsoarClient,
  record: IndicatorRecord,
  signal: AbortSignal,
): Promise<
  | { readonly kind: "read"; readonly record: IndicatorRecord }
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
> {
  // By value as well: that a server's search knows the field `id` is not documented.
  for (const query of [idQuery(record.id), `value:"${escapeTerm(record.value)}"`]) {
    const hits = await searchAll(client, query, signal);
    if (!hits.ok) return { kind: "failed", failure: hits.failure };
    const same = hits.records.find(({ id }) => id === record.id);
    if (same !== undefined) return { kind: "read", record: same };
  }
  return { kind: "failed", failure: { code: "gone", value: record.value } };
}

/** The note of an article: `headline: url`, on one line. The address is the published one. */
export function noteText(article: Article): string {
  const headline = article.title
    .slice(0, MAX_HEADLINE * 2)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  const short = headline.length > MAX_HEADLINE ? `${headline.slice(0, MAX_HEADLINE - 1).trimEnd()}…` : headline;
  const url = article.url.replace(/\p{Cc}+/gu, "").trim();
  return short === "" ? url : `${short}: ${url}`;
}

/** The note of an article as the JSON text of a grid row. The time has a zone; the original's had none and shows as empty. */
export function noteRow(article: Article, now: Date): string {
  return JSON.stringify({ notes: noteText(article), timestamp: now.toISOString() });
}

/**
 * The canonical addresses the record's notes hold, with those of the given articles whose very note it holds; null when
 * the notes are of a form that cannot be read.
 */
function heldUrls(record: IndicatorRecord, articles: readonly Article[]): Set<string> | null {
  const texts = noteTexts(record);
  if (texts === null) return null;
  const hosts = new Set(articles.map(({ url }) => /^https:\/\/([^/?:]+)/.exec(canonicalUrl(url))?.[1] ?? ""));
  // A grid of 5,000 rows is read in some milliseconds when only those are that can hold one of the addresses.
  const nameable = texts.filter((text) => canName(text, hosts));
  const held = new Set(nameable.flatMap(noteUrls));
  const lines = new Set(texts.map(folded));
  for (const article of articles) if (lines.has(folded(noteText(article)))) held.add(canonicalUrl(article.url));
  return held;
}

/** False when no address in the text can be on one of the hosts. */
function canName(text: string, hosts: ReadonlySet<string>): boolean {
  const plain = text.toLowerCase().replaceAll("[.]", ".");
  // The note may write in letters of its own what is punycode in the canonical form.
  return [...hosts].some((host) => plain.includes(host) || host.includes("xn--"));
}

function folded(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * Canonical forms of every address in a note, whoever wrote it: the old tool (`headline: https://www.heise.de//news/…`),
 * or an analyst with a full stop behind it, in brackets, escaped as HTML or defanged (`hxxps://example[.]com`).
 * A superset: where an address may end in several places, each is given.
 */
export function noteUrls(note: string): string[] {
  const refanged = note
    .replace(/\bhxxp/gi, "http")
    .replace(/\[(\.|:|:\/\/|\/\/)\]/g, "$1")
    .replace(/&amp;/gi, "&");
  const urls = new Set<string>();
  for (const text of new Set([note, refanged])) {
    for (const { 0: found, index } of text.matchAll(/\bhttps?:\/\/[^\s<>"]+?(?=[,;|]https?:\/\/|[\s<>"]|$)/gi)) {
      urls.add(canonicalUrl(found));
      // An address written with a blank in it: ours ends the note.
      const rest =
        text
          .slice(index)
          .split(/[\r\n]/)[0]
          ?.trim() ?? "";
      if (rest !== found) urls.add(canonicalUrl(rest));
      for (let url = found; /[.,;:!?'’”)\]}*_]$/.test(url);) {
        url = url.slice(0, -1);
        urls.add(canonicalUrl(url));
      }
    }
  }
  return [...urls];
}
