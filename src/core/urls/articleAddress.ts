import { canonicalUrl } from "./canonicalUrl";
import { leadsTo, mayLeadOn } from "./redirectors";

/**
 * What of an address tells an article: the canonical form of the address it leads to, without the session that a server has written into
 * it. Only for comparing, like `canonicalUrl`.
 */
export function articleAddress(url: string): string {
  return canonicalUrl(withoutSession(leadsTo(url)));
}

/** Whether there might be a redirector or a session in an address: most are told by a glance. */
export function mayBeWrapped(url: string): boolean {
  return MAY_HAVE_SESSION.test(url) || mayLeadOn(url);
}

const MAY_HAVE_SESSION = /sess|sid[=/]|cftoken|zenid|[?&;]s=|\/\([AFSX]\(/i;

/** Parameters that hold a session whatever stands in them. */
const SESSION_NAMES =
  /^(?:phpsessid|jsession(?:id)?|jservsessionid|aspsessionid.*|asp\.net_sessionid|oscsid|zenid|xtcsid|cftoken)$/i;
/** Names that others use for talks, stories and searches: only what no person would write counts. */
const AMBIGUOUS_NAMES = /^(?:s|sid|sess|sess(?:ion)?[_-]?id|session|sesskey)$/i;
const TOKEN = /^(?=.*\d)(?=.*[a-z])[0-9a-z]{20,}$|^[0-9a-f]{32}$/i;

function withoutSession(url: string): string {
  if (!MAY_HAVE_SESSION.test(url)) return url;
  const [, address = "", query = "", fragment = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
  const path = address
    // `/page;jsessionid=…` of servlets, and `/(S(…))/page` of ASP.NET.
    .replace(/;([^;=/?#]+)=([^;/?#]*)/g, (part, name: string, value: string) => (isSession(name, value) ? "" : part))
    .replace(/\/\((?:[AFSX]\([\w-]{10,}\))+\)(?=\/)/g, "");
  const parts = query.slice(1).split("&");
  // ColdFusion's number goes with its token.
  const isColdFusion = parts.some((part) => /^cftoken=/i.test(part));
  const kept = parts.filter((part) => {
    const [name = "", value = ""] = part.split("=", 2);
    return !isSession(name, value) && !(isColdFusion && /^cfid$/i.test(name));
  });
  return `${path}${kept.join("&") === "" ? "" : `?${kept.join("&")}`}${fragment}`;
}

function isSession(name: string, value: string): boolean {
  return SESSION_NAMES.test(name) || (AMBIGUOUS_NAMES.test(name) && TOKEN.test(value));
}
