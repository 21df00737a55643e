import { LEAST_TOR_REQUEST_MS, MAX_FEED_BYTES, MAX_PAGE_BYTES, MAX_REDIRECTS } from "../limits";
import type { AddressProblem, Source, SourceFailure } from "../model/model";
import type { Clock, Http, HttpResponse, HttpResult, Reach, TorRoute } from "../ports";
import { hasBadPort } from "../urls/badPorts";
import { isOnion } from "../urls/onion";
import { freshSeconds } from "./answerRules";
import { CookieJar } from "./cookies";
import type { HostGate, HostWait } from "./hostGate";
import type { Limiter } from "./limiter";

/** What an answer may have, by what is asked for. */
const MAX_BYTES = { feed: MAX_FEED_BYTES, page: MAX_PAGE_BYTES } as const;
const ACCEPT = {
  feed: "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5",
  page: "text/html, application/xhtml+xml, */*;q=0.5",
} as const;

/** Failures of a host, not of what it answers or of what lies between. */
const UNREACHABLE: ReadonlySet<string> = new Set(["dns", "refused", "reset", "timeout", "tls", "network"]);

/**
 * What the last full answer said of itself (RFC 9110 §8.8), and the address that said it. They are sent to that
 * address only: another one that a redirect leads to today knows nothing of what we hold, and its 304 would lose news.
 */
