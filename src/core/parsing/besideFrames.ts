import type { Heading, OpenLink } from "./besideHeadings";

/** One element around links that is open, and what was met in it. */
export class Frame {
  /** How many of its name are open inside an inline element. */
  inner = 0;
  /** As written, with a line break between blocks. */
  text = "";
  /** Characters in bold type, and all others. */
  bold = 0;
  plain = 0;
  /** Whether it holds a link with a text of its own. */
  hasLinks = false;
  /** Whether it holds any link. */
  hasAny = false;
  headings: Heading[] | null = null;
  /** Links that have no headline yet. */
  links: OpenLink[] | null = null;
  /** Of a row: the texts of its cells. */
  cells: string[] | null = null;
  /** What the entry before said, when it had no link. */
  before: string | null = null;
  /** Of a group of a definition list: whether its description has begun. */
  isDescribed = false;
  /** The entry of a list that it is or stands in. */
  readonly item: Frame | null;

  /**
   * @param level of a heading; null for what is none
   * @param isPerson who wrote it, or whose it is: no headline
   */
  constructor(
    readonly name: string,
    readonly isInline: boolean,
    readonly level: number | null,
    readonly isPerson: boolean,
    readonly at: number,
    around: Frame | undefined,
  ) {
    this.item = ITEMS.has(name) ? this : (around?.item ?? null);
  }
}

const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const FRAMES = names(
  "article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header legend li main nav ol p section summary table tbody td tfoot th thead tr ul",
);
export const LEVELS: ReadonlyMap<string, number> = new Map([
  ...[1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, level] as const),
  ["summary", 7],
  ["figcaption", 8],
  ["caption", 8],
  ["legend", 8],
]);
export const TITLE_LEVEL = 3;
export const NAME_LEVEL = 6;
export const BOLD_LEVEL = 8;
export const LABEL_LEVEL = 9;
/** In bold type and nothing else, they are headings to those who read them. */
export const BOLD_BLOCKS = names("p div center header section");
/** What the start of one of these ends, and where that is not looked for any more. `group` is a term with its description. */
export const ENDED: ReadonlyMap<string, readonly [ended: ReadonlySet<string>, within: ReadonlySet<string>]> = new Map([
  ["li", [names("li"), names("ul ol")]],
  ["tr", [names("tr"), names("table")]],
  ["td", [names("td th"), names("tr table")]],
  ["th", [names("td th"), names("tr table")]],
  ["dt", [names("dt dd"), names("dl group")]],
  ["dd", [names("dt dd"), names("dl group")]],
]);
/** No end tag of anything else ends these. */
export const TABLE_PARTS = names("table thead tbody tfoot tr td th caption");
/** An entry of a list: a heading in it is that of nothing outside. */
export const ITEMS = names("li tr group article");
/** Their text stands for a link in them where nothing better does. */
export const TEXTS = names("p td div figure blockquote article");

/** True for an element that is followed. A site's own elements (`<x-card>`) are blocks to those who make them. */
export function isBlock(name: string): boolean {
  return FRAMES.has(name) || name.includes("-");
}
