import { describeMatch } from "../core/matching/describeMatch";
import { defang } from "../core/model/indicators";
import type { Article, Match, ProfileArticle, ProfileMatches, RecordState, RowPending } from "../core/model/model";
import type { Translate } from "../core/text/translate";
import { siteName } from "../core/urls/siteName";
import { sameNameKey } from "../core/xsoar/query";
import { apart, oneLine } from "../core/text/foreignText";
import { describeLost, describePending } from "../core/xsoar/describePending";
import { isAmbiguous, isSigned, signWord } from "./rowSigns";
import { needsPendingRow, reviewCount, unreadCount } from "./rowStates";
import { remarkText } from "./triageText";
import { articleDate } from "../core/model/articleDate";

/** In a tooltip, of what the feed says of an article. */
export const SUMMARY_SHOWN = 280;
/** There as well; the rest is for the clipboard. */
const INDICATORS_SHOWN = 5;

/**
 * "3 unread · no record · 1 new": what stands beside a profile's name. That it has a record is said by its icon alone.
 *
 * @param listed the articles that stand below it, when they are not all
 * @param fresh how many of these the last scan has found
 */
export function profileDescription(
  row: ProfileMatches,
  t: Translate,
  listed: readonly ProfileArticle[] = row.articles,
  fresh = 0,
): string {
  const total = listed.length;
  const held = reviewCount(row);
  const waits = held === 0 && row.pending !== undefined && needsPendingRow(row) && row.pending.why.kind !== "notTried";
  return [
    ...(total > 0 ? [countText(listed, t)] : []),
    ...(row.owner ? [] : [t("alias")]),
    recordText(row.record, t),
    held > 0 ? t("{count} to review", { count: held }) : "",
    waits ? t("{count} waiting", { count: pendingCount(row.pending) }) : "",
    newText(fresh, t),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** "3 unread", or "12 read". */
export function countText(articles: readonly ProfileArticle[], t: Translate): string {
  const unread = unreadCount({ articles });
  return unread > 0 ? t("{count} unread", { count: unread }) : t("{count} read", { count: articles.length });
}

/** "1 new": how many of a row's articles the last scan has found; empty where there are none. */
export function newText(fresh: number, t: Translate): string {
  return fresh === 0 ? "" : t("{count} new", { count: fresh });
}

/** The state of a record in two or three words; empty when nothing is known, or when there is one. */
function recordText(record: RecordState, t: Translate): string {
  switch (record.kind) {
    case "unknown":
    case "found":
      return "";
    case "missing":
      return t("no record");
    case "ambiguous":
      return record.lost === undefined
        ? t("{count} records", { count: record.values.length })
        : t("record to be chosen again");
    case "failed":
      return t("record not checked");
  }
}

/** A profile in whole sentences, for its tooltip and for screen readers. */
export function profileSentence(row: ProfileMatches, t: Translate): string {
  const name = apart(row.name);
  const count = t("{name}: {total|article|articles}, {unread} of them unread.", {
    name,
    total: row.articles.length,
    unread: unreadCount(row),
  });
  const owner = row.owner ? [] : [t("An alias whose profile is not known.")];
  const waiting = row.pending === undefined ? "" : `${pendingRowLabel(row, false, t)}${reviewsAll(row) ? "." : ""}`;
  return [count, ...owner, recordSentence(row.record, t), waiting].filter((part) => part !== "").join(" ");
}

/** What is known about a record as a sentence; empty when nothing is. */
export function recordSentence(record: RecordState, t: Translate): string {
  switch (record.kind) {
    case "unknown":
      return "";
    case "found":
      return t("Its record in Cortex XSOAR is {value}.", { value: apart(record.value) });
    case "missing":
      return t("It has no record in Cortex XSOAR.");
    case "ambiguous":
      return record.lost === undefined
        ? t("Several records in Cortex XSOAR match: {values}. Nothing was written.", {
            values: record.values.map(apart).join(", "),
          })
        : describeLost(record.lost, record.values.map(apart), t);
    case "failed":
      return oneLine(record.message);
  }
}

/** Label of the row below a profile that tells what can be done about its record. */
export function recordRowLabel(row: ProfileMatches, t: Translate): string {
  switch (row.record.kind) {
    case "missing":
      return t("Create a Threat Actor record");
    case "ambiguous":
      if (row.record.lost !== undefined) return describeLost(row.record.lost, row.record.values.map(apart), t);
      return areTwins(row.record.values)
        ? t("Twin records, to be merged in Cortex XSOAR: {values}", {
            values: row.record.values.map(apart).join(", "),
          })
        : t("Several records match: {values}", { values: row.record.values.map(apart).join(", ") });
    case "failed":
      return t("Not checked: {reason}", { reason: apart(row.record.message) });
    case "found":
    case "unknown":
      return "";
  }
}

/** Records that bear one name: made at the same time by two, or imported twice. */
function areTwins(values: readonly string[]): boolean {
  return new Set(values.map(sameNameKey)).size < values.length;
}

/** "2 notes wait": beside the row that says why. */
export function recordRowDescription({ pending }: ProfileMatches, t: Translate): string {
  return pending === undefined ? "" : waiting(pending, t);
}

/**
 * "2 notes wait: Cortex XSOAR could not be reached.", "2 notes wait for review", or both: "3 notes wait, 2 of them for review: …".
 *
 * @param saidOnce the reason has a row of its own
 */
export function pendingRowLabel(row: ProfileMatches, saidOnce: boolean, t: Translate): string {
  const { pending } = row;
  if (pending === undefined) return "";
  const held = reviewCount(row);
  if (reviewsAll(row))
    return held === 1 ? t("1 note waits for review") : t("{count} notes wait for review", { count: held });
  const what =
    held === 0
      ? waiting(pending, t)
      : t("{what}, {count} of them for review", { what: waiting(pending, t), count: held });
  return saidOnce ? what : t("{what}: {why}", { what, why: apart(describePending(pending.why, t)) });
}

/** Whether nothing keeps what waits under a name from being written but a review. */
export function reviewsAll(row: ProfileMatches): boolean {
  const held = reviewCount(row);
  return held > 0 && row.pending !== undefined && !row.pending.create && row.pending.notes <= held;
}

/** What waits and why, as a sentence. */
export function pendingSentence(pending: RowPending, t: Translate): string {
  return t("{what}: {why}", { what: waiting(pending, t), why: apart(describePending(pending.why, t)) });
}

function waiting({ notes, create }: RowPending, t: Translate): string {
  if (create && notes === 0) return t("A new record waits");
  if (create)
    return notes === 1
      ? t("A new record with 1 note waits")
      : t("A new record with {count} notes waits", { count: notes });
  return notes === 1 ? t("1 note waits") : t("{count} notes wait", { count: notes });
}

function pendingCount({ notes, create }: RowPending): number {
  return notes + Number(create && notes === 0);
}

/**
 * "new · ambiguous · updated · darkreading.com · 2 h": whether the last scan has found it, whether its names leave open who is meant,
 * where it was found and how old it is.
 *
 * @param row the name it stands for, where its row does not stand below that
 */
export function articleDescription(
  item: ProfileArticle,
  now: Date,
  t: Translate,
  { isNew = false, name = "" }: { readonly isNew?: boolean; readonly name?: string } = {},
): string {
  return [
    isNew ? t("new") : "",
    remarkText(item),
    oneLine(name),
    isAmbiguous(item) ? t("ambiguous") : "",
    item.article.updated === undefined ? "" : t("updated"),
    sourceHost(item.article.source),
    age(articleDate(item.article), now, t),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** An article as a sentence for screen readers: neither the unread dot nor the sign of its note is to be seen there. */
export function articleSentence(
  item: ProfileArticle,
  now: Date,
  t: Translate,
  marks: { readonly isNew?: boolean; readonly name?: string } = {},
): string {
  const state = item.read ? t("Read") : t("Unread");
  const mark = item.triage?.mark == null ? "" : `, ${signWord(item.triage.mark.kind, t)}`;
  const note = isSigned(item.note) ? `, ${signWord(item.note, t)}` : "";
  return `${state}: ${headline(item)}${mark}${note}, ${articleDescription(item, now, t, marks)}`;
}

/** The headline, or the address when there is none. */
export function headline(item: Pick<ProfileArticle, "article">): string {
  const title = oneLine(item.article.title);
  return title === "" ? oneLine(item.article.url) : title;
}

/** When an article was published, and when it was changed so that it is news once more. */
export function dateLines(
  { published, updated }: Article,
  date: (iso: string) => string,
  t: Translate,
): readonly string[] {
  return [
    published === null ? t("No date published") : t("Published {date}", { date: date(published) }),
    ...(updated === undefined ? [] : [t("Updated {date}", { date: date(updated) })]),
  ];
}

/** Where an article is opened. */
export function addressLine({ url, ownAddress }: Article, t: Translate): string {
  return ownAddress === false
    ? t("{address}: its source, since it has no address of its own", { address: oneLine(url) })
    : oneLine(url);
}

/** Why an article stands below a profile, one line for each name and field. */
export function reasons(matches: readonly Match[], t: Translate): string[] {
  return [...new Set(matches.map((match) => oneLine(describeMatch(match, t))))];
}

/** "CVE-2026-1234, CVE-2026-1235" and "3 indicators: evil[.]example, …": what an article says of an attack, defanged. */
export function indicatorLines({ indicators = [] }: Article, t: Translate): string[] {
  const cves = indicators.filter(({ kind }) => kind === "cve").map(({ value }) => oneLine(value));
  const others = indicators.filter(({ kind }) => kind !== "cve");
  const values = others
    .slice(0, INDICATORS_SHOWN)
    .map((indicator) => oneLine(defang(indicator)))
    .join(", ");
  const more = others.length > INDICATORS_SHOWN ? ", …" : "";
  return [
    ...(cves.length === 0 ? [] : [cves.join(", ")]),
    ...(others.length === 0
      ? []
      : [
          others.length === 1
            ? t("1 indicator: {values}", { values })
            : t("{count} indicators: {values}", { count: others.length, values: values + more }),
        ]),
  ];
}

/** What became of the note of an article; empty where there is nothing to say. */
export function noteSentence(item: ProfileArticle, record: RecordState, t: Translate): string {
  switch (item.note) {
    case "noted":
      return t("Noted on the record in Cortex XSOAR.");
    case "theirs":
      return t("In your notes: a note of others on the record in Cortex XSOAR has this article.");
    case "review":
      return t("Waits for your review before it is noted on its record.");
    case "pending":
      return record.kind === "found"
        ? t("Waits to be noted on its record.")
        : recordSentence(record, t) || t("Waits to be noted on its record.");
    case "held":
      return t("Not noted in Cortex XSOAR: the alias may stand for several actors.");
    case "off":
      // Nobody who does without Cortex XSOAR has to hear of it.
      return record.kind === "unknown" ? "" : t("Not noted in Cortex XSOAR.");
  }
}

/** How rows name a source. */
export function sourceHost(source: string): string {
  return apart(siteName(source));
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "5 min", "3 h", "2 d", or the date when it is older than a month. Empty for what is no date. */
export function age(iso: string, now: Date, t: Translate): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return "";
  const passed = now.getTime() - time;
  // A feed's clock may be ahead of ours.
  if (passed < MINUTE) return t("now");
  if (passed < HOUR) return t("{count} min", { count: Math.floor(passed / MINUTE) });
  if (passed < DAY) return t("{count} h", { count: Math.floor(passed / HOUR) });
  if (passed < 31 * DAY) return t("{count} d", { count: Math.floor(passed / DAY) });
  return iso.slice(0, 10);
}
