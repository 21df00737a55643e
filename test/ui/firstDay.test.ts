import assert from "node:assert/strict";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { articlesConfig, until } from "./desk";
import { openDesk, viewSays } from "./openDesk";
import { tickOnly } from "./starters";
import { ReviewPage } from "./reviewPage";

const KEY = "first-day-key-0123456789";
const CONFIG = "config/articles_config.json";

/** From an empty folder to a note on a record, in the order of the walkthrough and in the other one. */
describe("the first day with TI Scraper", () => {
  const desk = openDesk();
  let server: Xsoar;
  const review = () => new ReviewPage(desk.workbench);
  const notes = (): readonly string[] => {
    const record = server.records().find(({ value }) => value === "Emberfox");
    const rows = (record?.CustomFields?.["communitynotes"] ?? []) as readonly { readonly notes?: string }[];
    return rows.flatMap(({ notes: text }) => text ?? []);
  };

  beforeEach(async () => {
    server = await startXsoar({ key: KEY, host: "127.0.1.8" });
    server.put({ value: "Emberfox", indicator_type: "Threat Actor", CustomFields: { aliases: ["Emberfox"] } });
  });
  afterEach(() => server.close());

  const begin = async () => {
    await desk.open({
      items: [
        { title: "Emberfox opens a door", url: "https://news.example/1" },
        { title: "Emberfox opens a window", url: "https://news.example/2" },
      ],
    });
    await desk.workbench.runCommand("TI Scraper: Create Configuration");
    await desk.workbench.pick("JSON");
    await tickOnly(desk.workbench, "Which feeds", []);
    await tickOnly(desk.workbench, "Which names", []);
    await desk.workbench.page.locator('.tab.active[data-resource-name="articles_config.json"]').waitFor();
    // As a user puts an own source and an own name into it.
    desk.write(CONFIG, articlesConfig({ feeds: [desk.feed.feed], names: ["Emberfox"] }));
  };
  const scan = async () => {
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Scan");
  };
  const setUp = async () => {
    await desk.workbench.runCommand("TI Scraper: Set Up XSOAR");
    for (const [step, text] of [
      [/Set Up XSOAR \(1\//, server.origin],
      [/API key for/, KEY],
    ] as const) {
      await until(String(step), async () => step.test(await desk.workbench.quickText()));
      await until("the field", async () => await desk.workbench.quickInput().isEnabled());
      await desk.workbench.answerInput(text);
    }
    await desk.workbench.pick("and switch notes on");
    return await desk.workbench.waitForNotification("Cortex XSOAR 6 at");
  };
  const write = async () => {
    await review().primary(/^\s*Write 2 notes to/);
    await desk.workbench.screenshot("first-day-review");
    await review().write(/^\s*Write 2 notes to/);
    await until("the notes", () => notes().length === 2);
  };

  it("scan first: what was found before the set-up is asked about, and goes out after a review", async () => {
    await begin();
    await scan();
    await desk.workbench.waitForNotification(/2 new matches/);
    const told = await setUp();
    assert.match(told.text, /2 articles found so far are not in XSOAR\./);
    assert.deepEqual(told.buttons.slice(0, 2), ["Review…", "Start from Now"]);
    assert.match(desk.read(CONFIG), /"write": "review"/);
    await viewSays(desk.workbench, /To do: 2 articles found so far are not in XSOAR/);
    await desk.workbench.screenshot("first-day-question");
    assert.deepEqual(notes(), []);
    await desk.workbench.clickNotification("2 articles found so far", "Review…");
    await write();
    await until("no question", async () => !(await desk.workbench.sidebarText()).includes("found so far"));
  });

  it("set-up first: what is found waits for the review the set-up begins with", async () => {
    await begin();
    const told = await setUp();
    assert.ok(!told.text.includes("found so far"), told.text);
    await scan();
    await desk.workbench.waitForNotification("2 notes for 1 record wait for your review.", 30_000);
    await desk.workbench.screenshot("first-day-waits");
    assert.deepEqual(notes(), []);
    await desk.workbench.clickNotification("wait for your review", "Review…");
    await write();
  });

  it("start from now: what was found before is left, and asked about no more", async () => {
    await begin();
    await scan();
    await desk.workbench.waitForNotification(/2 new matches/);
    await setUp();
    await desk.workbench.clickNotification("2 articles found so far", "Start from Now");
    await until("no question", async () => !(await desk.workbench.sidebarText()).includes("found so far"));
    await scan();
    await desk.workbench.statusBarItem("nothing new").waitFor();
    assert.deepEqual(notes(), []);
  });
});
