import { readConfig, hasConfig } from "../config/readConfig";
import { OTHER_JOBS, type OtherJob } from "../model/model";
import { type PageVersions, pageText } from "./contentsJob";
import type { JobsOverview } from "./jobReports";
import type { JobWorkspace } from "./jobDocuments";
import { byKeyword } from "./keywords";

/** What the front doors ask of the jobs beside *articles*, from memory: no network. */
export interface Jobs {
  /** The jobs that have a configuration file, valid or not. */
  configured(): Promise<readonly OtherJob[]>;
  /** ISO 8601 UTC of the last run of one of them that was not cancelled, by whomever; null when there was none. */
  lastRun(): Promise<string | null>;
  overview(): Promise<JobsOverview>;
  /** The text of a page as read last and as it was before its last change; null when it was never read. */
  contentVersions(url: string): Promise<PageVersions | null>;
}

/** The jobs beside *articles* of one folder. */
export function createJobs(workspace: JobWorkspace, digest: (text: string) => string): Jobs {
  const { memory } = workspace;
  const configured = async (): Promise<readonly OtherJob[]> => {
    const there = await Promise.all(OTHER_JOBS.map((job) => hasConfig(workspace, job)));
    return OTHER_JOBS.filter((_job, index) => there[index]);
  };
  return {
    configured,
    lastRun: async () => (await memory.load("lastRun")).lastRun,
    overview: async () => {
      const there = new Set(await configured());
      const wanted = there.has("keywords") ? await readConfig(workspace, "keywords") : null;
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
    contentVersions: async (url) => (await memory.with({ text: pageText(digest(url)) }).load("text")).text,
  };
}
