import { BLOCK_ELEMENTS } from "../text/htmlTags";
import { opening } from "../text/opening";
import { foldSpace, htmlToText } from "../text/plainText";
import { type Attributes, elementText } from "../text/xmlText";

const BLOCK_TAG = new RegExp(`</?(?:${[...BLOCK_ELEMENTS].join("|")})(?=[\\s/>])[^<>]*>`, "gi");
/** What systems write where the author wrote nothing. */
const PLACEHOLDER =
  /^[\s\p{P}]*(?:untitled|no title|no subject|null|undefined|ohne titel|kein titel|ohne betreff|sans titre|sin título|senza titolo)[\s\p{P}]*$/iu;
/** `@desk`, `@desk@site`, `desk@site`, with the name of somebody before it in front. */
const HANDLE = /^(?:@[\w.-]+(?:@[\w.-]+)?|[\w.-]+@[\w.-]+|[^()@]{1,60}\(@[\w.-]+(?:@[\w.-]+)?\)):?$/u;
/** `January 5, 2026`, `Mo., 5. Jan 2026 10:00 Uhr`. */
const DATE =
  /^(?=\D*\d)(?:[\s\d\p{P}]|(?<!\p{L})(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?(?!\p{L})|(?<!\p{L})(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o(?:ctober|ktober|ct|kt)|nov(?:ember)?|de[cz](?:ember)?)(?!\p{L})|(?<!\p{L})(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|uhr|utc|gmt|am|pm|st|nd|rd|th|t|z)(?!\p{L})){1,60}$/iu;

/** Whether a title is none: nothing, who wrote it, when, a number, the address or the identifier of its entry. */
export function isNoHeadline(title: string, guid: string, link: string): boolean {
  return (
    title === "" ||
    !/\p{L}/u.test(title) ||
    (title.includes("@") && HANDLE.test(title)) ||
    DATE.test(title) ||
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
