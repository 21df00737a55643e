import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { articlesConfig, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

// One case: VS Code in a browser that comes to such a workspace from another page sometimes sees no folder in it.
describe("a workspace of several folders", () => {
  const desk = openDesk();

  it("asks which folder to scan of those with a configuration, and shows each with what is its own", async () => {
    const config = (name: string) => articlesConfig({ feeds: [desk.feed.feed], names: [name] });
    await desk.open({
      items: [{ title: "Clop and Conti", url: "https://news.example/both" }],
      files: {
        "one/config/articles_config.json": config("Clop"),
        "two/config/articles_config.yaml": `websiteconfig:\n  rss_feeds: [${desk.feed.feed}]\n  webpages: []\nprofiling:\n  profileData: [Conti]\n`,
        "plain/readme.txt": "nothing of ours",
        "all.code-workspace": { folders: [{ path: "plain" }, { path: "one" }, { path: "two" }] },
      },
      place: "all.code-workspace",
    });
    await desk.scan();
    await until("two folders", async () => (await desk.workbench.quickRows().count()) === 2);
    const text = await desk.workbench.quickText();
    assert.ok(text.includes("one") && text.includes("two") && !text.includes("plain"), text);
    await desk.workbench.pick(/^\s*two/);
    await desk.workbench.waitForNotification("1 new match for Conti.");
    await desk.workbench.treeRow(MATCHES, /^\s*Conti\s*1 unread/).waitFor();
    assert.ok(fs.existsSync(path.join(desk.folder, "two", "00 Article Result Files")));
    assert.ok(!fs.existsSync(path.join(desk.folder, "one", "00 Article Result Files")));
    const { workbench } = desk;
    const row = (text: RegExp) => workbench.treeRow(MATCHES, text);
    await row(/^\s*two\s*1 unread · Last scan /).waitFor();
    await row(/^\s*one\s*$/).waitFor();
    assert.ok(!(await workbench.treeTexts(MATCHES)).some((shown) => shown.startsWith("plain")));

    // The row of a folder says which one is meant.
    await workbench.clearNotifications();
    await workbench.inlineAction(row(/^\s*one\s*$/), "Scan");
    await workbench.waitForNotification("1 new match for Clop.");
    await row(/^\s*one\s*1 unread · Last scan /).waitFor();
    await row(/^\s*Conti\s*1 unread/).waitFor();
    assert.equal(await workbench.badge("TI Scraper"), "2", "of both folders");
    await workbench.screenshot("several-folders");

    await workbench.clearNotifications();
    await row(/^\s*Conti\s*1 unread/).click();
    await workbench.inlineAction(row(/Clop and Conti/), "Mark Read");
    await row(/^\s*two\s*Last scan /).waitFor();
    await row(/^\s*one\s*1 unread/).waitFor();
    await workbench.runCommand("TI Scraper: Group by Day");
    await until("a day in each", async () => {
      const days = (await workbench.treeTexts(MATCHES)).filter((shown) => shown.startsWith("Today"));
      return days.length === 2;
    });
    await workbench.contextMenu(row(/^\s*one\s*1 unread/), "Mark Read");
    await until("the badge has gone", async () => (await workbench.badge("TI Scraper")) === "");
    await workbench.screenshot("several-folders-by-day");
  });
});

describe("a window without a folder", () => {
  const desk = openDesk();

  it("asks for one", async () => {
    await desk.open();
    const url = new URL(desk.workbench.page.url());
    url.search = "ew=true";
    await desk.workbench.goTo(url.href);
    await desk.workbench.openContainer("TI Scraper");
    await until("welcome", async () => (await desk.workbench.sidebarText()).includes("Open the folder that holds"));
    await desk.workbench.runCommand("TI Scraper: Scan");
    await desk.workbench.waitForNotification("Open a folder first");
    await desk.workbench.screenshot("no-folder");
  });
});
