import type { Clock } from "../ports";
import type { Translate } from "../text/translate";
import { type CsvForm, toCsv } from "./csv";
import type { ExportFormat, ExportRow } from "./exportRows";
import { toJson } from "./json";
import { toMarkdown } from "./markdown";
import { type Uuid5, toStix } from "./stix";

/** Then others get their turn: there may be tens of thousands of articles. */
const MS_PER_TURN = 10;

/** The text of an export. */
export async function exportText(
  format: ExportFormat,
  rows: readonly ExportRow[],
  clock: Pick<Clock, "now" | "wait">,
  uuid5: Uuid5,
  t: Translate,
  csv?: CsvForm,
): Promise<string> {
  const text: string[] = [];
  let turnStarted = clock.now().getTime();
  for (const piece of pieces(format, rows, clock.now(), uuid5, t, csv)) {
    text.push(piece);
    if (clock.now().getTime() - turnStarted < MS_PER_TURN) continue;
    await clock.wait(0);
    turnStarted = clock.now().getTime();
  }
  return text.join("");
}

function pieces(
  format: ExportFormat,
  rows: readonly ExportRow[],
  time: Date,
  uuid5: Uuid5,
  t: Translate,
  csv: CsvForm | undefined,
): Iterable<string> {
  switch (format) {
    case "markdown":
      return toMarkdown(rows, t);
    case "csv":
      return toCsv(rows, t, csv);
    case "json":
      return toJson(rows, time, t);
    case "stix":
      return toStix(rows, uuid5, t);
  }
}
