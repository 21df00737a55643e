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
        "/labs.xml": rss("Labs", 3),
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
    assert.match(texts[0] ?? "", /127\.0\.1\.7:\d+\/gone\.xml\s*There is nothing at this address \(HTTP 404\)\./);
    assert.match(texts.join("\n"), /The labs\s*3 articles · \d/);
    await workbench.screenshot("sources");
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
    await rowWith(/new\.xml\s*not read yet/);
    // Menus and buttons go when the rows are drawn anew, which a saved file does once more a moment later.
    const drawnAnew = () => workbench.page.waitForTimeout(1500);
    await drawnAnew();
    await workbench.contextMenu(workbench.treeRow(VIEW, "The labs"), "Disable Source");
    await until("switched off", () => config().includes("      name: The labs\n      enabled: false\n"));
    await rowWith(/The labs\s*switched off/);
    await drawnAnew();
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
    assert.match(await workbench.quickText(), /the page itself, with 1 links/);
    await workbench.page.keyboard.press("Enter");
    await workbench.waitForNotification("1 source was added.");
    assert.ok(config().includes(`    - url: ${origin()}/blog/feed.xml\n      name: "The blog"\n`), config());
    await rowWith(/The blog\s*not read yet/);
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
