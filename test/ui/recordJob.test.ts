import assert from "node:assert/strict";
import type { Desk } from "./openDesk";
import { openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";
import { narrow, screenshotInThemes } from "./themes";
import { TRACKED, emberfox, greyheron } from "./updates";

const SCRIPT = `import { createInterface } from "node:readline";
const say = (message) => console.log(JSON.stringify(message));
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.type === "record")
    say({ type: "change", id: message.id, add: { aliases: [message.value + " Team [x](command:y)"] }, why: "seen <b>today</b>" });
  if (message.type === "end") say({ type: "done" });
}
`;
const JOB = `job: {name: Aliases of the day, base: records}
select: {names: [Emberfox, Greyheron]}
script: {run: [node, scripts/aliases.mjs], at: records, fields: [aliases]}
`;

/** @param section as the section of own jobs is called */
function useJob(desk: Desk, section = "Own Jobs") {
  const row = (text: string | RegExp) => desk.workbench.treeRow(section, text);
  const open = async (xsoar: "withKey" | "withoutKey" = "withKey"): Promise<void> => {
    await desk.open({
      names: TRACKED,
      xsoar,
      files: { "config/aliases_config.yaml": JOB, "scripts/aliases.mjs": SCRIPT },
    });
    for (const one of [emberfox, greyheron]) desk.xsoar.put(one);
    desk.xsoar.clearRequests();
    const header = desk.workbench.page
      .locator(".part.sidebar .pane-header", { hasText: new RegExp(`^${section}`, "i") })
      .first();
    await header.waitFor({ timeout: 30_000 });
    if ((await header.getAttribute("aria-expanded")) !== "true") await header.click();
    await row(/^\s*Aliases of the day/).waitFor();
  };
  const edits = (): number => desk.xsoar.requests().filter(({ action }) => action === "edit").length;
  return { open, row, edits, review: () => new ReviewPage(desk.workbench) };
}

describe("a job that looks at records, in VS Code", () => {
  const desk = openDesk({ size: { width: 1280, height: 900 } });

  it("asks before its script runs, lets what that proposes be reviewed, and writes what is ticked", async () => {
    const { open, row, edits, review } = useJob(desk);
    await open();
    const dialog = desk.workbench.page.locator(".monaco-dialog-box");
    await desk.workbench.contextMenu(row(/^\s*Aliases of the day/), "Run Job…");
    await dialog.waitFor();
    const asked = await dialog.innerText();
    for (const part of ["the fields aliases of the records it looks at", "changes of these fields", "all your rights"])
      assert.ok(asked.includes(part), asked);
    await desk.workbench.screenshot("record-job-consent");
    await desk.workbench.clickDialog("Run Once");
    await review().primary("Write 2 changes to 2 records");
    assert.match(await review().text(), /The script says: seen <b>today<\/b>/, "what it says stays text");
    await row(/^\s*Aliases of the day\s*2 to review/).waitFor();
    assert.equal(edits(), 0, "nothing is written unseen");
    await desk.workbench.clearNotifications();
    await row(/^\s*Aliases of the day/).click();
    await row(/^\s*Emberfox\s*add to aliases: Emberfox Team/).waitFor();
    await screenshotInThemes(desk.workbench, "record-job");
    await narrow(desk.workbench, "sidebar", async () => {
      await desk.workbench.screenshot("record-job-narrow");
    });
    // The review was closed with nothing written: what is proposed waits, and is opened by its row.
    await desk.workbench.runCommand("View: Close Editor");
    await row(/^\s*Emberfox\s*add to aliases/).click();
    await review().write("Write 2 changes to 2 records");
    await desk.workbench.waitForNotification("Updated 2 records.");
    await row(/^\s*Aliases of the day\s*0 to review/).waitFor();
    assert.equal(edits(), 2);
    assert.match(desk.xsoar.recordText("8") ?? "", /Greyheron Team \[x\]\(command:y\)/);
  });

  it("drops what is proposed when somebody says so", async () => {
    const { open, row, edits, review } = useJob(desk);
    await open();
    await desk.workbench.contextMenu(row(/^\s*Aliases of the day/), "Run Job…");
    await desk.workbench.clickDialog("Run Once");
    await review().primary("Write 2 changes to 2 records");
    await desk.workbench.contextMenu(row(/^\s*Aliases of the day/), "Discard Proposed Changes");
    await desk.workbench.clickDialog("Discard");
    await row(/^\s*Aliases of the day\s*0 to review/).waitFor();
    assert.equal(edits(), 0);
  });
});

describe("a job that looks at records, in German", () => {
  const desk = openDesk({ size: { width: 1280, height: 900 }, language: "de" });

  it("asks and proposes in German", async () => {
    const { open, row, review } = useJob(desk, "Eigene Jobs");
    await open("withoutKey");
    await desk.workbench.runCommand("TI Scraper: XSOAR-API-Schlüssel festlegen");
    await desk.workbench.clickDialog("Diesen Server verwenden");
    await desk.workbench.answerInput(desk.key);
    await desk.workbench.waitForNotification("antwortet und nimmt den Schlüssel an");
    await desk.workbench.clearNotifications();
    await desk.workbench.contextMenu(row(/^\s*Aliases of the day/), "Job ausführen…");
    await desk.workbench.page.locator(".monaco-dialog-box").waitFor();
    await desk.workbench.screenshot("record-job-german-consent");
    await desk.workbench.clickDialog("Einmal ausführen");
    await review().primary(/2 Änderungen/);
    await row(/^\s*Aliases of the day\s*2 zu prüfen/).waitFor();
    await row(/^\s*Aliases of the day/).click();
    await desk.workbench.screenshot("record-job-german");
  });
});
