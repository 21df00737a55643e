import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { filesWith, until } from "./desk";
import { type DeskState, MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";
import { narrow, screenshotInThemes } from "./themes";

/** One analyst's morning, from the first look to the second scan. */
describe("the main job in VS Code", () => {
  const desk = openDesk();
  const open = (xsoar: "withKey" | "withoutKey", records: NonNullable<DeskState["records"]> = {}) =>
    desk.open({
      items: [
        { title: "Clop claims another victim", url: "https://news.example/clop-claims" },
        { title: "Winter Vivern reads diplomats' mail", url: "https://news.example/vivern" },
        { title: "TA473 is seen again", url: "https://news.example/ta473" },
        { title: "The market continues to grow", url: "https://news.example/market" },
      ],
      names: ["Clop", "Conti", "WinterVivern"],
      feeds: [`${desk.feed.origin}/gone.xml`],
      xsoar,
      records: { "Winter Vivern": ["TA473"], ...records },
    });
  /** A first scan without a key, then the key. */
  const scanAndSetKey = async () => {
    await open("withoutKey");
    await desk.scan();
    await desk.workbench.waitForNotification("2 new matches: Clop, WinterVivern.");
    await desk.workbench.clearNotifications();
    await desk.setKey();
  };
  /** From the question after a scan to the record of Clop. */
  const create = async () => {
    await desk.workbench.clickNotification(QUESTION, "Create");
    const review = new ReviewPage(desk.workbench);
    await review.primary("Create 1 record with 1 note");
    assert.match(await review.text(), /Clop[^]*New record[^]*Clop claims another victim/);
    assert.ok(desk.notesOf("Clop") === null, "nothing is created before it was seen");
    await review.write("Create 1 record with 1 note");
    await desk.workbench.waitForNotification("Created the Threat Actor record Clop with 1 note.");
  };
  const QUESTION = "Clop has no record in Cortex XSOAR. Create a Threat Actor record with 1 article?";

  /** One notification for a scan: the progress has left, and nothing came beside the one. */
  const onlyOne = () =>
    until("one notification", async () => (await desk.workbench.notificationItems().count()) === 1, 5000);

  it("invites to a first scan", async () => {
    await open("withoutKey");
    await until("welcome", async () =>
      (await desk.workbench.sidebarText()).includes("See which tracked threat actors"),
    );
    await screenshotInThemes(desk.workbench, "never-scanned");
    await narrow(desk.workbench, "sidebar", async () => {
      await desk.workbench.screenshot("never-scanned-narrow");
    });
  });

  it("scans without a key: the tree fills, and one message says that the key is missing", async () => {
    await open("withoutKey");
    await desk.scan();
    const told = await desk.workbench.waitForNotification("2 new matches: Clop, WinterVivern.");
    assert.match(told.text, /^2 new matches: Clop, WinterVivern\. No API key is stored for http:\/\/127/);
    assert.deepEqual(told.buttons, ["Set API Key", "Show"]);
    const report = await desk.workbench.report();
    assert.match(report, /4 new articles\. 2 new matches for 2 names\. 1 of 2 sources could not be read\./);
    await onlyOne();
    await desk.workbench.treeRow(MATCHES, "Clop").waitFor();
    const rows = await desk.workbench.treeTexts(MATCHES);
    assert.ok(
      rows.some((row) => /Clop.*1 unread/.test(row)),
      rows.join(" | "),
    );
    assert.ok(
      rows.some((row) => /WinterVivern.*1 unread/.test(row)),
      rows.join(" | "),
    );
    assert.ok(!rows.some((row) => row.includes("Conti")), "continues is not Conti");
    assert.match(
      await desk.workbench.sidebarText(),
      /To do: Set the API key of Cortex XSOAR · Last scan .* 1 source failed/,
    );
    assert.ok(!rows.some((row) => row.includes("could not be read")), rows.join(" | "));
    assert.equal(await desk.workbench.badge("TI Scraper"), "2");
    assert.match(await desk.workbench.containerLabel("TI Scraper"), /2 unread articles name tracked profiles/);
    assert.equal(desk.xsoar.requests().length, 0, "nothing is sent without a key");
    const [result] = fs.readdirSync(path.join(desk.folder, "00 Article Result Files"));
    assert.match(
      desk.read(`00 Article Result Files/${result ?? ""}`),
      /Clop claims another victim\nhttps:\/\/news\.example\/clop-claims\n\n/,
    );
    await desk.workbench.screenshot("first-scan");
  });

  it("stores the key for the server the user confirmed, and tries it", async () => {
    await open("withoutKey");
    await desk.workbench.runCommand("TI Scraper: Set XSOAR API Key");
    await desk.workbench.dialog().waitFor();
    assert.ok((await desk.workbench.dialog().innerText()).includes(desk.xsoar.origin), "the whole address is shown");
    await desk.workbench.screenshot("confirm-server");
    await desk.workbench.clickDialog("Use This Server");
    await desk.workbench.quickInput().waitFor();
    assert.equal(await desk.workbench.quickInput().getAttribute("type"), "password");
    await desk.workbench.answerInput(desk.key);
    await desk.workbench.waitForNotification("answers and accepts the key");
    const withKey = desk.xsoar.requests().filter(({ headers }) => headers["authorization"] !== undefined);
    assert.deepEqual(
      withKey.map(({ path: at, status }) => [at, status]),
      [["/indicators/search", 200]],
    );
  });

  it("asks once after the next scan, and Create shows and makes the record in Cortex XSOAR; nothing is written or asked twice", async () => {
    await scanAndSetKey();
    await desk.scan();
    const told = await desk.workbench.waitForNotification(QUESTION);
    assert.match(told.text, /^1 note written to Winter Vivern\. Clop has no record/);
    assert.deepEqual(told.buttons, ["Create", "Not Now"]);
    await onlyOne();
    await desk.workbench.screenshot("create-question");
    assert.equal(desk.xsoar.records().length, 1, "nothing is created unasked");
    assert.deepEqual(desk.notesOf("Winter Vivern"), [
      "Winter Vivern reads diplomats' mail: https://news.example/vivern",
    ]);
    await create();
    const made = desk.xsoar.records().find(({ value }) => value === "Clop");
    assert.equal(made?.["indicator_type"], "Threat Actor");
    assert.deepEqual(made?.CustomFields?.["aliases"], ["Clop"]);
    assert.deepEqual(desk.notesOf("Clop"), ["Clop claims another victim: https://news.example/clop-claims"]);
    await desk.workbench.spokenRow(MATCHES, "Its record in Cortex XSOAR is Clop").waitFor();
    assert.ok((await desk.workbench.notification("Created").innerText()).includes("Open Record"));

    desk.xsoar.clearRequests();
    await desk.scan();
    await desk.workbench.statusBarItem("nothing new").waitFor();
    assert.deepEqual(await desk.workbench.notifications(), [], "nothing new is no notification");
    await desk.workbench.screenshot("nothing-new");
    assert.deepEqual(
      desk.xsoar.requests().filter(({ action }) => action === "edit" || action === "create"),
      [],
    );
  });

  it("syncs aliases, and the next scan finds the other name", async () => {
    await open("withKey", { Clop: [] });
    await desk.scan();
    await desk.workbench.waitForNotification("2 new matches: Clop, WinterVivern.");
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Sync Aliases");
    const told = await desk.workbench.waitForNotification(/Added \d+ alias/);
    assert.match(told.text, /TA473/);
    const aliases = JSON.parse(desk.read("config/cortex_aliases.json")) as string[];
    assert.ok(aliases.includes("TA473"), aliases.join());
    await desk.scan();
    await desk.workbench.waitForNotification("1 new match for WinterVivern.");
    await desk.workbench.treeRow(MATCHES, /WinterVivern.*2 unread/).waitFor();
    assert.deepEqual([...(desk.notesOf("Winter Vivern") ?? [])].sort(), [
      "TA473 is seen again: https://news.example/ta473",
      "Winter Vivern reads diplomats' mail: https://news.example/vivern",
    ]);
  });

  it("opens a record where the web interface shows it", async () => {
    await open("withKey", { Clop: [] });
    await desk.scan();
    const row = desk.workbench.spokenRow(MATCHES, "Its record in Cortex XSOAR is Clop");
    await row.waitFor();
    await desk.workbench.clearNotifications();
    const record = desk.xsoar.records().find(({ value }) => value === "Clop");
    const opened = desk.workbench.openedLinks().length;
    await desk.workbench.inlineAction(row, "Open Record");
    assert.equal(await desk.workbench.nextLink(opened), `${desk.xsoar.origin}/#/indicator/${record?.id}`);
  });

  it("keeps matches, read state and key over a reload, and the key nowhere else", async () => {
    await scanAndSetKey();
    await desk.scan();
    await create();
    await desk.workbench.clearNotifications();
    const clop = desk.workbench.treeRow(MATCHES, /^\s*Clop/);
    await desk.workbench.inlineAction(clop, "Mark Read");
    await desk.workbench.treeRow(MATCHES, /Clop.*1 read/).waitFor();
    await until("read state on disk", () => filesWith(desk.stateHome, '"read":true').length > 0);
    await desk.workbench.reload();
    await desk.workbench.openContainer("TI Scraper");
    await desk.workbench.treeRow(MATCHES, /Clop.*1 read/).waitFor({ timeout: 60_000 });
    desk.xsoar.clearRequests();
    await desk.workbench.runCommand("TI Scraper: Test XSOAR Connection");
    await desk.workbench.waitForNotification("answers and accepts the key");
    assert.equal(desk.xsoar.requests()[0]?.status, 200);

    assert.deepEqual(filesWith(desk.stateHome, desk.key), []);
    assert.deepEqual(filesWith(desk.folder, desk.key), []);
    assert.deepEqual(filesWith(desk.vscode.dataDir, desk.key), []);
    assert.match(desk.vscode.logs(), /Cortex XSOAR: Clop: created record/, "the log is there");
    assert.ok(!desk.vscode.logs().includes(desk.key));
  });
});

/** In a VS Code of its own: it asks for which server when it knows several. */
describe("the one key in VS Code", () => {
  const desk = openDesk();

  it("is forgotten when told to", async () => {
    await desk.open({ names: ["Clop"], xsoar: "withoutKey" });
    await desk.setKey();
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Clear XSOAR API Key");
    await desk.workbench.waitForNotification("was removed");
    await desk.workbench.clearNotifications();
    desk.xsoar.clearRequests();
    await desk.workbench.runCommand("TI Scraper: Test XSOAR Connection");
    await desk.workbench.waitForNotification("No API key is stored");
    assert.equal(desk.xsoar.requests().length, 0);
  });
});
