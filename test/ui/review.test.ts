import assert from "node:assert/strict";
import { type Item, until } from "./desk";
import { type DeskState, MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";

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
  const review = () => new ReviewPage(desk.workbench);
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
    await desk.workbench.statusBarItem("nothing new").waitFor();
    assert.ok(!notesOf("Emberfox").includes("Emberfox-second"));
  });

  it("shows what a record would get, and its button writes just that", async () => {
    await findWhileDown("Emberfox third [x](command:y)");
    await expand();
    desk.xsoar.clearFaults();
    desk.xsoar.clearRequests();
    await desk.workbench.clearNotifications();
    await desk.workbench.inlineAction(pendingRow(), "Review Changes");
    await review().primary("Write 1 note to 1 record");
    const text = await review().says(/Emberfox third \[x\]\(command:y\)/);
    assert.ok(text.includes(`Nothing is sent to ${desk.xsoar.origin} before you write it.`), text);
    assert.match(text, /news\.example/);
    assert.match(text, /“Emberfox” in the headline/);
    assert.deepEqual(writes(), [], "nothing is written before");
    await desk.workbench.screenshot("review-one-dark");
    await review().button("Show as Diff").click();
    await until("the diff", async () => /- Emberfox third \[x\]\(command:y\):\s+https/.test(await editorText()));
    assert.match(await editorText(), /- seen in spring/);
    assert.equal(await desk.workbench.page.locator('.editor-actions [aria-label^="Write"]').count(), 0);
    assert.deepEqual(writes(), [], "a diff writes nothing");
    await desk.workbench.screenshot("diff-dark");
    await review().tab().click();
    await review().write("Write 1 note to 1 record");
    await desk.workbench.waitForNotification("Added 1 note to Emberfox.");
    await review().says(/Added 1 note to Emberfox\./);
    const [edit, ...more] = writes();
    assert.deepEqual([edit?.action, edit?.status, more.length], ["edit", 200, 0]);
    assert.match(notesOf("Emberfox"), /Emberfox-third/);
    assert.match(notesOf("Emberfox"), /seen in spring/);
    await desk.workbench.screenshot("review-written-dark");
    await review().button("Close").click();
    await review().isClosed();
  });

  it("shows a new record as it will be before it creates it", async () => {
    await open();
    await desk.scan(story("Greyheron leak"));
    desk.xsoar.clearRequests();
    await desk.workbench.clickNotification("Greyheron has no record", "Create");
    await review().primary("Create 1 record with 1 note");
    await review().says(/New record[^]*Greyheron leak/);
    await review().button("Show as Diff").click();
    await until("the record", async () => /"value": "Greyheron"/.test(await editorText()));
    await desk.workbench.screenshotInLight("create-light");
    assert.deepEqual(writes(), []);
    await review().tab().click();
    await review().write("Create 1 record with 1 note");
    await desk.workbench.waitForNotification("Created the Threat Actor record Greyheron with 1 note.");
    assert.deepEqual(
      writes().map(({ action }) => action),
      ["create"],
    );
  });

  it("writes edits and a new record together, of each exactly what is ticked", async () => {
    await open({ Emberfox: [], Greyheron: [] });
    breakServer();
    await desk.scan(story("Emberfox and Greyheron meet"), story("Emberfox alone"), story("Sunwasp appears"));
    await desk.workbench.waitForNotification(/4 new matches: /, 60_000);
    await desk.workbench.waitForNotification("internal error (502)", 60_000);
    desk.xsoar.clearFaults();
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Review Changes");
    await review().primary("Create 1 record and write 4 notes to 3 records");
    assert.deepEqual(writes(), [], "nothing is written before");
    await desk.workbench.screenshotInLight("several-light");
    await review().box("Emberfox alone").uncheck();
    await review().primary("Create 1 record and write 3 notes to 3 records");
    assert.ok(
      await review()
        .box("Emberfox")
        .evaluate((box) => (box as unknown as { indeterminate: boolean }).indeterminate),
    );
    await review().box("Greyheron").uncheck();
    await review().primary("Create 1 record and write 2 notes to 2 records");
    await review().button("Discard unticked: 2 notes…").waitFor();
    desk.xsoar.clearRequests();
    await review().write("Create 1 record and write 2 notes to 2 records");
    const told = await desk.workbench.waitForNotification("Added 1 note to Emberfox.");
    assert.match(told.text, /Created the Threat Actor record Sunwasp with 1 note\./);
    assert.deepEqual(
      writes().map(({ action, status }) => [action, status]),
      [
        ["edit", 200],
        ["create", 200],
      ],
    );
    assert.deepEqual(desk.notesOf("Greyheron"), []);
    assert.deepEqual(desk.notesOf("Emberfox")?.length, 1);
    assert.match(notesOf("Emberfox"), /Emberfox-and-Greyheron-meet/);
    assert.match(notesOf("Sunwasp"), /Sunwasp-appears/);

    await review().button("Review What Waits").click();
    await review().primary("Write 2 notes to 2 records");
    await review().box("All").uncheck();
    await review().button("Discard unticked: 2 notes…").click();
    await desk.workbench.clickDialog("Discard");
    await review().says(/Discarded: 2 notes\./);
    await desk.scan();
    await desk.workbench.statusBarItem("nothing new").waitFor();
    assert.deepEqual(desk.notesOf("Greyheron"), [], "what was discarded is not written");
  });

  it("writes nothing when things have changed, and shows how they are now", async () => {
    await findWhileDown("Emberfox fifth");
    desk.xsoar.clearFaults();
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Review Changes");
    await review().primary("Write 1 note to 1 record");
    const [record] = desk.xsoar.records();
    desk.xsoar.remove(record?.id ?? "");
    desk.xsoar.clearRequests();
    await review().write("Write 1 note to 1 record");
    await review().says(/Things have changed since this was shown, so nothing was written\./);
    await review().primary("Create 1 record with 1 note");
    assert.deepEqual(writes(), []);
  });

  it("opens with everything of a name that is not noted, for Add to XSOAR on its row", async () => {
    await open({ Emberfox: [] });
    desk.write(CONFIG, desk.read(CONFIG).replace('"profile2cortex": true', '"profile2cortex": false'));
    await desk.scan(story("Emberfox before"), story("Emberfox earlier"));
    await desk.workbench.waitForNotification("2 new matches for Emberfox.");
    assert.deepEqual(desk.notesOf("Emberfox"), []);
    await desk.workbench.contextMenu(desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*2 unread/), "Add to XSOAR");
    await review().write("Write 2 notes to 1 record");
    await desk.workbench.waitForNotification("Added 2 notes to Emberfox.");
    assert.equal(desk.notesOf("Emberfox")?.length, 2);
  });

  it("is over when VS Code brings it back, and asks no server for that", async () => {
    await findWhileDown("Emberfox sixth");
    desk.xsoar.clearFaults();
    await desk.workbench.runCommand("TI Scraper: Review Changes");
    await review().primary("Write 1 note to 1 record");
    desk.xsoar.clearRequests();
    // In a browser VS Code writes down what is open every few seconds.
    await desk.workbench.page.waitForTimeout(8000);
    await desk.workbench.reload();
    await review().says(/This review is over\./);
    assert.deepEqual(desk.xsoar.requests(), []);
    await review().button("Review What Waits").click();
    await review().primary("Write 1 note to 1 record");
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
    await review().says(/Dry run is switched on[^]*Emberfox fourth[^]*Greyheron again/);
    assert.equal(await review().frame.locator("button.primary, input").count(), 0);
    await desk.workbench.screenshotInLight("dry-run-light");
    await review().button("Show as Diff").click();
    await until("the diffs", async () =>
      /Emberfox-fourth[^]*Greyheron-again|Greyheron-again[^]*Emberfox-fourth/.test(await editorText()),
    );
    assert.deepEqual(writes(), []);
    await review().tab().first().click();
    await review().button("Close").click();
    await until("closed", async () => (await review().frame.locator("main").count()) === 0);
  });
});
