import assert from "node:assert/strict";
import type { Item } from "./desk";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReadingPage } from "./readingPage";
import { narrow, screenshotInThemes } from "./themes";

const REPORT = "Emberfox exploits CVE-2026-4711 in Harbourgate VPN appliances";
const RETOLD = "Emberfox hits Harbourgate VPN appliances through CVE-2026-4711";
const ALONE = "Suspected Emberfox member arrested in Drevonia";
const UNNAMED = "Größter Angriff auf Krankenhäuser in Drevonia";
const HOSTILE = "$(alert) [Run](command:workbench.action.quit) in Drevonia";
/** The newest first. */
const NEWS: readonly Item[] = [
  { title: ALONE, url: "https://press.example/arrest" },
  { title: UNNAMED, url: "https://press.example/hospitals" },
  { title: HOSTILE, url: "https://press.example/hostile" },
  { title: RETOLD, url: "https://press.example/flaw" },
  { title: REPORT, url: "https://drevlab.example/report" },
];

describe("search and filter", () => {
  const desk = openDesk();
  const row = (text: string | RegExp) => desk.workbench.treeRow(MATCHES, text);
  const name = (count: string) => row(new RegExp(`^\\s*Emberfox\\s*${count}`));
  const pane = () => new ReadingPage(desk.workbench);
  const view = () => desk.workbench.page.locator(".pane", { hasText: "Profile Matches" }).first();
  const says = (text: string) =>
    until(`the view says ${text}`, async () => (await view().innerText()).replaceAll("\u00a0", " ").includes(text));
  /** What stands first in each row: a headline, whatever of it is marked. */
  const labels = async (): Promise<readonly string[]> => {
    const texts = await desk.workbench.quickRows().locator(".monaco-icon-name-container").allInnerTexts();
    return texts.map((text) => text.replaceAll("\u00a0", " ").trim());
  };
  const search = async (typed: string, ...first: readonly string[]) => {
    const { workbench } = desk;
    await workbench.runCommand("TI Scraper: Search Articles…");
    await workbench.quickInput().fill(typed);
    await until(`${typed} finds ${first.join(", ")}`, async () => {
      const found = await labels();
      return first.every((label, at) => found[at] === label);
    });
  };

  beforeEach(async () => {
    await desk.open({ items: NEWS, names: ["Emberfox"] });
    await desk.scan();
    await name("3 unread").waitFor();
    await desk.workbench.clearNotifications();
  });

  it("finds articles of names and others, those of names first, and brings the row into sight with its story", async () => {
    const { workbench } = desk;
    await search("drevonia", ALONE);
    assert.equal(await workbench.quickRows().count(), 3);
    assert.match(await workbench.quickText(), /\$\(alert\) \[Run\]/, "foreign text is text");
    await screenshotInThemes(workbench, "search");
    await workbench.page.keyboard.press("Escape");

    await search("vpn hits", "Emberfox ‹hits› Harbourgate ‹VPN› appliances through CVE-2026-4711");
    await workbench.screenshot("search-words-apart");
    await workbench.page.keyboard.press("Enter");
    await row(RETOLD).and(workbench.page.locator('[aria-level="3"]')).waitFor();
    assert.equal(await row(RETOLD).getAttribute("aria-selected"), "true");
  });

  it("opens what has no row in the pane, and says where nothing is found", async () => {
    const { workbench } = desk;
    await search("GRÖSSTER krankenh", "‹Größter› Angriff auf ‹Krankenh›äuser in Drevonia");
    await workbench.page.keyboard.press("Enter");
    await pane().shows(UNNAMED);
    await pane().says(/It is stored, and stands below no tracked name\./);
    assert.equal(await pane().button("Mark Read").count(), 0);
    await workbench.screenshot("search-pane");
    await search("grosster", "No stored article has all of these words.");
    await workbench.page.keyboard.press("Escape");
  });

  it("shows what a filter lets pass, says so, is gone by one click, and is saved for the next time", async () => {
    const { workbench } = desk;
    await name("3 unread").click();
    await row(ALONE).waitFor();
    await workbench.runCommand("TI Scraper: Filter…");
    await until("the wishes", async () => (await workbench.quickLabels()).includes("With a CVE id"));
    await workbench.screenshot("filter-choice");
    await workbench.pick("With a CVE id");
    await says("filter: with a CVE id");
    await until("one row is left", async () => (await row(ALONE).count()) === 0);
    await screenshotInThemes(workbench, "filter");
    await narrow(workbench, "sidebar", async () => {
      await workbench.screenshot("filter-narrow");
    });
    await workbench.runCommand("TI Scraper: Save Filter…");
    await workbench.answerInput("Flaws");
    await workbench.waitForNotification("Filter… offers “Flaws” from now on.");
    await view().hover();
    await view().getByRole("button", { name: "Clear Filter" }).click();
    await row(ALONE).waitFor();
    await workbench.runCommand("TI Scraper: Filter…");
    await workbench.pick("Flaws");
    await until("one row is left again", async () => (await row(ALONE).count()) === 0);

    // What is searched for is shown, whatever the filter.
    await search("arrested", ALONE);
    await workbench.page.keyboard.press("Enter");
    await row(ALONE).waitFor();
    await until("no filter is left", async () => !(await view().innerText()).includes("filter:"));
  });

  it("says that nothing passes a filter of words, and offers to clear it", async () => {
    const { workbench } = desk;
    await workbench.runCommand("TI Scraper: Filter…");
    await workbench.quickInput().fill("nowhere to be found");
    await workbench.pick("Words: nowhere to be found");
    await says("No article passes the filter.");
    await workbench.screenshot("filter-nothing");
    await view().getByRole("button", { name: "Clear Filter" }).last().click();
    await name("3 unread").waitFor();
  });

  it("puts first what most outlets tell", async () => {
    const { workbench } = desk;
    await workbench.runCommand("TI Scraper: Sort by Most Outlets");
    await name("3 unread").click();
    await says("most outlets first");
    await row(ALONE).waitFor();
    const rows = await workbench.treeTexts(MATCHES);
    const at = (title: string) => rows.findIndex((text) => text.includes(title));
    assert.ok(at(REPORT) >= 0 && at(REPORT) < at(ALONE), rows.join("\n"));
    await workbench.screenshot("sort-by-outlets");
    await workbench.runCommand("TI Scraper: Sort by Configuration");
  });
});
