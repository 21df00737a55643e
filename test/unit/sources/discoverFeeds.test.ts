import assert from "node:assert/strict";
import { placedHttp } from "../../world/placedHttp";
import {
  customaryFeeds,
  headerFeeds,
  linkedFeeds,
  namedFeeds,
  refreshTarget,
  siteFeeds,
} from "../../../src/core/sources/candidates";
import { discoverFeeds } from "../../../src/core/sources/discoverFeeds";
import type { HttpRequest, Web } from "../../../src/core/ports";
import { feedTitle } from "../../../src/core/parsing/feedTitle";
import { parseSource } from "../../../src/core/parsing/parseSource";
import { response, rss } from "../scan/fakes";

/** A web of pages; whatever else is asked is 404. */
function web(
  pages: Readonly<Record<string, string>>,
  inside: readonly string[] = [],
  moved: Readonly<Record<string, string>> = {},
  status = 302,
  headers: Readonly<Record<string, string>> = {},
) {
  const requests: HttpRequest[] = [];
  const http = placedHttp(
    async (request) => {
      requests.push(request);
      const body = pages[request.url];
      const location = moved[request.url];
      if (location !== undefined) return response(status, "", { location });
      return body === undefined ? response(404, "") : response(200, body, headers);
    },
    (host) => [inside.includes(host) ? "10.0.0.1" : "93.184.216.34"],
  );
  const asked: Web = {
    http,
    parser: { parse: async (job: Parameters<typeof parseSource>[0]) => parseSource(job), dispose: async () => {} },
    clock: { now: () => new Date(0), wait: async () => {} },
    signing: { sha256Hex: assert.fail, uuid5: assert.fail, nonce: assert.fail, jitter: assert.fail },
    lastAsked: new Map(),
  };
  const find = (address: string) =>
    discoverFeeds(asked, address, { timeoutMs: 1000, signal: new AbortController().signal, controllerPort: 9151 });
  return { find, requests, urls: () => requests.map(({ url }) => url) };
}

const FEED = rss([["A", "https://news.test/1"], ["B", "https://news.test/2"]]); // prettier-ignore
const head = (links: string) =>
  `<html><head><title>Site</title>${links}</head><body><main><a href="/story">A story to be read</a></main></body></html>`;
const link = (href: string, type = "application/rss+xml", rel = "alternate") =>
  `<link rel="${rel}" type="${type}" href="${href}">`;

