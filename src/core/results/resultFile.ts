import { MAX_RESULT_FILE_BYTES } from "../limits";
import type { Article } from "../model/model";
import type { WorkspaceFiles } from "../ports";
import { foldedHeadline } from "../text/plainText";
import type { Translate } from "../text/translate";
import { articleAddress } from "../urls/articleAddress";
import { addressOfKey } from "../urls/articleKey";
import { fileTimestamp, joinPath, safeFileName, safeFolder } from "./fileNames";

/** Articles read before other work of the process gets its turn. */
const KEYS_PER_TURN = 500;

/** The result file's text: `headline`, `url` and a blank line for each article, or the placeholder. */
export function resultText(articles: readonly Article[], placeholder: string): string {
  return articles.length === 0 ? placeholder : articles.map(({ title, url }) => `${title}\n${url}\n\n`).join("");
}

/**
 * Writes a result file named by time and gives its path in the workspace. Where that name is taken the next free second counts, so
 * that every result file is named in the one way that the original tool and the clean-up know.
 */
export async function writeResultFile(
  files: WorkspaceFiles,
  target: { readonly folder: string; readonly filename: string },
  time: Date,
  text: string,
): Promise<string> {
  const name = safeFileName(target.filename);
  for (let at = time.getTime(); ; at += 1000) {
    const path = joinPath(target.folder, `${fileTimestamp(new Date(at))}_${name}`);
    if (await files.createText(path, text)) return path;
  }
}

/** The articles that text files of ours hold. */
export class WrittenArticles {
  /** Address → the headlines above it. */
  private readonly headlines = new Map<string, string | string[]>();

  add(headline: string, url: string): void {
    const address = articleAddress(url);
    const known = this.headlines.get(address);
    // Most addresses have one headline, and big folders hold many addresses.
    if (known === undefined) this.headlines.set(address, headline);
    else if (typeof known === "string") this.headlines.set(address, [known, headline]);
    else known.push(headline);
  }

  /** By its address; where that is not the article's alone, or it reads otherwise than when it was written, by its headline as well. */
  has({ key, title, url, updated }: Pick<Article, "key" | "title" | "url" | "updated">): boolean {
    const { address, by } = addressOfKey(key);
    if (by === null && updated === undefined) return this.headlines.has(address);
    const wanted = foldedHeadline(title);
    return [address, articleAddress(url)].some((one) =>
      [this.headlines.get(one) ?? []].flat().some((headline) => foldedHeadline(headline) === wanted),
    );
  }
}

/** What is said of a result file whose end is not read. */
export function describeLargeFile(name: string, t: Translate): string {
  return t(
    "Of the earlier result file {name} the first {limit} MB were read. What stands behind them may be written once more: move the file away.",
    { name, limit: MAX_RESULT_FILE_BYTES / (1024 * 1024) },
  );
}

/**
 * All articles that the result files in a folder hold, those of the original tool included. In the workspace's own folder only files named
 * by date are result files.
 *
 * @param pause lets other work of the process have its turn
 * @param onLarge called with the name of each file whose end is not read
 */
export async function articlesInResultFiles(
  files: WorkspaceFiles,
  folder: string,
  pause: () => Promise<void>,
  onLarge: (name: string) => void,
): Promise<WrittenArticles> {
  const written = new WrittenArticles();
  const safe = safeFolder(folder);
  const entries = await files.list(safe === "" ? "." : safe);
  const resultFiles = safe === "" ? entries.filter(({ name }) => /^\d{4}-\d{2}-\d{2}_/.test(name)) : entries;
  let read = 0;
  for (const { name, size } of resultFiles) {
    if (size > MAX_RESULT_FILE_BYTES) onLarge(name);
    for await (const { headline, url } of writtenArticles(files, joinPath(folder, name))) {
      written.add(headline, url);
      read += 1;
      if (read % KEYS_PER_TURN === 0) await pause();
    }
  }
  return written;
}

/**
 * The articles a text file of ours lists: an address on a line of its own each, below the headline. An address with another one right
 * below it is a headline: it must not make a different article look known.
 */
export async function* writtenArticles(
  files: WorkspaceFiles,
  path: string,
): AsyncIterable<{ readonly headline: string; readonly url: string }> {
  let above = "";
  let headline = "";
  let url: string | null = null;
  for await (const line of files.lines(path, MAX_RESULT_FILE_BYTES)) {
    const next = /^\s*https?:\/\//i.test(line) ? line.trim() : null;
    if (url !== null && next === null) yield { headline, url };
    if (next !== null) headline = above;
    url = next;
    above = line;
  }
  if (url !== null) yield { headline, url };
}
