import { MAX_LINK_CHARACTERS, MAX_LINK_TAGS } from "../limits";
import { decodeEntities } from "../text/entities";
import { htmlAttributes } from "../text/htmlAttributes";
import type { HtmlTag } from "../text/htmlTags";
import { foldSpace } from "../text/plainText";
import type { OpenLink } from "./besideHeadings";
import { BesideLinks, namesHeadline } from "./besideLinks";
import { referenceOf } from "./labelledLinks";
import { isPhrase } from "./linkWords";
import type { PageParts } from "./pageParts";

const HEADING = /^h[1-9]$/;
/** Where one of these begins, an unclosed heading before it has ended. */
const ENDS_HEADING = /^(?:h[1-9]|article|section|ul|ol|table|nav|footer)$/;
/** Whose end tag ends a link that was left open inside. */
const ENDS_LINK = /^(?:h[1-9]|article|section|ul|ol|li|table|tr|td|div|main|nav|header|footer|body|html)$/;
const MAY_BE_TITLE = /^(?:div|span|p|strong|b|em|td|li|header)$/;
/** A site's own elements that are called so. */
const TITLE_ELEMENT = /-(?:title|headline|heading)$/;
/** Their text in a link is none of its own: dates, pictures and buttons. */
const ASIDE = ["time", "figure", "button"] as const;

/** True for the class attribute of an element that calls itself a title or headline. */
export function namesTitle(classes: string): boolean {
  return /(?:^|[\s_-]|[a-z](?=[TH]))(?:title|headline)/i.test(classes) && !/sub-?(?:title|headline)/i.test(classes);
}

/** A link as far as it is read. */
export interface CutLink {
  readonly part: PageParts["part"];
  /** Name of the heading around it, or of what calls itself a title; empty for none. */
  readonly around: string;
  readonly attributes: string;
  readonly href: string;
  readonly inner: string[];
  /** Its text, decoded and folded. */
  own: string;
  isEntry: boolean;
  open: OpenLink | null;
  /** Something of it was left out. */
  isCut: boolean;
}

/** Gathers the links of a page with what they hold and what stands beside them, tag by tag. */
export class LinkCutter {
  private readonly links: CutLink[] = [];
  private readonly beside = new BesideLinks();
  private link: CutLink | null = null;
  /** Elements open in the current link by name. */
  private readonly open = new Map<string, number>();
  private tagsInLink = 0;
  private textInLink = 0;
  /** Text of the link itself. */
  private own = "";
  private hasImage = false;
  /** Name of the heading that is being read. */
  private heading: string | null = null;
  /** An element around that calls itself a title, and how often its name is open since. */
  private title: { readonly name: string; readonly depth: number } | null = null;

  /**
   * @param labels what links are called by other elements, by their reference
   * @param repeated texts of links that are no headlines
   */
  constructor(
    private readonly html: string,
    private readonly labels: ReadonlyMap<string, string>,
    private readonly repeated: ReadonlySet<string>,
  ) {}

  read(tag: HtmlTag, part: PageParts["part"]): void {
    if (this.link !== null) this.keepText(tag, this.link);
    else if (tag.start > tag.textStart) this.beside.text(this.html.slice(tag.textStart, tag.start));
    if (tag.name === "!--") return;
    if (tag.name === "a") this.readAnchor(tag, part);
    else if (this.link !== null) this.readInLink(tag, this.link);
    else this.readAround(tag);
  }

  /** What stands around a link ends with the part of the page. */
  endPart(): void {
    this.endLink();
    this.heading = null;
    this.title = null;
  }

  finish(): readonly CutLink[] {
    this.endLink();
    this.beside.finish();
    return this.links;
  }

  private readAnchor(tag: HtmlTag, part: PageParts["part"]): void {
    // Links do not nest (HTML Standard §4.5.1).
    this.endLink();
    if (tag.closing) return;
    const around = this.heading ?? (this.title === null ? "" : "span");
    const read = htmlAttributes(tag.attributes);
    const label = this.labels.get(referenceOf(read));
    this.link = {
      part,
      around,
      attributes: label === undefined ? neededAttributes(tag) : needed(new Map([...read, ["aria-label", label]]), "a"),
      href: read.get("href") ?? "",
      inner: [],
      own: "",
      isEntry: false,
      open: null,
      isCut: false,
    };
    this.links.push(this.link);
    this.open.clear();
    this.tagsInLink = 0;
    this.textInLink = 0;
    this.own = "";
    this.hasImage = false;
  }

