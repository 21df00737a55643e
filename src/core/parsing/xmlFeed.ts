import { MAX_ADDRESS_CHARACTERS, MAX_FEED_FIELD_BYTES } from "../limits";
import { CutCounter } from "../model/cuts";
import type { FeedItem } from "../model/model";
import { FeedItemBuilder } from "./feedItem";
import type { FeedDetail } from "../model/parseJob";
import { FeedPolling } from "./feedPolling";
import { type ElementName, MEDIA_RANK } from "./feedNames";
import { FILE_RANK, isPicture, linkRank } from "./feedLinks";
import { MarkupBytes } from "./markupBytes";
import { NameScopes } from "./nameScopes";
import { BaseStack } from "./xmlBase";
import { languageOf, preferredRank, primary } from "./preferredLink";
import { XmlSkipper } from "./xmlSkip";
import { foldSpace } from "../text/plainText";
import { XmlTags } from "./xmlTags";
import { type Attributes, elementText, readAttributes, titleText } from "../text/xmlText";

interface XmlFeed {
  /** In the feed's order; null when the document is no feed. */
  readonly items: readonly FeedItem[] | null;
  /** The address of the site, as written; empty when there is none. */
  readonly home: string;
  /** Whether addresses are relative to that: RSS leaves it open, and Atom has `xml:base` and the feed's own. */
  readonly isBase: boolean;
  /** Text that was to be read is not UTF-8: the rest was not read. */
  readonly isBroken: boolean;
  /** It ended inside of an element. */
  readonly isCut: boolean;
  /** For how long it says that it holds; null when it says nothing. */
  readonly holdsSeconds: number | null;
}

/**
 * Reads RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0 in one pass, without building a tree. It is no XML parser: what is not
 * well-formed is read as far as it makes sense, a DTD is passed over, no entity is ever defined. Time and memory grow with
 * the length of the document, whatever stands in it.
 *
 * @param bytes in UTF-8
 * @param detail how much of an entry is read beside title, address and date
 * @param cuts counts what is read in part
 * @param isCut we have cut it ourselves: an entry that is not whole comes whole another time
 */
export function readXmlFeed(
  bytes: Uint8Array,
  detail: FeedDetail = "headline",
  cuts: CutCounter = new CutCounter(),
  isCut = false,
): XmlFeed {
  return new XmlFeedReader(new MarkupBytes(bytes), detail, cuts).read(isCut);
}

/** Behind a start tag: enough for a number or a word, with blanks and `CDATA` around. */
const POLLING_BYTES = 64;
const LANGUAGE_BYTES = 20;

/** The element of an item whose text is being read. */
interface OpenField {
  readonly name: ElementName;
  /** Number of elements around it. */
  readonly depth: number;
  /** Where its text begins. */
  readonly start: number;
  readonly attributes: string;
}

const NO_ATTRIBUTES: Attributes = new Map();
const BANG = 33;
const SLASH = 47;
const LESS = 60;
const QUESTION = 63;

/** Above the identifier, below every element that gives an address. */
const CDF_RANK = 12;

class XmlFeedReader {
  private readonly bytes: Uint8Array;
  private readonly skipper: XmlSkipper;
  private readonly items: FeedItem[] = [];
  private readonly stack: ElementName[] = [];
  private readonly tags: XmlTags;
  private scopes: NameScopes;
  /** `maybe`: RDF is a feed only if it holds a channel or an item. */
  private isFeed: "unknown" | "no" | "maybe" | "yes" = "unknown";
  private sawElement = false;
  /** What the feed, and the entry that is being read, say of their language; empty for nothing. */
  private language = "";
  private itemLanguage = "";
  private item: FeedItemBuilder | null = null;
  private itemDepth = 0;
  private field: OpenField | null = null;
  private readonly bases: BaseStack;
  private readonly polling = new FeedPolling();
  private home = "";
  private isBase = false;

  constructor(
    private readonly document: MarkupBytes,
    private readonly detail: FeedDetail,
    private readonly cuts: CutCounter,
  ) {
    this.bytes = document.bytes;
    this.skipper = new XmlSkipper(document);
    this.tags = new XmlTags(document);
    this.scopes = new NameScopes("", "", NO_ATTRIBUTES, cuts);
    this.bases = new BaseStack(cuts);
  }

