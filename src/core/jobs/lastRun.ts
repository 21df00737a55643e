import type { StateDocument } from "../memory/documents";

/** ISO 8601 UTC of the last run of the jobs beside *articles* that was not cancelled, or null. */
export const LAST_RUN: StateDocument<string | null> = {
  name: "jobs",
  empty: null,
  decode: (data) => (typeof data === "string" ? data : null),
};
