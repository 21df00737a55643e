import type { FormatConfig } from "../config/ownTypes";
import type { CsvForm } from "../exports/csv";
import type { OwnJob } from "./jobReports";

/** What a job of the user's own with the base *counts* or *contents* says beside the keys of that. */
export interface OwnPages {
  readonly own: OwnJob;
  readonly format: FormatConfig | null;
  readonly csv: CsvForm;
}
