import { asEscapes, oneLine, shortLine } from "../text/foreignText";
import { surplus } from "../text/surplus";
import type { Translate } from "../text/translate";
import { documentSpan, elementsOf, kindAt, stringAt } from "../xsoar/json";
import { formOf } from "../xsoar/recordFields";

/** So many characters of a line are shown, and so many lines of a value. */
const LONGEST_LINE = 300;
const MOST_LINES = 40;

/** A value with more lines is shown by those that differ. */
const MOST_WHOLE_LINES = 8;

/** The lines of a value as people read it: the elements of a list, the lines of a text. Empty where there is none. */
export function valueLines(raw: string | null): readonly string[] {
  const span = raw === null ? null : documentSpan(raw);
  if (raw === null || span === null || formOf(raw).kind === "empty") return [];
  if (kindAt(raw, span) === "array") {
    return elementsOf(raw, span).map((element) => stringAt(raw, element) ?? raw.slice(element.start, element.end));
  }
  const text = stringAt(raw, span);
  return text === null
    ? [raw.slice(span.start, span.end)]
    : text.split(/\r\n?|\n/).filter((line) => line.trim() !== "");
}

/** A field before and after a change, line by line. Long lines and what both have of long values are left out, and words say so. */
export function shownChange(
  before: string | null,
  after: string | null,
  t: Translate,
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const [old, now] = [valueLines(before), valueLines(after)];
  const isLong = Math.max(old.length, now.length) > MOST_WHOLE_LINES;
  const [gone, come] = [surplus(old, now), surplus(now, old)];
  // In another order only, all of it differs.
  const isWhole = !isLong || gone.length + come.length === 0;
  const [oldShown, nowShown] = isWhole ? [old, now] : [gone, come];
  return {
    before: shown(toldApart(oldShown, new Set(gone), now), old.length - oldShown.length, t),
    after: shown(toldApart(nowShown, new Set(come), old), now.length - nowShown.length, t),
  };
}

/**
 * Lines of one side; those that differ from one of the other side in nothing that can be seen, or hide or reorder something that was not
 * there, show their blanks and invisible characters.
 */
function toldApart(
  lines: readonly string[],
  differing: ReadonlySet<string>,
  others: readonly string[],
): readonly string[] {
  const seen = new Set(differing.size === 0 ? [] : others.map(looks));
  return lines.map((line) =>
    differing.has(line) && (seen.has(looks(line)) || HIDDEN.test(line)) ? withMarks(line) : line,
  );
}

/** Joiners spell, and lines about leak sites have a tab in them. */
const HIDDEN = /(?!\t)(?![\u200C\u200D])[\p{Cf}\p{Cc}]/u;

function looks(line: string): string {
  return oneLine(line).normalize("NFC");
}

/** A line with a mark for each blank at its ends or beside another, and an escape for each character that is not seen. */
function withMarks(line: string): string {
  const isComposed = line === line.normalize("NFC");
  return line
    .replace(/^ +| +$| {2,}/g, (blanks) => "␣".repeat(blanks.length))
    .replace(isComposed ? /(?! )[\s\p{C}]/gu : /(?! )[\s\p{C}\p{M}]/gu, asEscapes);
}

function shown(lines: readonly string[], unchanged: number, t: Translate): readonly string[] {
  const more = lines.length - MOST_LINES;
  return [
    ...lines.slice(0, MOST_LINES).map((line) => shortened(line, LONGEST_LINE, t)),
    ...(more > 0 ? [t("({count|more|more}, left out here)", { count: more })] : []),
    ...(unchanged > 0 ? [t("({count} unchanged, left out here)", { count: unchanged })] : []),
    ...(lines.length + unchanged === 0 ? [t("(empty)")] : []),
  ];
}

/** The beginning of a foreign line, with a word where it is not all of it. */
export function shortened(line: string, most: number, t: Translate): string {
  const short = shortLine(line, most);
  return short.endsWith("…") && short !== shortLine(line, most + 1) ? t("{text} (shortened)", { text: short }) : short;
}

/** Whether a value names leak sites: an onion service, or a line that begins as `leak-sites` writes it. */
export function namesLeakSites(text: string): boolean {
  if (/\.onion(?![\w-])/i.test(text)) return true;
  return Array.from(text.matchAll(/^([^\s,]+),\t/gm), ([, host = ""]) => host).some((host) => host.includes("."));
}

const HOST = /^(https?:\/\/)?((?:[^\s./:?#]+\.)+[^\s./:?#\d][^\s./:?#]*)/i;

/** A text whose host names nothing makes a link of. */
export function withDefangedHosts(text: string): string {
  return text.replace(/[^\s,;<>"'|()]+/g, (word) =>
    word.replace(HOST, (_whole, scheme: string | undefined, host: string) => {
      return (scheme ?? "").replace(/tt/i, "xx") + host.replaceAll(".", "[.]");
    }),
  );
}
