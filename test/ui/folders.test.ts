import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { articlesConfig, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

describe("a workspace of several folders", () => {
  const desk = openDesk();
  const severalFolders = () => {
    const config = (name: string) => articlesConfig({ feeds: [desk.feed.feed], names: [name] });
    return desk.open({
      items: [{ title: "Clop and Conti", url: "https://news.example/both" }],
      files: {
        "one/config/articles_config.json": config("Clop"),
        "two/config/articles_config.yaml": `websiteconfig:
  rss_feeds: [${desk.feed.feed}]
  webpages: []
profiling:
  profileData: [Conti]
`,
        "plain/readme.txt": "nothing of ours",
        "all.code-workspace": { folders: [{ path: "plain" }, { path: "one" }, { path: "two" }] },
      },
      place: "all.code-workspace",
    });
  };

  it("asks which folder to scan, and offers those with a configuration alone", async () => {
    await severalFolders();
    await desk.workbench.runCommand("TI Scraper: Scan");
    await until("two folders", async () => (await desk.workbench.quickRows().count()) === 2);
    const text = await desk.workbench.quickText();
    assert.ok(text.includes("one") && text.includes("two") && !text.includes("plain"), text);
    await desk.workbench.pick("two");
    await desk.workbench.waitForNotification("1 new match for Conti.");
    await desk.workbench.treeRow(MATCHES, /^\s*Conti\s*1 unread/).waitFor();
    assert.ok(fs.existsSync(path.join(desk.folder, "two", "00 Article Result Files")));
    assert.ok(!fs.existsSync(path.join(desk.folder, "one", "00 Article Result Files")));
    await desk.workbench.screenshot("several-folders");
  });

  it("shows the folder that was chosen", async () => {
    await severalFolders();
    await desk.scan();
    await desk.workbench.pick("two");
    await desk.workbench.treeRow(MATCHES, /^\s*Conti\s*1 unread/).waitFor();
    await desk.scan();
    await desk.workbench.pick("one");
    await desk.workbench.waitForNotification("1 new match for Clop.");
    await desk.workbench.treeRow(MATCHES, /^\s*Clop\s*1 unread/).waitFor();
    assert.ok(!(await desk.workbench.treeTexts(MATCHES)).some((row) => row.includes("Conti")));
    assert.match(await desk.workbench.sidebarText(), /one/);
  });

  it("asks for a folder when none is open", async () => {
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
