import type { LostChoice, ScanReport } from "../core/model/model";
import type { PendingRow, PlannedWrite, RecordOutcome, RecordReport } from "../core/xsoar/reports";
import { describePending } from "../core/xsoar/describePending";
import { defang } from "../core/model/indicators";
import { describeMatch } from "../core/matching/describeMatch";
import { describeCuts } from "../core/fetching/describeCuts";
import { describeSourceFailure, describeSourceSkip } from "../core/fetching/describeSourceFailure";
import { timeTaken } from "../core/text/timeTaken";
import { numberText, plainText } from "../core/text/translate";
import { describeXsoarFailure } from "../core/xsoar/describeFailure";
import { aliasNewsLines } from "./aliasReport";
import { counted } from "./counted";
import { sentLines } from "./sentLines";

/** What came of the notes. `records` and `created` are null when XSOAR was not asked. */
export interface NotesResult {
  readonly records: RecordReport | null;
  readonly created: RecordReport | null;
  /** What waits for XSOAR now. */
  readonly pending: readonly PendingRow[];
  /** What else went wrong, in sentences. */
  readonly errors: readonly string[];
}

/** Everything a headless scan did. */
interface ScanResult extends NotesResult {
  readonly report: ScanReport;
  /** By key, the story of each article that is not the only one to tell it. */
  readonly stories: ReadonlyMap<string, string>;
}

/** The story of an article, where it is not the only one to tell it. */
export function ofStory(stories: ReadonlyMap<string, string>, key: string): { readonly story?: string } {
  const story = stories.get(key);
  return story === undefined ? {} : { story };
}

/** The one object `scan --json` prints. */
export function scanJson(result: ScanResult): Record<string, unknown> {
  const { report, stories } = result;
  return {
    job: report.job,
    started: report.started,
    durationMs: report.durationMs,
    cancelled: report.cancelled,
    sources: report.sources.map(({ source, outcome, durationMs, articles, failure, skipped, left, cuts }) => ({
      url: source.url,
      kind: source.kind,
      outcome,
      durationMs,
      articles,
      ...(left === undefined ? {} : { left }),
      ...(cuts === undefined ? {} : { cuts }),
      ...(skipped === undefined ? {} : { skipped }),
      ...(failure === undefined
        ? {}
        : { error: { code: failure.code, message: describeSourceFailure(failure, plainText) } }),
    })),
    articles: report.articleCount,
    new: report.newArticles.map(({ key, title, url, source, published, updated, summary, categories, indicators }) => ({
      title,
      url,
      source,
      published,
      ...ofStory(stories, key),
      ...(updated === undefined ? {} : { updated }),
      ...(summary === undefined ? {} : { summary }),
      ...(categories === undefined ? {} : { categories }),
      ...(indicators === undefined ? {} : { indicators }),
    })),
    matches: report.newMatches.flatMap((row) =>
      row.articles.flatMap(({ article, matches }) =>
        matches.map((match) => ({
          ...match,
          why: describeMatch(match, plainText),
          title: article.title,
          url: article.url,
        })),
      ),
    ),
    resultFile: report.resultFile,
    ...notesJson({ ...result, errors: [...report.notices, ...result.errors] }),
  };
}

/** Of it, what came of the notes. */
export function notesJson(result: NotesResult): Record<string, unknown> {
  const outcomes = allOutcomes(result);
  const settled = new Set(
    outcomes.flatMap(({ kind, name }) => (kind === "created" || kind === "excluded" ? [name] : [])),
  );
  return {
    // What was left for somebody to decide; the rest of what waits stands in `pending`.
    review: result.records?.review ?? { notes: 0, records: 0, why: [] },
    notesAdded: outcomes.flatMap((outcome) =>
      outcome.kind === "noted" ? [{ name: outcome.name, record: outcome.id, added: outcome.added }] : [],
    ),
    recordsMissing: outcomes.flatMap((outcome) =>
      outcome.kind === "missing" && outcome.owner && !settled.has(outcome.name)
        ? [{ name: outcome.name, articles: outcome.articles.map(({ title, url }) => ({ title, url })) }]
        : [],
    ),
    created: outcomes.flatMap((outcome) =>
      outcome.kind === "created"
        ? [{ name: outcome.name, record: outcome.id, notes: outcome.notes, twins: outcome.twins ?? [] }]
        : [],
    ),
    ambiguous: outcomes.flatMap((outcome) =>
      outcome.kind === "ambiguous"
        ? [
            {
              name: outcome.name,
              values: outcome.values,
              twins: outcome.twins ?? false,
              candidates: outcome.candidates,
              ...(outcome.lost === undefined ? {} : { lostChoice: outcome.lost }),
            },
          ]
        : [],
    ),
    ...(result.records?.aliases === undefined ? {} : { aliasNews: result.records.aliases }),
    pending: result.pending.map(({ name, create, notes, why }) => ({
      name,
      create,
      notes: notes.map(({ article }) => ({ title: article.title, url: article.url })),
      why: why.kind,
      message: describePending(why, plainText),
    })),
    planned: plannedWrites(result).map(({ names, kind, id, value, request, diff }) => ({
      names,
      kind,
      record: id,
      value,
      method: request.method,
      path: request.path,
      body: request.body,
      diff,
    })),
    errors: allErrors(result),
  };
}

