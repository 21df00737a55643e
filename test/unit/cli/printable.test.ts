import assert from "node:assert/strict";
import { printable } from "../../../src/cli/printable";

describe("printable", () => {
  it("keeps lines, tabs and every script", () => {
    const text = "Clop\tMedusa\r\n海莲花 – “Кобальт”\n";
    assert.equal(printable(text), text);
  });

  it("shows what would move the cursor, colour, clear or overwrite", () => {
    assert.equal(
      printable("\u001b[2J\u0007\u009b31m\u007f1 failed\r0 failed"),
      String.raw`\u001b[2J\u0007\u009b31m\u007f1 failed\u000d0 failed`,
    );
  });

  it("leaves JSON the JSON of the same value", () => {
    const value = { title: "a\u0085b\u009bc\u001b" };
    assert.deepEqual(JSON.parse(printable(JSON.stringify(value))), value);
  });
});
