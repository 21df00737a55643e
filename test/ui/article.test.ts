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
    await until("the Markdown", async () => (await desk.workbench.clipboard()).startsWith("## Emberfox\n"));
  });

  it("exports the matches into a file", async () => {
    await desk.workbench.runCommand("TI Scraper: Export Matches…");
    await desk.workbench.pick("With summaries…");
    await until("the formats alone", async () => !/With summaries/.test(await desk.workbench.quickText()));
    await desk.workbench.pick(/STIX 2\.1/);
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
