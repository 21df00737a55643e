import assert from "node:assert/strict";
import { plainText as t } from "../../../src/core/text/translate";
import { removeFiles } from "../../../src/ui/removeFiles";

type Kind = "file" | "link" | "stuck";

/** A folder with a trash or without, and a user with answers. */
function desk(kinds: Readonly<Record<string, Kind>>, hasTrash: boolean, answers: readonly boolean[]) {
  const there = new Map(Object.entries(kinds));
  const trash: string[] = [];
  const asked: string[] = [];
  const log: string[] = [];
  const left = [...answers];
  return {
    there,
    trash,
    asked,
    log,
    ports: {
      ask: async (question: string, files: readonly string[], yes: string) => {
        asked.push(`${question} ${files.join(",")} [${yes}]`);
        return left.shift() ?? false;
      },
      isFile: async (file: string) => {
        const kind = there.get(file);
        return kind === undefined ? null : kind !== "link";
      },
      remove: async (file: string, useTrash: boolean) => {
        if (useTrash && !hasTrash) throw new Error("the provider has no trash");
        if (there.get(file) === "stuck") throw new Error("in use");
        there.delete(file);
        if (useTrash) trash.push(file);
      },
      log: { info: (line: string) => void log.push(line), warn: (line: string) => void log.push(line) },
      t,
    },
  };
}

describe("old result files", () => {
  it("go to the trash after one question, and nothing else is asked", async () => {
    const { ports, there, trash, asked } = desk({ a: "file", b: "file" }, true, [true]);
    const report = await removeFiles(["a", "b"], ports);
    assert.deepEqual(report, { sentence: "2 old result files were moved to the trash.", hasFailed: false });
    assert.deepEqual([[...there.keys()], trash], [[], ["a", "b"]]);
    assert.deepEqual(asked, ["Move 2 old result files to the trash? a,b [Move to Trash]"]);
  });

  it("stay when the answer is no", async () => {
    const { ports, there, asked } = desk({ a: "file" }, true, [false]);
    assert.equal(await removeFiles(["a"], ports), null);
    assert.deepEqual([there.size, asked.length], [1, 1]);
  });

  it("are not deleted where there is no trash unless a second question is answered with yes", async () => {
    const no = desk({ a: "file", b: "file" }, false, [true, false]);
    assert.deepEqual(await removeFiles(["a", "b"], no.ports), { sentence: "2 files were kept.", hasFailed: false });
    assert.equal(no.there.size, 2);
    assert.equal(no.asked[1], "2 files cannot be moved to a trash here. Delete them for good? a,b [Delete for Good]");
    assert.match(no.log.join("\n"), /Not removed: a: the provider has no trash/);

    const yes = desk({ a: "file", b: "file" }, false, [true, true]);
    assert.deepEqual(await removeFiles(["a", "b"], yes.ports), {
      sentence: "2 old result files were deleted.",
      hasFailed: false,
    });
    assert.equal(yes.there.size, 0);
  });

  it("that the trash does not take are told apart from those it took", async () => {
    const { ports, there, trash, asked } = desk({ a: "file", b: "stuck", c: "file" }, true, [true, true]);
    const report = await removeFiles(["a", "b", "c"], ports);
    assert.deepEqual(report, {
      sentence: "2 old result files were moved to the trash. 1 file was kept.",
      hasFailed: true,
    });
    assert.deepEqual([[...there.keys()], trash], [["b"], ["a", "c"]]);
    assert.match(asked[1] ?? "", /^1 file cannot be moved to a trash here\. .* b \[Delete for Good\]$/);
  });

  it("that became a link meanwhile are kept without a question, those that are gone are not counted", async () => {
    const { ports, there, asked, log } = desk({ a: "link" }, false, [true, true]);
    const report = await removeFiles(["a", "gone"], ports);
    assert.deepEqual(report, { sentence: "1 file was kept.", hasFailed: true });
    assert.deepEqual([there.size, asked.length], [1, 1]);
    assert.match(log.join("\n"), /Not removed: a: no regular file any more/);
  });
});
