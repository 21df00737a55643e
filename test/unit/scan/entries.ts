import type { Answer } from "./fakes";
import { response } from "./fakes";

/** What a feed says of an entry. */
export interface Entry {
  readonly title: string;
  readonly link?: string;
  readonly guid?: string;
  /** `YYYY-MM-DD`. */
  readonly date?: string;
  /** Further elements. */
  readonly more?: string;
}

const LETTERS: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;" };

function element(name: string, text: string | undefined, attributes = ""): string {
  return text === undefined
    ? ""
    : `<${name}${attributes}>${text.replace(/[&<]/g, (sign) => LETTERS[sign] ?? sign)}</${name}>`;
}

/** An RSS feed of entries, some of which may lack what others have. */
export function feedOf(entries: readonly Entry[]): string {
  const items = entries.map(({ title, link, guid, date, more = "" }) => {
    const day = date === undefined ? undefined : new Date(date).toUTCString();
    const id = element("guid", guid, ' isPermaLink="false"');
    return `<item>${element("title", title)}${element("link", link)}${id}${element("pubDate", day)}${more}</item>`;
  });
  return `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Lab</title><link>https://lab.example/</link>${items.join("")}</channel></rss>`;
}

/** The same from a server that sends nothing to those who have it. */
export function tagged(body: string, tag: string): Answer {
  return (request) =>
    request.headers["if-none-match"] === `"${tag}"` ? response(304, "") : response(200, body, { etag: `"${tag}"` });
}
