import assert from "node:assert/strict";
import type { ScanOptions } from "../../../src/core/fetching/scanOptions";
import type { Job } from "../../../src/core/model/model";
import { type FakeWorld, createFakeWorld, response, rss } from "../scan/fakes";

const FEED = "https://news.example/feed";
const PAGE = "https://news.example/list";
const NEWS = rss([
  ["Emberfox ransom note", "https://news.example/1"],
  ["All quiet", "https://news.example/2"],
]);
const LIST = '<main><p>Emberfox</p><a href="/list/3">Emberfox returns with ransom</a></main>';

const SCAN: ScanOptions = {
  signal: new AbortController().signal,
  concurrency: 10,
  perHost: 2,
  timeoutMs: 1000,
  onProgress: () => {},
};

function open(configs: Partial<Record<Job, object>>): FakeWorld {
  const it = createFakeWorld(configs.articles ?? {});
  if (configs.articles === undefined) it.files.delete("config/articles_config.json");
  for (const [job, config] of Object.entries(configs))
    it.files.set(`config/${job}_config.json`, JSON.stringify(config));
  it.web.set(FEED, NEWS);
  it.web.set(PAGE, LIST);
  return it;
}

async function run(it: FakeWorld, which: readonly Job[] | null = null, options: Partial<ScanOptions> = {}) {
  const asked = it.requests.length;
  const outcome = await it.session.run(which, { ...SCAN, ...options });
  assert.ok(outcome.kind === "done");
  it.later(60_000);
  return { ...outcome.read, requests: it.requests.slice(asked) };
}

const articles = { websiteconfig: { rss_feeds: [FEED], webpages: [] }, profiling: { profileData: ["Emberfox"] } };
const keywords = { websiteconfig: { rss_feeds: [FEED], webpages: [], keywords: ["ransom"] } };