export interface Validators {
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

export type FetchOutcome =
  | {
      readonly kind: "body";
      readonly bytes: Uint8Array;
      /** The answer is longer, and was cut at the cap. */
      readonly isCut?: true;
      readonly contentType: string | null;
      /** After redirects, without credentials. */
      readonly finalUrl: string;
      readonly etag?: string;
      readonly lastModified?: string;
      /** What the header `Link` says, as sent. */
      readonly link?: string;
      readonly hints: AnswerHints;
      /** False when the first host lies in a private network as a whole: then so may what it leads to. */
      readonly isPublic: boolean;
    }
  | { readonly kind: "unchanged"; readonly hints: AnswerHints }
  /** Not asked: the host is to be left alone. */
  | { readonly kind: "waiting"; readonly wait: HostWait }
  | { readonly kind: "failed"; readonly failure: SourceFailure }
  | { readonly kind: "cancelled" };

/** What an answer says beside its content. */
export interface AnswerHints {
  /** For so long it counts as the newest there is; null when the server says nothing. */
  readonly freshSeconds: number | null;
  /** Where redirects that are meant for good led, without credentials; null when there were none. */
  readonly movedTo: string | null;
}

export interface FetchOptions {
  /** Of the last full answer; `url` is its `finalUrl`. */
  readonly validators?: Validators;
  /** For the whole chain of redirects, waiting for a turn not counted. */
  readonly timeoutMs: number;
  /** Given when something in the public internet has named the address. */
  readonly reach?: "public";
  readonly signal: AbortSignal;
  readonly clock: Pick<Clock, "now">;
  /** When given, each request takes its turn at the host it really goes to. */
  readonly limiter?: Limiter;
  /** When given, hosts that are to be left alone are not asked. */
  readonly gate?: HostGate;
  /** How Tor is reached; by it go onion services with what they lead to, and everything of a source that is to be read through Tor. */
  readonly tor?: TorRoute & { readonly always: boolean };
  /** Instead of what a feed or a page is asked for with (not over Tor), and of its cap. */
  readonly accept?: string;
  readonly maxBytes?: number;
  /** What is longer than that is read as far as that; else it is a failure. */
  readonly mayCut?: true;
  /** Headers that are for one origin alone, such as one with a key: from the first redirect to another on they are sent no more. */
  readonly secret?: { readonly origin: string; readonly headers: Readonly<Record<string, string>> };
  /** Called when the first request gets its turn. */
  readonly onStart?: () => void;
}

/**
 * Reads one source over redirects, with the cookies that they set on the way. Every address is checked, the first as well: http and https only, no ports of other
 * protocols, and inside a private network only when all addresses of the first host lie there. Any 2xx with a body is an answer; the
 * rest is a failure as a value.
 */
export async function fetchSource(
  http: Http,
  source: Source,
  options: Omit<FetchOptions, "gate">,
): Promise<Exclude<FetchOutcome, { kind: "waiting" }>>;
export async function fetchSource(http: Http, source: Source, options: FetchOptions): Promise<FetchOutcome>;
export async function fetchSource(http: Http, source: Source, options: FetchOptions): Promise<FetchOutcome> {
  const { signal } = options;
  if (!URL.canParse(source.url)) return refused(source.url, "invalid");
  const first = new URL(source.url);
  const chain = [first];
  // What an onion service leads to is asked through Tor as well: else it would learn there who asked.
  const isForTor = (url: URL): boolean =>
    options.tor?.always === true || [...chain, url].some(({ hostname }) => isOnion(hostname));
  const timeoutMs = chain.some(isForTor) ? Math.max(options.timeoutMs, LEAST_TOR_REQUEST_MS) : options.timeoutMs;
  const { validators } = options;
  const cookies = new CookieJar(() => options.clock.now());
  const maxBytes = options.maxBytes ?? MAX_BYTES[source.kind];
  let remainingMs = timeoutMs;
  let movedTo: string | null = null;
  let isPermanent = true;
  let reach: Reach | undefined = options.reach ?? (options.gate?.wasPublic(first.host) ? "public" : "undivided");

  for (const url of chain) {
    if (!isWebAddress(url)) return refused(shown(url), "scheme");
    if (hasBadPort(url)) return refused(shown(url), "port");
    if (remainingMs <= 0) return notFetched({ code: "timeout", seconds: timeoutMs / 1000 });
    const send = async (): Promise<HttpResult | HostWait> => {
      const wait = options.gate?.waits(url.host) ?? null;
      if (wait !== null) return wait;
      if (chain.length === 1) options.onStart?.();
      const started = options.clock.now().getTime();
      const cookie = cookies.header(url);
      const result = await http.request({
        url: url.href,
        method: "GET",
        headers: {
          // Over Tor nothing tells us from Tor Browser, and nothing the server has said before tells it who comes back.
          ...(isForTor(url) ? {} : { accept: options.accept ?? ACCEPT[source.kind], ...conditions(url, validators) }),
          // `chain` ends here for now: what has led elsewhere once does not get it back.
          ...(chain.every(({ origin }) => origin === options.secret?.origin) ? options.secret?.headers : {}),
          ...(cookie === null ? {} : { cookie }),
        },
        timeoutMs: remainingMs,
        maxBytes,
        signal,
        ...(options.mayCut === undefined ? {} : { mayCut: options.mayCut }),
        ...(reach === undefined ? {} : { reach }),
        ...(isForTor(url) ? { tor: { controllerPort: options.tor?.controllerPort ?? 0 } } : {}),
      });
      remainingMs -= options.clock.now().getTime() - started;
      if (result.ok) options.gate?.answered(url.host, result.response);
      else if (refusal(result) === null && UNREACHABLE.has(result.failure.code)) options.gate?.unreachable(url.host);
      return result;
    };
    const result = await (options.limiter?.run(url.hostname, signal, send) ?? send());
    if (result === null) return { kind: "cancelled" };
    if ("until" in result) return { kind: "waiting", wait: result };
    if (!result.ok) {
      const { failure } = result;
      if (failure.code === "aborted") return { kind: "cancelled" };
      const why = refusal(result);
      if (why !== null) {
        const isChanged = why === "private" && url === first && options.reach === undefined;
        return refused(shown(url), isChanged ? "changed" : why);
      }
      // The limit is one for the whole chain: the last hop's share would tell nothing.
      return notFetched(failure.code === "timeout" ? { code: "timeout", seconds: timeoutMs / 1000 } : failure);
    }

    const { place } = result.response;
    if (url === first) {
      if (place !== undefined) options.gate?.met(url.host, place);
      reach = place === "private" && options.reach === undefined ? undefined : "public";
    }
    cookies.take(url, result.response.cookies ?? []);
    const location = redirectLocation(result.response);
    if (location === null) {
      const isPublic = reach === "public";
      const context = { url, clock: options.clock, movedTo, isForTor: isForTor(url), validators, isPublic };
      return answer(result.response, context);
    }
    if (chain.length > MAX_REDIRECTS) break;
    if (!URL.canParse(location, url.href)) return refused(location, "invalid");
    const target = withCredentialsOf(url, new URL(location, url));
    if (signal.aborted) return { kind: "cancelled" };
    // From the first hop on: what follows a passing one belongs to that one.
    isPermanent &&= result.response.status === 301 || result.response.status === 308;
    // Nor one to where everybody on the way may read and change what is read.
    isPermanent &&= url.protocol === "http:" || target.protocol === "https:";
    // No move is suggested that would have an onion service's successor asked without Tor.
    isPermanent &&= isOnion(target.hostname) || !chain.some(({ hostname }) => isOnion(hostname));
    if (isPermanent) movedTo = shown(target);
    chain.push(target);
  }
  return notFetched({ code: "redirectLoop", limit: MAX_REDIRECTS });
}

function notFetched(failure: SourceFailure): FetchOutcome {
  return { kind: "failed", failure };
}

function refused(target: string, why: AddressProblem): FetchOutcome {
  return notFetched({ code: "redirectRefused", target: target.slice(0, 200), why });
}

/** Why the request was not made; null for every other failure, and for none. */
function refusal(result: HttpResult): "private" | "localName" | null {
  if (result.ok || result.failure.code !== "network") return null;
  const { why } = result.failure;
  return why === "private" || why === "localName" ? why : null;
}

function isWebAddress(url: URL): boolean {
  return url.protocol === "http:" || url.protocol === "https:";
}

/** An address as it may be told to others: without user name and password. */
function shown(url: URL): string {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  return bare.href;
}

function conditions(url: URL, validators: Validators | undefined): Record<string, string> {
  if (validators === undefined || validators.url !== shown(url)) return {};
  const { etag, lastModified } = validators;
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": lastModified }),
  };
}

