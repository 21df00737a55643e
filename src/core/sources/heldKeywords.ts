import type { Article } from "../model/model";

/** Tells which of some keywords the headline or the address of an article holds, whatever its case. */
export function heldKeywords(
  keywords: readonly string[],
): (article: Pick<Article, "title" | "url" | "ownAddress">) => readonly string[] {
  const wanted = keywords.map((keyword) => [keyword, keyword.toLowerCase()] as const);
  return ({ title, url, ownAddress }) => {
    const text = `${title}\n${ownAddress === false ? "" : url}`.toLowerCase();
    return wanted.filter(([, lower]) => text.includes(lower)).map(([keyword]) => keyword);
  };
}
