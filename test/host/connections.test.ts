import assert from "node:assert/strict";
import fs from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Http, HttpRequest } from "../../src/core/ports";
import { projectRoot } from "../vscode/project";
import { scan, workerFile } from "./bundle";

/** VS Code treats `localhost` and 127.0.0.1 differently, so that a test there would prove nothing. */
const HOST = "127.0.1.5";
const pem = (name: string) => fs.readFileSync(path.join(projectRoot, "test", "net", "fixtures", name), "utf8");

/** Servers whose connections are counted. */
describe("connections from the extension host", () => {
  const closing: (() => void)[] = [];
  const listen = async (server: http.Server | https.Server, scheme: string) => {
    const counts = { made: 0, open: 0 };
    server.on("connection", (socket) => {
      counts.made += 1;
      counts.open += 1;
      socket.on("close", () => (counts.open -= 1));
    });
    await new Promise<void>((resolve) => void server.listen(0, HOST, resolve));
    closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return { counts, origin: `${scheme}://${HOST}:${(server.address() as AddressInfo).port}` };
  };
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  const answer = (_: IncomingMessage, response: ServerResponse) => void response.end("news");
  const client = (caPem?: string, noProxy = ""): Http =>
    scan().createHostHttp({
      userAgent: "test",
      verifyTls: true,
      workerFile: workerFile(),
      noProxy,
      ...(caPem === undefined ? {} : { caPem }),
    });
  const ask = async (by: Http, url: string, rest: Partial<HttpRequest> = {}): Promise<string> => {
    const signal = new AbortController().signal;
    const result = await by.request({
      url,
      method: "GET",
      headers: {},
      timeoutMs: 5000,
      maxBytes: 1e6,
      signal,
      ...rest,
    });
    return result.ok ? Buffer.from(result.response.body).toString() : result.failure.code;
  };

  it("are kept for the next request, and closed when none comes", async () => {
    const server = await listen(http.createServer(answer), "http");
    const by = client();
    for (let index = 0; index < 5; index++) assert.equal(await ask(by, `${server.origin}/${index}`), "news");
    assert.equal(server.counts.made, 1);
    const end = Date.now() + 4000;
    while (server.counts.open > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(server.counts.open, 0);
  });

  it("are kept over TLS with the certificates of the CA file", async () => {
    const key = pem("loopbackServer.pem");
    const server = await listen(https.createServer({ key, cert: key }, answer), "https");
    const by = client(pem("testAuthority.pem"));
    for (let index = 0; index < 5; index++) assert.equal(await ask(by, `${server.origin}/${index}`), "news");
    assert.equal(server.counts.made, 1);
    assert.equal(await ask(client(), server.origin), "tls");
  });

  it("are kept as well for a host that is to go by no proxy", async () => {
    const key = pem("loopbackServer.pem");
    for (const server of [
      await listen(http.createServer(answer), "http"),
      await listen(https.createServer({ key, cert: key }, answer), "https"),
    ]) {
      const by = client(pem("testAuthority.pem"), HOST);
      for (let index = 0; index < 5; index++) assert.equal(await ask(by, `${server.origin}/${index}`), "news");
      assert.equal(server.counts.made, 1);
    }
  });

  it("are never those of XSOAR for a source, nor one for what may lie elsewhere", async () => {
    const server = await listen(http.createServer(answer), "http");
    const by = client();
    for (let round = 0; round < 3; round++) {
      for (const one of [{ circle: "xsoar" }, {}, { reach: "undivided" }] as const) await ask(by, server.origin, one);
    }
    assert.equal(server.counts.made, 3);
  });

  it("that a server ends without a word cost no answer", async () => {
    const server = http.createServer((_, response) => {
      response.socket?.end("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews");
    });
    const { origin } = await listen(server, "http");
    const by = client();
    const answers = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const told: string[] = [];
        for (let index = 0; index < 10; index++) told.push(await ask(by, origin));
        return told;
      }),
    );
    assert.deepEqual(new Set(answers.flat()), new Set(["news"]));
  });
});
