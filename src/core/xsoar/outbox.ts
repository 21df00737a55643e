import type { Article, Match, ReviewReason, RowPending } from "../model/model";
import type { Translate } from "../text/translate";
import { type StoredReason, wordedReason } from "./storedFailures";

/** A note from the moment it is decided until the server has confirmed it. */
export interface OutboxNote {
  /** Whole: the article may leave the memory before it is written. */
  readonly article: Article;
  readonly matches: readonly Match[];
  /** ISO 8601 UTC. */
  readonly decided: string;
  /** The server has confirmed it; kept until its row says so too. */
  readonly done: boolean;
  /** A person asked for it by name: it is written whatever the limits say, and no limit counts it. */
  readonly asked?: true;
  /** Why the last run left it to be reviewed. Of what was not asked for; each run decides anew. */
  readonly review?: ReviewReason;
}

/** A record the user wants made. Both times ISO 8601 UTC. */
interface OutboxCreation {
  readonly decided: string;
  /** When it was sent; null before. What became of it is not known as long as this stands. */
  readonly sentAt: string | null;
}

/** What waits for XSOAR under one name. */
export interface OutboxRow {
  readonly owner: boolean;
  readonly create: OutboxCreation | null;
  readonly notes: readonly OutboxNote[];
  readonly why: StoredReason;
  /** When the last creation was sent whose record the server has made and did not find yet: ISO 8601. */
  readonly made?: string;
  /** The user does not want to be asked for a record as long as this waits. */
  readonly dismissed?: true;
}

/** By name. */
export type Outbox = ReadonlyMap<string, OutboxRow>;

const EMPTY_ROW: OutboxRow = { owner: true, create: null, notes: [], why: { kind: "notTried" } };

/** A note to be queued. */
export type NewNote = Pick<OutboxNote, "article" | "matches" | "asked">;

/**
 * Adds notes under a name, each article once.
 *
 * @param asked true: a person asked for them by name, so what was confirmed before is to be written anew, and no limit holds them
 */
export function queueNotes(
  outbox: Outbox,
  name: string,
  owner: boolean,
  notes: readonly NewNote[],
  now: Date,
  asked = false,
): Outbox {
  if (notes.length === 0) return outbox;
  const row = outbox.get(name) ?? EMPTY_ROW;
  const byKey = new Map(row.notes.map((note) => [note.article.key, note]));
  let changed = row.owner !== owner || !outbox.has(name);
  for (const { article, matches } of notes) {
    const known = byKey.get(article.key);
    if (known !== undefined && (!asked || (!known.done && known.asked === true))) continue;
    changed = true;
    const decided = known === undefined || known.done ? now.toISOString() : known.decided;
    byKey.set(article.key, { article, matches, decided, done: false, ...(asked ? { asked } : {}) });
  }
  return changed ? withRow(outbox, name, { ...row, owner, notes: [...byKey.values()] }) : outbox;
}

/** Notes down that the user wants a record made. */
export function queueCreation(outbox: Outbox, name: string, now: Date): Outbox {
  const row = outbox.get(name) ?? EMPTY_ROW;
  if (row.create !== null) return outbox;
  return withRow(outbox, name, { ...row, create: { decided: now.toISOString(), sentAt: null } });
}

/** Notes down that creations are about to be sent. */
export function markSent(outbox: Outbox, names: readonly string[], now: Date): Outbox {
  return names.reduce((rest, name) => {
    const row = rest.get(name);
    if (row === undefined) return rest;
    const decided = row.create?.decided ?? now.toISOString();
    return withRow(rest, name, { ...row, create: { decided, sentAt: now.toISOString() } });
  }, outbox);
}

/**
 * The server has confirmed these notes (by article key), and with them the record.
 *
 * @param unseen true: it has made the record and does not find it yet
 */
export function confirm(outbox: Outbox, name: string, keys: ReadonlySet<string>, unseen = false): Outbox {
  const row = outbox.get(name);
  if (row === undefined) return outbox;
  const notes = row.notes.map((note) => (keys.has(note.article.key) ? { ...note, done: true } : note));
  const { made: before, ...rest } = row;
  const made = row.create?.sentAt ?? before;
  return withRow(outbox, name, { ...rest, create: null, notes, ...(unseen && made !== undefined ? { made } : {}) });
}

