import assert from "node:assert/strict";
import fs from "node:fs";
import { type FeedServer, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

/** Scans by the clock. */
describe("scheduled scans in VS Code", () => {
  let feed: FeedServer;
  let folder: string;
  let vscode: OpenWorkbench;

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([{ title: "Emberfox at night", url: "https://news.example/1" }]);
    folder = makeWorkspace({
      "config/articles_config.json": articlesConfig({ feeds: [feed.feed], names: ["Emberfox"] }),
    });
    vscode = await openWorkbench({ workspace: folder, settings: { "tiScraper.scanEveryMinutes": 15 } });
  });

  after(async () => {
    await vscode?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("scans a folder that is due without being asked, tells what is new, and not before its time again", async function () {
    this.timeout(150_000);
    await vscode.workbench.waitForNotification("1 new match for Emberfox.", 90_000);
    await vscode.workbench.openContainer("TI Scraper");
    await vscode.workbench.treeRow("Profile Matches", /^\s*Emberfox\s*1 unread/).waitFor();
    await until("the next look", () => new Promise((resolve) => setTimeout(() => resolve(true), 35_000)), 60_000);
    assert.deepEqual(feed.requests(), ["/feed.xml"]);
  });
});
