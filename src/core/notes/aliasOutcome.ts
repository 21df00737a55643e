import type { KeptAliases } from "../xsoar/aliases";
import type { XsoarFailure } from "../xsoar/failures";
import type { ConfigState } from "../config/configState";

export type AliasOutcome =
  | {
      readonly kind: "done";
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly count: number;
      readonly kept: readonly KeptAliases[];
      /** Where the alias file was put that could not be read, below the workspace folder; absent when it could. */
      readonly setAside?: string;
    }
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
  | { readonly kind: "config"; readonly state: Exclude<ConfigState, { kind: "ok" }> };
