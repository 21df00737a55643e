import type { HostGate, HostMemory } from "../fetching/hostGate";
import type { SettleAliases } from "../names/choices";
import type { Clock, Http, Log, Parser, Signing, StateStore, WorkspaceFiles } from "../ports";
import type { Translate } from "../text/translate";
import type { MemoryStore } from "../memory/memory";
import type { ConfigState } from "../config/configState";
import type { SummaryDesk } from "../summaries/summaryDesk";

/** What each job works with. */
export interface JobWorld extends Omit<
  JobDeskWorld,
  "signing" | "store" | "onDamaged" | "takeNotices" | "hosts" | "keepHosts" | "summaries"
> {
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
  readonly changeMemory: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onDamaged: (name: string, asideName: string) => void;
  /** What `onDamaged` has said since it was taken last. */
  readonly takeNotices: () => readonly string[];
  readonly settleAliases: SettleAliases;
  /** Hosts that are to be left alone. */
  readonly hosts: () => Promise<ReadonlyMap<string, HostMemory>>;
  /** Within `changeMemory`. */
  readonly keepHosts: (hosts: ReadonlyMap<string, HostMemory>) => Promise<void>;
  /** Of the articles job: notes of all jobs wait there. */
  readonly memory: MemoryStore;
  /** Of the articles job: which server notes are written to. */
  readonly readConfig: () => Promise<ConfigState>;
  /** When hosts were asked last, in milliseconds. */
  readonly asked: Map<string, number>;
  readonly summaries: SummaryDesk;
}
