import type { Article } from "../model/model";
import type { Archive } from "./memory";

/** All articles found since `oldest` (a day), piece by piece: the archive's, then those that only rows have (a damaged archive). */
export async function* storedArticles(
  archive: Archive,
  ofRows: ReadonlyMap<string, Article>,
  oldest: string,
): AsyncIterable<Iterable<Article>> {
  const rest = new Map([...ofRows].filter(([, { found }]) => found >= oldest));
  for await (const piece of archive.pieces()) {
    for (const key of piece.keys()) rest.delete(key);
    yield [...piece.values()].filter(({ found }) => found >= oldest);
  }
  yield rest.values();
}

/** The archive's articles of these keys. @param oldest a day: none of them was found before it */
export async function findArticles(
  archive: Archive,
  keys: ReadonlySet<string>,
  oldest = "",
): Promise<ReadonlyMap<string, Article>> {
  const found = new Map<string, Article>();
  if (keys.size === 0) return found;
  for await (const piece of archive.pieces(oldest)) {
    for (const [key, article] of piece) if (keys.has(key)) found.set(key, article);
  }
  return found;
}

/** Whether the archive holds no article. */
export async function isEmpty(archive: Archive): Promise<boolean> {
  for await (const { size } of archive.pieces()) if (size > 0) return false;
  return true;
}
