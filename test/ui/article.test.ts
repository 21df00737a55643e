import assert from "node:assert/strict";
import fs from "node:fs";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReadingPage } from "./readingPage";

const TEXT =
  "The group Emberfox broke into three shipping companies and stole their passwords. Emberfox sent forged mails to the shipping companies. The shipping companies changed all passwords of their mail servers and warned customers of Emberfox.";

/** What can be done with an article beside reading it in the browser. */
describe("an article in VS Code", () => {
  const desk = openDesk();
  const row = () => desk.workbench.treeRow(MATCHES, /Emberfox uses/);

  // No case changes what another one looks at.
  before(async () => {
    const items =
      `<item><title>Emberfox uses CVE-2026-4711</title><link>${desk.feed.origin}/story</link><description>Servers: evil[.]example, 45.77.12.9</description></item>` +
      `<item><title>Emberfox on its own site</title><link>http://emberfoxsite.onion/leak</link></item>`;
    await desk.open({
      names: ["Emberfox"],
      pages: {
        "/feed.xml": `<rss version="2.0"><channel>${items}</channel></rss>`,
        "/story": `<html lang="en"><body><nav>Menu</nav><article>${`<p>${TEXT}</p>`.repeat(3)}</article></body></html>`,
      },
    });
    await desk.scan();
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*2 unread/).click();
    await row().waitFor();
  });

  it("shows its main sentences and its text in the reading pane, read from its page", async () => {
    const pane = new ReadingPage(desk.workbench);
    await desk.workbench.contextMenu(row(), "Show Summary");
    const shown = await pane.says(/Main sentences[\s\S]+Text of the page/);
    assert.match(shown, /Main sentences\s+(?:The group Emberfox broke|Emberfox sent forged mails)/);
    assert.match(shown, /The page was read\./);
    await desk.workbench.screenshot("summary");
    await desk.workbench.screenshotInLight("summary-light");
  });

  it("copies its indicators, and its line as Markdown", async () => {
    await desk.workbench.contextMenu(row(), "Copy Indicators");
    await until("the indicators", async () => {
      const text = await desk.workbench.clipboard();
      return /CVE-2026-4711/.test(text) && text.includes("45[.]77[.]12[.]9") && text.includes("evil[.]example");
    });
    await desk.workbench.contextMenu(row(), "Copy as Markdown");
    const markdown = await until("the Markdown", async () => {
      const text = await desk.workbench.clipboard();
      return text.startsWith("## Emberfox\n") ? text : null;
    });
    assert.match(markdown, /^- \*\*Emberfox uses CVE-2026-4711\*\* {2}$/m);
    assert.match(markdown, /`evil\[\.\]example`/);
    assert.ok(!markdown.includes("\\"), markdown);
  });

  it("exports the matches into a file", async () => {
    const { workbench } = desk;
    await workbench.runCommand("TI Scraper: Export Matches…");
    await until("the form", async () => /Export 2 Articles as Markdown/.test(await workbench.quickText()));
    await workbench.pick("State");
    await until("the choice", async () => /State\s*Unread only/.test(await workbench.quickText()));
    await workbench.pick("Period");
    await until("the periods", async () => /Last 7 days/.test(await workbench.quickText()));
    await workbench.screenshot("export-period");
    await workbench.pick("From one day to another");
    await workbench.quickInput().fill("2026-02-30");
    await until("the complaint", async () => /A day belongs here/.test(await workbench.quickText()));
    await workbench.answerInput("2001-01-01");
    await until("the end", async () => /To, this day included/.test(await workbench.quickText()));
    await workbench.answerInput("2001-01-02");
    await until("no match", async () => /Nothing to export with this choice/.test(await workbench.quickText()));
    await workbench.screenshot("export-nothing");
    await workbench.pick("State");
    await until("all states", async () => /State\s*All/.test(await workbench.quickText()));
    await workbench.pick("Period");
    await workbench.pick(/^\s*Today/);
    await workbench.pick("Summaries");
    await until("the summaries", async () => /Summaries\s*reads the pages/.test(await workbench.quickText()));
    await workbench.pick("Format");
    await workbench.pick(/STIX 2\.1/);
    await until("all of it", async () => /Export 2 Articles as STIX 2\.1/.test(await workbench.quickText()));
    await workbench.screenshot("export-form");
    await workbench.pick("Export 2 Articles");
    const field = desk.workbench.quickInput();
    await until("the place to save", async () => (await field.inputValue()).includes("_matches.stix.json"));
    await field.press("Enter");
    await desk.workbench.waitForNotification("The matches are in");
    const file = fs.readdirSync(desk.folder).find((name) => name.endsWith("_matches.stix.json"));
    assert.ok(file);
    const text = desk.read(file);
    assert.match(text, /Emberfox sent forged mails/);
    const bundle = JSON.parse(text) as {
      readonly objects: readonly { readonly type: string }[];
    };
    assert.deepEqual(bundle.objects.map(({ type }) => type).toSorted(), [
      "identity",
      "indicator",
      "indicator",
      "intrusion-set",
      "report",
      "report",
      "vulnerability",
    ]);
    // The next one begins as this one was.
    await workbench.runCommand("TI Scraper: Export Matches…");
    await until("what is remembered", async () =>
      /Export 2 Articles as STIX 2\.1[^]*Today[^]*reads the pages/.test(await workbench.quickText()),
    );
    await workbench.pick("Period");
    await workbench.pick("Since the last export");
    await until("nothing new", async () => /Nothing to export with this choice/.test(await workbench.quickText()));
    await workbench.page.keyboard.press("Escape");
  });

  it("asks before an onion service is opened, and opens nothing by itself", async () => {
    await desk.workbench.clearNotifications();
    const opened = desk.workbench.openedLinks().length;
    await desk.workbench.inlineAction(desk.workbench.treeRow(MATCHES, /on its own site/), "Open in Browser");
    await desk.workbench.dialog().waitFor();
    assert.match(await desk.workbench.dialog().innerText(), /onion service/);
    await desk.workbench.screenshot("onion");
    await desk.workbench.clickDialog("Copy Link");
    await until("the link", async () => (await desk.workbench.clipboard()) === "http://emberfoxsite.onion/leak");
    assert.equal(desk.workbench.openedLinks().length, opened);
  });
});
