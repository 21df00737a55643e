import type { ParsedItem } from "../sources/parseSource";
import { canonicalUrl } from "../sources/canonicalUrl";
import { shownUrl } from "../sources/shownUrl";
import type { Article, Source, SourceFailure, SourceReport } from "../model";
import type { Clock, Http, Parser } from "../ports";
import { fetchSource } from "./fetchSource";
import type { Filter } from "./filter";
import type { SourceMemory } from "./memory";
import type { Limiter } from "./limiter";

/** Items filtered before other work of the process gets its turn: a few milliseconds' worth. */
const ITEMS_PER_TURN = 500;

export interface ReadSourcesOptions {
  readonly http: Http;
  readonly parser: Parser;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly filter: Filter;
  readonly timeoutMs: number;
  readonly validators: ReadonlyMap<string, SourceMemory>;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly url: string; readonly done: number; readonly total: number }) => void;
}

/** What one source gave: its line of the report, its articles, and what to ask with next time. */
export interface SourceReading {
  readonly report: SourceReport;
  readonly articles: readonly Article[];
  readonly validators: Omit<SourceMemory, "day"> | null;
}

/** Reads all sources side by side. A failed source is a line in its reading; the order is that of `sources`. */
export async function readSources(sources: readonly Source[], options: ReadSourcesOptions): Promise<SourceReading[]> {
  const configuredHosts = new Set(sources.flatMap(({ url }) => (URL.canParse(url) ? [new URL(url).host] : [])));
  let done = 0;
  const progress = (url: string) => options.onProgress({ url: shownUrl(url), done, total: sources.length });
  return Promise.all(
    sources.map(async (source) => {
      const reading = await readSource(source, configuredHosts, () => progress(source.url), options);
      done += 1;
      progress(source.url);
      return reading;
    }),
  );
}

async function readSource(
  source: Source,
  configuredHosts: ReadonlySet<string>,
  onTurn: () => void,
  options: ReadSourcesOptions,
): Promise<SourceReading> {
  const { clock, filter, signal } = options;
  let started = clock.now().getTime();
  const elapsed = () => clock.now().getTime() - started;
  const known = options.validators.get(shownUrl(source.url));
  const fetched = await fetchSource(options.http, source, {
    configuredHosts,
    clock,
    limiter: options.limiter,
    timeoutMs: options.timeoutMs,
    signal,
    onStart: () => {
      started = clock.now().getTime();
      onTurn();
    },
    ...(known === undefined ? {} : { validators: known }),
  });
  if (fetched.kind === "cancelled") return ended(source, "cancelled", elapsed());
  if (fetched.kind === "unchanged") return ended(source, "unchanged", elapsed());
  if (fetched.kind === "failed") return ended(source, "failed", elapsed(), fetched.failure);
  const { bytes, contentType, finalUrl } = fetched;
  const parsed = await options.parser.parse({ kind: source.kind, bytes, contentType, url: finalUrl }, signal);
  if (signal.aborted) return ended(source, "cancelled", elapsed());
  if (!parsed.ok) return ended(source, "failed", elapsed(), parsed.failure);

  const pageUrls = [source.url, finalUrl];
  const keeps = (item: ParsedItem) =>
    source.kind === "page" ? filter.keepsLink(item, pageUrls) : filter.keepsItem(item.url);
  const articles = await keptArticles(parsed.items, keeps, source, clock);
  return {
    report: { source: shown(source), outcome: "read", durationMs: elapsed(), articles: articles.length },
    articles,
    validators: validatorsOf(fetched),
  };
}

function validatorsOf({
  finalUrl,
  etag,
  lastModified,
}: {
  readonly finalUrl: string;
  readonly etag?: string;
  readonly lastModified?: string;
}): SourceReading["validators"] {
  if (etag === undefined && lastModified === undefined) return null;
  return {
    url: finalUrl,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

/** A source as it may be told and kept. */
function shown({ kind, url }: Source): Source {
  return { kind, url: shownUrl(url) };
}

function ended(
  source: Source,
  outcome: SourceReport["outcome"],
  durationMs: number,
  failure?: SourceFailure,
): SourceReading {
  return {
    report: { source: shown(source), outcome, durationMs, articles: 0, ...(failure === undefined ? {} : { failure }) },
    articles: [],
    validators: null,
  };
}

/** One article for each key, as it came first. A page may have tens of thousands of links, so others get their turn in between. */
async function keptArticles(
  items: readonly ParsedItem[],
  keeps: (item: ParsedItem) => boolean,
  source: Source,
  clock: Clock,
): Promise<Article[]> {
  const found = clock.now().toISOString();
  const articles = new Map<string, Article>();
  for (const [index, item] of items.entries()) {
    if (index % ITEMS_PER_TURN === ITEMS_PER_TURN - 1) await clock.wait(0);
    if (!keeps(item)) continue;
    const { title, url, published } = item;
    const key = canonicalUrl(url);
    if (!articles.has(key)) articles.set(key, { key, title, url, source: shownUrl(source.url), published, found });
  }
  return [...articles.values()];
}
