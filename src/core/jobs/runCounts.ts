import type { CountsConfig } from "../config/types";
import { isRecord } from "../text/isRecord";
import { writeResultFile } from "../results/resultFile";
import type { ScanOptions } from "../fetching/scanOptions";
import { countRows, countsText } from "./counts";
import type { JobWorld } from "./jobWorld";
import type { CountRow, CountedPage, CountsReport } from "./jobReports";
import type { StateDocument } from "../memory/documents";
import { readPages } from "./readPages";
import { torPages } from "./torPages";

/** The job *counts*: pages → for each name the pages that hold it → CSV. */
export async function runCounts(world: JobWorld, config: CountsConfig, options: ScanOptions): Promise<CountsReport> {
  const started = world.clock.now();
  const { webpages, hit } = config.websiteconfig;
  const names = [...new Set(hit)];
  const readings = await readPages(
    {
      ...world,
      controllerPort: config.controllerPort,
      torPages: torPages(config.websiteconfig.sourceRules),
    },
    [...new Set(webpages)],
    { hits: names },
    options,
  );
  const rows = countRows(names, readings);
  const notices: string[] = [];
  const report = (rest: Partial<CountsReport>): CountsReport => ({
    job: "counts",
    started: started.toISOString(),
    durationMs: world.clock.now().getTime() - started.getTime(),
    cancelled: false,
    sources: readings.map((reading) => reading.report),
    rows,
    resultFile: null,
    notices,
    ...rest,
  });
  if (options.signal.aborted) return report({ cancelled: true, rows: [] });
  await world.memory.change(["counts"], () => ({ counts: rows }));
  const { createFile, tableHeaders } = config.resultfile;
  const resultFile = createFile
    ? await world.attempt(notices, "write", () =>
        writeResultFile(world.files, config.resultfile, started, countsText(tableHeaders, rows)),
      )
    : null;
  return report({ resultFile });
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
