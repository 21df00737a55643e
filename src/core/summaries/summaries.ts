import { LEAST_ARTICLE_CHARACTERS, MAX_SUMMARIES, REQUESTS_PER_HOST, SUMMARY_REQUESTS_AT_ONCE } from "../limits";
import { isRecord } from "../text/isRecord";
import type { StateDocument } from "../memory/documents";
import type { Workspace } from "../memory/workspace";
import type { Article, SourceFailure, SourceSkip } from "../model/model";
import type { Web } from "../ports";
import { fetchSource } from "../fetching/fetchSource";
import { type HostGate, createHostGate } from "../fetching/hostGate";
import { type Limiter, createLimiter } from "../fetching/limiter";
import { isThroughTor } from "../sources/throughTor";
import { isOnion } from "../urls/onion";
import { addressSpans } from "../text/addressSpans";
import { guessLanguage } from "../text/stopwords";
import { summarise } from "../text/summarise";

/** What an article says, in its own words. */
export interface ArticleSummary {
  /** None where neither the page nor the feed says anything; then `failure` or `skipped` tells why. */
  readonly sentences: readonly string[];
  /** The whole text; empty where the feed's own summary had to do. */
  readonly paragraphs: readonly string[];
  readonly language: "de" | "en";
  readonly from: "page" | "feed";
  /** There is more text than is kept, or than the sentences were chosen from. */
  readonly isCut?: boolean;
  /** Why the page was of no use. */
  readonly failure?: SourceFailure;
  /** Why the page was not asked for. */
  readonly skipped?: SourceSkip;
}

export interface SummaryOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Pause between two requests to one host; none by default. */
  readonly crawlDelayMs?: number;
}

/** What the configurations say of sources. */
export interface SummarySources {
  /** Tor's control port; 0 for none. */
  readonly controllerPort: number;
  /** Sources that are read through Tor: so are their articles. */
  readonly throughTor: ReadonlySet<string>;
}

export interface Summaries {
  /** Those that were made before and are still kept, by the key of the article. */
  kept(): Promise<ReadonlyMap<string, ArticleSummary>>;
  /** By the key of the article; those that were not reached before a cancel are left out. */
  of(articles: readonly Article[], options: SummaryOptions): Promise<ReadonlyMap<string, ArticleSummary>>;
}

/** What the articles of one request share. */
interface Round extends SummaryOptions {
  readonly sources: SummarySources;
  readonly gate: HostGate;
  readonly limiter: Limiter;
}

