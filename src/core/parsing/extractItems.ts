import { parseHTML } from "linkedom";
import { findIndicators } from "../indicators/findIndicators";
import {
  MAX_ADDRESS_CHARACTERS,
  MAX_EXTRACTED_CHARACTERS,
  MAX_EXTRACTED_ITEMS,
  MAX_ITEM_TEXT_CHARACTERS,
  MAX_SUMMARY_CHARACTERS,
  MAX_TITLE_CHARACTERS,
} from "../limits";
import type { CutCounter } from "../model/cuts";
import type { SourceFailure } from "../model/model";
import type { Extract, ExtractField, ParsedItem, ParsedRow } from "../model/parseJob";
import { firstUnits, shortText } from "../text/beginning";
import { parseFeedDate } from "../text/dates";
import { inLine } from "../text/foreignText";
import { BLOCK_ELEMENTS } from "../text/htmlTags";
import { compileFieldPattern } from "../text/linearPattern";
import { foldSpace } from "../text/plainText";
import { readTerm } from "../text/sourceRules";
import { leadsTo } from "../urls/redirectors";
import { resolveAddress } from "../urls/resolveAddress";
import { boundedMarkup, withoutScripts } from "./pageMarkup";

type ExtractOutcome =
  | { readonly ok: true; readonly items: readonly ParsedItem[]; readonly rows?: readonly ParsedRow[] }
  | { readonly ok: false; readonly failure: SourceFailure };

/**
 * Takes items out of a page as a job of the user's own says: as articles, or as rows. What is empty where it is needed (the title of an
 * article, all fields of a row) is passed over and counted.
 *
 * @param within a CSS selector: only items inside what it finds
 */
export function extractItems(
  html: string,
  pageUrl: string,
  within: string | undefined,
  wanted: Extract,
  cuts: CutCounter,
): ExtractOutcome {
  const document = documentOf(boundedMarkup(withoutScripts(html), cuts));
  const written = document.querySelector("base")?.getAttribute("href") ?? null;
  const base = (written === null ? null : resolveAddress(written, pageUrl)) ?? pageUrl;
  const select = within === undefined ? wanted.select : `:is(${within}) :is(${wanted.select})`;
  const wrong = [wanted.select, select, ...wanted.fields.map(([, { from }]) => from)].find(
    (one) => one !== "" && !isSelector(one),
  );
  if (wrong !== undefined) return { ok: false, failure: { code: "selectorInvalid", selector: wrong } };
  const found = [...document.querySelectorAll(select)];
  if (found.length === 0) return { ok: false, failure: { code: "selectorEmpty", selector: wanted.select } };
  const fields = wanted.fields.map(([name, rule]): FieldReader => ({
    name,
    read: fieldReader(name, rule, wanted.as, base, cuts),
  }));
  if (found.length > MAX_EXTRACTED_ITEMS) cuts.add("items");
  const isUnwanted = unwantedText(wanted.exclude);
  const items: ParsedItem[] = [];
  const rows: ParsedRow[] = [];
  for (const element of found.slice(0, MAX_EXTRACTED_ITEMS)) {
    const text = wanted.exclude.length + wanted.names.length === 0 ? "" : itemText(element, MAX_ITEM_TEXT_CHARACTERS);
    if (isUnwanted(text)) continue;
    const values = fields.map(({ read }) => read(element));
    if (wanted.as === "rows") {
      if (values.every((value) => value === "")) cuts.add("bare");
      else rows.push({ values, names: wanted.names.filter((name) => text.includes(name)) });
      continue;
    }
    const item = articleOf(new Map(fields.map(({ name }, index) => [name, values[index] ?? ""])), pageUrl, cuts);
    if (item !== null) items.push(item);
  }
  return wanted.as === "rows" ? { ok: true, items, rows } : { ok: true, items };
}

interface FieldReader {
  readonly name: string;
  readonly read: (item: DomElement) => string;
}

function fieldReader(
  name: string,
  rule: ExtractField,
  as: Extract["as"],
  base: string,
  cuts: CutCounter,
): FieldReader["read"] {
  const pattern = rule.pattern === "" ? null : compileFieldPattern(rule.pattern);
  // The address of an article stands in its link, its date where machines read it.
  const isAddress = as === "articles" && name === "url";
  const isDate = as === "articles" && name === "published";
  const attribute = rule.attribute === "" && isAddress ? "href" : rule.attribute;
  return (item) => {
    const element = rule.from === "" ? item : item.querySelector(rule.from);
    if (element === null) return "";
    const holder = attribute === "href" ? linkOf(element) : element;
    const machine = isDate && attribute === "" ? element.getAttribute("datetime") : null;
    const raw =
      machine ??
      (attribute === "" ? itemText(element, MAX_ITEM_TEXT_CHARACTERS) : (holder.getAttribute(attribute) ?? ""));
    const part = pattern === null ? raw : pattern.ok ? (pattern.first(raw) ?? "") : "";
    const value = foldSpace(inLine(part)).trim();
    if (value === "") return "";
    if (isAddress || attribute === "href" || attribute === "src") return addressOf(value, base, cuts);
    if (value.length <= MAX_EXTRACTED_CHARACTERS) return value;
    cuts.add("fields");
    return firstUnits(value, MAX_EXTRACTED_CHARACTERS);
  };
}

