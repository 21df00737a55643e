import assert from "node:assert/strict";
import { contentKey, writtenKey } from "../../../src/core/jobs/contents";

describe("what two versions of a page share", () => {
  it("is all but blanks, and the document type that earlier versions took for text", () => {
    assert.equal(contentKey("<!DOCTYPE html>\nOne two"), contentKey(" One\n two"));
    assert.equal(writtenKey("<!DOCTYPE html>\nOne two"), writtenKey("Onetwo"));
    assert.notEqual(contentKey("One two"), contentKey("One three"));
  });
});
