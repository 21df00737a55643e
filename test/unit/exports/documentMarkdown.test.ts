import assert from "node:assert/strict";
import type { TextDocument } from "../../../src/core/exports/document";
import { documentMarkdown } from "../../../src/core/exports/documentMarkdown";
import { HOSTILE } from "./hostile";

const created = new Date(0);
const written = (document: Omit<TextDocument, "created">): string =>
  [...documentMarkdown({ ...document, created })].join("");

describe("documents as Markdown", () => {
  it("have headings below their title, paragraphs, lists and tables", () => {
    const made = written({
      title: "Report",
      blocks: [
        { kind: "heading", level: 1, text: "One" },
        { kind: "heading", level: 2, text: "Two" },
        { kind: "paragraph", lines: ["first", ["second ", { text: "here", url: "https://soar.example/#/a" }]] },
        { kind: "list", items: ["a", "b"] },
        { kind: "table", columns: ["A", "B"], rows: [[["x", "y"], ["z"]]] },
      ],
    });
    assert.equal(
      made,
      "# Report\n\n## One\n\n### Two\n\nfirst  \nsecond [here](<https://soar.example/#/a>)\n\n- a\n- b\n\n| A | B |\n| --- | --- |\n| x<br>y | z |\n",
    );
  });

  it("keep foreign text text, wherever it stands", () => {
    const lines = (text: string): readonly string[] =>
      written({
        title: text,
        blocks: [
          { kind: "heading", level: 1, text },
          { kind: "paragraph", lines: [text] },
          { kind: "list", items: [text] },
          { kind: "table", columns: [text, text], rows: [[[text], [[{ text, url: "javascript:x" }]]]] },
        ],
      }).split("\n");
    const shape = lines("plain");
    for (const text of HOSTILE) {
      const made = lines(text);
      assert.equal(made.length, shape.length, JSON.stringify(text));
      for (const [at, line] of made.entries()) {
        const bare = line.replace(/\\./g, "");
        const frame = (shape[at] ?? "").replaceAll("plain", "");
        assert.equal(
          bare.match(/[|#<>[\]`*_!@]/g)?.join("") ?? "",
          frame.match(/[|#<>[\]`*_!@]/g)?.join("") ?? "",
          line,
        );
        assert.doesNotMatch(line, /https?:\/\/|\bwww\./i);
        // oxlint-disable-next-line no-control-regex -- finding control characters is the point
        assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b]/);
      }
    }
  });
});
