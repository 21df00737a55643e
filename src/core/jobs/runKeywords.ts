import { sources as sourcesOf } from "../config/sources";
import type { KeywordsConfig } from "../config/types";
import { isRecord } from "../isRecord";
import type { Article } from "../model";
import { appendToProfileFiles } from "../results/profileFile";
import { keysInResultFiles, resultText, writeResultFile } from "../results/resultFile";
import { createFilter } from "../scan/filter";
import { createHostGate } from "../scan/hostGate";
import { createLimiter } from "../scan/limiter";
import { describeRuleProblem } from "../matching/patterns";
import { findMatches } from "../scan/matchRows";
import { daysBefore, dayOf, KEEP_ARTICLES_DAYS, KEEP_SEEN_DAYS } from "../scan/memory";
import { namesToFind } from "../scan/namesToFind";
import { readSources } from "../scan/readSources";
import { dismissals } from "../scan/trackedNames";
import type { ScanOptions } from "../session";
import type { KeywordArticle, KeywordsReport } from "./jobReports";
import type { JobDocument } from "./jobStore";
import type { JobWorld } from "./jobDesk";
import { withKeywords } from "./keywords";

/** What is remembered between runs. */
export interface KeywordsMemory {
  /** Key → day a source listed it last. */
  readonly seen: ReadonlyMap<string, string>;
  readonly articles: readonly KeywordArticle[];
  /** Keys of articles that no result file or profile file could be told of yet. */
  readonly unwritten: readonly string[];
}

export const NO_KEYWORDS: KeywordsMemory = { seen: new Map(), articles: [], unwritten: [] };

/** More than fits into a sidebar. */
const MOST_ARTICLES = 5_000;

/** The job *keywords*: sources → entries with a keyword → new ones → result file, profile files. */
export async function runKeywords(
  world: JobWorld,
  document: JobDocument<KeywordsMemory>,
  config: KeywordsConfig,
  options: ScanOptions,
): Promise<KeywordsReport> {
  const started = world.clock.now();
  const sources = sourcesOf(config);
  const crawlDelayMs = options.crawlDelayMs ?? 0;
  const { keywords, sourceRules } = config.websiteconfig;
  const readings = await readSources(sources, {
    ...world,
    limiter: createLimiter({
      total: options.concurrency,
      perHost: options.perHost,
      ...(crawlDelayMs > 0 ? { pause: { ms: crawlDelayMs, clock: world.clock } } : {}),
    }),
    rules: sourceRules,
    gate: createHostGate(await world.hosts(), world.clock, world.jitter),
    filter: createFilter({ stopwords: [], specialHandling: {}, sourceUrls: sources.map(({ url }) => url) }),
    timeoutMs: options.timeoutMs,
    controllerPort: config.controllerPort,
    detail: "summary",
    // What is listed is looked through anew, so that a keyword added today finds what is there.
    validators: new Map(),
    freshUntil: new Map(),
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
  const { newArticles, untold } = await world.changeMemory(async () => {
    const memory = await document.load();
    const fresh = found.filter((one) => !memory.seen.has(one.article.key) && !isWritten(one));
    const late = new Set(memory.unwritten);
    const all = [...memory.articles.filter(({ article }) => late.has(article.key)), ...fresh];
    await document.save(remembered(memory, found, fresh, started));
    return { newArticles: fresh, untold: all };
  });
  const forResult = config.getDeltaRecords ? untold.filter((one) => !isWritten(one)) : found;
  const text = resultText(
    forResult.map(({ article }) => article),
    config.mailconfig.placeholder,
  );
  const resultFile = createFile
    ? await world.attempt(notices, "write", () => writeResultFile(world.files, config.resultfile, started, text))
    : null;
  const isTold = await profileFiles(world, config, untold, notices);
  if (isTold && (resultFile !== null || !createFile)) {
    await world.changeMemory(async () => document.save({ ...(await document.load()), unwritten: [] }));
  }
  return report({ newArticles, resultFile });
}

function remembered(
  { seen, articles, unwritten }: KeywordsMemory,
  found: readonly KeywordArticle[],
  fresh: readonly KeywordArticle[],
  now: Date,
): KeywordsMemory {
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

/** Names of this configuration in what the keywords have found. Their notes are the articles job's business. */
async function profileFiles(
  world: JobWorld,
  { profileRecords, profiling }: KeywordsConfig,
  found: readonly KeywordArticle[],
  notices: string[],
): Promise<boolean> {
  if (!profileRecords || found.length === 0) return true;
  if (profiling.profile2cortex) {
    notices.push(
      world.t(
        "profile2cortex of the keywords configuration is not used: notes are written for the names of the articles configuration.",
      ),
    );
  }
  if (!profiling.profile2file) return true;
  const { entries } = await namesToFind(world, profiling, new Map());
  const articles = new Map(found.map(({ article }) => [article.key, article]));
  const { found: rows, problems } = await findMatches(
    [articles.values()],
    entries,
    dismissals(profiling.profiles),
    world.clock,
  );
  for (const problem of problems) notices.push(describeRuleProblem(problem, world.t));
  const rowsOf = (name: string): readonly Article[] => {
    const keys = rows.get(name)?.keys() ?? [];
    return [...keys].flatMap((key) => articles.get(key) ?? []);
  };
  const told = await world.attempt(notices, "write", async () => {
    await appendToProfileFiles(
      world.files,
      profiling.profileFolderName,
      profiling.profileData,
      profiling.profileData.flatMap((name) => (rows.has(name) ? [{ name, articles: rowsOf(name) }] : [])),
    );
    return true;
  });
  return told === true;
}

export function encodeKeywords({ seen, ...rest }: KeywordsMemory): unknown {
  return { seen: Object.fromEntries(seen), ...rest };
}

export function decodeKeywords(data: unknown): KeywordsMemory | null {
  if (!isRecord(data) || !isRecord(data["seen"]) || !Array.isArray(data["articles"])) return null;
  const seen = Object.entries(data["seen"]).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  // Earlier versions did not keep what is unwritten.
  const unwritten = Array.isArray(data["unwritten"]) ? (data["unwritten"] as unknown[]) : [];
  return {
    seen: new Map(seen),
    articles: (data["articles"] as unknown[]).filter(isKeywordArticle),
    unwritten: unwritten.filter((key) => typeof key === "string"),
  };
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
