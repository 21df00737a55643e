import type { ScanReport } from "../core/model";
import type { AliasOutcome, CreateOutcome, CreateReport, RecordReport } from "../core/session";
import { describeSourceFailure } from "../core/sources/failures";
import { plainText } from "../core/text";
import { describeXsoarFailure } from "../core/xsoar/failures";

/** Everything a headless scan did. `records` and `created` are null when XSOAR was not asked. */
export interface ScanResult {
  readonly report: ScanReport;
  readonly records: RecordReport | null;
  readonly created: CreateReport | null;
  /** What else went wrong, in sentences. */
  readonly errors: readonly string[];
}

/** The one object `scan --json` prints. */
export function scanJson({ report, records, created, errors }: ScanResult): Record<string, unknown> {
  const outcomes: readonly CreateOutcome[] = [...(records?.outcomes ?? []), ...(created?.outcomes ?? [])];
  const settled = new Set(
    outcomes.flatMap(({ kind, name }) => (kind === "created" || kind === "excluded" ? [name] : [])),
  );
  return {
    job: report.job,
    started: report.started,
    durationMs: report.durationMs,
    cancelled: report.cancelled,
    sources: report.sources.map(({ source, outcome, durationMs, articles, failure }) => ({
      url: source.url,
      kind: source.kind,
      outcome,
      durationMs,
      articles,
      ...(failure === undefined
        ? {}
        : { error: { code: failure.code, message: describeSourceFailure(failure, plainText) } }),
    })),
    articles: report.articleCount,
    new: report.newArticles.map(({ title, url, source, published }) => ({ title, url, source, published })),
    matches: report.newMatches.flatMap((row) =>
      row.articles.flatMap(({ article, matches }) =>
        matches.map((match) => ({ ...match, title: article.title, url: article.url })),
      ),
    ),
    resultFile: report.resultFile,
    notesAdded: outcomes.flatMap((outcome) =>
      outcome.kind === "noted" ? [{ name: outcome.name, record: outcome.id, added: outcome.added }] : [],
    ),
    recordsMissing: outcomes.flatMap((outcome) =>
      outcome.kind === "missing" && outcome.owner && !settled.has(outcome.name)
        ? [{ name: outcome.name, articles: outcome.articles.map(({ title, url }) => ({ title, url })) }]
        : [],
    ),
    created: outcomes.flatMap((outcome) =>
      outcome.kind === "created" ? [{ name: outcome.name, record: outcome.id, notes: outcome.notes }] : [],
    ),
    ambiguous: outcomes.flatMap((outcome) =>
      outcome.kind === "ambiguous" ? [{ name: outcome.name, values: outcome.values }] : [],
    ),
    errors: allErrors({ report, records, created, errors }),
  };
}

/** The same for people. */
export function scanText(result: ScanResult): string {
  const { report } = result;
  const lines: string[] = [];
  const failed = report.sources.filter(({ outcome }) => outcome === "failed");
  lines.push(
    `${count(report.sources.length, "source")} read in ${(report.durationMs / 1000).toFixed(1)} s, ${failed.length} failed. ` +
      `${count(report.articleCount, "article")}, ${report.newArticles.length} new.`,
  );
  for (const { source, failure } of failed) {
    if (failure !== undefined) lines.push(`  failed  ${source.url}: ${describeSourceFailure(failure, plainText)}`);
  }
  for (const row of report.newMatches) {
    lines.push("", `${row.name}${row.owner ? "" : " (alias of unknown owner)"}`);
    for (const { article, matches } of row.articles) {
      lines.push(`  ${article.title}`, `    ${article.url}`);
      for (const { name, field, text } of matches) lines.push(`    “${text}” in the ${field}, by the name ${name}`);
    }
  }
  lines.push("", report.resultFile === null ? "No result file written." : `Result file: ${report.resultFile}`);
  const outcomes: readonly CreateOutcome[] = [...(result.records?.outcomes ?? []), ...(result.created?.outcomes ?? [])];
  const tried = new Set(result.created?.outcomes.map(({ name }) => name));
  for (const outcome of outcomes) {
    if (outcome.kind !== "missing" || !tried.has(outcome.name)) lines.push(outcomeText(outcome));
  }
  for (const error of allErrors(result)) lines.push(error);
  return lines.join("\n");
}

function outcomeText(outcome: CreateOutcome): string {
  switch (outcome.kind) {
    case "noted":
      return `XSOAR: ${outcome.name}: ${count(outcome.added, "note")} added to record ${outcome.id}, ${outcome.alreadyThere} there already.`;
    case "missing":
      return outcome.owner
        ? `XSOAR: ${outcome.name} has no record; a Threat Actor record with ${count(outcome.articles.length, "article")} would be created (--create all).`
        : `XSOAR: no record lists the alias ${outcome.name}.`;
    case "ambiguous":
      return `XSOAR: ${outcome.name} has several records (${outcome.values.join(", ")}); nothing was written.`;
    case "failed":
      return `XSOAR: ${outcome.name}: ${describeXsoarFailure(outcome.failure, plainText)}`;
    case "created":
      return `XSOAR: record ${outcome.id} created for ${outcome.name} with ${count(outcome.notes, "note")}.`;
    case "excluded":
      return `XSOAR: ${outcome.name} is on the exclusion list; no record was created.`;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function allErrors({ report, records, created, errors }: ScanResult): string[] {
  const failures = [records?.failure ?? null, created?.failure ?? null].flatMap((failure) =>
    failure === null ? [] : [`XSOAR: ${describeXsoarFailure(failure, plainText)}`],
  );
  const outcomes: readonly CreateOutcome[] = [...(records?.outcomes ?? []), ...(created?.outcomes ?? [])];
  const names = outcomes.flatMap((outcome) =>
    outcome.kind === "failed" || outcome.kind === "excluded" ? [outcomeText(outcome)] : [],
  );
  return [...new Set([...report.notices, ...failures, ...names, ...errors])];
}

/** What an alias sync did, for people. */
export function aliasText(outcome: Extract<AliasOutcome, { kind: "done" }>): string {
  const lines = [`${outcome.count === 1 ? "1 alias" : `${outcome.count} aliases`} in the alias file.`];
  if (outcome.added.length > 0) lines.push(`Added: ${outcome.added.join(", ")}`);
  if (outcome.removed.length > 0) lines.push(`Removed: ${outcome.removed.join(", ")}`);
  for (const { name, why } of outcome.kept) {
    const reason = {
      missing: "has no record",
      ambiguous: "has several records",
      failed: "could not be looked up",
    }[why];
    lines.push(`${name} ${reason}; its aliases stay as they were.`);
  }
  return lines.join("\n");
}
