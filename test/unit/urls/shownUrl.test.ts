import assert from "node:assert/strict";
import { shownUrl } from "../../../src/core/urls/shownUrl";

describe("an address that may be shown", () => {
  const cases: readonly (readonly [url: string, shown: string])[] = [
    ["https://user:s3cr3t@news.example/feed?a=b@c", "https://news.example/feed?a=b@c"],
    ["http://user@news.example", "http://news.example"],
    ["https://a:b@c@news.example/x", "https://news.example/x"],
    ["https://news.example/@handle", "https://news.example/@handle"],
    ["https://news.example/a%26b%2Fc+d", "https://news.example/a%26b%2Fc+d"],
    ["nonsense", "nonsense"],
  ];
  for (const [url, shown] of cases) it(`shows ${shown}`, () => assert.equal(shownUrl(url), shown));
});