/** The `Location` of a redirect, or null. Header text comes as Latin-1; servers that write UTF-8 there mean UTF-8. */
function redirectLocation({ status, headers }: HttpResponse): string | null {
  const location = headers["location"];
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  const bytes = Uint8Array.from(location, (character) => character.charCodeAt(0) & 255);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return location;
  }
}

/** Credentials written in an address go on within their origin, as browsers do; another origin never gets them. */
function withCredentialsOf(from: URL, target: URL): URL {
  if (from.origin === target.origin && target.username === "" && target.password === "") {
    target.username = from.username;
    target.password = from.password;
  }
  return target;
}

interface AnswerContext {
  readonly url: URL;
  readonly clock: Pick<Clock, "now">;
  readonly movedTo: string | null;
  /** Then nothing was asked with a condition, and nothing is kept to ask with one. */
  readonly isForTor: boolean;
  readonly validators: Validators | undefined;
  readonly isPublic: boolean;
}

function answer(
  { status, headers, body, isCut }: HttpResponse,
  { url, clock, movedTo, isForTor, validators, isPublic }: AnswerContext,
): FetchOutcome {
  const hints: AnswerHints = { freshSeconds: freshSeconds(headers, clock.now()), movedTo };
  // A 304 that nobody asked for says nothing about what we hold.
  const isAsked = !isForTor && Object.keys(conditions(url, validators)).length > 0;
  if (status === 304 && isAsked) return { kind: "unchanged", hints };
  // Part of a whole that was asked for whole (RFC 9110 §15.3.7).
  if (status === 206) return notFetched({ code: "truncated" });
  if (status < 200 || status > 299) return notFetched({ code: "status", status });
  if (body.length === 0) return notFetched({ code: "empty" });
  const { etag, "last-modified": lastModified, link } = headers;
  return {
    kind: "body",
    bytes: body,
    ...(isCut === undefined ? {} : { isCut }),
    contentType: headers["content-type"] ?? null,
    finalUrl: shown(url),
    hints,
    isPublic,
    ...(link === undefined ? {} : { link }),
    ...(isForTor || etag === undefined ? {} : { etag }),
    ...(isForTor || lastModified === undefined ? {} : { lastModified }),
  };
}
