import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { until } from "./desk";
import { openDesk } from "./openDesk";
import { narrow, screenshotInThemes } from "./themes";

const OWN = "Own Jobs";
const SCRIPT = `import { createInterface } from "node:readline";
const say = (message) => console.log(JSON.stringify(message));
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.type === "hello" && message.secrets["leak-api"] !== "fake-leak-secret") process.exit(3);
  if (message.type === "page")
    for (const [, victim] of message.html.matchAll(/<h2>(.*?)<.h2>/g)) say({ type: "row", victim });
  if (message.type === "end") say({ type: "done", summary: "all read" });
}
`;

/** Jobs of the user's own, from the file to what they find, and their scripts from the question to the row. */
describe("jobs of the user's own in VS Code", () => {
  const desk = openDesk({ size: { width: 1280, height: 900 } });
  const row = (text: string | RegExp) => desk.workbench.treeRow(OWN, text);
  const openSection = async (): Promise<void> => {
    const header = desk.workbench.page
      .locator(".part.sidebar .pane-header", { hasText: new RegExp(`^${OWN}`, "i") })
      .first();
    await header.waitFor({ timeout: 30_000 });
    if ((await header.getAttribute("aria-expanded")) !== "true") await header.click();
  };
  const open = () => {
    const page = `${desk.feed.origin}/leaks`;
    const card = (victim: string, when: string) =>
      `<div class="card"><h2>${victim}</h2><span class="when">${when}</span></div>`;
    return desk.open({
      pages: {
        "/leaks": `<html><body><main>${card("Fabrikam [x](command:y)", "2026-11-28")}${card("Contoso", "2026-11-29")}</main></body></html>`,
      },
      files: {
        "config/leakwatch_config.yaml": [
          "job: {name: Leak watch, base: contents}",
          `websiteconfig: {webpages: ["${page}"]}`,
          'extract: {select: "main .card", fields: {victim: h2, when: .when}}',
          'format: {columns: {Victim: "{victim}", Date: "{when}"}}',
          "resultfile: {folder: 04 Leak watch, filename: leaks.csv}",
          "",
        ].join("\n"),
        "config/headings_config.yaml": [
          "job: {base: contents}",
          `websiteconfig: {webpages: ["${page}"]}`,
          "script: {run: [node, scripts/headings.mjs], at: extract, secrets: [leak-api]}",
          "resultfile: {folder: 05 Headings, filename: headings.csv}",
          "",
        ].join("\n"),
        "scripts/headings.mjs": SCRIPT,
      },
    });
  };
  const filesIn = (folder: string): readonly string[] => {
    const whole = path.join(desk.folder, folder);
    return fs.existsSync(whole) ? fs.readdirSync(whole) : [];
  };

  it("stand in a section of their own with what they find; a scan runs no script that nobody has agreed to", async () => {
    await open();
    await openSection();
    await row(/^\s*Leak watch/).waitFor();
    await desk.scan();
    await row(/^\s*Leak watch\s*2/).waitFor({ timeout: 30_000 });
    await row(/^\s*headings\s*0 · needs your consent/).waitFor();
    await desk.workbench.screenshot("own-jobs-scanned");
    assert.match(desk.read(`04 Leak watch/${filesIn("04 Leak watch")[0] ?? ""}`), /Fabrikam[^]*Contoso/);
    assert.deepEqual(filesIn("05 Headings"), []);
    await desk.workbench.clearNotifications();
    await row(/^\s*Leak watch/).click();
    await row(/Fabrikam \[x\]\(command:y\)/).waitFor();
    await screenshotInThemes(desk.workbench, "own-jobs");
    await narrow(desk.workbench, "sidebar", async () => {
      await desk.workbench.screenshot("own-jobs-narrow");
    });
    await desk.workbench.runCommand("TI Scraper: Test Source");
    await desk.workbench.pick(/leaks/);
    await desk.workbench.waitForNotification(/Taken by the job .*Leak watch.*: 2 items, .*Contoso/);
    await desk.workbench.clickNotification(/Leak watch/, "Show Items");
    await until("the items", async () => (await desk.workbench.editorText()).includes("Contoso · 2026-11-29"));
    await desk.workbench.clearNotifications();
    await desk.workbench.contextMenu(row(/^\s*Leak watch/), "Export Job…");
    await until("the formats of rows", async () => /CSV[^]*JSON/.test(await desk.workbench.quickText()));
    assert.doesNotMatch(await desk.workbench.quickText(), /Markdown|STIX/);
    await desk.workbench.screenshot("own-jobs-export");
    await desk.workbench.pick("CSV");
    const field = desk.workbench.quickInput();
    await until("the place to save", async () => (await field.inputValue()).includes("_leakwatch.csv"));
    await field.press("Enter");
    await desk.workbench.waitForNotification("What the job has found is in");
    const file = fs.readdirSync(desk.folder).find((name) => name.endsWith("_leakwatch.csv"));
    assert.match(desk.read(file ?? ""), /^\uFEFFvictim,when,url,found\r\n[^]*Contoso,2026-11-29,/);
  });

  it("run a script once after a question that shows all of it, and from then on by an agreement", async () => {
    await open();
    await openSection();
    await row(/^\s*headings/).waitFor();
    const dialog = desk.workbench.page.locator(".monaco-dialog-box");
    await desk.workbench.contextMenu(row(/^\s*headings/), "Run Job…");
    await dialog.waitFor();
    const asked = await dialog.innerText();
    for (const part of [
      "node scripts/headings.mjs",
      "the pages of the job",
      "leak-api",
      "rows of this job",
      "all your rights",
    ])
      assert.ok(asked.includes(part), asked);
    await desk.workbench.screenshot("own-jobs-consent");
    await desk.workbench.clickDialog("Run Once");
    await desk.workbench.answerInput("fake-leak-secret");
    await row(/^\s*headings\s*2/).waitFor({ timeout: 30_000 });
    assert.equal(filesIn("05 Headings").length, 1);
    await desk.workbench.clearNotifications();

    await desk.workbench.contextMenu(row(/^\s*headings/), "Run Job…");
    await dialog.waitFor();
    await desk.workbench.clickDialog("Always Run This Version");
    await until("it has run again", () => filesIn("05 Headings").length === 2);
    await desk.workbench.runCommand("TI Scraper: Manage Agreements…");
    await until("the agreement", async () => /headings\.mjs/.test(await desk.workbench.quickText()));
    await desk.workbench.screenshot("own-jobs-agreement");
    await desk.workbench.page.keyboard.press("Escape");
    // The secret was asked for once. With any change it is asked about again.
    desk.write("scripts/headings.mjs", `${SCRIPT}// changed\n`);
    await desk.workbench.contextMenu(row(/^\s*headings/), "Run Job…");
    await dialog.waitFor();
    await desk.workbench.clickDialog("Cancel");
    assert.equal(filesIn("05 Headings").length, 2);
    // Taken back, it is forgotten with its secret.
    await desk.workbench.runCommand("TI Scraper: Manage Agreements…");
    await desk.workbench.pick(/Run this version of the script/);
    await desk.workbench.clickDialog("Take Back");
    await desk.workbench.contextMenu(row(/^\s*headings/), "Run Job…");
    await desk.workbench.clickDialog("Run Once");
    await desk.workbench.quickInput().waitFor();
    assert.match(await desk.workbench.quickText(), /leak-api/);
    await desk.workbench.page.keyboard.press("Escape");
    assert.equal(filesIn("05 Headings").length, 2);
  });

  it("are made of somebody else's file where that is wanted, and have keys to choose from in JSON", async () => {
    const others = { stages: 2, websiteconfig: { webpages: ["https://leaks.example/"], hit: ["Contoso"] } };
    await desk.open({ names: ["Emberfox"], files: { "config/deploy_config.json": JSON.stringify(others, null, 2) } });
    const { workbench } = desk;
    const { page } = workbench;
    await page.keyboard.press("Control+P");
    await workbench.quickInput().fill("deploy_config.json");
    await workbench.pick("deploy_config.json");
    await page.locator('.tab.active[data-resource-name="deploy_config.json"]').waitFor();
    const word = (text: string) =>
      page.locator(".editor-group-container.active .view-line span", { hasText: text }).last();
    await word("websiteconfig").click();
    // What could be a job is a hint and no problem.
    assert.deepEqual(
      (await workbench.problems()).filter((one) => one.includes("job of your own")),
      [],
    );
    await word("websiteconfig").click();
    await page.keyboard.press("Control+.");
    const fix = page.locator(".action-widget .action", { hasText: "Make it a job of your own, with the base counts" });
    await fix.waitFor({ timeout: 40_000 });
    await workbench.screenshot("own-jobs-made");
    await fix.click();
    await until("a job", async () => (await workbench.editorText()).includes('"job": { "base": "counts" },'));

    await word("base").click();
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Space");
    const offered = page.locator(".suggest-widget .monaco-list-row");
    await offered.filter({ hasText: "extract" }).waitFor();
    assert.equal(await offered.filter({ hasText: "mailconfig" }).count(), 1, "keys of the base");
    await workbench.screenshot("own-jobs-completion");
    await page.keyboard.press("Escape");
    await word("base").hover();
    await page.locator(".monaco-hover:visible", { hasText: "What the job is made of" }).waitFor();
  });

  it("are created with a script that runs as it is", async () => {
    await desk.open({ names: ["Emberfox"] });
    await desk.workbench.runCommand("TI Scraper: Create Job…");
    await desk.workbench.pick("contents");
    await desk.workbench.answerInput("Dark List");
    await desk.workbench.pick("With a Script in JavaScript");
    await desk.workbench.page.locator('.tab[data-resource-name="dark-list_config.yaml"]').waitFor();
    await desk.workbench.screenshot("own-jobs-created");
    const text = desk.read("config/dark-list_config.yaml");
    assert.match(text, /base: contents/);
    assert.match(text, /script:/);
  });
});
