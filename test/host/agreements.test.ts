import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import * as vscode from "vscode";
import type { ArticlesConfig } from "../../src/core/config/types";
import { parseConfig } from "../../src/core/config/parseConfig";
import { stateHome } from "../../src/node/stateStore";
import { FolderAgreements } from "../../src/vscode/agreements/folderAgreements";
import { Command } from "../../src/vscode/shell/ids";
import { notificationMode, readSettings } from "../../src/vscode/shell/settings";
import { XsoarKeys } from "../../src/vscode/xsoar/xsoarKeys";
import { freshFolder } from "../vscode/server";

const LOOKS_MS = 40_000;

async function until(what: string, isSo: () => boolean, ms = 10_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!isSo() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(isSo(), what);
}

describe("agreements of a folder", () => {
  const workspace = (): vscode.WorkspaceFolder => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    return folder;
  };
  const set = (name: string, value: unknown, target = vscode.ConfigurationTarget.Workspace) =>
    vscode.workspace.getConfiguration("tiScraper").update(name, value, target);
  let made: string[] = [];

  beforeEach(() => {
    made = [];
  });
  afterEach(async () => {
    for (const name of ["notifications", "scanEveryMinutes"]) await set(name, undefined);
    await set("notifications", undefined, vscode.ConfigurationTarget.Global);
    made.push(stateHome(process.env, process.platform));
    for (const one of made) fs.rmSync(one, { recursive: true, force: true });
  });
  // Not between the cases: VS Code tells of it late, when the next one has set something there.
  after(() => fs.rmSync(path.join(workspace().uri.fsPath, ".vscode"), { recursive: true, force: true }));

  it("decide whether its settings may silence notifications; the user's own always may", async () => {
    const folder = workspace();
    await set("notifications", "off");
    await until("the folder's setting", () => notificationMode(folder, true) === "off");
    assert.equal(notificationMode(folder, false), "all");
    await set("notifications", "quiet", vscode.ConfigurationTarget.Global);
    await until("the user's setting", () => notificationMode(folder, false) === "quiet");
    assert.equal(notificationMode(folder, true), "off");
  });

  it("give a stored key to the server with path and tenant that was agreed to, in that folder", async () => {
    const secrets = new Map<string, string>();
    const stored = new Map<string, unknown>();
    const agreements = new FolderAgreements({ warn: () => assert.fail("the agreements are damaged") });
    const keys = new XsoarKeys(
      {
        get: async (key: string) => secrets.get(key),
        store: async (key: string, value: string) => void secrets.set(key, value),
        delete: async (key: string) => void secrets.delete(key),
      } as unknown as vscode.SecretStorage,
      {
        get: (key: string) => stored.get(key),
        update: async (key: string, value: unknown) => void stored.set(key, value),
      } as unknown as vscode.Memento,
      agreements,
    );
    const [first, other] = ["first", "other"].map((name) => {
      const root = freshFolder(name);
      made.push(root);
      return { name, uri: vscode.Uri.file(root), index: 0 };
    });
    assert.ok(first !== undefined && other !== undefined);
    const configOf = (host: string): ArticlesConfig => {
      const text = JSON.stringify({
        websiteconfig: { rss_feeds: ["https://news.example/rss"] },
        profiling: { profileData: ["Clop"], CortexXSOARAPIConfig: { host } },
      });
      const { config } = parseConfig("articles", text, "json");
      assert.ok(config);
      return config;
    };
    const kindOf = async (folder: vscode.WorkspaceFolder, host: string) =>
      (await keys.access(configOf(host), folder)).kind;
    const server = "https://xsoar.example.com";
    assert.equal(await kindOf(first, `${server}/acc_a`), "noKey");
    await keys.store(server, "key");
    // As earlier versions have confirmed it: for all folders at once, which is for none now.
    assert.deepEqual(stored.get("xsoar.confirmedOrigins"), [server]);
    assert.equal(await kindOf(first, `${server}/acc_a`), "unconfirmed");
    await keys.agree(first, { baseUrl: `${server}/acc_a` });
    assert.equal(await kindOf(first, `${server}/acc_a`), "ok");
    assert.equal(await kindOf(first, `${server}/acc_a/#/home`), "ok");
    for (const host of [server, `${server}/acc_b`, `${server}/proxy`])
      assert.equal(await kindOf(first, host), "unconfirmed", host);
    assert.equal(await kindOf(other, `${server}/acc_a`), "unconfirmed");
    const link = `${other.uri.fsPath}-link`;
    fs.symlinkSync(first.uri.fsPath, link);
    made.push(link);
    assert.equal(await kindOf({ ...other, uri: vscode.Uri.file(link) }, `${server}/acc_a`), "ok");
    await keys.clear(server);
    await keys.store(server, "key");
    assert.equal(await kindOf(first, `${server}/acc_a`), "unconfirmed");
  });

  it("let the clock scan, and nothing before that", async function () {
    this.timeout(150_000);
    let requests = 0;
    const news = http.createServer((_, response) => {
      requests += 1;
      response.end('<rss version="2.0"><channel><title>News</title></channel></rss>');
    });
    await new Promise<void>((resolve) => void news.listen(0, "127.0.1.5", resolve));
    const config = path.join(workspace().uri.fsPath, "config");
    made.push(config);
    try {
      fs.mkdirSync(config);
      const feed = `http://127.0.1.5:${(news.address() as AddressInfo).port}/rss`;
      fs.writeFileSync(
        path.join(config, "articles_config.json"),
        JSON.stringify({
          websiteconfig: { rss_feeds: [feed], webpages: [] },
          resultfile: { createFile: false },
          profiling: { profileData: ["Amber Heron"] },
        }),
      );
      await set("scanEveryMinutes", 15);
      await until("the interval", () => readSettings(workspace()).everyMinutes === 15);
      await new Promise((resolve) => setTimeout(resolve, LOOKS_MS));
      assert.equal(requests, 0);
      await vscode.commands.executeCommand(Command.scanByItself);
      await until("a scan by the clock", () => requests > 0, LOOKS_MS + 20_000);
      assert.equal(readSettings(workspace()).everyMinutes, 15);
      assert.equal(requests, 1);
    } finally {
      news.close();
    }
  });
});
