import { findsItems } from "../config/parseOwnJob";
import type { ExtractConfig, FormatConfig } from "../config/ownTypes";
import type { ContentsConfig, CountsConfig } from "../config/types";
import type { CsvForm } from "../exports/csv";
import { MAX_EXTRACT_FIELDS, MAX_KEPT_ROWS } from "../limits";
import type { MemoryStore } from "../memory/memory";
import type { Extract } from "../model/parseJob";
import { writeResultFile } from "../results/resultFile";
import { type PreparedJob, reportBase } from "../scan/preparedJob";
import { keptRows } from "../sources/keptRows";
import { ruleFinder } from "../sources/ruleFinder";
import { attempt } from "./attempt";
import type { JobWorkspace } from "./jobDocuments";
import type { JobRow, OwnJob, RowsReport } from "./jobReports";
import { laidOut } from "./layout";
import { type OwnScript, ScriptTurn, pageItems, rowItem } from "./ownScript";
import { type PageRows, type RowsMemory, fieldColumns, keyedRows, rowValues, rowsAfter } from "./rows";
import type { ScriptRow } from "./scriptMessages";
import { wantedPages } from "./wantedPages";

interface OwnRows {
  readonly ownRows: RowsMemory;
}

/** A job of the user's own that takes rows out of pages, or has them from a script. */
export interface RowsJob {
  readonly own: OwnJob;
  readonly memory: Pick<MemoryStore<OwnRows>, "change" | "load">;
  /** Null where a script gives the rows. */
  readonly extract: ExtractConfig | null;
  readonly wanted: Extract | null;
  /** Only rows that hold one of the names count. */
  readonly needsNames: boolean;
  readonly format: FormatConfig | null;
  readonly script: OwnScript | null;
  readonly csv: CsvForm;
  readonly isDelta: boolean;
  readonly digest: (text: string) => string;
}

/** The rows there are now, and what they are made of. */
interface Found {
  readonly rows: readonly JobRow[];
  readonly fields: readonly string[];
}

/** Pages → rows → what is new → result file. */
export function prepareRows(
  workspace: JobWorkspace,
  config: CountsConfig | ContentsConfig,
  job: RowsJob,
): PreparedJob<RowsReport> {
  const { clock, t } = workspace;
  const { script } = job;
  const { wants, readings } =
    script?.at === "alone"
      ? { wants: [], readings: () => [] }
      : wantedPages(config, job.wanted === null ? "page" : { extract: job.wanted });
  return {
    wants,
    rules: null,
    finish: async (reading) => {
      const read = readings();
      const notices: string[] = [];
      const turn = new ScriptTurn(script, notices, t);
      const report = (found: Partial<RowsReport>): RowsReport => ({
        job: "rows",
        own: job.own,
        ...reportBase(clock, reading, read, notices),
        ...(turn.ran === null ? {} : { script: turn.ran }),
        newRows: [],
        fields: [],
        rowCount: 0,
        ...found,
      });
      if (reading.cancelled) return report({});
      const now = reading.started;

      let found: Found;
      if (script !== null && findsItems(script)) {
        const given = await turn.ask(pageItems(read));
        if (given === null || given === "cancelled") return report({ cancelled: given === "cancelled" });
        if (script.speaks === "text") {
          const resultFile = await writeText(workspace, config, given.text ?? "", now, notices);
          return report({ resultFile });
        }
        found = scriptedRows(given.rows, read[0]?.report.source.url ?? "", job.digest, now);
      } else {
        const extract = job.extract ?? NO_EXTRACT;
        const ruleOf = ruleFinder(config.websiteconfig.sourceRules);
        const pages = await Promise.all(
          read.map(async ({ report: { source }, outcome }): Promise<PageRows> => {
            const rows = await keptRows(outcome?.rows ?? [], source.url, ruleOf(source), job.needsNames, clock);
            return { url: source.url, rows };
          }),
        );
        found = { rows: keyedRows(pages, extract, job.digest, now), fields: extract.fields.map(([name]) => name) };
      }
      if (script?.at === "filter") {
        const { seen } = (await job.memory.load("ownRows")).ownRows;
        const { rows, fields } = found;
        const dropped = await turn.judge(
          rows,
          ({ key }) => key,
          (row) => rowItem(row, fields),
          (key) => seen.has(key),
          now,
        );
        if (dropped === null || dropped === "cancelled") return report({ cancelled: dropped === "cancelled" });
        found = { ...found, rows: rows.filter(({ key }) => !dropped.has(key)) };
      }
      const { rows, fields } = found;
      const about = {
        read: new Set(read.flatMap(({ report: { source }, outcome }) => (outcome === null ? [] : [source.url]))),
        configured: new Set(read.map(({ report: { source } }) => source.url)),
        fields,
        now,
      };
      const {
        ownRows: memory,
        fresh,
        gone,
      } = await job.memory.change(["ownRows"], ({ ownRows: before }) => rowsAfter(before, rows, about));
      if (gone > 0)
        notices.push(
          t("Of the rows of this job {count|is|are} not shown: {limit} are, the newest.", {
            count: gone,
            limit: MAX_KEPT_ROWS,
          }),
        );
      const layOut: RowsLayout = async (due) => {
        const format = job.format ?? fieldColumns(fields);
        const { placeholder } = config.mailconfig;
        if (script?.at !== "format")
          return laidOut(
            format,
            due.map((row) => rowValues(row, fields)),
            placeholder,
            job.csv,
          );
        if (due.length === 0) return placeholder;
        const given = await turn.ask(due.map((row) => rowItem(row, fields)));
        return given === null || given === "cancelled" ? null : (given.text ?? placeholder);
      };
      const resultFile = await writeRows(workspace, config, job, { rows, memory, layOut }, now, notices);
      if (script?.at === "after" && fresh.length > 0) await turn.ask(fresh.map((row) => rowItem(row, fields)));
      await turn.applied();
      return report({ newRows: fresh, fields, rowCount: memory.rows.length, resultFile });
    },
  };
}

