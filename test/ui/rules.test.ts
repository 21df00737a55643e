import assert from "node:assert/strict";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReadingPage } from "./readingPage";

const CONFIG = "config/articles_config.yaml";
const TOYS = { title: "Ember Fox at the zoo", url: "https://news.example/zoo" };
/** So many articles that a name in none of them is worth a hint. */
const OTHERS = Array.from({ length: 210 }, (_, index) => ({
  title: `Weather report ${index}`,
  url: `https://news.example/weather/${index}`,
}));

/** From a match to a rule in the configuration, and back. */
describe("rules of names in VS Code", () => {
  let text = "";

  const desk = openDesk();
  const written = () => desk.read(CONFIG);
  const article = (title: string) => desk.workbench.treeRow(MATCHES, title);

  beforeEach(async () => {
    text = `# ours
websiteconfig:
  rss_feeds: [${desk.feed.feed}]
  webpages: []
resultfile: { createFile: false }
profiling:
  profileData:
    # the one we care about
    - name: Emberfox # since March
      aliases:
        - Night Ferry
    - Greyheron
`;
    await desk.open({
      items: [
        { title: "Ember Fox robs a bank", url: "https://news.example/bank" },
        TOYS,
        { title: "Night Ferry rents out its servers", url: "https://news.example/ferry" },
        ...OTHERS,
      ],
      files: { [CONFIG]: text },
    });
    await desk.scan();
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*3 unread/).click({ timeout: 60_000 });
    await article("Night Ferry").waitFor();
    await desk.workbench.clearNotifications();
  });

  it("says why an article matches, in the reading pane", async () => {
    await desk.workbench.contextMenu(article("Night Ferry"), "Why This Match?");
    const pane = new ReadingPage(desk.workbench);
    await pane.shows("Night Ferry rents out its servers");
    const quote = pane.frame.locator("#why blockquote");
    assert.equal(await quote.innerText(), "Night Ferry rents out its servers");
    assert.equal(await quote.locator("mark").innerText(), "Night Ferry");
    assert.match(await pane.text(), /Night Ferry is another name of Emberfox\./);
    await until("the reasons have the focus", async () => (await pane.frame.locator("#why:focus").count()) === 1);
    await desk.workbench.screenshot("why-match");
  });

  it("learns that an article does not mean the name, and takes it back to the letter", async () => {
    await desk.workbench.contextMenu(article(TOYS.title), "Not This Actor Here");
    const told = await desk.workbench.waitForNotification("is not meant in this article");
    assert.match(told.text, /1 match is gone\./);
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*2 unread/).waitFor();
    assert.equal(await article(TOYS.title).count(), 0);
    assert.equal(
      written(),
      text.replace(
        "        - Night Ferry\n",
        '        - Night Ferry\n      match:\n        notHere:\n          - "https://news.example/zoo"\n',
      ),
    );
    await desk.workbench.screenshot("learned-not-here");
    await desk.workbench.clickNotification("is not meant in this article", "Undo");
    await until("the file as it was", () => written() === text);
    await desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*3 unread/).waitFor();
    await article(TOYS.title).waitFor();
  });

  it("stops matching an alias, and asks for the phrase a name must not be near", async () => {
    await desk.workbench.clearNotifications();
    await desk.workbench.contextMenu(article("Night Ferry"), "Stop Matching This Alias");
    await desk.workbench.waitForNotification("“Night Ferry” is not looked for any more.");
    assert.match(written(), /aliases:\n {8}- name: Night Ferry\n {10}match:\n {12}enabled: false\n/);
    await desk.workbench.clearNotifications();
    await desk.workbench.contextMenu(article(TOYS.title), "Never Match Near…");
    await desk.workbench.quickInput().waitFor();
    await desk.workbench.screenshot("not-near");
    await desk.workbench.answerInput("at the zoo");
    await desk.workbench.waitForNotification("“Emberfox” is never matched near “at the zoo” from now on.");
    assert.match(written(), /\n {6}match:\n {8}notNear:\n {10}- at the zoo\n/);
    assert.match(written(), /# the one we care about\n {4}- name: Emberfox # since March\n/);
  });

  it("hints at a name that finds nothing, tells about a name on hover, and shows what a change would find", async () => {
    const { workbench } = desk;
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Open Configuration");
    await workbench.page.locator('.tab.active[data-resource-name="articles_config.yaml"]').waitFor();
    // Names are tracked for the day they come up: a hint at one is no problem.
    await workbench.page.locator(".view-overlays .squiggly-hint").first().waitFor({ timeout: 40_000 });
    // Its three dots stand below the first letters.
    const name = workbench.page.locator(".view-line span", { hasText: "Greyheron" }).last();
    await name.hover({ position: { x: 4, y: 8 } });
    await workbench.page
      .locator(".monaco-hover:visible", { hasText: "Greyheron is in none of the 213 stored articles" })
      .waitFor();
    await workbench.page.keyboard.press("Escape");
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: /^3 articles$/ });
    await lens.waitFor();
    assert.equal(await workbench.page.locator(".codelens-decoration a", { hasText: "no articles" }).count(), 1);
    await workbench.screenshotInLight("name-lenses");
    await workbench.page.locator(".view-line span", { hasText: "Emberfox" }).last().hover();
    const hover = workbench.page.locator(".monaco-hover:visible", { hasText: "Night Ferry (configuration)" });
    await hover.waitFor();
    const shown = (await hover.innerText()).replaceAll("\u00a0", " ");
    assert.match(shown, /As whole words\..*3 of 213 stored articles of the last 30 days\./s);
    assert.match(shown, /Ember Fox robs a bank/);
    await workbench.screenshot("name-hover");
    await workbench.page.keyboard.press("Escape");

    await workbench.page.locator(".view-line", { hasText: "Night Ferry" }).first().click();
    await workbench.page.keyboard.press("End");
    await workbench.page.keyboard.press("Backspace");
    await until("an edited text", async () => (await desk.workbench.editorText()).includes("- Night Ferr\n"));
    await workbench.runCommand("TI Scraper: Preview on Recent Headlines");
    // It opens beside the configuration, in which somebody goes on writing.
    const preview = workbench.page.locator(
      '.editor-group-container:has(.tab[data-resource-name="Preview on Recent Headlines.txt"])',
    );
    const told = async () => (await preview.locator(".view-lines").innerText()).replaceAll("\u00a0", " ");
    await preview.waitFor();
    await until("the loss", async () => (await told()).includes("- Night Ferry rents out its servers"));
    assert.match(
      await told(),
      /Compared with the names that the last scan looked for\.\s+Emberfox: 3 → 2 articles, 0 gained, 1 lost/,
    );
    await workbench.screenshot("preview-change");
    await workbench.page.keyboard.type("y");
    await until("what was typed", async () => (await told()).includes("The change gains and loses nothing."));
    assert.match(await workbench.editorText(), /- Night Ferry\n/);
    await workbench.page.keyboard.press("Control+z");
    await workbench.page.keyboard.press("Control+z");
    assert.equal(written(), text, "nothing was saved");
    await workbench.screenshot("preview-change");
  });
});
