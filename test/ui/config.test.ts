import assert from "node:assert/strict";
import fs from "node:fs";
import { articlesConfig, filesWith, until } from "./desk";
import { tickOnly } from "./starters";
import { openDesk } from "./openDesk";
import { narrow, screenshotInThemes } from "./themes";

const CONFIG = "config/articles_config.json";
const PLAIN_KEY = "plain-key-in-a-file-4711";

describe("the configuration in VS Code", () => {
  const desk = openDesk();
  const openBroken = (view = true) =>
    desk.open({
      files: {
        [CONFIG]: `{\n  "websiteconfig": {\n    "rss_feeds": ["ftp://feeds.example/a"]\n  },\n  "profiling": { "profileData": ["Clop"] }\n}\n`,
      },
      view,
    });
  /** A configuration whose one name is in no news, and that makes no files. */
  const openQuiet = () =>
    desk.open({
      items: [{ title: "Clop again", url: "https://news.example/clop" }],
      files: {
        [CONFIG]: {
          ...articlesConfig({ feeds: [desk.feed.feed], names: ["Emberfox"] }),
          resultfile: { createFile: false },
        },
      },
    });

  it("shows an error in Problems although the file is not open", async () => {
    await openBroken(false);
    const row = await desk.workbench.waitForProblem("TI Scraper", 60_000);
    assert.match(row, /http/);
    await desk.workbench.screenshot("problems");
  });

  it("says in the view that nothing can be scanned", async () => {
    await openBroken();
    await until("welcome", async () =>
      (await desk.workbench.sidebarText()).includes("The configuration has errors, so nothing is scanned."),
    );
  });

  it("does not scan: says what and where, and opens the place", async () => {
    await openBroken();
    await desk.workbench.runCommand("TI Scraper: Scan");
    const told = await desk.workbench.waitForNotification("articles_config.json, line 3");
    assert.deepEqual(told.buttons, ["Open Configuration"]);
    assert.deepEqual(desk.feed.requests(), []);
    await desk.workbench.clickNotification("articles_config.json, line 3", "Open Configuration");
    await desk.workbench.page.locator('.tab.active[data-resource-name="articles_config.json"]').waitFor();
    await desk.workbench.statusBarItem(/Ln 3, Col/).waitFor();
    await desk.workbench.screenshot("config-error");
  });

  it("shows one mistake once while the file is open, and none when it is mended", async () => {
    await openBroken();
    await desk.workbench.runCommand("TI Scraper: Open Configuration");
    await desk.workbench.page.locator('.tab.active[data-resource-name="articles_config.json"]').waitFor();
    await until("one problem", async () => {
      const rows = (await desk.workbench.problems()).filter((row) => /\[Ln 3/.test(row));
      return rows.length === 1;
    });
    desk.write(CONFIG, articlesConfig({ feeds: [desk.feed.feed], names: ["Clop"] }));
    await until("no problem", async () => !(await desk.workbench.problems()).some((row) => /\[Ln 3/.test(row)));
  });

  const MISTAKES =
    "websiteconfig:\n  rss_feeds:\n    - news.example/feed.xml\n  stopword: [imprint]\nprofiling:\n  matchIn: [title]\n  profileData:\n    - Emberfox\n";
  /** Opens the configuration in an editor. */
  const openConfig = async (name: string) => {
    await desk.workbench.runCommand("TI Scraper: Open Configuration");
    await desk.workbench.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  };

  it("tells the same problems in the same words in YAML and in JSON", async () => {
    await desk.open({ files: { "config/articles_config.yaml": MISTAKES } });
    const rows = async () =>
      (await desk.workbench.problems())
        .filter((row) => row.includes("TI Scraper"))
        .map((row) => row.replace(/\[Ln.*$/s, "").trim());
    await openConfig("articles_config.yaml");
    await until("three problems", async () => (await rows()).length === 3);
    const inYaml = await rows();
    // Beside it the same in JSON, which is read in its place then.
    const json = {
      websiteconfig: { rss_feeds: ["news.example/feed.xml"], stopword: ["imprint"] },
      profiling: { matchIn: ["title"], profileData: ["Emberfox"] },
    };
    desk.write(CONFIG, `${JSON.stringify(json, null, 2)}\n`);
    await openConfig("articles_config.json");
    await until("the same problems twice", async () => (await rows()).length === 7);
    const both = (await rows()).filter((row) => !row.includes("This file is not read"));
    assert.deepEqual(both.toSorted(), [...inYaml, ...inYaml].toSorted());
    await desk.workbench.screenshot("problems-both");
  });

  it("offers keys in YAML, says what they mean, and mends what can be mended", async () => {
    await desk.open({ files: { "config/articles_config.yaml": MISTAKES } });
    const { workbench } = desk;
    const { page } = workbench;
    const word = (text: string) =>
      page.locator(".editor-group-container.active .view-line span", { hasText: text }).last();
    await openConfig("articles_config.yaml");
    await page.locator(".view-overlays .squiggly-warning").first().waitFor({ timeout: 40_000 });
    await word("stopword").click();
    await page.keyboard.press("Control+.");
    const menu = page.locator(".action-widget");
    await menu.locator(".action", { hasText: "Change to stopwords" }).waitFor();
    await workbench.screenshot("quick-fix");
    await menu.locator(".action", { hasText: "TI Scraper: Fix All" }).click();
    await until("a text without mistakes", async () => {
      const text = await workbench.editorText();
      return ["https://news.example/feed.xml", "stopwords: [imprint]", "match:"].every((part) => text.includes(part));
    });

    await word("stopwords").click();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Space");
    const offered = page.locator(".suggest-widget .monaco-list-row");
    await offered.filter({ hasText: "specialHandling" }).waitFor();
    assert.equal(await offered.filter({ hasText: "stopwords" }).count(), 0);
    await workbench.screenshot("completion");
    await page.keyboard.press("Escape");
    await word("stopwords").hover();
    await page.locator(".monaco-hover:visible", { hasText: "A link of a page is dropped" }).waitFor();
    await workbench.screenshot("key-hover");
  });

  it("says in the view that no tracked name is in the news", async () => {
    await openQuiet();
    await desk.scan();
    await desk.workbench.statusBarItem("1 new article, no match").waitFor();
    await until("welcome", async () =>
      (await desk.workbench.sidebarText()).includes("No tracked name is in the news so far."),
    );
    await desk.workbench.screenshot("nothing-found");
  });

  it("ends a scan by a click on the status bar: 200 ms later no socket is open and nothing was written", async () => {
    await openQuiet();
    desk.feed.setDelay(30_000);
    await desk.workbench.runCommand("TI Scraper: Scan");
    await until("an open socket", () => desk.feed.openSockets() > 0);
    const status = desk.workbench.statusBarItem(/\d+\/\d+/);
    await status.click();
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(desk.feed.openSockets(), 0);
    desk.feed.setDelay(0);
    await status.waitFor({ state: "detached" });
    assert.deepEqual(fs.readdirSync(desk.folder), ["config"]);
  });

  it("moves a plain-text key to secret storage: blanked in the file, nothing else changed, and never sent", async () => {
    const config = articlesConfig({
      feeds: [desk.feed.feed],
      names: ["Clop"],
      xsoar: desk.feed.origin,
      apiKey: PLAIN_KEY,
    });
    const text = `${JSON.stringify(config, null, 4).replaceAll("\n", "\r\n")}\r\n`;
    await desk.open({ files: { [CONFIG]: text } });
    await desk.workbench.runCommand("TI Scraper: Scan");
    const told = await desk.workbench.waitForNotification("API key in plain text");
    assert.match(told.text, /It was not sent/);
    assert.deepEqual(
      desk.feed.requests().filter((asked) => asked !== "/feed.xml"),
      [],
      "nothing was sent to the server",
    );
    await desk.workbench.screenshot("plain-key");
    await desk.workbench.clickNotification("API key in plain text", "Move Key");
    await desk.workbench.clickDialog("Use This Server");
    await desk.workbench.waitForNotification("is in secret storage now");
    await until("blanked", () => desk.read(CONFIG) === text.replace(PLAIN_KEY, ""));
    assert.deepEqual(
      filesWith(desk.vscode.dataDir, PLAIN_KEY).filter((name) => !name.includes("History")),
      [],
    );
  });

  it("creates a configuration where there is none, in the format the user picks", async () => {
    await desk.open();
    await until("welcome", async () => (await desk.workbench.sidebarText()).includes("Create Configuration"));
    await screenshotInThemes(desk.workbench, "no-config");
    await narrow(desk.workbench, "sidebar", async () => {
      await desk.workbench.screenshot("no-config-narrow");
    });
    await desk.workbench.runCommand("TI Scraper: Create Configuration");
    await desk.workbench.pick("YAML");
    await tickOnly(desk.workbench, "Which feeds", []);
    await tickOnly(desk.workbench, "Which names", ["Akira"]);
    await desk.workbench.page.locator('.tab.active[data-resource-name="articles_config.yaml"]').waitFor();
    const text = desk.read("config/articles_config.yaml");
    assert.match(text, /^\s*#/m, "comments explain the keys");
    assert.match(text, /profileData/);
    await desk.workbench.screenshot("new-config");
  });
});
