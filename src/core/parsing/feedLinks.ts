import type { Attributes } from "../text/xmlText";

/** Links ranked below this one are a last resort, after the identifier. */
export const GUID_RANK = 10;
/** What an entry has to be opened instead of a page: a file. */
export const FILE_RANK = 2;

/** A picture only goes with the text. What says of a file what it is counts, else its address. */
export function isPicture(attributes: Attributes, address = ""): boolean {
  const type = attributes.get("type") || attributes.get("medium");
  return type === undefined
    ? /\.(?:jpe?g|jfif|png|gif|webp|avif|svg|bmp|ico)(?:[?#]|$)/i.test(address)
    : /^image(?:\/|$)/i.test(type.trim());
}

/** `alternate` in HTML is the article; what else points to it or goes with it is a last resort, and what does not is none. */
export function linkRank(rank: number, attributes: Attributes): number {
  const relation = attributes.get("rel")?.trim().toLowerCase().replace(/^.*\//, "") ?? "";
  const type = attributes.get("type")?.toLowerCase() ?? "";
  if (relation === "alternate" || relation === "") return type === "" || type.includes("html") ? rank : rank - 5;
  if (relation === "enclosure") return isPicture(attributes, attributes.get("href")) ? -1 : FILE_RANK;
  return relation === "related" || relation === "via" ? 5 : relation === "self" ? 3 : -1;
}
