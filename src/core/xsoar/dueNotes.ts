import type { ReviewReason } from "../model/model";
import { type NoteOptions, byKey, planNotes } from "./notes";
import type { NoteArticle } from "./noteText";
import type { IndicatorRecord } from "./record";

/** Why notes are left to be reviewed, by the keys of their articles. */
export type Held = ReadonlyMap<string, ReviewReason>;

/** Notes that are to be written onto one record. */
export interface DueNotes {
  /** Its ID; null for one that is to be made. */
  readonly record: string | null;
  /** Each once. */
  readonly articles: readonly NoteArticle[];
  /** Those whose notes the record lacks. */
  lacking(): Promise<readonly NoteArticle[]>;
}

/** Notes we have written onto a record, or made it with. */
export interface WrittenNotes {
  readonly kind: "notes" | "created";
  readonly record: { readonly id: string; readonly value: string };
  readonly names: readonly string[];
  readonly articles: readonly NoteArticle[];
}

/** What became of single notes of a request, by the keys of their articles. */
export interface NotesDetail {
  readonly held: Held;
  /** A note of others holds them. */
  readonly theirs: ReadonlySet<string>;
}

export const NO_DETAIL: NotesDetail = { held: new Map(), theirs: new Set() };

/** @param articles of all names that lead to the record */
export function dueOnto(
  record: IndicatorRecord,
  articles: readonly NoteArticle[],
  options: NoteOptions,
  signal: AbortSignal,
): DueNotes {
  const each = [...byKey(articles).values()];
  const lacking = async (): Promise<readonly NoteArticle[]> => {
    const plan = await planNotes(record, each, options, signal);
    return plan?.lacking ?? [];
  };
  return { record: record.id, articles: each, lacking };
}

/** @param articles of all names that share the record to be made */
export function dueForNew(articles: readonly NoteArticle[]): DueNotes {
  const each = [...byKey(articles).values()];
  return { record: null, articles: each, lacking: async () => each };
}
