import { once } from "node:events";
import type { ClientRequest } from "node:http";
import net from "node:net";
import tls from "node:tls";
import { Agent, type AgentConnectOpts } from "agent-base";
import { SocksClient } from "socks";
import type { TorProblem } from "../../core/model/failureReasons";
import { RouteError } from "../httpErrors";

/** Where Tor listens for SOCKS. */
export interface SocksAddress {
  readonly host: string;
  readonly port: number;
}

/** Tor builds a circuit before it answers; that takes longer than any connection of its own. */
const ANSWER_LIMIT_MS = 120_000;

export interface TorAgentOptions {
  readonly verifyTls: boolean;
  /** PEM certificates trusted beside Node's own. */
  readonly ca?: readonly string[];
}

/**
 * One request over Tor's SOCKS port. The name of the host goes there as it is (SOCKS 5 with a domain name, what others call
 * `socks5h`): nothing is looked up here. The end of the signal frees the socket at once.
 */
export class TorAgent extends Agent {
  constructor(
    private readonly socks: SocksAddress,
    private readonly signal: AbortSignal,
    private readonly tlsOptions: TorAgentOptions,
  ) {
    super();
  }

  override async connect(_request: ClientRequest, options: AgentConnectOpts): Promise<net.Socket> {
    const socket = await this.reach();
    const host = options.host ?? "";
    const through = await throughSocks(socket, this.socks, host, options.port);
    if (!options.secureEndpoint) return through;
    const { verifyTls, ca } = this.tlsOptions;
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

/** Every answer of SOCKS 5 begins with its number (RFC 1928 §3, §6), and Tor asks for no password. */
function isTor([version, method, next = 5]: Buffer): boolean {
  return version === 5 && method === 0 && next === 5;
}

async function throughSocks(socket: net.Socket, proxy: SocksAddress, host: string, port: number): Promise<net.Socket> {
  let beginning = Buffer.alloc(0);
  const listen = (chunk: Buffer): void => {
    beginning = Buffer.concat([beginning, chunk]).subarray(0, 3);
    if (beginning.length === 3) socket.off("data", listen);
  };
  socket.on("data", listen);
  try {
    await SocksClient.createConnection({
      proxy: { ...proxy, type: 5 },
      command: "connect",
      destination: { host, port },
      existing_socket: socket,
      timeout: ANSWER_LIMIT_MS,
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
