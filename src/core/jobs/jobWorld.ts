import type { HostGate } from "../fetching/hostGate";
import type { CountRow, PageState } from "./jobReports";
import type { KeywordsMemory } from "./keywordsMemory";
import type { SettleAliases } from "../names/choices";
import type { Clock, Http, Log, Parser, Signing, StateStore, WorkspaceFiles } from "../ports";
import type { Translate } from "../text/translate";
import type { Memory, MemoryStore } from "../memory/memory";
import type { ConfigState } from "../config/configState";
import type { SummaryDesk } from "../summaries/summaryDesk";

/** The memory with what the jobs themselves remember. */
export type JobMemory = MemoryStore<Memory & JobDocuments>;

export interface JobDocuments {
  readonly keywords: KeywordsMemory;
  readonly counts: readonly CountRow[];
  readonly contents: readonly PageState[];
  /** ISO 8601 UTC of the last run that was not cancelled, or null. */
  readonly lastRun: string | null;
}

/** What each job works with. */
export interface JobWorld extends Omit<JobDeskWorld, "signing" | "store" | "takeNotices" | "memory" | "summaries"> {
  readonly memory: JobMemory;
  readonly gate: HostGate;
  readonly digest: (text: string) => string;
  /** Reads or writes result files; null, and a sentence among the notices, when that cannot be done. */
  readonly attempt: <T>(notices: string[], what: "read" | "write", work: () => Promise<T>) => Promise<T | null>;
}

export interface JobDeskWorld {
  readonly files: WorkspaceFiles;
  readonly configFolder: string;
  readonly store: StateStore;
  readonly http: Http;
  readonly parser: Parser;
  readonly clock: Clock;
  readonly signing: Signing;
  readonly log: Log;
  readonly t: Translate;
  /** What was said of damaged documents since it was taken last. */
  readonly takeNotices: () => readonly string[];
  readonly settleAliases: SettleAliases;
  /** Of the articles job: notes of all jobs wait there. */
  readonly memory: MemoryStore;
  /** Of the articles job: which server notes are written to. */
  readonly readConfig: () => Promise<ConfigState>;
  /** When hosts were asked last, in milliseconds. */
  readonly asked: Map<string, number>;
  readonly summaries: SummaryDesk;
}
