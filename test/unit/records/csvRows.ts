import assert from "node:assert/strict";

/** The rows of a CSV text by RFC 4180, each with as many cells as the first; no cell begins like a formula. */
export function csvRows(text: string): readonly (readonly string[])[] {
  assert.ok(text.startsWith("\uFEFF") && text.endsWith("\r\n"));
  const rows = text
    .slice(1, -2)
    .split("\r\n")
    .map((line) =>
      Array.from(line.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g), ([, quoted, bare]) => {
        return quoted?.replaceAll('""', '"') ?? bare ?? "";
      }),
    );
  for (const row of rows) {
    assert.equal(row.length, rows[0]?.length, row.join(" | "));
    for (const cell of row) assert.doesNotMatch(cell, /^[\s"]*[=+@\u2212-]/);
  }
  return rows;
}
