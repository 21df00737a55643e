import assert from "node:assert/strict";
import fs from "node:fs";
import { type Item, articlesConfig, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";
import { TRACKED, emberfox, greyheron, record, updatesOn } from "./updates";

const CONFIG = "config/articles_config.json";
const ACTIVITY = "Activity";
const story = (title: string): Item => ({ title, url: `https://news.example/${title.replaceAll(" ", "-")}` });

/** Its text but what a server changes with each edit. */
function toTheByte(text: string | null): string {
  return (text ?? "")
    .replace(/"version":\d+/, '"version":0')
    .replace(/"modified":"[^"]*"/, '"modified":""')
    .replace(/"sortValues":(?:null|\[[^\]]*\])/, '"sortValues":null');
}

/** Batch changes of records, from the choice of recipes to the undo. */
describe("updates of records in VS Code", () => {
  const desk = openDesk();
  const { open, question, recipes, update, updateAll } = updatesOn(desk);
  const review = () => new ReviewPage(desk.workbench);
  const page = () => desk.workbench.page;
  const edits = () => desk.xsoar.requests().filter(({ action }) => action === "edit");
  const text = (id: string) => desk.xsoar.recordText(id);
  const aliases = (id: string): unknown =>
    (JSON.parse(text(id) ?? "null") as { CustomFields: { aliases: unknown } }).CustomFields.aliases;

  const undo = async () => {
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Undo Last Update…");
    await question("Which update?");
    await desk.workbench.quickInput().press("Enter");
  };
  /** The boxes of the rows of a field. */
  const boxes = (label: string) => review().frame.getByLabel(label, { exact: true });
  const editorText = async () => (await desk.workbench.editorText()).replaceAll("\u00b7", " ");

  it("goes from recipes to records to a review, writes what is ticked, and takes it back byte for byte", async () => {
    await open(emberfox, greyheron);
    const before = ["7", "8"].map(text);
    await updateAll("First seen", "Tidy aliases");
    await review().primary("Write 6 changes to 2 records");
    const shown = await review().text();
    assert.match(shown, /1 name or record is left out\s+Sunwasp: There is no record of this name\./);
    assert.match(shown, /Replaced\s+"  Copper Lynx "\s+by\s+"Copper Lynx"/, "blanks show");
    assert.ok(shown.includes(String.raw`"Grey\u200bheron Group"`), "what is invisible shows");
    assert.match(shown, /First seen is not set: this is when the record was made\./);
    assert.match(shown, /aliases · Tidy aliases Proposal\s+Removed\s+"FancyBear"/);
    assert.deepEqual(
      [
        await boxes("aliases · Tidy aliases").nth(0).isChecked(),
        await boxes("aliases · Tidy aliases").nth(1).isChecked(),
      ],
      [true, false],
      "a guess is not ticked",
    );
    await desk.workbench.screenshot("update-review-dark");
    assert.deepEqual(edits(), [], "nothing is written before");

    await review().write("Write 6 changes to 2 records");
    await desk.workbench.waitForNotification("Updated 2 records.");
    await review().says(/Emberfox: updated\s+Greyheron: updated/);
    assert.equal(edits().length, 2, "one edit a record");
    assert.deepEqual(aliases("7"), ["Copper Lynx", "Fancy Bear", "FancyBear"]);
    const set = '"firstSeen":"2024-03-01T10:00:00.123456789Z"';
    const expected = toTheByte(before[0] ?? "")
      .replace(
        '["  Copper Lynx ","Copper Lynx","Fancy Bear","FancyBear",""]',
        '["Copper Lynx","Fancy Bear","FancyBear"]',
      )
      .replace(/"firstSeen":"[^"]*"/, set)
      .replace(/"lastSeen":"[^"]*"/, set.replace("first", "last"));
    assert.equal(toTheByte(text("7")), expected, "all else is as it was");

    await review().button("Show Report").click();
    await until("the report", async () => (await editorText()).includes("# Update of records"));
    await desk.workbench.screenshot("update-report");

    await undo();
    await review().primary("Undo 6 changes of 2 records");
    assert.equal(await review().frame.locator("input:not(:checked)").count(), 0, "in an undo all is ticked");
    await desk.workbench.screenshot("update-undo");
    await review().write("Undo 6 changes of 2 records");
    await desk.workbench.waitForNotification("Took back the update of 2 records.");
    assert.deepEqual(["7", "8"].map(text).map(toTheByte), before.map(toTheByte));

    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Undo Last Update…");
    await desk.workbench.waitForNotification("No update of the last 30 days can be undone.");
    await updateAll("Name into aliases");
    await review().primary("Write 2 changes to 2 records");
  });

  it("is told of in Activity, field by field", async () => {
    await open(emberfox, greyheron);
    await updateAll("First seen", "Tidy aliases");
    await review().write("Write 6 changes to 2 records");
    await desk.workbench.waitForNotification("Updated 2 records.");
    await desk.workbench.runCommand("TI Scraper: Focus on Activity View");
    const run = desk.workbench.treeRow(ACTIVITY, /^\s*Updated 2 records.* · by hand/);
    await run.waitFor();
    // The newest run may stand open already.
    const sent = desk.workbench.treeRow(ACTIVITY, /^\s*Emberfox\s*firstSeen, lastSeen, aliases/);
    if ((await sent.count()) === 0) await run.click();
    await sent.click();
    const field = desk.workbench.treeRow(ACTIVITY, /^\s*aliases\s*Tidy aliases/);
    await field.waitFor();
    // The record that was written later stands first: the section may be too low for what stands below the other one.
    await page().keyboard.press("End");
    await desk.workbench.screenshot("update-activity");
    await field.click();
    const side = (name: string) => page().locator(`.monaco-diff-editor .editor.${name} .view-lines`);
    await until("before and after", async () => {
      const [old, now] = [await side("original").innerText(), await side("modified").innerText()];
      return /"\s\sCopper\sLynx\s"/.test(old) && !/"\s\sCopper/.test(now) && /"Copper\sLynx"/.test(now);
    });
    await desk.workbench.screenshot("update-activity-diff");
  });

  it("writes nothing over what somebody else has changed since, and offers just that for another review", async () => {
    await open(emberfox, greyheron);
    await updateAll("Tidy aliases");
    await review().primary("Write 2 changes to 2 records");
    desk.xsoar.touch("7", { aliases: [" Other ", "Copper Lynx"] });
    await review().write("Write 2 changes to 2 records");
    await desk.workbench.waitForNotification("Updated 1 record. 1 was changed by somebody else since it was shown");
    await review().says(/Emberfox: changed by somebody else since it was shown; not written/);
    assert.deepEqual([aliases("7"), aliases("8")], [[" Other ", "Copper Lynx"], ["Greyheron Group"]]);
    await desk.workbench.screenshot("update-meanwhile");
    await review().button("Review 1 Record Again").click();
    await review().says(/Replaced\s+" Other "\s+by\s+"Other"/);
    assert.ok(!(await review().text()).includes("Greyheron"));
    // What has just come cannot be written before it can have been seen.
    await until(
      "the button works",
      async () => (await review().frame.locator("button.primary").getAttribute("aria-disabled")) === "false",
    );
    await review().write("Write 1 change to 1 record");
    await review().says(/Updated 1 record\./);
    assert.deepEqual(aliases("7"), ["Other", "Copper Lynx"]);
  });

  it("stops when it is cancelled, and says what was written and what was not", async () => {
    const names = Array.from({ length: 120 }, (_, index) => `Emberfox${String(index).padStart(3, "0")}`);
    await desk.open({ names, xsoar: "withKey" });
    for (const [index, name] of names.entries()) desk.xsoar.put(record(String(500 + index), name, [` ${name} `]));
    await updateAll("Tidy aliases");
    await review().primary("Write 120 changes to 120 records");
    desk.xsoar.setDelay(400);
    await review().write("Write 120 changes to 120 records");
    try {
      await until("some are written", () => edits().filter(({ status }) => status === 200).length > 8);
      await desk.workbench.clickNotification("Updating records in Cortex XSOAR", "Cancel");
      const text = await review().says(/Updated \d+ records\..* \d+ were not tried any more\./);
      const written = Number(/Updated (\d+) records/.exec(text)?.[1]);
      const done = desk.xsoar
        .records()
        .filter(({ value, CustomFields }) => JSON.stringify(CustomFields?.["aliases"]) === `["${value}"]`);
      // Of those under way no answer came: they may be written, or not.
      const unknown = Number(/Of (\d+) no answer came/.exec(text)?.[1] ?? 0);
      assert.ok(done.length >= written && done.length <= written + unknown, `${done.length}, ${written}, ${unknown}`);
      assert.ok(written < 120, String(written));
      await desk.workbench.screenshot("update-cancelled");
    } finally {
      desk.xsoar.setDelay(0);
    }
  });

  it("says what keeps the server from taking it, and goes on with the rest when it is well again", async () => {
    await open(emberfox, greyheron);
    await updateAll("Tidy aliases");
    await review().primary("Write 2 changes to 2 records");
    desk.xsoar.fail({ kind: "answer", status: 403, on: "edit", times: 100 });
    await review().write("Write 2 changes to 2 records");
    await review().says(/Updated 0 records\. \d could not be written\./);
    const told = await desk.workbench.waitForNotification(
      "Updated 0 records. 2 could not be written. Cortex XSOAR refused",
    );
    assert.deepEqual(told.buttons, ["Set API Key", "Show Log"], "what helps");
    await desk.workbench.screenshot("update-refused");
    desk.xsoar.clearFaults();
    await desk.workbench.clearNotifications();
    await review().button("Review 2 Records Again").click();
    await review().primary("Write 2 changes to 2 records");
    await until(
      "the button works",
      async () => (await review().frame.locator("button.primary").getAttribute("aria-disabled")) === "false",
    );
    await review().write("Write 2 changes to 2 records");
    await desk.workbench.waitForNotification("Updated 2 records.");
  });

  it("updates the record of a row", async () => {
    await open(emberfox, greyheron);
    await desk.scan(story("Emberfox phishes again"));
    const row = desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/);
    await row.waitFor();
    await desk.workbench.contextMenu(row, "Update Record…");
    await recipes("Name into aliases");
    await review().primary("Write 1 change to 1 record");
    assert.match(await review().text(), /Added\s+"Emberfox"/);
    assert.ok(!(await review().text()).includes("Greyheron"));
  });

  it("sets a field of the records of a type, with the values it may have", async () => {
    await open(emberfox, greyheron);
    await desk.workbench.runCommand("TI Scraper: Update Records…");
    await recipes("Set a field");
    await question("What is to be done with the field?");
    await desk.workbench.pick("Add to a List");
    await question("Which field?");
    await desk.workbench.pick("threatactortypes");
    await question("Which values of threatactortypes?");
    await desk.workbench.toggle("crime-syndicate");
    await desk.workbench.toggle("spy");
    await desk.workbench.quickInput().press("Enter");
    await question("Which records?");
    await desk.workbench.pick("Indicator Type…");
    await question("Which type?");
    await desk.workbench.pick("Threat Actor");
    await review().primary("Write 2 changes to 2 records");
    await review().says(/Warning: None of the chosen records has the field threatactortypes\./);
    await desk.workbench.screenshot("update-set-field");
    await review().write("Write 2 changes to 2 records");
    await desk.workbench.waitForNotification("Updated 2 records.");
    assert.ok(text("8")?.includes('"threatactortypes":["crime-syndicate","spy"]'));
  });

  it("takes a list of the clipboard, of the old tool's file its names alone, and refuses what is none", async () => {
    await open(emberfox, greyheron);
    const paste = async (list: string) => {
      await page().evaluate(
        (value) =>
          (
            globalThis as unknown as { navigator: { clipboard: { writeText(text: string): Promise<void> } } }
          ).navigator.clipboard.writeText(value),
        list,
      );
      await update("Tidy aliases");
      await desk.workbench.pick("List in the Clipboard");
    };
    await paste('{"entries": 7}');
    await desk.workbench.waitForNotification("The list is JSON without names");
    await paste(
      '{"entries":["Greyheron","greyheron"],"CortexXSOARAPIConfig":{"host":"https://old.example","api_key":"fake"}}',
    );
    await desk.workbench.waitForNotification("The file holds an API key as plain text. It is not used;");
    await review().primary("Write 1 change to 1 record");
    assert.ok(!(await review().text()).includes("Emberfox"));
  });

  it("asks once what of several a name means, shows leak sites as text and keeps foreign lines", async () => {
    const onion = `${"a".repeat(56)}.onion`;
    const group = (name: string, fqdn: string) => ({ name, locations: [{ fqdn, available: true, enabled: true }] });
    await open(record("7", "Emberfox", ["Emberfox"], ',"note":"own line"'));
    const config = articlesConfig({ feeds: [desk.feed.feed], names: TRACKED, xsoar: desk.xsoar.origin });
    desk.write(CONFIG, { ...config, records: { onionSource: "groups.json" } });
    desk.write("groups.json", [
      group("Emberfox", onion),
      group("EMBER FOX", "other.example"),
      group("Else", "x.example"),
    ]);
    await updateAll("Leak sites");
    await question("Which one does Emberfox mean?");
    await desk.workbench.screenshot("update-question");
    await desk.workbench.quickRows().getByText("Emberfox", { exact: true }).first().click();
    await review().primary("Write 1 change to 1 record");
    const shown = await review().text();
    assert.ok(shown.includes(String.raw`"${onion.replace(".", "[.]")},\tactive"`), shown);
    assert.ok(!shown.includes(onion), "no host that could be opened by mistake");
    await desk.workbench.screenshot("update-leak-sites");
    await review().write("Write 1 change to 1 record");
    await desk.workbench.waitForNotification("Updated 1 record.");
    assert.ok(text("7")?.includes(String.raw`"note":"own line\n${onion},\tactive"`), text("7") ?? "");
    await desk.workbench.clearNotifications();
    await updateAll("Leak sites");
    await review().says(/Nothing is to be done for 1 record\./);
  });

  it("writes nothing in a dry run", async () => {
    await open(emberfox);
    const config = articlesConfig({ feeds: [desk.feed.feed], names: TRACKED, xsoar: desk.xsoar.origin }) as {
      profiling: { CortexXSOARAPIConfig: object };
    };
    Object.assign(config.profiling.CortexXSOARAPIConfig, { dry_run: true });
    desk.write(CONFIG, config);
    await updateAll("Tidy aliases");
    await review().says(/Dry run is switched on \(dry_run\), so nothing is sent\./);
    assert.equal(await review().frame.locator("input, button.primary").count(), 0);
    assert.match(await review().text(), /aliases · Tidy aliases/);
  });

  it("checks which records the names lead to, and goes on from there", async () => {
    await open(record("7", "Emberfox", ["Copper Lynx"]), greyheron, record("9", "GREYHERON", ["Greyheron"]));
    await desk.workbench.runCommand("TI Scraper: Check Records");
    const told = await desk.workbench.waitForNotification(
      "Checked 3 names: 1 without a record, 1 found by their value only",
    );
    assert.deepEqual(told.buttons, ["Create the Missing…", "Add Names to Aliases…"]);
    await until("the report", async () => /# Check of records/.test(await editorText()));
    await desk.workbench.screenshot("check-report");
    await desk.workbench.clickNotification("Checked 3 names", "Add Names to Aliases…");
    await review().primary("Write 1 change to 1 record");
    assert.match(await review().text(), /Emberfox[^]*Added\s+"Emberfox"/);
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Check Records");
    await desk.workbench.clickNotification("Checked 3 names", "Create the Missing…");
    await review().write("Create 1 record");
    await desk.workbench.waitForNotification("Created the Threat Actor record Sunwasp");
  });

  it("reads profiles out into a file", async () => {
    await open(emberfox, greyheron);
    await desk.workbench.runCommand("TI Scraper: Read Profiles Out…");
    await question("Which records?");
    await desk.workbench.pick("Cortex XSOAR Query…");
    await desk.workbench.answerInput('value:"Emberfox"');
    await question("Which format?");
    await desk.workbench.pick("CSV");
    const field = desk.workbench.quickInput();
    await until("the place to save", async () => (await field.inputValue()).includes("_profiles.csv"));
    await field.press("Enter");
    await desk.workbench.waitForNotification("The profiles are in");
    const file = fs.readdirSync(desk.folder).find((name) => name.endsWith("_profiles.csv"));
    assert.ok(file);
    assert.match(desk.read(file), /Emberfox/);
    assert.ok(!desk.read(file).includes("Greyheron"));
    assert.deepEqual(edits(), []);
  });
});
