import type { Workspace } from "../memory/workspace";
import type { SettleAliases } from "../names/choices";

export interface ScanWorld extends Workspace {
  /** The aliases that imported names bring along. */
  readonly settleAliases: SettleAliases;
}

export interface NoticingWorld extends ScanWorld {
  /** Collects what went wrong beside the sources. */
  readonly notices: string[];
}
