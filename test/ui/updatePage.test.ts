import assert from "node:assert/strict";
import { until } from "./desk";
import { openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";
import { TRACKED, emberfox, greyheron, record, updatesOn } from "./updates";
import { THEMES, themes, useTheme } from "./themes";

const ACTIVITY = "Activity";

/** The review of an update: how it is used without a mouse, how it looks, what it shows of foreign text, and how fast it is. */
describe("the page of an update in VS Code", () => {
  const desk = openDesk();
  const { open, question, updateAll } = updatesOn(desk);
  const review = () => new ReviewPage(desk.workbench);
  const page = () => desk.workbench.page;
  const edits = () => desk.xsoar.requests().filter(({ action }) => action === "edit");
  const aliases = (id: string): unknown =>
    (JSON.parse(desk.xsoar.recordText(id) ?? "null") as { CustomFields: { aliases: unknown } }).CustomFields.aliases;

  it("is used by keyboard alone, and writes a proposal only when it is ticked", async () => {
    await open(emberfox);
    await desk.workbench.runCommand("TI Scraper: Update Records…");
    await question("What is to be done?");
    const keys = page().keyboard;
    await desk.workbench.quickInput().fill("Tidy");
    await keys.press("ArrowDown");
    await keys.press("Space");
    await until("ticked", async () =>
      /1 Selected/.test(await page().locator(".quick-input-widget:visible").innerText()),
    );
    await keys.press("Enter");
    await question("Which records?");
    await keys.press("Enter");
    await review().primary("Write 1 change to 1 record");
    const focused = () => review().frame.locator(":focus").getAttribute("id");
    await until("the focus is on the button", async () => (await focused()) === "do-write");
    for (let steps = 0; (await focused()) !== "tick-0.1"; steps++) {
      assert.ok(steps < 40, "the proposal is reached");
      await keys.press("Tab");
    }
    await keys.press("Space");
    await review().primary("Write 2 changes to 1 record");
    assert.equal(await focused(), "tick-0.1", "the focus stays");
    await keys.press("Control+Enter");
    await desk.workbench.waitForNotification("Updated 1 record.");
    assert.deepEqual(aliases("7"), ["Copper Lynx", "Fancy Bear"]);
    await until("the focus is on Close", async () => (await focused()) === "do-close");
    await keys.press("Enter");
    await review().isClosed();
  });

  it("shows the bytes of a record before and after", async () => {
    await open(emberfox);
    await updateAll("Tidy aliases");
    await review().primary("Write 1 change to 1 record");
    await review().button("Show as Diff").click();
    const side = (name: string) => page().locator(`.monaco-diff-editor .editor.${name} .view-lines`);
    const lines = async (name: string) => (await side(name).innerText()).replaceAll(/[\u00a0\u00b7]/g, " ");
    await until("the record", async () => (await lines("original")).includes('"  Copper Lynx "'));
    assert.match(await lines("modified"), /"score":1\.0,/);
    assert.ok(!(await lines("modified")).includes('"  Copper Lynx "'));
    assert.deepEqual(edits(), []);
    await desk.workbench.screenshot("update-diff");
  });

  it("keeps hostile text of records text", async () => {
    const bad = `<img src=x onerror=alert(1)> [x](command:workbench.action.quit) \u202egnp.exe`;
    await open(record("7", "Emberfox", [` ${bad} `, "</code></li><script>alert(1)</script>,b"]));
    await updateAll("Tidy aliases");
    await review().primary(/^\s*Write 1 change to 1 record/);
    assert.equal(await review().frame.locator("img, a, iframe, main script, main style").count(), 0);
    const shown = await review().text();
    assert.ok(shown.includes("<img src=x onerror=alert(1)> [x](command:workbench.action.quit) \\u202egnp.exe"), shown);
    await desk.workbench.screenshot("update-hostile");
    await review().write(/Write 1 change/);
    await desk.workbench.waitForNotification("Updated 1 record.");
    await desk.workbench.runCommand("TI Scraper: Focus on Activity View");
    await desk.workbench.treeRow(ACTIVITY, /^\s*Updated Emberfox/).waitFor();
  });

  it("looks right in every theme, and narrow", async () => {
    const note = ',"note":"leaks.onion,\\tactive\\nown line"';
    await open(
      emberfox,
      record("8", "Greyheron", ["Grey\u200bheron Group", "x".repeat(300), "\u05d0\u05d1\u05d2 "], note),
    );
    await updateAll("First seen", "Tidy aliases");
    await review().primary(/Write/);
    try {
      for (const theme of themes) {
        await useTheme(desk.workbench, theme);
        await review().frame.locator(`body.${THEMES[theme].page}`).waitFor();
        await desk.workbench.screenshot(`update-${theme}`);
      }
      await desk.workbench.runCommand("View: Toggle Primary Side Bar Visibility");
      await page().setViewportSize({ width: 352, height: 800 });
      await page().waitForTimeout(1000);
      await review().frame.locator("h2", { hasText: "Greyheron" }).scrollIntoViewIfNeeded();
      await desk.workbench.screenshot("update-narrow");
      const overflow = await review()
        .frame.locator("main")
        .evaluate((main) => {
          const { scrollWidth, clientWidth } = (
            main as unknown as { ownerDocument: { documentElement: { scrollWidth: number; clientWidth: number } } }
          ).ownerDocument.documentElement;
          return scrollWidth - clientWidth;
        });
      assert.ok(overflow <= 0, `${overflow} px too much`);
    } finally {
      await page().setViewportSize({ width: 1280, height: 800 });
      await desk.workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    }
  });

  it("stays fast with a thousand records", async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `Emberfox${String(index).padStart(4, "0")}`);
    await desk.open({ names, xsoar: "withKey" });
    for (const [index, name] of names.entries())
      desk.xsoar.put(record(String(2000 + index), name, [` ${name} `, `Lynx ${index}`, `Lynx${index}`]));
    await updateAll("First seen", "Tidy aliases");
    await desk.workbench.clickDialog("Go On");
    await (await review().primary("Write 3,000 changes to 1,000 records")).waitFor({ timeout: 60_000 });
    const none = await timed(async () => {
      await review().box("All").uncheck();
      await review().frame.locator("button.primary[aria-disabled='true']").waitFor();
    });
    const one = await timed(async () => {
      await review().box("Emberfox0001").check();
      await review().primary("Write 4 changes to 1 record");
    });
    const scrolled = await timed(async () => {
      await review().frame.locator("#moreRecords").scrollIntoViewIfNeeded();
      await review().box("Emberfox0099").waitFor();
    });
    console.log(`      untick all ${none} ms, tick a record ${one} ms, more records ${scrolled} ms`);
    for (const took of [none, one, scrolled]) assert.ok(took < 4000, `${took} ms`);
  });
});

describe("updates of records in German", () => {
  const desk = openDesk({ language: "de", xsoar: { host: "127.0.1.10" } });

  it("are worded", async () => {
    await desk.open({ names: TRACKED, xsoar: "withoutKey" });
    for (const one of [emberfox, greyheron]) desk.xsoar.put(one);
    await desk.workbench.runCommand("TI Scraper: XSOAR-API-Schlüssel festlegen");
    await desk.workbench.clickDialog("Diesen Server verwenden");
    await desk.workbench.answerInput(desk.key);
    await desk.workbench.waitForNotification("antwortet und nimmt den Schlüssel an");
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Datensätze aktualisieren…");
    await desk.workbench.quickInput().waitFor();
    await desk.workbench.screenshot("update-german-recipes");
    await desk.workbench.toggle("Name in die Aliasse");
    await desk.workbench.quickInput().press("Enter");
    await desk.workbench.pick("Alle beobachteten Namen");
    const review = new ReviewPage(desk.workbench);
    await review.primary(/Änderung/);
    await desk.workbench.screenshot("update-german");
    await review.write(/Änderung/);
    await desk.workbench.waitForNotification(/Datens.tze? aktualisiert\./);
  });
});

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round(performance.now() - start);
}
