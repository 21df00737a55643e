import { type CheckReport, checkTotals } from "../core/records/check";
import type { Profile } from "../core/records/profiles";
import { describeOutcome, hasHosts } from "../core/records/reportDocument";
import { type ReportedRecord, reportedRun } from "../core/records/reportRows";
import { shownChange, withDefangedHosts } from "../core/records/shownValues";
import type { RecordsPlan, RecordsReport, SkippedRecord } from "../core/records/types";
import { oneLine, shortLine } from "../core/text/foreignText";
import { finish } from "../core/text/turns";
import { plainText } from "../core/text/translate";
import { describeXsoarFailure } from "../core/xsoar/describeFailure";
import type { RecordCandidate } from "../core/xsoar/reports";
import { counted } from "./counted";

/** What would be changed, for people. */
export function planLines(plan: RecordsPlan): readonly string[] {
  const { records, counts } = finish(reportedRun({ kind: "plan", plan, at: "" }));
  return [
    ...records.flatMap((record) => recordLines(record, "")),
    ...skippedLines(plan.skipped),
    ...questionLines(plan),
    ...[...plan.warnings, ...plan.remarks, ...plan.data].map(oneLine),
    records.length === 0
      ? `There is nothing to change: ${counted(counts.records, "record")} looked at.`
      : `${counted(records.length, "record")} would be changed. --yes writes what is not marked “on request”; with --option all=true that as well.`,
  ];
}

/** What was changed, for people. */
export function reportLines(report: RecordsReport): readonly string[] {
  const { records, left, plan, edits } = finish(reportedRun({ kind: "report", report }));
  const whole =
    report.busy === true
      ? ["Another window or process is writing to XSOAR for this folder: nothing was tried."]
      : report.dryRun === true
        ? ["Dry run is switched on (dry_run), so nothing was sent."]
        : report.failure === null
          ? []
          : [describeXsoarFailure(report.failure, plainText)];
  return [
    ...records.flatMap((record) => recordLines(record, `  ${describeOutcome(record, plainText)}`)),
    ...(left.length === 0 ? [] : ["Left out, since it is made on request alone (--option all=true):"]),
    ...left.flatMap((record) => recordLines(record, "")),
    ...skippedLines(plan.skipped),
    ...questionLines(plan),
    ...[...plan.warnings, ...plan.remarks, ...plan.data].map(oneLine),
    ...whole,
    `${counted(edits, "record")} changed.`,
  ];
}

/** Which records names lead to, for people. */
export function checkLines(report: CheckReport): readonly string[] {
  const words = {
    none: "no record",
    one: "one record",
    valueOnly: "found by its value alone",
    several: "several records",
    failed: "could not be looked up",
  };
  const totals = checkTotals(report);
  return [
    ...report.names.flatMap(({ name, aliasOf, found, records, failure }) => [
      `${oneLine(name)}${aliasOf === undefined ? "" : ` (alias of ${oneLine(aliasOf)})`}: ${words[found]}${failure === undefined ? "" : ` (${describeXsoarFailure(failure, plainText)})`}`,
      ...(found === "none" ? [] : records.map(candidateLine)),
    ]),
    ...report.twins.flatMap(({ records }) => ["Alike but for case, blanks or hyphens:", ...records.map(candidateLine)]),
    ...report.shared.flatMap(({ alias, records }) => [
      `Several records go by ${oneLine(alias)}:`,
      ...records.map(candidateLine),
    ]),
    `${counted(totals.names, "name")} checked: ${totals.one} with one record, ${totals.valueOnly} by value alone, ${totals.several} with several, ` +
      `${totals.none} without, ${totals.failed} not looked up; ${totals.twins} twins, ${totals.shared} shared aliases.`,
  ];
}

/** What records hold, for people. */
export function profileLines(profiles: readonly Profile[], skipped: readonly SkippedRecord[]): readonly string[] {
  return [
    ...profiles.flatMap(({ id, value, type, aliases, techniques, firstSeen, lastSeen, notes }) => [
      `${oneLine(value)} (${oneLine(type)}, record ${oneLine(id)})`,
      `    aliases: ${shortLine(aliases.join(", "), 300)}`,
      `    techniques: ${techniques.length}, notes: ${notes.length}, first seen: ${oneLine(firstSeen ?? "never")}, last seen: ${oneLine(lastSeen ?? "never")}`,
    ]),
    ...skippedLines(skipped),
    `${counted(profiles.length, "record")} read. --format md|csv|json prints all of it, --format odt --out FILE writes it as a document.`,
  ];
}

function questionLines({ questions }: RecordsPlan): readonly string[] {
  return questions.flatMap(({ name, choices }) => [
    `${oneLine(name)} may be several: say which one with --pick "${oneLine(name)}=ID", without an ID for none of them.`,
    ...choices.map(({ id, label, detail }) => `    ${oneLine(id)}  ${oneLine(label)}  ${shortLine(detail, 100)}`),
  ]);
}

function recordLines({ record, changes }: ReportedRecord, outcome: string): readonly string[] {
  return [
    `${oneLine(record.value)} (record ${oneLine(record.id)})${outcome === "" ? "" : `:${outcome}`}`,
    ...changes.flatMap((change) => {
      const { field, before, after, why, recipes, isGuess } = change;
      const shown = shownChange(before, after, plainText);
      const line = hasHosts(change) ? withDefangedHosts : (text: string) => text;
      return [
        `    ${field} (${recipes.join(", ")})${isGuess ? ", on request" : ""}: ${why.map(oneLine).join(" ")}`,
        ...shown.before.map((text) => `      - ${line(text)}`),
        ...shown.after.map((text) => `      + ${line(text)}`),
      ];
    }),
  ];
}

function skippedLines(skipped: readonly SkippedRecord[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { name, recipe, why } of skipped) {
    const reason = `${recipe === null ? "" : ` (${recipe})`}: skipped: ${oneLine(why)}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), oneLine(name)]);
  }
  return [...byReason].map(([reason, names]) => names.join(", ") + reason);
}

function candidateLine({ id, value, type }: RecordCandidate): string {
  return `    ${oneLine(value)} (${oneLine(type)}, record ${oneLine(id)})`;
}
