import type { Cuts } from "./cuts";
import type { SourceFailure, SourceKind } from "./model";
import type { Indicator } from "./indicators";

/** What the parser is given: one answer of a source, whole. Survives `postMessage`. */
export interface ParseJob {
  readonly kind: SourceKind;
  readonly bytes: Uint8Array;
  /** Value of the HTTP header, or null. */
  readonly contentType: string | null;
  /** The answer was longer, and cut when it came. */
  readonly isCut?: true;
  /** Where the bytes came from, after redirects. */
  readonly url: string;
  /** Of a page, only links inside what this CSS selector finds. */
  readonly select?: string;
  /** How much of a feed's entries is read; the headline alone when left out. */
  readonly detail?: FeedDetail;
  /** Instead of the links of a page: its text, or the places where it holds names. */
  readonly read?: "text" | "page" | "article" | { readonly hits: readonly string[] } | { readonly extract: Extract };
}

/** What a job of the user's own takes out of a page. */
export interface Extract {
  /** What comes of it: articles (fields `title`, `url`, `published`, `summary`), or rows of any fields. */
  readonly as: "articles" | "rows";
  /** A CSS selector: each hit is an item. */
  readonly select: string;
  readonly fields: readonly (readonly [name: string, rule: ExtractField])[];
  /** Terms: items in whose text one is found are left out. */
  readonly exclude: readonly string[];
  /** Names to look for in the text of an item, with their case. */
  readonly names: readonly string[];
}

export interface ExtractField {
  /** A CSS selector inside the item; empty for the item itself. */
  readonly from: string;
  /** An attribute of what is found in place of its text; empty for the text. */
  readonly attribute: string;
  /** An expression in the syntax of RE2: its first group counts, or all it finds where it has none. Empty: all of the text. */
  readonly pattern: string;
}

/** An item of a page, as a row. */
export interface ParsedRow {
  /** Plain text in one line each, in the order of the fields; empty where the item lacks it. */
  readonly values: readonly string[];
  /** Those of the names that its text holds. */
  readonly names: readonly string[];
}

export type ParseOutcome =
  | {
      readonly ok: true;
      readonly items: readonly ParsedItem[];
      /** What of it was left out or read in part; left out when nothing was. */
      readonly cuts?: Cuts;
      /** For so long, a feed says, it is the newest there is. */
      readonly holdsSeconds?: number;
      /** What a feed or a page calls itself, as plain text; left out where it does not say. */
      readonly title?: string;
      /** Where a feed says that its site is: an absolute http(s) address. */
      readonly site?: string;
      /** Of a page whose text was asked for. */
      readonly text?: string;
      /** Of a page that was asked for whole: its source, as far as it is handed on. */
      readonly html?: string;
      /** Of its text beyond the longest that is kept, a checksum; left out when there is nothing. */
      readonly rest?: string;
      /** Of a page whose article was asked for. */
      readonly article?: ArticleText;
      /** Of a page in which names were to be found. */
      readonly hits?: readonly PageHit[];
      /** Of a page of which rows were asked for. */
      readonly rows?: readonly ParsedRow[];
    }
  | { readonly ok: false; readonly failure: SourceFailure };

/** One entry of a feed or one link of a page. */
export interface ParsedItem {
  /** Plain text, never empty. */
  readonly title: string;
  /** Absolute http(s) address, as published where it was published absolute; of what a redirector leads to. */
  readonly url: string;
  /** The entry has no address: `url` is that of the feed's site. */
  readonly ownAddress?: false;
  /** As written in the source. */
  readonly href: string;
  /** Empty for pages. */
  readonly guid: string;
  /** ISO 8601 UTC, or null. */
  readonly published: string | null;
  /** When it was changed last, where the feed says so: ISO 8601 UTC. */
  readonly modified?: string;
  /** What the feed says beyond that; left out where it was not asked for or there is nothing. */
  readonly summary?: string;
  readonly content?: string;
  readonly categories?: readonly string[];
  readonly indicators?: readonly Indicator[];
}

/** The text of an article without what stands around it. Plain text throughout. */
export interface ArticleText {
  readonly language: "de" | "en";
  /** What says most of it, in its order. */
  readonly sentences: readonly string[];
  readonly paragraphs: readonly string[];
  /** Why there are none, where the page says so or shows something else in its place. */
  readonly withheld?: "payment" | "consent";
  /** There is more text than is kept, or than the sentences were chosen from. */
  readonly isCut?: boolean;
}

/** How much of an entry is read: its headline alone, what it is about as well, or its whole text too. */
export type FeedDetail = "headline" | "summary" | "content";

/** The first place where a page holds a name. */
export interface PageHit {
  readonly name: string;
  /** 35 characters before the name. */
  readonly before: string;
  /** 35 characters from its beginning, so that a longer name is cut. */
  readonly from: string;
}
