import assert from "node:assert/strict";
import { plainText as t } from "../../../../src/core/text/translate";
import type { PlannedWrite } from "../../../../src/core/xsoar/reports";
import { markup } from "../../../../src/ui/pages/html";
import { againButton, reviewEnd } from "../../../../src/ui/pages/reviewEnd";
import { noteReview, writeLabel } from "../../../../src/ui/pages/noteReview";
import {
  RECORDS_SHOWN,
  ROWS_SHOWN,
  type ReviewModel,
  openAtFirst,
  reviewBody,
  rowsOfRecord,
} from "../../../../src/ui/pages/reviewPage";
import { noteTicks } from "../../../../src/ui/noteTicks";
import { parsedBody as parsed } from "./parsed";
import { note, seeded, write } from "./plannedWrites";
import { processorMs } from "../../../processorMs";

const words = { t, date: (iso: string) => iso.slice(0, 10) };

function model(
  writes: readonly PlannedWrite[],
  { discardable = 0, ...more }: Partial<ReviewModel> & { readonly discardable?: number } = {},
): ReviewModel {
  const content = noteReview(writes, () => discardable, words);
  return {
    content,
    ticks: noteTicks(writes),
    origin: "https://xsoar.example",
    dryRun: false,
    message: "",
    busy: false,
    records: RECORDS_SHOWN,
    opened: openAtFirst(content),
    ...more,
  };
}

const drawn = (...args: Parameters<typeof model>) => parsed(markup(reviewBody(model(...args), words)));
const clean = (text: string | null | undefined): string => (text ?? "").replace(/\s+/g, " ").trim();

describe("the page of a review", () => {
  const writes = [
    write("Heron", [note("Heron again", { review: "record" }), note("Heron once more", { review: "record" })], {
      names: ["Heron", "Grey Heron"],
    }),
    write("Sunwasp", [note("Sunwasp appears")], { kind: "create", id: null }),
  ];

  it("has a row per record with its notes below, a labelled box for each, and headings", () => {
    const page = drawn(writes);
    assert.deepEqual(
      [...page.querySelectorAll("h1, h2")].map((one) => `${one.tagName} ${clean(one.textContent)}`),
      ["H1 Changes for Cortex XSOAR", "H2 Heron", "H2 Sunwasp"],
    );
    const boxes = [...page.querySelectorAll("input")];
    assert.equal(boxes.length, 6);
    for (const box of boxes) {
      const label = page.querySelector(`label[for="${box.getAttribute("id")}"]`) ?? box.closest("label");
      assert.notEqual(clean(label?.textContent), "", box.getAttribute("id") ?? "");
      assert.ok(box.hasAttribute("checked"));
    }
    assert.equal(
      clean(page.querySelector("button.primary")?.textContent),
      "Create 1 record and write 3 notes to 2 records",
    );
    const text = clean(page.body.textContent);
    for (const part of [
      "Found for: Heron, Grey Heron",
      "New record",
      "2026-03-09",
      "news.example",
      "Heron again: https://",
    ])
      assert.ok(text.includes(part), part);
    assert.equal(text.match(/review_above/g)?.length, 1, "why it waits is said once for a record");
  });

  it("counts what is ticked in its button", () => {
    const of = (notes: number, records: number, created: number, bare = 0) =>
      writeLabel({ notes, records, created, bare }, t);
    assert.equal(of(12, 5, 0), "Write 12 notes to 5 records");
    assert.equal(of(1, 1, 0), "Write 1 note to 1 record");
    assert.equal(of(12, 5, 2), "Create 2 records and write 12 notes to 5 records");
    assert.equal(of(1, 2, 1, 1), "Create 1 record and write 1 note to 1 record");
    assert.equal(of(3, 2, 2), "Create 2 records with 3 notes");
    assert.equal(of(0, 1, 1, 1), "Create 1 record");
    assert.equal(of(0, 0, 0), null);
  });

  it("has no box and no button to write with in a dry run, and says so", () => {
    const page = drawn(writes, { dryRun: true });
    assert.equal(page.querySelectorAll("input, .primary, #do-discard").length, 0);
    assert.match(clean(page.body.textContent), /Dry run is switched on \(dry_run\), so nothing is sent\./);
  });

  it("lets nothing be pressed but Close while something is under way, or when nothing is ticked", () => {
    const states = (page: ReturnType<typeof drawn>) =>
      [...page.querySelectorAll("#actions button")].map((one) => [
        clean(one.textContent),
        one.getAttribute("aria-disabled"),
      ]);
    const busy = drawn(writes, { busy: true });
    assert.deepEqual(
      states(busy).map(([, disabled]) => disabled),
      ["true", "true", "false"],
    );
    const none = noteTicks(writes);
    none.tick(false);
    assert.deepEqual(states(drawn(writes, { ticks: none, discardable: 3 })), [
      ["Write", "true"],
      ["Discard unticked: 3 notes…", "false"],
      ["Show as Diff", "true"],
      ["Close", "false"],
    ]);
  });

  it("draws the first of many records with their notes closed, and of a record the first of many notes", () => {
    const many = Array.from({ length: 1000 }, (_, record) =>
      write(
        `Name ${record}`,
        Array.from({ length: 10 }, (_, index) => note(`Story ${record} ${index}`)),
      ),
    );
    const started = processorMs();
    const text = markup(reviewBody(model(many), words));
    const took = processorMs() - started;
    assert.ok(took < 500, `${took} ms`);
    assert.ok(text.length < 100_000, `${text.length} characters`);
    const page = parsed(text);
    assert.equal(page.querySelectorAll(".record").length, RECORDS_SHOWN);
    assert.equal(page.querySelectorAll(".note").length, 0);
    assert.equal(clean(page.querySelector("#moreRecords")?.textContent), "Show more (950 left)");

    const flood = [
      write(
        "Flood",
        Array.from({ length: 85_000 }, (_, index) => note(`Story ${index}`)),
      ),
    ];
    assert.equal(drawn(flood).querySelectorAll(".note").length, 0);
    const rows = parsed(markup(rowsOfRecord(model(flood), 0, 0, ROWS_SHOWN, words)));
    assert.equal(rows.querySelectorAll(".note").length, ROWS_SHOWN);
    assert.match(clean(rows.body.textContent), /Show more \(84,900 left\)$/);
  });

  it("shows what was shown before when it comes back", () => {
    const many = Array.from({ length: 120 }, (_, record) => write(`Name ${record}`, [note("a"), note("b"), note("c")]));
    const page = drawn(many, { records: 100, opened: new Map([[3, ROWS_SHOWN]]) });
    assert.deepEqual([page.querySelectorAll(".record").length, page.querySelectorAll(".note").length], [100, 3]);
  });
});

