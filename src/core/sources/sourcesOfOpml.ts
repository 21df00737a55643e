import type { NewSource } from "../config/addSources";
import type { SourceStatus } from "./sourceStatus";
import { categoryOf, foldersOf } from "../opml/category";
import type { OpmlFeed } from "../opml/types";

/** The feeds of an OPML file as sources; one that stands in several folders several times. An address is no name. */
export function sourcesOfOpml(feeds: readonly OpmlFeed[]): readonly NewSource[] {
  return feeds.map(({ title, folders, xmlUrl }) => ({
    kind: "feed",
    url: xmlUrl,
    name: title === xmlUrl ? "" : title,
    category: categoryOf(folders),
  }));
}

/**
 * The configured feeds as an OPML file holds them, in the order of the configuration. Pages are no feeds and are left out. Each
 * outline has a text, as OPML wants it: the address where the feed has no name.
 */
export function feedsForOpml(sources: readonly SourceStatus[]): readonly OpmlFeed[] {
  return sources
    .filter(({ kind }) => kind === "feed")
    .toSorted((a, b) => a.order - b.order)
    .flatMap(({ url, name, category }) =>
      foldersOf(category).map((folders) => ({ folders, title: name === "" ? url : name, xmlUrl: url, htmlUrl: "" })),
    );
}

/** How many of the configured sources an OPML file holds, in however many folders each stands, and how many it cannot hold. */
export function countForOpml(sources: readonly Pick<SourceStatus, "kind">[]): {
  readonly feeds: number;
  readonly pages: number;
} {
  const feeds = sources.filter(({ kind }) => kind === "feed").length;
  return { feeds, pages: sources.length - feeds };
}
