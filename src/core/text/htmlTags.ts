/** One tag of a page. */
export interface HtmlTag {
  /** Lower case; `!--` stands for a comment, a script or another unread element, and for the end of the page. */
  readonly name: string;
  readonly closing: boolean;
  /** What stands between the name and the `>`, as written. */
  readonly attributes: string;
  /** Index of the `<`. */
  readonly start: number;
  /** Index after the `>`. */
  readonly end: number;
  /** Where the text before the tag begins. */
  readonly textStart: number;
}

/** What holds no text for readers and no links. */
const UNREAD: ReadonlySet<string> = new Set(
  "!-- script style svg math template noscript iframe textarea select title".split(" "),
);

/** Elements whose text begins a line of its own. Lower case. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  "address article aside blockquote br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td th thead tr ul".split(
    " ",
  ),
);

/** The tags of a page in order, in one pass that stays linear whatever stands there. */
export function* htmlTags(html: string): Generator<HtmlTag> {
  const opener = /<(?:!--|(\/?)([a-zA-Z][a-zA-Z0-9-]*))/g;
  const ends = new TagEnds(html);
  let textStart = 0;
  for (let match = opener.exec(html); match !== null; match = opener.exec(html)) {
    const name = match[2]?.toLowerCase() ?? "!--";
    const closing = match[1] === "/";
    const nameEnd = opener.lastIndex;
    const end = name === "!--" ? nameEnd : ends.tagEnd(nameEnd);
    if (!closing && UNREAD.has(name)) {
      yield { name: "!--", closing: false, attributes: "", start: match.index, end, textStart };
      textStart = ends.afterElement(name, end);
    } else {
      yield { name, closing, attributes: html.slice(nameEnd, end - 1), start: match.index, end, textStart };
      textStart = end;
    }
    opener.lastIndex = textStart;
  }
  yield { name: "!--", closing: false, attributes: "", start: html.length, end: html.length, textStart };
}

/** Finds ends and remembers which are nowhere to be found. */
class TagEnds {
  private readonly missing = new Set<string>();
  private quotesAreBroken = false;

  constructor(private readonly html: string) {}

  /** Index after the `>` of a tag; one inside quotes does not end it. */
  tagEnd(from: number): number {
    const plain = this.html.indexOf(">", from);
    if (plain < 0) return this.html.length;
    for (let at = from; !this.quotesAreBroken; at++) {
      const char = this.html[at];
      if (char === ">") return at + 1;
      if ((char === '"' || char === "'") && this.html[at - 1] === "=") at = this.html.indexOf(char, at + 1);
      if (char === undefined || at < 0) this.quotesAreBroken = true;
    }
    return plain + 1;
  }

  /** Index after the closing tag of an element, or `from` when it is never closed. */
  afterElement(name: string, from: number): number {
    if (this.missing.has(name)) return from;
    const closer = name === "!--" ? /-->/g : new RegExp(`</${name}(?=[\\s/>])[^>]*>?`, "gi");
    closer.lastIndex = from;
    if (closer.test(this.html)) return closer.lastIndex;
    this.missing.add(name);
    return from;
  }
}
