import type { Article } from "./model";

/** What articles are sorted by and how old they are: by their last update, else their publication, else when they were found. ISO 8601 UTC. */
export function articleDate({ updated, published, found }: Pick<Article, "updated" | "published" | "found">): string {
  return updated ?? published ?? found;
}
