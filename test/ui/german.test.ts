import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { type FeedServer, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profiltreffer";
const KEY = "ui-test-key-0123456789abcdef";

/** What an analyst whose VS Code is German meets on the way from the first look to the record. */
describe("TI Scraper in German", () => {
  let feed: FeedServer;
  let xsoar: Xsoar;
  let folder: string;
  let vscode: OpenWorkbench;

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([
      { title: "Clop claims another victim, CVE-2026-4711 abused", url: "https://news.example/clop-claims" },
      { title: "Conti-Bande greift Stadtwerke an", url: "https://news.example/conti" },
    ]);
    xsoar = await startXsoar({ key: KEY, host: "127.0.1.9" });
    folder = makeWorkspace({
      "config/articles_config.json": articlesConfig({
        feeds: [feed.feed, `${feed.origin}/gone.xml`],
        names: ["Clop", "Conti"],
        xsoar: xsoar.origin,
      }),
    });
    vscode = await openWorkbench({ workspace: folder, language: "de" });
  });

  after(async () => {
    await vscode?.close();
    await xsoar?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("greets and names its commands", async () => {
    await vscode.workbench.openContainer("TI Scraper");
    await until("welcome", async () => (await vscode.workbench.sidebarText()).includes("beobachteten Threat Actors"));
    await vscode.workbench.screenshot("german-welcome");
  });

  it("scans and says what was found, and what is missing", async function () {
    this.timeout(60_000);
    await vscode.workbench.runCommand("TI Scraper: Suchen");
    const told = await vscode.workbench.waitForNotification("2 neue Artikel.");
    assert.match(
      told.text,
      /2 neue Treffer für 2 Namen\. 1 von 2 Quellen nicht lesbar\. Für http:\/\/127\.0\.1\.9:\d+ ist kein API-Schlüssel gespeichert\./,
    );
    assert.deepEqual(told.buttons, ["API-Schlüssel festlegen", "Ergebnis öffnen", "Protokoll anzeigen"]);
    await vscode.workbench.treeRow(VIEW, /^\s*Clop\s*1 ungelesen/).waitFor();
    await vscode.workbench.screenshot("german-scanned");
  });

  it("takes the key, writes, and offers the record that is missing", async function () {
    this.timeout(60_000);
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: XSOAR-API-Schlüssel festlegen");
    await vscode.workbench.clickDialog("Diesen Server verwenden");
    await vscode.workbench.quickInput().waitFor();
    await vscode.workbench.screenshot("german-key");
    await vscode.workbench.answerInput(KEY);
    await vscode.workbench.waitForNotification("antwortet und nimmt den Schlüssel an");
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Suchen");
    const question = "2 Namen haben keinen Datensatz in Cortex XSOAR: Clop, Conti.";
    await vscode.workbench.waitForNotification(question);
    await vscode.workbench.screenshot("german-offer");
    await vscode.workbench.clickNotification(question, "Alle anlegen");
    await vscode.workbench.clickNotification("2 neue Datensätze", "Schreiben");
    await vscode.workbench.waitForNotification("2 Threat-Actor-Datensätze");
    assert.equal(xsoar.records().length, 2);
    await vscode.workbench.screenshot("german-created");
  });

  it("shows matches with their reason", async function () {
    this.timeout(60_000);
    await vscode.workbench.clearNotifications();
    await vscode.workbench.treeRow(VIEW, /^\s*Clop\s*1 ungelesen/).click();
    const row = vscode.workbench.treeRow(VIEW, /Clop claims/);
    await row.waitFor();
    await row.hover();
    const hover = vscode.workbench.page.locator(".workbench-hover:visible", { hasText: "„Clop“ in der Überschrift." });
    await hover.waitFor();
    await vscode.workbench.screenshot("german-tooltip");
    await vscode.workbench.contextMenu(row, "Warum dieser Treffer?");
    await vscode.workbench.page.locator(".tab.active[data-resource-name='Warum dieser Treffer.txt']").waitFor();
    await vscode.workbench.screenshot("german-why");
  });

  it("marks mistakes in the configuration and explains its keys", async function () {
    this.timeout(90_000);
    const file = path.join(folder, "config", "articles_config.json");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(/"createFile": *true/, '"createFile": "ja"'));
    await vscode.workbench.runCommand("TI Scraper: Konfiguration öffnen");
    await vscode.workbench.page.locator('.tab.active[data-resource-name="articles_config.json"]').waitFor();
    await vscode.workbench.waitForProblem("Hierher gehört true oder false");
    await vscode.workbench.page.locator(".view-line span", { hasText: "getDeltaRecords" }).last().hover();
    await vscode.workbench.page.locator(".monaco-hover:visible", { hasText: "frühere Suche" }).waitFor();
    await vscode.workbench.screenshot("german-problem");
  });
});
