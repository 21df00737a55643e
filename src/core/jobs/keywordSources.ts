import type { KeywordsConfig } from "../config/types";
import type { Source } from "../model/model";
import { readRules } from "../sources/readRules";

/** For each source, by its address as told, what stands for all that decides which of its entries are found. */
export function keywordRules(
  { websiteconfig }: KeywordsConfig,
  sources: readonly Source[],
): ReadonlyMap<string, string> {
  const { keywords, sourceRules } = websiteconfig;
  return readRules({ websiteconfig: { stopwords: keywords, specialHandling: {}, sourceRules } }, sources, "keywords");
}
