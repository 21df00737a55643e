import { canonicalUrl } from "../urls/canonicalUrl";
import type { Wait, XsoarClient } from "./client";
import { mayHaveWritten } from "./consequences";
import type { XsoarFailure } from "./failures";
import { escapeTerm, idQuery } from "./query";
import { canonicalHostOf, noteUrls } from "./noteUrls";
import { DEFAULT_STYLE, type NoteArticle, type NoteStyle, noteText } from "./noteText";
import { type IndicatorRecord, editedRecord, noteTexts } from "./record";
import { searchAll } from "./searchAll";

export interface NoteOptions {
  /** The date of the notes and of `lastSeen`. */
  readonly now: Date;
  readonly wait: Wait;
  /** From 0 to 1, 1 excluded: spreads the pauses before a record is read again, so that two writers do not meet twice. */
  readonly jitter?: () => number;
  /** Default: `headline: url`. */
  readonly style?: NoteStyle;
  /** Whether a note sets the record's `lastSeen`; default true. */
  readonly setLastSeen?: boolean;
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

/** Edits after the first one, when somebody else was faster. */
const RETRIES = 3;
const PAUSE_MS = 400;
/** UTF-16 units of notes read before other work of the process gets its turn: some milliseconds' worth. */
const TEXT_PER_TURN = 50_000;

/**
 * Puts a community note for each article onto a record that does not hold one, all in one edit; no edit when there is
 * nothing to add. When the record changed meanwhile it is read again and the edit made on what is there now (3 times).
 * When the answer got lost after the request was sent, the record is read again and only what is missing is written,
 * once. So no note appears twice, and nobody else's note is lost.
 */
export async function addNotes(
  client: XsoarClient,
  record: IndicatorRecord,
  articles: readonly NoteArticle[],
  options: NoteOptions,
  signal: AbortSignal,
): Promise<NotesOutcome> {
  const wanted = byCanonicalUrl(articles);
  /** What an edit with a lost answer has tried to write. */
  const sent = new Set<string>();
  let current = record;
  let conflicts = 0;
  let lost = 0;
  for (;;) {
    const plan = await planNotes(current, [...wanted.values()], options, signal);
    if (plan === null) return { kind: "failed", failure: { code: "noteField", value: current.value } };
    const { missing, body } = plan;
    const added = [...wanted.keys()].filter((url) => missing.has(url) || sent.has(url));
    const outcome = { kind: "noted", added, alreadyThere: wanted.size - added.length } as const;
    if (body === null) return { ...outcome, record: current };

    const result = await client.edit(body, signal);
    if (result.ok) return { ...outcome, record: result.value };
    const { failure } = result;
    // The path was right for the search before: what was not found is the record.
    if (failure.code === "notFound") return { kind: "failed", failure: { code: "gone", value: current.value } };
    if (failure.code === "conflict") {
      if (++conflicts > RETRIES) return { kind: "failed", failure };
    } else if (mayHaveWritten(failure)) {
      if (++lost > 1) return { kind: "failed", failure };
      for (const url of missing.keys()) sent.add(url);
    } else {
      return { kind: "failed", failure };
    }

    const spread = 0.5 + (options.jitter?.() ?? 0.5);
    await options.wait(Math.round(PAUSE_MS * (conflicts + lost) * spread), signal);
    const again = await readAgain(client, current, signal);
    if (again.kind === "failed") return again;
    current = again.record;
  }
}

/** What an edit of a record would be. */
interface NotesPlan {
  /** The articles whose notes it lacks, by their canonical addresses. */
  readonly missing: ReadonlyMap<string, NoteArticle>;
  /** The whole record with the notes in it; null when it lacks none. */
  readonly body: string | null;
}

/** The edit that puts what is missing onto a record as it is now; null when its notes are of a form that cannot be added to. */
export async function planNotes(
  record: IndicatorRecord,
  articles: readonly NoteArticle[],
  options: NoteOptions,
  signal: AbortSignal,
): Promise<NotesPlan | null> {
  const { now, style = DEFAULT_STYLE, setLastSeen = true } = options;
  const held = await heldUrls(record, articles, options, signal);
  if (held === null) return null;
  const missing = new Map([...byCanonicalUrl(articles)].filter(([url]) => !held.has(url)));
  if (missing.size === 0) return { missing, body: null };
  const body = editedRecord(record, {
    noteRows: [...missing.values()].map((article) => noteRow(article, now, style)),
    lastSeen: setLastSeen ? now.toISOString() : null,
  });
  return body === null ? null : { missing, body };
}

/** One article for each canonical address: the first. */
export function byCanonicalUrl<T extends NoteArticle>(articles: readonly T[]): Map<string, T> {
  const byUrl = new Map<string, T>();
  for (const article of articles) {
    const url = canonicalUrl(article.url);
    if (!byUrl.has(url)) byUrl.set(url, article);
  }
  return byUrl;
}

/** True when the record has a note for each of the articles, or notes of a form that cannot be read. */
export async function holdsAll(
  record: IndicatorRecord,
  articles: readonly NoteArticle[],
  options: Pick<NoteOptions, "style" | "wait">,
  signal: AbortSignal,
): Promise<boolean> {
  const held = await heldUrls(record, articles, options, signal);
  return held === null || articles.every((article) => held.has(canonicalUrl(article.url)));
}

/** The record as the server has it now. */
async function readAgain(
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

/** The note of an article as the JSON text of a grid row. The time has a zone; the original's had none and shows as empty. */
export function noteRow(article: NoteArticle, now: Date, style: NoteStyle = DEFAULT_STYLE): string {
  return JSON.stringify({ notes: noteText(article, style), timestamp: now.toISOString() });
}

/**
 * The canonical addresses on the articles' hosts that the record's notes hold, with those of the given articles whose
 * very note it holds; null when the notes are of a form that cannot be read.
 */
async function heldUrls(
  record: IndicatorRecord,
  articles: readonly NoteArticle[],
  { style = DEFAULT_STYLE, wait }: Pick<NoteOptions, "style" | "wait">,
  signal: AbortSignal,
): Promise<Set<string> | null> {
  const texts = noteTexts(record);
  if (texts === null) return null;
  const hosts = new Set(articles.map(({ url }) => canonicalHostOf(url)));
  const held = new Set<string>();
  const lines = new Set<string>();
  let sinceTurn = 0;
  for (const text of texts) {
    for (const url of noteUrls(text, hosts)) held.add(url);
    lines.add(folded(text));
    sinceTurn += text.length;
    if (sinceTurn > TEXT_PER_TURN) {
      sinceTurn = 0;
      await wait(0, signal);
    }
  }
  for (const article of articles) if (lines.has(folded(noteText(article, style)))) held.add(canonicalUrl(article.url));
  return held;
}

function folded(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
