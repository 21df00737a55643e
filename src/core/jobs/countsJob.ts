import type { CountsConfig } from "../config/types";
import type { CsvForm } from "../exports/csv";
import { isRecord } from "../text/isRecord";
import { writeResultFile } from "../results/resultFile";
import { countRows, countsText } from "./counts";
import { attempt } from "./attempt";
import type { JobWorkspace } from "./jobDocuments";
import type { CountRow, CountedPage, CountsReport } from "./jobReports";
import type { StateDocument } from "../memory/documents";
import { type PreparedJob, reportBase } from "../scan/preparedJob";
import { wantedPages } from "./wantedPages";

/**
 * The job *counts*: pages → for each name the pages that hold it → CSV.
 *
 * @param csv how that is written; null as by the original tool
 */
export function prepareCounts(
  { files, memory, clock, t }: JobWorkspace,
  config: CountsConfig,
  csv: CsvForm | null,
): PreparedJob<CountsReport> {
  const names = [...new Set(config.websiteconfig.hit)];
  const { wants, readings } = wantedPages(config, { hits: names });
  return {
    wants,
    rules: null,
    finish: async (reading) => {
      const { started } = reading;
      const read = readings();
      const notices: string[] = [];
      const report = (found: Partial<CountsReport>): CountsReport => ({
        job: "counts",
        ...reportBase(clock, reading, read, notices),
        rows: [],
        ...found,
      });
      if (reading.cancelled) return report({});
      const rows = countRows(names, read);
      await memory.change(["counts"], () => ({ counts: rows }));
      const { createFile, tableHeaders } = config.resultfile;
      const resultFile = createFile
        ? await attempt(notices, t, "write", () =>
            writeResultFile(files, config.resultfile, started, countsText(tableHeaders, rows, csv)),
          )
        : null;
      return report({ rows, resultFile });
    },
  };
}

/** The counts of the last run. */
export const COUNTS: StateDocument<readonly CountRow[]> = {
  name: "counts",
  empty: [],
  decode: (data) => (Array.isArray(data) ? (data as unknown[]).filter(isCountRow) : null),
};

function isCountRow(value: unknown): value is CountRow {
  return (
    isRecord(value) &&
    typeof value["name"] === "string" &&
    Array.isArray(value["pages"]) &&
    value["pages"].every(isCountedPage)
  );
}

function isCountedPage(value: unknown): value is CountedPage {
  return isRecord(value) && [value["url"], value["before"], value["from"]].every((part) => typeof part === "string");
}
