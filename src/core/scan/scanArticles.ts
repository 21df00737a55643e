import type { ArticlesConfig } from "../config/types";
import type { Article, ScanReport, Source } from "../model/model";
import type { ScanOptions } from "../fetching/scanOptions";
import { appendToProfileFiles } from "../results/profileFile";
import { keysInResultFiles, resultText, writeResultFile } from "../results/resultFile";
import { describeSourceFailure, describeSourceSkip } from "../fetching/describeSourceFailure";
import { createFilter } from "../sources/filter";
import type { HealthMemory } from "../memory/healthMemory";
import { createHostGate } from "../fetching/hostGate";
import { scanLimiter } from "../fetching/limiter";
import {
  KEEP_VALIDATORS_DAYS,
  type Pending,
  type SourceMemory,
  type SourcesMemory,
  daysBefore,
} from "../memory/memory";
import { type SourceReading, readSources } from "../sources/readSources";
import { readRules } from "../sources/readRules";
import { type Remembered, rememberScan } from "./rememberScan";
import type { ScanWorld } from "./scanWorld";

/** The articles job: sources → new articles → matches → memory → result files. A cancelled scan changes nothing. */
export async function scanArticles(
  world: ScanWorld,
  config: ArticlesConfig,
  sources: readonly Source[],
  options: ScanOptions,
): Promise<ScanReport> {
  const started = world.clock.now();
  const { sources: known, seen, health } = await world.memory.load("sources", "seen", "health");
  const { sourceRules } = config.websiteconfig;
  const detail = wantsContent(config) ? "content" : "summary";
  const rules = readRules(config, sources, detail);
  const isSame = (url: string): boolean => config.getDeltaRecords && known.rules.get(url) === rules.get(url);
  const gate = createHostGate(health.hosts, world.clock, world.jitter);
  // While the servers think: nobody else writes result files during a scan.
  const reading = writtenKeys(world, config);
  await world.clock.wait(0);
  const readings = await readSources(sources, {
    ...world,
    limiter: scanLimiter(options, world),
    rules: sourceRules,
    gate,
    filter: createFilter({ ...config.websiteconfig, sourceUrls: sources.map(({ url }) => url) }),
    timeoutMs: options.timeoutMs,
    controllerPort: config.controllerPort,
    detail,
    validators: usableValidators(known, isSame, started),
    freshUntil: options.askAll === true ? new Map() : stillFresh(health, isSame),
    signal: options.signal,
    onProgress: options.onProgress,
  });
  logSources(world, readings);
  const report = (rest: Partial<ScanReport>): ScanReport => ({
    job: "articles",
    started: started.toISOString(),
    durationMs: world.clock.now().getTime() - started.getTime(),
    cancelled: false,
    sources: readings.map((reading) => reading.report),
    articleCount: 0,
    newArticles: [],
    newMatches: [],
    resultFile: null,
    notices: world.notices,
    ...rest,
  });
  if (options.signal.aborted) return report({ cancelled: true });

  const listed = mergeArticles(readings);
  const written = await reading;
  const isNew = ({ key }: Article): boolean => !seen.has(key) && !written.has(key);
  const newArticles = [...listed.values()].filter(isNew);
  const remembered = await rememberScan(world, config, { listed, newArticles, readings, gate, rules, started });

  const forResult = config.getDeltaRecords ? articlesToWrite(newArticles, remembered, written) : [...listed.values()];
  const resultFile = await writeResults(world, config, forResult, started);
  await writeProfiles(world, config, remembered);
  return report({
    articleCount: listed.size,
    newArticles,
    newMatches: remembered.fresh,
    resultFile,
  });
}

/** Whether the rule of some name looks into the whole text. */
function wantsContent({ profiling }: ArticlesConfig): boolean {
  return profiling.profiles.some((profile) =>
    [profile, ...profile.aliases].some(({ match }) => match.matchIn?.includes("content") === true),
  );
}

