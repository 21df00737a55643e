import type { Article } from "../model/model";
import { articleDate } from "../model/articleDate";
import { heldKeywords } from "../sources/heldKeywords";
import type { ByKeyword, KeywordArticle } from "./jobReports";

/** The articles whose headline or address holds a keyword, whatever its case. */
export function withKeywords(articles: Iterable<Article>, keywords: readonly string[]): readonly KeywordArticle[] {
  const heldBy = heldKeywords(keywords);
  const found: KeywordArticle[] = [];
  for (const article of articles) {
    const held = heldBy(article);
    if (held.length > 0) found.push({ article, keywords: held });
  }
  return found;
}

/** Keyword → its articles, newest first, in the order of the keywords. */
export function byKeyword(keywords: readonly string[], articles: readonly KeywordArticle[]): readonly ByKeyword[] {
  const newest = newestFirst(articles);
  return keywords.map((keyword) => ({
    keyword,
    articles: newest.filter((one) => one.keywords.includes(keyword)),
  }));
}

export function newestFirst(articles: readonly KeywordArticle[]): readonly KeywordArticle[] {
  return [...articles].sort((a, b) => (articleDate(b.article) < articleDate(a.article) ? -1 : 1));
}
