import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { RECORDS } from "../../../../src/core/config/defaults";
import type { RecordsConfig } from "../../../../src/core/config/types";
import { attackRecipe } from "../../../../src/core/records/recipes/attack";
import type { Picks, ProposedChange, RecipeContext, RecipeOutcome } from "../../../../src/core/records/types";
import { plainText } from "../../../../src/core/text/translate";
import { withEdits } from "../../../../src/core/xsoar/fieldEdits";
import { type IndicatorRecord, readRecord } from "../../../../src/core/xsoar/record";
import {
  AMBER_BEAR,
  OBJECTS,
  TECHNIQUES,
  bundle,
  enterpriseBundle,
  mobileBundle,
  tableOf,
} from "../../names/attackFixtures";

const TABLE = tableOf([enterpriseBundle()]);
const FIELD = RECORDS.techniqueField;
/** What the bear uses, folded, by numbers. */
const FOLDED = ["Teapot and Saucer Interpreter", "Kettle Whistling"];
const NAMES = ["Amber Bear", "Fancy Finch", "Tin Kettle"];

interface Setting {
  readonly names?: readonly string[];
  readonly config?: Partial<RecordsConfig>;
  readonly options?: Readonly<Record<string, string>>;
  readonly attack?: RecipeContext["attack"];
  readonly picks?: Picks;
  readonly chosen?: Readonly<Record<string, readonly string[]>>;
  readonly others?: Readonly<Record<string, readonly string[]>>;
}

function record(value: string, fields: object | null = {}, type = "Threat Actor"): IndicatorRecord {
  const own = { id: "7", version: 3, value, indicator_type: type, source: "Feed A", comment: "keep me" };
  const read = readRecord(JSON.stringify(fields === null ? own : { ...own, CustomFields: fields }));
  assert.ok(read);
  return read;
}

function plan(one: IndicatorRecord, setting: Setting = {}): RecipeOutcome {
  const {
    names = [],
    config,
    options = {},
    attack = TABLE,
    picks = () => undefined,
    chosen = {},
    others = {},
  } = setting;
  return attackRecipe.plan(
    { record: one, names },
    {
      t: plainText,
      config: { ...RECORDS, ...config },
      options: new Map(Object.entries(options)),
      now: new Date("2026-11-30T12:00:00Z"),
      attack,
      leakSites: null,
      picks,
      chosenAttack: (name) => chosen[name] ?? [],
      otherBearers: (alias) => others[alias] ?? [],
    },
  );
}

/** The fields after the changes, those that are only guesses among them if wanted; planning once more gives none of these. */
function after(one: IndicatorRecord, setting: Setting = {}, withGuesses = false): Readonly<Record<string, unknown>> {
  const wanted = ({ isGuess }: ProposedChange): boolean => withGuesses || isGuess !== true;
  const written = withEdits(one, plan(one, setting).changes.filter(wanted));
  assert.ok(written !== null);
  const next = readRecord(written);
  assert.ok(next);
  assert.deepEqual(plan(next, setting).changes.filter(wanted), []);
  const { CustomFields: fields, ...own } = JSON.parse(written) as Readonly<Record<string, unknown>>;
  const { CustomFields: _, ...ownBefore } = JSON.parse(one.raw) as Readonly<Record<string, unknown>>;
  assert.deepEqual(own, ownBefore);
  return (fields ?? {}) as Readonly<Record<string, unknown>>;
}

function guesses(outcome: RecipeOutcome): readonly (readonly [field: string, edit: unknown])[] {
  return outcome.changes.flatMap(({ isGuess, field, edit }) => (isGuess ? [[field, edit] as const] : []));
}

/** Names of the objects a record is taken for; the sentences where there is none. */
function meant(outcome: RecipeOutcome): readonly string[] {
  const described = outcome.changes.find(({ edit }) => edit.kind === "set" || edit.kind === "list");
  return described === undefined
    ? outcome.skipped
    : [/([\w .-]+) \([GSC]\d+\)/u.exec(described.why)?.[1]?.trim() ?? ""];
}

