import { foldSpace } from "../text/plainText";

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
  heading: 7,
  /** In an element that calls itself title or headline, or in `<header>`. */
  title: 6,
  /** The link's own text. */
  text: 5,
  /** One of several blocks in the link. */
  block: 4,
  /** `aria-label` or `title`. */
  label: 3,
  /** `alt` of an image. */
  image: 2,
  address: 1,
} as const;

/** Of two headlines for one address: the higher rank; of equal ones the first that is a phrase, else the one of more words. */
export function betterHeadline(first: Headline, second: Headline): Headline {
  if (first.rank !== second.rank) return first.rank > second.rank ? first : second;
  return wordCount(first.text) >= 3 || wordCount(first.text) >= wordCount(second.text) ? first : second;
}

/** Of a text whose white space is folded. */
export function wordCount(text: string): number {
  return text.split(" ").length;
}

/** True for what a link says when the headline stands elsewhere: "Read more", "Weiterlesen", "12 comments", a date, "»". */
export function isFiller(text: string): boolean {
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return !/\p{L}/u.test(words) || DATE.test(words) || FILLERS.has(words.replace(/^\d+ /, ""));
}

/** "12 May 2024", "May 12 2024", "3 hours ago", "vor 3 Stunden". */
const DATE =
  /^(?:\p{L}{2,9} )?(?:\d{1,2} \p{L}{3,9} \d{4}|\p{L}{3,9} \d{1,2} \d{4})(?: \d{1,2} \d\d(?: [ap]m| uhr)?)?$|^(?:\d+|an?) \p{L}+ ago$|^vor (?:\d+|einer|einem) \p{L}+$/u;

const FILLERS: ReadonlySet<string> = new Set(
  [
    "more, read more, read on, read now, read article, read the article, read full article, read the full article, read story",
    "read full story, read the full story, read the story, full story, full article, continue reading, keep reading",
    "learn more, find out more, see more, show more, view more, view, view article, details, click here, here, link, permalink",
    "comment, comments, no comments, add comment, leave a comment, share, image, photo, video, min read, minute read, new",
    "mehr, mehr lesen, mehr dazu, mehr erfahren, mehr infos, weiterlesen, weiter lesen, weiter, lesen, jetzt lesen, artikel lesen",
    "ganzen artikel lesen, zum artikel, zum beitrag, zur meldung, beitrag lesen, kommentare, kommentar, kommentieren, teilen, bild",
    "lire, lire la suite, lire l article, en savoir plus, suite, leer más, seguir leyendo, ver más, leggi, leggi tutto",
    "continua a leggere, lees meer, lees verder, ler mais, saiba mais, czytaj więcej, läs mer, les mer, læs mere",
  ].flatMap((line) => line.split(", ")),
);
