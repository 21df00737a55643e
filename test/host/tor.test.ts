import assert from "node:assert/strict";
import dns from "node:dns";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import path from "node:path";
import * as vscode from "vscode";
import { extensionId } from "../vscode/project";
import { freshFolder } from "../vscode/server";
import { startTor } from "../world/tor";
import type * as Scan from "../../src/scan";
import { runOne } from "../oneJob";
import { Replacements } from "./replacements";

const ONION = "emberfoxnews234567emberfoxnews234567emberfoxnews23456.onion";
/** Known to Tor alone as well: whoever asks for it elsewhere fails. */
const CLEARNET = "lure.example";
/** Every way by which Node looks a name up; `net.connect` takes the first. */
const WAYS = ["lookup", "resolve", "resolve4", "resolve6", "resolveAny"];

/** The worker, which writes each name that is looked up there into a file first. */
function watchedWorker(folder: string, worker: string): { readonly file: string; lookups(): readonly string[] } {
  const [file, log] = [path.join(folder, "watchedWorker.cjs"), path.join(folder, "lookups.txt")];
  fs.writeFileSync(log, "");
  fs.writeFileSync(
    file,
    `const dns = require("node:dns");
     for (const holder of [dns, dns.promises]) for (const name of ${JSON.stringify(WAYS)}) {
       const original = holder[name];
       holder[name] = function (host, ...rest) {
         require("node:fs").appendFileSync(${JSON.stringify(log)}, host + "\\n");
         return original.call(this, host, ...rest);
       };
     }
     require(${JSON.stringify(worker)});`,
  );
  return {
    file,
    lookups: () =>
      fs
        .readFileSync(log, "utf8")
        .split("\n")
        .filter((name) => name !== ""),
  };
}

/** VS Code replaces agents of its extension host, so that a proxy given there would be passed over. */
describe("Tor in the extension host", () => {
  const lookups: string[] = [];
  const replacements = new Replacements();

  /** Every way by which Node looks a name up writes it down first. */
  const watch = (holder: object, name: string): void =>
    replacements.wrap(
      holder,
      name,
      (original) =>
        function (this: unknown, host: string, ...rest: unknown[]) {
          lookups.push(host);
          return original.call(this, host, ...rest);
        },
    );

  before(() => {
    for (const name of WAYS) {
      watch(dns, name);
      watch(dns.promises, name);
    }
  });

  after(() => replacements.restoreAll());

  it("reads an onion source by a real SOCKS server that gets its name; no name is looked up here", async () => {
    const feed = `<rss version="2.0"><channel><item><title>Emberfox leaks</title><link>http://${ONION}/a</link></item></channel></rss>`;
    const site = http.createServer((request, response) => {
      if (request.url === "/moved.xml") response.writeHead(302, { location: `http://${ONION}/feed.xml` }).end();
      else response.writeHead(200, { "content-type": "application/rss+xml" }).end(feed);
    });
    await new Promise<void>((resolve) => void site.listen(0, "127.0.1.5", resolve));
    const { port } = site.address() as AddressInfo;
    const heads: string[] = [];
    const inner = http.createServer((request, response) => {
      heads.push(request.rawHeaders.filter((_text, index) => index % 2 === 0).join(" "));
      if (request.url === "/lure.xml") response.writeHead(302, { location: `http://${CLEARNET}/feed.xml` }).end();
      else response.writeHead(200, { "content-type": "application/rss+xml" }).end(feed);
    });
    await new Promise<void>((resolve) => void inner.listen(0, "127.0.0.1", resolve));
    const innerPort = (inner.address() as AddressInfo).port;
    const tor = await startTor({ [ONION]: innerPort, [CLEARNET]: innerPort });
    const extension = vscode.extensions.getExtension(extensionId());
    assert.ok(extension);
    const dist = (name: string): string => path.join(extension.extensionPath, "dist", name);
    const scan = createRequire(dist("extension.js"))("./scan.js") as typeof Scan;
    const folder = freshFolder("host-tor");
    fs.mkdirSync(path.join(folder, "config"));
    const worker = watchedWorker(folder, dist("worker.js"));
    const feeds = [`http://${ONION}/feed.xml`, `http://127.0.1.5:${port}/moved.xml`, `http://${ONION}/lure.xml`];
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
          workerFile: worker.file,
          torProxy: `${tor.host}:${tor.port}`,
        }),
        parser,
        log: { debug() {}, info() {}, warn() {}, error() {} },
        t: (message) => message,
      });
      lookups.length = 0;
      const outcome = await runOne(session, "articles", {
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
        ["read", "read", "read"],
      );
      assert.deepEqual(tor.asked().toSorted(), [ONION, ONION, ONION, CLEARNET]);
      const start = "Host User-Agent Accept Accept-Language Accept-Encoding Connection Upgrade-Insecure-Requests";
      const fetched = "Sec-Fetch-Dest Sec-Fetch-Mode Sec-Fetch-Site Sec-Fetch-User";
      const onion = `${start} ${fetched} Priority`;
      assert.deepEqual(heads.toSorted(), [`${start} Priority`, onion, onion, onion], "as Tor Browser writes them");
      const names = [...lookups, ...worker.lookups()];
      assert.deepEqual(
        names.filter((name) => name.includes("onion") || name === CLEARNET),
        [],
      );
      await dns.promises.lookup("127.0.0.1");
      assert.deepEqual(lookups.slice(-1), ["127.0.0.1"], "the watch in the extension host works");
      const direct = scan.createHostHttp({ userAgent: "test", verifyTls: false, workerFile: worker.file });
      const url = `http://localhost:${port}/`;
      const { signal } = new AbortController();
      await direct.request({ url, method: "GET", headers: {}, timeoutMs: 5000, maxBytes: 1000, signal });
      assert.deepEqual(worker.lookups(), ["localhost"], "the watch in the worker works");
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
