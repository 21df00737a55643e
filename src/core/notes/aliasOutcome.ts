import type { XsoarFailure } from "../xsoar/failures";
import type { ConfigState } from "../config/configState";

export type AliasOutcome =
  | {
      readonly kind: "done";
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly count: number;
      /** Profiles whose aliases were kept, and why. */
      readonly kept: readonly { readonly name: string; readonly why: "missing" | "ambiguous" | "failed" }[];
      /** Where the alias file was put that could not be read, below the workspace folder; absent when it could. */
      readonly setAside?: string;
    }
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
  | { readonly kind: "config"; readonly state: Exclude<ConfigState, { kind: "ok" }> };
