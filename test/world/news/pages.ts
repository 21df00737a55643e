import { encodeText } from "./charsets";
import { type Desk, type Entry, type Planted, type Served, type SourceSpec, dropped, escapeXml } from "./shapes";

const HTML = "text/html; charset=utf-8";

/** A page with the parts around its news that a reader must skip. */
function html(title: string, main: string, head = '<meta charset="utf-8">'): string {
  return `<!doctype html>
<html lang="en"><head>${head}<title>${title}</title><link rel="stylesheet" href="/site.css">
<script>var teaser = "<a href='/2026/conti-from-a-script'>Conti</a>";</script></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<main>
${main}
</main>
<footer><a href="/imprint">Imprint</a></footer></body></html>
`;
}

function page(
  host: number,
  path: string,
  shape: string,
  serve: (desk: Desk) => Omit<Served, "type"> & { readonly type?: string | null },
): SourceSpec {
  return { kind: "page", host, path, shape, serve: (desk) => ({ type: HTML, ...serve(desk) }) };
}

/** The address as the page writes it: without scheme and host. */
function rooted(entry: Planted): string {
  return escapeXml(entry.url.replace(/^https?:\/\/[^/]+/, ""));
}

/** Section pages: where the headline stands. */
const HEADLINES: readonly SourceSpec[] = [
  page(10, "/news/", "headings in h2", (desk) => {
    const planted = desk.entries(2, "vivernParliament", 1);
    const cards = planted.map(
      (entry) =>
        `<article><a href="${rooted(entry)}">\n  <h2>\n    ${escapeXml(entry.title)}\n  </h2><p>Teaser</p></a></article>`,
    );
    return { body: html("Ridge Post", cards.join("\n")), planted };
  }),
  page(10, "/latest", "headings in header", (desk) => {
    const planted = desk.entries("blackcatPipeline", 2);
    const cards = planted.map((entry) => `<a href="${entry.url}"><header>${escapeXml(entry.title)}</header></a>`);
    return { body: html("Ridge Post: Latest", cards.join("\n")), planted };
  }),
  page(11, "/news", "headings in span.article-title", (desk) => {
    const planted = desk.entries(1, "contiChats", 1);
    const cards = planted.map(
      (entry) =>
        `<li><a href="${rooted(entry)}"><span class="date">today</span><span class="article-title">${escapeXml(entry.title)}</span></a></li>`,
    );
    return { body: html("Valley Echo", `<ul>${cards.join("\n")}</ul>`), planted };
  }),
  page(11, "/fachbeitraege", "headings in div, German, windows-1252 by meta only", (desk) => {
    const planted = [
      desk.planted("lockbitGerman"),
      desk.written("Größere Lücke in Türöffnern für Büros", "/beitraege/tueroeffner"),
    ];
    const cards = planted.map(
      (entry) => `<a class="teaser" href="${rooted(entry)}"><div>${escapeXml(entry.title)}</div></a>`,
    );
    const head = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">';
    return { body: encodeText(html("Talblatt", cards.join("\n"), head), "windows-1252"), type: "text/html", planted };
  }),
  page(13, "/pictures", "picture links without text: the headline is in the address", (desk) => {
    const planted: Planted[] = [
      { ...desk.written("Old Ferry Ticket Machines Leak Names", "/2026/old-ferry-ticket-machines-leak-names.html") },
      { ...desk.written("Seven Lamps And A Botnet", "/2026/seven-lamps-and-a-botnet/") },
    ];
    const cards = planted.map((entry) => `<a href="${rooted(entry)}"><img src="/pictures/1.jpg" alt=""></a>`);
    return { body: html("Picture Page", cards.join("\n")), planted };
  }),
  page(15, "/plain", "no main element", (desk) => {
    const planted = desk.entries("noSpiderAlone", 1);
    const links = planted.map((entry) => `<p><a href="${rooted(entry)}">${escapeXml(entry.title)}</a></p>`);
    return { body: `<html><head><title>Plain</title></head><body>\n${links.join("\n")}\n</body></html>`, planted };
  }),
];

