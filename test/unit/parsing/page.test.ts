import assert from "node:assert/strict";
import type { PageLink } from "../../../src/core/model/model";
import { parsePage } from "../../../src/core/parsing/page";
import { processorMs } from "../../processorMs";

const PAGE = "https://news.example/security/";

function links(html: string, url = PAGE, contentType: string | null = null): readonly PageLink[] {
  const outcome = parsePage(new TextEncoder().encode(html), { url, contentType });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.links;
}

const HEADLINES: readonly (readonly [why: string, html: string, title: string])[] = [
  ["the link's text", `<a href="/a">Two flaws  fixed\n today</a>`, "Two flaws fixed today"],
  [
    "entities and inline markup",
    `<a href="/a">Smith &amp; Sons&nbsp;&ndash; <b>hit</b> again</a>`,
    "Smith & Sons – hit again",
  ],
  [
    "a heading in the link",
    `<a href="/a"><span>Malware</span><h3>Two flaws fixed</h3><p>Long teaser text about it</p></a>`,
    "Two flaws fixed",
  ],
  [
    "a heading in a div with its teaser",
    `<a href="/a"><div><h2>Two flaws fixed</h2><div>Long teaser text about it</div></div></a>`,
    "Two flaws fixed",
  ],
  [
    "a heading in a header with its kicker",
    `<a href="/a"><header><span>Malware</span><h2>Two flaws fixed</h2></header><p>Teaser</p></a>`,
    "Two flaws fixed",
  ],
  ["h9, which is no element but is used", `<a href="/a"><h9>Two flaws fixed</h9> teaser</a>`, "Two flaws fixed"],
  [
    "the greater of two headings",
    `<a href="/a"><h4>Exclusive report today</h4><h2>Two flaws fixed</h2></a>`,
    "Two flaws fixed",
  ],
  ["a header", `<a href="/a"><header>Two flaws fixed</header><p>Long teaser text about it</p></a>`, "Two flaws fixed"],
  [
    "span.article-title",
    `<a href="/a"><span class="article-title">Two flaws fixed</span><span>Long teaser text about it</span></a>`,
    "Two flaws fixed",
  ],
  [
    "another element that calls itself so",
    `<a href="/a"><p class="card__headline">Two flaws fixed</p><p>Long teaser text about it</p></a>`,
    "Two flaws fixed",
  ],
  [
    "not one that calls itself subtitle",
    `<a href="/a"><p class="subtitle">What to know about this</p><p class="title">Two flaws fixed</p></a>`,
    "Two flaws fixed",
  ],
  ["a div", `<a href="/a"><div>Two flaws fixed</div></a>`, "Two flaws fixed"],
  [
    "the first div that is a phrase",
    `<a href="/a"><div><div>Malware</div><div>Two flaws fixed</div><div>Long teaser text about it</div></div></a>`,
    "Two flaws fixed",
  ],
  ["a link that ends with the page", `<a href="/a">Two flaws fixed`, "Two flaws fixed"],
  ["a link that ends with its heading", `<h2><a href="/a">Two flaws fixed</h2>Long teaser`, "Two flaws fixed"],
  [
    "a link that ends with its list item",
    `<ul><li><a href="/a">Two flaws fixed</li></ul>Long teaser`,
    "Two flaws fixed",
  ],
  ["tags and attributes in capitals", `<A HREF="/a" ><H2 CLASS=x>Two flaws fixed</H2> teaser</A>`, "Two flaws fixed"],
  ["a comment in the middle", `<a href="/a">Two <!-- no > more -->flaws fixed</a>`, "Two flaws fixed"],
  ["words that are drawn apart", `<a href="/a"><span>Malware</span><span>Two flaws</span></a>`, "Malware Two flaws"],
  ["a drop cap", `<a href="/a"><span>T</span>wo flaws fixed</a>`, "Two flaws fixed"],
  [
    "no scripts, styles, icons and dates",
    `<a href="/a"><style>a{}</style><svg><title>icon</title></svg><script>x()</script>Two flaws fixed<time>2h</time></a>`,
    "Two flaws fixed",
  ],
  ["nothing hidden", `<a href="/a"><span hidden>Sponsored</span>Two flaws fixed</a>`, "Two flaws fixed"],
  [
    "the label of a link without text",
    `<a href="/a/b/1" aria-label="Two flaws fixed"><img src="x"></a>`,
    "Two flaws fixed",
  ],
  [
    "the title of a link without text",
    `<a href="/a/b/1" title="Two &quot;flaws&quot; fixed"><i></i></a>`,
    'Two "flaws" fixed',
  ],
  [
    "an image's alt when the address says little",
    `<a href="/12345"><img src="x" alt="Two flaws fixed"></a>`,
    "Two flaws fixed",
  ],
  [
    "the address when it says more than an image",
    `<a href="/news/two-flaws-fixed.html?x=1"><img src="x" alt="Hooded man"></a>`,
    "Two Flaws Fixed",
  ],
  ["the address when the text says nothing", `<a href="/news/two-flaws-fixed/">Read more »</a>`, "Two Flaws Fixed"],
  ["the address with encoded letters", `<a href="/news/f%C3%BCnf_neue-l%C3%BCcken.php"></a>`, "Fünf Neue Lücken"],
  ["the address of single letters", `<a href="/news/a-b-c.html"></a>`, "A B C"],
  ["the address before its number", `<a href="/two-flaws-fixed/12345"></a>`, "Two Flaws Fixed"],
  ["the host when there is nothing else", `<a href="https://other.example/"></a>`, "other.example"],
];

