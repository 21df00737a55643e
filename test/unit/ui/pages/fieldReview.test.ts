import assert from "node:assert/strict";
import type { RecordsPlan } from "../../../../src/core/records/types";
import { plainText as t } from "../../../../src/core/text/translate";
import { chosenPlans, fieldTicks } from "../../../../src/ui/fieldTicks";
import { fieldReview, fieldWriteLabel } from "../../../../src/ui/pages/fieldReview";
import { markup } from "../../../../src/ui/pages/html";
import { RECORDS_SHOWN, type ReviewModel, openAtFirst, reviewBody } from "../../../../src/ui/pages/reviewPage";
import { parsedBody as parsed } from "./parsed";
import { seeded } from "./plannedWrites";
import { planOf, planned } from "./recordPlans";
import { processorMs } from "../../../processorMs";

const words = { t, date: (iso: string) => iso.slice(0, 10) };
const why = "Superfluous blanks go.";

function model(plan: RecordsPlan, more: Partial<ReviewModel> = {}): ReviewModel {
  const content = fieldReview(plan, "note", "", t);
  return {
    content,
    ticks: fieldTicks(plan, false),
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

describe("the page of a review of fields", () => {
  const emberfox = planOf("Emberfox", '{"aliases":[" Lynx ","","FancyBear"],"note":"a.onion,\\tactive\\nown"}', [
    { field: "aliases", edit: { kind: "list", replaced: [[0, "Lynx"]], removed: [1] }, why },
    { field: "aliases", edit: { kind: "list", removed: [2] }, why: "A guess.", isGuess: true },
    {
      field: "note",
      recipe: "leak-sites",
      edit: { kind: "lines", replaced: [[0, "a.onion,\tinactive"]], added: ["b.example.onion,\tactive"] },
      why: "As https://api.example says of a.onion.",
    },
  ]);
  const heron = planOf(
    "Heron",
    "{}",
    [{ field: "firstSeen", recipe: "first-seen", edit: { kind: "set", value: '"2024"' }, why }],
    ["Heron", "Grey Heron"],
  );
  const plan = planned([emberfox, heron]);

  it("has a row per record with its changes below, each with a labelled box and what it does", () => {
    const page = drawn(plan);
    const boxes = [...page.querySelectorAll("input")];
    assert.deepEqual(
      boxes.map((box) => [box.getAttribute("data-tick"), box.hasAttribute("checked")]),
      [
        ["", true],
        ["0", true],
        ["0.0", true],
        ["0.1", false],
        ["0.2", true],
        ["1", true],
        ["1.0", true],
      ],
      "guesses are not ticked",
    );
    for (const box of boxes.slice(1)) {
      const id = box.getAttribute("id") ?? "";
      assert.notEqual(clean(page.querySelector(`label[for="${id}"]`)?.textContent), "", id);
      const below = box.getAttribute("aria-describedby");
      if (below !== null) assert.notEqual(page.querySelector(`[id="${below}"]`), null, below);
    }
    assert.equal(clean(page.querySelector("button.primary")?.textContent), "Write 3 changes to 2 records");
    const rows = [...page.querySelectorAll(".note")].map((row) => clean(row.textContent));
    assert.deepEqual(rows, [
      `aliases · Tidy aliases Replaced " Lynx " by "Lynx" Removed "" ${why}`,
      'aliases · Tidy aliases Proposal Removed "FancyBear" A guess.',
      String.raw`note · Leak sites Replaced "a[.]onion,\tactive" by "a[.]onion,\tinactive" Added "b[.]example[.]onion,\tactive" As hxxps://api[.]example says of a[.]onion.`,
      `firstSeen · First seen Before nothing After "2024" ${why}`,
    ]);
    const text = clean(page.body.textContent);
    assert.ok(text.includes("3 changes, 1 proposal"), text);
    assert.ok(text.includes("Found for: Heron, Grey Heron"), text);
  });

  it("tells before the records what is to be known, folded when it is much", () => {
    const skipped = (count: number) =>
      Array.from({ length: count }, (_, at) => ({
        name: `Name ${at}`,
        record: null,
        recipe: null,
        why: "There is no record.",
      }));
    const few = drawn(
      planned([heron], {
        warnings: ["Strange field."],
        remarks: ["Replaced by G0002."],
        data: ["ATT&CK 18.1"],
        skipped: skipped(2),
        untouched: [{ id: "1", value: "x" }],
      }),
    );
    const text = clean(few.body.textContent);
    for (const part of [
      "Warning: Strange field.",
      "Name 1: There is no record.",
      "Replaced by G0002.",
      "ATT&CK 18.1",
      "Nothing is to be done for 1 record.",
    ])
      assert.ok(text.includes(part), `${part}: ${text}`);
    assert.ok([...few.querySelectorAll("details.folded")].every((one) => one.hasAttribute("open")));
    const many = drawn(planned([heron], { skipped: skipped(20_000) }));
    assert.equal(many.querySelector("details.folded")?.hasAttribute("open"), false);
    assert.equal(many.querySelectorAll(".sentences li").length, 501);
    assert.match(clean(many.querySelector(".folded summary")?.textContent), /20,000 names or records are left out/);
  });

  it("has nothing to write with in a dry run, and where there is nothing to write", () => {
    const dry = drawn(plan, { dryRun: true });
    assert.equal(dry.querySelectorAll("input, .primary").length, 0);
    assert.equal(dry.querySelectorAll(".note").length, 4);
    const none = drawn(planned([], { skipped: [{ name: "x", record: null, recipe: null, why: "None." }] }));
    assert.equal(none.querySelectorAll("input").length, 0);
    assert.equal(none.querySelector(".primary")?.getAttribute("aria-disabled"), "true");
    assert.match(clean(none.body.textContent), /There is nothing to write\./);
  });

  it("writes what is ticked, and in an undo all of it at first", () => {
    const ticks = fieldTicks(plan, false);
    assert.deepEqual(
      chosenPlans(plan.plans, ticks).map(({ record, changes }) => [record.value, changes.map(({ why: of }) => of)]),
      [
        ["Emberfox", [why, "As https://api.example says of a.onion."]],
        ["Heron", [why]],
      ],
    );
    ticks.tick(false, 0);
    assert.deepEqual(chosenPlans(plan.plans, ticks), [heron], "a record as it stands in the plan");
    ticks.tick(false);
    assert.equal(fieldWriteLabel(plan, ticks, t), null);
    const undo = planned(plan.plans, { undoes: "run" });
    assert.equal(fieldWriteLabel(undo, fieldTicks(undo, false), t), "Undo 4 changes of 2 records");
  });

  it("draws a thousand records at once by their first fifty", () => {
    const many = planned(
      Array.from({ length: 1000 }, (_, at) => ({ ...emberfox, record: { ...emberfox.record, value: `Name ${at}` } })),
    );
    const started = processorMs();
    const text = markup(reviewBody(model(many), words));
    const took = processorMs() - started;
    assert.ok(took < 500, `${took} ms`);
    assert.equal(parsed(text).querySelectorAll(".record").length, RECORDS_SHOWN);
    assert.match(clean(parsed(text).querySelector("#moreRecords")?.textContent), /950 left/);
  });

  it("keeps hostile text text", () => {
    const random = seeded(20261130);
    const bad = [
      "<img src=x>",
      "</code></li></ul>",
      `" onclick="x`,
      "\u202e\u200b",
      "`${1}`",
      "&lt;b&gt;",
      "\ud800",
      "x".repeat(50_000),
      "<script>1</script>",
      "\u0000",
    ];
    const text = (): string => Array.from({ length: 3 }, () => bad[random(bad.length)] ?? "").join(" ");
    const tags = "A BDI BUTTON CODE DETAILS DIV H1 H2 INPUT LABEL LI P SPAN SUMMARY UL".split(" ").slice(1);
    for (let round = 0; round < 60; round++) {
      const hostile = planOf(text(), JSON.stringify({ aliases: [text()], [`f${round}`]: text() }), [
        { field: "aliases", edit: { kind: "list", replaced: [[0, text()]], added: [text()] }, why: text() },
        { field: `f${round}`, edit: { kind: "set", value: JSON.stringify(text()) }, why: text(), isGuess: true },
      ]);
      const page = parsed(
        markup(
          reviewBody(
            model(
              planned([hostile], {
                warnings: [text()],
                remarks: [text()],
                data: [text()],
                skipped: [{ name: text(), record: null, recipe: null, why: text() }],
              }),
            ),
            words,
          ),
        ),
      );
      for (const { tagName, attributes } of page.body.querySelectorAll("*")) {
        assert.ok(tags.includes(tagName), tagName);
        for (const { name } of attributes) assert.ok(!name.startsWith("on") && name !== "style", name);
      }
      assert.equal(page.querySelectorAll("input").length, 4);
      for (const sign of ["\0", "\u200b", "\u202e"])
        assert.ok(!(page.body.textContent ?? "").includes(sign), `round ${round}`);
    }
  });
});
