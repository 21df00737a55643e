import { htmlAttributes } from "../text/htmlAttributes";
import { htmlTags } from "../text/htmlTags";
import { isFalse, saysPaid } from "./paidArticle";

interface ReadableMarkup {
  /** Without scripts, comments, drawings and whatever else shows no text, so that it is built quickly. */
  readonly markup: string;
  /** The page says that its article is for those who pay for it. */
  readonly isPaid: boolean;
  /** Two letters; empty when it does not say. */
  readonly language: string;
}

/** What of a page can be read as an article, and what it says of itself. */
export function readableMarkup(html: string): ReadableMarkup {
  const kept: string[] = [];
  let isPaid = false;
  let language = "";
  for (const { name, closing, attributes, start, end, textStart } of htmlTags(html)) {
    kept.push(html.slice(textStart, start));
    if (name === "!--") {
      // Of what is unread the title stays: a headline that repeats it is no part of the article.
      if (/^<title[\s>]/i.test(html.slice(start, start + 7))) kept.push(html.slice(start, end));
      isPaid ||= saysPaid(linkedData(html.slice(start, end)));
      continue;
    }
    // The content of a template that is shown stands in the page.
    if (name !== "template") kept.push(html.slice(start, end));
    if (closing || attributes === "") continue;
    if (/isAccessibleForFree|content_tier|content-language|lang/i.test(attributes)) {
      const read = htmlAttributes(attributes);
      const content = read.get("content") ?? "";
      if (name === "html" || read.get("http-equiv")?.toLowerCase() === "content-language")
        language ||=
          /^\s*([a-z]{2})(?:[-_,\s]|$)/i
            .exec(name === "html" ? (read.get("lang") ?? "") : content)?.[1]
            ?.toLowerCase() ?? "";
      if (/(?:^|\s)isAccessibleForFree(?:\s|$)/i.test(read.get("itemprop") ?? "")) isPaid ||= isFalse(content);
      if (read.get("property")?.toLowerCase() === "article:content_tier")
        isPaid ||= content.trim().toLowerCase() === "locked";
    }
  }
  return { markup: kept.join(""), isPaid, language };
}

/** The content of a script with JSON-LD; empty for all else. */
function linkedData(element: string): string {
  const open = /^<script\b([^>]{0,1000})>/i.exec(element);
  return open !== null && /ld\+json/i.test(open[1] ?? "")
    ? element.slice(open[0].length).replace(/<\/script[^>]*>?$/i, "")
    : "";
}
