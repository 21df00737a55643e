import { MAX_BLOCK_CHARACTERS, MAX_CLIMBED_BLOCKS, MAX_HEADING_CHARACTERS, MAX_NESTED_BLOCKS } from "../limits";
import { htmlAttributes } from "../text/htmlAttributes";
import type { HtmlTag } from "../text/htmlTags";
import { type Heading, type OpenLink, giveHeadings } from "./besideHeadings";
import { saidIn } from "./besideText";
import { kindOfText } from "./linkWords";

/** One element around links that is open, and what was met in it. */
class Frame {
  /** How many of its name are open inside an inline element. */
  inner = 0;
  /** As written, with a line break between blocks. */
  text = "";
  /** Whether it holds a link with a text of its own. */
  hasLinks = false;
  headings: Heading[] | null = null;
  /** Links that have no headline yet. */
  links: OpenLink[] | null = null;
  /** Of a row: the texts of its cells. */
  cells: string[] | null = null;
  /** Of a group of a definition list: whether its description has begun. */
  isDescribed = false;
  /** The entry of a list that it is or stands in. */
  readonly item: Frame | null;

  /** @param level of a heading; null for what is none */
  constructor(
    readonly name: string,
    readonly isInline: boolean,
    readonly level: number | null,
    readonly at: number,
    around: Frame | undefined,
  ) {
    this.item = ITEMS.has(name) ? this : (around?.item ?? null);
  }
}

const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const FRAMES = names(
  "article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header li main nav ol p section summary table tbody td tfoot th thead tr ul",
);
const LEVELS: ReadonlyMap<string, number> = new Map([
  ...[1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, level] as const),
  ["summary", 7],
  ["figcaption", 8],
]);
const TITLE_LEVEL = 3;
const LABEL_LEVEL = 9;
/** What the start of one of these ends, and where that is not looked for any more. `group` is a term with its description. */
const ENDED: ReadonlyMap<string, readonly [ended: ReadonlySet<string>, within: ReadonlySet<string>]> = new Map([
  ["li", [names("li"), names("ul ol")]],
  ["tr", [names("tr"), names("table")]],
  ["td", [names("td th"), names("tr table")]],
  ["th", [names("td th"), names("tr table")]],
  ["dt", [names("dt dd"), names("dl group")]],
  ["dd", [names("dt dd"), names("dl group")]],
]);
/** No end tag of anything else ends these. */
const TABLE_PARTS = names("table thead tbody tfoot tr td th caption");
/** An entry of a list: a heading in it is that of nothing outside. */
const ITEMS = names("li tr group article");
/** Their text stands for a link in them where nothing better does. */
const TEXTS = names("p td div figure blockquote article");

/**
 * Finds the headlines of links that say "Read more", "PDF", "101" or nothing: in the heading of the card, in the row, the item or the
 * description they stand in. Follows the elements of a page in one pass, without building it; time grows with its length alone.
 */
export class BesideLinks {
  private readonly stack: Frame[] = [];
  private readonly open = new Map<string, number>();
  private tooDeep = 0;
  private position = 0;

  constructor() {
    this.push("page", false, null);
  }

  /** Text outside of links, as written. */
  text(raw: string): void {
    append(this.top, raw);
  }

  /** A tag outside of links. */
  tag({ name, closing, attributes }: HtmlTag, isTitle: boolean): void {
    if (name === "br") append(this.top, "\n");
    else if (closing) this.end(name);
    else if (name === "meta") this.readMeta(attributes);
    else this.start(name, attributes, isTitle);
  }

