import assert from "node:assert/strict";
import { chosenMatches } from "../../../src/core/exports/exportRows";
import type { ProfileMatches } from "../../../src/core/model/model";
import { plainText } from "../../../src/core/text/translate";
import {
  endsNow,
  exportMemoryData,
  exportOf,
  exportSentence,
  periodText,
  readExportMemory,
  rowsOfNames,
} from "../../../src/ui/exportForm";

const row = (name: string, keys: readonly string[]): ProfileMatches => ({
  name,
  owner: true,
  record: { kind: "unknown" },
  articles: keys.map((key) => ({
    article: {
      key,
      title: key,
      url: "https://n.example/",
      source: "s",
      published: null,
      found: "2026-03-01T08:00:00Z",
    },
    matches: [],
    read: false,
    note: "off",
  })),
});

describe("the form of an export", () => {
  const { form } = readExportMemory(undefined);

  it("begins with all matches as Markdown, and remembers what was chosen and when", () => {
    assert.deepEqual(form, {
      format: "markdown",
      period: { kind: "all" },
      unread: false,
      names: null,
      summaries: false,
    });
    const chosen = {
      ...form,
      format: "stix",
      period: { kind: "days", days: 7 },
      unread: true,
      names: ["B", "A"],
    } as const;
    const first = exportMemoryData({ form: chosen, times: new Map() }, "2026-03-01T08:00:00.000Z");
    const memory = readExportMemory(JSON.parse(JSON.stringify(first)));
    assert.deepEqual(memory.form, chosen);
    assert.equal(memory.times.get(exportOf(["A", "B"])), "2026-03-01T08:00:00.000Z", "in whatever order");
    assert.equal(memory.times.get(exportOf(null)), undefined, "of all names nothing was exported");
    let all = memory;
    for (let at = 0; at < 60; at++)
      all = readExportMemory(
        exportMemoryData({ form: { ...form, names: [`N${at}`] }, times: all.times }, "2026-03-02T08:00:00.000Z"),
      );
    assert.equal(all.times.size, 50);
    assert.deepEqual(readExportMemory(exportMemoryData(all, null)).times, all.times);
    assert.ok(endsNow(form) && !endsNow({ ...form, period: { kind: "range", from: "2026-01-01", to: "2026-01-02" } }));
  });

  it("is read whatever was remembered", () => {
    for (const other of [
      null,
      "x",
      { form: { format: "toString", names: [1], period: 3 }, times: { "": "soon", a: 1 } },
    ])
      assert.deepEqual(readExportMemory(other), { form, times: new Map() });
  });

  it("says how many articles there are, each counted once, and of whom", () => {
    const rows = [
      row("Heron", ["a", "b"]),
      row("Elk", ["a"]),
      row("Lynx", []),
      row("Fox $(x)", ["c"]),
      row("Owl", ["c"]),
    ];
    const say = (names: readonly string[] | null) =>
      exportSentence(chosenMatches(rows, rowsOfNames(names)), form, plainText);
    assert.deepEqual(say(null), { label: "Export 3 Articles as Markdown", names: "4 names" });
    assert.deepEqual(say(["Elk", "Fox $(x)"]), { label: "Export 2 Articles as Markdown", names: "Elk, Fox \\$(x)" });
    assert.deepEqual(say(["Elk"]), { label: "Export 1 Article as Markdown", names: "Elk" });
    assert.equal(say(["Lynx"]), null);
  });

  it("says of a period what it is", () => {
    const say = (period: Parameters<typeof periodText>[0], last: string | null = null) =>
      periodText(period, last, (iso) => iso.slice(0, 10), plainText);
    assert.deepEqual(
      [
        say({ kind: "all" }),
        say({ kind: "days", days: 1 }),
        say({ kind: "days", days: 7 }),
        say({ kind: "range", from: "2026-01-01", to: "2026-01-02" }),
        say({ kind: "sinceExport" }, "2026-03-01T08:00:00Z"),
        say({ kind: "sinceExport" }),
      ],
      [
        "All",
        "Today",
        "Last 7 days",
        "2026-01-01 to 2026-01-02",
        "Since the last export (2026-03-01)",
        "Since the last export (there was none: all)",
      ],
    );
  });
});
