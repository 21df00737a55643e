import assert from "node:assert/strict";
import type { Socket } from "node:net";
import type { Http, HttpRequest } from "../../src/core/ports";
import { createHttp } from "../../src/node/http";
import { KEEP_CONNECTION_MS } from "../../src/core/limits";
import { proxyAgentFor } from "../../src/node/proxy";
import { type TestServer, fixture, get, serve, serveRaw, sleep, until } from "./servers";

const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews";

/** What is asked of XSOAR: a search asks only, an edit may change something. */
const search = (url: string): HttpRequest => get(url, { method: "POST", body: "{}", circle: "xsoar", onlyAsks: true });
const edit = (url: string): HttpRequest => get(url, { method: "POST", body: "{}", circle: "xsoar" });

async function told(http: Http, request: HttpRequest): Promise<string> {
  const result = await http.request(request);
  return result.ok ? `${result.response.status} ${Buffer.from(result.response.body).toString()}` : result.failure.code;
}

describe("connections", () => {
  const servers: TestServer[] = [];
  const made: Socket[] = [];
  const started = async (server: Promise<TestServer>): Promise<TestServer> => {
    servers.push(await server);
    return server;
  };
  const by = (options: Partial<Parameters<typeof createHttp>[0]> = {}): Http =>
    createHttp({ userAgent: "ti-scraper/test", ...options });
  /** A server by hand: `onRequest` gets each request with its place among those of its connection. */
  const byHand = (onRequest: (socket: Socket, text: string, place: number) => void): Promise<TestServer> =>
    started(
      serveRaw((socket) => {
        made.push(socket);
        let place = 0;
        socket.on("data", (chunk: Buffer) => {
          const text = chunk.toString("latin1");
          if (/^(?:GET|POST) /.test(text)) onRequest(socket, text, (place += 1));
        });
      }),
    );
  beforeEach(() => {
    made.length = 0;
  });
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  it("are used again for the same server, say so, and are closed when nobody asks for a while", async () => {
    const headers: string[] = [];
    const server = await byHand((socket, text) => {
      headers.push(/^connection: (.*)$/im.exec(text)?.[1]?.trim() ?? "");
      socket.write(ANSWER);
    });
    const http = by();
    for (let index = 0; index < 4; index++) assert.equal(await told(http, get(server.origin)), "200 news");
    assert.deepEqual([made.length, new Set(headers)], [1, new Set(["keep-alive"])]);
    await until(() => server.open.size === 0, KEEP_CONNECTION_MS + 1500);
  });

  it("are used again after redirects and answers without a body", async () => {
    let connections = 0;
    const server = await started(
      serve((request, response) => {
        const [, status = ""] = request.url?.split("/") ?? [];
        response.writeHead(Number(status), status === "302" ? { location: "/200", "content-length": "5" } : {});
        response.end(status === "302" ? "there" : status === "200" ? "news" : undefined);
      }),
    );
    const http = by();
    const seen = new Set<Socket>();
    for (const status of [302, 304, 204, 200, 302, 200]) {
      await told(http, get(`${server.origin}/${status}`));
      for (const socket of server.open) seen.add(socket);
      connections = seen.size;
    }
    assert.equal(connections, 1);
  });

  it("that the server ends as it was not asked to cost no answer, and are not kept there any more", async () => {
    const server = await byHand((socket) => socket.end(ANSWER));
    const http = by();
    const run = async (): Promise<string[]> => {
      const answers: string[] = [];
      for (let index = 0; index < 20; index++) answers.push(await told(http, get(`${server.origin}/${index}`)));
      return answers;
    };
    const answers = (await Promise.all([run(), run(), run()])).flat();
    assert.deepEqual(new Set(answers), new Set(["200 news"]));
  });

  it("that hold more than the answer, at once or later, give what belongs to each question", async () => {
    const excess = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    for (const more of ["more than it said", "\r\n\r\n", excess]) {
      const atOnce = await byHand((socket) => void socket.write(`${ANSWER}${more}`));
      const later = await byHand((socket) => {
        socket.write(ANSWER);
        setTimeout(() => socket.write(more), 20);
      });
      for (const { origin } of [atOnce, later]) {
        const http = by();
        for (const pause of [0, 60, 0]) {
          assert.equal(await told(http, get(origin)), "200 news", JSON.stringify(more));
          await new Promise((resolve) => setTimeout(resolve, pause));
        }
      }
    }
  });

  it("that end in the middle of a question are made anew, once, by a connection that was not used before", async () => {
    let answers = 0;
    const server = await byHand((socket, _text, place) => {
      if (place > 1) return void socket.destroy();
      answers += 1;
      socket.write(ANSWER);
    });
    const http = by();
    for (let index = 0; index < 3; index++) assert.equal(await told(http, get(server.origin)), "200 news");
    assert.equal(answers, 3);
    const dead = await byHand((socket) => void socket.destroy());
    assert.equal(await told(http, get(dead.origin)), "reset");
    assert.equal(made.length, 4, "What fails on a new connection has failed.");
  });

  it("carry what may have changed something once, whatever becomes of them", async () => {
    const bodies: string[] = [];
    const server = await byHand((socket, text, place) => {
      if (place < 3) return void socket.write(ANSWER);
      bodies.push(text.split(" ")[1] ?? "");
      socket.destroy();
    });
    const http = by();
    assert.equal(await told(http, search(`${server.origin}/search`)), "200 news");
    assert.equal(await told(http, search(`${server.origin}/search`)), "200 news");
    assert.equal(made.length, 1);
    assert.equal(await told(http, edit(`${server.origin}/edit`)), "reset");
    assert.deepEqual(bodies, ["/edit"]);
    // From now on this server is asked over new ones.
    assert.equal(await told(http, edit(`${server.origin}/edit`)), "200 news");
    assert.equal(await told(http, search(`${server.origin}/search`)), "200 news");
    assert.equal(made.length, 3);
  });

  it("carry what may change something only where the server has shown that it keeps them", async () => {
    const server = await byHand((socket) => void socket.write(ANSWER));
    const http = by();
    await told(http, search(server.origin));
    await told(http, edit(server.origin));
    assert.equal(made.length, 2);
    await sleep(80);
    for (let index = 0; index < 5; index++) await told(http, edit(server.origin));
    assert.equal(made.length, 2, "One that has stood open for a while is proof.");
    const other = by();
    await told(other, search(server.origin));
    await told(other, search(server.origin));
    await told(other, edit(server.origin));
    assert.equal(made.length, 3, "So is one that was used twice.");
  });

  it("are not shared by sources and XSOAR, nor by what may lie elsewhere", async () => {
    const server = await byHand((socket) => void socket.write(ANSWER));
    const http = by();
    for (let round = 0; round < 2; round++) {
      await told(http, search(server.origin));
      await told(http, get(server.origin));
      await told(http, get(server.origin, { reach: "undivided" }));
    }
    assert.equal(made.length, 3);
    await told(by(), get(server.origin));
    assert.equal(made.length, 4);
  });

  it("are kept over TLS, and no unchecked one serves where certificates count", async () => {
    const pem = fixture("loopbackServer.pem");
    const server = await started(serve((_, response) => response.end("news"), { pem }));
    const seen = new Set<Socket>();
    const http = by({ caPem: fixture("testAuthority.pem") });
    for (let index = 0; index < 3; index++) {
      assert.equal(await told(http, get(server.origin)), "200 news");
      for (const socket of server.open) seen.add(socket);
    }
    assert.equal(seen.size, 1);
    assert.equal(await told(by({ verifyTls: false }), get(server.origin)), "200 news");
    assert.equal(await told(by(), get(server.origin)), "tls");
  });

  it("by a proxy serve one request each", async () => {
    const server = await byHand((socket) => void socket.write(ANSWER));
    const http = by({ agentFor: proxyAgentFor({ http_proxy: server.origin }, {}) });
    for (const host of ["a.test", "a.test", "b.test"])
      assert.equal(await told(http, get(`http://${host}/`)), "200 news");
    assert.equal(made.length, 3);
    await until(() => server.open.size === 0);
  });

  it("are not kept where that is not wanted", async () => {
    const server = await byHand((socket) => void socket.write(ANSWER));
    const http = by({ keepMs: 0 });
    for (let index = 0; index < 3; index++) await told(http, get(server.origin));
    assert.equal(made.length, 3);
    await until(() => server.open.size === 0);
  });
});
