import type { ArticlesConfig } from "../config/types";
import type { Article } from "../model/model";
import type { Extract } from "../model/parseJob";
import { resultText } from "../results/resultFile";
import type { KeywordArticle, OwnJob } from "./jobReports";
import { withKeywords } from "./keywords";
import type { OwnScript } from "./ownScript";

export type FindArticles = (articles: Iterable<Article>) => readonly KeywordArticle[];

/** A job that keeps a list of articles of its own: *keywords*, or one of the user's. */
export interface ListJob {
  /** Null for *keywords*. */
  readonly own: OwnJob | null;
  /** Those of the articles that count, with their keywords. */
  readonly find: FindArticles;
  readonly filter: Pick<ArticlesConfig["websiteconfig"], "stopwords" | "specialHandling">;
  /** What of a page is an article; null for its links. */
  readonly extract: Extract | null;
  /** Whether what its result files hold can be read again. */
  readonly readsResults: boolean;
  readonly resultText: (articles: readonly KeywordArticle[], placeholder: string) => string;
  readonly script: OwnScript | null;
}

/** The shipped job *keywords*. */
export function keywordsList(keywords: readonly string[]): ListJob {
  return {
    own: null,
    find: (articles) => withKeywords(articles, keywords),
    filter: { stopwords: [], specialHandling: {} },
    extract: null,
    readsResults: true,
    resultText: plainResult,
    script: null,
  };
}

/** Headline and address of each, as the result files have always been. */
export function plainResult(articles: readonly KeywordArticle[], placeholder: string): string {
  return resultText(
    articles.map(({ article }) => article),
    placeholder,
  );
}