/** The same for people. */
export function scanText(result: ScanResult): string {
  const { report } = result;
  const [readings, ...unread] = sourceLines(report);
  const lines: string[] = [
    ...sentLines(result),
    `${readings} ${counted(report.articleCount, "article")}, ${numberText(report.newArticles.length)} new.`,
    ...unread,
  ];
  for (const row of report.newMatches) {
    lines.push("", `${row.name}${row.owner ? "" : " (alias of unknown owner)"}`);
    for (const { article, matches } of row.articles) {
      lines.push(`  ${article.title}${article.updated === undefined ? "" : " (updated)"}`, `    ${article.url}`);
      const indicators = article.indicators ?? [];
      if (indicators.length > 0) lines.push(`    Indicators: ${indicators.map(defang).join(", ")}`);
      for (const match of matches) lines.push(`    ${describeMatch(match, plainText)}`);
    }
  }
  lines.push("", report.resultFile === null ? "No result file written." : `Result file: ${report.resultFile}`);
  lines.push(...notesLines({ ...result, errors: [...report.notices, ...result.errors] }));
  return lines.join("\n");
}

/** Of it, what came of the notes, and what went wrong. */
export function notesLines(result: NotesResult): readonly string[] {
  const lines: string[] = [];
  const planned = plannedWrites(result);
  const tried = new Set([
    ...(result.created?.outcomes ?? []).map(({ name }) => name),
    ...planned.flatMap(({ names }) => names),
  ]);
  const excluded = new Set(result.pending.flatMap(({ name, why }) => (why.kind === "excluded" ? [name] : [])));
  for (const outcome of allOutcomes(result)) {
    if (outcome.kind !== "missing" || !tried.has(outcome.name)) {
      const isKeptOut = outcome.kind === "missing" && excluded.has(outcome.name);
      lines.push(outcomeText(isKeptOut ? { kind: "excluded", name: outcome.name } : outcome));
    }
  }
  for (const write of planned) lines.push(...plannedText(write));
  lines.push(...aliasNewsLines(result.records?.aliases ?? []));
  const notes = result.pending.reduce((sum, row) => sum + row.notes.length, 0);
  if (notes > 0)
    lines.push(
      `XSOAR: ${counted(notes, "note")} for ${counted(result.pending.length, "name")} ${notes === 1 ? "waits" : "wait"}.`,
    );
  // What went wrong with a name is said where the names are.
  return [...new Set([...lines, ...allErrors(result)])];
}

/** How many sources were read, then a line for each that failed, was not asked, or was read in part. */
export function sourceLines({
  sources,
  durationMs,
}: Pick<ScanReport, "sources" | "durationMs">): readonly [string, ...string[]] {
  const failed = sources.filter(({ outcome }) => outcome === "failed");
  const waiting = sources.filter(({ outcome }) => outcome === "waiting");
  const fresh = sources.filter(({ skipped }) => skipped?.why === "fresh").length;
  const unasked = waiting.length + fresh;
  const left = unasked === 0 ? "" : `, ${unasked} not asked`;
  return [
    `${counted(sources.length - unasked, "source")} read in ${timeTaken(durationMs, plainText)}, ${failed.length} failed${left}.`,
    ...failed.map(
      ({ source, failure }) =>
        `  failed  ${source.url}: ${failure === undefined ? "" : describeSourceFailure(failure, plainText)}`,
    ),
    ...waiting.map(
      ({ source, skipped }) =>
        `  waiting ${source.url}: ${skipped === undefined ? "" : describeSourceSkip(skipped, plainText)}`,
    ),
    ...(fresh === 0
      ? []
      : [`  fresh   ${counted(fresh, "source")}: the last answers still hold; --ask-all asks all the same`]),
    ...sources.flatMap(({ source, cuts = {} }) =>
      describeCuts(cuts, plainText).map((sentence) => `  in part ${source.url}: ${sentence}`),
    ),
  ];
}