  read(isCut: boolean): XmlFeed {
    const { bytes, document } = this;
    let at = bytes.indexOf(LESS);
    while (at >= 0 && this.isFeed !== "no" && !document.hasBrokenText) {
      const next = bytes[at + 1];
      let end: number;
      if (next === SLASH) end = this.readEndTag(at);
      else if (next === BANG) end = this.skipper.skipDeclaration(at);
      else if (next === QUESTION) end = this.skipper.skipInstruction(at);
      else end = this.readStartTag(at);
      at = bytes.indexOf(LESS, end);
    }
    // A document cut short: what the last item has said so far counts, a field cut in two does not.
    const isLeftOut = isCut && this.items.length > 0;
    if (this.item !== null && !this.item.isEmpty && !isLeftOut) this.items.push(this.item.build(this.detail));
    return {
      items: this.isFeed === "yes" ? this.items : null,
      home: this.home,
      isBase: this.isBase,
      isBroken: document.hasBrokenText,
      isCut: this.stack.length > 0,
      holdsSeconds: this.polling.seconds(),
    };
  }

  /** @returns where to go on */
  private readStartTag(open: number): number {
    const nameEnd = this.tags.nameEnd(open + 1);
    if (nameEnd === open + 1) return nameEnd;
    const close = this.tags.tagEnd(nameEnd);
    if (close < 0) return nameEnd;
    const selfClosing = this.bytes[close - 1] === SLASH;
    const attributesEnd = selfClosing ? close - 1 : close;
    if (this.isFeed === "unknown" && !this.enterRoot(open + 1, nameEnd, attributesEnd)) return close + 1;
    if (this.tags.hasNamespace && this.stack.length > 0) this.enterScope(open + 1, nameEnd, attributesEnd);
    const name = this.scopes.names.find(this.bytes, open + 1, nameEnd);
    if (this.item !== null) this.closeUnclosed(name, open);
    if (this.tags.hasBase) {
      const attributes = readAttributes(this.document.text(nameEnd, attributesEnd));
      this.bases.push(this.stack.length, attributes.get("xml:base")?.trim() ?? "");
    }
    if (this.item === null) {
      if (name.role === "item") this.startItem(this.document.text(nameEnd, attributesEnd));
      else if (name.role === "channel") this.isFeed = "yes";
      else if (name.role === "link" && this.home === "")
        this.readHome(close, this.document.text(nameEnd, attributesEnd));
      else if (name.local === "language")
        this.language ||= primary(this.document.text(close + 1, close + 1 + LANGUAGE_BYTES));
      else if (FeedPolling.isAbout(name.local)) {
        this.polling.add(name.local, this.document.text(close + 1, close + 1 + POLLING_BYTES));
      }
    } else if (this.isRead(name) && (this.stack.length === this.itemDepth + 1 || isMediaTitle(name))) {
      this.startField(name, close + 1, this.document.text(nameEnd, attributesEnd), selfClosing);
    }
    if (selfClosing || (isVoid(name) && this.item !== null)) this.endEmpty();
    else {
      this.stack.push(name);
      name.open++;
    }
    return close + 1;
  }

  /** An element without content: nothing stays open, and an empty item is an item. */
  private endEmpty(): void {
    this.endElement();
    if (this.item !== null && this.itemDepth === this.stack.length) this.endItem();
  }

  private readEndTag(open: number): number {
    const nameEnd = this.tags.nameEnd(open + 2);
    const { scopes, bytes } = this;
    const name = scopes.isNested ? scopes.ended(bytes, open + 2, nameEnd) : scopes.names.find(bytes, open + 2, nameEnd);
    if (name.open > 0) {
      // Whatever was left open inside ends here.
      let depth = this.stack.length - 1;
      while (depth > 0 && this.stack[depth] !== name) depth--;
      this.closeTo(depth, open);
    }
    return nameEnd;
  }

