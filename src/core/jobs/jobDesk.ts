import type { DigestGroup } from "../mail/digest";
import { createHostGate } from "../fetching/hostGate";
import type { ScanOptions } from "../fetching/scanOptions";
import { describeSourceFailure } from "../fetching/describeSourceFailure";
import { readJobConfig } from "../config/jobConfig";
import { jobGroups } from "./jobDigest";
import type { StateDocument } from "../memory/documents";
import { OTHER_JOBS, type OtherJob } from "../model/model";
import type { JobOutcome, JobsOverview, OtherReport } from "./jobReports";
import { byKeyword } from "./keywords";
import { CONTENTS, type PageVersions, pageText, runContents } from "./runContents";
import { COUNTS, runCounts } from "./runCounts";
import { KEYWORDS } from "./keywordsMemory";
import { runKeywords } from "./runKeywords";
import type { MailConfig } from "../config/types";
import { mailSummaries } from "../summaries/mailSummaries";
import type { SummaryOptions } from "../summaries/summaryDesk";
import type { JobDeskWorld, JobDocuments, JobWorld } from "./jobWorld";

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

const LAST_RUN: StateDocument<string | null> = {
  name: "jobs",
  empty: null,
  decode: (data) => (typeof data === "string" ? data : null),
};

/** The jobs beside *articles* of one folder, one run at a time. */
export function createJobDesk(world: JobDeskWorld): JobDesk {
  const { store, signing, t } = world;
  const digest = (text: string): string => signing.sha256Hex(text);
  const memory = world.memory.with<JobDocuments>({
    keywords: KEYWORDS,
    counts: COUNTS,
    contents: CONTENTS,
    lastRun: LAST_RUN,
  });
  const textOf = (url: string) => pageText(digest(url));
  const common: Omit<JobWorld, "gate"> = {
    ...world,
    memory,
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
  const runLocked = async (job: OtherJob, options: ScanOptions): Promise<JobOutcome> => {
    const gate = createHostGate((await memory.load("health")).health.hosts, world.clock, () => signing.jitter());
    const outcome = await runWith({ ...common, gate }, job, options);
    if (outcome.kind === "done" && !outcome.report.cancelled) {
      const lastRun = outcome.report.started;
      await memory.change(["health", "lastRun"], ({ health }) => ({
        health: { ...health, hosts: gate.memory() },
        lastRun,
      }));
    }
    return outcome;
  };
  const runWith = async (jobWorld: JobWorld, job: OtherJob, options: ScanOptions): Promise<JobOutcome> => {
    switch (job) {
      case "keywords": {
        const state = await readJobConfig(world.files, world.configFolder, job);
        if (state.kind !== "ok") return { kind: "config", state };
        return { kind: "done", config: state, report: await runKeywords(jobWorld, state.config, options) };
      }
      case "counts": {
        const state = await readJobConfig(world.files, world.configFolder, job);
        if (state.kind !== "ok") return { kind: "config", state };
        return { kind: "done", config: state, report: await runCounts(jobWorld, state.config, options) };
      }
      case "contents": {
        const state = await readJobConfig(world.files, world.configFolder, job);
        if (state.kind !== "ok") return { kind: "config", state };
        const report = await runContents(jobWorld, textOf, state.config, options);
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
      return { ...done.value, report: { ...report, notices: [...world.takeNotices(), ...report.notices] } };
    },
    lastRun: async () => (await memory.load("lastRun")).lastRun,
    overview: async () => {
      const there = new Set(await configured());
      const wanted = there.has("keywords") ? await readJobConfig(world.files, world.configFolder, "keywords") : null;
      return {
        keywords:
          wanted === null
            ? null
            : byKeyword(
                wanted.kind === "ok" ? wanted.config.websiteconfig.keywords : [],
                (await memory.load("keywords")).keywords.articles,
              ),
        counts: there.has("counts") ? (await memory.load("counts")).counts : null,
        contents: there.has("contents") ? (await memory.load("contents")).contents : null,
      };
    },
    contentVersions: async (url) => (await memory.with({ text: textOf(url) }).load("text")).text,
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
