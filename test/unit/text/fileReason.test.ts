import assert from "node:assert/strict";
import { fileReason, knownFileReason } from "../../../src/core/text/fileReason";
import { plainText as t } from "../../../src/core/text/translate";

const failed = (code: string, message = `${code}: nothing of that kind, open '/a/b'`) =>
  Object.assign(new Error(message), { code });

describe("why a file could not be read or written", () => {
  it("is said in words, by Node's codes and by VS Code's", () => {
    assert.equal(fileReason(failed("EROFS"), t), "the disk or folder is read-only");
    assert.equal(fileReason(failed("NoPermissions", "Unable to write"), t), "there is no permission for it");
    assert.equal(fileReason(failed("ENOENT"), t), "its folder is not there and cannot be made");
    for (const code of ["EACCES", "EPERM", "ENOSPC", "EISDIR", "ENOTDIR", "EBUSY", "ENAMETOOLONG"])
      assert.doesNotMatch(fileReason(failed(code), t), /[A-Z]{4}|'/, code);
  });

  it("is read off what VS Code puts around Node's words", () => {
    const wrapped = failed("Unknown", "Unknown (FileSystemError): Error: EROFS: read-only file system, open '/a'");
    assert.equal(knownFileReason(wrapped, t), "the disk or folder is read-only");
  });

  it("is what the error says where it is none of a file", () => {
    assert.equal(knownFileReason(new Error("out of bounds"), t), null);
    assert.equal(fileReason(new Error("out of\nbounds"), t), "out of bounds");
    assert.equal(fileReason("text", t), "text");
  });
});
