import assert from "node:assert/strict";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

/** Scans by the clock. */
describe("scheduled scans in VS Code", () => {
  const desk = openDesk({ settings: { "tiScraper.scanEveryMinutes": 15 } });

  it("begin when the folder has been agreed to, tell what is new, and do not come before their time again", async () => {
    await desk.open({ items: [{ title: "Emberfox at night", url: "https://news.example/1" }], names: ["Emberfox"] });
    const { workbench } = desk;
    await workbench.page.getByRole("button", { name: "Let It Scan by Itself" }).waitFor();
    await until("two looks", () => new Promise((resolve) => setTimeout(() => resolve(true), 65_000)), 90_000);
    assert.deepEqual(desk.feed.requests(), []);
    await workbench.screenshot("schedule-welcome");
    await workbench.page.getByRole("button", { name: "Let It Scan by Itself" }).click();
    await workbench.waitForNotification("is scanned by itself from now on, every 15 minutes.");
    await workbench.clearNotifications();
    await workbench.waitForNotification("1 new match for Emberfox.", 90_000);
    await workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).waitFor();
    assert.ok(!(await workbench.sidebarText()).includes("Let this folder scan by itself"));
    await until("the next look", () => new Promise((resolve) => setTimeout(() => resolve(true), 35_000)), 60_000);
    assert.deepEqual(desk.feed.requests(), ["/feed.xml"]);
  });
});
