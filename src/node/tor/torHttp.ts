import type { Http, TorRoute } from "../../core/ports";
import { isOnion } from "../../core/urls/onion";
import { createWorkerHttp } from "../workerHttp";
import type { WorkerHttpSettings } from "../workerMessages";
import type { SocksAddress } from "./torAgent";
import { type ControlProblem, socksFromControlPort } from "./torControl";

/** Where Tor listens unless told otherwise. */
const TOR_SOCKS: SocksAddress = { host: "127.0.0.1", port: 9050 };

/** What a control port said holds for so long: Tor may be started anew with other ports. */
const CONTROL_ANSWER_MS = 60_000;

interface TorOptions extends Pick<WorkerHttpSettings, "userAgent" | "verifyTls" | "caPem"> {
  /** Host and port that the user has set; else the control port is asked, else it is 127.0.0.1:9050. */
  readonly socks: SocksAddress | null;
  readonly workerFile: string;
}

/** `127.0.0.1:9050`, `[::1]:9050`, as other tools write it also `socks5h://127.0.0.1:9050`; null for anything else. */
export function parseSocksAddress(text: string): SocksAddress | null {
  const [, host, port] = /^\s*(?:socks5h?:\/\/)?(\[[\da-f:.]+\]|[a-z\d.-]+):(\d{1,5})\/?\s*$/i.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}

/**
 * Sends what is for Tor through Tor's SOCKS port, from a thread whose agents are ours, and everything else by `direct`. The name of
 * an onion service is never looked up.
 */
export function withTor(direct: Http, { socks, workerFile, ...rest }: TorOptions): Http {
  const ways = new Map<string, Http>();
  const told = new Map<
    number,
    { readonly at: number; readonly address: Promise<SocksAddress | ControlProblem | null> }
  >();

  const addressFor = async ({ controllerPort }: TorRoute): Promise<SocksAddress | ControlProblem> => {
    if (socks !== null || controllerPort === 0) return socks ?? TOR_SOCKS;
    let answer = told.get(controllerPort);
    if (answer === undefined || Date.now() - answer.at > CONTROL_ANSWER_MS) {
      answer = { at: Date.now(), address: socksFromControlPort(controllerPort) };
      told.set(controllerPort, answer);
    }
    return (await answer.address) ?? TOR_SOCKS;
  };
  const wayThrough = (address: SocksAddress): Http => {
    const key = JSON.stringify(address);
    const way = ways.get(key) ?? createWorkerHttp({ ...rest, workerFile, tor: address });
    ways.set(key, way);
    return way;
  };

  return {
    request: async (request) => {
      const route = request.tor ?? (isOnion(new URL(request.url).hostname) ? { controllerPort: 0 } : null);
      if (route === null) return direct.request(request);
      const address = await addressFor(route);
      if (typeof address !== "string") return wayThrough(address).request(request);
      return { ok: false, failure: { code: "tor", why: address, proxy: `127.0.0.1:${route.controllerPort}` } };
    },
    isPublic: async (host, lookUp) => isOnion(host) || direct.isPublic(host, lookUp),
  };
}
