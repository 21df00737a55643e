import { momentOf, readTime } from "./dateClock";
import { monthOf } from "./dateWords";

/** The last year of a date: what is later is no news, but another calendar or a mark for "never". */
const LAST_YEAR = 2199;
const FIRST_YEAR = 1900;

/**
 * Reads a date as feeds write it: RFC 822/1123 with zone names and two-digit years, ISO 8601 and W3CDTF down to a bare
 * year, weeks and days of the year, asctime, numeric dates, month names in thirty languages, Unix time in any unit. No zone means UTC.
 *
 * @returns ISO 8601 in UTC without fractions of a second, or null when it is no date of the years 1900 to 2199, or cannot be read for sure
 */
export function parseFeedDate(text: string): string | null {
  const common = readCommon(text.trim());
  if (common !== null) return common;
  const plain = withMinutes(plainDate(text));
  const unix = unixTime(plain);
  if (unix !== null) return unix;
  for (const shape of SHAPES) {
    // What looks like the shape further in front may be none: "10 Uhr 30, 5. Januar 2026".
    shape.lastIndex = 0;
    for (let match = shape.exec(plain); match !== null; match = shape.exec(plain)) {
      const moment = momentIn(match, plain);
      if (moment !== undefined) return moment;
    }
  }
  return null;
}

/** What a match of a shape says; undefined where what stands for its month is none. */
function momentIn(match: RegExpExecArray, plain: string): string | null | undefined {
  const { year = "", month, name, day, dayOfYear, week, weekday, korean, clock, lead } = match.groups ?? {};
  const monthNumber = name === undefined ? Number(month ?? 1) : monthOf(name);
  if (monthNumber === 0) return undefined;
  const after = `${clock ?? ""} ${plain.slice(match.index + match[0].length)}`
    .replace(/^ T(?:(\d\d)(?!\d|:|\.))?/i, isoTime)
    .replace(/^ ?:/, " ");
  // "10:00 5 Apr 2012"
  const before = lead ?? plain.slice(0, match.index);
  const rest = /\d/.test(after) ? after : `${before} ${after}`;
  // Korean feeds write no zone and mean their own.
  const zoned = korean === undefined ? rest : `${rest} +0900`;
  const midnight =
    week === undefined
      ? midnightOf(fullYear(year), monthNumber, Number(day ?? 1), dayOfYear)
      : weekDay(Number(year), Number(week), Number(weekday ?? 1));
  return midnight === null ? null : withTime(midnight, zoned);
}

/** Digits, blanks, signs and colons as ASCII has them, whatever the script; without marks that are not seen, quotes before it, and a label. */
function plainDate(text: string): string {
  return text
    .slice(0, 160)
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[\u0966-\u096f]/g, (digit) => String(digit.charCodeAt(0) - 0x966))
    .replace(/[\u2010-\u2015\u2212\ufe58\ufe63]/g, "-")
    .replace(/\s+|(?<=\d)_(?=\d)/g, " ")
    .replace(/^(?:<!\[CDATA\[|[ "'“”„«‹([{\\])+/, "")
    .trim()
    .replace(/^(\d{8})-(?=\d{6}(?!\d))/, "$1 ")
    .replace(/^[\p{L} ]{2,30}: (?=\S)/u, "");
}

/** The two shapes of nearly all feeds, read without detours; null for any other. */
function readCommon(text: string): string | null {
  const rfc =
    /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:([+-]\d\d)(\d\d)|GMT|UTC)$/.exec(
      text,
    );
  if (rfc !== null) return fromParts(rfc, Number(rfc[3]), monthOf(rfc[2] ?? ""), Number(rfc[1]));
  const iso = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-]\d\d):?(\d\d))$/.exec(text);
  return iso === null ? null : fromParts(iso, Number(iso[1]), Number(iso[2]), Number(iso[3]));
}

/** @param match hours, minutes, seconds and the zone's hours and minutes in groups 4 to 8 */
function fromParts(match: RegExpExecArray, year: number, month: number, day: number): string | null {
  const [, , , , hour, minute, second, zoneHour = "0", zoneMinute = "0"] = match;
  const midnight = Date.UTC(year, month - 1, day);
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const zoneMinutes = Number(zoneHour) * 60 + (zoneHour.startsWith("-") ? -1 : 1) * Number(zoneMinute);
  // What is out of range is left to the patient reader.
  const isPlain =
    year >= FIRST_YEAR && year <= LAST_YEAR && month > 0 && month <= 12 && new Date(midnight).getUTCDate() === day;
  const isClock = seconds < 86_400 && Number(minute) < 60 && Number(second) < 60 && Math.abs(zoneMinutes) < 1440;
  return isPlain && isClock ? isoSeconds(midnight + seconds * 1000 - zoneMinutes * 60_000) : null;
}

