import { CutCounter } from "../model/cuts";
import type { FeedItem, SourceFailure } from "../model/model";
import { binaryFailure } from "../text/binary";
import { withoutControlBytes } from "../text/controls";
import { declaresUtf8, decodeBytes } from "../text/decode";
import { mayBeDoubleUtf8 } from "../text/doubleUtf8";
import type { FeedDetail } from "../model/parseJob";
import { feedInPage } from "./feedInPage";
import { readJsonFeed } from "./jsonFeed";
import { readXmlFeed } from "./xmlFeed";

export type FeedOutcome =
  /**
   * `home`: the address of the site, as written; empty when there is none. `isBase`: relative addresses are relative to it.
   * `holdsSeconds`: for so long, the feed says, it is the newest there is.
   */
  | {
      readonly ok: true;
      readonly items: readonly FeedItem[];
      readonly home: string;
      readonly isBase: boolean;
      readonly holdsSeconds?: number;
    }
  | {
      readonly ok: false;
      readonly failure: Extract<SourceFailure, { code: "empty" | "binary" | "notFeed" | "truncated" }>;
    };

/**
 * Reads a feed of any format: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, JSON Feed, also inside a page that is
 * nothing else. Lenient for each item; never throws.
 *
 * @param contentType value of the HTTP header, for its charset only: what the document is shows in the document
 * @param options.isCut only the beginning of the document came: an item that was cut in two is left out, unless it is the only one
 * @param cuts counts what is read in part
 * @returns the items in the feed's order; a feed without items is a feed, unless it was cut short before the first
 */
export function parseFeed(
  bytes: Uint8Array,
  options: { readonly contentType?: string | null; readonly detail?: FeedDetail; readonly isCut?: boolean } = {},
  cuts: CutCounter = new CutCounter(),
): FeedOutcome {
  const failure = binaryFailure(bytes);
  if (failure !== null) return { ok: false, failure };
  const isUtf8 = declaresUtf8(bytes, options.contentType, "xml") && !mayBeDoubleUtf8(bytes);
  const document = isUtf8 ? withoutControlBytes(bytes) : inUtf8(bytes, options.contentType);
  const first = document.find((byte) => byte > BLANK && !BYTE_ORDER_MARK.includes(byte));
  if (first === undefined) return { ok: false, failure: { code: "empty" } };
  const { detail, isCut = false } = options;
  const text = first === BRACE ? decodeBytes(bytes, options.contentType, "json") : null;
  const json = text === null ? null : readJsonFeed(text, { detail, isCut, cuts });
  if (json !== null) return { ok: true, ...json, isBase: true };
  let feed = readXmlFeed(document, detail, cuts, isCut);
  // It says UTF-8 or nothing, and is something else.
  if (feed.isBroken) {
    cuts.clear();
    feed = readXmlFeed(inUtf8(bytes, options.contentType), detail, cuts, isCut);
  }
  if (feed.items === null) {
    cuts.clear();
    const inner = feedInPage(decodeBytes(bytes, options.contentType, "html"));
    const quoted = inner?.startsWith("{") === true ? readJsonFeed(inner, { detail, isCut, cuts }) : null;
    if (quoted !== null) return { ok: true, ...quoted, isBase: true };
    if (inner !== null) feed = readXmlFeed(new TextEncoder().encode(inner), detail, cuts, isCut);
  }
  if (feed.items === null) return { ok: false, failure: { code: "notFeed" } };
  // What was read of it counts; where that is nothing, nobody would learn why.
  if (feed.items.length === 0 && feed.isCut) return { ok: false, failure: { code: "truncated" } };
  const { items, home, isBase, holdsSeconds } = feed;
  return { ok: true, items, home, isBase, ...(holdsSeconds === null ? {} : { holdsSeconds }) };
}

const BLANK = 32;
const BRACE = 123;
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

function inUtf8(bytes: Uint8Array, contentType: string | null | undefined): Uint8Array {
  return new TextEncoder().encode(decodeBytes(bytes, contentType, "xml"));
}
