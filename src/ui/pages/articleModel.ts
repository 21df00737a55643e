import type { Indicator } from "../../core/model/indicators";
import type { Article, ProfileArticle, ProfileMatches } from "../../core/model/model";
import type { ArticleSummary } from "../../core/summaries/summaries";

/** Why an article is here: a tracked name was found in it, or a keyword; it tells the story of a name, for that reason; or it is stored. */
export type Why =
  | { readonly kind: "match"; readonly row: ProfileMatches; readonly item: ProfileArticle }
  | { readonly kind: "story"; readonly name: string; readonly reason: string }
  | { readonly kind: "keyword"; readonly keyword: string }
  | { readonly kind: "stored" };

/** An article as the reading pane shows it: what is stored, and nothing else. */
export interface ArticleModel {
  readonly article: Article;
  readonly why: Why;
  /** What its page says, where that was read and is kept. */
  readonly page: ArticleSummary | null;
  /** Of what the feed says and of the page. */
  readonly indicators: readonly Indicator[];
  /** Other tracked names that the article stands below as well. */
  readonly others: readonly string[];
  /** The folder it is of; empty where there is only one. */
  readonly folder: string;
  /** What has just happened; empty when nothing has. */
  readonly message: string;
  /** Its page is being read. */
  readonly isReading: boolean;
  /** It does not stand below its name any more. */
  readonly isGone: boolean;
  /** False: nothing may be asked for. */
  readonly isTrusted: boolean;
  /** Notes can be written. */
  readonly hasXsoar: boolean;
  /** Letters are keys. */
  readonly hasLetterKeys: boolean;
}
