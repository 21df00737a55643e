import assert from "node:assert/strict";
import { type Item, startFeed, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";
import { THEMES, themes, useTheme } from "./themes";

const story = (title: string): Item => ({ title, url: `https://news.example/${encodeURIComponent(title)}` });

/** The page of the review: what it loads, how it is used without a mouse, how it looks, and how fast it is. */
describe("the page of a review in VS Code", () => {
  const desk = openDesk();
  const review = () => new ReviewPage(desk.workbench);
  const page = () => desk.workbench.page;

  /** Two records and a new one, with notes that wait. */
  const reviewed = async (...more: readonly Item[]) => {
    await desk.open({
      names: ["Emberfox", "Greyheron", "Sunwasp"],
      xsoar: "withKey",
      records: { Emberfox: [], Greyheron: [] },
    });
    desk.xsoar.fail({ kind: "answer", status: 502, times: 1000 });
    await desk.scan(story("Emberfox and Greyheron meet"), story("Emberfox alone"), story("Sunwasp appears"), ...more);
    await desk.workbench.waitForNotification("internal error (502)", 60_000);
    desk.xsoar.clearFaults();
    desk.xsoar.clearRequests();
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Review Changes");
    await review().primary(/^\s*Create 1 record and write/);
  };
  /** What has the focus in the page: its label, or its text. */
  const focused = () =>
    review()
      .frame.locator(":focus")
      .evaluate((element) => {
        const { textContent, labels = null } = element as unknown as {
          textContent: string;
          labels: readonly { textContent: string }[] | null | undefined;
        };
        return (labels?.[0]?.textContent ?? textContent).replace(/\s+/g, " ").trim();
      });

  it("loads nothing from the network, whatever stands in a headline, and keeps it text", async () => {
    const away = await startFeed([]);
    try {
      const bad = `Sunwasp <img src="${away.origin}/img.png"> <style>@import "${away.origin}/s.css"</style> <script>fetch("${away.origin}/f")</script>`;
      // Escaped twice, since a headline of a feed loses its markup.
      await reviewed({
        title: bad.replaceAll("<", "&lt;"),
        url: `https://news.example/"><img src=${away.origin}/u.png>`,
      });
      const text = await review().text();
      assert.ok(text.includes(`<img src="${away.origin}/img.png">`), text);
      assert.equal(await review().frame.locator("img, link, a, iframe, main script, main style").count(), 0);
      // What got into the page all the same would be stopped by its policy.
      await review()
        .frame.locator("main")
        .evaluate((main, origin) => {
          const element = main as unknown as { insertAdjacentHTML(where: string, html: string): void };
          element.insertAdjacentHTML("beforeend", `<img src="${origin}/1.png"><iframe src="${origin}/2"></iframe>`);
          const asked: readonly (() => unknown)[] = [
            () =>
              (globalThis as unknown as { fetch(url: string): Promise<unknown> })
                .fetch(`${origin}/3`)
                .catch(() => null),
            () => element.insertAdjacentHTML("beforeend", `<p style="background:url(${origin}/4)">x</p>`),
            () => element.insertAdjacentHTML("beforeend", `<link rel="stylesheet" href="${origin}/5">`),
          ];
          for (const ask of asked) ask();
        }, away.origin);
      await page().waitForTimeout(1500);
      assert.deepEqual(away.requests(), []);
      await desk.workbench.screenshot("review-hostile");
    } finally {
      await away.close();
    }
  });

  it("is used by keyboard alone", async () => {
    await reviewed();
    const keys = page().keyboard;
    await until("the focus is on the button", async () => (await focused()).startsWith("Create 1 record and write 4"));
    await keys.press("Shift+Tab");
    assert.equal(await focused(), "All");
    for (let steps = 0; (await focused()) !== "Emberfox alone"; steps++) {
      assert.ok(steps < 40, "the note is reached");
      await keys.press("Tab");
    }
    await keys.press("Space");
    await review().primary("Create 1 record and write 3 notes to 3 records");
    assert.equal(await focused(), "Emberfox alone", "the focus stays");
    for (let steps = 0; (await focused()) !== "Sunwasp"; steps++) {
      assert.ok(steps < 40, "the record is reached");
      await keys.press("Tab");
    }
    await keys.press("Space");
    await review().primary("Write 2 notes to 2 records");
    await keys.press("Control+Enter");
    await desk.workbench.waitForNotification("Added 2 notes to 2 records.");
    await review().says(/Added 2 notes to 2 records\./);
    assert.equal(desk.notesOf("Emberfox")?.length, 1);
    assert.equal(desk.notesOf("Sunwasp"), null);
    await until("the focus is on Close", async () => (await focused()) === "Close");
    await keys.press("Enter");
    await review().isClosed();
  });

  it("looks right in every theme, and narrow", async () => {
    await reviewed(story("Greyheron ".repeat(40).trim()), {
      title: "Emberfox \u05d0\u05d1\u05d2 (1)",
      url: "https://news.example/rtl",
    });
    await review().box("Emberfox alone").uncheck();
    await review().frame.locator("summary", { hasText: "Text of the note" }).first().click();
    try {
      for (const theme of themes) {
        await useTheme(desk.workbench, theme);
        await review().frame.locator(`body.${THEMES[theme].page}`).waitFor();
        await desk.workbench.screenshot(`review-${theme}`);
      }
      await desk.workbench.runCommand("View: Toggle Primary Side Bar Visibility");
      await page().setViewportSize({ width: 352, height: 800 });
      await page().waitForTimeout(1000);
      await desk.workbench.screenshot("review-narrow");
      const { overflow, width } = await review()
        .frame.locator("main")
        .evaluate((main) => {
          const { scrollWidth, clientWidth } = (
            main as unknown as { ownerDocument: { documentElement: { scrollWidth: number; clientWidth: number } } }
          ).ownerDocument.documentElement;
          return { overflow: scrollWidth - clientWidth, width: clientWidth };
        });
      assert.ok(width <= 310 && overflow <= 0, `${width} px wide, ${overflow} px too much`);
    } finally {
      await page().setViewportSize({ width: 1280, height: 800 });
    }
  });

  it("stays fast with a thousand records of ten notes each", async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `Emberfox${String(index).padStart(4, "0")}`);
    await desk.open({ names, xsoar: "withKey", feeds: desk.feed.parts(5) });
    desk.xsoar.fail({ kind: "answer", status: 502, times: 10_000 });
    await desk.scan(
      ...names.flatMap((name) => Array.from({ length: 10 }, (_, index) => story(`${name} story number ${index}`))),
    );
    await desk.workbench.waitForNotification("10,000 new matches", 120_000);
    desk.xsoar.clearFaults();
    await desk.workbench.treeRow(MATCHES, /Emberfox/).waitFor();
    await desk.workbench.clearNotifications();
    const looked = await timed(async () => {
      await desk.workbench.runCommand("TI Scraper: Review Changes");
      await (await review().primary("Create 1,000 records with 10,000 notes")).waitFor({ timeout: 120_000 });
    });
    const none = await timed(async () => {
      await review().box("All").uncheck();
      await review().frame.locator("button.primary[aria-disabled='true']").waitFor();
    });
    const one = await timed(async () => {
      await review().box("Emberfox0001").check();
      await review().primary("Create 1 record with 10 notes");
    });
    const opened = await timed(async () => {
      await review().frame.locator("summary", { hasText: "10 notes" }).first().click();
      await review().frame.getByText("Emberfox0000 story number 9").first().waitFor();
    });
    const scrolled = await timed(async () => {
      await review().frame.locator("#moreRecords").scrollIntoViewIfNeeded();
      await review().box("Emberfox0099").waitFor();
    });
    await desk.workbench.screenshot("review-thousand");
    console.log(
      `      look up and open ${looked} ms, untick all ${none} ms, tick a record ${one} ms, open its notes ${opened} ms, more records ${scrolled} ms`,
    );
    for (const took of [none, one, opened, scrolled]) assert.ok(took < 4000, `${took} ms`);
  });
});

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round(performance.now() - start);
}
