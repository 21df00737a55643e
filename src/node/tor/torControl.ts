import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import net from "node:net";
import { MAX_TOR_CONTROL_CHARACTERS, TOR_CONTROL_MS } from "../../core/limits";
import type { TorProblem } from "../../core/model/failureReasons";
import type { SocksAddress } from "./torAgent";
import { readCookie } from "./torCookie";

const LOOPBACK = "127.0.0.1";
/** In bytes (control-spec, `AUTHCHALLENGE`). */
const NONCE_BYTES = 32;
const SERVER_KEY = "Tor safe cookie authentication server-to-controller hash";
const CLIENT_KEY = "Tor safe cookie authentication controller-to-server hash";

/** What a control port said that Tor on this machine would not say: nothing of it is believed. */
export type ControlProblem = Extract<TorProblem, "cookieFile" | "plainCookie" | "wrongCookie" | "elsewhere">;

class Disbelief extends Error {
  constructor(readonly why: ControlProblem) {
    super(why);
  }
}

/**
 * Asks Tor's control port on this machine where its SOCKS port is (control-spec, `GETINFO net/listeners/socks`). Signs in without a
 * password, or shows that it has read the cookie file Tor names (`SAFECOOKIE`: the cookie itself never goes out, and the other side has
 * to show first that it knows it). Null when nothing answers, it wants a password, its cookie is not for us to read, or it listens on no
 * TCP port.
 */
export async function socksFromControlPort(port: number): Promise<SocksAddress | ControlProblem | null> {
  const socket = net.connect({ host: LOOPBACK, port });
  socket.setTimeout(TOR_CONTROL_MS, () => socket.destroy());
  // An answer in drips keeps a socket from being idle.
  const timer = setTimeout(() => socket.destroy(), TOR_CONTROL_MS);
  try {
    const lines = replies(socket);
    const ask: Ask = async (command) => {
      socket.write(`${command}\r\n`);
      return (await lines.next()).value ?? [];
    };
    const credential = await credentialFor(await ask("PROTOCOLINFO 1"), ask);
    if (credential === null || !isDone(await ask(`AUTHENTICATE${credential}`))) return null;
    return listener(await ask("GETINFO net/listeners/socks"));
  } catch (error) {
    return error instanceof Disbelief ? error.why : null;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

type Ask = (command: string) => Promise<readonly string[]>;

/** The lines of one answer after the other; the last line of one has a blank behind its status. */
async function* replies(socket: net.Socket): AsyncGenerator<readonly string[], undefined> {
  let text = "";
  let received = 0;
  let lines: string[] = [];
  for await (const chunk of socket) {
    received += String(chunk).length;
    if (received > MAX_TOR_CONTROL_CHARACTERS) return undefined;
    const parts = (text + String(chunk)).split("\r\n");
    text = parts.pop() ?? "";
    for (const line of parts) {
      lines.push(line);
      if (!/^\d{3} /.test(line)) continue;
      yield lines;
      lines = [];
    }
  }
  return undefined;
}

function isDone(lines: readonly string[]): boolean {
  return lines.at(-1)?.startsWith("250 ") === true;
}

/** What `AUTHENTICATE` is called with; null when Tor wants something we do not have. */
async function credentialFor(lines: readonly string[], ask: Ask): Promise<string | null> {
  const auth = lines.find((line) => line.startsWith("250-AUTH METHODS="));
  if (auth === undefined) return null;
  const methods = /METHODS=(\S+)/.exec(auth)?.[1]?.split(",") ?? [];
  if (methods.includes("NULL")) return "";
  if (!methods.includes("SAFECOOKIE")) {
    if (methods.includes("COOKIE")) throw new Disbelief("plainCookie");
    return null;
  }
  const file = /COOKIEFILE="((?:[^"\\]|\\.)*)"/.exec(auth)?.[1]?.replaceAll(/\\(.)/g, "$1");
  const cookie = await readCookie(file ?? "");
  if (cookie === "unreadable") return null;
  if (cookie === "refused") throw new Disbelief("cookieFile");
  return ` ${await proofOf(cookie, ask)}`;
}

/** control-spec, `AUTHCHALLENGE`: each side shows by a hash that it knows the cookie, the server first. */
async function proofOf(cookie: Buffer, ask: Ask): Promise<string> {
  const clientNonce = randomBytes(NONCE_BYTES);
  const answer = (await ask(`AUTHCHALLENGE SAFECOOKIE ${clientNonce.toString("hex")}`)).join(" ");
  const [, serverHash, serverNonce] =
    /^250 AUTHCHALLENGE SERVERHASH=([\da-f]{64}) SERVERNONCE=([\da-f]{64})$/i.exec(answer) ?? [];
  if (serverHash === undefined || serverNonce === undefined) throw new Disbelief("wrongCookie");
  const message = Buffer.concat([cookie, clientNonce, Buffer.from(serverNonce, "hex")]);
  const hash = (key: string): Buffer => createHmac("sha256", key).update(message).digest();
  if (!timingSafeEqual(hash(SERVER_KEY), Buffer.from(serverHash, "hex"))) throw new Disbelief("wrongCookie");
  return hash(CLIENT_KEY).toString("hex");
}

/** `250-net/listeners/socks="127.0.0.1:9050" "unix:/run/tor/socks"`: the first on this machine, the way to all others is in clear. */
function listener(lines: readonly string[]): SocksAddress | null {
  const line = lines.find((one) => one.startsWith("250-net/listeners/socks=")) ?? "";
  const named = [...line.matchAll(/"(\[[^\]"]+\]|[^:"]+):(\d{1,5})"/g)].flatMap(([, host = "", port]) =>
    host === "unix" || Number(port) < 1 || Number(port) > 65_535 ? [] : [{ host: host.replace(/^\[|\]$/g, ""), port }],
  );
  for (const { host, port } of named) {
    const near = nearHost(host);
    if (near !== null) return { host: near, port: Number(port) };
  }
  if (named.length > 0) throw new Disbelief("elsewhere");
  return null;
}

/** Listening everywhere is listening here as well. */
function nearHost(host: string): string | null {
  if (host === "0.0.0.0" || host === "::") return LOOPBACK;
  return host === "::1" || (net.isIPv4(host) && host.startsWith("127.")) ? host : null;
}
