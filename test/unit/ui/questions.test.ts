import assert from "node:assert/strict";
import { plainText as t } from "../../../src/core/text/translate";
import { type Question, inOrder, questionLabel, questionSentence } from "../../../src/ui/questions";

const ALIASES: Question = { kind: "aliases", aliases: { added: 6, removed: 1 } };

describe("the open questions", () => {
  it("are told by what they are about", () => {
    assert.equal(questionLabel(ALIASES, t), "6 new aliases: Show");
    assert.equal(questionLabel({ kind: "backfill", count: 1 }, t), "1 article found so far is not in XSOAR");
    assert.equal(questionLabel({ kind: "failures", count: 3 }, t), "3 sources could not be read");
    assert.equal(questionLabel({ kind: "trouble", message: "Left alone\u202e\nfor 30 s" }, t), "Left alone for 30 s");
  });

  it("begin with the most important, which the message of the view names", () => {
    const all: readonly Question[] = [{ kind: "cleanUp" }, ALIASES, { kind: "failures", count: 2 }, { kind: "apiKey" }];
    assert.deepEqual(
      inOrder(all).map(({ kind }) => kind),
      ["apiKey", "aliases", "failures", "cleanUp"],
    );
    assert.equal(questionSentence(all, t), "To do: Set the API key of Cortex XSOAR, and 1 more");
    assert.equal(questionSentence([{ kind: "cleanUp" }], t), "To do: Clean up old result files");
    assert.equal(questionSentence([ALIASES, { kind: "failures", count: 2 }], t), "");
  });
});
