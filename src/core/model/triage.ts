/** What a person has decided about a story, beside having read it. */
export type Mark =
  | { readonly kind: "important" }
  /** Out of the way until then: ISO 8601 UTC. */
  | { readonly kind: "later"; readonly until: string }
  /** `reason`: empty where none was given. */
  | { readonly kind: "dismissed"; readonly reason: string };

/** What stands beside a story. */
export interface Triage {
  readonly mark: Mark | null;
  /** One line; empty where there is none. */
  readonly remark: string;
}

/** Whether a story is out of the way: dismissed, or put off. */
export function isAside(triage: Triage | undefined): boolean {
  return triage?.mark?.kind === "later" || triage?.mark?.kind === "dismissed";
}
