import type { ClientRequest } from "node:http";
import { isOnion } from "../../core/urls/onion";

/** Of Tor Browser 15 on every desktop system (Firefox ESR 140); to be raised with each ESR that Tor Browser moves to. */
const USER_AGENT = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";

/** The order and spelling in which Firefox writes the headers of a request; all others follow. */
const ORDER = [
  "Host",
  "User-Agent",
  "Accept",
  "Accept-Language",
  "Accept-Encoding",
  "Content-Type",
  "Content-Length",
  "Authorization",
  "Connection",
  "Cookie",
  "Upgrade-Insecure-Requests",
  "Sec-Fetch-Dest",
  "Sec-Fetch-Mode",
  "Sec-Fetch-Site",
  "Sec-Fetch-User",
  "Priority",
] as const;

/**
 * What Tor Browser sends with a request. What it says beside that when somebody opens an address by hand comes with `isOpened`.
 * Without `zstd`, which Node 20 does not decode; a plain http site is asked for no `br` by Firefox either.
 */
export function browserHeaders(url: URL, isOpened: boolean): Readonly<Record<string, string>> {
  const isSecure = url.protocol === "https:";
  return {
    "user-agent": USER_AGENT,
    "accept-language": "en-US,en;q=0.5",
    "accept-encoding": isSecure ? "gzip, deflate, br" : "gzip, deflate",
    connection: "keep-alive",
    ...(isOpened
      ? {
          accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
          "upgrade-insecure-requests": "1",
          priority: "u=0, i",
        }
      : {}),
    // Tor Browser takes an onion service for as trustworthy as https.
    ...(isOpened && (isSecure || isOnion(url.hostname))
      ? { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate", "sec-fetch-site": "none", "sec-fetch-user": "?1" }
      : {}),
  };
}

/** Puts the headers of a request that is not on its way yet in Firefox's order: node-fetch has sorted them, in lower case. */
export function orderHeaders(request: ClientRequest): void {
  const known = new Set<string>(ORDER.map((name) => name.toLowerCase()));
  for (const name of [...ORDER, ...request.getHeaderNames().filter((other) => !known.has(other))]) {
    const value = request.getHeader(name);
    if (value === undefined) continue;
    request.removeHeader(name);
    request.setHeader(name, value);
  }
}
