import type { ExportChoice, ExportFormat, ExportMatches } from "../core/exports/exportRows";
import { type ExportPeriod, readPeriod } from "../core/exports/period";
import { pickText } from "../core/text/foreignText";
import { isRecord } from "../core/text/isRecord";
import type { Translate } from "../core/text/translate";

/** What *Export Matches…* was told. */
export interface ExportForm {
  readonly format: ExportFormat;
  readonly period: ExportPeriod;
  readonly unread: boolean;
  /** Null for all. */
  readonly names: readonly string[] | null;
  /** Reads the pages of the articles first. */
  readonly summaries: boolean;
}

/** What is remembered of exports of a folder. */
export interface ExportMemory {
  readonly form: ExportForm;
  /** When matches were exported last (ISO 8601 UTC), by `exportOf` of the names. */
  readonly times: ReadonlyMap<string, string>;
}

/** So many exports of different names are told apart. */
const MAX_TIMES = 50;

const FORMATS: Readonly<Record<ExportFormat, string>> = {
  markdown: "Markdown",
  csv: "CSV",
  json: "JSON",
  stix: "STIX 2.1",
};

/** What is there to choose, each with what it is for. */
export function exportFormats(
  t: Translate,
  offered: readonly ExportFormat[] = Object.keys(FORMATS) as ExportFormat[],
): readonly { readonly format: ExportFormat; readonly label: string; readonly use: string }[] {
  const uses: Readonly<Record<ExportFormat, string>> = {
    markdown: t("for reports and tickets"),
    csv: t("for spreadsheets"),
    json: t("for scripts"),
    stix: t("for threat-intelligence platforms"),
  };
  return offered.map((format) => ({
    format,
    label: FORMATS[format],
    use: uses[format],
  }));
}

/** Reads what was remembered, as far as it is that. */
export function readExportMemory(value: unknown): ExportMemory {
  const { form, times } = isRecord(value) ? value : {};
  const { format, period, unread, names, summaries } = isRecord(form) ? form : {};
  const isNames = Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === "string");
  return {
    form: {
      format: Object.keys(FORMATS).find((one): one is ExportFormat => one === format) ?? "markdown",
      period: readPeriod(period),
      unread: unread === true,
      names: isNames ? names : null,
      summaries: summaries === true,
    },
    times: new Map(
      Object.entries(isRecord(times) ? times : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string" && !Number.isNaN(Date.parse(entry[1])),
      ),
    ),
  };
}

/** As it is remembered. @param exported when this was exported; null where it tells nothing about the next one */
export function exportMemoryData({ form, times }: ExportMemory, exported: string | null): object {
  const key = exportOf(form.names);
  const kept = [...times].filter(([one]) => exported === null || one !== key);
  const all = exported === null ? kept : [...kept, [key, exported] as const];
  return { form, times: Object.fromEntries(all.slice(-MAX_TIMES)) };
}

/** What exports of the same names have in common. */
export function exportOf(names: ExportForm["names"]): string {
  return names === null ? "" : JSON.stringify(names.toSorted());
}

/** Whether everything up to now was in an export, as far as its form goes: the next one can begin there. */
export function endsNow({ period }: ExportForm): boolean {
  return period.kind !== "range";
}

/** The rows that names of a form stand for. */
export function rowsOfNames(names: ExportForm["names"]): Pick<ExportChoice, "rows"> {
  return names === null ? {} : { rows: new Map(names.map((name) => [name, null])) };
}

/** "Export 36 Articles as Markdown", and of which names. Null when there are none. */
export function exportSentence(
  chosen: readonly ExportMatches[],
  { format }: ExportForm,
  t: Translate,
): { readonly label: string; readonly names: string } | null {
  const count = new Set(chosen.flatMap(({ articles }) => articles.map(({ article }) => article.key))).size;
  if (count === 0) return null;
  const values = { count, format: FORMATS[format] };
  return {
    label: count === 1 ? t("Export 1 Article as {format}", values) : t("Export {count} Articles as {format}", values),
    names: namesText(
      chosen.map(({ name }) => name),
      t,
    ),
  };
}

/** Up to three names, else how many. */
export function namesText(names: readonly string[], t: Translate): string {
  return names.length > 3 ? t("{count} names", { count: names.length }) : names.map(pickText).join(", ");
}

/** A period in a few words. @param date writes a date and time */
export function periodText(
  period: ExportPeriod,
  lastExport: string | null,
  date: (iso: string) => string,
  t: Translate,
): string {
  switch (period.kind) {
    case "all":
      return t("All");
    case "sinceExport":
      return lastExport === null
        ? t("Since the last export (there was none: all)")
        : t("Since the last export ({date})", { date: date(lastExport) });
    case "days":
      return period.days === 1 ? t("Today") : t("Last {days} days", { days: period.days });
    case "range":
      return t("{from} to {to}", { from: period.from, to: period.to });
  }
}