describe("discoverFeeds", () => {
  it("takes a feed as it is", async () => {
    const { find, urls } = web({ "https://news.test/feed": FEED });
    assert.deepEqual(await find(" news.test/feed "), {
      kind: "found",
      sources: [{ kind: "feed", url: "https://news.test/feed", title: "News", items: 2 }],
    });
    assert.deepEqual(urls(), ["https://news.test/feed"]);
  });

  it("keeps the address that leads elsewhere for now, and takes the one that it has moved to for good", async () => {
    const pages = { "https://cdn.test/feed?token=1": FEED };
    const moved = { "https://news.test/feed": "https://cdn.test/feed?token=1" };
    const found = async (status: number) => {
      const outcome = await web(pages, [], moved, status).find("https://news.test/feed");
      return outcome.kind === "found" ? outcome.sources.map(({ url }) => url) : outcome;
    };
    assert.deepEqual(await found(302), ["https://news.test/feed"]);
    assert.deepEqual(await found(307), ["https://news.test/feed"]);
    assert.deepEqual(await found(301), ["https://cdn.test/feed?token=1"]);
  });

  it("finds the feeds that a page names, each once, and offers the page itself last", async () => {
    const { find } = web({
      "https://news.test/blog/": head(
        link("feed") +
          link("https://news.test/blog/feed/", "application/atom+xml") +
          link("/dead") +
          link("/page.html", "text/html") +
          link("/style.css", "text/css", "stylesheet"),
      ),
      "https://news.test/blog/feed": FEED,
      "https://news.test/blog/feed/": FEED,
    });
    const found = await find("https://news.test/blog/");
    assert.deepEqual(found.kind === "found" && found.sources.map(({ kind, url, items }) => [kind, url, items]), [
      ["feed", "https://news.test/blog/feed", 2],
      ["page", "https://news.test/blog/", 1],
    ]);
  });

  it("looks at what a page links to when it names none", async () => {
    const page = head("").replace(
      "</main>",
      '</main><footer><a href="/feedback">Feedback</a><a href="/service/rss-news">RSS</a><a href="https://feeds.other.test/x">No</a></footer>',
    );
    const { find, urls } = web({ "https://news.test/": page, "https://news.test/service/rss-news": FEED });
    const found = await find("https://news.test/");
    assert.deepEqual(found.kind === "found" && found.sources.map(({ kind, url }) => [kind, url]), [
      ["feed", "https://news.test/service/rss-news"],
      ["page", "https://news.test/"],
    ]);
    assert.equal(urls().length, 2);
  });

  it("takes addresses with feed: for what they stand for", async () => {
    const { find, urls } = web({ "https://news.test/feed": FEED });
    for (const address of ["feed://news.test/feed", "feed:https://news.test/feed"]) {
      assert.equal((await find(address)).kind, "found", address);
    }
    assert.deepEqual(urls(), ["https://news.test/feed", "https://news.test/feed"]);
  });

  it("looks at customary places when a page names none", async () => {
    const { find } = web({ "https://news.test/": head(""), "https://news.test/atom.xml": FEED });
    const found = await find("https://news.test/");
    assert.deepEqual(found.kind === "found" && found.sources.map(({ url }) => url), [
      "https://news.test/atom.xml",
      "https://news.test/",
    ]);
  });

  it("does not let a page on the internet lead into the own network", async () => {
    const { find, urls } = web(
      {
        "https://news.test/": head(
          link("http://10.0.0.1/feed") + link("http://inside.test/feed") + link("http://localhost/feed"),
        ),
      },
      ["inside.test"],
    );
    await find("https://news.test/");
    assert.deepEqual(
      urls().filter((url) => !url.startsWith("https://news.test/")),
      [],
    );
  });

  it("reads an onion page's feeds through Tor alone, wherever they are", async () => {
    const onion = "http://abcdefghij234567.onion/";
    const { find, requests } = web({ [onion]: head(link("https://news.test/feed")), "https://news.test/feed": FEED });
    const found = await find(onion);
    assert.equal(found.kind === "found" && found.sources.length, 2);
    assert.ok(requests.every(({ tor }) => tor?.controllerPort === 9151));
  });

  it("stays with Tor where an onion page leads out of it, and takes an onion service without a scheme for http", async () => {
    const page = head(link("/feed"));
    const { find, requests } = web(
      { "https://news.test/": page, "https://news.test/feed": FEED },
      ["news.test"],
      { "http://abcdefghij234567.onion/": "https://news.test/" }, // prettier-ignore
    );
    const found = await find("abcdefghij234567.onion");
    assert.equal(found.kind === "found" && found.sources.length, 2);
    assert.equal(requests[0]?.url, "http://abcdefghij234567.onion/");
    assert.ok(requests.every(({ tor }) => tor !== undefined));
  });

  it("names feeds of comments last, and looks further where a page names no others", async () => {
    const comments = rss([["Re: A", "https://news.test/1#c1"]]).replace("News", "Kommentare zu: News");
    const named = link("/c") + link("/comments/feed") + link("/main");
    const pages = { "https://news.test/c": comments, "https://news.test/comments/feed": FEED };
    const order = async (all: Readonly<Record<string, string>>) => {
      const found = await web(all).find("https://news.test/");
      return found.kind === "found" && found.sources.map(({ url, isComments }) => (isComments ? `(${url})` : url));
    };
    assert.deepEqual(await order({ ...pages, "https://news.test/": head(named), "https://news.test/main": FEED }), [
      "https://news.test/main",
      "https://news.test/",
      "(https://news.test/c)",
      "(https://news.test/comments/feed)",
    ]);
    assert.deepEqual(
      await order({ ...pages, "https://news.test/": head(link("/c")), "https://news.test/atom.xml": FEED }),
      ["https://news.test/atom.xml", "https://news.test/", "(https://news.test/c)"],
    );
    assert.deepEqual(await order({ "https://news.test/": comments }), ["https://news.test/"], "asked for itself");
  });

  it("reads what the header Link names", async () => {
    const header = {
      link: '<https://news.test/api>; rel="https://api.w.org/", </f>; rel="alternate"; type="application/atom+xml"',
    };
    const { find } = web({ "https://news.test/": head(""), "https://news.test/f": FEED }, [], {}, 302, header);
    const found = await find("https://news.test/");
    assert.deepEqual(found.kind === "found" && found.sources.map(({ url }) => url), [
      "https://news.test/f",
      "https://news.test/",
    ]);
  });

  it("follows a page that leads on, not in circles, and not into the own network", async () => {
    const to = (url: string) =>
      `<html><head><meta http-equiv="Refresh" content="0; URL='${url}'"></head><body></body></html>`;
    const pages = {
      "https://news.test/": to("/en/"),
      "https://news.test/en/": head(link("/f")),
      "https://news.test/f": FEED,
      "https://round.test/": to("https://round.test/2"),
      "https://round.test/2": to("https://round.test/"),
      "https://trap.test/": to("http://inside.test/admin"),
      "https://feed.test/": to("https://news.test/f"),
    };
    const { find, urls } = web(pages, ["inside.test"]);
    const sources = async (url: string) => {
      const found = await find(url);
      return found.kind === "found" && found.sources.map((source) => source.url);
    };
    assert.deepEqual(await sources("https://news.test/"), ["https://news.test/f", "https://news.test/en/"]);
    assert.deepEqual(await sources("https://feed.test/"), ["https://news.test/f"]);
    assert.deepEqual(await sources("https://round.test/"), []);
    assert.deepEqual(await sources("https://trap.test/"), []);
    assert.ok(!urls().includes("http://inside.test/admin"));
    assert.ok(urls().filter((url) => url.startsWith("https://round.test/")).length < 30);
  });

  it("says why an address cannot be read", async () => {
    const { find } = web({});
    assert.deepEqual(await find("https://gone.test/"), { kind: "failed", failure: { code: "status", status: 404 } });
    for (const address of ["", "  ", "ftp://a.test/", "http://", "javascript:alert(1)"]) {
      const found = await find(address);
      assert.ok(found.kind === "noAddress" || found.kind === "failed", address);
      assert.notEqual(found.kind, "found");
    }
  });

  it("finds a channel's feed where its page is refused", async () => {
    const videos = "https://www.youtube.com/feeds/videos.xml?channel_id=UC123";
    const { find } = web({ [videos]: FEED });
    const found = await find("https://www.youtube.com/channel/UC123");
    assert.deepEqual(found.kind === "found" && found.sources.map(({ url }) => url), [videos]);
  });
});

