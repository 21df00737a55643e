import { MAX_LINK_CHARACTERS, MAX_LINK_TAGS } from "../limits";
import type { CutCounter } from "../model/cuts";
import { type HtmlTag, htmlTags } from "../text/htmlTags";
import { readAttributes } from "../text/xmlText";

/** What is left of a page for reading its links. */
interface PageContent {
  /** The links with what they hold, and the headings around them. */
  readonly markup: string;
  /** The first `<base href>` as written, or null. */
  readonly base: string | null;
}

const HEADING = /^h[1-9]$/;
/** Where one of these begins, an unclosed heading before it has ended. */
const ENDS_HEADING = /^(?:h[1-9]|article|section|ul|ol|table|nav|footer)$/;
/** Whose end tag ends a link that was left open inside. */
const ENDS_LINK = /^(?:h[1-9]|article|section|ul|ol|li|table|tr|td|div|main|nav|header|footer|body|html)$/;
const MAY_BE_TITLE = /^(?:div|span|p|strong|b|em|td|li|header)$/;

/** True for the class attribute of an element that calls itself a title or headline. */
export function namesTitle(classes: string): boolean {
  return /(?:^|[\s_-]|[a-z](?=[TH]))(?:title|headline)/i.test(classes) && !/sub-?(?:title|headline)/i.test(classes);
}

/**
 * Cuts a page down to the links in its first `<main>`, or in all of it when there is none: linkedom's time grows with every
 * node, and with the square of the nesting. A listing page of 1 MB is often less than a tenth of it.
 */
export function contentMarkup(html: string, cuts: CutCounter): PageContent {
  let cutter = new LinkCutter(html, cuts);
  let base: string | null = null;
  let mainDepth = 0;
  for (const tag of htmlTags(html)) {
    if (tag.name === "base") base ??= readAttributes(tag.attributes).get("href") ?? null;
    if (tag.name === "main") {
      if (tag.closing && mainDepth === 1) {
        cutter.read(tag);
        break;
      }
      if (!tag.closing && mainDepth === 0) {
        cuts.clear();
        cutter = new LinkCutter(html, cuts);
      }
      mainDepth = Math.max(0, mainDepth + (tag.closing ? -1 : 1));
    } else {
      cutter.read(tag);
    }
  }
  return { markup: cutter.finish(), base };
}

class LinkCutter {
  private readonly kept: string[] = [];
  /** Elements open in the current link by name, or null outside links. */
  private link: Map<string, number> | null = null;
  private tagsInLink = 0;
  private textInLink = 0;
  /** Of the current link something was left out. */
  private isCut = false;
  /** Name of the heading that is being read. */
  private heading: string | null = null;
  /** An element around that calls itself a title, and how often its name is open since. */
  private title: { readonly name: string; readonly depth: number } | null = null;
  /** Ends the current link and what was put around it. */
  private linkEnd = "";

  constructor(
    private readonly html: string,
    private readonly cuts: CutCounter,
  ) {}

  read(tag: HtmlTag): void {
    if (this.link !== null) this.keepText(tag);
    if (tag.name === "!--") return;
    if (tag.name === "a") this.readAnchor(tag);
    else if (this.link !== null) this.readInLink(tag, this.link);
    else this.readAround(tag);
  }

  finish(): string {
    this.endLink();
    return this.kept.join("");
  }

  private readAnchor(tag: HtmlTag): void {
    // Links do not nest (HTML Standard §4.5.1).
    this.endLink();
    if (tag.closing) return;
    const around = this.heading ?? (this.title === null ? "" : "span");
    if (around !== "") this.kept.push(`<${around} class="title">`);
    this.kept.push(`<a${neededAttributes(tag)}>`);
    this.linkEnd = around === "" ? "</a>" : `</a></${around}>`;
    this.link = new Map();
    this.tagsInLink = 0;
    this.textInLink = 0;
  }

  private readInLink(tag: HtmlTag, open: Map<string, number>): void {
    const count = open.get(tag.name) ?? 0;
    if (tag.closing && count === 0) {
      if (ENDS_LINK.test(tag.name)) this.endLink();
      this.readAround(tag);
      return;
    }
    if (++this.tagsInLink > MAX_LINK_TAGS) {
      this.isCut = true;
      return;
    }
    open.set(tag.name, count + (tag.closing ? -1 : 1));
    this.kept.push(tag.closing ? `</${tag.name}>` : `<${tag.name}${neededAttributes(tag)}>`);
  }

  /** Outside links nothing is kept but whether a headline is being read. */
  private readAround({ name, closing, attributes }: HtmlTag): void {
    if (this.link !== null) return;
    if (ENDS_HEADING.test(name)) this.heading = !closing && HEADING.test(name) ? name : null;
    if (this.title?.name === name) {
      const depth = this.title.depth + (closing ? -1 : 1);
      this.title = depth === 0 ? null : { name, depth };
    } else if (this.title === null && !closing && MAY_BE_TITLE.test(name) && titleClass(attributes) !== "") {
      this.title = { name, depth: 1 };
    }
  }

  private keepText({ textStart, start }: HtmlTag): void {
    const room = MAX_LINK_CHARACTERS - this.textInLink;
    if (start - textStart > room) this.isCut = true;
    if (room <= 0 || start <= textStart) return;
    const text = this.html.slice(textStart, Math.min(start, textStart + room));
    this.textInLink += text.length;
    this.kept.push(text);
  }

  private endLink(): void {
    if (this.link !== null) this.kept.push(this.linkEnd);
    if (this.isCut) this.cuts.add("link");
    this.isCut = false;
    this.link = null;
  }
}

/** Each attribute is a node to linkedom, found under its own spelling only: what is looked at stays, in lower case. */
function neededAttributes({ name, attributes }: HtmlTag): string {
  const wanted = LOOKED_AT.get(name);
  if (wanted === undefined) {
    const hidden = /(?:^|\s)hidden(?:[\s=/]|$)/i.test(attributes) ? " hidden" : "";
    return titleClass(attributes) === "" ? hidden : ` class="title"${hidden}`;
  }
  const read = readAttributes(attributes);
  return wanted.map((key) => (read.has(key) ? ` ${key}="${escaped(read.get(key) ?? "")}"` : "")).join("");
}

const LOOKED_AT: ReadonlyMap<string, readonly string[]> = new Map([
  ["a", ["href", "aria-label", "title", "class"]],
  ["img", ["alt", "title"]],
]);

function titleClass(attributes: string): string {
  if (!/title|headline/i.test(attributes)) return "";
  const classes = readAttributes(attributes).get("class") ?? "";
  return namesTitle(classes) ? classes : "";
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
