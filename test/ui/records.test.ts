import assert from "node:assert/strict";
import { type Item, articlesConfig, startFeed, until } from "./desk";
import { type DeskState, MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";

const CONFIG = "config/articles_config.json";
const NAMES = ["Emberfox", "Greyheron", "Sunwasp"];
const story = (title: string): Item => ({ title, url: `https://news.example/${title.replaceAll(" ", "-")}` });

/** What is not as it should be at Cortex XSOAR, and answers that come late or never. */
describe("records in VS Code", () => {
  const desk = openDesk();
  const open = (records: NonNullable<DeskState["records"]> = {}) =>
    desk.open({ names: NAMES, xsoar: "withKey", records });
  /** A name without a record, asked for in a notification. */
  const askFor = async () => {
    await open();
    await desk.scan(story("Emberfox phishes again"));
    await desk.workbench.waitForNotification("Emberfox has no record in Cortex XSOAR");
  };
  const showArticles = async () => {
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).click();
    await desk.workbench.treeRow(MATCHES, "Emberfox phishes again").waitFor();
  };
  /** A match that comes while Cortex XSOAR refuses the key. */
  const refuse = async () => {
    await open({ Emberfox: [] });
    desk.xsoar.fail({ kind: "answer", status: 401, times: 100 });
    await desk.scan(story("Emberfox three"));
    return await desk.workbench.waitForNotification("1 new match for Emberfox.");
  };

  it("asks for the missing one and names the ambiguous one in the report; the ambiguous is a row, nothing is written", async () => {
    await open({ Greyheron: [], "GREY HERON": ["Greyheron"] });
    await desk.scan(story("Emberfox phishes again"), story("Greyheron leak"));
    const told = await desk.workbench.waitForNotification("Emberfox has no record in Cortex XSOAR");
    assert.deepEqual(told.buttons, ["Create", "Not Now"]);
    assert.match(
      await desk.workbench.report(),
      /Greyheron has twin records \(.*Greyheron.*\): nothing was written for it\. Merge them/,
    );
    await desk.workbench.treeRow(MATCHES, /^\s*Greyheron\s*1 unread · 2 records/).click();
    await desk.workbench.treeRow(MATCHES, "Twin records, to be merged in Cortex XSOAR: ").waitFor();
    assert.deepEqual(
      desk.xsoar.requests().filter(({ action }) => action === "edit"),
      [],
    );
    await desk.scan(story("Sunwasp returns"));
    const again = await desk.workbench.waitForNotification("Sunwasp has no record in Cortex XSOAR");
    assert.ok(
      !`${again.text} ${await desk.workbench.report()}`.includes("twin records"),
      "what was said before is not said again",
    );
  });

  it("asks, and goes on from the row where nobody answers", async () => {
    await askFor();
    await showArticles();
    await desk.workbench.treeRow(MATCHES, "Create a Threat Actor record").waitFor();
    assert.ok(!desk.xsoar.records().some(({ value }) => value === "Emberfox"));
  });

  it("looks again before it creates: what somebody made meanwhile gets the notes", async () => {
    await askFor();
    await showArticles();
    desk.xsoar.put({
      value: "Emberfox",
      indicator_type: "Threat Actor",
      version: 1,
      CustomFields: { aliases: ["Emberfox"], communitynotes: [] },
    });
    await desk.workbench.treeRow(MATCHES, "Create a Threat Actor record").click();
    await new ReviewPage(desk.workbench).write("Write 1 note to 1 record");
    await desk.workbench.waitForNotification("Added 1 note to Emberfox.");
    const [record, ...more] = desk.xsoar.records().filter(({ value }) => value === "Emberfox");
    assert.deepEqual(more, []);
    assert.ok(JSON.stringify(record?.CustomFields).includes("https://news.example/Emberfox-phishes-again"));
    await desk.workbench.spokenRow(MATCHES, "Its record in Cortex XSOAR is Emberfox").waitFor();
  });

  it("does not ask again after Not Now; the row still offers it", async () => {
    await open();
    await desk.scan(story("Sunwasp returns"));
    await desk.workbench.clickNotification("Sunwasp has no record in Cortex XSOAR", "Not Now");
    await desk.scan(story("Sunwasp once more"));
    const told = await desk.workbench.waitForNotification("1 new match for Sunwasp.");
    assert.ok(!told.text.includes("no record"), told.text);
    const row = desk.workbench.treeRow(MATCHES, /^\s*Sunwasp\s*2 unread · no record/);
    await desk.workbench.inlineAction(row, "Create Threat Actor Record");
    await new ReviewPage(desk.workbench).write("Create 1 record with 2 notes");
    await desk.workbench.waitForNotification("Created the Threat Actor record Sunwasp with 2 notes.");
  });

  it("says once that Cortex XSOAR refuses the key, and all else works", async () => {
    const told = await refuse();
    assert.match(told.text, /key/i);
    await until("one", async () => (await desk.workbench.notificationItems().count()) === 1);
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).waitFor();
  });

  it("writes what was left over with the next scan", async () => {
    await refuse();
    assert.deepEqual(desk.notesOf("Emberfox"), []);
    desk.xsoar.clearFaults();
    await desk.scan();
    await desk.workbench.waitForNotification(/\d+ notes? written to /);
    assert.ok(desk.notesOf("Emberfox")?.some((note) => note.includes("https://news.example/Emberfox-three")));
  });

  it("never sends the key to another server the workspace names; what it missed is added by hand, once", async () => {
    await open({ Emberfox: [] });
    const own = desk.read(CONFIG);
    const other = await startFeed([]);
    try {
      desk.write(CONFIG, articlesConfig({ feeds: [desk.feed.feed], names: NAMES, xsoar: other.origin }));
      await desk.scan(story("Emberfox four"));
      await desk.workbench.waitForNotification(`No API key is stored for ${other.origin}.`);
      assert.deepEqual(other.requests(), []);
      await desk.workbench.clearNotifications();
      await desk.workbench.runCommand("TI Scraper: Set XSOAR API Key");
      await desk.workbench.dialog().waitFor();
      assert.ok((await desk.workbench.dialog().innerText()).includes(other.origin));
      await desk.workbench.clickDialog("Cancel");
      assert.deepEqual(other.requests(), []);
    } finally {
      await other.close();
    }
    desk.write(CONFIG, own);
    // Buttons go when the rows are drawn anew, which a saved file brings about a moment later.
    await desk.workbench.page.waitForTimeout(1500);
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).click();
    const article = desk.workbench.treeRow(MATCHES, /^\s*Emberfox four/);
    await desk.workbench.inlineAction(article, "Add to XSOAR");
    await desk.workbench.waitForNotification("Added 1 note to Emberfox.");
    const record = desk.xsoar.records().find(({ value }) => value === "Emberfox");
    assert.equal(JSON.stringify(record?.CustomFields).split("https://news.example/Emberfox-four").length, 2);
  });
});
