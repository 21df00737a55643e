import type { Agent, ClientRequest } from "node:http";
import { type AgentOptions, Agent as HttpsAgent } from "node:https";
import fetch from "node-fetch";
import { MAX_ERROR_BODY_BYTES, MAX_INTERIM_ANSWERS } from "../core/limits";
import type { HttpFailure } from "../core/model/failureReasons";
import type { Http, HttpRequest, HttpResult } from "../core/ports";
import { onAbort } from "../core/text/onAbort";
import { isOnion } from "../core/urls/onion";
import { beginRequest } from "./beginRequest";
import { readBody } from "./httpBody";
import { InterimError, classifyError } from "./httpErrors";
import { goesByNoProxy } from "./noProxy";
import { type Guard, type Resolve, addresses, createGuard, isPublicHost, resolveBySystem } from "./reach";
import { straightWay } from "./straightWay";
import { browserHeaders } from "./tor/browserHeaders";
import { trustIn } from "./trust";

export interface HttpOptions {
  /** Not sent through Tor, where requests look like Tor Browser's. */
  readonly userAgent: string;
  /** PEM certificates trusted beside the ones Node brings. */
  readonly caPem?: string;
  /** The agent for one request. Without it and without `caPem` no agent is given: VS Code puts its own in place. */
  readonly agentFor?: (url: URL, signal: AbortSignal) => Agent | undefined;
  /** What goes by no proxy in VS Code, beside what VS Code itself knows of: a list as `NO_PROXY` has it. */
  readonly noProxy?: string;
  /** True when the agents lead through Tor. Else an `.onion` address is refused before anything is looked up. */
  readonly throughTor?: boolean;
  /** Hosts that the user allows to lie in a private network, as they are now: names, and with a dot before them all below. */
  readonly privateHosts?: () => readonly string[];
  /** The system's unless given. */
  readonly resolve?: Resolve;
}

/**
 * The Http port by node-fetch. Each request has a connection of its own, which is gone when the result is there. User
 * name and password of an address become an `Authorization` header of that request, and no failure tells them.
 */
export function createHttp({
  userAgent,
  caPem,
  agentFor,
  noProxy = "",
  throughTor = false,
  privateHosts = () => [],
  resolve = resolveBySystem,
}: HttpOptions): Http {
  const trust = caPem === undefined ? undefined : trustIn(caPem);
  const trusted = (): AgentOptions => {
    if (trust === undefined) return {};
    const { ca, secureContext } = trust();
    return { ca: [...ca], secureContext };
  };
  const agentOf = (url: URL, signal: AbortSignal): Agent | undefined => {
    const agent = agentFor?.(url, signal);
    if (agent !== undefined || trust === undefined || url.protocol !== "https:") return agent;
    return new HttpsAgent(trusted());
  };

  const send = async (
    request: HttpRequest,
    url: URL,
    guard: Guard | undefined,
    signal: AbortSignal,
  ): Promise<HttpResult> => {
    const authorization = takeCredentials(url);
    const agent = agentOf(url, signal);
    const begun = (made: ClientRequest): void => {
      guard?.watch(made);
      endOfPatience(made);
    };
    const isStraight = goesByNoProxy(url, noProxy);
    const further = {
      ...(guard === undefined ? {} : { lookup: guard.lookup }),
      ...(isStraight ? straightWay(url, trusted()) : {}),
    };
    const response = await beginRequest(url, further, begun, () =>
      fetch(url.href, {
        method: request.method,
        headers: {
          // Encodings are asked for and decoded here: node-fetch would take a gzip stream that breaks off for a whole one.
          ...(throughTor
            ? browserHeaders(url, request.method === "GET" && request.headers["accept"] === undefined)
            : { "user-agent": userAgent, "accept-encoding": "gzip, deflate, br", connection: "close" }),
          ...(isStraight ? { host: url.host } : {}),
          ...(authorization === null ? {} : { authorization }),
          ...request.headers,
        },
        compress: false,
        redirect: "manual",
        signal,
        ...(request.body === undefined ? {} : { body: request.body }),
        ...(agent === undefined ? {} : { agent }),
      }),
    );
    const { status } = response;
    const headers = Object.fromEntries(response.headers);
    const place = guard === undefined ? {} : { place: guard.place() };
    // The answer of a proxy, also where VS Code's own proxy support hands it through.
    if (status === 407) return failed({ code: "proxy", why: "login" });
    const success = status >= 200 && status <= 299;
    if (response.body === null || status === 204 || (status >= 300 && status <= 399)) {
      return { ok: true, response: { status, headers, body: new Uint8Array(), ...place } };
    }
    // Nobody needs to wait for the rest of what says itself that it is too much.
    if (success && Number(headers["content-length"]) > request.maxBytes) {
      return failed({ code: "tooLarge", limitBytes: request.maxBytes });
    }
    const body = await readBody(response.body, {
      encodings: headers["content-encoding"] ?? "",
      maxBytes: success ? request.maxBytes : Math.min(request.maxBytes, MAX_ERROR_BODY_BYTES),
      signal,
    });
    if (body.ok) return { ok: true, response: { status, headers, body: body.bytes, ...place } };
    // The status says more than what is wrong with the page that decorates it.
    if (!success && !signal.aborted)
      return { ok: true, response: { status, headers, body: new Uint8Array(), ...place } };
    return failed(body.failure);
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
        const result = await send(request, new URL(request.url), guard, ending.signal);
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

/** Ends a request whose answer is announced again and again. */
function endOfPatience(request: ClientRequest): void {
  let interim = 0;
  request.on("information", () => {
    interim += 1;
    if (interim > MAX_INTERIM_ANSWERS) request.destroy(new InterimError());
  });
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
