import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import fetch, { type Response } from "node-fetch";
import {
  MAX_ERROR_BODY_BYTES,
  MAX_HEADER_BYTES,
  MAX_INTERIM_ANSWERS,
  MAX_REDIRECT_BODY_BYTES,
  REDIRECT_BODY_MS,
} from "../core/limits";
import type { HttpFailure } from "../core/model/failureReasons";
import type { Http, HttpRequest, HttpResult } from "../core/ports";
import { onAbort } from "../core/text/onAbort";
import { isOnion } from "../core/urls/onion";
import { beginRequest } from "./beginRequest";
import { Connections, type Way, mayBeRepeated, putBehindHost } from "./connections";
import { decodeBody } from "./contentCoding";
import { readBody } from "./httpBody";
import { InterimError, classifyError, codeOf } from "./httpErrors";
import { goesByNoProxy } from "./noProxy";
import { type Guard, type Resolve, addresses, createGuard, isPublicHost, resolveBySystem } from "./reach";
import { callByName, straightWay } from "./straightWay";
import { browserHeaders } from "./tor/browserHeaders";
import { trustIn } from "./trust";

/** What says that a connection has ended, on either side. */
const CONNECTION_ENDED: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);

export interface HttpOptions {
  /** Not sent through Tor, where requests look like Tor Browser's. */
  readonly userAgent: string;
  /** PEM certificates trusted beside the ones Node brings. */
  readonly caPem?: string;
  /** False: certificates are not checked. Of no use in the extension host. */
  readonly verifyTls?: boolean;
  /** The agent of one request that goes by a proxy or through Tor; undefined where it goes directly. */
  readonly agentFor?: (url: URL, signal: AbortSignal) => Agent | undefined;
  /** True in VS Code's extension host, which puts agents of its own in place and sees to proxies and certificates by itself. */
  readonly inHost?: boolean;
  /** What goes by no proxy in VS Code, beside what VS Code itself knows of: a list as `NO_PROXY` has it. */
  readonly noProxy?: string;
  /** True when the agents lead through Tor. Else an `.onion` address is refused before anything is looked up. */
  readonly throughTor?: boolean;
  /** Hosts that the user allows to lie in a private network, as they are now: names, and with a dot before them all below. */
  readonly privateHosts?: () => readonly string[];
  /** The system's unless given. */
  readonly resolve?: Resolve;
  /** Milliseconds for which a connection is kept without a request; 0 keeps none. */
  readonly keepMs?: number;
}

/**
 * The Http port by node-fetch. Connections are kept for a moment and used again (`Connections`); by a proxy or through Tor each request has
 * one of its own. User name and password of an address become an `Authorization` header of that request, and no failure tells them.
 */
