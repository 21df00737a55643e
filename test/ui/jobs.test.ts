import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { until } from "./desk";
import { openDesk, openQuestion } from "./openDesk";
import { ReadingPage } from "./readingPage";
import { ReviewPage } from "./reviewPage";

const [KEYWORDS, COUNTS, CONTENTS] = ["Keywords", "Counts", "Contents"] as const;
const QUIET = "All quiet, says Emberfox & sons.";
const OLD = "02 Count Hits Result Files/2023-01-02_080000_counts.csv";
const KEPT = ["02 Count Hits Result Files/Emberfox_profile.txt", "02 Count Hits Result Files/notes.csv"];

/** Keywords, counts and contents, from the first scan to the clean-up. */
describe("the other jobs in VS Code", () => {
  const desk = openDesk({ size: { width: 1280, height: 900 } });
  const page = (text: string) => `<html><body>menu<main><h1>Status</h1>${text}</main></body></html>`;
  const section = (name: string) =>
    desk.workbench.page.locator(".part.sidebar .pane-header", { hasText: new RegExp(`^${name}`, "i") }).first();
  const openSection = async (name: string): Promise<void> => {
    await section(name).waitFor({ timeout: 30_000 });
    if ((await section(name).getAttribute("aria-expanded")) !== "true") await section(name).click();
  };

  const pages = (a: string) => ({
    "/feed.xml": `<rss version="2.0"><channel>${[
      ["Emberfox writes a RANSOM note [x](command:y)", "https://news.example/1"],
      ["A port is quiet", "https://news.example/ransom-2"],
      ["Nothing of the kind", "https://news.example/3"],
    ]
      .map(([title, link]) => `<item><title>${title}</title><link>${link}</link></item>`)
      .join("")}</channel></rss>`,
    "/a": page(`<p>${a}</p><p>Second line</p>`),
    "/b": page("<p>Greyheron sells access</p>"),
  });
  /** A folder with three jobs and old results of one. */
  const open = ({ a = QUIET, keywords = true } = {}) => {
    const { origin } = desk.feed;
    const keywordsJob = {
      websiteconfig: { rss_feeds: [`${origin}/feed.xml`], webpages: [], keywords: ["ransom", "leak"] },
    };
    return desk.open({
      pages: pages(a),
      files: {
        ...(keywords ? { "config/keywords_config.json": keywordsJob } : {}),
        "config/counts_config.json": {
          websiteconfig: { webpages: [`${origin}/a`, `${origin}/b`], hit: ["Emberfox", "Greyheron", "Absent"] },
          timeDelta4Delete: 10,
        },
        "config/contents_config.json": {
          websiteconfig: { webpages: [`${origin}/b`, `${origin}/a`, `${origin}/gone`] },
        },
        [OLD]: "old",
        [KEPT[0] ?? ""]: "profile",
        [KEPT[1] ?? ""]: "notes",
      },
    });
  };
  const openScanned = async () => {
    await open();
    await desk.scan();
    await desk.workbench.waitForNotification("Keywords: 2 new articles.");
    await desk.workbench.clearNotifications();
  };

  it("scans a folder without the articles job, tells all in one notification and opens a result file", async () => {
    await open();
    const { workbench } = desk;
    await until("welcome", async () => /no configuration of the articles job/.test(await workbench.sidebarText()));
    await desk.scan();
    const told = await workbench.waitForNotification("Keywords: 2 new articles.");
    assert.match(told.text, /Counts: 2 hits\. Contents: 2 pages read for the first time\. .*1 of 3 sources/);
    assert.equal((await workbench.notifications()).length, 1);
    await workbench.screenshot("jobs-scanned");
    await workbench.clickNotification("Keywords: 2 new articles.", "Open Result File");
    await until("the files to pick from", async () => (await workbench.quickRows().count()) === 3);
    await workbench.pick(/counts\.csv/);
    await workbench.page.locator('.tab.active[data-resource-name$="_counts.csv"]').waitFor();
  });

  it("shows keywords with their articles, and reads and opens one", async () => {
    await openScanned();
    const { workbench } = desk;
    await openSection(KEYWORDS);
    await workbench.treeRow(KEYWORDS, /^\s*leak\s*0/).waitFor();
    await workbench.treeRow(KEYWORDS, /^\s*ransom\s*2/).click();
    const row = workbench.treeRow(KEYWORDS, "Emberfox writes a RANSOM note [x](command:y)");
    await row.waitFor();
    assert.equal(await row.locator(".highlight").first().innerText(), "RANSOM");
    await workbench.contextMenu(row, "Copy Link");
    await until("the clipboard", async () => (await workbench.clipboard()) === "https://news.example/1");
    await row.click();
    const pane = new ReadingPage(workbench);
    await pane.shows("Emberfox writes a RANSOM note [x](command:y)");
    assert.match(await pane.text(), /It holds the keyword ransom\./);
    assert.equal(await pane.frame.locator("h1 mark").innerText(), "RANSOM");
    await pane.button("Read Page").click();
    await pane.says(/The page could not be read, so this is what the feed says\./);
    assert.match(await pane.text(), /The feed says no more than the headline\./);
    const opened = workbench.openedLinks().length;
    await workbench.inlineAction(row, "Open Page");
    assert.equal(await workbench.nextLink(opened), "https://news.example/1");
    await section(KEYWORDS).click();
  });

  it("shows the pages that hold a name, with the name marked", async () => {
    await openScanned();
    const { workbench } = desk;
    await openSection(COUNTS);
    await workbench.treeRow(COUNTS, /^\s*Absent\s*0 pages/).waitFor();
    await workbench.treeRow(COUNTS, /^\s*Emberfox\s*1 page/).click();
    const row = workbench.treeRow(COUNTS, "All quiet, says");
    await row.waitFor();
    assert.equal(await row.locator(".highlight").first().innerText(), "Emberfox");
    await workbench.screenshot("jobs-counts");
    const opened = workbench.openedLinks().length;
    await row.click();
    assert.equal(await workbench.nextLink(opened), `${desk.feed.origin}/a`);
    await section(COUNTS).click();
  });

  it("shows what changed on a page in the diff editor, and the text of one that did not", async () => {
    await openScanned();
    const { workbench } = desk;
    desk.feed.setPages(pages("No longer quiet."));
    await workbench.runCommand("TI Scraper: Run Contents");
    await workbench.waitForNotification("Contents: 1 page changed.");
    await openSection(CONTENTS);
    await until("the pages", async () => (await workbench.treeTexts(CONTENTS)).length === 3);
    const rows = await workbench.treeTexts(CONTENTS);
    assert.match(rows[0] ?? "", /^127\.0\.1\.7:\d+\/a\s*changed .*20\d\d/);
    assert.match(rows[1] ?? "", /\/gone\s*failed: .*404/);
    assert.match(rows[2] ?? "", /\/b\s*same$/);
    await workbench.treeRow(CONTENTS, /\/a\s*changed/).click();
    await workbench.page.locator(".tab.active", { hasText: "last change" }).waitFor();
    await until("both versions", async () => {
      const text = await desk.workbench.editorText();
      return text.includes("All quiet, says Emberfox") && text.includes("No longer quiet.");
    });
    await workbench.clearNotifications();
    await workbench.screenshot("jobs-contents-dark");
    await workbench.screenshotInLight("jobs-contents-light");
    await workbench.treeRow(CONTENTS, /\/b\s*same/).click();
    await until("the text", async () => (await desk.workbench.editorText()).includes("Greyheron sells access"));
  });

  it("says what is wrong with one configuration, and runs the other jobs all the same", async () => {
    await open({ a: "No longer quiet." });
    const { workbench } = desk;
    desk.write("config/keywords_config.json", '{\n  "websiteconfig": 5\n}');
    await desk.scan();
    const told = await workbench.waitForNotification("Counts: 1 hit.");
    assert.match(told.text, /config\/keywords_config\.json, line 2: .*websiteconfig/);
    assert.ok(told.buttons.includes("Open Configuration"));
    await workbench.clickNotification("Counts: 1 hit.", "Open Configuration");
    await workbench.page.locator('.tab.active[data-resource-name="keywords_config.json"]').waitFor();
  });

  it("a job whose configuration goes loses its section", async () => {
    await open();
    await section(KEYWORDS).waitFor();
    fs.rmSync(path.join(desk.folder, "config", "keywords_config.json"));
    await until("the section", async () => (await section(KEYWORDS).count()) === 0);
    assert.equal(await section(COUNTS).count(), 1);
  });

  it("offers old result files as an open question, lists them, and removes no other file", async () => {
    await openScanned();
    const { workbench } = desk;
    await openQuestion(workbench, "Clean up old result files");
    await workbench.dialog().waitFor();
    const asked = (await workbench.dialog().innerText()).replace(/\s+/g, " ");
    assert.match(asked, /Move 1 old result file to the trash\?/);
    assert.ok(asked.includes(OLD), asked);
    await workbench.screenshot("jobs-clean-up");
    await workbench.clickDialog("Move to Trash");
    // A VS Code in a browser has no trash, and asks again.
    await workbench.dialog().filter({ hasText: "for good" }).waitFor();
    assert.ok(fs.existsSync(path.join(desk.folder, OLD)), "nothing is deleted before the second answer");
    await workbench.clickDialog("Delete for Good");
    await workbench.waitForNotification("1 old result file was deleted.");
    assert.equal(fs.existsSync(path.join(desk.folder, OLD)), false);
    for (const file of KEPT) assert.ok(fs.existsSync(path.join(desk.folder, file)), file);
    await until("no question", async () => !(await workbench.sidebarText()).includes("Clean up old result files"));
  });

  it("has a mail about a job ready, with a folder that has no articles job", async () => {
    await open();
    const { workbench } = desk;
    desk.write("config/counts_config.json", {
      websiteconfig: { webpages: [`${desk.feed.origin}/b`], hit: ["Greyheron"] },
      mailconfig: {
        sendMail: true,
        previewFirst: true,
        mailServer: "mail.example:465",
        senderMailAddress: "desk@mail.example",
        destinationMailAddress: "team@mail.example",
        mailSubject: "Hits of today",
      },
    });
    await workbench.runCommand("TI Scraper: Run Counts");
    await workbench.clickNotification("A mail about this scan is ready.", "Preview Mail");
    const page = new ReviewPage(workbench);
    await page.says(/1 mail waits to be sent\.[^]*Hits of today[^]*To: team@mail\.example[^]*Greyheron \(1\)/);
    await workbench.screenshot("jobs-mail");
    await page.button("Discard").click();
    await until("its end", async () => (await workbench.page.locator(".tab", { hasText: "Mail" }).count()) === 0);
  });

  it("creates the configuration of a job with comments", async () => {
    await open({ keywords: false });
    const { workbench } = desk;
    await workbench.runCommand("TI Scraper: Create Configuration");
    await until("the jobs", async () => (await workbench.quickLabels()).includes("Contents"));
    await workbench.screenshot("jobs-create");
    await workbench.pick("Keywords");
    await until("the formats", async () => /Create Configuration \(2\/2\)/.test(await workbench.quickText()));
    await workbench.pick("YAML");
    await workbench.page.locator('.tab.active[data-resource-name="keywords_config.yaml"]').waitFor();
    assert.match(desk.read("config/keywords_config.yaml"), /# .+\n {2}keywords:/);
    await section(KEYWORDS).waitFor();
  });
});
