import assert from "node:assert/strict";
import fs from "node:fs";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { type FeedServer, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";
const HOSTILE = "[x](command:workbench.action.quit)";
const ODD_URL = "https://news.example/a%26b%2Fc/d+e?q=1%2B1&r=a=b&s=%C3%BC";
const KEY = "hostile-test-key";

describe("hostile text and odd addresses", () => {
  let feed: FeedServer;
  let xsoar: Xsoar;
  let folder: string;
  let vscode: OpenWorkbench;

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([
      { title: `${HOSTILE} Emberfox \u202egnp.exe **bold** $(error)`, url: ODD_URL },
      { title: "A bad link: Emberfox", url: "javascript:alert(1)" },
    ]);
    xsoar = await startXsoar({ key: KEY, host: "127.0.1.8" });
    folder = makeWorkspace({
      "config/articles_config.json": articlesConfig({
        feeds: [feed.feed],
        names: [HOSTILE, "Emberfox"],
        xsoar: xsoar.origin,
      }),
    });
    vscode = await openWorkbench({ workspace: folder });
    await vscode.workbench.runCommand("TI Scraper: Set XSOAR API Key");
    await vscode.workbench.clickDialog("Use This Server");
    await vscode.workbench.answerInput(KEY);
    await vscode.workbench.waitForNotification("answers and accepts the key");
    await vscode.workbench.clearNotifications();
    await vscode.workbench.openContainer("TI Scraper");
  });

  after(async () => {
    await vscode?.close();
    await xsoar?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("makes no link of a name in a notification, nor an icon in a quick pick", async () => {
    await vscode.workbench.runCommand("TI Scraper: Scan");
    const told = await vscode.workbench.waitForNotification("have no record in Cortex XSOAR");
    assert.match(told.text, /\(x\)\(command:workbench\.action\.quit\)/);
    assert.deepEqual(told.buttons, ["Review…", "Create All", "Not Now", "Open Result File"]);
    const links = vscode.workbench.notification("have no record").locator(".notification-list-item-message a");
    assert.equal(await links.count(), 0);
    await vscode.workbench.screenshot("hostile-notification");
    await vscode.workbench.clickNotification("have no record", "Review…");
    await vscode.workbench.quickInput().waitFor();
    const text = await vscode.workbench.quickText();
    assert.ok(text.includes(HOSTILE), text);
    assert.ok(text.includes("$(error)"), text);
    await vscode.workbench.screenshot("hostile-review");
    await vscode.workbench.toggle(HOSTILE);
    await vscode.workbench.page.locator(".quick-input-widget:visible .monaco-button", { hasText: "OK" }).click();
    await vscode.workbench.clickNotification("1 new record: Emberfox.", "Write");
    await vscode.workbench.waitForNotification("Created the Threat Actor record Emberfox");
    assert.deepEqual(
      xsoar.records().map(({ value }) => value),
      ["Emberfox"],
    );
  });

  it("shows the headline as it is, without hidden characters, and explains it in a tooltip without links", async () => {
    await vscode.workbench.clearNotifications();
    const profile = vscode.workbench.treeRow(VIEW, /^\s*Emberfox/);
    await profile.click();
    const row = vscode.workbench.treeRow(VIEW, "**bold**");
    await row.waitFor();
    const text = await row.innerText();
    assert.ok(text.includes(`${HOSTILE} Emberfox gnp.exe **bold** $(error)`), text);
    await row.hover();
    const hover = vscode.workbench.page.locator(".workbench-hover:visible", { hasText: "in the headline" });
    await hover.waitFor();
    const shown = (await hover.innerText()).replaceAll("\u00a0", " ");
    assert.ok(shown.includes(HOSTILE), shown);
    assert.ok(shown.includes(ODD_URL), shown);
    assert.equal(await hover.locator("a").count(), 0);
    assert.equal(await hover.locator("strong", { hasText: "Emberfox" }).count(), 1);
    await vscode.workbench.screenshot("tooltip");
  });

  it("opens the published address byte for byte, and marks the article read", async () => {
    const opened = vscode.workbench.openedLinks().length;
    await vscode.workbench.treeRow(VIEW, "**bold**").click();
    assert.equal(await vscode.workbench.nextLink(opened), ODD_URL);
    await until(
      "read",
      async () =>
        !/1 unread|2 unread/.test(
          (await vscode.workbench.treeTexts(VIEW)).find((row) => row.startsWith("Emberfox")) ?? "unread 1 unread",
        ),
    );
    const made = xsoar.records().find(({ value }) => value === "Emberfox");
    assert.ok(JSON.stringify(made?.CustomFields).includes(ODD_URL), "the note holds the same address");
  });

  it("copies the published address", async () => {
    await vscode.workbench.inlineAction(vscode.workbench.treeRow(VIEW, "**bold**"), "Copy Link");
    await until("clipboard", async () => (await vscode.workbench.clipboard()) === ODD_URL);
  });
});
