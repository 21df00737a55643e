import assert from "node:assert/strict";
import { type World, startWorld } from "../world/world";
import { until } from "./desk";
import { MATCHES, openDesk, viewSays } from "./openDesk";

/** The demo of `npm start`, and how it looks: wide and narrow, dark and light. */
describe("the demo in VS Code", () => {
  let world: World;
  const desk = openDesk({ size: { width: 1280, height: 800 } });

  beforeEach(async () => {
    world = await startWorld();
    await desk.open({ folder: world.workspaceFolder });
  });
  afterEach(() => world.close());

  it("stops quickly by a click on the status bar: no request is open 200 ms later", async () => {
    world.news.setLatency(8000);
    await desk.workbench.runCommand("TI Scraper: Scan");
    const status = desk.workbench.statusBarItem(/\d+\/\d+/);
    await status.waitFor();
    await until("requests", () => world.news.requests().length > 10);
    await until("the slow one is named", async () => /Longest waited for: http/.test(await desk.workbench.report()));
    assert.deepEqual(await desk.workbench.notifications(), [], "progress is no notification");
    await desk.workbench.screenshot("scanning");
    await status.click();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const asked = world.news.requests().length;
    await status.waitFor({ state: "detached" });
    assert.equal(world.news.requests().length, asked, "no request came after it");
  });

  it("finds what was planted and asks once for all names without a record, and looks right: dark and light, wide and narrow", async () => {
    await desk.workbench.runCommand("TI Scraper: Set XSOAR API Key");
    await desk.workbench.clickDialog("Use This Server");
    await desk.workbench.answerInput(world.xsoar.key);
    await desk.workbench.waitForNotification("answers and accepts the key");
    await desk.workbench.runCommand("TI Scraper: Open Configuration");
    await desk.workbench.page.locator('.tab.active[data-resource-name="articles_config.json"]').waitFor();
    await desk.workbench.page.keyboard.press("Control+End");
    await desk.workbench.openContainer("TI Scraper");
    await dragSash(430);
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Scan");
    const told = await desk.workbench.waitForNotification(/no record in Cortex XSOAR/, 60_000);
    assert.match(told.text, /^\d+ notes written to \d+ records\. /);
    assert.match(told.text, new RegExp(` ${world.truth.missing.length} names have no record`));
    assert.deepEqual(told.buttons, ["Review…", "Not Now"]);
    const report = await desk.workbench.report();
    for (const name of world.truth.ambiguous) assert.ok(report.includes(name), `${name} is named: ${report}`);
    await viewSays(desk.workbench, /\d+ new aliases/);
    const rows = await desk.workbench.treeTexts(MATCHES);
    for (const row of new Set(world.truth.matches.map((match) => match.row))) {
      const articles = new Set(world.truth.matches.filter((match) => match.row === row).map(({ urls }) => urls[0]));
      const start = `${row}${articles.size} unread`;
      assert.ok(
        rows.some((text) => text.startsWith(start)),
        `${start} in ${rows.join(" | ")}`,
      );
    }
    await until("the line above the rows", async () =>
      /Last scan .+ 3 sources failed/.test(await desk.workbench.sidebarText()),
    );
    await desk.workbench.screenshot("demo-dark-wide");
    for (const name of ["APT", "WinterVivern", "BlackCat", "VenomSpider"]) {
      await desk.workbench.treeRow(MATCHES, new RegExp(`^\\s*${name}\\s*\\d unread`)).click();
    }
    await desk.workbench.inlineAction(desk.workbench.treeRow(MATCHES, "WinterVivern copy"), "Mark Read");
    await desk.workbench.treeRow(MATCHES, /^\s*WinterVivern\s*3 unread/).waitFor();
    await desk.workbench.screenshot("demo-read");

    await desk.workbench.clickNotification("no record in Cortex XSOAR", "Not Now");
    await desk.workbench.treeRow(MATCHES, /^\s*Clop\s*\d+ unread/).click();
    await desk.workbench.treeRow(MATCHES, "Create a Threat Actor record").waitFor();
    await desk.workbench.page.keyboard.press("End");
    await desk.workbench.screenshot("demo-opened-dark");
    await desk.workbench.screenshotInLight("demo-opened-light");
    await desk.workbench.page.setViewportSize({ width: 700, height: 600 });
    await dragSash(230);
    await desk.workbench.screenshot("demo-narrow-dark");
    await desk.workbench.screenshotInLight("demo-narrow-light");
    await desk.workbench.page.setViewportSize({ width: 1280, height: 800 });
  });

  /** Makes the side bar as wide as wanted, by its edge. */
  async function dragSash(width: number): Promise<void> {
    const { page } = desk.workbench;
    const box = await page.locator(".part.sidebar").boundingBox();
    assert.ok(box);
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width + 1, y);
    await page.mouse.down();
    await page.mouse.move(box.x + width, y, { steps: 5 });
    await page.mouse.up();
  }
});
