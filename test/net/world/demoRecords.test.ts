import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../../vscode/project";
import { runCli } from "../../world/runCli";
import { PLANNED, type TrueChange } from "../../world/recordsTruth";
import { type FoundRun, comparePlan, compareUndone, compareWritten } from "../../world/recordsVerdict";
import { updateOnce } from "../../world/updateOnce";
import { type World, startWorld } from "../../world/world";

/** The updates of `npm start -- --once`, and that its verdict can fail. */
describe("updates of the demo's records", function () {
  this.timeout(60_000);
  const cli = path.join(projectRoot, "dist", "cli.js");
  let world: World;
  let home: string;
  before(async () => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-state-"));
    world = await startWorld();
  });
  after(async () => {
    await world?.close();
    fs.rmSync(home, { recursive: true, force: true });
  });

  it("find what is planted for each recipe and nothing else, write it, have nothing more to do, and are undone", async () => {
    const run = (args: readonly string[]) => runCli([cli, ...args], world, home);
    assert.equal((await run(["scan", world.workspaceFolder, "--json"])).code, 1);
    const lines: string[] = [];
    assert.deepEqual(await updateOnce(world, run, (line) => lines.push(line)), [], lines.join("\n"));
    assert.match(lines.join("\n"), /^leak-sites +2 +2$/m);
  });

  it("tell a change that is missing, one that is too much, and another value", () => {
    assert.deepEqual(comparePlan("tidy-aliases", planOf(PLANNED), new Map()).problems, []);
    const others = PLANNED.filter(({ record }) => record !== "LockBit");
    const lost = comparePlan("leak-sites", planOf(others), new Map());
    assert.deepEqual([lost.planted, lost.found], [2, 0]);
    assert.ok(lost.problems.includes("missed change: LockBit, note by leak-sites"), lost.problems.join());
    const more: TrueChange = { record: "APT", field: "note", recipes: ["leak-sites"], after: "x" };
    assert.deepEqual(comparePlan("leak-sites", planOf([...PLANNED, more]), new Map()).problems, [
      "extra change: APT, note by leak-sites",
    ]);
    const changed = PLANNED.map((one) => (one.field === "lastSeen" ? { ...one, after: "never" } : one));
    const differs = comparePlan("first-seen", planOf(changed), new Map());
    assert.deepEqual([differs.found, differs.problems.length], [differs.planted - 1, 1]);
  });

  it("tell what was written beside the plan, or not at all, and what an undo leaves", () => {
    const was = `{"value":"APT","score":1.0,"version":1,"CustomFields":{"aliases":["APT"]}}`;
    const right = `{"value":"APT","score":1.0,"version":2,"CustomFields":{"aliases":["APT"],"tags":["demo"]},"firstSeen":"2023-11-05T09:30:00.000001+01:00"}`;
    const written = (text: string) => compareWritten(new Map([["1", was]]), new Map([["1", text]]), () => "APT");
    assert.deepEqual(written(right), []);
    assert.deepEqual(written(right.replace("1.0", "1")), ["record APT: more than firstSeen, tags changed"]);
    assert.deepEqual(written(right.replace('["demo"]', "[]")), ["record APT: tags is []"]);
    const undone = (text: string) => compareUndone(new Map([["1", was]]), new Map([["1", text]]), () => "APT");
    assert.deepEqual(undone(was.replace('"version":1', '"version":3')), []);
    assert.deepEqual(undone(was.replace("1.0", "1")), ["record APT is not what it was"]);
    assert.deepEqual(undone(right), ["record APT is not what it was"]);
  });
});

/** A plan with these changes. */
function planOf(changes: readonly TrueChange[]): FoundRun {
  const names = [...new Set(changes.map(({ record }) => record))];
  return {
    edits: names.length,
    records: names.map((name) => ({
      name,
      id: name,
      outcome: "planned",
      changes: changes
        .filter(({ record }) => record === name)
        .map(({ field, recipes, after, isGuess }) => ({
          field,
          recipes,
          after,
          before: null,
          guess: isGuess === true,
        })),
    })),
    left: [],
    skipped: [],
    questions: [],
  };
}
