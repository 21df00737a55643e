import { type CsvForm, csvTable } from "../exports/csv";
import type { Block, Inline, Line, TextDocument } from "../exports/document";
import type { Translate } from "../text/translate";
import { describeXsoarFailure } from "../xsoar/describeFailure";
import type { RecordCandidate } from "../xsoar/reports";
import { type CheckReport, type CheckedName, checkTotals } from "./check";
import { type JsonValue, jsonText } from "./rawJson";
import { failureJson } from "./reportData";
import { countOf, heading, recordLink, recordUrl, shownTime } from "./reportDocument";

const VERSION = 1;

const FINDINGS = ["none", "one", "valueOnly", "several", "failed"] as const satisfies readonly CheckedName["found"][];

/** What *Check Records* has found, to be read by people; the totals stand at the end. */
export function checkDocument(report: CheckReport, at: string, t: Translate): TextDocument {
  const { names, twins, shared, server } = report;
  const title = t("Check of records");
  const counts = checkTotals(report);
  const blocks: readonly Block[] = [
    {
      kind: "list",
      items: [t("Server: {server}", { server }), t("Time: {time}", { time: shownTime(at) })],
    },
    ...tabled(
      t("Names"),
      [t("Name"), t("Found"), t("Records")],
      names.map((name) => [
        [nameOf(name, t)],
        [findingName(name.found, t), ...(name.failure === undefined ? [] : [describeXsoarFailure(name.failure, t)])],
        name.records.map((record) => candidateLine(server, record, t)),
      ]),
    ),
    ...tabled(
      t("Records whose values differ in case, blanks or hyphens only"),
      [t("Records")],
      twins.map(({ records }) => [records.map((record) => candidateLine(server, record, t))]),
    ),
    ...tabled(
      t("Aliases that several records have"),
      [t("Alias"), t("Records")],
      shared.map(({ alias, records }) => [[alias], records.map((record) => candidateLine(server, record, t))]),
    ),
    heading(t("Totals")),
    {
      kind: "list",
      items: [
        countOf(t("Names checked"), counts.names, t),
        ...(counts.aliases === 0 ? [] : [countOf(t("Aliases to look at"), counts.aliases, t)]),
        ...FINDINGS.map((found) => countOf(findingName(found, t), counts[found], t)),
        countOf(t("Records whose values differ in case, blanks or hyphens only"), twins.length, t),
        countOf(t("Aliases that several records have"), shared.length, t),
      ],
    },
  ];
  return { title, created: new Date(at), header: title, footer: shownTime(at), blocks };
}

function nameOf({ name, aliasOf }: CheckedName, t: Translate): string {
  return aliasOf === undefined ? name : t("{alias} (alias of {name})", { alias: name, name: aliasOf });
}

function findingName(found: CheckedName["found"], t: Translate): string {
  switch (found) {
    case "none":
      return t("No record");
    case "one":
      return t("One record");
    case "valueOnly":
      return t("By its value only");
    case "several":
      return t("Several records");
    case "failed":
      return t("Could not be looked up");
  }
}

function candidateLine(server: string, { id, value, type }: RecordCandidate, t: Translate): readonly Inline[] {
  const link = recordLink(server, id, value);
  return [link, " ", t("({type}, id {id})", { type, id })];
}

function tabled(
  title: string,
  columns: readonly string[],
  rows: readonly (readonly (readonly Line[])[])[],
): readonly Block[] {
  return rows.length === 0 ? [] : [heading(title), { kind: "table", columns, rows }];
}

const COLUMNS = ["kind", "name", "aliasOf", "found", "value", "type", "id", "url", "why"];

/**
 * The check as CSV: a line for each name and record it leads to, each record among twins (by the number of the group) and each with a
 * shared alias; at the end the totals. What `kind` and `found` hold is the same in each language.
 */
export function checkCsv(report: CheckReport, t: Translate, form?: CsvForm): Iterable<string> {
  const { names, twins, shared, server } = report;
  const cells = ({ id, value, type }: RecordCandidate): readonly string[] => [value, type, id, recordUrl(server, id)];
  const rows = [
    ...names.flatMap(({ name, aliasOf = "", found, records, failure }) => {
      const why = failure === undefined ? "" : describeXsoarFailure(failure, t);
      if (records.length === 0) return [["name", name, aliasOf, found, "", "", "", "", why]];
      return records.map((record) => ["name", name, aliasOf, found, ...cells(record), why]);
    }),
    ...twins.flatMap(({ records }, at) => records.map((one) => ["twin", String(at + 1), "", "", ...cells(one), ""])),
    ...shared.flatMap(({ alias, records }) => records.map((one) => ["alias", alias, "", "", ...cells(one), ""])),
    ...Object.entries(checkTotals(report)).map(([what, count]) => [
      "total",
      what,
      "",
      String(count),
      "",
      "",
      "",
      "",
      "",
    ]),
  ];
  return csvTable(COLUMNS, rows, form);
}

/** The check as one JSON object: `{version, kind: "check", at, server, names: [{name, aliasOf, found, records, failure}], twins, shared, totals}`. */
export function checkJson(report: CheckReport, at: string, t: Translate): string {
  const { names, twins, shared, server } = report;
  const recordsJson = (records: readonly RecordCandidate[]): JsonValue =>
    records.map(({ id, value, type, modified, notes, aliases }) => {
      return { id, value, type, modified, notes, aliases, url: recordUrl(server, id) };
    });
  const whole: JsonValue = {
    version: VERSION,
    kind: "check",
    at,
    server,
    names: names.map(({ name, aliasOf = null, found, records, failure }) => {
      return { name, aliasOf, found, records: recordsJson(records), failure: failureJson(failure, t) };
    }),
    twins: twins.map(({ records }) => ({ records: recordsJson(records) })),
    shared: shared.map(({ alias, records }) => ({ alias, records: recordsJson(records) })),
    totals: { ...checkTotals(report) },
  };
  return `${jsonText(whole)}\n`;
}
