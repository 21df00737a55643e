import { sources as sourcesOf } from "../config/sources";
import type { KeywordsConfig } from "../config/types";
import { isRecord } from "../text/isRecord";
import type { Article } from "../model/model";
import { keysInResultFiles, resultText, writeResultFile } from "../results/resultFile";
import { createFilter } from "../sources/filter";
import { scanLimiter } from "../fetching/limiter";
import { describeRuleProblem } from "../text/patterns";
import { KEEP_ARTICLES_DAYS, KEEP_SEEN_DAYS, dayOf, daysBefore } from "../memory/memory";
import { readSources } from "../sources/readSources";
import type { ScanOptions } from "../fetching/scanOptions";
import type { KeywordArticle, KeywordsReport } from "./jobReports";
import type { StateDocument } from "../memory/stateDocument";
import type { JobWorld } from "./jobWorld";
import { type Doubted, matchNames, notesProblem, profileFiles, queueMatches } from "./keywordNames";
import { withKeywords } from "./keywords";
import { type KeywordSource, answersAfter, decodeKeywordSources, keywordRules, usableAnswers } from "./keywordSources";

/** What is remembered between runs. */
export interface KeywordsMemory {
  /** Key → day a source listed it last. */
  readonly seen: ReadonlyMap<string, string>;
  readonly articles: readonly KeywordArticle[];
  /** Keys of articles that no result file or profile file could be told of yet. */
  readonly unwritten: readonly string[];
  /** Whose notes wait until somebody has said whose an alias is. */
  readonly doubted: readonly Doubted[];
  /** By the address as told. */
  readonly sources: ReadonlyMap<string, KeywordSource>;
}

export const NO_KEYWORDS: KeywordsMemory = {
  seen: new Map(),
  articles: [],
  unwritten: [],
  doubted: [],
  sources: new Map(),
};

/** More than fits into a sidebar. */
const MOST_ARTICLES = 5_000;

/** The job *keywords*: sources → entries with a keyword → new ones → result file, profile files, notes. */
export async function runKeywords(
  world: JobWorld,
  document: StateDocument<KeywordsMemory>,
  config: KeywordsConfig,
  options: ScanOptions,
): Promise<KeywordsReport> {
  const started = world.clock.now();
  const sources = sourcesOf(config);
  const { keywords, sourceRules } = config.websiteconfig;
  const { sources: known } = await document.load();
  const rules = keywordRules(config, sources);
  const readings = await readSources(sources, {
    ...world,
    limiter: scanLimiter(options, world),
    rules: sourceRules,
    filter: createFilter({ stopwords: [], specialHandling: {}, sourceUrls: sources.map(({ url }) => url) }),
    timeoutMs: options.timeoutMs,
    controllerPort: config.controllerPort,
    detail: "summary",
    // With other keywords all of it is looked through anew, so that one added today finds what is there.
    ...usableAnswers(known, rules, config, options, started),
    signal: options.signal,
    onProgress: options.onProgress,
  });
  const notices: string[] = [];
  const report = (rest: Partial<KeywordsReport>): KeywordsReport => ({
    job: "keywords",
    started: started.toISOString(),
    durationMs: world.clock.now().getTime() - started.getTime(),
    cancelled: false,
    sources: readings.map((reading) => reading.report),
    newArticles: [],
    notes: null,
    resultFile: null,
    notices,
    ...rest,
  });
  if (options.signal.aborted) return report({ cancelled: true });

  const listed = new Map<string, Article>();
  for (const article of readings.flatMap((reading) => reading.articles)) {
    if (!listed.has(article.key)) listed.set(article.key, article);
  }
  const found = withKeywords(listed.values(), keywords);
  const { folder, createFile } = config.resultfile;
  const written =
    config.getDeltaRecords && createFile
      ? await world.attempt(notices, "read", () => keysInResultFiles(world.files, folder, () => world.clock.wait(0)))
      : null;
  const isWritten = ({ article }: KeywordArticle): boolean => written?.has(article.key) === true;
  const blocked = await notesProblem(world, config);
  if (typeof blocked === "string") notices.push(blocked);
  const { newArticles, untold, matched, notes } = await world.changeMemory(async () => {
    const memory = await document.load();
    const fresh = found.filter((one) => !memory.seen.has(one.article.key) && !isWritten(one));
    const late = new Set(memory.unwritten);
    const all = [...memory.articles.filter(({ article }) => late.has(article.key)), ...fresh];
    const inDoubt = new Set(memory.doubted.map(([, key]) => key));
    const doubted = memory.articles.filter(({ article }) => inDoubt.has(article.key));
    const names = await matchNames(world, config, [...new Set([...all, ...doubted])]);
    // The notes first: what a crash cuts off is found anew, and not written twice.
    const queued =
      blocked === null ? await queueMatches(world, config, names, [...doubted, ...fresh], memory.doubted) : null;
    const answers = answersAfter(known, rules, readings, started);
    await document.save({
      ...remembered(memory, found, fresh, started),
      doubted: queued?.doubted ?? memory.doubted,
      sources: answers,
    });
    return { newArticles: fresh, untold: all, matched: names, notes: queued?.count ?? null };
  });
  for (const problem of matched.problems) notices.push(describeRuleProblem(problem, world.t));
  const forResult = config.getDeltaRecords ? untold.filter((one) => !isWritten(one)) : found;
  const text = resultText(
    forResult.map(({ article }) => article),
    config.mailconfig.placeholder,
  );
  const resultFile = createFile
    ? await world.attempt(notices, "write", () => writeResultFile(world.files, config.resultfile, started, text))
    : null;
  const isTold = await profileFiles(world, config, untold, matched, notices);
  if (isTold && (resultFile !== null || !createFile)) {
    await world.changeMemory(async () => document.save({ ...(await document.load()), unwritten: [] }));
  }
  return report({ newArticles, resultFile, notes });
}

