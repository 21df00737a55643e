import assert from "node:assert/strict";
import http, { type IncomingMessage } from "node:http";
import net, { type AddressInfo, type Socket } from "node:net";
import type { Http } from "../../src/core/ports";
import { describeReason } from "../../src/core/text/describeReason";
import { plainText } from "../../src/core/text/translate";
import { createHttp } from "../../src/node/http";
import { proxyAgentFor, proxyFor } from "../../src/node/proxy";
import { selfSigned } from "../world/xsoar/selfSigned";
import { type TestServer, fixture, get, serve, until, unusedPort } from "./servers";

const ca = fixture("testAuthority.pem");

/** A real proxy: CONNECT and absolute-form requests, every name leads to the loopback interface. */
async function startProxy({ password, refuse, silent }: { password?: string; refuse?: number; silent?: boolean } = {}) {
  const log: string[] = [];
  const open = new Set<Socket>();
  const allowed = (request: IncomingMessage): boolean =>
    password === undefined ||
    request.headers["proxy-authorization"] === `Basic ${Buffer.from(`user:${password}`).toString("base64")}`;
  const server = http.createServer((request, response) => {
    log.push(`${request.method} ${request.url}`);
    if (!allowed(request)) return void response.writeHead(407).end("who are you?");
    const { port, pathname } = new URL(request.url ?? "");
    const onward = http.request({ host: "127.0.0.1", port, path: pathname, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy()).end();
  });
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    log.push(`CONNECT ${request.url}`);
    client.on("error", () => undefined);
    // Node leaves such a socket half open when the client goes.
    if (silent === true) return void client.resume().on("end", () => client.end());
    if (!allowed(request)) return void client.end("HTTP/1.1 407 Who\r\nContent-Length: 4\r\n\r\nwho?");
    if (refuse !== undefined) return void client.end(`HTTP/1.1 ${refuse} No\r\nContent-Length: 2\r\n\r\nno`);
    const site = net.connect(Number(request.url?.split(":").at(-1)), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      site.pipe(client).pipe(site);
    });
    site.on("error", () => client.destroy());
    // Unpiped, it would no longer notice that the client has gone.
    site.on("close", () => client.resume());
    client.on("close", () => site.destroy());
  });
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    withPassword: (word: string) => `http://user:${encodeURIComponent(word)}@127.0.0.1:${port}`,
    log,
    open,
    close: () =>
      new Promise<void>((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

const httpWith = (env: Record<string, string>, verifyTls = true): Http =>
  createHttp({
    userAgent: "ti-scraper/test",
    caPem: ca,
    verifyTls,
    agentFor: proxyAgentFor(env, { ca, verifyTls }),
    keepMs: 20,
  });

async function outcome(by: Http, url: string): Promise<string> {
  const result = await by.request(get(url));
  if (result.ok) return `${result.response.status} ${Buffer.from(result.response.body).toString()}`;
  const { failure } = result;
  if (failure.code !== "tls" && failure.code !== "proxy" && failure.code !== "network") return failure.code;
  return `${failure.code}: ${describeReason(failure, plainText)}`;
}

describe("proxy", () => {
  const running: { close(): Promise<void> }[] = [];
  const started = async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const one = await starting;
    running.push(one);
    return one;
  };
  const site = (pem?: string): Promise<TestServer> =>
    started(serve((_, response) => response.end("news"), pem === undefined ? {} : { pem: fixture(pem) }));
  afterEach(() => Promise.all(running.splice(0).map((one) => one.close())));

  it("takes plain http through HTTP_PROXY and https through HTTPS_PROXY, names unresolved", async () => {
    const proxy = await started(startProxy());
    const by = httpWith({ HTTP_PROXY: proxy.url, https_proxy: proxy.url });
    const [plain, secure] = [await site(), await site("loopbackServer.pem")];
    assert.equal(await outcome(by, `http://news.test:${plain.port}/a`), "200 news");
    assert.equal(await outcome(by, `https://news.test:${secure.port}/b`), "200 news");
    assert.deepEqual(proxy.log, [`GET http://news.test:${plain.port}/a`, `CONNECT news.test:${secure.port}`]);
    await until(() => proxy.open.size === 0 && secure.open.size === 0, 200);
  });

  it("still verifies the site behind the proxy, unless told not to", async () => {
    const proxy = await started(startProxy());
    const { port } = await site("expiredServer.pem");
    const env = { HTTPS_PROXY: proxy.url };
    assert.match(await outcome(httpWith(env), `https://127.0.0.1:${port}/`), /^tls: /);
    assert.equal(await outcome(httpWith(env, false), `https://127.0.0.1:${port}/`), "200 news");
  });

  it("checks the certificate of a site that is asked for by its address", async () => {
    const proxy = await started(startProxy());
    for (const [name, expected] of [
      ["127.0.0.1", /^200 news$/],
      ["localhost", /^tls: .*another host name/],
      ["127.0.0.2", /^tls: .*another host name/],
    ] as const) {
      const { key, cert } = selfSigned([name]);
      const { port } = await started(serve((_, response) => response.end("news"), { pem: key + cert }));
      const agentFor = proxyAgentFor({ HTTPS_PROXY: proxy.url }, { ca: cert });
      const by = createHttp({ userAgent: "ti-scraper-test", agentFor });
      assert.match(await outcome(by, `https://127.0.0.1:${port}/`), expected, name);
    }
  });

  it("goes past the proxy where NO_PROXY says so", async () => {
    const proxy = await started(startProxy());
    const secure = await site("loopbackServer.pem");
    const by = httpWith({ HTTPS_PROXY: proxy.url, NO_PROXY: `127.0.0.1:${secure.port}` });
    assert.equal(await outcome(by, secure.origin), "200 news");
    assert.deepEqual(proxy.log, []);
  });

  it("gives the proxy its credentials, decoded", async () => {
    const proxy = await started(startProxy({ password: "p@ss:word" }));
    const [plain, secure] = [await site(), await site("loopbackServer.pem")];
    const right = httpWith({ ALL_PROXY: proxy.withPassword("p@ss:word") });
    assert.equal(await outcome(right, `http://news.test:${plain.port}/`), "200 news");
    assert.equal(await outcome(right, `https://news.test:${secure.port}/`), "200 news");
    const wrong = httpWith({ ALL_PROXY: proxy.withPassword("hush") });
    for (const url of [`http://news.test:${plain.port}/`, `https://news.test:${secure.port}/`]) {
      assert.equal(await outcome(wrong, url), "proxy: the proxy asks for a user name and password");
    }
  });

  it("tells the proxy's failures from the site's", async () => {
    const refusing = await started(startProxy({ refuse: 502 }));
    const url = "https://news.test/";
    assert.equal(
      await outcome(httpWith({ HTTPS_PROXY: refusing.url }), url),
      "proxy: the proxy answered 502 to the wish for a connection",
    );
    const dead = `http://127.0.0.1:${await unusedPort()}`;
    const env = { HTTPS_PROXY: dead, HTTP_PROXY: dead };
    assert.equal(await outcome(httpWith(env), url), "proxy: the proxy refused the connection");
    assert.equal(await outcome(httpWith(env), "http://news.test/"), "proxy: the proxy refused the connection");
    assert.equal(
      await outcome(httpWith({ ALL_PROXY: "http://proxy.invalid:3128" }), url),
      "proxy: the proxy's host name cannot be resolved",
    );
    assert.equal(
      await outcome(httpWith({ ALL_PROXY: "socks5://127.0.0.1:9050" }), url),
      "proxy: the proxy's address is neither http: nor https:",
    );
  });

  it("leaves no socket at a proxy that does not answer CONNECT", async () => {
    const proxy = await started(startProxy({ silent: true }));
    const by = httpWith({ HTTPS_PROXY: proxy.url });
    const cancel = new AbortController();
    const waiting = by.request(get("https://news.test/", { signal: cancel.signal }));
    await until(() => proxy.log.length === 1);
    cancel.abort();
    assert.deepEqual(await waiting, { ok: false, failure: { code: "aborted" } });
    await until(() => proxy.open.size === 0, 200);
    const late = await by.request(get("https://news.test/", { timeoutMs: 100 }));
    assert.deepEqual(late, { ok: false, failure: { code: "timeout", seconds: 0.1 } });
    await until(() => proxy.open.size === 0, 200);
  });
});

describe("proxyFor", () => {
  const of = (url: string, env: Record<string, string>): string | null => proxyFor(env, new URL(url));

  it("reads the variables, lower case first", () => {
    assert.equal(of("https://a.test/", { HTTPS_PROXY: "http://up:1", https_proxy: "http://low:1" }), "http://low:1");
    assert.equal(of("https://a.test/", { HTTP_PROXY: "http://p:1" }), null);
    assert.equal(of("http://a.test/", { http_proxy: "p:1" }), "http://p:1");
    assert.equal(of("http://a.test/", { http_proxy: "", ALL_PROXY: "https://p:1" }), "https://p:1");
    assert.equal(of("http://a.test/", {}), null);
  });

  const rows: readonly (readonly [string, string, boolean])[] = [
    ["*", "http://a.test/", true],
    ["a.test", "http://a.test/", true],
    ["a.test", "http://sub.a.test/", true],
    ["a.test", "http://nota.test/", false],
    [".a.test", "http://sub.a.test/", true],
    ["*.a.test", "http://sub.a.test/", true],
    ["A.TEST", "http://a.test/", true],
    ["b.test, a.test", "http://a.test/", true],
    ["a.test:8080", "http://a.test:8080/", true],
    ["a.test:8080", "http://a.test/", false],
    ["a.test:443", "https://a.test/", true],
    ["127.0.0.1", "http://127.0.0.1:3000/", true],
    ["0.0.1", "http://127.0.0.1/", false],
    ["10.0.0.0/8", "http://10.9.8.7/", true],
    ["10.0.0.0/8", "http://11.0.0.1/", false],
    ["10.0.0.0/8:8080", "http://10.9.8.7:8080/", true],
    ["10.0.0.0/8:8080", "http://10.9.8.7/", false],
    ["10.0.0.0/40", "http://10.9.8.7/", false],
    ["2001:db8::/32", "http://[2001:db8:1::7]/", true],
    ["[2001:db8::]/32", "http://[2001:db8:1::7]/", true],
    ["2001:db8::/32", "http://[2001:db9::7]/", false],
    ["10.0.0.0/8", "http://[::ffff:10.1.2.3]/", true],
    ["0:0:0:0:0:0:0:1", "http://[::1]/", true],
    ["2001:DB8::7", "http://[2001:db8:0::7]/", true],
    ["a.test.", "http://a.test/", true],
    ["a.test", "http://a.test./", true],
    ["münchen.test", "http://www.xn--mnchen-3ya.test/", true],
    ["b.test a.test\tc.test", "http://a.test/", true],
    ["http://a.test", "http://b.test/", false],
    ["a.test/path", "http://a.test/", false],
    ["::1", "http://[::1]/", true],
    ["[::1]:8080", "http://[::1]:8080/", true],
    ["[::1]:8080", "http://[::1]/", false],
    ["", "http://a.test/", false],
  ];
  for (const [list, url, excluded] of rows) {
    it(`NO_PROXY="${list}" ${excluded ? "keeps" : "does not keep"} ${url} from the proxy`, () => {
      assert.equal(of(url, { ALL_PROXY: "http://p:1", NO_PROXY: list }) === null, excluded);
    });
  }
});
