import assert from "node:assert/strict";
import { type RecordsOutput, reportFileName, reportOdt, reportText } from "../../../src/core/records/report";
import type { RecordsReport } from "../../../src/core/records/types";
import { plainText as t } from "../../../src/core/text/translate";
import { finish } from "../../../src/core/text/turns";
import { readZip } from "../../readZip";
import { csvRows } from "./csvRows";
import { AT, NOTICE, PLAN, PLANS, REPORT, changeOf, planOf, recordOf } from "./reportFixture";

interface Change {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly recipes: readonly string[];
  readonly guess?: true;
}
interface JsonRecord {
  readonly name: string;
  readonly id: string;
  readonly outcome?: string;
  readonly changes: readonly Change[];
  readonly failure?: { readonly code: string; readonly message: string };
}
interface JsonReport {
  readonly kind: string;
  readonly edits: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly records: readonly JsonRecord[];
  readonly left: readonly JsonRecord[];
  readonly skipped: readonly { readonly name: string; readonly failure?: { readonly code: string } }[];
  readonly options: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

const WRITTEN: RecordsOutput = { kind: "report", report: REPORT };
const PLANNED: RecordsOutput = { kind: "plan", plan: PLAN, at: AT };
const json = (output: RecordsOutput): JsonReport => JSON.parse(finish(reportText(output, "json", t))) as JsonReport;
const markdown = (output: RecordsOutput): string => finish(reportText(output, "markdown", t));

describe("reports of changes of records", () => {
  describe("as JSON", () => {
    it("say what was written, what was not, and why", () => {
      const made = json(WRITTEN);
      assert.equal(made.kind, "report");
      assert.equal(made.edits, 1);
      assert.deepEqual(made.counts, {
        records: 4,
        planned: 0,
        written: 1,
        nothing: 1,
        changedMeanwhile: 0,
        failed: 1,
        unknown: 0,
        notDone: 0,
        skipped: 3,
        left: 2,
      });
      assert.deepEqual(
        made.records.map(({ name, id, outcome }) => [name, id, outcome]),
        [
          ["Emberfox", "1", "written"],
          ["Schneeeule 魔法", "2", "failed"],
          ["Nothing to Do With", "4", "nothing"],
        ],
      );
      assert.equal(made.records[1]?.failure?.code, "gone");
      assert.deepEqual(
        made.left.map(({ name, changes }) => [name, changes.map(({ field, guess }) => [field, guess])]),
        [
          ["Emberfox", [["aliases", true]]],
          ["Elk | <b>", [["description", true]]],
        ],
      );
      assert.deepEqual(
        made.skipped.map(({ name, failure }) => [name, failure?.code]),
        [
          ["Gone", undefined],
          ["Emberfox", undefined],
          ["Lost", "malformed"],
        ],
      );
      assert.deepEqual(made.options, { all: "true" });
      assert.deepEqual(made["data"], [NOTICE]);
      assert.equal(made["run"], "run-1");
      assert.equal(made["server"], "https://soar.example");
      assert.equal((made["questions"] as readonly unknown[]).length, 1);
    });

    it("tell of several changes of a field as the one they come to", () => {
      const [aliases, note] = json(WRITTEN).records[0]?.changes ?? [];
      assert.deepEqual(aliases?.before, ["Copper  Lynx", " Rostfuchs "]);
      assert.deepEqual(aliases.after, ["Copper  Lynx", "Rostfuchs", "Emberfox"]);
      assert.deepEqual(aliases.recipes, ["name-into-aliases", "tidy-aliases"]);
      assert.equal(note?.after, "abcdefghijklmnop.onion,\tinactive\nleak.example,\tinactive\n", "whole, as it is");
    });

    it("have the values of the server to the digit, and null for no member", () => {
      const made = finish(reportText(WRITTEN, "json", t));
      assert.match(made, /"before": 1\.0,\n\s*"after": 2\.50,/);
      assert.match(made, /"before": 12345678901234567890,\n\s*"after": null,/);
      const lost = recordOf("9", "Odd");
      const change = { ...changeOf(lost, "set-field", "x", { kind: "unset" }), after: "no JSON" };
      const plan = planOf([{ record: lost, names: [], changes: [change] }]);
      assert.equal(json({ kind: "plan", plan, at: AT }).records[0]?.changes[0]?.after, "no JSON");
    });

    it("keep the guesses of a plan apart from what would be written", () => {
      const made = json(PLANNED);
      assert.equal(made.kind, "plan");
      assert.equal(made.edits, 3);
      assert.deepEqual(
        made.records.map(({ outcome }) => outcome),
        ["planned", "planned", "planned", "nothing"],
      );
      assert.deepEqual(
        made.records[0]?.changes.map(({ field, after, guess }) => [field, after, guess]),
        [
          ["aliases", ["Copper  Lynx", "Rostfuchs", "Emberfox"], undefined],
          ["note", "abcdefghijklmnop.onion,\tinactive\nleak.example,\tinactive\n", undefined],
          ["aliases", ["Copper Lynx", " Rostfuchs "], true],
        ],
      );
    });

    it("take a dry run for a plan, and what a run never came to for not done", () => {
      const nothing: RecordsReport = { ...REPORT, run: null, results: [], left: [] };
      const dry = json({ kind: "report", report: { ...nothing, dryRun: true } });
      assert.deepEqual([dry.edits, dry.counts["planned"], dry["dryRun"]], [3, 3, true]);
      const busy = json({ kind: "report", report: { ...nothing, left: [PLANS.elk], busy: true } });
      assert.deepEqual([busy.edits, busy.counts["notDone"], busy.counts["left"]], [0, 2, 1]);
      const failed = json({ kind: "report", report: { ...nothing, failure: { code: "malformed" } } });
      assert.equal((failed["failure"] as { readonly code: string }).code, "malformed");
      assert.equal(json(WRITTEN)["failure"], null);
    });
  });

  describe("as Markdown", () => {
    it("show each record with its page, its changes and its result", () => {
      const made = markdown(WRITTEN);
      assert.match(made, /^# Update of records\n/);
      assert.match(made, /^- Written: 1$/m);
      assert.match(made, /^- Time: 2026-03-02 12:00 UTC$/m);
      assert.match(
        made,
        /^### Emberfox\n\nResult: Written {2}\nRecord: \[1\]\(<https:\/\/soar\.example\/#\/indicator\/1>\) \(Threat Actor\) {2}\nTracked as Ember Fox\n/m,
      );
      assert.match(
        made,
        /^\| Name into aliases<br>Tidy aliases \| aliases \| Copper Lynx<br>␣Rostfuchs␣ \| Copper Lynx<br>Rostfuchs<br>Emberfox \| Why name-into-aliases\.<br>Why tidy-aliases\. \|$/m,
      );
      assert.match(made, /^Result: Failed: The record "Schneeeule 魔法" was not there any more/m);
      assert.match(made, /^### Elk \| \\<b>$/m);
      assert.match(made, /^\| Lost \| {2}\| {2}\| It could not be looked up\.<br>/m);
      assert.match(made, /^- Snake: Snake \(S0001\), Turla \(G0001\)$/m);
      assert.match(made, /^- ATT&CK 18\.1: © The MITRE Corporation/m);
      assert.match(made, /^\| Set a field \| big \| 12345678901234567890 \| \(empty\) \|/m);
    });

    it("make no link of a leak site", () => {
      const made = markdown(WRITTEN);
      assert.doesNotMatch(made, /[a-z]\.onion|leak\.example/);
      assert.match(made, /abcdefghijklmnop\[\.\]onion, active<br>leak\[\.\]example, inactive/);
      // Nobody says in an undo which field it was.
      const plan = planOf([
        {
          ...PLANS.fox,
          changes: PLANS.fox.changes.slice(-1).map((change) => ({ ...change, recipe: "undo" as const })),
        },
      ]);
      assert.ok(!markdown({ kind: "plan", plan, at: AT }).includes("leak.example"));
    });

    it("show of long values what differs, and say so", () => {
      const many = Array.from({ length: 30 }, (_, at) => `Alias ${at}`);
      const record = recordOf("1", "Long", JSON.stringify({ aliases: many, description: "x" }));
      const changes = [
        changeOf(record, "tidy-aliases", "aliases", { kind: "list", removed: [3], added: ["New one"] }),
        changeOf(record, "set-field", "description", { kind: "set", value: JSON.stringify("y".repeat(5_000)) }),
      ];
      const output: RecordsOutput = { kind: "plan", plan: planOf([{ record, names: [], changes }]), at: AT };
      const made = markdown(output);
      assert.match(
        made,
        /\| Alias 3<br>\(29 unchanged, left out here\) \| New one<br>\(29 unchanged, left out here\) \|/,
      );
      assert.match(made, /\| y{299}… \(shortened\) \|/);
      assert.equal(json(output).records[0]?.changes[1]?.after, "y".repeat(5_000));
    });

    it("say of a plan, a dry run and an undo what they are", () => {
      assert.match(markdown(PLANNED), /^# Plan of an update of records\n[^]*\nThis is a plan: nothing was written\.\n/);
      assert.match(markdown(PLANNED), /<br>Not ticked at first \|$/m);
      assert.match(markdown({ kind: "report", report: { ...REPORT, dryRun: true } }), /Dry run is switched on/);
      assert.match(markdown({ kind: "report", report: { ...REPORT, busy: true } }), /Another window or process/);
      const undo = { ...PLAN, recipes: ["undo"] as const, undoes: "run-0" };
      assert.match(
        markdown({ kind: "report", report: { ...REPORT, plan: undo } }),
        /^# Undo of an update of records\n[^]*^- Takes back the run run-0$/m,
      );
    });

    it("do without links where the server's address is none", () => {
      const made = markdown({ kind: "plan", plan: { ...PLAN, server: "no address" }, at: AT });
      assert.ok(!made.includes("]("));
    });
  });

  it("as CSV have a line for each field, and no formula", () => {
    const [head, ...rows] = csvRows(finish(reportText(WRITTEN, "csv", t)));
    assert.deepEqual(head, ["name", "id", "type", "url", "recipe", "field", "before", "after", "result", "why"]);
    assert.deepEqual(
      rows.map(([name, , , , , field, , , result]) => [name, field, result?.split(":")[0]]),
      [
        ["Emberfox", "aliases", "Written"],
        ["Emberfox", "note", "Written"],
        ["Schneeeule 魔法", "weight", "Failed"],
        ["Schneeeule 魔法", "big", "Failed"],
        ["Emberfox", "aliases", "Left out, since it was not ticked"],
        ["Elk | <b>", "description", "Left out, since it was not ticked"],
        ["Nothing to Do With", "", "Nothing to do"],
        ["Gone", "", "Skipped"],
        ["Emberfox", "", "Skipped"],
        ["Lost", "", "Skipped"],
      ],
    );
    assert.equal(rows[1]?.[7], "abcdefghijklmnop[.]onion, inactive; leak[.]example, inactive");
    assert.equal(rows[2]?.[6], "1.0");
  });

  it("as OpenDocument text say the same as in Markdown", () => {
    const content = readZip(finish(reportOdt(WRITTEN, t)))
      .find(({ name }) => name === "content.xml")
      ?.bytes.toString("utf8");
    assert.ok(content);
    assert.match(content, /<text:h [^>]*text:outline-level="2">Emberfox<\/text:h>/);
    assert.match(content, /xlink:href="https:\/\/soar\.example\/#\/indicator\/3%20%2F%3F%23"/);
    assert.ok(content.includes(NOTICE.replace("&", "&amp;")));
    assert.doesNotMatch(content, /[a-z]\.onion|leak\.example/);
  });

  it("lets others have their turn while long ones are made", () => {
    const plans = Array.from({ length: 300 }, (_, at) => {
      const record = recordOf(String(at), `Name ${at}`);
      return { record, names: [], changes: [changeOf(record, "set-field", "x", { kind: "set", value: '"y"' })] };
    });
    const output: RecordsOutput = { kind: "plan", plan: planOf(plans), at: AT };
    for (const work of [
      ...(["markdown", "csv", "json"] as const).map((format) => reportText(output, format, t)),
      reportOdt(output, t),
    ]) {
      let turns = 0;
      while (work.next().done !== true) turns++;
      assert.ok(turns >= 15, `${turns} turns`);
    }
  });

  it("have names as the files of exports have", () => {
    assert.match(reportFileName(WRITTEN, "odt"), /^2026-03-0\d_\d{6}_records\.odt$/);
    assert.match(reportFileName(PLANNED, "markdown"), /_records_plan\.md$/);
    const undone = { ...REPORT, plan: { ...PLAN, undoes: "run-0" } };
    assert.match(reportFileName({ kind: "report", report: undone }, "json"), /_records_undo\.json$/);
  });
});
