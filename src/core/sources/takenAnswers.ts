import { KEEP_VALIDATORS_DAYS } from "../limits";
import { type HealthMemory, type HealthNews, healthMemoryAfter } from "../memory/healthMemory";
import { type SourceMemory, type SourcesMemory, dayOf, daysBefore } from "../memory/memory";
import type { HostMemory } from "../fetching/hostGate";
import type { JobId, SourceReport } from "../model/model";
import type { Got, TakenAnswer } from "./readOnce";

export interface TakenOptions {
  readonly job: JobId;
  /** For each source, by its address as told, what stands for all that decides what is made of its answer. */
  readonly rules: ReadonlyMap<string, string>;
  /** Only news are wanted: what was taken need not come again. */
  readonly isDelta: boolean;
  /** Asks also where the last answer still holds. */
  readonly askAll: boolean;
  readonly now: Date;
}

/** What a job has taken of the last answer of a source, by its address as told; null where it has to be read whole. */
export function takenAnswers(
  { taken, validators }: SourcesMemory,
  { sources }: HealthMemory,
  { job, rules, isDelta, askAll, now }: TakenOptions,
): (url: string) => TakenAnswer | null {
  const oldest = daysBefore(now, KEEP_VALIDATORS_DAYS);
  return (url) => {
    if (!isDelta || taken.get(url)?.get(job) !== (rules.get(url) ?? null)) return null;
    const known = validators.get(url);
    const freshUntil = sources.get(url)?.freshUntil ?? null;
    return {
      ...(known === undefined || known.day < oldest ? {} : { validators: known }),
      ...(freshUntil === null || askAll ? {} : { freshUntil }),
    };
  };
}

/** What one job got of one source. */
export interface JobGot {
  readonly job: JobId;
  /** Set where the job makes no articles of what the source lists. */
  readonly lists?: false;
  /** The job's own line, with what it made of the answer. */
  readonly report: SourceReport;
  readonly got: Got;
  /** Null for a job that has to have each answer whole. */
  readonly rules: string | null;
}

/**
 * What is remembered of sources after a run. An answer counts as taken by the jobs that have read it in this run, and by no other: those
 * read the source whole next time.
 *
 * @param configured sources of all jobs, by their address as told; null when that is not known, so that nothing is forgotten
 */
export function sourcesAfter(
  { taken, validators, ...rest }: SourcesMemory,
  gots: readonly JobGot[],
  configured: ReadonlySet<string> | null,
  now: Date,
): SourcesMemory {
  const isKept = (url: string): boolean => configured === null || configured.has(url);
  const takenAfter = new Map([...taken].filter(([url]) => isKept(url)));
  const validatorsAfter = new Map([...validators].filter(([url]) => isKept(url)));
  for (const [url, ofSource] of bySource(gots)) {
    const answers = ofSource.filter(({ got }) => got.report.outcome === "read");
    const answered = answers.find(({ got }) => got.validators !== null) ?? answers[0];
    const jobs = new Map(answered === undefined ? takenAfter.get(url) : []);
    for (const { job, rules, report } of ofSource) {
      if (report.outcome === "read" && rules !== null) jobs.set(job, rules);
      else if (jobs.get(job) !== rules) jobs.delete(job);
    }
    if (answered !== undefined) {
      const own = answered.got.validators;
      if (own === null) validatorsAfter.delete(url);
      else validatorsAfter.set(url, { ...own, day: dayOf(now) } satisfies SourceMemory);
    }
    if (jobs.size > 0) takenAfter.set(url, jobs);
    else {
      takenAfter.delete(url);
      validatorsAfter.delete(url);
    }
  }
  return { ...rest, taken: takenAfter, validators: validatorsAfter };
}

/** How sources and hosts fare after a run: of a source that several jobs have read, the first of them says what it gave. */
export function healthAfterRun(
  old: HealthMemory,
  gots: readonly JobGot[],
  hosts: ReadonlyMap<string, HostMemory>,
  configured: ReadonlySet<string> | null,
  now: Date,
): HealthMemory {
  const news = [...bySource(gots).values()].flatMap(([first]): HealthNews[] => {
    if (first === undefined) return [];
    const { movedTo, freshSeconds, answer } = first.got;
    const { holdsSeconds, title, site } = answer?.parsed ?? {};
    return [
      {
        report: first.report,
        ...(first.lists === false ? { lists: false } : {}),
        ...(movedTo === undefined ? {} : { movedTo }),
        ...(freshSeconds === undefined ? {} : { freshSeconds }),
        ...(holdsSeconds === undefined ? {} : { holdsSeconds }),
        ...(title === undefined ? {} : { title }),
        ...(site === undefined ? {} : { site }),
      },
    ];
  });
  return healthMemoryAfter(old, news, hosts, configured ?? new Set(old.sources.keys()), now);
}

function bySource(gots: readonly JobGot[]): ReadonlyMap<string, readonly JobGot[]> {
  const sources = new Map<string, JobGot[]>();
  for (const one of gots) {
    const { url } = one.report.source;
    sources.set(url, [...(sources.get(url) ?? []), one]);
  }
  return sources;
}
