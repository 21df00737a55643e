import type { Session } from "../core/session";
import type { StateHome } from "../node/stateHome";

/** What the commands work with; built by `cli.ts`. */
export interface CliWorld {
  readonly session: Session;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly signal: AbortSignal;
  /** Deletes a regular file of the folder, no link; what kept it from that, or null. */
  readonly deleteFile: (path: string) => Promise<string | null>;
  /** Real path of the folder. */
  readonly root: string;
  readonly stateHome: StateHome;
  readonly env: Readonly<Record<string, string | undefined>>;
}
