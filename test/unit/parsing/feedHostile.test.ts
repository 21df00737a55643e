import assert from "node:assert/strict";
import { parseFeed } from "../../../src/core/parsing/feed";
import { processorMs } from "../../processorMs";

const MEGABYTES = 4;
/** Loaded machines are slow; what is quadratic takes minutes. */
const LIMIT_MS = 10_000;

const times = (part: string, megabytes = MEGABYTES): string => part.repeat(Math.floor((megabytes * 1e6) / part.length));
const rss = (inner: string): string => `<rss version="2.0"><channel>${inner}</channel></rss>`;
const GOOD = "<item><title>Good</title><link>https://n.example/good</link></item>";

const CASES: readonly (readonly [why: string, document: string])[] = [
  ["nested tags", rss(GOOD + times("<a>"))],
  ["nested items", rss(GOOD + times("<item><x>"))],
  ["nested titles", rss(GOOD + times("<item><title>"))],
  ["end tags of nothing", rss(GOOD + times("<a></b>"))],
  ["a hundred thousand names", rss(GOOD + Array.from({ length: 100_000 }, (_, index) => `<n${index}>`).join(""))],
  ["CDATA opened over and over", rss(GOOD + times("<item><title><![CDATA[x</title></item>"))],
  ["CDATA marks in one title", rss(`${GOOD}<item><title>${times("<![CDATA[")}</title></item>`)],
  ["CDATA marks closed at last", rss(`${GOOD}<item><title>${times("<![CDATA[")}]]></title></item>`)],
  ["comments opened over and over", rss(GOOD + times("<!--"))],
  ["instructions opened over and over", rss(GOOD + times("<?"))],
  ["document types opened over and over", times('<!DOCTYPE a [<!ENTITY b "') + rss(GOOD)],
  [
    "an entity bomb",
    `<!DOCTYPE a [${times('<!ENTITY b "&c;&c;&c;">', 5)}]>${rss(`${GOOD}<item><title>&b;</title></item>`)}`,
  ],
  ["<", rss(GOOD + times("<"))],
  ["< and !", rss(GOOD + times("<!"))],
  ["attributes without end", rss(GOOD + times('<a b="'))],
  ["quotes far from their =", rss(`${GOOD}<a ${times('          "')}>`)],
  ["ten million attributes", rss(`${GOOD}<item><link ${times("a=b ")}/></item>`)],
  ["ampersands", rss(`${GOOD}<item><title>${times("&amp;")}</title></item>`)],
  ["bare ampersands", rss(`${GOOD}<item><title>${times("&#x")}</title></item>`)],
  ["escaped tags in a title", rss(`${GOOD}<item><title>${times("&lt;b&gt;")}</title></item>`)],
  ["comments in a title", rss(`${GOOD}<item><title><![CDATA[${times("<!--")}]]></title></item>`)],
  ["blanks in a title", rss(`${GOOD}<item><title>${times(" ")}x</title></item>`)],
  ["xml:base within xml:base", rss(GOOD + times('<a xml:base="x/">'))],
  ["namespaces within namespaces", rss(GOOD + times('<a xmlns:b="http://x.example/" xmlns="http://y.example/">'))],
  [
    "a hundred thousand namespaces",
    rss(GOOD + Array.from({ length: 100_000 }, (_, at) => `<a${at} xmlns:b${at}="x${at}"></a${at}>`).join("")),
  ],
  [
    "a namespace with a hundred thousand prefixes",
    rss(`${GOOD}<a ${Array.from({ length: 100_000 }, (_, at) => `xmlns:b${at}="x"`).join(" ")}>`),
  ],
  ["a date of ten million digits", rss(`${GOOD}<item><pubDate>${times("1 ")}</pubDate></item>`)],
];

describe("parseFeed on hostile input", () => {
  for (const [why, document] of CASES) {
    it(`is linear in ${why}`, () => {
      const bytes = new TextEncoder().encode(document);
      const start = processorMs();
      const outcome = parseFeed(bytes);
      const elapsed = processorMs() - start;
      assert.ok(elapsed < LIMIT_MS, `${elapsed} ms`);
      assert.ok(outcome.ok, JSON.stringify(outcome));
      assert.equal(outcome.items[0]?.title, "Good");
    }).timeout(2 * LIMIT_MS);
  }

  it("is linear in JSON nested by the million", () => {
    const start = processorMs();
    assert.equal(parseFeed(new TextEncoder().encode(`{"items":${times("[", 2)}`)).ok, false);
    assert.ok(processorMs() - start < LIMIT_MS);
  }).timeout(2 * LIMIT_MS);

  it("answers whatever bytes it is given", () => {
    let state = 11;
    const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const parts = [
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
      "é",
      "\0",
    ];
    for (let round = 0; round < 3000; round++) {
      const soup = Array.from({ length: 40 }, () => parts[Math.floor(random() * parts.length)]).join("");
      const outcome = parseFeed(new TextEncoder().encode(round % 2 === 0 ? soup : rss(GOOD + soup)));
      assert.equal(typeof outcome.ok, "boolean");
      if (round % 2 === 1 && outcome.ok) assert.equal(outcome.items[0]?.title, "Good");
    }
  });
});
