import assert from "node:assert/strict";
import { decodeEntities } from "../../../src/core/text/entities";

describe("decodeEntities", () => {
  const cases: readonly (readonly [text: string, decoded: string])[] = [
    ["Q&amp;A &hellip; &#8217;&#x2019;", "Q&A … ’’"],
    ["&NotEqualTilde; &CounterClockwiseContourIntegral; &fjlig;", "≂̸ ∳ fj"],
    ["&copy 2024, &lt;b&gt, &#8217 &#x2019 &quot&quot;", '© 2024, <b>, ’ ’ ""'],
    ["https://a.example/?lang=en&region=us&copy=2&notify=1", "https://a.example/?lang=en&region=us&copy=2&notify=1"],
    ["AT&T, R&D, &bogus; &Bogus, & and &# and &#x;", "AT&T, R&D, &bogus; &Bogus, & and &# and &#x;"],
    ["&#0; &#x80; &#150; &#xD800; &#x110000; &#99999999999;", " € – \uFFFD \uFFFD \uFFFD"],
    ["&amp;lt;", "&lt;"],
    ["", ""],
  ];
  for (const [text, decoded] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => assert.equal(decodeEntities(text), decoded));
  }
});