/** Several links to one article: the best headline stands, whatever their order. */
const GROUPS: readonly (readonly [why: string, html: string, title: string])[] = [
  [
    "image, headline, read more",
    `<a href="/a"><img alt="Hooded man"></a><a href="/a">Two flaws fixed</a><a href="/a">Read more</a>`,
    "Two flaws fixed",
  ],
  [
    "teaser in a link before the heading",
    `<a href="/a">Long teaser text about it</a><h2><a href="/a">Two flaws fixed</a></h2>`,
    "Two flaws fixed",
  ],
  [
    "teaser in a link after the headline",
    `<a href="/a">Two flaws fixed</a><p><a href="/a">Long teaser text about all of it</a></p>`,
    "Two flaws fixed",
  ],
  ["Weiterlesen first", `<a href="/a">Weiterlesen</a><a href="/a">Two flaws fixed</a>`, "Two flaws fixed"],
  ["category first", `<a href="/a">Malware</a><a href="/a">Two flaws fixed</a>`, "Two flaws fixed"],
  [
    "date and comments first",
    `<a href="/a">12 May 2024</a><a href="/a">17 Comments</a><a href="/a">Two flaws fixed</a>`,
    "Two flaws fixed",
  ],
  [
    "a heading with a class around",
    `<p class="teaser"><a href="/a">Teaser text about it</a></p><div class="entry-title"><a href="/a">Two flaws fixed</a></div>`,
    "Two flaws fixed",
  ],
  [
    "the same address written in two ways",
    `<a href="/a"><img></a><a href="https://news.example/a">Two flaws fixed</a>`,
    "Two flaws fixed",
  ],
];

const ADDRESSES: readonly (readonly [why: string, html: string, urls: readonly string[]])[] = [
  ["rooted", `<a href="/a">x</a>`, ["https://news.example/a"]],
  ["relative", `<a href="a/../b">x</a>`, ["https://news.example/security/b"]],
  ["only a query", `<a href="?p=2">x</a>`, ["https://news.example/security/?p=2"]],
  ["without scheme", `<a href="//other.example/a">x</a>`, ["https://other.example/a"]],
  [
    "absolute, byte for byte",
    `<a href=" https://Other.example//a/../%c3%a4?q=%26+%2F&amp;y= ">x</a>`,
    ["https://Other.example//a/../%c3%a4?q=%26+%2F&y="],
  ],
  ["a base", `<head><base href="https://base.example/x/"></head><a href="y">x</a>`, ["https://base.example/x/y"]],
  ["a relative base", `<head><base href="../z/"></head><a href="y">x</a>`, ["https://news.example/z/y"]],
  ["the first of two bases", `<base href="/one/"><base href="/two/"><a href="y">x</a>`, ["https://news.example/one/y"]],
  ["a base that is no address", `<base href="http://["><a href="y">x</a>`, ["https://news.example/security/y"]],
  ["a base that is no web address", `<base href="javascript:x"><a href="y">x</a>`, ["https://news.example/security/y"]],
  [
    "no other schemes",
    `<a href="mailto:a@b.c">x</a><a href="javascript:void(0)">x</a><a href="tel:1">x</a><a href="data:text/html,x">x</a><a href="ftp://f.example/">x</a><a href="/a">x</a>`,
    ["https://news.example/a"],
  ],
  [
    "no places on the page, no links without address",
    `<a href="#top">x</a><a name="top">x</a><a href="">x</a><a href=" ">x</a><a href="/a">x</a>`,
    ["https://news.example/a"],
  ],
  [
    "a bad address drops itself only",
    `<a href="http://[::bad">x</a><a href="http://">x</a><a href="/a">x</a>`,
    ["https://news.example/a"],
  ],
  [
    "unquoted with a slash at the end",
    `<a href=/a/>x</a><a href=/b/ >x</a><a href="/c"/>x</a>`,
    ["https://news.example/a/", "https://news.example/b/", "https://news.example/c"],
  ],
  [
    "in the page's order, each once",
    `<a href="/b">x</a><a href="/a">x</a><a href="/b">x</a>`,
    ["https://news.example/b", "https://news.example/a"],
  ],
  [
    "main only",
    `<nav><a href="/nav">x</a></nav><main><a href="/a">x</a></main><footer><a href="/f">x</a></footer>`,
    ["https://news.example/a"],
  ],
  [
    "main with another inside",
    `<main><a href="/a">x</a><main><a href="/b">x</a></main><a href="/c">x</a></main><a href="/d">x</a>`,
    ["https://news.example/a", "https://news.example/b", "https://news.example/c"],
  ],
  ["a main that is never closed", `<a href="/nav">x</a><MAIN class="x"><a href="/a">x</a>`, ["https://news.example/a"]],
  [
    "all of the body without main",
    `<body><a href="/a">x</a><div><a href="/b">x</a></div></body>`,
    ["https://news.example/a", "https://news.example/b"],
  ],
  ["a fragment of a page", `<a href=/a>x<a href='/b'>y`, ["https://news.example/a", "https://news.example/b"]],
  [
    "nothing in comments, scripts and templates",
    `<!-- <main><a href="/c">x</a> --><script>"<main><a href='/s'>"</script><template><a href="/t">x</a></template><a href="/a">x</a>`,
    ["https://news.example/a"],
  ],
  ["tags in attributes", `<div data-x='<main>' title="a > b"><a href="/a">x</a></div>`, ["https://news.example/a"]],
];

