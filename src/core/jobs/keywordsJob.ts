import type { ConfigState } from "../config/configState";
import { findsItems } from "../config/parseOwnJob";
import { sources as sourcesOf } from "../config/sources";
import type { KeywordsConfig } from "../config/types";
import { KEEP_ARTICLES_DAYS, KEEP_SEEN_DAYS, MAX_KEYWORD_ARTICLES } from "../limits";
import type { Names } from "../names/names";
import { articlesInResultFiles, describeLargeFile, writeResultFile } from "../results/resultFile";
import { createFilter } from "../sources/filter";
import { describeRuleProblem } from "../text/patterns";
import { shownUrl } from "../urls/shownUrl";
import { dayOf, daysBefore } from "../memory/memory";
import { seenAfter, sourceTags } from "../memory/seenKeys";
import { takenAnswers } from "../sources/takenAnswers";
import { knownKeys } from "../sources/knownKeys";
import type { SourceReading } from "../sources/articlesOf";
import { type Listed, mergeArticles } from "../sources/mergeArticles";
import { wantedArticles } from "../sources/wantedArticles";
import { type PreparedJob, reportBase } from "../scan/preparedJob";
import { forgetSummaries } from "../summaries/summaries";
import type { KeywordArticle, KeywordsReport } from "./jobReports";
import { attempt } from "./attempt";
import type { JobWorkspace } from "./jobDocuments";
import { matchNames, notesProblem, profileFiles, queueMatches } from "./keywordNames";
import type { ListJob } from "./listJob";
import { ScriptTurn, articleItem, pageItems } from "./ownScript";
import { scriptedArticles } from "./scriptedArticles";
import { wantedPages } from "./wantedPages";
import { type KeywordRevisions, keywordRevisions } from "./keywordRevisions";
import type { KeywordsMemory } from "./keywordsMemory";
import { keywordRules } from "./keywordSources";

/**
 * The job *keywords*, and those of the user's own that make articles: sources → entries with a keyword → new ones → result file, profile
 * files, notes.
 */
export async function prepareKeywords(
  workspace: JobWorkspace,
  names: Names,
  config: KeywordsConfig,
  articles: ConfigState,
  askAll: boolean,
  job: ListJob,
): Promise<PreparedJob<KeywordsReport>> {
  const { clock, t } = workspace;
  const { script } = job;
  const all = script?.at === "alone" ? [] : sourcesOf(config);
  const sources = script?.at === "extract" ? all.filter(({ kind }) => kind === "feed") : all;
  const pages = script?.at === "extract" ? wantedPages(config, "page") : null;
  const { sourceRules } = config.websiteconfig;
  const known = await workspace.memory.load("sources", "health", "keywords", "seen");
  // With other keywords all of it is looked through anew, so that one added today finds what is there.
  const rules = keywordRules(config, job, sources);
  const taken = takenAnswers(known.sources, known.health, {
    job: job.own?.id ?? "keywords",
    rules,
    isDelta: config.getDeltaRecords,
    askAll,
    now: clock.now(),
  });
  const filter = createFilter({ ...job.filter, sourceUrls: sources.map(({ url }) => url) });
  const look = {
    sourceRules,
    controllerPort: config.controllerPort,
    filter,
    detail: "summary",
    taken,
    // An article has one key in all jobs.
    known: knownKeys(known.seen, known.keywords.seen),
    ...(job.extract === null ? {} : { extract: job.extract }),
  } as const;
  const { wants, readings } = wantedArticles(sources, look, clock);
  let unfinished: KeywordRevisions["unfinished"] = new Set();
  return {
    rules,
    wants: [...wants, ...(pages?.wants ?? [])],
    unfinished: () => unfinished,
    finish: async (reading) => {
      const { started } = reading;
      const read = readings();
      const readPages = pages?.readings() ?? [];
      const notices: string[] = [];
      const turn = new ScriptTurn(script, notices, t);
      const report = (found: Partial<KeywordsReport>): KeywordsReport => ({
        job: "keywords",
        ...reportBase(clock, reading, [...read, ...readPages], notices),
        ...(job.own === null ? {} : { own: job.own }),
        ...(turn.ran === null ? {} : { script: turn.ran }),
        newArticles: [],
        notes: null,
        ...found,
      });
      if (reading.cancelled) return report({});
      /** Nothing was taken: the next run reads the sources whole. */
      const untaken = (isCancelled: boolean): KeywordsReport => {
        unfinished = new Set(all.map(({ url }) => shownUrl(url)));
        return report({ cancelled: isCancelled });
      };
      let scripted: readonly SourceReading[] = [];
      if (script !== null && findsItems(script)) {
        const given = await turn.ask(pageItems(readPages));
        if (given === null || given === "cancelled") return untaken(given === "cancelled");
        const [first = null] = readPages.map(({ report: { source } }) => source.url);
        scripted = await scriptedArticles(given.articles, first, filter, look.known, clock);
      }
      const listed = mergeArticles([...read, ...scripted], job.own?.id ?? "keywords", reading.joined, (key) =>
        known.keywords.seen.has(key),
      );
      let { find } = job;
      if (script?.at === "filter") {
        const found = find(listed.articles.values());
        const isKnown = (key: string): boolean => known.keywords.seen.has(key);
        const dropped = await turn.judge(found, ({ article }) => article.key, articleItem, isKnown, started);
        if (dropped === null || dropped === "cancelled") return untaken(dropped === "cancelled");
        find = (articles) => job.find(articles).filter(({ article }) => !dropped.has(article.key));
      }
      const layOut: ListLayout = async (articles, placeholder) => {
        if (script?.at !== "format") return job.resultText(articles, placeholder);
        if (articles.length === 0) return placeholder;
        const given = await turn.ask(articles.map(articleItem));
        if (given === null || given === "cancelled") return null;
        return given.text ?? placeholder;
      };
      const blocked = notesProblem(config, articles, job.own !== null, workspace.t);
      const { unfinished: left, ...found } = await rememberKeywords(
        workspace,
        names,
        { ...job, config, find, layOut },
        blocked,
        listed,
        started,
        notices,
      );
      unfinished = left;
      if (script?.at === "after" && found.newArticles.length > 0) await turn.ask(found.newArticles.map(articleItem));
      await turn.applied();
      return report(found);
    },
  };
}

