import { inLine, oneLine } from "../text/foreignText";
import { readableMarkdown } from "../text/readableMarkdown";
import { type Block, type Inline, type Line, type TextDocument, inlinesOf, isLinkable } from "./document";

/** A document as Markdown with tables, in pieces. Foreign text stays text. */
export function* documentMarkdown({ title, blocks }: TextDocument): Iterable<string> {
  yield `# ${lineText(title)}\n`;
  for (const block of blocks) yield `\n${blockText(block)}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
      // The title of the document is the only one of the first level.
      return `${"#".repeat(block.level + 1)} ${lineText(block.text)}`;
    case "paragraph":
      // Two blanks end a line within a paragraph.
      return block.lines.map((line) => lineText(line)).join("  \n");
    case "list":
      return block.items.map((item) => `- ${lineText(item)}`).join("\n");
    case "table":
      return [
        row(block.columns.map((column) => lineText(column, true))),
        row(block.columns.map(() => "---")),
        ...block.rows.map((cells) => row(cells.map((lines) => lines.map((line) => lineText(line, true)).join("<br>")))),
      ].join("\n");
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function lineText(line: Line, inTable = false): string {
  const parts: Inline[] = [];
  // Pieces of text become one, so that what they make together is seen.
  for (const inline of inlinesOf(line)) {
    const before = parts.at(-1);
    if (typeof inline === "string" && typeof before === "string") parts[parts.length - 1] = before + inline;
    else parts.push(inline);
  }
  return parts
    .map((inline, at) => inlineText(inline, inTable, at + 1 < parts.length))
    .join("")
    .trim();
}

function inlineText(inline: Inline, inTable: boolean, isFollowed: boolean): string {
  if (typeof inline === "string") {
    const text = readableMarkdown(inLine(inline), inTable);
    // Before a link it would make a picture of it.
    return isFollowed ? text.replace(/!$/, String.raw`\!`) : text;
  }
  const text = readableMarkdown(oneLine(inline.text), inTable);
  return isLinkable(inline.url)
    ? `[${text === "" ? readableMarkdown(inline.url, inTable) : text}](<${inline.url}>)`
    : text;
}
