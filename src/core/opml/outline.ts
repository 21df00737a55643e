import { MAX_ADDRESS_CHARACTERS, MAX_OPML_TITLE_CHARACTERS } from "../limits";
import { decodeEntities } from "../text/entities";
import { shortText } from "../text/beginning";
import { foldSpace } from "../text/plainText";
import { type Attributes, readAttributes } from "../text/xmlText";
import { withoutFeedScheme } from "../urls/feedScheme";

/** What one outline is. A folder may be none of the user's: then it has no title. */
export type Outline =
  | { readonly kind: "folder"; readonly title: string }
  | { readonly kind: "feed"; readonly title: string; readonly xmlUrl: string; readonly htmlUrl: string }
  | { readonly kind: "noAddress" | "scraped" | "unreadable" };

/** Kinds of sources that other readers make of pages and of programs' answers by rules of their own: no feed stands at the address. */
const SCRAPED = /xpath|dot-?(?:path|notation)|css|scrap|script|^html/i;

/**
 * Reads the attributes of an outline.
 *
 * @param isWhole false when its end was not found: a quote was left open, or the file was cut
 */
export function readOutline(written: string, isWhole: boolean): Outline {
  const attributes = readAttributes(written);
  const address = addressOf(attributes);
  if (address === "") {
    // The address stands there, and a quote too many or too few hides it.
    const hidden = /xmlurl\s*=\s*(?:["']\s*)?((?:feeds?:)?(?:\/\/)?https?:\/\/[^\s"'<>]+)/i.exec(written)?.[1];
    if (hidden !== undefined) return feedAt(hidden, titleIn(written), attributes);
    return isWhole && !/xmlurl/i.test(written)
      ? { kind: "folder", title: titleOf(attributes) }
      : { kind: "unreadable" };
  }
  const isScraped = SCRAPED.test(attributes.get("type")?.trim() ?? "") || [...attributes.keys()].some(isScrapingRule);
  return isScraped ? { kind: "scraped" } : feedAt(address, titleOf(attributes), attributes);
}

function feedAt(written: string, title: string, attributes: Attributes): Outline {
  const xmlUrl = webAddress(written);
  if (xmlUrl === null) return { kind: "noAddress" };
  return { kind: "feed", title, xmlUrl, htmlUrl: webAddress(attributes.get("htmlurl") ?? "") ?? "" };
}

/** FreshRSS keeps them beside the address. */
function isScrapingRule(name: string): boolean {
  return /^frss:(?:xpath|json)item/.test(name);
}

/** Some programs write `url` where the specification has `xmlUrl`. */
function addressOf(attributes: Attributes): string {
  const type = attributes.get("type")?.trim().toLowerCase() ?? "";
  return (attributes.get("xmlurl") ?? (/^(?:rss|atom)/.test(type) ? attributes.get("url") : undefined) ?? "").trim();
}

function titleOf(attributes: Attributes): string {
  return shown(attributes.get("title") ?? "") || shown(attributes.get("text") ?? "");
}

/** Where a quote is missing, up to the next attribute. */
function titleIn(written: string): string {
  const title = /(?:^|\s)(?:title|text)\s*=\s*["']?([^"'=<>]*)/i.exec(written)?.[1] ?? "";
  return shown(decodeEntities(foldSpace(title).replace(/ \w+$/, "")));
}

/** Many programs escape what is escaped already. */
function shown(text: string): string {
  return shortText(foldSpace(decodeEntities(text)), MAX_OPML_TITLE_CHARACTERS);
}

/** `www.`, or a name with a top-level domain and a path behind it. */
const HOST = /^(?:www\.[^.\s]+\.|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?::\d{1,5})?\/)/iu;

/** An http(s) address, or null. One without a scheme is taken when it can be nothing else. */
function webAddress(written: string): string | null {
  const bare = withoutFeedScheme(written.trim().replaceAll("&amp;", "&"));
  const address = bare.startsWith("//") ? `https:${bare}` : HOST.test(bare) ? `https://${bare}` : bare;
  const isAddress = /^https?:\/\/\S+$/i.test(address) && address.length <= MAX_ADDRESS_CHARACTERS;
  return isAddress && URL.canParse(address) ? address : null;
}
