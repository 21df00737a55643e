import { describeMatch } from "../matching/describeMatch";
import type { Translate } from "../ports";
import type { ExportRow } from "./exportRows";

/** Grows when a key changes its meaning or goes; new keys may come at any time. */
const VERSION = 1;

/**
 * The matches as JSON: `{version, exported, profiles: [{name, aliases, articles: [{title, url, source, published, found, note, summary?,
 * sentences?, categories?, indicators?, matches: [{name, field, start, end, text, why, …}]}]}]}`. Times are ISO 8601 in UTC; indicators are refanged.
 *
 * @param time of the export
 */
export function toJson(rows: readonly ExportRow[], time: Date, t: Translate): string {
  const profiles = rows.map(({ name, owner, aliases, articles, sentences }) => ({
    name,
    owner,
    aliases,
    articles: articles.map(({ article, matches, note }) => {
      const { title, url, source, published, found, summary, categories, indicators } = article;
      return {
        title,
        url,
        source,
        published,
        found,
        note,
        summary,
        sentences: sentences.get(article.key),
        categories,
        indicators,
        matches: matches.map((match) => ({ ...match, why: describeMatch(match, t) })),
      };
    }),
  }));
  return `${JSON.stringify({ version: VERSION, exported: time.toISOString(), profiles }, null, 2)}\n`;
}
