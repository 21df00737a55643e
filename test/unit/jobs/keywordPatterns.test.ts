import assert from "node:assert/strict";
import { createFakeWorld, rss } from "../scan/fakes";
import { runOne } from "../../oneJob";

const FEED = "https://news.example/feed.xml";

describe("a pattern of the keywords configuration", () => {
  it("that took too long is told", async () => {
    const it = createFakeWorld({});
    it.files.set(
      "config/keywords_config.json",
      JSON.stringify({
        websiteconfig: { rss_feeds: [FEED], webpages: [], keywords: ["heron"] },
        resultfile: { createFile: false },
        profileRecords: true,
        profiling: { profile2file: true, profileData: [{ name: "Grey Heron", match: { pattern: "gr[ae]y heron" } }] },
      }),
    );
    it.web.set(FEED, rss([["Grey Heron robs a bank", "https://news.example/bank"]]));
    it.slowDown(600);
    const outcome = await runOne(it.session, "keywords", {
      signal: new AbortController().signal,
      concurrency: 10,
      perHost: 2,
      timeoutMs: 1000,
      onProgress: () => {},
    });
    assert.ok(outcome.kind === "done" && outcome.report.job === "keywords");
    assert.match(outcome.report.notices.join("\n"), /gr\[ae\]y heron of Grey Heron was switched off/);
  });
});