  /** Pages and other XML are told from feeds by the first element that says it; stray markup before the feed is passed over. */
  private enterRoot(nameStart: number, nameEnd: number, attributesEnd: number): boolean {
    const raw = this.document.text(nameStart, nameEnd).toLowerCase();
    const colon = raw.indexOf(":");
    const local = raw.slice(colon + 1);
    const isFirst = !this.sawElement;
    this.sawElement = true;
    if (local === "html" || local === "head" || local === "body") this.isFeed = "no";
    const isRoot = local === "rss" || local === "feed" || local === "rdf";
    const isFragment = isFirst && (local === "channel" || local === "item" || local === "entry");
    if (!isRoot && !isFragment) return false;
    this.isFeed = local === "rdf" ? "maybe" : "yes";
    const attributes = readAttributes(this.document.text(nameEnd, attributesEnd));
    this.scopes = new NameScopes(colon < 0 ? "" : raw.slice(0, colon), local, attributes, this.cuts);
    this.language = languageOf(attributes);
    return true;
  }

  private enterScope(nameStart: number, nameEnd: number, attributesEnd: number): void {
    const name = this.document.text(nameStart, nameEnd).toLowerCase();
    this.scopes.enter(name, this.document.text(nameEnd, attributesEnd), this.stack.length);
  }

  /** Ends elements that the document forgot to end before an element that cannot stand inside them. */
  private closeUnclosed(name: ElementName, position: number): void {
    const { field, stack } = this;
    const child = stack[this.itemDepth + 1];
    if (name.role === "item" && !name.foreign) {
      const isContent = child !== undefined && (child.foreign || child.local === "content" || child.local === "source");
      if (!isContent) this.closeTo(this.itemDepth, position);
    } else if (!name.foreign && name.role !== "other" && !isVoid(name)) {
      if (field !== null && !isText(field.name)) this.closeTo(field.depth, position);
      else if (child?.local === "description" && stack.length === this.itemDepth + 2)
        this.closeTo(this.itemDepth + 1, position);
    }
  }

