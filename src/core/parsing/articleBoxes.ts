import { LEAST_ARTICLE_CHARACTERS } from "../limits";
import { BLOCK_ELEMENTS } from "../text/htmlTags";
import { boilerplateOf } from "./boilerplate";

/** What is read and changed of a linkedom node. */
export interface BoxNode {
  readonly nodeType: number;
  /** Lower case; elements only. */
  readonly localName?: string;
  /** Text nodes only. */
  readonly data?: string;
  readonly firstChild: BoxNode | null;
  readonly nextSibling: BoxNode | null;
  readonly parentNode: BoxNode | null;
  getAttribute?(name: string): string | null;
  removeAttribute?(name: string): void;
  remove?(): void;
  appendChild?(child: BoxNode): unknown;
  replaceWith?(other: BoxNode): void;
}

const ELEMENT = 1;
const TEXT = 3;
/** Of the text of a page: more than that is what the page is about. */
const MOST_OF = 0.5;
const HEART = 0.6;
/** A paragraph as an article has them. */
const PARAGRAPH = 80;
/** Longer parts are no boxes; so many are asked. */
const LONGEST_BOX = 3_000;
const MOST_PARTS = 300;
const PARTS: ReadonlySet<string> = new Set(["div", "section", "aside", "form", "footer", "header", "td"]);

const word = (names: string): RegExp => new RegExp(`(?:^|[\\s_-])(?:${names})(?=$|[\\s_-])`, "i");

/** What classes and ids call what stands around articles: remarks, further articles, boxes for letters and consent. */
const AROUND = word(
  "newsletters?|sign-?ups?|mailing-?list|mc-embed|cookies?|cookie-?(?:banner|notice|consent|bar)|consent|gdpr|ccpa|onetrust|cookiebot|usercentrics|didomi|cmp|imprint|impressum|related(?:-?(?:posts|articles|stories|news|content))?|recommend(?:ed|ations?)?|more-(?:stories|articles|news|posts)|read-(?:next|also)|most-(?:read|popular)|popular-posts|outbrain|taboola|weitere-artikel|mehr-zum-thema|lesetipps?|empfehlungen|author-?(?:bio|box|info|card)|about-(?:the-)?author|comments?(?:-?(?:list|section|area|wrapper))?|commentlist|disqus(?:-thread)?|remarks|replies|respond|kommentare?",
);
/** Names of boxes that whole articles have as well. */
const PERHAPS = word("subscribe|subscriptions?|opt-?in|disclaimer|legal(?:-notice)?|paywall|regwall|offers?");
const NEVER_A_BOX: ReadonlySet<string> = new Set(["html", "body", "main", "article", "head", "h1", "h2", "p"]);
/** Readability drops what has these names; the whole article may stand in one. */
const UNLUCKY: ReadonlySet<string> = new Set(["footer", "header", "aside", "nav", "form"]);
const REMARKS = /comment|disqus|remark|replies|respond|discussion/i;

interface Measured {
  readonly node: BoxNode;
  readonly box: "around" | "perhaps" | null;
  /** Its place in the list, and how many elements it holds, which stand behind it. */
  readonly at: number;
  inner: number;
  /** Characters of its text, and of its paragraphs outside links. */
  text: number;
  prose: number;
  /** Whether it holds what calls itself the article. */
  hasArticle: boolean;
}

/**
 * Takes out of a page what stands around its article: what has the name of a box, and what reads like one.
 *
 * @returns the elements from the body down to the one in which most of the prose of the page stands, and how much that is
 */
export function withoutBoxes(body: BoxNode): { readonly path: readonly BoxNode[]; readonly prose: number } {
  let left = removeBoxes(body, (all) => namedBoxes(all));
  left = removeBoxes(body, () => spokenBoxes(left), left);
  const total = left[0]?.prose ?? 0;
  const path = left.filter(({ prose, node }) => prose > total * HEART && !isRemarks(node)).map(({ node }) => node);
  return { path, prose: total };
}

/** Measures what is left. */
function removeBoxes(
  body: BoxNode,
  choose: (all: readonly Measured[]) => readonly Measured[],
  known: readonly Measured[] = measure(body),
): readonly Measured[] {
  const boxes = choose(known);
  for (const { node } of boxes) node.remove?.();
  return boxes.length === 0 ? known : measure(body);
}

/** The outermost of those that are called so and are not most of the page, or leave an article when they go. */
function namedBoxes(all: readonly Measured[]): readonly Measured[] {
  const [whole] = all;
  const boxes: Measured[] = [];
  let end = -1;
  for (const one of all) {
    if (one.at <= end || one.box === null || one.hasArticle) continue;
    boxes.push(one);
    end = one.at + one.inner;
  }
  const rest = (whole?.prose ?? 0) - boxes.reduce((sum, { prose }) => sum + prose, 0);
  return boxes.filter(
    ({ box, text }) => text < (whole?.text ?? 0) * MOST_OF || (box === "around" && rest >= LEAST_ARTICLE_CHARACTERS),
  );
}

