import { MAX_ADDRESS_CHARACTERS } from "../limits";

/** Addresses inside each other; more are a game. */
const MOST_LAYERS = 4;

/** A service that passes a click on: on these hosts and those below them, at these paths, to the address in one of these parameters. */
interface Redirector {
  readonly hosts: RegExp;
  readonly path: RegExp;
  readonly target: (url: URL) => string | null;
}

/**
 * Where an address really leads to when it is one of a service that counts or checks clicks and has the address of the article written
 * in it (search engines and their alerts, social networks, checkers of mail links); any other stays as it is. No request is made.
 */
export function leadsTo(url: string): string {
  let address = url;
  for (let layer = 0; layer < MOST_LAYERS && mayLeadOn(address); layer++) {
    const target = targetOf(address);
    if (target === null) break;
    address = target;
  }
  return address;
}

/** Whether an address might hold another one: most are told by a glance. */
export function mayLeadOn(url: string): boolean {
  return url.includes("http", "https://".length) || url.includes("u=a1aHR0") || url.includes("//go.theregister.");
}

function targetOf(address: string): string | null {
  if (address.length > MAX_ADDRESS_CHARACTERS || !URL.canParse(address)) return null;
  const url = new URL(address);
  const redirector = REDIRECTORS.find(({ hosts, path }) => hosts.test(url.hostname) && path.test(url.pathname));
  const target = redirector?.target(url)?.trim() ?? "";
  // Only whole addresses of the web: a token or another scheme leads nowhere we could tell.
  if (!/^https?:\/\/[^\s/?#\\]/i.test(target) || target.length > MAX_ADDRESS_CHARACTERS) return null;
  return URL.canParse(target) ? (/\s/.test(target) ? new URL(target).href : target) : null;
}

const at = (...hosts: readonly string[]): RegExp =>
  new RegExp(`(?:^|\\.)(?:${hosts.map((host) => host.replaceAll(".", "\\.")).join("|")})$`);
/** The domains that a company has in all countries. */
const everywhere = (name: string, below = ""): RegExp =>
  new RegExp(`^(?:(?:www|news|${below})\\.)?${name}\\.(?:[a-z]{2,3}|com?\\.[a-z]{2})$`);
const ANY = /^/;

const parameter =
  (...names: readonly string[]) =>
  ({ searchParams }: URL): string | null =>
    names.map((name) => searchParams.get(name)).find((value) => /^https?:/i.test(value ?? "")) ?? null;

const REDIRECTORS: readonly Redirector[] = [
  { hosts: everywhere("google"), path: /^\/(?:news\/|alerts\/)?url$/, target: parameter("url", "q") },
  { hosts: everywhere("google", "translate"), path: /^\/translate$/, target: parameter("u") },
  { hosts: at("bing.com"), path: /^\/news\/apiclick\.aspx$/i, target: parameter("url") },
  { hosts: at("bing.com"), path: /^\/ck\/a$/, target: ofBing },
  { hosts: at("duckduckgo.com"), path: /^\/l\/?$/, target: parameter("uddg") },
  {
    hosts: at("search.yahoo.com"),
    path: /\/RU=/,
    target: ({ pathname }) => decoded(/\/RU=([^/]+)/.exec(pathname)?.[1]),
  },
  { hosts: at("yahoo.com"), path: /\/\*https?:/, target: behind("/*") },
  {
    hosts: at("safelinks.protection.outlook.com", "safelinks.protection.office365.us"),
    path: ANY,
    target: parameter("url"),
  },
  { hosts: at("teams.cdn.office.net"), path: /\/safelinks\//, target: parameter("url") },
  { hosts: at("urldefense.com", "urldefense.us", "urldefense.proofpoint.com"), path: ANY, target: ofProofpoint },
  { hosts: at("linkprotect.cudasvc.com"), path: /^\/url$/, target: parameter("a") },
  {
    hosts: at("secure-web.cisco.com"),
    path: /\/https?%3a/i,
    target: ({ pathname }) => decoded(pathname.split("/").at(-1)),
  },
  { hosts: at("facebook.com"), path: /^\/(?:l\.php|flx\/warn\/?)$/, target: parameter("u") },
  {
    hosts: at("l.instagram.com", "l.threads.net", "l.threads.com", "l.workplace.com"),
    path: ANY,
    target: parameter("u"),
  },
  { hosts: at("t.umblr.com"), path: /^\/redirect$/, target: parameter("z") },
  { hosts: at("youtube.com"), path: /^\/redirect$/, target: parameter("q") },
  { hosts: at("linkedin.com"), path: /^\/(?:redir\/|safety\/go)/, target: parameter("url") },
  { hosts: at("out.reddit.com"), path: ANY, target: parameter("url") },
  { hosts: at("vk.com", "vk.ru"), path: /^\/away\.php$/, target: parameter("to") },
  { hosts: at("steamcommunity.com"), path: /^\/linkfilter\/?$/, target: parameter("u", "url") },
  { hosts: at("slack-redir.net"), path: /^\/link$/, target: parameter("url") },
  { hosts: at("medium.com"), path: /^\/r\/?$/, target: parameter("url") },
  { hosts: at("t.me"), path: /^\/iv$/, target: parameter("url") },
  { hosts: at("getpocket.com", "flipboard.com"), path: /^\/redirect$/, target: parameter("url") },
  {
    hosts: at("exit.sc", "disq.us", "go.redirectingat.com", "go.skimresources.com"),
    path: ANY,
    target: parameter("url"),
  },
  { hosts: at("redirect.viglink.com"), path: ANY, target: parameter("u") },
  { hosts: at("href.li"), path: ANY, target: ({ search }) => search.slice(1) },
  { hosts: at("go.theregister.com", "go.theregister.co.uk"), path: /^\/feed\/[^/]+\./, target: ofTheRegister },
];

/** What stands behind some signs in the path, with the query. */
function behind(signs: string): (url: URL) => string {
  return ({ pathname, search }) => pathname.slice(pathname.indexOf(signs) + signs.length) + search;
}

function decoded(text: string | undefined): string | null {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return null;
  }
}

/** `a1` and the address as base64url. */
function ofBing({ searchParams }: URL): string | null {
  const [, code = ""] = /^a1([\w-]+)$/.exec(searchParams.get("u") ?? "") ?? [];
  try {
    const bytes = Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

/** Version 1 has the address in `u`, version 2 spells `%` as `-` and `/` as `_`, version 3 has it in the path. */
function ofProofpoint({ pathname, search, searchParams }: URL): string | null {
  const third = /^\/v3\/__(.+?)__;/.exec(pathname + search)?.[1];
  // A `*` stands for signs that are told elsewhere.
  if (third !== undefined) return third.includes("*") ? null : third.replace(/^(https?):\/(?!\/)/i, "$1://");
  const written = searchParams.get("u");
  if (written === null || !pathname.startsWith("/v2/")) return written;
  return decoded(written.replaceAll("-", "%").replaceAll("_", "/"));
}

/** Its feeds have `/feed/HOST/PATH`. */
function ofTheRegister({ pathname }: URL): string {
  return `https://${pathname.slice("/feed/".length)}`;
}
