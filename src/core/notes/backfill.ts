import type { Memory, RowItem } from "../memory/memory";
import type { Article } from "../model/model";
import type { IsAside } from "./heldByTriage";
import { isKnown } from "./noteRequests";

/** What was found and is not in Cortex XSOAR, as a question: written after a review, or left from now on. */
export interface BackfillQuestion {
  /** Articles, each once. */
  readonly articles: number;
  readonly names: readonly string[];
}

/** The question that is open; null when there is none. @param isOut articles of stories that are out of the way are not asked about */
export function openQuestion(
  { backfill, rows, articles }: Pick<Memory, "rows" | "articles" | "backfill">,
  isOut: IsAside = () => false,
): BackfillQuestion | null {
  const asked = backfill.names === null ? null : new Set(backfill.names);
  const keys = new Set<string>();
  const names: string[] = [];
  for (const [name, { owner, items }] of rows) {
    if (!owner || asked?.has(name) === false) continue;
    const known = items.filter((item) => isKnown(item) && !isOut(item.key) && isSince(item, articles, backfill.from));
    if (known.length > 0) names.push(name);
    for (const { key } of known) keys.add(key);
  }
  return names.length === 0 ? null : { articles: keys.size, names };
}

function isSince({ key }: RowItem, articles: ReadonlyMap<string, Article>, from: string | null): boolean {
  const article = articles.get(key);
  return article !== undefined && (from === null || article.found >= from);
}