/** Validators are of use only for the same rules, and only when what is known need not be written again. */
function usableValidators(
  { validators }: SourcesMemory,
  isSame: (url: string) => boolean,
  now: Date,
): ReadonlyMap<string, SourceMemory> {
  const oldest = daysBefore(now, KEEP_VALIDATORS_DAYS);
  return new Map([...validators].filter(([url, { day }]) => day >= oldest && isSame(url)));
}

/** A source that was read through other rules, or is to be written whole each time, is asked whatever its server said. */
function stillFresh({ sources }: HealthMemory, isSame: (url: string) => boolean): ReadonlyMap<string, string> {
  return new Map(
    [...sources].flatMap(([url, { freshUntil }]) =>
      freshUntil !== null && isSame(url) ? [[url, freshUntil] as const] : [],
    ),
  );
}

function logSources(world: ScanWorld, readings: readonly SourceReading[]): void {
  for (const { report } of readings) {
    const line = `${report.source.url}: ${report.outcome}, ${report.articles} articles, ${Math.round(report.durationMs)} ms`;
    if (report.skipped !== undefined) {
      world.log.info(`${report.source.url}: ${report.outcome}. ${describeSourceSkip(report.skipped, world.t)}`);
    } else if (report.failure === undefined) world.log.info(line);
    else world.log.warn(`${line}. ${describeSourceFailure(report.failure, world.t)}`);
  }
}

/** One article for each key over all sources; the first source that has it gives title and address. */
function mergeArticles(readings: readonly SourceReading[]): ReadonlyMap<string, Article> {
  const merged = new Map<string, Article>();
  for (const { articles } of readings) {
    for (const article of articles) if (!merged.has(article.key)) merged.set(article.key, article);
  }
  return merged;
}

/** What earlier result files hold. A folder that cannot be read costs a notice, not the scan: the memory knows most of it. */
async function writtenKeys(
  { clock, files, notices, t }: ScanWorld,
  { resultfile }: ArticlesConfig,
): Promise<ReadonlySet<string>> {
  try {
    return await keysInResultFiles(files, resultfile.folder, () => clock.wait(0));
  } catch (error) {
    notices.push(t("The earlier result files could not be read: {reason}", { reason: reasonOf(error) }));
    return new Set();
  }
}

/** New articles, and those an earlier run had promised but no result file holds. */
function articlesToWrite(
  newArticles: readonly Article[],
  { articles, pending }: Remembered,
  written: ReadonlySet<string>,
): Article[] {
  const fresh = new Set(newArticles.map(({ key }) => key));
  const promised = pending.result.flatMap((key) => {
    const article = articles.get(key);
    return article === undefined || fresh.has(key) || written.has(key) ? [] : [article];
  });
  return [...newArticles, ...promised];
}

async function writeResults(
  world: ScanWorld,
  config: ArticlesConfig,
  articles: readonly Article[],
  time: Date,
): Promise<string | null> {
  if (!config.resultfile.createFile) return null;
  try {
    const text = resultText(articles, config.mailconfig.placeholder);
    const path = await writeResultFile(world.files, config.resultfile, time, text);
    await settle(world, { result: [] });
    return path;
  } catch (error) {
    world.notices.push(world.t("The result file could not be written: {reason}", { reason: reasonOf(error) }));
    return null;
  }
}

async function writeProfiles(
  world: ScanWorld,
  config: ArticlesConfig,
  { articles, pending }: Remembered,
): Promise<void> {
  if (pending.profiles.length === 0) return;
  const names = [...new Set(pending.profiles.map(([name]) => name))];
  const rows = names.map((name) => ({
    name,
    articles: pending.profiles.flatMap(([owner, key]) => (owner === name ? (articles.get(key) ?? []) : [])),
  }));
  try {
    const { profileFolderName, profileData } = config.profiling;
    await appendToProfileFiles(world.files, profileFolderName, profileData, rows);
    await settle(world, { profiles: [] });
  } catch (error) {
    world.notices.push(world.t("A profile file could not be written: {reason}", { reason: reasonOf(error) }));
  }
}

/** Ticks off what has been written. */
async function settle(world: ScanWorld, done: Partial<Pending>): Promise<void> {
  await world.memory.change(["pending"], ({ pending }) => ({ pending: { ...pending, ...done } }));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
