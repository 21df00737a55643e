import type { RecordsConfig } from "../config/types";
import type { AttackTable } from "../names/attack";
import type { LeakSites } from "./leakSites";

/** A key of ransomware.live PRO, and the one origin it may be sent to. */
export interface LeakKey {
  readonly key: string;
  readonly origin: string;
}

/** Data that recipes need beside the records. `said`: sentences on its version and maker, for the report. */
export interface RecipeData {
  attack(
    config: RecordsConfig,
  ): Promise<{ readonly kind: "ready"; readonly table: AttackTable; readonly said: readonly string[] } | NoData>;
  leakSites(
    config: RecordsConfig,
    key: LeakKey | null,
    signal: AbortSignal,
  ): Promise<{ readonly kind: "ready"; readonly sites: LeakSites; readonly said: readonly string[] } | NoData>;
}

/** It is not there, or could not be read: a sentence that says what to do. */
export interface NoData {
  readonly kind: "refused";
  readonly why: string;
}
