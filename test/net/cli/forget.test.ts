import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Agreement, createAgreements } from "../../../src/core/memory/agreements";
import { createStateStore } from "../../../src/node/stateStore";
import { systemClock } from "../../../src/node/systemClock";
import { useCommandLine } from "./useCommandLine";

describe("ti-scraper forget", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run, configure } = work;
  const home = () => path.join(work.folder, "state", "ti-scraper");
  const stateFolders = () => fs.readdirSync(home()).filter((name) => /^[0-9a-f]{32}$/.test(name));
  const agreements = () => {
    const onDamaged = () => assert.fail();
    const store = createStateStore(path.join(home(), "agreements"));
    return createAgreements({ store, onDamaged, version: "1.2.3" }, systemClock);
  };

  it("lists what would go, with what waits first, and removes it only when told", async () => {
    const none = await run(["forget", work.folder]);
    assert.deepEqual([none.code, none.out], [0, `Nothing is remembered of ${work.folder}.\n`]);

    configure({ profile2cortex: true, CortexXSOARAPIConfig: { host: "https://xsoar.invalid" } });
    await run(["scan", work.folder]);
    const [name = ""] = stateFolders();
    const real = fs.realpathSync.native(work.folder);
    const agreed: readonly Agreement[] = [{ kind: "scan" }, { kind: "write", server: "https://xsoar.invalid/acc_a" }];
    for (const one of agreed) await agreements().agree(real, one);
    await agreements().agree("/elsewhere", { kind: "scan" });
    const mode = fs.statSync(path.join(home(), "agreements", "agreements.json")).mode & 0o777;
    assert.equal(mode.toString(8), "600");

    const day = new Date().toISOString().slice(0, 10);
    const listed = await run(["forget", work.folder]);
    assert.deepEqual(listed.out.trimEnd().split("\n"), [
      `Remembered of ${real}, in ${path.join(home(), name)}:`,
      "  Notes that wait to be written, and would be lost: 1",
      "  Articles: 2",
      "  Matches: 1",
      `  Agreed on ${day}: Scan by itself`,
      `  Agreed on ${day}: Write to https://xsoar.invalid/acc_a`,
      "",
      "--yes removes this for good. Configuration and result files stay.",
    ]);
    assert.equal(listed.code, 0);
    assert.equal((await run(["forget", work.folder])).out, listed.out);

    const gone = await run(["forget", work.folder, "--yes"]);
    assert.deepEqual([gone.code, gone.out.endsWith("\nForgotten.\n")], [0, true]);
    assert.deepEqual(stateFolders(), []);
    assert.deepEqual([...(await agreements().all()).keys()], ["/elsewhere"]);
    assert.ok(fs.existsSync(path.join(work.folder, "config", "articles_config.json")));
    assert.match((await run(["forget", work.folder])).out, /^Nothing is remembered/);
    assert.match((await run(["scan", work.folder])).out, /^1 source read in/);
  });

  it("leaves a folder alone that somebody works in", async () => {
    configure();
    await run(["scan", work.folder]);
    const [name = ""] = stateFolders();
    const held = await createStateStore(path.join(home(), name)).withLock("scan", 0, () =>
      run(["forget", work.folder, "--yes"]),
    );
    assert.equal(held?.value.code, 2);
    assert.match(held?.value.err ?? "", /^Another window or process works in this folder\./);
    assert.ok(fs.existsSync(path.join(home(), name, "matches.json")));
    assert.equal((await run(["forget", work.folder, "--yes"])).code, 0);
  });

  it("forgets what a later version has written, which it cannot count", async () => {
    configure();
    await run(["scan", work.folder]);
    const [name = ""] = stateFolders();
    fs.writeFileSync(path.join(home(), name, "matches.json"), '{"version":9,"by":"9.0.0","data":[]}');
    assert.match((await run(["forget", work.folder])).out, /\n {2}What a later version of TI Scraper has written\n/);
    assert.equal((await run(["forget", work.folder, "--yes"])).code, 0);
    assert.deepEqual(stateFolders(), []);
  });
});
