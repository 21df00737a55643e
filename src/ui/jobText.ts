import type { JobId } from "../core/model/model";
import type { OtherReport, OwnTrouble, PageChange, PageState, ProposalsReport } from "../core/jobs/jobReports";
import type { Translate } from "../core/text/translate";
import { apart, inLine, oneLine } from "../core/text/foreignText";
import { unreadSentences } from "./sentences";

/** A job by its name, as its section in the side bar is called. */
export function jobName(job: JobId, t: Translate): string {
  switch (job) {
    case "articles":
      return t("Articles");
    case "keywords":
      return t("Keywords");
    case "counts":
      return t("Counts");
    case "contents":
      return t("Contents");
    default:
      return oneLine(job);
  }
}

/** What a run of a job found, in one to three sentences. */
export function jobSentence(report: OtherReport, t: Translate): string {
  return [found(report, t), ...unreadSentences(report.sources, t)].join(" ");
}

/** What the script of a job has proposed for records, in a sentence. */
export function proposalSentence({ own, records, proposals }: ProposalsReport, t: Translate): string {
  const values = { job: oneLine(own.name), records, count: proposals.length };
  return proposals.length === 0
    ? t("{job}: nothing to change of {records|record|records}.", values)
    : t("{job}: {count|change|changes} of records proposed, which {count:waits|wait} for your review.", values);
}

function found(report: OtherReport, t: Translate): string {
  switch (report.job) {
    case "rows": {
      const values = { job: oneLine(report.own.name), count: report.newRows.length };
      return t("{job}: {count|new row|new rows}.", values);
    }
    case "keywords": {
      const count = report.newArticles.length;
      if (report.own !== undefined)
        return t("{job}: {count|new article|new articles}.", { job: oneLine(report.own.name), count });
      return count === 1 ? t("Keywords: 1 new article.") : t("Keywords: {count} new articles.", { count });
    }
    case "counts": {
      const count = report.rows.reduce((sum, { pages }) => sum + pages.length, 0);
      if (report.own !== undefined) return t("{job}: {count|hit|hits}.", { job: oneLine(report.own.name), count });
      return count === 1 ? t("Counts: 1 hit.") : t("Counts: {count} hits.", { count });
    }
    case "contents": {
      const changed = countOf(report.pages, "changed");
      const fresh = countOf(report.pages, "new");
      if (report.own !== undefined) {
        const job = oneLine(report.own.name);
        return changed === 0 && fresh > 0
          ? t("{job}: {count|page|pages} read for the first time.", { job, count: fresh })
          : t("{job}: {count|page|pages} changed.", { job, count: changed });
      }
      if (changed === 0 && fresh > 0) {
        return fresh === 1
          ? t("Contents: 1 page read for the first time.")
          : t("Contents: {count} pages read for the first time.", { count: fresh });
      }
      return changed === 1 ? t("Contents: 1 page changed.") : t("Contents: {count} pages changed.", { count: changed });
    }
  }
}

function countOf(pages: readonly PageState[], wanted: PageChange): number {
  return pages.filter(({ change }) => change === wanted).length;
}

/** True when a run found something that is worth a notification by itself. A count is no news. */
export function isNews(report: OtherReport): boolean {
  switch (report.job) {
    case "keywords":
      return report.newArticles.length > 0;
    case "rows":
      return report.newRows.length > 0;
    case "counts":
      return false;
    case "contents":
      return countOf(report.pages, "changed") > 0;
  }
}

/** True when a run has something to show for itself although it is no news. */
export function isResult(report: OtherReport): boolean {
  return report.job === "counts" || (report.job === "contents" && countOf(report.pages, "new") > 0);
}

/** What has changed first, what could not be read last but for what is the same; else as configured. */
export function byChange(pages: readonly PageState[]): readonly PageState[] {
  const order: readonly PageChange[] = ["changed", "new", "failed", "same"];
  return [...pages].sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
}

