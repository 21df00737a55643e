import type { NewsWeb } from "./news/web";
import { type Hit, LATER_HITS, story } from "./news/stories";

/** One article of the news web, whatever its addresses and sources are. */
export interface TrueArticle {
  /** Headlines a reader may show; empty where no rule says what it is. */
  readonly titles: readonly string[];
  /** Every address it is published under. */
  readonly urls: readonly string[];
  /** The configured sources that publish it. */
  readonly sources: readonly string[];
  /** No result file of earlier runs holds it. */
  readonly isNew: boolean;
  /** What must be found in it; nothing else may be. */
  readonly hits: readonly Hit[];
}

/** An article that belongs to a row of the sidebar, and why. */
export interface TrueMatch {
  /** A profile, or an alias of unknown owner. */
  readonly row: string;
  readonly urls: readonly string[];
  readonly hits: readonly Hit[];
}

/** The record of a row, and the articles whose notes a first scan must add to it. */
export interface TrueNotes {
  readonly row: string;
  /** The record's value. */
  readonly record: string;
  readonly articles: readonly TrueArticle[];
}

/** Everything a first scan of the demo must find, and nothing more. */
export interface Truth {
  readonly articles: readonly TrueArticle[];
  readonly matches: readonly TrueMatch[];
  /** Addresses the web shows that are no articles. */
  readonly dropped: readonly string[];
  readonly failing: readonly { readonly url: string; readonly code: string }[];
  readonly notes: readonly TrueNotes[];
  /** Profiles without a record that are in the news: creating one is offered. */
  readonly missing: readonly string[];
  /** Aliases of unknown owner that no record lists: nothing is offered. */
  readonly unknown: readonly string[];
  /** Profiles in the news with several records: nothing is written. */
  readonly ambiguous: readonly string[];
  /** Aliases the sync must write, in order; names of unknown owner may stay besides. */
  readonly aliases: readonly string[];
  /** What the scan after the alias sync finds in the articles of the first. */
  readonly later: readonly TrueMatch[];
}

/** Which record a row's notes belong on, by the record's value. Rows that are not named here have none. */
const RECORD_OF: Readonly<Record<string, string>> = {
  APT: "APT",
  APT28: "APT28",
  WinterVivern: "Winter Vivern",
  TA473: "Winter Vivern",
  VenomSpider: "Venom Spider",
  CozyBear: "Cozy Bear",
  LockBit: "LockBit",
  Syrphid: "LockBit",
  Qakbot: "Pinkslipbot",
};

const AMBIGUOUS = ["BlackCat"];

/** The article whose note stands on its record already, under another spelling of its address. */
export const NOTED_STORY = "vivernWebmail";

/** The truth about a running news web. */
export function truthOf(news: NewsWeb): Truth {
  const articles = articlesOf(news);
  const matches = articles.flatMap((article) => rowsOf(article.hits).map((row) => matchOf(article, row)));
  const rows = [...new Set(matches.map(({ row }) => row))];
  const noted = story(NOTED_STORY).title;
  return {
    articles,
    matches,
    dropped: news.sources.flatMap(({ planted }) =>
      planted.filter(({ outcome }) => outcome === "dropped").map(({ url }) => url),
    ),
    failing: news.sources.flatMap(({ url, fails }) => (fails === undefined ? [] : [{ url, code: fails }])),
    notes: rows.flatMap((row) => {
      const record = RECORD_OF[row];
      if (record === undefined) return [];
      return [
        {
          row,
          record,
          articles: articles.filter(({ hits, titles }) => rowsOf(hits).includes(row) && !titles.includes(noted)),
        },
      ];
    }),
    missing: rows.filter(
      (row) => RECORD_OF[row] === undefined && !AMBIGUOUS.includes(row) && isProfileRow(articles, row),
    ),
    unknown: rows.filter((row) => RECORD_OF[row] === undefined && !isProfileRow(articles, row)),
    ambiguous: rows.filter((row) => AMBIGUOUS.includes(row)),
    aliases: ["Bitwise Spider", "Forest Blizzard", "Mercury", "QBot", "Sofacy", "Syrphid", "TA473", "UAC-0114"],
    later: LATER_HITS.map(({ story: id, profile, name }) => {
      const { title } = story(id);
      const urls = articles.find(({ titles }) => titles.includes(title))?.urls ?? [];
      return { row: profile, urls, hits: [{ profile, name, field: "title" }] };
    }),
  };
}

function articlesOf(news: NewsWeb): TrueArticle[] {
  const groups = new Map<
    string,
    { titles: Set<string>; urls: Set<string>; sources: Set<string>; isNew: boolean; hits: readonly Hit[] }
  >();
  for (const { url: source, planted } of news.sources) {
    for (const { url, title, same, hits, oldUrl, outcome } of planted) {
      if (outcome === "dropped") continue;
      const key = same ?? url;
      const group = groups.get(key) ?? { titles: new Set(), urls: new Set(), sources: new Set(), isNew: true, hits };
      groups.set(key, group);
      if (title !== null) group.titles.add(title);
      group.urls.add(url);
      group.sources.add(source);
      if (oldUrl !== undefined) group.isNew = false;
    }
  }
  return [...groups.values()].map((group) => ({
    ...group,
    titles: [...group.titles],
    urls: [...group.urls],
    sources: [...group.sources],
  }));
}

function rowsOf(hits: readonly Hit[]): string[] {
  return [...new Set(hits.map(rowOf))];
}

function rowOf({ profile, name }: Hit): string {
  return profile ?? name;
}

function matchOf({ urls, hits }: TrueArticle, row: string): TrueMatch {
  return { row, urls, hits: hits.filter((hit) => rowOf(hit) === row) };
}

function isProfileRow(articles: readonly TrueArticle[], row: string): boolean {
  return articles.some(({ hits }) => hits.some(({ profile }) => profile === row));
}
