import { oneLine } from "../core/text/foreignText";
import type { ProfileArticle, ProfileMatches } from "../core/model/model";
import { plainText } from "../core/text/translate";
import { describePending, describeReview } from "../core/xsoar/describePending";
import type { PendingRow, PlannedNote, PlannedWrite } from "../core/xsoar/reports";
import type { ReviewCommand } from "./commands";
import { counted } from "./counted";
import { articleDate } from "../core/model/articleDate";

/** What would be written, as `review --json` lists it. */
export function writesJson(writes: readonly PlannedWrite[]): readonly object[] {
  return writes.map(({ kind, id, value, names, notes }) => ({
    kind,
    record: id,
    value,
    names,
    notes: notes.map(({ title, url, source, published, text, names: foundFor, why, review }) => ({
      title,
      url,
      source,
      published,
      text,
      names: foundFor,
      why,
      ...(review === undefined ? {} : { review, message: describeReview(review, plainText) }),
    })),
  }));
}

/** The same for people. */
export function writesLines(writes: readonly PlannedWrite[], pending: readonly PendingRow[]): readonly string[] {
  const whyOf = new Map(pending.map(({ name, why }) => [name, describePending(why, plainText)]));
  return writes.flatMap(({ kind, id, value, names, notes }) => {
    const record = kind === "create" ? "a new record" : `record ${id}`;
    const others = names.length === 1 && names[0] === value ? "" : ` (found for ${names.map(oneLine).join(", ")})`;
    const why = new Set(names.flatMap((name) => whyOf.get(name) ?? []));
    return [
      `${oneLine(value)}: ${counted(notes.length, "note")} for ${record}${others}`,
      ...(notes.some(({ review }) => review !== undefined) ? [] : [...why].map((reason) => `  ${reason}`)),
      ...notes.flatMap(noteLines),
    ];
  });
}

/** What is known without a server: of each name the articles that wait, and with `known` those never noted. */
export function storedJson(rows: readonly ProfileMatches[], command: ReviewCommand): object {
  return {
    waiting: rows.flatMap((row) => {
      const notes = row.articles.filter((item) => isOpen(item, command));
      if (notes.length === 0) return [];
      const listed = notes.map(({ article: { title, url, source, published }, note }) => ({
        title,
        url,
        source,
        published,
        state: note,
      }));
      return [{ names: [row.name], notes: listed }];
    }),
  };
}

/** The same for people. */
export function storedLines(rows: readonly ProfileMatches[], command: ReviewCommand): readonly string[] {
  const lines = rows.flatMap(({ name, articles, pending }) => {
    const notes = articles.filter((item) => isOpen(item, command));
    if (notes.length === 0) return [];
    return [
      `${name}: ${counted(notes.length, "note")}`,
      ...(pending === undefined ? [] : [`  ${describePending(pending.why, plainText)}`]),
      ...notes.flatMap(({ article }) => noteLines(article)),
    ];
  });
  return lines.length > 0 ? lines : ["Nothing waits to be written to XSOAR."];
}

function isOpen({ article, note }: ProfileArticle, { known, since }: ReviewCommand): boolean {
  if (since !== null && articleDate(article) < since) return false;
  return note === "pending" || note === "review" || (known && note === "off");
}

function noteLines({
  title,
  url,
  review,
  ...dates
}: Pick<PlannedNote, "title" | "url" | "published" | "found" | "updated" | "review">): readonly string[] {
  return [
    `  ${articleDate(dates).slice(0, 10)}  ${oneLine(title)}${dates.updated === undefined ? "" : " (updated)"}`,
    `    ${oneLine(url)}`,
    ...(review === undefined ? [] : [`    ${describeReview(review, plainText)}`]),
  ];
}
