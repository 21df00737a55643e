import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { Command } from "../../src/vscode/shell/ids";
import { Replacements } from "./replacements";

const ONION = "http://emberfoxnews234567emberfoxnews234567emberfoxnews23456.onion/feed";
const TOLD = "https://told.example/feed";
const CLEAR = "https://clear.example/feed";
/** Waits for whoever reads an onion source. */
const LURE = "https://lure.example/a?id=1%26x+y";

/** A link of a source that is read through Tor is never opened before somebody was asked, wherever it is clicked. */
describe("links", () => {
  const opened: string[] = [];
  const asked: string[] = [];
  const replacements = new Replacements();
  let answer: string | undefined;
  let config: string;

  before(() => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    config = path.join(folder.uri.fsPath, "config");
    fs.mkdirSync(config, { recursive: true });
    const feeds = [ONION, CLEAR, { url: TOLD, tor: true }];
    fs.writeFileSync(
      path.join(config, "articles_config.json"),
      JSON.stringify({ websiteconfig: { rss_feeds: feeds, webpages: [] }, profiling: { profileData: ["Emberfox"] } }),
    );
    replacements.replace(vscode.env, "openExternal", async (url) => opened.push(String(url)) > 0);
    replacements.replace(vscode.window, "showWarningMessage", async (sentence) => {
      asked.push(String(sentence));
      return answer;
    });
  });

  beforeEach(() => {
    opened.length = 0;
    asked.length = 0;
    answer = undefined;
  });

  after(async () => {
    replacements.restoreAll();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    fs.rmSync(config, { recursive: true, force: true });
  });

  /** Every row that opens a page, as the views give it to its command. */
  const rows = (url: string, source: string): readonly (readonly [command: string, node: unknown])[] => {
    const article = { key: "k", url, source, title: "Emberfox leaks", text: "", published: null, found: "" };
    const profile = { row: { name: "Emberfox", articles: [] } };
    return [
      [Command.openArticle, { kind: "article", item: { article, matches: [] }, profile }],
      [Command.openPage, { kind: "hit", keyword: "x", article, url }],
      [Command.openPage, { kind: "note", id: "n", note: article, url }],
    ];
  };

  it("of a source that is read through Tor ask, of rows of each kind; of other sources they open, byte for byte", async () => {
    for (const source of [ONION, TOLD]) {
      for (const [command, node] of rows(LURE, source)) {
        await vscode.commands.executeCommand(command, node);
        assert.match(asked.pop() ?? "", /comes from a source that is read through Tor/, `${command} ${source}`);
        assert.deepEqual(opened, []);
      }
    }
    for (const [command, node] of rows(LURE, CLEAR)) {
      await vscode.commands.executeCommand(command, node);
      assert.deepEqual(asked, []);
      assert.equal(opened.pop(), LURE);
    }
    for (const [command, node] of rows(ONION, CLEAR)) {
      await vscode.commands.executeCommand(command, node);
      assert.match(asked.pop() ?? "", /onion service/);
      assert.deepEqual(opened, []);
    }
    for (const kind of ["place", "content"]) {
      for (const [url, asks] of [
        [TOLD, 1],
        [CLEAR, 0],
      ] as const) {
        await vscode.commands.executeCommand(Command.openPage, { kind, url });
        assert.equal(asked.splice(0).length, asks);
        assert.equal(opened.splice(0).length, 1 - asks);
      }
    }
  });

  it("are copied or opened as the answer says", async () => {
    const [[command, node] = ["", null]] = rows(LURE, ONION);
    answer = "Copy Link";
    await vscode.env.clipboard.writeText("before");
    await vscode.commands.executeCommand(command, node);
    assert.equal(await vscode.env.clipboard.readText(), LURE);
    assert.deepEqual(opened, []);
    answer = "Open Anyway";
    await vscode.commands.executeCommand(command, node);
    assert.deepEqual(opened, [LURE]);
  });

  it("of a configuration that is broken now ask by what it said before", async () => {
    const file = path.join(config, "articles_config.json");
    const whole = fs.readFileSync(file, "utf8");
    const [[command, node] = ["", null]] = rows(LURE, TOLD);
    try {
      fs.writeFileSync(file, `${whole.slice(0, -1)},`);
      await vscode.commands.executeCommand(command, node);
      assert.equal(asked.length, 1);
      assert.deepEqual(opened, []);
    } finally {
      fs.writeFileSync(file, whole);
    }
  });

  it("in texts go the same way, whatever VS Code would make a link of", async () => {
    const text = `${LURE} HTTPS://LURE.EXAMPLE/b, (http://lure.example/c) <https://lure.example/d> "http://lure.example/e" file:///etc/passwd ${ONION}`;
    const record = { id: "1", value: "Emberfox" };
    const note = { key: "k", title: "Emberfox", url: LURE, source: CLEAR, text };
    const entry = {
      kind: "notes",
      at: "2026-03-10T09:30:00Z",
      by: "person",
      server: CLEAR,
      record,
      names: [],
      notes: [],
    };
    await vscode.commands.executeCommand(Command.showAdded, { kind: "note", id: "links", entry, note });
    const uri = vscode.window.activeTextEditor?.document.uri;
    assert.equal(uri?.scheme, "ti-scraper-text");
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", uri);
    assert.ok(links.length >= 7, `${links.length} links`);
    for (const { target } of links) assert.equal(target?.scheme, "command", String(target));
    for (const [source, asks] of [
      [ONION, /comes from a source/],
      [TOLD, /comes from a source/],
      [CLEAR, null],
    ] as const) {
      for (const { target } of links) {
        const [url] = JSON.parse(target?.query ?? "") as [string];
        await vscode.commands.executeCommand(target?.path ?? "", url, source);
        const question = asked.pop();
        if (url.startsWith("file:")) assert.match(question ?? "", /Only addresses/);
        else if (url.includes(".onion")) assert.match(question ?? "", /onion service/);
        else if (asks !== null) assert.match(question ?? "", asks);
        else assert.equal(opened.pop(), url);
        assert.deepEqual([asked, opened], [[], []]);
      }
    }
  });

  it("in texts that may be of several sources ask where one of them is read through Tor", async () => {
    await vscode.commands.executeCommand("tiScraper.openTextLink", LURE, null);
    assert.match(asked.pop() ?? "", /may come from a source that is read through Tor/);
    assert.deepEqual(opened, []);
    fs.writeFileSync(
      path.join(config, "articles_config.json"),
      JSON.stringify({ websiteconfig: { rss_feeds: [CLEAR], webpages: [] }, profiling: { profileData: ["Emberfox"] } }),
    );
    await vscode.commands.executeCommand("tiScraper.openTextLink", LURE, null);
    assert.deepEqual(asked, []);
    assert.deepEqual(opened, [LURE]);
  });
});
