import assert from "node:assert/strict";
import type { WorkspaceFiles } from "../../../src/core/ports";
import { articleKeys, resultText } from "../../../src/core/results/resultFile";

async function keysOf(text: string): Promise<string[]> {
  const files = {
    lines: async function* () {
      yield* text.split(/\r?\n/);
    },
  } as unknown as WorkspaceFiles;
  const keys: string[] = [];
  for await (const key of articleKeys(files, "x")) keys.push(key);
  return keys;
}

const article = (title: string, url: string) => ({ key: "", title, url, source: "", published: null, found: "" });

describe("what a result file holds", () => {
  it("reads back what it writes", async () => {
    const text = resultText(
      [article("One", "https://a.example/1"), article("Two", "http://www.b.example//2/")],
      "nothing",
    );
    assert.equal(text, "One\nhttps://a.example/1\n\nTwo\nhttp://www.b.example//2/\n\n");
    assert.deepEqual(await keysOf(text), ["https://a.example/1", "https://b.example/2"]);
  });

  it("takes a headline that is an address for a headline", async () => {
    const text = resultText([article("http://victim.example/story", "https://a.example/1")], "");
    assert.deepEqual(await keysOf(text), ["https://a.example/1"]);
  });

  it("reads records without a headline, without blank lines and without an end", async () => {
    assert.deepEqual(await keysOf("https://a.example/1\n\nB\nhttps://b.example/2\r\nC\nhttps://c.example/3"), [
      "https://a.example/1",
      "https://b.example/2",
      "https://c.example/3",
    ]);
  });

  it("is the placeholder when nothing is new", () => {
    assert.equal(resultText([], "Nothing."), "Nothing.");
  });
});