const NO_EXTRACT: ExtractConfig = { select: "", fields: [], exclude: [], key: [] };

/** The rows of a script: all of them have the fields that any of them has, in the order in which they came. */
function scriptedRows(given: readonly ScriptRow[], page: string, digest: (text: string) => string, now: Date): Found {
  const fields = [...new Set(given.flatMap((row) => [...row.keys()]))].slice(0, MAX_EXTRACT_FIELDS);
  const rule = { from: "", attribute: "", pattern: "", volatile: false };
  const extract = { ...NO_EXTRACT, fields: fields.map((name) => [name, rule] as const) };
  const rows = given.map((row) => ({ values: fields.map((name) => row.get(name) ?? ""), names: [] }));
  return { rows: keyedRows([{ url: page, rows }], extract, digest, now), fields };
}

/** The text of the result file; null where there is none to be had, so that what is due stays due. */
type RowsLayout = (due: readonly JobRow[]) => Promise<string | null>;

async function writeRows(
  workspace: JobWorkspace,
  config: CountsConfig | ContentsConfig,
  job: RowsJob,
  found: { readonly rows: readonly JobRow[]; readonly memory: RowsMemory; readonly layOut: RowsLayout },
  now: Date,
  notices: string[],
): Promise<string | null> {
  const { createFile } = config.resultfile;
  const untold = new Set(found.memory.unwritten);
  const due = job.isDelta ? found.memory.rows.filter(({ key }) => untold.has(key)) : found.rows;
  const text = createFile ? await found.layOut(due) : null;
  const resultFile = text === null ? null : await writeText(workspace, config, text, now, notices);
  if (untold.size > 0 && (resultFile !== null || !createFile))
    await job.memory.change(["ownRows"], ({ ownRows }) => ({ ownRows: { ...ownRows, unwritten: [] } }));
  return resultFile;
}

async function writeText(
  { files, t }: JobWorkspace,
  { resultfile }: CountsConfig | ContentsConfig,
  text: string,
  now: Date,
  notices: string[],
): Promise<string | null> {
  if (!resultfile.createFile) return null;
  return attempt(notices, t, "write", () => writeResultFile(files, resultfile, now, text));
}
