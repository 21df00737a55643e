import type { EntryList } from "./entryList";

/** The line below the headings, without its blanks. */
const RULE = /^\|?:?-+:?(?:\|:?-+:?)*\|?$/u;

/**
 * The rows of a table of Markdown, its headings first; null when there is none. Further tables with the same headings go on with it;
 * the rows of others are counted as left out.
 */
export function markdownTable(text: string, list: EntryList): readonly (readonly string[])[] | null {
  const lines = text.split(/\r?\n/u);
  const rows: (readonly string[])[] = [];
  let at = 1;
  for (; at < lines.length; at += 1) {
    const [heading = "", rule = ""] = [lines[at - 1], lines[at]];
    if (!rule.includes("|") || !heading.includes("|") || !RULE.test(rule.replace(/\s/gu, ""))) continue;
    const headings = cellsOf(heading);
    const isFirst = rows.length === 0;
    const isSame = isFirst || headings.join("|") === rows[0]?.join("|");
    if (isFirst) rows.push(headings);
    for (at += 1; at < lines.length && lines[at]?.includes("|"); at += 1) {
      if (isSame) rows.push(cellsOf(lines[at] ?? ""));
      else list.skip("otherTable", lines[at]);
    }
  }
  return rows.length === 0 ? null : rows;
}

function cellsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\|/u, "")
    .replace(/(?<!\\)\|$/u, "")
    .split(/(?<!\\)\|/u)
    .map((cell) =>
      cell
        .replaceAll(String.raw`\|`, "|")
        .replace(/!?\[([^\][]*)\]\([^()\s]*\)/gu, "$1")
        .replace(/\*\*|__|`/gu, "")
        .replace(/<br\s*\/?>/giu, "\n")
        .trim(),
    );
}
