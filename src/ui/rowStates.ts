import type { ProfileArticle, ProfileMatches } from "../core/model/model";
import { isAside } from "../core/model/triage";

/** Rows that have a row about their record below them: it is missing, or not one. */
export function needsRecordRow(row: ProfileMatches): boolean {
  const { kind } = row.record;
  const wanted = row.pending?.create === true;
  return (
    kind === "ambiguous" ||
    (kind === "failed" && row.pending === undefined) ||
    (kind === "missing" && row.owner && !wanted)
  );
}

/** Rows with something waiting that no row about the record speaks of. */
export function needsPendingRow(row: ProfileMatches): boolean {
  return row.pending !== undefined && !needsRecordRow(row);
}

/** Why a row waits, where that is a failure: the same for all that wait because XSOAR is left alone. */
export function troubleOf({ pending }: ProfileMatches): { readonly key: string; readonly message: string } | null {
  if (pending?.why.kind !== "failed") return null;
  const { code, message } = pending.why;
  return { key: code === "circuitOpen" ? code : message, message };
}

/** How many notes of a row wait for somebody to review them. */
export function reviewCount(row: ProfileMatches): number {
  return row.articles.reduce((count, item) => count + Number(item.note === "review"), 0);
}

/** How many articles of a row are unread. */
export function unreadCount({ articles }: Pick<ProfileMatches, "articles">): number {
  return articles.reduce((count, item) => count + Number(isUnread(item)), 0);
}

/** Whether somebody has still to look at an article: what is out of the way is for later, or for nobody. */
export function isUnread({ read, triage }: Pick<ProfileArticle, "read" | "triage">): boolean {
  return !read && !isAside(triage);
}
