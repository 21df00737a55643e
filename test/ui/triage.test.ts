import assert from "node:assert/strict";
import type { Item } from "./desk";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReadingPage } from "./readingPage";
import { narrow, screenshotInThemes } from "./themes";

const REPORT = "Emberfox exploits CVE-2026-4711 in Harbourgate VPN appliances";
const ARREST = "Suspected Emberfox member arrested in Drevonia";
const MUSEUM = "A museum shows what Emberfox wrote on its walls";
/** The newest first. */
const NEWS: readonly Item[] = [
  { title: ARREST, url: "https://press.example/arrest" },
  { title: MUSEUM, url: "https://museum.example/walls" },
  {
    title: "Emberfox hits Harbourgate VPN appliances through CVE-2026-4711",
    url: "https://press.example/flaw",
  },
  { title: REPORT, url: "https://drevlab.example/report" },
];

/** A decision about each story, with the keyboard alone. */
describe("triage", () => {
  const desk = openDesk();
  const row = (text: string | RegExp) => desk.workbench.treeRow(MATCHES, text);
  const name = (count: string) => row(new RegExp(`^\\s*Emberfox\\s*${count}`));
  const label = async (text: string): Promise<string> => (await row(text).getAttribute("aria-label")) ?? "";
  const isGone = (text: string) => until(`${text} has left`, async () => (await row(text).count()) === 0);
  const press = (key: string) => desk.workbench.page.keyboard.press(key);
  const pane = () => new ReadingPage(desk.workbench);
  /** Selects a row without reading it. */
  const stand = async (text: string): Promise<void> => {
    await row(text).click({ modifiers: ["ControlOrMeta"] });
  };

  beforeEach(async () => {
    await desk.open({ items: NEWS, names: ["Emberfox"] });
    await desk.scan();
    await name("4 unread").click();
    await row(REPORT).waitFor();
    await desk.workbench.clearNotifications();
    // Once more lets go of the name.
    await name("4 unread").click({ modifiers: ["ControlOrMeta"] });
  });

  it("marks, dismisses, and goes on to the next row by one key each; Undo brings back what left", async () => {
    const { workbench } = desk;
    await stand(ARREST);
    await press("i");
    await until("it is important", async () => /, important/.test(await label(ARREST)));
    await press("d");
    await isGone(ARREST);
    await name("3 unread").waitFor();
    await until("the badge follows", async () => (await workbench.badge("TI Scraper")) === "3");
    await press("d");
    await isGone(MUSEUM);
    await press("Delete");
    await isGone(REPORT);
    await until("it says so", async () => (await workbench.sidebarText()).includes("dismissed or put off"));
    await screenshotInThemes(workbench, "triage-all-dismissed");
    await workbench.runCommand("TI Scraper: Undo");
    // The name had left with its last row.
    await name("2 unread").click();
    await row(REPORT).waitFor();
  });

  it("shows what is dismissed where it stood, and takes its mark away", async () => {
    const { workbench } = desk;
    await stand(MUSEUM);
    await press("d");
    await isGone(MUSEUM);
    await workbench.runCommand("TI Scraper: Show Dismissed");
    await row(MUSEUM).waitFor();
    assert.match(await label(MUSEUM), /, dismissed/);
    await name("3 unread").waitFor();
    await screenshotInThemes(workbench, "triage-dismissed");
    await narrow(workbench, "sidebar", async () => {
      await workbench.screenshot("triage-narrow");
    });
    await workbench.contextMenu(row(MUSEUM), "Remove Mark");
    await name("4 unread").waitFor();
    await workbench.runCommand("TI Scraper: Show Dismissed ✓");
    await row(MUSEUM).waitFor();
  });

  it("puts off until a day that is chosen or typed", async () => {
    const { workbench } = desk;
    await stand(ARREST);
    await press("l");
    await until("the days", async () => (await workbench.quickRows().count()) === 4);
    await workbench.screenshot("triage-later");
    await workbench.pick("Another day…");
    await workbench.answerInput("2020-01-01");
    await until("it is refused", async () => (await workbench.quickText()).includes("Write a day to come"));
    await press("Escape");
    await row(ARREST).waitFor();
    await workbench.contextMenu(row(ARREST), "Later…");
    await workbench.pick("Next week");
    await isGone(ARREST);
    await name("3 unread").waitFor();
  });

  it("writes a remark beside the headline, and changes it", async () => {
    const { workbench } = desk;
    await stand(REPORT);
    await press("r");
    await workbench.answerInput("Ask the harbour team");
    await until("it stands there", async () => (await row(REPORT).innerText()).includes("Ask the harbour team"));
    await workbench.contextMenu(row(REPORT), "Change Remark…");
    await workbench.answerInput("Done");
    await until("the new one", async () => (await row(REPORT).innerText()).includes("Done"));
    await workbench.screenshot("triage-remark");
  });

  it("decides in the reading pane, which goes on to the next", async () => {
    const { workbench } = desk;
    await row(ARREST).click();
    await pane().shows(ARREST);
    await pane().button("Important").click();
    await until("the pane says so", async () => (await pane().text()).includes("Marked as important."));
    await screenshotInThemes(workbench, "triage-pane");
    await pane().button("Dismiss").click();
    await isGone(ARREST);
    await pane().shows(MUSEUM);
  });
});
