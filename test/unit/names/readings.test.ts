import assert from "node:assert/strict";
import { readingLines } from "../../../src/core/names/describeReading";
import { parseKnowledge } from "../../../src/core/names/parseKnowledge";
import type { ColumnChoice, KnowledgeOutcome } from "../../../src/core/names/types";
import { plainText } from "../../../src/core/text/translate";

function read(text: string, fileName = "names.csv", columns?: ColumnChoice): KnowledgeOutcome {
  const bytes = new TextEncoder().encode(text);
  return parseKnowledge({ bytes, contentType: null, fileName, ...(columns && { columns }) });
}

/** `Name = alias, alias` of each entry. */
function brief(outcome: KnowledgeOutcome): readonly string[] {
  if (!outcome.ok) return [`not read: ${outcome.failure.code}`];
  return outcome.entries.map(({ name, aliases }) => (aliases.length === 0 ? name : `${name} = ${aliases.join(", ")}`));
}

function readingOf(outcome: KnowledgeOutcome) {
  assert.ok(outcome.ok);
  return outcome.reading;
}

describe("the columns of a table of names", () => {
  const HERON = ["Gray Stork = Old Stork"];
  const cases: readonly (readonly [headings: string, row: string])[] = [
    ["Threat Actor,Synonyms", "Gray Stork,Old Stork"],
    ["threat_actor_name,alt_names", "Gray Stork,Old Stork"],
    ["ThreatActorName,OtherNames", "Gray Stork,Old Stork"],
    ["Common Name,Country,Also known as", "Gray Stork,RU,Old Stork"],
    ["Adversary;Origin;AKA", "Gray Stork;RU;Old Stork"],
    ["Intrusion Set,Former names", "Gray Stork,Old Stork"],
    ["Activity Group,Alternate names,First seen", "Gray Stork,Old Stork,2019"],
    ["Akteur;Auch bekannt als;Ziele", "Gray Stork;Old Stork;Banken"],
    ["Tätergruppe;Aliasnamen;Land", "Gray Stork;Old Stork;China"],
    ["Gruppenname;Andere Bezeichnungen", "Gray Stork;Old Stork"],
    ["Groupe;Autres noms;Pays", "Gray Stork;Old Stork;Chine"],
    ["Malware family,Alias(es)", "Gray Stork,Old Stork"],
    ["name,description,associated groups,associated groups citations", 'Gray Stork,"A group.",Old Stork,(Citation: X)'],
    ["ID,Name,Associated Software,Domain", "S9001,Gray Stork,Old Stork,Enterprise"],
    ["#,Actor,Other names", "1,Gray Stork,Old Stork"],
    ["Targets,Name,Alias 1,Alias 2", "Banks,Gray Stork,Old Stork,"],
    ["Name,Mandiant,Targets,Link", "Gray Stork,Old Stork,Banks,https://stork.example/a"],
    ["Name,Malware,Tools,Campaign,Aliases", "Gray Stork,Beak,Egg,Spring,Old Stork"],
  ];
  for (const [headings, row] of cases) {
    it(headings, () => {
      const outcome = read(`${headings}\n${row}\n`);
      assert.deepEqual(brief(outcome), HERON);
      assert.equal(readingOf(outcome).isDoubtful, false);
    });
  }

  it("are never other names because nothing is known of them", () => {
    const outcome = read("Name,Targets,Confidence,Link\nGray Stork,Banks,High,https://stork.example/\n");
    assert.deepEqual(brief(outcome), ["Gray Stork"]);
    assert.deepEqual(
      readingOf(outcome).columns.map(({ heading, role }) => [heading, role]),
      [
        ["Name", "name"],
        ["Targets", null],
        ["Confidence", null],
        ["Link", null],
      ],
    );
  });

  it("are in doubt without headings, and nothing but the first is guessed", () => {
    const outcome = read("Gray Stork,Old Stork,Banks\nBlue Tern,,Ships\n");
    assert.deepEqual(brief(outcome), ["Gray Stork", "Blue Tern"]);
    const { isDoubtful, columns } = readingOf(outcome);
    assert.equal(isDoubtful, true);
    assert.deepEqual(columns[2], { heading: "", role: null, samples: ["Banks", "Ships"] });
  });

  it("are in doubt where headings say nothing", () => {
    assert.equal(readingOf(read("Foo,Bar\nGray Stork,Old Stork\n")).isDoubtful, true);
    assert.equal(readingOf(read("Foo,Aliases\nGray Stork,Old Stork\n")).isDoubtful, true);
    assert.equal(readingOf(read('[{"foo":"Gray Stork","bar":"Old Stork"}]', "n.json")).isDoubtful, true);
  });

  it("are what the user says, by heading or number", () => {
    const text = "Foo,Bar,Targets\nGray Stork,Old Stork,Banks\n";
    assert.deepEqual(brief(read(text, "n.csv", { name: "foo", aliases: ["Bar"] })), HERON);
    assert.deepEqual(brief(read("Gray Stork,Old Stork\n", "n.csv", { name: "1", aliases: ["2"] })), HERON);
    assert.deepEqual(brief(read("Name,Aliases,Nick\nX1,Y1,Z1\n", "n.csv", { name: "Nick" })), ["Z1 = Y1"]);
    assert.deepEqual(brief(read("Name,Aliases\nX1,Y1\n", "n.csv", { aliases: [] })), ["X1"]);
    const none = read(text, "n.csv", { name: "Baz" });
    assert.deepEqual(none, {
      ok: false,
      failure: { code: "noColumn", column: "Baz", columns: ["1 (Foo)", "2 (Bar)", "3 (Targets)"] },
    });
  });

  it("a cell that reads like a heading is data when it stands again below", () => {
    const outcome = read("Gray Stork,actor,RU\nBlue Tern,actor,CN\n");
    assert.equal(readingOf(outcome).isDoubtful, true);
    assert.equal(brief(outcome)[0], "Gray Stork");
  });

  it("a group whose name ends in a number is no heading", () => {
    assert.deepEqual(brief(read("Group 72\nGray Stork\n", "n.txt")), ["Group 72", "Gray Stork"]);
  });
});

