import assert from "node:assert/strict";
import { parsePage } from "../../../src/core/parsing/page";

const PAGE = "https://labs.example/reports/";

/** Headlines of made-up reports. */
const A = "Emberfox empties the vaults of a bank";
const B = "Slate Heron hides its loader in fonts";
const C = "Two flaws in Fernpost gateways fixed";
const D = "Wer hinter dem Angriff auf das Wasserwerk steckt";

/** What the page gives for each address; the key is the path. */
type Expected = Readonly<Record<string, string>>;

const LAYOUTS: readonly (readonly [layout: string, html: string, expected: Expected])[] = [
  [
    "cards with a heading, a teaser and a button",
    `<div class="grid">${[A, B, C, D].map((title, at) => `<div class="card"><h3>${title}</h3><p>A teaser of some words.</p><a class="btn" href="/node/${at}">Read more</a></div>`).join("")}</div>`,
    { "/node/0": A, "/node/1": B, "/node/2": C, "/node/3": D },
  ],
  [
    "cards in German whose heading stands in a block of its own",
    `<section>${[A, D].map((title, at) => `<article><div class="head"><span class="kicker">Analyse</span><h2>${title}</h2></div><div class="foot"><time>5. Januar 2026</time><a href="/a/${at}">Weiterlesen …</a></div></article>`).join("")}</section>`,
    { "/a/0": A, "/a/1": D },
  ],
  [
    "other languages' words for the same",
    `<div><h3>${A}</h3><a href="/1">Lire la suite</a></div><div><h3>${B}</h3><a href="/2">Leer más</a></div><div><h3>${C}</h3><a href="/3">Подробнее</a></div><div><h3>${D}</h3><a href="/4">阅读全文</a></div>`,
    { "/1": A, "/2": B, "/3": C, "/4": D },
  ],
  [
    "headings and links by turns in one block",
    `<div><h3>${A}</h3><p>x</p><p><a href="/1">Details</a></p><h3>${B}</h3><p>y</p><p><a href="/2">Details</a></p><h3>${C}</h3><a href="/3">Details</a></div>`,
    { "/1": A, "/2": B, "/3": C },
  ],
  [
    "pictures before their headlines",
    `<div><a href="/i/1"><img src="a.png" alt=""></a><h4>${A}</h4><a href="/i/2"><img src="b.png" alt=""></a><h4>${B}</h4><a href="/i/3"><img src="c.png" alt=""></a><h4>${C}</h4></div>`,
    { "/i/1": A, "/i/2": B, "/i/3": C },
  ],
  [
    "a link over the whole card",
    `<ul>${[A, B].map((title, at) => `<li class="tile"><a class="stretched" href="/n/${at}"></a><div><p class="tile__title">${title}</p><p>Teaser</p></div></li>`).join("")}</ul>`,
    { "/n/0": A, "/n/1": B },
  ],
  [
    "tiles with a caption in the link, and under the picture",
    `<a href="/t/1"><figure><img src="a.png"><figcaption>${A}</figcaption></figure></a><figure><a href="/t/2"><img src="b.png"></a><figcaption>${B}</figcaption></figure>`,
    { "/t/1": A, "/t/2": B },
  ],
  [
    "a table with files",
    `<table><thead><tr><th>Date</th><th>Title</th><th>File</th></tr></thead><tbody>${[A, B, C].map((title, at) => `<tr><td>2026-01-0${at + 1}</td><td>${title}</td><td><a href="/f/${at}.pdf">PDF (1.${at} MB)</a></td></tr>`).join("")}</tbody></table>`,
    { "/f/0.pdf": A, "/f/1.pdf": B, "/f/2.pdf": C },
  ],
  [
    "a table whose numbers are the links, cells left open",
    `<table><tr><td><a href="/101">101</a><td>${A}<tr><td><a href="/102">102</a><td>${B}</table>`,
    { "/101": A, "/102": B },
  ],
  [
    "a table with names of one word",
    `<table><tr><td>Fernpost</td><td><a href="/v/1">Details</a></td></tr><tr><td>Kupferhof</td><td><a href="/v/2">Details</a></td></tr></table>`,
    { "/v/1": "Fernpost", "/v/2": "Kupferhof" },
  ],
  [
    "definitions: the number is the link, the title its description",
    `<dl><dt><a href="/abs/1" title="Abstract">LX-2026-01</a></dt><dd><div class="list-title">${A}</div><div>By J. Doe</div></dd><dt><a href="/abs/2" title="Abstract">LX-2026-02</a></dt><dd><div class="list-title">${B}</div></dd></dl>`,
    { "/abs/1": `LX-2026-01: ${A}`, "/abs/2": `LX-2026-02: ${B}` },
  ],
  [
    "definitions: the title is the term, the link its description",
    `<dl><dt>${A}<dd><a href="/d/1">Download</a><dt>${B}<dd><a href="/d/2">Herunterladen</a></dl>`,
    { "/d/1": A, "/d/2": B },
  ],
  [
    "a list with the file in brackets behind the title",
    `<ul><li>2026-01-05: ${A} (<a href="/l/1.pdf">PDF</a>)</li><li>2026-01-06: ${B} [<a href="/l/2.pdf">PDF, 340 KB</a>]</li></ul>`,
    { "/l/1.pdf": A, "/l/2.pdf": B },
  ],
  [
    "one report in two forms",
    `<div class="card"><h3>${A}</h3><p><a href="/r/1.pdf">PDF</a> <a href="/r/1.html">HTML</a></p></div><div class="card"><h3>${B}</h3><p><a href="/r/2.pdf">PDF</a></p></div>`,
    { "/r/1.pdf": A, "/r/1.html": A, "/r/2.pdf": B },
  ],
  [
    "a linked headline, and its file beside it",
    `<article><h3><a href="/p/1">${A}</a></h3><a href="/p/1.pdf">Download PDF</a></article><article><h3><a href="/p/2">${B}</a></h3><a href="/p/2.pdf">Download PDF</a></article>`,
    { "/p/1": A, "/p/1.pdf": A, "/p/2": B, "/p/2.pdf": B },
  ],
  [
    "microdata",
    `<div itemscope><meta itemprop="headline" content="${A}"><a href="/m/1">View</a></div><div itemscope><span itemprop="headline">${B}</span><a href="/m/2">View</a></div>`,
    { "/m/1": A, "/m/2": B },
  ],
  [
    "labels of the link and of the card",
    `<div><a href="/x/1" aria-label="${A}">More</a></div><div><a href="/x/2" aria-label="Read more about ${B}">Read more</a></div><article aria-label="${C}"><a href="/x/3">More</a></article>`,
    { "/x/1": A, "/x/2": B, "/x/3": C },
  ],
  [
    "the call and the headline in one link",
    `<p><a href="/c/1">Continue reading<span class="screen-reader-text"> “${A}”</span></a></p><p><a href="/c/2">„${D}“ weiterlesen</a></p><p><a href="/c/3">Mehr erfahren über ${C}</a></p>`,
    { "/c/1": A, "/c/2": D, "/c/3": C },
  ],
  [
    "sections that open",
    `<details><summary>${A}</summary><p>Text</p><a href="/s/1">Full report</a></details><details><summary>${B}</summary><a href="/s/2">Full report</a></details>`,
    { "/s/1": A, "/s/2": B },
  ],
  [
    "the title in bold, then the text",
    `<div><p><strong>${A}</strong><br>Some more words about it. <a href="/b/1">more</a></p><p><strong>${B}</strong><br>And more. <a href="/b/2">more</a></p></div>`,
    { "/b/1": A, "/b/2": B },
  ],
  [
    "calls in whatever words say so, of one language",
    `<div>${[
      ["Read the full analysis (5 min)", A],
      ["Zur vollständigen Meldung", B],
      ["Lire l'article complet", C],
      ["Lees het hele artikel", D],
    ]
      .map(([call, title], at) => `<div class="c"><h3>${title}</h3><p>Teaser</p><a href="/w/${at}">${call}</a></div>`)
      .join("")}</div>`,
    { "/w/0": A, "/w/1": B, "/w/2": C, "/w/3": D },
  ],
  [
    "what several links say that lead to different places",
    `<div>${[A, B, C].map((title, at) => `<div class="c"><h3>${title}</h3><a href="/o/${at}">Onwards, then</a></div>`).join("")}</div>`,
    { "/o/0": A, "/o/1": B, "/o/2": C },
  ],
  [
    "what other elements call a link",
    `<div><a href="/l/1" aria-labelledby="m1 t1"><span id="m1">Read more</span></a> <a href="/l/2" aria-describedby="t2">More</a></div><div><p id="t1">${A}</p><p id="t2">${B}</p></div>`,
    { "/l/1": A, "/l/2": B },
  ],
  [
    "names, labels, legends and captions",
    `<div itemscope><span itemprop="author" itemscope><span itemprop="name">Jo van der Example</span></span> <span itemprop="name">${A}</span> <span>Words about it, and some more</span><a href="/m/1">Details</a></div><section aria-label="${B}"><p>x</p><a href="/m/2">Read more</a></section><fieldset><legend>${C}</legend><a href="/m/3">Open</a></fieldset><table><caption>${D}</caption><tr><td><a href="/m/4">Ansehen</a></td></tr></table>`,
    { "/m/1": A, "/m/2": B, "/m/3": C, "/m/4": D },
  ],
  [
    "blocks in bold type, and elements of the site's own",
    `<p><b>${A}</b></p><p>Words about it. <a href="/b/1">more</a></p><p><strong>${B}</strong></p><p>Words about it. <a href="/b/2">more</a></p><x-card><x-title>${C}</x-title><a href="/b/3">Read more</a></x-card>`,
    { "/b/1": A, "/b/2": B, "/b/3": C },
  ],
  [
    "a row with the headline before the row with the link",
    `<table>${[A, B].map((title, at) => `<tr><td>${title}</td></tr><tr><td></td></tr><tr><td><a href="/p/${at}">Read more</a></td></tr>`).join("")}</table><ul><li>${C}</li><li><a href="/p/2">Details</a></li></ul>`,
    { "/p/0": A, "/p/1": B, "/p/2": C },
  ],
];

