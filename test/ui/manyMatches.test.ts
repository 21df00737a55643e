import assert from "node:assert/strict";
import fs from "node:fs";
import { type FeedServer, articlesConfig, filesWith, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";
const COUNT = 10_000;

describe("10,000 matches", () => {
  let feed: FeedServer;
  let folder: string;
  let vscode: OpenWorkbench;

  before(async function () {
    this.timeout(240_000);
    feed = await startFeed(
      Array.from({ length: COUNT }, (_, index) => ({
        title: `Clop report number ${index}`,
        url: `https://news.example/clop/${index}`,
      })),
    );
    folder = makeWorkspace({ "config/articles_config.json": articlesConfig({ feeds: [feed.feed], names: ["Clop"] }) });
    vscode = await openWorkbench({ workspace: folder });
    await vscode.workbench.openContainer("TI Scraper");
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await vscode.workbench.waitForNotification(`${COUNT} new articles.`, 120_000);
    await vscode.workbench.clearNotifications();
  });

  after(async () => {
    await vscode?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("expand, scroll and mark one read within a moment each; the others stay unread", async function () {
    this.timeout(120_000);
    const { workbench } = vscode;
    const profile = workbench.treeRow(VIEW, /^\s*Clop.*10000 unread/);
    await profile.waitFor();
    const expanded = await timed(async () => {
      await profile.click();
      await workbench.treeRow(VIEW, "Clop report number 0").waitFor();
    });
    const scrolled = await timed(async () => {
      await workbench.page.keyboard.press("End");
      await workbench.treeRow(VIEW, "Show more").waitFor();
    });
    const more = await timed(async () => {
      await workbench.treeRow(VIEW, "Show more").click();
      await until("the next page", async () =>
        (await workbench.treeTexts(VIEW)).some((row) => row.includes("Clop report number 20")),
      );
    });
    await workbench.page.keyboard.press("Home");
    const row = workbench.treeRow(VIEW, "Clop report number 3");
    await row.waitFor();
    const marked = await timed(async () => {
      await workbench.inlineAction(row, "Mark Read");
      await workbench.treeRow(VIEW, /^\s*Clop.*9999 unread/).waitFor();
    });
    await until("on disk", () => filesWith(vscode.stateHome, '"read":true').length > 0);
    const label = await workbench.treeRow(VIEW, "Clop report number 2").getAttribute("aria-label");
    assert.match(label ?? "", /^Unread/);
    assert.match((await row.getAttribute("aria-label")) ?? "", /^Read/);
    await workbench.screenshot("many-matches");
    console.log(`      expand ${expanded} ms, scroll ${scrolled} ms, more ${more} ms, mark read ${marked} ms`);
    for (const took of [expanded, scrolled, more, marked]) assert.ok(took < 4000, `${took} ms`);
  });
});

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round(performance.now() - start);
}
