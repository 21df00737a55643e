import assert from "node:assert/strict";
import { type Item, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

const story = (title: string): Item => ({ title, url: `https://news.example/${title.replaceAll(" ", "-")}` });

/** A run reads, and then sends out what it has found: each can be stopped, and neither keeps the other waiting. */
describe("the two stages of a scan in VS Code", () => {
  const desk = openDesk();
  const status = () => desk.workbench.page.locator('.statusbar-item [aria-label*="Click to stop."]').first();
  const runs = () => status().isVisible();
  /** Actions of a view stand in its title while the pointer is over it. */
  const stopInTitle = async () => {
    await desk.workbench.page.locator(".part.sidebar .pane-header", { hasText: MATCHES }).first().hover();
    await desk.workbench.page.locator('.part.sidebar .pane-header [aria-label="Stop"]').first().click();
  };
  /** A match is found while Cortex XSOAR lets everybody wait. */
  const hang = async () => {
    await desk.open({ names: ["Emberfox", "Greyheron"], xsoar: "withKey", records: { Emberfox: [], Greyheron: [] } });
    desk.xsoar.fail({ kind: "hang", times: 100 });
    await desk.scan(story("Emberfox phishes again"));
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).waitFor({ timeout: 15_000 });
    await until("the stage shows", runs);
  };

  it("shows what was found at once while Cortex XSOAR does not answer; Stop ends that, and the note waits", async () => {
    await hang();
    const told = await desk.workbench.waitForNotification("1 new match for Emberfox.");
    assert.ok(!told.text.includes("note"), told.text);
    await desk.workbench.screenshot("stages-delivering");
    assert.match((await status().getAttribute("aria-label")) ?? "", /writes notes to Cortex XSOAR\. Click to stop\./);
    await stopInTitle();
    await until("it has ended", async () => !(await runs()));
    assert.deepEqual(desk.notesOf("Emberfox"), []);
    desk.xsoar.clearFaults();
    await desk.scan();
    await until("the next run writes it", async () => desk.notesOf("Emberfox")?.length === 1 && !(await runs()));
  });

  it("a further scan reads while an earlier one still writes, and its notes come behind", async () => {
    await hang();
    await desk.scan(story("Greyheron leaks"));
    await desk.workbench.treeRow(MATCHES, /^\s*Greyheron\s*1 unread/).waitFor({ timeout: 15_000 });
    assert.deepEqual([desk.notesOf("Emberfox"), desk.notesOf("Greyheron")], [[], []]);
    desk.xsoar.clearFaults();
    await desk.workbench.runCommand("TI Scraper: Stop");
    await until("both stages can be stopped", async () => (await desk.workbench.quickRows().count()) === 2);
    await desk.workbench.screenshot("stages-stop-which");
    await desk.workbench.pick("Sending out what was found");
    await until(
      "both are written",
      async () => desk.notesOf("Greyheron")?.length === 1 && desk.notesOf("Emberfox")?.length === 1 && !(await runs()),
    );
  });

  it("a click on the status bar stops the reading, and nothing was changed", async () => {
    await desk.open({ names: ["Emberfox"], items: [story("Emberfox phishes again")] });
    desk.feed.setDelay(60_000);
    await desk.workbench.runCommand("TI Scraper: Scan");
    await until("it reads", runs);
    await status().click();
    await until("it has ended", async () => !(await runs()));
    assert.deepEqual(await desk.workbench.treeTexts(MATCHES), []);
  });
});