/** What must not get the headline of something else. */
const OTHERS: readonly (readonly [why: string, html: string, path: string, title: string])[] = [
  [
    "buttons to share, beside the headline",
    `<article><h3><a href="/1">${A}</a></h3><a href="https://social.example/share?u=1"><img src="s.png"></a></article>`,
    "https://social.example/share?u=1",
    "Share",
  ],
  ["a picture of a site elsewhere", `<div><h3>${A}</h3><a href="https://social.example/"><i class="icon"></i></a><a href="/1">More</a></div>`, "https://social.example/", "social.example"],
  ["the heading of a list of pictures", `<section><h2>All of our latest reports</h2><a href="/a-long-way-to-go"><img src="a"></a><a href="/quite-another-story"><img src="b"></a></section>`, "https://labs.example/a-long-way-to-go", "A Long Way To Go"],
  ["the heading of a list of calls", `<section><h2>All of our latest reports</h2><div><a href="/one-two-three">Read more</a></div><div><a href="/four-five-six">Read more</a></div></section>`, "https://labs.example/four-five-six", "Four Five Six"],
  ["the next page", `<div><h3>${A}</h3><a href="/1">More</a><div><a href="?page=2">2</a><a href="?page=3">3</a></div></div>`, "https://labs.example/reports/?page=3", "Reports"],
  ["the archive behind linked headlines", `<div><h3><a href="/1">${A}</a></h3><h3><a href="/2">${B}</a></h3><a href="/archive">More</a></div>`, "https://labs.example/archive", "Archive"],
  ["remarks", `<article><h3>${A}</h3><a href="/1">More</a><a href="/remarks/1">3 comments</a></article>`, "https://labs.example/remarks/1", "Remarks"],
  ["a category", `<article><h3>${A}</h3><a href="/tag/banks">Banks</a><a href="/1">More</a></article>`, "https://labs.example/tag/banks", "Banks"],
  ["a writer who is named with two addresses", `<article><h3>${A}</h3><a href="/by/jo">Jo van der Example</a><a href="https://labs.example/by/jo">Jo van der Example</a></article>`, "https://labs.example/by/jo", "Jo van der Example"],
  ["buttons with the same words", `<article><h3>${A}</h3><a href="/save/1">Save it for later</a></article><article><h3>${B}</h3><a href="/save/2">Save it for later</a></article><article><h3>${C}</h3><a href="/save/3">Save it for later</a></article>`, "https://labs.example/save/1", "Save it for later"],
  ["articles of one headline in lists", `<ul><li><a href="/w/1">Week in review</a> January</li><li><a href="/w/2">Week in review</a> February</li><li><a href="/w/3">Week in review</a> March</li></ul>`, "https://labs.example/w/1", "Week in review"],
  ["what is left when an inner block has given all of its own", `<div><h3>${A}</h3><div><div><h2>${B}</h2><a href="/1"><b>A headline of its own</b></a><a href="/2">Read more</a></div></div></div>`, "https://labs.example/1", "A headline of its own"],
  ["a menu", `<nav><h2>${A}</h2><a href="/menu/details">Details</a></nav>`, "https://labs.example/menu/details", "Details"],
]; // prettier-ignore

