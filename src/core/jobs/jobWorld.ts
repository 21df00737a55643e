import type { Memory, MemoryStore } from "../memory/memory";
import type { ScanWorld } from "../scan/scanWorld";
import type { ConfigState } from "../config/configState";
import type { CountRow, PageState } from "./jobReports";
import type { KeywordsMemory } from "./keywordsMemory";

/** The memory with what the jobs themselves remember. */
export type JobMemory = MemoryStore<Memory & JobDocuments>;

export interface JobDocuments {
  readonly keywords: KeywordsMemory;
  readonly counts: readonly CountRow[];
  readonly contents: readonly PageState[];
  /** ISO 8601 UTC of the last run of the jobs beside *articles* that was not cancelled, or null. */
  readonly lastRun: string | null;
}

/** What each job works with. */
export interface JobWorld extends ScanWorld {
  readonly memory: JobMemory;
  readonly digest: (text: string) => string;
  /** Of the articles job: which server notes are written to. */
  readonly articles: ConfigState;
  /** Reads or writes result files; null, and a sentence among the notices, when that cannot be done. */
  readonly attempt: <T>(notices: string[], what: "read" | "write", work: () => Promise<T>) => Promise<T | null>;
}
