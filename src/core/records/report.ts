import type { CsvForm } from "../exports/csv";
import type { TextDocument } from "../exports/document";
import { documentMarkdown } from "../exports/documentMarkdown";
import { toOdt } from "../exports/odt";
import { fileTimestamp } from "../results/fileNames";
import type { Translate } from "../text/translate";
import type { Turns } from "../text/turns";
import type { CheckReport } from "./check";
import { checkCsv, checkDocument, checkJson } from "./checkReport";
import { type ProfilesReport, profilesCsv, profilesDocument, profilesJson } from "./profileReport";
import { runCsv, runJson } from "./reportData";
import { runDocument } from "./reportDocument";
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

/**
 * The text of a report. Foreign text in it stays text; it is whole in JSON and CSV alone.
 *
 * @param csv how tables are written
 */
export function* reportText(
  output: RecordsOutput,
  format: ReportTextFormat,
  t: Translate,
  csv?: CsvForm,
): Turns<string> {
  switch (format) {
    case "markdown":
      return yield* joined(documentMarkdown(yield* documentOf(output, t)));
    case "csv":
      return yield* joined(yield* csvOf(output, t, csv));
    case "json":
      return yield* jsonOf(output, t);
  }
}

/** A report as an OpenDocument text. */
export function* reportOdt(output: RecordsOutput, t: Translate): Turns<Uint8Array<ArrayBuffer>> {
  return yield* toOdt(yield* documentOf(output, t));
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

function* documentOf(output: RecordsOutput, t: Translate): Turns<TextDocument> {
  switch (output.kind) {
    case "plan":
    case "report":
      return yield* runDocument(yield* reportedRun(output), t);
    case "check":
      return checkDocument(output.report, output.at, t);
    case "profiles":
      return profilesDocument(output, t);
  }
}

function* csvOf(output: RecordsOutput, t: Translate, form: CsvForm | undefined): Turns<Iterable<string>> {
  switch (output.kind) {
    case "plan":
    case "report":
      return runCsv(yield* reportedRun(output), t, form);
    case "check":
      return checkCsv(output.report, t, form);
    case "profiles":
      return profilesCsv(output, form);
  }
}

function* jsonOf(output: RecordsOutput, t: Translate): Turns<string> {
  switch (output.kind) {
    case "plan":
    case "report":
      return yield* runJson(yield* reportedRun(output), t);
    case "check":
      return checkJson(output.report, output.at, t);
    case "profiles":
      return profilesJson(output, t);
  }
}

const PIECES_PER_TURN = 50;

function* joined(pieces: Iterable<string>): Turns<string> {
  const text: string[] = [];
  for (const piece of pieces) {
    text.push(piece);
    if (text.length % PIECES_PER_TURN === 0) yield;
  }
  return text.join("");
}
