import assert from "node:assert/strict";
import { canonicalUrl } from "../../../src/core/urls/canonicalUrl";

const SAME: readonly (readonly [why: string, one: string, other: string])[] = [
  ["the scheme", "http://news.example/a", "https://news.example/a"],
  ["www.", "https://www.news.example/a", "https://news.example/a"],
  ["the case of scheme and host", "HTTPS://WWW.News.Example/a", "https://news.example/a"],
  ["a dot behind the host", "https://news.example./a", "https://news.example/a"],
  ["the default port of http", "http://news.example:80/a", "https://news.example/a"],
  ["the default port of https", "https://news.example:443/a", "https://news.example/a"],
  [
    "doubled slashes, as old result files hold them",
    "https://www.heise.de//news/a.html",
    "https://www.heise.de/news/a.html",
  ],
  ["many slashes", "https://news.example///a////b//", "https://news.example/a/b"],
  ["a trailing slash", "https://news.example/a/", "https://news.example/a"],
  ["the root's slash", "https://news.example/", "https://news.example"],
  ["dot segments", "https://news.example/x/../a/./b", "https://news.example/a/b"],
  ["a fragment", "https://news.example/a#comments", "https://news.example/a"],
  ["an empty query", "https://news.example/a?", "https://news.example/a"],
  ["the order of the query", "https://news.example/a?z=1&b=2&a=3", "https://news.example/a?a=3&b=2&z=1"],
  ["empty parts of the query", "https://news.example/a?&x=1&&", "https://news.example/a?x=1"],
  ["the case of percent-encoding", "https://news.example/%c3%a4", "https://news.example/%C3%A4"],
  ["unencoded letters", "https://news.example/ä", "https://news.example/%C3%A4"],
  ["encoded unreserved characters", "https://news.example/%61%2Db%7Ec", "https://news.example/a-b~c"],
  ["the blank of a query", "https://news.example/?q=a+b", "https://news.example/?q=a%20b"],
  [
    "utm_*",
    "https://news.example/a?utm_source=rss&utm_medium=feed&UTM_Campaign=x&utm_unheard_of=1",
    "https://news.example/a",
  ],
  ["tracking before real parameters", "https://news.example/?fbclid=1&id=7&gclid=2", "https://news.example/?id=7"],
  ["mail campaigns", "https://news.example/a?mc_cid=1&mc_eid=2&mkt_tok=3", "https://news.example/a"],
  [
    "other families",
    "https://news.example/a?wt_mc=rss.red&at_medium=x&_hsenc=p&msclkid=4&igshid=5",
    "https://news.example/a",
  ],
  ["a tracking parameter without value", "https://news.example/a?fbclid", "https://news.example/a"],
  ["an encoded tracking name", "https://news.example/a?%75tm_source=x", "https://news.example/a"],
  ["credentials", "https://user:pass@news.example/a", "https://news.example/a"],
  ["a domain in other letters", "https://bücher.example/a", "https://xn--bcher-kva.example/a"],
  ["blanks around", "  https://news.example/a\n", "https://news.example/a"],
];

const DIFFERENT: readonly (readonly [why: string, one: string, other: string])[] = [
  ["the path's case", "https://news.example/A", "https://news.example/a"],
  ["another port", "https://news.example:8443/a", "https://news.example/a"],
  ["a real parameter", "https://news.example/?id=1", "https://news.example/?id=2"],
  ["a parameter that only begins like tracking", "https://news.example/?utmost=1", "https://news.example/"],
  ["index.html", "https://news.example/index.html", "https://news.example/"],
  ["an encoded slash", "https://news.example/a%2Fb", "https://news.example/a/b"],
  ["an encoded ampersand", "https://news.example/?q=a%26b", "https://news.example/?q=a&b"],
  ["an encoded plus", "https://news.example/?q=a%2Bb", "https://news.example/?q=a+b"],
  ["another subdomain", "https://blog.news.example/", "https://news.example/"],
  ["a host that is nothing but www", "https://www.example/", "https://example/"],
];

const KEYS: readonly (readonly [url: string, key: string])[] = [
  ["http://www.heise.de//news/A-1.html?wt_mc=rss&b=2&a=1#x", "https://heise.de/news/A-1.html?a=1&b=2"],
  ["HTTP://News.Example", "https://news.example"],
  ["  not an address ", "not an address"],
  ["mailto:a@news.example", "mailto:a@news.example"],
  ["http://", "http://"],
  ["https://[bad/", "https://[bad/"],
  ["https://news.example/%", "https://news.example/%"],
  ["", ""],
];

describe("canonicalUrl", () => {
  for (const [why, one, other] of SAME) {
    it(`takes no notice of ${why}`, () => assert.equal(canonicalUrl(one), canonicalUrl(other)));
  }
  for (const [why, one, other] of DIFFERENT) {
    it(`minds ${why}`, () => assert.notEqual(canonicalUrl(one), canonicalUrl(other)));
  }
  for (const [url, key] of KEYS) {
    it(`of ${JSON.stringify(url)} is ${JSON.stringify(key)}`, () => assert.equal(canonicalUrl(url), key));
  }
  it("is its own key", () => {
    for (const [, one, other] of [...SAME, ...DIFFERENT]) {
      for (const url of [one, other]) assert.equal(canonicalUrl(canonicalUrl(url)), canonicalUrl(url));
    }
  });
});
