import type { SourceRule } from "../config/types";
import { SOURCE_RULES_MS } from "../limits";
import type { HealthNews } from "../memory/healthMemory";
import type { Version } from "../memory/seenKeys";
import type { Article, Source, SourceReport } from "../model/model";
import type { ParsedItem } from "../model/parseJob";
import type { Clock } from "../ports";
import { articleAddress } from "../urls/articleAddress";
import { shownUrl } from "../urls/shownUrl";
import type { Filter } from "./filter";
import { keepInTurns } from "./keepInTurns";
import { createItemGroups, keysOfItems, versionOf } from "./keysOfItems";
import type { KnownKeys } from "./knownKeys";
import type { Got } from "./readOnce";

/** What one source gave a job: its line of the report, its articles, and what to ask with next time. */
export interface SourceReading extends HealthNews {
  /** Entries or links before any rule; undefined when nothing was read. */
  readonly listed?: number;
  readonly articles: readonly Article[];
  /** By key, the entries of a feed as they are listed now. */
  readonly versions: ReadonlyMap<string, Version>;
  /** To be remembered with the keys of the articles: see `keysOfItems`. */
  readonly marks: ReadonlyMap<string, string | null>;
  readonly validators: Got["validators"];
}

/** Articles made before other work of the process gets its turn. */
const ITEMS_PER_TURN = 1_000;

/** What is said about a source that nothing is said about. */
export const WITHOUT_RULES = { include: [], exclude: [] } as const;

/**
 * The articles of one answer, as a job's filter and the rules of the source choose them: each once, in its latest form.
 *
 * @param isExtracted the items of a page are no mere links of it
 */
export async function articlesOf(
  got: Got,
  source: Source,
  filter: Filter,
  rule: Pick<SourceRule, "include" | "exclude"> | undefined,
  known: KnownKeys,
  clock: Clock,
  isExtracted = false,
): Promise<SourceReading> {
  const { report, answer, ...rest } = got;
  const reading = (kept: Kept, changes?: Partial<SourceReport>): SourceReading => ({
    ...rest,
    report: { ...report, articles: kept.articles.length, ...changes },
    ...kept,
  });
  if (answer === null) return reading(NOTHING);
  const started = clock.now().getTime();
  const durationMs = () => report.durationMs + clock.now().getTime() - started;
  const pageUrls = [source.url, answer.url];
  const keeps = (item: ParsedItem) =>
    source.kind === "page" && !isExtracted ? filter.keepsLink(item, pageUrls) : filter.keepsItem(ownUrl(item));
  const judge = keepInTurns(keeps, rule ?? WITHOUT_RULES, clock);
  const kept = await keptArticles(answer.parsed.items, judge, source, known, clock);
  if (kept !== null) {
    const { items, title, site } = answer.parsed;
    return {
      ...reading(kept, { durationMs: durationMs() }),
      listed: items.length,
      ...(title === undefined ? {} : { title }),
      ...(site === undefined ? {} : { site }),
    };
  }
  const failure = { code: "rulesTooSlow", seconds: SOURCE_RULES_MS / 1000 } as const;
  return {
    report: { ...report, outcome: "failed", failure, durationMs: durationMs(), articles: 0 },
    ...NOTHING,
    validators: null,
  };
}

type Kept = Pick<SourceReading, "articles" | "versions" | "marks">;

const NOTHING: Kept = { articles: [], versions: new Map(), marks: new Map() };

/** Rules look at what an entry says of itself. */
function ownUrl({ url, ownAddress }: ParsedItem): string {
  return ownAddress === false ? "" : url;
}

/** One article for each key; null when the rules take too long. */
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
    const isKept = await judge(item.ownAddress === false ? { ...item, url: "" } : item);
    if (isKept === null) return null;
    if (isKept) kept.add({ ...item, address: articleAddress(item.url) });
  }
  const shown = shownUrl(source.url);
  const articles = new Map<string, Article>();
  const versions = new Map<string, Version>();
  const { keys, idMark, marks } = keysOfItems(kept, shown, known);
  for (const [index, item] of kept.items.entries()) {
    if ((index + 1) % ITEMS_PER_TURN === 0) await clock.wait(0);
    const key = keys.get(index) ?? item.address;
    const version = isLink(item) ? null : versionOf(item, idMark(index));
    const before = articles.has(key) ? (versions.get(key)?.date ?? null) : undefined;
    // Of two entries for one article the later one counts, else what comes first.
    if (before !== undefined && (version?.date ?? -1) <= (before ?? -1)) continue;
    if (version !== null) versions.set(key, version);
    articles.set(key, articleOf(item, key, shown, found));
  }
  return { articles: [...articles.values()], versions, marks };
}

/** A link of a page says nothing that could change; a fragment may tell it from others. */
function isLink({ guid, published, url }: ParsedItem): boolean {
  return guid === "" && published === null && !url.includes("#");
}

function articleOf(
  { title, url, ownAddress, published, summary, content, categories, indicators }: ParsedItem,
  key: string,
  source: string,
  found: string,
): Article {
  return {
    key,
    title,
    url,
    ...(ownAddress === undefined ? {} : { ownAddress }),
    source,
    published,
    found,
    ...(summary === undefined ? {} : { summary }),
    ...(content === undefined ? {} : { content }),
    ...(categories === undefined ? {} : { categories }),
    ...(indicators === undefined ? {} : { indicators }),
  };
}
