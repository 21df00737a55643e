import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { MAX_OPML_BYTES } from "../../../src/core/limits";
import { bothCategories, categoryOf, foldersOf } from "../../../src/core/opml/category";
import { describeOpmlFailure, describeOpmlLosses } from "../../../src/core/opml/describeOpml";
import { parseOpml } from "../../../src/core/opml/parseOpml";
import { countForOpml, feedsForOpml, sourcesOfOpml } from "../../../src/core/sources/sourcesOfOpml";
import type { OpmlFeed, PassedOver } from "../../../src/core/opml/types";
import { writeOpml } from "../../../src/core/opml/writeOpml";
import { sourceStatuses } from "../../../src/core/sources/sourceStatus";
import { plainText } from "../../../src/core/text/translate";
import { largeCollections, readerExport } from "../../world/opml/collections";
import { processorMs } from "../../processorMs";

const clock = { wait: async () => {} };
const read = (text: string) => parseOpml(new TextEncoder().encode(text), clock);
const opml = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="1.0"><head><title>t</title></head><body>${body}</body></opml>`;

async function feeds(text: string): Promise<readonly OpmlFeed[]> {
  const outcome = await read(text);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.feeds;
}

/** `folder > folder > title = address` of each feed. */
const told = (all: readonly OpmlFeed[]) =>
  all.map(({ folders, title, xmlUrl }) => `${[...folders, title].join(" > ")} = ${xmlUrl}`);

describe("feedsForOpml", () => {
  it("tells feeds and pages apart, however many folders they stand in", () => {
    const feed = "https://a.test/feed";
    const rule = {
      kind: "feed",
      url: feed,
      name: "A",
      enabled: true,
      include: [],
      exclude: [],
      select: "",
      tor: false,
      category: "One | Two",
    } as const;
    const websiteconfig = {
      rss_feeds: [feed],
      webpages: ["https://b.test/"],
      stopwords: [],
      specialHandling: {},
      sourceRules: [rule],
    };
    const statuses = sourceStatuses(
      [{ job: "articles", isBorrowed: false, websiteconfig }],
      { sources: new Map(), hosts: new Map() },
      new Date(0),
    );
    assert.equal(feedsForOpml(statuses).length, 2);
    assert.deepEqual(countForOpml(statuses), { feeds: 1, pages: 1 });
  });
  it("gives a feed without a name its address as text, which is read back as no name", async () => {
    const websiteconfig = {
      rss_feeds: ["https://a.test/feed"],
      webpages: [],
      stopwords: [],
      specialHandling: {},
      sourceRules: [],
    };
    const statuses = sourceStatuses(
      [{ job: "articles", isBorrowed: false, websiteconfig }],
      { sources: new Map(), hosts: new Map() },
      new Date(0),
    );
    const text = writeOpml("t", feedsForOpml(statuses));
    assert.match(text, / text="https:\/\/a\.test\/feed" /);
    assert.deepEqual(sourcesOfOpml(await feeds(text)), [
      { kind: "feed", url: "https://a.test/feed", name: "", category: "" },
    ]);
  });
});

describe("parseOpml", () => {
  const table: readonly (readonly [what: string, body: string, feeds: readonly string[]])[] = [
    ["no feed at all", "", []],
    ["a feed at the top", '<outline text="A" xmlUrl="https://a.test/"/>', ["A = https://a.test/"]],
    [
      "nested folders, an empty one, and what comes after them",
      `<outline text="X" title="Outer"><outline text="Inner"><outline title="A" xmlUrl="https://a.test/"/></outline>
       <outline text="Empty"/><outline text="Also empty"></outline><outline title="B" xmlUrl="https://b.test/"/></outline>
       <outline title="C" xmlUrl="https://c.test/"/>`,
      ["Outer > Inner > A = https://a.test/", "Outer > B = https://b.test/", "C = https://c.test/"],
    ],
    [
      "one feed in two folders",
      '<outline text="1"><outline text="A" xmlUrl="https://a.test/"/></outline><outline text="2"><outline text="A" xmlUrl="https://a.test/"/></outline>',
      ["1 > A = https://a.test/", "2 > A = https://a.test/"],
    ],
    [
      "entities, quotes of both kinds, blanks",
      `<outline text='It&#039;s "A" &amp; &lt;b&gt;&#10; x' xmlUrl = ' https://a.test/?a=1&amp;b=2 ' />`,
      ['It\'s "A" & <b> x = https://a.test/?a=1&b=2'],
    ],
    ["no title", '<outline xmlUrl="https://a.test/" title="" text=""/>', [" = https://a.test/"]],
    [
      "other case, and > in a value",
      '<OUTLINE TEXT="a > b" xmlurl="https://a.test/"></OUTLINE>',
      ["a > b = https://a.test/"],
    ],
    [
      "feeds that hold feeds",
      '<outline text="A" xmlUrl="https://a.test/"><outline text="B" xmlUrl="https://b.test/"/></outline>',
      ["A = https://a.test/", "B = https://b.test/"],
    ],
    [
      "`url` of a feed, not of a link",
      '<outline type="rss" text="A" url="https://a.test/"/><outline type="link" text="L" url="https://l.test/"/>',
      ["A = https://a.test/"],
    ],
    [
      "addresses nobody can read",
      `<outline text="F" xmlUrl="file:///etc/passwd"/><outline text="J" xmlUrl="javascript:alert(1)"/><outline text="L" xmlUrl="https://l.test/${"x".repeat(5000)}"/><outline text="A" xmlUrl="https://a.test/"/>`,
      ["A = https://a.test/"],
    ],
    [
      "comments, CDATA and instructions around",
      '<!-- <outline text="No" xmlUrl="https://no.test/"/> --><![CDATA[<outline xmlUrl="https://no.test/"/>]]><?x <outline?><outline text="A" xmlUrl="https://a.test/"/>',
      ["A = https://a.test/"],
    ],
    [
      "end tags too many",
      '</outline></outline><outline text="F"><outline text="A" xmlUrl="https://a.test/"/></outline></outline>',
      ["F > A = https://a.test/"],
    ],
    [
      "a quote left open",
      '<outline text="A xmlUrl="https://x.test/"><outline text="B" xmlUrl="https://b.test/"/>',
      ["A = https://x.test/", "B = https://b.test/"],
    ],
    [
      "a bare < in a name, and one between attributes",
      '<outline text="Ports < 1024" xmlUrl="https://a.test/"/><outline text="a<b & c" title=\'x <y> "z"\' xmlUrl="https://b.test/"/><outline text="C" < xmlUrl="https://c.test/"/>',
      ["Ports < 1024 = https://a.test/", 'x <y> "z" = https://b.test/', "C = https://c.test/"],
    ],
    [
      "quotes inside of a name",
      '<outline text="The "good" feed" xmlUrl="https://a.test/"/><outline text="B" xmlUrl="https://b.test/"/>',
      ["The = https://a.test/", "B = https://b.test/"],
    ],
    [
      "what is escaped twice, and addresses without quotes",
      '<outline text="R&amp;amp;D &amp;#8211; x" xmlUrl="https://a.test/?x=1&amp;amp;y=2"/><outline text=B xmlUrl=https://b.test/rss/>',
      ["R&D – x = https://a.test/?x=1&y=2", "B = https://b.test/rss"],
    ],
    [
      "the scheme feed, and none",
      ["feed:https://a.test/", "feed://https://b.test/", "feed://c.test/x", "feeds://d.test/", "FEED:http://e.test/", "//f.test/", "www.g.test/rss", "h.test/rss", "pcast://i.test/rss"]
        .map((url) => `<outline xmlUrl="${url}"/>`)
        .join(""),
      ["https://a.test/", "https://b.test/", "http://c.test/x", "https://d.test/", "http://e.test/", "https://f.test/", "https://www.g.test/rss", "https://h.test/rss", "http://i.test/rss"].map((url) => ` = ${url}`),
    ],
  ]; // prettier-ignore
  for (const [what, body, expected] of table)
    it(what, async () => assert.deepEqual(told(await feeds(opml(body))), expected));

  const passedOver: readonly (readonly [what: string, body: string, reason: keyof PassedOver, feeds: number])[] = [
    ["an address that is none", '<outline xmlUrl="ftp://a.test/"/>', "noAddress", 0],
    ["a page that another reader scrapes", '<outline type="HTML+XPath" xmlUrl="https://a.test/list"/>', "scraped", 0],
    ["a document that it takes apart", '<outline type="JSON+DotNotation" xmlUrl="https://a.test/api"/>', "scraped", 0],
    [
      "rules beside the address",
      '<outline type="rss" frss:xPathItem="//li" xmlUrl="https://a.test/list"/><outline type="JSONFeed" xmlUrl="https://c.test/feed.json"/>',
      "scraped",
      1,
    ],
    ["a quote that is never closed", '<outline text="A" xmlUrl="', "unreadable", 0],
    ["an address of nothing", '<outline text="A xmlUrl="ftp://x"/>', "unreadable", 0],
    ["a file that was cut", '<outline text="A" htmlU', "unreadable", 0],
    ["an address far behind", `<outline text="${"x".repeat(70_000)}" xmlUrl="https://a.test/"/>`, "unreadable", 0],
  ];
  for (const [what, body, reason, count] of passedOver) {
    it(`says that it has passed over ${what}`, async () => {
      const cut = `<opml><body><outline xmlUrl="https://b.test/"/>${body}`;
      const outcome = await read(cut);
      assert.ok(outcome.ok);
      assert.equal(outcome.feeds.length, 1 + count);
      assert.deepEqual(outcome.passedOver, { noAddress: 0, scraped: 0, unreadable: 0, [reason]: 1 });
      assert.equal(describeOpmlLosses(outcome, plainText).length, 1);
    });
  }

  it("says which feeds stand deeper than folders are kept, and which title is cut", async () => {
    const nested = (depth: number) =>
      `${Array.from({ length: depth }, (_, at) => `<outline text="F${at}">`).join("")}<outline text="${"y".repeat(400)}" xmlUrl="https://a.test/"/>${"</outline>".repeat(depth)}`;
    const outcome = await read(opml(nested(16) + nested(18)));
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.flattened, outcome.feeds.map(({ folders }) => folders.length)], [1, [16, 16]]);
    assert.equal(outcome.feeds[0]?.title, `${"y".repeat(299)}…`);
    assert.deepEqual(describeOpmlLosses(outcome, plainText), [
      "1 feeds of the file stand in more than 16 folders inside each other. They count as in the last of these.",
    ]);
  });

  it("reads UTF-16 and windows-1252", async () => {
    const text = opml('<outline text="Grüße" xmlUrl="https://a.test/"/>').replace("UTF-8", "UTF-16");
    const utf16 = Buffer.from(`\uFEFF${text}`, "utf16le");
    const latin = Buffer.from(text.replace("UTF-16", "windows-1252"), "latin1");
    for (const bytes of [utf16, latin]) {
      const outcome = await parseOpml(bytes, clock);
      assert.equal(outcome.ok && outcome.feeds[0]?.title, "Grüße");
    }
  });

  it("tells in a sentence why a file is no OPML", async () => {
    const refused: readonly (readonly [Uint8Array, string])[] = [
      [new Uint8Array(), "The file is empty."],
      [Buffer.from("<html><body>Hello</body></html>"), "The file is not OPML."],
      [Buffer.from("<rss><channel><item/></channel></rss>"), "The file is not OPML."],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48]), "The file is binary, not text."],
      [new Uint8Array(MAX_OPML_BYTES + 1).fill(32), "The file is larger than 10 MB."],
      [
        Buffer.from(opml('<outline xmlUrl="https://a.test/"/>'.repeat(20_001))),
        "The file holds more than 20,000 feeds.",
      ],
    ];
    for (const [bytes, sentence] of refused) {
      const outcome = await parseOpml(bytes, clock);
      assert.equal(outcome.ok ? "read" : describeOpmlFailure(outcome.failure, plainText), sentence);
    }
  });

  describe("hostile files", function () {
    this.timeout(20_000);
    const MB = 1_000_000;
    const entities = `<!DOCTYPE opml [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, at) => `<!ENTITY a${at} "&a${at - 1};&a${at - 1};">`).join("")}]>`;
    const hostile: readonly (readonly [what: string, text: () => string, feeds: number])[] = [
      ["a bomb of entities", () => entities + opml('<outline text="&a19;" xmlUrl="https://a.test/"/>'), 1],
      [
        "folders a million deep",
        () => opml(`${'<outline text="x">'.repeat(500_000)}<outline text="A" xmlUrl="https://a.test/"/>`),
        1,
      ],
      ["ten megabytes of open quotes", () => opml('<outline text="'.repeat(650_000)), 0],
      ["ten megabytes of open comments", () => opml("<!--".repeat(2_400_000)), 0],
      ["ten megabytes of open CDATA", () => opml("<![CDATA[".repeat(1_000_000)), 0],
      ["ten megabytes of <", () => opml("<".repeat(9 * MB)), 0],
      [
        "one attribute of nine megabytes",
        () => opml(`<outline text="${"x".repeat(9 * MB)}" xmlUrl="https://a.test/"/>`),
        0,
      ],
      ["a million attributes", () => opml(`<outline ${"a='1' ".repeat(MB)} xmlUrl="https://a.test/"/>`), 0],
    ];
    for (const [what, text, expected] of hostile) {
      it(what, async () => {
        const started = processorMs();
        const all = await feeds(text());
        assert.equal(all.length, expected);
        assert.ok((all[0]?.title.length ?? 0) <= 300 && (all[0]?.folders.length ?? 0) <= 16);
        assert.ok(processorMs() - started < 10_000);
      });
    }
  });
});

describe("writeOpml", () => {
  it("is read back with names and folders, whatever they hold", async () => {
    const names = ['"A" & <B>', "C/D", "Österreich", "'n'", "]]>", "x\\", "—"];
    const all: OpmlFeed[] = names.flatMap((title, at) => [
      { folders: [], title, xmlUrl: `https://a.test/${at}?a=1&b="2"`, htmlUrl: "" },
      { folders: [title, "Inner"], title, xmlUrl: `https://b.test/${at}`, htmlUrl: "https://b.test/?x&y" },
    ]);
    const back = await feeds(writeOpml('My "feeds" & more', all));
    const sorted = (list: readonly OpmlFeed[]) => list.toSorted((a, b) => a.xmlUrl.localeCompare(b.xmlUrl));
    assert.deepEqual(sorted(back), sorted(all));
  });

  it("leaves out what no XML can hold", async () => {
    const [feed] = await feeds(
      writeOpml("t", [{ folders: [], title: "a\u0000b\u0008\uD800c\nd", xmlUrl: "https://a.test/", htmlUrl: "" }]),
    );
    assert.equal(feed?.title, "abc d");
  });
});

