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
    server.xsoar.touch(record.id, { aliases: ["Clop", "Quiet Quillbat", "Umbrafly"] });
    const synced = await run(["aliases", work.folder], env());
    assert.equal(synced.code, 0, synced.err);
    assert.match(synced.out, /2 aliases/);
    const file = fs.readFileSync(path.join(work.folder, "config", "cortex_aliases.json"), "utf8");
    assert.deepEqual(JSON.parse(file), ["Quiet Quillbat", "Umbrafly"]);
    const report = json(await run(["scan", work.folder, "--json"], env()));
    assert.deepEqual(
      (report["matches"] as { profile: string; name: string }[]).map(({ profile, name }) => [profile, name]),
      [["Clop", "Umbrafly"]],
    );
    fs.writeFileSync(path.join(work.folder, "config", "cortex_aliases.json"), '["Umbrafly", "Half a na');
    const mended = await run(["aliases", work.folder], env());
    const kept = /kept as (config\/cortex_aliases\.damaged-\w+\.json);/.exec(mended.out)?.[1] ?? "";
    assert.equal(fs.readFileSync(path.join(work.folder, kept), "utf8"), '["Umbrafly", "Half a na');
    assert.equal((await run(["aliases", work.folder], {})).code, 2);
  });

  it("lists whose each alias is, as text and as JSON, and the news of a scan", async () => {
    server.xsoar.put({
      value: "Clop",
      indicator_type: "Threat Actor",
      CustomFields: { aliases: ["TA505"], communitynotes: [] },
    });
    const scanned = await run(["scan", work.folder, "--json"], env());
    assert.deepEqual(json(scanned)["aliasNews"], [{ name: "Clop", added: ["TA505"], removed: [] }]);
    assert.equal(fs.existsSync(path.join(work.folder, "config", "cortex_aliases.json")), false);
    const synced = await run(["aliases", work.folder], env());
    assert.match(synced.out, /^Clop: TA505 \(new\)$/m);
    const again = json(await run(["aliases", work.folder, "--json"], env()));
    assert.deepEqual(again["names"], [{ name: "Clop", aliases: ["TA505"], added: [], removed: [] }]);
    assert.equal("aliasNews" in json(await run(["scan", work.folder, "--json", "--ask-all"], env())), false);
  });

  it("reads a field of the configuration's own only where it is repeated", async () => {
    work.configure({
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: server.xsoar.origin, search_field: "remarks" },
    });
    server.xsoar.put({
      value: "Clop",
      indicator_type: "Threat Actor",
      CustomFields: { aliases: ["TA505"], remarks: ["Rooms of the sandbox"], communitynotes: [] },
    });
    const file = path.join(work.folder, "config", "cortex_aliases.json");
    const refused = await run(["aliases", work.folder], env());
    assert.equal(refused.code, 2, refused.err);
    assert.match(
      refused.err,
      /Nothing was written\. It would be:\n {2}Clop: Rooms of the sandbox, TA505\n.*--field remarks/,
    );
    const asJson = await run(["aliases", work.folder, "--json"], env());
    assert.deepEqual([asJson.code, json(asJson)["kind"], json(asJson)["field"]], [2, "field", "remarks"]);
    const other = await run(["aliases", work.folder, "--field", "aliases"], env());
    assert.equal(other.code, 2);
    assert.match(other.err, /--field names aliases; search_field of the configuration is remarks\./);
    const scanned = await run(["scan", work.folder, "--json"], env());
    assert.equal("aliasNews" in json(scanned), false);
    assert.equal(fs.existsSync(file), false);
    const agreed = await run(["aliases", work.folder, "--field", "Remarks"], env());
    assert.equal(agreed.code, 0, agreed.err);
    assert.deepEqual(JSON.parse(fs.readFileSync(file, "utf8")), ["Rooms of the sandbox", "TA505"]);
    assert.equal((await run(["aliases", work.folder], env())).code, 2, "it is to be repeated each time");
  });
});
