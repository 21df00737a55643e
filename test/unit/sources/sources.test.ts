import assert from "node:assert/strict";
import { createFakeWorld, response, rss } from "../scan/fakes";

const FEED = "https://news.test/feed";
const NEW = "https://news.test/new";
const config = (feed: unknown) => ({
  websiteconfig: { rss_feeds: [feed], webpages: [] },
  profiling: { profileData: ["Emberfox"] },
  resultfile: { createFile: false },
});
const entries = (from: number, to: number) =>
  rss(
    Array.from({ length: to - from }, (_, index) => [
      from + index === 0 ? "Emberfox ransom note" : `Story ${from + index}`,
      `https://news.test/${from + index}`,
    ]),
  );

async function scanned() {
  const world = createFakeWorld(config(FEED));
  world.web.set(FEED, entries(0, 3));
  await world.scan();
  const list = async () => {
    const listed = await world.session.sources.list();
    assert.ok(listed.kind === "ok");
    const [source] = listed.sources;
    assert.ok(source !== undefined);
    return source;
  };
  return { world, list };
}

describe("what is known of a source", () => {
  it("is the title it gives itself, its articles and those with a name, newest first", async () => {
    const { world, list } = await scanned();
    const source = await list();
    assert.deepEqual(
      [source.title, source.label, source.found],
      ["News", "News", { articles: 3, matches: 1, days: 30 }],
    );
    const articles = await world.session.sources.articlesOf(source);
    assert.deepEqual(articles.map(({ article, names }) => [article.title, ...names].join(": ")).sort(), [
      "Emberfox ransom note: Emberfox",
      "Story 1",
      "Story 2",
    ]);
    // Counted anew where something is added, from what has not changed and what has.
    world.later(3_600_000);
    world.web.set(FEED, entries(0, 5));
    await world.scan();
    assert.deepEqual((await list()).found, { articles: 5, matches: 1, days: 30 });
  });

  it("is since when it fails, until it answers", async () => {
    const { world, list } = await scanned();
    world.later(3_600_000);
    world.web.set(FEED, () => response(404, ""));
    await world.scan();
    const since = (await list()).failingSince;
    assert.ok(since !== null);
    world.later(86_400_000);
    await world.scan();
    assert.equal((await list()).failingSince, since);
    world.later(86_400_000);
    world.web.set(FEED, entries(0, 3));
    await world.scan();
    assert.deepEqual([(await list()).failingSince, (await list()).title], [null, "News"]);
  });

  it("stays its own at a new address, and nothing of it is told anew", async () => {
    const { world, list } = await scanned();
    const { sources } = world.session;
    assert.equal((await sources.change({ kind: "move", url: FEED, to: NEW })).kind, "written");
    await sources.moved(FEED, NEW);
    assert.deepEqual([(await list()).label, (await list()).found?.articles], ["News", 3]);
    world.web.delete(FEED);
    world.web.set(NEW, entries(0, 4));
    world.later(3_600_000);
    assert.deepEqual(
      (await world.scan()).newArticles.map(({ title }) => title),
      ["Story 3"],
    );
    const source = await list();
    assert.deepEqual([source.found?.articles, (await sources.articlesOf(source)).length], [4, 4]);
  });

  it("is shown without the configuration as well", async () => {
    const { world } = await scanned();
    world.files.delete("config/articles_config.json");
    const remembered = await world.session.sources.remembered();
    assert.deepEqual(
      remembered.map(({ url, label, found }) => [url, label, found?.matches]),
      [[FEED, "News", 1]],
    );
  });

  it("has its former address counted once", async () => {
    const { world, list } = await scanned();
    const { sources } = world.session;
    await sources.change({ kind: "move", url: FEED, to: NEW });
    await sources.moved(FEED, NEW);
    await sources.change({ kind: "move", url: NEW, to: FEED });
    await sources.moved(NEW, FEED);
    assert.equal((await list()).found?.articles, 3);
  });

  it("finds a new feed on its site, and none that is a source already", async () => {
    const { world, list } = await scanned();
    world.web.set(FEED, () => response(404, ""));
    world.web.set(
      "https://news.test/",
      `<head><link rel="alternate" type="application/rss+xml" href="/new"></head><main><a href="/1">A story of the day</a></main>`,
    );
    world.web.set(NEW, entries(0, 4));
    const options = { timeoutMs: 1000, signal: new AbortController().signal };
    const found = await world.session.sources.replacements(await list(), options);
    assert.deepEqual(found.kind === "found" && found.sources, [{ kind: "feed", url: NEW, title: "News", items: 4 }]);
    world.files.set(
      "config/articles_config.json",
      JSON.stringify({ ...config(FEED), websiteconfig: { rss_feeds: [FEED, NEW], webpages: [] } }),
    );
    const again = await world.session.sources.replacements(await list(), options);
    assert.deepEqual(again.kind === "found" && again.sources, []);
  });
});
