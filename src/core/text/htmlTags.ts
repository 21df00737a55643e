import { ForeignContent } from "./foreignContent";
import { htmlAttributes } from "./htmlAttributes";
import { HtmlEnds } from "./htmlEnds";

/** One tag of a page. */
export interface HtmlTag {
  /** Lower case; `!--` stands for a comment, a document type, a script or another unread element, and for the end of the page. */
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

/** What holds no text for readers and no links. Their markup is text up to their own end tag, or as good as that. */
const UNREAD: ReadonlySet<string> = new Set(
  "script style noscript iframe noembed noframes xmp textarea select title".split(" "),
);

/** Elements whose text begins a line of its own. Lower case. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  "address article aside blockquote br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td th thead tr ul".split(
    " ",
  ),
);

/** A declaration, an end tag without a name, or a tag with its name: it goes on to a blank, a slash or the `>`. */
const OPENER = /<(?:[!?]|(\/?)([a-zA-Z][^\t\n\f\r />]*)|\/)/g;

/**
 * The tags of a page in order, as the tokenizer of the HTML Standard finds them (§13.2.5): comments that end abruptly, drawings and
 * formulas by the rules of foreign content, templates left out unless they are shadow roots that are shown. One pass, which stays
 * linear whatever stands there. Where the standard lets an unclosed comment, quote or script swallow the rest of the page, its mark alone
 * is passed over.
 */
export function* htmlTags(html: string): Generator<HtmlTag> {
  const opener = new RegExp(OPENER);
  const ends = new HtmlEnds(html);
  const foreign = new ForeignContent();
  let textStart = 0;
  for (let match = opener.exec(html); match !== null; match = opener.exec(html)) {
    const start = match.index;
    const closing = match[1] === "/";
    const name = match[2]?.toLowerCase() ?? "";
    const wasRead = foreign.isRead;
    let end: number;
    let isRead = false;
    let attributes = "";
    if (name === "") end = ends.declaration(start, foreign.isInside);
    else {
      const tag = ends.tag(opener.lastIndex);
      end = tag.end;
      attributes = html.slice(opener.lastIndex, end - 1);
      isRead = closing ? foreign.close(name) : foreign.open(name, attributes, tag.selfClosing);
      if (isRead && !closing && UNREAD.has(name)) {
        isRead = false;
        end = ends.element(name, end);
      } else if (isRead && !closing && name === "template" && !isShadowRoot(attributes)) {
        isRead = false;
        end = ends.template(start) ?? end;
      }
    }
    // What is unread gives its text to nobody, and ends the text before it once.
    if (isRead) yield { name, closing, attributes, start, end, textStart: wasRead ? textStart : start };
    else if (wasRead) yield { name: "!--", closing: false, attributes: "", start, end, textStart };
    opener.lastIndex = end;
    textStart = end;
  }
  const { length } = html;
  yield { name: "!--", closing: false, attributes: "", start: length, end: length, textStart: foreign.isRead ? textStart : length }; // prettier-ignore
}

/** Of a template whose content stands in the page (HTML Standard §4.12.3). */
function isShadowRoot(attributes: string): boolean {
  const mode = htmlAttributes(attributes).get("shadowrootmode")?.toLowerCase();
  return mode === "open" || mode === "closed";
}