describe("the recipe of ATT&CK", () => {
  it("gives an empty record techniques, names and a description", () => {
    const fields = after(record("Amber Bear"));
    assert.deepEqual(fields[FIELD], FOLDED);
    assert.deepEqual(fields["aliases"], NAMES);
    assert.equal(
      fields["description"],
      "Amber Bear steals teapots from harbours.\n\nIt once used kettle.exe against Doorbell owners.\n\n" +
        "MITRE ATT&CK G9001 v2.1 https://attack.mitre.org/groups/G9001 " +
        "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.",
    );
  });

  for (const [what, fields] of [
    ["no custom fields", null],
    ["null in them", { aliases: null, [FIELD]: null, description: null }],
    ["empty texts in them", { aliases: "", [FIELD]: "", description: "" }],
  ] as const) {
    it(`a record with ${what} breaks nothing`, () => {
      assert.deepEqual(Object.keys(after(record("Amber Bear", fields))).sort(), ["aliases", "description", FIELD]);
    });
  }

  describe("finds the object by equality of names", () => {
    const cases: readonly (readonly [what: string, one: IndicatorRecord, setting: Setting, expected: RegExp])[] = [
      ["its alias with a blank", record("Fancy Finch"), {}, /^Amber Bear$/],
      ["the same without blank, in capitals", record("FANCYFINCH"), {}, /^Amber Bear$/],
      ["a part of a name", record("APT"), {}, /^No group, software or campaign in Enterprise ATT&CK 99\.1/],
      ["a part within a word", record("Clop"), {}, /^No group/],
      ["the whole name", record("APT900"), {}, /^APT900$/],
      ["a tracked name", record("Somebody"), { names: ["Tin Kettle"] }, /^Amber Bear$/],
      ["an alias of the record", record("Somebody", { aliases: ["x", "tin-kettle"] }), {}, /^Amber Bear$/],
      ["the value before an alias", record("APT900", { aliases: ["Fancy Finch"] }), {}, /^APT900$/],
      [
        "what was picked before the value",
        record("APT900"),
        { names: ["N"], chosen: { N: ["G9001"] } },
        /^Amber Bear$/,
      ],
      ["a revoked object's successor", record("Rusty Amber"), {}, /^Amber Bear$/],
      ["no deprecated one", record("Faded Heron"), {}, /^ATT&CK has dropped Faded Heron \(G9003\) without a successor/],
      ["nothing for an empty name", record("-"), {}, /^No group/],
    ];
    for (const [what, one, setting, expected] of cases) {
      it(what, () => {
        const said = meant(plan(one, setting));
        assert.equal(said.length, 1);
        assert.match(said[0] ?? "", expected);
      });
    }

    it("a revoked one is told of, once it has a successor", () => {
      assert.deepEqual(plan(record("Old Amber")).remarks, [
        "ATT&CK has revoked Old Amber (G9002); Amber Bear (G9001) has its place.",
      ]);
      const alone = tableOf([enterpriseBundle().replace('"revoked-by"', '"related-to"')]);
      assert.match(plan(record("Old Amber"), { attack: alone }).skipped.join(" "), /has revoked Old Amber \(G9002\)/u);
    });
  });

  describe("a name that several objects bear", () => {
    const viper = record("Viper");

    it("is asked about, and nothing is proposed", () => {
      const outcome = plan(viper);
      assert.deepEqual(outcome.changes, []);
      assert.deepEqual(outcome.skipped, ["2 objects of ATT&CK may be meant by “Viper”, and nobody has said which."]);
      assert.deepEqual(outcome.questions, [
        {
          kind: "attack",
          name: "Viper",
          choices: [
            { id: "S9002", label: "Viper (S9002)", detail: "malware" },
            { id: "G9005", label: "Copper Viper (G9005)", detail: "group · Viper · Shared Spoon" },
          ],
        },
      ]);
    });

    it("is the one that was picked, none when none was meant", () => {
      const picks =
        (id: string | null): Picks =>
        (kind, name) =>
          kind === "attack" && name === "Viper" ? id : undefined;
      assert.deepEqual(meant(plan(viper, { picks: picks("G9005") })), ["Copper Viper"]);
      const malware = plan(viper, { picks: picks("S9002") });
      assert.ok(malware.changes.length > 0 && malware.changes.every(({ isGuess }) => isGuess));
      const none = plan(viper, { picks: picks(null) });
      assert.deepEqual([none.changes, none.questions], [[], undefined]);
      assert.match(none.skipped.join(" "), /as was answered before/u);
      assert.equal(plan(viper, { picks: picks("G1") }).questions?.length, 1);
    });

    it("is what was picked when names were imported", () => {
      assert.deepEqual(meant(plan(viper, { names: ["Viper"], chosen: { Viper: ["G9005"] } })), ["Copper Viper"]);
      const both = plan(record("V"), { names: ["Viper"], chosen: { Viper: ["G9005", "S9002"] } });
      assert.equal(both.questions?.[0]?.name, "Viper");
    });

    it("aliases that are of different objects make the record itself the question", () => {
      const outcome = plan(record("Somebody", { aliases: ["APT900", "Tin Kettle"] }));
      assert.deepEqual(
        outcome.questions?.map(({ name, choices }) => [name, choices.map(({ id }) => id)]),
        [["Somebody", ["G9004", "G9001"]]],
      );
    });

    it("an alias that another bears is no doubt where the other aliases say which it is", () => {
      const own = record("Somebody", { aliases: ["Shared Spoon", "Tin Kettle"] });
      assert.deepEqual(meant(plan(own)), ["Amber Bear"]);
      const fields = after(record("Somebody", { aliases: ["tin-kettle"] }), {}, true);
      assert.deepEqual(fields["aliases"], ["tin-kettle", ...NAMES, "Shared Spoon"]);
    });

    it("what was answered for an alias holds when the record has got more of them", () => {
      const picks: Picks = (_, name) => (name === "Shared Spoon" ? "G9005" : undefined);
      assert.deepEqual(after(record("Somebody", { aliases: ["Shared Spoon"] }), { picks }, true)["aliases"], [
        "Shared Spoon",
        "Copper Viper",
        "Viper",
      ]);
    });
  });

  describe("types of records", () => {
    const cases: readonly (readonly [name: string, type: string, guessed: boolean])[] = [
      ["Amber Bear", "Threat Actor", false],
      ["Amber Bear", "Intrusion Set", false],
      ["Amber Bear", "STIX Threat Actor", false],
      ["Amber Bear", "Malware", true],
      ["Contessa", "Threat Actor", true],
      ["Contessa", "Malware", false],
      ["Contessa", "tool", false],
      ["Spanner", "Malware", false],
      ["Spanner", "Intrusion Set", true],
      ["Operation Teapot", "Campaign", false],
      ["Operation Teapot", "Threat Actor", true],
      ["Amber Bear", "Domain", true],
    ];
    for (const [name, type, guessed] of cases) {
      it(`${name} and a record of type ${type}: ${guessed ? "a guess" : "certain"}`, () => {
        const own = plan(record(name, {}, type)).changes.filter(({ edit }) => JSON.stringify(edit) !== sharedSpoon);
        assert.ok(own.length > 0);
        assert.deepEqual([...new Set(own.map(({ isGuess }) => isGuess === true))], [guessed]);
        if (guessed) assert.match(own[0]?.why ?? "", /A guess: .* is a (?:group|malware|tool|campaign) in ATT&CK/u);
      });
    }
    const sharedSpoon = JSON.stringify({ kind: "list", added: ["Shared Spoon"] });
  });

  describe("techniques", () => {
    it("sub-techniques are folded, or kept; in each form; ordered by number, each once", () => {
      const techniques = (config: Partial<RecordsConfig>) => after(record("Amber Bear"), { config })[FIELD];
      assert.deepEqual(techniques({ techniqueForm: "id" }), ["T9001", "T9002"]);
      assert.deepEqual(techniques({ techniqueForm: "id name" }), [
        "T9001 Teapot and Saucer Interpreter",
        "T9002 Kettle Whistling",
      ]);
      assert.deepEqual(techniques({ techniqueForm: "id", subtechniques: "keep" }), [
        "T9001",
        "T9001.003",
        "T9001.010",
        "T9002",
      ]);
      assert.deepEqual(
        after(record("Amber Bear"), { config: { techniqueField: "mytechniques" } })["mytechniques"],
        FOLDED,
      );
    });

    it("of software and of campaigns come along where they are asked for", () => {
      const techniques = (options: Readonly<Record<string, string>>) => after(record("Amber Bear"), { options })[FIELD];
      assert.deepEqual(techniques({ software: "off", campaigns: "off" }), FOLDED);
      assert.deepEqual(techniques({ software: "on" }), [...FOLDED, "Remote Pouring"]);
      assert.deepEqual(techniques({ campaigns: "on" }), [...FOLDED, "Spoon Discovery"]);
      assert.deepEqual(techniques({ software: "on", campaigns: "on" }), [
        ...FOLDED,
        "Remote Pouring",
        "Spoon Discovery",
      ]);
    });

    it("of another domain come where the configuration names it", () => {
      const attack = tableOf([enterpriseBundle(), mobileBundle()], ["enterprise", "mobile"]);
      assert.deepEqual(after(record("Amber Bear"), { attack })[FIELD], [...FOLDED, "Pocket Pouring"]);
    });

    it("an analyst's own values stay, and are told of", () => {
      const own = record("Amber Bear", { [FIELD]: ["Remote Pouring", "It encrypts these", FOLDED[1]] });
      assert.deepEqual(after(own)[FIELD], ["Remote Pouring", "It encrypts these", "Kettle Whistling", FOLDED[0]]);
      assert.deepEqual(plan(own).remarks, [
        `${FIELD} holds what is no technique by Enterprise ATT&CK 99.1 (2026-11-30), and keeps it: “It encrypts these”.`,
      ]);
    });

    it("a technique that is there in another form is there", () => {
      const own = record("Amber Bear", { [FIELD]: ["T9001", "t9002 kettle whistling"] });
      assert.deepEqual(after(own)[FIELD], ["T9001", "t9002 kettle whistling"]);
    });

    it("what the old script has left goes: numbers as a guess, doubles and blanks at once", () => {
      const own = record("Amber Bear", {
        [FIELD]: [FOLDED[0], ".003", "It encrypts these", " Remote Pouring ", "Remote Pouring", "", ".003"],
      });
      assert.deepEqual(after(own)[FIELD], [
        FOLDED[0],
        ".003",
        "It encrypts these",
        "Remote Pouring",
        ".003",
        FOLDED[1],
      ]);
      const waste = guesses(plan(own)).filter(([field]) => field === FIELD);
      assert.deepEqual(waste, [[FIELD, { kind: "list", removed: [1, 6] }]]);
      assert.deepEqual(after(own, {}, true)[FIELD], [FOLDED[0], "It encrypts these", "Remote Pouring", FOLDED[1]]);
    });

    it("replaces others only where it is asked to, and only when they are ticked", () => {
      const own = record("Amber Bear", { [FIELD]: ["My own", "T9001", "Kettle Whistling"] });
      const options = { merge: "replace" };
      assert.deepEqual(after(own, { options })[FIELD], ["My own", "T9001", "Kettle Whistling", FOLDED[0]]);
      assert.deepEqual(after(own, { options }, true)[FIELD], ["Kettle Whistling", FOLDED[0]]);
      const idle = record("APT900", { [FIELD]: ["My own"] });
      assert.deepEqual(after(idle, { options }, true)[FIELD], ["My own"]);
    });

    it("an object without techniques brings none", () => {
      assert.equal(FIELD in after(record("APT900")), false);
    });

    for (const value of ["Remote Pouring", 5, { a: 1 }]) {
      it(`a field that holds ${JSON.stringify(value)} is skipped, the others are not`, () => {
        const own = record("Amber Bear", { [FIELD]: value });
        assert.deepEqual(plan(own).skipped, [
          `The field ${FIELD} holds another kind of value than is expected there, so it stays as it is.`,
        ]);
        assert.deepEqual([after(own)[FIELD], after(own)["aliases"]], [value, NAMES]);
      });
    }
  });

  describe("aliases", () => {
    it("those that are there stay as they are spelled, blanks inside count", () => {
      const own = record("Amber Bear", { aliases: [" fancy finch ", "TinKettle", 5] });
      assert.deepEqual(after(own)["aliases"], [" fancy finch ", "TinKettle", 5, "Amber Bear", "Tin Kettle"]);
    });

    it("what others bear is a guess of its own", () => {
      const shared = plan(record("Amber Bear")).changes.filter(({ isGuess }) => isGuess);
      assert.deepEqual(
        shared.map(({ edit, why }) => [edit, why]),
        [
          [
            { kind: "list", added: ["Shared Spoon"] },
            "Amber Bear (G9001) goes by it in ATT&CK, but it stands for others too: Copper Viper (G9005).",
          ],
        ],
      );
      const tracked = plan(record("Amber Bear"), { others: { "Tin Kettle": ["Kettle Gang"] } });
      assert.deepEqual(
        guesses(tracked).map(([, edit]) => edit),
        [
          { kind: "list", added: ["Tin Kettle"] },
          { kind: "list", added: ["Shared Spoon"] },
        ],
      );
    });

    it("the record's own name is nobody else's", () => {
      const picks: Picks = () => "G9005";
      const outcome = plan(record("Viper"), { picks, others: { Viper: ["Somebody"] } });
      assert.deepEqual(guesses(outcome), [["aliases", { kind: "list", added: ["Shared Spoon"] }]]);
    });

    it("a text where a list is meant is skipped", () => {
      const own = record("Amber Bear", { aliases: "Str, Other" });
      assert.equal(after(own)["aliases"], "Str, Other");
      assert.match(plan(own).skipped.join(" "), /The field aliases holds another kind of value/u);
    });
  });

  describe("the description", () => {
    for (const [before, isSet] of [
      [undefined, true],
      [null, true],
      ["", true],
      [" \n", true],
      ["Mine.", false],
      [["a list"], false],
      [[], false],
    ] as const) {
      it(`${isSet ? "takes the place of" : "leaves"} ${JSON.stringify(before)}`, () => {
        const own = record("Amber Bear", before === undefined ? {} : { description: before });
        const text = after(own)["description"];
        if (isSet) assert.match(String(text), /^Amber Bear steals/u);
        else assert.deepEqual(text, before);
      });
    }

    it("is not made of nothing", () => {
      assert.equal("description" in after(record("APT900")), false);
    });
  });

  it("a bundle without relationships, and none, change nothing and say what to do", () => {
    const bare = plan(record("Amber Bear"), { attack: tableOf([bundle([...TECHNIQUES, ...OBJECTS])]) });
    assert.deepEqual(bare.changes, []);
    assert.match(
      bare.skipped.join(" "),
      /^ATT&CK 2025-02-03 \(2026-11-30\) has no techniques .* Import the whole STIX bundle/u,
    );
    assert.deepEqual(plan(record("Amber Bear"), { attack: null }).changes, []);
  });

  it("hostile texts come to people as one short line", () => {
    const name = "Bad\u202E](command:x)";
    const attack = tableOf([
      bundle([{ ...AMBER_BEAR, aliases: [name] }, ...JSON.parse(enterpriseBundle()).objects.slice(1)]),
    ]);
    const own = record("Amber Bear", { [FIELD]: [`${"x".repeat(500)}\n\u202E`] });
    const [remark = ""] = plan(own, { attack }).remarks ?? [];
    assert.ok(remark.length < 300 && !/[\n\u202E]/u.test(remark));
  });

  it("of the whole bundle, where it is there, is done after once", function () {
    this.timeout(60_000);
    const file = path.resolve(process.cwd(), "../shared/data/knowledge/mitre-attack/enterprise-attack.json");
    if (!fs.existsSync(file)) return;
    const attack = tableOf([fs.readFileSync(file, "utf8")]);
    const ids = Array.from({ length: 1_100 }, (_, at) => `G${String(at).padStart(4, "0")}`);
    const groups = ids.flatMap((id) => attack.object(id) ?? []).filter((one) => !one.revoked && !one.deprecated);
    assert.equal(groups.length, 172);
    const picks: Picks = (_, name) => groups.find((group) => group.name === name)?.id;
    for (const { id, name, techniques } of groups) {
      const fields = after(record(name), { attack, picks }, true);
      const written = fields[FIELD];
      assert.ok(techniques.length === 0 || (Array.isArray(written) && written.length > 0), name);
      assert.match(String(fields["description"]), new RegExp(`MITRE ATT&CK ${id} v`, "u"));
    }
    const said = (name: string) => plan(record(name), { attack });
    assert.deepEqual(meant(said("Fancy Bear")), ["APT28"]);
    assert.deepEqual(meant(said("fancybear")), ["APT28"]);
    for (const name of ["APT", "LockBit", "Killnet", "Mirai"]) assert.match(said(name).skipped.join(" "), /^No group/u);
    assert.equal(said("Akira").questions?.length, 1);
    assert.deepEqual(
      said("Play").questions?.flatMap(({ choices }) => choices.map(({ label }) => label)),
      ["Play (G1040)", "Playcrypt (S1162)"],
    );
    const clop = said("Clop").changes;
    assert.ok(clop.length > 0 && clop.every(({ isGuess }) => isGuess));
  });
});
