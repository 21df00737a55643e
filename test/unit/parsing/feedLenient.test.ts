import { atom, check, item, read, rss, table, title } from "./feedCases";

table("parseFeed: not well-formed", [
  [
    "blank lines and a mark before the declaration",
    `\uFEFF\n \n<?xml version="1.0"?>${rss(item("a")).slice(21)}`,
    [read("a")],
  ],
  [
    "an error message before the feed",
    `<br />\n<b>Warning</b>: Cannot modify header in <b>x.php</b>\n${rss(item("a"))}`,
    [read("a")],
  ],
  ["a declaration without its second question mark", rss(item("a")).replace('"?>', '">'), [read("a")]],
  ["undeclared prefixes", `<rss><channel><item><foo:bar>x</foo:bar>${item("a").slice(6)}</channel></rss>`, [read("a")]],
  ["an end tag that never began", rss(`</b></item>${item("a")}</foo>${item("b")}`), [read("a"), read("b")]],
  [
    "an item without end",
    rss(`<item><title>a</title><link>https://n.example/a</link>${item("b")}`),
    [read("a"), read("b")],
  ],
  [
    "a link without end",
    rss(`<item><link>https://n.example/a<title>a</title></item>${item("b")}`),
    [read("a"), read("b")],
  ],
  [
    "a title without end",
    rss(`<item><title>a<link>https://n.example/a</link></item>${item("b")}`),
    [read("a"), read("b")],
  ],
  [
    "a description without end",
    rss(`<item><description>text<title>a</title><link>https://n.example/a</link></item>`),
    [read("a")],
  ],
  [
    "markup in a description",
    rss(`<item><description><p>x<br>y<img src="z"><a href="q">z</description>${item("a").slice(6)}`),
    [read("a")],
  ],
  [
    "an enclosure without end",
    rss(`<item><enclosure url="x" length="1" type="audio/mpeg">${item("a").slice(6)}`),
    [read("a")],
  ],
  [
    "wrong nesting",
    rss(`<item><title>a</link></title><link>https://n.example/a</item></link>${item("b")}`),
    [read("a"), read("b")],
  ],
  ["a quote that is not closed", rss(`<item><category domain="x>y</category>${item("a").slice(6)}`), [read("a")]],
  ["> and / in attributes", rss(`<item><category domain="a > b / c">y</category>${item("a").slice(6)}`), [read("a")]],
  [
    "CDATA without end in a title",
    rss(`${item("a")}<item><title><![CDATA[b</title><link>https://n.example/b</link></item>`),
    [read("a"), read("b")],
  ],
  [
    "CDATA without end before another",
    rss(
      `<item><title><![CDATA[a</title><link>https://n.example/a</link></item><item><title><![CDATA[b]]></title><link>https://n.example/b</link></item>`,
    ),
    [read("a"), read("b")],
  ],
  ["a comment without end", rss(`${item("a")}<!-- ${item("b")}`), [read("a"), read("b")]],
  ["items in a comment do not count", rss(`<!-- ${item("x")} -->${item("a")}`), [read("a")]],
  [
    "an item inside another's content does not count",
    rss(`<item><x:list><item><title>inner</title></item></x:list>${item("a").slice(6)}`),
    [read("a")],
  ],
  [
    "an entry inside another's content does not count",
    atom(
      '<entry><content type="application/xml"><entry><title>inner</title></entry></content><title>a</title></entry>',
    ),
    [{ title: "a" }],
  ],
  ["cut short between items", rss(item("a") + item("b")).slice(0, -20), [read("a"), read("b")]],
  [
    "cut short in a title",
    `${rss(item("a")).slice(0, -16)}<item><link>https://n.example/b</link><title>Half a headl`,
    [read("a"), { title: "", link: "https://n.example/b" }],
  ],
  [
    "cut short in a link",
    `${rss(item("a")).slice(0, -16)}<item><title>b</title><link>https://n.exam`,
    [read("a"), { title: "b", link: "" }],
  ],
  [
    "one bad item among good ones",
    rss(`${item("a")}<item><title></title><link>::::</link><pubDate>never</pubDate></item><item/>${item("b")}`),
    [read("a"), { title: "", link: "::::", published: null }, { title: "", link: "" }, read("b")],
  ],
  ["junk behind the end", `${rss(item("a"))}\n<script>1 < 2</script> & more`, [read("a")]],
]);

describe("parseFeed: entities of a document type", () => {
  const bomb = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join(
    "",
  );
  const cases: readonly (readonly [why: string, doctype: string, inner: string, title: string])[] = [
    ["are not expanded", '<!ENTITY custom "expanded">', "a &custom; b", "a &custom; b"],
    ["do not redefine known ones", '<!ENTITY amp "expanded">', "a &amp; b", "a & b"],
    ["grow no bomb", `<!ENTITY l0 "ha">${bomb}`, "&l9;", "&l9;"],
    ["fetch nothing", '<!ENTITY xxe SYSTEM "file:///etc/passwd">', "&xxe;", "&xxe;"],
    ["may hold brackets, quotes and comments", `<!-- it's ]> --><!ENTITY a "]>"><!ENTITY b '"'>`, "a", "a"],
  ];
  for (const [why, subset, inner, expected] of cases) {
    it(why, () => check(`<?xml version="1.0"?><!DOCTYPE rss [${subset}]>${title(inner)}`, [{ title: expected }]));
  }
  it("a document type without end does not hide the feed", () =>
    check(`<!DOCTYPE rss [ <!ENTITY a "x> ${title("a")}`, [{ title: "a" }]));
});
