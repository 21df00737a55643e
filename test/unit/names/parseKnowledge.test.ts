import assert from "node:assert/strict";
import { cutIn, skippedIn } from "../../../src/core/names/entryList";
import { cleanDescription, cleanParagraphs } from "../../../src/core/names/entryText";
import { describeLeftOut } from "../../../src/core/names/importNames";
import { plainText } from "../../../src/core/text/translate";
import { parseKnowledge } from "../../../src/core/names/parseKnowledge";
import { GALAXY, entriesOf, parseText } from "./fixtures";

function brief(text: string, fileName?: string): string[] {
  return entriesOf(parseText(text, fileName)).map(
    ({ name, aliases, kind, country }) => `${kind}: ${[name, ...aliases].join(" = ")}${country ? ` @${country}` : ""}`,
  );
}

function stix(objects: unknown[], version = "2.0"): string {
  return JSON.stringify({ type: "bundle", id: "bundle--1", spec_version: version, objects });
}

describe("reading a MISP galaxy cluster", () => {
  it("takes names, synonyms, country and description, and names its source", () => {
    const outcome = parseText(JSON.stringify(GALAXY), "threat-actor.json");
    assert.ok(outcome.ok);
    assert.deepEqual(
      [outcome.format, outcome.title, skippedIn(outcome.reading)],
      ["misp", "MISP galaxy threat-actor", 0],
    );
    assert.deepEqual(outcome.entries[0], {
      name: "Quiet Heron",
      aliases: ["UNK-77", "Glass Harbor", "Play"],
      kind: "actor",
      country: "FR",
      description: "Spies on shipping companies.",
      id: "0a",
      source: "MISP galaxy threat-actor",
    });
    assert.deepEqual(outcome.entries[1]?.aliases, ["Glass Harbor", "Lynx"]);
  });

  const kinds: readonly (readonly [type: string, category: string, kind: string])[] = [
    ["ransomware", "tool", "ransomware"],
    ["malpedia", "tool", "malware"],
    ["rat", "tool", "malware"],
    ["botnet", "tool", "malware"],
    ["tool", "tool", "tool"],
    ["mitre-intrusion-set", "actor", "actor"],
    ["microsoft-activity-group", "actor", "actor"],
    ["sector", "sector", "name"],
  ];
  for (const [type, category, kind] of kinds) {
    it(`${type} is of kind ${kind}`, () => {
      assert.deepEqual(brief(JSON.stringify({ type, category, values: [{ value: "Rust Finch" }] })), [
        `${kind}: Rust Finch`,
      ]);
    });
  }

  const oddNames: readonly (readonly [name: string, synonyms: unknown, expected: string])[] = [
    ["  Stray  Comma, ", ["A1 ,", " b "], "Stray Comma = A1 = b"],
    ["Rust Finch", ["rust-finch", "RUST FINCH", "Rust_Finch"], "Rust Finch"],
    ["Rust Finch (Android)", [], "Rust Finch (Android) = Rust Finch"],
    ["Club042(7)", [], "Club042(7) = Club042"],
    ["Rust Finch - G9001", [], "Rust Finch"],
    ["[Blue Box 3/4]", ["Subgroup: Red Box"], "Blue Box 3/4 = Red Box"],
    ["Rust Finch", ["One Bird, Two Birds"], "Rust Finch = One Bird = Two Birds"],
    ["Rust Finch", "Lone Text", "Rust Finch = Lone Text"],
    ["Rust Finch", [5, null, {}, "", "!!!", "Kept"], "Rust Finch = Kept"],
    ["Рыжий Зяблик", ["红雀"], "Рыжий Зяблик = 红雀"],
  ];
  for (const [value, synonyms, expected] of oddNames) {
    it(`“${value}” with ${JSON.stringify(synonyms)} is ${expected}`, () => {
      assert.deepEqual(brief(JSON.stringify({ type: "threat-actor", values: [{ value, meta: { synonyms } }] })), [
        `actor: ${expected}`,
      ]);
    });
  }

  it("puts entries of the same name together and counts what it leaves out", () => {
    const values = [
      { value: "Rust Finch", meta: { synonyms: ["A-one"] } },
      { value: "RUST-FINCH", meta: { synonyms: ["B-two"], country: "", "cfr-suspected-state-sponsor": "Chile" } },
      { value: "Gone", revoked: true },
      { value: "???" },
      "no object",
      null,
    ];
    const outcome = parseText(JSON.stringify({ type: "threat-actor", values }));
    assert.ok(outcome.ok);
    assert.equal(skippedIn(outcome.reading), 4);
    assert.deepEqual(brief(JSON.stringify({ type: "threat-actor", values })), [
      "actor: Rust Finch = A-one = B-two @Chile",
    ]);
  });
});

