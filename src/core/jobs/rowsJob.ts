import type { ExtractConfig, FormatConfig } from "../config/ownTypes";
import type { ContentsConfig, CountsConfig } from "../config/types";
import type { CsvForm } from "../exports/csv";
import { MAX_KEPT_ROWS } from "../limits";
import type { MemoryStore } from "../memory/memory";
import type { Extract, ParsedRow } from "../model/parseJob";
import { writeResultFile } from "../results/resultFile";
import { type PreparedJob, reportBase } from "../scan/preparedJob";
import { WITHOUT_RULES } from "../sources/articlesOf";
import { keepInTurns } from "../sources/keepInTurns";
import { ruleFinder } from "../sources/ruleFinder";
import { attempt } from "./attempt";
import type { JobWorkspace } from "./jobDocuments";
import type { JobRow, OwnJob, RowsReport } from "./jobReports";
import { laidOut } from "./layout";
import { type PageRows, type RowsMemory, fieldColumns, keyedRows, rowValues, rowsAfter } from "./rows";
import { type PageReading, wantedPages } from "./wantedPages";

interface OwnRows {
  readonly ownRows: RowsMemory;
}

/** A job of the user's own that takes rows out of pages. */
export interface RowsJob {
  readonly own: OwnJob;
  readonly memory: Pick<MemoryStore<OwnRows>, "change">;
  readonly extract: ExtractConfig;
  readonly wanted: Extract;
  /** Only rows that hold one of the names count. */
  readonly needsNames: boolean;
  readonly format: FormatConfig | null;
  readonly csv: CsvForm;
  readonly isDelta: boolean;
  readonly digest: (text: string) => string;
}

/** Pages → rows → what is new → result file. */
export function prepareRows(
  workspace: JobWorkspace,
  config: CountsConfig | ContentsConfig,
  job: RowsJob,
): PreparedJob<RowsReport> {
  const { clock, t } = workspace;
  const fields = job.extract.fields.map(([name]) => name);
  const { wants, readings } = wantedPages(config, { extract: job.wanted });
  return {
    wants,
    rules: null,
    finish: async (reading) => {
      const read = readings();
      const notices: string[] = [];
      const report = (found: Partial<RowsReport>): RowsReport => ({
        job: "rows",
        own: job.own,
        ...reportBase(clock, reading, read, notices),
        newRows: [],
        rowCount: 0,
        fields,
        ...found,
      });
      if (reading.cancelled) return report({});
      const now = reading.started;
      const pages = await Promise.all(read.map((page) => rowsOf(page, workspace, config, job)));
      const rows = keyedRows(pages, job.extract, job.digest, now);
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
      const resultFile = await writeRows(workspace, config, job, { rows, memory, fields }, now, notices);
      return report({ newRows: fresh, rowCount: memory.rows.length, resultFile });
    },
  };
}

/** The rows of a page, as the rules of its source choose them. */
async function rowsOf(
  { report: { source }, outcome }: PageReading,
  { clock }: JobWorkspace,
  { websiteconfig: { sourceRules } }: CountsConfig | ContentsConfig,
  { needsNames }: RowsJob,
): Promise<PageRows> {
  const rule = ruleFinder(sourceRules)(source);
  const judge = keepInTurns(() => true, rule ?? WITHOUT_RULES, clock);
  const rows: ParsedRow[] = [];
  for (const row of outcome?.rows ?? []) {
    if (needsNames && row.names.length === 0) continue;
    if ((await judge({ title: row.values.join(" "), url: source.url })) !== false) rows.push(row);
  }
  return { url: source.url, rows };
}

async function writeRows(
  { files, t }: JobWorkspace,
  config: CountsConfig | ContentsConfig,
  job: RowsJob,
  found: { readonly rows: readonly JobRow[]; readonly memory: RowsMemory; readonly fields: readonly string[] },
  now: Date,
  notices: string[],
): Promise<string | null> {
  const { createFile } = config.resultfile;
  const untold = new Set(found.memory.unwritten);
  const due = job.isDelta ? found.memory.rows.filter(({ key }) => untold.has(key)) : found.rows;
  const format = job.format ?? fieldColumns(found.fields);
  const values = due.map((row) => rowValues(row, found.fields));
  const resultFile = createFile
    ? await attempt(notices, t, "write", () =>
        writeResultFile(files, config.resultfile, now, laidOut(format, values, config.mailconfig.placeholder, job.csv)),
      )
    : null;
  if (untold.size > 0 && (resultFile !== null || !createFile))
    await job.memory.change(["ownRows"], ({ ownRows }) => ({ ownRows: { ...ownRows, unwritten: [] } }));
  return resultFile;
}
