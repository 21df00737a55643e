import { firstUnits, shortText } from "../text/beginning";
import {
  MAX_MAIL_CHARACTERS,
  MAX_MAIL_ENTRIES,
  MAX_MAIL_SUMMARY_CHARACTERS,
  MAX_MAIL_TITLE_CHARACTERS,
} from "../limits";
import { inLine, oneLine, shortLine } from "../text/foreignText";
import type { Translate } from "../text/translate";

/** Of all names in a subject that tells what was found, and of one of them. */
const MAX_SUBJECT_NAMES_CHARACTERS = 100;
const MAX_SUBJECT_NAME_CHARACTERS = 40;

/** An article in a digest. */
export interface DigestEntry {
  readonly title: string;
  readonly url: string;
  readonly source: string;
  /** As the reader's language writes it; empty when there is none. */
  readonly date: string;
  /** Stretches of the title that are names: UTF-16 offsets, in order, without overlap. */
  readonly marks: readonly (readonly [start: number, end: number])[];
  /** Why it stands here, in sentences; `word` is what was found, where the title does not show it. */
  readonly reasons: readonly { readonly text: string; readonly word: string }[];
  /** What somebody has noted down beside its story, as a line; left out where that is nothing. */
  readonly remark?: string;
  /** Sentences of a summary. */
  readonly summary: readonly string[];
}

/** Articles under one heading: a tracked name, a keyword, or the rest. */
export interface DigestGroup {
  /** Of a tracked name, or articles of none; left out for what other jobs have found. */
  readonly kind?: "matches" | "others";
  readonly heading: string;
  readonly entries: readonly DigestEntry[];
}

