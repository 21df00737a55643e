import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { type FeedServer, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";
const KEY = "ui-keywords-key-0123456789abcdef";

/** What the keywords find, from the key to the record: without an articles job at first, then beside it. */
describe("notes of the keywords job in VS Code", () => {
  let feed: FeedServer;
  let xsoar: Xsoar;
  let folder: string;
  let vscode: OpenWorkbench;

  const notesOf = (value: string): readonly string[] => {
    const found = xsoar.records().find((record) => record.value === value)?.CustomFields?.["communitynotes"];
    return ((found ?? []) as { readonly notes: string }[]).map(({ notes }) => notes);
  };

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([
      { title: "Emberfox writes a ransom note", url: "https://news.example/note" },
      { title: "Greyheron sells ransom advice", url: "https://news.example/advice" },
      { title: "Emberfox is quiet", url: "https://news.example/quiet" },
    ]);
    xsoar = await startXsoar({ key: KEY, host: "127.0.1.8" });
    xsoar.put({ value: "Emberfox", indicator_type: "Threat Actor", CustomFields: null });
    folder = makeWorkspace({
      "config/keywords_config.json": {
        websiteconfig: { rss_feeds: [feed.feed], webpages: [], keywords: ["ransom"] },
        profileRecords: true,
        profiling: {
          profileData: ["Emberfox", "Greyheron"],
          profile2cortex: true,
          CortexXSOARAPIConfig: { host: xsoar.origin },
        },
      },
    });
    vscode = await openWorkbench({ workspace: folder });
    await vscode.workbench.openContainer("TI Scraper");
  });

  after(async () => {
    await vscode?.close();
    await xsoar?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("wait for a key, which is set for the server of the keywords configuration", async () => {
    const { workbench } = vscode;
    await workbench.runCommand("TI Scraper: Run Keywords");
    const told = await workbench.waitForNotification("Keywords: 2 new articles.");
    assert.match(told.text, /No API key is stored for http:\/\/127/);
    assert.deepEqual(told.buttons, ["Set API Key", "Open Result File", "Show Log"]);
    await until("what waits", async () => (await workbench.treeTexts(VIEW)).some((row) => row.includes("Emberfox")));
    await workbench.screenshot("keywords-waiting");
    await workbench.clickNotification("Keywords: 2 new articles.", "Set API Key");
    await workbench.clickDialog("Use This Server");
    await workbench.quickInput().waitFor();
    await workbench.answerInput(KEY);
    await workbench.waitForNotification("answers and accepts the key");
  });

  it("are written with the next run, and a record that is missing is asked for beside the result file", async () => {
    const { workbench } = vscode;
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Run Keywords");
    const question = "Greyheron has no record in Cortex XSOAR.";
    const told = await workbench.waitForNotification(question);
    assert.match(told.text, /Keywords: 0 new articles\./);
    assert.deepEqual(told.buttons, ["Create", "Show Articles", "Not Now", "Open Result File"]);
    assert.deepEqual(notesOf("Emberfox"), ["Emberfox writes a ransom note: https://news.example/note"]);
    await workbench.screenshot("keywords-question");
    await workbench.clickNotification(question, "Open Result File");
    await workbench.page.locator('.tab.active[data-resource-name$="_keyword_search.txt"]').waitFor();
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Run Keywords");
    await workbench.clickNotification(question, "Create");
    await workbench.waitForNotification("1 new record: Greyheron.");
    await workbench.clickNotification("1 new record: Greyheron.", "Write");
    await workbench.waitForNotification("Created the Threat Actor record Greyheron with 1 note.");
    assert.deepEqual(notesOf("Greyheron"), ["Greyheron sells ransom advice: https://news.example/advice"]);
  });

  it("are not written a second time by the articles job, whose own notes come in the same run", async () => {
    const { workbench } = vscode;
    await workbench.clearNotifications();
    fs.writeFileSync(
      path.join(folder, "config", "articles_config.json"),
      JSON.stringify(articlesConfig({ feeds: [feed.feed], names: ["Emberfox"], xsoar: xsoar.origin })),
    );
    feed.setItems([
      { title: "Emberfox writes a ransom note", url: "https://news.example/note" },
      { title: "Emberfox is quiet", url: "https://news.example/quiet" },
      { title: "Greyheron wants a ransom", url: "https://news.example/wants" },
    ]);
    await workbench.runCommand("TI Scraper: Scan");
    const told = await workbench.waitForNotification("Keywords: 1 new article.");
    assert.match(told.text, /3 new articles\./);
    assert.deepEqual([...notesOf("Emberfox")].sort(), [
      "Emberfox is quiet: https://news.example/quiet",
      "Emberfox writes a ransom note: https://news.example/note",
    ]);
    assert.equal(notesOf("Greyheron").length, 2);
  });

  it("leave the articles to run by themselves", async () => {
    const { workbench } = vscode;
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Run Articles");
    const told = await workbench.waitForNotification("0 new articles.");
    assert.equal(/Keywords/.test(told.text), false);
  });
});
