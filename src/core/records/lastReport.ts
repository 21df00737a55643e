import type { StateDocument } from "../memory/documents";
import { isRecord } from "../text/isRecord";

/** The report of a run, as Markdown: it tells what fields have held, and goes when their texts go. */
interface KeptReport {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly text: string;
}

/** That of the last run. */
export const LAST_REPORT: StateDocument<KeptReport | null> = {
  name: "records-report",
  empty: null,
  decode: (data) =>
    isRecord(data) && typeof data["text"] === "string" && typeof data["at"] === "string"
      ? { at: data["at"], text: data["text"] }
      : null,
};
