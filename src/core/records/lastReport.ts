import type { StateDocument } from "../memory/documents";
import { isRecord } from "../text/isRecord";

/** The report of the last run, as Markdown. */
export const LAST_REPORT: StateDocument<{ readonly text: string } | null> = {
  name: "records-report",
  empty: null,
  decode: (data) => (isRecord(data) && typeof data["text"] === "string" ? { text: data["text"] } : null),
};
