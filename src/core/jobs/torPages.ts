import type { SourceRule } from "../config/types";

/** The pages that the configuration wants to be read through Tor. */
export function torPages(rules: readonly SourceRule[]): ReadonlySet<string> {
  return new Set(rules.filter(({ tor }) => tor).map(({ url }) => url));
}
