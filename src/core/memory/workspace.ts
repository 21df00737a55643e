import type { Clock, Log, WorkspaceFiles } from "../ports";
import type { Translate } from "../text/translate";
import type { MemoryStore } from "./memory";

/** One folder: its files, what is remembered of it, and how it is spoken of. */
export interface Workspace {
  readonly files: WorkspaceFiles;
  /** Relative to the folder. */
  readonly configFolder: string;
  readonly memory: MemoryStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly t: Translate;
}
