import { deepEqual, equal, ok } from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { filesWithKeys, keyForms } from "../../world/secrecy";

const KEY = 'A"key/of+this=test&0123';

describe("the search for API keys", () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-search-"))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const found = (bytes: string | Uint8Array): boolean => {
    const file = path.join(folder, "inner", "file");
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, bytes);
    return filesWithKeys(folder, ["another-key", KEY]).length > 0;
  };

  it("finds a key in each of its forms, at the start of a file, in the middle and at its end", () => {
    ok(keyForms(KEY).length >= 9, String(keyForms(KEY).length));
    for (const form of keyForms(KEY)) {
      for (const [before, after] of [
        ["", "."],
        ["x\0", "y"],
        ["AA", ""],
      ] as const)
        equal(found(Buffer.concat([Buffer.from(before), form, Buffer.from(after)])), true, form.toString("latin1"));
    }
  });

  it("finds it in the base64 of a longer text, wherever it stands there", () => {
    for (const before of ["", "a", "ab", "abc"]) {
      for (const after of ["", "z", "zy"]) {
        const text = Buffer.from(before + KEY + after);
        ok(found(`Basic ${text.toString("base64")}`) && found(`{"a":"${text.toString("base64url")}"}`), before + after);
      }
    }
  });

  it("finds nothing in what holds none", () => {
    for (const text of ["", "A", KEY.slice(1), KEY.slice(0, -1), Buffer.from(KEY.slice(0, -2)).toString("base64")])
      equal(found(text), false, text);
    deepEqual(filesWithKeys(path.join(folder, "no such folder"), [KEY]), []);
    equal(found(KEY), true);
    deepEqual(filesWithKeys(folder, []), []);
  });
});
