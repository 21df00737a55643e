import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { buildWorker } from "../buildWorker";
import { buildCommandLine } from "../commandLine";

interface Run {
  readonly code: number;
  readonly out: string;
  readonly log: readonly string[];
}

/** Linux lets most users make a network of their own. */
function hasOwnNetworks(): boolean {
  const script = "ip link set lo up && mount --bind /etc/hosts /etc/resolv.conf";
  return spawnSync("unshare", ["-rnm", "sh", "-c", script]).status === 0;
}

interface Failed {
  readonly url: string;
  readonly error?: { readonly message: string };
}

const errorsOf = ({ out }: Run): readonly string[] =>
  (JSON.parse(out) as { readonly sources: readonly Failed[] }).sources.flatMap(({ error }) => error?.message ?? []);

describe("ti-scraper scan in a network of its own", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-network-"));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("reads what is public and what is private as a whole, and is led inside by nothing public", async () => {
    if (!hasOwnNetworks()) {
      console.log(
        "      This machine allows no private network: names and addresses are those of test/net/reach.test.ts alone.",
      );
      return;
    }
    const network = buildWorker("test/net/privateNetwork.ts");
    const args = ["-rnm", process.execPath, network.file, buildCommandLine().file, folder];
    const { stdout } = await promisify(execFile)("unshare", args, { maxBuffer: 10_000_000 }).finally(() =>
      network.remove(),
    );
    const told = JSON.parse(stdout) as Record<"wide" | "before" | "turned" | "again" | "allowed", Run> & {
      readonly spun: readonly Run[];
    };

    assert.deepEqual(told.wide.log.filter((line) => !line.startsWith("93.184.216.34 public.test/to/")).sort(), [
      "10.1.2.3 10.1.2.3/",
      "10.1.2.3 10.1.2.3/",
      "10.1.2.3 inside.test/",
      "10.1.2.3 inside.test/to/10.1.2.3",
      "2606:4700::1111 six.test/",
      "93.184.216.34 both.test/",
      "93.184.216.34 both.test/to/10.1.2.3",
      "93.184.216.34 public.test/",
    ]);
    const refused = errorsOf(told.wide);
    assert.equal(refused.length, 8, told.wide.out);
    for (const message of refused) {
      assert.match(message, /inside a private network|could not be found|no complete answer/);
    }

    assert.deepEqual([told.before.code, told.before.log], [0, ["93.184.216.34 turning.test/"]]);
    for (const run of [told.turned, told.again]) {
      assert.deepEqual([run.code, run.log], [1, []]);
      assert.match(run.out, /was in the public internet and now lies inside.*TI_SCRAPER_PRIVATE_HOSTS/);
    }
    assert.deepEqual([told.allowed.code, told.allowed.log], [0, ["10.1.2.3 turning.test/"]]);
    for (const { log } of told.spun)
      assert.deepEqual(
        log.filter((line) => line.startsWith("10.")),
        [],
      );
  });
});
