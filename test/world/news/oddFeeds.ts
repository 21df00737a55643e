import { brotliCompressSync, gzipSync } from "node:zlib";
import { feed } from "./feeds";
import { atom10, offsetDate, rfc822, rss20, rssItem } from "./formats";
import { type Entry, type Planted, type SourceSpec, escapeXml } from "./shapes";

const XML = "application/rss+xml; charset=utf-8";

/** An item with everything but the title as usual. */
function titled(titleXml: string, entry: Entry): string {
  return rssItem(entry).replace(/<title>.*<\/title>/, () => `<title>${titleXml}</title>`);
}

/** Odd titles, links and dates. */
const ODD_CONTENT: readonly SourceSpec[] = [
  feed(5, "/cdata.xml", "titles in CDATA, with entities and markup inside", (desk) => {
    const entries = [
      desk.written("Ember & Ash: two exploit kits, one author", "/2026/ember-ash"),
      desk.written("Why patching on a Friday is still a bad idea", "/2026/friday-patching"),
      ...desk.entries("lockbitSite"),
    ];
    const cdata = [
      "<![CDATA[Ember &amp; Ash: two exploit kits, one author]]>",
      "<![CDATA[\n  Why <b>patching</b> on a\n  <em>Friday</em> is still a bad idea ]]>",
      "<![CDATA[LockBit leak site ]]>returns under a new address",
    ];
    const item = (entry: Entry): string => titled(cdata[entries.indexOf(entry)] ?? "", entry);
    return { body: rss20("Loose Leaves", desk.origin, entries, { item }), type: XML, entries };
  }),
  feed(5, "/escaped.xml", "titles escaped twice", (desk) => {
    const entries = [
      desk.written("R&D mailbox of a drone maker was open for a year", "/2026/drone-mailbox"),
      desk.written("What’s left of a botnet after its takedown", "/2026/after-takedown"),
      desk.written("Seven rules for logs nobody reads", "/2026/seven-rules"),
    ];
    const titles = [
      "R&amp;amp;D mailbox of a drone maker was open for a year",
      "What&amp;#8217;s left of a botnet after its&amp;nbsp;takedown",
      "&lt;strong&gt;Seven&lt;/strong&gt; rules for logs nobody reads",
    ];
    const item = (entry: Entry): string => titled(titles[entries.indexOf(entry)] ?? "", entry);
    return { body: rss20("Loose Leaves: Twice", desk.origin, entries, { item }), type: XML, entries };
  }),
  feed(6, "/base.xml", "relative links with xml:base in RSS", (desk) => {
    const entries = [
      desk.planted("contiLockbit", `${desk.origin}/posts/two-families-one-locker`),
      {
        ...desk.written("Field notes from a long incident", "/posts/field-notes"),
        oldUrl: `${desk.origin}/posts/field-notes`,
      },
    ];
    const item = (entry: Entry): string =>
      `<item><title>${entry.title}</title><link>${entry.url.replace(`${desk.origin}/posts/`, "")}</link><pubDate>${rfc822(entry.date)}</pubDate></item>`;
    const rssAttributes = ` xml:base="${desk.origin}/posts/"`;
    return { body: rss20("Field Notes", desk.origin, entries, { item, rssAttributes }), type: XML, entries };
  }),
  feed(6, "/base-atom.xml", "xml:base at two levels in Atom", (desk) => {
    const entries = [
      desk.planted("cozyTokens", `${desk.origin}/weblog/2026/token-theft`),
      desk.written("A museum of phishing pages", "/weblog/2026/museum"),
    ];
    const entry = ({ title, url, date }: Entry): string =>
      `<entry xml:base="2026/"><title>${title}</title><id>urn:x:${url}</id><updated>${date.toISOString()}</updated><link href="${url.split("/").at(-1)}"/></entry>`;
    const body = atom10("Field Notes", desk.origin, entries, {
      entry,
      attributes: ` xml:base="${desk.origin}/weblog/"`,
    });
    return { body, type: "application/atom+xml; charset=utf-8", entries };
  }),
  {
    kind: "feed",
    host: 6,
    path: "/guid.xml",
    shape: "items with a guid and no link; one with no address at all",
    serve: (desk) => {
      const entries = desk.entries("lockbitAlias", 2);
      const item = ({ title, url }: Entry): string => `<item><title>${title}</title><guid>${url}</guid></item>`;
      const lost = homeless("An item that leads nowhere", desk.origin);
      const channel = `<item><title>${lost.title}</title><guid isPermaLink="false">desk-4711</guid></item>\n`;
      const body = rss20("Permanent", desk.origin, entries, { item, channel });
      return { body, type: XML, planted: [...entries, lost] };
    },
  },
  feed(6, "/dcdate.xml", "dates in dc:date, headline in a namespace of its own besides", (desk) => {
    const entries = desk.entries("vivernAlias", 2);
    const item = ({ title, url, date }: Entry): string =>
      `<item><media:content url="${url}.jpg"><media:title>Picture: LockBit poster in an office</media:title></media:content><title>${title}</title><link>${url}</link><dc:date>${offsetDate(date)}</dc:date></item>`;
    const rssAttributes = ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"';
    return { body: rss20("Picture Desk", desk.origin, entries, { item, rssAttributes }), type: XML, entries };
  }),
  {
    kind: "feed",
    host: 7,
    path: "/entities.xml",
    shape: "a document type with entities that must stay unexpanded",
    serve: (desk) => {
      const laughs = Array.from(
        { length: 9 },
        (_, level) => `<!ENTITY lol${level + 1} "${`&lol${level};`.repeat(10)}">`,
      );
      const prolog = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [
<!ENTITY actor "Clop">
<!ENTITY file SYSTEM "file:///etc/hostname">
<!ENTITY lol0 "lol">
${laughs.join("\n")}
]>`;
      // What stands there instead of an entity is nobody's rule; a match would be the expansion.
      const entity: Planted = { title: null, url: `${desk.origin}/2026/port-blames`, hits: [], outcome: "article" };
      const entries = desk.entries("venomCourt", 1);
      const channel = `<item><title>Port operator blames &actor; and &file; for a lost weekend &lol9;</title><link>${entity.url}</link></item>\n`;
      return {
        body: rss20("Old Markup", desk.origin, entries, { prolog, channel }),
        type: XML,
        planted: [entity, ...entries],
      };
    },
  },
  feed(7, "/nested.xml", "thousands of nested tags in a description", (desk) => {
    const entries = desk.entries("blackcatStorage", 1);
    const deep = `${"<div>".repeat(5000)}deep${"</div>".repeat(5000)}`;
    const item = (entry: Entry): string =>
      rssItem(entry).replace(/<description>.*<\/description>/, `<description>${deep}</description>`);
    return { body: rss20("Deep Desk", desk.origin, entries, { item }), type: XML, entries };
  }),
  feed(7, "/unclosed.xml", "CDATA that never ends", (desk) => {
    const entries = desk.entries(2, "qakbotPlural");
    const whole = rss20("Cut Short", desk.origin, entries);
    const last = whole.lastIndexOf("<description>");
    return {
      body: `${whole.slice(0, last)}<description><![CDATA[<p>The story ends in the middle of a`,
      type: XML,
      entries,
    };
  }),
  {
    kind: "feed",
    host: 9,
    path: "/messy.xml",
    shape: "blank lines first, bare ampersands, unclosed markup, an item without an address",
    serve: (desk) => {
      const entries = [
        desk.written("Search & rescue of a lost root key", "/2026/lost-root-key"),
        ...desk.entries("cozyMap", 1),
      ];
      const lost = homeless("An item that lost its address", desk.origin);
      const channel = `<atom:link href="${desk.origin}/messy.xml" rel="self" type="application/rss+xml"/>
<image><title>Clop art for the header</title><url>${desk.origin}/logo.png</url><link>${desk.origin}/</link></image>
<item><title>${lost.title}</title><description>unclosed <b>markup & more</description></item>\n`;
      const item = (entry: Entry): string => rssItem(entry).replaceAll("&amp;", "&");
      const rssAttributes = ' xmlns:atom="http://www.w3.org/2005/Atom"';
      const body = `\n\n  ${rss20("Messy Desk", desk.origin, entries, { item, channel, rssAttributes })}\n<!-- cached -->\n`;
      return { body, type: XML, planted: [...entries, lost] };
    },
  },
];

/** An item without an address is an article all the same, opened where its site is. */
function homeless(title: string, origin: string): Planted {
  return { title, url: `${origin}/`, hits: [], outcome: "article" };
}

/** Odd ways over the wire, and odd addresses. */
const ODD_DELIVERY: readonly SourceSpec[] = [
  feed(7, "/gzip.xml", "gzip", (desk) => {
    const entries = desk.entries("clopTransfer", 2);
    const body = gzipSync(rss20("Packed", desk.origin, entries));
    return { body, type: XML, entries, headers: { "content-encoding": "gzip" } };
  }),
  feed(8, "/brotli.xml", "brotli", (desk) => {
    const entries = desk.entries(2, "noCatalogue");
    const body = brotliCompressSync(rss20("Packed Tighter", desk.origin, entries));
    return { body, type: XML, entries, headers: { "content-encoding": "br" } };
  }),
  feed(8, "/etag.xml", "ETag, answered with 304 the second time", (desk) => {
    const entries = desk.entries("aptInsurers", 2);
    return { body: rss20("Steady", desk.origin, entries), type: XML, entries, headers: { etag: 'W/"steady-1"' } };
  }),
  feed(8, "/modified.xml", "Last-Modified, answered with 304 the second time", (desk) => {
    const entries = desk.entries("noMuddy", 2);
    return {
      body: rss20("Steadier", desk.origin, entries),
      type: XML,
      entries,
      headers: { "last-modified": rfc822(desk.date(5)) },
    };
  }),
  {
    ...feed(8, "/moved.xml", "redirected twice to another host", (desk) => {
      const entries = desk.entries("spiderResumes", 1);
      return { body: rss20("Moved", desk.origin, entries), type: XML, entries };
    }),
    via: [
      { host: 8, path: "/feeds/moved.xml" },
      { host: 9, path: "/new/feed.xml" },
    ],
  },
  feed(3, "/encoded.xml", "percent-encoded addresses that must stay as they are", (desk) => {
    const entries = [
      desk.written("A query that means a slash", "/go?q=a%26b&next=%2Fnews%2Fx"),
      desk.written("Plus signs that are no blanks", "/c%2B%2B/heap+spray=fix"),
      desk.written("A tag with an ampersand", "/tag/r%26d?x=1%3D1"),
      desk.written("A slash inside a name", "/files/a%2Fb"),
      desk.written("A slash between names", "/files/a/b"),
      desk.planted("vivernEmbassy"),
    ];
    return { body: rss20("Percent", desk.origin, entries), type: XML, entries };
  }),
  {
    kind: "feed",
    host: 8,
    path: "/tracked.xml",
    shape: "addresses elsewhere, with tracking parameters",
    serve: (desk) => ({ ...wireFeed("Wire A", desk.origin, WIRE_A, desk.date(3)), type: XML }),
  },
  {
    kind: "feed",
    host: 9,
    path: "/mirror.xml",
    shape: "the same articles under other spellings of their addresses",
    serve: (desk) => ({ ...wireFeed("Wire B", desk.origin, WIRE_B, desk.date(4)), type: XML }),
  },
  feed(9, "/analytics.xml", "addresses with stopwords, which count for pages only", (desk) => {
    const entries = [
      desk.written("Dashboards that lie politely", "/analytics/dashboards-that-lie"),
      desk.written("An interview with a retired virus writer", "/author/interview"),
      ...desk.entries("noQuery"),
    ];
    return { body: rss20("Numbers", desk.origin, entries), type: XML, entries };
  }),
];

/** One article each line: what makes it the same, its headline, its address here. */
type WireLine = readonly [same: string, title: string, url: string];

const WIRE_A: readonly WireLine[] = [
  [
    "tide",
    "Quiet tide: a slow campaign against lighthouses",
    "https://www.harbour-report.example/2026/03/quiet-tide?utm_source=wire&utm_campaign=a",
  ],
  ["sorted", "Sorting out a registry of stolen plates", "https://www.harbour-report.example/read?b=2&a=1"],
  ["slashes", "Two slashes and a lost certificate", "http://harbour-report.example/2026//lost-certificate"],
  ["anchor", "Anchors aweigh: a worm on board", "https://harbour-report.example/2026/worm-on-board#comments"],
];

const WIRE_B: readonly WireLine[] = [
  ["tide", "Quiet tide: a slow campaign against lighthouses", "http://harbour-report.example/2026/03/quiet-tide/"],
  ["sorted", "Sorting out a registry of stolen plates", "https://harbour-report.example/read?a=1&b=2&utm_medium=rss"],
  ["slashes", "Two slashes and a lost certificate", "https://www.harbour-report.example/2026/lost-certificate/"],
  ["anchor", "Anchors aweigh: a worm on board", "https://harbour-report.example/2026/worm-on-board"],
  ["host", "A host name is no headline", "https://lockbit.example/2026/host-name"],
];

function wireFeed(
  title: string,
  origin: string,
  lines: readonly WireLine[],
  date: Date,
): { body: string; planted: Planted[] } {
  const planted = lines.map(([same, title, url]): Entry => ({ title, url, same, hits: [], outcome: "article", date }));
  const item = ({ title, url }: Entry): string => `<item><title>${title}</title><link>${escapeXml(url)}</link></item>`;
  return { body: rss20(title, origin, planted, { item }), planted };
}

export const ODD_FEEDS: readonly SourceSpec[] = [...ODD_CONTENT, ...ODD_DELIVERY];

/** Sources that cannot be read, each in its own way. */
export const FAILING: readonly SourceSpec[] = [
  {
    kind: "feed",
    host: 1,
    path: "/gone.xml",
    shape: "404",
    fails: "status",
    serve: () => ({ status: 404, body: "<h1>Not found</h1>", type: "text/html", planted: [] }),
  },
  {
    kind: "feed",
    host: 17,
    path: "/feed.xml",
    shape: "connection refused",
    fails: "refused",
    serve: () => ({ status: 503, body: "", type: null, planted: [] }),
  },
  {
    kind: "feed",
    host: 2,
    path: "/login.xml",
    shape: "a page where a feed should be",
    fails: "notFeed",
    serve: () => ({
      body: "<!doctype html><html><head><title>Sign in</title></head><body><main><a href='/2026/clop'>Clop</a></main></body></html>",
      type: "text/html; charset=utf-8",
      planted: [],
    }),
  },
];
