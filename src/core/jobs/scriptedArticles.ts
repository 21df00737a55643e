import { articlesOf, type SourceReading } from "../sources/articlesOf";
import type { Filter } from "../sources/filter";
import type { KnownKeys } from "../sources/knownKeys";
import type { ParsedItem } from "../model/parseJob";
import type { Clock } from "../ports";
import type { ScriptArticle } from "./scriptMessages";

/**
 * The articles that a script has given, as if sources had listed them: they go the way of all others.
 *
 * @param page the source of those that name none
 */
export async function scriptedArticles(
  articles: readonly ScriptArticle[],
  page: string | null,
  filter: Filter,
  known: KnownKeys,
  clock: Clock,
): Promise<readonly SourceReading[]> {
  const bySource = new Map<string, ParsedItem[]>();
  for (const article of articles) {
    const origin = article.url === "" ? NOWHERE : new URL("/", article.url).href;
    const source = article.source || (page ?? origin);
    const items = bySource.get(source) ?? [];
    bySource.set(source, items);
    items.push(itemOf(article, source));
  }
  const readings: SourceReading[] = [];
  for (const [url, items] of bySource) {
    const source = { kind: "feed", url } as const;
    const got = {
      report: { source, outcome: "read", durationMs: 0 },
      answer: { parsed: { ok: true, items }, url },
      validators: null,
    } as const;
    readings.push(await articlesOf(got, source, filter, undefined, known, clock));
  }
  return readings;
}

/** Of an article without an address that no page was read for (RFC 6761). */
const NOWHERE = "https://script.invalid/";

function itemOf({ title, url, published, summary }: ScriptArticle, source: string): ParsedItem {
  return {
    title,
    url: url === "" ? source : url,
    ...(url === "" ? { ownAddress: false } : {}),
    href: url,
    guid: "",
    published,
    ...(summary === "" ? {} : { summary }),
  };
}
