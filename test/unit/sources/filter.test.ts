import assert from "node:assert/strict";
import { createFilter } from "../../../src/core/sources/filter";

const SHIPPED = {
  sourceUrls: [
    "https://www.darkreading.com/rss.xml",
    "https://www.bleepingcomputer.com/news/security",
    "https://thehackernews.com",
    "https://www.infosecurity-magazine.com/news/",
    "https://www.security-insider.de/fachbeitraege",
    "https://www.heise.de/security/news",
  ],
  stopwords: ["analytics", "/author/", "#comment", "javascript", "facebook.com", "/download/", "/page-"],
  specialHandling: {
    heise: "https://www.heise.de/security//news/",
    infosecurity: "https://www.infosecurity-magazine.com/news/",
    bleeping: "https://www.bleepingcomputer.com/news/security",
  },
};

function link(href: string, pageUrl: string) {
  return { href, url: new URL(href, pageUrl).href };
}

describe("filter with the original tool's shipped configuration", () => {
  const filter = createFilter(SHIPPED);
  const heise = ["https://www.heise.de/security/news", "https://www.heise.de/security/"];

  it("keeps heise's root-relative news links, whether the page redirects or not", () => {
    for (const pageUrls of [heise, heise.slice(0, 1), heise.slice(1)]) {
      assert.ok(filter.keepsLink(link("/news/Neue-Luecke-in-Router-42.html", heise[0]!), pageUrls), pageUrls.join());
    }
  });

  it("keeps heise's news when the page writes them whole", () => {
    assert.ok(filter.keepsLink(link("https://www.heise.de/news/Router-gepatcht-43.html", heise[0]!), heise));
    assert.ok(filter.keepsLink(link("//www.heise.de/news/Router-gepatcht-43.html", heise[0]!), heise));
  });

  it("drops heise's other sections", () => {
    assert.ok(!filter.keepsLink(link("/tests/Notebooks-im-Vergleich-44.html", heise[0]!), heise));
  });

  it("does not look for stopwords in feeds", () => {
    assert.ok(filter.keepsItem("https://www.darkreading.com/cybersecurity-analytics/new-wiper-seen"));
    assert.ok(filter.keepsItem("https://elsewhere.example/author/story"));
  });

  it("keeps heise's news from a feed", () => {
    assert.ok(filter.keepsItem("https://www.heise.de/news/Router-gepatcht-43.html?wt_mc=rss"));
  });

  it("holds feed entries to a prefix that is a plain address", () => {
    assert.ok(filter.keepsItem("https://www.infosecurity-magazine.com/news/botnet-down/"));
    assert.ok(!filter.keepsItem("https://www.infosecurity-magazine.com/webinars/x/"));
  });

  it("looks for stopwords in the link as the page writes it, without case", () => {
    const page = ["https://thehackernews.com"];
    assert.ok(!filter.keepsLink(link("/Author/jane", page[0]!), page));
    assert.ok(!filter.keepsLink(link("/2026/11/story.html#Comments", page[0]!), page));
    assert.ok(filter.keepsLink(link("/2026/11/story.html", page[0]!), page));
  });

  it("keeps only what starts with the prefix where the key is in the address", () => {
    const page = ["https://www.infosecurity-magazine.com/news/"];
    assert.ok(filter.keepsLink(link("/news/botnet-down/", page[0]!), page));
    assert.ok(!filter.keepsLink(link("https://www.infosecurity-magazine.com/webinars/x/", page[0]!), page));
  });
});

describe("filter: which links belong", () => {
  const filter = createFilter({ sourceUrls: ["https://news.example/list"], stopwords: [], specialHandling: {} });
  const page = ["https://news.example/list", "https://cdn.example/list"];
  const cases: readonly (readonly [href: string, keeps: boolean])[] = [
    ["https://news.example/a", true],
    ["http://www.news.example/a", true],
    ["https://cdn.example/a", true],
    ["https://news.example:8443/a", false],
    ["https://other.example/a", false],
    ["https://news.example.evil.example/a", false],
    ["/list", false],
    ["/list/#top", false],
    ["https://www.news.example/list?utm_source=nav", false],
  ];
  for (const [href, keeps] of cases) {
    it(`${keeps ? "keeps" : "drops"} ${href}`, () => {
      assert.equal(filter.keepsLink(link(href, page[0]!), page), keeps);
    });
  }

  it("takes special handling keys by case and empty stopwords for nothing", () => {
    const strict = createFilter({
      sourceUrls: ["https://news.example/list"],
      stopwords: [""],
      specialHandling: { News: "https://nowhere.example/" },
    });
    assert.ok(strict.keepsLink(link("/a", page[0]!), page));
  });
});
