import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { articlesConfig, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

const CONFIG = "config/articles_config.yaml";
const CLUSTER = {
  type: "threat-actor",
  name: "Threat actor",
  source: "test",
  values: [
    {
      value: "Emberfox",
      description: "Steals [logins](command:x) from shippers.",
      meta: { synonyms: ["Copper Lynx", "Night Ferry"], country: "FR" },
    },
    { value: "Greyheron", description: "Sells access.", meta: { synonyms: ["Night Ferry", "Pale Egret"] } },
    { value: "Mask", description: "An old group.", meta: { synonyms: ["Careless Mask"] } },
  ],
};

/** From a collection of names on the web to rows in the sidebar. */
describe("imported names in VS Code", () => {
  const rows = () => desk.workbench.quickRows().count();
  const desk = openDesk();
  const config = () => desk.read(CONFIG);

  beforeEach(async () => {
    const made = articlesConfig({ feeds: [desk.feed.feed], names: ["Greyheron"] });
    // JSON is YAML as well; the names stand in lines of their own, with a remark that has to survive.
    const text = JSON.stringify(made, null, 2).replace(
      /"profileData": \[[^\]]*\]/,
      '"profileData":\n      [\n        "Greyheron", # ours\n      ]',
    );
    await desk.open({
      items: [
        { title: "Copper Lynx empties a port's mailboxes", url: "https://news.example/1" },
        { title: "Night Ferry rents out its servers", url: "https://news.example/2" },
        { title: "Pale Egret is back", url: "https://news.example/3" },
      ],
      pages: { "/threat-actor.json": JSON.stringify(CLUSTER) },
      files: { [CONFIG]: text },
    });
  });

  const importCollection = async () => {
    const { workbench } = desk;
    await workbench.runCommand("TI Scraper: Import Names…");
    await until("the places to import from", async () =>
      (await workbench.quickLabels()).some((label) => label.includes("From a web address")),
    );
    assert.ok((await workbench.quickLabels()).some((label) => label.includes("MITRE ATT&CK Enterprise")));
    await workbench.pick(/From a web address/);
    await workbench.answerInput(`${desk.feed.origin}/threat-actor.json`);
    await until("what was read", async () => /3 names of 3 entries/.test(await workbench.quickText()));
    await workbench.screenshot("names-reading");
    await workbench.pick(/Take 3 names/);
    const told = await workbench.waitForNotification("3 names, 3 of them new");
    // Each has a row, and all of them together.
    await until("the search", async () => (await rows()) === 4);
    return told;
  };
  const tickBoth = async () => {
    const { workbench } = desk;
    await workbench.quickInput().fill("france");
    await until(
      "a hit by country",
      async () => (await rows()) === 1 && (await workbench.quickRows().innerText()).includes("Emberfox"),
    );
    await workbench.toggle("Emberfox");
    await workbench.quickInput().fill("egret");
    await until("both", async () => (await rows()) === 2);
    await workbench.screenshot("names-search");
    await workbench.toggle("Greyheron");
    await workbench.quickInput().press("Enter");
    await question();
  };
  const question = () =>
    until("the question", async () =>
      /Night Ferry/.test((await desk.workbench.quickInput().getAttribute("placeholder")) ?? ""),
    );

  it("imports a collection, tracks what is picked and asks whose an ambiguous alias is", async () => {
    const { workbench } = desk;
    const told = await importCollection();
    assert.match(told.text, /MISP galaxy threat-actor/);
    await workbench.quickInput().fill("mask");
    await until("a flagged name", async () =>
      /an ordinary word too/.test(await workbench.page.locator(".quick-input-list:visible").innerText()),
    );
    await tickBoth();
    await workbench.screenshot("names-ambiguous");
    const asked = await workbench.quickText();
    for (const answer of ["Emberfox", "Greyheron", "All of them", "Nobody"]) assert.ok(asked.includes(answer), answer);
    await workbench.pick("Greyheron");
    const tracked = await workbench.waitForNotification("2 names are tracked");
    assert.match(tracked.text, /with 4 other names: Emberfox, Greyheron\./);
    assert.match(config(), /"Greyheron", # ours\n\s*"Emberfox"|"Greyheron",\s*"Emberfox"/);
    assert.match(config(), /# ours/);

    await workbench.clickNotification("2 names are tracked", "Scan");
    await workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).waitFor();
    await workbench.treeRow(MATCHES, /^\s*Greyheron\s*2 unread/).waitFor();
    await workbench.screenshot("names-matches");
  });

  it("asks which column of a table holds the names, shows what was read, and reads a column otherwise", async () => {
    const { workbench } = desk;
    const table = "Bird,Nick,Targets,Home\nPale Egret,Marsh Crew,Banks,Chile\nCopper Lynx,,Ports,Peru\n,Nobody,,\n";
    const placeholder = async () => (await workbench.quickInput().getAttribute("placeholder")) ?? "";
    desk.feed.setPages({ "/birds.csv": table });
    await workbench.runCommand("TI Scraper: Import Names…");
    await until("the places to import from", async () =>
      (await workbench.quickLabels()).some((label) => label.includes("From a web address")),
    );
    await workbench.pick(/From a web address/);
    await workbench.answerInput(`${desk.feed.origin}/birds.csv`);
    await until("the question", async () => /which is it/.test(await placeholder()));
    await workbench.screenshot("names-which-column");
    await workbench.pick(/Column 1/);
    await until("the second question", async () => /Tick the columns/.test(await placeholder()));
    await workbench.toggle("Column 2");
    await workbench.toggle("Column 3");
    await workbench.quickInput().press("Enter");
    await until("what was read", async () => /Take 3 names/.test(await workbench.quickText()));
    await workbench.screenshot("names-table");
    assert.match(await workbench.quickText(), /Pale Egret\s*Marsh Crew, Banks/);
    assert.match(await workbench.quickText(), /no name in them: 1/);
    await workbench.pick(/The first row is a name/);
    await until("headings", async () => /Take 2 names/.test(await workbench.quickText()));
    await workbench.pick(/Targets/);
    await until("the kinds of columns", async () => /What does this column hold/.test(await placeholder()));
    await workbench.pick(/left out/);
    await until("what was read otherwise", async () =>
      /Pale Egret\s*Marsh Crew(?!,)/.test(await workbench.quickText()),
    );
    await workbench.pick(/Take 2 names/);
    await workbench.waitForNotification("2 names, 2 of them new");
  });

  it("takes all of one country that a search has found", async () => {
    const { workbench } = desk;
    const values = [
      ...CLUSTER.values,
      ...Array.from({ length: 54 }, (_, at) => ({ value: `Marsh Crew ${at + 1}`, meta: { country: "CL" } })),
    ];
    desk.feed.setPages({ "/many.json": JSON.stringify({ ...CLUSTER, values }) });
    await workbench.runCommand("TI Scraper: Import Names…");
    await until("the places to import from", async () =>
      (await workbench.quickLabels()).some((label) => label.includes("From a web address")),
    );
    await workbench.pick(/From a web address/);
    await workbench.answerInput(`${desk.feed.origin}/many.json`);
    await workbench.pick(/Take 57 names/);
    await until("the search", async () =>
      /All 57 names of this search\s*50 of 57 are shown/.test(await workbench.quickText()),
    );
    await workbench.page.getByRole("button", { name: "Show one country or kind alone" }).click();
    await until("the countries", async () => /All countries/.test(await workbench.quickText()));
    await workbench.screenshot("names-countries");
    // Rows that VS Code uses again still hold what they said before: the country alone is no mark.
    await workbench.pick(/CL 54/);
    await until("those of Chile", async () => /All 54 names of this search/.test(await workbench.quickText()));
    assert.match(await workbench.quickText(), /Import Names: Chile/);
    await workbench.screenshot("names-filtered");
    await workbench.toggle("All 54 names");
    await workbench.quickInput().press("Enter");
    await workbench.waitForNotification("54 names are tracked");
    assert.match(config(), /"Marsh Crew 54"/);
    assert.doesNotMatch(config(), /Emberfox/);
  });

  it("says when a collection is the same as before, and offers to change what was decided", async () => {
    const { workbench } = desk;
    await importCollection();
    await tickBoth();
    await workbench.pick("Greyheron");
    await workbench.clickNotification("2 names are tracked", "Scan");
    await workbench.treeRow(MATCHES, /^\s*Greyheron\s*2 unread/).waitFor();
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Refresh Imported Names");
    await workbench.waitForNotification("3 names, 0 of them new");
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Decide Ambiguous Aliases…");
    await until("the decided alias", async () => /Night Ferry\s*Greyheron/.test(await workbench.quickText()));
    await workbench.screenshot("names-decided");
    await workbench.pick("Night Ferry");
    await question();
    await workbench.pick("Emberfox");
    await workbench.treeRow(MATCHES, /^\s*Emberfox\s*2 unread/).waitFor();
  });

  it("writes what was picked into the folder for all, and a line for git when that is wanted", async () => {
    const { workbench } = desk;
    fs.mkdirSync(path.join(desk.folder, ".git"));
    await importCollection();
    await tickBoth();
    await workbench.pick("Greyheron");
    await workbench.waitForNotification("2 names are tracked");
    const lines = desk.read("config/names.lock.yaml");
    assert.match(lines, /^- \{name: "Emberfox", alias: "Copper Lynx", source: "MISP galaxy threat-actor", version: "/m);
    assert.match(lines, /^- \{alias: "Night Ferry", owners: \["Greyheron"\], known: \[/m);
    await workbench.clickNotification("git has to keep the lines of both", "Add to .gitattributes");
    await until("the line for git", () => fs.existsSync(path.join(desk.folder, ".gitattributes")));
    assert.equal(desk.read(".gitattributes"), "/config/names.lock.yaml merge=union\n");
  });
});
