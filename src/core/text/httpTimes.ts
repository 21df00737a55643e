import { MAX_RETRY_AFTER_SECONDS } from "../limits";

/** Names in lower case. */
type Headers = Readonly<Record<string, string>>;

/**
 * Seconds from now for which a server asks to be left alone, by `Retry-After` in either form (RFC 9110 §10.2.3): a day at most; null
 * when it does not, or in no way that can be read.
 */
export function retryAfterSeconds(headers: Headers, now: Date): number | null {
  const value = headers["retry-after"] ?? "";
  const seconds = wholeSeconds(value) ?? secondsUntil(value, headers["date"], now);
  return seconds === null ? null : Math.min(MAX_RETRY_AFTER_SECONDS, Math.max(0, seconds));
}

/** Seconds until a date, by the server's own clock where it tells the time; null when it is no date. */
export function secondsUntil(date: string, serverDate: string | undefined, now: Date): number | null {
  const until = httpDate(date);
  return until === null ? null : Math.ceil((until - (httpDate(serverDate ?? "") ?? now.getTime())) / 1000);
}

/** Seconds as headers write them, in quotation marks or not, a part of one as a whole; null when they are none. */
export function wholeSeconds(text: string | undefined): number | null {
  const number = /^"?(\d{1,10}(?:\.\d+)?)"?$/.exec(text?.trim() ?? "")?.[1];
  return number === undefined ? null : Math.ceil(Number(number));
}

/** A date of HTTP in any of its three forms (RFC 9110 §5.6.7), in ms since 1970; null for anything else. */
export function httpDate(text: string): number | null {
  const date = text.trim();
  const isCurrent = /^[A-Z][a-z]{2,8}, \d{1,2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} (?:GMT|UTC)$/.test(date);
  const isOld = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(date);
  if (!isCurrent && !isOld) return null;
  const time = Date.parse(isOld ? `${date} GMT` : date.replace(/^\w+, (\d+)[ -](\w+)[ -](\d+)/, withWholeYear));
  return Number.isNaN(time) ? null : time;
}

/** Of two digits those from 70 on belong to the last century: the epoch is what cookies are made to end with. */
function withWholeYear(_: string, day: string, month: string, year: string): string {
  const century = year.length > 2 ? "" : Number(year) < 70 ? "20" : "19";
  return `${day} ${month} ${century}${year}`;
}
