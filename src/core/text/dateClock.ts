import { MILITARY_ZONES, SPELLED_ZONES, ZONES, type Zone } from "./dateWords";

/** A time of day as it is written. */
interface TimeOfDay {
  /** Since midnight; more than a day has where programmes run past midnight. */
  readonly seconds: number;
  readonly zone: Zone;
}

/** Before the hour in Korean, Chinese and Japanese. */
const BEFORE = "(?<before>오전|오후|上午|下午|午前|午後|凌晨|晚上|中午)? ?";
/** Behind it in English, Spanish, Greek, Arabic and Turkish: `am`, `A.M.`, `a. m.`, `μ.μ.`, `م`, `ÖS`. */
const HALF = "(?: ?(?<half>[ap]\\.? ?m(?:\\.|\\b)|[πμ]\\.?μ\\.?|[صم](?!\\p{L})|ö[ös](?!\\p{L})))";
const HOUR = "(?<![a-zа-я\\d.:])(?<hour>\\d{1,2})";

/** Hour, minute, second and fraction, with `:`, `.`, `h`, words and the signs of East Asia between them. */
const WITH_MINUTES = new RegExp(
  `${BEFORE}${HOUR}(?:[:∶]| ?h ?| ?[時时点點시] ?| ?ч\\.? ?| uhr (?=\\d\\d(?![\\d.]))|\\.(?=\\d\\d(?!\\d)))(?<minute>\\d{1,2})(?!\\d)` +
    `(?:(?:[:.∶]| ?[分분] ?| ?m(?:in)? ?)(?<second>\\d{1,2})(?!\\d)(?:[.,:]\\d+)?)?(?: ?[分분秒초])?${HALF}?`,
  "iu",
);
/** `10-30-00`, as names of files have it. */
const WITH_DASHES = /(?<![\d-])(?<hour>\d{2})-(?<minute>\d{2})-(?<second>\d{2})(?![\d-])/u;
/** The hour alone, where a word or sign says that it is one. */
const HOUR_ALONE = new RegExp(
  `${BEFORE}${HOUR}(?:${HALF}| ?[時时点點시]| ?ч(?!\\p{L})| ?h(?:eures?)?(?!\\p{L})| uhr(?!\\p{L})| o.clock(?!\\p{L}))`,
  "iu",
);
/** `101455` and `1014` at the beginning, as the basic form of ISO 8601 has it. */
const PACKED = /^[ ,]*(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?![\d:])(?:[.,]\d+)?/u;
const NAMED = /(?<![\p{L}\d])(?<word>noon|midnight|mittag|mitternacht|midi|minuit|mediodía|medianoche)(?![\p{L}])/iu;
const NOONS: ReadonlySet<string> = new Set(["noon", "mittag", "midi", "mediodía"]);

/** @param rest what stands behind the date. Null for a time of day or a zone that does not exist; a date alone is midnight UTC. */
export function readTime(rest: string): TimeOfDay | null {
  const found = clockIn(rest);
  if (found === null) {
    const zone = zoneAt(rest);
    return zone === null ? null : { seconds: 0, zone };
  }
  const { groups, end } = found;
  const half = `${groups["before"] ?? ""}${groups["half"] ?? ""}`.toLowerCase();
  let hour = Number(groups["hour"]);
  if (groups["word"] !== undefined) hour = NOONS.has(groups["word"].toLowerCase()) ? 12 : 0;
  const isAfternoon = /^(?:p|μ|م|ös|오후|下午|午後|晚上|中午)/u.test(half);
  const isMorning = /^(?:a|π|ص|öö|오전|上午|午前|凌晨)/u.test(half);
  if (hour < 12 && isAfternoon) hour += 12;
  if (hour === 12 && isMorning) hour = 0;
  const minute = Number(groups["minute"] ?? 0);
  const second = Number(groups["second"] ?? 0);
  // Programmes run past midnight until 25 or 26 o'clock; a leap second is 60.
  if (hour > 30 || minute > 59 || second > 60) return null;
  const zone = zoneAt(rest.slice(end));
  if (zone === null) return null;
  // Korean feeds write no zone and mean their own.
  const own = groups["before"]?.startsWith("오") === true && zone === 0 ? KOREA : zone;
  // A leap second has no place in a Date.
  return { seconds: hour * 3600 + minute * 60 + Math.min(second, 59), zone: own };
}

