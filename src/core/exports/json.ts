import { describeMatch } from "../matching/describeMatch";
import type { Translate } from "../text/translate";
import type { ExportRow } from "./exportRows";

/** Grows when a key changes its meaning or goes; new keys may come at any time. */
const VERSION = 1;

/**
 * The matches as JSON, in pieces: `{version, exported, profiles: [{name, aliases, articles: [{title, url, source, published, found, updated?, note?, story?, remark?, summary?,
 * sentences?, categories?, indicators?, matches: [{name, field, start, end, text, why, …}]}]}]}`. Times are ISO 8601 in UTC; indicators are refanged.
 *
 * @param time of the export
 */
export function* toJson(rows: readonly ExportRow[], time: Date, t: Translate): Iterable<string> {
  yield `{\n  "version": ${VERSION},\n  "exported": ${JSON.stringify(time)},\n  "profiles": [`;
  for (const [index, { name, owner, aliases, articles, sentences, stories }] of rows.entries()) {
    const head = indented({ name, owner, aliases }, "    ").replace(/\n {4}\}$/, "");
    yield `${index === 0 ? "" : ","}\n    ${head},\n      "articles": [`;
    for (const [place, { article, matches, note, triage }] of articles.entries()) {
      const { title, url, source, published, found, updated, summary, categories, indicators } = article;
      const whole = {
        title,
        url,
        source,
        published,
        found,
        updated,
        ...(note === null ? {} : { note }),
        story: stories.get(article.key),
        remark: triage?.remark || undefined,
        summary,
        sentences: sentences.get(article.key),
        categories,
        indicators,
        matches: matches.map((match) => ({ ...match, why: describeMatch(match, t) })),
      };
      yield `${place === 0 ? "" : ","}\n        ${indented(whole, "        ")}`;
    }
    yield "\n      ]\n    }";
  }
  yield "\n  ]\n}\n";
}

/** JSON of something within something else. No string of it has a line break of its own. */
export function indented(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${indent}`);
}
