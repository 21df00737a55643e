import assert from "node:assert/strict";
import { type RecordsOutput, reportFileName, reportText } from "../../../src/core/records/report";
import { plainText as t } from "../../../src/core/text/translate";
import { finish } from "../../../src/core/text/turns";
import { csvRows } from "./csvRows";
import { PROFILES } from "./reportFixture";

const OUTPUT: RecordsOutput = { kind: "profiles", ...PROFILES };

describe("profiles that are read out", () => {
  it("have in Markdown a heading each, with notes newest first", () => {
    const made = finish(reportText(OUTPUT, "markdown", t));
    assert.match(
      made,
      /\n## Emberfox\n\n- Record: \[1\]\(<https:\/\/soar\.example\/#\/indicator\/1>\) \(Threat Actor\)\n- Aliases: Copper Lynx, Rostfuchs\n- First seen: 2024-03-01T00:00:00Z\n- In Cortex XSOAR since: /,
    );
    assert.ok(!made.includes("Last seen"), "what is not there is not named");
    assert.match(made, /\n### Description\n\nFirst paragraph\. {2}\nSecond paragraph, ÄÖÜ 魔法少女 مرحبا\.\n/);
    assert.match(made, /\n### Techniques\n\n- Phishing\n- Command and Scripting Interpreter\n/);
    assert.match(made, /\n\| 2026-01-02T00:00:00Z \| Newer note<br>.*\n\| {2}\| =Older note \|\n/);
    assert.match(made, /\n## Skipped\n\n- Gone: There is no record for this name\.\n$/);
  });

  it("make no link of a leak site", () => {
    const made = finish(reportText(OUTPUT, "markdown", t));
    assert.match(made, /leak\[\.\]example/);
    assert.match(made, /`hxxp:\/\/abcdefghijklmnop\[\.\]onion\/x`/);
  });

  it("have in CSV a line each", () => {
    const [head, row, ...more] = csvRows(finish(reportText(OUTPUT, "csv", t)));
    assert.deepEqual(more, []);
    const cells = new Map(head?.map((name, at) => [name, row?.[at]]));
    assert.equal(cells.get("aliases"), "Copper Lynx; Rostfuchs");
    assert.equal(cells.get("techniques"), "Phishing; Command and Scripting Interpreter");
    assert.equal(cells.get("lastSeen"), "");
    assert.match(
      cells.get("notes") ?? "",
      /^2026-01-02T00:00:00Z Newer note with leak\[\.\]example, active .*; =Older note$/,
    );
  });

  it("are whole in JSON", () => {
    const made = JSON.parse(finish(reportText(OUTPUT, "json", t))) as {
      readonly profiles: readonly Readonly<Record<string, unknown>>[];
      readonly skipped: readonly unknown[];
    };
    const [profile] = PROFILES.profiles;
    assert.ok(profile);
    const { value, ...rest } = profile;
    assert.deepEqual(made.profiles, [{ ...rest, name: value, url: "https://soar.example/#/indicator/1" }]);
    assert.equal(made.skipped.length, 1);
    assert.match(reportFileName(OUTPUT, "odt"), /_profiles\.odt$/);
  });
});
