import assert from "node:assert/strict";
import { firstUnits, withoutCutEnd } from "../../../src/core/text/beginning";
import { shortLine } from "../../../src/core/text/foreignText";
import { DEFANGED } from "./defangedForms";

const LONG = [
  ...DEFANGED,
  "CVE-2026-12345678",
  "9e107d9d372bb6826bd81d3542a419d6",
  "https://harbour.example/a/b/c?d=e",
  "1.234.567",
  "version-31.4.2.11",
  "Setup2026.EXE",
];

describe("the beginning of a text", () => {
  for (const stretch of LONG) {
    it(`has all of ${stretch} or nothing`, () => {
      const text = `Seen was ${stretch} in logs`;
      const start = text.indexOf(stretch);
      for (let length = 0; length <= text.length; length++) {
        const made = firstUnits(text, length);
        assert.ok(text.startsWith(made) && made.length <= length);
        const isInside = length > start && length < start + stretch.length;
        assert.equal(made, isInside ? "Seen was" : text.slice(0, length), `${length}`);
        if (DEFANGED.includes(stretch)) {
          const line = shortLine(text, Math.max(2, length));
          assert.ok(line.length <= start + 1 || line === text || line.length > start + stretch.length, line);
        }
      }
      for (let length = start + 1; length < start + stretch.length; length++) {
        const made = withoutCutEnd(text.slice(0, length));
        if (/[\d@/\\_]|[.:]\S/.test(text.slice(start, length))) assert.equal(made, "Seen was", text.slice(0, length));
      }
    });
  }

  it("has nothing of a text that is one address, longer than it may be", () => {
    const address = `hxxp://harbour[.]example/${"a".repeat(9_000)}`;
    assert.equal(firstUnits(address, 600), "");
    assert.equal(firstUnits(`see ${address}`, 600), "see");
    assert.equal(firstUnits(`see ${address}`, 8_000), "see");
    assert.equal(firstUnits("请访问例子[.]测试", 6), "");
  });

  it("cuts other words where it has to, and no character in two", () => {
    assert.equal(firstUnits("attackers", 6), "attack");
    assert.equal(firstUnits("x".repeat(100_000), 9), "x".repeat(9));
    assert.equal(firstUnits("a fox 🦊🦊", 7), "a fox");
    assert.equal(firstUnits("标题很长的文本", 4), "标题很长");
    assert.equal(firstUnits("short", 9), "short");
  });

  it("takes no longer for hostile text", () => {
    for (const part of ["a.", "[.]", "a[.]", " . ", "1 . ", "\\.", " dot ", "&#46;", "a:", "(", "x"]) {
      const started = performance.now();
      firstUnits(part.repeat(500_000), 100_000);
      withoutCutEnd(part.repeat(500_000));
      shortLine(part.repeat(500_000), 20_000);
      const passed = performance.now() - started;
      assert.ok(passed < 1500, `${part}: ${Math.round(passed)} ms`);
    }
  });
});
