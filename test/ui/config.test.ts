import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type FeedServer, articlesConfig, filesWith, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const CONFIG = "config/articles_config.json";
const PLAIN_KEY = "plain-key-in-a-file-4711";

describe("the configuration in VS Code", () => {
  let feed: FeedServer;
  let folder: string;
  let vscode: OpenWorkbench;

  const file = () => path.join(folder, CONFIG);

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([{ title: "Clop again", url: "https://news.example/clop" }]);
    folder = makeWorkspace({
      [CONFIG]: `{\n  "websiteconfig": {\n    "rss_feeds": ["ftp://feeds.example/a"]\n  },\n  "profiling": { "profileData": ["Clop"] }\n}\n`,
    });
    vscode = await openWorkbench({ workspace: folder });
  });

  after(async () => {
    await vscode?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("shows an error in Problems although the file is not open", async () => {
    const row = await vscode.workbench.waitForProblem("TI Scraper", 60_000);
    assert.match(row, /http/);
    await vscode.workbench.screenshot("problems");
  });

  it("says in the view that nothing can be scanned", async () => {
    await vscode.workbench.openContainer("TI Scraper");
    await until("welcome", async () =>
      (await vscode.workbench.sidebarText()).includes("The configuration has errors, so nothing is scanned."),
    );
  });

  it("does not scan: says what and where, and opens the place", async () => {
    await vscode.workbench.runCommand("TI Scraper: Scan");
    const told = await vscode.workbench.waitForNotification("articles_config.json, line 3");
    assert.deepEqual(told.buttons, ["Open Configuration"]);
    assert.deepEqual(feed.requests(), []);
    await vscode.workbench.clickNotification("articles_config.json, line 3", "Open Configuration");
    await vscode.workbench.page.locator('.tab.active[data-resource-name="articles_config.json"]').waitFor();
    await vscode.workbench.statusBarItem(/Ln 3, Col/).waitFor();
    await vscode.workbench.screenshot("config-error");
  });

  it("shows one mistake once while the file is open, and none when it is mended", async () => {
    await until("one problem", async () => {
      const rows = (await vscode.workbench.problems()).filter((row) => /\[Ln 3/.test(row));
      return rows.length === 1;
    });
    fs.writeFileSync(file(), JSON.stringify(articlesConfig({ feeds: [feed.feed], names: ["Clop"] }), null, 2));
    await until("no problem", async () => !(await vscode.workbench.problems()).some((row) => /\[Ln 3/.test(row)));
  });

  it("says in the view that no tracked name is in the news", async () => {
    const config = articlesConfig({ feeds: [feed.feed], names: ["Emberfox"] });
    fs.writeFileSync(file(), JSON.stringify({ ...config, resultfile: { createFile: false } }));
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await vscode.workbench.waitForNotification("1 new article. No new match.");
    await vscode.workbench.openContainer("TI Scraper");
    await until("welcome", async () =>
      (await vscode.workbench.sidebarText()).includes("No tracked name is in the news so far."),
    );
    await vscode.workbench.screenshot("nothing-found");
  });

  it("ends a scan on Cancel: 200 ms later no socket is open and nothing was written", async () => {
    await vscode.workbench.clearNotifications();
    feed.setDelay(30_000);
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await until("an open socket", () => feed.openSockets() > 0);
    await vscode.workbench.clickNotification("Scanning", "Cancel");
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(feed.openSockets(), 0);
    feed.setDelay(0);
    await until("silence", async () => (await vscode.workbench.notifications()).length === 0);
    assert.deepEqual(fs.readdirSync(folder), ["config"]);
  });

  it("moves a plain-text key to secret storage: blanked in the file, nothing else changed, and never sent", async function () {
    this.timeout(120_000);
    await vscode.workbench.clearNotifications();
    const config = articlesConfig({ feeds: [feed.feed], names: ["Clop"], xsoar: feed.origin, apiKey: PLAIN_KEY });
    const text = `${JSON.stringify(config, null, 4).replaceAll("\n", "\r\n")}\r\n`;
    fs.writeFileSync(file(), text);
    await vscode.workbench.runCommand("TI Scraper: Scan");
    const told = await vscode.workbench.waitForNotification("API key in plain text");
    assert.match(told.text, /It was not sent/);
    assert.deepEqual(
      feed.requests().filter((asked) => asked !== "/feed.xml"),
      [],
      "nothing was sent to the server",
    );
    await vscode.workbench.screenshot("plain-key");
    await vscode.workbench.clickNotification("API key in plain text", "Move Key");
    await vscode.workbench.clickDialog("Use This Server");
    await vscode.workbench.waitForNotification("is in secret storage now");
    await until("blanked", () => fs.readFileSync(file(), "utf8") === text.replace(PLAIN_KEY, ""));
    assert.deepEqual(
      filesWith(vscode.vscode.dataDir, PLAIN_KEY).filter((name) => !name.includes("History")),
      [],
    );
  });

  it("creates a configuration where there is none, in the format the user picks", async () => {
    fs.rmSync(file());
    await vscode.workbench.runCommand("View: Close All Editors").catch(() => undefined);
    await vscode.workbench.clearNotifications();
    await vscode.workbench.openContainer("TI Scraper");
    await until("welcome", async () => (await vscode.workbench.sidebarText()).includes("Create Configuration"));
    await vscode.workbench.screenshot("no-config");
    await vscode.workbench.runCommand("TI Scraper: Create Configuration");
    await vscode.workbench.pick("YAML");
    await vscode.workbench.page.locator('.tab.active[data-resource-name="articles_config.yaml"]').waitFor();
    const text = fs.readFileSync(path.join(folder, "config", "articles_config.yaml"), "utf8");
    assert.match(text, /^\s*#/m, "comments explain the keys");
    assert.match(text, /profileData/);
    await vscode.workbench.screenshot("new-config");
  });
});
