import type { TextDocument } from "../exports/document";
import { documentMarkdown } from "../exports/documentMarkdown";
import { toOdt } from "../exports/odt";
import { fileTimestamp } from "../results/fileNames";
import type { Translate } from "../text/translate";
import type { CheckReport } from "./check";
import { checkCsv, checkDocument, checkJson } from "./checkReport";
import { type ProfilesReport, profilesCsv, profilesDocument, profilesJson } from "./profileReport";
import { runCsv, runJson } from "./reportData";
import { runBlocks, runDocument, runTitle } from "./reportDocument";
import { type RecordsRun, reportedRun } from "./reportRows";

/** What work on records has brought, as it is reported: a plan, what came of one, a check, profiles. */
export type RecordsOutput =
  | RecordsRun
  | {
      readonly kind: "check";
      readonly report: CheckReport;
      /** ISO 8601 UTC. */
      readonly at: string;
    }
  | ({ readonly kind: "profiles" } & ProfilesReport);

/** A format that is text. */
export type ReportTextFormat = "markdown" | "csv" | "json";
export type ReportFormat = ReportTextFormat | "odt";

const ENDINGS: Readonly<Record<ReportFormat, string>> = { markdown: "md", csv: "csv", json: "json", odt: "odt" };

/** The text of a report. Foreign text in it stays text; it is whole in JSON and CSV alone. */
export function reportText(output: RecordsOutput, format: ReportTextFormat, t: Translate): string {
  switch (format) {
    case "markdown":
      return joined(documentMarkdown(documentOf(output, t)));
    case "csv":
      return joined(csvOf(output, t));
    case "json":
      return jsonOf(output, t);
  }
}

/** The report of changes as Markdown, in pieces that are made one after the other. */
export function runMarkdown(run: RecordsRun, t: Translate): Iterable<string> {
  const reported = reportedRun(run);
  return documentMarkdown({
    title: runTitle(reported, t),
    created: new Date(reported.at),
    blocks: runBlocks(reported, t),
  });
}

/** A report as an OpenDocument text. */
export function reportOdt(output: RecordsOutput, t: Translate): Uint8Array<ArrayBuffer> {
  return toOdt(documentOf(output, t));
}

/** What a report's file is called, as those of exports are: `2026-03-02_120000_records.md`. */
export function reportFileName(output: RecordsOutput, format: ReportFormat): string {
  const at = output.kind === "report" ? output.report.at : output.at;
  return `${fileTimestamp(new Date(at))}_${nameOf(output)}.${ENDINGS[format]}`;
}

function nameOf(output: RecordsOutput): string {
  switch (output.kind) {
    case "plan":
      return "records_plan";
    case "report":
      return output.report.plan.undoes === undefined ? "records" : "records_undo";
    case "check":
      return "records_check";
    case "profiles":
      return "profiles";
  }
}

function documentOf(output: RecordsOutput, t: Translate): TextDocument {
  switch (output.kind) {
    case "plan":
    case "report":
      return runDocument(reportedRun(output), t);
    case "check":
      return checkDocument(output.report, output.at, t);
    case "profiles":
      return profilesDocument(output, t);
  }
}

function csvOf(output: RecordsOutput, t: Translate): Iterable<string> {
  switch (output.kind) {
    case "plan":
    case "report":
      return runCsv(reportedRun(output), t);
    case "check":
      return checkCsv(output.report, t);
    case "profiles":
      return profilesCsv(output);
  }
}

function jsonOf(output: RecordsOutput, t: Translate): string {
  switch (output.kind) {
    case "plan":
    case "report":
      return runJson(reportedRun(output), t);
    case "check":
      return checkJson(output.report, output.at, t);
    case "profiles":
      return profilesJson(output, t);
  }
}

function joined(pieces: Iterable<string>): string {
  return [...pieces].join("");
}
