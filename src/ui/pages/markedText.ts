import { type Indicator, defang, formsOf } from "../../core/model/indicators";
import { inLine } from "../../core/text/foreignText";
import { type Html, html } from "./html";

/** What is told apart in a text: the name it is read for, other tracked names, and what an attack can be looked for by. */
type MarkKind = "name" | "other" | "indicator";

/** A stretch of a text, in UTF-16 units. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: MarkKind;
  /** What stands there instead; left out, it is what is written. */
  readonly shown?: string;
}

/** Scripts that part no words by blanks: a name may stand right beside other letters. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** A text of strangers as one line, with marks. Of marks that overlap the first one counts, of those that begin together the longest. */
export function marked(text: string, marks: readonly Mark[]): Html {
  const parts: Html[] = [];
  let at = 0;
  for (const { start, end, kind, shown } of marks.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at || end <= start || end > text.length) continue;
    parts.push(html`${inLine(text.slice(at, start))}`, markOf(kind, inLine(shown ?? text.slice(start, end))));
    at = end;
  }
  parts.push(html`${inLine(text.slice(at))}`);
  return html`${parts}`;
}

function markOf(kind: MarkKind, text: string): Html {
  return kind === "indicator"
    ? html`<code class="indicator">${text}</code>`
    : html`<mark class="${kind}">${text}</mark>`;
}

/** What finds things in many paragraphs, made once. */
export type Marker = (text: string) => readonly Mark[];

/** Finds names as whole words, whatever their case. */
export function nameMarker(names: readonly string[], kind: "name" | "other"): Marker {
  const wanted = [...new Set(names.map((name) => name.trim()))].filter((name) => name !== "");
  if (wanted.length === 0) return () => [];
  const words = wanted
    .sort((a, b) => b.length - a.length)
    .map((name) => `${edge(name.at(0), "<")}${escaped(name)}${edge(lastOf(name), "")}`);
  return finder(new RegExp(words.join("|"), "giu"), () => ({ kind }));
}

/** Finds indicators that a text has written out, which are shown so that nothing makes a link of them. */
export function indicatorMarker(indicators: readonly Indicator[], texts: readonly string[]): Marker {
  const written = new Map<string, string>();
  const lower = texts.map((text) => text.toLowerCase());
  for (const indicator of indicators)
    for (const form of formsOf(indicator)) {
      const value = form.toLowerCase();
      const { kind } = indicator;
      const shown = defang({ kind, value: form });
      // Few are written out: looking for all of them in each paragraph would take long.
      if (shown !== form && lower.some((text) => text.includes(value))) written.set(value, shown);
    }
  if (written.size === 0) return () => [];
  const values = [...written.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_.@-])(?:${values.join("|")})(?![\\p{L}\\p{N}_@-]|\\.[\\p{L}\\p{N}])`,
    "giu",
  );
  return finder(pattern, (found) => {
    const shown = written.get(found.toLowerCase());
    return { kind: "indicator", ...(shown === undefined ? {} : { shown }) };
  });
}

function finder(pattern: RegExp, mark: (found: string) => Pick<Mark, "kind" | "shown">): Marker {
  return (text) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
      start: index,
      end: index + found.length,
      ...mark(found),
    }));
}

function edge(sign: string | undefined, behind: "<" | ""): string {
  return sign !== undefined && LETTER.test(sign) && !UNPARTED.test(sign) ? `(?${behind}![\\p{L}\\p{N}])` : "";
}

function lastOf(name: string): string | undefined {
  return Array.from(name).at(-1);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
