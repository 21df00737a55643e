import assert from "node:assert/strict";
import type { HttpRequest } from "../../../src/core/ports";
import { NOON, createFakeWorld, response, rss } from "./fakes";
import { runOne } from "../../oneJob";

const FEED = "https://news.test/feed";
const OTHER = "https://news.test/other";
const ELSEWHERE = "https://else.test/feed";
const MINUTE = 60_000;

const config = (feeds: readonly string[] = [FEED], rest: object = {}) => ({
  websiteconfig: { rss_feeds: feeds, webpages: [], stopwords: [], specialHandling: {} },
  resultfile: { createFile: false },
  profiling: { profileData: ["Clop"] },
  ...rest,
});
const asked = (requests: readonly HttpRequest[], url: string) =>
  requests.filter((request) => request.url === url).length;

describe("polite scans", () => {
  it("asks a source again only when its last answer does not hold any more", async () => {
    const world = createFakeWorld(config());
    world.web.set(FEED, () =>
      response(200, rss([["Clop", "https://news.test/1"]]), { "cache-control": "max-age=600" }),
    );
    const first = await world.scan();
    const second = await world.scan();
    assert.equal(asked(world.requests, FEED), 1);
    assert.deepEqual(
      second.sources.map(({ outcome, articles, failure, skipped }) => ({ outcome, articles, failure, skipped })),
      [
        {
          outcome: "unchanged",
          articles: 0,
          failure: undefined,
          skipped: { why: "fresh", until: new Date(Date.parse(first.started) + 600_000).toISOString() },
        },
      ],
    );
    assert.equal((await world.scan({ askAll: true })).sources[0]?.outcome, "read");
    world.later(11 * MINUTE);
    world.web.set(FEED, () => response(200, rss([["BlackCat", "https://news.test/2"]])));
    assert.equal((await world.scan()).newArticles.length, 1);
  });

  it("waits between the requests to one host as long as it is told, and keeps no other host waiting", async () => {
    const world = createFakeWorld(config([FEED, OTHER, `${FEED}/3`, ELSEWHERE]));
    const times: (readonly [host: string, seconds: number])[] = [];
    world.web.set("*", ({ url }) => {
      times.push([new URL(url).hostname, (world.now() - NOON) / 1000]);
      return response(200, rss([]));
    });
    await world.scan({ crawlDelayMs: 10_000 });
    assert.deepEqual(times, [
      ["news.test", 0],
      ["else.test", 0],
      ["news.test", 10],
      ["news.test", 20],
    ]);
  });

  it("counts a 304 as an answer that holds", async () => {
    const world = createFakeWorld(config());
    world.web.set(FEED, ({ headers }) =>
      headers["if-none-match"] === '"1"'
        ? response(304, "", { "cache-control": "max-age=300" })
        : response(200, rss([["Clop", "https://news.test/1"]]), { etag: '"1"' }),
    );
    for (let round = 0; round < 4; round++) await world.scan();
    assert.equal(asked(world.requests, FEED), 2);
  });

  it("asks whatever the server said when other articles may be wanted now", async () => {
    const world = createFakeWorld(config());
    world.web.set(FEED, () =>
      response(200, rss([["Clop", "https://news.test/1"]]), { "cache-control": "max-age=600" }),
    );
    await world.scan();
    const changed = config();
    world.files.set(
      "config/articles_config.json",
      JSON.stringify({ ...changed, websiteconfig: { ...changed.websiteconfig, stopwords: ["x"] } }),
    );
    await world.scan();
    assert.equal(asked(world.requests, FEED), 2);
    world.files.set("config/articles_config.json", JSON.stringify({ ...config(), getDeltaRecords: false }));
    assert.equal((await world.scan()).articleCount, 1);
    assert.equal((await world.scan()).articleCount, 1);
  });

  it("keeps to what the other sources' servers said when a source is added, renamed or switched off", async () => {
    const page = "https://list.test/";
    const withPage = (feeds: readonly unknown[], rest: object = {}) => ({
      ...config(),
      websiteconfig: { rss_feeds: feeds, webpages: [page], stopwords: [], specialHandling: {}, ...rest },
    });
    const world = createFakeWorld(withPage([FEED]));
    const headers = { "cache-control": "max-age=3600" };
    world.web.set(FEED, () => response(200, rss([["Clop", "https://news.test/1"]]), headers));
    world.web.set(ELSEWHERE, () => response(200, rss([["News", "https://else.test/1"]]), headers));
    world.web.set(page, () =>
      response(200, '<main><a href="https://else.test/new">A story of somebody else</a></main>', headers),
    );
    const scanWith = async (made: object) => {
      world.files.set("config/articles_config.json", JSON.stringify(made));
      const before = world.requests.length;
      const { newArticles } = await world.scan();
      return [world.requests.slice(before).map(({ url }) => url), newArticles.map(({ url }) => url)];
    };
    await world.scan();
    assert.deepEqual(await scanWith(withPage([{ url: FEED, name: "Named", category: "A" }])), [[], []]);
    // Links to the new site count on pages from now on: they are read again, the feed is not.
    assert.deepEqual(await scanWith(withPage([FEED, ELSEWHERE])), [
      [ELSEWHERE, page],
      ["https://else.test/1", "https://else.test/new"],
    ]);
    assert.deepEqual(await scanWith(withPage([{ url: FEED, enabled: false }, ELSEWHERE])), [[page], []]);
    assert.deepEqual(await scanWith(withPage([ELSEWHERE], { stopwords: ["x"] })), [[ELSEWHERE, page], []]);
    assert.deepEqual(await scanWith(withPage([{ url: ELSEWHERE, exclude: ["y"] }], { stopwords: ["x"] })), [
      [ELSEWHERE],
      [],
    ]);
  });

  it("leaves a whole host alone as long as it asks for it, and reads what came meanwhile", async () => {
    const world = createFakeWorld(config([FEED, ELSEWHERE]));
    let busy = true;
    world.web.set(FEED, () =>
      busy ? response(429, "", { "retry-after": "300" }) : response(200, rss([["Clop", "https://news.test/1"]])),
    );
    world.web.set(ELSEWHERE, rss([["News", "https://else.test/1"]]));
    assert.equal((await world.scan()).sources[0]?.failure?.code, "status");
    world.files.set("config/articles_config.json", JSON.stringify(config([FEED, OTHER, ELSEWHERE])));
    busy = false;
    const second = await world.scan();
    assert.deepEqual(
      second.sources.map(({ outcome, skipped }) => [outcome, skipped?.why]),
      [
        ["waiting", "retryAfter"],
        ["waiting", "retryAfter"],
        ["read", undefined],
      ],
    );
    assert.equal(asked(world.requests, OTHER), 0);
    world.later(5 * MINUTE);
    const third = await world.scan();
    assert.deepEqual(
      third.newArticles.map(({ url }) => url),
      ["https://news.test/1"],
    );
  });

  it("backs off from a host that fails in one scan after the other, and comes back", async () => {
    const world = createFakeWorld(config());
    let status = 500;
    world.web.set(FEED, () => response(status, rss([["Clop", "https://news.test/1"]])));
    const outcomes: (string | undefined)[] = [];
    for (let round = 0; round < 4; round++) outcomes.push((await world.scan()).sources[0]?.outcome);
    assert.deepEqual(outcomes, ["failed", "failed", "waiting", "waiting"]);
    status = 200;
    world.later(10 * MINUTE);
    assert.equal((await world.scan()).newArticles.length, 1);
  });

  it("changes nothing when cancelled, what servers asked for included", async () => {
    const world = createFakeWorld(config());
    const cancel = new AbortController();
    world.web.set(FEED, () => {
      cancel.abort();
      return response(200, rss([["Clop", "https://news.test/1"]]), { "cache-control": "max-age=600" });
    });
    assert.equal((await world.scan({ signal: cancel.signal })).cancelled, true);
    world.web.set(FEED, rss([["Clop", "https://news.test/1"]]));
    assert.equal((await world.scan()).newArticles.length, 1);
  });

  it("backs off from a host that cannot be reached, while others can", async () => {
    const world = createFakeWorld(config([FEED, ELSEWHERE]));
    let isDown = true;
    const refused = { ok: false, failure: { code: "refused", host: "news.test" } } as const;
    world.web.set(FEED, () => (isDown ? refused : response(200, rss([["Clop", "https://news.test/1"]]))));
    world.web.set(ELSEWHERE, rss([["News", "https://else.test/1"]]));
    const outcomes: (string | undefined)[] = [];
    for (let round = 0; round < 3; round++) outcomes.push((await world.scan()).sources[0]?.outcome);
    assert.deepEqual(outcomes, ["failed", "failed", "waiting"]);
    isDown = false;
    const tested = await world.session.sources.test(FEED, { timeoutMs: 1000, signal: new AbortController().signal });
    assert.equal(tested.kind === "done" && tested.report.outcome, "read");
    assert.equal((await world.scan()).newArticles.length, 1, "a source that answered when tested is asked again");
  });

  it("keeps to what a server asked for when its source was tested", async () => {
    const world = createFakeWorld(config());
    world.web.set(FEED, () => response(503, "", { "retry-after": "300" }));
    await world.session.sources.test(FEED, { timeoutMs: 1000, signal: new AbortController().signal });
    assert.equal((await world.scan()).sources[0]?.skipped?.why, "retryAfter");
  });

  it("knows in every job what a host has asked for in another", async () => {
    const world = createFakeWorld(config([OTHER]));
    const pages = JSON.stringify({ websiteconfig: { webpages: ["https://news.test/page"], hit: ["Clop"] } });
    world.files.set("config/counts_config.json", pages);
    world.web.set("https://news.test/page", () => response(429, "", { "retry-after": "300" }));
    world.web.set(OTHER, rss([["News", "https://news.test/1"]]));
    const options = {
      signal: new AbortController().signal,
      concurrency: 5,
      perHost: 2,
      timeoutMs: 1000,
      onProgress: () => {},
    };
    const run = async () => {
      const outcome = await runOne(world.session, "counts", options);
      return outcome.kind === "done" && outcome.report.sources[0]?.outcome;
    };
    assert.equal(await run(), "failed");
    assert.equal(await run(), "waiting");
    assert.equal((await world.scan()).sources[0]?.skipped?.why, "retryAfter");
    assert.equal(world.requests.length, 1);
  });
});
