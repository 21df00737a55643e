import assert from "node:assert/strict";
import {
  MAX_ARTICLES_OF_SOURCE,
  MAX_KEYWORD_ARTICLES,
  MAX_RESULT_FILE_BYTES,
  MAX_SEEN_OF_SOURCE,
} from "../../../src/core/limits";
import { seenValue, sourceTag } from "../../../src/core/memory/seenKeys";
import { runOne } from "../../oneJob";
import { type FakeWorld, createFakeWorld, rss } from "./fakes";

const FEED = "https://news.example/rss.xml";
const CONFIG = {
  websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
  profiling: { profileData: ["Emberfox"], profile2file: false, profile2cortex: false },
};
const news = (count: number, from = 0): string =>
  rss(
    Array.from(
      { length: count },
      (_, at) => [`Emberfox report ${from + at}`, `https://news.example/${from + at}`] as const,
    ),
  );

function world(config: object = CONFIG): FakeWorld {
  const it = createFakeWorld(config);
  it.web.set(FEED, news(2));
  return it;
}

/** Said to whoever scans, and in the log: a notification has room for one sentence. */
async function saidBy(it: FakeWorld, wanted: RegExp): Promise<string> {
  const { notices } = await it.scan();
  const sentence = notices.find((notice) => wanted.test(notice));
  assert.ok(sentence, `${wanted}: ${JSON.stringify(notices)}`);
  assert.ok(
    it.warned.some((line) => line.includes(sentence)),
    "it stands in the log",
  );
  return sentence;
}

describe("a scan that meets a limit says so", () => {
  it("in the line of the source, its row and the log: what was read in part", async () => {
    const it = world();
    it.web.set(
      FEED,
      rss([
        ["One", "https://news.example/1"],
        ["Long", `https://news.example/${"x".repeat(5_000)}`],
      ]),
    );
    const { sources } = await it.scan();
    assert.deepEqual(
      sources.map(({ articles, cuts }) => [articles, cuts]),
      [[1, { address: 1 }]],
    );
    assert.ok(it.warned.includes(`${FEED}: Passed over, since their address is longer than 4,096 characters: 1.`));
    const listed = await it.session.sources.list();
    assert.ok(listed.kind === "ok");
    assert.deepEqual(listed.sources[0]?.health?.runs.at(-1)?.cuts, { address: 1 });
  });

  it("an earlier result file that is read in part", async () => {
    const it = world();
    it.files.set("00 Article Result Files/2025-01-01_000000_articles.txt", "x".repeat(MAX_RESULT_FILE_BYTES + 1));
    assert.match(await saidBy(it, /earlier result file/), /2025-01-01_000000_articles\.txt the first 64 MB were read/);
  });

  it("stored articles of one source that are given up", async () => {
    const it = world();
    const stored = Array.from({ length: MAX_ARTICLES_OF_SOURCE + 1_999 }, (_, at) => {
      const key = `news.example/old/${at}`;
      return [
        key,
        { key, title: "Old", url: `https://${key}`, source: FEED, published: null, found: "2026-05-30T00:00:00.000Z" },
      ];
    });
    it.documents.set("articles", JSON.stringify({ version: 1, data: stored, stamp: String(stored.length) }));
    assert.match(
      await saidBy(it, /given up/),
      /^https:\/\/news\.example\/rss\.xml: 2,001 stored articles were given up.*20,000 of a source/,
    );
  });

  it("articles of one source that are not remembered as seen any more", async () => {
    const it = world();
    const seen = Array.from({ length: MAX_SEEN_OF_SOURCE }, (_, at) => [
      `news.example/old/${at}`,
      seenValue({ day: "2026-05-30", tag: sourceTag(FEED), version: null }),
    ]);
    it.documents.set("articles-seen", JSON.stringify({ version: 1, data: seen }));
    assert.match(await saidBy(it, /remembered as seen/), /^2 articles .*100,000/);
  });

  it("articles of keywords that are given up", async () => {
    const it = world();
    it.files.set(
      "config/keywords_config.json",
      JSON.stringify({ websiteconfig: { rss_feeds: [FEED], webpages: [], keywords: ["emberfox"] } }),
    );
    const scan = async (count: number, from: number) => {
      it.web.set(FEED, news(count, from));
      const done = await runOne(it.session, "keywords", {
        signal: new AbortController().signal,
        concurrency: 1,
        perHost: 1,
        timeoutMs: 1000,
        onProgress: () => {},
      });
      assert.ok(done.kind === "done");
      it.later(3_600_000);
      return done.report.notices;
    };
    assert.deepEqual(await scan(MAX_KEYWORD_ARTICLES, 0), []);
    assert.deepEqual(await scan(7, 10_000), [
      "Of the articles of keywords 7 were given up, the oldest first. 5,000 are remembered.",
    ]);
  });
});
