import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { articlesConfig, makeWorkspace, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";
const TEXT =
  "The group Emberfox broke into three shipping companies and stole their passwords. Emberfox sent forged mails to the shipping companies. The shipping companies changed all passwords of their mail servers and warned customers of Emberfox.";

/** What can be done with an article beside reading it in the browser. */
describe("an article in VS Code", () => {
  let server: http.Server;
  let folder: string;
  let vscode: OpenWorkbench;

  const row = () => vscode.workbench.treeRow(VIEW, /Emberfox uses/);

  before(async function () {
    this.timeout(180_000);
    let origin = "";
    server = http.createServer((request, response) => {
      if (request.url === "/story") {
        response
          .writeHead(200, { "content-type": "text/html" })
          .end(`<html lang="en"><body><nav>Menu</nav><article>${`<p>${TEXT}</p>`.repeat(3)}</article></body></html>`);
        return;
      }
      const items =
        `<item><title>Emberfox uses CVE-2026-4711</title><link>${origin}/story</link><description>Servers: evil[.]example, 45.77.12.9</description></item>` +
        `<item><title>Emberfox on its own site</title><link>http://emberfoxsite.onion/leak</link></item>`;
      response
        .writeHead(200, { "content-type": "application/rss+xml" })
        .end(`<rss version="2.0"><channel>${items}</channel></rss>`);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.1.7", resolve));
    origin = `http://127.0.1.7:${(server.address() as AddressInfo).port}`;
    folder = makeWorkspace({
      "config/articles_config.json": articlesConfig({ feeds: [`${origin}/feed.xml`], names: ["Emberfox"] }),
    });
    vscode = await openWorkbench({ workspace: folder });
    await vscode.workbench.openContainer("TI Scraper");
    await vscode.workbench.runCommand("TI Scraper: Scan");
    await vscode.workbench.treeRow(VIEW, /^\s*Emberfox\s*2 unread/).click();
    await row().waitFor();
  });

  after(async () => {
    await vscode?.close();
    server?.closeAllConnections();
    server?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("shows its summary and its text, as text", async function () {
    this.timeout(60_000);
    await vscode.workbench.contextMenu(row(), "Show Summary");
    const lines = vscode.workbench.page.locator(".monaco-editor .view-line");
    const shown = await until("the summary", async () => {
      const text = (await lines.allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
      return text.includes("• ") ? text : null;
    });
    assert.match(shown, /• Emberfox sent forged mails|• The group Emberfox broke/);
    await vscode.workbench.screenshot("summary");
    await vscode.workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await vscode.workbench.screenshot("summary-light");
    await vscode.workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
  });

  it("copies its indicators, and its line as Markdown", async function () {
    this.timeout(60_000);
    await vscode.workbench.contextMenu(row(), "Copy Indicators");
    await until("the indicators", async () => {
      const text = await vscode.workbench.clipboard();
      return /CVE-2026-4711/.test(text) && text.includes("45[.]77[.]12[.]9") && text.includes("evil[.]example");
    });
    await vscode.workbench.contextMenu(row(), "Copy as Markdown");
    await until("the Markdown", async () => (await vscode.workbench.clipboard()).startsWith("## Emberfox\n"));
  });

  it("exports the matches into a file", async function () {
    this.timeout(60_000);
    await vscode.workbench.runCommand("TI Scraper: Export Matches…");
    await vscode.workbench.pick("With summaries…");
    await until("the formats alone", async () => !/With summaries/.test(await vscode.workbench.quickText()));
    await vscode.workbench.pick(/STIX 2\.1/);
    const field = vscode.workbench.quickInput();
    await until("the place to save", async () => (await field.inputValue()).includes("_matches.stix.json"));
    await field.press("Enter");
    await vscode.workbench.waitForNotification("The matches are in");
    const file = fs.readdirSync(folder).find((name) => name.endsWith("_matches.stix.json"));
    assert.ok(file);
    const text = fs.readFileSync(path.join(folder, file), "utf8");
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

  it("asks before an onion service is opened, and opens nothing by itself", async function () {
    this.timeout(60_000);
    await vscode.workbench.clearNotifications();
    const opened = vscode.workbench.openedLinks().length;
    await vscode.workbench.treeRow(VIEW, /on its own site/).click();
    await vscode.workbench.dialog().waitFor();
    assert.match(await vscode.workbench.dialog().innerText(), /onion service/);
    await vscode.workbench.screenshot("onion");
    await vscode.workbench.clickDialog("Copy Link");
    await until("the link", async () => (await vscode.workbench.clipboard()) === "http://emberfoxsite.onion/leak");
    assert.equal(vscode.workbench.openedLinks().length, opened);
  });
});
