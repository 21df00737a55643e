import assert from "node:assert/strict";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { FEED_PACKS, NAME_PACKS } from "../../../src/core/config/starterPacks";
import { canonicalUrl } from "../../../src/core/urls/canonicalUrl";

const feeds = FEED_PACKS.flatMap(({ items }) => items);
const names = NAME_PACKS.flatMap(({ items }) => items);
const letters = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9$]/g, "");

describe("what a new configuration may begin with", () => {
  it("is short enough to be looked through", () => {
    assert.ok(feeds.length > 40 && feeds.length <= 60, String(feeds.length));
    assert.ok(names.length > 40 && names.length <= 60, String(names.length));
    for (const { id, items } of [...FEED_PACKS, ...NAME_PACKS]) assert.ok(items.length >= 4, id);
  });

  it("has each feed once, by an address that is read encrypted and needs no mending", () => {
    assert.equal(new Set(feeds.map(({ url }) => canonicalUrl(url))).size, feeds.length);
    assert.equal(new Set(feeds.map(({ name }) => name)).size, feeds.length);
    for (const { url } of feeds) {
      assert.match(url, /^https:/);
      assert.equal(new URL(url).href, url);
    }
  });

  it("has no name or alias of two, so that nothing is ambiguous from the start", () => {
    const all = names.flatMap(({ name, aliases }) => [name, ...aliases].map(letters));
    assert.deepEqual(
      all.filter((one, index) => all.indexOf(one) !== index),
      [],
    );
    const written = JSON.stringify({ profiling: { profileData: names } });
    assert.deepEqual(parseConfig("articles", written, "json").problems, []);
  });
});
