import assert from "node:assert/strict";
import { markup } from "../../../../src/ui/pages/html";
import { type Mark, indicatorMarker, marked, nameMarker } from "../../../../src/ui/pages/markedText";

const shown = (text: string, marks: readonly Mark[]) =>
  markup(marked(text, marks))
    .replaceAll(/<(mark|code)[^>]*>/g, "[")
    .replaceAll(/<\/(?:mark|code)>/g, "]");
const names = (text: string, ...wanted: readonly string[]) => shown(text, nameMarker(wanted, "name")(text));

describe("marks in a text", () => {
  it("stand on names as whole words, whatever their case", () => {
    assert.equal(names("EMBERFOX, Emberfoxes and emberfox-2", "Emberfox"), "[EMBERFOX], Emberfoxes and [emberfox]-2");
    assert.equal(names("C++ (and C) by a.b*c", "a.b*c", "C++"), "[C++] (and C) by [a.b*c]");
    assert.equal(names("Night Ferry, Night", "Night", "Night Ferry"), "[Night Ferry], [Night]");
    assert.equal(names("nothing", "", " "), "nothing");
  });

  it("stand on names beside letters of scripts that part no words", () => {
    assert.equal(names("攻撃者海狐が再び", "海狐"), "攻撃者[海狐]が再び");
    assert.equal(names("グループEmberfoxが", "Emberfox"), "グループEmberfoxが");
  });

  it("do not overlap, reorder or hide anything, and stay within the text", () => {
    const text = "a\u202eb<c> Emberfox";
    const mark = (start: number, end: number): Mark => ({ start, end, kind: "name" });
    assert.equal(shown(text, [mark(0, 4), mark(2, 9), mark(50, 60), mark(5, 5)]), "[ab&lt;]c&gt; Emberfox");
    assert.equal(shown(text, []), "ab&lt;c&gt; Emberfox");
  });

  it("show indicators that are written out so that nothing makes a link of them", () => {
    const text = "203.0.113.9, 203.0.113.90, LURE.example, lure.example.org, hxxp://x[.]example and CVE-2026-4711";
    const marker = indicatorMarker(
      [
        { kind: "ipv4", value: "203.0.113.9" },
        { kind: "domain", value: "lure.example" },
        { kind: "cve", value: "CVE-2026-4711" },
        { kind: "domain", value: "elsewhere.example" },
      ],
      [text],
    );
    assert.equal(
      shown(text, marker(text)),
      "[203[.]0[.]113[.]9], 203.0.113.90, [lure[.]example], lure.example.org, hxxp://x[.]example and CVE-2026-4711",
    );
  });

  it("are found in a long text with many names and indicators in no time", () => {
    const text = "Emberfox was at 203.0.113.9 and a.b.c.d. ".repeat(2_500);
    const marker = indicatorMarker(
      Array.from({ length: 200 }, (_, at) => ({ kind: "ipv4" as const, value: `203.0.113.${at}` })),
      [text],
    );
    const started = performance.now();
    const many = nameMarker(
      Array.from({ length: 100 }, (_, at) => `Emberfox${at}`),
      "other",
    );
    markup(marked(text, [...marker(text), ...many(text)]));
    assert.ok(performance.now() - started < 2_000);
  });
});