describe("several names in one cell", () => {
  const cells: readonly (readonly [name: string, aliases: string, expected: string])[] = [
    ["Gray Stork", "Old Stork / Tall Stork", "Gray Stork = Old Stork, Tall Stork"],
    ["Gray Stork", "Old Stork & Tall Stork", "Gray Stork = Old Stork, Tall Stork"],
    ["Gray Stork", "Old Stork; Tall Stork", "Gray Stork = Old Stork, Tall Stork"],
    ["Gray Stork", "['Old Stork', 'Tall Stork']", "Gray Stork = Old Stork, Tall Stork"],
    ["Gray Stork", "Old Stork (Vendor X), Tall Stork (Vendor Y)", "Gray Stork = Old Stork, Tall Stork"],
    ["Gray Stork/OldStork", "", "Gray Stork = OldStork"],
    ["Box 7/8", "AC/DC", "Box 7/8 = AC/DC"],
    ["Gray Stork", "N/A", "Gray Stork"],
    ["Gray Stork", "unbekannt", "Gray Stork"],
    ["Gray Stork", "-", "Gray Stork"],
  ];
  for (const [name, aliases, expected] of cells) {
    it(`${name} | ${aliases}`, () =>
      assert.deepEqual(brief(read(`name\taliases\n${name}\t${aliases}\n`, "n.tsv")), [expected]));
  }
});

