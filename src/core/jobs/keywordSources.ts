import type { KeywordsConfig } from "../config/types";
import type { Source } from "../model/model";
import type { ListJob } from "./listJob";
import { readRules } from "../sources/readRules";

/** For each source, by its address as told, what stands for all that decides which of its entries are found. */
export function keywordRules(
  { websiteconfig }: KeywordsConfig,
  { own, filter, extract, script }: Pick<ListJob, "own" | "filter" | "extract" | "script">,
  sources: readonly Source[],
): ReadonlyMap<string, string> {
  const { keywords, sourceRules } = websiteconfig;
  const { stopwords, specialHandling } = filter;
  const words = { stopwords: [...keywords, ...stopwords], specialHandling, sourceRules };
  return readRules(
    { websiteconfig: words },
    sources,
    own === null ? "keywords" : JSON.stringify([own.base, extract, script?.version]),
  );
}
