import assert from "node:assert/strict";
import { typedAddress } from "../../../src/core/urls/typedAddress";

describe("an address as it is typed", () => {
  const onion = `${"a".repeat(56)}.onion`;
  for (const [typed, meant] of [
    [" news.example/feed ", "https://news.example/feed"],
    ["xsoar.example.com:8443", "https://xsoar.example.com:8443"],
    ["http://news.example", "http://news.example"],
    ["feed:https://news.example/rss", "https://news.example/rss"],
    ["feed://news.example/rss", "https://news.example/rss"],
    [`${onion}/feed`, `http://${onion}/feed`],
    ["ftp://news.example", "ftp://news.example"],
    ["  ", ""],
  ] as const)
    it(`is ${meant || "none"}: ${typed}`, () => assert.equal(typedAddress(typed), meant));
});
