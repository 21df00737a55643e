import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import * as vscode from "vscode";
import type { Http } from "../../src/core/ports";
import { projectRoot } from "../vscode/project";
import { freshFolder } from "../vscode/server";
import { scan, workerFile } from "./bundle";
import { runOne } from "../oneJob";

/** VS Code treats `localhost` and 127.0.0.1 differently, so that a test there would prove nothing. */
const HOST = "127.0.1.5";
const pem = (name: string) => fs.readFileSync(path.join(projectRoot, "test", "net", "fixtures", name), "utf8");

interface Running {
  readonly origin: string;
  readonly port: number;
  close(): Promise<void>;
}

async function listen(server: http.Server | https.Server, scheme: string, host = HOST): Promise<Running> {
  await new Promise<void>((resolve) => void server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${scheme}://${host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function get(client: Http, url: string): Promise<string> {
  const result = await client.request({
    url,
    method: "GET",
    headers: {},
    timeoutMs: 5000,
    maxBytes: 1_000_000,
    signal: new AbortController().signal,
  });
  if (result.ok) return `${result.response.status} ${Buffer.from(result.response.body).toString()}`;
  return result.failure.code;
}

describe("requests from the extension host", () => {
  const running: Running[] = [];
  const keep = async (server: Promise<Running>): Promise<Running> => {
    running.push(await server);
    return server;
  };

  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });

  it("trust the certificates of the CA file, and no unknown ones", async () => {
    const key = pem("loopbackServer.pem");
    const server = await keep(
      listen(
        https.createServer({ key, cert: key }, (_, response) => response.end("secret")),
        "https",
      ),
    );
    const { createHostHttp } = scan();
    const strict = createHostHttp({ userAgent: "test", verifyTls: true, workerFile: workerFile() });
    const trusting = createHostHttp({
      userAgent: "test",
      verifyTls: true,
      workerFile: workerFile(),
      caPem: pem("testAuthority.pem"),
    });
    assert.equal(await get(strict, server.origin), "tls");
    assert.equal(await get(trusting, server.origin), "200 secret");
  });

  it("check no certificates when verifyTls is off", async () => {
    const key = pem("expiredServer.pem");
    const server = await keep(
      listen(
        https.createServer({ key, cert: key }, (_, response) => response.end("anyway")),
        "https",
      ),
    );
    const { createHostHttp } = scan();
    assert.equal(
      await get(createHostHttp({ userAgent: "test", verifyTls: true, workerFile: workerFile() }), server.origin),
      "tls",
    );
    assert.equal(
      await get(createHostHttp({ userAgent: "test", verifyTls: false, workerFile: workerFile() }), server.origin),
      "200 anyway",
    );
  });

  it("go through VS Code's proxy", async function () {
    const asked: string[] = [];
    const proxy = await keep(
      listen(
        http.createServer((request, response) => {
          asked.push(request.url ?? "");
          response.end("by proxy");
        }),
        "http",
        "127.0.1.6",
      ),
    );
    const direct = await keep(
      listen(
        http.createServer((_, response) => response.end("direct")),
        "http",
      ),
    );
    const settings = vscode.workspace.getConfiguration("http");
    const client = scan().createHostHttp({ userAgent: "test", verifyTls: true, workerFile: workerFile() });
    assert.equal(await get(client, `${direct.origin}/before`), "200 direct");
    await settings.update("proxy", proxy.origin, vscode.ConfigurationTarget.Global);
    try {
      const deadline = Date.now() + 10_000;
      let answer = "";
      // The setting reaches the extension host a moment later.
      while (answer !== "200 by proxy" && Date.now() < deadline) {
        answer = await get(client, `${direct.origin}/after`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.equal(answer, "200 by proxy");
      assert.equal(asked[0], `${direct.origin}/after`);
    } finally {
      await settings.update("proxy", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("ask one server for two things at a time, while other servers are asked beside it", async () => {
    const peaks = new Map<string, number>();
    const open = new Map<string, number>();
    const feed = `<rss version="2.0"><channel><title>t</title><item><title>Clop</title><link>https://news.example/a</link></item></channel></rss>`;
    const slow = (request: http.IncomingMessage, response: http.ServerResponse) => {
      const host = request.headers.host ?? "";
      open.set(host, (open.get(host) ?? 0) + 1);
      peaks.set(host, Math.max(peaks.get(host) ?? 0, open.get(host) ?? 0));
      const total = [...open.values()].reduce((sum, count) => sum + count, 0);
      peaks.set("all", Math.max(peaks.get("all") ?? 0, total));
      setTimeout(() => {
        open.set(host, (open.get(host) ?? 0) - 1);
        response.writeHead(200, { "content-type": "application/rss+xml" }).end(feed);
      }, 150);
    };
    const servers = await Promise.all(
      ["127.0.1.5", "127.0.1.6"].map((host) => keep(listen(http.createServer(slow), "http", host))),
    );
    const folder = freshFolder("host-limit");
    fs.mkdirSync(path.join(folder, "config"));
    const feeds = servers.flatMap(({ origin }) => Array.from({ length: 6 }, (_, index) => `${origin}/${index}.xml`));
    const config = { websiteconfig: { rss_feeds: feeds, webpages: [] }, profiling: { profileData: ["Clop"] } };
    fs.writeFileSync(path.join(folder, "config", "articles_config.json"), JSON.stringify(config));
    const { createHostHttp, createParser, openSession } = scan();
    const parser = createParser(workerFile());
    try {
      const session = openSession({
        root: folder,
        configFolder: "config",
        http: createHostHttp({ userAgent: "test", verifyTls: true, workerFile: workerFile() }),
        parser,
        log: { debug() {}, info() {}, warn() {}, error() {} },
        t: (message) => message,
      });
      const outcome = await runOne(session, "articles", {
        signal: new AbortController().signal,
        concurrency: 50,
        perHost: 2,
        timeoutMs: 5000,
        onProgress: () => undefined,
      });
      assert.equal(outcome.kind, "done");
      if (outcome.kind !== "done") return;
      assert.equal(outcome.report.sources.filter((source) => source.outcome === "read").length, 12);
      for (const { origin } of servers) assert.equal(peaks.get(new URL(origin).host), 2);
      assert.equal(peaks.get("all"), 4);
    } finally {
      await parser.dispose();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
