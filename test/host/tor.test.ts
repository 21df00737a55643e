import assert from "node:assert/strict";
import dns from "node:dns";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import * as vscode from "vscode";
import type * as Scan from "../../src/scan";
import { extensionId } from "../vscode/project";
import { freshFolder } from "../vscode/server";
import { startTor } from "../world/tor";

const ONION = "emberfoxnews234567emberfoxnews234567emberfoxnews23456.onion";

/** VS Code replaces agents of its extension host, so that a proxy given there would be passed over. */
describe("Tor in the extension host", () => {
  const lookups: string[] = [];
  const restore: (() => void)[] = [];

  /** Every way by which Node looks a name up writes it down first. */
  const watch = (holder: object, name: string): void => {
    const methods = holder as Record<string, (host: string, ...rest: unknown[]) => unknown>;
    const original = methods[name];
    assert.ok(original, name);
    methods[name] = function (this: unknown, host, ...rest) {
      lookups.push(host);
      return original.call(this, host, ...rest);
    };
    restore.push(() => void (methods[name] = original));
  };

  before(() => {
    for (const name of ["lookup", "resolve", "resolve4", "resolve6", "resolveAny"]) {
      watch(dns, name);
      watch(dns.promises, name);
    }
  });

  after(() => {
    for (const undo of restore) undo();
  });

  it("reads an onion source by a real SOCKS server that gets its name; no name is looked up here", async () => {
    const feed = `<rss version="2.0"><channel><item><title>Emberfox leaks</title><link>http://${ONION}/a</link></item></channel></rss>`;
    const site = http.createServer((request, response) => {
      if (request.url === "/moved.xml") response.writeHead(302, { location: `http://${ONION}/feed.xml` }).end();
      else response.writeHead(200, { "content-type": "application/rss+xml" }).end(feed);
    });
    await new Promise<void>((resolve) => void site.listen(0, "127.0.1.5", resolve));
    const { port } = site.address() as AddressInfo;
    const inner = http.createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/rss+xml" }).end(feed);
    });
    await new Promise<void>((resolve) => void inner.listen(0, "127.0.0.1", resolve));
    const tor = await startTor({ [ONION]: (inner.address() as AddressInfo).port });
    const extension = vscode.extensions.getExtension(extensionId());
    assert.ok(extension);
    const dist = (name: string): string => path.join(extension.extensionPath, "dist", name);
    const scan = createRequire(dist("extension.js"))("./scan.js") as typeof Scan;
    const folder = freshFolder("host-tor");
    fs.mkdirSync(path.join(folder, "config"));
    const feeds = [`http://${ONION}/feed.xml`, `http://127.0.1.5:${port}/moved.xml`];
    const config = { websiteconfig: { rss_feeds: feeds, webpages: [] }, profiling: { profileData: ["Emberfox"] } };
    fs.writeFileSync(path.join(folder, "config", "articles_config.json"), JSON.stringify(config));
    const parser = scan.createParser(dist("worker.js"));
    try {
      const session = scan.openSession({
        root: folder,
        configFolder: "config",
        http: scan.createHostHttp({
          userAgent: "test",
          verifyTls: true,
          workerFile: dist("worker.js"),
          torProxy: `${tor.host}:${tor.port}`,
        }),
        parser,
        log: { debug() {}, info() {}, warn() {}, error() {} },
        t: (message) => message,
      });
      lookups.length = 0;
      const outcome = await session.scan({
        signal: new AbortController().signal,
        concurrency: 50,
        perHost: 2,
        timeoutMs: 5000,
        onProgress: () => undefined,
      });
      assert.equal(outcome.kind, "done");
      if (outcome.kind !== "done") return;
      assert.deepEqual(
        outcome.report.sources.map((source) => source.outcome),
        ["read", "read"],
      );
      assert.deepEqual(tor.asked(), [ONION, ONION]);
      assert.deepEqual(
        lookups.filter((name) => name.includes("onion")),
        [],
      );
      await dns.promises.lookup("127.0.0.1");
      assert.deepEqual(lookups.slice(-1), ["127.0.0.1"], "the watch works");
    } finally {
      await parser.dispose();
      await tor.close();
      for (const server of [site, inner]) {
        server.closeAllConnections();
        server.close();
      }
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