/** The text of the result file; null where there is none to be had, so that what is due stays due. */
type ListLayout = (articles: readonly KeywordArticle[], placeholder: string) => Promise<string | null>;

/** Remembers what was found, and writes what is new into the files. */
async function rememberKeywords(
  workspace: JobWorkspace,
  library: Names,
  { config, find, layOut, ...job }: ListJob & { readonly config: KeywordsConfig; readonly layOut: ListLayout },
  blocked: string | false | null,
  listed: Listed,
  started: Date,
  notices: string[],
): Promise<Pick<KeywordsReport, "newArticles" | "resultFile" | "notes"> & Pick<KeywordRevisions, "unfinished">> {
  const { files, memory: store, clock, t } = workspace;
  const { folder, createFile } = config.resultfile;
  const written =
    config.getDeltaRecords && createFile && job.readsResults
      ? await attempt(notices, t, "read", () =>
          articlesInResultFiles(
            files,
            folder,
            () => clock.wait(0),
            (name) => notices.push(describeLargeFile(name, t)),
          ),
        )
      : null;
  const isWritten = ({ article }: KeywordArticle): boolean => written?.has(article) === true;
  if (typeof blocked === "string") notices.push(blocked);
  const found = find(listed.articles.values());
  const { newArticles, untold, tracked, notes, gone, unfinished } = await store.change(
    ["keywords", "outbox"],
    async ({ keywords: memory, outbox }) => {
      const namesOf = (articles: readonly KeywordArticle[]) => matchNames(workspace, library, config, articles);
      const revisions = await keywordRevisions(listed, memory, find, namesOf, started);
      const unseen = found.filter((one) => !memory.seen.has(one.article.key));
      const fresh = [...unseen.filter((one) => !isWritten(one)), ...revisions.updates];
      const late = new Set(memory.unwritten);
      const updated = new Set(revisions.updates.map(({ article }) => article.key));
      const lateOnes = memory.articles.filter(({ article: { key } }) => late.has(key) && !updated.has(key));
      const all = [...lateOnes, ...fresh];
      const inDoubt = new Set(memory.doubted.map(([, key]) => key));
      const doubted = memory.articles.filter(({ article: { key } }) => inDoubt.has(key) && !updated.has(key));
      const names = await namesOf([...new Set([...all, ...doubted])]);
      const due = { articles: [...doubted, ...fresh], doubted: memory.doubted, gained: revisions.gained };
      const queued = blocked === null ? queueMatches(config, outbox, names, due, clock.now()) : null;
      const findings = { listed, found, unseen, fresh: new Set(fresh), revisions };
      const { gone, ...kept } = remembered(memory, findings, started);
      return {
        // The notes first: what a crash cuts off is found anew, and not written twice.
        outbox: queued?.outbox ?? outbox,
        keywords: { ...kept, doubted: queued?.doubted ?? memory.doubted },
        gone,
        unfinished: revisions.unfinished,
        newArticles: fresh,
        untold: all,
        tracked: names,
        notes: queued?.count ?? null,
      };
    },
  );
  const updated = newArticles.filter(({ article }) => article.updated !== undefined);
  await forgetSummaries(workspace, new Set(updated.map(({ article }) => article.key)));
  if (gone > 0) {
    const values = { count: gone, limit: MAX_KEYWORD_ARTICLES };
    notices.push(
      t("Of the articles of keywords {count|was|were} given up, the oldest first. {limit} are remembered.", values),
    );
  }
  for (const problem of tracked.problems) notices.push(describeRuleProblem(problem, t));
  const forResult = config.getDeltaRecords ? untold.filter((one) => !isWritten(one)) : found;
  const text = createFile ? await layOut(forResult, config.mailconfig.placeholder) : null;
  const resultFile =
    createFile && text !== null
      ? await attempt(notices, t, "write", () => writeResultFile(files, config.resultfile, started, text))
      : null;
  const isTold = await profileFiles(workspace, config, untold, tracked, notices);
  if (isTold && (resultFile !== null || !createFile)) {
    await store.change(["keywords"], ({ keywords: memory }) => ({ keywords: { ...memory, unwritten: [] } }));
  }
  return { newArticles, resultFile, notes, unfinished };
}

