import assert from "node:assert/strict";
import { createFakeWorld, rss } from "./fakes";

const FEED = "https://news.example/rss.xml";

describe("what a name would find", () => {
  const world = async () => {
    const it = createFakeWorld({
      websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
      resultfile: { createFile: false },
      profiling: { profileData: ["Old Teal"] },
    });
    it.web.set(
      FEED,
      rss([
        ["Grey Heron and Marsh Crew are one", "https://news.example/a"],
        ["Marsh Crew is back", "https://news.example/b"],
        ["Ransomware gang Heron of the North is new", "https://news.example/c"],
        ["A dull day", "https://news.example/d"],
      ]),
    );
    await it.scan();
    return it;
  };

  it("is counted in stored articles, each once, whichever of its names is there", async () => {
    const it = await world();
    const { signal } = new AbortController();
    const finds = await it.session.articles.wouldFind(
      [["Grey Heron", "Marsh Crew"], ["Grey Heron"], ["Nobody"], []],
      signal,
    );
    assert.deepEqual(finds, { hits: [2, 1, 0, 0], articles: 4 });
  });

  it("is the same beside a longer name that is asked for with it", async () => {
    const it = await world();
    const { signal } = new AbortController();
    const alone = await it.session.articles.wouldFind([["Marsh"]], signal);
    const beside = await it.session.articles.wouldFind([["Marsh"], ["Marsh Crew"]], signal);
    assert.equal(beside.hits[0], alone.hits[0]);
  });

  it("ends when nobody wants to know any more", async () => {
    const it = await world();
    const controller = new AbortController();
    controller.abort();
    assert.equal((await it.session.articles.wouldFind([["Marsh Crew"]], controller.signal)).articles, 0);
  });
});
