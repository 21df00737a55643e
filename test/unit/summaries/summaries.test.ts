import assert from "node:assert/strict";
import { SUMMARIES } from "../../../src/core/summaries/summaries";

describe("summaries that earlier versions have kept", () => {
  const kept = (sentences: readonly string[], paragraph: string) => [
    { key: "one", summary: { sentences, paragraphs: [paragraph], language: "en", from: "page" } },
  ];
  const read = (data: unknown) => SUMMARIES.decode(data)?.map(({ summary }) => summary.sentences);

  it("are whole again where a sentence ended inside of an address", () => {
    const paragraph = "The port told of it on Monday. They saw 198[.]51[.]100[.]23 in the logs of three ships.";
    for (const [first, second] of [
      ["They saw 198[.]51[.]", "100[.]23 in the logs of three ships."],
      ["They saw 198[.]51[.]100[.]", "23 in the logs of three ships."],
    ] as const) {
      assert.deepEqual(read(kept([first, second], paragraph)), [
        ["The port told of it on Monday.", "They saw 198[.]51[.]100[.]23 in the logs of three ships."],
      ]);
    }
  });

  it("stay as they are elsewhere", () => {
    const sentences = ["They saw 198[.]51[.]100[.]23 in the logs."];
    assert.deepEqual(read(kept(sentences, `It began. ${sentences[0]} It ended.`)), [sentences]);
    assert.deepEqual(read(kept(["Another one."], "No address stands here.")), [["Another one."]]);
  });
});
