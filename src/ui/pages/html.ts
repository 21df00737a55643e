import { MAX_SHOWN_CHARACTERS } from "../../core/limits";
import { shortLine } from "../../core/text/foreignText";

/** Markup that may stand in a page. Only `html` makes it, so that text never becomes markup. */
class Markup {
  constructor(readonly text: string) {}
}
export type Html = Markup;

type Part = string | number | Html | readonly Html[];

const ESCAPED: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

/** The template is markup; what is put into it is text, in quoted attributes too, unless `html` has made it. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = template.reduce((before, piece, index) => {
    if (/=\s*$/.test(piece) && index < parts.length) throw new Error(`An attribute without quotes: ${piece}`);
    const part = parts[index];
    return before + piece + (part === undefined ? "" : markupOf(part));
  }, "");
  return new Markup(text);
}

/** Nothing. */
export const NOTHING = html``;

/** What a page gets sent. */
export function markup({ text }: Html): string {
  return text;
}

/** Foreign text on its own: it reorders nothing around it, hides nothing, and is shortened. */
export function foreign(text: string): Html {
  return html`<bdi>${shortLine(text, MAX_SHOWN_CHARACTERS)}</bdi>`;
}

function markupOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(markup).join("");
  return String(part).replace(/[&<>"'`]/g, (sign) => ESCAPED[sign] ?? sign);
}
