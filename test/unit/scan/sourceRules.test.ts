import assert from "node:assert/strict";
import { createFakeWorld, rss } from "./fakes";

const FEED = "https://news.test/feed";
const PAGE = "https://list.test/news";
const config = (feeds: readonly unknown[], pages: readonly unknown[] = []) => ({
  websiteconfig: { rss_feeds: feeds, webpages: pages, stopwords: [], specialHandling: {} },
  resultfile: { createFile: false },
});

describe("a scan with rules of its sources", () => {
  it("keeps what include finds and drops what exclude finds, for that source alone", async () => {
    const other = "https://other.test/feed";
    const world = createFakeWorld(
      config([{ url: FEED, include: ["gang"], exclude: ["title:/webinar|podcast/i"] }, other]),
    );
    world.web.set(FEED, rss([["A gang", "https://news.test/1"], ["Webinar: gangs", "https://news.test/2"], ["Else", "https://news.test/3"]])); // prettier-ignore
    world.web.set(other, rss([["Webinar", "https://other.test/1"]]));
    assert.deepEqual(
      (await world.scan()).newArticles.map(({ title }) => title),
      ["A gang", "Webinar"],
    );
  });

  it("keeps entries of a category", async () => {
    const world = createFakeWorld(config([{ url: FEED, include: ["category:threats"] }]));
    world.web.set(
      FEED,
      `<rss version="2.0"><channel><item><title>One</title><link>https://news.test/1</link><category>Threats</category></item>
        <item><title>About threats</title><link>https://news.test/2</link><category>Jobs</category></item></channel></rss>`,
    );
    assert.deepEqual(
      (await world.scan()).newArticles.map(({ title }) => title),
      ["One"],
    );
  });

  it("reads what a rule had dropped when the rule goes, whatever the server says of news", async () => {
    const world = createFakeWorld(config([{ url: FEED, exclude: ["gang"] }]));
    world.web.set(FEED, rss([["A gang", "https://news.test/1"]]));
    assert.equal((await world.scan()).newArticles.length, 0);
    world.files.set("config/articles_config.json", JSON.stringify(config([FEED])));
    assert.equal((await world.scan()).newArticles.length, 1);
  });

  it("reads no source that is switched off, and keeps its history", async () => {
    const world = createFakeWorld(config([FEED]));
    world.web.set(FEED, rss([["A gang", "https://news.test/1"]]));
    await world.scan();
    world.files.set("config/articles_config.json", JSON.stringify(config([{ url: FEED, enabled: false }])));
    assert.equal((await world.scan()).sources.length, 0);
    assert.equal(world.requests.length, 1);
    assert.match(world.documents.get("source-health") ?? "", /news\.test/);
  });

  it("takes only the links that a selector finds, and says when there are none", async () => {
    const html = `<html><body><nav><a href="/about">About us and more</a></nav><main>
      <div class="story"><h2><a href="/1">First story of the day</a></h2></div>
      <a class="story" href="/2">Second story of the day</a><aside><a href="/3">Most read of all</a></aside></main></body></html>`;
    const titles = async (select: string) => {
      const world = createFakeWorld(config([], [{ url: PAGE, select }]));
      world.web.set(PAGE, html);
      const report = await world.scan();
      return report.sources[0]?.failure?.code ?? report.newArticles.map(({ title }) => title);
    };
    assert.deepEqual(await titles(".story"), ["First story of the day", "Second story of the day"]);
    assert.deepEqual(await titles("nav, aside > a"), ["About us and more", "Most read of all"]);
    assert.deepEqual(await titles("main > a:not([href$='3'])"), ["Second story of the day"]);
    assert.equal(await titles(".none"), "selectorEmpty");
    assert.equal(await titles("main["), "selectorInvalid");
    assert.equal(await titles("a:unknown-thing(x)"), "selectorInvalid");
  });

  it("shows in a preview of links what the rules of the page drop, and the selector it has", async () => {
    const world = createFakeWorld(config([], [{ url: PAGE, exclude: ["/webinar/i"], select: "h2" }]));
    world.web.set(
      PAGE,
      '<main><h2><a href="/1">First story of the day</a></h2><h2><a href="/2">Webinar of the day</a></h2></main>',
    );
    const { signal } = new AbortController();
    const opened = await world.session.sources.openPage(PAGE, { timeoutMs: 1000, signal });
    assert.ok(opened.kind === "page");
    assert.equal(opened.page.select, "h2");
    const found = await opened.page.links("h2", signal);
    assert.deepEqual(found.ok && found.links.map(({ title, kept }) => [title, kept]), [
      ["First story of the day", true],
      ["Webinar of the day", false],
    ]);
  });

  it("fails a source whose expressions take too long, instead of the whole scan", async () => {
    const world = createFakeWorld(config([{ url: FEED, exclude: ["/x/"] }]));
    world.web.set(
      FEED,
      rss(Array.from({ length: 20 }, (_, at) => [`Story ${at}`, `https://news.test/${at}`] as const)),
    );
    world.slowDown(400);
    const report = await world.scan({ timeoutMs: 60_000 });
    assert.deepEqual(report.sources[0]?.failure, { code: "rulesTooSlow", seconds: 5 });
  });

  it("looks at the time after each expression: one entry may meet hundreds", async () => {
    const world = createFakeWorld(config([{ url: FEED, exclude: Array.from({ length: 20 }, (_, at) => `/x${at}/`) }]));
    world.web.set(FEED, rss([["Story", "https://news.test/1"]]));
    world.slowDown(400);
    const report = await world.scan({ timeoutMs: 60_000 });
    assert.deepEqual(report.sources[0]?.failure, { code: "rulesTooSlow", seconds: 5 });
  });

  it("takes the published address that FeedBurner keeps beside its own", async () => {
    const world = createFakeWorld(config([FEED]));
    world.web.set(
      FEED,
      `<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
        <item><title>One</title><link>http://feedproxy.google.com/~r/x/~3/abc/</link><feedburner:origLink>https://news.test/one?a=1&amp;b=2</feedburner:origLink></item>
        <item><title>Two</title><feedburner:origLink>javascript:alert(1)</feedburner:origLink><link>https://news.test/two</link></item>
        <item><title>Three</title><link>https://news.test/three</link><feedburner:origLink></feedburner:origLink></item></channel></rss>`,
    );
    assert.deepEqual(
      (await world.scan()).newArticles.map(({ url }) => url),
      ["https://news.test/one?a=1&b=2", "https://news.test/two", "https://news.test/three"],
    );
  });
});
