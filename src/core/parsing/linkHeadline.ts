import { MAX_HEADLINE_TEXT_CHARACTERS, MAX_LINK_NODES } from "../limits";
import { HEADLINE_RANK, type Headline, titleFromUrl } from "./headline";
import { isNumber, isPhrase, withoutCall } from "./linkWords";
import { namesTitle } from "./linkCutter";
import { BLOCK_ELEMENTS } from "../text/htmlTags";
import { namesHeadline } from "./besideLinks";

/** What is read of a linkedom node. */
export interface DomNode {
  readonly nodeType: number;
  /** Lower case; elements only. */
  readonly localName?: string;
  /** Text nodes only. */
  readonly data?: string;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  readonly parentNode: DomNode | null;
  getAttribute?(name: string): string | null;
}

const ELEMENT = 1;
const TEXT = 3;

const HEADING = /^h[1-9]$/;
/** Hold dates, pictures and controls, not headlines. */
const ASIDE = /^(?:time|figure|button|script|style|svg|template|noscript)$/;

/** The best headline that one link gives its address, by the most specific text in it, around it or beside it. */
export function headlineOf(link: DomNode, url: string): Headline {
  const parts = survey(link);
  const own = cleanText(link);
  return (
    firstText(parts.headings, HEADLINE_RANK.heading) ??
    firstText(parts.titles, HEADLINE_RANK.title) ??
    (own === null ? null : inContext(link, own, parts.blocks)) ??
    phraseOf(link) ??
    besideOf(link) ??
    firstText(parts.captions, HEADLINE_RANK.caption) ??
    labelOf(link) ??
    fromAddress(link, url, parts.images)
  );
}

interface LinkParts {
  /** The highest headings first. */
  readonly headings: readonly DomNode[];
  /** Elements that call themselves a title, then `<header>`. */
  readonly titles: readonly DomNode[];
  /** `<div>` without another in it. */
  readonly blocks: readonly DomNode[];
  readonly captions: readonly DomNode[];
  readonly images: readonly DomNode[];
}

function survey(link: DomNode): LinkParts {
  const headings: DomNode[] = [];
  const titles: DomNode[] = [];
  const headers: DomNode[] = [];
  const blocks: DomNode[] = [];
  const captions: DomNode[] = [];
  const images: DomNode[] = [];
  const enter = (node: DomNode): void => {
    const name = node.localName ?? "";
    if (HEADING.test(name)) headings.push(node);
    else if (name === "header") headers.push(node);
    else if (name === "img") images.push(node);
    else if (name === "figcaption") captions.push(node);
    else if (node.nodeType === ELEMENT && callsItselfTitle(node)) titles.push(node);
    else if (name === "div") {
      const last = blocks.at(-1);
      if (last !== undefined && isInside(node, last)) blocks.pop();
      blocks.push(node);
    }
  };
  visit(link, enter, undefined, (node) => node.localName !== "figure" && isAside(node));
  headings.sort((a, b) => (a.localName ?? "").localeCompare(b.localName ?? ""));
  return { headings, titles: [...titles, ...headers], blocks, captions, images };
}

/** Text of the link itself, ranked by where the link stands. What it leads to stands beside the number of a report. */
function inContext(link: DomNode, own: string, blocks: readonly DomNode[]): Headline | null {
  const around = link.parentNode;
  if (isNumber(own)) {
    const beside = besideOf(link)?.text ?? phraseOf(link)?.text;
    const isSaid = beside?.toLowerCase().includes(own.toLowerCase()) === true;
    return { text: beside === undefined ? own : isSaid ? beside : `${own}: ${beside}`, rank: HEADLINE_RANK.text };
  }
  if (HEADING.test(around?.localName ?? "")) return { text: own, rank: HEADLINE_RANK.heading };
  if (around !== null && callsItselfTitle(around)) return { text: own, rank: HEADLINE_RANK.title };
  if (callsItselfTitle(link)) return { text: own, rank: HEADLINE_RANK.title };
  const texts = blocks.map((block) => cleanText(block)).filter((text) => text !== null);
  if (texts.length < 2) return { text: texts[0] ?? own, rank: HEADLINE_RANK.text };
  // Category and date are a word or two, the teaser comes last.
  return { text: texts.find(isPhrase) ?? texts[0] ?? own, rank: HEADLINE_RANK.block };
}