describe("what is left out of a source of names", () => {
  const cutOf = (values: readonly unknown[]) => {
    const outcome = parseText(JSON.stringify(values));
    assert.ok(outcome.ok);
    const { left, cut } = cutIn(outcome.reading);
    return [cut, skippedIn(outcome.reading), left];
  };

  it("is counted where a name or an alias is too long, or an alias one too many", () => {
    const aliases = Array.from({ length: 505 }, (_, at) => `Alias ${at}`);
    assert.deepEqual(cutOf(["Rust Finch", { name: "Grey Heron", aliases: ["One", "Two"] }]), [0, 0, 0]);
    assert.deepEqual(cutOf(["Rust Finch", "x".repeat(121)]), [1, 1, 0]);
    assert.deepEqual(cutOf([{ name: "Rust Finch", aliases: ["x".repeat(121), "x".repeat(500), "One"] }]), [2, 0, 0]);
    assert.deepEqual(cutOf([{ name: "Rust Finch", aliases }]), [5, 0, 0]);
  });

  it("is told, with the limits", () => {
    assert.deepEqual(describeLeftOut({ left: 0, cut: 0 }, plainText), []);
    assert.deepEqual(describeLeftOut({ left: 3, cut: 4 }, plainText), [
      "3 entries were left out. A source of names has 200,000 at most, with 1,000,000 names and aliases.",
      "4 names and aliases were left out: they have more than 120 characters, or their entry has more than 500 aliases.",
    ]);
  });

  it("shows in a description by an ellipsis, though little of it is text", () => {
    const links = "[a](https://a.example/) ".repeat(400);
    assert.match(cleanDescription(links), /…$/);
    assert.match(cleanParagraphs(`First one. ${"[a](b) ".repeat(2_000)}`, 2), /^First one\. a .*…$/);
    assert.equal(cleanParagraphs("One.\n\nTwo.\n\nThree.", 2), "One.\n\nTwo.");
    assert.equal(cleanDescription("Short."), "Short.");
  });
});

describe("reading a STIX bundle", () => {
  const finch = {
    type: "intrusion-set",
    id: "intrusion-set--00000000-0000-4000-8000-000000000001",
    name: "Rust Finch",
    aliases: ["Rust Finch", "Copper Bird"],
    description:
      "[Rust Finch](https://attack.example/groups/G9001) uses `netdoor` and <code>hive</code>. (Citation: Lab (North) 2020)(Citation: Two)",
    external_references: [{ source_name: "mitre-attack", external_id: "G9001" }],
  };
  const malware = { type: "malware", id: "malware--1", name: "Doorbell", x_mitre_aliases: ["Doorbell", "Ding"] };

  for (const version of ["2.0", "2.1"]) {
    it(`version ${version}: aliases, the ATT&CK number, text without links and citations`, () => {
      const outcome = parseText(stix([finch], version));
      assert.ok(outcome.ok);
      assert.deepEqual([outcome.format, outcome.title], ["stix", "MITRE ATT&CK"]);
      assert.deepEqual(outcome.entries, [
        {
          name: "Rust Finch",
          aliases: ["Copper Bird"],
          kind: "actor",
          description: "Rust Finch uses netdoor and hive.",
          id: "G9001",
          source: "MITRE ATT&CK",
        },
      ]);
    });
  }

  it("reads malware, tools, campaigns and actors, and passes over the rest", () => {
    const objects = [
      malware,
      { ...malware, id: "malware--2", name: "Lockjaw", x_mitre_aliases: null, malware_types: ["ransomware"] },
      { type: "tool", id: "tool--1", name: "Spanner" },
      { type: "campaign", id: "campaign--1", name: "Operation Teacup", aliases: ["Teacup"] },
      { type: "threat-actor", id: "threat-actor--1", name: "Mister Nobody" },
      { type: "attack-pattern", id: "attack-pattern--1", name: "Knocking" },
      { type: "relationship", id: "relationship--1" },
      null,
    ];
    assert.deepEqual(brief(stix(objects)), [
      "malware: Doorbell = Ding",
      "ransomware: Lockjaw",
      "tool: Spanner",
      "campaign: Operation Teacup = Teacup",
      "actor: Mister Nobody",
    ]);
  });

  it("leaves out what is revoked or deprecated, and takes the newest version of an object", () => {
    const objects = [
      { ...finch, modified: "2024-01-01T00:00:00.000Z", name: "Newer" },
      { ...finch, modified: "2020-01-01T00:00:00.000Z", name: "Older" },
      { ...malware, revoked: true },
      { ...malware, id: "malware--3", x_mitre_deprecated: true },
    ];
    const outcome = parseText(stix(objects));
    assert.deepEqual(
      entriesOf(outcome).map(({ name }) => name),
      ["Newer"],
    );
    assert.equal(outcome.ok && skippedIn(outcome.reading), 2);
  });

  it("takes the country from where an actor originates", () => {
    const objects = [
      finch,
      { type: "location", id: "location--1", country: "CL" },
      {
        type: "relationship",
        id: "relationship--1",
        relationship_type: "originates-from",
        source_ref: finch.id,
        target_ref: "location--1",
      },
    ];
    assert.deepEqual(brief(stix(objects)), ["actor: Rust Finch = Copper Bird @CL"]);
  });

  it("reads a bare array of objects", () => {
    assert.deepEqual(brief(JSON.stringify([finch])), ["actor: Rust Finch = Copper Bird"]);
  });
});

