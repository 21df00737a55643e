import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { type FeedServer, type Item, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";
const KEY = "review-test-key-42";
const story = (title: string): Item => ({ title, url: `https://news.example/${title.replaceAll(" ", "-")}` });

/** What waits for Cortex XSOAR, and what would be written there. */
describe("changes for XSOAR in VS Code", () => {
  let feed: FeedServer;
  let xsoar: Xsoar;
  let folder: string;
  let vscode: OpenWorkbench;
  const items: Item[] = [];

  const configure = (more: object = {}) => {
    const config = articlesConfig({
      feeds: [feed.feed],
      names: ["Emberfox", "Greyheron", "Sunwasp"],
      xsoar: xsoar.origin,
    }) as {
      profiling: { CortexXSOARAPIConfig: object };
    };
    Object.assign(config.profiling.CortexXSOARAPIConfig, more);
    fs.writeFileSync(path.join(folder, "config", "articles_config.json"), JSON.stringify(config, null, 2));
  };
  const scan = async (...found: Item[]) => {
    items.unshift(...found);
    feed.setItems(items);
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Scan");
  };
  const writes = () => xsoar.requests().filter(({ action }) => action === "edit" || action === "create");
  const notesOf = (value: string) =>
    JSON.stringify(xsoar.records().find((record) => record.value === value)?.CustomFields);
  /** Down for the next requests, as long as nobody mends it. */
  const breakServer = () => xsoar.fail({ kind: "answer", status: 502, times: 1000 });
  const pendingRow = () => vscode.workbench.treeRow(VIEW, /note waits/);
  const editorText = async () =>
    (await vscode.workbench.page.locator(".monaco-editor .view-line").allInnerTexts())
      .join("\n")
      .replaceAll("\u00a0", " ");

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed(items);
    xsoar = await startXsoar({ key: KEY, host: "127.0.1.8" });
    xsoar.put({
      value: "Emberfox",
      indicator_type: "Threat Actor",
      version: 1,
      CustomFields: { aliases: ["Emberfox"], communitynotes: [{ notes: "seen in spring", source: "desk" }] },
    });
    folder = makeWorkspace({ "config/articles_config.json": "{}" });
    configure();
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
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("keeps a note while the server is down, says why in its row, and writes it on Retry", async function () {
    this.timeout(120_000);
    breakServer();
    await scan(story("Emberfox phishes again"));
    const told = await vscode.workbench.waitForNotification("1 new match for Emberfox.", 60_000);
    assert.match(told.text, /internal error \(502\)/);
    assert.equal(told.buttons[0], "Try Again");
    await vscode.workbench.treeRow(VIEW, /^\s*Emberfox\s*1 unread/).click();
    await pendingRow().waitFor();
    assert.match(await pendingRow().innerText(), /1 note waits: Cortex XSOAR reports an internal error \(502\)/);
    await pendingRow().hover();
    await vscode.workbench.screenshot("pending-dark");
    xsoar.clearFaults();
    await vscode.workbench.clearNotifications();
    await vscode.workbench.inlineAction(pendingRow(), "Retry");
    await vscode.workbench.waitForNotification("Added 1 note to Emberfox.");
    await until("no pending row", async () => (await pendingRow().count()) === 0);
    assert.match(notesOf("Emberfox"), /Emberfox-phishes-again/);
  });

  it("gives a note up on Discard, after a question, and does not write it later", async function () {
    this.timeout(120_000);
    breakServer();
    await scan(story("Emberfox second"));
    await vscode.workbench.waitForNotification("1 new match for Emberfox.", 60_000);
    await vscode.workbench.inlineAction(pendingRow(), "Discard");
    assert.match(await vscode.workbench.dialog().innerText(), /Discard what waits for Emberfox/);
    await vscode.workbench.clickDialog("Discard");
    await until("no pending row", async () => (await pendingRow().count()) === 0);
    xsoar.clearFaults();
    await scan();
    await vscode.workbench.waitForNotification("0 new articles");
    assert.ok(!notesOf("Emberfox").includes("Emberfox-second"));
  });

  it("shows what a record would get, and Write writes just that", async function () {
    this.timeout(120_000);
    breakServer();
    await scan(story("Emberfox third [x](command:y)"));
    await vscode.workbench.waitForNotification("1 new match for Emberfox.", 60_000);
    xsoar.clearFaults();
    xsoar.clearRequests();
    await vscode.workbench.clearNotifications();
    await vscode.workbench.inlineAction(pendingRow(), "Review Changes");
    await vscode.workbench.waitForNotification("Nothing is sent to");
    await until("the diff", async () => /- Emberfox third \[x\]\(command:y\):\s+https/.test(await editorText()));
    assert.match(await editorText(), /- seen in spring/);
    assert.deepEqual(writes(), [], "nothing is written before");
    await vscode.workbench.screenshot("diff-dark");
    await vscode.workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await vscode.workbench.screenshot("diff-light");
    await vscode.workbench.clickNotification("Nothing is sent to", "Write");
    await vscode.workbench.waitForNotification("Added 1 note to Emberfox.");
    const [edit, ...more] = writes();
    assert.deepEqual([edit?.action, edit?.status, more.length], ["edit", 200, 0]);
    assert.match(notesOf("Emberfox"), /Emberfox-third/);
    assert.match(notesOf("Emberfox"), /seen in spring/);
    await until(
      "closed",
      async () => (await vscode.workbench.page.locator(".tab", { hasText: "Changes" }).count()) === 0,
    );
  });

  it("shows a new record as it will be before it creates it", async () => {
    await scan(story("Greyheron leak"));
    xsoar.clearRequests();
    await vscode.workbench.clickNotification("Greyheron has no record", "Create");
    await vscode.workbench.waitForNotification("1 new record: Greyheron.");
    await until("the record", async () => /"value": "Greyheron"/.test(await editorText()));
    await vscode.workbench.screenshot("create-light");
    assert.deepEqual(writes(), []);
    await vscode.workbench.page
      .locator('.editor-actions .action-label[aria-label^="Write Reviewed Changes"]')
      .first()
      .click();
    await vscode.workbench.waitForNotification("Created the Threat Actor record Greyheron with 1 note.");
    assert.deepEqual(
      writes().map(({ action }) => action),
      ["create"],
    );
  });

  it("writes edits and a new record together, from the editor that shows them all", async function () {
    this.timeout(120_000);
    breakServer();
    await scan(story("Emberfox and Greyheron meet"), story("Sunwasp appears"));
    await vscode.workbench.waitForNotification("2 new articles", 60_000);
    xsoar.clearFaults();
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Review Changes");
    const asked = await vscode.workbench.waitForNotification("Nothing is sent to");
    assert.match(asked.text, /2 notes for 2 records\. 1 new record: Sunwasp\./);
    await until("the changes", async () => /Emberfox and Greyheron meet:/.test(await editorText()));
    await vscode.workbench.screenshot("several-light");
    assert.deepEqual(writes().slice(1), [], "nothing is written before");
    xsoar.clearRequests();
    await vscode.workbench.page
      .locator('.editor-actions .action-label[aria-label^="Write Reviewed Changes"]')
      .first()
      .click();
    const told = await vscode.workbench.waitForNotification("Added 2 notes to 2 records.");
    assert.match(told.text, /Created the Threat Actor record Sunwasp with 1 note\./);
    assert.deepEqual(
      writes().map(({ action, status }) => [action, status]),
      [
        ["edit", 200],
        ["edit", 200],
        ["create", 200],
      ],
    );
    for (const name of ["Emberfox", "Greyheron"]) assert.match(notesOf(name), /Emberfox-and-Greyheron-meet/);
    assert.match(notesOf("Sunwasp"), /Sunwasp-appears/);
    await until(
      "closed",
      async () => (await vscode.workbench.page.locator(".tab", { hasText: "Changes" }).count()) === 0,
    );
  });

  it("sends nothing in a dry run, and shows what it would have sent", async () => {
    configure({ dry_run: true });
    xsoar.clearRequests();
    await scan(story("Emberfox fourth"), story("Greyheron again"));
    const told = await vscode.workbench.waitForNotification("Dry run, nothing was sent");
    assert.match(told.text, /2 notes for 2 records\./);
    await vscode.workbench.clickNotification("Dry run, nothing was sent", "Review Changes");
    await vscode.workbench.waitForNotification("Dry run is switched on");
    await until("the diffs", async () =>
      /Emberfox-fourth[^]*Greyheron-again|Greyheron-again[^]*Emberfox-fourth/.test(await editorText()),
    );
    await vscode.workbench.treeRow(VIEW, /^\s*Greyheron/).click();
    await vscode.workbench.screenshot("dry-run-light");
    assert.deepEqual(writes(), []);
    assert.equal(
      await vscode.workbench.page.locator('.editor-actions .action-label[aria-label^="Write Reviewed"]').count(),
      0,
    );
    await vscode.workbench.runCommand("TI Scraper: Cancel Review");
    await until(
      "closed",
      async () => (await vscode.workbench.page.locator(".tab", { hasText: "Changes" }).count()) === 0,
    );
  });
});
