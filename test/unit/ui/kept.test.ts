import assert from "node:assert/strict";
import { Kept } from "../../../src/ui/kept";

describe("what is kept", () => {
  it("is made once, however many ask for it at once", async () => {
    const kept = new Kept<object>();
    let made = 0;
    const make = async () => {
      made += 1;
      await Promise.resolve();
      return {};
    };
    const all = await Promise.all(Array.from({ length: 10 }, () => kept.get("folder", {}, make)));
    assert.equal(made, 1);
    assert.equal(new Set(all).size, 1);
    assert.equal(await kept.get("folder", {}, make), all[0]);
    assert.notEqual(await kept.get("other", {}, make), all[0]);
  });

  it("is made anew when it is built from something else, and only then", async () => {
    const kept = new Kept<object>();
    const make = async () => ({});
    const before = await kept.get("folder", { verifyTls: true }, make);
    assert.equal(await kept.get("folder", { verifyTls: true }, make), before);
    assert.notEqual(await kept.get("folder", { verifyTls: false }, make), before);
  });

  it("is no failure: all who asked are told, and who asks next makes it anew", async () => {
    const kept = new Kept<string>();
    let made = 0;
    const make = async () => {
      made += 1;
      if (made === 1) throw new Error("no folder");
      return "open";
    };
    const asked = [1, 2].map(() => kept.get("folder", {}, make));
    for (const one of asked) await assert.rejects(one, /no folder/);
    assert.equal(await kept.get("folder", {}, make), "open");
    assert.equal(made, 2);
  });

  it("is not forgotten for the failure of what it has replaced", async () => {
    const kept = new Kept<string>();
    let fail: (error: Error) => void = () => undefined;
    const first = kept.get("folder", 1, () => new Promise((_, reject) => (fail = reject)));
    const second = kept.get("folder", 2, async () => "second");
    fail(new Error("too late"));
    await assert.rejects(first);
    assert.equal(await second, "second");
    assert.equal(await kept.get("folder", 2, async () => "third"), "second");
  });
});
