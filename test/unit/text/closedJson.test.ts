import assert from "node:assert/strict";
import { closedJson } from "../../../src/core/text/closedJson";

const FEED = JSON.stringify({
  version: "https://jsonfeed.org/version/1.1",
  title: 'A "title", with {signs] \\',
  authors: [{ name: "one" }],
  items: [
    { id: "1", title: "first, and [whole]", tags: ["a", "b"], attachments: [{ url: "x" }] },
    { id: "2", title: "sec\\ond}" },
    { id: "3", title: "third" },
  ],
  after: { the: "end" },
});

describe("JSON that was cut", () => {
  it("is JSON wherever it was cut, with as many whole items as had come", () => {
    const { items: all } = JSON.parse(FEED) as { readonly items: readonly unknown[] };
    const ends = all.map((item) => FEED.indexOf(JSON.stringify(item)) + JSON.stringify(item).length);
    for (let length = 1; length <= FEED.length; length++) {
      const read = JSON.parse(closedJson(FEED.slice(0, length))) as { items?: { id: string; title?: string }[] };
      const items = (read.items ?? []).filter(({ title }) => title !== undefined);
      const whole = ends.filter((end) => end <= length).length;
      assert.equal(items.length, whole, String(length));
      for (const [index, { id }] of items.entries()) assert.equal(id, String(index + 1));
    }
    assert.deepEqual(JSON.parse(closedJson(FEED)), JSON.parse(FEED));
  });

  it("stays no JSON where it was none", () => {
    for (const text of ["<rss>", "", "nothing, at all", '"a string', "{{{"]) {
      assert.throws(() => JSON.parse(closedJson(text)), text);
    }
  });

  it("takes time that grows with its length", () => {
    const text = `{"items":[${'{"a":"\\"'.repeat(200_000)}`;
    const began = performance.now();
    closedJson(text);
    assert.ok(performance.now() - began < 1000);
  });
});
