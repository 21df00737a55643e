import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { type FeedServer, type Item, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";
const KEY = "records-test-key";
const story = (title: string): Item => ({ title, url: `https://news.example/${title.replaceAll(" ", "-")}` });

/** What is not as it should be at Cortex XSOAR, and answers that come late or never. */
describe("records in VS Code", () => {
  let feed: FeedServer;
  let xsoar: Xsoar;
  let other: FeedServer;
  let folder: string;
  let vscode: OpenWorkbench;
  const items: Item[] = [story("Emberfox phishes again"), story("Greyheron leak")];

  const configure = (host: string) =>
    fs.writeFileSync(
      path.join(folder, "config", "articles_config.json"),
      JSON.stringify(articlesConfig({ feeds: [feed.feed], names: ["Emberfox", "Greyheron", "Sunwasp"], xsoar: host })),
    );
  const scan = async (...found: Item[]) => {
    items.unshift(...found);
    feed.setItems(items);
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Scan");
  };

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed(items);
    other = await startFeed([]);
    xsoar = await startXsoar({ key: KEY, host: "127.0.1.8" });
    for (const value of ["Greyheron", "GREY HERON"]) {
      xsoar.put({
        value,
        indicator_type: "Threat Actor",
        version: 1,
        CustomFields: { aliases: ["Greyheron"], communitynotes: [] },
      });
    }
    folder = makeWorkspace({ "config/articles_config.json": "{}" });
    configure(xsoar.origin);
    vscode = await openWorkbench({ workspace: folder });
    await vscode.workbench.openContainer("TI Scraper");
    await vscode.workbench.runCommand("TI Scraper: Set XSOAR API Key");
    await vscode.workbench.clickDialog("Use This Server");
    await vscode.workbench.answerInput(KEY);
    await vscode.workbench.waitForNotification("answers and accepts the key");
  });

  after(async () => {
    await vscode?.close();
    await xsoar?.close();
    await feed?.close();
    await other?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("asks for the missing one and names the ambiguous one in the same message; the ambiguous is a row, nothing is written", async () => {
    await scan();
    const told = await vscode.workbench.waitForNotification("Emberfox has no record in Cortex XSOAR");
    assert.match(told.text, /Greyheron has twin records \(.*Greyheron.*\): nothing was written for it\. Merge them/);
    await vscode.workbench.treeRow(VIEW, /^\s*Greyheron\s*1 unread · 2 records/).click();
    await vscode.workbench.treeRow(VIEW, "Twin records, to be merged in Cortex XSOAR: ").waitFor();
    assert.deepEqual(
      xsoar.requests().filter(({ action }) => action === "edit"),
      [],
    );
  });

  it("shows the articles when asked to, and goes on from the row", async () => {
    await vscode.workbench.clickNotification("Emberfox has no record", "Show Articles");
    await vscode.workbench.treeRow(VIEW, "Emberfox phishes again").waitFor();
    await vscode.workbench.treeRow(VIEW, "Create a Threat Actor record").waitFor();
    assert.ok(!xsoar.records().some(({ value }) => value === "Emberfox"));
  });

  it("looks again before it creates: what somebody made meanwhile gets the notes", async () => {
    xsoar.put({
      value: "Emberfox",
      indicator_type: "Threat Actor",
      version: 1,
      CustomFields: { aliases: ["Emberfox"], communitynotes: [] },
    });
    await vscode.workbench.treeRow(VIEW, "Create a Threat Actor record").click();
    await vscode.workbench.clickNotification("1 note for Emberfox.", "Write");
    await vscode.workbench.waitForNotification("Added 1 note to Emberfox.");
    const [record, ...more] = xsoar.records().filter(({ value }) => value === "Emberfox");
    assert.deepEqual(more, []);
    assert.ok(JSON.stringify(record?.CustomFields).includes("https://news.example/Emberfox-phishes-again"));
    await vscode.workbench.treeRow(VIEW, /^\s*Emberfox\s*1 unread · has a record/).waitFor();
  });

  it("does not ask again after Not Now; the row still offers it", async () => {
    await scan(story("Sunwasp returns"));
    await vscode.workbench.clickNotification("Sunwasp has no record in Cortex XSOAR", "Not Now");
    await scan(story("Sunwasp once more"));
    const told = await vscode.workbench.waitForNotification("1 new article. 1 new match for Sunwasp.");
    assert.ok(!told.text.includes("no record"), told.text);
    assert.ok(!told.text.includes("Greyheron"), "what was said before is not said again");
    const row = vscode.workbench.treeRow(VIEW, /^\s*Sunwasp\s*2 unread · no record/);
    await vscode.workbench.inlineAction(row, "Create Threat Actor Record");
    await vscode.workbench.clickNotification("1 new record: Sunwasp.", "Write");
    await vscode.workbench.waitForNotification("Created the Threat Actor record Sunwasp with 2 notes.");
  });

  it("says once that Cortex XSOAR refuses the key, and all else works", async () => {
    xsoar.fail({ kind: "answer", status: 401, times: 100 });
    await scan(story("Emberfox three"));
    const told = await vscode.workbench.waitForNotification("1 new article. 1 new match for Emberfox.");
    assert.match(told.text, /key/i);
    await until(
      "one",
      async () => (await vscode.workbench.page.locator(".notifications-toasts .notification-list-item").count()) === 1,
    );
    await vscode.workbench.treeRow(VIEW, /^\s*Emberfox\s*2 unread/).waitFor();
    xsoar.clearFaults();
  });

  it("writes what was left over with the next scan", async () => {
    await scan();
    await vscode.workbench.waitForNotification("0 new articles");
    const record = xsoar.records().find(({ value }) => value === "Emberfox");
    assert.ok(JSON.stringify(record?.CustomFields).includes("https://news.example/Emberfox-three"));
  });

  it("never sends the key to another server the workspace names", async () => {
    configure(other.origin);
    await scan(story("Emberfox four"));
    await vscode.workbench.waitForNotification(`No API key is stored for ${other.origin}.`);
    assert.deepEqual(other.requests(), []);
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Set XSOAR API Key");
    await vscode.workbench.dialog().waitFor();
    assert.ok((await vscode.workbench.dialog().innerText()).includes(other.origin));
    await vscode.workbench.clickDialog("Cancel");
    assert.deepEqual(other.requests(), []);
    configure(xsoar.origin);
  });

  it("adds one article to its record when told to, once", async () => {
    const article = vscode.workbench.treeRow(VIEW, /^\s*Emberfox four/);
    await vscode.workbench.inlineAction(article, "Add to XSOAR");
    await vscode.workbench.waitForNotification("Added 1 note to Emberfox.");
    const record = xsoar.records().find(({ value }) => value === "Emberfox");
    assert.equal(JSON.stringify(record?.CustomFields).split("https://news.example/Emberfox-four").length, 2);
  });
});