describe("a category", () => {
  it("stands for folders, and back", () => {
    for (const folders of [[], ["A"], ["A", "B & C", "D"], ["AV/EDR", "x\\y", "\\"]]) {
      assert.deepEqual(foldersOf(categoryOf(folders)), [folders]);
    }
    assert.equal(categoryOf(["AV/EDR", "B"]), "AV\\/EDR/B");
    assert.deepEqual(foldersOf(" A / /B/ "), [["A", "B"]]);
  });
  it("stands for several places, and each once", () => {
    const places = [["A|B", "C"], ["D\\"], ["|"]];
    const category = places.map(categoryOf).reduce(bothCategories);
    assert.equal(category, "A\\|B/C | D\\\\ | \\|");
    assert.deepEqual(foldersOf(category), places);
    assert.equal(bothCategories(category, "D\\\\"), category);
    assert.deepEqual(foldersOf(bothCategories("", "A")), [["A"]]);
  });
});

describe("OPML files of others", () => {
  it("reads what a feed reader exports", async () => {
    const outcome = await parseOpml(readerExport(), clock);
    const feed = (folders: readonly string[], title: string, xmlUrl: string, htmlUrl: string) => ({
      folders,
      title,
      xmlUrl,
      htmlUrl,
    });
    const labs = ["Ember Labs", "https://ember.example.com/feed/", "https://ember.example.com/"] as const;
    assert.deepEqual(outcome.ok && outcome.feeds, [
      feed(
        ["Warnungen", "Bund & Länder", "Ämter"],
        "Amt für Alarme",
        "https://alarme.example.de/rss?stufe=3&sprache=de",
        "https://alarme.example.de/",
      ),
      feed(
        ["Warnungen", "Bund & Länder"],
        "Rock 'n' Router",
        "https://router.example.at/atom.xml",
        "https://router.example.at/",
      ),
      feed(["Warnungen", "Laboratories"], ...labs),
      feed(["Warnungen", "Laboratories"], "Without a home", "https://homeless.example.com/rss.xml", ""),
      feed(["Später lesen"], ...labs),
      feed([], "In no folder", "http://alone.example.org/index.rdf", "http://alone.example.org/"),
      feed([], "", "https://nameless.example.net/feed.json", ""),
    ]);
  });
  const shared = path.join("..", "shared", "data", "opml", "inoreader-nested");
  if (fs.existsSync(`${shared}.opml`)) {
    it("reads what Inoreader exports", async () => {
      const expected = JSON.parse(fs.readFileSync(`${shared}.expected.json`, "utf8")) as unknown;
      const outcome = await parseOpml(fs.readFileSync(`${shared}.opml`), clock);
      assert.deepEqual(outcome.ok && outcome.feeds, expected);
    });
  }
  for (const { name, bytes, feeds: count } of largeCollections()) {
    it(`reads all feeds of a large collection (${name}), and writes them again`, async () => {
      const outcome = await parseOpml(bytes, clock);
      assert.ok(outcome.ok);
      assert.equal(outcome.feeds.length, count);
      assert.deepEqual(outcome.passedOver, { noAddress: 0, scraped: 0, unreadable: 0 });
      const back = await feeds(writeOpml("t", outcome.feeds));
      assert.deepEqual(new Set(told(back)), new Set(told(outcome.feeds)));
    });
  }
});