/** "changed 3 Mar 2026, 08:00" or "failed: the server answers with 404.": what stands beside a page. */
export function pageDescription(page: PageState, date: (iso: string) => string, reason: string, t: Translate): string {
  switch (page.change) {
    case "changed":
      return page.changed === null ? t("changed") : t("changed {date}", { date: date(page.changed) });
    case "new":
      return page.read === null ? t("new") : t("new {date}", { date: date(page.read) });
    case "same":
      return page.changed === null ? t("same") : t("same since {date}", { date: date(page.changed) });
    case "failed":
      return t("failed: {reason}", { reason: apart(reason) });
  }
}

/** An address without what all have in common. */
export function shortAddress(url: string): string {
  return oneLine(url)
    .replace(/^https?:\/\/(?:www\.)?/i, "")
    .replace(/\/$/, "");
}

interface MarkedText {
  readonly text: string;
  /** UTF-16 offsets of the name. */
  readonly mark: readonly [start: number, end: number];
}

/** Before the name in a row, which is narrow. */
const SHORT = 16;

/** What only scripts and data are written with; 35 characters of a page's source on each side are all there is to tell by. */
const SCRIPT =
  /["'`]\s*[;\]}]|["'`]\s*:\s*["'`{[\dtfn]|[{[]\s*["'`]|=\s*["'`{[]|=>|\bfunction\s*\(|\);|&&|\|\||\b(?:var|let|const)\s+\w+\s*=/;

/**
 * What stands around a name on a page, as one line: the source of it, or, for a row, a few words. These are without tags, without the
 * inside of one that the name stands in, and without script.
 */
export function markedContext(name: string, before: string, from: string, short: boolean): MarkedText {
  const held = inLine(from.slice(0, name.length));
  const behind = from.slice(name.length);
  const isInTag = /<[^<>]*$/.test(before);
  const head = short ? words(before.replace(/^[^<>]*>/, "").replace(/<[^<>]*$/, "")).slice(-SHORT) : inLine(before);
  const rest = short
    ? words((isInTag ? behind.replace(/^[^<>]*(?:>|$)/, " ") : behind).replace(/<[^<>]*$/, ""))
    : inLine(behind);
  const start = `…${short ? head.trimStart() : head}`;
  return { text: `${start}${held}${rest.trimEnd()}…`, mark: [start.length, start.length + held.length] };
}

/** The words of a piece of source; none where it is script. */
function words(markup: string): string {
  const text = inLine(markup.replace(/<[^<>]*>/g, " "));
  return SCRIPT.test(text) ? "" : text;
}

/** "router, 2 articles": a keyword for screen readers. */
export function keywordSentence(keyword: string, articles: number, t: Translate): string {
  return t("{name}, {count|article|articles}", { name: oneLine(keyword), count: articles });
}

/** "Conti, on 3 pages": a counted name for screen readers. */
export function countSentence(name: string, pages: number, t: Translate): string {
  return t("{name}, on {count|page|pages}", { name: oneLine(name), count: pages });
}

/** "Conti on news.example/a: …the gang Conti strikes…": a place of a counted name for screen readers. */
export function placeSentence(name: string, url: string, context: string, t: Translate): string {
  return t("{name} on {page}: {context}", { name: oneLine(name), page: shortAddress(url), context });
}

/** "Page news.example/a: changed 3 Mar 2026, 08:00": a watched page for screen readers. */
export function contentSentence(url: string, description: string, t: Translate): string {
  return t("Page {page}: {state}", { page: shortAddress(url), state: description });
}

/** What the row of a job of the user's own says of what keeps it from running, beside what it has found. */
export function troubleWords(trouble: OwnTrouble | null, t: Translate): string {
  switch (trouble) {
    case null:
      return "";
    case "broken":
      return t("configuration has errors");
    case "consent":
      return t("needs your consent");
    case "script":
      return t("its script cannot be run");
    case "paused":
      return t("paused: its script has failed too often");
    case "failed":
      return t("its script has failed");
  }
}
