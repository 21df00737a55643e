import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { useCommandLine } from "./useCommandLine";

describe("ti-scraper", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run } = work;

  it("runs by its name alone, as npm links it", function () {
    if (process.platform === "win32") return this.skip();
    fs.chmodSync(work.cli.file, 0o755);
    assert.equal(execFileSync(work.cli.file, ["--version"], { encoding: "utf8" }), "1.2.3\n");
  });

  it("explains itself", async () => {
    const { code, out } = await run(["--help"]);
    assert.equal(code, 0);
    for (const word of [
      "scan",
      "aliases",
      "match",
      "parse",
      "TI_SCRAPER_XSOAR_API_KEY",
      "TI_SCRAPER_XSOAR_HOST",
      "Exit codes",
      "TI_SCRAPER_XSOAR_TIMEOUT",
      "HTTPS_PROXY",
      "TI_SCRAPER_MAIL_FROM",
      "TI_SCRAPER_MAIL_TO",
      "ti-scraper forget",
    ]) {
      assert.ok(out.includes(word), word);
    }
    assert.equal((await run(["--version"])).out, "1.2.3\n");
  });

  const wrong: readonly (readonly string[])[] = [
    [],
    ["scna"],
    ["scan", "a", "b"],
    ["scan", "--create", "some"],
    ["scan", "--names", "x"],
    ["match", "--names", "x"],
    ["preview"],
    ["preview", "--config", "x", "--days", "soon"],
    ["parse"],
    ["--frobnicate"],
    ["scan", "/no/such/folder"],
  ];
  for (const args of wrong) {
    it(`refuses “${args.join(" ")}” with exit code 2 and a sentence`, async () => {
      const { code, out, err } = await run(args);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, /\w+ .*\./);
      assert.doesNotMatch(err, /at .*cli\.js/);
    });
  }
});
