import { realpathSync } from "node:fs";
import { createSession } from "../core/createSession";
import type { Http, Log, Parser, Translate } from "../core/ports";
import type { Session } from "../core/session";
import { nodeSigning } from "./signing";
import { createStateStore, stateDirectory } from "./stateStore";
import { systemClock } from "./systemClock";
import { createWorkspaceFiles } from "./workspaceFiles";

export interface WorkspaceOptions {
  /** Path of the workspace folder. */
  readonly root: string;
  /** Relative to the folder. */
  readonly configFolder: string;
  readonly http: Http;
  readonly parser: Parser;
  readonly log: Log;
  readonly t: Translate;
}

/** The session of a folder of this machine: its files, and its memory in the user's state directory. */
export function openWorkspace({ root, ...rest }: WorkspaceOptions): Session {
  const realRoot = realpathSync(root);
  return createSession({
    ...rest,
    clock: systemClock,
    signing: nodeSigning,
    files: createWorkspaceFiles(realRoot),
    store: createStateStore(stateDirectory(process.env, process.platform, realRoot)),
  });
}
