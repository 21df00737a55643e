import { ReviewPage } from "./reviewPage";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../vscode/project";
import { type Item, filesWith, until } from "./desk";
import { type Desk, type DeskState, MATCHES, openDesk } from "./openDesk";

const VIEW = "Activity";
const story = (title: string): Item => ({ title, url: `https://news.example/${title.replaceAll(" ", "-")}` });
const SECTION = "TI Scraper: Focus on Activity View";

/** The sign at the end of a row, which style sheets draw. */
async function signOf(desk: Desk, text: string): Promise<string> {
  return await desk.workbench.page.evaluate<string>(`
    [...document.querySelectorAll(".part.sidebar .monaco-list-row")]
      .filter((row) => row.innerText.replaceAll("\u00a0", " ").includes(${JSON.stringify(text)}))
      .flatMap((row) => [...row.querySelectorAll("*")])
      .map((part) => getComputedStyle(part, "::after").content)
      .filter((content) => !["none", "normal", '""'].includes(content))
      .join(" ")`);
}

/** What is said and kept of what was sent. */
describe("what was written", () => {
  const desk = openDesk();
  const open = (records: NonNullable<DeskState["records"]>) =>
    desk.open({ names: ["Emberfox", "Greyheron"], xsoar: "withKey", records });
  const written = async () => {
    await open({ Emberfox: [], Greyheron: [] });
    await desk.scan(story("Emberfox phishes again"), story("Greyheron leak"), story("Emberfox returns"));
    return await desk.workbench.waitForNotification("3 notes written to 2 records.");
  };

  it("is said first, and shown in Activity: run, records and notes, with a text of what was added", async () => {
    const told = await written();
    assert.match(told.text, /^3 notes written to 2 records\.( 3 new matches: Emberfox \(2\), Greyheron\.)?$/);
    assert.ok(told.buttons.includes("Show Notes"), told.buttons.join());
    await desk.workbench.clickNotification("3 notes written", "Show Notes");
    const run = desk.workbench.treeRow(VIEW, /^\s*3 notes to 2 records.* · scan/);
    await run.waitFor();
    assert.match((await run.getAttribute("aria-label")) ?? "", /^Sent .+ \(scan\): 3 notes to 2 records\.$/);
    const record = desk.workbench.treeRow(VIEW, /^\s*Emberfox\s*2 notes/);
    await record.click();
    const note = desk.workbench.treeRow(VIEW, "Emberfox phishes again");
    await note.waitFor();
    await desk.workbench.screenshot("activity-dark");
    await desk.workbench.screenshotInLight("activity-light");

    await desk.workbench.inlineAction(record, "Show What Was Added");
    const added = desk.workbench.page.locator(".monaco-diff-editor .editor.modified .view-lines");
    await until("both notes", async () => {
      const text = (await added.innerText()).replaceAll("\u00a0", " ");
      return (
        text.includes("Emberfox phishes again") && text.includes("Emberfox returns") && !text.includes("Greyheron")
      );
    });
    await desk.workbench.screenshot("activity-diff");

    let opened = desk.workbench.openedLinks().length;
    await desk.workbench.inlineAction(record, "Open Record in XSOAR");
    const id = desk.xsoar.records().find(({ value }) => value === "Emberfox")?.id ?? "";
    assert.equal(await desk.workbench.nextLink(opened), `${desk.xsoar.origin}/#/indicator/${encodeURIComponent(id)}`);
    opened = desk.workbench.openedLinks().length;
    await desk.workbench.inlineAction(note, "Open Page");
    assert.equal(await desk.workbench.nextLink(opened), "https://news.example/Emberfox-phishes-again");
  });

  it("shows at the article, as a sign and to screen readers", async () => {
    await written();
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*2 unread/).click();
    const row = desk.workbench.treeRow(MATCHES, "Emberfox phishes again");
    await row.waitFor();
    await until("its sign", async () => (await signOf(desk, "Emberfox phishes again")).includes("✓"));
    assert.match((await row.getAttribute("aria-label")) ?? "", /^Unread: Emberfox phishes again, noted, 127\.0\.1\.7/);
    const tooltip = await desk.workbench.tooltip(row, "Noted on the record in Cortex XSOAR.");
    assert.match(await tooltip.innerText(), /Why|Emberfox/);
    await desk.workbench.clearNotifications();
    await desk.workbench.screenshot("noted-dark");
    await desk.workbench.screenshotInLight("noted-light");
  });

  it("is said where a record is missing as well, and what waits has another sign", async () => {
    await open({ Greyheron: [] });
    await desk.scan(story("Emberfox phishes again"), story("Greyheron leak"));
    const told = await desk.workbench.waitForNotification("Emberfox has no record in Cortex XSOAR.");
    assert.match(told.text, /^1 note written to Greyheron\. Emberfox has no/);
    assert.deepEqual(told.buttons, ["Create", "Not Now"]);
    await desk.workbench.runCommand(SECTION);
    await desk.workbench.treeRow(VIEW, /^\s*1 note to Greyheron.* · scan/).waitFor();
    await desk.workbench.runCommand("TI Scraper: Focus on Profile Matches View");
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).click();
    await until("its sign", async () => (await signOf(desk, "Emberfox phishes again")).includes("…"));
    const row = desk.workbench.treeRow(MATCHES, "Emberfox phishes again");
    assert.match((await row.getAttribute("aria-label")) ?? "", /^Unread: Emberfox phishes again, waiting, /);
  });

  it("leaves out what waits for a review: its row says so and leads there, past no Retry", async () => {
    await open({ Emberfox: [] });
    desk.xsoar.fail({ kind: "answer", status: 502, times: 1000 });
    await desk.scan(story("Emberfox phishes again"), story("Emberfox returns"));
    await desk.workbench.waitForNotification("internal error (502)", 60_000);
    desk.xsoar.clearFaults();
    const outbox = filesWith(desk.stateHome, '"done":false').find((file) =>
      path.basename(file).startsWith("xsoar-outbox"),
    );
    assert.ok(outbox !== undefined);
    const left = fs.readFileSync(outbox, "utf8").replaceAll('"done":false', '"done":false,"review":"record"');
    fs.writeFileSync(outbox, left);
    await desk.workbench.openContainer("Explorer");
    await desk.workbench.openContainer("TI Scraper");
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*2 unread · .*2 to review/).click();
    const row = desk.workbench.treeRow(MATCHES, "2 notes wait for review");
    await row.hover();
    assert.equal(await row.locator('.action-label[aria-label^="Retry"]').count(), 0);
    await until("its sign", async () => (await signOf(desk, "Emberfox phishes again")).includes("?"));
    const article = desk.workbench.treeRow(MATCHES, "Emberfox phishes again");
    assert.match((await article.getAttribute("aria-label")) ?? "", /, held for review, /);
    await desk.workbench.clearNotifications();
    await desk.workbench.screenshot("review-row");
    await desk.workbench.inlineAction(row, "Review Changes");
    const page = new ReviewPage(desk.workbench);
    await page.primary(/^\s*Write 2 notes to 1 record/);
    assert.match(await page.text(), /More notes for one record within a day/);
  });

  it("is nothing at first", async () => {
    await open({ Emberfox: [] });
    await desk.workbench.runCommand(SECTION);
    await until("welcome", async () => (await desk.workbench.sidebarText()).includes("Nothing was sent so far."));
  });
});

