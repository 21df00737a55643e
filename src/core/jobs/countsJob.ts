import type { CountsConfig } from "../config/types";
import type { CsvForm } from "../exports/csv";
import { inLine } from "../text/foreignText";
import { isRecord } from "../text/isRecord";
import { writeResultFile } from "../results/resultFile";
import { countRows, countsText } from "./counts";
import { attempt } from "./attempt";
import type { JobWorkspace } from "./jobDocuments";
import type { CountRow, CountedPage, CountsReport } from "./jobReports";
import type { StateDocument } from "../memory/documents";
import { type PreparedJob, reportBase } from "../scan/preparedJob";
import { type Values, laidOut } from "./layout";
import type { OwnPages } from "./ownPages";
import { wantedPages } from "./wantedPages";

/**
 * The job *counts*: pages → for each name the pages that hold it → CSV.
 *
 * @param csv how that is written; null as by the original tool
 * @param own what a job of the user's own says beside it
 */
export function prepareCounts(
  { files, memory, clock, t }: JobWorkspace,
  config: CountsConfig,
  csv: CsvForm | null,
  own: OwnPages | null = null,
): PreparedJob<CountsReport> {
  const names = [...new Set(config.websiteconfig.hit)];
  const textOf = (rows: readonly CountRow[], started: Date): string =>
    own === null || own.format === null
      ? countsText(config.resultfile.tableHeaders, rows, csv)
      : laidOut(
          own.format,
          rows.flatMap((row) => countValues(row, started)),
          config.mailconfig.placeholder,
          own.csv,
        );
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
        ...(own === null ? {} : { own: own.own }),
        rows: [],
        ...found,
      });
      if (reading.cancelled) return report({});
      const rows = countRows(names, read);
      await memory.change(["counts"], () => ({ counts: rows }));
      const { createFile } = config.resultfile;
      const resultFile = createFile
        ? await attempt(notices, t, "write", () =>
            writeResultFile(files, config.resultfile, started, textOf(rows, started)),
          )
        : null;
      return report({ rows, resultFile });
    },
  };
}

/** What a layout can say of a name on each of its pages. */
function countValues({ name, pages }: CountRow, now: Date): readonly Values[] {
  return pages.map(({ url, before, from }) => {
    const values = new Map([
      ["name", name],
      ["url", url],
      ["context", `...${inLine(before + from)}...`],
      ["found", now.toISOString()],
    ]);
    return (hole) => values.get(hole);
  });
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
