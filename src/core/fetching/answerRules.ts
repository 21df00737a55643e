/** However long a server says its answer holds, it is asked again after this. */
const MAX_FRESH_SECONDS = 3600;
/** However long a server wants to be left alone, it is asked again after this. */
const MAX_WAIT_SECONDS = 86_400;

type Headers = Readonly<Record<string, string>>;

/**
 * For how many seconds an answer counts as the newest there is (RFC 9111 §4.2): its `max-age`, else the time until it
 * `Expires`, less the `Age` it came with, an hour at most. 0 when the server says nothing, or wants to be asked each time.
 */
export function freshSeconds(headers: Headers, now: Date): number {
  const directives = (headers["cache-control"] ?? "").toLowerCase().split(",");
  const named = directives.map((directive) => directive.trim().split("=", 2));
  if (named.some(([name]) => name === "no-cache" || name === "no-store")) return 0;
  const maxAge = named.find(([name]) => name === "max-age");
  const lifetime =
    maxAge === undefined
      ? secondsUntil(headers["expires"]?.trim() ?? "", headers["date"], now)
      : wholeSeconds(maxAge[1]);
  const age = wholeSeconds(headers["age"]) ?? 0;
  return Math.min(MAX_FRESH_SECONDS, Math.max(0, (lifetime ?? 0) - age));
}

/**
 * Milliseconds for which a server asks to be left alone (RFC 9110 §10.2.3), a day at most; null when it does not. A date is
 * compared with the server's own clock where it tells the time.
 */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const value = headers["retry-after"]?.trim() ?? "";
  const seconds = wholeSeconds(value) ?? secondsUntil(value, headers["date"], now);
  return seconds === null ? null : Math.min(MAX_WAIT_SECONDS, Math.max(0, seconds)) * 1000;
}

function wholeSeconds(text: string | undefined): number | null {
  const digits = /^"?(\d{1,10})(?:\.\d+)?"?$/.exec(text?.trim() ?? "")?.[1];
  return digits === undefined ? null : Number(digits);
}

function secondsUntil(text: string, serverDate: string | undefined, now: Date): number | null {
  const until = httpDate(text);
  if (until === null) return null;
  return Math.ceil((until - (httpDate(serverDate ?? "") ?? now.getTime())) / 1000);
}

/** The form servers write today; the two old ones of RFC 9110 §5.6.7 are not met any more. */
function httpDate(text: string): number | null {
  if (!/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC)$/.test(text.trim())) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