/** Notes down that the user does not want to be asked for a record of these names. For those that have no row to say so. */
export function withoutQuestion(outbox: Outbox, names: readonly string[]): Outbox {
  return names.reduce((rest, name) => {
    const row = rest.get(name);
    return row?.why.kind === "missing" ? withRow(rest, name, { ...row, dismissed: true }) : rest;
  }, outbox);
}

/** Notes down which of some notes (by key) were left to be reviewed, and that the others of them were not. */
export function markReview(
  outbox: Outbox,
  name: string,
  keys: ReadonlySet<string>,
  held: ReadonlyMap<string, ReviewReason>,
): Outbox {
  const row = outbox.get(name);
  if (row === undefined) return outbox;
  const notes = row.notes.map((note): OutboxNote => {
    const { review: before, ...rest } = note;
    const review = held.get(note.article.key);
    if (!keys.has(note.article.key) || before === review) return note;
    return review === undefined ? rest : { ...rest, review };
  });
  return withRow(outbox, name, { ...row, notes });
}

/** Notes down why it still waits. */
export function explain(outbox: Outbox, name: string, why: StoredReason): Outbox {
  const row = outbox.get(name);
  return row === undefined ? outbox : withRow(outbox, name, { ...row, why });
}

/** Gives up notes of a name, with the creation when nothing is left or no keys are named. @param kept those that stay all the same */
export function discard(
  outbox: Outbox,
  name: string,
  keys: ReadonlySet<string> | null,
  kept: ReadonlySet<string> = new Set(),
): Outbox {
  const row = outbox.get(name);
  if (row === undefined) return outbox;
  const notes = row.notes.filter(
    ({ article, done }) => done || kept.has(article.key) || (keys !== null && !keys.has(article.key)),
  );
  const create = keys === null || notes.every(({ done }) => done) ? null : row.create;
  return withRow(outbox, name, { ...row, create, notes });
}

/** Without what is confirmed, once the rows say so. */
export function tidied(outbox: Outbox): Outbox {
  const isTidy = ({ notes, create, made }: OutboxRow): boolean =>
    !notes.some(({ done }) => done) && (notes.length > 0 || create !== null || made !== undefined);
  if ([...outbox.values()].every(isTidy)) return outbox;
  const rows = new Map<string, OutboxRow>();
  for (const [name, row] of outbox) {
    const notes = row.notes.filter(({ done }) => !done);
    if (notes.length > 0 || row.create !== null || row.made !== undefined) rows.set(name, { ...row, notes });
  }
  return rows;
}

/** What waits under an alias goes over to every profile it turned out to belong to. */
export function movedToOwners(outbox: Outbox, ownersOf: ReadonlyMap<string, readonly string[]>): Outbox {
  let moved = outbox;
  for (const [alias, row] of outbox) {
    const owners = row.owner ? undefined : ownersOf.get(alias);
    if (owners === undefined) continue;
    const rest = new Map(moved);
    rest.delete(alias);
    for (const owner of owners) {
      const target = rest.get(owner) ?? EMPTY_ROW;
      const known = new Set(target.notes.map(({ article }) => article.key));
      rest.set(owner, {
        ...target,
        notes: [...target.notes, ...row.notes.filter(({ article }) => !known.has(article.key))],
      });
    }
    moved = rest;
  }
  return moved;
}

/** False for a row that only remembers what was done. */
export function isWaiting(row: OutboxRow): boolean {
  return row.create !== null || openNotes(row).length > 0;
}

/** The notes that no server has confirmed yet. */
export function openNotes(row: Pick<OutboxRow, "notes">): readonly OutboxNote[] {
  return row.notes.filter(({ done }) => !done);
}

/** What the sidebar says of it; null when nothing waits. */
export function rowPending(row: OutboxRow, t: Translate): RowPending | null {
  if (!isWaiting(row)) return null;
  const open = openNotes(row);
  const since = [...open.map(({ decided }) => decided), ...(row.create === null ? [] : [row.create.decided])];
  return {
    notes: open.length,
    create: row.create !== null,
    why: wordedReason(row.why, t),
    since: since.toSorted()[0] ?? "",
  };
}

function withRow(outbox: Outbox, name: string, row: OutboxRow): Outbox {
  return new Map(outbox).set(name, row);
}
