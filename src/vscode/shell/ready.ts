import type * as vscode from "vscode";
import type { ConfigState } from "../../core/config/configState";
import type { Session } from "../../core/session";

export type UsableConfig = Extract<ConfigState, { kind: "ok" }>;

/** A folder with the configuration of some job. */
export interface Place {
  readonly folder: vscode.WorkspaceFolder;
  readonly session: Session;
}

/** A folder with a configuration that can be used: of the articles job, or the one that notes are written by. */
export interface Ready extends Place {
  readonly state: UsableConfig;
}