const titles = (html: string, select?: string): Readonly<Record<string, string>> => {
  const options = { url: PAGE, ...(select === undefined ? {} : { select }) };
  const outcome = parsePage(new TextEncoder().encode(html), options);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return Object.fromEntries(outcome.links.map(({ url, title }) => [url, title]));
};
const absolute = (expected: Expected): Expected =>
  Object.fromEntries(Object.entries(expected).map(([path, title]) => [new URL(path, PAGE).href, title]));

describe("list pages", () => {
  for (const [layout, html, expected] of LAYOUTS) {
    it(`headlines of ${layout}`, () => {
      assert.deepEqual(titles(`<!doctype html><html><body>${html}</body></html>`), absolute(expected));
    });
  }
  it("are many", () => {
    const links = LAYOUTS.flatMap(([, , expected]) => Object.keys(expected));
    assert.ok(LAYOUTS.length >= 12 && links.length >= 40, `${LAYOUTS.length} layouts, ${links.length} links`);
  });
  for (const [why, html, url, title] of OTHERS) {
    it(`gives no headline of something else to ${why}`, () => assert.equal(titles(html)[url], title));
  }
  it("finds what stands beside selected links as well", () => {
    const [, html, expected] = LAYOUTS[0] ?? assert.fail();
    assert.deepEqual(titles(html, ".card .btn"), absolute(expected));
  });
});

