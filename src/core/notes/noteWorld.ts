import type { ArticlesConfig } from "../config/types";
import type { Workspace } from "../memory/workspace";
import type { SettleAliases } from "../names/choices";
import type { Http, Signing, StateStore } from "../ports";
import type { Circuits } from "../xsoar/circuit";

export interface RecordWorld extends Workspace {
  readonly store: StateStore;
  readonly http: Http;
  readonly signing: Signing;
  /** What is known of each server's health, for as long as the session lives. */
  readonly circuits: Circuits;
  readonly config: ArticlesConfig;
  /** The aliases that imported names bring along. */
  readonly settleAliases: SettleAliases;
}
