import { MAX_NESTED_DRAWING } from "../limits";

/** Of an SVG drawing, what is HTML again and shown. */
const SHOWN = "foreignobject";
/** What holds HTML that is a description, or letters of a formula: nobody is sent anywhere by it. */
const QUIET: ReadonlySet<string> = new Set("desc title mi mo mn ms mtext annotation-xml".split(" "));
/** HTML that ends a drawing or formula which was left open (HTML Standard §13.2.6.5). */
const ENDS_FOREIGN: ReadonlySet<string> = new Set(
  "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split(
    " ",
  ),
);
/** Their end tags close a drawing that was left open inside. */
const HOLDS_FOREIGN: ReadonlySet<string> = new Set(
  "a article aside button figcaption figure footer form header html label main nav section summary tbody td th thead tr".split(
    " ",
  ),
);

/** Follows where SVG and MathML begin and end. Names are lower case. */
export class ForeignContent {
  /** Names of the open elements, from the outermost drawing on. */
  private readonly stack: string[] = [];
  private readonly count = new Map<string, number>();

  /** Whether CDATA sections are read. */
  get isInside(): boolean {
    return this.stack.length > 0 && !this.isHtml;
  }

  /** Whether text and tags are those of the page. */
  get isRead(): boolean {
    return this.stack.length === 0 || this.stack.at(-1) === SHOWN;
  }

  private get isHtml(): boolean {
    const top = this.stack.at(-1) ?? "";
    return top === SHOWN || QUIET.has(top);
  }

  /** @returns whether the start tag is one of the page */
  open(name: string, attributes: string, selfClosing: boolean): boolean {
    const isForeign = name === "svg" || name === "math";
    if (this.isInside && isForeignBreak(name, attributes)) this.leave();
    if (!isForeign && this.isRead) return true;
    if ((isForeign || this.isInside) && !selfClosing && this.stack.length < MAX_NESTED_DRAWING) {
      this.stack.push(name);
      this.count.set(name, (this.count.get(name) ?? 0) + 1);
    }
    return false;
  }

  /** @returns whether the end tag is one of the page */
  close(name: string): boolean {
    if (this.stack.length === 0) return true;
    if ((this.count.get(name) ?? 0) > 0) {
      while (this.pop() !== name);
      return false;
    }
    if (this.isInside && (HOLDS_FOREIGN.has(name) || ENDS_FOREIGN.has(name))) this.leave();
    return this.isRead;
  }

  /** To the HTML around, or inside the drawing. */
  private leave(): void {
    while (this.stack.length > 0 && this.stack.at(-1) !== SHOWN) this.pop();
  }

  private pop(): string {
    const name = this.stack.pop() ?? "";
    this.count.set(name, (this.count.get(name) ?? 1) - 1);
    return name;
  }
}

function isForeignBreak(name: string, attributes: string): boolean {
  return ENDS_FOREIGN.has(name) || (name === "font" && /(?:^|\s)(?:color|face|size)[\s=]/i.test(attributes));
}
