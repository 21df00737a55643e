import { lookup } from "node:dns/promises";
import type { Agent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import fetch from "node-fetch";
import type { HttpFailure } from "../core/model/failureReasons";
import type { Http, HttpRequest, HttpResult } from "../core/ports";
import { onAbort } from "../core/text/onAbort";
import { isOnion } from "../core/urls/onion";
import { readBody } from "./httpBody";
import { classifyError } from "./httpErrors";
import { isPublicHost } from "./publicHosts";
import { browserHeaders } from "./tor/browserHeaders";
import { trustIn } from "./trust";

const LOOKUP_LIMIT_MS = 3000;
/** What is kept of the body of an answer that is no success: enough for any message. */
const ERROR_BODY_BYTES = 1_000_000;

export interface HttpOptions {
  /** Not sent through Tor, where requests look like Tor Browser's. */
  readonly userAgent: string;
  /** PEM certificates trusted beside the ones Node brings. */
  readonly caPem?: string;
  /** The agent for one request. Without it and without `caPem` no agent is given: VS Code puts its own in place. */
  readonly agentFor?: (url: URL, signal: AbortSignal) => Agent | undefined;
  /** True when the agents lead through Tor. Else an `.onion` address is refused before anything is looked up. */
  readonly throughTor?: boolean;
}

/**
 * The Http port by node-fetch. Each request has a connection of its own, which is gone when the result is there. User
 * name and password of an address become an `Authorization` header of that request, and no failure tells them.
 */
export function createHttp({ userAgent, caPem, agentFor, throughTor = false }: HttpOptions): Http {
  const trust = caPem === undefined ? undefined : trustIn(caPem);
  const agentOf = (url: URL, signal: AbortSignal): Agent | undefined => {
    const agent = agentFor?.(url, signal);
    if (agent !== undefined || trust === undefined || url.protocol !== "https:") return agent;
    const { ca, secureContext } = trust();
    return new HttpsAgent({ ca: [...ca], secureContext });
  };

  const send = async (request: HttpRequest, url: URL, signal: AbortSignal): Promise<HttpResult> => {
    const authorization = takeCredentials(url);
    const agent = agentOf(url, signal);
    const response = await fetch(url.href, {
      method: request.method,
      headers: {
        // Encodings are asked for and decoded here: node-fetch would take a gzip stream that breaks off for a whole one.
        ...(throughTor
          ? browserHeaders(url, request.method === "GET" && request.headers["accept"] === undefined)
          : { "user-agent": userAgent, "accept-encoding": "gzip, deflate, br", connection: "close" }),
        ...(authorization === null ? {} : { authorization }),
        ...request.headers,
      },
      compress: false,
      redirect: "manual",
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
      ...(agent === undefined ? {} : { agent }),
    });
    const { status } = response;
    const headers = Object.fromEntries(response.headers);
    // The answer of a proxy, also where VS Code's own proxy support hands it through.
    if (status === 407) return failed({ code: "proxy", why: "login" });
    const success = status >= 200 && status <= 299;
    if (response.body === null || status === 204 || (status >= 300 && status <= 399)) {
      return { ok: true, response: { status, headers, body: new Uint8Array() } };
    }
    // Nobody needs to wait for the rest of what says itself that it is too much.
    if (success && Number(headers["content-length"]) > request.maxBytes) {
      return failed({ code: "tooLarge", limitBytes: request.maxBytes });
    }
    const body = await readBody(response.body, {
      encodings: headers["content-encoding"] ?? "",
      maxBytes: success ? request.maxBytes : Math.min(request.maxBytes, ERROR_BODY_BYTES),
      signal,
    });
    if (body.ok) return { ok: true, response: { status, headers, body: body.bytes } };
    // The status says more than what is wrong with the page that decorates it.
    if (!success && !signal.aborted) return { ok: true, response: { status, headers, body: new Uint8Array() } };
    return failed(body.failure);
  };

  return {
    request: async (request) => {
      if (request.signal.aborted) return failed({ code: "aborted" });
      const isForTor = request.tor !== undefined || isOnion(new URL(request.url).hostname);
      if (isForTor && !throughTor) return failed({ code: "tor", why: "noTor", proxy: "-" });
      // Ends the request for any reason; destroying it frees the socket at once.
      const ending = new AbortController();
      const forget = onAbort(request.signal, () => ending.abort());
      const timer = setTimeout(() => ending.abort(), request.timeoutMs);
      try {
        const result = await send(request, new URL(request.url), ending.signal);
        return ending.signal.aborted && !result.ok ? failed(whyEnded(request)) : result;
      } catch (error) {
        return failed(ending.signal.aborted ? whyEnded(request) : classifyError(error, request.url));
      } finally {
        clearTimeout(timer);
        forget();
        // Nobody sees the reason; made by default, it would be an error with the whole way here.
        ending.abort(null);
      }
    },
    isPublic,
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

/** Asks the system's resolver; the name of an onion service is none of its business. */
export function isPublic(host: string, lookUp = true): Promise<boolean> {
  return isPublicHost(host, async (name) => (lookUp && !isOnion(name) ? addresses(name) : []));
}

/** A resolver that does not answer in time counts as one that does not know. */
export async function addresses(host: string): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([]), LOOKUP_LIMIT_MS);
  });
  const found = lookup(host, { all: true }).then(
    (entries) => entries.map(({ address }) => address),
    () => [],
  );
  return Promise.race([found, limit]).finally(() => clearTimeout(timer));
}
