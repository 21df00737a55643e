import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import * as vscode from "vscode";
import { describeLaterState } from "../../src/core/memory/laterState";
import { plainText } from "../../src/core/text/translate";
import { stateDirectory } from "../../src/node/stateStore";
import { Command } from "../../src/vscode/shell/ids";
import { MatchesTree } from "../../src/vscode/views/matchesTree";
import { folderRows } from "./folderRows";
import { matchRows } from "../../src/vscode/views/rowItem";
import { projectRoot } from "../vscode/project";

const FIXTURE = path.join(projectRoot, "test", "net", "state", "fixture", "folder");

describe("the state of a later version", () => {
  let config: string;
  let state: string;
  let server: http.Server;
  let requests: number;

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    requests = 0;
    server = http.createServer((_, response) => {
      requests += 1;
      response.end('<rss version="2.0"><channel><title>News</title></channel></rss>');
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.1.5", resolve));
    config = path.join(folder.uri.fsPath, "config");
    fs.mkdirSync(config);
    const feed = `http://127.0.1.5:${(server.address() as AddressInfo).port}/rss`;
    fs.writeFileSync(
      path.join(config, "articles_config.json"),
      JSON.stringify({
        websiteconfig: { rss_feeds: [feed], webpages: [] },
        resultfile: { createFile: false },
        profiling: { profileData: ["Amber Heron"] },
      }),
    );
    state = stateDirectory(process.env, process.platform, fs.realpathSync.native(folder.uri.fsPath));
  });
  after(() => {
    server.close();
    fs.rmSync(config, { recursive: true, force: true });
    fs.rmSync(state, { recursive: true, force: true });
  });

  it("is left alone: no scan, whichever document it is, and one once it is gone", async () => {
    for (const name of fs.readdirSync(FIXTURE)) {
      fs.rmSync(state, { recursive: true, force: true });
      fs.mkdirSync(state, { recursive: true });
      const file = path.join(state, name);
      const text = fs
        .readFileSync(path.join(FIXTURE, name), "utf8")
        .replace('"version":1,', '"version":99,"by":"9.8.7",');
      fs.writeFileSync(file, text);
      await vscode.commands.executeCommand(Command.scan);
      assert.deepEqual([fs.readdirSync(state), fs.readFileSync(file, "utf8"), requests], [[name], text, 0], name);
    }
    fs.rmSync(state, { recursive: true, force: true });
    await vscode.commands.executeCommand(Command.scan);
    assert.equal(requests, 1);
    assert.ok(fs.existsSync(path.join(state, "sources.json")));
  });

  it("is told by a row instead of all others", () => {
    const tree = new MatchesTree(() => matchRows(() => new Date("2026-03-10T13:00:00Z")));
    const sentence = describeLaterState({ of: "folder", writtenBy: "9.8.7" }, plainText);
    const row = { name: "Clop", owner: true, record: { kind: "unknown" }, articles: [] } as const;
    let drawn = 0;
    tree.onDidChangeTreeData(() => (drawn += 1));
    tree.show([folderRows([row])]);
    tree.show([folderRows([], sentence)]);
    const labels = tree.getChildren().map((node) => tree.getTreeItem(node).label);
    assert.deepEqual(labels, [sentence]);
    tree.show([folderRows([row])]);
    assert.deepEqual([tree.getChildren().length, drawn], [1, 3]);
    tree.dispose();
  });
});
