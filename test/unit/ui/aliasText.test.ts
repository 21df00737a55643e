import assert from "node:assert/strict";
import { plainText as t } from "../../../src/core/text/translate";
import { addedLines, aliasCount, aliasList } from "../../../src/ui/aliasText";

describe("aliases in words", () => {
  it("count what is new, and else what is on no record any more", () => {
    const texts = [
      [1, 0],
      [6, 2],
      [0, 1],
      [0, 3],
    ].map(([added = 0, removed = 0]) => aliasCount({ added, removed }, t));
    assert.deepEqual(texts, ["1 new alias", "6 new aliases", "1 alias is on no record", "3 aliases are on no record"]);
  });

  it("list whose they are, in lines that nothing breaks", () => {
    const names = [
      { name: "Akira", aliases: ["Both", "Storm-1567"], added: ["Storm-1567"], removed: ["Old\none"] },
      { name: null, aliases: ["By Hand"], added: [], removed: [] },
    ];
    assert.equal(
      aliasList(names, t),
      "Akira\n  Both\n  Storm-1567 (new)\n  Old one (removed)\n\nOf unknown owner\n  By Hand",
    );
  });

  it("show what would be written, few of many", () => {
    const of = (name: string, count: number) => {
      const aliases = Array.from({ length: count }, (_, index) => `${name}${index}`);
      return { name, aliases, added: aliases, removed: [] };
    };
    assert.deepEqual(addedLines([of("a", 2), of("b", 0), of("c", 10)], t), [
      "a: a0, a1",
      "c: c0, c1, c2, c3, c4, c5, c6, c7, 2 more",
    ]);
    const many = addedLines(
      Array.from({ length: 15 }, (_, index) => of(`n${index}`, 1)),
      t,
    );
    assert.deepEqual([many.length, many.at(-1)], [13, "and 3 more names"]);
    assert.deepEqual(addedLines([of("b", 0)], t), ["It holds nothing new now."]);
  });
});
