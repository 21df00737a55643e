import type { SettleAliases } from "../names/choices";
import type { Log, WorkspaceFiles } from "../ports";
import type { Translate } from "../text/translate";
import type { MemoryStore } from "../memory/memory";
import type { ReadSourcesOptions } from "../sources/readSources";

export interface ScanWorld extends Pick<ReadSourcesOptions, "http" | "parser" | "clock"> {
  readonly files: WorkspaceFiles;
  readonly memory: MemoryStore;
  /** The aliases that imported names bring along. */
  readonly settleAliases: SettleAliases;
  readonly log: Log;
  readonly t: Translate;
  readonly configFolder: string;
  /** When hosts were asked last, in milliseconds. */
  readonly asked: Map<string, number>;
  /** From 0 up to 1: spreads pauses. */
  readonly jitter: () => number;
  /** Collects what went wrong beside the sources. */
  readonly notices: string[];
}
