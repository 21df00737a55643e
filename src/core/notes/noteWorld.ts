import type { ArticlesConfig } from "../config/types";
import type { SettleAliases } from "../names/choices";
import type { Clock, Http, Log, Signing, StateStore, WorkspaceFiles } from "../ports";
import type { Translate } from "../text/translate";
import type { MemoryStore } from "../memory/memory";
import type { Circuits } from "../xsoar/circuit";

export interface RecordWorld {
  readonly files: WorkspaceFiles;
  readonly store: StateStore;
  readonly http: Http;
  readonly clock: Clock;
  readonly signing: Signing;
  readonly log: Log;
  /** What is known of each server's health, for as long as the session lives. */
  readonly circuits: Circuits;
  readonly t: Translate;
  readonly configFolder: string;
  readonly config: ArticlesConfig;
  readonly memory: MemoryStore;
  /** The aliases that imported names bring along. */
  readonly settleAliases: SettleAliases;
}