function remembered(
  { seen, articles, unwritten }: KeywordsMemory,
  found: readonly KeywordArticle[],
  fresh: readonly KeywordArticle[],
  now: Date,
): Omit<KeywordsMemory, "doubted" | "sources"> {
  const oldestSeen = daysBefore(now, KEEP_SEEN_DAYS);
  const oldest = daysBefore(now, KEEP_ARTICLES_DAYS);
  const held = new Map(found.map((one) => [one.article.key, one.keywords]));
  const kept = articles
    .filter(({ article }) => article.found >= oldest)
    .map((one) => ({ ...one, keywords: held.get(one.article.key) ?? one.keywords }));
  const known = [...kept, ...fresh].slice(-MOST_ARTICLES);
  const late = new Set([...unwritten, ...fresh.map(({ article }) => article.key)]);
  return {
    seen: new Map([
      ...[...seen].filter(([, day]) => day >= oldestSeen),
      ...found.map(({ article }) => [article.key, dayOf(now)] as const),
    ]),
    articles: known,
    // Before any file is written: what a crash or a full disk cuts off, the next run completes.
    unwritten: known.flatMap(({ article }) => (late.has(article.key) ? [article.key] : [])),
  };
}

/** As `decodeKeywords` reads it. */
export function encodeKeywords({ seen, sources, ...rest }: KeywordsMemory): unknown {
  return { seen: Object.fromEntries(seen), sources: [...sources], ...rest };
}

/** What was remembered, that of earlier versions included; null for what is none. */
export function decodeKeywords(data: unknown): KeywordsMemory | null {
  if (!isRecord(data) || !isRecord(data["seen"]) || !Array.isArray(data["articles"])) return null;
  const seen = Object.entries(data["seen"]).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  // Earlier versions did not keep what is unwritten, nor what is in doubt.
  const [unwritten, doubted] = [listOf(data["unwritten"]), listOf(data["doubted"])];
  return {
    seen: new Map(seen),
    articles: (data["articles"] as unknown[]).filter(isKeywordArticle),
    unwritten: unwritten.filter((key) => typeof key === "string"),
    doubted: doubted.filter(
      (pair): pair is Doubted =>
        Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === "string"),
    ),
    sources: decodeKeywordSources(data["sources"]),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function isKeywordArticle(value: unknown): value is KeywordArticle {
  if (!isRecord(value) || !isRecord(value["article"]) || !Array.isArray(value["keywords"])) return false;
  const { key, title, url, source, found, published } = value["article"];
  return (
    [key, title, url, source, found].every((part) => typeof part === "string") &&
    (published === null || typeof published === "string") &&
    value["keywords"].every((keyword) => typeof keyword === "string")
  );
}
