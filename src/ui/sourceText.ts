import { describeCuts } from "../core/fetching/describeCuts";
import { MAX_NEW_ARTICLES, MAX_NEW_MATCHED } from "../core/limits";
import type { SourceFailure, SourceSkip } from "../core/model/model";
import { timeTaken } from "../core/text/timeTaken";
import type { Translate } from "../core/text/translate";
import { type SourceRun, lastRead } from "../core/memory/sourceHealth";
import type { FoundSource } from "../core/sources/discoverFeeds";
import type { SourceStatus } from "../core/sources/sourceStatus";
import type { SourceGroup } from "./sourceNodes";
import { jobName } from "./jobText";
import type { TakenByJob } from "../core/sources/takenByJobs";
import { apart, oneLine, safe, safeList } from "../core/text/foreignText";

/** How the parts of a text are worded that depend on the window. */
export interface SourceWords {
  readonly t: Translate;
  /** A time as the user's language writes it. */
  readonly time: (iso: string) => string;
  /** How long ago it was, in short. */
  readonly age: (iso: string) => string;
  readonly failure: (failure: SourceFailure) => string;
  /** Why it is not asked now. */
  readonly skip: (skip: SourceSkip) => string;
}

/** Its name, else what it calls itself, else where it is read from. */
export function sourceLabel({ label }: SourceStatus): string {
  return oneLine(label);
}

/** The line behind the label: why it fails and since when, or what it gave lately and when it answered; then where it is read from. */
export function sourceDescription(source: SourceStatus, words: SourceWords): string {
  const { label, place, jobs } = source;
  const { t } = words;
  const others = jobs.length === 0 || jobs.includes("articles") ? [] : [jobNames(jobs, t)];
  return [...stateParts(source, words), ...others, ...(label === place ? [] : [apart(place)])].join(" · ");
}

function stateParts(source: SourceStatus, { t, time, age, failure }: SourceWords): readonly string[] {
  const { state, health, movedTo, skip, failingSince } = source;
  const moved = movedTo === null ? [] : [t("moved to {address}", { address: apart(movedTo) })];
  if (state === "off") return [t("switched off")];
  if (state === "failing" && health !== null && health.lastError !== null) {
    const since = failingSince === null ? [] : [t("since {time}", { time: time(failingSince) })];
    const again = skip?.why === "gone" ? [t("asked again after {time}", { time: time(skip.until) })] : [];
    return [apart(failure(health.lastError.failure)), ...since, ...again, ...moved];
  }
  if (state === "new") return [t("not read yet")];
  const parts = [...moved];
  if (state === "waiting" && skip !== null) parts.push(t("left alone until {time}", { time: time(skip.until) }));
  if (health === null) return parts;
  parts.push(...yieldParts(source, t));
  const left = lastRead(health)?.left;
  if (left !== undefined) parts.push(t("{count} too many left out", { count: left }));
  if (lastRead(health)?.cuts !== undefined) parts.push(t("read in part"));
  if (health.lastSuccess !== null) parts.push(age(health.lastSuccess));
  return parts;
}

/** "10 articles", "3 matches": what it gave in the days for which articles are kept; nothing where no job keeps its articles. */
export function yieldParts({ found }: Pick<SourceStatus, "found">, t: Translate): readonly string[] {
  if (found === null) return [];
  const { articles, matches } = found;
  if (articles === 0) return [t("no article in {days} days", { days: found.days })];
  return [
    t("{count|article|articles}", { count: articles }),
    matches === 0 ? t("no match") : t("{count|match|matches}", { count: matches }),
  ];
}

/** "12 sources", "2 failing": the line behind a folder of sources. */
export function groupDescription({ count, failing }: Pick<SourceGroup, "count" | "failing">, t: Translate): string {
  const parts = [t("{count|source|sources}", { count })];
  if (failing > 0) parts.push(t("{count} failing", { count: failing }));
  return parts.join(" · ");
}

/** It fails in a way that no waiting mends: there is nothing at its address, or something else than a feed. */
export function isLeftFailing({ state, health }: Pick<SourceStatus, "state" | "health">): boolean {
  const failure = state === "failing" ? health?.lastError?.failure : undefined;
  if (failure === undefined) return false;
  return failure.code === "status" ? LEFT.has(failure.status) : LEFT_CODES.has(failure.code);
}

/** Not found, and gone. */
const LEFT: ReadonlySet<number> = new Set([404, 410]);
const LEFT_CODES: ReadonlySet<SourceFailure["code"]> = new Set([
  "notFeed",
  "noItems",
  "noLinks",
  "redirectLoop",
  "dns",
]);

function jobNames(jobs: SourceStatus["jobs"], t: Translate): string {
  return t("for {jobs}", { jobs: jobs.map((job) => jobName(job, t)).join(", ") });
}

/** Whether it waits for somebody to say that its host may lie in a private network. */
export function asksForPrivate({ state, health }: Pick<SourceStatus, "state" | "health">): boolean {
  return state === "failing" && health !== null && health.lastError !== null && isChanged(health.lastError.failure);
}

