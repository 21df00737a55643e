import { articleAddress } from "../urls/articleAddress";
import { addressOfKey, fragmentOf } from "../urls/articleKey";
import type { Wait } from "./client";
import { DEFAULT_STYLE, type NoteArticle, type NoteStyle, noteHeadline, noteText, withoutRemark } from "./noteText";
import { addressForms, canonicalHostOf, noteUrls } from "./noteUrls";
import { ownAddress } from "./ownAddress";
import { type IndicatorRecord, noteTexts } from "./record";

/** UTF-16 units of notes read before other work of the process gets its turn: some milliseconds' worth. */
const TEXT_PER_TURN = 50_000;

/** Our own journal of notes, by the ID of the record. */
export interface Journal {
  /** Whether the note of an article (by key) was written onto the record. */
  has(record: string, key: string): boolean;
  /** The key of the article that a note of the record is about, when its text is one of ours. */
  keyOf(record: string, text: string): string | undefined;
}

interface HeldOptions {
  readonly style?: NoteStyle;
  readonly wait: Wait;
  readonly journal?: Journal;
  /** Called for a record with a note whose beginning is not read, since it is too long. */
  readonly onLongNote?: (record: IndicatorRecord) => void;
}

/** Who has written the note that holds an article. */
type Holder = "ours" | "theirs";

/**
 * Which of some articles (by key) the record's notes hold; null when the notes are of a form that cannot be read. A note is known
 * by our journal; else by the address at the place where our template has it; in notes of others by any address. An article that shares
 * its address with others is known by address and headline. An address anywhere else in a note of ours is the headline's, and says nothing.
 */
export async function heldNotes(
  record: IndicatorRecord,
  articles: readonly NoteArticle[],
  { style = DEFAULT_STYLE, wait, journal, onLongNote }: HeldOptions,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Holder> | null> {
  const texts = noteTexts(record);
  if (texts === null) return null;
  const held = new Map<string, Holder>();
  const wanted = new Map<string, NoteArticle[]>();
  const lines = new Map<string, string[]>();
  for (const article of articles) {
    // Who asks for a note by name wants it on the record, whatever was written there before.
    if (article.asked === undefined && journal?.has(record.id, article.key) === true) held.set(article.key, "ours");
    for (const url of addressesOf(article)) wanted.set(url, [...(wanted.get(url) ?? []), article]);
    const ownLine = folded(noteText(article, style));
    lines.set(ownLine, [...(lines.get(ownLine) ?? []), article.key]);
  }
  const hosts = new Set([...wanted.keys()].map(canonicalHostOf));
  const templates = [...new Set([style.template, withoutRemark(style.template), DEFAULT_STYLE.template])];
  let sinceTurn = 0;
  for (const text of texts) {
    sinceTurn += text.length;
    if (sinceTurn > TEXT_PER_TURN) {
      sinceTurn = 0;
      await wait(0, signal);
    }
    const line = folded(text);
    const journalled = journal?.keyOf(record.id, text);
    const known = lines.get(line) ?? (journalled === undefined ? undefined : [journalled]);
    if (known !== undefined) {
      for (const key of known) held.set(key, "ours");
      continue;
    }
    const own = templates.map((template) => ownAddress(text, template)).find((address) => address !== null) ?? null;
    for (const url of own === null ? noteUrls(text, hosts, () => onLongNote?.(record)) : addressForms(own)) {
      for (const article of wanted.get(url) ?? []) {
        if (own !== null && !isSamePlace(own, article.url)) continue;
        if (isShared(article) && !line.includes(folded(noteHeadline(article)))) continue;
        if (own !== null) held.set(article.key, "ours");
        else if (!held.has(article.key)) held.set(article.key, "theirs");
      }
    }
  }
  return held;
}

/** By which addresses a note is known to be of the article: its own, and the one it had first. */
function addressesOf({ key, url }: NoteArticle): ReadonlySet<string> {
  return new Set([articleAddress(url), articleAddress(addressOfKey(key).address)]);
}

/** Whether the address alone does not tell the article: its key says more than that. */
function isShared({ key }: NoteArticle): boolean {
  return addressOfKey(key).by !== null;
}

/** Whether two spellings of an address may mean one place: fragments tell them apart where both have one. */
function isSamePlace(one: string, other: string): boolean {
  const [a, b] = [fragmentOf(one), fragmentOf(other)];
  return a === b || a === "" || b === "";
}

/** A text as it is compared with others: white space counts once. */
export function folded(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
