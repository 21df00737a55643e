import assert from "node:assert/strict";
import { type Item, articlesConfig, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";

const CONFIG = "config/articles_config.json";
const NAMES = ["Emberfox", "Greyheron", "Sunwasp"];
const ACTIVITY = "Activity";
const story = (title: string): Item => ({ title, url: `https://news.example/${title.replaceAll(" ", "-")}` });

/** Themes by their names in VS Code, with what the page is told of them. */
const THEMES = {
  light: ["Light Modern", "vscode-light"],
  "high-contrast": ["Dark High Contrast", "vscode-high-contrast"],
  "high-contrast-light": ["Light High Contrast", "vscode-high-contrast-light"],
  dark: ["Dark Modern", "vscode-dark"],
} as const;

/** A record as a server has it: numbers a double has no room for, keys nobody knows, what a feed and an analyst have set. */
function record(id: string, value: string, aliases: readonly unknown[], more = ""): string {
  return `{"id":"${id}","version":3,"value":${JSON.stringify(value)},"indicator_type":"Threat Actor","score":1.0,"timestamp":"2024-03-01T10:00:00.123456789Z","modified":"2024-03-02T00:00:00Z","source":"Feed A","comment":"keep me","investigationIDs":["17"],"big":9007199254740993,"CustomFields":{"aliases":${JSON.stringify(aliases)},"tags":["own"]${more}}}`;
}
const emberfox = record("7", "Emberfox", ["  Copper Lynx ", "Copper Lynx", "Fancy Bear", "FancyBear", ""]);
const greyheron = record("8", "Greyheron", ["Grey\u200bheron Group"]);

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
  const review = () => new ReviewPage(desk.workbench);
  const page = () => desk.workbench.page;
  const edits = () => desk.xsoar.requests().filter(({ action }) => action === "edit");
  const text = (id: string) => desk.xsoar.recordText(id);
  const aliases = (id: string): unknown =>
    (JSON.parse(text(id) ?? "null") as { CustomFields: { aliases: unknown } }).CustomFields.aliases;

  const open = async (...records: readonly string[]) => {
    await desk.open({ names: NAMES, xsoar: "withKey" });
    for (const one of records) desk.xsoar.put(one);
    desk.xsoar.clearRequests();
  };
  const question = (what: string) =>
    until(what, async () => (await desk.workbench.quickInput().getAttribute("placeholder"))?.startsWith(what));
  const recipes = async (...chosen: readonly string[]) => {
    await question("What is to be done?");
    for (const recipe of chosen) await desk.workbench.toggle(recipe);
    await desk.workbench.quickInput().press("Enter");
  };
  const update = async (...chosen: readonly string[]) => {
    await desk.workbench.runCommand("TI Scraper: Update Records…");
    await recipes(...chosen);
    await question("Which records?");
  };
  const updateAll = async (...chosen: readonly string[]) => {
    await update(...chosen);
    await desk.workbench.pick("All Tracked Names");
  };
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
    await desk.workbench.screenshot("update-activity");
    await field.click();
    const side = (name: string) => page().locator(`.monaco-diff-editor .editor.${name} .view-lines`);
    await until("before and after", async () => {
      const [old, now] = [await side("original").innerText(), await side("modified").innerText()];
      return /"\s\sCopper\sLynx\s"/.test(old) && !/"\s\sCopper/.test(now) && /"Copper\sLynx"/.test(now);
    });
    await desk.workbench.screenshot("update-activity-diff");
  });

  it("is used by keyboard alone, and writes a proposal only when it is ticked", async () => {
    await open(emberfox);
    await desk.workbench.runCommand("TI Scraper: Update Records…");
    await question("What is to be done?");
    const keys = page().keyboard;
    await desk.workbench.quickInput().fill("Tidy");
    await keys.press("ArrowDown");
    await keys.press("Space");
    await until("ticked", async () =>
      /1 Selected/.test(await page().locator(".quick-input-widget:visible").innerText()),
    );
    await keys.press("Enter");
    await question("Which records?");
    await keys.press("Enter");
    await review().primary("Write 1 change to 1 record");
    const focused = () => review().frame.locator(":focus").getAttribute("id");
    await until("the focus is on the button", async () => (await focused()) === "do-write");
    for (let steps = 0; (await focused()) !== "tick-0.1"; steps++) {
      assert.ok(steps < 40, "the proposal is reached");
      await keys.press("Tab");
    }
    await keys.press("Space");
    await review().primary("Write 2 changes to 1 record");
    assert.equal(await focused(), "tick-0.1", "the focus stays");
    await keys.press("Control+Enter");
    await desk.workbench.waitForNotification("Updated 1 record.");
    assert.deepEqual(aliases("7"), ["Copper Lynx", "Fancy Bear"]);
    await until("the focus is on Close", async () => (await focused()) === "do-close");
    await keys.press("Enter");
    await review().isClosed();
  });

  it("shows the bytes of a record before and after", async () => {
    await open(emberfox);
    await updateAll("Tidy aliases");
    await review().primary("Write 1 change to 1 record");
    await review().button("Show as Diff").click();
    const side = (name: string) => page().locator(`.monaco-diff-editor .editor.${name} .view-lines`);
    const lines = async (name: string) => (await side(name).innerText()).replaceAll(/[\u00a0\u00b7]/g, " ");
    await until("the record", async () => (await lines("original")).includes('"  Copper Lynx "'));
    assert.match(await lines("modified"), /"score":1\.0,/);
    assert.ok(!(await lines("modified")).includes('"  Copper Lynx "'));
    assert.deepEqual(edits(), []);
    await desk.workbench.screenshot("update-diff");
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
      const text = await review().says(/Updated \d+ records\. \d+ were not tried any more\./);
      const written = Number(/Updated (\d+) records/.exec(text)?.[1]);
      const done = desk.xsoar
        .records()
        .filter(({ value, CustomFields }) => JSON.stringify(CustomFields?.["aliases"]) === `["${value}"]`);
      assert.equal(done.length, written);
      assert.ok(written < 120, String(written));
      await desk.workbench.screenshot("update-cancelled");
    } finally {
      desk.xsoar.setDelay(0);
    }
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
    const config = articlesConfig({ feeds: [desk.feed.feed], names: NAMES, xsoar: desk.xsoar.origin });
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
    const config = articlesConfig({ feeds: [desk.feed.feed], names: NAMES, xsoar: desk.xsoar.origin }) as {
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
  });

  it("keeps hostile text of records text", async () => {
    const bad = `<img src=x onerror=alert(1)> [x](command:workbench.action.quit) \u202egnp.exe`;
    await open(record("7", "Emberfox", [` ${bad} `, "</code></li><script>alert(1)</script>,b"]));
    await updateAll("Tidy aliases");
    await review().primary(/^\s*Write 1 change to 1 record/);
    assert.equal(await review().frame.locator("img, a, iframe, main script, main style").count(), 0);
    const shown = await review().text();
    assert.ok(shown.includes("<img src=x onerror=alert(1)> [x](command:workbench.action.quit) \\u202egnp.exe"), shown);
    await desk.workbench.screenshot("update-hostile");
    await review().write(/Write 1 change/);
    await desk.workbench.waitForNotification("Updated 1 record.");
    await desk.workbench.runCommand("TI Scraper: Focus on Activity View");
    await desk.workbench.treeRow(ACTIVITY, /^\s*Updated Emberfox/).waitFor();
  });

  it("looks right in every theme, and narrow", async () => {
    const note = ',"note":"leaks.onion,\\tactive\\nown line"';
    await open(
      emberfox,
      record("8", "Greyheron", ["Grey\u200bheron Group", "x".repeat(300), "\u05d0\u05d1\u05d2 "], note),
    );
    await updateAll("First seen", "Tidy aliases");
    await review().primary(/Write/);
    try {
      for (const [name, [theme, told]] of Object.entries(THEMES)) {
        await desk.workbench.runCommand("Preferences: Color Theme");
        await desk.workbench.quickInput().fill(theme);
        await desk.workbench.pick(new RegExp(`^\\s*${theme}`));
        await review().frame.locator(`body.${told}`).waitFor();
        await page().waitForTimeout(500);
        await desk.workbench.screenshot(`update-${name}`);
      }
      await desk.workbench.runCommand("View: Toggle Primary Side Bar Visibility");
      await page().setViewportSize({ width: 352, height: 800 });
      await page().waitForTimeout(1000);
      await review().frame.locator("h2", { hasText: "Greyheron" }).scrollIntoViewIfNeeded();
      await desk.workbench.screenshot("update-narrow");
      const overflow = await review()
        .frame.locator("main")
        .evaluate((main) => {
          const { scrollWidth, clientWidth } = (
            main as unknown as { ownerDocument: { documentElement: { scrollWidth: number; clientWidth: number } } }
          ).ownerDocument.documentElement;
          return scrollWidth - clientWidth;
        });
      assert.ok(overflow <= 0, `${overflow} px too much`);
    } finally {
      await page().setViewportSize({ width: 1280, height: 800 });
      await desk.workbench.runCommand("View: Toggle Primary Side Bar Visibility");
    }
  });

  it("stays fast with a thousand records", async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `Emberfox${String(index).padStart(4, "0")}`);
    await desk.open({ names, xsoar: "withKey" });
    for (const [index, name] of names.entries())
      desk.xsoar.put(record(String(2000 + index), name, [` ${name} `, `Lynx ${index}`, `Lynx${index}`]));
    await updateAll("First seen", "Tidy aliases");
    await desk.workbench.clickDialog("Go On");
    await (await review().primary("Write 3000 changes to 1000 records")).waitFor({ timeout: 60_000 });
    const none = await timed(async () => {
      await review().box("All").uncheck();
      await review().frame.locator("button.primary[aria-disabled='true']").waitFor();
    });
    const one = await timed(async () => {
      await review().box("Emberfox0001").check();
      await review().primary("Write 4 changes to 1 record");
    });
    const scrolled = await timed(async () => {
      await review().frame.locator("#moreRecords").scrollIntoViewIfNeeded();
      await review().box("Emberfox0099").waitFor();
    });
    console.log(`      untick all ${none} ms, tick a record ${one} ms, more records ${scrolled} ms`);
    for (const took of [none, one, scrolled]) assert.ok(took < 4000, `${took} ms`);
  });
});

describe("updates of records in German", () => {
  const desk = openDesk({ language: "de", xsoar: { host: "127.0.1.10" } });

  it("are worded", async () => {
    await desk.open({ names: NAMES, xsoar: "withoutKey" });
    for (const one of [emberfox, greyheron]) desk.xsoar.put(one);
    await desk.workbench.runCommand("TI Scraper: XSOAR-API-Schlüssel festlegen");
    await desk.workbench.clickDialog("Diesen Server verwenden");
    await desk.workbench.answerInput(desk.key);
    await desk.workbench.waitForNotification("antwortet und nimmt den Schlüssel an");
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Datensätze aktualisieren…");
    await desk.workbench.quickInput().waitFor();
    await desk.workbench.screenshot("update-german-recipes");
    await desk.workbench.toggle("Name in die Aliasse");
    await desk.workbench.quickInput().press("Enter");
    await desk.workbench.pick("Alle beobachteten Namen");
    const review = new ReviewPage(desk.workbench);
    await review.primary(/Änderung/);
    await desk.workbench.screenshot("update-german");
    await review.write(/Änderung/);
    await desk.workbench.waitForNotification(/Datens.tze? aktualisiert\./);
  });
});

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return Math.round(performance.now() - start);
}
