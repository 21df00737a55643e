import { decodeEntities } from "./entities";
import { BLOCK_ELEMENTS } from "./htmlTags";

/** Removes control characters, folds every run of white space (no-break spaces included) to one blank and trims. */
export function foldSpace(text: string): string {
  if (!NEEDS_FOLDING.test(text)) return text;
  return text.replace(CONTROLS, "").replace(/\s+/g, " ").trim();
}

// oxlint-disable-next-line no-control-regex -- finding control characters is the point
const CONTROLS = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/g;
const NEEDS_FOLDING =
  // oxlint-disable-next-line no-control-regex -- as above
  /[\u0000-\u001F\u007F-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF\uFFFE-\uFFFF]|  |^ | $/;

/** A headline as it is compared with others: white space counts once, case not. */
export function foldedHeadline(title: string): string {
  return foldSpace(title).toLowerCase();
}

/**
 * HTML to plain text: markup out, entities resolved, white space folded.
 *
 * @param strict the text is declared to be HTML: everything of the shape of a tag is one. Otherwise only what is HTML in
 * earnest goes (known elements that are closed, empty or carry attributes), and *<script> tags abused* stays readable.
 */
export function htmlToText(html: string, strict: boolean): string {
  return foldSpace(decodeEntities(stripTags(html, strict)));
}

/** One tag, comment or instruction. Each part is bounded by the next `<` or `>`, which keeps a scan linear. */
const TAG =
  /<(\/?)(?:[a-zA-Z][a-zA-Z0-9]*:)?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])([^<>]*)>|<!--[^]{0,1000}?-->|<[?!][^<>]*>/g;

/** Removes tags and comments; block elements leave a blank, scripts and style sheets go with what they hold. */
export function stripTags(html: string, strict: boolean): string {
  if (!html.includes("<")) return html;
  const closed = new Set(
    Array.from(html.matchAll(/<\/([a-zA-Z][a-zA-Z0-9]*)\s*>/g), (match) => match[1]?.toLowerCase()),
  );
  let hidden: string | null = null;
  let text = "";
  let kept = 0;
  for (const match of html.matchAll(TAG)) {
    const name = match[2]?.toLowerCase() ?? "";
    const closing = match[1] === "/";
    if (hidden !== null) {
      if (!closing || name !== hidden) continue;
      hidden = null;
      kept = match.index + match[0].length;
      continue;
    }
    if (name !== "" && !strict && !isMarkup(name, match[3] ?? "", closed)) continue;
    text += html.slice(kept, match.index);
    if (BLOCK_ELEMENTS.has(name)) text += " ";
    kept = match.index + match[0].length;
    if (!closing && (name === "script" || name === "style") && closed.has(name)) hidden = name;
  }
  return hidden === null ? text + html.slice(kept) : text;
}

function isMarkup(name: string, attributes: string, closed: ReadonlySet<string | undefined>): boolean {
  return (
    VOIDS.has(name) ||
    ((INLINES.has(name) || BLOCK_ELEMENTS.has(name)) && (closed.has(name) || attributes.includes("=")))
  );
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const VOIDS = words("br hr img wbr");
const INLINES = words(
  "a abbr acronym b bdi bdo big center cite code del dfn em font i ins kbd mark q s samp script small span strike strong style sub sup time tt u var",
);
