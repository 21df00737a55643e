import type { Article, NoteState } from "../core/model/model";
import { foldText, wordsToFind } from "../core/search/foldText";
import { oneLine } from "../core/text/foreignText";
import { isRecord } from "../core/text/isRecord";
import type { Translate } from "../core/text/translate";
import { siteName } from "../core/urls/siteName";

/** What an article has to be to stand in the list; nothing of it is asked where all is left out. */
export interface ListFilter {
  /** All of its words stand in headline or summary. */
  readonly text?: string;
  readonly name?: string;
  /** The site of its source. */
  readonly source?: string;
  /** It is of so many days, today included. */
  readonly days?: number;
  readonly cve?: true;
  /** Whether a note in Cortex XSOAR has it. */
  readonly note?: "noted" | "none";
}

/** A filter that was given a name. */
export interface SavedFilter {
  readonly name: string;
  readonly filter: ListFilter;
}

export const NO_FILTER: ListFilter = {};

/** The filter that was remembered; what is none is left out. */
export function readFilter(stored: unknown): ListFilter {
  if (!isRecord(stored)) return NO_FILTER;
  const { text, name, source, days, cve, note } = stored;
  return {
    ...(isText(text) ? { text } : {}),
    ...(isText(name) ? { name } : {}),
    ...(isText(source) ? { source } : {}),
    ...(typeof days === "number" && Number.isInteger(days) && days > 0 && days <= MOST_DAYS ? { days } : {}),
    ...(cve === true ? { cve } : {}),
    ...(note === "noted" || note === "none" ? { note } : {}),
  };
}

/** Dates further back are none. */
const MOST_DAYS = 36_500;

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

/** The filters that were saved; what is none is left out. */
export function readSaved(stored: unknown): readonly SavedFilter[] {
  if (!Array.isArray(stored)) return [];
  return (stored as unknown[]).flatMap((one): readonly SavedFilter[] => {
    if (!isRecord(one) || !isText(one["name"])) return [];
    const filter = readFilter(one["filter"]);
    return isFiltered(filter) ? [{ name: one["name"], filter }] : [];
  });
}

/** Saves a filter under a name: another one of that name goes. */
export function withSaved(saved: readonly SavedFilter[], name: string, filter: ListFilter): readonly SavedFilter[] {
  return [...saved.filter((one) => one.name !== name), { name, filter }];
}

/** Whether it asks for anything. */
export function isFiltered(filter: ListFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** Whether it asks for all that another one asks for. */
export function asksFor(filter: ListFilter, part: ListFilter): boolean {
  return (Object.keys(part) as (keyof ListFilter)[]).every((key) => filter[key] === part[key]);
}

/** With a further wish; without it where it is one already. */
export function toggled(filter: ListFilter, part: ListFilter): ListFilter {
  if (!asksFor(filter, part)) return { ...filter, ...part };
  return readFilter(Object.fromEntries(Object.entries(filter).filter(([key]) => !(key in part))));
}

/** What of a row a filter looks at. */
export interface Filtered {
  readonly article: Article;
  /** Its day here, `YYYY-MM-DD`. */
  readonly day: string;
  readonly name: string;
  readonly note: NoteState;
}

/** @param since the first day it is of, where it asks for days */
export function passes(filter: ListFilter, since: string): (row: Filtered) => boolean {
  const { text = "", name, source, days, cve, note } = filter;
  const words = wordsToFind(text);
  return ({ article, day, ...row }) =>
    (name === undefined || row.name === name) &&
    (source === undefined || siteName(article.source) === source) &&
    (days === undefined || day >= since) &&
    (cve === undefined || hasCve(article)) &&
    (note === undefined || isNoted(row.note) === (note === "noted")) &&
    words.every((word) => foldedText(article).includes(word));
}

/** Indicators are not kept of all that is stored: what names one in its headline has it too. */
const CVE = /\bCVE-\d{4}-\d{4,}/i;

function hasCve({ title, summary = "", indicators = [] }: Article): boolean {
  return indicators.some(({ kind }) => kind === "cve") || CVE.test(title) || CVE.test(summary);
}

function isNoted(note: NoteState): boolean {
  return note === "noted" || note === "theirs";
}

const folded = new WeakMap<Article, string>();

function foldedText(article: Article): string {
  const known = folded.get(article) ?? foldText(`${article.title}\n${article.summary ?? ""}`);
  folded.set(article, known);
  return known;
}

/** "“ransom” · Clop · with a CVE id": what a filter asks for. */
export function filterText(filter: ListFilter, t: Translate): string {
  const { text, name, source, days, cve, note } = filter;
  return [
    text === undefined ? "" : t("“{text}”", { text: oneLine(text) }),
    oneLine(name ?? ""),
    oneLine(source ?? ""),
    days === undefined ? "" : daysText(days, t),
    cve === undefined ? "" : t("with a CVE id"),
    note === undefined ? "" : note === "noted" ? t("with a note") : t("without a note"),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

/** "today", "last 7 days". */
export function daysText(days: number, t: Translate): string {
  return days === 1 ? t("of today") : t("last {count|day|days}", { count: days });
}
