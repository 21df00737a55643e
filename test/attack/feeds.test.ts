import assert from "node:assert/strict";
import type { ParseJob } from "../../src/core/model/parseJob";
import { type Attack, type Random, attackClass, oneOf } from "./corpus";
import { GOOD_ITEM, type ParserLab, openParserLab, rss, times } from "./parsing";

/** `good`: the entry before the hostile part is read all the same. */
type Expected = "good" | "anything";
type Feed = readonly [expected: Expected, bytes: Uint8Array, contentType?: string];

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");
const good = (inner: string): Feed => ["good", utf8(rss(GOOD_ITEM + inner))];
const inTitle = (title: string): Feed =>
  good(`<item><title>${title}</title><link>https://news.example/x</link></item>`);
const link = (address: string): Feed => good(`<item><title>x</title><link>${address}</link></item>`);

describe("hostile feeds", () => {
  let lab: ParserLab;
  before(async () => {
    lab = await openParserLab();
  });
  after(() => lab.close());

  attackClass(
    "hostile feeds",
    {
      atLeast: 45,
      control: async () => {
        const outcome = await lab.parse({
          kind: "feed",
          bytes: utf8(rss(GOOD_ITEM)),
          contentType: null,
          detail: "content",
        });
        assert.ok(outcome.ok && outcome.items.length === 1);
      },
    },
    (random) =>
      Object.entries(feeds(random, lab)).map(([name, [expected, bytes, contentType = null]]): Attack => {
        const detail = oneOf<NonNullable<ParseJob["detail"]>>(random, ["headline", "summary", "content"]);
        return {
          name,
          holds: async () => {
            const outcome = await lab.parse({ kind: "feed", bytes, contentType, detail });
            if (expected === "anything") return;
            assert.ok(outcome.ok, JSON.stringify(outcome));
            assert.equal(outcome.items[0]?.title, "Good");
          },
        };
      }),
  );
});

