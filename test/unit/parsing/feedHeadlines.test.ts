import { deepEqual, equal } from "node:assert/strict";
import type { FeedDetail, ParsedItem } from "../../../src/core/model/parseJob";
import { parseSource } from "../../../src/core/parsing/parseSource";

const FEED = "https://micro.test/feeds/all.xml";

function items(text: string, detail?: FeedDetail): readonly ParsedItem[] {
  const bytes = new TextEncoder().encode(text);
  const outcome = parseSource({
    kind: "feed",
    bytes,
    contentType: null,
    url: FEED,
    ...(detail === undefined ? {} : { detail }),
  });
  return outcome.ok ? outcome.items : [];
}

const titleOf = (text: string, detail?: FeedDetail): string | undefined => items(text, detail)[0]?.title;
const rss = (inner: string, channel = ""): string =>
  `<rss version="2.0"><channel>${channel}<item>${inner}</item></channel></rss>`;
const atom = (inner: string): string => `<feed xmlns="http://www.w3.org/2005/Atom"><entry>${inner}</entry></feed>`;
const json = (item: object, feed: object = {}): string =>
  JSON.stringify({ version: "https://jsonfeed.org/version/1.1", ...feed, items: [item] });

describe("the headline of an entry without one", () => {
  const link = "<link>https://micro.test/@desk/1122</link>";
  const text =
    "<description>&lt;p&gt;Heron is back with a &lt;b&gt;leak&lt;/b&gt; site.&lt;/p&gt;&lt;p&gt;Mirrors below.&lt;/p&gt;</description>";
  const said = "Heron is back with a leak site.";
  const cases: readonly (readonly [why: string, feed: string, expected: string])[] = [
    ["RSS, whatever comes first", rss(link + text), said],
    ["RSS, text first", rss(text + link), said],
    ["who wrote it is none", rss(`<title>@desk@micro.test</title>${link}${text}`), said],
    ["a number is none", rss(`<title>1122</title>${link}${text}`), said],
    ["an address is none", rss(`<title>https://micro.test/@desk/1122</title>${link}${text}`), said],
    [
      "an identifier is none",
      rss(`<title>post-1122</title><guid isPermaLink="false">post-1122</guid>${link}${text}`),
      said,
    ],
    ["who wrote it is none, with a name", rss(`<title>The Desk (@desk@micro.test)</title>${link}${text}`), said],
    ["a date is none", rss(`<title>Mon, January 5th, 2026 10:00 UTC</title>${link}${text}`), said],
    ["nor is one in German", rss(`<title>Mo., 5. März 2026, 10 Uhr</title>${link}${text}`), said],
    ["a name with a date stays", rss(`<title>Heron, May 2026</title>${link}${text}`), "Heron, May 2026"],
    ["a sign that is not seen is none", rss(`<title>&#x200b; &#x1f525;</title>${link}${text}`), said],
    ["what a program writes for nothing is none", rss(`<title>null</title>${link}${text}`), said],
    ["the text of an extension, where there is no other", rss(`${link}<itunes:summary>${said}</itunes:summary>`), said],
    ["a placeholder is none", rss(`<title>(no title)</title>${link}${text}`), said],
    [
      "the whole text, where there is no short one",
      rss(
        `${link}<description/><content:encoded xmlns:content="x"><![CDATA[<div>${said}</div><div>More</div>]]></content:encoded>`,
      ),
      said,
    ],
    ["Atom, text", atom(`<link href="https://micro.test/1"/><content type="text">${said}\nMore of it</content>`), said],
    [
      "Atom, XHTML",
      atom(
        `<link href="https://micro.test/1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${said}</p><p>More</p></div></content>`,
      ),
      said,
    ],
    ["JSON, text", json({ id: "1", url: "https://micro.test/1", content_text: `${said}\nMore` }), said],
    ["JSON, HTML", json({ id: "1", url: "https://micro.test/1", content_html: `<p>${said}</p><p>More</p>` }), said],
    ["a title that says something stays", rss(`<title>Heron 2</title>${link}${text}`), "Heron 2"],
    ["its address, where there is no text", rss("<link>https://micro.test/heron-is-back.html</link>"), "Heron Is Back"],
    ["a bad title, where there is no text", rss(`<title>1122</title>${link}`), "1122"],
  ];
  for (const [why, feed, expected] of cases) {
    it(why, () => {
      equal(titleOf(feed, "summary"), expected);
      equal(titleOf(feed), expected, "with the headlines alone");
    });
  }
});

