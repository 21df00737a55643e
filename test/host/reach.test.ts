import assert from "node:assert/strict";
import dns from "node:dns";
import fs from "node:fs";
import path from "node:path";
import https from "node:https";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";
import type { Http, HttpResult, Reach } from "../../src/core/ports";
import { Sessions } from "../../src/vscode/shell/sessions";
import { projectRoot } from "../vscode/project";
import { freshFolder } from "../vscode/server";
import { scan, workerFile } from "./bundle";

const INSIDE = "127.0.1.5";
/** A place of the internet at which nothing answers here. */
const PUBLIC = "192.0.2.99";
const NAME = "rebind.example";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function listen(host: string, listener: Listener) {
  const server = http.createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port, close };
}

function ask(client: Http, url: string, reach?: Reach): Promise<HttpResult> {
  return client.request({
    url,
    method: "GET",
    headers: {},
    timeoutMs: 1000,
    maxBytes: 1_000_000,
    signal: new AbortController().signal,
    ...(reach === undefined ? {} : { reach }),
  });
}

const told = (result: HttpResult): unknown => {
  if (result.ok) return [result.response.status, result.response.place];
  const { failure } = result;
  return failure.code === "network" ? failure.why : failure.code;
};

/**
 * VS Code puts agents of its own in place, and the socket is theirs. This machine allows no DNS of its own, so the resolver of the process
 * (`dns.lookup`, which both our lookup and any other of the extension host end in) is replaced: it gives another address each time.
 */
