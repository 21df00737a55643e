import type { Block, Line, TextDocument } from "../exports/document";
import type { Translate } from "../text/translate";
import type { Turns } from "../text/turns";
import { recordPage } from "../xsoar/connection";
import { describeXsoarFailure } from "../xsoar/describeFailure";
import { recipeName } from "./recipeNames";
import {
  RECORDS_PER_TURN,
  type RecordCounts,
  type ReportedChange,
  type ReportedOutcome,
  type ReportedRecord,
  type ReportedRun,
} from "./reportRows";
import { namesLeakSites, shownChange, valueLines, withDefangedHosts } from "./shownValues";

/** What a run has to say, to be read by people: as Markdown, as OpenDocument text. */
export function* runDocument(run: ReportedRun, t: Translate): Turns<TextDocument> {
  const { plan, report, at, records, left } = run;
  const { server } = plan;
  const title = titleOf(run, t);
  const changed = yield* recordsBlocks(records, server, true, t);
  const leftOut = yield* recordsBlocks(left, server, false, t);
  const blocks: readonly Block[] = [
    { kind: "list", items: [...facts(run, t), ...countLines(run.counts, t)] },
    ...paragraphs([
      ...(report === null ? [t("This is a plan: nothing was written.")] : []),
      ...(report?.dryRun === true ? [t("Dry run is switched on, so nothing is sent.")] : []),
      ...(report?.busy === true
        ? [t("Another window or process was writing to Cortex XSOAR for this folder, so nothing was tried.")]
        : []),
      ...(report?.failure ? [describeXsoarFailure(report.failure, t)] : []),
    ]),
    ...listed(t("Warnings"), plan.warnings),
    ...(changed.length === 0 ? [] : [heading(t("Records")), ...changed]),
    ...(leftOut.length === 0 ? [] : [heading(t("Left out, since it was not ticked")), ...leftOut]),
    ...skippedBlocks(run, t),
    ...listed(
      t("Questions without an answer"),
      plan.questions.map(({ name, choices }) =>
        t("{name}: {choices}", { name, choices: choices.map(({ label }) => label).join(", ") }),
      ),
    ),
    ...listed(t("Remarks"), plan.remarks),
    ...listed(
      t("Nothing to do"),
      plan.untouched.map(({ id, value }) => [recordLink(server, id, value)]),
    ),
    ...listed(t("Data"), plan.data),
  ];
  return { title, created: new Date(at), header: title, footer: shownTime(at), blocks };
}

function titleOf({ isUndo, report }: ReportedRun, t: Translate): string {
  if (report === null) return isUndo ? t("Plan of an undo of an update of records") : t("Plan of an update of records");
  return isUndo ? t("Undo of an update of records") : t("Update of records");
}

function facts({ plan, report, at }: ReportedRun, t: Translate): readonly Line[] {
  const recipes = plan.recipes.map((id) => recipeName(id, t)).join(", ");
  const options = plan.options.map(([name, value]) => `${name}=${value}`).join(", ");
  return [
    t("Server: {server}", { server: plan.server }),
    t("Time: {time}", { time: shownTime(at) }),
    t("Recipes: {recipes}", { recipes }),
    ...(options === "" ? [] : [t("Options: {options}", { options })]),
    ...(report?.run ? [t("Run: {run}", { run: report.run })] : []),
    ...(plan.undoes === undefined ? [] : [t("Takes back the run {run}", { run: plan.undoes })]),
  ];
}

function countLines(counts: RecordCounts, t: Translate): readonly string[] {
  const outcomes = (["planned", "written", "changedMeanwhile", "failed", "unknown", "notDone"] as const).filter(
    (outcome) => counts[outcome] > 0,
  );
  return [
    countOf(t("Records"), counts.records, t),
    ...outcomes.map((outcome) => countOf(outcomeName(outcome, t), counts[outcome], t)),
    countOf(outcomeName("nothing", t), counts.nothing, t),
    ...(counts.left === 0 ? [] : [countOf(t("Left out, since it was not ticked"), counts.left, t)]),
    ...(counts.skipped === 0 ? [] : [countOf(t("Skipped"), counts.skipped, t)]),
  ];
}

/** What is counted, and how many. */
export function countOf(what: string, count: number, t: Translate): string {
  return t("{what}: {count}", { what, count });
}

