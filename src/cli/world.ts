import type { Session } from "../core/session";
import type { StateHome } from "../node/stateHome";

/** What the commands work with; built by `cli.ts`. */
export interface CliWorld {
  readonly session: Session;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** What is told beside the report of a scan that is printed as an object, and stands in it; otherwise it is said at once. */
  readonly told: readonly string[];
  readonly signal: AbortSignal;
  /** Deletes a regular file of the folder, no link; what kept it from that, or null. */
  readonly deleteFile: (path: string) => Promise<string | null>;
  /** Real path of the folder. */
  readonly root: string;
  readonly stateHome: StateHome;
  readonly env: Readonly<Record<string, string | undefined>>;
}