describe("reading lists and tables", () => {
  const cases: readonly (readonly [what: string, text: string, expected: readonly string[], file?: string])[] = [
    ["a plain list", "Rust Finch\r\n\r\n# remark\r\n  - Blue Heron \n", ["name: Rust Finch", "name: Blue Heron"]],
    ["a list with a heading", "Name\nRust Finch\n", ["name: Rust Finch"]],
    ["a list with a byte-order mark", "\uFEFFRust Finch", ["name: Rust Finch"]],
    ["a single name", "Rust Finch", ["name: Rust Finch"]],
    ["a list that begins with a bracket", "[Blue Box 3/4]\nRust Finch", ["name: Blue Box 3/4", "name: Rust Finch"]],
    [
      "a CSV with headings in any order",
      'Country,Actor,Aliases,Notes\nCL,Rust Finch,"Copper Bird, UNK-1","Says ""hello"",\nthen leaves"\n',
      ["name: Rust Finch = Copper Bird = UNK-1 @CL"],
    ],
    [
      "German headings and semicolons",
      "Name;Synonyme;Herkunft;Typ\nRostfink;Kupfervogel|UNK-1;Chile;Gruppe\n",
      ["actor: Rostfink = Kupfervogel = UNK-1 @Chile"],
    ],
    [
      "columns of aliases",
      "name\talias 1\talias 2\nRust Finch\tA-one\tB-two\n",
      ["name: Rust Finch = A-one = B-two"],
      "x.tsv",
    ],
    [
      "a quote that never closes",
      'name,aliases\n"Rust Finch,Copper\nBlue Heron,Teal\n',
      ["name: Rust Finch = Copper", "name: Blue Heron = Teal"],
    ],
    [
      "JSON strings and objects",
      '["Rust Finch",{"name":"Blue Heron","aliases":["Teal"]}]',
      ["name: Rust Finch", "name: Blue Heron = Teal"],
      "n.json",
    ],
  ];
  for (const [what, text, expected, file] of cases) {
    it(what, () => assert.deepEqual(brief(text, file), expected));
  }

  it("keeps the name of the file as the source", () => {
    assert.equal(entriesOf(parseText("Rust Finch", "watch list.txt"))[0]?.source, "watch list.txt");
  });

  it("reads windows-1252 and UTF-16", () => {
    for (const bytes of [Buffer.from("M\xfcller Bande", "latin1"), Buffer.from("\uFEFFMüller Bande", "utf16le")]) {
      const outcome = parseKnowledge({ bytes, contentType: null, fileName: "n.txt" });
      assert.deepEqual(
        entriesOf(outcome).map(({ name }) => name),
        ["Müller Bande"],
      );
    }
  });
});

describe("what holds no names", () => {
  const cases: readonly (readonly [text: string, code: string])[] = [
    ["", "empty"],
    ["  \n \t", "empty"],
    ["\x7FELF\0\0\0", "binary"],
    ["<!DOCTYPE html><title>x</title>", "webPage"],
    ['<?xml version="1.0"?><a/>', "webPage"],
    ['{"type":"bundle","objects":[', "notJson"],
    ['{"hello":1}', "unknownShape"],
    ["null\n", "unknownShape"],
    ["42", "unknownShape"],
    ["[1,2,3]", "noNames"],
    ['{"values":[]}', "noNames"],
    [JSON.stringify({ type: "bundle", id: "bundle--1", objects: [] }), "noNames"],
    ["!!!\n???", "noNames"],
  ];
  for (const [text, code] of cases) {
    it(`${JSON.stringify(text.slice(0, 30))}: ${code}`, () => {
      const outcome = parseText(text);
      assert.equal(outcome.ok ? "read" : outcome.failure.code, code);
    });
  }

  it("survives hostile values", () => {
    const values = [
      { value: "x".repeat(100_000) },
      { value: "Rust Finch", description: "(Citation: ".repeat(50_000), meta: { synonyms: ["[".repeat(100_000)] } },
      { value: "__proto__", meta: { synonyms: ["constructor"] } },
    ];
    const started = performance.now();
    const outcome = parseText(JSON.stringify({ type: "threat-actor", values }));
    assert.deepEqual(
      entriesOf(outcome).map(({ name }) => name),
      ["Rust Finch", "__proto__"],
    );
    assert.ok(performance.now() - started < 2000);
  });
});
