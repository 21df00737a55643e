import type { Clock, Log, WorkspaceFiles } from "../ports";
import type { Translate } from "../text/translate";
import type { Memory, MemoryStore } from "./memory";
import type { NamesFile } from "./namesFile";

/** One folder: its files, what is remembered of it, and how it is spoken of. */
export interface Workspace<M = Memory> {
  readonly files: WorkspaceFiles;
  /** Relative to the folder. */
  readonly configFolder: string;
  readonly memory: MemoryStore<M>;
  /** What all who work with the folder share about names. */
  readonly namesFile: NamesFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly t: Translate;
}
