import { readFile } from "node:fs/promises";
import net from "node:net";
import type { SocksAddress } from "./torAgent";

const LIMIT_MS = 3000;
const MAX_ANSWER = 65_536;
const LOOPBACK = "127.0.0.1";

/**
 * Asks Tor's control port on this machine where its SOCKS port is (control-spec, `GETINFO net/listeners/socks`). Signs in without a
 * password, or with the cookie file Tor names. Null when nothing answers, it wants a password, or it listens on no TCP port.
 */
export async function socksFromControlPort(port: number): Promise<SocksAddress | null> {
  const socket = net.connect({ host: LOOPBACK, port });
  socket.setTimeout(LIMIT_MS, () => socket.destroy());
  try {
    const lines = replies(socket);
    const ask = async (command: string): Promise<readonly string[]> => {
      socket.write(`${command}\r\n`);
      return (await lines.next()).value ?? [];
    };
    const credential = await credentialFor(await ask("PROTOCOLINFO 1"));
    if (credential === null || !isDone(await ask(`AUTHENTICATE${credential}`))) return null;
    return listener(await ask("GETINFO net/listeners/socks"));
  } catch {
    return null;
  } finally {
    socket.destroy();
  }
}

/** The lines of one answer after the other; the last line of one has a blank behind its status. */
async function* replies(socket: net.Socket): AsyncGenerator<readonly string[], undefined> {
  let text = "";
  let lines: string[] = [];
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.length > MAX_ANSWER) return undefined;
    const parts = text.split("\r\n");
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
async function credentialFor(lines: readonly string[]): Promise<string | null> {
  const auth = lines.find((line) => line.startsWith("250-AUTH METHODS="));
  if (auth === undefined) return null;
  const methods = /METHODS=(\S+)/.exec(auth)?.[1]?.split(",") ?? [];
  if (methods.includes("NULL")) return "";
  const file = /COOKIEFILE="((?:[^"\\]|\\.)*)"/.exec(auth)?.[1]?.replaceAll(/\\(.)/g, "$1");
  if (!methods.includes("COOKIE") || file === undefined) return null;
  const cookie = await readFile(file);
  // Tor's cookie has 32 bytes; any other file is none of a control port's business.
  return cookie.length === 32 ? ` ${cookie.toString("hex")}` : null;
}

/** `250-net/listeners/socks="127.0.0.1:9050" "unix:/run/tor/socks"` */
function listener(lines: readonly string[]): SocksAddress | null {
  const line = lines.find((one) => one.startsWith("250-net/listeners/socks=")) ?? "";
  for (const [, host, port] of line.matchAll(/"(\[[^\]"]+\]|[^:"]+):(\d+)"/g)) {
    if (host === undefined || host === "unix") continue;
    const bare = host.replace(/^\[|\]$/g, "");
    // Listening everywhere is listening here as well.
    return { host: bare === "0.0.0.0" || bare === "::" ? LOOPBACK : bare, port: Number(port) };
  }
  return null;
}