describe("what was written, with quiet notifications", () => {
  const desk = openDesk({
    settings: { "tiScraper.notifications": "quiet", "workbench.colorTheme": "Default High Contrast" },
  });

  it("is said in one sentence all the same, and nothing beside it", async () => {
    await desk.open({ names: ["Emberfox"], xsoar: "withKey", records: { Emberfox: [] } });
    await desk.scan(story("Emberfox phishes again"));
    const told = await desk.workbench.waitForNotification("1 note written to Emberfox.");
    assert.equal(told.text, "1 note written to Emberfox.");
    assert.ok(told.buttons.includes("Show Notes"), told.buttons.join());
  });

  it("shows at the article in a narrow side bar too", async () => {
    await desk.open({ names: ["Emberfox"], xsoar: "withKey", records: { Emberfox: [] } });
    const { workbench } = desk;
    await desk.scan(story("Emberfox phishes again"));
    await workbench.waitForNotification("1 note written to Emberfox.");
    await workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).click();
    await until("its sign", async () => (await signOf(desk, "Emberfox phishes again")).includes("✓"));
    await workbench.clearNotifications();
    const edge = (await workbench.page.locator(".part.sidebar").boundingBox()) ?? assert.fail();
    await workbench.page.mouse.move(edge.x + edge.width, 400);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(edge.x + 200, 400, { steps: 5 });
    await workbench.page.mouse.up();
    const row = await workbench.treeRow(MATCHES, "Emberfox phishes again").boundingBox();
    assert.ok(row !== null && row.width < 230, String(row?.width));
    await workbench.screenshot("noted-narrow-contrast");
  });
});

describe("Activity in Restricted Mode", () => {
  const desk = openDesk({ trust: false, settings: { "workbench.colorTheme": "Default High Contrast" } });

  it("can be read, and sends nothing", async () => {
    await desk.open({
      items: [story("Emberfox phishes again")],
      names: ["Emberfox"],
      xsoar: "withoutKey",
      records: { Emberfox: [] },
    });
    const env = {
      ...process.env,
      XDG_STATE_HOME: desk.stateHome,
      TI_SCRAPER_XSOAR_API_KEY: desk.key,
      TI_SCRAPER_XSOAR_HOST: desk.xsoar.origin,
    };
    const cli = path.join(projectRoot, "dist", "cli.js");
    const { stdout } = await promisify(execFile)(process.execPath, [cli, "scan", desk.folder], { env });
    assert.match(stdout, /^XSOAR: 1 note added to 1 record\./);
    const asked = desk.xsoar.requests().length;
    await desk.workbench.runCommand("TI Scraper: Show Activity");
    const run = desk.workbench.treeRow(VIEW, "1 note to Emberfox");
    await run.waitFor();
    await run.click();
    await desk.workbench.treeRow(VIEW, /^\s*Emberfox\s*1 note/).click();
    await desk.workbench.treeRow(VIEW, "Emberfox phishes again").click();
    await until("the note", async () => (await desk.workbench.editorText()).includes("Emberfox"));
    await desk.workbench.screenshot("activity-restricted");
    assert.equal(desk.xsoar.requests().length, asked);
  });
});
