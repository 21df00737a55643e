import { MONTH_NAMES, ZONE_MINUTES } from "./dateWords";

/**
 * Reads a date as feeds write it: RFC 822/1123 with zone names and two-digit years, ISO 8601 and W3CDTF down to a bare
 * year, asctime, numeric dates, month names in a dozen languages, Unix seconds or milliseconds. No zone means UTC.
 *
 * @returns ISO 8601 in UTC without fractions of a second, or null when it is no date of the years 1900 to 9999
 */
export function parseFeedDate(text: string): string | null {
  const common = readCommon(text.trim());
  if (common !== null) return common;
  const folded = text.slice(0, 120).replace(/\s+/g, " ").trim();
  for (const shape of SHAPES) {
    const match = shape.exec(folded);
    if (match === null) continue;
    const { year, month, name, day, dayOfYear, korean, clock = "" } = match.groups ?? {};
    const monthNumber = name === undefined ? Number(month ?? 1) : monthOf(name);
    if (monthNumber === 0) continue;
    const after = `${clock} ${folded.slice(match.index + match[0].length)}`.replace(/^ T(?:(\d\d)(?!\d|:))?/i, isoTime);
    // "10:00 5 Apr 2012"
    const rest = CLOCK.test(after) ? after : `${after} ${folded.slice(0, match.index)}`;
    // Korean feeds write no zone and mean their own.
    const zoned = korean === undefined ? rest : `${rest} +0900`;
    return toUtc(fullYear(year ?? ""), monthNumber, Number(day ?? dayOfYear ?? 1), dayOfYear !== undefined, zoned);
  }
  return unixTime(folded);
}

/** The two shapes of nearly all feeds, read without detours; null for any other. */
function readCommon(text: string): string | null {
  const rfc =
    /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:([+-]\d\d)(\d\d)|GMT|UTC)$/.exec(
      text,
    );
  if (rfc !== null)
    return fromParts(rfc, Number(rfc[3]), MONTH_NAMES.get(rfc[2]?.toLowerCase() ?? "") ?? 0, Number(rfc[1]));
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
  const isPlain = year >= 1900 && month > 0 && month <= 12 && new Date(midnight).getUTCDate() === day;
  const isClock = seconds < 86_400 && Number(minute) < 60 && Number(second) < 60 && Math.abs(zoneMinutes) < 1440;
  return isPlain && isClock ? isoSeconds(midnight + seconds * 1000 - zoneMinutes * 60_000) : null;
}

const NAME = "(?<name>[^\\s\\d.,:/()-]{3,12})";
const ORDINAL = "(?:st|nd|rd|th|[.ºª])?";

/** The shapes of the date part, the frequent ones first. What follows is the time and the zone. */
const SHAPES: readonly RegExp[] = [
  // 2003-12-31T10:14:55Z, Thu 2003-12-31 10:14
  /^(?:[a-z]{2,9}\.?,? )?(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?!\d)/i,
  // Fri, 05 Jan 2024 10:00:00 GMT; 5-Jan-24; 5. Januar 2024; 5 de enero de 2024
  new RegExp(
    `(?<![\\d:+-])(?<day>\\d{1,2})${ORDINAL}(?: de(?= ))?[ -]*${NAME}\\.?,?(?: del?(?= ))?[ -]+(?<year>\\d{4}|\\d{2})(?![\\d:])`,
    "i",
  ),
  // Fri Jan  5 10:00:00 CET 2024
  new RegExp(
    `${NAME}\\.? (?<day>\\d{1,2})${ORDINAL},? (?<clock>\\d{1,2}:[\\d:.]+(?: [ap]\\.?m\\.?)?(?: [a-z0-9:+-]{1,9})?) (?<year>\\d{4})(?!\\d)`,
    "i",
  ),
  // January 5, 2024 10:00 AM; Jan 05 2024
  new RegExp(`${NAME}\\.?[ -](?<day>\\d{1,2})${ORDINAL},?[ -]+(?<year>\\d{4})(?![\\d:])`, "i"),
  // 2024 Jan 5
  new RegExp(`(?<year>\\d{4})[ -]${NAME}\\.?[ -](?<day>\\d{1,2})(?![\\d:])`, "i"),
  // 20031231T101455Z, 20031231101455
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?=$|[TZ ]|\d{6}$)/i,
  // 2003-335, 2003335: day of the year
  /^(?<year>\d{4})-?(?<dayOfYear>\d{3})(?=$|[TZ ])/i,
  // 2003-12, 2003
  /^(?<year>\d{4})(?:-(?<month>\d{1,2}))?(?=$|[TZ ])/i,
  // Fri, 2006/09/15 08:19:53 EDT; 2024.01.05
  /^(?:[a-z]{2,9}\.?,? )?(?<year>\d{4})[/.](?<month>\d{1,2})[/.](?<day>\d{1,2})(?!\d)/i,
  // 2004년 05월 28일; 2024年1月5日
  /^(?<year>\d{4}) ?[년年] ?(?<month>\d{1,2}) ?[월月] ?(?<day>\d{1,2}) ?(?:(?<korean>일)|日)/,
  // 03-12-31
  /^(?<year>\d{2})-(?<month>\d{2})-(?<day>\d{2})(?=$|[T ])/i,
  // 05.01.2024; 5-1-2024
  /^(?:[^\s\d]{2,12},? )?(?<day>\d{1,2})(?<separator>[.-]) ?(?<month>\d{1,2})\k<separator> ?(?<year>\d{4}|\d{2})(?!\d)/,
  // 12/31/2024, and 31/12/2024 where the first number cannot be a month
  /^(?:[^\s\d]{2,12},? )?(?<month>0?[1-9]|1[0-2])\/(?<day>\d{1,2})\/(?<year>\d{4}|\d{2})(?!\d)/,
  /^(?:[^\s\d]{2,12},? )?(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4}|\d{2})(?!\d)/,
];

