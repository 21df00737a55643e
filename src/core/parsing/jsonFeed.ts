import { MAX_JSON_FIELD_CHARACTERS, MAX_SUMMARY_MARKUP_CHARACTERS } from "../limits";
import { CutCounter } from "../model/cuts";
import { isRecord } from "../text/isRecord";
import type { FeedItem } from "../model/model";
import { parseFeedDate } from "../text/dates";
import { isNoHeadline, openingOfHtml, openingOfText } from "./entryHeadline";
import { feedTexts } from "./feedItem";
import { isPicture } from "./feedLinks";
import type { FeedDetail } from "../model/parseJob";
import { withoutCutEnd } from "../text/beginning";
import { closedJson } from "../text/closedJson";
import { foldSpace, htmlToText } from "../text/plainText";

/**
 * Reads JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Items that are no objects are passed over.
 *
 * @param options.isCut only the beginning of the text came: it ends with its last whole item
 * @param options.cuts counts what is read in part
 * @returns null when the text is no JSON or no feed; `home` is the address of the site, empty when there is none
 */
export function readJsonFeed(
  text: string,
  {
    detail = "headline",
    isCut = false,
    cuts = new CutCounter(),
  }: { readonly detail?: FeedDetail | undefined; readonly isCut?: boolean; readonly cuts?: CutCounter } = {},
): { readonly items: readonly FeedItem[]; readonly home: string } | null {
  const feed = parseJson(isCut ? closedJson(text) : text);
  if (!isRecord(feed) || !Array.isArray(feed["items"])) return null;
  const items = feed["items"].filter(isRecord).map((item) => {
    const guid = textOf(item["id"]);
    const written = textOf(item["url"]) || textOf(item["external_url"]);
    const link = written || (/^https?:\/\/[^\s/]/i.test(guid) ? guid : fileOf(item["attachments"]));
    const title = htmlToText(textOf(item["title"]), false);
    const modified = parseFeedDate(textOf(item["date_modified"]));
    return {
      title: isNoHeadline(title, guid, link) ? openingOf(item) || title : title,
      link,
      guid,
      published: parseFeedDate(textOf(item["date_published"])) ?? modified,
      ...(modified === null ? {} : { modified }),
      ...(detail === "headline" ? {} : texts(item, detail, cuts)),
    };
  });
  return { items, home: textOf(feed["home_page_url"]) };
}

/** The address of the first attachment that is no picture. */
function fileOf(attachments: unknown): string {
  const files = Array.isArray(attachments) ? attachments.filter(isRecord) : [];
  const addresses = files.map((file) => ({ type: textOf(file["mime_type"]), address: textOf(file["url"]) }));
  return addresses.find(({ type, address }) => !isPicture(new Map([["type", type]]), address))?.address ?? "";
}

function openingOf(item: Readonly<Record<string, unknown>>): string {
  const [short = "", text = "", html = ""] = ["summary", "content_text", "content_html"].map((key) =>
    textOf(item[key]).slice(0, MAX_SUMMARY_MARKUP_CHARACTERS),
  );
  return openingOfText(text) || openingOfHtml(html.replace(/<[^>]*$/, "")) || openingOfText(short);
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

/** Line breaks and other controls stand raw inside of strings where a program has put the JSON together by hand. */
function parseJson(text: string): unknown {
  for (const one of [text, text.replace(CONTROLS, " ")]) {
    try {
      return JSON.parse(one);
    } catch {
      // The next form may be JSON.
    }
  }
  return null;
}

// oxlint-disable-next-line no-control-regex -- finding control characters is the point
const CONTROLS = /[\u0000-\u001f]/g;

/** Version 1 allows numbers as identifiers. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
}
