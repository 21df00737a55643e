import assert from "node:assert/strict";
import type { TextDocument } from "../../../src/core/exports/document";
import { documentMarkdown } from "../../../src/core/exports/documentMarkdown";
import { oneLine } from "../../../src/core/text/foreignText";
import { HOSTILE } from "./hostile";
import { markdownParts } from "./markdownParts";

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
    const parts = (text: string) =>
      markdownParts(
        written({
          title: text,
          blocks: [
            { kind: "heading", level: 1, text },
            { kind: "paragraph", lines: [text, [text.slice(0, 3), text.slice(3)]] },
            { kind: "paragraph", lines: [[`${text}!`, { text, url: "https://soar.example/" }, text]] },
            { kind: "list", items: [text] },
            { kind: "table", columns: [text, text], rows: [[[text, text], [[{ text, url: "javascript:x" }]]]] },
          ],
        }),
      );
    const { kinds: plain } = parts("plain");
    for (const hostile of HOSTILE) {
      const text = oneLine(hostile);
      if (text === "") continue;
      const { words, kinds } = parts(hostile);
      assert.deepEqual(kinds, plain, JSON.stringify(hostile));
      const shown = [...Array.from({ length: 4 }, () => text), `${text}!${text}${text}`, ...Array.from({ length: 6 }, () => text)]; // prettier-ignore
      const folded = words.map((line) => line.replace(/\s+/g, " ").trim()).filter((line) => line !== "");
      assert.deepEqual(
        folded.map((line) => line.replaceAll(" ", "")),
        shown.map((line) => line.replaceAll(" ", "")),
      );
      // oxlint-disable-next-line no-control-regex -- finding control characters is the point
      assert.doesNotMatch(folded.join(""), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b]/);
    }
  });
});
