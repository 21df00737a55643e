import assert from "node:assert/strict";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { isThroughTor, torSources } from "../../../src/core/sources/throughTor";

const ONION = "http://emberfox.onion/feed";

describe("torSources", () => {
  const toldBy = (rss_feeds: readonly unknown[], webpages: readonly unknown[] = []): ReadonlySet<string> => {
    const text = JSON.stringify({ websiteconfig: { rss_feeds, webpages }, profiling: { profileData: ["Emberfox"] } });
    const { config } = parseConfig("articles", text, "json");
    assert.ok(config);
    return new Set(torSources(config.websiteconfig));
  };

  it("are onion services and those told to be, as they are shown: without a password, switched off ones too", () => {
    const told = toldBy(
      [ONION, "https://clear.example/", { url: "https://me:pw@told.example/feed", tor: true }],
      [
        { url: "https://page.example/", tor: true, enabled: false },
        "https://sub.EMBERFOX.onion./",
        { url: "http://b.onion/", name: "b" },
      ],
    );
    for (const url of [ONION, "https://told.example/feed", "https://page.example/", "http://b.onion/"]) {
      assert.equal(told.has(url), true, url);
      assert.equal(isThroughTor(url, told), true, url);
    }
    assert.equal(told.size, 5);
    assert.equal(isThroughTor("https://clear.example/", told), false);
    assert.equal(isThroughTor("https://emberfox.onion.example/", told), false);
    assert.equal(isThroughTor("no address", told), false);
    assert.equal(isThroughTor("http://other.onion/x", new Set()), true);
  });
});