describe("parsePage", () => {
  for (const [why, html, title] of HEADLINES) {
    it(`headline: ${why}`, () =>
      assert.deepEqual(
        links(html).map((link) => link.title),
        [title],
      ));
  }
  for (const [why, html, title] of GROUPS) {
    it(`best headline of several links: ${why}`, () => {
      for (const link of links(html)) assert.equal(link.title, title);
    });
  }
  for (const [why, html, urls] of ADDRESSES) {
    it(`addresses: ${why}`, () =>
      assert.deepEqual(
        links(html).map((link) => link.url),
        urls,
      ));
  }

  it("keeps the address as the page writes it", () => {
    assert.deepEqual(links(`<a href="../a?x=1&amp;y#comments">One thing</a>`), [
      { href: "../a?x=1&y#comments", url: "https://news.example/a?x=1&y#comments", title: "One thing" },
    ]);
  });

  it("reads the charset of header and meta", () => {
    const html = Buffer.from(
      '<meta http-equiv="content-type" content="text/html; charset=iso-8859-1"><a href="/a">Lücke</a>',
      "latin1",
    );
    for (const contentType of [null, "text/html; charset=utf-8"]) {
      const outcome = parsePage(html, { url: PAGE, contentType });
      assert.equal(outcome.ok && outcome.links[0]?.title, "Lücke");
    }
  });

  const failures: readonly (readonly [why: string, html: string, code: string])[] = [
    ["nothing", "", "empty"],
    ["blanks", " \n", "empty"],
    ["a page without links", "<html><body><p>Hello</p></body></html>", "noLinks"],
    ["a page whose links lead nowhere", `<a href="#x">x</a><a href="mailto:x@y">y</a>`, "noLinks"],
    ["text", "Service unavailable", "noLinks"],
    ["a picture", "GIF89a...", "binary"],
  ];
  for (const [why, html, code] of failures) {
    it(`${why}: ${code}`, () =>
      assert.deepEqual(parsePage(new TextEncoder().encode(html), { url: PAGE }), { ok: false, failure: { code } }));
  }

  const hostile: readonly (readonly [why: string, part: string, megabytes: number])[] = [
    ["nested elements", "<div>", 3],
    ["nested links", '<a href="/x">', 0.5],
    ["elements nested in one link", "<b>", 3],
    ["scripts without end", "<script>", 3],
    ["comments without end", "<!--", 3],
    ["quotes without end", '<p class="', 3],
    ["<", "<", 3],
    ["bases", "<base ", 3],
    ["headings", "<h2>", 3],
    ["mains", "<main>", 3],
    ["items", "<li>", 3],
    ["cells", "<tr><td>a b c", 3],
    ["terms", "<dt>a<dd>", 3],
    ["cards", '<div><h3>A b c</h3><a href="/x">PDF</a>', 0.5],
    ["end tags", "</div></p></td>", 3],
    ["titles in titles", "<span class=title>", 3],
    ["drawings", "<svg>", 3],
    ["templates", "<template>", 3],
  ];
  for (const [why, part, megabytes] of hostile) {
    it(`is linear in ${why}`, () => {
      const start = processorMs();
      const found = links(`<main><a href="/good">Good one here</a>${part.repeat((megabytes * 1e6) / part.length)}`);
      assert.ok(processorMs() - start < 10_000, `${processorMs() - start} ms`);
      assert.ok(found[0]?.title.startsWith("Good one here"));
    }).timeout(20_000);
  }
});