describe("the address of an entry without a link", () => {
  const title = "<title>Heron in the morning brief</title>";
  const cases: readonly (readonly [why: string, feed: string, url: string, own: false | undefined])[] = [
    [
      "its enclosure",
      rss(
        `${title}<enclosure url="https://cdn.test/e7.mp3" type="audio/mpeg" length="1"/><enclosure url="https://cdn.test/e7.ogg" type="audio/ogg"/><guid isPermaLink="false">e7</guid>`,
      ),
      "https://cdn.test/e7.mp3",
      undefined,
    ],
    [
      "its enclosure, left open",
      rss(`<enclosure url="/e7.mp3" type="audio/mpeg">${title}`),
      "https://micro.test/e7.mp3",
      undefined,
    ],
    [
      "Atom's enclosure",
      atom(`${title}<id>urn:e7</id><link rel="enclosure" type="application/pdf" href="https://cdn.test/e7.pdf"/>`),
      "https://cdn.test/e7.pdf",
      undefined,
    ],
    [
      "JSON's attachment",
      json({
        id: "e7",
        title: "Heron",
        attachments: [
          { url: "https://cdn.test/e7.jpg", mime_type: "image/jpeg" },
          { url: "https://cdn.test/e7.mp3", mime_type: "audio/mpeg" },
        ],
      }),
      "https://cdn.test/e7.mp3",
      undefined,
    ],
    [
      "where its text lies",
      atom(`${title}<id>urn:e7</id><content type="application/pdf" src="https://lab.test/iocs.pdf"/>`),
      "https://lab.test/iocs.pdf",
      undefined,
    ],
    [
      "its identifier, where that is one",
      rss(`${title}<enclosure url="https://cdn.test/e7.mp3" type="audio/mpeg"/><guid>https://micro.test/e7</guid>`),
      "https://micro.test/e7",
      undefined,
    ],
    [
      "a link goes before all of them",
      rss(`${title}<enclosure url="https://cdn.test/e7.mp3" type="audio/mpeg"/><link>https://micro.test/7</link>`),
      "https://micro.test/7",
      undefined,
    ],
    [
      "that of the site, which is not its own",
      rss(
        `${title}<link/><guid isPermaLink="false">77</guid>`,
        `<image><link>https://other.test/</link></image><link>https://micro.test/</link>`,
      ),
      "https://micro.test/",
      false,
    ],
    [
      "that of the site in CDATA",
      rss(title, `<link><![CDATA[https://micro.test/?a=1&b=2]]></link>`),
      "https://micro.test/?a=1&b=2",
      false,
    ],
    [
      "that of an Atom feed's site",
      `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/f.xml"/><link href="/home"/><entry>${title}</entry></feed>`,
      "https://micro.test/home",
      false,
    ],
    [
      "that of a JSON feed's site",
      json({ id: "7", title: "Heron" }, { home_page_url: "https://micro.test/home" }),
      "https://micro.test/home",
      false,
    ],
    [
      "a file in a media extension",
      rss(
        `${title}<media:thumbnail url="https://cdn.test/t.png"/><media:content url="https://cdn.test/t.png" medium="image"><media:credit>x</media:credit></media:content><media:content url="https://cdn.test/e7.mp4" type="video/mp4"/>`,
      ),
      "https://cdn.test/e7.mp4",
      undefined,
    ],
    [
      "no picture by its address",
      rss(`${title}<enclosure url="https://cdn.test/e7.jpg?w=3"/>`, "<link>https://micro.test/</link>"),
      "https://micro.test/",
      false,
    ],
    [
      "no picture",
      rss(`${title}<enclosure url="https://cdn.test/e7.png" type="image/png"/>`, "<link>https://micro.test/</link>"),
      "https://micro.test/",
      false,
    ],
    ["no script as a site", rss(title, "<link>javascript:alert(1)</link>"), FEED, false],
    ["the feed's own, where there is no site", rss(title), FEED, false],
  ];
  for (const [why, feed, url, own] of cases) {
    it(why, () => {
      const [item] = items(feed);
      deepEqual([item?.url, item?.ownAddress], [url, own]);
    });
  }

  it("is where a redirector leads", () => {
    const [item] = items(
      rss(`${title}<link>https://www.google.com/url?sa=t&amp;url=https://news.test/a&amp;usg=1</link>`),
    );
    equal(item?.url, "https://news.test/a");
  });

  it("has no indicators in it that are the site's, and says when it was changed", () => {
    const [item] = items(
      rss(
        `${title}<description>see CVE-2026-11111</description><pubDate>Mon, 05 Jan 2026 08:00:00 GMT</pubDate><updated xmlns="http://www.w3.org/2005/Atom">2026-01-08T08:00:00Z</updated>`,
        "<link>https://micro.test/CVE-2026-22222</link>",
      ),
      "summary",
    );
    deepEqual(
      item?.indicators?.map(({ value }) => value),
      ["CVE-2026-11111"],
    );
    deepEqual([item?.published, item?.modified], ["2026-01-05T08:00:00Z", "2026-01-08T08:00:00Z"]);
  });
});
