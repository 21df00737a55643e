import type { NewMatches, ScanReport, SourceReport } from "../core/model/model";
import { safe } from "../core/text/foreignText";
import type { Translate } from "../core/text/translate";
import type { JobsDigest } from "./jobResults";

/** So many names stand in a notification; the list has the others. */
const NAMES_SAID = 3;
/** What a source fails with where the network does: nothing has answered. */
const UNREACHED: ReadonlySet<string> = new Set(["dns", "refused", "reset", "timeout", "network", "proxy", "tor"]);

/** "1 new match for Emberfox.", "4 new matches: Emberfox (3), Greyheron."; empty when there is none. */
export function newsSentence(rows: readonly NewMatches[], t: Translate): string {
  const count = rows.reduce((sum, row) => sum + row.articles.length, 0);
  const [first, ...others] = rows;
  if (first === undefined || count === 0) return "";
  const name = safe(first.name);
  if (others.length === 0) return t("{count|new match|new matches} for {name}.", { count, name });
  const names = rows
    .slice(0, NAMES_SAID)
    .map((row) =>
      row.articles.length === 1
        ? safe(row.name)
        : t("{name} ({count})", { name: safe(row.name), count: row.articles.length }),
    )
    .join(", ");
  const more = rows.length - NAMES_SAID;
  return more > 0
    ? t("{count|new match|new matches}: {names} and {more|other name|other names}.", { count, names, more })
    : t("{count|new match|new matches}: {names}.", { count, names });
}

/**
 * A scan in two or three words, for the status bar; empty where nothing could be read, or where other jobs alone have found something.
 *
 * @param scanned null: the articles were not read
 */
export function briefText(
  scanned: Pick<ScanReport, "newArticles" | "newMatches" | "sources"> | null,
  jobs: Pick<JobsDigest, "hasNews" | "hasResult">,
  t: Translate,
): string {
  const { newArticles = [], newMatches = [], sources = [] } = scanned ?? {};
  const count = newMatches.reduce((sum, row) => sum + row.articles.length, 0);
  if (count > 0) return t("{count|new match|new matches}", { count });
  const articles = newArticles.length;
  if (articles > 0) return t("{count|new article|new articles}, no match", { count: articles });
  return jobs.hasNews || jobs.hasResult || nothingReadSentence(sources, t) !== "" ? "" : t("nothing new");
}

/** Whether none of several servers has answered at all: that is rather the network here than all of them. */
export function isOffline(sources: readonly SourceReport[]): boolean {
  return (
    sources.length > 1 &&
    sources.every(
      ({ outcome, failure }) => outcome === "failed" && failure !== undefined && UNREACHED.has(failure.code),
    )
  );
}

/** What to say where nothing could be read; empty when something was. */
export function nothingReadSentence(sources: readonly SourceReport[], t: Translate): string {
  const total = sources.length;
  if (total === 0 || sources.some(({ outcome }) => outcome !== "failed")) return "";
  return isOffline(sources)
    ? t("No network? None of the {total|source|sources} answered.", { total })
    : t("{failed} of {total|source|sources} could not be read.", { failed: total, total });
}
