import { fileReason } from "../text/fileReason";
import { sources as sourcesOf } from "../config/sources";
import type { ArticlesConfig } from "../config/types";
import { MAX_NEW_ARTICLES, MAX_NEW_MATCHED, MAX_REVISED } from "../limits";
import type { Article, ScanReport, SourceReport } from "../model/model";
import { appendToProfileFiles } from "../results/profileFile";
import {
  WrittenArticles,
  articlesInResultFiles,
  describeLargeFile,
  resultText,
  writeResultFile,
} from "../results/resultFile";
import { describeCuts } from "../fetching/describeCuts";
import { describeSourceFailure, describeSourceSkip } from "../fetching/describeSourceFailure";
import type { SourceReading } from "../sources/articlesOf";
import { createFilter } from "../sources/filter";
import type { Pending } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { forgetSummaries } from "../summaries/summaries";
import { readRules } from "../sources/readRules";
import { takenAnswers } from "../sources/takenAnswers";
import { knownKeys } from "../sources/knownKeys";
import { mergeArticles } from "../sources/mergeArticles";
import { wantedArticles } from "../sources/wantedArticles";
import { type PreparedJob, reportBase } from "./preparedJob";
import { type Remembered, rememberScan } from "./rememberScan";
import { storedUnseen } from "./rememberSeen";

/** The articles job: sources → articles not seen before → matches → memory → result files of what is new. */
export async function prepareArticles(
  workspace: Workspace,
  names: Names,
  config: ArticlesConfig,
  askAll: boolean,
): Promise<PreparedJob<ScanReport>> {
  const { clock, t } = workspace;
  const memory = await workspace.memory.load("sources", "seen", "health", "articles");
  const { sources: known, seen, health } = memory;
  const sources = sourcesOf(config);
  const detail = wantsContent(config) ? "content" : "summary";
  const rules = readRules(config, sources, detail);
  const filter = createFilter({ ...config.websiteconfig, sourceUrls: sources.map(({ url }) => url) });
  const taken = takenAnswers(known, health, {
    job: "articles",
    rules,
    isDelta: config.getDeltaRecords,
    askAll,
    now: clock.now(),
  });
  const notices: string[] = [];
  // While the servers think: nobody else writes result files during a scan.
  const earlier = writtenArticles(workspace, config, notices);
  const { sourceRules } = config.websiteconfig;
  const look = {
    sourceRules,
    controllerPort: config.controllerPort,
    filter,
    detail,
    taken,
    known: knownKeys(seen, storedUnseen(memory)),
  } as const;
  const { wants, readings } = wantedArticles(sources, look, clock);
  let unfinished: Remembered["unfinished"] = new Set();
  return {
    rules,
    wants,
    unfinished: () => unfinished,
    finish: async (reading) => {
      const { started } = reading;
      const read = readings();
      logSources(workspace, read);
      let left: Remembered["left"] = new Map();
      const report = (found: Partial<ScanReport>): ScanReport => ({
        job: "articles",
        ...reportBase(clock, reading, read, notices),
        ...(left.size === 0 ? {} : { sources: read.map(({ report: of }) => withLeft(of, left)) }),
        articleCount: 0,
        newArticles: [],
        newMatches: [],
        ...found,
      });
      if (reading.cancelled) return report({});

      const listed = mergeArticles(read, "articles", reading.joined, (key) => seen.has(key));
      const written = await earlier;
      // Whatever the memory of this machine has lost or never had: what the files hold was reported, by whomever.
      const isTold = (article: Article): boolean => !seen.has(article.key) && written.has(article);
      const unseen = [...listed.articles.values()].filter((one) => !seen.has(one.key) && !written.has(one));
      const findings = { listed, newArticles: unseen, isTold, readings: read, rules, started };
      const remembered = await rememberScan(workspace, names, config, findings, notices);
      const newArticles = remembered.kept;
      const updated = newArticles.filter((article) => article.updated !== undefined);
      await forgetSummaries(workspace, new Set(updated.map(({ key }) => key)));
      ({ left, unfinished } = remembered);
      for (const [source, count] of left) {
        const values = { source, count, limit: MAX_NEW_ARTICLES, matched: MAX_NEW_MATCHED };
        notices.push(
          t(
            "{source}: {count|new article was|new articles were} searched and not kept. Of one scan the newest {limit} are kept, and {matched|more|more} with a tracked name.",
            values,
          ),
        );
      }

      for (const [source, count] of remembered.later) {
        notices.push(
          t(
            "{source}: {count|changed entry is|changed entries are} left for the next scan; this one has looked at {limit}.",
            {
              source,
              count,
              limit: MAX_REVISED,
            },
          ),
        );
      }

      const forResult = config.getDeltaRecords
        ? articlesToWrite(newArticles, remembered, written)
        : [...listed.articles.values()];
      const resultFile = await writeResults(workspace, config, forResult, started, notices);
      const isProfiled = await writeProfiles(workspace, config, remembered, notices);
      await tickOff(workspace, {
        ...(resultFile === null ? {} : { result: [] }),
        ...(isProfiled ? { profiles: [] } : {}),
      });
      return report({ articleCount: listed.articles.size, newArticles, newMatches: remembered.fresh, resultFile });
    },
  };
}