  /**
   * A link that has ended.
   *
   * @param own its text, decoded and folded
   * @returns what is to be known of it at the end, when it needs a headline; null when it has one, or is none that has any
   */
  link(own: string, href: string, hasImage: boolean): OpenLink | null {
    const kind = own === "" ? (hasImage ? "image" : "nothing") : kindOfText(own);
    if (kind === "own") {
      this.top.hasLinks = true;
      append(this.top, own.replaceAll("&", "&amp;"));
    }
    // A bare sign of another site is a button to share.
    const isButton = kind === "nothing" && /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href);
    if (kind === "own" || kind === "other" || isButton) return null;
    const { top } = this;
    const link: OpenLink = { kind, own, href, at: this.position++, block: top, item: top.item, beside: null };
    (this.top.links ??= []).push(link);
    return link;
  }

  /** Ends all that is open. */
  finish(): void {
    while (this.stack.length > 0) this.pop();
  }

  private get top(): Frame {
    return this.stack.at(-1) as Frame;
  }

  private start(name: string, attributes: string, isTitle: boolean): void {
    const isInline = !FRAMES.has(name);
    if (isInline && !isTitle) {
      if (this.top.isInline && this.top.name === name) this.top.inner += 1;
      return;
    }
    if (this.stack.length >= MAX_NESTED_BLOCKS) {
      this.tooDeep += isInline ? 0 : 1;
      return;
    }
    if (!isInline) this.endBefore(name);
    this.push(name, isInline, LEVELS.get(name) ?? (isTitle ? TITLE_LEVEL : null));
    if ((name === "article" || name === "li") && /aria-label/i.test(attributes)) {
      this.addHeading(this.top, htmlAttributes(attributes).get("aria-label") ?? "", LABEL_LEVEL, false);
    }
  }

  /** Ends what a block ends by its start: a paragraph, a heading without end tag, the item, cell or term before. */
  private endBefore(name: string): void {
    const around = this.stack.findLast(({ isInline }) => !isInline);
    const isHeading = LEVELS.has(name) && name.startsWith("h");
    if (around?.name === "p" || (isHeading && around !== undefined && /^h[1-6]$/.test(around.name))) this.popTo(around);
    const [ended, within] = ENDED.get(name) ?? [];
    if (ended === undefined || within === undefined) return;
    for (let at = this.stack.length - 1; at > Math.max(0, this.stack.length - MAX_CLIMBED_BLOCKS); at--) {
      const frame = this.stack[at] as Frame;
      if (within.has(frame.name)) break;
      if (ended.has(frame.name)) {
        this.popTo(frame);
        break;
      }
    }
    if (name === "dt" && this.top.name === "group" && this.top.isDescribed) this.pop();
    if ((name === "dt" || name === "dd") && this.top.name !== "group") this.push("group", false, null);
    if (name === "dd") this.top.isDescribed = true;
  }

  private end(name: string): void {
    if (this.tooDeep > 0 && FRAMES.has(name)) {
      this.tooDeep -= 1;
      return;
    }
    if (this.top.isInline && this.top.name === name && this.top.inner > 0) {
      this.top.inner -= 1;
      return;
    }
    if ((this.open.get(name) ?? 0) === 0) return;
    const isPart = TABLE_PARTS.has(name);
    for (let at = this.stack.length - 1; at > Math.max(0, this.stack.length - MAX_CLIMBED_BLOCKS); at--) {
      const frame = this.stack[at] as Frame;
      if (frame.name === name) return this.popTo(frame);
      if (!isPart && TABLE_PARTS.has(frame.name)) return;
    }
  }

  /** `<meta itemprop="headline">` */
  private readMeta(attributes: string): void {
    if (!/itemprop/i.test(attributes)) return;
    const read = htmlAttributes(attributes);
    if (namesHeadline(read.get("itemprop") ?? "")) this.addHeading(this.top, read.get("content") ?? "", 0, false);
  }

  private addHeading(frame: Frame, text: string, level: number, isTaken: boolean, at = this.position++): void {
    if (text.length > MAX_HEADING_CHARACTERS || !/\S/.test(text)) return;
    const said = saidIn([text.replaceAll("\n", " ")], false);
    if (said !== null) (frame.headings ??= []).push({ text: said, level, at, isTaken });
  }

  private push(name: string, isInline: boolean, level: number | null): void {
    this.stack.push(new Frame(name, isInline, level, this.position++, this.stack.at(-1)));
    this.open.set(name, (this.open.get(name) ?? 0) + 1);
  }

  private popTo(frame: Frame): void {
    while (this.top !== frame) this.pop();
    this.pop();
  }

  private pop(): void {
    const frame = this.stack.pop() as Frame;
    const { name, isInline, level, text } = frame;
    this.open.set(name, (this.open.get(name) ?? 1) - 1);
    if (name === "nav") return;
    settle(frame);
    const around = this.stack.at(-1);
    if (around === undefined) return;
    around.hasLinks ||= frame.hasLinks;
    around.links = joined(around.links, frame.links);
    if (!ITEMS.has(name)) {
      if (level !== null && frame.headings === null) this.addHeading(around, text, level, frame.hasLinks, frame.at);
      if (frame.hasLinks) for (const heading of frame.headings ?? []) heading.isTaken = true;
      around.headings = joined(around.headings, frame.headings);
    }
    if (around.name === "tr" && (name === "td" || name === "th")) (around.cells ??= []).push(text);
    if (text !== "") append(around, isInline ? text : `\n${text}\n`);
  }
}

/** True for the value of `itemprop` of an element that holds the headline. */
export function namesHeadline(itemprop: string): boolean {
  return /(?:^|\s)headline(?:\s|$)/i.test(itemprop);
}

/** Gives the links of an element that has ended what it says of them. */
function settle(frame: Frame): void {
  const { name, headings } = frame;
  if (frame.links !== null && headings !== null) frame.links = giveHeadings(frame.links, headings);
  const { links } = frame;
  if (links === null || links.length === 0) return;
  if (name === "tr" || name === "li" || name === "group") {
    const said = saidIn(frame.cells ?? [frame.text], false);
    if (said === null) return;
    for (const link of links) link.beside = { text: said, from: "item" };
    frame.links = null;
  } else if (TEXTS.has(name) && !frame.hasLinks && links.some(({ beside }) => beside === null)) {
    const said = saidIn([frame.text], true);
    if (said !== null) for (const link of links) link.beside ??= { text: said, from: "text" };
  }
}

function append(frame: Frame, text: string): void {
  if (frame.text.length < MAX_BLOCK_CHARACTERS) frame.text += text.slice(0, MAX_BLOCK_CHARACTERS - frame.text.length);
}

/** The first list with the second behind it; either may be taken for the whole. */
function joined<T>(first: T[] | null, second: T[] | null): T[] | null {
  if (first === null || second === null) return first ?? second;
  for (const one of second) first.push(one);
  return first;
}
