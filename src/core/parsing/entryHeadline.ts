import { BLOCK_ELEMENTS } from "../text/htmlTags";
import { opening } from "../text/opening";
import { foldSpace, htmlToText } from "../text/plainText";
import { type Attributes, elementText } from "../text/xmlText";

const BLOCK_TAG = new RegExp(`</?(?:${[...BLOCK_ELEMENTS].join("|")})(?=[\\s/>])[^<>]*>`, "gi");
/** What systems write where the author wrote nothing. */
const PLACEHOLDER =
  /^[\s\p{P}]*(?:untitled|no title|no subject|ohne titel|kein titel|ohne betreff|sans titre|sin título|senza titolo)[\s\p{P}]*$/iu;
const HANDLE = /^@[\w.-]+(?:@[\w.-]+)?:?$/;

/** Whether a title is none: nothing, who wrote it, a number, the address or the identifier of its entry. */
export function isNoHeadline(title: string, guid: string, link: string): boolean {
  return (
    title === "" ||
    !/\p{L}/u.test(title) ||
    HANDLE.test(title) ||
    PLACEHOLDER.test(title) ||
    title === guid ||
    title === link ||
    /^https?:\/\/\S+$/i.test(title)
  );
}

/** The headline of an entry that has none, from its text with its markup; empty when that says nothing. */
export function openingOfMarkup(raw: string, attributes: Attributes): string {
  const type = attributes.get("type")?.toLowerCase() ?? "";
  // XHTML is markup of the document itself.
  const text = type.includes("xhtml") ? raw : elementText(raw);
  return type === "text" || type === "text/plain" ? openingOfText(text) : openingOfHtml(text);
}

/** The same of HTML, where a block ends a line. */
export function openingOfHtml(html: string): string {
  const lines = html.replace(/\s+/g, " ").replace(BLOCK_TAG, "\n").split("\n");
  return opening(lines.map((line) => htmlToText(line, true)));
}

/** The same of plain text. */
export function openingOfText(text: string): string {
  return opening(text.split(/[\r\n]+/).map(foldSpace));
}