/** ISO 8601 marks the time by a T, which is no zone here, and allows an hour alone. */
function isoTime(_: string, hour: string | undefined): string {
  return hour === undefined ? " " : ` ${hour}:00`;
}

/** 1 to 12, or 0 for a word that is no month. */
function monthOf(name: string): number {
  const plain = name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  for (let length = Math.min(plain.length, 5); length >= 3; length--) {
    const month = MONTH_NAMES.get(plain.slice(0, length));
    if (month !== undefined) return month;
  }
  return 0;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  // Feeds began in 1999; what is older is an archive of the nineties.
  return digits.length === 2 ? year + (year >= 90 ? 1900 : 2000) : year;
}

function unixTime(text: string): string | null {
  if (!/^\d{9,10}$|^\d{12,13}$/.test(text)) return null;
  return isoSeconds(Number(text) * (text.length > 10 ? 1 : 1000));
}

function toUtc(year: number, month: number, day: number, isDayOfYear: boolean, rest: string): string | null {
  const time = readTime(rest);
  if (time === null || year < 1900 || month > 12 || month < 1 || day < 1 || day > 366) return null;
  const midnight = Date.UTC(year, month - 1, day);
  if (!isDayOfYear && new Date(midnight).getUTCDate() !== day) return null;
  return isoSeconds(midnight + time.seconds * 1000 - time.zoneMinutes * 60_000);
}

function isoSeconds(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return date.getUTCFullYear() > 9999 ? null : `${date.toISOString().slice(0, 19)}Z`;
}

/** Optional half of the day in Korean, hour, minute, second, fraction, half of the day. `101455` and `10h14` count. */
const CLOCK =
  /(?<early>오[전후] ?)?(?<!\d)(?<hour>\d{1,2})(?:[:h](?<minute>\d{1,2})(?::(?<second>\d{1,2}))?|(?<minutePacked>\d\d)(?<secondPacked>\d\d)?(?!\d))(?:[.,:]\d+)?(?: ?(?<late>[ap]\.?m\b\.?|[πμ]μ))?/i;

/** Seconds since midnight and the zone; null for a time of day that does not exist. A date alone is midnight UTC. */
function readTime(rest: string): { readonly seconds: number; readonly zoneMinutes: number } | null {
  const clock = CLOCK.exec(rest);
  // A zone such as `-0500` without a time of day is no time of day.
  if (clock === null || /[+-]$/.test(rest.slice(0, clock.index))) return { seconds: 0, zoneMinutes: zoneOf(rest) };
  const { early = "", minute, second, minutePacked, secondPacked, late = "" } = clock.groups ?? {};
  const half = `${early}${late}`.toLowerCase();
  let hour = Number(clock.groups?.["hour"]);
  if (hour < 12 && /^(?:p|μ|오후)/.test(half)) hour += 12;
  if (hour === 12 && /^(?:a|π|오전)/.test(half)) hour = 0;
  const minutes = Number(minute ?? minutePacked ?? 0);
  // A leap second has no place in a Date.
  const seconds = Math.min(Number(second ?? secondPacked ?? 0), 59);
  // Programmes run past midnight until 25 or 26 o'clock.
  if (hour > 30 || minutes > 59) return null;
  const zone = zoneOf(rest.slice(clock.index + clock[0].length));
  return { seconds: hour * 3600 + minutes * 60 + seconds, zoneMinutes: early === "" ? zone : KOREA };
}

const KOREA = 9 * 60;

/** Minutes east of Greenwich: `+0100`, `GMT+01:00`, `+2`, `EST`, `Z`. What is no zone counts as UTC. */
function zoneOf(text: string): number {
  const offset = /([+-])(\d{1,2}?):?(\d{2})?(?!\d)/.exec(text);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return minutes > 24 * 60 ? 0 : offset[1] === "-" ? -minutes : minutes;
  }
  for (const [word] of text.matchAll(/(?<![a-z/])[a-z]{1,5}(?![a-z/])/gi)) {
    const minutes = ZONE_MINUTES.get(word.toUpperCase());
    if (minutes !== undefined) return minutes;
  }
  return 0;
}
