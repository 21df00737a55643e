import type { TextDocument } from "./document";
import { NAMESPACES, TEXT_WIDTH, paragraph, xmlText } from "./odtContent";

/** `styles.xml`: what the document looks like, and what stands on each page. */
export function stylesXml({ header = "", footer = "" }: TextDocument): string {
  const pageNumber = '<text:page-number text:select-page="current">1</text:page-number>';
  const footerText = `<text:p text:style-name="Footer">${xmlText(footer)}<text:tab/>${pageNumber}</text:p>`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles ${NAMESPACES} office:version="1.3">`,
    '<office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial" style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>',
    `<office:styles>${STYLES}</office:styles>`,
    `<office:automatic-styles>${PAGE}</office:automatic-styles>`,
    '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">',
    header === "" ? "" : `<style:header>${paragraph("Header", header)}</style:header>`,
    `<style:footer>${footerText}</style:footer>`,
    "</style:master-page></office:master-styles></office:document-styles>\n",
  ].join("");
}

const PAGE = [
  '<style:page-layout style:name="Page">',
  '<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm" style:print-orientation="portrait"/>',
  '<style:header-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.4cm"/></style:header-style>',
  '<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.4cm"/></style:footer-style>',
  "</style:page-layout>",
].join("");

/** Names in many languages stand in a document: none of them is to be spelt as the reader's. */
const NO_LANGUAGE = ["", "-asian", "-complex"]
  .map((script) =>
    script === ""
      ? 'fo:language="zxx" fo:country="none"'
      : `style:language${script}="zxx" style:country${script}="none"`,
  )
  .join(" ");

const BULLETS = [
  '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">',
  '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">',
  '<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="0.6cm" fo:text-indent="-0.6cm" fo:margin-left="0.6cm"/>',
  "</style:list-level-properties></text:list-level-style-bullet></text:list-style>",
].join("");

const STYLES = [
  `<style:default-style style:family="paragraph"><style:text-properties style:font-name="Arial" fo:font-size="10pt" ${NO_LANGUAGE}/></style:default-style>`,
  '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>',
  paragraphStyle("Text body", 'fo:margin-bottom="0.2cm"'),
  paragraphStyle("List Item", 'fo:margin-bottom="0.05cm"'),
  paragraphStyle("Title", 'fo:margin-bottom="0.3cm"', 'fo:font-size="20pt" fo:font-weight="bold"'),
  ...[15, 12, 10.5].map((points, at) =>
    paragraphStyle(
      `Heading ${at + 1}`,
      'fo:margin-top="0.4cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"',
      `fo:font-size="${points}pt" fo:font-weight="bold"`,
      ` style:default-outline-level="${at + 1}"`,
    ),
  ),
  paragraphStyle("Table Contents", "", 'fo:font-size="9pt"'),
  paragraphStyle("Table Heading", 'fo:keep-with-next="always"', 'fo:font-size="9pt" fo:font-weight="bold"'),
  paragraphStyle("Header", "", 'fo:font-size="8pt" fo:color="#5f6368"'),
  paragraphStyle(
    "Footer",
    "",
    'fo:font-size="8pt" fo:color="#5f6368"',
    "",
    `<style:tab-stops><style:tab-stop style:position="${TEXT_WIDTH}cm" style:type="right"/></style:tab-stops>`,
  ),
  BULLETS,
].join("");

function paragraphStyle(name: string, paragraph: string, text = "", more = "", tabs = ""): string {
  const properties = `<style:paragraph-properties${paragraph === "" ? "" : ` ${paragraph}`}>${tabs}</style:paragraph-properties>`;
  const shown = `style:name="${name.replaceAll(" ", "_20_")}" style:display-name="${name}"`;
  return `<style:style ${shown} style:family="paragraph" style:parent-style-name="Standard"${more}>${properties}${text === "" ? "" : `<style:text-properties ${text}/>`}</style:style>`;
}