function phraseOf(link: DomNode): Headline | null {
  const label = labelOf(link);
  return label !== null && isPhrase(label.text) ? { text: label.text, rank: HEADLINE_RANK.phrase } : null;
}

function labelOf(link: DomNode): Headline | null {
  for (const name of ["aria-label", "title"]) {
    const label = withoutCall(link.getAttribute?.(name) ?? "");
    if (label !== null) return { text: label, rank: HEADLINE_RANK.label };
  }
  return null;
}

/** What stands beside a link that says that it leads there. */
function besideOf(link: DomNode): Headline | null {
  const text = link.getAttribute?.("data-sure") ?? "";
  return text === "" ? null : { text, rank: HEADLINE_RANK.beside };
}

/** An address of several words says what the article is about, a heading over a picture mostly, its `alt` what is in the picture. */
function fromAddress(link: DomNode, url: string, images: readonly DomNode[]): Headline {
  const title = titleFromUrl(url);
  if (isPhrase(title)) return { text: title, rank: HEADLINE_RANK.slug };
  const labels = images.flatMap((image) => [image.getAttribute?.("alt"), image.getAttribute?.("title")]);
  for (const text of [link.getAttribute?.("data-likely"), ...labels, link.getAttribute?.("data-faint")]) {
    const said = withoutCall(text ?? "");
    if (said !== null) return { text: said, rank: HEADLINE_RANK.around };
  }
  return { text: title, rank: HEADLINE_RANK.address };
}

function firstText(nodes: readonly DomNode[], rank: number): Headline | null {
  for (const node of nodes) {
    const text = cleanText(node);
    if (text !== null) return { text, rank };
  }
  return null;
}

function callsItselfTitle(node: DomNode): boolean {
  return namesTitle(node.getAttribute?.("class") ?? "") || namesHeadline(node.getAttribute?.("itemprop") ?? "");
}

function isInside(node: DomNode, ancestor: DomNode): boolean {
  for (let around = node.parentNode, level = 0; around !== null && level < 64; around = around.parentNode, level++) {
    if (around === ancestor) return true;
  }
  return false;
}

/** Folded text of an element, or null when it says nothing about the article. */
function cleanText(root: DomNode): string | null {
  let text = "";
  let atSeam = false;
  const onEdge = (node: DomNode): void => {
    if (BLOCK_ELEMENTS.has(node.localName ?? "")) text += " ";
    else atSeam = true;
  };
  visit(
    root,
    (node) => {
      if (node.nodeType === ELEMENT) return onEdge(node);
      const data = node.data ?? "";
      // `<span>Malware</span><span>New wave</span>` is drawn as two words, a drop cap as one.
      if (atSeam && /[\p{Ll}\p{N}.:!?)]$/u.test(text.slice(-2)) && /^[\p{Lu}\p{N}]/u.test(data)) text += " ";
      text += data;
      atSeam = false;
    },
    onEdge,
  );
  return withoutCall(text.slice(0, MAX_HEADLINE_TEXT_CHARACTERS));
}

/**
 * Visits the elements and texts below a node in document order, without recursion: nesting by the thousand is common in
 * hostile pages. Stops after `MAX_LINK_NODES`.
 */
function visit(
  root: DomNode,
  enter: (node: DomNode) => void,
  leave: (node: DomNode) => void = () => undefined,
  isSkipped: (node: DomNode) => boolean = isAside,
): void {
  let node = root.firstChild;
  for (let count = 0; node !== null && count < MAX_LINK_NODES; count++) {
    const isRead = node.nodeType === TEXT || (node.nodeType === ELEMENT && !isSkipped(node));
    if (isRead) enter(node);
    if (isRead && node.firstChild !== null && node.firstChild !== undefined) {
      node = node.firstChild;
      continue;
    }
    while (node !== null && node.nextSibling === null) {
      node = node.parentNode;
      if (node === root || node === null) return;
      leave(node);
    }
    node = node?.nextSibling ?? null;
  }
}

function isAside(node: DomNode): boolean {
  return ASIDE.test(node.localName ?? "") || (node.getAttribute?.("hidden") ?? null) !== null;
}
