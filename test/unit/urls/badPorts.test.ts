import assert from "node:assert/strict";
import { hasBadPort } from "../../../src/core/urls/badPorts";

describe("hasBadPort", () => {
  it("knows the ports of other protocols, and leaves those of the web alone", () => {
    for (const port of [1, 22, 25, 110, 143, 465, 587, 993, 2049, 5060, 6000, 6667, 10_080])
      assert.equal(hasBadPort(new URL(`http://a.test:${port}/`)), true, `${port}`);
    for (const address of ["http://a.test/", "https://a.test/", "http://a.test:443/", "http://a.test:8080/"])
      assert.equal(hasBadPort(new URL(address)), false, address);
  });
});