function feeds(random: Random, { file, server }: ParserLab): Readonly<Record<string, Feed>> {
  const many = 400_000 + random(800_000);
  const tag = oneOf(random, ["a", "item", "entry", "content:encoded", "x:y"]);
  const depth = 20_000 + random(60_000);
  const laughs = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
  return {
    "an entity of entities": ["anything", utf8(`<!DOCTYPE rss [<!ENTITY l0 "lol">${laughs}]>${rss(`${GOOD_ITEM}<item><title>&l12;</title></item>`)}`)],
    "an entity in itself": ["anything", utf8(`<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>${rss(`${GOOD_ITEM}<item><title>&a;</title></item>`)}`)],
    "a large entity used often": ["anything", utf8(`<!DOCTYPE rss [<!ENTITY a "${times("x", 100_000)}">]>${rss(GOOD_ITEM + `<item><title>${times("&a;", 100_000)}</title></item>`)}`)],
    "an entity of a file": ["anything", utf8(`<!DOCTYPE rss [<!ENTITY a SYSTEM "${file}">]>${rss(`${GOOD_ITEM}<item><title>&a;</title><link>https://news.example/x</link></item>`)}`)],
    "an entity of a server": ["anything", utf8(`<!DOCTYPE rss [<!ENTITY a SYSTEM "${server}/a">]>${rss(`${GOOD_ITEM}<item><title>&a;</title><link>https://news.example/x</link></item>`)}`)],
    "an entity of parameters": ["anything", utf8(`<!DOCTYPE rss [<!ENTITY % a SYSTEM "${server}/b"> %a;]>${rss(GOOD_ITEM)}`)],
    "a document type of a server": ["anything", utf8(`<!DOCTYPE rss SYSTEM "${server}/c">${rss(GOOD_ITEM)}`)],
    "an inclusion of a file": good(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${file}" parse="text"/>`),
    "a style sheet of a server": ["good", utf8(`<?xml version="1.0"?><?xml-stylesheet href="${server}/d" type="text/xsl"?>${rss(GOOD_ITEM)}`)],
    "document types without end": ["anything", utf8(times('<!DOCTYPE a [<!ENTITY b "', many) + rss(GOOD_ITEM))],
    "deep nesting": good(`<${tag}>`.repeat(depth)),
    "deep nesting, closed": good(`<${tag}>`.repeat(depth) + `</${tag}>`.repeat(depth)),
    "deep nesting in a title": good(`<item><title>${times("<b>", many)}`),
    "ends of nothing": good(times(`<${tag}></b>`, many)),
    "a name for each tag": good(Array.from({ length: 50_000 }, (_, at) => `<n${at}${random(99)}>`).join("")),
    "one huge attribute": good(`<item><link href="${times("x", many)}"/></item>`),
    "attributes without number": good(`<item><link ${times('a="b" ', many)}/></item>`),
    "attributes without end": good(times('<a b="', many)),
    "quotes far from their sign": good(`<a ${times('          "', many)}>`),
    "a namespace on each tag": good(times('<a xmlns:b="c">', many)),
    "a base within each base": good(times('<a xml:base="x/">', many)),
    "a base elsewhere": good(`<item xml:base="${file}"><title>x</title><link>a</link></item>`),
    "CDATA within CDATA": inTitle(`<![CDATA[${times("<![CDATA[", many)}]]>`),
    "CDATA without end": good(`<item><title><![CDATA[${times("x", many)}`),
    "CDATA that ends the feed": inTitle("<![CDATA[]]></title></item></channel></rss><rss><item><title>]]>"),
    "comments opened over and over": good(times("<!--", many)),
    "instructions opened over and over": good(times("<?", many)),
    "signs that begin a tag": good(times("<", many)),
    "ampersands": inTitle(times("&", many)),
    "references of characters that are none": inTitle(times("&#x110000;&#xd800;&#0;", many)),
    "a reference without end": inTitle(`&#${times("9", many)};`),
    "tags, escaped over and over": inTitle(times("&amp;lt;b&amp;gt;", many)),
    "a title of a megabyte": inTitle(times("word ", many)),
    "a title of marks": inTitle(`a${times("\u0301", many)}`),
    "a title that turns around": inTitle(times("\u202e\u2066", many)),
    "a summary of a megabyte": good(`<item><title>x</title><link>https://news.example/x</link><description>${times("&lt;p&gt;word ", many)}</description></item>`),
    "a date of digits": good(`<item><title>x</title><pubDate>${times("1 ", many)}</pubDate></item>`),
    "addresses that are scripts": link("javascript:alert(1)"),
    "addresses of files": link(file),
    "addresses of data": link("data:text/html,x"),
    "an address of a megabyte": link(`https://news.example/${times("x", many)}`),
    "an address with NULs and lines": link("https://news.example/\0a\r\nb"),
    "entries without number": good(times("<item><title>x</title><link>https://news.example/x</link></item>", many)),
    "NULs": ["anything", utf8(rss(GOOD_ITEM + times("\0", many)))],
    "NULs between all letters": ["anything", utf8(Array.from(rss(GOOD_ITEM)).join("\0"))],
    "broken UTF-8": ["good", Buffer.concat([utf8(rss(GOOD_ITEM).replace(/<\/channel>.*/, "")), Buffer.alloc(many, random(2) === 0 ? 0xc3 : 0xff)])],
    "overlong UTF-8": ["good", Buffer.concat([utf8(`<rss version="2.0"><channel>${GOOD_ITEM}<item><title>`), Buffer.from("c0bcc0bce080bc".repeat(10_000), "hex"), utf8("</title></item></channel></rss>")])],
    "UTF-16 that says UTF-8": ["anything", Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-8"?>${rss(GOOD_ITEM)}`, "utf16le")],
    "UTF-7": ["anything", latin1(`<?xml version="1.0" encoding="utf-7"?>+ADw-script+AD4-${rss(GOOD_ITEM)}`), "text/xml; charset=utf-7"],
    "an encoding of another header": ["good", latin1(`<?xml version="1.0" encoding="utf-8"?>${rss(`${GOOD_ITEM}<item><title>L\u00fccke</title></item>`)}`), "text/xml; charset=shift_jis"],
    "an encoding nobody knows": ["good", utf8(`<?xml version="1.0" encoding="${times("x", 100_000)}"?>${rss(GOOD_ITEM)}`), `text/xml; charset=${times("y", 10_000)}`],
    "an encoding that switches": ["anything", latin1(`<?xml version="1.0" encoding="iso-2022-jp"?>${rss(`\u001b$B<\u001b(B${GOOD_ITEM}`)}`)],
    "JSON, deeply nested": ["anything", utf8(`{"version":"https://jsonfeed.org/version/1.1","items":${"[".repeat(many)}`)],
    "JSON of prototypes": ["anything", utf8('{"version":"https://jsonfeed.org/version/1.1","__proto__":{"items":[1]},"items":[{"id":{},"url":[],"title":{"toString":1}},{"__proto__":null,"constructor":1}]}')],
    "a feed cut at a place of chance": ["anything", utf8(rss(GOOD_ITEM.repeat(20)).slice(0, 30 + random(1000)))],
    "soup": ["anything", utf8(rss(GOOD_ITEM + soup(random)))],
    "soup from the beginning": ["anything", utf8(soup(random))],
  }; // prettier-ignore
}

/** Pieces of markup in no order. */
function soup(random: Random): string {
  const pieces = [
    "<",
    ">",
    "/",
    "!",
    "?",
    "[CDATA[",
    "]]>",
    "-->",
    '"',
    "'",
    "=",
    " ",
    "&",
    ";",
    "#",
    "item",
    "title",
    "link",
    "rss",
    "\0",
    "é",
  ];
  return Array.from({ length: 20_000 }, () => pieces[random(pieces.length)]).join("");
}
