import type { Agent, ClientRequest } from "node:http";
import { isIP, type Socket } from "node:net";
import { checkServerIdentity, type ConnectionOptions } from "node:tls";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { RouteError, codeOf, proxyFailure } from "./httpErrors";
import { goesByNoProxy } from "./noProxy";
import { type Trust, trustIn } from "./trust";

type Environment = Readonly<Record<string, string | undefined>>;

export interface ProxyAgentOptions {
  /** PEM certificates trusted beside Node's own, for the proxy and for the site. */
  readonly ca?: string;
  /** True unless given. */
  readonly verifyTls?: boolean;
}

/**
 * Picks the agent for each request by the environment, as other command line tools do: `HTTPS_PROXY`, `HTTP_PROXY`,
 * `ALL_PROXY`, `NO_PROXY`, lower case first. Undefined where no proxy is to be used. Each agent serves one request and
 * ends with its signal, a proxy that never answers CONNECT included. A proxy of another kind (SOCKS) throws a `RouteError`.
 */
export function proxyAgentFor(
  env: Environment,
  { ca, verifyTls = true }: ProxyAgentOptions,
): (url: URL, signal: AbortSignal) => Agent | undefined {
  const trust = ca === undefined ? () => undefined : trustIn(ca);
  return (url, signal) => {
    const tls = { ...trust(), rejectUnauthorized: verifyTls };
    const proxy = proxyFor(env, url);
    if (proxy === null) return undefined;
    // Going without it would tell the site who asks.
    if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) {
      throw new RouteError({ code: "proxy", why: "scheme" });
    }
    const options = { ...tls, signal };
    return url.protocol === "https:" ? new TunnelAgent(proxy, options) : new ForwardAgent(proxy, options);
  };
}

/** The proxy to use for an address, or null. A proxy without a scheme is an `http:` one. */
export function proxyFor(env: Environment, url: URL): string | null {
  const value = (name: string): string => env[name] || env[name.toUpperCase()] || "";
  if (goesByNoProxy(url, value("no_proxy"))) return null;
  const proxy = value(url.protocol === "https:" ? "https_proxy" : "http_proxy") || value("all_proxy");
  if (proxy === "") return null;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

interface AgentTls extends Partial<Trust> {
  readonly rejectUnauthorized: boolean;
}

type TunnelOptions = AgentTls & { readonly signal: AbortSignal };

/** The name a certificate has to be for is lost on the way where it is an address: without it that of `localhost` is wanted. */
function forAddress(host: string | null | undefined): Pick<ConnectionOptions, "checkServerIdentity"> {
  const address = (host ?? "").replace(/^\[|\]$/g, "");
  return isIP(address) === 0
    ? {}
    : { checkServerIdentity: (_name, certificate) => checkServerIdentity(address, certificate) };
}

/** CONNECT to an https site. Answers of the proxy other than 200 are errors, not answers of the site. */
class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #target: AgentTls;

  constructor(proxy: string, { signal, ...tls }: TunnelOptions) {
    super(proxy, { ...tls, signal });
    this.#target = tls;
  }

  override async connect(request: ClientRequest, options: Parameters<HttpsProxyAgent<string>["connect"]>[1]) {
    tellOf(this.proxy, request);
    let status = 0;
    request.once("proxyConnect", (answer: { readonly statusCode: number }) => {
      status = answer.statusCode;
    });
    const socket = await connected(
      super.connect(request, { ...options, ...forAddress(options.host), ...this.#target }),
    );
    if (status === 200) return socket;
    socket.destroy();
    throw new RouteError(
      status === 407 ? { code: "proxy", why: "login" } : { code: "proxy", why: "status", detail: String(status) },
    );
  }
}

/** Plain http through a proxy. */
class ForwardAgent extends HttpProxyAgent<string> {
  override async connect(...args: Parameters<HttpProxyAgent<string>["connect"]>): Promise<Socket> {
    tellOf(this.proxy, args[0]);
    return connected(super.connect(...args));
  }
}

/** Says by which proxy a request goes, as VS Code's agents do, before the proxy hears of it. Whoever listens may end the request. */
function tellOf(proxy: URL, request: ClientRequest): void {
  request.emit("proxy", { proxy: proxy.host });
  if (request.destroyed) throw new Error("ended");
}

async function connected(connecting: Promise<Socket>): Promise<Socket> {
  try {
    return await connecting;
  } catch (error) {
    throw new RouteError(proxyFailure(codeOf(error)));
  }
}
