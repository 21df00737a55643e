import { describeCuts } from "../core/fetching/describeCuts";
import { MAX_NEW_ARTICLES, MAX_NEW_MATCHED } from "../core/limits";
import type { SourceFailure, SourceSkip } from "../core/model/model";
import { timeTaken } from "../core/text/timeTaken";
import type { Translate } from "../core/text/translate";
import { type SourceRun, lastRead } from "../core/memory/sourceHealth";
import type { SourceStatus } from "../core/sources/sourceStatus";
import { jobName } from "./jobText";
import { apart, oneLine } from "../core/text/foreignText";

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

/** Its name, or where it is read from. */
export function sourceLabel({ label }: SourceStatus): string {
  return oneLine(label);
}

/** The line behind the label: why it fails, or when it answered, how fast, and what it gave. */
export function sourceDescription(source: SourceStatus, { t, time, age, failure }: SourceWords): string {
  const { state, health, latencyMs, movedTo, skip } = source;
  const moved = movedTo === null ? [] : [t("moved to {address}", { address: apart(movedTo) })];
  if (state === "off") return t("switched off");
  if (state === "failing" && health !== null && health.lastError !== null) {
    const again = skip?.why === "gone" ? [t("asked again after {time}", { time: time(skip.until) })] : [];
    return [apart(failure(health.lastError.failure)), ...again, ...moved].join(" · ");
  }
  if (state === "new") return t("not read yet");
  const parts = [...moved];
  if (state === "waiting" && skip !== null) parts.push(t("left alone until {time}", { time: time(skip.until) }));
  if (health !== null) {
    parts.push(health.articles === 1 ? t("1 article") : t("{count} articles", { count: health.articles }));
    const left = lastRead(health)?.left;
    if (left !== undefined) parts.push(t("{count} too many left out", { count: left }));
    if (lastRead(health)?.cuts !== undefined) parts.push(t("read in part"));
    if (latencyMs !== null) parts.push(timeTaken(latencyMs, t));
    if (health.lastSuccess !== null) parts.push(age(health.lastSuccess));
  }
  return parts.join(" · ");
}

/** Whether it waits for somebody to say that its host may lie in a private network. */
export function asksForPrivate({ state, health }: Pick<SourceStatus, "state" | "health">): boolean {
  return state === "failing" && health !== null && health.lastError !== null && isChanged(health.lastError.failure);
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
  const { url, jobs, category, health, latencyMs, movedTo, hasRules, skip } = source;
  const lines = [url, stateWords(source, t)];
  if (skip !== null) lines.push(words.skip({ ...skip, until: time(skip.until) }));
  if (jobs.some((job) => job !== "articles")) {
    lines.push(t("Read for: {jobs}", { jobs: jobs.map((job) => jobName(job, t)).join(", ") }));
  }
  if (category !== "") lines.push(t("Category: {category}", { category }));
  if (hasRules) lines.push(t("Rules choose its articles."));
  if (movedTo !== null) lines.push(t("It has moved for good to {address}", { address: movedTo }));
  if (health === null) return lines;
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
