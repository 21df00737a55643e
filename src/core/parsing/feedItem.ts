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
import { firstUnits, shortText, withoutCutEnd } from "../text/beginning";
import { GUID_RANK } from "./feedLinks";
import { CHANGE_RANK } from "./feedNames";
import { type Attributes, longText } from "../text/xmlText";
import { isNoHeadline, openingOfMarkup } from "./entryHeadline";
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
  private readonly unread: (() => readonly [raw: string, attributes: Attributes])[] = [];
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

  /** A text that is read only where there is no headline. */
  addUnread(read: () => readonly [raw: string, attributes: Attributes]): void {
    this.unread.push(read);
  }

  addCategory(text: string): void {
    // One more than may be: by it it is known that there are too many.
    if (text !== "" && this.categories.size <= MAX_CATEGORIES) this.categories.add(text);
  }

  addDate(text: string, rank: number): void {
    if (text !== "") this.dates.push({ text, rank });
  }

  get isEmpty(): boolean {
    return this.titleRank === 0 && this.linkRank === 0 && this.guid === "";
  }

  build(detail: FeedDetail): FeedItem {
    const guidStandsIn = this.linkRank < GUID_RANK && this.guidIsLink && /^(?:https?:\/)?\/[^\s/]/i.test(this.guid);
    const modified = this.modified();
    return {
      title: this.headline(),
      link: guidStandsIn ? this.guid : this.link,
      guid: this.guid,
      published: this.published(),
      ...(modified === null ? {} : { modified }),
      ...(this.original === "" ? {} : { original: this.original }),
      ...(detail === "headline" ? {} : this.texts(detail)),
    };
  }

  private headline(): string {
    if (!isNoHeadline(this.title, this.guid, this.link)) return this.title;
    const known = [this.summary, this.content].flatMap((text) =>
      text === null ? [] : [() => [text.raw, text.attributes] as const],
    );
    for (const read of [...known, ...this.unread]) {
      const [raw, attributes] = read();
      const opening = openingOfMarkup(shortened(raw, MAX_SUMMARY_MARKUP_CHARACTERS), attributes);
      if (opening !== "") return opening;
    }
    return this.title;
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

  /** The latest of those that tell of a change. */
  private modified(): string | null {
    let latest: string | null = null;
    for (const { text, rank } of this.dates) {
      const date = rank === CHANGE_RANK ? parseFeedDate(text) : null;
      if (date !== null && (latest === null || date > latest)) latest = date;
    }
    return latest;
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
  const short = shortText(summary, MAX_SUMMARY_CHARACTERS);
  const whole = firstUnits(content, MAX_CONTENT_CHARACTERS);
  const names = categories.slice(0, MAX_CATEGORIES).map((one) => shortText(one, MAX_CATEGORY_CHARACTERS));
  const kept = names.filter((name) => name !== "");
  return {
    ...(short === "" ? {} : { summary: short }),
    ...(whole === "" ? {} : { content: whole }),
    ...(kept.length === 0 ? {} : { categories: kept }),
    ...(body.trim() === "" ? {} : { body }),
  };
}

/** @param length of the markup that is looked at */
function plain(text: RawText | null, length: number): string {
  if (text === null) return "";
  const { raw, attributes } = text;
  if (raw.length <= length) return longText(raw, attributes);
  // A tag that was cut shows as text where the markup was escaped.
  return withoutCutEnd(longText(shortened(raw, length), attributes).replace(/<[a-z/!][^<>]*$/i, ""));
}

/** The beginning of a markup, without a tag that does not end. */
function shortened(raw: string, length: number): string {
  return raw.length > length ? raw.slice(0, length).replace(/<[^>]*$/, "") : raw;
}