/** What each name came to in this run; behind the rest of their report, what was made of wishes of earlier runs. */
function allOutcomes({ records, created }: NotesResult): readonly RecordOutcome[] {
  const isMade = ({ kind }: RecordOutcome): boolean => kind === "created" || kind === "excluded";
  const late = (records?.outcomes ?? []).toSorted((a, b) => Number(isMade(a)) - Number(isMade(b)));
  return [...late, ...(created?.outcomes ?? [])];
}

/**
 * True when what is to be written could not be: XSOAR failed as a whole or for a name, or another process writes to it. A record that
 * is missing, that there are several of, or that is on the exclusion list waits for somebody to decide, and is no failure.
 */
export function couldNotWrite(result: NotesResult): boolean {
  const reports = [result.records, result.created];
  return (
    reports.some((report) => report !== null && (report.failure !== null || report.busy === true)) ||
    allOutcomes(result).some(({ kind }) => kind === "failed")
  );
}

function plannedWrites({ records, created }: NotesResult): readonly PlannedWrite[] {
  return [...(records?.planned ?? []), ...(created?.planned ?? [])];
}

function plannedText({ names, kind, id, value, request, diff }: PlannedWrite): string[] {
  const what =
    kind === "create" ? `a record for ${value} would be created` : `record ${id} (${value}) would be changed`;
  return [
    `XSOAR, dry run: ${what} for ${names.join(", ")}; nothing was sent.`,
    `  ${request.method} ${request.path}`,
    ...diff.map((line) => `  ${line}`),
  ];
}

const LOST_CHOICES: Readonly<Record<LostChoice, string>> = {
  gone: "there is no longer the record that was chosen for",
  renamed: "another value has the record that was chosen for",
  type: "another type has the record that was chosen for",
};

function outcomeText(outcome: RecordOutcome): string {
  switch (outcome.kind) {
    case "noted":
      return `XSOAR: ${outcome.name}: ${counted(outcome.added, "note")} added to record ${outcome.id}, ${outcome.alreadyThere} there already.`;
    case "missing":
      return outcome.owner
        ? `XSOAR: ${outcome.name} has no record; a Threat Actor record with ${counted(outcome.articles.length, "article")} would be created (--create all).`
        : `XSOAR: no record lists the alias ${outcome.name}.`;
    case "ambiguous":
      if (outcome.lost !== undefined) {
        const values = outcome.values.join(", ");
        return `XSOAR: ${LOST_CHOICES[outcome.lost]} ${outcome.name}; nothing was written. It is to be chosen again (${values}).`;
      }
      return outcome.twins === true
        ? `XSOAR: ${outcome.name} has twin records (${outcome.values.join(", ")}); nothing was written. Merge them in XSOAR.`
        : `XSOAR: ${outcome.name} has several records (${outcome.values.join(", ")}); nothing was written.`;
    case "failed":
      return `XSOAR: ${outcome.name}: ${describeXsoarFailure(outcome.failure, plainText)}`;
    case "created":
      return (
        `XSOAR: record ${outcome.id} created for ${outcome.name} with ${counted(outcome.notes, "note")}.` +
        (outcome.twins === undefined
          ? ""
          : ` Somebody else made ${outcome.twins.join(", ")} for the same name: merge them in XSOAR.`)
      );
    case "excluded":
      return `XSOAR: ${outcome.name} is on the exclusion list; no record was created.`;
  }
}

function allErrors(result: NotesResult): string[] {
  const { records, created, errors } = result;
  const failures = [records?.failure ?? null, created?.failure ?? null].flatMap((failure) =>
    failure === null ? [] : [`XSOAR: ${describeXsoarFailure(failure, plainText)}`],
  );
  const names = allOutcomes(result).flatMap((outcome) =>
    outcome.kind === "failed" || outcome.kind === "excluded" ? [outcomeText(outcome)] : [],
  );
  const busy =
    records?.busy === true || created?.busy === true
      ? ["XSOAR: another window or process writes to XSOAR for this folder; what waits is kept for the next run."]
      : [];
  return [...new Set([...failures, ...names, ...busy, ...errors])];
}