export function createHttp({
  userAgent,
  caPem,
  verifyTls = true,
  agentFor,
  inHost = false,
  noProxy = "",
  throughTor = false,
  privateHosts = () => [],
  resolve = resolveBySystem,
  keepMs,
}: HttpOptions): Http {
  const trust = caPem === undefined ? undefined : trustIn(caPem);
  const tls = () => ({ ...trust?.(), ...(verifyTls ? {} : { rejectUnauthorized: false }) });
  const goesStraight = (url: URL): boolean => goesByNoProxy(url, noProxy);
  const connections = new Connections(tls, keepMs, (agent, url) => {
    if (goesStraight(url)) callByName(agent, url);
  });

  const wayFor = (request: HttpRequest, signal: AbortSignal): Way => {
    const url = new URL(request.url);
    const route = agentFor?.(url, signal);
    return route === undefined ? connections.way(url, request) : { agent: route, seen: () => {} };
  };

  /** A connection that was kept may have ended meanwhile. What may be sent again is, by a new one, unless something of an answer has come. */
  const sendSafely = async (
    request: HttpRequest,
    guard: Guard | undefined,
    signal: AbortSignal,
  ): Promise<HttpResult> => {
    const way = wayFor(request, signal);
    let isUsedAgain = false;
    try {
      const result = await send(request, way, guard, signal, (made) => {
        isUsedAgain = made.reusedSocket;
      });
      if (isUsedAgain) way.seen("goesOn");
      return result;
    } catch (error) {
      if (!isUsedAgain || signal.aborted || !CONNECTION_ENDED.has(codeOf(error))) throw error;
      way.seen("hasEnded");
      if (!mayBeRepeated(request)) throw error;
      const fresh = { agent: connections.passing(new URL(request.url)), seen: () => {} };
      return send(request, fresh, guard, signal, () => {});
    }
  };

  const send = async (
    request: HttpRequest,
    way: Way,
    guard: Guard | undefined,
    signal: AbortSignal,
    onSocket: (made: ClientRequest) => void,
  ): Promise<HttpResult> => {
    const url = new URL(request.url);
    const authorization = takeCredentials(url);
    const isStraight = goesStraight(url);
    const begun = (made: ClientRequest): void => {
      if (inHost) putBehindHost(made, way.agent);
      guard?.watch(made);
      endOfPatience(made);
      withoutExcess(made);
      made.once("socket", () => onSocket(made));
    };
    const further = {
      maxHeaderSize: MAX_HEADER_BYTES,
      ...(guard === undefined ? {} : { lookup: guard.lookup }),
      ...(inHost && url.protocol === "https:" ? tls() : {}),
      ...(isStraight ? straightWay(way.agent) : {}),
    };
    const response = await beginRequest(url, further, begun, () =>
      fetch(url.href, {
        method: request.method,
        headers: {
          // Encodings are asked for and decoded here: node-fetch would take a gzip stream that breaks off for a whole one.
          ...(throughTor
            ? browserHeaders(url, request.method === "GET" && request.headers["accept"] === undefined)
            : { "user-agent": userAgent, "accept-encoding": "gzip, deflate, br" }),
          ...(isStraight ? { host: url.host } : {}),
          ...(authorization === null ? {} : { authorization }),
          ...request.headers,
        },
        compress: false,
        redirect: "manual",
        signal,
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(inHost ? {} : { agent: way.agent }),
      }),
    );
    return readAnswer(response, request, guard, signal);
  };

  return {
    request: async (request) => {
      if (request.signal.aborted) return failed({ code: "aborted" });
      const isForTor = request.tor !== undefined || isOnion(new URL(request.url).hostname);
      if (isForTor && !throughTor) return failed({ code: "tor", why: "noTor", proxy: "-" });
      const { hostname } = new URL(request.url);
      const { reach } = request;
      const guard = reach && createGuard({ hostname }, { reach, resolve, privateHosts: privateHosts(), throughTor });
      const refused = (): HttpResult | null => {
        const why = guard?.refusal() ?? null;
        return why && failed({ code: "network", why });
      };
      const early = refused();
      if (early !== null) return early;
      // Ends the request for any reason; destroying it frees the socket at once.
      const ending = new AbortController();
      const forget = onAbort(request.signal, () => ending.abort());
      const timer = setTimeout(() => ending.abort(), request.timeoutMs);
      try {
        const result = await sendSafely(request, guard, ending.signal);
        return ending.signal.aborted && !result.ok ? failed(whyEnded(request)) : result;
      } catch (error) {
        if (ending.signal.aborted) return failed(whyEnded(request));
        return refused() ?? failed(classifyError(error, request.url));
      } finally {
        clearTimeout(timer);
        forget();
        // Nobody sees the reason; made by default, it would be an error with the whole way here.
        ending.abort(null);
      }
    },
    isPublic: (host, lookUp = true) =>
      isPublicHost(host, async (name) => (lookUp && !isOnion(name) ? addresses(name, resolve) : []), privateHosts()),
  };
}

