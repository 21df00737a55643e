import { sources as sourcesOf } from "../config/sources";
import type { KeywordsConfig } from "../config/types";
import type { Article } from "../model/model";
import { keysInResultFiles, resultText, writeResultFile } from "../results/resultFile";
import { createFilter } from "../sources/filter";
import { scanLimiter } from "../fetching/limiter";
import { describeRuleProblem } from "../text/patterns";
import { KEEP_ARTICLES_DAYS, KEEP_SEEN_DAYS, dayOf, daysBefore } from "../memory/memory";
import { readSources } from "../sources/readSources";
import type { ScanOptions } from "../fetching/scanOptions";
import type { KeywordArticle, KeywordsReport } from "./jobReports";
import type { JobWorld } from "./jobWorld";
import { matchNames, notesProblem, profileFiles, queueMatches } from "./keywordNames";
import { withKeywords } from "./keywords";
import type { KeywordsMemory } from "./keywordsMemory";
import { answersAfter, keywordRules, usableAnswers } from "./keywordSources";

/** More than fits into a sidebar. */
const MOST_ARTICLES = 5_000;

/** The job *keywords*: sources → entries with a keyword → new ones → result file, profile files, notes. */
export async function runKeywords(
  world: JobWorld,
  config: KeywordsConfig,
  options: ScanOptions,
): Promise<KeywordsReport> {
  const started = world.clock.now();
  const sources = sourcesOf(config);
  const { keywords, sourceRules } = config.websiteconfig;
  const { sources: known } = (await world.memory.load("keywords")).keywords;
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
  const { newArticles, untold, tracked, notes } = await world.memory.change(
    ["keywords", "outbox", "owners"],
    async ({ keywords: memory, outbox, owners }) => {
      const fresh = found.filter((one) => !memory.seen.has(one.article.key) && !isWritten(one));
      const late = new Set(memory.unwritten);
      const all = [...memory.articles.filter(({ article }) => late.has(article.key)), ...fresh];
      const inDoubt = new Set(memory.doubted.map(([, key]) => key));
      const doubted = memory.articles.filter(({ article }) => inDoubt.has(article.key));
      const names = await matchNames(world, config, owners, [...new Set([...all, ...doubted])]);
      const queued =
        blocked === null ? queueMatches(world, config, outbox, names, [...doubted, ...fresh], memory.doubted) : null;
      return {
        // The notes first: what a crash cuts off is found anew, and not written twice.
        outbox: queued?.outbox ?? outbox,
        keywords: {
          ...remembered(memory, found, fresh, started),
          doubted: queued?.doubted ?? memory.doubted,
          sources: answersAfter(known, rules, readings, started),
        },
        newArticles: fresh,
        untold: all,
        tracked: names,
        notes: queued?.count ?? null,
      };
    },
  );
  for (const problem of tracked.problems) notices.push(describeRuleProblem(problem, world.t));
  const forResult = config.getDeltaRecords ? untold.filter((one) => !isWritten(one)) : found;
  const text = resultText(
    forResult.map(({ article }) => article),
    config.mailconfig.placeholder,
  );
  const resultFile = createFile
    ? await world.attempt(notices, "write", () => writeResultFile(world.files, config.resultfile, started, text))
    : null;
  const isTold = await profileFiles(world, config, untold, tracked, notices);
  if (isTold && (resultFile !== null || !createFile)) {
    await world.memory.change(["keywords"], ({ keywords: memory }) => ({ keywords: { ...memory, unwritten: [] } }));
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
