import assert from "node:assert/strict";
import fs from "node:fs";
import { until } from "./desk";
import { openDesk } from "./openDesk";

describe("Restricted Mode", () => {
  const desk = openDesk({ trust: false });
  const restricted = () =>
    desk.open({
      items: [{ title: "Clop again", url: "https://news.example/clop" }],
      names: ["Clop"],
      xsoar: "withoutKey",
    });

  it("says in the view that nothing is scanned", async () => {
    await restricted();
    await until("welcome", async () =>
      (await desk.workbench.sidebarText()).includes("does not scan in Restricted Mode"),
    );
    await desk.workbench.screenshot("restricted");
  });

  it("refuses to scan and to use Cortex XSOAR; no server sees a request, no file is written", async () => {
    await restricted();
    await desk.workbench.runCommand("TI Scraper: Scan");
    const told = await desk.workbench.waitForNotification("does not scan in Restricted Mode");
    assert.deepEqual(told.buttons, ["Manage Workspace Trust"]);
    for (const command of ["Set Up XSOAR", "Set XSOAR API Key", "Test XSOAR Connection", "Sync Aliases"]) {
      await desk.workbench.clearNotifications();
      await desk.workbench.runCommand(`TI Scraper: ${command}`);
      await desk.workbench.waitForNotification("is not used in Restricted Mode");
    }
    assert.deepEqual(desk.feed.requests(), []);
    assert.deepEqual(fs.readdirSync(desk.folder), ["config"]);
    assert.deepEqual(fs.readdirSync(desk.stateHome), []);
  });
});
