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

/** What classes and ids call boxes that stand around an article: for letters, consent, imprint, further articles, offers. */
const BOX =
  /(?:^|[\s_-])(?:newsletters?|sign-?ups?|subscribe|subscriptions?|opt-?in|mailing-?list|mc-embed|cookies?|cookie-?(?:banner|notice|consent|bar)|consent|gdpr|ccpa|onetrust|cookiebot|usercentrics|didomi|cmp|imprint|impressum|disclaimer|legal(?:-notice)?|related|recommend(?:ed|ations?)?|more-(?:stories|articles|news|posts)|read-(?:next|also)|most-(?:read|popular)|popular-posts|outbrain|taboola|paywall|regwall|offers?|weitere-artikel|mehr-zum-thema|lesetipps?|empfehlungen)(?=$|[\s_-])/i;
const NEVER_A_BOX: ReadonlySet<string> = new Set(["html", "body", "main", "article", "head", "h1", "h2", "p"]);
/** Readability drops what has these names; the whole article may stand in one. */
const UNLUCKY: ReadonlySet<string> = new Set(["footer", "header", "aside", "nav", "form"]);
const REMARKS = /comment|disqus|remark|replies|respond|discussion/i;

interface Measured {
  readonly node: BoxNode;
  readonly isBox: boolean;
  /** Characters of its text, and of its paragraphs outside links. */
  text: number;
  prose: number;
  /** Whether it holds what calls itself the article. */
  hasArticle: boolean;
}

/**
 * Takes the boxes out of a page: what has the name of one and is not most of the page.
 *
 * @returns the elements from the body down to the one in which most of the prose of the page stands, and how much that is
 */
export function withoutBoxes(body: BoxNode): { readonly path: readonly BoxNode[]; readonly prose: number } {
  const all = measure(body);
  const [whole] = all;
  if (whole === undefined) return { path: [], prose: 0 };
  const boxes = all.filter(({ isBox, text, hasArticle }) => isBox && !hasArticle && text < whole.text * MOST_OF);
  for (const { node } of boxes) node.remove?.();
  const gone = new Set(boxes.map(({ node }) => node));
  // Only where nothing was taken out are the measures still right.
  const left = gone.size === 0 ? all : measure(body);
  const total = left[0]?.prose ?? 0;
  const path = left.filter(({ prose, node }) => prose > total * HEART && !isRemarks(node)).map(({ node }) => node);
  return { path, prose: total };
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
    const entry = {
      node,
      isBox: isBox(node, name),
      text: 0,
      prose: 0,
      hasArticle: name === "article" || name === "h1",
    };
    all.push(entry);
    open.push(entry);
  };
  const leave = (): void => {
    const entry = open.pop();
    if (entry === undefined) return;
    const name = entry.node.localName ?? "";
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

function isBox(node: BoxNode, name: string): boolean {
  return !NEVER_A_BOX.has(name) && BOX.test(named(node));
}

function isRemarks(node: BoxNode): boolean {
  return REMARKS.test(named(node));
}

function named(node: BoxNode): string {
  return `${node.getAttribute?.("class") ?? ""} ${node.getAttribute?.("id") ?? ""}`;
}
