import assert from "node:assert/strict";
import { until } from "./desk";
import { openDesk } from "./openDesk";

const VIEW = "Sources";

const CONFIG = "config/articles_config.yaml";

const rss = (title: string, items: number) =>
  `<rss version="2.0"><channel><title>${title}</title>${Array.from({ length: items }, (_, at) => `<item><title>${title} story ${at}</title><link>https://news.example/${title.length}/${at}</link></item>`).join("")}</channel></rss>`;

describe("the sources in VS Code", () => {
  const config = () => desk.read(CONFIG);
  const rows = () => desk.workbench.treeTexts(VIEW);
  const rowWith = (text: RegExp) => until(String(text), async () => (await rows()).some((row) => text.test(row)));

  const desk = openDesk();
  const origin = () => desk.feed.origin;
  const blog =
    '<html><head><link rel="alternate" type="application/rss+xml" href="feed.xml"></head><body><main><a href="/1">One long story of the day</a></main></body></html>';
  const list =
    '<html><body><main><ul class="menu"><li><a href="/about">About all of us here</a></li></ul><h2><a href="/s1">First story of today</a></h2><h2><a href="/s2">Second story of today</a></h2></main></body></html>';

  beforeEach(async () => {
    await desk.open({
      pages: {
        "/labs.xml": rss("Labs", 3).replace("Labs story 0", "Clop story"),
        "/old.xml": { movedTo: "/new.xml" },
        "/new.xml": rss("Moved", 2),
        "/blog/": blog,
        "/blog/feed.xml": rss("The blog", 4),
        "/list/": list,
      },
      files: {
        [CONFIG]: `# ours
websiteconfig:
  rss_feeds:
    - url: ${origin()}/labs.xml # the first
      name: The labs
    - ${origin()}/old.xml # moves
    - ${origin()}/gone.xml
  webpages:
    - ${origin()}/list/ # a page
profiling:
  profileData: [Clop]
`,
      },
    });
    await desk.workbench.runCommand("TI Scraper: Focus on Sources View");
    await rowWith(/The labs\s*not read yet/);
  });

  const scanTwice = async () => {
    for (let round = 1; round <= 2; round++) {
      await desk.scan();
      await until("the requests", () => desk.feed.requests().filter((url) => url === "/gone.xml").length === round);
      // The progress may not be there yet: what tells that a scan has ended is its report.
      await desk.workbench.statusBarItem(round === 1 ? /new (?:article|match)/ : "nothing new").waitFor();
      await desk.workbench.clearNotifications();
    }
  };

  it("shows how each source fares after scans, those that fail first", async () => {
    const { workbench } = desk;
    await scanTwice();
    await rowWith(/moved to http.*new\.xml/);
    const texts = await rows();
    assert.match(
      texts[0] ?? "",
      /127\.0\.1\.7:\d+\/gone\.xml\s*There is nothing at this address \(HTTP 404\)\. · since /,
    );
    // The name of the configuration, else what the feed calls itself; what it gave lately; where it is read from.
    assert.match(texts.join("\n"), /The labs\s*3 articles · 1 match · \S.* · 127\.0\.1\.7:\d+\/labs\.xml/);
    assert.match(texts.join("\n"), /Moved\s*moved to http.*new\.xml · 2 articles · no match/);
    await workbench.screenshot("sources");
    await workbench.screenshotInLight("sources-light");

    await workbench.treeRow(VIEW, "The labs").click();
    await until("its articles", async () => (await workbench.quickText()).includes("Labs story 1"));
    const text = await workbench.quickText();
    assert.match(text, /Works/);
    assert.match(text, /Clop story\s*Clop · /);
    await workbench.screenshot("source-articles");
    await workbench.page.keyboard.press("Escape");
  });

  it("tests one source and says what it gives", async () => {
    const { workbench } = desk;
    await workbench.inlineAction(workbench.treeRow(VIEW, "The labs"), "Test Source");
    await workbench.waitForNotification(/The labs works: 3 entries, 3 of them articles/);
    await workbench.clickNotification(/The labs works/, "Show Articles");
    await until("the articles", async () =>
      (await workbench.page.locator(".editor-group-container.active .view-lines").innerText()).includes("story"),
    );
    await workbench.clearNotifications();
  });

  it("writes a new address, and switches a source off and on, with the rest of the file as it was", async () => {
    const { workbench } = desk;
    await scanTwice();
    await workbench.inlineAction(workbench.treeRow(VIEW, /moved to/), "Update Address in Configuration");
    await until("the new address", () => config().includes(`    - ${origin()}/new.xml # moves\n`));
    await workbench.waitForNotification(/Moved is read at http.*new\.xml from now on/);
    await rowWith(/Moved\s*not read yet · .*new\.xml/);
    // Menus and buttons go when the rows are drawn anew, which a saved file does once more a moment later.
    const drawnAnew = () => workbench.page.waitForTimeout(1500);
    await drawnAnew();
    await workbench.contextMenu(workbench.treeRow(VIEW, "The labs"), "Disable Source");
    await until("switched off", () => config().includes("      name: The labs\n      enabled: false\n"));
    await rowWith(/The labs\s*switched off/);
    await workbench.waitForNotification("The labs is switched off: it stays in its place and is not read.");
    await drawnAnew();
    const places = (await rows()).map((row) => row.split(/\s{2,}|\n/)[0]);
    assert.ok(places.indexOf("The labs") < places.length - 1, places.join(", "));
    await workbench.screenshot("source-off");
    await workbench.inlineAction(workbench.treeRow(VIEW, "The labs"), "Enable Source");
    await until("switched on", () => config().includes("      enabled: true\n"));
    assert.ok(
      config().startsWith(`# ours\nwebsiteconfig:\n  rss_feeds:\n    - url: ${origin()}/labs.xml # the first\n`),
    );
  });

  it("adds the feed that a page leads to", async () => {
    const { workbench } = desk;
    await workbench.runCommand("TI Scraper: Add Source…");
    await workbench.answerInput(`${origin()}/blog/`);
    await until("what was found", async () => (await workbench.quickText()).includes("feed with 4 entries"));
    assert.match(await workbench.quickText(), /the page itself, with 1 link\b/);
    await workbench.page.keyboard.press("Enter");
    assert.deepEqual((await workbench.waitForNotification("1 source was added.")).buttons, ["Test Source", "Scan"]);
    await workbench.screenshot("source-added");
    assert.ok(config().includes(`    - url: ${origin()}/blog/feed.xml\n      name: "The blog"\n`), config());
    await rowWith(/The blog\s*not read yet/);
    await workbench.clickNotification("1 source was added.", "Test Source");
    await workbench.waitForNotification(/The blog works: 4 entries/);
    await workbench.clearNotifications();

    // Once more: what is there already is said before anything is asked, and before anything is picked.
    const says = (pattern: RegExp) => until(String(pattern), async () => pattern.test(await workbench.quickText()));
    await workbench.runCommand("TI Scraper: Add Source…");
    await says(/Address of a feed/);
    await workbench.quickInput().fill(`${origin()}/blog/feed.xml`);
    await says(/The blog: configured already\. Enter looks for what else there is\./);
    await workbench.screenshot("source-known");
    await workbench.answerInput(`${origin()}/blog/`);
    await says(/The blog\s*feed with 4 entries · configured already/);
    await workbench.screenshot("source-known-found");
    await workbench.page.keyboard.press("Escape");

    // What cannot be read stays there, with the reason.
    await workbench.runCommand("TI Scraper: Add Source…");
    await says(/Address of a feed/);
    await workbench.answerInput(`${origin()}/nowhere`);
    await says(/nowhere: There is nothing at this address \(HTTP 404\)\./);
    assert.equal(await workbench.quickInput().inputValue(), `${origin()}/nowhere`);
    await workbench.screenshot("source-not-found");
    await workbench.page.keyboard.press("Escape");
  });

  it("renames, files and removes a source, and takes each of that back", async () => {
    const { workbench } = desk;
    const before = config();
    const menu = (row: RegExp, entry: string) => workbench.contextMenu(workbench.treeRow(VIEW, row), entry);
    const undone = async (said: string) => {
      await workbench.clickNotification(said, "Undo");
      await until("undone", () => config() === before);
      await rowWith(/The labs\s*not read yet/);
      await workbench.clearNotifications();
      // A saved file has the rows drawn once more a moment later.
      await workbench.page.waitForTimeout(1000);
    };
    await menu(/The labs/, "Rename Source");
    await workbench.answerInput("Fen Labs");
    await until("the name", () => config().includes('name: "Fen Labs"'));
    await rowWith(/Fen Labs\s*not read yet · 127/);
    await workbench.screenshot("source-renamed");
    await undone("The labs is called Fen Labs now.");

    await menu(/The labs/, "Move to Folder…");
    await workbench.pick("New Folder…");
    await workbench.answerInput("Press / Germany");
    await until("the folder", () => config().includes('category: "Press/Germany"'));
    await rowWith(/Press\s*1 source/);
    const texts = await rows();
    assert.match(texts.join("\n"), /Press\s*1 source\nGermany\s*1 source\nThe labs/);
    await workbench.screenshot("source-folders");
    await undone("The labs is in Press / Germany now.");

    await menu(/The labs/, "Remove Source");
    await until("removed", () => !config().includes("labs.xml"));
    assert.ok(config().startsWith("# ours\n"), config());
    await workbench.screenshot("source-removed");
    await undone("The labs is not read any more. What was found in it stays.");

    await menu(/The labs/, "Show in Configuration");
    await until("the place", async () => (await workbench.editorText()).includes("labs.xml # the first"));
    await workbench.screenshot("source-in-configuration");
  });

  it("finds a new feed for one that is gone, switches failing ones off, and writes what chooses articles", async () => {
    const { workbench } = desk;
    const before = config();
    desk.feed.setPages({ "/": blog, "/feed.xml": rss("The blog", 4), "/labs.xml": rss("Labs", 3) });
    await desk.scan();
    await rowWith(/gone\.xml\s*There is nothing at this address/);
    await workbench.clearNotifications();
    await workbench.contextMenu(workbench.treeRow(VIEW, /gone\.xml/), "Find New Feed…");
    await until("what was found", async () => (await workbench.quickText()).includes("feed with 4 entries"));
    await workbench.screenshot("source-new-feed");
    await workbench.pick("The blog");
    await until("the new address", () => config() === before.replace("/gone.xml", "/feed.xml"));
    await workbench.clickNotification(/gone\.xml is read at http.*feed\.xml from now on/, "Undo");
    await until("undone", () => config() === before);
    await workbench.clearNotifications();

    await workbench.runCommand("TI Scraper: Disable Failing Sources…");
    await until("the failing ones", async () => (await workbench.quickText()).includes("HTTP 404"));
    await workbench.toggle("gone.xml");
    await workbench.screenshot("source-disable-failing");
    await workbench.quickInput().press("Enter");
    await workbench.waitForNotification("1 source is switched off: what is off stays in its place and is not read.");
    await until("switched off", () => config().includes(`/gone.xml", enabled: false }`));
    await workbench.clickNotification("1 source is switched off", "Undo");
    await until("undone", () => config() === before);

    await rowWith(/The labs\s*3 articles/);
    // A saved file has the rows drawn once more a moment later.
    await workbench.page.waitForTimeout(1000);
    await workbench.contextMenu(workbench.treeRow(VIEW, /The labs/), "Edit Include/Exclude…");
    await workbench.pick("Drop Articles With…");
    await until("the field", async () => (await workbench.quickText()).includes("Words, or /expression/flags"));
    await workbench.quickInput().fill("/(/");
    await until("the reason", async () => (await workbench.quickText()).includes("This is no regular expression"));
    await workbench.screenshot("source-rules");
    await workbench.answerInput("title:webinar");
    await until("the term", () => config().includes('exclude: ["title:webinar"]'));
    await workbench.waitForNotification("Articles of The labs with “title:webinar” are dropped.");
  });

  it("shows the links of a selector before it is written", async () => {
    const { workbench } = desk;
    const page = (await rows()).length - 1;
    assert.ok(page > 0);
    await workbench.runCommand("TI Scraper: Pick Links…");
    await until("the page", async () => (await workbench.quickText()).includes("/list/"));
    await workbench.pick("/list/");
    await until("offers", async () => (await workbench.quickText()).includes("2 links"));
    await workbench.answerInput("h2");
    await until("the links", async () => (await workbench.quickText()).includes("Second story of today"));
    assert.ok(!(await workbench.quickText()).includes("About all of us"));
    await workbench.screenshot("pick-links");
    await workbench.page.keyboard.press("Enter");
    await until("the selector", () => config().includes(`    - { url: "${origin()}/list/", select: "h2" } # a page\n`));
    await workbench.runCommand("TI Scraper: Pick Links…");
    await until("the page", async () => (await workbench.quickText()).includes("/list/"));
    await workbench.pick("/list/");
    await until("the links of the selector it has", async () =>
      (await workbench.quickText()).includes("Second story of today"),
    );
    await workbench.page.keyboard.press("Escape");
  });
});