describe("candidates for feeds", () => {
  it("of a page, by <base> and in any order of attributes", () => {
    const html = `<base href="https://cdn.test/x/"><LINK HREF='a.xml' TYPE='application/rss+xml' REL='home alternate'><link rel=alternate type=application/feed+json href=b.json><link rel="feed" href="c"><link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">`;
    assert.deepEqual(namedFeeds(html, "https://news.test/").addresses, [
      "https://cdn.test/x/a.xml",
      "https://cdn.test/x/b.json",
      "https://cdn.test/x/c",
    ]);
    const many = (count: number) =>
      namedFeeds(Array.from({ length: count }, (_, at) => link(`/${at}`)).join(""), "https://news.test/");
    assert.deepEqual([many(12).addresses.length, many(12).isCut], [12, false]);
    assert.deepEqual([many(13).addresses.length, many(13).isCut], [12, true], "more are told of");
    const late = `${" ".repeat(500_000)}${link("/late")}`;
    assert.deepEqual(namedFeeds(late, "https://news.test/"), { addresses: [], isCut: true });
  });

  it("of a page, those of a doubtful type behind the others", () => {
    const html = `<link rel="alternate" type="text/xml" href="x.xml"><link rel="alternate" type="application/json" href="j"><link rel="alternate" type="application/rss+xml" title="Site » Comments" href="c"><link rel="alternate" href="/feed.xml"><link rel="alternate" type="application/rss+xml" href="r"><link rel="alternate" type="application/pdf" href="p"><link rel="alternate" media="print" href="/print">`;
    const all = ["r", "x.xml", "j", "feed.xml", "c"].map((path) => `https://news.test/${path}`);
    assert.deepEqual(namedFeeds(html, "https://news.test/"), { addresses: all, isCut: false });
  });

  it("of a page, by the types of all times, and none that embeds it", () => {
    const types = [
      "text/rss",
      "application/x-rss+xml",
      "application/x.atom+xml",
      "text/atom; charset=utf-8",
      "application/xml+rss",
    ];
    const html = types.map((type, at) => `<link rel="alternate" type="${type}" href="t${at}">`).join("");
    const embeds =
      '<link rel="alternate" type="application/json+oembed" href="o"><link rel="alternate" type="text/xml+oembed" href="p">';
    assert.deepEqual(
      namedFeeds(html + embeds, "https://news.test/").addresses,
      types.map((_, at) => `https://news.test/t${at}`),
    );
    const comments =
      '<link rel="alternate" type="application/rss+xml" href="CommentsRSS.aspx"><link rel="alternate" type="application/rss+xml" href="m">';
    assert.deepEqual(namedFeeds(comments, "https://news.test/").addresses, [
      "https://news.test/m",
      "https://news.test/CommentsRSS.aspx",
    ]);
    assert.deepEqual(linkedFeeds('<a class="icon-rss" href="/i"></a>', "https://news.test/").addresses, [
      "https://news.test/i",
    ]);
  });

  it("of links, by address, type, scheme and what they say", () => {
    const html = `<a href="/about">About us</a><a href="/x1">Subscribe by RSS</a><a href="/x2"><img src="i.png" alt="RSS"></a><a href="feed://other.test/y">Abo</a><a href="/z" type="application/atom+xml">All</a><a href="/rss/all">Everything</a><a href="/feedback">Feedback</a><a href="/w" title="Atom feed"><i></i></a>`;
    assert.deepEqual(linkedFeeds(html, "https://news.test/").addresses, [
      "http://other.test/y",
      ...["z", "rss/all", "x1", "x2", "w"].map((path) => `https://news.test/${path}`),
    ]);
  });

  it("of the header Link, however it is written", () => {
    const table: readonly (readonly [string, readonly string[]])[] = [
      ['</a>; rel="alternate"; type="application/rss+xml"', ["a"]],
      ["</a>;rel=alternate;type=application/rss+xml,</b> ; title=\"x, <y>; z\" ; rel='x'", ["a"]],
      ['</a>; title="a, b"; rel="home alternate"; TYPE="text/xml", <b>; rel="feed"', ["b", "a"]],
      ['</a>; rel="stylesheet", <javascript:x>; rel="feed", garbage <', []],
      [`${"<".repeat(20_000)}</a>; rel=feed`, []],
    ];
    for (const [header, paths] of table) {
      assert.deepEqual(
        headerFeeds(header, "https://news.test/"),
        { addresses: paths.map((path) => `https://news.test/${path}`), isCut: header.length > 16_000 },
        header.slice(0, 80),
      );
    }
  });

  it("where a page leads on", () => {
    const table: readonly (readonly [content: string, target: string | null])[] = [
      ["0;url=/a", "https://news.test/a"],
      ["3, /a", "https://news.test/a"],
      ['0; URL = "b c"', "https://news.test/b%20c"],
      ["0.5;url='https://other.test/'", "https://other.test/"],
      ["30", null],
      ["0; url=", null],
      ["300; url=/later", null],
      ["0; url=javascript:alert(1)", null],
      ["x", null],
    ];
    for (const [content, target] of table) {
      const html = `<script>'<meta http-equiv=refresh content="0;url=/no">'</script><META HTTP-EQUIV=refresh CONTENT="${content.replaceAll('"', "&quot;")}">`;
      assert.equal(refreshTarget(html, "https://news.test/x/../"), target, content);
    }
  });

  it("at customary places, beside the page first", () => {
    assert.deepEqual(customaryFeeds("https://news.test/blog/index.html?x").slice(0, 4), [
      "https://news.test/blog/feed",
      "https://news.test/blog/rss.xml",
      "https://news.test/blog/feed.xml",
      "https://news.test/feed",
    ]);
    assert.equal(customaryFeeds("https://news.test/")[0], "https://news.test/feed");
  });

  it("of sites that have one for everything", () => {
    const table: readonly (readonly [string, readonly string[]])[] = [
      ["https://m.youtube.com/channel/UC1/videos", ["https://www.youtube.com/feeds/videos.xml?channel_id=UC1"]],
      ["https://www.youtube.com/playlist?list=PL1", ["https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"]],
      ["https://old.reddit.com/r/netsec/top", ["https://www.reddit.com/r/netsec/.rss"]],
      ["https://github.com/a/b.git", ["https://github.com/a/b/releases.atom", "https://github.com/a/b/commits.atom"]],
      ["https://github.com/a", []],
      ["https://news.test/r/x", []],
    ];
    for (const [address, feeds] of table) assert.deepEqual(siteFeeds(address), feeds, address);
  });
});

describe("feedTitle", () => {
  const title = (text: string) => feedTitle(new TextEncoder().encode(text), null);
  it("is what the feed calls itself, not one of its entries or pictures", () => {
    assert.equal(title(rss([["Entry", "https://a.test/"]])), "News");
    assert.equal(
      title('<feed><title type="html">A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title><entry><title>x</title></entry></feed>'),
      "A & B",
    );
    assert.equal(
      title("<rss><channel><image><title>Logo</title></image><item><title>x</title></item></channel></rss>"),
      "",
    );
    assert.equal(title("<rss><channel><title><![CDATA[ The\n blog ]]></title>"), "The blog");
    assert.equal(
      title('{"version":"https://jsonfeed.org/version/1.1","title":"J \\u00e9","items":[{"title":"x"}]}'),
      "J é",
    );
    assert.equal(title('{"items":[{"title":"x"}]}'), "");
    assert.equal(title(`<rss><title>${"x".repeat(900)}</title>`).length, 200);
  });
});
