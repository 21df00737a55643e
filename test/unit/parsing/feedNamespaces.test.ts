import { atom, rss, table } from "./feedCases";

const ATOM = "http://www.w3.org/2005/Atom";
const RDF =
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"';
const rdf = (items: string, more = ""): string =>
  `<rdf:RDF ${RDF} ${more}><channel><title>C</title><link>https://n.example/</link></channel>${items}</rdf:RDF>`;

table("parseFeed: namespaces declared where they are used", [
  [
    "on an entry",
    `<feed xmlns="${ATOM}"><k:entry xmlns:k="${ATOM}"><k:title>One</k:title><k:link href="https://n.example/1"/><k:published>2026-01-05T08:00:00Z</k:published></k:entry></feed>`,
    [{ title: "One", link: "https://n.example/1", published: "2026-01-05T08:00:00Z" }],
  ],
  [
    "on each element, as some programs number them",
    `<feed xmlns="${ATOM}"><entry><ns1:title xmlns:ns1="${ATOM}">One</ns1:title><ns2:link xmlns:ns2="${ATOM}" href="https://n.example/1"/><ns3:date xmlns:ns3="http://purl.org/dc/elements/1.1/">2026-01-05T08:00:00Z</ns3:date></entry></feed>`,
    [{ title: "One", link: "https://n.example/1", published: "2026-01-05T08:00:00Z" }],
  ],
  [
    "on a channel",
    `<rss version="2.0"><channel xmlns:q="http://purl.org/dc/elements/1.1/"><item><title>One</title><q:date>2026-01-05T08:00:00Z</q:date></item></channel></rss>`,
    [{ title: "One", published: "2026-01-05T08:00:00Z" }],
  ],
  [
    "one prefix with two meanings",
    rss(
      `<item><p:title xmlns:p="http://x.example/ns">No</p:title><title>One</title></item><item><p:title xmlns:p="${ATOM}">Two</p:title></item><item><p:title xmlns:p="http://x.example/ns">No</p:title></item>`,
    ),
    [{ title: "One" }, { title: "Two" }, { title: "" }],
  ],
  [
    "without a prefix",
    rss(
      `<item><link xmlns="${ATOM}" href="https://n.example/atom"/><title>One</title><link>https://n.example/1</link></item><item xmlns="http://odd.example/"><title>Two</title></item><item xmlns=""><title>Three</title></item>`,
    ),
    [{ title: "One", link: "https://n.example/1" }, { title: "Two" }, { title: "Three" }],
  ],
  [
    "what is forgotten to be ended inside of them",
    `<feed xmlns="${ATOM}"><entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</content><title>One</title></entry><entry><title>Two</title></entry></feed>`,
    [{ title: "One" }, { title: "Two" }],
  ],
]);

table("parseFeed: modules of RSS are others' words", [
  [
    "items of the content module",
    rdf(
      `<item rdf:about="https://n.example/1"><title>One</title><content:items><rdf:Bag><rdf:li><content:item rdf:about="https://n.example/part"><rdf:value>x</rdf:value></content:item></rdf:li></rdf:Bag></content:items><link>https://n.example/1</link><dc:date>2026-01-05T08:00:00Z</dc:date></item>`,
      'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
    ),
    [{ title: "One", link: "https://n.example/1", published: "2026-01-05T08:00:00Z" }],
  ],
  [
    "links of the link module",
    rdf(
      `<item><title>One</title><link>https://n.example/1</link><l:link rdf:resource="https://n.example/other"/></item>`,
      'xmlns:l="http://purl.org/rss/1.0/modules/link/"',
    ),
    [{ title: "One", link: "https://n.example/1" }],
  ],
  [
    "others that have rss in their address",
    rss(
      `<item><m:link xmlns:m="http://schemas.example/rss/core/2005">https://n.example/other</m:link><c:title xmlns:c="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html">No</c:title><title>One</title><link>https://n.example/1</link></item>`,
    ),
    [{ title: "One", link: "https://n.example/1" }],
  ],
  [
    "RSS with a prefix",
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:r="http://purl.org/rss/1.0/"><r:item><r:title>One</r:title></r:item></rdf:RDF>`,
    [{ title: "One" }],
  ],
  [
    "RSS 0.90 and 1.1",
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:n="http://my.netscape.com/rdf/simple/0.9/"><n:item><n:title>One</n:title></n:item><e:item xmlns:e="http://purl.org/net/rss1.1#"><e:title>Two</e:title></e:item></rdf:RDF>`,
    [{ title: "One" }, { title: "Two" }],
  ],
]);

