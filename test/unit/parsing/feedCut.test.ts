import assert from "node:assert/strict";
import { MAX_FEED_BYTES } from "../../../src/core/limits";
import { parseFeed } from "../../../src/core/parsing/feed";
import { parseSource } from "../../../src/core/parsing/parseSource";
import { atom, item, rss } from "./feedCases";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const titles = (document: string, isCut = true): readonly string[] | string => {
  const read = parseFeed(bytes(document), { isCut });
  return read.ok ? read.items.map(({ title }) => title) : read.failure.code;
};

describe("a feed that was cut", () => {
  const long = `<item><title>long</title><link>https://n.example/long</link><description>${"text ".repeat(1000)}`;

  it("ends with its last whole entry", () => {
    assert.deepEqual(titles(rss(item("a") + item("b")).slice(0, -16)), ["a", "b"]);
    assert.deepEqual(titles(`${rss(item("a")).slice(0, -16)}${long}`), ["a"]);
    assert.deepEqual(titles(`${rss(item("a")).slice(0, -16)}<item><title>Half a headl`), ["a"]);
    assert.deepEqual(titles(`${rss(item("a")).slice(0, -16)}<item><title><![CDATA[<p>Half <b>a</b> headl`), ["a"]);
    assert.deepEqual(titles(atom("<entry><title>a</title></entry><entry><title>b</title><content>te").slice(0, -7)), [
      "a",
    ]);
  });

  it("has an entry that is not whole where it has no other", () => {
    assert.deepEqual(titles(rss(long).slice(0, -16)), ["long"]);
  });

  it("that came cut from its server has all that came", () => {
    assert.deepEqual(titles(`${rss(item("a")).slice(0, -16)}${long}`, false), ["a", "long"]);
  });

  it("as JSON ends with its last whole entry", () => {
    const items = ["a", "b", "c"].map((id) => ({
      id,
      url: `https://n.example/${id}`,
      title: `On ${id}`,
      content_html: "x".repeat(50),
    }));
    const feed = JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "News, all of it", items });
    const at = (text: string) => feed.indexOf(text);
    assert.deepEqual(titles(feed.slice(0, at('"c"') - 3)), ["On a", "On b"]);
    assert.deepEqual(titles(feed.slice(0, at('"b"') + 60)), ["On a"]);
    assert.deepEqual(titles(feed.slice(0, at('"a"') + 20)), []);
    assert.deepEqual(titles(feed), ["On a", "On b", "On c"]);
    assert.equal(titles(feed.slice(0, at('"b"') + 60), false), "notFeed");
  });

  it("is told, and what is not there for that is told as too large", () => {
    const job = { kind: "feed", contentType: null, url: "https://n.example/feed", isCut: true } as const;
    const read = parseSource({ ...job, bytes: bytes(`${rss(item("a")).slice(0, -16)}${long}`) });
    assert.ok(read.ok);
    assert.deepEqual([read.items.length, read.cuts], [1, { answer: 1 }]);
    for (const text of ["aaaa", "<rss><channel><title>News", "{", "<html><p>"]) {
      const failed = parseSource({ ...job, bytes: bytes(text) });
      assert.deepEqual(!failed.ok && failed.failure, { code: "tooLarge", limitBytes: MAX_FEED_BYTES }, text);
    }
    const binary = parseSource({ ...job, bytes: bytes("%PDF-1.7") });
    assert.equal(!binary.ok && binary.failure.code, "binary");
  });
});

describe("for how long a feed holds", () => {
  const rows: readonly (readonly [inChannel: string, seconds: number | undefined])[] = [
    ["", undefined],
    ["<ttl>60</ttl>", 3600],
    ["<ttl> 5 </ttl>", 300],
    ["<ttl><![CDATA[ 15 ]]></ttl>", 900],
    ["<ttl>0.5</ttl>", 30],
    ["<ttl>0</ttl>", undefined],
    ["<ttl>-5</ttl>", undefined],
    ["<ttl>soon</ttl>", undefined],
    ["<ttl/>", undefined],
    ["<sy:updatePeriod>hourly</sy:updatePeriod>", 3600],
    ["<sy:updatePeriod>\n\thourly\t</sy:updatePeriod><sy:updateFrequency>\n\t4\t</sy:updateFrequency>", 900],
    ["<sy:updateFrequency>2</sy:updateFrequency><sy:updatePeriod>Daily</sy:updatePeriod>", 43_200],
    ["<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 86_400],
    ["<sy:updatePeriod>often</sy:updatePeriod>", undefined],
    ["<sy:updateFrequency>3</sy:updateFrequency>", undefined],
    ["<ttl>10</ttl><sy:updatePeriod>daily</sy:updatePeriod>", 600],
  ];
  for (const [inChannel, seconds] of rows) {
    it(`${inChannel.replace(/\s+/g, " ")}: ${seconds ?? "says nothing"}`, () => {
      const read = parseFeed(bytes(rss(inChannel + item("a"))));
      assert.equal(read.ok && read.holdsSeconds, seconds);
    });
  }

  it("is not what an entry says", () => {
    const read = parseFeed(bytes(rss("<item><title>a</title><ttl>5</ttl></item>")));
    assert.equal(read.ok && read.holdsSeconds, undefined);
  });
});
