import { MAX_BLOCK_CHARACTERS, MAX_CLIMBED_BLOCKS, MAX_HEADING_CHARACTERS, MAX_NESTED_BLOCKS } from "../limits";
import { htmlAttributes } from "../text/htmlAttributes";
import type { HtmlTag } from "../text/htmlTags";
import { foldSpace } from "../text/plainText";
import {
  BOLD_BLOCKS,
  BOLD_LEVEL,
  ENDED,
  Frame,
  ITEMS,
  LABEL_LEVEL,
  LEVELS,
  NAME_LEVEL,
  TABLE_PARTS,
  TEXTS,
  TITLE_LEVEL,
  isBlock,
} from "./besideFrames";
import { type OpenLink, giveHeadings } from "./besideHeadings";
import { saidIn } from "./besideText";
import { isPhrase, kindOfText } from "./linkWords";

/**
 * Finds the headlines of links that say "Read more", "PDF", "101" or nothing: in the heading of the card, in the row, the item or the
 * description they stand in. Follows the elements of a page in one pass, without building it; time grows with its length alone.
 */
export class BesideLinks {
  private readonly stack: Frame[] = [];
  private readonly open = new Map<string, number>();
  private tooDeep = 0;
  private position = 0;
  private inBold = 0;

  constructor() {
    this.push("page", false, null);
  }

  /** Text outside of links, as written. */
  text(raw: string): void {
    append(this.top, raw);
    if (this.inBold > 0) this.top.bold += raw.trim().length;
    else this.top.plain += raw.trim().length;
  }

  /** A tag outside of links. */
  tag({ name, closing, attributes }: HtmlTag, isTitle: boolean): void {
    if (name === "br") append(this.top, "\n");
    else if (name === "b" || name === "strong") this.inBold = Math.max(0, this.inBold + (closing ? -1 : 1));
    if (name === "br") return;
    if (closing) this.end(name);
    else if (name === "meta") this.readMeta(attributes);
    else this.start(name, attributes, isTitle);
  }

  /**
   * A link that has ended.
   *
   * @param own its text, decoded and folded
   * @param isRepeated other links that lead elsewhere say the same
   * @returns what is to be known of it at the end, when it needs a headline; null when it has one, or is none that has any
   */
  link(own: string, href: string, hasImage: boolean, isRepeated: boolean): OpenLink | null {
    const said = own === "" ? (hasImage ? "image" : "nothing") : kindOfText(own);
    const kind = said === "own" && isRepeated ? "repeated" : said;
    if (kind === "own") {
      this.top.hasLinks = true;
      this.top.hasAny = true;
      append(this.top, own.replaceAll("&", "&amp;"));
    }
    // A bare sign of another site is a button to share.
    const isButton = kind === "nothing" && /^\s*(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(href);
    if (kind === "own" || kind === "other" || isButton) return null;
    const { top } = this;
    top.hasAny = true;
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
    const isInline = !isBlock(name);
    const item = /itemprop/i.test(attributes) ? (htmlAttributes(attributes).get("itemprop") ?? "") : "";
    const isPerson = PERSON.test(item);
    const level = LEVELS.get(name) ?? (isTitle ? TITLE_LEVEL : NAME.test(item) ? NAME_LEVEL : null);
    if (isInline && level === null && !isPerson) {
      if (this.top.isInline && this.top.name === name) this.top.inner += 1;
      return;
    }
    if (this.stack.length >= MAX_NESTED_BLOCKS) {
      this.tooDeep += isInline ? 0 : 1;
      return;
    }
    if (!isInline) this.endBefore(name);
    this.push(name, isInline, level, isPerson);
    if (!isInline && LABELLED.test(attributes)) this.readLabel(name, attributes);
  }

  /** What an element is called: an article or an entry of a list by its headline, others mostly by a word or two. */
  private readLabel(name: string, attributes: string): void {
    const read = htmlAttributes(attributes);
    const label = read.get("aria-label") ?? read.get("title") ?? "";
    if (name === "article" || name === "li" || isPhrase(foldSpace(label)))
      this.addHeading(this.top, label, LABEL_LEVEL, false);
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
    if (this.tooDeep > 0 && isBlock(name)) {
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

  private push(name: string, isInline: boolean, level: number | null, isPerson = false): void {
    this.stack.push(new Frame(name, isInline, level, isPerson, this.position++, this.stack.at(-1)));
    if (!isInline) this.inBold = 0;
    this.open.set(name, (this.open.get(name) ?? 0) + 1);
  }

  private popTo(frame: Frame): void {
    while (this.top !== frame) this.pop();
    this.pop();
  }

  private pop(): void {
    const frame = this.stack.pop() as Frame;
    const { name, isInline, text } = frame;
    this.open.set(name, (this.open.get(name) ?? 1) - 1);
    if (!isInline) this.inBold = 0;
    if (name === "nav") return;
    settle(frame);
    const around = this.stack.at(-1);
    if (around === undefined) return;
    if (name === "tr" || name === "li") settleByBefore(frame, around);
    around.hasLinks ||= frame.hasLinks;
    around.hasAny ||= frame.hasAny;
    around.links = joined(around.links, frame.links);
    if (frame.isPerson) return;
    if (!ITEMS.has(name)) {
      if (frame.headings === null) this.readHeading(frame, around);
      if (frame.hasLinks) for (const heading of frame.headings ?? []) heading.isTaken = true;
      around.headings = joined(around.headings, frame.headings);
    }
    around.bold += frame.bold;
    around.plain += frame.plain;
    if (around.name === "tr" && (name === "td" || name === "th")) (around.cells ??= []).push(text);
    if (text !== "") append(around, isInline ? text : `\n${text}\n`);
  }

  /** What is a heading by its name, or by its type: a block that is all bold. */
  private readHeading({ name, level, text, hasLinks, hasAny, bold, plain, at }: Frame, around: Frame): void {
    const isBold = level === null && !hasAny && bold > 0 && plain === 0 && BOLD_BLOCKS.has(name);
    if (level !== null) this.addHeading(around, text, level, hasLinks, at);
    else if (isBold && isPhrase(foldSpace(text))) this.addHeading(around, text, BOLD_LEVEL, false, at);
  }
}

const NAME = /(?:^|\s)name(?:\s|$)/i;
const PERSON = /(?:^|\s)(?:author|creator|contributor|editor|publisher|provider|sourceOrganization)(?:\s|$)/i;
const LABELLED = /\s(?:aria-label|title)\s*=/i;

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
    // In a list the same text may be a part of each headline: only a cell of its own stands for it.
    for (const link of links)
      if (link.kind !== "repeated" || frame.cells !== null) link.beside = { text: said, from: "item" };
    frame.links = null;
  } else if (
    (TEXTS.has(name) || name.includes("-")) &&
    !frame.hasLinks &&
    links.some(({ beside }) => beside === null)
  ) {
    const said = saidIn([frame.text], true);
    if (said !== null) for (const link of links) link.beside ??= { text: said, from: "text" };
  }
}

/** Where a list has the headline in one entry and the link in the next. */
function settleByBefore(frame: Frame, around: Frame): void {
  if (!frame.hasAny) {
    around.before = saidIn(frame.cells ?? [frame.text], false) ?? around.before;
    return;
  }
  const text = around.before;
  around.before = null;
  if (text === null || frame.links === null) return;
  for (const link of frame.links) if (link.kind === "call") link.beside ??= { text, from: "item" };
  frame.links = frame.links.filter(({ beside }) => beside === null);
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
