import { escapeMarkdown } from "../text/escapeMarkdown";
import { inLine, oneLine } from "../text/foreignText";
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
      return block.lines.map(lineText).join("  \n");
    case "list":
      return block.items.map((item) => `- ${lineText(item)}`).join("\n");
    case "table":
      return [
        row(block.columns.map(lineText)),
        row(block.columns.map(() => "---")),
        ...block.rows.map((cells) => row(cells.map((lines) => lines.map(lineText).join("<br>")))),
      ].join("\n");
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function lineText(line: Line): string {
  return inlinesOf(line).map(inlineText).join("").trim();
}

function inlineText(inline: Inline): string {
  if (typeof inline === "string") return escapeMarkdown(inLine(inline));
  const text = escapeMarkdown(oneLine(inline.text));
  return isLinkable(inline.url) ? `[${text === "" ? escapeMarkdown(inline.url) : text}](<${inline.url}>)` : text;
}
