import assert from "node:assert/strict";
import { isUserAgent } from "../../../src/core/fetching/userAgent";

describe("isUserAgent", () => {
  it("takes one line of printable ASCII and nothing that could end the header", () => {
    for (const text of ["x", "Mozilla/5.0 (X11; Linux x86_64) like-me/1.0", "a".repeat(512), "~!"]) {
      assert.equal(isUserAgent(text), true, text);
    }
    for (const code of [0, 9, 10, 13, 27, 127, 160, 228, 0x2028, 0x1f600]) {
      const character = String.fromCodePoint(code);
      for (const text of [character, `a${character}b`, `a${character}`, `${character}b`]) {
        assert.equal(isUserAgent(text), false, JSON.stringify(text));
      }
    }
    for (const text of ["", " ", " a", "a ", "a\r\nx-key: 1", "a".repeat(513)]) {
      assert.equal(isUserAgent(text), false, JSON.stringify(text));
    }
  });
});
