import assert from "node:assert/strict";
import { openPage } from "../vscode/browser";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";
import { narrow, themes, useTheme } from "./themes";

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

  it("takes letters as keys for the row with the focus, and leaves the selection where it is", async () => {
    await desk.open({
      items: ["Emberfox is one", "Mules of Emberfox"].map((title, index) => ({
        title,
        url: `https://news.example/${index}`,
      })),
      names: ["Emberfox"],
      xsoar: "withKey",
    });
    const { page } = desk.workbench;
    await desk.scan();
    await desk.workbench.waitForNotification("has no record in Cortex XSOAR");
    await desk.workbench.clearNotifications();
    await treeRow(/^\s*Emberfox/).click();
    await treeRow("Emberfox is one").waitFor();
    // Below the name stands what can be done about its record.
    for (let row = 0; row < 2; row += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("m");
    await profile("1 unread");
    await treeRow("Emberfox is one").and(page.locator('[aria-label^="Read"]')).waitFor();
    assert.match((await treeRow("Emberfox is one").getAttribute("class")) ?? "", /\bfocused\b/, "no row is looked for");
    assert.equal(await treeRow(/^\s*Emberfox/).getAttribute("aria-selected"), "true");
    await page.keyboard.press("u");
    await profile("2 unread");
    await page.keyboard.press("a");
    const review = new ReviewPage(desk.workbench);
    await review.primary("Create 1 record with 1 note");
    await desk.workbench.screenshot("list-keys-review");
  });

  it("leaves the letters to VS Code where the setting says so", async () => {
    await desk.open({
      items: ["Emberfox is one", "Mules of Emberfox"].map((title, index) => ({
        title,
        url: `https://news.example/${index}`,
      })),
      names: ["Emberfox"],
      files: { ".vscode/settings.json": { "tiScraper.letterKeys": false } },
    });
    await desk.scan();
    await treeRow(/^\s*Emberfox/).click();
    await treeRow("Emberfox is one").waitFor();
    await desk.workbench.page.keyboard.press("m");
    await treeRow("Mules of Emberfox").and(desk.workbench.page.locator(".focused")).waitFor();
    await desk.workbench.screenshot("list-type-to-find");
    await profile("2 unread");
  });

  it("shows within two seconds what another window has marked", async () => {
    await opened("Emberfox is one", "Emberfox is two");
    await profile("2 unread");
    const browser = desk.workbench.page.context().browser() ?? assert.fail("no browser");
    const other = await openPage(browser, desk.vscode.url(desk.folder));
    try {
      await other.openContainer("TI Scraper");
      await other.treeRow(MATCHES, /^\s*Emberfox\s*2 unread/).waitFor();
      await other.runCommand("TI Scraper: Mark All Read");
      await other.waitForNotification("2 articles are marked as read.");
      await until(
        "the first window shows it",
        async () => (await treeTexts()).some((row) => /^Emberfox\s*2 read/.test(row)),
        2_000,
      );
      await desk.workbench.screenshot("list-two-windows");
    } finally {
      await other.close();
    }
  });

  it("tells by colours and letters where articles and names stand, in every kind of theme", async () => {
    await desk.open({
      items: ["Emberfox is one", "Emberfox is two", "Greyheron leaks", "Northwind sails"].map((title, index) => ({
        title,
        url: `https://news.example/${index}`,
      })),
      names: ["Emberfox", "Greyheron", "Northwind"],
      xsoar: "withKey",
      records: { Emberfox: [], "Northwind Crew": ["Northwind"], "Northwind Group": ["Northwind"] },
    });
    await desk.scan();
    await until("noted", () => desk.notesOf("Emberfox")?.length === 2);
    await desk.workbench.clearNotifications();
    for (const name of ["Northwind", "Greyheron", "Emberfox"]) await treeRow(new RegExp(`^\\s*${name}`)).click();
    await desk.workbench.contextMenu(treeRow("Emberfox is two"), "Mark Read");
    await profile("1 unread");
    const shown = async (row: string | RegExp): Promise<readonly [letters: string, color: string]> => {
      // VS Code draws letters by style sheets, behind the label.
      const letters = await treeRow(row).evaluate(lettersIn);
      const color = await treeRow(row).locator(".label-name").first().evaluate(colorOf);
      return [letters, color];
    };
    await until("the letter", async () => (await shown("Emberfox is two"))[0].includes("✓"));
    for (const theme of themes) {
      await useTheme(desk.workbench, theme);
      const [[letter, noted], [, unread]] = [await shown("Emberfox is two"), await shown("Emberfox is one")];
      assert.ok(letter.includes("✓"), letter);
      assert.notEqual(noted, unread, theme);
      assert.ok((await shown(/^\s*Northwind/))[0].includes("≈"), theme);
      await desk.workbench.screenshot(`list-signs-${theme}`);
    }
    await narrow(desk.workbench, "sidebar", async () => {
      await desk.workbench.screenshot("list-signs-narrow");
    });
    assert.match(
      (await treeRow("Emberfox is two").getAttribute("aria-label")) ?? "",
      /^Read: Emberfox is two, noted, /,
    );
  });
});

/** What a page tells of the look of an element, as far as it is used here. */
interface Styles {
  getComputedStyle(element: unknown, part?: string): { readonly content: string; readonly color: string };
}

/** Runs in the page: the texts that style sheets put behind the parts of a row. */
function lettersIn(row: unknown): string {
  const parts = [...(row as { querySelectorAll(which: string): Iterable<unknown> }).querySelectorAll("*")];
  const texts = parts.map((part) => (globalThis as unknown as Styles).getComputedStyle(part, "::after").content);
  return texts.filter((text) => text.startsWith('"')).join("");
}

/** Runs in the page. */
function colorOf(element: unknown): string {
  return (globalThis as unknown as Styles).getComputedStyle(element).color;
}