describe("where sources may lead from the extension host", () => {
  const { lookup } = dns;
  const closing: (() => unknown)[] = [];
  const asked: string[] = [];
  let addresses: (time: number) => readonly string[] = () => [INSIDE];
  let client: Http;
  let port: number;
  let times: number;

  before(() => {
    const settle = (name: string, options: unknown, done: unknown): unknown => {
      const callback = (typeof options === "function" ? options : done) as (...args: unknown[]) => void;
      if (!name.endsWith(".example") && name !== "intranet")
        return lookup(name, options as dns.LookupOptions, callback);
      times += 1;
      const found = addresses(times).map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      const all = typeof options === "object" && (options as dns.LookupOptions).all === true;
      setImmediate(() => (all ? callback(null, found) : callback(null, found[0]?.address, found[0]?.family)));
      return undefined;
    };
    dns.lookup = settle as typeof dns.lookup;
  });
  after(() => {
    dns.lookup = lookup;
  });
  beforeEach(async () => {
    times = 0;
    asked.length = 0;
    const server = await listen(INSIDE, ({ url, headers }, response) => {
      asked.push(`${headers.host} ${url}`);
      response.end("secret");
    });
    closing.push(server.close);
    ({ port } = server);
    client = scan().createHostHttp({ userAgent: "test", verifyTls: true, workerFile: workerFile() });
  });
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  it("the test's names reach the socket that VS Code opens", async () => {
    addresses = () => [INSIDE];
    assert.deepEqual(told(await ask(client, `http://${NAME}:${port}/`)), [200, undefined]);
    assert.deepEqual(told(await ask(client, `http://${NAME}:${port}/`, "undivided")), [200, "private"]);
    assert.equal(asked.length, 2);
  });

  it("nothing public leads to a private address, whatever names stand for from one question to the next", async () => {
    for (const zone of [
      () => [INSIDE],
      () => [PUBLIC, INSIDE],
      () => [INSIDE, PUBLIC],
      (time: number) => (time % 2 === 1 ? [PUBLIC] : [INSIDE]),
      (time: number) => (time % 2 === 0 ? [PUBLIC] : [INSIDE]),
      () => ["::ffff:127.0.1.5"],
    ]) {
      addresses = zone;
      for (let tries = 0; tries < 3; tries++) {
        const result = await ask(client, `http://${NAME}:${port}/`, "public");
        assert.equal(result.ok, false);
      }
    }
    for (const literal of [INSIDE, "localhost", "127.0.0.1", "[::ffff:127.0.1.5]"])
      assert.equal(told(await ask(client, `http://${literal}:${port}/`, "public")), "private", literal);
    assert.deepEqual(asked, []);
  });

  it("nor where it is to go by no proxy", async () => {
    const excluded = scan().createHostHttp({
      userAgent: "test",
      verifyTls: true,
      workerFile: workerFile(),
      noProxy: "example, 127.0.0.0/8",
    });
    for (const zone of [() => [INSIDE], (time: number) => (time % 2 === 1 ? [PUBLIC] : [INSIDE])]) {
      addresses = zone;
      for (let tries = 0; tries < 2; tries++)
        assert.equal((await ask(excluded, `http://${NAME}:${port}/`, "public")).ok, false);
    }
    assert.equal(told(await ask(excluded, `http://${INSIDE}:${port}/`, "public")), "private");
    assert.deepEqual(asked, []);
    addresses = () => [INSIDE];
    assert.deepEqual(told(await ask(excluded, `http://${NAME}:${port}/`, "undivided")), [200, "private"]);
    assert.deepEqual(asked, [`${NAME}:${port} /`]);
  });

  it("nor over TLS: no connection is made at all", async () => {
    const key = fs.readFileSync(path.join(projectRoot, "test", "net", "fixtures", "loopbackServer.pem"), "utf8");
    const server = https.createServer({ key, cert: key }, (_, response) => response.end("secret"));
    let connections = 0;
    server.on("connection", () => (connections += 1));
    await new Promise<void>((resolve) => void server.listen(0, INSIDE, resolve));
    closing.push(() => server.close());
    const url = `https://${NAME}:${(server.address() as AddressInfo).port}/`;
    for (const zone of [() => [INSIDE], () => [PUBLIC, INSIDE]]) {
      addresses = zone;
      assert.equal((await ask(client, url, "public")).ok, false);
    }
    assert.equal(connections, 0);
    addresses = () => [INSIDE];
    assert.equal(told(await ask(client, url)), "tls");
    assert.equal(connections, 1);
  });

  it("without checks of certificates, in the worker, behind a proxy, the same holds, and what goes without it is told", async () => {
    const lines: string[] = [];
    const proxy = await listen("127.0.1.6", ({ url }, response) => {
      lines.push(url ?? "");
      response.end("by proxy");
    });
    closing.push(proxy.close);
    const unchecked = scan().createHostHttp({
      userAgent: "test",
      verifyTls: false,
      workerFile: workerFile(),
      proxyUrl: `http://127.0.1.6:${proxy.port}`,
      noProxy: INSIDE,
      privateHosts: () => [".corp"],
    });
    assert.equal(told(await ask(unchecked, "https://intranet/", "undivided")), "localName");
    assert.deepEqual(told(await ask(unchecked, "http://wiki.corp/", "undivided")), [200, "unknown"]);
    assert.deepEqual(told(await ask(unchecked, `http://${INSIDE}:${port}/`, "undivided")), [200, "private"]);
    assert.deepEqual([lines, asked], [["http://wiki.corp/"], [`${INSIDE}:${port} /`]]);
  });

  it("one question is asked for one connection: what was looked at is what is connected to", async () => {
    addresses = () => [INSIDE];
    await ask(client, `http://${NAME}:${port}/`, "undivided");
    assert.equal(times, 1);
  });

  it("a host that was allowed, in the view or by the setting, may lie inside from then on, without a new session", async () => {
    addresses = () => [INSIDE];
    let agreed: readonly string[] = [];
    const root = freshFolder("reach");
    const folder = { uri: vscode.Uri.file(root), name: "reach", index: 0 };
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const sessions = new Sessions("0.0.0", { privateHosts: async () => agreed }, log);
    const settings = vscode.workspace.getConfiguration("tiScraper");
    try {
      const session = await sessions.of(folder);
      const http = await sessions.http();
      const answer = async () => told(await ask(http, `http://${NAME}:${port}/`, "public"));
      assert.equal(await answer(), "private");
      agreed = [NAME];
      assert.equal(await sessions.of(folder), session);
      assert.deepEqual(await answer(), [200, "private"]);
      agreed = [];
      await sessions.of(folder);
      assert.equal(await answer(), "private");
      await settings.update("privateHosts", [".example"], vscode.ConfigurationTarget.Global);
      assert.deepEqual(await answer(), [200, "private"]);
    } finally {
      await settings.update("privateHosts", undefined, vscode.ConfigurationTarget.Global);
      sessions.dispose();
      fs.rmSync(root, { recursive: true, force: true });
    }
  });

  it("without checks of certificates, in the worker, literals are refused as well", async () => {
    const unchecked = scan().createHostHttp({ userAgent: "test", verifyTls: false, workerFile: workerFile() });
    assert.equal(told(await ask(unchecked, `http://${INSIDE}:${port}/`, "public")), "private");
    assert.equal(told(await ask(unchecked, `http://localhost:${port}/`, "public")), "private");
    assert.deepEqual(told(await ask(unchecked, `http://${INSIDE}:${port}/`, "undivided")), [200, "private"]);
    assert.equal(asked.length, 1);
  });

  it("VS Code's proxy is asked for no name of the own network, unless it is listed", async () => {
    const lines: string[] = [];
    const proxy = await listen("127.0.1.6", ({ url }, response) => {
      lines.push(url ?? "");
      response.end("by proxy");
    });
    closing.push(proxy.close);
    const settings = vscode.workspace.getConfiguration("http");
    const listed = scan().createHostHttp({
      userAgent: "test",
      verifyTls: true,
      workerFile: workerFile(),
      privateHosts: () => ["intranet"],
    });
    addresses = () => [INSIDE];
    await settings.update("proxy", `http://127.0.1.6:${proxy.port}`, vscode.ConfigurationTarget.Global);
    try {
      const deadline = Date.now() + 10_000;
      // The setting reaches the extension host a moment later.
      while (lines.length === 0 && Date.now() < deadline) {
        await ask(client, "http://news.example/", "undivided");
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      lines.length = 0;
      assert.deepEqual(told(await ask(client, "http://news.example/", "public")), [200, "unknown"]);
      for (const name of ["intranet", "wiki.corp", "a.local", "b.internal", "c.lan", "d.home.arpa"]) {
        for (const reach of ["public", "undivided"] as const)
          assert.equal(told(await ask(client, `http://${name}/`, reach)), "localName", name);
      }
      assert.equal(told(await ask(client, `http://${INSIDE}/`, "public")), "private");
      assert.deepEqual(told(await ask(listed, "http://intranet/", "undivided")), [200, "unknown"]);
      assert.deepEqual(lines, ["http://news.example/", "http://intranet/"]);
    } finally {
      await settings.update("proxy", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