/** What came of a request that was answered. */
async function readAnswer(
  response: Response,
  request: Pick<HttpRequest, "maxBytes" | "mayCut">,
  guard: Guard | undefined,
  signal: AbortSignal,
): Promise<HttpResult> {
  const { status } = response;
  const { maxBytes } = request;
  const mayCut = request.mayCut === true;
  const headers = Object.fromEntries(response.headers);
  const cookies = response.headers.raw()["set-cookie"] ?? [];
  const more = {
    ...(guard === undefined ? {} : { place: guard.place() }),
    ...(cookies.length === 0 ? {} : { cookies }),
  };
  // The answer of a proxy, also where VS Code's own proxy support hands it through.
  if (status === 407) return failed({ code: "proxy", why: "login" });
  const success = status >= 200 && status <= 299;
  if (response.body === null || status === 204 || (status >= 300 && status <= 399)) {
    // Read to its end, it leaves a connection that can be used again.
    const isShort = status === 204 || status === 304 || Number(headers["content-length"]) <= MAX_REDIRECT_BODY_BYTES;
    if (response.body !== null && isShort) {
      await readBody(response.body, {
        maxBytes: MAX_REDIRECT_BODY_BYTES,
        mayCut: true,
        signal: AbortSignal.timeout(REDIRECT_BODY_MS),
      });
    }
    return { ok: true, response: { status, headers, body: new Uint8Array(), ...more } };
  }
  // Nobody needs to wait for the rest of what says itself that it is too much.
  if (success && !mayCut && Number(headers["content-length"]) > maxBytes) {
    return failed({ code: "tooLarge", limitBytes: maxBytes });
  }
  const limits = {
    maxBytes: success ? maxBytes : Math.min(maxBytes, MAX_ERROR_BODY_BYTES),
    mayCut,
    signal,
  };
  const raw = await readBody(response.body, limits);
  const body = raw.ok ? await decodeBody(raw, { ...limits, encodings: headers["content-encoding"] ?? "" }) : raw;
  if (body.ok) {
    const cut = body.isCut ? ({ isCut: true } as const) : {};
    return { ok: true, response: { status, headers, body: body.bytes, ...cut, ...more } };
  }
  // The status says more than what is wrong with the page that decorates it.
  if (!success && !signal.aborted) return { ok: true, response: { status, headers, body: new Uint8Array(), ...more } };
  return failed(body.failure);
}

/** Ends a request whose answer is announced again and again. */
function endOfPatience(request: ClientRequest): void {
  let interim = 0;
  request.on("information", () => {
    interim += 1;
    if (interim > MAX_INTERIM_ANSWERS) request.destroy(new InterimError());
  });
}

/** What a server sends behind a whole answer is no part of it: the answer counts all the same, and Node closes the connection. */
function withoutExcess(request: ClientRequest): void {
  let response: IncomingMessage | undefined;
  request.once("response", (answer) => {
    response = answer;
  });
  const emit = request.emit.bind(request) as (event: string, ...args: unknown[]) => boolean;
  request.emit = (event: string, ...args: unknown[]) => {
    const isExcess = event === "error" && response?.complete === true && codeOf(args[0]).startsWith("HPE_");
    return isExcess || emit(event, ...args);
  };
}

function failed(failure: HttpFailure): HttpResult {
  return { ok: false, failure };
}

function whyEnded({ signal, timeoutMs }: HttpRequest): HttpFailure {
  return signal.aborted ? { code: "aborted" } : { code: "timeout", seconds: timeoutMs / 1000 };
}

/** Takes user name and password out of the address (node-fetch refuses to see them there), as a Basic header (RFC 7617). */
function takeCredentials(url: URL): string | null {
  if (url.username === "" && url.password === "") return null;
  const credentials = `${decoded(url.username)}:${decoded(url.password)}`;
  url.username = "";
  url.password = "";
  return `Basic ${Buffer.from(credentials, "utf8").toString("base64")}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
