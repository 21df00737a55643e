import type { XsoarFailure } from "../xsoar/failures";
import type { RecordCandidate } from "../xsoar/reports";

/** What was found of one tracked name. */
export interface CheckedName {
  readonly name: string;
  /**
   * `one`: found by its aliases as the search field holds it; `valueOnly`: by its value alone, so that a search for the alias misses it;
   * `failed`: it could not be looked up, which is not the same as `none`.
   */
  readonly found: "none" | "one" | "valueOnly" | "several" | "failed";
  readonly records: readonly RecordCandidate[];
  readonly failure?: XsoarFailure;
}

/** Records whose values differ in case, blanks or hyphens only. */
export interface Twins {
  readonly records: readonly RecordCandidate[];
}

/** An alias that several records have. */
export interface SharedAlias {
  readonly alias: string;
  readonly records: readonly RecordCandidate[];
}

/** What *Check Records* has found. */
export interface CheckReport {
  readonly names: readonly CheckedName[];
  readonly twins: readonly Twins[];
  readonly shared: readonly SharedAlias[];
  readonly server: string;
}
