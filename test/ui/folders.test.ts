import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { articlesConfig, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

// One case: VS Code in a browser that comes to such a workspace from another page sometimes sees no folder in it.
describe("a workspace of several folders", () => {
  const desk = openDesk();

  it("asks which folder to scan, offers those with a configuration alone, and shows the one that was chosen", async () => {
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
    await desk.workbench.screenshot("several-folders");

    // The sources of all folders, below theirs.
    await desk.workbench.runCommand("TI Scraper: Focus on Sources View");
    await desk.workbench.treeRow("Sources", /Desk\s*1 article · 1 match/).waitFor();
    const sources = (await desk.workbench.treeTexts("Sources")).join("\n");
    assert.match(sources, /one\s*1 source\s[^]*not read yet[^]*two\s*1 source\s[^]*Desk\s*1 article/);
    await desk.workbench.screenshot("several-folders-sources");

    await desk.scan();
    await desk.workbench.pick(/^\s*one/);
    await desk.workbench.waitForNotification("1 new match for Clop.");
    await desk.workbench.treeRow(MATCHES, /^\s*Clop\s*1 unread/).waitFor();
    assert.ok(!(await desk.workbench.treeTexts(MATCHES)).some((row) => row.includes("Conti")));
    assert.match(await desk.workbench.sidebarText(), /one/);
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
