import type { Translate } from "../ports";
import { toCsv } from "./csv";
import type { ExportFormat, ExportRow } from "./exportRows";
import { toJson } from "./json";
import { toMarkdown } from "./markdown";
import { toStix, type Uuid5 } from "./stix";

/** The text of an export. */
export function exportText(
  format: ExportFormat,
  rows: readonly ExportRow[],
  time: Date,
  uuid5: Uuid5,
  t: Translate,
): string {
  switch (format) {
    case "markdown":
      return toMarkdown(rows, t);
    case "csv":
      return toCsv(rows, t);
    case "json":
      return toJson(rows, time, t);
    case "stix":
      return toStix(rows, uuid5, t);
  }
}