/** Section pages: how the links are written. */
const LINKS: readonly SourceSpec[] = [
  page(12, "/security/", "root-relative links; special handling in the glued form", (desk) => {
    const planted = [
      desk.planted("lockbitLater", `${desk.origin}/news/Negotiation-desk-for-rent-10482931.html`),
      desk.planted("qakbotLater", `${desk.origin}/news/Tax-season-10482944.html`),
    ];
    const old = {
      ...desk.written("Archive of a shuttered forum goes online", "/news/Archive-of-a-forum-10480017.html"),
      oldUrl: `${desk.origin}//news/Archive-of-a-forum-10480017.html`,
    };
    const left = ["/abo/offers.html", "/security/alerts/feed-10.html"];
    const cards = [...planted, old].map(
      (entry) =>
        `<article><a href="${rooted(entry)}"><header><h3>${escapeXml(entry.title)}</h3></header></a></article>`,
    );
    const others = left.map((path) => `<a href="${path}">More offers</a>`);
    return {
      body: html("Section", [...cards, ...others].join("\n")),
      planted: [...planted, old, ...left.map((path) => dropped(desk.origin + path))],
    };
  }),
  page(13, "/blog/", "a base element", (desk) => {
    const planted = [
      desk.planted("ownerless", `${desk.origin}/journal/2026/payroll-detour`),
      desk.written("How we lost and found a signing key", "/journal/2026/signing-key"),
    ];
    const cards = planted.map(
      (entry) => `<h3><a href="${entry.url.replace(`${desk.origin}/journal/`, "")}">${escapeXml(entry.title)}</a></h3>`,
    );
    return {
      body: html("Journal", cards.join("\n"), `<meta charset="utf-8"><base href="${desk.origin}/journal/">`),
      planted,
    };
  }),
  page(14, "/section", "tracking, comment anchors, stopwords, mail links, links elsewhere", (desk) => {
    const first = desk.written("Locksmiths warn of cloned hotel cards", "/2026/cloned-hotel-cards");
    const second = desk.written("Letters from a data room", "/2026/data-room");
    const third = { ...desk.written("Mirrors of a mirror", "/2026/mirrors"), same: "mirrors" };
    const again = { ...third, url: `${desk.origin}//2026//mirrors/` };
    const tracked = { ...second, same: "letters", url: `${second.url}?utm_source=front&utm_medium=teaser` };
    const scheme = desk.origin.replace(/^http:/, "");
    const main = `
<h2><a href="${rooted(first)}">${first.title}</a></h2> <a href="${rooted(first)}#comments">12 comments</a>
<a href="${rooted(tracked)}"><h2>${second.title}</h2></a>
<a href="${scheme}/2026/mirrors"><h4>${third.title}</h4></a>
<a href="${scheme}//2026//mirrors/"><h4>${third.title}</h4></a>
<a href="/Author/clop-the-editor">By the Clop editor</a> <a href="/download/paper.pdf">Conti paper</a>
<a href="mailto:desk@venom.example?subject=Venom">Write to us</a> <a href="javascript:share('lockbit')">Share</a> <a href="tel:+49123">Call</a>
<a href="https://elsewhere.example/2026/blackcat">BlackCat elsewhere</a> <a href="http://[broken">Broken</a> <a>No address</a>`;
    const left = ["/Author/clop-the-editor", "/download/paper.pdf"].map((path) => dropped(desk.origin + path));
    return {
      body: html("Section", main),
      planted: [
        first,
        tracked,
        third,
        again,
        ...left,
        dropped("https://elsewhere.example/2026/blackcat"),
        dropped("mailto:desk@venom.example?subject=Venom"),
      ],
    };
  }),
  page(14, "/deep", "thousands of nested elements", (desk) => {
    const planted = desk.entries(2);
    const links = planted.map((entry) => `<a href="${rooted(entry)}">${escapeXml(entry.title)}</a>`);
    const depth = 3000;
    return { body: html("Deep", `${links[0]}${"<div>".repeat(depth)}${links[1]}${"</div>".repeat(depth)}`), planted };
  }),
  {
    ...page(15, "/news", "redirected to a host of its own, whose links count", (desk) => {
      // Host 16 is configured nowhere: its links belong because the page was found there.
      const origin = desk.originOf(16);
      const planted: Entry[] = [
        desk.written("After the move: new office, old passwords", `${origin}/en/old-passwords`),
        desk.written("A glossary for worried mayors", `${origin}/en/glossary`),
      ];
      const links = planted.map((entry) => `<h2><a href="${rooted(entry)}">${escapeXml(entry.title)}</a></h2>`);
      return { body: html("Moved Page", links.join("\n")), planted };
    }),
    via: [{ host: 16, path: "/en/news" }],
  },
];

export const PAGES: readonly SourceSpec[] = [...HEADLINES, ...LINKS];
