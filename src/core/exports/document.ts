import { isOnion } from "../urls/onion";

/** A piece of a line: text, or a text that leads somewhere. */
export type Inline = string | { readonly text: string; readonly url: string };

/** One line. White space in it is folded and what is invisible goes when it is written, so that any text may stand in it. */
export type Line = string | readonly Inline[];

/** A part of a document. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: Line }
  | { readonly kind: "paragraph"; readonly lines: readonly Line[] }
  | { readonly kind: "list"; readonly items: readonly Line[] }
  | {
      readonly kind: "table";
      readonly columns: readonly string[];
      /** How wide columns are next to each other; all alike where nothing is said. */
      readonly widths?: readonly number[];
      /** A cell has lines. */
      readonly rows: readonly (readonly (readonly Line[])[])[];
    };

/** A document before it has a format. Its texts may be foreign: each writer sees to it that they stay text. */
export interface TextDocument {
  readonly title: string;
  readonly created: Date;
  /** At the top and the bottom of each page, where the format has pages; the number of the page comes by itself. */
  readonly header?: string;
  readonly footer?: string;
  readonly blocks: readonly Block[];
}

/** Where a link may lead: a page of the web. An onion service is none, since a click would tell the network what is read. */
export function isLinkable(url: string): boolean {
  return /^https?:\/\/[^\s<>\\]+$/i.test(url) && URL.canParse(url) && !isOnion(new URL(url).hostname);
}

/** The pieces of a line. */
export function inlinesOf(line: Line): readonly Inline[] {
  return typeof line === "string" ? [line] : line;
}
