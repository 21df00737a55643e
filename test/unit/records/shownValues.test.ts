import assert from "node:assert/strict";
import {
  namesLeakSites,
  shortened,
  shownChange,
  valueLines,
  withDefangedHosts,
} from "../../../src/core/records/shownValues";
import { plainText as t } from "../../../src/core/text/translate";
import { processorMs } from "../../processorMs";

describe("values of fields as they are shown", () => {
  it("have a line for each element, and for each line of a text", () => {
    assert.deepEqual(valueLines(null), []);
    assert.deepEqual(valueLines("null"), []);
    assert.deepEqual(valueLines('""'), []);
    assert.deepEqual(valueLines("[]"), []);
    assert.deepEqual(valueLines('["a", 1.0, {"b":1}, ""]'), ["a", "1.0", '{"b":1}', ""]);
    assert.deepEqual(valueLines('"a\\r\\n\\n b\\n"'), ["a", " b"]);
    assert.deepEqual(valueLines("1.50"), ["1.50"]);
    assert.deepEqual(valueLines("no JSON"), []);
  });

  it("leave out what both have of long ones, doubles counted", () => {
    const list = (count: number, ...more: readonly string[]): string =>
      JSON.stringify([...Array.from({ length: count }, (_, at) => `n${at}`), ...more]);
    assert.deepEqual(shownChange(list(2), list(2, "x"), t), { before: ["n0", "n1"], after: ["n0", "n1", "x"] });
    assert.deepEqual(shownChange(list(9, "d", "d"), list(9, "d"), t), {
      before: ["d", "(10 unchanged, left out here)"],
      after: ["(10 unchanged, left out here)"],
    });
    const turned = JSON.stringify((JSON.parse(list(9)) as readonly string[]).toReversed());
    assert.equal(shownChange(list(9), turned, t).after[0], "n8", "in another order all of it is shown");
    const many = shownChange(null, list(100), t);
    assert.deepEqual(many.before, ["(empty)"]);
    assert.equal(many.after.length, 41);
    assert.equal(many.after[40], "(60 more, left out here)");
  });

  it("show what differs in nothing that can be seen", () => {
    const change = (before: readonly string[], after: readonly string[]) =>
      shownChange(JSON.stringify(before), JSON.stringify(after), t);
    assert.deepEqual(change(["Copper  Lynx", " Fox "], ["Copper Lynx", "Fox"]), {
      before: ["Copper␣␣Lynx", "␣Fox␣"],
      after: ["Copper Lynx", "Fox"],
    });
    assert.deepEqual(change(["Fox\u200B", "Owl\t"], ["Fox", "Owl"]).before, ["Fox\\u200b", "Owl\\u0009"]);
    assert.deepEqual(change(["Fu\u0308chse"], ["Füchse"]).before, ["Fu\\u0308chse"]);
    assert.deepEqual(change(["Owl\u202E"], ["Owl\u202E", "exe\u202Efdp"]), {
      before: ["Owl"],
      after: ["Owl", "exe\\u202efdp"],
    });
    assert.deepEqual(change(["Fox", "Fox "], ["Fox"]).before, ["Fox", "Fox␣"], "a double");
    assert.deepEqual(change([" Fox", "Owl"], ["Elk", " Fox"]).before, ["Fox", "Owl"], "what stays has no marks");
  });

  it("say so where a line is shortened", () => {
    assert.equal(shortened("12345", 5, t), "12345");
    assert.equal(shortened("123456", 5, t), "1234… (shortened)");
    assert.equal(shortened("1234…", 5, t), "1234…");
  });

  it("tell leak sites from other texts", () => {
    assert.ok(namesLeakSites("abc.onion"));
    assert.ok(namesLeakSites("x\nleak.example,\tactive"));
    assert.ok(!namesLeakSites("onions. Onion soup, \tand v1.5"));
    assert.equal(withDefangedHosts("leak.example,\tactive v1.5"), "leak[.]example,\tactive v1.5");
    assert.equal(
      withDefangedHosts("https://a.b.onion/x.html (c.example)"),
      "hxxps://a[.]b[.]onion/x.html (c[.]example)",
    );
  });

  it("take long hostile texts in no time", () => {
    const started = processorMs();
    for (const piece of ["a", "a.", "a-", "http://", ".", "ü.", ",\t"]) {
      const text = piece.repeat(200_000);
      withDefangedHosts(text);
      namesLeakSites(text);
      shortened(text, 300, t);
    }
    assert.ok(processorMs() - started < 2_000);
  });
});
