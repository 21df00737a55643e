import assert from "node:assert/strict";
import type { WorkspaceFiles } from "../../../src/core/ports";
import { oldResultFiles } from "../../../src/core/results/oldResults";

/** In local time, as the names of result files are. */
const NOW = new Date(2026, 2, 12, 8, 30, 0);
const CONFIG = { folder: "results", filename: "articles.txt" };

describe("oldResultFiles", () => {
  const oldOf = (names: readonly string[], days: number, config = CONFIG) => {
    const files = { list: async () => names.map((name) => ({ name, size: 1 })) } as unknown as WorkspaceFiles;
    return oldResultFiles(files, config, days, NOW);
  };

  it("are older than so many days by their names, to the second, the oldest first", async () => {
    const names = [
      "2026-03-02_083000_articles.txt",
      "2026-03-02_082959_articles.txt",
      "2025-12-31_235959_articles.txt",
      "2026-03-12_080000_articles.txt",
    ];
    assert.deepEqual(await oldOf(names, 10), [
      "results/2025-12-31_235959_articles.txt",
      "results/2026-03-02_082959_articles.txt",
    ]);
  });

  it("are no files of other jobs, no profile files and nothing without a date", async () => {
    const names = [
      "2025-01-01_080000_keywords.txt",
      "2025-01-01_080000_articles.txt.bak",
      "2025-01-01_080000_Clop_profile.txt",
      "2025-01-01_articles.txt",
      "articles.txt",
    ];
    assert.deepEqual(await oldOf(names, 10), []);
    assert.deepEqual(
      await oldOf(["2025-01-01_080000_a_profile.txt"], 10, { ...CONFIG, filename: "a_profile.txt" }),
      [],
    );
  });

  it("are none without days, and none without a folder of their own", async () => {
    const names = ["2025-01-01_080000_articles.txt"];
    assert.deepEqual(await oldOf(names, 0), []);
    assert.deepEqual(await oldOf(names, 10, { ...CONFIG, folder: "" }), []);
    assert.deepEqual(await oldOf(names, 10, { ...CONFIG, folder: "./" }), []);
  });
});
