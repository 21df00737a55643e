import assert from "node:assert/strict";
import { until } from "./desk";
import { openDesk } from "./openDesk";
import { ReadingPage } from "./readingPage";
import { ReviewPage } from "./reviewPage";

const VIEW = "Profiltreffer";

/** What an analyst whose VS Code is German meets on the way from the first look to the record. */
describe("TI Scraper in German", () => {
  const desk = openDesk({ language: "de", xsoar: { host: "127.0.1.9" } });
  const open = () =>
    desk.open({
      items: [
        { title: "Clop claims another victim, CVE-2026-4711 abused", url: "https://news.example/clop-claims" },
        { title: "Conti-Bande greift Stadtwerke an", url: "https://news.example/conti" },
      ],
      names: ["Clop", "Conti"],
      feeds: [`${desk.feed.origin}/gone.xml`],
      xsoar: "withoutKey",
    });
  const search = async () => {
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Suchen");
  };

  it("greets and names its commands", async () => {
    await open();
    await until("welcome", async () => (await desk.workbench.sidebarText()).includes("beobachteten Threat Actors"));
    await desk.workbench.screenshot("german-welcome");
    await desk.workbench.runCommand("TI Scraper: Erste Schritte");
    await desk.workbench.page.locator(".getting-started-step", { hasText: "Quellen wählen" }).waitFor();
    await desk.workbench.page.locator(".getting-started-step", { hasText: "Cortex XSOAR einrichten" }).click();
    await desk.workbench.screenshot("walkthrough-german");
  });

  it("scans and says what was found, and what is missing", async () => {
    await open();
    await search();
    const told = await desk.workbench.waitForNotification("2 neue Treffer: Clop, Conti.");
    assert.match(
      told.text,
      /^2 neue Treffer: Clop, Conti\. Für http:\/\/127\.0\.1\.9:\d+ ist kein API-Schlüssel gespeichert\./,
    );
    assert.deepEqual(told.buttons, ["API-Schlüssel festlegen", "Anzeigen"]);
    await desk.workbench.treeRow(VIEW, /^\s*Clop\s*1 ungelesen/).waitFor();
    await desk.workbench.screenshot("german-scanned");

    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Focus on Quellen View");
    await desk.workbench.treeRow("Quellen", /Desk\s*2 Artikel · 2 Treffer · jetzt · /).waitFor();
    await desk.workbench.treeRow("Quellen", /gone\.xml\s*Unter dieser Adresse.* · seit /).waitFor();
    await desk.workbench.screenshot("german-sources");
  });

  it("takes the key, writes, and offers the record that is missing", async () => {
    await open();
    await desk.workbench.runCommand("TI Scraper: XSOAR-API-Schlüssel festlegen");
    await desk.workbench.clickDialog("Diesen Server verwenden");
    await desk.workbench.quickInput().waitFor();
    await desk.workbench.screenshot("german-key");
    await desk.workbench.answerInput(desk.key);
    await desk.workbench.waitForNotification("antwortet und nimmt den Schlüssel an");
    await search();
    const question = "2 Namen haben keinen Datensatz in Cortex XSOAR: Clop, Conti.";
    await desk.workbench.waitForNotification(question);
    await desk.workbench.screenshot("german-offer");
    await desk.workbench.clickNotification(question, "Prüfen…");
    const review = new ReviewPage(desk.workbench);
    await review.primary("2 Datensätze mit 2 Notizen anlegen");
    await desk.workbench.screenshot("german-review");
    await review.write("2 Datensätze mit 2 Notizen anlegen");
    await desk.workbench.waitForNotification("2 Threat-Actor-Datensätze");
    assert.equal(desk.xsoar.records().length, 2);
    await desk.workbench.screenshot("german-created");
  });

  it("shows matches with their reason", async () => {
    await open();
    await search();
    await desk.workbench.waitForNotification("2 neue Treffer: Clop, Conti.");
    await desk.workbench.clearNotifications();
    await desk.workbench.treeRow(VIEW, /^\s*Clop\s*1 ungelesen/).click();
    const row = desk.workbench.treeRow(VIEW, /Clop claims/);
    await row.waitFor();
    await desk.workbench.tooltip(row, "„Clop“ in der Überschrift.");
    await desk.workbench.screenshot("german-tooltip");
    await desk.workbench.contextMenu(row, "Warum dieser Treffer?");
    const pane = new ReadingPage(desk.workbench);
    const text = await pane.says(/Warum Clop passt/);
    await until("the pane has the focus", () => pane.hasFocus());
    for (const words of ["Seite lesen", "Im Browser öffnen", "Was der Feed sagt"])
      assert.ok(text.includes(words), text);
    await desk.workbench.screenshot("german-why");
    await desk.workbench.runCommand("TI Scraper: Treffer exportieren…");
    await until("the form", async () => /2 Artikel als Markdown exportieren/.test(await desk.workbench.quickText()));
    await desk.workbench.screenshot("german-export");
    await desk.workbench.page.keyboard.press("Escape");
  });

  it("marks mistakes in the configuration and explains its keys", async () => {
    await open();
    const file = "config/articles_config.json";
    desk.write(file, desk.read(file).replace(/"createFile": *true/, '"createFile": "ja"'));
    await desk.workbench.runCommand("TI Scraper: Konfiguration öffnen");
    await desk.workbench.page.locator('.tab.active[data-resource-name="articles_config.json"]').waitFor();
    await desk.workbench.waitForProblem("muss true oder false sein");
    await desk.workbench.page.locator(".view-line span", { hasText: "getDeltaRecords" }).last().hover();
    await desk.workbench.page.locator(".monaco-hover:visible", { hasText: "frühere Suche" }).waitFor();
    await desk.workbench.screenshot("german-problem");
  });
});