const NAME = "(?<name>[^\\s\\d.,:/()\\[\\]+-]{3,14})";
const ORDINAL = "(?:st|nd|rd|th|er|ère|ème|de|ste|-?(?:го|е|й)|[.º°ª])?";
/** What may stand before a numeric date: a time, and words such as a weekday, "am", "le". */
const WORDS = "(?<lead>\\d{1,2}[:h]\\d\\d\\S{0,4}(?: [ap]\\.?m\\.?)?,? )?(?:[^\\s\\d]{1,14},? ){0,3}";
/** What only those write who write the day first. */
const DAY_FIRST =
  "(?=.*(?:\\d ?h(?:\\d| |$)|(?<!\\p{L})(?:à|às|ore|alle|uhr|um|le|klo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|luned[iì]|" +
  "marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|" +
  "segunda|ter[cç]a|quarta|quinta|sexta|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(?!\\p{L})))";
/** A month before or behind it. */
const BETWEEN = "(?: ?[/-] ?|[ .]+)";

/** The shapes of the date part, the frequent ones first. What follows is the time and the zone. */
const SHAPES: readonly RegExp[] = [
  // 2003-12-31T10:14:55Z, Thu 2003-12-31 10:14
  new RegExp(`^${WORDS}(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})(?!\\d)`, "gi"),
  // 2026-W02-1, 2026W021, 2026-W02
  /^(?<year>\d{4})-?W(?<week>\d{2})(?:-?(?<weekday>[1-7]))?(?!\d)/gi,
  // Fri, 05 Jan 2024 10:00:00 GMT; 5-Jan-24; 5. Januar 2024; 5 de enero de 2024; the 5th of January, 2024; 05/Jan/2024:10:00
  new RegExp(
    `(?<![\\d:+-])(?<day>\\d{1,2})${ORDINAL}(?: (?:de|of)(?= ))?(?:${BETWEEN}|)${NAME}\\.?(?:,? (?:del?|of|г)(?= ))?(?:,? ?[ /-] ?|\\. ?|, ?)(?<year>\\d{4}(?!\\d)|\\d{2}(?![:.]?\\d))`,
    "giu",
  ),
  // 05Jan2024
  new RegExp(`(?<![\\d:+-])(?<day>\\d{1,2})${NAME}(?<year>\\d{4})(?!\\d)`, "giu"),
  // Fri Jan  5 10:00:00 CET 2024
  new RegExp(
    `${NAME}\\.? (?<day>\\d{1,2})${ORDINAL},? (?<clock>\\d{1,2}:[\\d:.]+(?: [ap]\\.?m\\.?)?(?: [a-z0-9:+-]{1,9})?) (?<year>\\d{4})(?!\\d)`,
    "giu",
  ),
  // January 5, 2024 10:00 AM; Jan 05 2024; Jan.5th, 2024; Jan/05/2024
  new RegExp(
    `${NAME}(?:${BETWEEN}|\\. ?)(?:the )?(?<day>\\d{1,2})${ORDINAL}(?:,? ?[ /-] ?|, ?)(?<year>\\d{4})(?![\\d:])`,
    "giu",
  ),
  // 2024 Jan 5; 2024. január 5.; 2024, January 5
  new RegExp(`(?<year>\\d{4})(?:\\.?,? |[/-])${NAME}\\.?(?: |[/-])(?<day>\\d{1,2})${ORDINAL}(?![\\d:])`, "giu"),
  // 20031231T101455Z, 20031231101455, 200312311014
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?=$|[TZ ]|(?:\d{6}|\d{4}|\d\d)(?!\d))/gi,
  // 2003-335, 2003335: day of the year
  /^(?<year>\d{4})-?(?<dayOfYear>\d{3})(?=$|[TZ ])/gi,
  // 2003-12, 2003
  /^(?<year>\d{4})(?:-(?<month>\d{1,2}))?(?=$|[TZ] ?|Z)/gi,
  // Fri, 2006/09/15 08:19:53 EDT; 2024.01.05; 2024. 1. 5.
  new RegExp(`^${WORDS}(?<year>\\d{4})(?:/|\\. ?)(?<month>\\d{1,2})(?:/|\\. ?)(?<day>\\d{1,2})\\.?(?!\\d)`, "gi"),
  // 2004년 05월 28일; 2024年1月5日
  /^(?<year>\d{4}) ?[년年] ?(?<month>\d{1,2}) ?[월月] ?(?<day>\d{1,2}) ?(?:(?<korean>일)|日|号)/g,
  // 5 tháng 1, 2024; ngày 5 tháng 1 năm 2024
  /(?<!\d)(?<day>\d{1,2}) th(?:á|á)ng (?<month>\d{1,2})(?:,| năm| năm)? (?<year>\d{4})(?!\d)/giu,
  // 03-12-31
  /^(?<year>\d{2})-(?<month>\d{2})-(?<day>\d{2})(?=$|[T ])/gi,
  // 05.01.2024; 5-1-2024; am 5. 1. 2024
  new RegExp(
    `^${WORDS}(?<day>\\d{1,2})(?<separator>[.-]) ?(?<month>\\d{1,2})\\k<separator> ?(?<year>\\d{4}|\\d{2})(?!\\d)`,
    "gi",
  ),
  // le 05/01/2024 à 10h30
  new RegExp(`^${DAY_FIRST}${WORDS}(?<day>\\d{1,2})/(?<month>0?[1-9]|1[0-2])/(?<year>\\d{4}|\\d{2})(?!\\d)`, "giu"),
  // 12/31/2024, and 31/12/2024 where the first number cannot be a month
  new RegExp(`^${WORDS}(?<month>0?[1-9]|1[0-2])/(?<day>\\d{1,2})/(?<year>\\d{4}|\\d{2})(?!\\d)`, "gi"),
  new RegExp(`^${WORDS}(?<day>\\d{1,2})/(?<month>\\d{1,2})/(?<year>\\d{4}|\\d{2})(?!\\d)`, "gi"),
];

