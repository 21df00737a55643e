import assert from "node:assert/strict";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

/** An outlet and headlines written from right to left, with numbers at their ends. */
const ARABIC = "تسريب Emberfox 11";
const HEBREW = "תקיפה Emberfox 3";

describe("the list of matches", () => {
  const desk = openDesk();
  const { treeRow, treeTexts } = {
    treeRow: (text: string | RegExp) => desk.workbench.treeRow(MATCHES, text),
    treeTexts: () => desk.workbench.treeTexts(MATCHES),
  };
  const profile = (words: string) =>
    until(`Emberfox with ${words}`, async () =>
      (await treeTexts()).some((row) => new RegExp(`^Emberfox\\s*${words}`).test(row)),
    );
  const opened = async (...titles: readonly string[]) => {
    await desk.open({
      items: titles.map((title, index) => ({ title, url: `${desk.feed.origin}/${index}` })),
      names: ["Emberfox"],
    });
    await desk.scan();
    await treeRow(/^\s*Emberfox/).click();
    await treeRow(titles[0] ?? "").waitFor();
  };

  it("keeps headlines from right to left apart from what stands beside them, and reads and copies them as they are", async () => {
    await opened(ARABIC, HEBREW, "Emberfox in plain words");
    for (const title of [ARABIC, HEBREW]) {
      const row = treeRow(title);
      const box = async (part: string) => (await row.locator(part).first().boundingBox()) ?? assert.fail(part);
      const [label, description] = [await box(".label-name"), await box(".label-description")];
      assert.ok(description.x >= label.x + label.width - 1, `${title}: ${JSON.stringify({ label, description })}`);
      const spoken = (await row.getAttribute("aria-label")) ?? "";
      assert.ok(spoken.includes(title) && !/[\u2066-\u2069]/.test(spoken), JSON.stringify(spoken));
    }
    await desk.workbench.screenshot("list-right-to-left");
    await desk.workbench.contextMenu(treeRow(ARABIC), "Copy as Markdown");
    await until("the Markdown", async () => {
      const text = await desk.workbench.clipboard();
      return text.includes(ARABIC) && !/[\u2066-\u2069]/.test(text);
    });
  });

  it("undoes what was marked, by the message or by the command, the last thing first", async () => {
    await opened("Emberfox is one", "Emberfox is two", "Emberfox is three");
    await profile("3 unread");
    await desk.workbench.contextMenu(treeRow("Emberfox is two"), "Mark Read");
    await profile("2 unread");
    await desk.workbench.runCommand("TI Scraper: Mark All Read");
    await desk.workbench.waitForNotification("2 articles are marked as read.");
    await profile("3 read");
    await desk.workbench.screenshot("list-undo");
    await desk.workbench.clickNotification("2 articles are marked as read.", "Undo");
    await profile("2 unread");
    await desk.workbench.runCommand("TI Scraper: Undo");
    await profile("3 unread");
  });
});
