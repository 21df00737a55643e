import { KEEP_ARTICLES_DAYS } from "../limits";
import { type RowMemory, daysBefore } from "../memory/memory";
import { storedArticles } from "../memory/storedArticles";
import type { Workspace } from "../memory/workspace";
import { articleDate } from "../model/articleDate";
import type { Article } from "../model/model";

/** A stored article with the names that were found in it. */
export interface FoundArticle {
  readonly article: Article;
  readonly names: readonly string[];
}

/** What is stored beside the archive. */
interface Kept {
  readonly rows: ReadonlyMap<string, RowMemory>;
  /** The articles of the rows. */
  readonly matched: ReadonlyMap<string, Article>;
  readonly ofKeywords: Iterable<Article>;
}

/** The stored articles of a source, newest first. @param addresses those at which it was read, as told */
export async function articlesOfSource(
  { memory, clock }: Workspace,
  addresses: ReadonlySet<string>,
  { rows, matched, ofKeywords }: Kept,
): Promise<readonly FoundArticle[]> {
  const oldest = daysBefore(clock.now(), KEEP_ARTICLES_DAYS);
  const own = new Map<string, Article>();
  const keep = (articles: Iterable<Article>): void => {
    for (const article of articles) {
      if (addresses.has(article.source) && article.found >= oldest) own.set(article.key, article);
    }
  };
  keep(ofKeywords);
  for await (const piece of storedArticles(memory.archive, matched, oldest)) keep(piece);
  const names = new Map<string, string[]>();
  for (const [name, { items }] of rows) {
    for (const { key } of items) if (own.has(key)) names.set(key, [...(names.get(key) ?? []), name]);
  }
  return [...own.values()]
    .map((article) => ({ article, names: names.get(article.key) ?? [] }))
    .toSorted((a, b) => articleDate(b.article).localeCompare(articleDate(a.article)));
}
