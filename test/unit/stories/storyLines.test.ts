import assert from "node:assert/strict";
import { describeStoryLineProblem, readStoryLine } from "../../../src/core/stories/storyLines";
import { plainText } from "../../../src/core/text/translate";

describe("readStoryLine", () => {
  it("reads an article; what else stands there does not matter", () => {
    const url = "http://www.a.example/news/?utm_source=rss";
    assert.deepEqual(readStoryLine(JSON.stringify({ url, title: "Quillstone", date: "2026-05-04", extra: [1] })), {
      ok: true,
      article: {
        key: "https://a.example/news",
        url,
        title: "Quillstone",
        source: "",
        at: Date.UTC(2026, 4, 4),
        summary: "",
      },
    });
  });

  const bad: readonly (readonly [line: string, says: string])[] = [
    ["{", "Line 7 is not valid JSON."],
    ["[]", 'Line 7 is not an object {"url", "title", "date", "source"}.'],
    ['{"url":"https://a.example/","title":7}', 'In line 7, "title" is not a string.'],
    ['{"title":"a","date":"2026-05-04"}', 'Line 7 has no "url".'],
    ['{"url":"https://a.example/","title":"a"}', 'In line 7, "date" is missing or no date.'],
    ['{"url":"https://a.example/","date":"some day"}', 'In line 7, "date" is missing or no date.'],
  ];
  for (const [line, says] of bad) {
    it(`says of ${line}: ${says}`, () => {
      const read = readStoryLine(line);
      assert.equal(read.ok ? "" : describeStoryLineProblem(read.problem, 7, plainText), says);
    });
  }
});
