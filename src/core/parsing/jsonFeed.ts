import { MAX_JSON_FIELD_CHARACTERS } from "../limits";
import { CutCounter } from "../model/cuts";
import { isRecord } from "../text/isRecord";
import type { FeedItem } from "../model/model";
import { parseFeedDate } from "../text/dates";
import { feedTexts } from "./feedItem";
import type { FeedDetail } from "../model/parseJob";
import { withoutCutEnd } from "../text/beginning";
import { foldSpace, htmlToText } from "../text/plainText";

/**
 * Reads JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Items that are no objects are passed over.
 *
 * @param cuts counts what is read in part
 * @returns null when the text is no JSON or no feed
 */
export function readJsonFeed(
  text: string,
  detail: FeedDetail = "headline",
  cuts: CutCounter = new CutCounter(),
): readonly FeedItem[] | null {
  const feed = parseJson(text);
  if (!isRecord(feed) || !Array.isArray(feed["items"])) return null;
  return feed["items"].filter(isRecord).map((item) => {
    const guid = textOf(item["id"]);
    const link = textOf(item["url"]) || textOf(item["external_url"]);
    return {
      title: htmlToText(textOf(item["title"]), false),
      link: link === "" && /^https?:\/\/[^\s/]/i.test(guid) ? guid : link,
      guid,
      published: parseFeedDate(textOf(item["date_published"])) ?? parseFeedDate(textOf(item["date_modified"])),
      ...(detail === "headline" ? {} : texts(item, detail, cuts)),
    };
  });
}

function texts(
  item: Readonly<Record<string, unknown>>,
  detail: FeedDetail,
  cuts: CutCounter,
): ReturnType<typeof feedTexts> {
  const whole = ["summary", "content_text", "content_html"].map((key) => textOf(item[key])) as [string, string, string];
  const [short, text, html] = whole;
  const content = text === "" ? beginningOf(html, fromHtml) : beginningOf(text, foldSpace);
  const tags = Array.isArray(item["tags"]) ? item["tags"].map((tag) => foldSpace(textOf(tag))) : [];
  const found = {
    summary: beginningOf(short, foldSpace) || content,
    content: detail === "content" ? content : "",
    categories: tags.filter((tag) => tag !== ""),
    body: whole.map((field) => (isTooLong(field) ? beginningOf(field, fromHtml) : field)).join("\n"),
    isCut: whole.some(isTooLong),
  };
  return feedTexts(found, cuts);
}

const isTooLong = (field: string): boolean => field.length > MAX_JSON_FIELD_CHARACTERS;
const fromHtml = (html: string): string => htmlToText(html, true);

/** A field as text, a long one without the word it was cut in. */
function beginningOf(field: string, asText: (part: string) => string): string {
  if (!isTooLong(field)) return asText(field);
  return withoutCutEnd(asText(field.slice(0, MAX_JSON_FIELD_CHARACTERS).replace(/<[^>]*$/, "")));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Version 1 allows numbers as identifiers. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
}
