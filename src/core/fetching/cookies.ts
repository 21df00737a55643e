import { MAX_COOKIES, MAX_COOKIE_CHARACTERS } from "../limits";
import { httpDate } from "../text/httpTimes";

interface Cookie {
  readonly name: string;
  readonly value: string;
  /** The host that has set it, or the domain it has named. */
  readonly domain: string;
  /** It goes to that host alone, not to those below it. */
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
}

/** The cookies of one chain of redirects (RFC 6265): nothing of them is kept when it has ended. */
export class CookieJar {
  private cookies: readonly Cookie[] = [];

  constructor(private readonly now: () => Date) {}

  /** Takes over what an answer of this address sets. */
  take(url: URL, headers: readonly string[]): void {
    for (const header of headers) {
      const read = this.read(url, header);
      if (read === null) continue;
      const { cookie, isOver } = read;
      const others = this.cookies.filter((one) => !isSame(one, cookie));
      if (isOver) this.cookies = others;
      else if (others.length < MAX_COOKIES) this.cookies = [...others, cookie];
    }
  }

  /** The `Cookie` header for a request to this address; null when none belongs there. The longest paths come first, then the oldest. */
  header(url: URL): string | null {
    const sent = this.cookies
      .filter((cookie) => belongs(cookie, url))
      .toSorted((a, b) => b.path.length - a.path.length);
    return sent.length === 0
      ? null
      : sent.map(({ name, value }) => (name === "" ? value : `${name}=${value}`)).join("; ");
  }

  private read(url: URL, header: string): { readonly cookie: Cookie; readonly isOver: boolean } | null {
    const [pair = "", ...rest] = header.split(";");
    const equals = pair.indexOf("=");
    const name = pair.slice(0, Math.max(0, equals)).trim();
    const value = pair.slice(equals + 1).trim();
    const attributes = new Map(rest.map(readAttribute));
    const host = url.hostname;
    const domain = (attributes.get("domain") ?? "").replace(/^\./, "").toLowerCase();
    const path = attributes.get("path") ?? "";
    const cookie: Cookie = {
      name,
      value,
      domain: domain === "" ? host : domain,
      isHostOnly: domain === "",
      path: path.startsWith("/") ? path : directoryOf(url.pathname),
      isSecure: attributes.has("secure"),
    };
    const isTaken =
      name + value !== "" &&
      name.length + value.length <= MAX_COOKIE_CHARACTERS &&
      // oxlint-disable-next-line no-control-regex -- finding control characters is the point
      !/[\u0000-\u001f\u007f]/.test(name + value) &&
      (domain === "" || isWithin(host, domain)) &&
      (!cookie.isSecure || url.protocol === "https:") &&
      keepsPromise(cookie, domain);
    return isTaken ? { cookie, isOver: this.isOver(attributes) } : null;
  }

  /** `Max-Age` counts before `Expires`. */
  private isOver(attributes: ReadonlyMap<string, string>): boolean {
    const maxAge = attributes.get("max-age");
    if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
    const expires = httpDate(attributes.get("expires") ?? "");
    return expires !== null && expires <= this.now().getTime();
  }
}

function readAttribute(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf("=");
  const name = equals < 0 ? text : text.slice(0, equals);
  return [name.trim().toLowerCase(), equals < 0 ? "" : text.slice(equals + 1).trim()];
}

function isSame(a: Cookie, b: Cookie): boolean {
  return a.name === b.name && a.domain === b.domain && a.path === b.path && a.isHostOnly === b.isHostOnly;
}

/** What the prefixes of a name promise (RFC 6265bis §4.1.3). */
function keepsPromise({ name, path, isSecure }: Cookie, domain: string): boolean {
  if (/^__host-/i.test(name)) return isSecure && domain === "" && path === "/";
  return isSecure || !/^__secure-/i.test(name);
}

function belongs({ domain, isHostOnly, path, isSecure }: Cookie, { hostname, pathname, protocol }: URL): boolean {
  const isHost = hostname === domain || (!isHostOnly && isWithin(hostname, domain));
  const isPath = pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
  return isHost && isPath && (!isSecure || protocol === "https:");
}

/** Whether a host is a domain or lies below it. An address lies below nothing, and no cookie is for all of a top-level domain. */
function isWithin(host: string, domain: string): boolean {
  if (host === domain) return true;
  return host.endsWith(`.${domain}`) && domain.includes(".") && !/^[\d.]+$|^\[/.test(host);
}

/** Where a cookie without a path of its own belongs (RFC 6265 §5.1.4). */
function directoryOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}
