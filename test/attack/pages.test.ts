import assert from "node:assert/strict";
import type { ParseJob } from "../../src/core/model/parseJob";
import { type Attack, type Random, attackClass, oneOf } from "./corpus";
import { type ParserLab, openParserLab, times } from "./parsing";

const LINK = '<a href="/good">Good news of a long day</a>';
const page = (inner: string): Uint8Array => new TextEncoder().encode(`<html><body><main>${LINK}${inner}`);

describe("hostile pages", () => {
  let lab: ParserLab;
  before(async () => {
    lab = await openParserLab();
  });
  after(() => lab.close());

  attackClass(
    "hostile pages",
    {
      atLeast: 33,
      limitMs: 170_000,
      control: async () => {
        const outcome = await lab.parse({ kind: "page", bytes: page(""), contentType: "text/html" });
        assert.equal(outcome.ok && outcome.items[0]?.url, "https://news.example/good");
      },
    },
    (random) =>
      Object.entries(pages(random, lab)).map(([name, inner]): Attack => {
        const reads: readonly Pick<ParseJob, "read" | "select">[] = [
          {},
          { select: oneOf(random, ["main a", "body > *", ":not(p)"]) },
          { read: "text" },
          { read: "article" },
          { read: { hits: ["Emberfox", "good"] } },
        ];
        const how = reads[random(reads.length)] ?? {};
        return {
          name: `${name} (${JSON.stringify(how)})`,
          holds: async () => {
            const bytes = typeof inner === "string" ? page(inner) : inner;
            await lab.parse({ kind: "page", bytes, contentType: "text/html", ...how });
          },
        };
      }),
  );
});

function pages(random: Random, { file, server }: ParserLab): Readonly<Record<string, string | Uint8Array>> {
  const many = 100_000 + random(200_000);
  const tag = oneOf(random, ["b", "i", "font", "nobr", "a"]);
  return {
    "elements nested by the ten thousand": times("<div>", many),
    "links within links": times('<a href="/x">', many),
    "elements that are made anew": times(`<p><${tag}>`, many),
    "tables within tables": times("<table><tr><td>", many),
    "tables with text between": times("<table>x<tr>y", many),
    "selects within selects": times("<select><option>", many),
    "templates within templates": times("<template>", many),
    "forms within forms": times("<form><input>", many),
    "drawings within drawings": times("<svg><foreignObject><math>", many),
    "headings": times("<h2>", many),
    "lists": times("<ul><li>", many),
    "mains": times("<main><article>", many),
    "bases": `${times(`<base href="${server}/">`, many)}<a href="x">Another link of the day</a>`,
    "a base of a script": '<base href="javascript:alert(1)//"><a href="x">Another link of the day</a>',
    "scripts without end": times("<script>", many),
    "a script": `<script>fetch("${server}/script");require("fs");</script><img src="${server}/x" onerror="fetch('${server}/y')">`,
    "everything that is fetched": `<link rel="stylesheet" href="${server}/a"><iframe src="${server}/b"></iframe><object data="${server}/c"></object><img srcset="${server}/d 2x"><video poster="${server}/e"></video><meta http-equiv="refresh" content="0;url=${server}/f"><style>@import "${server}/g"</style><a ping="${server}/h" href="/x">Another link of the day</a>`,
    "a frame of a file": `<iframe src="${file}"></iframe><a href="${file}">A file of this machine</a>`,
    "links that are scripts": ["javascript:alert(1)", " java\tscript:alert(1)", "\u0001javascript:x", "data:text/html,x", "vbscript:x", "blob:x", "command:x", "vscode://x"]
      .map((url) => `<a href="${url}">A headline with five words</a>`)
      .join(""),
    "links that are hard to read": ["http://[", "https://a b/", "//", "///x", "https://:80", "http://\u0000/", "https://xn--/", `https://${"a.".repeat(500)}example/`]
      .map((url) => `<a href="${url}">A headline with five words</a>`)
      .join(""),
    "an address of a megabyte": `<a href="/${times("x", 1_000_000)}">A headline with five words</a>`,
    "a headline of a megabyte": `<a href="/x">${times("word ", 1_000_000)}</a>`,
    "a headline of marks": `<a href="/x">a${times("\u0301", many)}</a>`,
    "comments without end": times("<!--", many),
    "a comment of signs": `<!--${times("-!>", many).replaceAll("-!>", "-!-")}`,
    "quotes without end": times('<p class="', many),
    "attributes without number": `<p ${Array.from({ length: 20_000 }, (_, at) => `a${at}=${at}`).join(" ")}>`,
    "signs that begin a tag": times("<", many),
    "references": times("&amp&lt;&#60;&#x3c;&ngE;&CounterClockwiseContourIntegral;", many),
    "blanks": times(" \n\t", many * 3),
    "a paragraph of one sentence": `<article><p>${times("word ", many)}</p></article>`,
    "a paragraph of abbreviations": `<article><p>${times("e.g. Dr. z.B. 1. ", many)}</p></article>`,
    "paragraphs without number": `<article>${times("<p>This is a sentence of some words. </p>", many)}</article>`,
    "styles": `${times("<style>a{b:c}", many)}</style><p style="${times("a:b;", many)}">`,
    "classes": times(`<p class="${times("a ", 1000)}">`, many),
    "NULs": times("\0<b>\0", many),
    "custom elements": times("<x-y is=z><slot>", many),
    "a feed in the place of a page": new TextEncoder().encode(`<rss version="2.0"><channel>${times("<item><title>x", many)}`),
    "a picture": Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(many, 7)]),
    "broken UTF-8": Buffer.concat([page(""), Buffer.alloc(many, 0xc3)]),
    "soup": soup(random),
  }; // prettier-ignore
}

/** Pieces of markup in no order. */
function soup(random: Random): string {
  const pieces = [
    "<",
    ">",
    "/",
    "!",
    "--",
    "a",
    " href=",
    '"',
    "'",
    "<a href=/x>",
    "</a>",
    "<table>",
    "<td>",
    "<p>",
    "</p>",
    "<b>",
    "&",
    ";",
    "\0",
    "word ",
  ];
  return Array.from({ length: 5000 }, () => pieces[random(pieces.length)]).join("");
}
