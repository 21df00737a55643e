import assert from "node:assert/strict";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

const CONFIG = "config/articles_config.yaml";
const CLUSTER = {
  type: "threat-actor",
  name: "Threat actor",
  source: "test",
  values: [{ value: "Marsh Crew", meta: { synonyms: ["Copper Lynx", "Pale Egret"], country: "FR" } }],
};

/** What is tracked, without a look into the configuration. */
describe("tracking names in VS Code", () => {
  let text = "";
  const desk = openDesk();
  const row = (name: string) => desk.workbench.treeRow(MATCHES, new RegExp(`^\\s*${name}\\s*\\d+ (?:un)?read`));
  const type = async (value: string) => {
    await desk.workbench.runCommand("TI Scraper: Track Name…");
    await desk.workbench.quickInput().waitFor();
    await desk.workbench.quickInput().fill(value);
  };
  const said = (pattern: RegExp) => until(String(pattern), async () => pattern.test(await desk.workbench.quickText()));

  beforeEach(async () => {
    text = `# ours
websiteconfig:
  rss_feeds: [${desk.feed.feed}]
  webpages: []
resultfile: { createFile: false }
profiling:
  profileData:
    - Emberfox # since March
    # harbours
    - Greyheron
`;
    await desk.open({
      items: [
        { title: "Emberfox robs a bank", url: "https://news.example/1" },
        { title: "Copper Lynx empties a port's mailboxes", url: "https://news.example/2" },
        { title: "Pale Egret and Copper Lynx are one", url: "https://news.example/3" },
        { title: "Night Ferry rents out its servers", url: "https://news.example/4" },
      ],
      pages: { "/actors.json": JSON.stringify(CLUSTER) },
      files: { [CONFIG]: text },
    });
    await desk.scan();
    await row("Emberfox").waitFor({ timeout: 60_000 });
    await desk.workbench.clearNotifications();
  });

  it("shows what a name would find, as it is typed or with the names that imports have for it, and finds it at once", async () => {
    const { workbench } = desk;
    await type("Night Ferry");
    await said(/Night Ferry\s*as typed\s*finds 1 of 4 stored articles/);
    await workbench.screenshot("track-typed");
    await workbench.pick(/as typed/);
    const told = await workbench.waitForNotification("Night Ferry is tracked");
    assert.match(told.text, /1 match is new\./);
    await row("Night Ferry").waitFor();
    assert.match(desk.read(CONFIG), /- Greyheron\n {4}- Night Ferry\n$/);
    await workbench.clearNotifications();

    await type("lynx");
    await said(/Import names, to track them/);
    await workbench.pick(/Import names, to track them/);
    await workbench.pick(/From a web address/);
    await workbench.answerInput(`${desk.feed.origin}/actors.json`);
    await workbench.pick(/Take 1 name/);
    await workbench.waitForNotification("1 name, 1 of them new");
    await workbench.page.keyboard.press("Escape");
    await type("france");
    await said(/Marsh Crew\s*Copper Lynx, Pale Egret\s*finds 2 of 4 stored articles · France/);
    await workbench.screenshot("track-imported");
    await workbench.pick(/Marsh Crew/);
    await workbench.waitForNotification("Marsh Crew is tracked, with 2 other names.");
    await row("Marsh Crew").waitFor();
    assert.match(desk.read("config/names.lock.yaml"), /^- \{name: "Marsh Crew", alias: "Copper Lynx"/m);
  });

  it("adds an alias, mutes a name and looks for it again, and goes to its place", async () => {
    const { workbench } = desk;
    await workbench.contextMenu(row("Emberfox"), "Add Alias…");
    await workbench.quickInput().fill("Night Ferry");
    await said(/finds 1 of 4 stored articles/);
    await workbench.screenshot("add-alias");
    await workbench.quickInput().press("Enter");
    assert.match(
      (await workbench.waitForNotification("Emberfox is looked for as Night Ferry as well.")).text,
      /1 match is new\./,
    );
    await workbench.treeRow(MATCHES, /^\s*Emberfox\s*2 unread/).waitFor();
    assert.match(desk.read(CONFIG), /- name: Emberfox # since March\n {6}aliases:\n {8}- Night Ferry\n/);
    await workbench.clearNotifications();

    await workbench.contextMenu(row("Emberfox"), "Mute");
    assert.match((await workbench.waitForNotification("Emberfox is muted")).text, /2 matches are gone\./);
    await row("Emberfox").waitFor({ state: "detached" });
    assert.match(desk.read(CONFIG), /enabled: false/);
    await workbench.clearNotifications();
    await type("emberfox");
    await said(/tracked as Emberfox, and muted/);
    await workbench.pick(/and muted/);
    await workbench.waitForNotification("Emberfox is tracked");
    await workbench.treeRow(MATCHES, /^\s*Emberfox\s*2 unread/).waitFor();
    assert.match(desk.read(CONFIG), /enabled: true/);

    await workbench.contextMenu(row("Emberfox"), "Go to Configuration");
    await workbench.page.locator('.tab.active[data-resource-name="articles_config.yaml"]').waitFor();
    await workbench.statusBarItem(/\(8 selected\)/).waitFor();
  });

  it("tracks a name no more, and takes that back to the letter", async () => {
    const { workbench } = desk;
    await workbench.contextMenu(row("Emberfox"), "Stop Tracking");
    const told = await workbench.waitForNotification("Emberfox is not tracked any more.");
    assert.match(told.text, /1 match is gone\./);
    await row("Emberfox").waitFor({ state: "detached" });
    assert.equal(desk.read(CONFIG), text.replace("    - Emberfox # since March\n", ""));
    await workbench.screenshot("stop-tracking");
    await workbench.clickNotification("Emberfox is not tracked any more.", "Undo");
    await until("the file as it was", () => desk.read(CONFIG) === text);
    await row("Emberfox").waitFor();
  });
});
