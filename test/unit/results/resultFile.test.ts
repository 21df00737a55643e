import assert from "node:assert/strict";
import type { WorkspaceFiles } from "../../../src/core/ports";
import { WrittenArticles, resultText, writtenArticles } from "../../../src/core/results/resultFile";
import { sharedKey } from "../../../src/core/urls/articleKey";

async function readBack(text: string): Promise<string[]> {
  const files = {
    lines: async function* () {
      yield* text.split(/\r?\n/);
    },
  } as unknown as WorkspaceFiles;
  const found: string[] = [];
  for await (const { headline, url } of writtenArticles(files, "x")) found.push(`${headline} | ${url}`);
  return found;
}

const article = (title: string, url: string) => ({ key: "", title, url, source: "", published: null, found: "" });

describe("what a result file holds", () => {
  it("reads back what it writes", async () => {
    const text = resultText(
      [article("One", "https://a.example/1"), article("Two", "http://www.b.example//2/")],
      "nothing",
    );
    assert.equal(text, "One\nhttps://a.example/1\n\nTwo\nhttp://www.b.example//2/\n\n");
    assert.deepEqual(await readBack(text), ["One | https://a.example/1", "Two | http://www.b.example//2/"]);
  });

  it("takes a headline that is an address for a headline", async () => {
    const text = resultText([article("http://victim.example/story", "https://a.example/1")], "");
    assert.deepEqual(await readBack(text), ["http://victim.example/story | https://a.example/1"]);
  });

  it("reads records without a headline, without blank lines and without an end", async () => {
    assert.deepEqual(await readBack("https://a.example/1\n\nB\nhttps://b.example/2\r\nC\nhttps://c.example/3"), [
      " | https://a.example/1",
      "B | https://b.example/2",
      "C | https://c.example/3",
    ]);
  });

  it("is the placeholder when nothing is new", () => {
    assert.equal(resultText([], "Nothing."), "Nothing.");
  });
});

describe("whether result files hold an article", () => {
  const PAGE = "https://status.example/incidents";
  const written = new WrittenArticles();
  written.add("Mail is late", PAGE);
  written.add("Old headline", "https://www.google.com/url?q=https://news.example/a&usg=1");

  it("is told by its address, as it is known by that", () => {
    assert.equal(written.has({ key: PAGE, title: "another headline", url: `${PAGE}/` }), true);
    assert.equal(written.has({ key: "https://news.example/a", title: "x", url: "https://news.example/a" }), true);
    assert.equal(written.has({ key: `${PAGE}/2`, title: "Mail is late", url: `${PAGE}/2` }), false);
  });

  it("is told by its headline as well, where others share its address or it is an update", () => {
    const shared = (title: string) => ({ key: sharedKey(PAGE, "7"), title, url: PAGE });
    assert.deepEqual([written.has(shared(" mail is  Late")), written.has(shared("Mail is lost"))], [true, false]);
    const update = { key: PAGE, title: "Mail was late", url: PAGE, updated: "2026-01-02T00:00:00Z" };
    assert.deepEqual([written.has(update), written.has({ ...update, title: "Mail is late" })], [false, true]);
  });
});
