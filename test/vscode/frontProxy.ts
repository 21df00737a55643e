import http from "node:http";
import net from "node:net";
import type { AddressInfo } from "node:net";

/**
 * A small HTTP and WebSocket proxy on a free loopback port before the VS Code server. It answers `POST /mint-key`, which
 * the server does not: with that half of a key the browser keeps SecretStorage over a reload instead of in memory only.
 */
export async function startFrontProxy(backendPort: number): Promise<{ readonly port: number; close(): void }> {
  const backend = { host: "127.0.0.1", port: backendPort };
  const mintedKey = Buffer.alloc(32, 7);
  const sockets = new Set<net.Socket>();

  const server = http.createServer((request, response) => {
    if (request.method === "POST" && request.url?.split("?")[0]?.endsWith("/mint-key")) {
      response.writeHead(200, { "content-type": "application/octet-stream" }).end(mintedKey);
      return;
    }
    const { method, url, headers } = request;
    const forward = http.request({ ...backend, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forward.on("error", () => response.destroy());
    request.pipe(forward);
  });

  server.on("upgrade", (request, client: net.Socket, head: Buffer) => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let i = 0; i < request.rawHeaders.length; i += 2)
      lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    const upstream = net.connect(backend, () => {
      upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    client.on("error", () => upstream.destroy());
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });

  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
