import { MAX_STORY_TEXT_CHARACTERS } from "../limits";
import { plainLetters } from "./vocabulary";

/** What tells several stories at once, in its headline: recaps, podcasts, newsletters, lists. */
const SEVERAL: readonly RegExp[] = [
  /\b(?:daily|weekly|monthly|week|month|year)(?:'s|s)?[ -](?:recap|review|round-?up|digest|brief(?:ing)?|bulletin|wrap(?:-up)?|in review|news|update|summary|report)\b/,
  /\b(?:recap|round-?up|newsletter|digest)\b(?!\s+(?:scam|phish|plugin|attack|flaw|vulnerab|ransom))/,
  /\bin other news\b|\bin brief\b|\bnews of the (?:day|week)\b|\bthe week (?:in|that was)\b|\bthis week in\b|\bin case you missed\b/,
  /\b(?:stormcast|podcast|webcast|webinar|livestream|virtual (?:event|summit)|guest diary|open thread|friday squid)\b/,
  /(?:&|\band\b|\bund\b)\s+(?:\d+\+?\s+)?(?:more|mehr|weitere[ns]?)(?:\s+(?:stories|news|meldungen))?\s*$/,
  /\b\d+\+?\s+(?:more\s+)?stories\b/,
  /\b(?:wochenruckblick|monatsruckblick|jahresruckblick|wochenschau|wochenende kompakt|kurz (?:informiert|notiert|gemeldet)|kurzmeldungen|nachrichtenuberblick)\b/,
  /\b(?:dozens of|several|multiple|over \d+|more than \d+|\d{2,}\+?)\s+(?:\w+\s+)?vendors\b/,
  /\bkev[- ]list|\bdeals announced\b/,
];

/** The same, where a headline has both. */
const TOGETHER: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:known exploited vulnerabilit(?:y|ies)|cisa|kev)\b/, /\b[ck]atalog/],
  [/\bm&a\b/, /\bdeals?\b/],
];

/** A clause of an attack, a flaw or a patch: two of them beside a semicolon are two stories. */
const EVENT =
  /\b(?:flaws?|bugs?|vulnerabilit\w*|zero-?days?|exploit\w*|attacks?|breach\w*|ransomware|malware|hack(?:ed|s|ers?)?|schwachstellen?|angriffe?|datenleck)\b|(?:lucken?|trojaner)\b/;

/** Whether a headline tells several stories, so that its article is of none. */
export function isRoundup(title: string): boolean {
  const text = plainLetters(title.slice(0, MAX_STORY_TEXT_CHARACTERS)).replace(/[\u2018\u2019]/g, "'");
  if (SEVERAL.some((pattern) => pattern.test(text))) return true;
  if (TOGETHER.some(([one, other]) => one.test(text) && other.test(text))) return true;
  const clauses = text.split(/;\s/);
  return clauses.length > 1 && clauses.every((clause) => EVENT.test(clause));
}

/** Who patches by the calendar; without a maker, *Patch Tuesday* is that of Microsoft. */
const MAKER =
  /\b(?:microsoft|adobe|sap|oracle|android|apple|google|intel|amd|nvidia|siemens|ics|cisco|fortinet|ivanti|vmware|mozilla|chrome|qualcomm|schneider)\b/;
const MONTH =
  /\b(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|marz|mai|juni|juli|oktober|dezember)\b/;
const PATCH_DAY = /\bpatch[ -]?(?:tuesday|day)\b|\bpatchday\b/;
/** With a month and a year: *January 2026 Security Updates*. */
const PATCHES = /\b(?:updates?|patch\w*|fix\w*|bulletin)\b/;
const COUNT = "(?:\\d+|three|four|five|six|seven|eight|nine|ten|drei|vier|funf|sechs|sieben|acht|neun|zehn)";
/** So many holes closed at once that it is no story of one of them. */
const MANY =
  /\b(\d{2,4})\+?\s+(?:\p{L}+[\s-]+){0,3}(?:flaws|bugs|vulnerabilities|cves|holes|schwachstellen|\p{L}*lucken|security)\b/u;
const ZERO_DAYS = new RegExp(`\\b${COUNT}\\s+(?:\\p{L}+[\\s-]+){0,3}zero-?days\\b`, "u");
const FEWEST_OF_MANY = 20;

/**
 * Whose overview of a day of patches a headline is: such overviews are one story with each other, and with nothing else. Null for all
 * other headlines.
 */
export function overviewOf(title: string): string | null {
  const text = plainLetters(title.slice(0, MAX_STORY_TEXT_CHARACTERS));
  const maker = MAKER.exec(text)?.[0] ?? null;
  if (PATCH_DAY.test(text)) return maker ?? "microsoft";
  if (maker === null || !/\b(?:patch\w*|fix\w*|updates?|address\w*|plugs?|schlie\w+|stopf\w+|beheb\w+)\b/.test(text))
    return null;
  const many = Number(MANY.exec(text)?.[1] ?? 0) >= FEWEST_OF_MANY;
  const months = MONTH.test(text) && PATCHES.test(text) && /\b20\d\d\b/.test(text);
  return many || months || (maker === "microsoft" && ZERO_DAYS.test(text)) ? maker : null;
}
