import type { MailConfig } from "../config/types";
import { MAX_MAIL_SUMMARIES } from "../limits";
import type { Article, ScanReport } from "../model/model";
import type { Summaries, SummaryOptions } from "./summaries";

/** The sentences for a mail, by the key of the article, where the configuration wants them. */
interface MailSummaries {
  readonly read: ReadonlyMap<string, readonly string[]>;
  /** Articles that none was made of, since there are so many. */
  readonly left: number;
}

/** Those of the first articles of many. */
export async function mailSummaries(
  summaries: Summaries,
  { sendMail, sendSummary }: MailConfig,
  articles: readonly Article[],
  options: SummaryOptions,
): Promise<MailSummaries> {
  if (!sendMail || !sendSummary) return { read: new Map(), left: 0 };
  const wanted = new Map(articles.map((article) => [article.key, article]));
  const first = [...wanted.values()].slice(0, MAX_MAIL_SUMMARIES);
  return { read: sentencesOf(await summaries.of(first, options)), left: wanted.size - first.length };
}

/** What a scan has found, tracked names first. */
export function scannedArticles({
  newArticles,
  newMatches,
}: Pick<ScanReport, "newArticles" | "newMatches">): readonly Article[] {
  return [...newMatches.flatMap(({ articles }) => articles.map(({ article }) => article)), ...newArticles];
}

/** The main sentences alone, by the key of the article. */
export function sentencesOf(
  summaries: ReadonlyMap<string, { readonly sentences: readonly string[] }>,
): ReadonlyMap<string, readonly string[]> {
  return new Map([...summaries].map(([key, { sentences }]) => [key, sentences]));
}
