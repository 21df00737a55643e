import { lookup as systemLookup, type LookupAddress } from "node:dns";
import type { ClientRequest } from "node:http";
import { type LookupFunction, type Socket, isIP } from "node:net";
import { LOOKUP_MS } from "../core/limits";
import type { Place, Reach } from "../core/ports";
import { isLocalName, isPublicAddress } from "./publicHosts";

/** All addresses a name stands for, as `dns.lookup` gives them. */
export type Resolve = (name: string, done: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void;

export const resolveBySystem: Resolve = (name, done) =>
  // Types say otherwise, but with an error no addresses come.
  systemLookup(name, { all: true }, (error, addresses) => done(error, error === null ? addresses : []));

/** Why a request was not made, or not gone on with. */
export type Refusal = "private" | "localName";

/** What is put around one request, so that it ends nowhere but where it may. */
export interface Guard {
  /** Decided before anything is looked up; null when the request may begin. */
  readonly refusal: () => Refusal | null;
  /** For the request's options: the addresses the socket may connect to are chosen by the very answer it connects by. */
  readonly lookup: LookupFunction;
  /** To be called before the request is sent. */
  watch(request: ClientRequest): void;
  place(): Place;
}

interface GuardOptions {
  readonly reach: Reach;
  readonly resolve: Resolve;
  readonly privateHosts: readonly string[];
  /** Names are resolved elsewhere, and none of that is the own network. */
  readonly throughTor: boolean;
}

/**
 * Guards a direct request by its own `lookup`, which agents hand to the socket, those of VS Code's extension host included; and looks at
 * the address again once the socket is connected, before anything is written. Agents that go through a proxy say so with the event
 * `proxy` of the request (VS Code's do, and ours); what the proxy connects to is its own business, names of the own network are not asked.
 */
export function createGuard(
  { hostname }: Pick<URL, "hostname">,
  { reach, resolve, privateHosts, throughTor }: GuardOptions,
): Guard {
  const host = bare(hostname);
  const isAllowed = isListed(host, privateHosts);
  const known = isLocalName(host) ? false : isPublicAddress(host);
  const needsPublic = reach === "public" && !isAllowed;
  let place: Place = throughTor || known === null ? "unknown" : known ? "public" : "private";
  let refusal: Refusal | null = known === false && needsPublic ? "private" : null;
  let isProxied = throughTor;

  const refuse = (why: Refusal): Error => {
    refusal = why;
    return new Error(why);
  };
  const lookup: LookupFunction = (name, options, done) => {
    resolve(name, (error, found) => {
      const wanted = found.filter(({ family }) => !options.family || options.family === family);
      if (error !== null || wanted.length === 0) return done(error ?? notFound(name), "");
      const open = wanted.filter(({ address }) => isPublicAddress(address) !== false);
      const isPrivate = open.length === 0;
      if (isPrivate && needsPublic) return done(refuse("private"), "");
      // One that stands for both is a host of the internet, and asked there.
      const chosen = isPrivate || isAllowed ? wanted : open;
      place = isPrivate ? "private" : "public";
      const [first] = chosen;
      if (options.all === true) done(null, [...chosen]);
      else done(null, first?.address ?? "", first?.family);
    });
  };
  const check = (request: ClientRequest, { remoteAddress }: Socket): void => {
    if (isProxied || remoteAddress === undefined) return;
    const isInside = isPublicAddress(remoteAddress) === false;
    // A socket that was not opened by our lookup, as one that is used again.
    if (place === "unknown") place = isInside ? "private" : "public";
    if (isInside && !isAllowed && (needsPublic || place === "public")) request.destroy(refuse("private"));
  };

  return {
    refusal: () => refusal,
    lookup,
    place: () => place,
    watch: (request) => {
      request.on("proxy", ({ proxy, error }: { readonly proxy?: unknown; readonly error?: unknown }) => {
        if (proxy === "DIRECT" || error !== undefined) return;
        isProxied = true;
        if (isOwnName(host) && !isAllowed) request.destroy(refuse("localName"));
      });
      request.once("socket", (socket: Socket) => {
        if (socket.connecting) socket.once("connect", () => check(request, socket));
        else check(request, socket);
      });
    },
  };
}

/** The question of the Http port: see there. */
export async function isPublicHost(
  hostname: string,
  addresses: (host: string) => Promise<readonly string[]>,
  privateHosts: readonly string[] = [],
): Promise<boolean> {
  const host = bare(hostname);
  if (isLocalName(host) || isListed(host, privateHosts)) return false;
  const literal = isPublicAddress(host);
  if (literal !== null) return literal;
  const found = await addresses(host);
  return found.length === 0 || found.some((address) => isPublicAddress(address) !== false);
}

/** A resolver that does not answer in time counts as one that does not know. */
export async function addresses(host: string, resolve: Resolve = resolveBySystem): Promise<readonly string[]> {
  return new Promise((settle) => {
    const timer = setTimeout(() => settle([]), LOOKUP_MS);
    resolve(host, (error, found) => {
      clearTimeout(timer);
      settle(error === null ? found.map(({ address }) => address) : []);
    });
  });
}

/** Names that only the own network knows: without a dot, or below a name that is kept for that (RFC 6762, RFC 8375, ICANN's `internal`). */
function isOwnName(host: string): boolean {
  if (isIP(host) !== 0 || isLocalName(host)) return false;
  return !host.includes(".") || /\.(?:local|internal|corp|lan|home\.arpa)$/i.test(host);
}

/** @param list names, and with a dot or `*.` before them all names below */
function isListed(host: string, list: readonly string[]): boolean {
  return list.some((entry) => {
    const name = bare(entry.trim()).toLowerCase();
    const domain = name.replace(/^\*?(?=\.)/, "");
    return domain.startsWith(".") ? host.toLowerCase().endsWith(domain) : name !== "" && host.toLowerCase() === name;
  });
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}

function notFound(name: string): Error {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" });
}
