import type { MailConfig } from "../config/types";
import type { ScanReport } from "../model";
import type { SummaryDesk, SummaryOptions } from "./summaryDesk";

/** A scan may bring hundreds of articles: nobody waits for all of their pages, and nobody reads so many summaries. */
const MOST = 50;

/** The sentences for a mail about a scan, by the key of the article, where the configuration wants them: tracked names first. */
export async function mailSummaries(
  desk: SummaryDesk,
  { sendMail, sendSummary }: MailConfig,
  { newArticles, newMatches }: Pick<ScanReport, "newArticles" | "newMatches">,
  options: SummaryOptions,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (!sendMail || !sendSummary) return new Map();
  const matched = newMatches.flatMap(({ articles }) => articles.map(({ article }) => article));
  const wanted = new Map([...matched, ...newArticles].map((article) => [article.key, article]));
  const found = await desk.of([...wanted.values()].slice(0, MOST), options);
  return new Map([...found].map(([key, { sentences }]) => [key, sentences]));
}
