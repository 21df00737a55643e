import assert from "node:assert/strict";
import { type JsonValue, RawJson, jsonText } from "../../../src/core/records/rawJson";

describe("JSON with values as they were sent", () => {
  it("is what JSON.stringify makes, but for those values", () => {
    let random = 20_261;
    const next = (limit: number): number => (random = (random * 48_271) % 2_147_483_647) % limit;
    const scalars: readonly JsonValue[] = ["", 'a"\\\n\u2028\u0000\ud800', 0, -1.5, true, false, null, undefined];
    const anything = (depth: number): JsonValue => {
      const size = next(4);
      switch (depth === 0 ? 2 : next(3)) {
        case 0:
          return Array.from({ length: size }, () => anything(depth - 1) ?? null);
        case 1:
          return Object.fromEntries(Array.from({ length: size }, (_, at) => [`k"${at}`, anything(depth - 1)]));
        default:
          return scalars[next(scalars.length)];
      }
    };
    for (let run = 0; run < 500; run++) {
      const value = [anything(4) ?? null];
      assert.equal(jsonText(value), JSON.stringify(value, null, 2));
    }
    assert.equal(
      jsonText({ a: [new RawJson("1.0"), new RawJson('{"b":1e400}')] }),
      '{\n  "a": [\n    1.0,\n    {"b":1e400}\n  ]\n}',
    );
  });
});
