import { createHmac, randomBytes } from "node:crypto";
import net, { type AddressInfo } from "node:net";
import { Socks5Server } from "@pondwader/socks5-server";

/** A real SOCKS 5 server that stands for Tor: it knows some onion services, each by a port of this machine. */
export interface Tor {
  readonly host: string;
  readonly port: number;
  /** The hosts that were asked for, as they came: a name, or an address had it been looked up before. */
  asked(): readonly string[];
  /** As whom: Tor isolates streams by this. */
  users(): readonly string[];
  openSockets(): number;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/** @param services onion host name → port on 127.0.0.1; every other host is "unreachable" */
export async function startTor(services: Readonly<Record<string, number>>): Promise<Tor> {
  const asked: string[] = [];
  const users: string[] = [];
  const open = new Set<net.Socket>();
  const socks = new Socks5Server();
  // Any will do for Tor (torrc, `IsolateSOCKSAuth`).
  socks.setAuthHandler((_connection, accept) => accept());
  socks.setConnectionHandler(({ socket, destAddress, username = "" }, sendStatus) => {
    asked.push(destAddress);
    users.push(username);
    const port = services[destAddress];
    if (port === undefined) {
      sendStatus("HOST_UNREACHABLE");
      return;
    }
    const onward = net.connect({ host: HOST, port }, () => {
      sendStatus("REQUEST_GRANTED");
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
    socket.on("close", () => onward.destroy());
  });
  const server = net.createServer((socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => open.delete(socket));
    socks._handleConnection(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, HOST, resolve));
  return {
    host: HOST,
    port: (server.address() as AddressInfo).port,
    asked: () => [...asked],
    users: () => [...users],
    openSockets: () => open.size,
    close: () => closed(server, open),
  };
}

/** Tor's control port, as far as a question for the SOCKS port goes. */
export interface TorControl {
  readonly port: number;
  commands(): readonly string[];
  close(): Promise<void>;
}

const SERVER_KEY = "Tor safe cookie authentication server-to-controller hash";
const CLIENT_KEY = "Tor safe cookie authentication controller-to-server hash";

interface TorControlOptions {
  /** The line behind `250-AUTH `; by default nothing is wanted. */
  readonly auth?: string;
  /** What it knows itself; null when it knows none and makes answers up. */
  readonly cookie?: Buffer | null;
}

/** @param socks what it says of its listeners: `"127.0.0.1:9050"` */
export async function startTorControl(
  socks: string,
  { auth = "METHODS=NULL", cookie = null }: TorControlOptions = {},
): Promise<TorControl> {
  const commands: string[] = [];
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => open.delete(socket));
    let text = "";
    let credential = auth.includes("NULL") ? "" : null;
    const challenge = (clientNonce: string): string => {
      const serverNonce = randomBytes(32);
      const message = Buffer.concat([cookie ?? randomBytes(32), Buffer.from(clientNonce, "hex"), serverNonce]);
      const hash = (key: string) => createHmac("sha256", key).update(message).digest("hex").toUpperCase();
      credential = hash(CLIENT_KEY);
      return `250 AUTHCHALLENGE SERVERHASH=${hash(SERVER_KEY)} SERVERNONCE=${serverNonce.toString("hex").toUpperCase()}\r\n`;
    };
    socket.on("data", (chunk) => {
      text += String(chunk);
      const lines = text.split("\r\n");
      text = lines.pop() ?? "";
      for (const line of lines) {
        commands.push(line);
        if (line.startsWith("PROTOCOLINFO")) {
          socket.write(`250-PROTOCOLINFO 1\r\n250-AUTH ${auth}\r\n250-VERSION Tor="0.4.8.0"\r\n250 OK\r\n`);
        } else if (line.startsWith("AUTHCHALLENGE SAFECOOKIE ")) {
          socket.write(challenge(line.slice("AUTHCHALLENGE SAFECOOKIE ".length)));
        } else if (line.startsWith("AUTHENTICATE")) {
          const given = line.slice("AUTHENTICATE".length).trim().toUpperCase();
          socket.write(given === credential ? "250 OK\r\n" : "515 Authentication failed\r\n");
        } else if (line === "GETINFO net/listeners/socks") {
          socket.write(`250-net/listeners/socks=${socks}\r\n250 OK\r\n`);
        } else socket.write("510 Unrecognized command\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, HOST, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    commands: () => [...commands],
    close: () => closed(server, open),
  };
}

function closed(server: net.Server, open: ReadonlySet<net.Socket>): Promise<void> {
  return new Promise((resolve) => {
    for (const socket of open) socket.destroy();
    server.close(() => resolve());
  });
}
