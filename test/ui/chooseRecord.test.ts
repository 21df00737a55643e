import assert from "node:assert/strict";
import { type Item, until } from "./desk";
import { MATCHES, openDesk, viewSays, openQuestion } from "./openDesk";

const story = (title: string): Item => ({ title, url: `https://news.example/${title.replaceAll(" ", "-")}` });

/** A name that fits two records, from its row to the notes on the one that is meant. */
describe("choosing a record in VS Code", () => {
  const desk = openDesk();
  const open = async () => {
    await desk.open({
      names: ["Emberfox"],
      xsoar: "withKey",
      records: { "Ash [Malware]": ["Emberfox"], "Cinder Fox": ["Emberfox", "Storm-1"] },
    });
    await desk.scan(story("Emberfox phishes again"));
    await desk.workbench.waitForNotification("Emberfox fits several records");
    await desk.workbench.clearNotifications();
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread · 2 records/).click();
  };
  const noted = (value: string) => (desk.notesOf(value) ?? []).map((note) => note.replace(/: https:.*/, ""));

  it("shows what there is to choose from, writes what waits onto the chosen one, and what comes after", async () => {
    await open();
    const { workbench } = desk;
    await workbench.treeRow(MATCHES, /^\s*Several records match: .*Cinder Fox/).click();
    await until("both", async () => (await workbench.quickRows().count()) === 2);
    const text = await workbench.quickText();
    assert.match(text, /Choose Record: Emberfox/);
    assert.match(text, /Ash \[Malware\]\s*Threat Actor · \d+/);
    assert.match(text, /0 notes · 3 aliases/);
    await workbench.screenshot("choose-record");
    const links = workbench.openedLinks().length;
    const row = workbench.quickRows().filter({ hasText: "Cinder Fox" });
    await workbench.inlineAction(row, "Open in XSOAR");
    const record = desk.xsoar.records().find(({ value }) => value === "Cinder Fox");
    assert.equal(await workbench.nextLink(links), `${desk.xsoar.origin}/#/indicator/${record?.id}`);
    await workbench.pick("Cinder Fox");
    await workbench.waitForNotification("Added 1 note to Cinder Fox.");
    assert.deepEqual([noted("Cinder Fox"), noted("Ash [Malware]")], [["Emberfox phishes again"], []]);
    await workbench.spokenRow(MATCHES, "Its record in Cortex XSOAR is Cinder Fox").waitFor();
    await desk.scan(story("Emberfox returns"));
    await workbench.waitForNotification("1 new match for Emberfox.");
    await until("the note", () => noted("Cinder Fox").length === 2);
    assert.deepEqual(noted("Ash [Malware]"), []);
  });

  it("takes another one from the menu of the name, and forgets the choice", async () => {
    await open();
    const { workbench } = desk;
    await workbench.inlineAction(workbench.treeRow(MATCHES, /^\s*Several records match: /), "Choose Record");
    await workbench.pick("Cinder Fox");
    await workbench.waitForNotification("Added 1 note to Cinder Fox.");
    await workbench.clearNotifications();
    const profile = workbench.spokenRow(MATCHES, "Its record in Cortex XSOAR is Cinder Fox");
    await workbench.contextMenu(profile, "Choose Record…");
    await until("the chosen one", async () => /chosen · /.test(await workbench.quickText()));
    await workbench.screenshot("choose-record-again");
    await workbench.pick("Ash [Malware]");
    await workbench.waitForNotification("Emberfox means the record Ash (Malware).");
    await desk.scan(story("Emberfox moves"));
    await workbench.waitForNotification("1 new match for Emberfox.");
    await until("the note", () => noted("Ash [Malware]").length === 1);
    assert.equal(noted("Cinder Fox").length, 1);
    await workbench.clearNotifications();
    await workbench.contextMenu(workbench.spokenRow(MATCHES, "Its record in Cortex XSOAR is Ash"), "Choose Record…");
    await workbench.pick("Forget the Choice");
    await workbench.treeRow(MATCHES, /^\s*Emberfox\s*2 unread · 2 records/).waitFor();
  });

  it("says why it asks again when the chosen record is gone", async () => {
    await open();
    const { workbench } = desk;
    await workbench.treeRow(MATCHES, /^\s*Several records match: /).click();
    await workbench.pick("Ash [Malware]");
    await workbench.waitForNotification("Added 1 note to Ash (Malware).");
    const record = desk.xsoar.records().find(({ value }) => value === "Ash [Malware]");
    desk.xsoar.remove(record?.id ?? "");
    await desk.scan(story("Emberfox returns"));
    await workbench.waitForNotification("The record chosen for Emberfox is no longer there: nothing was written.");
    const why = workbench.treeRow(MATCHES, /The chosen record is no longer there\. Choose again: Cinder Fox/);
    await why.waitFor();
    assert.deepEqual(noted("Cinder Fox"), []);
    await workbench.screenshot("choose-record-gone");
    await workbench.clearNotifications();
    await why.click();
    await until("why", async () =>
      /no longer there/.test((await workbench.quickInput().getAttribute("placeholder")) ?? ""),
    );
    await workbench.pick("Cinder Fox");
    await workbench.waitForNotification("Added 1 note to Cinder Fox.");
    assert.deepEqual(noted("Cinder Fox"), ["Emberfox returns"]);
  });
});

