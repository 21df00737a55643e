import type { JobId } from "../core/model/model";
import type { Proposal } from "../core/records/proposals";
import type { CountRow, CountedPage, JobRow, KeywordArticle, OwnOverview, PageState } from "../core/jobs/jobReports";

/** Rows of *Keywords*, *Counts*, *Contents* and of the jobs of the user's own, which say whose they are. */
export type JobNode = JobRowNode & { readonly own?: JobId };

type JobRowNode =
  | { readonly kind: "own"; readonly job: OwnOverview }
  | { readonly kind: "proposal"; readonly proposal: Proposal }
  | { readonly kind: "row"; readonly row: JobRow; readonly url: string }
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
