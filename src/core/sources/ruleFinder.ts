import type { SourceRule } from "../config/types";
import type { Source } from "../model/model";

/** Finds what the configuration says about sources that are switched on, beside their addresses. */
export function ruleFinder(rules: readonly SourceRule[]): (source: Source) => SourceRule | undefined {
  const known = new Map(rules.filter(({ enabled }) => enabled).map((rule) => [`${rule.kind} ${rule.url}`, rule]));
  return ({ kind, url }) => known.get(`${kind} ${url}`);
}
