import assert from "node:assert/strict";
import { neighbour } from "../../../src/core/matching/neighbour";

/** The match stands between « and ». */
const CASES: readonly (readonly [marked: string, word: string])[] = [
  ["New spyware on Google «Play»", "Google"],
  ["Why «Play» Store apps leak", "Store"],
  ["How to «Play» the game", "the game"],
  ["Ready for «Play»", "Ready for"],
  ["«Play» in", ""],
  ["«Play»", ""],
  ["Der «Play» Store im Test", "Store"],
  ["https://news.example/fair-«play»-rules", "fair"],
  ["Ransomware: «Play» strikes", "strikes"],
  ["«Play» at the zoo", "at the zoo"],
  ["Die Bande «Play»", "Bande"],
  ["Фейр «Play»", "Фейр"],
];

describe("the word beside a match", () => {
  for (const [marked, word] of CASES) {
    it(`${marked}: ${word === "" ? "none" : word}`, () => {
      const start = marked.indexOf("«");
      assert.equal(neighbour(marked.replace(/[«»]/g, ""), { start, end: marked.indexOf("»") - 1 }), word);
    });
  }
});