const links = (...written: readonly string[]): string => `<entry>${written.join("")}</entry>`;
const to = (path: string, attributes = ""): string =>
  `<link rel="alternate" href="https://n.example/${path}" ${attributes}/>`;

table("parseFeed: one link of several", [
  ["the first", rss("<item><link>https://n.example/1</link><link>https://n.example/2</link></item>"), [{ link: "https://n.example/1" }]],
  ["not the page for phones", rss("<item><link>https://n.example/1/amp</link><link>https://n.example/1</link></item>"), [{ link: "https://n.example/1" }]],
  ["nor by its host or a parameter", atom(links(to("1?amp=1"), to("1")) + links('<link href="https://amp.n.example/2"/>', to("2"))), [{ link: "https://n.example/1" }, { link: "https://n.example/2" }]],
  ["nor that of a service that keeps them", rss("<item><link>https://n-example.cdn.ampproject.org/c/s/n.example/1</link><link>https://n.example/1</link></item><item><link>https://n.example/2.amp</link><link>https://n.example/2.html</link></item>"), [{ link: "https://n.example/1" }, { link: "https://n.example/2.html" }]],
  ["in the language that RSS states", '<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><language>en-us</language><item><a:link hreflang="de" href="https://n.example/de"/><a:link hreflang="en" href="https://n.example/en"/></item></channel></rss>', [{ link: "https://n.example/en" }]],
  ["it alone is better than none", rss("<item><link>https://n.example/1/amp</link></item>"), [{ link: "https://n.example/1/amp" }]],
  ["the one in the feed's language", atom(links(to("de", 'hreflang="de"'), to("en", 'hreflang="en-GB"')), 'xml:lang="en"'), [{ link: "https://n.example/en" }]],
  ["in the entry's language", atom(`<entry xml:lang="de">${to("en", 'hreflang="en"')}${to("de", 'hreflang="de"')}</entry>`, 'xml:lang="en"'), [{ link: "https://n.example/de" }]],
  ["one without a language before another language", atom(links(to("de", 'hreflang="de"'), to("x")), 'xml:lang="en"'), [{ link: "https://n.example/x" }]],
  ["the first where nobody knows", atom(links(to("en", 'hreflang="en"'), to("de", 'hreflang="de"'))), [{ link: "https://n.example/en" }]],
  ["the web's before another scheme", atom(links('<link href="nostr:naddr1x"/>', to("1"))), [{ link: "https://n.example/1" }]],
  ["the identifier before another scheme", rss("<item><link>magnet:?xt=1</link><guid>https://n.example/1</guid></item>"), [{ link: "https://n.example/1" }]],
]); // prettier-ignore

table("parseFeed: titles in XHTML", [
  ["with a prefix", atom('<entry><title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">One <h:em>more</h:em></h:div></title></entry>'), [{ title: "One more" }]],
]); // prettier-ignore

table("parseFeed: references in titles", [
  ["without a semicolon", rss("<item><title><![CDATA[A&nbsp&copy 2026 &amp B&#8217s &reg]]></title></item>"), [{ title: "A © 2026 & B’s ®" }]],
  ["not those of an address", rss("<item><title>See ?a=1&amp;copy=2&amp;region=3</title></item>"), [{ title: "See ?a=1&copy=2&region=3" }]],
]); // prettier-ignore