/** Summaries of articles, made when asked for and kept for a while. */
export function createSummaries(
  { memory: folder }: Pick<Workspace, "memory">,
  { http, parser, clock, lastAsked }: Web,
  sourcesNow: () => Promise<SummarySources>,
): Summaries {
  const memory = folder.with({ summaries: SUMMARIES });
  let limiter: Limiter | undefined;
  let limiterPause = 0;
  const limiterFor = (ms: number): Limiter => {
    if (limiter === undefined || ms !== limiterPause)
      limiter = createLimiter({
        total: SUMMARY_REQUESTS_AT_ONCE,
        perHost: REQUESTS_PER_HOST,
        clock,
        ...(ms > 0 ? { pause: { ms, ended: lastAsked } } : {}),
      });
    limiterPause = ms;
    return limiter;
  };

  const make = async (article: Article, { sources, ...round }: Round): Promise<ArticleSummary | null> => {
    const { url, source } = article;
    const { signal } = round;
    if (article.ownAddress === false) return fromFeed(article, { failure: { code: "noPage" } });
    const from = URL.canParse(source) ? new URL(source) : null;
    const always = isThroughTor(source, sources.throughTor);
    // A feed of the internet is not to have pages of the own network read. What Tor is asked for is not looked up here.
    const isForTor = always || (URL.canParse(url) && isOnion(new URL(url).hostname));
    const isPublic =
      from === null || round.gate.wasPublic(from.host) || (await http.isPublic(from.hostname, !isForTor));
    const fetched = await fetchSource(
      http,
      { kind: "page", url },
      {
        ...round,
        gate: round.gate,
        ...(isPublic ? { reach: "public" } : {}),
        clock,
        tor: { controllerPort: sources.controllerPort, always },
      },
    );
    switch (fetched.kind) {
      case "cancelled":
        return null;
      case "waiting":
        return fromFeed(article, { skipped: fetched.wait });
      case "failed":
        return fromFeed(article, { failure: fetched.failure });
      case "unchanged":
        return fromFeed(article, { failure: { code: "empty" } });
      case "body": {
        const { bytes, contentType, finalUrl } = fetched;
        const job = { kind: "page", bytes, contentType, url: finalUrl, read: "article" } as const;
        const parsed = await parser.parse(job, signal);
        if (signal.aborted) return null;
        if (!parsed.ok) return fromFeed(article, { failure: parsed.failure });
        const read = parsed.article;
        if (read?.withheld !== undefined) return fromFeed(article, { failure: { code: read.withheld } });
        return read === undefined || read.paragraphs.join(" ").length < LEAST_ARTICLE_CHARACTERS
          ? fromFeed(article, { failure: { code: "noText" } })
          : { ...read, from: "page" };
      }
    }
  };

  const loadKept = async () =>
    new Map((await memory.load("summaries")).summaries.map(({ key, summary }) => [key, summary]));

  return {
    kept: loadKept,
    of: async (articles, options) => {
      const found = new Map<string, ArticleSummary>();
      const wanted = new Map(articles.map((article) => [article.key, article]));
      if (wanted.size === 0) return found;
      const kept = await loadKept();
      const fresh: Kept[] = [];
      const round: Round = {
        ...options,
        sources: await sourcesNow(),
        gate: createHostGate((await memory.load("health")).health.hosts, clock, () => 0),
        limiter: limiterFor(options.crawlDelayMs ?? 0),
      };
      await Promise.all(
        [...wanted.values()].map(async (article) => {
          const known = kept.get(article.key);
          const summary = known ?? (await make(article, round));
          if (summary === null) return;
          found.set(article.key, summary);
          // What failed today may work tomorrow.
          if (known === undefined && summary.from === "page") fresh.push({ key: article.key, summary });
        }),
      );
      if (fresh.length > 0) {
        await memory.change(["summaries"], ({ summaries }) => ({
          summaries: [...summaries, ...fresh].slice(-MAX_SUMMARIES),
        }));
      }
      return found;
    },
  };
}

/** Forgets the summaries of articles (by key) that have changed since. */
export async function forgetSummaries({ memory }: Pick<Workspace, "memory">, keys: ReadonlySet<string>): Promise<void> {
  if (keys.size === 0) return;
  await memory.with({ summaries: SUMMARIES }).change(["summaries"], ({ summaries }) => {
    const kept = summaries.filter(({ key }) => !keys.has(key));
    return kept.length === summaries.length ? undefined : { summaries: kept };
  });
}

function fromFeed(
  { title, summary = "", content = "" }: Article,
  why: Pick<ArticleSummary, "failure" | "skipped">,
): ArticleSummary {
  const text = content === "" ? summary : content;
  const said = text === title ? "" : text;
  const language = guessLanguage(said);
  const sentences = summarise([said], language);
  return {
    sentences: sentences.length > 0 || said === "" ? sentences : [said],
    paragraphs: [],
    language,
    from: "feed",
    ...why,
  };
}

interface Kept {
  readonly key: string;
  readonly summary: ArticleSummary;
}

/** The summaries that were made, the newest last. */
export const SUMMARIES: StateDocument<readonly Kept[]> = {
  name: "summaries",
  empty: [],
  decode: (data) => (Array.isArray(data) ? (data as unknown[]).filter(isKept).map(withWholeAddresses) : null),
};

/** Earlier versions ended sentences inside of defanged addresses. */
function withWholeAddresses(kept: Kept): Kept {
  const { sentences, paragraphs, language } = kept.summary;
  const isCut = paragraphs.some((paragraph) => {
    const spans = addressSpans(paragraph);
    if (spans.length === 0) return false;
    const ends = sentences.flatMap((sentence) => {
      const at = paragraph.indexOf(sentence);
      return at < 0 ? [] : [at, at + sentence.length];
    });
    return ends.some((end) => spans.some(([start, stop]) => start < end && end < stop));
  });
  return isCut ? { ...kept, summary: { ...kept.summary, sentences: summarise(paragraphs, language) } } : kept;
}

function isKept(value: unknown): value is Kept {
  if (!isRecord(value) || typeof value["key"] !== "string" || !isRecord(value["summary"])) return false;
  const { sentences, paragraphs, language, from } = value["summary"];
  const isText = (list: unknown): boolean => Array.isArray(list) && list.every((line) => typeof line === "string");
  return isText(sentences) && isText(paragraphs) && (language === "de" || language === "en") && from === "page";
}
