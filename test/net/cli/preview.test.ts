import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { json, useCommandLine } from "./useCommandLine";

describe("ti-scraper preview", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run, configure } = work;

  it("says why a name was found, and previews what other names and rules would find", async () => {
    configure();
    const report = json(await run(["scan", work.folder, "--json"]));
    const [match] = report["matches"] as { why: string }[];
    assert.match(match?.why ?? "", /^“Clop” in the headline\. It is the tracked name Clop\./);
    const other = path.join(work.folder, "other.yaml");
    const names = (text: string) => fs.writeFileSync(other, `profiling:\n  profileData: ${text}\n`);
    names(
      '[{ name: Clop, match: { notHere: ["https://news.example/clop"] } }, { name: Umbrafly, match: { requireContext: false } }]',
    );
    const shown = await run(["preview", work.folder, "--config", other]);
    assert.deepEqual([shown.code, shown.err], [0, ""]);
    assert.match(shown.out, /^Looked at: 2 stored articles of the last 30 days\./);
    assert.match(shown.out, /\nClop: 1 → 0 articles, 0 gained, 1 lost\n/);
    assert.match(shown.out, /\nUmbrafly: 0 → 1 article, 1 gained, 0 lost\n/);
    assert.match(shown.out, /\nClop\n {2}- Clop empties a file server\n/);
    assert.match(shown.out, /\nUmbrafly\n {2}\+ Umbrafly seen with Quillbat\n/);
    const preview = json(await run(["preview", work.folder, "--config", other, "--json", "--days", "7"]));
    assert.deepEqual([preview["days"], preview["articles"], (preview["names"] as object[]).length], [7, 2, 2]);
    names("[{ name: Clop, match: { matchIn: [] } }]");
    const broken = await run(["preview", work.folder, "--config", other]);
    assert.equal(broken.code, 2);
    assert.match(broken.err, /other\.yaml:2:\d+: error: "match\.matchIn" in entry 1/);
  });
});
