import type { FeedItem } from "../model";
import { parseFeedDate } from "./dates";
import { htmlToText } from "./plainText";

/**
 * Reads JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Items that are no objects are passed over.
 *
 * @returns null when the text is no JSON or no feed
 */
export function readJsonFeed(text: string): readonly FeedItem[] | null {
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
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Version 1 allows numbers as identifiers. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
}
