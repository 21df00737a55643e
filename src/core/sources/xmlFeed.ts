import type { FeedItem } from "../model";
import { FeedItemBuilder, isHttpAddress } from "./feedItem";
import { readName, vocabularyOf, type ElementName, type Vocabulary } from "./feedNames";
import { elementText, readAttributes, titleText, type Attributes } from "./xmlText";
import { XmlSkipper } from "./xmlSkip";

/**
 * Reads RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0 in one pass over the text, without building a tree. It is no XML
 * parser: what is not well-formed is read as far as it makes sense, a DTD is passed over, no entity is ever defined.
 * Time and memory grow with the length of the text, whatever stands in it.
 *
 * @returns the items in the feed's order, or null when the document is no feed
 */
export function readXmlFeed(text: string): readonly FeedItem[] | null {
  return new XmlFeedReader(text).read();
}

/** The element of an item whose text is being read. */
interface OpenField {
  readonly name: ElementName;
  /** Number of elements around it. */
  readonly depth: number;
  /** Where its text begins. */
  readonly start: number;
  readonly attributes: string;
}

const SLASH = 47;
const BANG = 33;
const QUESTION = 63;
const LESS = 60;
const GREATER = 62;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const EQUALS = 61;

/** Beyond this many different names in one document, a name is looked up anew each time. */
const MAX_NAMES = 4096;

class XmlFeedReader {
  private readonly skipper: XmlSkipper;
  private readonly items: FeedItem[] = [];
  private readonly stack: ElementName[] = [];
  private names = new Map<string, ElementName>();
  private readonly prefixes = new Map<string, Vocabulary>();
  private rootPrefix = "";
  /** `maybe`: RDF is a feed only if it holds a channel or an item. */
  private isFeed: "unknown" | "no" | "maybe" | "yes" = "unknown";
  private sawElement = false;
  private item: FeedItemBuilder | null = null;
  private itemDepth = 0;
  private field: OpenField | null = null;
  private readonly usesBase: boolean;
  private readonly bases: { readonly depth: number; readonly base: string }[] = [];

  constructor(private readonly text: string) {
    this.skipper = new XmlSkipper(text);
    this.usesBase = text.includes("xml:base");
  }

  read(): readonly FeedItem[] | null {
    const { text } = this;
    let at = text.indexOf("<");
    while (at >= 0 && this.isFeed !== "no") {
      const next = text.charCodeAt(at + 1);
      let end: number;
      if (next === SLASH) end = this.readEndTag(at);
      else if (next === BANG) end = this.skipper.skipDeclaration(at);
      else if (next === QUESTION) end = this.skipper.skipInstruction(at);
      else end = this.readStartTag(at);
      at = text.indexOf("<", end);
    }
    // A document cut short: what the last item has said so far counts, a field cut in two does not.
    if (this.item !== null && !this.item.isEmpty) this.items.push(this.item.build());
    return this.isFeed === "yes" ? this.items : null;
  }

  /** @returns where to go on */
  private readStartTag(open: number): number {
    const { text } = this;
    const nameEnd = this.nameEnd(open + 1);
    if (nameEnd === open + 1) return nameEnd;
    const close = this.tagEnd(nameEnd);
    if (close < 0) return nameEnd;
    const selfClosing = text.charCodeAt(close - 1) === SLASH;
    const raw = text.slice(open + 1, nameEnd);
    const attributes = nameEnd === close ? "" : text.slice(nameEnd, selfClosing ? close - 1 : close);
    if (this.isFeed === "unknown" && !this.enterRoot(raw, attributes)) return close + 1;
    const name = this.intern(raw);
    if (this.item !== null) this.closeUnclosed(name, open);
    const base = this.usesBase && attributes.includes("xml:base") ? this.baseFrom(attributes) : null;
    if (base !== null) this.bases.push({ depth: this.stack.length, base });
    if (this.item === null) {
      if (name.role === "item") this.startItem(attributes);
      else if (name.role === "channel") this.isFeed = "yes";
    } else if (this.stack.length === this.itemDepth + 1) {
      this.startField(name, close + 1, attributes, selfClosing);
    }
    if (selfClosing || (name.role === "void" && this.item !== null)) this.endEmpty(base !== null);
    else {
      this.stack.push(name);
      name.open++;
    }
    return close + 1;
  }

