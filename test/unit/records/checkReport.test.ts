import assert from "node:assert/strict";
import { type RecordsOutput, reportFileName, reportText } from "../../../src/core/records/report";
import { plainText as t } from "../../../src/core/text/translate";
import { finish } from "../../../src/core/text/turns";
import { csvRows } from "./csvRows";
import { AT, CHECK } from "./reportFixture";

const OUTPUT: RecordsOutput = { kind: "check", report: CHECK, at: AT };

describe("reports of a check of records", () => {
  it("tell of each name what was found, and end with the totals", () => {
    const made = finish(reportText(OUTPUT, "markdown", t));
    assert.match(made, /^# Check of records\n/);
    assert.match(
      made,
      /^\| Emberfox \| One record \| \[Emberfox\]\(<https:\/\/soar\.example\/#\/indicator\/1>\) \(Threat Actor, id 1\) \|$/m,
    );
    assert.match(made, /^\| Gone \| No record \| {2}\|$/m);
    assert.match(made, /^\| Elk \| By its value only \|/m);
    assert.match(made, /^\| Snake \| Several records \| \[Snake\].*<br>\[Turla\]/m);
    assert.match(made, /^\| Lost \| Could not be looked up<br>The answer of Cortex XSOAR is not readable JSON/m);
    assert.match(
      made,
      /\n## Records whose values differ[^]*Fancy Bear[^]*FancyBear[^]*\n## Aliases that several[^]*\| Snake \|/,
    );
    assert.match(
      made,
      /\n## Totals\n\n- Names checked: 5\n- No record: 1\n- One record: 1\n- By its value only: 1\n- Several records: 1\n- Could not be looked up: 1\n- Records whose [^\n]*: 1\n- Aliases that [^\n]*: 1\n$/,
    );
  });

  it("never take a name that could not be looked up for one without a record", () => {
    const made = JSON.parse(finish(reportText(OUTPUT, "json", t))) as {
      readonly kind: string;
      readonly names: readonly {
        readonly name: string;
        readonly found: string;
        readonly failure?: { readonly code: string };
      }[];
      readonly totals: unknown;
      readonly twins: readonly { readonly records: readonly { readonly id: string; readonly url: string }[] }[];
    };
    assert.equal(made.kind, "check");
    assert.deepEqual(
      made.names.map(({ name, found, failure }) => [name, found, failure?.code]),
      [
        ["Emberfox", "one", undefined],
        ["Gone", "none", undefined],
        ["Elk", "valueOnly", undefined],
        ["Snake", "several", undefined],
        ["Lost", "failed", "malformed"],
      ],
    );
    assert.deepEqual(made.totals, {
      names: 5,
      aliases: 0,
      none: 1,
      one: 1,
      valueOnly: 1,
      several: 1,
      failed: 1,
      twins: 1,
      shared: 1,
    });
    assert.equal(made.twins[0]?.records[1]?.url, "https://soar.example/#/indicator/8");
  });

  it("have in CSV a line for each name and record", () => {
    const plain = finish(reportText(OUTPUT, "csv", t));
    const german = finish(reportText(OUTPUT, "csv", t, { separator: ";", isNamed: true }));
    assert.match(german, /^\uFEFFsep=;\r\nkind;name;aliasOf;/);
    assert.equal(german.split("\r\n").length, plain.split("\r\n").length + 1);
    const [head, ...rows] = csvRows(plain);
    assert.deepEqual(head, ["kind", "name", "aliasOf", "found", "value", "type", "id", "url", "why"]);
    assert.deepEqual(
      rows.map(([kind, name, , found, value]) => [kind, name, found, value].join(",")),
      [
        "name,Emberfox,one,Emberfox",
        "name,Gone,none,",
        "name,Elk,valueOnly,Elk",
        "name,Snake,several,Snake",
        "name,Snake,several,Turla",
        "name,Lost,failed,",
        "twin,1,,Fancy Bear",
        "twin,1,,FancyBear",
        "alias,Snake,,Snake",
        "alias,Snake,,Turla",
        "total,names,5,",
        "total,aliases,0,",
        "total,none,1,",
        "total,one,1,",
        "total,valueOnly,1,",
        "total,several,1,",
        "total,failed,1,",
        "total,twins,1,",
        "total,shared,1,",
      ],
    );
  });

  it("have a name of their own", () => {
    assert.match(reportFileName(OUTPUT, "csv"), /_records_check\.csv$/);
  });
});
