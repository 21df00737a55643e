import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { useCommandLine } from "./useCommandLine";

describe("ti-scraper parse", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run } = work;

  it("parses feed files: one line for each, also for what is none", async () => {
    fs.writeFileSync(
      path.join(work.folder, "a.xml"),
      "<rss><channel><item><title>A &amp;amp; B</title><guid>https://a.example/1</guid><pubDate>Mon, 01 Jun 2026 10:00:00 +0200</pubDate></item></channel></rss>",
    );
    fs.writeFileSync(path.join(work.folder, "b.xml"), "<html><p>no feed");
    const { code, out } = await run([
      "parse",
      path.join(work.folder, "a.xml"),
      path.join(work.folder, "b.xml"),
      path.join(work.folder, "none.xml"),
    ]);
    assert.equal(code, 0);
    const [a, b, none] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(a, {
      file: path.join(work.folder, "a.xml"),
      ok: true,
      items: [
        {
          title: "A & B",
          link: "https://a.example/1",
          guid: "https://a.example/1",
          published: "2026-06-01T08:00:00Z",
        },
      ],
      error: null,
    });
    assert.deepEqual([b?.["ok"], b?.["error"], none?.["ok"]], [false, "The answer is not a feed.", false]);
  });
});
