import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../vscode/project";
import { type World, startWorld } from "../world/world";
import { until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";

/** The demo of `npm start`, and how it looks: wide and narrow, dark and light. */
describe("the demo in VS Code", () => {
  let world: World;
  let vscode: OpenWorkbench;

  before(async function () {
    this.timeout(180_000);
    world = await startWorld();
    vscode = await openWorkbench({ workspace: world.workspaceFolder, size: { width: 1280, height: 800 } });
    await vscode.workbench.openContainer("TI Scraper");
  });

  after(async () => {
    await vscode?.close();
    await world?.close();
  });

  it("stops quickly on Cancel: no request is open 200 ms later", async () => {
    world.news.setLatency(8000);
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await vscode.workbench.waitForNotification(/\d+ of \d+ · http/);
    await until("requests", () => world.news.requests().length > 10);
    await vscode.workbench.screenshot("scanning");
    await vscode.workbench.statusBarItem(/\d+\/\d+/).waitFor();
    await vscode.workbench.clickNotification("Scanning", "Cancel");
    await new Promise((resolve) => setTimeout(resolve, 200));
    const asked = world.news.requests().length;
    await until("the end", async () => (await vscode.workbench.page.locator(".notification-list-item").count()) === 0);
    assert.equal(world.news.requests().length, asked, "no request came after Cancel");
    world.news.setLatency(0);
    world.news.clearRequests();
  });

  it("finds what was planted and asks once for all names without a record", async function () {
    this.timeout(120_000);
    await vscode.workbench.runCommand("TI Scraper: Set XSOAR API Key");
    await vscode.workbench.clickDialog("Use This Server");
    await vscode.workbench.answerInput(world.xsoar.key);
    await vscode.workbench.waitForNotification("answers and accepts the key");
    await vscode.workbench.runCommand("TI Scraper: Open Configuration");
    await vscode.workbench.page.locator('.tab.active[data-resource-name="articles_config.json"]').waitFor();
    await vscode.workbench.page.keyboard.press("Control+End");
    await vscode.workbench.openContainer("TI Scraper");
    await dragSash(430);
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Scan");
    const told = await vscode.workbench.waitForNotification(/no record in Cortex XSOAR/, 60_000);
    assert.match(told.text, new RegExp(`^${world.truth.missing.length} names have no record`));
    for (const name of world.truth.ambiguous) assert.ok(told.text.includes(name), `${name} is named: ${told.text}`);
    await vscode.workbench.treeRow(VIEW, "Sync aliases").waitFor();
    const rows = await vscode.workbench.treeTexts(VIEW);
    for (const row of new Set(world.truth.matches.map((match) => match.row))) {
      const articles = new Set(world.truth.matches.filter((match) => match.row === row).map(({ urls }) => urls[0]));
      const start = `${row}${articles.size} unread`;
      assert.ok(
        rows.some((text) => text.startsWith(start)),
        `${start} in ${rows.join(" | ")}`,
      );
    }
    assert.equal(
      rows.find((text) => text.includes("sources could not be read")),
      `${world.truth.failing.length} sources could not be read`,
    );
    await until("the line above the rows", async () =>
      /Last scan .+ 3 sources failed/.test(await vscode.workbench.sidebarText()),
    );
    await vscode.workbench.screenshot("demo-dark-wide");
    for (const name of ["APT", "WinterVivern", "BlackCat", "VenomSpider"]) {
      await vscode.workbench.treeRow(VIEW, new RegExp(`^\\s*${name}\\s*\\d unread`)).click();
    }
    await vscode.workbench.inlineAction(vscode.workbench.treeRow(VIEW, "WinterVivern copy"), "Mark Read");
    await vscode.workbench.treeRow(VIEW, /^\s*WinterVivern\s*3 unread/).waitFor();
    const picture = await vscode.workbench.screenshot("readme");
    // The picture in the README is this one; taken over only when asked to, so that a run changes no file of the project.
    if (process.env["TI_SCRAPER_UPDATE_SCREENSHOT"]) {
      fs.copyFileSync(picture, path.join(projectRoot, "media", "screenshot.png"));
    }
  });

  it("looks right: a profile opened, dark and light, wide and narrow", async () => {
    const { workbench } = vscode;
    await workbench.clickNotification("no record in Cortex XSOAR", "Not Now");
    await workbench.treeRow(VIEW, /^\s*Clop\s*\d+ unread/).click();
    await workbench.treeRow(VIEW, "Create a Threat Actor record").waitFor();
    await workbench.page.keyboard.press("End");
    await workbench.treeRow(VIEW, "sources could not be read").click();
    await workbench.screenshot("demo-opened-dark");
    await workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await workbench.screenshot("demo-opened-light");
    await workbench.page.setViewportSize({ width: 700, height: 600 });
    await dragSash(230);
    await workbench.screenshot("demo-narrow-light");
    await workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await workbench.screenshot("demo-narrow-dark");
  });

  /** Makes the side bar as wide as wanted, by its edge. */
  async function dragSash(width: number): Promise<void> {
    const { page } = vscode.workbench;
    const box = await page.locator(".part.sidebar").boundingBox();
    assert.ok(box);
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width + 1, y);
    await page.mouse.down();
    await page.mouse.move(box.x + width, y, { steps: 5 });
    await page.mouse.up();
  }
});
