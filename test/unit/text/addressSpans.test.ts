import assert from "node:assert/strict";
import { excerpt } from "../../../src/core/matching/explainMatches";
import { pageHits } from "../../../src/core/parsing/pageHits";
import { withoutParts } from "../../../src/core/text/addressSpans";
import { DEFANGED } from "./defangedForms";

describe("the words around a place", () => {
  for (const stretch of DEFANGED) {
    it(`have ${stretch} whole or not at all`, () => {
      for (let gap = 1; gap < 120; gap++) {
        const dots = ", ".repeat(gap);
        const text = `${stretch}${dots}Emberfox${dots}${stretch}`;
        const at = text.indexOf("Emberfox");
        const [hit] = pageHits(text, ["Emberfox"]);
        const shown = Object.values(excerpt(text, { start: at, end: at + 8 }))
          .join("")
          .replaceAll("…", "");
        for (const told of [`${hit?.before}${hit?.from}`, shown]) {
          const [before = "", after = ""] = told.split("Emberfox").map((part) => part.replace(/^[, ]+|[, ]+$/g, ""));
          for (const part of [before, after]) assert.ok(part === "" || part === stretch, told);
        }
      }
    });
  }

  it("keep an address whole that the place is in", () => {
    const text = "They saw login[.]emberfox[.]harbour[.]example there";
    const at = text.indexOf("emberfox");
    const [start, end] = withoutParts(text, [at - 3, at + 12], [at, at + 8]);
    assert.equal(text.slice(start, end), "login[.]emberfox[.]harbour[.]example");
  });
});