/** The other names on records that are read for notes anyway. */
describe("new aliases in VS Code", () => {
  const desk = openDesk();

  it("are told after a scan only as news, by name, and those that are ticked are written", async () => {
    await desk.open({
      names: ["Emberfox", "Greyheron"],
      xsoar: "withKey",
      records: { Emberfox: ["Ash Fox", "Cinder"], Greyheron: ["Marsh Crew"] },
    });
    const { workbench } = desk;
    await desk.scan(story("Emberfox phishes again"), story("Greyheron leaks"));
    const told = await workbench.waitForNotification("2 new matches: Emberfox, Greyheron.");
    assert.ok(!told.buttons.includes("Sync Aliases"), told.buttons.join());
    await viewSays(workbench, /Last scan [^\n]*3 new aliases/);
    await workbench.screenshot("new-aliases");
    await workbench.clearNotifications();
    await openQuestion(workbench, "3 new aliases: Show");
    await until("all", async () => (await workbench.quickText()).includes("Marsh Crew"));
    await workbench.screenshot("new-aliases-pick");
    await workbench.toggle("Cinder");
    await workbench.quickInput().press("Enter");
    await workbench.waitForNotification("Added 2 aliases: Ash Fox (Emberfox), Marsh Crew (Greyheron).");
    assert.deepEqual(JSON.parse(desk.read("config/cortex_aliases.json")), ["Ash Fox", "Marsh Crew"]);
    await until("gone", async () => !(await workbench.sidebarText()).includes("new aliases"));
    await desk.scan(story("Emberfox returns"));
    await workbench.waitForNotification("1 new match for Emberfox.");
    assert.ok(!(await workbench.sidebarText()).includes("alias"));
  });

  it("of a field of the configuration's own are read after a question that shows them; Show lists whose each is", async () => {
    const { workbench } = desk;
    const config = desk.read("config/articles_config.json");
    desk.write("config/articles_config.json", config.replace('"search_field": "aliases"', '"search_field": "remarks"'));
    const [record] = desk.xsoar.records();
    desk.xsoar.touch(record?.id ?? "", { remarks: ["Rooms of the sandbox"] });
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Sync Aliases");
    await workbench.dialog().waitFor();
    const asked = await workbench.dialog().innerText();
    assert.match(asked, /Read the field remarks of the records/);
    assert.match(asked, /Rooms of the sandbox/);
    await workbench.screenshot("alias-field");
    await workbench.clickDialog("Cancel");
    assert.deepEqual(JSON.parse(desk.read("config/cortex_aliases.json")), ["Ash Fox", "Marsh Crew"]);
    await workbench.runCommand("TI Scraper: Sync Aliases");
    await workbench.clickDialog("Read This Field");
    await workbench.clickNotification("Added 2 aliases: Cinder (Emberfox), Rooms of the sandbox (Emberfox).", "Show");
    await workbench.page.locator('.tab.active[data-resource-name="Aliases.txt"]').waitFor();
    await workbench.screenshot("alias-list");
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Sync Aliases");
    await workbench.waitForNotification("Aliases are up to date: 4 known.");
  });
});