describe("one reading for all jobs", () => {
  it("asks a feed of articles and keywords once, and each takes its own of it", async () => {
    const it = open({ articles, keywords });
    const { results, requests } = await run(it);
    assert.deepEqual(
      requests.map(({ url }) => url),
      [FEED],
    );
    const [first, second] = results;
    assert.ok(first?.kind === "done" && first.job === "articles" && second?.kind === "done");
    assert.equal(first.report.newArticles.length, 2);
    assert.ok(second.job === "keywords");
    assert.deepEqual(
      second.report.newArticles.map(({ article }) => article.url),
      ["https://news.example/1"],
    );
  });
  it("asks a page of three jobs once for each way that leads to it", async () => {
    const it = open({
      articles: { websiteconfig: { rss_feeds: [], webpages: [PAGE] } },
      counts: { websiteconfig: { webpages: [PAGE], hit: ["Emberfox"] } },
      contents: { websiteconfig: { webpages: [{ url: PAGE, tor: true }] } },
    });
    const { results, requests } = await run(it);
    assert.deepEqual(
      requests.map(({ url, tor }) => [url, tor !== undefined]),
      [
        [PAGE, false],
        [PAGE, true],
      ],
    );
    const [first, second, third] = results;
    assert.ok(first?.kind === "done" && second?.kind === "done" && third?.kind === "done");
    assert.ok(first.job === "articles" && second.job === "counts" && third.job === "contents");
    assert.deepEqual(
      first.report.newArticles.map(({ title }) => title),
      ["Emberfox returns with ransom"],
    );
    assert.equal(second.report.rows[0]?.pages.length, 1);
    assert.equal(third.report.pages[0]?.change, "new");
  });
  it("each job has its own rules about a source that they share", async () => {
    const only = { url: FEED, include: ["quiet"] };
    const it = open({
      articles: { websiteconfig: { rss_feeds: [only], webpages: [] } },
      keywords: { websiteconfig: { rss_feeds: [{ url: FEED, exclude: ["note"] }], webpages: [], keywords: ["a"] } },
    });
    const { results, requests } = await run(it);
    assert.equal(requests.length, 1);
    const [first, second] = results;
    assert.ok(first?.kind === "done" && first.job === "articles" && second?.kind === "done");
    assert.deepEqual(
      first.report.newArticles.map(({ title }) => title),
      ["All quiet"],
    );
    assert.ok(second.job === "keywords");
    assert.deepEqual(
      second.report.newArticles.map(({ article }) => article.title),
      ["All quiet"],
    );
  });

  for (const [what, headers, skips] of [
    ["304", { etag: '"1"' }, false],
    ["an answer that holds", { "cache-control": "max-age=3600" }, true],
  ] as const) {
    it(`a new job meets no empty source: ${what}`, async () => {
      const it = open({ articles });
      it.web.set(FEED, ({ headers: asked }) =>
        asked["if-none-match"] === '"1"' ? response(304, "") : response(200, NEWS, headers),
      );
      await run(it);
      assert.equal((await run(it)).requests.length, skips ? 0 : 1, "known by the articles");
      it.files.set("config/keywords_config.json", JSON.stringify(keywords));
      const { results, requests } = await run(it);
      assert.deepEqual(
        requests.map((request) => request.headers["if-none-match"]),
        [undefined],
        "asked for all of it",
      );
      const found = results[1];
      assert.ok(found?.kind === "done" && found.job === "keywords");
      assert.equal(found.report.newArticles.length, 1);
      const again = await run(it);
      assert.equal(again.requests.length, skips ? 0 : 1);
      if (!skips) assert.equal(again.requests[0]?.headers["if-none-match"], '"1"', "now both have taken it");
    });
    it(`a job that runs by itself takes nothing from the others: ${what}`, async () => {
      const it = open({ articles, keywords });
      it.web.set(FEED, ({ headers: asked }) =>
        asked["if-none-match"] === '"1"' ? response(304, "") : response(200, NEWS, headers),
      );
      await run(it, ["keywords"]);
      const { results, requests } = await run(it, ["articles"]);
      assert.equal(requests[0]?.headers["if-none-match"], undefined);
      const [found] = results;
      assert.ok(found?.kind === "done" && found.job === "articles");
      assert.equal(found.report.newArticles.length, 2);
    });
  }

  it("a job without sources of its own reads those of the articles, with what is said about them", async () => {
    const it = open({
      articles: { websiteconfig: { rss_feeds: [{ url: FEED, exclude: ["quiet"] }], webpages: [PAGE] } },
      keywords: { websiteconfig: { keywords: ["ransom", "quiet"] } },
      counts: { websiteconfig: { hit: ["Emberfox"] } },
      contents: {},
    });
    const { results, requests } = await run(it);
    assert.deepEqual(requests.map(({ url }) => url).sort(), [FEED, PAGE]);
    const [, second, third, fourth] = results;
    assert.ok(second?.kind === "done" && second.job === "keywords");
    assert.deepEqual(
      second.report.newArticles.map(({ article }) => article.title),
      ["Emberfox ransom note", "Emberfox returns with ransom"],
    );
    assert.ok(third?.kind === "done" && third.job === "counts" && fourth?.kind === "done");
    assert.equal(third.report.rows[0]?.pages.length, 1);
    assert.ok(fourth.job === "contents");
    assert.deepEqual(
      fourth.report.pages.map(({ url }) => url),
      [PAGE],
    );
  });
  it("says so where there are no articles whose sources it could read", async () => {
    const it = open({ keywords: { websiteconfig: { keywords: ["ransom"] } } });
    const [found] = (await run(it)).results;
    assert.ok(found?.kind === "done");
    assert.match(found.report.notices.join(), /names no sources/);
  });

  it("sources of every job stand in the list with how they fare, and what a job reads no more is forgotten", async () => {
    const it = open({ articles, counts: { websiteconfig: { webpages: [PAGE], hit: ["x"] } } });
    it.web.set(PAGE, () => response(500, ""));
    await run(it);
    const list = async () => {
      const listed = await it.session.sources.list();
      assert.ok(listed.kind === "ok");
      return listed.sources.map(({ url, state, jobs, homes }) => [url, state, jobs.join(), homes.join()]);
    };
    assert.deepEqual(await list(), [
      [PAGE, "failing", "counts", "counts"],
      [FEED, "well", "articles", "articles"],
    ]);
    it.web.set(PAGE, LIST);
    await run(it, ["counts"]);
    assert.deepEqual((await list())[1]?.[1], "well");
    const disabled = await it.session.sources.change({ kind: "enable", url: PAGE, enabled: false }, ["counts"]);
    assert.deepEqual(disabled, { kind: "written", file: "config/counts_config.json" });
    assert.deepEqual((await list()).at(-1), [PAGE, "off", "", "counts"]);
  });

  it("a damaged document of any job is set aside with a sentence, and the job goes on", async () => {
    for (const [job, name] of [
      ["keywords", "keywords"],
      ["counts", "counts"],
      ["contents", "contents"],
    ] as const) {
      const it = open({
        articles,
        keywords,
        counts: { websiteconfig: { webpages: [PAGE], hit: ["Emberfox"] } },
        contents: { websiteconfig: { webpages: [PAGE] } },
      });
      it.documents.set(name, JSON.stringify({ version: 1, data: "of a wrong shape" }));
      const [found] = (await run(it, [job])).results;
      assert.ok(found?.kind === "done", job);
      assert.match(found.report.notices.join(), new RegExp(`${name} was damaged and has been set aside`));
    }
  });
});
