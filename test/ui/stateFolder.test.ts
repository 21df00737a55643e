import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { freshFolder } from "../vscode/server";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

/** The setting that chooses where everything is remembered. */
describe("the state folder in the window", () => {
  const desk = openDesk();
  const made: string[] = [];
  after(() => {
    for (const one of made) fs.rmSync(one, { recursive: true, force: true });
  });
  const set = (stateFolder: string): void => {
    const settings = path.join(desk.vscode.dataDir, "data", "Machine", "settings.json");
    fs.writeFileSync(settings, JSON.stringify({ "tiScraper.stateFolder": stateFolder }));
  };
  const row = () => desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/);

  it("changes at once; what was remembered before is offered to be moved, and is there again", async () => {
    await desk.open({ items: [{ title: "Emberfox at night", url: "https://news.example/1" }], names: ["Emberfox"] });
    const { workbench } = desk;
    await desk.scan();
    await workbench.waitForNotification("1 new match for Emberfox.");
    await row().waitFor();
    await workbench.clearNotifications();

    const volume = freshFolder("volume");
    made.push(volume);
    set(volume);
    const told = await workbench.waitForNotification("Everything is remembered in");
    assert.ok(told.text.includes(volume) && told.text.includes("stays in"), told.text);
    assert.deepEqual(told.buttons, ["Move It", "Open Settings"]);
    await row().waitFor({ state: "detached" });
    await workbench.page.getByRole("button", { name: "Scan", exact: true }).waitFor();
    await workbench.screenshot("state-folder-moved");
    await workbench.screenshotInLight("state-folder-moved-light");

    await workbench.clickNotification("Everything is remembered in", "Move It");
    await workbench.waitForNotification("Moved to");
    await row().waitFor();
    const folders = (place: string) =>
      fs.readdirSync(path.join(place, "ti-scraper")).filter((name) => /^[0-9a-f]{32}$/.test(name));
    assert.equal(folders(volume).length, 1);
    await until("nothing is left", () => folders(desk.stateHome).length === 0);
    await desk.scan();
    await workbench.statusBarItem("nothing new").waitFor();
  });

  it("that is none is a row in place of all others, and a sentence when something is asked for", async () => {
    await desk.open({ items: [{ title: "Emberfox at night", url: "https://news.example/1" }], names: ["Emberfox"] });
    const { workbench } = desk;
    set("volume/state");
    const sentence = "tiScraper.stateFolder is to be an absolute path, not volume/state.";
    await workbench.treeRow(MATCHES, sentence).waitFor();
    await workbench.runCommand("TI Scraper: Scan");
    const told = await workbench.waitForNotification(sentence);
    assert.deepEqual(told.buttons, ["Open Settings"]);
    assert.ok(told.text.endsWith("Nothing is read or written before that is mended."), told.text);
    assert.deepEqual(desk.feed.requests(), []);
    await workbench.screenshot("state-folder-bad");
    await workbench.screenshotInLight("state-folder-bad-light");
    await workbench.clickNotification(sentence, "Open Settings");
    await workbench.page.locator(".settings-editor", { hasText: "State Folder" }).waitFor();
    await workbench.screenshot("state-folder-setting");
    await workbench.page.keyboard.press("Escape");

    set("");
    await workbench.treeRow(MATCHES, sentence).waitFor({ state: "detached" });
    await desk.scan();
    await workbench.waitForNotification("1 new match for Emberfox.");
  });
});