/** How it ended with a record, in few words. */
export function outcomeName(outcome: ReportedOutcome, t: Translate): string {
  switch (outcome) {
    case "planned":
      return t("Planned");
    case "written":
      return t("Written");
    case "nothing":
      return t("Nothing to do");
    case "changedMeanwhile":
      return t("Changed meanwhile");
    case "failed":
      return t("Failed");
    case "unknown":
      return t("No answer came");
    case "notDone":
      return t("Not done");
  }
}

/** How it ended with a record, and why. */
export function describeOutcome(
  { outcome, failure }: Pick<ReportedRecord, "outcome" | "failure">,
  t: Translate,
): string {
  const name = outcomeName(outcome, t);
  if (failure !== null) return t("{outcome}: {why}", { outcome: name, why: describeXsoarFailure(failure, t) });
  return outcome === "changedMeanwhile"
    ? t("{outcome}: {why}", { outcome: name, why: t("somebody changed the field since the plan was shown") })
    : name;
}

function* recordsBlocks(
  records: readonly ReportedRecord[],
  server: string,
  hasResult: boolean,
  t: Translate,
): Turns<readonly Block[]> {
  const blocks: Block[] = [];
  for (const [at, record] of records.entries()) {
    blocks.push(...recordBlocks(record, server, hasResult, t));
    if (at % RECORDS_PER_TURN === 0) yield;
  }
  return blocks;
}

function recordBlocks(reported: ReportedRecord, server: string, hasResult: boolean, t: Translate): readonly Block[] {
  const { record, names, changes } = reported;
  const others = names.filter((name) => name !== record.value);
  const lines: readonly Line[] = [
    ...(hasResult ? [t("Result: {result}", { result: describeOutcome(reported, t) })] : []),
    [t("Record:"), " ", recordLink(server, record.id, record.id), record.type === "" ? "" : ` (${record.type})`],
    ...(others.length === 0 ? [] : [t("Tracked as {names}", { names: others.join(", ") })]),
  ];
  return [
    { kind: "heading", level: 2, text: record.value },
    { kind: "paragraph", lines },
    {
      kind: "table",
      columns: [t("Recipe"), t("Field"), t("Before"), t("After"), t("Why")],
      widths: [3, 3, 5, 5, 5],
      rows: changes.map((change) => changeCells(change, t)),
    },
  ];
}

function changeCells(change: ReportedChange, t: Translate): readonly (readonly Line[])[] {
  const { before, after } = shownChange(change.before, change.after, t);
  const shown = hasHosts(change) ? (lines: readonly string[]) => lines.map(withDefangedHosts) : null;
  return [
    change.recipes.map((id) => recipeName(id, t)),
    [change.field],
    shown?.(before) ?? before,
    shown?.(after) ?? after,
    [...change.why, ...(change.isGuess ? [t("Not ticked at first")] : [])],
  ];
}

/** Whether the names of hosts in a field are those of leak sites. */
export function hasHosts({ recipes, before, after }: ReportedChange): boolean {
  return recipes.includes("leak-sites") || [before, after].some((raw) => namesLeakSites(valueLines(raw).join("\n")));
}

function skippedBlocks({ plan }: ReportedRun, t: Translate): readonly Block[] {
  if (plan.skipped.length === 0) return [];
  const rows = plan.skipped.map(({ name, record, recipe, why, failure }) => [
    [name],
    record === null ? [] : [[recordLink(plan.server, record.id, record.value)]],
    recipe === null ? [] : [recipeName(recipe, t)],
    [why, ...(failure === undefined ? [] : [describeXsoarFailure(failure, t)])],
  ]);
  const columns = [t("Name"), t("Record"), t("Recipe"), t("Why")];
  return [heading(t("Skipped")), { kind: "table", columns, widths: [4, 4, 3, 9], rows }];
}

/** A record by its page in the web interface; as mere text where the server's address is none. */
export function recordLink(server: string, id: string, text: string): { readonly text: string; readonly url: string } {
  return { text: text === "" ? id : text, url: recordUrl(server, id) };
}

/** The page of a record; "" where the server's address is none. */
export function recordUrl(server: string, id: string): string {
  return URL.canParse(server) ? recordPage(server, id) : "";
}

/** A heading below the title. */
export function heading(text: string): Block {
  return { kind: "heading", level: 1, text };
}

/** A list below a heading; nothing where there is none. */
export function listed(title: string, items: readonly Line[]): readonly Block[] {
  return items.length === 0 ? [] : [heading(title), { kind: "list", items }];
}

function paragraphs(sentences: readonly string[]): readonly Block[] {
  return sentences.map((sentence) => ({ kind: "paragraph", lines: [sentence] }));
}

/** A time of ISO 8601 in UTC, to the minute. */
export function shownTime(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