describe("the mains of a page", () => {
  const entry = (path: string, title: string): string => `<h2><a href="${path}">${title}</a></h2>`;
  const cases: readonly (readonly [why: string, html: string, paths: readonly string[]])[] = [
    ["all of them count", `<main>${entry("/1", A)}</main><p><a href="/x">x</a></p><main>${entry("/2", B)}</main>`, ["/1", "/2"]],
    ["a list behind a short one counts", `<nav><a href="/nav">Go to the overview page</a></nav><main><p>A series. <a href="/about">About us</a></p></main><section>${entry("/1", A)}${entry("/2", B)}</section>`, ["/about", "/1", "/2"]],
    ["and so does one behind an empty one", `<main id="app"></main><div>${entry("/1", A)}</div><footer><a href="/imprint">Imprint of the whole site</a></footer>`, ["/1"]],
    ["a list is the list", `<main>${entry("/1", A)}${entry("/2", B)}${entry("/3", C)}</main><div>${[1, 2, 3, 4, 5, 6, 7, 8].map((at) => entry(`/other/${at}`, `${D} ${at}`)).join("")}</div>`, ["/1", "/2", "/3"]],
    ["one article with some links beside it is the list", `<main>${entry("/1", A)}</main><div>${entry("/2", B)}${entry("/3", C)}</div>`, ["/1"]],
    ["what is a menu by its name is none", `<main>${entry("/1", A)}</main><nav>${[1, 2, 3, 4, 5, 6].map((at) => entry(`/other/${at}`, `${D} ${at}`)).join("")}</nav>`, ["/1"]],
  ]; // prettier-ignore
  for (const [why, html, paths] of cases) {
    it(why, () =>
      assert.deepEqual(
        Object.keys(titles(html)),
        paths.map((path) => new URL(path, PAGE).href),
      ),
    );
  }
});
