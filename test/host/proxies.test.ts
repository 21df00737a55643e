import assert from "node:assert/strict";
import dns from "node:dns";
import fs from "node:fs";
import http, { type IncomingMessage, type RequestListener } from "node:http";
import https from "node:https";
import net, { type AddressInfo, type Socket } from "node:net";
import path from "node:path";
import * as vscode from "vscode";
import type { Http } from "../../src/core/ports";
import { clientSettings } from "../../src/vscode/shell/settings";
import { runOne } from "../oneJob";
import { group, location, onion } from "../unit/records/groups";
import { freshFolder } from "../vscode/server";
import { importNames } from "../world/importNames";
import { selfSigned } from "../world/xsoar/selfSigned";
import { startXsoar } from "../world/xsoar/server";
import { scan, workerFile } from "./bundle";

/** VS Code treats `localhost` and 127.0.0.1 differently. */
const SITE = "127.0.1.5";
const PROXY = "127.0.1.6";
const KEY = "obviously-fake-proxied-key-1";
const XSOAR = "xsoar.desk.example";
const LOG = { debug() {}, info() {}, warn() {}, error() {} };

const { signal } = new AbortController();

async function listen(server: http.Server, host: string): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

/** A real proxy; all names lead to `SITE`. Each line is what it was asked for, with the key if it saw one. */
async function startProxy() {
  const lines: string[] = [];
  const open = new Set<Socket>();
  const server = http.createServer(({ method, url, headers }, response) => {
    lines.push(`${method} ${url} ${headers.authorization ?? ""}`.trim());
    // Whatever it asked would go through VS Code again.
    response.end("news");
  });
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    lines.push(`CONNECT ${request.url}`);
    const site = net.connect(Number(request.url?.split(":").at(-1)), SITE, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      site.pipe(client).pipe(site);
    });
    for (const socket of [site, client]) socket.on("error", () => socket.destroy());
    client.on("close", () => site.destroy());
  });
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  const port = await listen(server, PROXY);
  const close = (): void => {
    for (const socket of open) socket.destroy();
    server.close();
  };
  return { url: `http://${PROXY}:${port}`, lines, close };
}