/** What a run has found. */
interface Findings {
  readonly listed: Listed;
  readonly found: readonly KeywordArticle[];
  readonly unseen: readonly KeywordArticle[];
  readonly fresh: ReadonlySet<KeywordArticle>;
  readonly revisions: KeywordRevisions;
}

function remembered(
  { seen, articles, unwritten }: KeywordsMemory,
  { listed, found, unseen, fresh, revisions: { updates, texts, changes } }: Findings,
  now: Date,
): Omit<KeywordsMemory, "doubted"> & { readonly gone: number } {
  const oldestSeen = daysBefore(now, KEEP_SEEN_DAYS);
  const oldest = daysBefore(now, KEEP_ARTICLES_DAYS);
  const held = new Map(found.map((one) => [one.article.key, one.keywords]));
  const updated = new Set(updates.map(({ article }) => article.key));
  const kept = articles
    .filter(({ article: { found: since, key } }) => since >= oldest && !updated.has(key))
    .map((one) => texts.get(one.article.key) ?? { ...one, keywords: held.get(one.article.key) ?? one.keywords });
  const stored = new Set(kept.map(({ article }) => article.key));
  // What an earlier result file holds is shown like any other; only news go before the rest where there are too many.
  const told = unseen.filter((one) => !fresh.has(one) && !stored.has(one.article.key));
  const all = [...told, ...kept, ...fresh];
  const known = all.slice(-MAX_KEYWORD_ARTICLES);
  const late = new Set([...unwritten, ...[...fresh].map(({ article }) => article.key)]);
  const listing = { today: dayOf(now), recent: dayOf(now) };
  const tagOf = sourceTags();
  const seenAfterwards = new Map([...seen].filter(([, value]) => value >= oldestSeen));
  for (const { article } of found) {
    const { key, source } = article;
    const version = listed.versions.get(key)?.version ?? null;
    const said = { ...listing, tag: tagOf(source), version, change: changes.get(key) ?? null, leadsTo: null };
    seenAfterwards.set(key, seenAfter(seenAfterwards.get(key), said));
  }
  for (const [key, { leadsTo, source }] of listed.marks) {
    seenAfterwards.set(
      key,
      seenAfter(seenAfterwards.get(key), { ...listing, tag: tagOf(source), version: null, change: null, leadsTo }),
    );
  }
  return {
    seen: seenAfterwards,
    articles: known,
    gone: all.length - known.length,
    // Before any file is written: what a crash or a full disk cuts off, the next run completes.
    unwritten: known.flatMap(({ article }) => (late.has(article.key) ? [article.key] : [])),
  };
}
