import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type FeedServer, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";

describe("a workspace of several folders", () => {
  let feed: FeedServer;
  let root: string;
  let vscode: OpenWorkbench;

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([{ title: "Clop and Conti", url: "https://news.example/both" }]);
    const config = (name: string) => articlesConfig({ feeds: [feed.feed], names: [name] });
    root = makeWorkspace({
      "one/config/articles_config.json": config("Clop"),
      "two/config/articles_config.yaml": `websiteconfig:\n  rss_feeds: [${feed.feed}]\n  webpages: []\nprofiling:\n  profileData: [Conti]\n`,
      "plain/readme.txt": "nothing of ours",
      "all.code-workspace": { folders: [{ path: "plain" }, { path: "one" }, { path: "two" }] },
    });
    vscode = await openWorkbench({ workspace: path.join(root, "all.code-workspace") });
    await vscode.workbench.openContainer("TI Scraper");
  });

  after(async () => {
    await vscode?.close();
    await feed?.close();
    fs.rmSync(root, { recursive: true, force: true });
  });

  it("asks which folder to scan, and offers those with a configuration alone", async () => {
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await until("two folders", async () => (await vscode.workbench.quickRows().count()) === 2);
    const text = await vscode.workbench.quickText();
    assert.ok(text.includes("one") && text.includes("two") && !text.includes("plain"), text);
    await vscode.workbench.pick("two");
    await vscode.workbench.waitForNotification("1 new match for Conti.");
    await vscode.workbench.treeRow(VIEW, /^\s*Conti\s*1 unread/).waitFor();
    assert.ok(fs.existsSync(path.join(root, "two", "00 Article Result Files")));
    assert.ok(!fs.existsSync(path.join(root, "one", "00 Article Result Files")));
    await vscode.workbench.screenshot("several-folders");
  });

  it("shows the folder that was chosen", async () => {
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await vscode.workbench.pick("one");
    await vscode.workbench.waitForNotification("1 new match for Clop.");
    await vscode.workbench.treeRow(VIEW, /^\s*Clop\s*1 unread/).waitFor();
    assert.ok(!(await vscode.workbench.treeTexts(VIEW)).some((row) => row.includes("Conti")));
    assert.match(await vscode.workbench.sidebarText(), /one/);
  });

  it("asks for a folder when none is open", async () => {
    const url = new URL(vscode.workbench.page.url());
    url.search = "ew=true";
    await vscode.workbench.page.goto(url.href);
    await vscode.workbench.waitUntilReady();
    await vscode.workbench.openContainer("TI Scraper");
    await until("welcome", async () => (await vscode.workbench.sidebarText()).includes("Open the folder that holds"));
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await vscode.workbench.waitForNotification("Open a folder first");
    await vscode.workbench.screenshot("no-folder");
  });
});