  /** The link of a channel or of an Atom feed: an attribute, or what stands behind `close`. */
  private readHome(close: number, attributes: string): void {
    const parent = this.stack.at(-1)?.role;
    if (parent !== "channel" && parent !== "root") return;
    this.isBase = parent === "channel";
    const read = readAttributes(attributes);
    const href = read.get("href");
    if (href !== undefined) {
      if (linkRank(0, read) === 0) this.home = this.bases.resolve(href.trim());
      return;
    }
    const start = close + 1;
    const limit = this.characterStart(Math.min(start + MAX_ADDRESS_CHARACTERS, this.bytes.length));
    const next = this.bytes.indexOf(LESS, start);
    if (next > limit || next < 0) return;
    const isCdata = this.bytes[next + 1] === BANG;
    const written = this.document.text(start, isCdata ? limit : next);
    const end = isCdata ? written.search(/<\/|<(?!!\[CDATA\[)/) : written.length;
    this.home = this.bases.resolve(elementText(end < 0 ? "" : written.slice(0, end)).trim());
  }

  private startItem(attributes: string): void {
    this.isFeed = "yes";
    const read = readAttributes(attributes);
    this.itemLanguage = languageOf(read) || this.language;
    this.item = new FeedItemBuilder(read.get("rdf:about")?.trim() ?? "", this.cuts);
    // Channel Definition Format, the oldest of them all.
    this.item.addLink(read.get("href")?.trim() ?? "", CDF_RANK);
    this.item.addDate(read.get("lastmod") ?? "", CDF_RANK);
    this.itemDepth = this.stack.length;
  }

  private startField(name: ElementName, start: number, attributes: string, selfClosing: boolean): void {
    if (name.role === "link" && attributes !== "" && this.addLinkAttributes(name, readAttributes(attributes))) return;
    if (name.role === "enclosure") return this.addFile(readAttributes(attributes), "url");
    if (name.role === "content" && attributes !== "") this.addFile(readAttributes(attributes), "src");
    if (name.role === "category" && attributes !== "") this.addCategoryAttributes(readAttributes(attributes));
    if (selfClosing) return;
    this.field = { name, depth: this.stack.length, start, attributes };
  }

  /** @returns false when the address is the element's text */
  private addLinkAttributes(name: ElementName, attributes: Attributes): boolean {
    const href = attributes.get("href") ?? attributes.get("rdf:resource") ?? attributes.get("url");
    if (href === undefined) return false;
    const address = this.bases.resolve(href.trim());
    const rank = preferredRank(linkRank(name.rank, attributes), address, attributes.get("hreflang"), this.itemLanguage);
    this.item?.addLink(address, rank);
    return true;
  }

  private addFile(attributes: Attributes, name: "url" | "src"): void {
    const address = attributes.get(name)?.trim() ?? "";
    if (!isPicture(attributes, address)) this.item?.addLink(this.bases.resolve(address), FILE_RANK);
  }

  /** Atom has it in attributes (RFC 4287 §4.2.2), the label for people. */
  private addCategoryAttributes(attributes: Attributes): void {
    this.item?.addCategory(foldSpace(attributes.get("label") ?? attributes.get("term") ?? ""));
  }

  private isRead({ role }: ElementName): boolean {
    switch (role) {
      case "title":
      case "link":
      case "id":
      case "date":
      case "original":
      case "enclosure":
      case "summary":
      case "content":
        return true;
      case "category":
        return this.detail !== "headline";
      default:
        return false;
    }
  }

  /** Ends every element from the innermost down to the one at `depth`. */
  private closeTo(depth: number, position: number): void {
    while (this.stack.length > depth) {
      const name = this.stack.pop();
      if (name !== undefined) name.open--;
      if (this.field !== null && this.field.depth === this.stack.length) this.endField(this.field, position);
      if (this.item !== null && this.itemDepth === this.stack.length) this.endItem();
      this.endElement();
    }
  }

  /** What it has declared ends with it. */
  private endElement(): void {
    this.bases.closeTo(this.stack.length);
    if (this.scopes.isNested) this.scopes.closeTo(this.stack.length);
  }

  private endField(field: OpenField, position: number): void {
    const { item } = this;
    this.field = null;
    if (item === null) return;
    const { role, rank } = field.name;
    if (isText(field.name) && this.detail === "headline") {
      item.addUnread(() => [this.fieldText(field, position).raw, readAttributes(field.attributes)]);
      return;
    }
    const { raw, isCut } = this.fieldText(field, position);
    if (isText(field.name)) item.addText(role === "content", raw, readAttributes(field.attributes), rank, isCut);
    else if (role === "category") item.addCategory(foldSpace(elementText(raw)));
    else if (role === "title") item.addTitle(titleText(raw, readAttributes(field.attributes)), rank);
    else if (role === "date") item.addDate(elementText(raw), rank);
    else {
      // In CDATA many feeds escape `&` once more; no address holds a literal `&amp;`.
      const address = elementText(raw).replaceAll("&amp;", "&").trim();
      if (role === "link") item.addLink(this.bases.resolve(address), preferredRank(rank, address));
      else if (role === "original") item.addOriginal(this.bases.resolve(address));
      else item.addGuid(this.bases.resolve(address), !/ispermalink\s*=\s*(?:["']\s*)?false/i.test(field.attributes));
    }
  }

  private fieldText({ start }: OpenField, position: number): { readonly raw: string; readonly isCut: boolean } {
    const end = this.characterStart(Math.min(position, start + MAX_FEED_FIELD_BYTES));
    const isCut = end < position;
    const text = this.document.text(start, end);
    // What the cap cuts in two is no text.
    return { raw: isCut ? withoutOpenTag(text) : text, isCut };
  }

  /** Not in the middle of a character. */
  private characterStart(at: number): number {
    let start = at;
    while (start > 0 && ((this.bytes[start] ?? 0) & 0xc0) === 0x80) start--;
    return start;
  }

  private endItem(): void {
    if (this.item !== null) this.items.push(this.item.build(this.detail));
    this.item = null;
    this.field = null;
  }
}

function isText({ role }: ElementName): boolean {
  return role === "summary" || role === "content";
}

function isVoid({ role }: ElementName): boolean {
  return role === "void" || role === "enclosure";
}

/** `media:title` may stand deep inside `media:group`. */
function isMediaTitle({ role, rank }: ElementName): boolean {
  return role === "title" && rank === MEDIA_RANK;
}

/** Without a tag that does not end. */
function withoutOpenTag(text: string): string {
  const open = text.indexOf("<", text.lastIndexOf(">") + 1);
  return open === -1 ? text : text.slice(0, open);
}
