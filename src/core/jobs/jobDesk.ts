import type { DigestGroup } from "../mail/digest";
import { createHostGate } from "../fetching/hostGate";
import type { ScanOptions } from "../fetching/scanOptions";
import { describeSourceFailure } from "../fetching/describeSourceFailure";
import { readJobConfig } from "../config/jobConfig";
import { jobGroups } from "./jobDigest";
import { stateDocument } from "../memory/stateDocument";
import { OTHER_JOBS, type OtherJob } from "../model/model";
import type { JobOutcome, JobsOverview, OtherReport } from "./jobReports";
import { byKeyword } from "./keywords";
import { type PageTexts, type PageVersions, decodePages, decodeVersions, runContents } from "./runContents";
import { decodeCounts, runCounts } from "./runCounts";
import { NO_KEYWORDS, decodeKeywords, encodeKeywords, runKeywords } from "./runKeywords";
import type { MailConfig } from "../config/types";
import { mailSummaries } from "../summaries/mailSummaries";
import type { SummaryOptions } from "../summaries/summaryDesk";
import type { JobDeskWorld, JobWorld } from "./jobWorld";

/** What the front doors ask of the jobs beside *articles*. Expected failures are values. */
export interface JobDesk {
  /** The jobs that have a configuration file, valid or not. */
  configured(): Promise<readonly OtherJob[]>;
  run(job: OtherJob, options: ScanOptions): Promise<JobOutcome>;
  /** ISO 8601 UTC of the last run of one of them that was not cancelled, by whomever; null when there was none. */
  lastRun(): Promise<string | null>;
  /** From memory: no network. */
  overview(): Promise<JobsOverview>;
  /** The text of a page as read last and as it was before its last change; null when it was never read. */
  contentVersions(url: string): Promise<PageVersions | null>;
  /** How the jobs that have a valid configuration want their mail sent, in their order. */
  mailConfigs(): Promise<readonly MailConfig[]>;
  /** What a mail about a run says, and how its configuration wants it sent; null when it wants none, or cannot be read any more. */
  mail(
    report: OtherReport,
    options: SummaryOptions,
  ): Promise<{ readonly config: MailConfig; readonly groups: readonly DigestGroup[] } | null>;
}