  /** An element without content: nothing stays open, and an empty item is an item. */
  private endEmpty(hadBase: boolean): void {
    if (hadBase) this.bases.pop();
    if (this.item !== null && this.itemDepth === this.stack.length) this.endItem();
  }

  private readEndTag(open: number): number {
    const nameEnd = this.nameEnd(open + 2);
    const name = this.names.get(this.text.slice(open + 2, nameEnd));
    if (name !== undefined && name.open > 0) {
      // Whatever was left open inside ends here.
      let depth = this.stack.length - 1;
      while (depth > 0 && this.stack[depth] !== name) depth--;
      this.closeTo(depth, open);
    }
    return nameEnd;
  }

  private nameEnd(from: number): number {
    const { text } = this;
    let at = from;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code <= 32 || code === GREATER || code === SLASH || code === LESS) break;
    }
    return at;
  }

  /** Index of the `>` that ends a start tag, minding quotes; -1 when the next tag begins before. */
  private tagEnd(from: number): number {
    const { text } = this;
    let quote = 0;
    let inQuotes = -1;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === GREATER) {
        if (quote === 0) return at;
        if (inQuotes < 0) inQuotes = at;
      } else if (code === LESS) {
        return inQuotes;
      } else if (code === quote) {
        quote = 0;
      } else if (quote === 0 && (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) && this.followsEquals(at)) {
        quote = code;
      }
    }
    return inQuotes;
  }

  private followsEquals(quote: number): boolean {
    let at = quote - 1;
    while (this.text.charCodeAt(at) === 32) at--;
    return this.text.charCodeAt(at) === EQUALS;
  }

  /** Pages and other XML are told from feeds by the first element that says it; stray markup before the feed is passed over. */
  private enterRoot(raw: string, attributes: string): boolean {
    const colon = raw.indexOf(":");
    const local = raw.slice(colon + 1).toLowerCase();
    const isFirst = !this.sawElement;
    this.sawElement = true;
    if (local === "html" || local === "head" || local === "body") {
      this.isFeed = "no";
      return false;
    }
    const isRoot = local === "rss" || local === "feed" || local === "rdf";
    const isFragment = isFirst && (local === "channel" || local === "item" || local === "entry");
    if (!isRoot && !isFragment) return false;
    this.isFeed = local === "rdf" ? "maybe" : "yes";
    this.rootPrefix = colon < 0 ? "" : raw.slice(0, colon).toLowerCase();
    this.declare(attributes);
    return true;
  }

  private declare(attributes: string): void {
    if (!attributes.includes("xmlns:")) return;
    for (const [name, value] of readAttributes(attributes)) {
      const prefix = name.startsWith("xmlns:") ? name.slice(6) : "";
      if (prefix !== "" && !this.prefixes.has(prefix)) this.prefixes.set(prefix, vocabularyOf(value));
    }
  }

  private intern(raw: string): ElementName {
    const known = this.names.get(raw);
    if (known !== undefined) return known;
    const lower = raw.toLowerCase();
    const name = (lower === raw ? undefined : this.names.get(lower)) ?? readName(raw, this.prefixes, this.rootPrefix);
    if (this.names.size < MAX_NAMES) this.names.set(raw, name).set(lower, name);
    return name;
  }

  /** Ends elements that the document forgot to end before an element that cannot stand inside them. */
  private closeUnclosed(name: ElementName, position: number): void {
    const { field, stack } = this;
    const child = stack[this.itemDepth + 1];
    if (name.role === "item" && !name.foreign) {
      const isContent = child !== undefined && (child.foreign || child.local === "content" || child.local === "source");
      if (!isContent) this.closeTo(this.itemDepth, position);
    } else if (!name.foreign && name.role !== "other" && name.role !== "void") {
      if (field !== null) this.closeTo(field.depth, position);
      else if (child?.local === "description" && stack.length === this.itemDepth + 2)
        this.closeTo(this.itemDepth + 1, position);
    }
  }

  private startItem(attributes: string): void {
    this.isFeed = "yes";
    this.declare(attributes);
    const about = attributes.includes("about") ? (readAttributes(attributes).get("rdf:about") ?? "") : "";
    this.item = new FeedItemBuilder(about.trim());
    this.itemDepth = this.stack.length;
  }

  private startField(name: ElementName, start: number, attributes: string, selfClosing: boolean): void {
    if (name.role === "link" && attributes !== "" && this.addLinkAttributes(name, readAttributes(attributes))) return;
    if (selfClosing || (name.role !== "title" && name.role !== "link" && name.role !== "id" && name.role !== "date"))
      return;
    this.field = { name, depth: this.stack.length, start, attributes };
  }

  /** @returns false when the address is the element's text */
  private addLinkAttributes(name: ElementName, attributes: Attributes): boolean {
    const href = attributes.get("href") ?? attributes.get("rdf:resource") ?? attributes.get("url");
    if (href === undefined) return false;
    this.item?.addLink(this.resolve(href.trim()), linkRank(name.rank, attributes));
    return true;
  }

  /** Ends every element from the innermost down to the one at `depth`. */
  private closeTo(depth: number, position: number): void {
    while (this.stack.length > depth) {
      const name = this.stack.pop();
      if (name !== undefined) name.open--;
      if (this.field !== null && this.field.depth === this.stack.length) this.endField(this.field, position);
      if (this.item !== null && this.itemDepth === this.stack.length) this.endItem();
      while ((this.bases.at(-1)?.depth ?? -1) >= this.stack.length) this.bases.pop();
    }
  }

  private endField(field: OpenField, position: number): void {
    const { item } = this;
    this.field = null;
    if (item === null) return;
    const { role, rank } = field.name;
    const raw = this.text.slice(field.start, position);
    if (role === "title") item.addTitle(titleText(raw, readAttributes(field.attributes)), rank);
    else if (role === "date") item.addDate(elementText(raw), rank);
    else {
      // In CDATA many feeds escape `&` once more; no address holds a literal `&amp;`.
      const address = elementText(raw).replaceAll("&amp;", "&").trim();
      if (role === "link") item.addLink(this.resolve(address), rank);
      else item.addGuid(this.resolve(address), !/ispermalink\s*=\s*["']?\s*false/i.test(field.attributes));
    }
  }

  private endItem(): void {
    if (this.item !== null) this.items.push(this.item.build());
    this.item = null;
    this.field = null;
  }

  private baseFrom(attributes: string): string | null {
    const value = readAttributes(attributes).get("xml:base")?.trim();
    return value === undefined || value === "" ? null : this.resolve(value);
  }

  /** Relative addresses are resolved by `xml:base` (RFC 3986 §5), and kept where there is none. */
  private resolve(address: string): string {
    const base = this.bases.at(-1)?.base;
    if (base === undefined || address === "" || /^[a-z][a-z0-9+.-]*:/i.test(address) || !isHttpAddress(base))
      return address;
    try {
      return new URL(address, base).href;
    } catch {
      return address;
    }
  }
}

/** `alternate` in HTML is the article; what else points to it is a last resort, and what does not is none. */
function linkRank(rank: number, attributes: Attributes): number {
  const relation = attributes.get("rel")?.trim().toLowerCase().replace(/^.*\//, "") ?? "";
  const type = attributes.get("type")?.toLowerCase() ?? "";
  if (relation === "alternate" || relation === "") return type === "" || type.includes("html") ? rank : rank - 5;
  return relation === "related" || relation === "via" ? 5 : relation === "self" ? 3 : -1;
}
