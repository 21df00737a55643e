import { BLOCK_ELEMENTS } from "../text/htmlTags";
import { opening } from "../text/opening";
import { foldSpace, htmlToText } from "../text/plainText";
import { type Attributes, elementText } from "../text/xmlText";

const BLOCK_TAG = new RegExp(`</?(?:${[...BLOCK_ELEMENTS].join("|")})(?=[\\s/>])[^<>]*>`, "gi");
/** What systems write where the author wrote nothing. */
const PLACEHOLDER =
  /^[\s\p{P}]*(?:untitled|no title|no subject|null|undefined|ohne titel|kein titel|ohne betreff|sans titre|sin título|senza titolo)[\s\p{P}]*$/iu;
/** What such a title begins with. */
const PLACEHOLDER_STARTS: ReadonlySet<string> = new Set(
  "untitled no null undefined ohne kein sans sin senza".split(" "),
);
/** `@desk`, `@desk@site`, `desk@site`, with the name of somebody before it in front. */
const HANDLE = /^(?:@[\w.-]+(?:@[\w.-]+)?|[\w.-]+@[\w.-]+|[^()@]{1,60}\(@[\w.-]+(?:@[\w.-]+)?\)):?$/u;
/** The words of `January 5, 2026` and of `Mo., 5. Jan 2026 10:00 Uhr`. */
const DATE_WORDS: ReadonlySet<string> = new Set(
  (
    "mon monday tue tues tuesday wed wednes wednesday thu thurs thursday fri friday sat satur saturday sun sunday " +
    "jan january januar feb february februar mar march märz apr april may mai jun june juni jul july juli aug august sep sept september " +
    "oct october okt oktober nov november dec december dez dezember " +
    "mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonntag uhr utc gmt am pm st nd rd th t z"
  ).split(" "),
);
/** Words, digits and signs. */
const MOST_DATE_PARTS = 60;
const DATE_PART = /[\s\d\p{P}]|[^\s\d\p{P}]+/gu;

/** Whether a title is none: nothing, who wrote it, when, a number, the address or the identifier of its entry. */
export function isNoHeadline(title: string, guid: string, link: string): boolean {
  // Nearly all titles begin with a word that neither a date nor a placeholder has.
  const start = /\p{L}+/u.exec(title)?.[0].toLowerCase();
  return (
    start === undefined ||
    (title.includes("@") && HANDLE.test(title)) ||
    (DATE_WORDS.has(start) && isDate(title)) ||
    (PLACEHOLDER_STARTS.has(start) && PLACEHOLDER.test(title)) ||
    title === guid ||
    title === link ||
    /^https?:\/\/\S+$/i.test(title)
  );
}

/** Digits, and beside them nothing but what dates are written with. */
function isDate(title: string): boolean {
  const parts = title.toLowerCase().match(DATE_PART) ?? [];
  return (
    parts.length <= MOST_DATE_PARTS &&
    /\d/.test(title) &&
    parts.every((part) => DATE_WORDS.has(part) || /^[\s\d\p{P}]$/u.test(part))
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
