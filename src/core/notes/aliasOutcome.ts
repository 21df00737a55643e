import type { KeptAliases, LeftAliases } from "../xsoar/aliases";
import type { XsoarFailure } from "../xsoar/failures";
import type { ConfigState } from "../config/configState";

export type AliasOutcome =
  | {
      readonly kind: "done";
      readonly added: readonly string[];
      readonly removed: readonly string[];
      readonly count: number;
      readonly kept: readonly KeptAliases[];
      readonly left: LeftAliases;
      /** Whose the aliases of the file are. */
      readonly names: readonly NamedAliases[];
      /** Where the alias file was put that could not be read, below the workspace folder; absent when it could. */
      readonly setAside?: string;
    }
  /** Nothing was written: nobody has agreed that this field is read into the file. `names`: what would be. */
  | { readonly kind: "field"; readonly field: string; readonly names: readonly NamedAliases[] }
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
  | { readonly kind: "config"; readonly state: Exclude<ConfigState, { kind: "ok" }> };

/** The aliases of a profile; those of `added` are among them. */
export interface NamedAliases {
  /** Null: whose they are is not known. */
  readonly name: string | null;
  readonly aliases: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}
