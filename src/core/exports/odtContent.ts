import { inLine, oneLine } from "../text/foreignText";
import type { Turns } from "../text/turns";
import { type Block, type Inline, type Line, type TextDocument, inlinesOf, isLinkable } from "./document";

const SIGNS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text within XML: of an element or of an attribute in double quotes. */
export function xmlText(text: string): string {
  // Of what XML 1.0 cannot hold in any form, `inLine` takes away all but these.
  return inLine(text.replace(/[\uFFFE\uFFFF]/g, "")).replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? "");
}

/** Declares the names that parts of a document use (OpenDocument 1.3, part 3, §1.6). */
export const NAMESPACES = [
  ["office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"],
  ["style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"],
  ["text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"],
  ["table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"],
  ["fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"],
  ["svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"],
  ["meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"],
  ["dc", "http://purl.org/dc/elements/1.1/"],
  ["xlink", "http://www.w3.org/1999/xlink"],
]
  .map(([name, uri]) => `xmlns:${name}="${uri}"`)
  .join(" ");

/** `content.xml`: what the document says. */
export function* contentXml({ title, blocks }: TextDocument): Turns<string> {
  const tables = blocks.filter((block) => block.kind === "table");
  const columnStyles = [...new Set(tables.flatMap(columnWidths))].map(
    (width) =>
      `<style:style style:name="${columnStyle(width)}" style:family="table-column"><style:table-column-properties style:column-width="${width / 100}cm" style:rel-column-width="${width}*"/></style:style>`,
  );
  let tableNumber = 0;
  const body: string[] = [];
  for (const block of blocks) {
    body.push(blockXml(block, block.kind === "table" ? ++tableNumber : 0));
    if (body.length % BLOCKS_PER_TURN === 0) yield;
  }
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content ${NAMESPACES} office:version="1.3">`,
    `<office:automatic-styles>${TABLE_STYLES}${columnStyles.join("")}</office:automatic-styles>`,
    `<office:body><office:text>${paragraph("Title", title)}${body.join("")}</office:text></office:body>`,
    "</office:document-content>\n",
  ].join("");
}

/** Width of the text on a page in centimetres: A4 without its margins. */
export const TEXT_WIDTH = 17;

const BLOCKS_PER_TURN = 50;

const TABLE_STYLES = [
  `<style:style style:name="Table" style:family="table"><style:table-properties style:width="${TEXT_WIDTH}cm" table:align="margins" fo:margin-bottom="0.3cm"/></style:style>`,
  ...[
    ["Cell", ""],
    ["HeaderCell", ' fo:background-color="#e8eaed"'],
  ].map(
    ([name, more]) =>
      `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #9aa0a6"${more}/></style:style>`,
  ),
].join("");

type Table = Extract<Block, { kind: "table" }>;

/** How wide the columns of a table are, in hundredths of a centimetre. */
function columnWidths({ columns, widths }: Table): readonly number[] {
  const parts = columns.map((_, column) => widths?.[column] ?? 1);
  const all = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => Math.round((TEXT_WIDTH * 100 * part) / all));
}

function columnStyle(width: number): string {
  return `Column${width}`;
}

function blockXml(block: Block, tableNumber: number): string {
  switch (block.kind) {
    case "heading":
      return `<text:h text:style-name="Heading_20_${block.level}" text:outline-level="${block.level}">${lineXml(block.text)}</text:h>`;
    case "paragraph":
      return `<text:p text:style-name="Text_20_body">${block.lines.map(lineXml).join("<text:line-break/>")}</text:p>`;
    case "list": {
      const items = block.items.map((item) => `<text:list-item>${paragraph("List_20_Item", item)}</text:list-item>`);
      return items.length === 0 ? "" : `<text:list text:style-name="Bullets">${items.join("")}</text:list>`;
    }
    case "table":
      return tableXml(block, tableNumber);
  }
}

function tableXml(table: Table, tableNumber: number): string {
  const columns = columnWidths(table).map((width) => `<table:table-column table:style-name="${columnStyle(width)}"/>`);
  const header = table.columns.map((name) => cell("HeaderCell", [paragraph("Table_20_Heading", name)]));
  const rows = table.rows.map((cells) => {
    const written = table.columns.map((_, column) => {
      const lines = cells[column] ?? [];
      return cell(
        "Cell",
        (lines.length === 0 ? [""] : lines).map((line) => paragraph("Table_20_Contents", line)),
      );
    });
    return `<table:table-row>${written.join("")}</table:table-row>`;
  });
  return [
    `<table:table table:name="Table${tableNumber}" table:style-name="Table">${columns.join("")}`,
    `<table:table-header-rows><table:table-row>${header.join("")}</table:table-row></table:table-header-rows>`,
    `${rows.join("")}</table:table>`,
  ].join("");
}

function cell(style: string, paragraphs: readonly string[]): string {
  return `<table:table-cell table:style-name="${style}" office:value-type="string">${paragraphs.join("")}</table:table-cell>`;
}

/** A paragraph of a named style. */
export function paragraph(style: string, line: Line): string {
  return `<text:p text:style-name="${style}">${lineXml(line)}</text:p>`;
}

function lineXml(line: Line): string {
  return inlinesOf(line).map(inlineXml).join("").trim();
}

function inlineXml(inline: Inline): string {
  if (typeof inline === "string") return xmlText(inline);
  const text = oneLine(inline.text);
  return isLinkable(inline.url)
    ? `<text:a xlink:type="simple" xlink:href="${xmlText(inline.url)}">${xmlText(text === "" ? inline.url : text)}</text:a>`
    : xmlText(text);
}