/** Small parts of the page that ask for consent, money or an address, whatever they are called. */
function spokenBoxes(all: readonly Measured[]): readonly Measured[] {
  const [whole] = all;
  const boxes: Measured[] = [];
  let end = -1;
  let asked = 0;
  for (const one of all) {
    const { node, at, inner, text, prose, hasArticle } = one;
    const rest = (whole?.text ?? 0) - text;
    const isSmall = text <= LONGEST_BOX && (text < rest || (whole?.prose ?? 0) - prose >= LEAST_ARTICLE_CHARACTERS);
    if (at <= end || hasArticle || prose === 0 || !isSmall || !PARTS.has(node.localName ?? "")) continue;
    if (++asked > MOST_PARTS) break;
    if (boilerplateOf(linesOf(node)) === null) continue;
    boxes.push(one);
    end = at + inner;
  }
  return boxes;
}

/** Makes plain what Readability would drop for its name or its class, though the article stands in it. */
export function makePlain(path: readonly BoxNode[], create: (name: string) => BoxNode): void {
  for (const node of path) {
    if (node.localName === "body") continue;
    for (const name of ["class", "id", "role"]) node.removeAttribute?.(name);
    if (!UNLUCKY.has(node.localName ?? "")) continue;
    const plain = create("div");
    while (node.firstChild !== null) plain.appendChild?.(node.firstChild);
    node.replaceWith?.(plain);
  }
}

/** The elements below and with `root`, in document order, in one walk without recursion. */
function measure(root: BoxNode): readonly Measured[] {
  const all: Measured[] = [];
  const open: Measured[] = [];
  let links = 0;
  let paragraph = 0;
  const enter = (node: BoxNode): void => {
    const name = node.localName ?? "";
    if (name === "a") links += 1;
    if (name === "p" || name === "li") paragraph = 0;
    const hasArticle = name === "article" || name === "h1";
    const entry = { node, at: all.length, inner: 0, box: boxOf(node, name), text: 0, prose: 0, hasArticle };
    all.push(entry);
    open.push(entry);
  };
  const leave = (): void => {
    const entry = open.pop();
    if (entry === undefined) return;
    const name = entry.node.localName ?? "";
    entry.inner = all.length - 1 - entry.at;
    if (name === "a") links -= 1;
    if (name === "p" || name === "li") {
      entry.prose += paragraph >= PARAGRAPH ? paragraph : 0;
      paragraph = 0;
    }
    const around = open.at(-1);
    if (around === undefined) return;
    around.text += entry.text;
    around.prose += entry.prose;
    around.hasArticle ||= entry.hasArticle;
  };
  enter(root);
  for (let node = root.firstChild; node !== null;) {
    if (node.nodeType === TEXT) {
      const length = (node.data ?? "").trim().length;
      const top = open.at(-1);
      if (top !== undefined) top.text += length;
      if (links === 0) paragraph += length;
    } else if (node.nodeType === ELEMENT) {
      enter(node);
      if (node.firstChild !== null) {
        node = node.firstChild;
        continue;
      }
      leave();
    }
    while (node !== root && node.nextSibling === null) {
      node = node.parentNode as BoxNode;
      leave();
    }
    if (node === root) break;
    node = node.nextSibling;
  }
  while (open.length > 0) leave();
  return all;
}

function boxOf(node: BoxNode, name: string): Measured["box"] {
  if (NEVER_A_BOX.has(name)) return null;
  const names = named(node);
  return AROUND.test(names) ? "around" : PERHAPS.test(names) ? "perhaps" : null;
}

/** The text of each block in an element. */
function linesOf(root: BoxNode): readonly string[] {
  const lines = [""];
  let node = root.firstChild;
  while (node !== null && node !== root) {
    if (node.nodeType === TEXT) lines[lines.length - 1] += node.data ?? "";
    else if (BLOCK_ELEMENTS.has(node.localName ?? "")) lines.push("");
    if (node.firstChild !== null && node.firstChild !== undefined) {
      node = node.firstChild;
      continue;
    }
    while (node !== root && node.nextSibling === null) node = node.parentNode as BoxNode;
    if (node !== root) node = node.nextSibling as BoxNode;
  }
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

function isRemarks(node: BoxNode): boolean {
  return REMARKS.test(named(node));
}

function named(node: BoxNode): string {
  return `${node.getAttribute?.("class") ?? ""} ${node.getAttribute?.("id") ?? ""}`;
}
