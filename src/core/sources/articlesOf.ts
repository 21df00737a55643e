import type { SourceRule } from "../config/types";
import { SOURCE_RULES_MS } from "../limits";
import type { HealthNews } from "../memory/healthMemory";
import type { Article, Source, SourceReport } from "../model/model";
import type { ParsedItem } from "../model/parseJob";
import type { Clock } from "../ports";
import { canonicalUrl } from "../urls/canonicalUrl";
import { shownUrl } from "../urls/shownUrl";
import type { Filter } from "./filter";
import { keepInTurns } from "./keepInTurns";
import { type KnownKeys, createItemGroups, keysOfItems } from "./keysOfItems";
import type { Got } from "./readOnce";

/** What one source gave a job: its line of the report, its articles, and what to ask with next time. */
export interface SourceReading extends HealthNews {
  /** Entries or links before any rule; undefined when nothing was read. */
  readonly listed?: number;
  readonly articles: readonly Article[];
  /** To be remembered with the keys of the articles: see `ownerKey`. */
  readonly owners: readonly string[];
  readonly validators: Got["validators"];
}

/** Articles made before other work of the process gets its turn. */
const ITEMS_PER_TURN = 1_000;

/** What is said about a source that nothing is said about. */
export const WITHOUT_RULES = { include: [], exclude: [] } as const;

/** The articles of one answer, as a job's filter and the rules of the source choose them: each once, as it came first. */
export async function articlesOf(
  got: Got,
  source: Source,
  filter: Filter,
  rule: Pick<SourceRule, "include" | "exclude"> | undefined,
  known: KnownKeys,
  clock: Clock,
): Promise<SourceReading> {
  const { report, answer, ...rest } = got;
  const reading = ({ articles, owners }: Kept, changes?: Partial<SourceReport>): SourceReading => ({
    ...rest,
    report: { ...report, articles: articles.length, ...changes },
    articles,
    owners,
  });
  if (answer === null) return reading({ articles: [], owners: [] });
  const started = clock.now().getTime();
  const durationMs = () => report.durationMs + clock.now().getTime() - started;
  const pageUrls = [source.url, answer.url];
  const keeps = (item: ParsedItem) =>
    source.kind === "page" ? filter.keepsLink(item, pageUrls) : filter.keepsItem(item.url);
  const judge = keepInTurns(keeps, rule ?? WITHOUT_RULES, clock);
  const kept = await keptArticles(answer.parsed.items, judge, source, known, clock);
  if (kept !== null) {
    return { ...reading(kept, { durationMs: durationMs() }), listed: answer.parsed.items.length };
  }
  const failure = { code: "rulesTooSlow", seconds: SOURCE_RULES_MS / 1000 } as const;
  return {
    report: { ...report, outcome: "failed", failure, durationMs: durationMs(), articles: 0 },
    articles: [],
    owners: [],
    validators: null,
  };
}

type Kept = Pick<SourceReading, "articles" | "owners">;

/** One article for each key, as it came first; null when the rules take too long. */
async function keptArticles(
  items: readonly ParsedItem[],
  judge: (item: ParsedItem) => Promise<boolean | null>,
  source: Source,
  known: KnownKeys,
  clock: Clock,
): Promise<Kept | null> {
  const found = clock.now().toISOString();
  const kept = createItemGroups();
  for (const item of items) {
    const isKept = await judge(item);
    if (isKept === null) return null;
    if (isKept) kept.add({ ...item, address: canonicalUrl(item.url) });
  }
  const articles = new Map<string, Article>();
  const { keys, owners } = keysOfItems(kept, known);
  for (const [
    index,
    { title, url, published, summary, content, categories, indicators, address },
  ] of kept.items.entries()) {
    if ((index + 1) % ITEMS_PER_TURN === 0) await clock.wait(0);
    const key = keys.get(index) ?? address;
    if (articles.has(key)) continue;
    articles.set(key, {
      key,
      title,
      url,
      source: shownUrl(source.url),
      published,
      found,
      ...(summary === undefined ? {} : { summary }),
      ...(content === undefined ? {} : { content }),
      ...(categories === undefined ? {} : { categories }),
      ...(indicators === undefined ? {} : { indicators }),
    });
  }
  return { articles: [...articles.values()], owners };
}
