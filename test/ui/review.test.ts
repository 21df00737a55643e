import assert from "node:assert/strict";
import { type Item, until } from "./desk";
import { type DeskState, MATCHES, openDesk } from "./openDesk";

const CONFIG = "config/articles_config.json";
const story = (title: string): Item => ({ title, url: `https://news.example/${title.replaceAll(" ", "-")}` });

/** What waits for Cortex XSOAR, and what would be written there. */
describe("changes for XSOAR in VS Code", () => {
  const desk = openDesk();
  const open = (records: NonNullable<DeskState["records"]> = {}) =>
    desk.open({ names: ["Emberfox", "Greyheron", "Sunwasp"], xsoar: "withKey", records });
  /** A match of a name that has a record with a note, found while the server is down. */
  const findWhileDown = async (title: string) => {
    await open();
    desk.xsoar.put({
      value: "Emberfox",
      indicator_type: "Threat Actor",
      version: 1,
      CustomFields: { aliases: ["Emberfox"], communitynotes: [{ notes: "seen in spring", source: "desk" }] },
    });
    breakServer();
    await desk.scan(story(title));
    await desk.workbench.waitForNotification("1 new match for Emberfox.", 60_000);
    return await desk.workbench.waitForNotification("internal error (502)", 60_000);
  };
  const expand = () => desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).click();
  const writes = () => desk.xsoar.requests().filter(({ action }) => action === "edit" || action === "create");
  const notesOf = (value: string) =>
    JSON.stringify(desk.xsoar.records().find((record) => record.value === value)?.CustomFields);
  /** Down for the next requests, as long as nobody mends it. */
  const breakServer = () => desk.xsoar.fail({ kind: "answer", status: 502, times: 1000 });
  const pendingRow = () => desk.workbench.treeRow(MATCHES, /note waits/);
  const editorText = async () =>
    (await desk.workbench.page.locator(".monaco-editor .view-line").allInnerTexts())
      .join("\n")
      .replaceAll("\u00a0", " ");

  it("keeps a note while the server is down, says why in its row, and writes it on Retry", async () => {
    const told = await findWhileDown("Emberfox phishes again");
    assert.match(told.text, /internal error \(502\)/);
    assert.equal(told.buttons[0], "Try Again");
    await expand();
    await pendingRow().waitFor();
    assert.match(await pendingRow().innerText(), /1 note waits: Cortex XSOAR reports an internal error \(502\)/);
    await pendingRow().hover();
    await desk.workbench.screenshot("pending-dark");
    desk.xsoar.clearFaults();
    await desk.workbench.clearNotifications();
    await desk.workbench.inlineAction(pendingRow(), "Retry");
    await desk.workbench.waitForNotification("Added 1 note to Emberfox.");
    await until("no pending row", async () => (await pendingRow().count()) === 0);
    assert.match(notesOf("Emberfox"), /Emberfox-phishes-again/);
  });

  it("gives a note up on Discard, after a question, and does not write it later", async () => {
    await findWhileDown("Emberfox second");
    await expand();
    await desk.workbench.inlineAction(pendingRow(), "Discard");
    assert.match(await desk.workbench.dialog().innerText(), /Discard what waits for Emberfox/);
    await desk.workbench.clickDialog("Discard");
    await until("no pending row", async () => (await pendingRow().count()) === 0);
    desk.xsoar.clearFaults();
    await desk.scan();
    await desk.workbench.waitForNotification("0 new articles");
    assert.ok(!notesOf("Emberfox").includes("Emberfox-second"));
  });

  it("shows what a record would get, and Write writes just that", async () => {
    await findWhileDown("Emberfox third [x](command:y)");
    await expand();
    desk.xsoar.clearFaults();
    desk.xsoar.clearRequests();
    await desk.workbench.clearNotifications();
    await desk.workbench.inlineAction(pendingRow(), "Review Changes");
    await desk.workbench.waitForNotification("Nothing is sent to");
    await until("the diff", async () => /- Emberfox third \[x\]\(command:y\):\s+https/.test(await editorText()));
    assert.match(await editorText(), /- seen in spring/);
    assert.deepEqual(writes(), [], "nothing is written before");
    await desk.workbench.screenshot("diff-dark");
    await desk.workbench.screenshotInLight("diff-light");
    await desk.workbench.clickNotification("Nothing is sent to", "Write");
    await desk.workbench.waitForNotification("Added 1 note to Emberfox.");
    const [edit, ...more] = writes();
    assert.deepEqual([edit?.action, edit?.status, more.length], ["edit", 200, 0]);
    assert.match(notesOf("Emberfox"), /Emberfox-third/);
    assert.match(notesOf("Emberfox"), /seen in spring/);
    await until(
      "closed",
      async () => (await desk.workbench.page.locator(".tab", { hasText: "Changes" }).count()) === 0,
    );
  });

  it("shows a new record as it will be before it creates it", async () => {
    await open();
    await desk.scan(story("Greyheron leak"));
    desk.xsoar.clearRequests();
    await desk.workbench.clickNotification("Greyheron has no record", "Create");
    await desk.workbench.waitForNotification("1 new record: Greyheron.");
    await until("the record", async () => /"value": "Greyheron"/.test(await editorText()));
    await desk.workbench.screenshotInLight("create-light");
    assert.deepEqual(writes(), []);
    await desk.workbench.page
      .locator('.editor-actions .action-label[aria-label^="Write Reviewed Changes"]')
      .first()
      .click();
    await desk.workbench.waitForNotification("Created the Threat Actor record Greyheron with 1 note.");
    assert.deepEqual(
      writes().map(({ action }) => action),
      ["create"],
    );
  });

  it("writes edits and a new record together, from the editor that shows them all", async () => {
    await open({ Emberfox: [], Greyheron: [] });
    breakServer();
    await desk.scan(story("Emberfox and Greyheron meet"), story("Sunwasp appears"));
    await desk.workbench.waitForNotification("2 new articles", 60_000);
    await desk.workbench.waitForNotification("internal error (502)", 60_000);
    desk.xsoar.clearFaults();
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Review Changes");
    const asked = await desk.workbench.waitForNotification("Nothing is sent to");
    assert.match(asked.text, /2 notes for 2 records\. 1 new record: Sunwasp\./);
    await until("the changes", async () => /Emberfox and Greyheron meet:/.test(await editorText()));
    await desk.workbench.screenshotInLight("several-light");
    assert.deepEqual(writes(), [], "nothing is written before");
    desk.xsoar.clearRequests();
    await desk.workbench.page
      .locator('.editor-actions .action-label[aria-label^="Write Reviewed Changes"]')
      .first()
      .click();
    const told = await desk.workbench.waitForNotification("Added 2 notes to 2 records.");
    assert.match(told.text, /Created the Threat Actor record Sunwasp with 1 note\./);
    assert.deepEqual(
      writes().map(({ action, status }) => [action, status]),
      [
        ["edit", 200],
        ["edit", 200],
        ["create", 200],
      ],
    );
    for (const name of ["Emberfox", "Greyheron"]) assert.match(notesOf(name), /Emberfox-and-Greyheron-meet/);
    assert.match(notesOf("Sunwasp"), /Sunwasp-appears/);
    await until(
      "closed",
      async () => (await desk.workbench.page.locator(".tab", { hasText: "Changes" }).count()) === 0,
    );
  });

  it("sends nothing in a dry run, and shows what it would have sent", async () => {
    await open({ Emberfox: [], Greyheron: [] });
    desk.write(
      CONFIG,
      desk.read(CONFIG).replace('"CortexXSOARAPIConfig": {', '"CortexXSOARAPIConfig": { "dry_run": true,'),
    );
    await desk.scan(story("Emberfox fourth"), story("Greyheron again"));
    const told = await desk.workbench.waitForNotification("Dry run, nothing was sent");
    assert.match(told.text, /2 notes for 2 records\./);
    await desk.workbench.clickNotification("Dry run, nothing was sent", "Review Changes");
    await desk.workbench.waitForNotification("Dry run is switched on");
    await until("the diffs", async () =>
      /Emberfox-fourth[^]*Greyheron-again|Greyheron-again[^]*Emberfox-fourth/.test(await editorText()),
    );
    await desk.workbench.treeRow(MATCHES, /^\s*Greyheron/).click();
    await desk.workbench.screenshotInLight("dry-run-light");
    assert.deepEqual(writes(), []);
    assert.equal(
      await desk.workbench.page.locator('.editor-actions .action-label[aria-label^="Write Reviewed"]').count(),
      0,
    );
    await desk.workbench.runCommand("TI Scraper: Cancel Review");
    await until(
      "closed",
      async () => (await desk.workbench.page.locator(".tab", { hasText: "Changes" }).count()) === 0,
    );
  });
});