/** Whether the rule of some name looks into the whole text. */
function wantsContent({ profiling }: ArticlesConfig): boolean {
  return profiling.profiles.some((profile) =>
    [profile, ...profile.aliases].some(({ match }) => match.matchIn?.includes("content") === true),
  );
}

/** The line of a source with how many of its new articles were left out. */
function withLeft(report: SourceReport, left: Remembered["left"]): SourceReport {
  const count = left.get(report.source.url);
  return count === undefined ? report : { ...report, left: count };
}

function logSources({ log, t }: Workspace, readings: readonly SourceReading[]): void {
  for (const { report } of readings) {
    const line = `${report.source.url}: ${report.outcome}, ${report.articles} articles, ${Math.round(report.durationMs)} ms`;
    if (report.skipped !== undefined) {
      log.info(`${report.source.url}: ${report.outcome}. ${describeSourceSkip(report.skipped, t)}`);
    } else if (report.failure === undefined) log.info(line);
    else log.warn(`${line}. ${describeSourceFailure(report.failure, t)}`);
    for (const sentence of describeCuts(report.cuts ?? {}, t)) log.warn(`${report.source.url}: ${sentence}`);
  }
}

/** What earlier result files hold. A folder that cannot be read costs a notice, not the scan: the memory knows most of it. */
async function writtenArticles(
  { clock, files, t }: Workspace,
  { resultfile }: ArticlesConfig,
  notices: string[],
): Promise<WrittenArticles> {
  try {
    return await articlesInResultFiles(
      files,
      resultfile.folder,
      () => clock.wait(0),
      (name) => notices.push(describeLargeFile(name, t)),
    );
  } catch (error) {
    notices.push(t("The earlier result files could not be read: {reason}", { reason: fileReason(error, t) }));
    return new WrittenArticles();
  }
}

/** New articles, and those an earlier run had promised but no result file holds. */
function articlesToWrite(
  newArticles: readonly Article[],
  { articles, pending }: Remembered,
  written: WrittenArticles,
): Article[] {
  const fresh = new Set(newArticles.map(({ key }) => key));
  const promised = pending.result.flatMap((key) => {
    const article = articles.get(key);
    return article === undefined || fresh.has(key) || written.has(article) ? [] : [article];
  });
  return [...newArticles, ...promised];
}

async function writeResults(
  { files, t }: Workspace,
  config: ArticlesConfig,
  articles: readonly Article[],
  time: Date,
  notices: string[],
): Promise<string | null> {
  if (!config.resultfile.createFile) return null;
  try {
    const text = resultText(articles, config.mailconfig.placeholder);
    return await writeResultFile(files, config.resultfile, time, text);
  } catch (error) {
    notices.push(t("The result file could not be written: {reason}", { reason: fileReason(error, t) }));
    return null;
  }
}

/** @returns true when something was written, and all of it */
async function writeProfiles(
  { files, t }: Workspace,
  config: ArticlesConfig,
  { articles, pending }: Remembered,
  notices: string[],
): Promise<boolean> {
  if (pending.profiles.length === 0) return false;
  const names = [...new Set(pending.profiles.map(([name]) => name))];
  const rows = names.map((name) => ({
    name,
    articles: pending.profiles.flatMap(([owner, key]) => (owner === name ? (articles.get(key) ?? []) : [])),
  }));
  try {
    const { profileFolderName, profileData } = config.profiling;
    await appendToProfileFiles(files, profileFolderName, profileData, rows);
    return true;
  } catch (error) {
    notices.push(t("A profile file could not be written: {reason}", { reason: fileReason(error, t) }));
    return false;
  }
}

/** Of what was promised, what has been written. A failure costs nothing: the next scan finds it written. */
async function tickOff({ memory, log }: Workspace, done: Partial<Pending>): Promise<void> {
  if (Object.keys(done).length === 0) return;
  await memory
    .change(["pending"], ({ pending }) => ({ pending: { ...pending, ...done } }))
    .catch((error: unknown) => log.warn(`What was promised could not be ticked off: ${String(error)}`));
}