/** What was found at an address, and how much is in it. */
export function foundText({ kind, isComments, items }: Omit<FoundSource, "url" | "title">, t: Translate): string {
  const values = { count: items };
  if (kind === "page") return t("the page itself, with {count|link|links}", values);
  return isComments === true
    ? t("comments, {count|entry|entries}", values)
    : t("feed with {count|entry|entries}", values);
}

/** That an address is a source already, and of what; null where it is none. */
export function knownText(known: SourceStatus | undefined, t: Translate): string | null {
  if (known === undefined) return null;
  const isOfArticles = known.homes.includes("articles");
  return isOfArticles ? t("configured already") : t("read already {jobs}", { jobs: jobNames(known.homes, t) });
}

/** Its host was in the public internet and lies in a private network now. */
export function isChanged(failure: SourceFailure): boolean {
  return failure.code === "redirectRefused" && failure.why === "changed";
}

/** The state in a few words, for screen readers and tooltips. */
export function stateWords({ state, health }: SourceStatus, t: Translate): string {
  switch (state) {
    case "failing":
      return health !== null && health.failures > 1
        ? t("Failed {count|time|times} in a row", { count: health.failures })
        : t("Failed");
    case "empty":
      return t("Answers, but gave no article {count|time|times} in a row", { count: health?.emptyRuns ?? 0 });
    case "waiting":
      return t("Left alone for now");
    case "new":
      return t("Not read yet");
    case "well":
      return t("Works");
    case "off":
      return t("Switched off");
  }
}

/** All that is known of a source, in lines. */
export function historyLines(source: SourceStatus, words: SourceWords): readonly string[] {
  const { t, time, failure } = words;
  const { url, jobs, category, health, latencyMs, movedTo, hasRules, skip, title, label, failingSince, found } = source;
  const lines = [...(title === "" || title === label ? [] : [oneLine(title)]), url, stateWords(source, t)];
  if (failingSince !== null) lines.push(t("Fails since {time}", { time: time(failingSince) }));
  if (skip !== null) lines.push(words.skip({ ...skip, until: time(skip.until) }));
  if (jobs.some((job) => job !== "articles")) {
    lines.push(t("Read for: {jobs}", { jobs: jobs.map((job) => jobName(job, t)).join(", ") }));
  }
  if (category !== "") lines.push(t("Category: {category}", { category }));
  if (hasRules) lines.push(t("Rules choose its articles."));
  if (movedTo !== null) lines.push(t("It has moved for good to {address}", { address: movedTo }));
  if (health === null) return lines;
  if (found !== null) {
    lines.push(t("Last {days} days: {found}", { days: found.days, found: yieldParts(source, t).join(" · ") }));
  }
  lines.push(
    health.lastSuccess === null
      ? t("It never answered.")
      : t("Last answer: {time}", { time: time(health.lastSuccess) }),
  );
  if (health.lastError !== null) {
    const values = { time: time(health.lastError.at), reason: failure(health.lastError.failure) };
    lines.push(t("Last error: {time}: {reason}", values));
  }
  lines.push(...describeCuts(lastRead(health)?.cuts ?? {}, t));
  if (latencyMs !== null) lines.push(t("Typical time: {time}", { time: timeTaken(latencyMs, t) }));
  return [...lines, ...health.runs.toReversed().map((run) => runLine(run, words))];
}

function runLine(run: SourceRun, { t, time, failure }: SourceWords): string {
  const at = time(run.at);
  switch (run.outcome) {
    case "read":
      if (run.left !== undefined) {
        const values = {
          time: at,
          count: run.articles,
          left: run.left,
          limit: MAX_NEW_ARTICLES,
          matched: MAX_NEW_MATCHED,
        };
        return t(
          "{time}: {count|article|articles}; {left|new one was|new ones were} searched and not kept. Of one scan the newest {limit} are kept, and {matched|more|more} with a tracked name.",
          values,
        );
      }
      return run.articles === 1
        ? t("{time}: 1 article in {duration}", { time: at, duration: timeTaken(run.ms, t) })
        : t("{time}: {count} articles in {duration}", {
            time: at,
            count: run.articles,
            duration: timeTaken(run.ms, t),
          });
    case "unchanged":
      return t("{time}: nothing new", { time: at });
    case "fresh":
      return t("{time}: not asked, its last answer still held", { time: at });
    case "waiting":
      return t("{time}: not asked, its server was left alone", { time: at });
    case "gone":
      return t("{time}: not asked, gone for good", { time: at });
    case "failed":
      return t("{time}: {reason}", {
        time: at,
        reason: run.failure === undefined ? t("Failed") : failure(run.failure),
      });
  }
}

/** What a job of the user's own takes out of a page, in a sentence with the first of it. */
export function takenSentence({ name, items }: TakenByJob, t: Translate): string {
  const values = { job: safe(name), count: items.length, first: safeList(items.map(({ text }) => text)) };
  return items.length === 0
    ? t("Taken by the job {job}: nothing. Look at its extract.", values)
    : t("Taken by the job {job}: {count|item|items}, {first}.", values);
}

/** All of it, as lines to be read. */
export function takenLines({ items }: TakenByJob): readonly string[] {
  return items.map(({ text, url }) => `${oneLine(text)}\n${url === "" ? "" : `${oneLine(url)}\n`}`);
}
