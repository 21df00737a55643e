import type { Extract } from "../model/parseJob";
import type { ReadingConfig } from "./ownTypes";
import { findsItems, makesArticles } from "./parseOwnJob";

/** What a job of the user's own takes out of its pages; null for one without `extract`, or whose script finds the items. */
export function extractionOf({ base, config, extract, script }: ReadingConfig): Extract | null {
  if (extract === null || (script !== null && findsItems(script))) return null;
  const { select, fields, exclude } = extract;
  const names = "hit" in config.websiteconfig ? config.websiteconfig.hit : [];
  return { as: makesArticles(base) ? "articles" : "rows", select, fields, exclude, names };
}
