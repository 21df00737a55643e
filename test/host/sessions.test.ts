import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import * as vscode from "vscode";
import type { Session } from "../../src/core/session";
import { Sessions } from "../../src/vscode/shell/sessions";
import { clientSettings, readSettings, notificationMode } from "../../src/vscode/shell/settings";
import { freshFolder } from "../vscode/server";

const LOG = { debug() {}, info() {}, warn() {}, error() {} };

/** A change of a setting reaches the extension host a moment later. */
async function eventually(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isSo() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(isSo());
}

describe("the session of a folder", () => {
  const changed: (readonly [section: string, name: string])[] = [];
  let root: string;
  let folder: vscode.WorkspaceFolder;
  let sessions: Sessions;

  const set = async (section: string, name: string, value: unknown): Promise<void> => {
    changed.push([section, name]);
    await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
  };

  beforeEach(() => {
    root = freshFolder("sessions");
    folder = { uri: vscode.Uri.file(root), name: "sessions", index: 0 };
    sessions = new Sessions("0.0.0", { privateHosts: async () => [] }, LOG);
  });
  afterEach(async () => {
    for (const [section, name] of changed.splice(0)) {
      await vscode.workspace.getConfiguration(section).update(name, undefined, vscode.ConfigurationTarget.Global);
    }
    sessions.dispose();
    fs.rmSync(root, { recursive: true, force: true });
  });

  it("is one, however many ask for it at once", async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => sessions.of(folder)));
    assert.equal(new Set<Session>(all).size, 1);
    assert.equal(await sessions.of(folder), all[0]);
  });

  it("is opened anew after it could not be opened", async () => {
    const gone: vscode.WorkspaceFolder = { ...folder, uri: vscode.Uri.file(path.join(root, "later")) };
    await assert.rejects(sessions.of(gone));
    fs.mkdirSync(gone.uri.fsPath);
    assert.ok(await sessions.of(gone));
  });

  it("stays with what it remembers when a setting changes that it is not built from", async () => {
    const before = await sessions.of(folder);
    const client = await sessions.http();
    await set("tiScraper", "notifications", "off");
    await set("tiScraper", "requestTimeout", 7);
    await set("tiScraper", "xsoarTimeout", 90);
    await set("tiScraper", "crawlDelay", 3);
    await set("http", "proxy", "http://127.0.0.1:9");
    await eventually(() => {
      const { timeoutMs, xsoarTimeoutMs, crawlDelayMs } = readSettings(folder);
      const proxy = vscode.workspace.getConfiguration("http").get("proxy");
      const isRead = timeoutMs === 7000 && xsoarTimeoutMs === 90_000 && crawlDelayMs === 3000;
      return notificationMode(folder, true) === "off" && isRead && proxy === "http://127.0.0.1:9";
    });
    assert.equal(await sessions.of(folder), before);
    assert.equal(await sessions.http(), client);
  });

  it("is another when a setting changes that it or its client is built from", async () => {
    const before = await sessions.of(folder);
    const client = await sessions.http();
    await set("tiScraper", "configFolder", "elsewhere");
    await eventually(() => readSettings(folder).configFolder === "elsewhere");
    const moved = await sessions.of(folder);
    assert.notEqual(moved, before);
    assert.equal(await sessions.http(), client);
    await set("tiScraper", "verifyTls", false);
    await eventually(() => !readSettings().verifyTls);
    assert.notEqual(await sessions.of(folder), moved);
    const unchecked = await sessions.http();
    assert.notEqual(unchecked, client);
    await set("http", "proxy", "http://127.0.0.1:9");
    await eventually(() => clientSettings().proxyUrl === "http://127.0.0.1:9");
    assert.notEqual(await sessions.http(), unchecked);
  });

  it("calls itself what the setting says, where that may be sent", async () => {
    const agents: string[] = [];
    const server = http.createServer((request, response) => {
      agents.push(request.headers["user-agent"] ?? "");
      response.end();
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.1.5", resolve));
    const url = `http://127.0.1.5:${(server.address() as AddressInfo).port}/`;
    try {
      for (const [value, wanted] of [
        ["", "TI-Scraper/0.0.0"],
        [" Feed Reader/1.0 ", "Feed Reader/1.0"],
        ["Schlüssel", "TI-Scraper/0.0.0"],
        ["a\r\nx-key: 1", "TI-Scraper/0.0.0"],
      ] as const) {
        await set("tiScraper", "userAgent", value);
        await eventually(() => clientSettings().userAgent === value.trim());
        const client = await sessions.http();
        const { signal } = new AbortController();
        const result = await client.request({
          url,
          method: "GET",
          headers: {},
          timeoutMs: 5000,
          maxBytes: 100,
          signal,
        });
        assert.equal(result.ok, true);
        assert.equal(agents.pop(), wanted);
      }
    } finally {
      server.close();
    }
  });
});
