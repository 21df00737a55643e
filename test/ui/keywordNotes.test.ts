import assert from "node:assert/strict";
import { articlesConfig, until } from "./desk";
import { type DeskState, MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";

/** What the keywords find, from the key to the record: without an articles job at first, then beside it. */
describe("notes of the keywords job in VS Code", () => {
  const desk = openDesk();
  const open = (xsoar: "withKey" | "withoutKey", records: NonNullable<DeskState["records"]>) =>
    desk.open({
      items: [
        { title: "Emberfox writes a ransom note", url: "https://news.example/note" },
        { title: "Greyheron sells ransom advice", url: "https://news.example/advice" },
        { title: "Emberfox is quiet", url: "https://news.example/quiet" },
      ],
      xsoar,
      records,
      files: () => ({
        "config/keywords_config.json": {
          websiteconfig: { rss_feeds: [desk.feed.feed], webpages: [], keywords: ["ransom"] },
          profileRecords: true,
          profiling: {
            profileData: ["Emberfox", "Greyheron"],
            profile2cortex: true,
            CortexXSOARAPIConfig: { host: desk.xsoar.origin },
          },
        },
      }),
    });
  const run = async () => {
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Run Keywords");
  };
  const addArticles = () =>
    desk.write(
      "config/articles_config.json",
      articlesConfig({ feeds: [desk.feed.feed], names: ["Emberfox"], xsoar: desk.xsoar.origin }),
    );

  it("wait for a key, which is set for the server of the keywords configuration", async () => {
    await open("withoutKey", { Emberfox: [] });
    const { workbench } = desk;
    await run();
    const told = await workbench.waitForNotification("Keywords: 2 new articles.");
    assert.match(told.text, /No API key is stored for http:\/\/127/);
    assert.deepEqual(told.buttons, ["Set API Key", "Open Result File"]);
    await until("what waits", async () => (await workbench.treeTexts(MATCHES)).some((row) => row.includes("Emberfox")));
    await workbench.screenshot("keywords-waiting");
    await workbench.clickNotification("Keywords: 2 new articles.", "Set API Key");
    await workbench.clickDialog("Use This Server");
    await workbench.quickInput().waitFor();
    await workbench.answerInput(desk.key);
    await workbench.waitForNotification("answers and accepts the key");
  });

  it("are written with the next run, and a record that is missing is asked for", async () => {
    await open("withKey", {});
    desk.xsoar.put({ value: "Emberfox", indicator_type: "Threat Actor", CustomFields: null });
    const { workbench } = desk;
    desk.xsoar.fail({ kind: "answer", status: 502, times: 1000 });
    await run();
    await workbench.waitForNotification("Keywords: 2 new articles.");
    await workbench.waitForNotification("internal error (502)", 60_000);
    assert.deepEqual(desk.notesOf("Emberfox"), []);
    desk.xsoar.clearFaults();
    await run();
    const question = "Greyheron has no record in Cortex XSOAR.";
    const told = await workbench.waitForNotification(question);
    assert.match(told.text, /^1 note written to Emberfox\. Greyheron has no record/);
    assert.deepEqual(told.buttons, ["Create", "Not Now"]);
    assert.deepEqual(desk.notesOf("Emberfox"), ["Emberfox writes a ransom note: https://news.example/note"]);
    await workbench.screenshot("keywords-question");
    await workbench.clickNotification(question, "Create");
    await new ReviewPage(workbench).write("Create 1 record with 1 note");
    await workbench.waitForNotification("Created the Threat Actor record Greyheron with 1 note.");
    assert.deepEqual(desk.notesOf("Greyheron"), ["Greyheron sells ransom advice: https://news.example/advice"]);
  });

  it("are not written a second time by the articles job, whose own notes come in the same run", async () => {
    await open("withKey", { Emberfox: [], Greyheron: [] });
    const { workbench } = desk;
    await run();
    await workbench.waitForNotification("Keywords: 2 new articles.");
    assert.equal(desk.notesOf("Greyheron")?.length, 1);
    addArticles();
    desk.feed.setItems([
      { title: "Emberfox writes a ransom note", url: "https://news.example/note" },
      { title: "Emberfox is quiet", url: "https://news.example/quiet" },
      { title: "Greyheron wants a ransom", url: "https://news.example/wants" },
    ]);
    await desk.scan();
    const told = await workbench.waitForNotification("Keywords: 1 new article.");
    assert.match(told.text, /2 new matches for Emberfox\./);
    assert.deepEqual([...(desk.notesOf("Emberfox") ?? [])].sort(), [
      "Emberfox is quiet: https://news.example/quiet",
      "Emberfox writes a ransom note: https://news.example/note",
    ]);
    assert.equal(desk.notesOf("Greyheron")?.length, 2);
  });

  it("leave the articles to run by themselves", async () => {
    await open("withKey", { Emberfox: [], Greyheron: [] });
    addArticles();
    const { workbench } = desk;
    await desk.scan();
    await workbench.waitForNotification("Keywords: 2 new articles.");
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Run Articles");
    await workbench.statusBarItem("nothing new").waitFor();
    assert.deepEqual(await workbench.notifications(), []);
    assert.equal(/Keywords/.test(await workbench.report()), false);
  });
});
