import assert from "node:assert/strict";
import { CookieJar } from "../../../src/core/fetching/cookies";

const NOW = new Date("2026-03-01T12:00:00Z");

/** What one address gets back of what another one has set. */
function given(from: string, to: string, ...headers: readonly string[]): string | null {
  const jar = new CookieJar(() => NOW);
  jar.take(new URL(from), headers);
  return jar.header(new URL(to));
}

describe("cookies of one chain", () => {
  const rows: readonly (readonly [why: string, from: string, to: string, header: string, sent: string | null])[] = [
    ["the same host", "https://a.test/x", "https://a.test/y", "k=v", "k=v"],
    [
      "blanks and attributes around",
      "https://a.test/",
      "https://a.test/",
      "  k = v w ; HttpOnly; SameSite=Lax",
      "k=v w",
    ],
    ["no name", "https://a.test/", "https://a.test/", "flag", "flag"],
    ["nothing at all", "https://a.test/", "https://a.test/", "; Path=/", null],
    ["another host", "https://a.test/", "https://b.test/", "k=v", null],
    ["a host below without Domain", "https://a.test/", "https://www.a.test/", "k=v", null],
    ["a host below with it", "https://a.test/", "https://www.a.test/", "k=v; Domain=.A.test", "k=v"],
    ["its neighbour", "https://in.a.test/", "https://www.a.test/", "k=v; domain=a.test", "k=v"],
    ["a host that ends alike", "https://a.test/", "https://ba.test/", "k=v; Domain=a.test", null],
    ["a strange domain", "https://a.test/", "https://a.test/", "k=v; Domain=b.test", null],
    ["all of a top-level domain", "https://a.test/", "https://a.test/", "k=v; Domain=test", null],
    ["an address", "http://127.0.0.1/", "http://127.0.0.1/", "k=v; Domain=127.0.0.1", "k=v"],
    ["the end of an address", "http://127.0.0.1/", "http://127.0.0.1/", "k=v; Domain=0.0.1", null],
    ["another port", "http://a.test:81/", "http://a.test:82/", "k=v", "k=v"],
    ["a path", "https://a.test/", "https://a.test/news/1", "k=v; Path=/news", "k=v"],
    ["a path with a slash", "https://a.test/", "https://a.test/news/1", "k=v; Path=/news/", "k=v"],
    ["a path that begins alike", "https://a.test/", "https://a.test/newsletter", "k=v; Path=/news", null],
    ["the directory where none is said", "https://a.test/news/1", "https://a.test/other", "k=v", null],
    ["a path that is none", "https://a.test/news/1", "https://a.test/news/2", "k=v; Path=news", "k=v"],
    ["Secure", "https://a.test/", "https://a.test/", "k=v; Secure", "k=v"],
    ["Secure, and then in clear", "https://a.test/", "http://a.test/", "k=v; Secure", null],
    ["Secure, set in clear", "http://a.test/", "https://a.test/", "k=v; Secure", null],
    ["in clear after TLS", "https://a.test/", "http://a.test/", "k=v", "k=v"],
    ["over by Max-Age", "https://a.test/", "https://a.test/", "k=v; Max-Age=0", null],
    [
      "not over by Max-Age",
      "https://a.test/",
      "https://a.test/",
      "k=v; Max-Age=9; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
      "k=v",
    ],
    ["over by Expires", "https://a.test/", "https://a.test/", "k=v; Expires=Thu, 01 Jan 1970 00:00:00 GMT", null],
    [
      "over by Expires with dashes",
      "https://a.test/",
      "https://a.test/",
      "k=v; expires=Thu, 01-Jan-1970 00:00:00 GMT",
      null,
    ],
    [
      "over by Expires of two digits",
      "https://a.test/",
      "https://a.test/",
      "k=v; expires=Thursday, 01-Jan-70 00:00:00 GMT",
      null,
    ],
    ["good for a while", "https://a.test/", "https://a.test/", "k=v; Expires=Wed, 01 Apr 2026 00:00:00 GMT", "k=v"],
    ["an end that is no date", "https://a.test/", "https://a.test/", "k=v; Expires=soon", "k=v"],
    ["a promise that is kept", "https://a.test/", "https://a.test/", "__Host-k=v; Secure; Path=/", "__Host-k=v"],
    ["one that is not", "https://a.test/", "https://a.test/", "__Host-k=v; Secure; Path=/; Domain=a.test", null],
    ["nor this one", "https://a.test/", "https://a.test/", "__Secure-k=v", null],
    ["controls", "https://a.test/", "https://a.test/", "k=v\u0001", null],
    ["too much", "https://a.test/", "https://a.test/", `k=${"v".repeat(4096)}`, null],
  ];
  for (const [why, from, to, header, sent] of rows) {
    it(`${why}: ${sent === null ? "nothing" : "goes back"}`, () => assert.equal(given(from, to, header), sent));
  }

  it("takes the last value of a name, for as many as there is room for", () => {
    assert.equal(given("https://a.test/", "https://a.test/", "k=1", "j=2", "k=3"), "j=2; k=3");
    assert.equal(given("https://a.test/", "https://a.test/", "k=1", "k=; Max-Age=-1"), null);
    const many = given(
      "https://a.test/",
      "https://a.test/",
      ...Array.from({ length: 80 }, (_, index) => `k${index}=v`),
    );
    assert.equal(many?.split("; ").length, 50);
  });
});
