import type { ConfigState } from "../config/configState";
import { sources as sourcesOf } from "../config/sources";
import type { KeywordsConfig } from "../config/types";
import { KEEP_ARTICLES_DAYS, KEEP_SEEN_DAYS, MAX_KEYWORD_ARTICLES } from "../limits";
import type { Names } from "../names/names";
import { describeLargeFile, keysInResultFiles, resultText, writeResultFile } from "../results/resultFile";
import { createFilter } from "../sources/filter";
import { describeRuleProblem } from "../text/patterns";
import { dayOf, daysBefore } from "../memory/memory";
import { takenAnswers } from "../sources/takenAnswers";
import { knownKeys } from "../sources/keysOfItems";
import { mergeArticles } from "../sources/mergeArticles";
import { wantedArticles } from "../sources/wantedArticles";
import { type PreparedJob, reportBase } from "../scan/preparedJob";
import type { KeywordArticle, KeywordsReport } from "./jobReports";
import { attempt } from "./attempt";
import type { JobWorkspace } from "./jobDocuments";
import { matchNames, notesProblem, profileFiles, queueMatches } from "./keywordNames";
import { withKeywords } from "./keywords";
import type { KeywordsMemory } from "./keywordsMemory";
import { keywordRules } from "./keywordSources";

/** The job *keywords*: sources → entries with a keyword → new ones → result file, profile files, notes. */
export async function prepareKeywords(
  workspace: JobWorkspace,
  names: Names,
  config: KeywordsConfig,
  articles: ConfigState,
  askAll: boolean,
): Promise<PreparedJob<KeywordsReport>> {
  const { clock } = workspace;
  const sources = sourcesOf(config);
  const { keywords, sourceRules } = config.websiteconfig;
  const known = await workspace.memory.load("sources", "health", "keywords");
  // With other keywords all of it is looked through anew, so that one added today finds what is there.
  const rules = keywordRules(config, sources);
  const taken = takenAnswers(known.sources, known.health, {
    job: "keywords",
    rules,
    isDelta: config.getDeltaRecords,
    askAll,
    now: clock.now(),
  });
  const filter = createFilter({ stopwords: [], specialHandling: {}, sourceUrls: sources.map(({ url }) => url) });
  const look = {
    sourceRules,
    controllerPort: config.controllerPort,
    filter,
    detail: "summary",
    taken,
    known: knownKeys(known.keywords.seen),
  } as const;
  const { wants, readings } = wantedArticles(sources, look, clock);
  return {
    rules,
    wants,
    finish: async (reading) => {
      const { started } = reading;
      const read = readings();
      const notices: string[] = [];
      const report = (found: Partial<KeywordsReport>): KeywordsReport => ({
        job: "keywords",
        ...reportBase(clock, reading, read, notices),
        newArticles: [],
        notes: null,
        ...found,
      });
      if (reading.cancelled) return report({});
      const listed = mergeArticles(read, "keywords", reading.joined, (key) => known.keywords.seen.has(key));
      const found = withKeywords(listed.values(), keywords);
      return report(
        await rememberKeywords(
          workspace,
          names,
          config,
          notesProblem(config, articles, workspace.t),
          found,
          read.flatMap(({ owners }) => owners),
          started,
          notices,
        ),
      );
    },
  };
}