  private readInLink(tag: HtmlTag, link: CutLink): void {
    const count = this.open.get(tag.name) ?? 0;
    if (tag.closing && count === 0) {
      if (ENDS_LINK.test(tag.name)) this.endLink();
      this.readAround(tag);
      return;
    }
    if (++this.tagsInLink > MAX_LINK_TAGS) {
      link.isCut = true;
      return;
    }
    if (tag.name === "img" || tag.name === "picture") this.hasImage = true;
    this.own += " ";
    this.open.set(tag.name, count + (tag.closing ? -1 : 1));
    link.inner.push(tag.closing ? `</${tag.name}>` : `<${tag.name}${neededAttributes(tag)}>`);
  }

  /** Outside links nothing is kept but what may be a headline. */
  private readAround(tag: HtmlTag): void {
    if (this.link !== null) return;
    const { name, closing, attributes } = tag;
    const isTitle =
      !closing && ((MAY_BE_TITLE.test(name) && titleClass(attributes) !== "") || TITLE_ELEMENT.test(name));
    this.beside.tag(tag, isTitle);
    if (ENDS_HEADING.test(name)) this.heading = !closing && HEADING.test(name) ? name : null;
    if (this.title?.name === name) {
      const depth = this.title.depth + (closing ? -1 : 1);
      this.title = depth === 0 ? null : { name, depth };
    } else if (this.title === null && isTitle) {
      this.title = { name, depth: 1 };
    }
  }

  private keepText({ textStart, start }: HtmlTag, link: CutLink): void {
    const room = MAX_LINK_CHARACTERS - this.textInLink;
    if (start - textStart > room) link.isCut = true;
    if (room <= 0 || start <= textStart) return;
    const text = this.html.slice(textStart, Math.min(start, textStart + room));
    this.textInLink += text.length;
    if (ASIDE.every((name) => (this.open.get(name) ?? 0) <= 0)) this.own += text;
    link.inner.push(text);
  }

  private endLink(): void {
    const { link } = this;
    if (link === null) return;
    this.link = null;
    const own = foldSpace(decodeEntities(this.own));
    if (/^\s*(?:#|$)/.test(link.href)) return;
    link.own = own;
    link.open = this.beside.link(own, link.href, this.hasImage, this.repeated.has(own));
    link.isEntry = (link.open === null && isPhrase(own)) || (link.around !== "" && own !== "");
  }
}

/** Each attribute is a node to linkedom, found under its own spelling only: what is looked at stays, in lower case. */
function neededAttributes({ name, attributes }: HtmlTag): string {
  if (!LOOKED_AT.has(name)) {
    const isHidden = /hidden/i.test(attributes) && htmlAttributes(attributes).has("hidden");
    return `${titleClass(attributes) === "" ? "" : ' class="title"'}${isHidden ? " hidden" : ""}`;
  }
  return needed(htmlAttributes(attributes), name);
}

function needed(read: ReadonlyMap<string, string>, name: string): string {
  const wanted = LOOKED_AT.get(name) ?? [];
  return wanted.map((key) => (read.has(key) ? ` ${key}="${escaped(read.get(key) ?? "")}"` : "")).join("");
}

const LOOKED_AT: ReadonlyMap<string, readonly string[]> = new Map([
  ["a", ["href", "aria-label", "title", "class"]],
  ["img", ["alt", "title"]],
]);

function titleClass(attributes: string): string {
  if (!/title|headline/i.test(attributes)) return "";
  const read = htmlAttributes(attributes);
  const classes = read.get("class") ?? "";
  return namesTitle(classes) ? classes : namesHeadline(read.get("itemprop") ?? "") ? "title" : "";
}

/** As the value of an attribute. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
