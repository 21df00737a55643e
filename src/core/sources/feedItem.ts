import type { FeedItem } from "../model";
import { parseFeedDate } from "./dates";

/** Gathers what one item says, in whatever order, and decides in the end. */
export class FeedItemBuilder {
  private title = "";
  private titleRank = 0;
  private link = "";
  private linkRank = 0;
  private guidIsLink = true;
  private original = "";
  private readonly dates: { readonly text: string; readonly rank: number }[] = [];

  /** @param guid what the item's own element gives as identifier (`rdf:about`) */
  constructor(private guid: string) {}

  /** Plain text. The first title of the highest rank stays. */
  addTitle(title: string, rank: number): void {
    if (title === "" || rank <= this.titleRank) return;
    this.title = title;
    this.titleRank = rank;
  }

  /** The last link of the highest rank stays, as in feedparser. A rank below `GUID_RANK` only counts without a better one. */
  addLink(link: string, rank: number): void {
    if (link === "" || rank < this.linkRank) return;
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

  addDate(text: string, rank: number): void {
    if (text !== "") this.dates.push({ text, rank });
  }

  get isEmpty(): boolean {
    return this.titleRank === 0 && this.linkRank === 0 && this.guid === "";
  }

  build(): FeedItem {
    const guidStandsIn = this.linkRank < GUID_RANK && this.guidIsLink && /^(?:https?:\/)?\/[^\s/]/i.test(this.guid);
    return {
      title: this.title,
      link: guidStandsIn ? this.guid : this.link,
      guid: this.guid,
      published: this.published(),
      ...(this.original === "" ? {} : { original: this.original }),
    };
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

/** Links ranked below this one are a last resort, after the identifier. */
export const GUID_RANK = 10;
