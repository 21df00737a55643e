import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { overFiles, overStore } from "../../src/node/dryRun";
import { createStateStore } from "../../src/node/stateStore";
import { createWorkspaceFiles } from "../../src/node/workspaceFiles";

const READ_ALL = 1_000_000;

describe("what a dry run writes to", () => {
  let folder: string;
  const onDisk = (): readonly string[] => fs.readdirSync(folder, { recursive: true }).map(String).sort();
  const onDamaged = (name: string): never => assert.fail(`${name} is damaged`);

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-dry-"));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  it("finds documents again as a disk would give them, and leaves the disk alone", async () => {
    const store = createStateStore(folder);
    await store.write([
      ["kept", { a: 1 }],
      ["gone", { b: 2 }],
    ]);
    const before = onDisk();
    const over = overStore(store);
    const value = { list: [1, 2] };
    await over.write([["kept", value]]);
    value.list.push(3);
    await over.remove("gone");
    assert.deepEqual(await over.read("kept", onDamaged), { list: [1, 2] });
    assert.equal(await over.read("gone", onDamaged), null);
    assert.deepEqual(await store.read("kept", onDamaged), { a: 1 });
    assert.deepEqual(await store.read("gone", onDamaged), { b: 2 });
    assert.deepEqual(
      onDisk().filter((name) => !name.endsWith("lock")),
      before.filter((name) => !name.endsWith("lock")),
    );
  });

  it("finds files again: written, created once, appended to, moved; and leaves the folder alone", async () => {
    fs.writeFileSync(path.join(folder, "there.txt"), "one\n");
    const over = overFiles(createWorkspaceFiles(folder));
    const text = (name: string) => over.readText(name, READ_ALL);
    await over.appendText("there.txt", "two\n");
    assert.equal(await text("there.txt"), "one\ntwo\n");
    assert.equal(await over.createText("there.txt", "x"), false);
    assert.equal(await over.createText("results/new.txt", "x"), true);
    assert.equal(await over.createText("results/new.txt", "y"), false);
    assert.deepEqual(await over.list("results"), [{ name: "new.txt", size: 1 }]);
    assert.equal(await over.move("there.txt", "results/new.txt"), false);
    assert.equal(await over.move("there.txt", "results/moved.txt"), true);
    assert.equal(await text("there.txt"), null);
    const lines: string[] = [];
    for await (const line of over.lines("results/moved.txt", READ_ALL)) lines.push(line);
    assert.deepEqual(lines.slice(0, 2), ["one", "two"]);
    assert.deepEqual(await over.readText("results/moved.txt", 3), { limitBytes: 3 });
    assert.deepEqual(onDisk(), ["there.txt"]);
    assert.equal(fs.readFileSync(path.join(folder, "there.txt"), "utf8"), "one\n");
  });
});
