import { Agent, type AgentOptions, type ClientRequest } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { ConnectionOptions } from "node:tls";
import {
  CONNECTION_PROOF_MS,
  KEEP_CONNECTION_MS,
  MAX_CONNECTED_SERVERS,
  MAX_KEPT_CONNECTIONS,
  NEW_CONNECTIONS_MS,
} from "../core/limits";
import type { HttpRequest } from "../core/ports";

/** Of a request, what decides by which connection it goes. */
export type Asking = Pick<HttpRequest, "method" | "onlyAsks" | "circle" | "reach">;

/** A connection that was chosen for a request. */
export interface Way {
  /** Keeps its connections, or closes each when its request is over. */
  readonly agent: Agent;
  /** To be told what became of a connection that was used again. */
  readonly seen: (what: "goesOn" | "hasEnded") => void;
}

/** What is known of one server, and its connections. */
interface Server {
  readonly agent: Agent;
  /** When a connection to it was put back last, by `performance.now()`. */
  keptAt: number;
  /** It has gone on with a connection that was left open. */
  isProved: boolean;
  /** When it has ended one that was taken for open. */
  endedAt: number;
}

/**
 * The connections of one Http port. One is used again only for the same scheme, host and port, by requests of one circle and one `reach`,
 * and closed when nobody has used it for a while. A server that ends connections without saying so is asked over a new one each time;
 * what may change something there uses an old one only when the server has shown that it keeps them: such a request cannot be repeated.
 */
export class Connections {
  private readonly servers = new Map<string, Server>();
  private readonly options: AgentOptions;

  /**
   * @param tls for https: the same for all connections
   * @param keepMs 0 keeps none
   * @param prepare gets each agent that is made for an address
   */
  constructor(
    private readonly tls: () => ConnectionOptions,
    private readonly keepMs = KEEP_CONNECTION_MS,
    private readonly prepare: (agent: Agent, url: URL) => void = () => {},
  ) {
    this.options = { keepAlive: keepMs > 0, timeout: keepMs, maxFreeSockets: MAX_KEPT_CONNECTIONS };
  }

  way(url: URL, asking: Asking): Way {
    const server = this.server(`${asking.circle ?? ""} ${asking.reach ?? ""} ${url.origin}`, url);
    const seen: Way["seen"] = (what) => {
      server.isProved = what === "goesOn";
      if (what === "hasEnded") server.endedAt = performance.now();
    };
    const isKept = this.keepMs > 0 && performance.now() - server.endedAt >= NEW_CONNECTIONS_MS;
    const mayUse = isKept && (mayBeRepeated(asking) || isProved(server));
    return { agent: mayUse ? server.agent : this.passing(url), seen };
  }

  /** For one request alone. */
  passing(url: URL): Agent {
    return this.agent(url, { keepAlive: false });
  }

  private server(key: string, url: URL): Server {
    const known = this.servers.get(key);
    this.servers.delete(key);
    const onKept = (): void => {
      server.keptAt = performance.now();
    };
    const server = known ?? {
      agent: this.keeping(url, onKept),
      keptAt: 0,
      isProved: false,
      endedAt: -NEW_CONNECTIONS_MS,
    };
    this.servers.set(key, server);
    const [oldest] = this.servers.keys();
    if (this.servers.size > MAX_CONNECTED_SERVERS && oldest !== undefined) this.servers.delete(oldest);
    return server;
  }

  private keeping(url: URL, onKept: () => void): Agent {
    const agent = this.agent(url, this.options);
    const keep = agent.keepSocketAlive.bind(agent);
    agent.keepSocketAlive = (socket) => {
      onKept();
      return keep(socket);
    };
    return agent;
  }

  private agent(url: URL, options: AgentOptions): Agent {
    const agent = url.protocol === "https:" ? new HttpsAgent({ ...this.tls(), ...options }) : new Agent(options);
    this.prepare(agent, url);
    return agent;
  }
}

export function mayBeRepeated({ method, onlyAsks }: Pick<Asking, "method" | "onlyAsks">): boolean {
  return method === "GET" || onlyAsks === true;
}

function isProved(server: Server): boolean {
  const isOpen = Object.keys(server.agent.freeSockets).length > 0;
  server.isProved ||= isOpen && performance.now() - server.keptAt >= CONNECTION_PROOF_MS;
  return server.isProved;
}

/**
 * Puts an agent of ours behind that of VS Code's extension host, which stands in its place (`@vscode/proxy-agent`): it serves what VS Code
 * does not lead through a proxy, certificates and proxies stay VS Code's. To be called before the request is sent. Where the agent serves
 * the request neither so nor by itself, the connection is closed when the request is over.
 */
export function putBehindHost(
  request: ClientRequest & { agent?: unknown },
  agent: Agent & { keepAlive?: boolean },
): void {
  const { agent: host } = request;
  const isTaken =
    typeof host === "object" &&
    host !== null &&
    "opts" in host &&
    typeof host.opts === "object" &&
    host.opts !== null &&
    "originalAgent" in host.opts;
  if (isTaken) (host.opts as { originalAgent: unknown }).originalAgent = agent;
  request.shouldKeepAlive = (isTaken || host === agent) && agent.keepAlive === true;
}