/** A link, the first one inside, or the one around. */
function linkOf(element: DomElement): DomElement {
  if (element.getAttribute("href") !== null) return element;
  return element.querySelector("a[href]") ?? element.closest("a[href]") ?? element;
}

function addressOf(written: string, base: string, cuts: CutCounter): string {
  const url = resolveAddress(written, base) ?? "";
  if (url.length <= MAX_ADDRESS_CHARACTERS) return url;
  cuts.add("address");
  return "";
}

/** Null for an item that has no headline. */
function articleOf(values: ReadonlyMap<string, string>, pageUrl: string, cuts: CutCounter): ParsedItem | null {
  const valueOf = (name: string): string => values.get(name) ?? "";
  const title = shortText(valueOf("title"), MAX_TITLE_CHARACTERS);
  if (title === "") {
    cuts.add("bare");
    return null;
  }
  const [url, summary] = [valueOf("url"), shortText(valueOf("summary"), MAX_SUMMARY_CHARACTERS)];
  const indicators = findIndicators([title, url === "" ? "" : new URL(url).pathname, summary].join("\n"), () =>
    cuts.add("indicators"),
  );
  return {
    title,
    url: url === "" ? pageUrl : leadsTo(url),
    ...(url === "" ? { ownAddress: false as const } : {}),
    href: url,
    guid: "",
    published: valueOf("published") === "" ? null : parseFeedDate(valueOf("published")),
    ...(summary === "" ? {} : { summary }),
    ...(indicators.length === 0 ? {} : { indicators }),
  };
}

function unwantedText(exclude: readonly string[]): (text: string) => boolean {
  const terms = exclude.flatMap((one) => {
    const outcome = readTerm(one);
    return outcome.ok ? [outcome.term] : [];
  });
  return (text) => terms.some(({ finds }) => finds(text));
}

/** What a reader sees of an element, in one line: blocks are parted by a blank. */
function itemText(element: DomElement, most: number): string {
  const first = element.firstChild;
  // Most fields are an element around one text.
  if (first?.nodeType === TEXT && first.nextSibling === null && !HIDDEN.has(element.localName ?? ""))
    return foldSpace((first.data ?? "").slice(0, most)).trim();
  const pieces: string[] = [];
  let length = 0;
  let node: DomElement | null = element;
  while (node !== null && length < most) {
    if (node.nodeType === TEXT) {
      const data = node.data ?? "";
      pieces.push(data.slice(0, most - length));
      length += data.length;
    } else if (BLOCK_ELEMENTS.has(node.localName ?? "")) pieces.push(" ");
    const inside: DomElement | null = HIDDEN.has(node.localName ?? "") ? null : node.firstChild;
    node = inside ?? after(node, element, pieces);
  }
  return foldSpace(pieces.join("")).trim();
}

/** The next node behind one and all in it, within an element. */
function after(from: DomElement, within: DomElement, pieces: string[]): DomElement | null {
  let node: DomElement = from;
  while (node !== within) {
    if (BLOCK_ELEMENTS.has(node.localName ?? "")) pieces.push(" ");
    if (node.nextSibling !== null) return node.nextSibling;
    if (node.parentNode === null) return null;
    node = node.parentNode;
  }
  return null;
}

const TEXT = 3;
const HIDDEN: ReadonlySet<string> = new Set(["script", "style", "template", "noscript"]);

/** Whether a selector can be used at all: tried on nothing, since a page may be large. */
function isSelector(select: string): boolean {
  try {
    documentOf("").querySelector(select);
    return true;
  } catch {
    return false;
  }
}

/** What is read of linkedom's nodes. */
interface DomElement {
  readonly nodeType: number;
  readonly localName?: string;
  readonly data?: string;
  readonly firstChild: DomElement | null;
  readonly nextSibling: DomElement | null;
  readonly parentNode: DomElement | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  closest(selector: string): DomElement | null;
}

function documentOf(markup: string): DomElement {
  const html = /<html[\s>]/i.test(markup) ? markup : `<html><body>${markup}</body></html>`;
  return (parseHTML(html) as unknown as { readonly document: DomElement }).document;
}
