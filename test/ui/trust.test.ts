import assert from "node:assert/strict";
import fs from "node:fs";
import { type FeedServer, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

describe("Restricted Mode", () => {
  let feed: FeedServer;
  let folder: string;
  let vscode: OpenWorkbench;

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([{ title: "Clop again", url: "https://news.example/clop" }]);
    folder = makeWorkspace({
      "config/articles_config.json": articlesConfig({ feeds: [feed.feed], names: ["Clop"], xsoar: feed.origin }),
    });
    vscode = await openWorkbench({ workspace: folder, trust: false });
  });

  after(async () => {
    await vscode?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("says in the view that nothing is scanned", async () => {
    await vscode.workbench.openContainer("TI Scraper");
    await until("welcome", async () =>
      (await vscode.workbench.sidebarText()).includes("does not scan in Restricted Mode"),
    );
    await vscode.workbench.screenshot("restricted");
  });

  it("refuses to scan and to use Cortex XSOAR; no server sees a request, no file is written", async () => {
    await vscode.workbench.runCommand("TI Scraper: Scan");
    const told = await vscode.workbench.waitForNotification("does not scan in Restricted Mode");
    assert.deepEqual(told.buttons, ["Manage Workspace Trust"]);
    for (const command of ["Set Up XSOAR", "Set XSOAR API Key", "Test XSOAR Connection", "Sync Aliases"]) {
      await vscode.workbench.clearNotifications();
      await vscode.workbench.runCommand(`TI Scraper: ${command}`);
      await vscode.workbench.waitForNotification("is not used in Restricted Mode");
    }
    assert.deepEqual(feed.requests(), []);
    assert.deepEqual(fs.readdirSync(folder), ["config"]);
    assert.deepEqual(fs.readdirSync(vscode.stateHome), []);
  });
});
