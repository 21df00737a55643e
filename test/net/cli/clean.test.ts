import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { useCommandLine } from "./useCommandLine";

describe("ti-scraper clean", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run, configure } = work;

  it("clears away old result files when told", async () => {
    configure();
    const counts = { websiteconfig: { webpages: [`${work.news.origin}/rss`], hit: ["Clop"] } };
    fs.writeFileSync(path.join(work.folder, "config", "counts_config.json"), JSON.stringify(counts));
    await run(["scan", work.folder]);

    const results = path.join(work.folder, "00 Article Result Files");
    const old = path.join(results, "2023-01-01_080000_articles.txt");
    fs.writeFileSync(old, "old");
    const listed = await run(["clean", work.folder]);
    assert.match(
      listed.out,
      /^00 Article Result Files\/2023-01-01_080000_articles\.txt\n\n--yes deletes this file for good/,
    );
    assert.equal(fs.existsSync(old), true);
    assert.match((await run(["clean", work.folder, "--yes"])).out, /^deleted 00 Article/);
    assert.equal(fs.existsSync(old), false);
    assert.ok(fs.readdirSync(results).length > 0);

    fs.writeFileSync(path.join(work.folder, "config", "articles_config.json"), "{");
    const counted = path.join(work.folder, "02 Count Hits Result Files", "2023-01-01_080000_counts.csv");
    fs.writeFileSync(counted, "old");
    const broken = await run(["clean", work.folder]);
    assert.match(broken.err, /^config\/articles_config\.json:1:/);
    assert.match(broken.out, /2023-01-01_080000_counts\.csv/);
    assert.equal(broken.code, 0);
    fs.rmSync(path.join(work.folder, "config"), { recursive: true });
    const none = await run(["clean", work.folder, "--yes"]);
    assert.deepEqual([none.code, none.out], [2, ""]);
    assert.match(none.err, /There is no articles_config/);
    assert.ok(fs.existsSync(counted));
  });
});
