import assert from "node:assert/strict";
import fs from "node:fs";
import type { RequestListener } from "node:http";
import path from "node:path";
import { json, useCommandLine } from "./useCommandLine";

const ENTRIES = 6_000;
/** The oldest ones of a feed, that have the name in them. */
const MATCHED = 1_500;
let round = 0;

/** All news with each round, newest first. */
const feed: RequestListener = (_request, response) => {
  const items = Array.from({ length: ENTRIES }, (_, at) => {
    const title = at >= ENTRIES - MATCHED ? `Clop report ${at}` : `Report ${at}`;
    const date = new Date(Date.UTC(2026, 9, 1) + round * 86_400_000 - at * 1_000).toUTCString();
    return `<item><title>${title}</title><link>https://news.example/${round}/${at}</link><pubDate>${date}</pubDate></item>`;
  });
  response
    .writeHead(200, { "content-type": "application/rss+xml" })
    .end(`<rss version="2.0"><channel><title>t</title>${items.join("")}</channel></rss>`);
};

/** However much a source lists, what it adds is bounded, all of it is searched, and what was left out is said. */
describe("a source that floods", function () {
  this.timeout(120_000);
  const work = useCommandLine(feed);
  beforeEach(() => (round = 0));

  const scan = async () => {
    const report = json(await work.run(["scan", work.folder, "--json"]));
    const [source] = report["sources"] as { articles: number; left?: number }[];
    return {
      listed: source?.articles,
      left: source?.left,
      fresh: (report["new"] as { url: string }[]).map(({ url }) => url),
      matches: (report["matches"] as unknown[]).length,
      notices: (report["errors"] as string[]).filter((notice) => notice.includes("not kept")).length,
    };
  };

  /** Files of the state and their bytes. */
  const stateBytes = (): number =>
    fs
      .readdirSync(work.folder, { recursive: true, withFileTypes: true })
      .filter(
        (entry) => entry.isFile() && !entry.parentPath.endsWith("config") && !/Result Files/.test(entry.parentPath),
      )
      .reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0);

  it("adds its newest 1,000 and as many with a tracked name, and says what it left out", async () => {
    work.configure({}, [`${work.news.origin}/rss`]);
    const first = await scan();
    const { fresh, ...counts } = first;
    assert.deepEqual(counts, { listed: ENTRIES, left: ENTRIES - 2_000, matches: 1_000, notices: 1 });
    assert.equal(fresh.length, 2_000);
    assert.ok(fresh.includes("https://news.example/0/0") && fresh.includes("https://news.example/0/999"));
    assert.ok(!fresh.includes("https://news.example/0/1000"), "the newest that say nothing end there");
    assert.ok(fresh.includes(`https://news.example/0/${ENTRIES - MATCHED}`), "the newest with the name are kept");

    const again = await scan();
    assert.deepEqual([again.fresh.length, again.matches, again.left], [0, 0, undefined], "nothing is news twice");
    const shown = await work.run(["sources", work.folder]);
    assert.equal(shown.code, 0, shown.err);

    const before = stateBytes();
    round = 1;
    const next = await scan();
    assert.deepEqual([next.fresh.length, next.left], [2_000, ENTRIES - 2_000]);
    const grown = stateBytes() - before;
    // 2,000 articles, 1,000 matches, 6,000 keys: what all 6,000 articles take is more than twice as much.
    assert.ok(grown < 2_000_000, `${grown} bytes`);
  });

  it("brings nothing again that an earlier version has stored", async () => {
    work.configure({}, [`${work.news.origin}/rss`]);
    await scan();
    const states = fs
      .readdirSync(work.folder, { recursive: true })
      .map((name) => path.join(work.folder, String(name)))
      .filter((name) => /articles-seen/.test(path.basename(name)) && fs.statSync(name).isFile());
    let untagged = 0;
    for (const file of states) {
      const text = fs.readFileSync(file, "utf8");
      const old = text.replace(/"(\d{4}-\d\d-\d\d) [0-9a-z]{5}[^"]*"/g, (_all, day: string) => {
        untagged += 1;
        return `"${day}"`;
      });
      fs.writeFileSync(file, old);
    }
    assert.equal(untagged, ENTRIES);
    const { fresh, matches } = await scan();
    assert.deepEqual([fresh.length, matches], [0, 0]);
  });
});