/** Remembers what was found, and writes what is new into the files. */
async function rememberKeywords(
  workspace: JobWorkspace,
  library: Names,
  config: KeywordsConfig,
  blocked: string | false | null,
  found: readonly KeywordArticle[],
  owners: readonly string[],
  started: Date,
  notices: string[],
): Promise<Pick<KeywordsReport, "newArticles" | "resultFile" | "notes">> {
  const { files, memory: store, clock, t } = workspace;
  const { folder, createFile } = config.resultfile;
  const written =
    config.getDeltaRecords && createFile
      ? await attempt(notices, t, "read", () =>
          keysInResultFiles(
            files,
            folder,
            () => clock.wait(0),
            (name) => notices.push(describeLargeFile(name, t)),
          ),
        )
      : null;
  const isWritten = ({ article }: KeywordArticle): boolean => written?.has(article.key) === true;
  if (typeof blocked === "string") notices.push(blocked);
  const { newArticles, untold, tracked, notes, gone } = await store.change(
    ["keywords", "outbox"],
    async ({ keywords: memory, outbox }) => {
      const unseen = found.filter((one) => !memory.seen.has(one.article.key));
      const fresh = unseen.filter((one) => !isWritten(one));
      const late = new Set(memory.unwritten);
      const all = [...memory.articles.filter(({ article }) => late.has(article.key)), ...fresh];
      const inDoubt = new Set(memory.doubted.map(([, key]) => key));
      const doubted = memory.articles.filter(({ article }) => inDoubt.has(article.key));
      const names = await matchNames(workspace, library, config, [...new Set([...all, ...doubted])]);
      const queued =
        blocked === null
          ? queueMatches(config, outbox, names, [...doubted, ...fresh], memory.doubted, clock.now())
          : null;
      const { gone, ...keywords } = remembered(memory, found, owners, unseen, new Set(fresh), started);
      return {
        // The notes first: what a crash cuts off is found anew, and not written twice.
        outbox: queued?.outbox ?? outbox,
        keywords: { ...keywords, doubted: queued?.doubted ?? memory.doubted },
        gone,
        newArticles: fresh,
        untold: all,
        tracked: names,
        notes: queued?.count ?? null,
      };
    },
  );
  if (gone > 0) {
    const values = { count: gone, limit: MAX_KEYWORD_ARTICLES };
    notices.push(
      t("Of the articles of keywords {count} were given up, the oldest first. {limit} are remembered.", values),
    );
  }
  for (const problem of tracked.problems) notices.push(describeRuleProblem(problem, t));
  const forResult = config.getDeltaRecords ? untold.filter((one) => !isWritten(one)) : found;
  const text = resultText(
    forResult.map(({ article }) => article),
    config.mailconfig.placeholder,
  );
  const resultFile = createFile
    ? await attempt(notices, t, "write", () => writeResultFile(files, config.resultfile, started, text))
    : null;
  const isTold = await profileFiles(workspace, config, untold, tracked, notices);
  if (isTold && (resultFile !== null || !createFile)) {
    await store.change(["keywords"], ({ keywords: memory }) => ({ keywords: { ...memory, unwritten: [] } }));
  }
  return { newArticles, resultFile, notes };
}

function remembered(
  { seen, articles, unwritten }: KeywordsMemory,
  found: readonly KeywordArticle[],
  owners: readonly string[],
  unseen: readonly KeywordArticle[],
  fresh: ReadonlySet<KeywordArticle>,
  now: Date,
): Omit<KeywordsMemory, "doubted"> & { readonly gone: number } {
  const oldestSeen = daysBefore(now, KEEP_SEEN_DAYS);
  const oldest = daysBefore(now, KEEP_ARTICLES_DAYS);
  const held = new Map(found.map((one) => [one.article.key, one.keywords]));
  const kept = articles
    .filter(({ article }) => article.found >= oldest)
    .map((one) => ({ ...one, keywords: held.get(one.article.key) ?? one.keywords }));
  const stored = new Set(kept.map(({ article }) => article.key));
  // What an earlier result file holds is shown like any other; only news go before the rest where there are too many.
  const told = unseen.filter((one) => !fresh.has(one) && !stored.has(one.article.key));
  const all = [...told, ...kept, ...fresh];
  const known = all.slice(-MAX_KEYWORD_ARTICLES);
  const late = new Set([...unwritten, ...[...fresh].map(({ article }) => article.key)]);
  return {
    seen: new Map([
      ...[...seen].filter(([, day]) => day >= oldestSeen),
      ...[...found.map(({ article }) => article.key), ...owners].map((key) => [key, dayOf(now)] as const),
    ]),
    articles: known,
    gone: all.length - known.length,
    // Before any file is written: what a crash or a full disk cuts off, the next run completes.
    unwritten: known.flatMap(({ article }) => (late.has(article.key) ? [article.key] : [])),
  };
}