const KOREA = 9 * 60;

function clockIn(rest: string): { readonly groups: Record<string, string | undefined>; readonly end: number } | null {
  for (const shape of [WITH_MINUTES, PACKED, WITH_DASHES, HOUR_ALONE, NAMED]) {
    const match = shape.exec(rest);
    // A zone such as `-0500` without a time of day is no time of day.
    if (match === null || (/[+-]$/.test(rest.slice(0, match.index)) && !match[0].startsWith(" "))) continue;
    return { groups: match.groups ?? {}, end: match.index + match[0].length };
  }
  return null;
}

const OFFSET =
  /^(?:\(?(?:GMT|UTC|UT|Z)\)? ?)?(?<sign>[+-])(?<hour>\d{1,2}?)(?:[:h.]?(?<minute>\d{2})(?::?\d{2})?|(?<half>[.,]5))?(?![\d:])/i;

/** The zone that is written at the beginning, or further on beyond doubt. None counts as UTC; null for one that cannot be. */
function zoneAt(text: string): Zone | null {
  const start = text.replace(/^(?:[\s,;([]|uhr\b|hrs?\b\.?|h\b|г\.|р\.)+/iu, "");
  const offset = OFFSET.exec(start) ?? /(?<![\d\p{L}])(?<sign>[+-])(?<hour>\d{2}):?(?<minute>\d{2})(?!\d)/u.exec(text);
  if (offset !== null) return minutesOf(offset.groups ?? {});
  const place =
    /^(?:[a-z]{2,}(?:\/[a-z_]+)?\/[a-z_+\-\d]+|(?:EST5EDT|CST6CDT|MST7MDT|PST8PDT)\b)/i.exec(start)?.[0] ??
    /\[(?<place>[a-z_]+\/[a-z_/+\-\d]+)\]/i.exec(text)?.groups?.["place"];
  if (place !== undefined) return isPlace(place) ? place : 0;
  const plain = start.slice(0, 60).toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const spelled = SPELLED_ZONES.find(([name]) => name.test(plain));
  if (spelled !== undefined) return spelled[1];
  const letter = /^[A-Z](?![\p{L}\d/])/u.exec(start)?.[0];
  if (letter !== undefined) return MILITARY_ZONES.get(letter) ?? 0;
  const first = /^[a-z]{2,5}(?![\p{L}/])/iu.exec(start)?.[0].toUpperCase() ?? "";
  const known = ZONES.get(first);
  if (known !== undefined) return known;
  // Further on only what is written as a zone is: in capitals.
  for (const [word] of text.matchAll(/(?<![\p{L}/])[A-Z]{2,5}(?![\p{L}/])/gu)) {
    const zone = ZONES.get(word);
    if (zone !== undefined) return zone;
  }
  return 0;
}

/** No place on earth is further than 14 hours from Greenwich. */
const MOST_MINUTES = 14 * 60;

function minutesOf({ sign, hour, minute, half }: Record<string, string | undefined>): number | null {
  const minutes = Number(hour) * 60 + (half === undefined ? Number(minute ?? 0) : 30);
  if (minutes > MOST_MINUTES || Number(minute ?? 0) > 59) return null;
  return sign === "-" ? -minutes : minutes;
}

/** Formats of places, which take a moment to make. Feeds name one or two. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 50;

function isPlace(place: string): boolean {
  return formatOf(place) !== null;
}

function formatOf(place: string): Intl.DateTimeFormat | null {
  const known = FORMATS.get(place);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: place,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    if (FORMATS.size >= MOST_FORMATS) FORMATS.clear();
    FORMATS.set(place, format);
    return format;
  } catch {
    return null;
  }
}

/** The moment at which clocks of a zone show this date and time, which is given as if it were UTC, in milliseconds. */
export function momentOf(shown: number, zone: Zone): number {
  if (typeof zone === "number") return shown - zone * 60_000;
  const ahead = (moment: number): number => shownIn(zone, moment) - moment;
  // The second look is for the hours around a change of the clocks.
  return shown - ahead(shown - ahead(shown));
}

function shownIn(place: string, moment: number): number {
  const parts = new Map(
    formatOf(place)
      ?.formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}
