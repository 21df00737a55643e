import type { Memory, RowItem, RowMemory } from "../memory/memory";
import type { Article, NoteState, ProfileArticle, ProfileMatches } from "../model/model";
import { type IsAside, withoutAside } from "../notes/heldByTriage";
import type { Translate } from "../text/translate";
import { type OutboxNote, type OutboxRow, openNotes, rowPending } from "../xsoar/outbox";
import { wordedRecord } from "../xsoar/storedFailures";
import { articleDate } from "../model/articleDate";

/**
 * The rows as the sidebar shows them: articles newest first, articles no longer stored left out unless their notes wait
 * for XSOAR. A name that has nothing but waiting notes (its profile was removed) has a row as well; one that has nothing has none.
 *
 * @param isOut whether a story keeps back the notes of an article (by key): they are not spoken of
 * @param order names as the configuration lists them, in which they come first whatever order the memory has them in; others follow by the
 * alphabet. Empty: not known, so that all stay in the memory's order.
 */
export function shownRows(
  { rows, articles, outbox: all }: Pick<Memory, "rows" | "articles" | "outbox">,
  order: readonly string[],
  t: Translate,
  isOut: IsAside = () => false,
): readonly ProfileMatches[] {
  const outbox = withoutAside(all, isOut);
  const places = new Map(order.toReversed().map((name, index) => [name, order.length - index]));
  const placeOf = (name: string): number => places.get(name) ?? Number.POSITIVE_INFINITY;
  const names = [...new Set([...rows.keys(), ...outbox.keys()])];
  if (order.length > 0) names.sort((a, b) => compare(placeOf(a), placeOf(b)) || compare(a, b));
  return names.flatMap((name) => {
    const row = rows.get(name);
    const waiting = outbox.get(name);
    const shown = rowArticles(row, articles, waiting, isOut);
    const pending = waiting === undefined ? null : rowPending(waiting, t);
    if (shown.length === 0 && pending === null) return [];
    return [
      {
        name,
        owner: row?.owner ?? waiting?.owner ?? true,
        record: wordedRecord(row?.record ?? { kind: "unknown" }, t),
        articles: shown.sort((a, b) => compare(articleDate(b.article), articleDate(a.article))),
        ...(pending === null ? {} : { pending }),
      },
    ];
  });
}

function rowArticles(
  row: RowMemory | undefined,
  articles: ReadonlyMap<string, Article>,
  waiting: OutboxRow | undefined,
  isOut: IsAside,
): ProfileArticle[] {
  const queued = new Map(waiting?.notes.map((note) => [note.article.key, note]));
  const shown = (row?.items ?? []).flatMap((item): ProfileArticle[] => {
    const article = articles.get(item.key);
    const note = queued.get(item.key);
    return article === undefined
      ? []
      : [
          {
            ...item,
            article,
            note: note === undefined && item.note === "pending" && isOut(item.key) ? "off" : noteState(item, note),
          },
        ];
  });
  const known = new Set(shown.map(({ article }) => article.key));
  const others = (waiting === undefined ? [] : openNotes(waiting)).flatMap(({ article, matches }): ProfileArticle[] =>
    known.has(article.key) ? [] : [{ article, matches, read: true, note: noteState(null, queued.get(article.key)) }],
  );
  return [...shown, ...others];
}

/** What the outbox says of a note comes before what the row says. */
function noteState(item: RowItem | null, queued: OutboxNote | undefined): NoteState {
  if (queued === undefined)
    return item?.note === "noted" && item.theirs === true ? "theirs" : (item?.note ?? "pending");
  if (queued.done) return "noted";
  return queued.review === undefined ? "pending" : "review";
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
