import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { json, useCommandLine } from "./useCommandLine";
import { useXsoar } from "./useXsoar";

describe("ti-scraper aliases", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const server = useXsoar(work);
  const { run } = work;
  const { env } = server;

  it("syncs aliases into the file, and the next scan finds them", async () => {
    await run(["scan", work.folder, "--create", "all"], env());
    const [record] = server.xsoar.records();
    assert.ok(record);
    server.xsoar.touch(record.id, { aliases: ["Clop", "Quiet Anyone", "Nothing About"] });
    const synced = await run(["aliases", work.folder], env());
    assert.equal(synced.code, 0, synced.err);
    assert.match(synced.out, /2 aliases/);
    const file = fs.readFileSync(path.join(work.folder, "config", "cortex_aliases.json"), "utf8");
    assert.deepEqual(JSON.parse(file), ["Nothing About", "Quiet Anyone"]);
    const report = json(await run(["scan", work.folder, "--json"], env()));
    assert.deepEqual(
      (report["matches"] as { profile: string; name: string }[]).map(({ profile, name }) => [profile, name]),
      [["Clop", "Nothing About"]],
    );
    fs.writeFileSync(path.join(work.folder, "config", "cortex_aliases.json"), '["Nothing About", "Half a na');
    const mended = await run(["aliases", work.folder], env());
    const kept = /kept as (config\/cortex_aliases\.damaged-\w+\.json);/.exec(mended.out)?.[1] ?? "";
    assert.equal(fs.readFileSync(path.join(work.folder, kept), "utf8"), '["Nothing About", "Half a na');
    assert.equal((await run(["aliases", work.folder], {})).code, 2);
  });
});
