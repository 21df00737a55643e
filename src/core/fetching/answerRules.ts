import { MAX_FRESH_SECONDS } from "../limits";
import { secondsUntil, wholeSeconds } from "../text/httpTimes";

type Headers = Readonly<Record<string, string>>;

/**
 * For how many seconds an answer counts as the newest there is (RFC 9111 §4.2): its `max-age`, else the time until it
 * `Expires`, less the `Age` it came with, an hour at most. 0 when the server wants to be asked each time, null when it says nothing.
 */
export function freshSeconds(headers: Headers, now: Date): number | null {
  const directives = (headers["cache-control"] ?? "").toLowerCase().split(",");
  const named = directives.map((directive) => directive.trim().split("=", 2));
  if (named.some(([name]) => name === "no-cache" || name === "no-store")) return 0;
  const maxAge = named.find(([name]) => name === "max-age");
  if (maxAge === undefined && headers["expires"] === undefined) return null;
  const lifetime =
    maxAge === undefined ? secondsUntil(headers["expires"] ?? "", headers["date"], now) : wholeSeconds(maxAge[1]);
  const age = wholeSeconds(headers["age"]) ?? 0;
  return Math.min(MAX_FRESH_SECONDS, Math.max(0, (lifetime ?? 0) - age));
}
