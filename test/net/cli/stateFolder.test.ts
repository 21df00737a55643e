import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { json, useCommandLine } from "./useCommandLine";

/** `TI_SCRAPER_STATE_FOLDER`: the folder that is chosen for what is remembered. */
describe("ti-scraper with a chosen state folder", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run, configure } = work;
  let chosen: string;

  beforeEach(() => {
    chosen = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-chosen-"));
  });
  afterEach(() => fs.rmSync(chosen, { recursive: true, force: true }));
  const env = (folder = chosen) => ({ TI_SCRAPER_STATE_FOLDER: folder });

  it("remembers there and nowhere else, in a folder of its own that only the user can read", async () => {
    configure();
    fs.writeFileSync(path.join(chosen, "names"), "of somebody else");
    const place = path.join(chosen, "deep", "state");
    assert.equal(json(await run(["scan", work.folder, "--json"], env(place)))["articles"], 2);
    assert.deepEqual(fs.readdirSync(place), ["ti-scraper"]);
    assert.equal((fs.statSync(path.join(place, "ti-scraper")).mode & 0o777).toString(8), "700");
    assert.equal(fs.existsSync(path.join(work.folder, "state")), false);
    const { out } = await run(["export", work.folder, "--format", "json"], env(place));
    assert.match(out, /Clop empties a file server/);
  });

  it("says where that is which was remembered before, until something is remembered in the new place", async () => {
    configure();
    await run(["scan", work.folder]);
    const before = path.join(work.folder, "state", "ti-scraper");
    const told = await run(["export", work.folder, "--format", "json"], env());
    assert.ok(told.err.includes(`stays in ${before}. To go on with it, move what is in there.`), told.err);
    assert.ok(told.err.includes(`in ${path.join(chosen, "ti-scraper")} yet`), told.err);
    await run(["scan", work.folder], env());
    assert.equal((await run(["export", work.folder, "--format", "json"], env())).err, "");
    // Nothing of the old place is lost.
    assert.match((await run(["export", work.folder, "--format", "json"])).out, /Clop empties a file server/);
  });

  it("refuses a folder that is none, with exit code 2, and touches nothing", async () => {
    configure();
    const file = path.join(chosen, "file");
    fs.writeFileSync(file, "");
    fs.symlinkSync(work.folder, path.join(chosen, "link"));
    for (const [folder, why] of [
      ["state", "TI_SCRAPER_STATE_FOLDER is to be an absolute path, not state."],
      ["~/state", "TI_SCRAPER_STATE_FOLDER is to be an absolute path, not ~/state."],
      [file, `TI_SCRAPER_STATE_FOLDER, ${file}, cannot be written to (a file has that name).`],
      [work.folder, "lies in the folder"],
      [path.join(work.folder, "new", "state"), "lies in the folder"],
      [path.join(chosen, "link", "state"), "lies in the folder"],
    ] as const) {
      const { code, out, err } = await run(["scan", work.folder], env(folder));
      assert.deepEqual([code, out], [2, ""], folder);
      assert.ok(err.includes(why) && err.includes("Nothing is read or written before that is mended."), err);
    }
    assert.deepEqual(fs.readdirSync(work.folder), ["config"]);
    // A folder beside it whose name begins like it is another one.
    const beside = `${work.folder}-state`;
    assert.equal((await run(["scan", work.folder], env(beside))).code, 0);
    fs.rmSync(beside, { recursive: true });
  });

  it("counts an empty variable as none", async () => {
    configure();
    assert.equal((await run(["scan", work.folder], env("  "))).code, 0);
    assert.ok(fs.existsSync(path.join(work.folder, "state", "ti-scraper")));
  });
});
