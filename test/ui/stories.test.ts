import assert from "node:assert/strict";
import type { Item } from "./desk";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReadingPage } from "./readingPage";
import { narrow, screenshotInThemes } from "./themes";

const REPORT = "Emberfox exploits CVE-2026-4711 in Harbourgate VPN appliances";
const RETOLD = "Emberfox hits Harbourgate VPN appliances through CVE-2026-4711";
const NAMELESS = "Attackers exploit Harbourgate VPN flaw CVE-2026-4711";
const ALONE = "Suspected Emberfox member arrested in Drevonia";
/** The newest first. */
const NEWS: readonly Item[] = [
  { title: ALONE, url: "https://press.example/arrest" },
  { title: NAMELESS, url: "https://third.example/flaw" },
  { title: RETOLD, url: "https://press.example/flaw" },
  { title: REPORT, url: "https://drevlab.example/report" },
];

/** What several outlets tell is one row. */
describe("stories in the list", () => {
  const desk = openDesk();
  const row = (text: string | RegExp) => desk.workbench.treeRow(MATCHES, text);
  const story = (says: string) => row(new RegExp(`^\\s*${REPORT}\\s*(?:.* · )?${says}`));
  const name = (count: string) => row(new RegExp(`^\\s*Emberfox\\s*${count}`));
  const pane = () => new ReadingPage(desk.workbench);
  /** A click on a story reads it; it is opened by its arrow. */
  const expand = (says: string) => story(says).locator(".monaco-tl-twistie").click();

  beforeEach(async () => {
    await desk.open({ items: NEWS, names: ["Emberfox"] });
    await desk.scan();
    await name("3 unread").click();
    await story("3 outlets").waitFor();
    await desk.workbench.clearNotifications();
  });

  it("are one row of several outlets with the first report at its head; what tells them without the name is below", async () => {
    const { workbench } = desk;
    assert.match(await story("3 outlets").innerText(), /3 outlets · 1 without the name/);
    assert.match((await story("3 outlets").getAttribute("aria-label")) ?? "", /^Unread: Emberfox exploits/);
    assert.equal(await row(RETOLD).count(), 0);
    await expand("3 outlets");
    await row(RETOLD).waitFor();
    await row(new RegExp(`^\\s*${NAMELESS}\\s*same story`)).waitFor();
    await screenshotInThemes(workbench, "stories");
    await narrow(workbench, "sidebar", async () => {
      await workbench.screenshot("stories-narrow");
    });
    assert.equal(await workbench.badge("TI Scraper"), "3");
  });

  it("are read by a click, marked as a whole, and as they were after Undo", async () => {
    const { workbench } = desk;
    await story("3 outlets").click();
    await pane().shows(REPORT);
    await name("2 unread").waitFor();
    await workbench.inlineAction(story("3 outlets"), "Mark Read");
    await name("1 unread").waitFor();
    assert.match((await story("3 outlets").getAttribute("aria-label")) ?? "", /^Read: /);
    await workbench.runCommand("TI Scraper: Undo");
    await name("2 unread").waitFor();
    await workbench.runCommand("TI Scraper: Next Unread");
    await pane().shows(RETOLD);
    await row(RETOLD).waitFor();
  });

  it("say in the pane why an article without the name is there, which is never unread", async () => {
    await expand("3 outlets");
    await row(NAMELESS).click();
    await pane().shows(NAMELESS);
    assert.match(
      await pane().text(),
      /It names nobody who is tracked\. It tells the same story as “.?Emberfox exploits/,
    );
    assert.equal(await pane().button("Mark Read").count(), 0);
    await desk.workbench.screenshot("stories-pane");
    await name("3 unread").waitFor();
  });

  it("tell why they are one", async () => {
    const { workbench } = desk;
    await workbench.contextMenu(story("3 outlets"), "Why This Story?");
    await until("the reasons", async () => (await workbench.quickRows().count()) === 3);
    const reasons = (await workbench.quickRows().allInnerTexts()).join("\n");
    assert.equal(reasons.match(/It shares [^\n]*CVE-2026-4711/gi)?.length, 3, reasons);
    await workbench.screenshot("stories-why");
    // The reasons of others name it as well.
    await workbench.pick(new RegExp(`^\\W*${NAMELESS}`));
    await pane().shows(NAMELESS);
  });

  it("are split and joined by hand, each undone by one click", async () => {
    const { workbench } = desk;
    await expand("3 outlets");
    await workbench.contextMenu(row(RETOLD), "Not the Same Story");
    await story("2 outlets").waitFor();
    await row(new RegExp(`^\\s*${RETOLD}\\s*127`)).waitFor();
    await workbench.screenshot("stories-split");
    await workbench.clickNotification("is of a story of its own from now on", "Undo");
    await story("3 outlets").waitFor();

    await workbench.clearNotifications();
    await workbench.contextMenu(row(ALONE), "Same Story…");
    await until("the choice", async () => (await workbench.quickRows().count()) === 1);
    await workbench.screenshot("stories-same");
    await workbench.pick(REPORT);
    await workbench.waitForNotification("They are one story from now on.");
    await until("one row is left", async () => (await row(ALONE).getAttribute("aria-level")) === "3");
    await workbench.runCommand("TI Scraper: Undo");
    await until("it stands alone again", async () => (await row(ALONE).getAttribute("aria-level")) === "2");
  });

  it("stand at the top without names, and stay in the story after another scan", async () => {
    const { workbench } = desk;
    await workbench.runCommand("TI Scraper: Group by Story");
    await until("they stand at the top", async () => (await story("3 outlets").getAttribute("aria-level")) === "1");
    await row(new RegExp(`^\\s*${ALONE}\\s*Emberfox`)).waitFor();
    await screenshotInThemes(workbench, "stories-grouped");
    await desk.scan({
      title: "Harbourgate patches VPN flaw CVE-2026-4711 used by Emberfox",
      url: "https://harbourgate.example/1",
    });
    await story("4 outlets").waitFor();
    await workbench.screenshot("stories-grown");
  });
});
