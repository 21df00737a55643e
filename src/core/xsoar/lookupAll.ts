import type { XsoarClient } from "./client";
import { concernsAll } from "./consequences";
import type { XsoarFailure } from "./failures";
import { type Lookup, type LookupName, findRecords } from "./lookup";
import type { LookupOptions } from "./query";

/** Remembers the failure that concerns XSOAR as a whole, once; from then on nothing more is started. */
export interface Trouble {
  readonly failure: () => XsoarFailure | null;
  /** Takes an outcome into account; true when its failure concerns all, so that it is no outcome of one name. */
  readonly concerns: (outcome: { readonly kind: string; readonly failure?: XsoarFailure }) => boolean;
}

/** A fresh one for one run. */
export function createTrouble(): Trouble {
  let failure: XsoarFailure | null = null;
  let anySuccess = false;
  return {
    failure: () => failure,
    concerns(outcome) {
      if (outcome.failure === undefined) {
        anySuccess = true;
        return false;
      }
      if (!concernsAll(outcome.failure, !anySuccess)) return false;
      failure ??= outcome.failure;
      return true;
    },
  };
}

/**
 * Looks for the records of many names, 50 in a search. A name that was not looked for, because of a failure that concerns
 * all, has no entry.
 */
export async function lookUpAll<T extends LookupName>(
  client: XsoarClient,
  names: readonly T[],
  options: LookupOptions,
  trouble: Trouble,
  signal: AbortSignal,
): Promise<Map<T, Lookup>> {
  const lookups = await findRecords(
    client,
    names,
    options,
    (failure) => void trouble.concerns(failure === null ? { kind: "read" } : { kind: "failed", failure }),
    () => trouble.failure() !== null,
    signal,
  );
  const common = trouble.failure();
  for (const [name, lookup] of lookups) {
    if (lookup.kind === "failed" && lookup.failure === common) lookups.delete(name);
  }
  return lookups;
}