interface Digest {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * The mail about what a run has found, as plain text and as HTML. Everything in it came from outside and is escaped; only web
 * addresses become links.
 *
 * @param subject null: it tells what was found
 * @param placeholder what it says when there is nothing
 * @param remarks sentences of ours below all of it
 */
export function buildDigest(
  subject: string | null,
  groups: readonly DigestGroup[],
  placeholder: string,
  t: Translate,
  remarks: readonly string[] = [],
): Digest {
  const { shown, left } = fitting(groups.filter(({ entries }) => entries.length > 0));
  const more =
    left === 0 ? [] : [t("{count} more are not in this mail, which would be too large with them.", { count: left })];
  const below = [...more, ...remarks];
  const line = oneLine(subject ?? foundSubject(groups, t));
  if (shown.length === 0) {
    return { subject: line, text: `${placeholder}\n`, html: page(`<p>${escapeHtml(placeholder)}</p>`) };
  }
  const text = [...shown.map(groupText), ...below].join("\n\n");
  const html = [...shown.map(groupHtml), ...below.map((sentence) => `<p>${escapeHtml(sentence)}</p>`)].join("\n");
  return { subject: line, text: `${text}\n`, html: page(html) };
}

/** "TI Scraper: 5 new matches: Clop (2), APT28 (3)": what was found, as far as a subject has room. */
function foundSubject(groups: readonly DigestGroup[], t: Translate): string {
  const found = groups.filter(({ entries }) => entries.length > 0);
  const matches = found.filter(({ kind }) => kind === "matches");
  const named = matches.length > 0 ? matches : found.filter(({ kind }) => kind === undefined);
  const count = found.reduce((sum, { entries }) => sum + entries.length, 0);
  if (count === 0) return t("TI Scraper: nothing new");
  if (named.length === 0)
    return count === 1 ? t("TI Scraper: 1 new article") : t("TI Scraper: {count} new articles", { count });
  const names = fittingHeadings(named, t);
  if (matches.length === 0) return t("TI Scraper: {names}", { names });
  const total = matches.reduce((sum, { entries }) => sum + entries.length, 0);
  return total === 1
    ? t("TI Scraper: 1 new match: {names}", { names })
    : t("TI Scraper: {count} new matches: {names}", { count: total, names });
}

function fittingHeadings(groups: readonly DigestGroup[], t: Translate): string {
  const shown: string[] = [];
  let room = MAX_SUBJECT_NAMES_CHARACTERS;
  for (const { heading } of groups) {
    const text = shortLine(heading, MAX_SUBJECT_NAME_CHARACTERS);
    room -= text.length + 2;
    if (room < 0) break;
    shown.push(text);
  }
  const left = groups.length - shown.length;
  return left === 0 ? shown.join(", ") : t("{names} and {count} more", { names: shown.join(", "), count: left });
}

function fitting(groups: readonly DigestGroup[]): { readonly shown: readonly DigestGroup[]; readonly left: number } {
  let room = MAX_MAIL_ENTRIES;
  let size = MAX_MAIL_CHARACTERS;
  let left = 0;
  const shown: DigestGroup[] = [];
  for (const { heading, entries } of groups) {
    const kept: DigestEntry[] = [];
    for (const entry of entries) {
      if (room > 0) size -= entryHtml(entry).length;
      // Whoever comes behind one that was left out is left out as well: the order tells what matters.
      if (size < 0) room = 0;
      if (room === 0) break;
      room -= 1;
      kept.push(entry);
    }
    left += entries.length - kept.length;
    if (kept.length > 0) shown.push({ heading, entries: kept });
  }
  return { shown, left };
}

function groupText({ heading, entries }: DigestGroup): string {
  const line = oneLine(heading);
  return [line, "=".repeat(Math.min(line.length, 60)), ...entries.map(entryText)].join("\n\n").replace("\n\n=", "\n=");
}

function entryText(entry: DigestEntry): string {
  const { url, reasons, remark = "" } = entry;
  return [
    titleParts(entry)
      .map(({ text }) => text)
      .join(""),
    oneLine(url),
    facts(entry),
    ...reasons.map(({ text }) => oneLine(text)),
    oneLine(remark),
    summaryText(entry),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function groupHtml({ heading, entries }: DigestGroup): string {
  return [
    `<h2 style="font-size:16px;margin:24px 0 8px">${escapeHtml(oneLine(heading))}</h2>`,
    "<ul>",
    ...entries.map(entryHtml),
    "</ul>",
  ].join("\n");
}

function entryHtml(entry: DigestEntry): string {
  const title = inHtml(titleParts(entry));
  const { url, reasons, remark = "" } = entry;
  const isLink = /^https?:\/\/[^\s"'<>]+$/i.test(url) && !/^https?:\/\/[^/?#]*\.onion\.?(?:[:/?#]|$)/i.test(url);
  const small = (html: string) => `<br><span style="color:#666;font-size:12px">${html}</span>`;
  return [
    `<li style="margin:0 0 12px">`,
    isLink ? `<a href="${escapeHtml(url)}">${title}</a>` : `${title}<br>${escapeHtml(oneLine(url))}`,
    facts(entry) === "" ? "" : small(escapeHtml(facts(entry))),
    ...reasons.map((reason) => small(inHtml(reasonParts(reason)))),
    remark === "" ? "" : `<br>${escapeHtml(oneLine(remark))}`,
    summaryText(entry) === "" ? "" : `<br>${escapeHtml(summaryText(entry))}`,
    "</li>",
  ].join("");
}

function facts({ source, date }: DigestEntry): string {
  return [oneLine(source), oneLine(date)].filter((part) => part !== "").join(" · ");
}

function summaryText({ summary }: DigestEntry): string {
  return shortText(oneLine(summary.join(" ")), MAX_MAIL_SUMMARY_CHARACTERS);
}

interface Part {
  readonly text: string;
  readonly marked: boolean;
}

function inHtml(parts: readonly Part[]): string {
  return parts.map(({ text, marked }) => (marked ? `<b>${escapeHtml(text)}</b>` : escapeHtml(text))).join("");
}

/** The title in its stretches, a long one cut; without any it is its address's. */
function titleParts({ title, url, marks }: DigestEntry): readonly Part[] {
  if (oneLine(title) === "") return [{ text: oneLine(url), marked: false }];
  const parts: Part[] = [];
  // An address longer than that stays whole.
  const end = firstUnits(title, MAX_MAIL_TITLE_CHARACTERS).length || title.length;
  const add = (from: number, to: number, marked: boolean): void => {
    const text = inLine(title.slice(from, Math.min(to, end)));
    if (text !== "") parts.push({ text, marked });
  };
  let at = 0;
  for (const [start, stop] of marks) {
    add(at, start, false);
    add(start, stop, true);
    at = stop;
  }
  add(at, end, false);
  return end < title.length ? [...parts, { text: "…", marked: false }] : parts;
}

function reasonParts({ text, word }: DigestEntry["reasons"][number]): readonly Part[] {
  const [line, found] = [oneLine(text), oneLine(word)];
  const at = found === "" ? -1 : line.indexOf(found);
  if (at < 0) return [{ text: line, marked: false }];
  return [
    { text: line.slice(0, at), marked: false },
    { text: found, marked: true },
    { text: line.slice(at + found.length), marked: false },
  ];
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function page(body: string): string {
  return `<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body style="font-family:sans-serif;font-size:14px">\n${body}\n</body></html>\n`;
}
