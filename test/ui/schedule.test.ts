import assert from "node:assert/strict";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

/** Scans by the clock. */
describe("scheduled scans in VS Code", () => {
  const desk = openDesk({ settings: { "tiScraper.scanEveryMinutes": 15 } });

  it("scans a folder that is due without being asked, tells what is new, and not before its time again", async () => {
    await desk.open({
      items: [{ title: "Emberfox at night", url: "https://news.example/1" }],
      names: ["Emberfox"],
      view: false,
    });
    await desk.workbench.waitForNotification("1 new match for Emberfox.", 90_000);
    await desk.workbench.openContainer("TI Scraper");
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).waitFor();
    await until("the next look", () => new Promise((resolve) => setTimeout(() => resolve(true), 35_000)), 60_000);
    assert.deepEqual(desk.feed.requests(), ["/feed.xml"]);
  });
});
