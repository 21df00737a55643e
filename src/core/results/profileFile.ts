import type { Article } from "../model/model";
import type { WorkspaceFiles } from "../ports";
import { joinPath, safeFileName } from "./fileNames";
import { WrittenArticles, writtenArticles } from "./resultFile";

/**
 * Appends each article to `<folder>/<name>_profile.txt`, unless that file holds it already: a run that was cut off can be repeated.
 *
 * @param names all profile names in the order of the configuration; names that make the same file name are numbered in this order
 */
export async function appendToProfileFiles(
  files: WorkspaceFiles,
  folder: string,
  names: readonly string[],
  rows: readonly { readonly name: string; readonly articles: readonly Article[] }[],
): Promise<void> {
  const fileNames = profileFileNames(names);
  for (const row of rows) {
    const fileName = fileNames.get(row.name);
    if (fileName === undefined) continue;
    const path = joinPath(folder, fileName);
    const known = new WrittenArticles();
    for await (const { headline, url } of writtenArticles(files, path)) known.add(headline, url);
    const fresh = row.articles.filter((article) => !known.has(article));
    if (fresh.length > 0) await files.appendText(path, profileText(fresh));
  }
}

function profileText(articles: readonly Article[]): string {
  return articles.map(({ title, url }) => `\n\n${title}\n${url}`).join("");
}

/** A file name for each profile; file systems without case count as one. */
export function profileFileNames(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const result = new Map<string, string>();
  for (const name of new Set(names)) {
    const base = safeFileName(name);
    let candidate = base;
    for (let number = 2; taken.has(candidate.toLowerCase()); number++) candidate = `${base}-${number}`;
    taken.add(candidate.toLowerCase());
    result.set(name, `${candidate}_profile.txt`);
  }
  return result;
}
