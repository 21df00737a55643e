import assert from "node:assert/strict";
import { createFakeWorld, rss } from "../scan/fakes";

const FEED = "https://news.example/feed";
const CONFIG = { websiteconfig: { rss_feeds: [FEED], webpages: [] }, profiling: { profileData: ["Emberfox"] } };
const NEWS = [
  ["Emberfox exploits CVE-2026-4711 in Harbourgate appliances", "https://drevlab.example/1"],
  ["Harbourgate appliances hit through CVE-2026-4711 by Emberfox", "https://press.example/1"],
  ["Sugar refinery rebuilds its network", "https://press.example/2"],
] as const;

describe("what an earlier version has stored", () => {
  it("becomes stories at the first start, once, without a scan", async () => {
    const first = createFakeWorld(CONFIG);
    first.web.set(FEED, rss(NEWS));
    await first.scan();
    const told = await first.session.articles.stories();
    assert.equal(new Set(told.values()).size, 1, "a scan tells them");
    // As a version without stories has left it.
    const isOfStories = (name: string): boolean => /stor(y|ies)|carried/.test(name);
    const earlier = [...first.documents].filter(([name]) => !isOfStories(name));
    assert.ok(earlier.length < first.documents.size);
    const it = createFakeWorld(CONFIG, { files: first.files, documents: new Map(earlier) });
    it.later(60_000);
    assert.equal((await it.session.articles.stories()).size, 0);
    assert.equal(await it.session.tellStored(), true);
    assert.deepEqual(await it.session.articles.stories(), told);
    assert.equal(await it.session.tellStored(), false, "once");
    assert.equal(it.requests.length, 0);
  });

  it("is nothing in a folder that was never scanned", async () => {
    const it = createFakeWorld(CONFIG);
    assert.equal(await it.session.tellStored(), false);
  });
});
