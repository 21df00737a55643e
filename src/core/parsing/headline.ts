import { foldSpace } from "../text/plainText";
import { isPhrase, wordCount } from "./linkWords";

/**
 * A headline made from an address: the last segment of its path that has a word, or letters as words, `-` and `_` as blanks, without
 * `.html` and the like, in Title Case; the host when there is none.
 */
export function titleFromUrl(url: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return foldSpace(url);
  }
  const segments = parsed.pathname
    .split("/")
    .map(decodeSegment)
    .filter((segment) => segment !== "");
  const named = segments.findLast(
    (segment) => /\p{L}{2}|\p{L}[-_+]\p{L}/u.test(segment) && !/^(?:index|default)$/i.test(segment),
  );
  const segment = named ?? segments.at(-1);
  if (segment === undefined) return parsed.hostname;
  return foldSpace(segment.replace(/[-_+]+/g, " ")).replace(/(?<![\p{L}\p{N}'’])\p{Ll}/gu, (letter) =>
    letter.toUpperCase(),
  );
}

function decodeSegment(segment: string): string {
  const bare = segment.replace(/\.(?:s?html?|php|aspx?|jsp|cfm)$/i, "");
  try {
    return foldSpace(decodeURIComponent(bare));
  } catch {
    return bare;
  }
}

/** How much a text can be trusted to be the headline; the more specific the place it stands in, the higher. */
export interface Headline {
  readonly text: string;
  readonly rank: number;
}

export const HEADLINE_RANK = {
  /** In h1 to h9, in the link or around it. */
  heading: 11,
  /** In an element that calls itself title or headline, or in `<header>`. */
  title: 10,
  /** The link's own text. */
  text: 9,
  /** One of several blocks in the link. */
  block: 8,
  /** `aria-label` or `title` of several words. */
  phrase: 7,
  /** In the heading, the row or the item that the link stands in. */
  beside: 6,
  /** Under the picture in the link. */
  caption: 5,
  /** `aria-label` or `title`. */
  label: 4,
  /** The address, when it has several words. */
  slug: 3,
  /** In the text around the link, or `alt` of an image. */
  around: 2,
  address: 1,
} as const;

/** Of two headlines for one address: the higher rank; of equal ones the first that is a phrase, else the one of more words. */
export function betterHeadline(first: Headline, second: Headline): Headline {
  if (first.rank !== second.rank) return first.rank > second.rank ? first : second;
  return isPhrase(first.text) || wordCount(first.text) >= wordCount(second.text) ? first : second;
}