describe("formats of names", () => {
  const STORK = ["Gray Stork = Old Stork"];
  const object = {
    type: "intrusion-set",
    id: "intrusion-set--0a0b0c0d-0000-4000-8000-000000000001",
    name: "Gray Stork",
  };
  const cases: readonly (readonly [what: string, text: string, fileName: string, expected?: readonly string[]])[] = [
    ["sep= in the first line", "sep=|\nName|Aliases\nGray Stork|Old Stork\n", "n.csv"],
    [
      "an answer of a TAXII server",
      JSON.stringify({ more: false, objects: [{ ...object, aliases: ["Old Stork"] }] }),
      "n.json",
    ],
    ["a single object of STIX", JSON.stringify({ ...object, aliases: ["Old Stork"] }), "n.json"],
    ["aliases of OpenCTI", JSON.stringify([{ ...object, x_opencti_aliases: ["Old Stork"] }]), "n.json"],
    [
      "lines of JSON",
      '{"name":"Gray Stork","aliases":["Old Stork"]}\n{"name":"Blue Tern"}\n',
      "n.jsonl",
      [...STORK, "Blue Tern"],
    ],
    [
      "lines of STIX",
      `${JSON.stringify({ ...object, aliases: ["Old Stork"] })}\n{"type":"marking-definition"}\n`,
      "n.jsonl",
    ],
    [
      "a table of objects as a vendor publishes it",
      JSON.stringify([{ "Threat actor name": "Gray Stork", "Origin/Threat": "Chile", "Other names": "Old Stork" }]),
      "n.json",
    ],
    ["a list under a key that says so", JSON.stringify({ actors: ["Gray Stork"], count: 1 }), "n.json", ["Gray Stork"]],
    [
      "what a server wraps around its names",
      JSON.stringify({ status: "ok", result: { items: [{ name: "Gray Stork", known_as: ["Old Stork"] }] } }),
      "n.json",
    ],
    [
      "rows of JSON",
      JSON.stringify([
        ["Name", "Aliases"],
        ["Gray Stork", "Old Stork"],
      ]),
      "n.json",
    ],
    ["a table below its title", "Birds we know,,\nName,Aliases,Land\nGray Stork,Old Stork,CL\n", "n.csv"],
    ["a table of Markdown with short rules", "|Name|Aliases|Land|\n|:--|:-:|-|\n|Gray Stork|Old Stork|CL|\n", "n.md"],
    ["names in single quotation marks", "Name;Aliases\n'Gray Stork';'Old Stork'\n", "n.csv"],
    [
      "lists of several kinds of names",
      "actors:\n  - Gray Stork\nmalware:\n  - Blue Tern\n",
      "n.yaml",
      ["Gray Stork", "Blue Tern"],
    ],
    [
      "families of Malpedia",
      JSON.stringify({
        "win.gray_stork": { common_name: "Gray Stork", alt_names: ["Old Stork"], attribution: ["Blue Tern"] },
      }),
      "n.json",
    ],
    ["names of Malpedia", '["win.gray_stork","elf.tern"]', "n.json", ["gray stork", "tern"]],
    [
      "an actor of Malpedia",
      JSON.stringify({ value: "Gray Stork", meta: { synonyms: ["Old Stork"], country: "CL" }, families: {} }),
      "n.json",
    ],
    [
      "groups of leak sites",
      JSON.stringify([
        { name: "Gray Stork", altname: "Old Stork", locations: [{ fqdn: "x.onion" }], profile: ["https://a.example"] },
      ]),
      "n.json",
    ],
    [
      "groups of leak sites under a key",
      JSON.stringify({ count: 1, groups: [{ group: "Gray Stork", altname: ["Old Stork"] }] }),
      "n.json",
    ],
    [
      "cards with names and their givers",
      JSON.stringify({
        name: "Cards",
        values: [
          {
            actor: "Gray Stork, Old Stork",
            names: [{ name: "Gray Stork" }, { name: "Old Stork", "name-giver": "X" }],
            country: ["Chile"],
          },
        ],
      }),
      "n.json",
    ],
    ["an object with an entry for each name", '{"Gray Stork":{"aliases":["Old Stork"]}}', "n.json"],
    ["YAML of objects", "- name: Gray Stork\n  aliases: [Old Stork]\n", "n.yaml"],
    ["YAML of objects without an ending", "- name: Gray Stork\n  aliases:\n    - Old Stork\n", "n"],
    ["YAML of a mapping", "names:\n  - Gray Stork\n  - Blue Tern\n", "n.yml", ["Gray Stork", "Blue Tern"]],
    [
      "YAML in several documents",
      "---\nname: Gray Stork\naliases: [Old Stork]\n---\nname: Blue Tern\naliases: []\n",
      "n.yaml",
      [...STORK, "Blue Tern"],
    ],
    [
      "a table of Markdown",
      "# Actors\n\n| Name | Aliases |\n|------|:-------:|\n| [Gray Stork](https://a.example) | **Old Stork** |\n\nMore.\n",
      "n.md",
    ],
    [
      "a list of Markdown",
      "# Actors\n\nWe track:\n\n- **Gray Stork** (aka Old Stork) – from Chile\n  - seen in 2020\n1. Blue Tern\n",
      "n.md",
      [...STORK, "Blue Tern"],
    ],
    [
      "a list that says which are other names",
      "Gray Stork aka Old Stork\nBlue Tern\n",
      "n.txt",
      [...STORK, "Blue Tern"],
    ],
  ];
  for (const [what, text, fileName, expected = STORK] of cases) {
    it(what, () => assert.deepEqual(brief(read(text, fileName)), expected));
  }

  it("lists under names say nothing of what they are", () => {
    const outcome = read('{"Gray Stork":["Old Stork"]}', "n.json");
    assert.equal(readingOf(outcome).isDoubtful, true);
    assert.deepEqual(brief(read('{"Gray Stork":["Old Stork"]}', "n.json", { name: "1", aliases: ["2"] })), STORK);
  });

  it("says why a file is none", () => {
    const said = (text: string, fileName: string): string => {
      const outcome = read(text, fileName);
      return outcome.ok ? "read" : outcome.failure.code;
    };
    assert.equal(said("PK\x03\x04[Content_Types].xml", "actors.xlsx"), "spreadsheet");
    assert.equal(said("names: [Gray Stork\n", "n.yaml"), "notYaml");
    assert.equal(said('{"error":"no such page","status":404}', "n.json"), "unknownShape");
    assert.equal(said('{"paging":{"next":1},"status":{"code":2}}', "n.json"), "unknownShape");
    assert.equal(said('{"name": "Gray Stork",\n"aliases": [\n', "n.json"), "notJson");
  });

  it("does not multiply a YAML file that refers to itself", () => {
    const levels = Array.from(
      { length: 30 },
      (_, at) => `a${at}: &a${at} [${at === 0 ? "x" : `*a${at - 1}, *a${at - 1}`}]`,
    );
    const outcome = read(`${levels.join("\n")}\n`, "n.yaml");
    assert.deepEqual(outcome, { ok: false, failure: { code: "yamlAnchors" } });
  });
});

