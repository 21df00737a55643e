import { MAX_RESULT_FILE_BYTES } from "../limits";
import type { WorkspaceFiles } from "../ports";
import { joinPath, safeFolder } from "../results/fileNames";

const RULE = "#".repeat(77);
const SEPARATOR_LINE = `${RULE} NEXT RECORD ${RULE}`;

/** The result file: the text of each page, parted as in the original tool; or the placeholder. */
export function contentsText(pages: readonly string[], placeholder: string): string {
  return pages.length === 0 ? placeholder : pages.join(`\n\n\n\n${SEPARATOR_LINE}\n\n\n\n`);
}

/** What two versions of a page share when only blanks and line breaks differ. */
export function contentKey(text: string): string {
  return withoutDoctype(text).replace(/\s+/g, " ").trim();
}

/** What a page shares with itself in a result file: the original tool put no blank between two blocks of a page. */
export function writtenKey(text: string): string {
  return withoutDoctype(text).replace(/\s+/g, "");
}

/** Earlier versions took the document type for text. */
function withoutDoctype(text: string): string {
  return text.replace(/^\s*<!doctype[^<>]*>/i, "");
}

/**
 * The keys (see `writtenKey`) of the pages that the result files in a folder hold, as digests.
 *
 * @param digest of a key
 * @param onLarge called with the name of each file whose end is not read
 */
export async function contentsInResultFiles(
  files: WorkspaceFiles,
  folder: string,
  filename: string,
  digest: (text: string) => string,
  onLarge: (name: string) => void,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const safe = safeFolder(folder);
  for (const { name, size } of await files.list(safe === "" ? "." : safe)) {
    if (safe === "" && !(/^\d{4}-\d{2}-\d{2}_\d{6}_/.test(name) && name.endsWith(filename))) continue;
    if (size > MAX_RESULT_FILE_BYTES) onLarge(name);
    let lines: string[] = [];
    const end = (): void => {
      const key = writtenKey(lines.join(""));
      lines = [];
      if (key !== "") found.add(digest(key));
    };
    for await (const line of files.lines(joinPath(folder, name), MAX_RESULT_FILE_BYTES)) {
      if (line.trim() === SEPARATOR_LINE) end();
      else lines.push(line);
    }
    end();
  }
  return found;
}
