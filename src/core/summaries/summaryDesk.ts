import { isRecord } from "../isRecord";
import { jobDocument } from "../jobs/jobStore";
import type { SourceRule } from "../config/types";
import type { Article, SourceFailure } from "../model";
import type { Clock, Http, Parser, StateStore } from "../ports";
import { fetchSource } from "../scan/fetchSource";
import { createHostGate, type HostMemory } from "../scan/hostGate";
import { createLimiter } from "../scan/limiter";
import { isOnion } from "../sources/onion";
import { shownUrl } from "../sources/shownUrl";
import { guessLanguage } from "./stopwords";
import { summarise } from "./summarise";

/** What an article says, in its own words. */
export interface ArticleSummary {
  readonly sentences: readonly string[];
  /** The whole text; empty where the feed's own summary had to do. */
  readonly paragraphs: readonly string[];
  readonly language: "de" | "en";
  readonly from: "page" | "feed";
  /** Why the page was of no use. */
  readonly failure?: SourceFailure;
}

export interface SummaryOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Tor's control port; 0 for none. */
  readonly controllerPort: number;
  /** What the configuration says of sources: what is read through Tor stays there. */
  readonly sourceRules: readonly SourceRule[];
}

export interface SummaryDesk {
  /** Those that were made before and are still kept, by the key of the article. */
  kept(): Promise<ReadonlyMap<string, ArticleSummary>>;
  /** By the key of the article; those that were not reached before a cancel, or say nothing at all, are left out. */
  of(articles: readonly Article[], options: SummaryOptions): Promise<ReadonlyMap<string, ArticleSummary>>;
}

export interface SummaryWorld {
  readonly http: Http;
  readonly parser: Parser;
  readonly clock: Clock;
  readonly store: StateStore;
  readonly changeMemory: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onDamaged: (name: string, asideName: string) => void;
  /** Hosts that are to be left alone. */
  readonly hosts: () => Promise<ReadonlyMap<string, HostMemory>>;
}

const KEPT = 100;
/** A page that gives less is a wall of consent or of payment. */
const LEAST_TEXT = 400;
const AT_ONCE = 6;
const PER_HOST = 2;

/** Summaries of articles, made when asked for and kept for a while. */
export function createSummaryDesk(world: SummaryWorld): SummaryDesk {
  const document = jobDocument<readonly Kept[]>(world.store, "summaries", [], decodeKept, world.onDamaged);
  const limiter = createLimiter({ total: AT_ONCE, perHost: PER_HOST });

  const make = async (article: Article, { signal, timeoutMs, controllerPort, sourceRules }: SummaryOptions) => {
    const { source } = article;
    const always =
      (URL.canParse(source) && isOnion(new URL(source).hostname)) ||
      sourceRules.some(({ url, tor }) => tor && shownUrl(url) === source);
    const gate = createHostGate(await world.hosts(), world.clock, () => 0);
    const fetched = await fetchSource(
      world.http,
      { kind: "page", url: article.url },
      {
        configuredHosts: new Set(),
        clock: world.clock,
        limiter,
        timeoutMs,
        gate,
        tor: { controllerPort, always },
        signal,
      },
    );
    if (fetched.kind === "cancelled") return null;
    // Its server wants to be left alone.
    if (fetched.kind === "unchanged" || fetched.kind === "waiting") return fromFeed(article, null);
    if (fetched.kind === "failed") return fromFeed(article, fetched.failure);
    const { bytes, contentType, finalUrl } = fetched;
    const parsed = await world.parser.parse(
      { kind: "page", bytes, contentType, url: finalUrl, read: "article" },
      signal,
    );
    if (signal.aborted) return null;
    if (!parsed.ok) return fromFeed(article, parsed.failure);
    const read = parsed.article;
    if (read === undefined || read.paragraphs.join(" ").length < LEAST_TEXT)
      return fromFeed(article, { code: "empty" });
    return { ...read, from: "page" } as const;
  };

  const loadKept = async () => new Map((await document.load()).map(({ key, summary }) => [key, summary]));

  return {
    kept: loadKept,
    of: async (articles, options) => {
      const kept = await loadKept();
      const found = new Map<string, ArticleSummary>();
      const fresh: Kept[] = [];
      await Promise.all(
        articles.map(async (article) => {
          const known = kept.get(article.key);
          const summary = known ?? (await make(article, options));
          if (summary === null) return;
          found.set(article.key, summary);
          // What failed today may work tomorrow.
          if (known === undefined && summary.from === "page") fresh.push({ key: article.key, summary });
        }),
      );
      if (fresh.length > 0) {
        await world.changeMemory(async () => document.save([...(await document.load()), ...fresh].slice(-KEPT)));
      }
      return found;
    },
  };
}

function fromFeed(
  { title, summary = "", content = "" }: Article,
  failure: SourceFailure | null,
): ArticleSummary | null {
  const text = content === "" ? summary : content;
  if (text === "" || text === title) return null;
  const language = guessLanguage(text);
  const sentences = summarise([text], language);
  return {
    sentences: sentences.length > 0 ? sentences : [text],
    paragraphs: [],
    language,
    from: "feed",
    ...(failure === null ? {} : { failure }),
  };
}

interface Kept {
  readonly key: string;
  readonly summary: ArticleSummary;
}

function decodeKept(data: unknown): readonly Kept[] | null {
  return Array.isArray(data) ? (data as unknown[]).filter(isKept) : null;
}

function isKept(value: unknown): value is Kept {
  if (!isRecord(value) || typeof value["key"] !== "string" || !isRecord(value["summary"])) return false;
  const { sentences, paragraphs, language, from } = value["summary"];
  const isText = (list: unknown): boolean => Array.isArray(list) && list.every((line) => typeof line === "string");
  return isText(sentences) && isText(paragraphs) && (language === "de" || language === "en") && from === "page";
}
