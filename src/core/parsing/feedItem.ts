import {
  MAX_CATEGORIES,
  MAX_CATEGORY_CHARACTERS,
  MAX_CONTENT_CHARACTERS,
  MAX_SUMMARY_CHARACTERS,
  MAX_SUMMARY_MARKUP_CHARACTERS,
} from "../limits";
import type { CutCounter } from "../model/cuts";
import type { FeedItem } from "../model/model";
import { parseFeedDate } from "../text/dates";
import { firstUnits, shortText } from "../text/plainText";
import { type Attributes, longText } from "../text/xmlText";
import type { FeedDetail } from "../model/parseJob";

interface RawText {
  readonly raw: string;
  readonly attributes: Attributes;
  readonly rank: number;
  /** More stands in the feed. */
  readonly isCut: boolean;
}

/** Gathers what one item says, in whatever order, and decides in the end. */
export class FeedItemBuilder {
  private title = "";
  private titleRank = 0;
  private link = "";
  private linkRank = 0;
  private guidIsLink = true;
  private original = "";
  private summary: RawText | null = null;
  private content: RawText | null = null;
  private readonly categories = new Set<string>();
  private readonly dates: { readonly text: string; readonly rank: number }[] = [];

  /** @param guid what the item's own element gives as identifier (`rdf:about`) */
  constructor(
    private guid: string,
    private readonly cuts: CutCounter,
  ) {}

  /** Plain text. The first title of the highest rank stays. */
  addTitle(title: string, rank: number): void {
    if (title === "" || rank <= this.titleRank) return;
    this.title = title;
    this.titleRank = rank;
  }

  /** The first link of the highest rank stays. A rank below `GUID_RANK` only counts without a better one. */
  addLink(link: string, rank: number): void {
    if (link === "" || rank <= this.linkRank) return;
    this.link = link;
    this.linkRank = rank;
  }

  /** @param isLink false when the feed says that the identifier is no address */
  addGuid(guid: string, isLink: boolean): void {
    if (guid === "") return;
    this.guid = guid;
    this.guidIsLink = isLink;
  }

  /** The address behind one that counts readers. The first stays. */
  addOriginal(address: string): void {
    if (this.original === "") this.original = address;
  }

  /** As it stands there, short or whole. The first of the highest rank stays. */
  addText(whole: boolean, raw: string, attributes: Attributes, rank: number, isCut: boolean): void {
    const known = whole ? this.content : this.summary;
    if (raw.trim() === "" || (known !== null && rank <= known.rank)) return;
    if (whole) this.content = { raw, attributes, rank, isCut };
    else this.summary = { raw, attributes, rank, isCut };
  }

  addCategory(text: string): void {
    // One more than may be, and one character: by them it is known that there are too many.
    if (text !== "" && this.categories.size <= MAX_CATEGORIES)
      this.categories.add(firstUnits(text, MAX_CATEGORY_CHARACTERS + 1));
  }

  addDate(text: string, rank: number): void {
    if (text !== "") this.dates.push({ text, rank });
  }

  get isEmpty(): boolean {
    return this.titleRank === 0 && this.linkRank === 0 && this.guid === "";
  }

  build(detail: FeedDetail): FeedItem {
    const guidStandsIn = this.linkRank < GUID_RANK && this.guidIsLink && /^(?:https?:\/)?\/[^\s/]/i.test(this.guid);
    return {
      title: this.title,
      link: guidStandsIn ? this.guid : this.link,
      guid: this.guid,
      published: this.published(),
      ...(this.original === "" ? {} : { original: this.original }),
      ...(detail === "headline" ? {} : this.texts(detail)),
    };
  }

  /** Made into plain text only as far as it is wanted: that takes longer than all the rest. */
  private texts(detail: FeedDetail): ReturnType<typeof feedTexts> {
    const { summary, content } = this;
    const shown = summary ?? content;
    const short = plain(shown, MAX_SUMMARY_MARKUP_CHARACTERS);
    const goesOn = short !== "" && shown !== null && shown.raw.length > MAX_SUMMARY_MARKUP_CHARACTERS;
    const found = {
      summary: goesOn ? `${short}…` : short,
      content: detail === "content" ? plain(content ?? summary, Number.POSITIVE_INFINITY) : "",
      categories: [...this.categories],
      body: `${summary?.raw ?? ""}\n${content?.raw ?? ""}`,
      isCut: summary?.isCut === true || content?.isCut === true,
    };
    return feedTexts(found, this.cuts);
  }

  /** The last readable date of the highest rank. */
  private published(): string | null {
    const ranked = this.dates.length > 1 ? this.dates.toReversed().sort((a, b) => b.rank - a.rank) : this.dates;
    for (const { text } of ranked) {
      const date = parseFeedDate(text);
      if (date !== null) return date;
    }
    return null;
  }
}

/** What an entry says beyond its headline, as plain text. */
interface FoundTexts {
  readonly summary: string;
  readonly content: string;
  readonly categories: readonly string[];
  /** All of it as it stands in the feed. */
  readonly body: string;
  /** More stands there than was looked at. */
  readonly isCut: boolean;
}

/** What is there of them, within their limits. */
export function feedTexts(
  { summary, content, categories, body, isCut }: FoundTexts,
  cuts: CutCounter,
): Pick<FeedItem, "summary" | "content" | "categories" | "body"> {
  if (isCut || content.length > MAX_CONTENT_CHARACTERS) cuts.add("text");
  if (categories.length > MAX_CATEGORIES || categories.some((one) => one.length > MAX_CATEGORY_CHARACTERS))
    cuts.add("categories");
  return {
    ...(summary === "" ? {} : { summary: shortText(summary, MAX_SUMMARY_CHARACTERS) }),
    ...(content === "" ? {} : { content: firstUnits(content, MAX_CONTENT_CHARACTERS) }),
    ...(categories.length === 0
      ? {}
      : { categories: categories.slice(0, MAX_CATEGORIES).map((one) => shortText(one, MAX_CATEGORY_CHARACTERS)) }),
    ...(body.trim() === "" ? {} : { body }),
  };
}

/** @param length of the markup that is looked at */
function plain(text: RawText | null, length: number): string {
  if (text === null) return "";
  const { raw, attributes } = text;
  return longText(raw.length > length ? raw.slice(0, length).replace(/<[^>]*$/, "") : raw, attributes);
}

/** Links ranked below this one are a last resort, after the identifier. */
const GUID_RANK = 10;
