import { addressSpans } from "./addressSpans";
import { isRecord } from "./isRecord";
import type { Translate } from "./translate";

/**
 * Foreign text (feeds, pages, files, configuration, answers of servers) on its way to people. There are three ways: `oneLine` for
 * whatever interprets nothing (logs, mails, exports, notes; `apart` in rows), `safe` and `harmless` for notifications and prompts, `printable` for
 * the terminal. What a format makes of certain signs (CSV, HTML, Markdown, XML) is for its writer to escape, behind these.
 */

/** Characters without a picture of their own: they hide or reorder what stands around them. Joiners spell (Persian, emoji), so they stay. */
const INVISIBLE = /(?![\u200C\u200D])[\p{Cf}\p{Cs}]/gu;
/** White space and control characters; `\p{Cc}` has the line end of EBCDIC, `\s` those of Unicode. */
const GAPS = /[\s\p{Cc}]+/gu;

/** Letters written from right to left: the blocks that Unicode keeps for them. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
/** What `isolated` has put around such a text; nothing else begins and ends so. */
const ISOLATED = /\u2068([^\u2068\u2069]*)\u2069/u;

/** Foreign text as one visible line. */
export function oneLine(text: string): string {
  return inLine(text).trim();
}

/** A part of such a line: blanks at its ends stay. */
export function inLine(text: string): string {
  return text.replace(INVISIBLE, "").replace(GAPS, " ");
}

/** Foreign text as one visible line within a row or a sentence of ours: whatever its direction, the words around it keep their places. */
export function apart(text: string): string {
  return isolated(oneLine(text));
}

/** A visible line that leaves what stands beside it alone: one with letters from right to left is isolated (U+2068 to U+2069, UAX #9). */
export function isolated(line: string): string {
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
}

/**
 * The beginning of foreign text as one visible line: so many characters at most, an ellipsis included, none cut in two, nor a
 * defanged address behind other words.
 */
export function shortLine(text: string, most: number): string {
  // The cut comes first: the text may be megabytes long.
  const line = oneLine(text.slice(0, most * 8));
  const characters = Array.from(line);
  if (characters.length <= most) return line;
  const start = characters.slice(0, most - 1).join("");
  const parted = addressSpans(line).find(([from, to]) => from > 0 && from < start.length && start.length < to);
  return `${start.slice(0, parted?.[0]).trimEnd()}…`;
}

declare const mayBeSaid: unique symbol;

/**
 * What may stand in a notification, a prompt or the title of a progress. VS Code renders `[text](command:id)` there as a link that runs
 * the command, so that raw foreign text is none: only the functions here make it, and `t` of VS Code where all its arguments are.
 */
export type SafeText = string & { readonly [mayBeSaid]: true };

/** Words a sentence as `Translate`; it may be said where every text in it may. The message itself is written in the source. */
export interface TranslateSafely extends Translate {
  (message: string, args?: Readonly<Record<string, SafeText | number>>): SafeText;
  (message: string, args?: Record<string, string | number>): string;
}

const LONGEST_SAFE = 80;

/** A sentence that may hold foreign text, for notifications: no link can form in it, nothing is hidden. */
export function harmless(text: string): SafeText {
  // Every second part stood isolated, as `safe` has made it.
  const parts = text.split(ISOLATED).map((part, at) => (at % 2 === 0 ? inLine(part) : apart(part)));
  return withoutBrackets(parts.join("").trim());
}

/** Foreign text within a sentence of a notification, a prompt or a progress: harmless, and 80 characters at most. */
export function safe(text: string): SafeText {
  return withoutBrackets(isolated(shortLine(text, LONGEST_SAFE)));
}

function withoutBrackets(line: string): SafeText {
  return line.replaceAll("[", "(").replaceAll("]", ")") as SafeText;
}

/** A list of foreign names for a notification: three by name, the rest counted by the caller's sentence. */
export function safeList(names: readonly string[]): SafeText {
  const shown = names.slice(0, 3).map(safe).join(", ");
  return (names.length > 3 ? `${shown}, …` : shown) as SafeText;
}

/** A failure or the arguments of a problem with every text in it made safe, before it is put into a sentence. */
export function safeTexts<T extends object>(value: T): T {
  const entries = Object.entries(value).map(([key, part]: [string, unknown]) => {
    if (typeof part === "string") return [key, key === "code" ? part : safe(part)] as const;
    // A failure may hold the one that caused it.
    return [key, isRecord(part) ? safeTexts(part) : part] as const;
  });
  return Object.fromEntries(entries) as T;
}

/** Foreign text for quick-pick labels, descriptions and details, where VS Code draws `$(name)` as an icon: it stays text. */
export function pickText(text: string): string {
  return apart(text).replaceAll("$(", String.raw`\$(`);
}

/**
 * What a terminal acts upon: control characters (ECMA-48) but tabs and line breaks, where a lone carriage return overwrites its line; and
 * the bidirectional controls (UAX #9), which reorder it.
 */
const ACTED_UPON =
  // oxlint-disable-next-line no-control-regex -- finding control characters is the point
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]|\r(?!\n)/g;

/**
 * A text of many lines for the terminal: names, addresses and answers of servers stand in it, and none of them may move the cursor,
 * colour, clear or reorder anything. Such characters become escapes that JSON reads as the same characters.
 */
export function printable(text: string): string {
  return text.replace(ACTED_UPON, asEscapes);
}

/** Characters as JSON's escapes: `\u202e`. */
export function asEscapes(text: string): string {
  return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join(
    "",
  );
}

/** A text for the log, without the secret should a server have echoed it. */
export function withoutSecret(text: string, secret: string): string {
  return secret === "" ? text : text.replaceAll(secret, "***");
}
