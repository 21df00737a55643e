import type { CountRow, CountedPage, KeywordArticle, PageState } from "../core/jobs/jobReports";

/** Rows of *Keywords*, *Counts* and *Contents*. */
export type JobNode =
  | { readonly kind: "keyword"; readonly keyword: string; readonly articles: readonly KeywordArticle[] }
  | {
      readonly kind: "hit";
      readonly keyword: string;
      readonly article: KeywordArticle["article"];
      readonly url: string;
    }
  | { readonly kind: "older"; readonly keyword: string; readonly count: number }
  | { readonly kind: "name"; readonly row: CountRow }
  | { readonly kind: "place"; readonly name: string; readonly page: CountedPage; readonly url: string }
  | { readonly kind: "content"; readonly page: PageState; readonly url: string };