/** Which way requests go, with and without checks of certificates; every name of `.example` is one of this machine. */
describe("proxies in the extension host", function () {
  this.timeout(120_000);
  const { lookup } = dns;
  const closing: (() => unknown)[] = [];
  const changed = new Set<string>();
  const environment = { ...process.env };
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let clients: Map<string, Http>;
  let asked: string[];
  let plain: number;
  let secure: number;
  let caFile: string;

  const set = async (name: string, value: unknown): Promise<void> => {
    const [section = "", key = ""] = name.split(/\.(?=[^.]*$)/);
    changed.add(name);
    await vscode.workspace.getConfiguration(section).update(key, value, vscode.ConfigurationTarget.Global);
    const deadline = Date.now() + 10_000;
    // It reaches the extension host a moment later.
    const now = (): string => JSON.stringify(vscode.workspace.getConfiguration(section).inspect(key)?.globalValue);
    while (now() !== JSON.stringify(value) && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(now(), JSON.stringify(value), name);
  };
  const keep = async (server: http.Server): Promise<number> => {
    closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return listen(server, SITE);
  };
  /** As the extension has it, of its own bundles: made anew when a setting is another that it is made from. */
  const httpClient = (): Http => {
    const settings = clientSettings();
    const { tlsCaFile, ...options } = settings;
    const trust = tlsCaFile === "" ? {} : { caPem: fs.readFileSync(tlsCaFile, "utf8") };
    const key = JSON.stringify(settings);
    const client = clients.get(key) ?? scan().createHostHttp({ ...options, ...trust, workerFile: workerFile() });
    clients.set(key, client);
    return client;
  };
  /** `direct`, `proxy`, or why there was no answer. */
  const wayOf = async (url: string): Promise<string> => {
    const before = proxy.lines.length;
    const client = httpClient();
    const request = { url, method: "GET", headers: {}, timeoutMs: 5000, maxBytes: 1000, signal } as const;
    const result = await client.request(request);
    const isProxied = proxy.lines.length > before;
    // A thread has a resolver of its own, which no test replaces.
    if (!result.ok && result.failure.code === "dns" && !clientSettings().verifyTls)
      return isProxied ? "proxy" : "direct";
    if (!result.ok) return JSON.stringify(result.failure);
    assert.equal(Buffer.from(result.response.body).toString(), "news");
    return isProxied ? "proxy" : "direct";
  };

  before(() => {
    const settle = (name: string, options: unknown, done: unknown): unknown => {
      if (!name.endsWith(".example")) return lookup(name, options as dns.LookupOptions, done as never);
      const callback = (typeof options === "function" ? options : done) as (...args: unknown[]) => void;
      const all = typeof options === "object" && (options as dns.LookupOptions).all === true;
      const found = [{ address: SITE, family: 4 }];
      setImmediate(() => (all ? callback(null, found) : callback(null, SITE, 4)));
      return undefined;
    };
    dns.lookup = settle as typeof dns.lookup;
  });
  after(() => {
    dns.lookup = lookup;
  });
  beforeEach(async () => {
    asked = [];
    const answer: RequestListener = ({ headers }, response) => {
      asked.push(headers.host ?? "");
      response.end("news");
    };
    const { key, cert } = selfSigned([SITE, XSOAR, "desk.example", "other.example"]);
    caFile = path.join(freshFolder("host-proxies"), "ca.pem");
    fs.writeFileSync(caFile, cert);
    closing.push(() => fs.rmSync(path.dirname(caFile), { recursive: true, force: true }));
    plain = await keep(http.createServer(answer));
    secure = await keep(https.createServer({ key, cert }, answer));
    proxy = await startProxy();
    closing.push(proxy.close);
    clients = new Map();
    await set("http.proxy", proxy.url);
  });
  afterEach(async () => {
    for (const name of changed) await set(name, undefined);
    changed.clear();
    for (const name of ["NO_PROXY", "no_proxy"]) {
      if (environment[name] === undefined) delete process.env[name];
      else process.env[name] = environment[name];
    }
    for (const close of closing.splice(0)) close();
  });

  for (const verifyTls of [true, false]) {
    const certificates = verifyTls ? "certificates checked" : "certificates unchecked";

    it(`${certificates}: a host that is excluded in any spelling goes by none, all others by the proxy`, async () => {
      await set("tiScraper.verifyTls", verifyTls);
      if (verifyTls) await set("tiScraper.tlsCaFile", caFile);
      const rows: readonly (readonly [list: readonly string[], host: string, way: string])[] = [
        [[], XSOAR, "proxy"],
        [[XSOAR], XSOAR, "direct"],
        [["desk.example"], XSOAR, "direct"],
        [[".desk.example"], XSOAR, "direct"],
        [["*.desk.example"], XSOAR, "direct"],
        [["DESK.example."], XSOAR, "direct"],
        [[".desk.example"], "desk.example", "direct"],
        [["sk.example"], "desk.example", "proxy"],
        [["a.example, desk.example"], XSOAR, "direct"],
        [["*"], "other.example", "direct"],
        [[`${XSOAR}:PORT`], XSOAR, "direct"],
        [[`${XSOAR}:1`], XSOAR, "proxy"],
        [[SITE], SITE, "direct"],
        [["127.0.0.0/16"], SITE, "direct"],
        [["10.0.0.0/8"], SITE, "proxy"],
      ];
      for (const [list, host, way] of rows) {
        for (const [scheme, port] of [
          ["http", plain],
          ["https", secure],
        ] as const) {
          // There VS Code's agent wants the certificate of another name.
          if (verifyTls && scheme === "https" && host === SITE && way === "proxy") continue;
          const entries = list.map((entry) => entry.replace("PORT", String(port)));
          const url = `${scheme}://${host}:${port}/`;
          await set("http.noProxy", entries);
          assert.equal(await wayOf(url), way, `http.noProxy ${entries.join(" ")}: ${url}`);
          if (way === "direct" && (verifyTls || host === SITE)) assert.equal(asked.pop(), `${host}:${port}`);
          await set("http.noProxy", undefined);
          process.env["NO_PROXY"] = entries.join(" ");
          assert.equal(await wayOf(url), way, `NO_PROXY ${entries.join(" ")}: ${url}`);
          delete process.env["NO_PROXY"];
          asked.length = 0;
        }
      }
      // With the setting the environment does not count, as for VS Code.
      process.env["NO_PROXY"] = "*";
      await set("http.noProxy", ["other.example"]);
      assert.equal(await wayOf(`http://${XSOAR}:${plain}/`), "proxy");
      assert.equal(await wayOf(`http://other.example:${plain}/`), "direct");
    });

    it(`${certificates}: the site on the straight way is checked as any other`, async () => {
      await set("tiScraper.verifyTls", verifyTls);
      await set("http.noProxy", ["*"]);
      for (const host of [XSOAR, SITE])
        assert.match(await wayOf(`https://${host}:${secure}/`), verifyTls ? /"tls"/ : /^direct$/);
      await set("tiScraper.tlsCaFile", caFile);
      for (const host of [XSOAR, SITE]) assert.equal(await wayOf(`https://${host}:${secure}/`), "direct");
      assert.match(await wayOf(`https://strange.example:${secure}/`), verifyTls ? /"hostName"/ : /^direct$/);
    });

    it(`${certificates}: a change of a setting counts from the next request on`, async () => {
      await set("tiScraper.verifyTls", verifyTls);
      if (verifyTls) await set("tiScraper.tlsCaFile", caFile);
      const ways = async (): Promise<string> =>
        `${await wayOf(`http://${XSOAR}:${plain}/`)} ${await wayOf(`https://${XSOAR}:${secure}/`)}`;
      assert.equal(await ways(), "proxy proxy");
      await set("http.proxySupport", "off");
      assert.equal(await ways(), "direct direct");
      await set("http.proxySupport", "override");
      assert.equal(await ways(), "proxy proxy");
      const other = await startProxy();
      closing.push(other.close);
      await set("http.proxy", other.url);
      // Those of the first proxy are counted.
      assert.equal(await ways(), "direct direct");
      assert.equal(other.lines.length, 2);
      await set("http.noProxy", ["example"]);
      assert.equal(await ways(), "direct direct");
      assert.equal(other.lines.length, 2);
      await set("http.noProxy", undefined);
      await set("http.proxy", proxy.url);
      assert.equal(await ways(), "proxy proxy");
    });

    it(`${certificates}: whatever asks, no proxy hears of an excluded host, nor of the key`, async () => {
      await set("tiScraper.verifyTls", verifyTls);
      await set("http.noProxy", ["127.0.0.0/8"]);
      const xsoar = await startXsoar({ key: KEY, host: SITE });
      closing.push(() => void xsoar.close());
      const seen: string[] = [];
      const port = await keep(
        http.createServer((request, response) => {
          seen.push(request.url ?? "");
          if (request.url === "/names.csv") response.end("name,aliases\nAmber Heron,Grey Egret\n");
          else if (request.url === "/groups")
            response.end(JSON.stringify([group("heron", [location(onion("heron"))])]));
          else if (request.url === "/list")
            response.end('<main><a href="/news/1">Amber Heron is at work again</a></main>');
          else response.end('<rss version="2.0"><channel><title>News</title></channel></rss>');
        }),
      );
      const news = `http://${SITE}:${port}`;
      const root = freshFolder("host-ways");
      closing.push(() => fs.rmSync(root, { recursive: true, force: true }));
      fs.mkdirSync(path.join(root, "config"));
      const { baseUrl: host } = xsoar;
      xsoar.put({ value: "Amber Heron", indicator_type: "Threat Actor", version: 1, CustomFields: { aliases: [] } });
      fs.writeFileSync(
        path.join(root, "config", "articles_config.json"),
        JSON.stringify({
          websiteconfig: { rss_feeds: [`${news}/feed`], webpages: [`${news}/list`] },
          resultfile: { createFile: false },
          profiling: { profileData: ["Amber Heron"], profile2cortex: true, CortexXSOARAPIConfig: { host } },
          records: { onionSource: `${news}/groups` },
        }),
      );
      const parser = scan().createParser(workerFile());
      closing.push(() => void parser.dispose());
      const session = scan().openSession({
        root,
        configFolder: "config",
        http: httpClient(),
        parser,
        log: LOG,
        t: (message) => message,
      });
      const options = { signal, concurrency: 4, perHost: 2, timeoutMs: 5000, onProgress: () => undefined };
      const outcome = await runOne(session, "articles", options);
      assert.equal(outcome.kind, "done");
      if (outcome.kind !== "done") return;
      assert.deepEqual(
        outcome.report.sources.map((source) => source.outcome),
        ["read", "read"],
      );
      const imported = await importNames(session.names, `${news}/names.csv`, signal);
      assert.equal(imported.kind, "imported", JSON.stringify(imported));
      const asking = { timeoutMs: 5000, signal, log: LOG };
      assert.equal(await scan().testConnection(httpClient(), xsoar.connection, asking), null);
      const selection = { kind: "names", names: null, type: null } as const;
      const request = { selection, recipes: ["leak-sites"], options: new Map() } as const;
      const planned = await session.records.plan(xsoar.connection, request, signal);
      assert.equal(planned.kind, "planned", JSON.stringify(planned));
      await session.summaries.of(outcome.report.newArticles, { signal, timeoutMs: 5000 });
      assert.deepEqual([...new Set(seen)].sort(), ["/feed", "/groups", "/list", "/names.csv", "/news/1"]);
      assert.deepEqual(proxy.lines, []);
    });
  }

  it("certificates unchecked: this machine is asked by none, as VS Code has it", async () => {
    await set("tiScraper.verifyTls", false);
    const server = http.createServer((_, response) => response.end("news"));
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    closing.push(() => server.close());
    const { port } = server.address() as AddressInfo;
    assert.equal(await wayOf(`http://localhost:${port}/`), "direct");
    assert.equal(await wayOf(`http://127.0.0.1:${port}/`), "direct");
    assert.ok(clientSettings().proxyUrl);
  });
});
