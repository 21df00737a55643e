import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import type { ClientRequest } from "node:http";
import net from "node:net";
import tls from "node:tls";
import type { Duplex } from "node:stream";
import { Agent, type AgentConnectOpts } from "agent-base";
import { SocksClient } from "socks";
import { TOR_CIRCUIT_MS } from "../../core/limits";
import type { TorProblem } from "../../core/model/failureReasons";
import { RouteError } from "../httpErrors";
import { orderHeaders } from "./browserHeaders";

/** Where Tor listens for SOCKS. */
export interface SocksAddress {
  readonly host: string;
  readonly port: number;
}

export interface TorAgentOptions {
  readonly verifyTls: boolean;
  readonly userOf: StreamUsers;
  /** PEM certificates trusted beside Node's own. */
  readonly ca?: readonly string[];
}

/** The SOCKS user name for a host. Tor leads streams of different users over different circuits (`IsolateSOCKSAuth`, its default). */
export type StreamUsers = (host: string) => string;

/** Of one session: random, the same for a host each time, so that no exit node sees two hosts of one reader. */
export function createStreamUsers(): StreamUsers {
  const key = randomBytes(32);
  return (host) => createHmac("sha256", key).update(host).digest("hex").slice(0, 32);
}

/**
 * One request over Tor's SOCKS port. The name of the host goes there as it is (SOCKS 5 with a domain name, what others call
 * `socks5h`): nothing is looked up here. The end of the signal frees the socket at once.
 */
export class TorAgent extends Agent {
  constructor(
    private readonly socks: SocksAddress,
    private readonly signal: AbortSignal,
    private readonly torOptions: TorAgentOptions,
  ) {
    super();
  }

  /** Called before the first byte of the request is made. */
  override createSocket(
    request: ClientRequest,
    options: AgentConnectOpts,
    done: (error: Error | null, socket?: Duplex) => void,
  ): void {
    orderHeaders(request);
    super.createSocket(request, options, done);
  }

  override async connect(_request: ClientRequest, options: AgentConnectOpts): Promise<net.Socket> {
    const socket = await this.reach();
    const host = options.host ?? "";
    const { verifyTls, ca, userOf } = this.torOptions;
    const through = await throughSocks(socket, this.socks, { host, port: options.port, user: userOf(host) });
    if (!options.secureEndpoint) return through;
    return tls.connect({
      socket: through,
      ...(net.isIP(host) === 0 ? { servername: host } : {}),
      rejectUnauthorized: verifyTls,
      ...(ca === undefined ? {} : { ca: [...ca] }),
    });
  }

  private async reach(): Promise<net.Socket> {
    const socket = net.connect({ ...this.socks, signal: this.signal });
    try {
      await once(socket, "connect", { signal: this.signal });
      return socket;
    } catch (error) {
      socket.destroy();
      throw this.signal.aborted ? error : torError("noTor", this.socks);
    }
  }
}

/** In bytes: the answer about user and password is two, and each before and after it begins with its number. */
const TELLING_BYTES = 5;

/**
 * Every answer of SOCKS 5 begins with its number (RFC 1928 §3, §6), that about user and password with 1 (RFC 1929 §2). Tor takes any
 * user and is content with none.
 */
function isTor([version, method, ...rest]: Buffer): boolean {
  const wanted = method === 0 ? [5] : method === 2 ? [1, 0, 5] : null;
  return version === 5 && wanted !== null && wanted.every((byte, index) => (rest[index] ?? byte) === byte);
}

interface Destination {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

async function throughSocks(
  socket: net.Socket,
  proxy: SocksAddress,
  { host, port, user }: Destination,
): Promise<net.Socket> {
  let beginning = Buffer.alloc(0);
  const listen = (chunk: Buffer): void => {
    beginning = Buffer.concat([beginning, chunk]).subarray(0, TELLING_BYTES);
    if (beginning.length === TELLING_BYTES) socket.off("data", listen);
  };
  socket.on("data", listen);
  try {
    await SocksClient.createConnection({
      proxy: { ...proxy, type: 5, userId: user, password: user },
      command: "connect",
      destination: { host, port },
      existing_socket: socket,
      timeout: TOR_CIRCUIT_MS,
    });
    return socket;
  } catch {
    socket.destroy();
    throw torError(isTor(beginning) ? "unreachable" : "notSocks", proxy);
  }
}

function torError(why: TorProblem, { host, port }: SocksAddress): RouteError {
  return new RouteError({ code: "tor", why, proxy: `${host}:${port}` });
}