/** The jobs beside *articles* of one folder, one run at a time. */
export function createJobDesk(world: JobDeskWorld): JobDesk {
  const { store, onDamaged, signing, t } = world;
  const digest = (text: string): string => signing.sha256Hex(text);
  const common: Omit<JobWorld, "gate"> = {
    ...world,
    digest,
    attempt: async (notices, what, work) => {
      try {
        return await work();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        notices.push(
          what === "read"
            ? t("The earlier result files could not be read: {reason}", { reason })
            : t("A result file could not be written: {reason}", { reason }),
        );
        return null;
      }
    },
  };
  const keywordsStored = stateDocument<unknown>(store, "keywords", null, (data) => data, onDamaged);
  const keywords = {
    load: async () => {
      const data = await keywordsStored.load();
      return data === null ? NO_KEYWORDS : (decodeKeywords(data) ?? NO_KEYWORDS);
    },
    save: (memory: typeof NO_KEYWORDS) => keywordsStored.save(encodeKeywords(memory)),
  };
  const counts = stateDocument(store, "counts", [], decodeCounts, onDamaged);
  const lastRun = stateDocument<string | null>(
    store,
    "jobs",
    null,
    (data) => (typeof data === "string" ? data : null),
    onDamaged,
  );
  const contents = stateDocument(store, "contents", [], decodePages, onDamaged);
  const textName = (url: string): string => `content-${digest(url).slice(0, 32)}`;
  const textOf = (url: string) =>
    stateDocument<PageVersions | null>(store, textName(url), null, decodeVersions, onDamaged);
  const texts: PageTexts = {
    load: (url) => textOf(url).load(),
    save: (url, versions) => textOf(url).save(versions),
    remove: (url) => store.remove(textName(url)),
  };

  const runLocked = async (job: OtherJob, options: ScanOptions): Promise<JobOutcome> => {
    const gate = createHostGate(await world.hosts(), world.clock, () => signing.jitter());
    const outcome = await runWith({ ...common, gate }, job, options);
    if (outcome.kind === "done" && !outcome.report.cancelled) {
      await world.changeMemory(() => world.keepHosts(gate.memory()));
    }
    return outcome;
  };
  const runWith = async (jobWorld: JobWorld, job: OtherJob, options: ScanOptions): Promise<JobOutcome> => {
    switch (job) {
      case "keywords": {
        const state = await readJobConfig(world.files, world.configFolder, job);
        if (state.kind !== "ok") return { kind: "config", state };
        return { kind: "done", config: state, report: await runKeywords(jobWorld, keywords, state.config, options) };
      }
      case "counts": {
        const state = await readJobConfig(world.files, world.configFolder, job);
        if (state.kind !== "ok") return { kind: "config", state };
        return { kind: "done", config: state, report: await runCounts(jobWorld, counts, state.config, options) };
      }
      case "contents": {
        const state = await readJobConfig(world.files, world.configFolder, job);
        if (state.kind !== "ok") return { kind: "config", state };
        const report = await runContents(jobWorld, contents, texts, state.config, options);
        return { kind: "done", config: state, report };
      }
    }
  };
  const configured = async (): Promise<readonly OtherJob[]> => {
    const states = await Promise.all(
      OTHER_JOBS.map(async (job) => (await readJobConfig(world.files, world.configFolder, job)).kind),
    );
    return OTHER_JOBS.filter((_job, index) => states[index] !== "none");
  };

  return {
    configured,
    run: async (job, options) => {
      const done = await store.withLock("scan", 0, () => runLocked(job, options));
      if (done === null) return { kind: "busy" };
      if (done.value.kind !== "done") return done.value;
      const { report } = done.value;
      logReport(report, world);
      if (!report.cancelled) await world.changeMemory(() => lastRun.save(report.started));
      return { ...done.value, report: { ...report, notices: [...world.takeNotices(), ...report.notices] } };
    },
    lastRun: () => lastRun.load(),
    overview: async () => {
      const there = new Set(await configured());
      const wanted = there.has("keywords") ? await readJobConfig(world.files, world.configFolder, "keywords") : null;
      return {
        keywords:
          wanted === null
            ? null
            : byKeyword(
                wanted.kind === "ok" ? wanted.config.websiteconfig.keywords : [],
                (await keywords.load()).articles,
              ),
        counts: there.has("counts") ? await counts.load() : null,
        contents: there.has("contents") ? await contents.load() : null,
      };
    },
    contentVersions: (url) => texts.load(url),
    mailConfigs: async () => {
      const states = await Promise.all(OTHER_JOBS.map((job) => readJobConfig(world.files, world.configFolder, job)));
      return states.flatMap((state) => (state.kind === "ok" ? [state.config.mailconfig] : []));
    },
    mail: async (report, options) => {
      const state = await readJobConfig(world.files, world.configFolder, report.job);
      if (state.kind !== "ok") return null;
      const { mailconfig: config } = state.config;
      if (!config.sendMail) return null;
      const articles = report.job === "keywords" ? report.newArticles.map(({ article }) => article) : [];
      return { config, groups: jobGroups(report, await mailSummaries(world.summaries, config, articles, options), t) };
    },
  };
}

function logReport({ job, sources }: OtherReport, { log, t }: JobDeskWorld): void {
  for (const { source, outcome, durationMs, failure } of sources) {
    const line = `${job}: ${source.url}: ${outcome}, ${Math.round(durationMs)} ms`;
    if (failure === undefined) log.info(line);
    else log.warn(`${line}. ${describeSourceFailure(failure, t)}`);
  }
}
