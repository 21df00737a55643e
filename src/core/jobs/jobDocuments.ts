import type { Memory } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import type { CountRow, PageState } from "./jobReports";
import type { KeywordsMemory } from "./keywordsMemory";
import type { OwnRuns } from "./ownRuns";

/** What the jobs beside *articles* remember. */
export interface JobDocuments {
  readonly keywords: KeywordsMemory;
  readonly counts: readonly CountRow[];
  readonly contents: readonly PageState[];
  /** ISO 8601 UTC of the last run of the jobs beside *articles* that was not cancelled, or null. */
  readonly lastRun: string | null;
  /** Of the jobs of the user's own. */
  readonly ownRuns: OwnRuns;
}

/** A folder whose memory has what the jobs themselves remember. */
export type JobWorkspace = Workspace<Memory & JobDocuments>;
