import { MAX_NOTE_HEADLINE_CHARACTERS } from "../limits";
import type { Article, ReviewReason } from "../model/model";
import { firstUnits } from "../text/beginning";
import { inLine, oneLine } from "../text/foreignText";

/** An article as a note speaks of it. */
export interface NoteArticle extends Article {
  /** The names that were found in it, for `{matched}`. */
  readonly matched?: readonly string[];
  /** Why they count as found, for `{why}`: a sentence or several for each match. */
  readonly why?: readonly string[];
  /** What stands beside its story, for `{remark}`. */
  readonly remark?: string;
  /** A person asked for this note by name: no limit holds it. */
  readonly asked?: true;
  /** Why its note was left to be reviewed. */
  readonly review?: ReviewReason;
}

/** How notes are worded. */
export interface NoteStyle {
  /** With `{title}`, `{url}`, `{source}`, `{published}`, `{matched}`, `{why}`, `{remark}`. */
  readonly template: string;
  /** UTF-16 units; 0 for no limit. The address is never cut. */
  readonly maxLength: number;
}

export const DEFAULT_STYLE: NoteStyle = { template: "{title}: {url}", maxLength: 0 };

const ELLIPSIS = "…";

/**
 * The note of an article, on one line. The address is the published one, whole, wherever the template puts it, and at the
 * end when the template leaves it out: by it the note is known again. A note that would be longer than the limit has its
 * headline cut, and only then the rest.
 */
export function noteText(article: NoteArticle, style: NoteStyle = DEFAULT_STYLE): string {
  // Whoever reads the note finds the end of the address by the blank behind it.
  const url = oneLine(article.url).replace(/\s/g, encodeURIComponent);
  const said = (article.remark ?? "") === "" ? withoutRemark(style.template) : style.template;
  const template = said.includes("{url}") ? said : `${said} {url}`;
  const whole = noteHeadline(article);
  const render = (title: string): string => {
    return filled(template, article, title, url);
  };
  const full = render(whole);
  if (style.maxLength <= 0 || full.length <= style.maxLength) return full;
  const room = whole.length - (full.length - style.maxLength);
  const shorter = render(room > 1 ? fitted(whole, room) : "");
  if (shorter.length <= style.maxLength) return shorter;
  const rest = style.maxLength - url.length - 1;
  return rest > 1 ? `${fitted(filled(template.replaceAll("{url}", ""), article, "", ""), rest)} ${url}`.trim() : url;
}

/**
 * A template for notes without a remark. What stands between `{remark}` and the placeholder before it goes as well, brackets that begin there
 * with both their ends; at the beginning, what parts it from the next one.
 */
export function withoutRemark(template: string): string {
  const [before = "", ...parts] = template.split(REMARK);
  return parts.reduce((kept, part) => {
    const start = kept.lastIndexOf("}") + 1;
    let rest = part;
    for (const sign of kept.slice(start).replace(/\([^()]*\)|\[[^[\]]*\]/g, "")) {
      const end = CLOSING[sign];
      if (end !== undefined) rest = rest.replace(end, "");
    }
    return start === 0 ? rest.replace(/^[\s:–—|,;-]+/, "") : kept.slice(0, start) + rest;
  }, before);
}

const REMARK = "{remark}";
const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]" };

/** The headline as a note has it. */
export function noteHeadline({ title }: NoteArticle): string {
  return fitted(headline(title), MAX_NOTE_HEADLINE_CHARACTERS);
}

function filled(template: string, article: NoteArticle, title: string, url: string): string {
  const values: Readonly<Record<string, string>> = {
    title,
    url,
    source: hostOf(article.source),
    published: article.published ?? "",
    matched: (article.matched ?? []).map(headline).join(", "),
    why: (article.why ?? []).map(headline).join(" "),
    remark: headline(article.remark ?? ""),
  };
  // In one pass: a headline may itself hold what looks like a placeholder.
  const text = inLine(template).replace(/\{(\w+)\}/g, (found, key: string) => values[key] ?? found);
  // Without a headline nothing is left of "{title}: ".
  return text.replace(/^[\s:–—|,;-]+(?=\S)/, title === "" ? "" : "$&").trim();
}

/** A text of a feed as one line. An address in it is broken: nobody is led there, and the note is known by its own address alone. */
function headline(title: string): string {
  return oneLine(title.slice(0, MAX_NOTE_HEADLINE_CHARACTERS * 2))
    .replace(/\bhttps?:\/\/[^\s./]*\.?/gi, (address) => `hxx${address.slice(3).replace(/\.$/, "[.]")}`)
    .replace(/\b(www)\./gi, "$1[.]");
}

/** At most so many UTF-16 units, an ellipsis included, no character cut in two. */
function fitted(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = firstUnits(text, length - ELLIPSIS.length);
  return head.trimEnd() + ELLIPSIS;
}

function hostOf(source: string): string {
  return URL.canParse(source) ? new URL(source).host : headline(source);
}
