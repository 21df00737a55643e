import type { XsoarClient } from "./client";
import { type EditOptions, type EditStep, editRecord } from "./editRecord";
import type { XsoarFailure } from "./failures";
import { type Journal, folded, heldNotes } from "./heldNotes";
import { DEFAULT_STYLE, type NoteArticle, type NoteStyle, noteText } from "./noteText";
import { type IndicatorRecord, editedRecord } from "./record";

export interface NoteOptions extends EditOptions {
  /** The date of the notes and of `lastSeen`. */
  readonly now: Date;
  /** Default: `headline: url`. */
  readonly style?: NoteStyle;
  /** Whether a note sets the record's `lastSeen`; default true. */
  readonly setLastSeen?: boolean;
  /** What we have written onto the records of this server before. */
  readonly journal?: Journal;
  /** Called for a record with a note whose beginning is not read, since it is too long. */
  readonly onLongNote?: (record: IndicatorRecord) => void;
}

interface Noted {
  readonly kind: "noted";
  /** Keys of the articles whose notes this call wrote, each once. */
  readonly added: readonly string[];
  /** Of the given articles, how many the record held before. */
  readonly alreadyThere: number;
  /** Keys of those that a note of others holds, and none of ours. */
  readonly theirs: readonly string[];
  /** As it stands now. */
  readonly record: IndicatorRecord;
}

export type NotesOutcome = Noted | { readonly kind: "failed"; readonly failure: XsoarFailure };

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
  const wanted = byKey(articles);
  /** What an edit with a lost answer has tried to write. */
  const sent = new Set<string>();
  const done = await editRecord(
    client,
    record,
    async (current): Promise<EditStep<Omit<Noted, "record">>> => {
      const plan = await planNotes(current, [...wanted.values()], options, signal);
      if (plan === null) return { kind: "failed", failure: { code: "noteField", value: current.value } };
      const { missing, theirs, body } = plan;
      const added = [...wanted.keys()].filter((key) => missing.has(key) || sent.has(key));
      const told = { kind: "noted", added, alreadyThere: wanted.size - added.length, theirs } as const;
      if (body === null) return { kind: "stop", told };
      const onLost = (): void => {
        for (const key of missing.keys()) sent.add(key);
      };
      return { kind: "send", body, told, onLost };
    },
    options,
    signal,
  );
  return done.kind === "failed" ? { kind: "failed", failure: done.failure } : { ...done.told, record: done.record };
}

/** What an edit of a record would be. */
interface NotesPlan {
  /** The articles whose notes it lacks. */
  readonly lacking: readonly NoteArticle[];
  /** Of those, by their keys, the ones whose notes are added: each text once. */
  readonly missing: ReadonlyMap<string, NoteArticle>;
  /** Keys of those that a note of others holds, and none of ours. */
  readonly theirs: readonly string[];
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
  const wanted = byKey(articles);
  const held = await heldNotes(record, [...wanted.values()], options, signal);
  if (held === null) return null;
  const lacking = [...wanted.values()].filter(({ key }) => !held.has(key));
  const missing = distinct(lacking, style);
  const theirs = [...wanted.keys()].filter((key) => held.get(key) === "theirs");
  if (missing.size === 0) return { lacking, missing, theirs, body: null };
  const body = editedRecord(record, {
    noteRows: [...missing.values()].map((article) => noteRow(article, now, style)),
    lastSeen: setLastSeen ? now.toISOString() : null,
  });
  return body === null ? null : { lacking, missing, theirs, body };
}

/** By key, and each text once: an article may have been told by another key before others came to its address. */
export function distinct(articles: readonly NoteArticle[], style: NoteStyle | undefined): Map<string, NoteArticle> {
  const byText = new Map<string, NoteArticle>();
  for (const article of articles) {
    const text = folded(noteText(article, style));
    if (!byText.has(text)) byText.set(text, article);
  }
  return new Map([...byText.values()].map((article) => [article.key, article]));
}

/** One article for each key: the first, as one that was asked for when any of them was. */
export function byKey<T extends NoteArticle>(articles: readonly T[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const article of articles) {
    const known = found.get(article.key);
    if (known === undefined) found.set(article.key, article);
    else if (article.asked === true && known.asked === undefined) found.set(article.key, { ...known, asked: true });
  }
  return found;
}

/** True when the record has a note for each of the articles, or notes of a form that cannot be read. */
export async function holdsAll(
  record: IndicatorRecord,
  articles: readonly NoteArticle[],
  options: Pick<NoteOptions, "style" | "wait" | "journal" | "onLongNote">,
  signal: AbortSignal,
): Promise<boolean> {
  const held = await heldNotes(record, articles, options, signal);
  return held === null || articles.every(({ key }) => held.has(key));
}

/** The note of an article as the JSON text of a grid row. The time has a zone; the original's had none and shows as empty. */
export function noteRow(article: NoteArticle, now: Date, style: NoteStyle = DEFAULT_STYLE): string {
  return JSON.stringify({ notes: noteText(article, style), timestamp: now.toISOString() });
}
