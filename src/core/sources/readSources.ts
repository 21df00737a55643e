import type { SourceRule } from "../config/types";
import type { FeedDetail, ParsedItem } from "../model/parseJob";
import { canonicalUrl } from "../urls/canonicalUrl";
import { shownUrl } from "../urls/shownUrl";
import type { Article, Source, SourceReport, SourceSkip } from "../model/model";
import type { Clock, Http, Parser } from "../ports";
import { type AnswerHints, fetchSource, hostsOf } from "../fetching/fetchSource";
import type { Filter } from "./filter";
import type { HealthNews } from "../memory/healthMemory";
import type { HostGate } from "../fetching/hostGate";
import { RULES_LIMIT_MS, judgeInTurns } from "./judgeInTurns";
import type { SourceMemory } from "../memory/memory";
import type { Limiter } from "../fetching/limiter";

/** Sources that are begun before other work of the process gets its turn. */
const SOURCES_PER_TURN = 100;

export interface ReadSourcesOptions {
  readonly http: Http;
  readonly parser: Parser;
  readonly clock: Clock;
  readonly limiter: Limiter;
  readonly filter: Filter;
  readonly timeoutMs: number;
  readonly validators: ReadonlyMap<string, SourceMemory>;
  /** What is said about sources beside their address. */
  readonly rules: readonly SourceRule[];
  /** Hosts that are to be left alone are not asked. */
  readonly gate: HostGate;
  /** Until when a source need not be asked, by its address as told: ISO 8601 UTC. */
  readonly freshUntil: ReadonlyMap<string, string>;
  /** How much of a feed's entries is read. */
  readonly detail: FeedDetail;
  /** Tor's control port; 0 for none. */
  readonly controllerPort: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly url: string; readonly done: number; readonly total: number }) => void;
}

/** What one source gave: its line of the report, its articles, and what to ask with next time. */
export interface SourceReading extends HealthNews {
  /** Entries or links before any rule; undefined when nothing was read. */
  readonly listed?: number;
  readonly articles: readonly Article[];
  readonly validators: Omit<SourceMemory, "day"> | null;
}

/** Reads all sources side by side. A failed source is a line in its reading; the order is that of `sources`. */
export async function readSources(sources: readonly Source[], options: ReadSourcesOptions): Promise<SourceReading[]> {
  const configuredHosts = hostsOf(sources.map(({ url }) => url));
  let done = 0;
  const rules = new Map(
    options.rules.filter(({ enabled }) => enabled).map((rule) => [`${rule.kind} ${rule.url}`, rule]),
  );
  const progress = (url: string) => options.onProgress({ url: shownUrl(url), done, total: sources.length });
  return Promise.all(
    sources.map(async (source, index) => {
      for (let turn = Math.floor(index / SOURCES_PER_TURN); turn > 0; turn--) await options.clock.wait(0);
      const reading = await readSource(source, {
        rule: rules.get(`${source.kind} ${source.url}`),
        configuredHosts,
        onTurn: () => progress(source.url),
        ...options,
      });
      done += 1;
      progress(source.url);
      return reading;
    }),
  );
}

interface ReadSourceOptions extends Omit<ReadSourcesOptions, "rules" | "onProgress"> {
  readonly rule: Pick<SourceRule, "include" | "exclude" | "select" | "tor"> | undefined;
  readonly configuredHosts: ReadonlySet<string>;
  readonly onTurn: () => void;
}

export const WITHOUT_RULES = { include: [], exclude: [], tor: false } as const;

/** Reads one source. */
export async function readSource(source: Source, options: ReadSourceOptions): Promise<SourceReading> {
  const { clock, filter, signal, rule } = options;
  const until = options.freshUntil.get(shownUrl(source.url));
  if (until !== undefined && until > clock.now().toISOString() && !signal.aborted) {
    return ended(source, { outcome: "unchanged", durationMs: 0, skipped: { why: "fresh", until } });
  }
  let started = clock.now().getTime();
  const elapsed = () => clock.now().getTime() - started;
  const known = options.validators.get(shownUrl(source.url));
  const fetched = await fetchSource(options.http, source, {
    configuredHosts: options.configuredHosts,
    clock,
    limiter: options.limiter,
    gate: options.gate,
    timeoutMs: options.timeoutMs,
    tor: { controllerPort: options.controllerPort, always: rule?.tor === true },
    signal,
    onStart: () => {
      started = clock.now().getTime();
      options.onTurn();
    },
    ...(known === undefined ? {} : { validators: known }),
  });
  if (fetched.kind === "cancelled") return ended(source, { outcome: "cancelled", durationMs: elapsed() });
  if (fetched.kind === "waiting") {
    return ended(source, { outcome: "waiting", durationMs: 0, skipped: fetched.wait satisfies SourceSkip });
  }
  if (fetched.kind === "failed") {
    return ended(source, { outcome: "failed", durationMs: elapsed(), failure: fetched.failure });
  }
  if (fetched.kind === "unchanged") {
    return ended(source, { outcome: "unchanged", durationMs: elapsed() }, fetched.hints);
  }
  const { bytes, contentType, finalUrl } = fetched;
  const select = rule?.select ?? "";
  const parsed = await options.parser.parse(
    {
      kind: source.kind,
      bytes,
      contentType,
      url: finalUrl,
      detail: options.detail,
      ...(select === "" ? {} : { select }),
    },
    signal,
  );
  if (signal.aborted) return ended(source, { outcome: "cancelled", durationMs: elapsed() });
  if (!parsed.ok) return ended(source, { outcome: "failed", durationMs: elapsed(), failure: parsed.failure });

  const pageUrls = [source.url, finalUrl];
  const keeps = (item: ParsedItem) =>
    source.kind === "page" ? filter.keepsLink(item, pageUrls) : filter.keepsItem(item.url);
  const judge = judgeInTurns(keeps, rule ?? WITHOUT_RULES, clock);
  const articles = await keptArticles(parsed.items, judge, source, clock);
  if (articles === null) {
    const failure = { code: "rulesTooSlow", seconds: RULES_LIMIT_MS / 1000 } as const;
    return ended(source, { outcome: "failed", durationMs: elapsed(), failure });
  }
  return {
    report: { source: shown(source), outcome: "read", durationMs: elapsed(), articles: articles.length },
    articles,
    listed: parsed.items.length,
    validators: validatorsOf(fetched),
    ...fetched.hints,
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

function ended(source: Source, report: Omit<SourceReport, "source" | "articles">, hints?: AnswerHints): SourceReading {
  return { report: { source: shown(source), articles: 0, ...report }, articles: [], validators: null, ...hints };
}

/** One article for each key, as it came first; null when the rules take too long. */
async function keptArticles(
  items: readonly ParsedItem[],
  judge: (item: ParsedItem) => Promise<boolean | null>,
  source: Source,
  clock: Clock,
): Promise<Article[] | null> {
  const found = clock.now().toISOString();
  const articles = new Map<string, Article>();
  for (const item of items) {
    const isKept = await judge(item);
    if (isKept === null) return null;
    if (!isKept) continue;
    const { title, url, published, summary, content, categories, indicators } = item;
    const key = canonicalUrl(url);
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
  return [...articles.values()];
}
