import { type CsvForm, csvTable } from "../exports/csv";
import type { Translate } from "../text/translate";
import type { Turns } from "../text/turns";
import { describeXsoarFailure } from "../xsoar/describeFailure";
import type { XsoarFailure } from "../xsoar/failures";
import { documentSpan } from "../xsoar/json";
import { type JsonValue, RawJson, jsonText } from "./rawJson";
import { recipeName } from "./recipeNames";
import { describeOutcome, hasHosts, outcomeName, recordUrl } from "./reportDocument";
import { RECORDS_PER_TURN, type ReportedChange, type ReportedRecord, type ReportedRun } from "./reportRows";
import { valueLines, withDefangedHosts } from "./shownValues";
import type { SkippedRecord } from "./types";

/** Grows when a key changes its meaning or goes; new keys may come at any time. */
const VERSION = 1;

/**
 * A run as one JSON object: `{version, kind, at, server, edits, counts, records: [{name, id, type, names, url, outcome, changes: [{field,
 * before, after, recipes, why, guess?}]}], left, skipped, questions, …}`. `before` and `after` are the values of the field as the server
 * writes them, to the digit, null for no member; several changes of a field are the one they come to. In a plan those that are made only
 * when ticked (`guess`) stand for themselves.
 */
export function* runJson(run: ReportedRun, t: Translate): Turns<string> {
  const { plan, report, at, counts, edits } = run;
  const { server } = plan;
  const whole: JsonValue = {
    version: VERSION,
    kind: report === null ? "plan" : "report",
    at,
    server,
    run: report?.run ?? undefined,
    undoes: plan.undoes,
    dryRun: report?.dryRun,
    busy: report?.busy,
    recipes: plan.recipes,
    options: Object.fromEntries(plan.options),
    edits,
    counts,
    records: [
      ...(yield* recordsJson(run.records, (record) => recordJson(record, server, t))),
      ...plan.untouched.map(({ id, value }) => ({
        name: value,
        id,
        url: recordUrl(server, id),
        outcome: "nothing",
        changes: [],
      })),
    ],
    left: yield* recordsJson(run.left, (record) => ({ ...recordJson(record, server, t), outcome: undefined })),
    skipped: skippedJson(plan.skipped, t),
    questions: plan.questions.map(({ kind, name, choices }) => ({
      kind,
      name,
      choices: choices.map(({ id, label, detail }) => ({ id, label, detail })),
    })),
    warnings: plan.warnings,
    remarks: plan.remarks,
    data: plan.data,
    failure: failureJson(report?.failure ?? undefined, t) ?? null,
  };
  return `${jsonText(whole)}\n`;
}

/** Each as text already, in the place where it will stand. */
function* recordsJson(
  records: readonly ReportedRecord[],
  jsonOf: (record: ReportedRecord) => JsonValue,
): Turns<readonly RawJson[]> {
  const made: RawJson[] = [];
  for (const record of records) {
    made.push(new RawJson(jsonText(jsonOf(record), "    ")));
    if (made.length % RECORDS_PER_TURN === 0) yield;
  }
  return made;
}

function recordJson({ record, names, changes, outcome, failure }: ReportedRecord, server: string, t: Translate) {
  return {
    name: record.value,
    id: record.id,
    type: record.type,
    names,
    url: recordUrl(server, record.id),
    outcome,
    failure: failureJson(failure ?? undefined, t),
    changes: changes.map(({ field, before, after, recipes, why, isGuess }) => ({
      field,
      before: rawOf(before),
      after: rawOf(after),
      recipes,
      why,
      guess: isGuess ? true : undefined,
    })),
  } satisfies JsonValue;
}

/** What was passed over, as JSON. */
export function skippedJson(skipped: readonly SkippedRecord[], t: Translate): JsonValue {
  return skipped.map(({ name, record, recipe, why, failure }) => ({
    name,
    id: record?.id ?? null,
    value: record?.value ?? null,
    recipe,
    why,
    failure: failureJson(failure, t),
  }));
}

/** A failure by its code and its sentence; undefined for none. */
export function failureJson(failure: XsoarFailure | undefined, t: Translate): JsonValue {
  return failure === undefined ? undefined : { code: failure.code, message: describeXsoarFailure(failure, t) };
}

/** What is no JSON after all is written as the text it is. */
function rawOf(raw: string | null): JsonValue {
  if (raw === null) return null;
  const span = documentSpan(raw);
  return span === null ? raw : new RawJson(raw.slice(span.start, span.end));
}

const COLUMNS = ["name", "id", "type", "url", "recipe", "field", "before", "after", "result", "why"];

/** A run as CSV: a line for each field that is changed or left out, each record there is nothing to do for, and each that was skipped. */
export function runCsv(run: ReportedRun, t: Translate, form?: CsvForm): Iterable<string> {
  return csvTable(COLUMNS, runLines(run, t), form);
}

function* runLines({ plan, records, left }: ReportedRun, t: Translate): Iterable<readonly string[]> {
  const { server } = plan;
  for (const record of records) yield* changeLines(record, server, describeOutcome(record, t), t);
  for (const record of left) yield* changeLines(record, server, t("Left out, since it was not ticked"), t);
  const nothing = outcomeName("nothing", t);
  for (const { id, value } of plan.untouched) {
    yield [value, id, "", recordUrl(server, id), "", "", "", "", nothing, ""];
  }
  for (const { name, record, recipe, why, failure } of plan.skipped) {
    yield [
      name,
      record?.id ?? "",
      "",
      record === null ? "" : recordUrl(server, record.id),
      recipe === null ? "" : recipeName(recipe, t),
      "",
      "",
      "",
      t("Skipped"),
      [why, ...(failure === undefined ? [] : [describeXsoarFailure(failure, t)])].join(" "),
    ];
  }
}

function changeLines(
  { record, changes }: ReportedRecord,
  server: string,
  result: string,
  t: Translate,
): readonly (readonly string[])[] {
  return changes.map((change) => [
    record.value,
    record.id,
    record.type,
    recordUrl(server, record.id),
    change.recipes.map((id) => recipeName(id, t)).join(", "),
    change.field,
    cellOf(change, change.before),
    cellOf(change, change.after),
    result,
    change.why.join(" "),
  ]);
}

function cellOf(change: ReportedChange, raw: string | null): string {
  const text = valueLines(raw).join("; ");
  return hasHosts(change) ? withDefangedHosts(text) : text;
}
