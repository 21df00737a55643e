import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { type FeedServer, articlesConfig, filesWith, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";
const KEY = "ui-test-key-0123456789abcdef";

/** One analyst's morning, from the key to the second scan; each step stands on the one before. */
describe("the main job in VS Code", () => {
  let feed: FeedServer;
  let xsoar: Xsoar;
  let folder: string;
  let vscode: OpenWorkbench;

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([
      { title: "Clop claims another victim", url: "https://news.example/clop-claims" },
      { title: "Winter Vivern reads diplomats' mail", url: "https://news.example/vivern" },
      { title: "TA473 is seen again", url: "https://news.example/ta473" },
      { title: "The market continues to grow", url: "https://news.example/market" },
    ]);
    xsoar = await startXsoar({ key: KEY, host: "127.0.1.8" });
    xsoar.put({
      value: "Winter Vivern",
      indicator_type: "Threat Actor",
      version: 1,
      CustomFields: { aliases: ["Winter Vivern", "TA473"], communitynotes: [] },
    });
    folder = makeWorkspace({
      "config/articles_config.json": articlesConfig({
        feeds: [feed.feed, `${feed.origin}/gone.xml`],
        names: ["Clop", "Conti", "WinterVivern"],
        xsoar: xsoar.origin,
      }),
    });
    vscode = await openWorkbench({ workspace: folder });
  });

  after(async () => {
    await vscode?.close();
    await xsoar?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const toasts = () => vscode.workbench.page.locator(".notifications-toasts .notification-list-item");

  /** One notification for a scan: the progress has left, and nothing came beside the one. */
  const onlyOne = () => until("one notification", async () => (await toasts().count()) === 1, 5000);

  it("invites to a first scan", async () => {
    await vscode.workbench.openContainer("TI Scraper");
    await until("welcome", async () =>
      (await vscode.workbench.sidebarText()).includes("See which tracked threat actors"),
    );
    await vscode.workbench.screenshot("never-scanned");
  });

  it("scans without a key: the tree fills, and one message says that the key is missing", async () => {
    await vscode.workbench.runCommand("TI Scraper: Scan");
    const told = await vscode.workbench.waitForNotification("4 new articles.");
    assert.match(
      told.text,
      /2 new matches for 2 names\. 1 of 2 sources could not be read\. No API key is stored for http:\/\/127/,
    );
    assert.deepEqual(told.buttons, ["Set API Key", "Open Result File", "Show Log"]);
    await onlyOne();
    await vscode.workbench.treeRow(VIEW, "Clop").waitFor();
    const rows = await vscode.workbench.treeTexts(VIEW);
    assert.ok(
      rows.some((row) => /Clop.*1 unread/.test(row)),
      rows.join(" | "),
    );
    assert.ok(
      rows.some((row) => /WinterVivern.*1 unread/.test(row)),
      rows.join(" | "),
    );
    assert.ok(!rows.some((row) => row.includes("Conti")), "continues is not Conti");
    assert.ok(rows.some((row) => row.includes("1 source could not be read")));
    assert.equal(await vscode.workbench.badge("TI Scraper"), "2");
    assert.match(await vscode.workbench.containerLabel("TI Scraper"), /2 unread articles name tracked profiles/);
    assert.equal(xsoar.requests().length, 0, "nothing is sent without a key");
    const [result] = fs.readdirSync(path.join(folder, "00 Article Result Files"));
    assert.match(
      fs.readFileSync(path.join(folder, "00 Article Result Files", result ?? ""), "utf8"),
      /Clop claims another victim\nhttps:\/\/news\.example\/clop-claims\n\n/,
    );
    await vscode.workbench.screenshot("first-scan");
  });

  it("stores the key for the server the user confirmed, and tries it", async () => {
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Set XSOAR API Key");
    await vscode.workbench.dialog().waitFor();
    assert.ok((await vscode.workbench.dialog().innerText()).includes(xsoar.origin), "the whole address is shown");
    await vscode.workbench.screenshot("confirm-server");
    await vscode.workbench.clickDialog("Use This Server");
    await vscode.workbench.quickInput().waitFor();
    assert.equal(await vscode.workbench.quickInput().getAttribute("type"), "password");
    await vscode.workbench.answerInput(KEY);
    await vscode.workbench.waitForNotification("answers and accepts the key");
    const [test] = xsoar.requests();
    assert.equal(test?.status, 200);
  });

  it("asks once after the next scan, and Create shows and makes the record in Cortex XSOAR", async () => {
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Scan");
    const question = "Clop has no record in Cortex XSOAR. Create a Threat Actor record with 1 article?";
    const told = await vscode.workbench.waitForNotification(question);
    assert.deepEqual(told.buttons, ["Create", "Show Articles", "Not Now", "Open Result File"]);
    await onlyOne();
    await vscode.workbench.screenshot("create-question");
    assert.equal(xsoar.records().length, 1, "nothing is created unasked");
    const noted = xsoar.records().find(({ value }) => value === "Winter Vivern");
    assert.deepEqual(notes(noted?.CustomFields), ["Winter Vivern reads diplomats' mail: https://news.example/vivern"]);

    await vscode.workbench.clickNotification(question, "Create");
    await vscode.workbench.waitForNotification("1 new record: Clop.");
    assert.equal(xsoar.records().length, 1, "nothing is created before it was seen");
    await vscode.workbench.clickNotification("1 new record: Clop.", "Write");
    await vscode.workbench.waitForNotification("Created the Threat Actor record Clop with 1 note.");
    const made = xsoar.records().find(({ value }) => value === "Clop");
    assert.equal(made?.["indicator_type"], "Threat Actor");
    assert.deepEqual(made?.CustomFields?.["aliases"], ["Clop"]);
    assert.deepEqual(notes(made?.CustomFields), ["Clop claims another victim: https://news.example/clop-claims"]);
    await until("record state", async () =>
      (await vscode.workbench.treeTexts(VIEW)).some((row) => /Clop.*has a record/.test(row)),
    );
    assert.ok((await vscode.workbench.notification("Created").innerText()).includes("Open Record"));
  });

  it("does not write or ask twice", async () => {
    await vscode.workbench.clearNotifications();
    xsoar.clearRequests();
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await vscode.workbench.waitForNotification("0 new articles. No new match.");
    assert.deepEqual(
      xsoar.requests().filter(({ action }) => action === "edit" || action === "create"),
      [],
    );
  });

  it("syncs aliases, and the next scan finds the other name", async () => {
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Sync Aliases");
    const told = await vscode.workbench.waitForNotification(/^Added \d+ alias/);
    assert.match(told.text, /TA473/);
    const aliases = JSON.parse(fs.readFileSync(path.join(folder, "config", "cortex_aliases.json"), "utf8")) as string[];
    assert.ok(aliases.includes("TA473"), aliases.join());
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await vscode.workbench.waitForNotification("1 new match for WinterVivern.");
    await vscode.workbench.treeRow(VIEW, /WinterVivern.*2 unread/).waitFor();
    const record = xsoar.records().find(({ value }) => value === "Winter Vivern");
    assert.deepEqual(notes(record?.CustomFields).sort(), [
      "TA473 is seen again: https://news.example/ta473",
      "Winter Vivern reads diplomats' mail: https://news.example/vivern",
    ]);
  });

  it("opens a record where the web interface shows it", async () => {
    await vscode.workbench.clearNotifications();
    const record = xsoar.records().find(({ value }) => value === "Clop");
    const opened = vscode.workbench.openedLinks().length;
    await vscode.workbench.inlineAction(vscode.workbench.treeRow(VIEW, /^\s*Clop/), "Open Record");
    assert.equal(await vscode.workbench.nextLink(opened), `${xsoar.origin}/#/indicator/${record?.id}`);
  });

  it("keeps matches, read state and key over a reload, and the key nowhere else", async function () {
    this.timeout(180_000);
    const clop = vscode.workbench.treeRow(VIEW, /^\s*Clop/);
    await vscode.workbench.inlineAction(clop, "Mark Read");
    await vscode.workbench.treeRow(VIEW, /Clop.*1 read/).waitFor();
    await until("read state on disk", () => filesWith(vscode.stateHome, '"read":true').length > 0);
    await vscode.workbench.reload();
    await vscode.workbench.openContainer("TI Scraper");
    await vscode.workbench.treeRow(VIEW, /Clop.*1 read/).waitFor({ timeout: 60_000 });
    xsoar.clearRequests();
    await vscode.workbench.runCommand("TI Scraper: Test XSOAR Connection");
    await vscode.workbench.waitForNotification("answers and accepts the key");
    assert.equal(xsoar.requests()[0]?.status, 200);

    assert.deepEqual(filesWith(vscode.stateHome, KEY), []);
    assert.deepEqual(filesWith(folder, KEY), []);
    assert.deepEqual(filesWith(vscode.vscode.dataDir, KEY), []);
    assert.match(vscode.vscode.logs(), /Cortex XSOAR: Clop: created record/, "the log is there");
    assert.ok(!vscode.vscode.logs().includes(KEY));
  });

  it("forgets the key when told to", async () => {
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Clear XSOAR API Key");
    await vscode.workbench.waitForNotification("was removed");
    await vscode.workbench.clearNotifications();
    xsoar.clearRequests();
    await vscode.workbench.runCommand("TI Scraper: Test XSOAR Connection");
    await vscode.workbench.waitForNotification("No API key is stored");
    assert.equal(xsoar.requests().length, 0);
  });
});

function notes(fields: Readonly<Record<string, unknown>> | null | undefined): string[] {
  const rows = (fields?.["communitynotes"] ?? []) as readonly { readonly notes?: string }[];
  return rows.map((row) => row.notes ?? "");
}
