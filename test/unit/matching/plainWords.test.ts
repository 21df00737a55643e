import assert from "node:assert/strict";
import { isPlainWord } from "../../../src/core/matching/plainWords";
import { nameKey } from "../../../src/core/matching/nameKey";

describe("isPlainWord", () => {
  const plain = [
    "Play",
    "MASK",
    "Fake",
    "Russian",
    "One",
    "INC",
    "LEAD",
    "Hunters",
    "Cry",
    "Crying",
    "Stealer",
    "Stopped",
  ];
  for (const name of [
    ...plain,
    "The Gentlemen",
    "The Mask",
    "Spider",
    "Sanctions",
    "Spinne",
    "at",
    "BO",
    "777",
    "Telegram",
  ]) {
    it(`${name} is also an ordinary word`, () => assert.equal(isPlainWord(nameKey(name)), true));
  }
  const names = [
    "LockBit",
    "Winter Vivern",
    "Lazarus",
    "Emotet",
    "Clop",
    "Cl0p",
    "APT28",
    "BlackCat",
    "Qilin",
    "Conti",
  ];
  for (const name of [...names, "Locky", "Akira", "Turla", "Red October Team", "FIN7", "8Base", "Кобальт", ""]) {
    it(`“${name}” is a name`, () => assert.equal(isPlainWord(nameKey(name)), false));
  }
});
