import type { CutCounter } from "../model/cuts";
import { htmlAttributes } from "../text/htmlAttributes";
import { htmlTags } from "../text/htmlTags";
import { type OpenLink, trustOf } from "./besideHeadings";
import { labelledLinks } from "./labelledLinks";
import { type CutLink, LinkCutter, escaped } from "./linkCutter";
import { isPhrase, wordCount } from "./linkWords";
import { PageParts } from "./pageParts";

/** What is left of a page for reading its links. */
interface PageContent {
  /** The links with what they hold, the headings around them, and in `data-sure`, `data-likely` and `data-faint` what stands beside them. */
  readonly markup: string;
  /** The first `<base href>` as written, or null. */
  readonly base: string | null;
}

/** A `<main>` with more articles than these is the list; with some it is where not many times as many stand outside of it. */
const MANY_ENTRIES = 5;
const FEW_ENTRIES = 2;
const TIMES_AS_MANY = 3;

/**
 * Cuts a page down to its links: those in its `<main>`s, with those in the rest of it where they hold nearly no articles, or all where
 * there is no `<main>`. linkedom's time grows with every node, and with the square of the nesting. A listing page of 1 MB is often less
 * than a tenth of it.
 *
 * @param cuts counts links that are read in part
 * @param isWhole all links of the page, wherever they stand
 */
export function contentMarkup(html: string, cuts: CutCounter, isWhole = false): PageContent {
  const labels = labelledLinks(html);
  let read = cutLinks(html, labels, new Set());
  const repeated = repeatedTexts(read.links);
  // What stands beside a link is known by what is no headline itself.
  if (repeated.size > 0) read = cutLinks(html, labels, repeated);
  const { base, hasMain } = read;
  const links = wantedLinks(read.links, isWhole || !hasMain);
  for (const { isCut } of links) if (isCut) cuts.add("link");
  return { markup: markupOf(links), base };
}

function cutLinks(
  html: string,
  labels: ReadonlyMap<string, string>,
  repeated: ReadonlySet<string>,
): { readonly links: readonly CutLink[]; readonly base: string | null; readonly hasMain: boolean } {
  const cutter = new LinkCutter(html, labels, repeated);
  const parts = new PageParts();
  let base: string | null = null;
  for (const tag of htmlTags(html)) {
    if (tag.name === "base") base ??= htmlAttributes(tag.attributes).get("href") ?? null;
    cutter.read(tag, parts.part);
    if (parts.read(tag)) cutter.endPart();
  }
  return { links: cutter.finish(), base, hasMain: parts.hasMain };
}

/** Longer texts are headlines, though there may be two of them. */
const LONGEST_REPEATED_WORDS = 5;
/** A writer, a site or a category may be named twice, with two addresses. */
const LEAST_REPEATED = 3;
/** A button that hands the address of the article to another site, by its own address or by what it says. */
const HANDS_ON = /[?&][a-z]{1,12}=(?:https?(?::|%3a)|\/|%2f)/i;
const BUTTON =
  /^(?:share|tweet|print|save|bookmark|like|reply|post|send|subscribe|follow|e-?mail|log ?in|sign (?:in|up)|teilen|drucken|merken|antworten|abonnieren|anmelden)(?!\p{L})|(?:teilen|senden)$/iu;

/** What several links say that lead to different places, as no headline does: a call in whatever words. */
function repeatedTexts(links: readonly CutLink[]): ReadonlySet<string> {
  const places = new Map<string, string[]>();
  for (const { own, href, around, open } of links) {
    if (open !== null || around !== "" || own === "" || wordCount(own) > LONGEST_REPEATED_WORDS) continue;
    if (HANDS_ON.test(href) || BUTTON.test(own)) continue;
    const place = href.replace(/^(?:https?:)?\/\/[^/]*/i, "");
    places.set(own, [...(places.get(own) ?? []), place]);
  }
  // A writer or a category has one place, wherever it is named.
  const isCall = (all: readonly string[]): boolean => all.length >= LEAST_REPEATED && new Set(all).size === all.length;
  return new Set([...places].filter(([, all]) => isCall(all)).map(([own]) => own));
}

function wantedLinks(links: readonly CutLink[], isWhole: boolean): readonly CutLink[] {
  if (isWhole) return links;
  const inMain = links.filter(({ part }) => part === "main");
  const outside = links.filter(({ part }) => part === "rest");
  const entries = entriesOf(inMain);
  const times = entries > FEW_ENTRIES ? TIMES_AS_MANY : 2;
  const isList = entries > MANY_ENTRIES || entriesOf(outside) <= entries * times;
  if (inMain.length > 0 && isList) return inMain;
  const wanted = links.filter(({ part }) => part !== "side");
  return wanted.length > 0 ? wanted : links;
}

function markupOf(links: readonly CutLink[]): string {
  const shared = sharedHeadlines(links);
  return links
    .map(({ around, attributes, open, inner }) => {
      const text = open?.beside?.text ?? "";
      const isRepeated = open?.kind === "repeated";
      const trust = open === null || (isRepeated && (!isPhrase(text) || shared.has(text))) ? null : trustOf(open);
      const said = trust === null ? "" : ` data-${trust}="${escaped(text)}"`;
      const [before, after] = around === "" ? ["", ""] : [`<${around} class="title">`, `</${around}>`];
      return `${before}<a${attributes}${said}>${isRepeated && trust !== null ? "" : inner.join("")}</a>${after}`;
    })
    .join("");
}

/** What stands beside several links that lead to different places is the headline of none. */
function sharedHeadlines(links: readonly CutLink[]): ReadonlySet<string> {
  const hrefs = new Map<string, Set<string>>();
  for (const { open } of links) {
    if (open?.kind !== "repeated" || open.beside === null) continue;
    hrefs.set(open.beside.text, (hrefs.get(open.beside.text) ?? new Set()).add(open.href));
  }
  return new Set([...hrefs].filter(([, all]) => all.size > 1).map(([text]) => text));
}

/** Of these links, those that look like articles. */
function entriesOf(links: readonly CutLink[]): number {
  return new Set(
    links.filter(({ isEntry, open }) => isEntry || (open !== null && isEntryBeside(open))).map(({ href }) => href),
  ).size;
}

function isEntryBeside(open: OpenLink): boolean {
  return open.beside?.from === "heading" || (open.kind === "call" && trustOf(open) === "sure");
}