/** What a hostile feed, page, server or configuration may put into a text. */
const HOSTILE = [
  "<img src=http://127.0.9.9/x onerror=alert(1)>",
  "</script><script>alert(1)</script>",
  "</title></style><style>*{display:none}</style>",
  `" onmouseover="alert(1)" x="`,
  "' autofocus onfocus='alert(1)",
  "`${alert(1)}`",
  "<a href='command:workbench.action.quit'>x</a>",
  "[x](command:workbench.action.quit)",
  "javascript:alert(1)",
  "&lt;b&gt; &amp; &#x3c;script&#x3e;",
  "\u202e\u2066gnp.exe\u2069\u200b\u0000",
  "]]><!--",
  "-->",
  "</bdi></label></li></ul></main>",
  "x".repeat(100_000),
  "<".repeat(5_000),
  "$(error) **bold** ${1}",
  "\ud800",
  "=",
];
const TAGS = "BDI BUTTON DETAILS DIV H1 H2 INPUT LABEL LI P SPAN SUMMARY UL".split(" ");
const ATTRIBUTES =
  "aria-describedby aria-disabled aria-label checked class data-at data-auto data-do data-fill data-once data-some data-tick dir for id open role title type".split(
    " ",
  );

describe("hostile text in the page of a review", () => {
  it("stays text, wherever it stands", () => {
    const random = seeded(20260311);
    const text = (): string =>
      Array.from({ length: 1 + random(3) }, () => HOSTILE[random(HOSTILE.length)] ?? "").join(
        random(2) === 0 ? "" : " ",
      );
    for (let round = 0; round < 150; round++) {
      const names = [text(), text()];
      const writes = Array.from({ length: 2 }, () =>
        write(
          text(),
          Array.from({ length: 2 }, () =>
            note("Heron", {
              title: text(),
              url: text(),
              text: text(),
              source: text(),
              published: text(),
              why: [text()],
              names,
            }),
          ),
          { names, kind: random(2) === 0 ? "edit" : "create" },
        ),
      );
      const html = markup(reviewBody(model(writes, { origin: text(), message: text() }), words));
      const elements = [...parsed(html).body.querySelectorAll("*")];
      for (const element of elements) {
        assert.ok(TAGS.includes(element.tagName), `round ${round}: ${element.tagName}`);
        for (const { name } of element.attributes) assert.ok(ATTRIBUTES.includes(name), `round ${round}: ${name}`);
      }
      assert.equal(elements.filter(({ tagName }) => tagName === "INPUT").length, 7, `round ${round}`);
      const hidden = ["\0", "\u200b", "\u202e", "\u2066", "\u2069"].filter((sign) => html.includes(sign));
      assert.deepEqual(hidden, [], `round ${round}`);
    }
  });

  it("is shown to the letter as the text of the note, hidden characters as escapes", () => {
    const [page] = [drawn([write("Heron", [note("Heron", { text: "a\u202eb <i>c</i>" })])])];
    assert.equal(page?.querySelector(".exact")?.textContent, "a\\u202eb <i>c</i>");
  });

  it("stays text in what came of it", () => {
    const page = parsed(markup(reviewEnd(HOSTILE.join(" "), HOSTILE, [againButton(t)], t)));
    for (const { tagName } of page.body.querySelectorAll("*"))
      assert.ok([...TAGS, "STRONG"].includes(tagName), tagName);
    assert.equal(page.querySelectorAll("li").length, HOSTILE.length);
  });
});