/** ISO 8601 marks the time by a T, which is no zone here, and allows an hour alone. */
function isoTime(_: string, hour: string | undefined): string {
  return hour === undefined ? " " : ` ${hour}:00`;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  // Feeds began in 1999; what is older is an archive of the nineties.
  return digits.length === 2 ? year + (year >= 90 ? 1900 : 2000) : year;
}

/** `2026010510` says no more than the hour. */
function withMinutes(text: string): string {
  return text.length === 10 && isPacked(text) ? `${text}00` : text;
}

/** Digits before the point for each unit: seconds, milli-, micro- and nanoseconds. Of fewer none are news, of ten they end in 2286. */
const UNITS = [
  { digits: /^(?:\d{9}|\d{10})$/, perSecond: 1 },
  { digits: /^(?:\d{12}|\d{13})$/, perSecond: 1e3 },
  { digits: /^(?:\d{15}|\d{16})$/, perSecond: 1e6 },
  { digits: /^(?:\d{18}|\d{19})$/, perSecond: 1e9 },
] as const;

/** Since 1970, as a number alone, behind an `@`, or as JSON of Microsoft writes it. Digits that are a date in themselves are that date. */
function unixTime(text: string): string | null {
  const digits =
    /^@?(\d{9,19})(?:\.\d+)?$/.exec(text)?.[1] ?? /^\/?Date\((\d{12,13})(?:[+-]\d{4})?\)\\?\/?$/i.exec(text)?.[1];
  if (digits === undefined || isPacked(digits)) return null;
  const unit = UNITS.find((one) => one.digits.test(digits));
  return unit === undefined ? null : isoSeconds((Number(digits) / unit.perSecond) * 1000);
}

/** `2026010510`, `202601051030`, `20260105103000`: whatever moment they would be as Unix time, nobody means it. */
function isPacked(digits: string): boolean {
  const [, year, month, day, hour, minute = "0", second = "0"] =
    /^((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?$/.exec(digits) ?? [];
  // Of ten digits those that begin like this are moments from 2033 on.
  if (digits.length === 10 && year?.startsWith("19") !== false) return false;
  const isClock = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return isClock && midnightOf(Number(year), Number(month), Number(day)) !== null;
}

/** In milliseconds, null for a day that does not exist. */
function midnightOf(year: number, month: number, day: number, dayOfYear?: string): number | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return null;
  if (dayOfYear !== undefined) {
    const midnight = Date.UTC(year, 0, Number(dayOfYear));
    return new Date(midnight).getUTCFullYear() === year ? midnight : null;
  }
  const midnight = Date.UTC(year, month - 1, day);
  return day >= 1 && new Date(midnight).getUTCDate() === day ? midnight : null;
}

const DAY_MS = 86_400_000;

/** ISO 8601: the first week is that of 4 January, and weeks begin with Monday. */
function weekDay(year: number, week: number, weekday: number): number | null {
  if (year < FIRST_YEAR || year > LAST_YEAR || week < 1 || week > 53) return null;
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  const day = monday + ((week - 1) * 7 + weekday - 1) * DAY_MS;
  // The 53rd week is there in some years only: its Thursday lies in the year.
  const thursday = monday + ((week - 1) * 7 + 3) * DAY_MS;
  return new Date(thursday).getUTCFullYear() === year ? day : null;
}

function withTime(midnight: number, rest: string): string | null {
  const time = readTime(rest);
  return time === null ? null : isoSeconds(momentOf(midnight + time.seconds * 1000, time.zone));
}

function isoSeconds(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return date.getUTCFullYear() > LAST_YEAR ? null : `${date.toISOString().slice(0, 19)}Z`;
}