describe("what a reading says", () => {
  it("counts, columns, what was left out, each with some of it", () => {
    const outcome = read("Name,Aliases,Land\nGray Stork,Old Stork,CL\ngray-stork,Tall Stork,CL\n,Nobody,\n???,,\n");
    assert.ok(outcome.ok);
    assert.deepEqual(readingLines({ count: outcome.entries.length, reading: outcome.reading }, plainText), [
      "1 name of 4 entries; 1 goes together with others of the same name.",
      "Column of the names: Name.",
      "Columns of other names: Aliases.",
      "Left out, since there is no name in them: 2. Such as: Nobody · ???",
    ]);
  });

  it("names tables and lines that were passed over", () => {
    const tables = "|Name|Aliases|\n|--|--|\n|Gray Stork|Old Stork|\n\n|Date|Text|\n|--|--|\n|2020|x|\n";
    assert.deepEqual(readingOf(read(tables, "n.md")).leftOut, [
      { reason: "otherTable", count: 1, samples: ["|2020|x|"] },
    ]);
    const lines = '{"name":"Gray Stork"}\n{"name":"Blue Tern"}\nbroken\n';
    assert.deepEqual(readingOf(read(lines, "n.jsonl")).leftOut, [{ reason: "notJson", count: 1, samples: ["broken"] }]);
  });
});
