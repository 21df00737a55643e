import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isInContainerItself } from "../../../src/node/stateFolder";
import { type StateHome, openStateHome } from "../../../src/node/stateHome";
import { createStateStore, stateDirectory } from "../../../src/node/stateStore";

describe("what is remembered, moved to another place", () => {
  let folder: string;
  let roots: readonly string[];
  let before: StateHome;
  let after: StateHome;
  const unexpected = (name: string): void => assert.fail(`${name} was set aside`);
  const files = (place: string): readonly string[] =>
    fs.existsSync(place)
      ? fs
          .readdirSync(place, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.relative(place, path.join(entry.parentPath, entry.name)))
          .sort()
      : [];
  const stateOf = async (home: StateHome, root: string): Promise<string> => {
    const remembered = await home.rememberedOf(root);
    assert.ok(remembered);
    return remembered.directory;
  };

  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-move-"));
    roots = ["one", "two"].map((name) => path.join(folder, name));
    for (const root of roots) fs.mkdirSync(root);
    before = openStateHome(unexpected, path.join(folder, "before"));
    after = openStateHome(unexpected, path.join(folder, "after"));
    const paths = roots.map((root) => before.identityOf(root));
    for (const identity of paths) await before.agreements.agree(identity, { kind: "scan" });
    for (const root of roots) {
      // As a session would.
      const env = { TI_SCRAPER_STATE_FOLDER: path.join(folder, "before") };
      const store = createStateStore(stateDirectory(env, process.platform, fs.realpathSync.native(root)));
      await store.withLock("state", 0, () => store.write([["rows", { version: 1, data: [], of: root }]]));
    }
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("is there and nowhere else, to the byte and as private", async () => {
    const kept = (place: string) => files(place).filter((name) => !/-lock\.\d+$/.test(name));
    const all = kept(before.place);
    const contents = all.map((name) => fs.readFileSync(path.join(before.place, name), "utf8"));
    assert.equal(all.length, 3);
    assert.deepEqual(await before.moveTo(after), { moved: 3, stayed: 0 });
    assert.deepEqual(files(before.place), []);
    assert.deepEqual(kept(after.place), all);
    assert.deepEqual(
      all.map((name) => fs.readFileSync(path.join(after.place, name), "utf8")),
      contents,
    );
    for (const name of all)
      assert.equal((fs.statSync(path.join(after.place, name)).mode & 0o777).toString(8), "600", name);
    for (const root of roots) {
      assert.deepEqual([await before.knows(root), await after.knows(root)], [false, true]);
      assert.ok(await after.agreements.has(after.identityOf(root), { kind: "scan" }));
    }
    assert.deepEqual(await before.moveTo(after), { moved: 0, stayed: 0 });
  });

  it("stays where somebody works in it, and where there is something already", async () => {
    const [first = "", second = ""] = roots;
    const busy = createStateStore(await stateOf(before, first));
    await after.agreements.agree("/elsewhere", { kind: "scan" });
    const outcome = await busy.withLock("scan", 0, () => before.moveTo(after));
    assert.deepEqual(outcome?.value, { moved: 1, stayed: 2 });
    assert.deepEqual([await before.knows(first), await after.knows(first)], [true, false]);
    assert.deepEqual([await before.knows(second), await after.knows(second)], [false, true]);
    assert.deepEqual([...(await after.agreements.all()).keys()], ["/elsewhere"]);
    assert.deepEqual(await before.moveTo(after), { moved: 1, stayed: 1 });
    assert.ok(await before.agreements.has(before.identityOf(first), { kind: "scan" }));
  });

  it("stays whole where it could not be copied", async () => {
    const kept = files(before.place);
    fs.writeFileSync(path.join(folder, "after"), "a file");
    await assert.rejects(before.moveTo(after), /ENOTDIR|EEXIST/);
    assert.deepEqual(
      files(before.place).filter((name) => !/-lock\./.test(name)),
      kept.filter((name) => !/-lock\./.test(name)),
    );
  });

  it("tells a file system of its own from that of the container", () => {
    assert.equal(isInContainerItself(path.parse(folder).root), true);
    assert.equal(isInContainerItself(path.join(path.parse(folder).root, "not-there", "at-all")), true);
    if (process.platform === "linux") assert.equal(isInContainerItself("/proc/not-there"), false);
  });
});
