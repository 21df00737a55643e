import { MAX_JSON_FIELD_CHARACTERS, MAX_SUMMARY_MARKUP_CHARACTERS } from "../limits";
import { CutCounter } from "../model/cuts";
import { isRecord } from "../text/isRecord";
import type { FeedItem } from "../model/model";
import { parseFeedDate } from "../text/dates";
import { isNoHeadline, openingOfHtml, openingOfText } from "./entryHeadline";
import { feedTexts } from "./feedItem";
import type { FeedDetail } from "../model/parseJob";
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

/** The address of the first attachment; a picture only goes with the text. */
function fileOf(attachments: unknown): string {
  const files = Array.isArray(attachments) ? attachments.filter(isRecord) : [];
  return textOf(files.find((file) => !/^image\//i.test(textOf(file["mime_type"])))?.["url"]);
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
  const whole = ["summary", "content_text", "content_html"].map((key) => textOf(item[key]));
  const [short, text, html] = whole.map((one) => one.slice(0, MAX_JSON_FIELD_CHARACTERS)) as [string, string, string];
  const content = text === "" ? htmlToText(html, true) : foldSpace(text);
  const tags = Array.isArray(item["tags"]) ? item["tags"].map((tag) => foldSpace(textOf(tag))) : [];
  const found = {
    summary: foldSpace(short) || content,
    content: detail === "content" ? content : "",
    categories: tags.filter((tag) => tag !== ""),
    body: `${short}\n${text}\n${html}`,
    isCut: whole.some((one) => one.length > MAX_JSON_FIELD_CHARACTERS),
  };
  return feedTexts(found, cuts);
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
