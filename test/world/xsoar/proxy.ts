import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A running proxy. */
export interface Proxy {
  /** Without user name and password. */
  readonly origin: string;
  /** With them, as one writes it into `HTTPS_PROXY`. */
  readonly address: string;
  /** How many requests passed, and how many were turned away. */
  counts(): { readonly passed: number; readonly refused: number };
  close(): Promise<void>;
}

/**
 * A forward proxy (plain requests and CONNECT, RFC 9110 §9.3.6) that asks for a user name and a password.
 * @param hosts what it connects to; anything else is refused, so that nobody leaves the machine through it
 */
export async function startProxy(options: {
  readonly user: string;
  readonly password: string;
  readonly host?: string;
  readonly port?: number;
  readonly hosts?: readonly string[];
  /** Names that it alone knows, with the addresses they stand for, where need be with a port of their own. */
  readonly names?: Readonly<Record<string, string>>;
}): Promise<Proxy> {
  const { user, password, host = "127.0.0.1", port = 0, names = {} } = options;
  const hosts = [...(options.hosts ?? []), ...Object.keys(names)];
  const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const counts = { passed: 0, refused: 0 };
  const open = new Set<Socket>();
  const admits = (request: IncomingMessage): boolean => {
    const admitted = request.headers["proxy-authorization"] === wanted;
    counts[admitted ? "passed" : "refused"]++;
    return admitted;
  };
  const reaches = (name: string): boolean => /^(?:127\.|localhost$|\[?::1\]?$)/.test(name) || hosts.includes(name);

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (!admits(request)) return void response.writeHead(407, { "proxy-authenticate": 'Basic realm="proxy"' }).end();
    const url = URL.canParse(request.url ?? "") ? new URL(request.url ?? "") : null;
    if (url === null || !reaches(url.hostname)) return void response.writeHead(502).end();
    const { "proxy-authorization": _, "proxy-connection": __, ...headers } = request.headers;
    const onward = httpRequest(url, { method: request.method ?? "GET", headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    socket.on("error", () => socket.destroy());
    if (!admits(request)) {
      return void socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="proxy"\r\n\r\n',
      );
    }
    const [, name = "", number = ""] = /^(.*):(\d+)$/.exec(request.url ?? "") ?? [];
    if (!reaches(name)) return void socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const [address = name.replace(/^\[|\]$/g, ""), port = number] = names[name]?.split(":") ?? [];
    const onward = connect(Number(port), address, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("close", () => onward.destroy());
  });
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    origin: `http://${host}:${bound}`,
    address: `http://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${bound}`,
    counts: () => ({ ...counts }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
