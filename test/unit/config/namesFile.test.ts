import { deepEqual, equal, match, ok } from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describeProblem } from "../../../src/core/config/describeProblem";
import { FACT_KEYS, FACT_KINDS, TIME_PATTERN } from "../../../src/core/config/factShape";
import { standing } from "../../../src/core/config/nameFacts";
import { parseNamesFile, withFacts } from "../../../src/core/config/namesFile";
import { URL_PATTERN } from "../../../src/core/config/rules";
import {
  MAX_FACT_ADDRESS_CHARACTERS,
  MAX_FACT_CHARACTERS,
  MAX_FACT_LINE_CHARACTERS,
  MAX_FACT_OWNERS,
  MAX_NAMES_FILE_LINES,
} from "../../../src/core/limits";
import { plainText } from "../../../src/core/text/translate";
import { processorMs } from "../../processorMs";

const parse = async (text: string) => parseNamesFile(text, async () => undefined);
const GOOD = '- {name: "Grey Heron", alias: "Marsh Crew", at: "2026-06-01T12:00:00Z"}';

describe("the names file", () => {
  it("is read as people write YAML too: one line for each fact, remarks, any kind of line ends", async () => {
    const text = [
      "\uFEFF---",
      "# remarks",
      "",
      "- {name: Grey Heron, alias: Marsh Crew, source: a list, at: 2026-06-01}",
      "  - { alias: 'Glass Harbor', owners: [Grey Heron, \"Night Stork\"], at: 2026-06-01T14:00:00+02:00 } # decided",
      '-   {name: Grey Heron, server: https://soar.example, tenant: acc_x, id: "7", value: Heron, at: 2026-06-01T12:00Z}',
      '- {alias: Reed Crew, withdrawn: true, at: "2026-06-01T12:00:00.5Z"}',
      "- {name: Grey Heron, attack: '', at: 2026-06-01T12:00:00Z}",
    ].join("\r\n");
    const { facts, problems, trouble } = await parse(text);
    deepEqual([problems, trouble, facts.size], [[], null, 5]);
    deepEqual(
      standing(facts, "alias").map(({ at, source }) => [at, source]),
      [["2026-06-01T00:00:00.000Z", "a list"]],
    );
    deepEqual(
      standing(facts, "decision").map(({ at, owners }) => [at, owners]),
      [["2026-06-01T12:00:00.000Z", ["Grey Heron", "Night Stork"]]],
    );
    deepEqual(
      standing(facts, "record").map(({ tenant, id }) => [tenant, id]),
      [["acc_x", "7"]],
    );
    deepEqual(
      standing(facts, "attack").map(({ attack }) => attack),
      [""],
    );
  });

  it("that is empty, or has remarks alone, holds no facts", async () => {
    for (const text of ["", "\n\n", "# nothing yet\n", "---\n"])
      deepEqual(await parse(text), { facts: new Map(), trouble: null, problems: [] });
  });

  /** Text → code, the marked place, what the sentence says. The fact beside it counts all the same. */
  const samples: readonly (readonly [text: string, code: string, marked: string, sentence: RegExp])[] = [
    ["- {name: Clop, alais: X, alias: TA505, at: 2026-06-01}", "unknownKey", "alais", /Did you mean "alias"/],
    [
      "- {name: Clop, alias: TA505, at: yesterday}",
      "notTime",
      "yesterday",
      /"at" must be a time such as 2026-06-01T12/,
    ],
    ["- {name: Clop, alias: TA505, at: 2026-02-30T12:00:00Z}", "notTime", "2026-02-30T12:00:00Z", /must be a time/],
    ["- {name: Clop, alias: TA505, at: 2026-13-01}", "notTime", "2026-13-01", /must be a time/],
    ["- {name: Clop, alias: TA505, at: 2026-06-01T12:00:00}", "notTime", "2026-06-01T12:00:00", /must be a time/],
    ["- {name: Clop, alias: TA505, at: 20}", "wrongType", "20", /"at" must be text in quotes, but is a number/],
    ["- {name: [Clop], alias: TA505, at: 2026-06-01}", "wrongType", "[Clop]", /"name" must be text.*a list/],
    ["- {alias: TA505, owners: Clop, at: 2026-06-01}", "wrongType", "Clop", /"owners" must be a list/],
    ["- {alias: TA505, owners: [Clop, 5], at: 2026-06-01}", "wrongType", "5", /Entry 2 of "owners"/],
    ["- {alias: TA505, owners: [''], at: 2026-06-01}", "blankText", "''", /Entry 1 of "owners" must not be empty/],
    ["- {name: Clop, alias: '!?', at: 2026-06-01}", "nameWithoutLetters", "'!?'", /a letter or a digit/],
    ["- {name: Clop, alias: TA505}", "factLacks", "{name: Clop, alias: TA505}", /does not say: at\./],
    ["- {name: Clop, at: 2026-06-01}", "factLacks", "{name: Clop, at: 2026-06-01}", /does not say: alias\./],
    [
      "- {name: Clop, server: https://a.example, at: 2026-06-01}",
      "factLacks",
      "{name: Clop, server: https://a.example, at: 2026-06-01}",
      /: id, value\./,
    ],
    ["- {at: 2026-06-01}", "noFact", "{at: 2026-06-01}", /A fact is one line such as/],
    ["- {name: Clop, entry: Clop, kind: bear, at: 2026-06-01}", "notOneOf", "bear", /actor, campaign, malware/],
    [
      "- {name: Clop, server: 'ftp://a', id: x, value: y, at: 2026-06-01}",
      "urlNotHttp",
      "'ftp://a'",
      /begins with http/,
    ],
    ["- {name: Clop, alias: TA505, withdrawn: 'yes', at: 2026-06-01}", "wrongType", "'yes'", /true or false/],
    [
      "- {name: Clop, alias: TA505, country: RU, at: 2026-06-01}",
      "factKey",
      "country",
      /says nothing in a line of this kind/,
    ],
    [
      "- {name: Clop, name: Conti, alias: TA505, at: 2026-06-01}",
      "noFact",
      "- {name: Clop, name: Conti, alias: TA505, at: 2026-06-01}",
      /This is no fact/,
    ],
    [
      "- {name: Clop, alias: TA505, at: 2026-06-01",
      "noFact",
      "- {name: Clop, alias: TA505, at: 2026-06-01",
      /This is no fact/,
    ],
    ["some text", "noFact", "some text", /This is no fact/],
    ["- text", "noFact", "- text", /This is no fact/],
    [
      `- {name: ${"x".repeat(501)}, alias: y, at: 2026-06-01}`,
      "textTooLong",
      "x".repeat(501),
      /500 characters are the most/,
    ],
  ];
  for (const [text, code, marked, sentence] of samples) {
    it(`tells of a line and goes on: ${text.slice(0, 80)}`, async () => {
      const whole = `${GOOD}\n${text}\n# end\n`;
      const { facts, problems, trouble } = await parse(whole);
      equal(trouble, null);
      const problem = problems.find((one) => one.code === code);
      ok(problem, JSON.stringify(problems));
      deepEqual([problem.line, whole.slice(problem.start, problem.end)], [1, marked]);
      match(describeProblem(problem, plainText), sentence);
      const counts = problems.every(({ severity }) => severity === "warning");
      equal(facts.size, counts ? 2 : 1);
    });
  }

  it("wants a fact on one line: what a merge could tear apart is none", async () => {
    const { facts, problems } = await parse(`${GOOD}\n- name: Clop\n  alias: TA505\n  at: 2026-06-01\n`);
    equal(facts.size, 1);
    deepEqual(
      problems.map(({ code, line }) => [code, line]),
      [
        ["factLacks", 1],
        ["noFact", 2],
        ["noFact", 3],
      ],
    );
  });

  it("with marks of a merge is not read at all, and each mark has its line", async () => {
    const sides = ["<<<<<<< HEAD", GOOD, "||||||| base", "=======", GOOD, ">>>>>>> other"];
    const { facts, problems, trouble } = await parse(`${GOOD}\r\n${sides.join("\r\n")}\r\n`);
    deepEqual([facts.size, trouble], [0, { code: "conflict", lines: [2, 4, 5, 7] }]);
    deepEqual(
      problems.map(({ code, line, severity }) => [code, line, severity]),
      [1, 3, 4, 6].map((line) => ["conflictMark", line, "error"]),
    );
    match(describeProblem(problems[0] as never, plainText), /merge.*keep the lines of both sides/);
    // Half a merge is one as well.
    for (const left of ["<<<<<<< HEAD\n", "=======\n", ">>>>>>> x", "|||||||\n"])
      equal((await parse(`${GOOD}\n${left}`)).trouble?.code, "conflict", left);
    for (const other of ["# <<<<<<< no mark\n", "========\n", "<<<<<<\n"])
      equal((await parse(`${GOOD}\n${other}`)).facts.size, 1, other);
  });

  it("has a number of lines, and a line a length; both are told", async () => {
    const many = await parse("#\n".repeat(MAX_NAMES_FILE_LINES + 1));
    deepEqual([many.facts.size, many.trouble], [0, { code: "tooLong" }]);
    match(describeProblem(many.problems[0] as never, plainText), /more than 50,000 lines or 10 MB.*names --compact/);
    const long = await parse(`${GOOD}\n- {name: "${"x".repeat(MAX_FACT_LINE_CHARACTERS)}"}\n`);
    deepEqual([long.facts.size, long.problems.map(({ code, line }) => [code, line])], [1, [["lineTooLong", 1]]]);
    const owners = Array.from({ length: MAX_FACT_OWNERS + 1 }, (_, at) => `o${at}`).join(", ");
    const listed = await parse(`- {alias: TA505, owners: [${owners}], at: 2026-06-01}\n`);
    deepEqual(
      listed.problems.map(({ code }) => code),
      ["listTooLong"],
    );
  });

  it("is read in turns and quickly, whatever it holds", async () => {
    const graph = `- {name: &a [x, x], alias: [*a, *a], known: [${"*a, ".repeat(450)}*a]}\n`;
    const texts = [
      graph.repeat(500),
      "- {\n".repeat(MAX_NAMES_FILE_LINES),
      `- {name: "${'\\"'.repeat(4_000)}\n`.repeat(500),
      `${"- [".repeat(3_000)}\n`.repeat(200),
      `- {${"a".repeat(9_000)}\n`.repeat(500),
    ];
    for (const text of texts) {
      let turns = 0;
      let longest = 0;
      let last = processorMs();
      await parseNamesFile(text, async () => {
        turns += 1;
        longest = Math.max(longest, processorMs() - last);
        await new Promise((resolve) => setImmediate(resolve));
        last = processorMs();
      });
      ok(longest < 2_000, `${text.slice(0, 20)}: ${longest} ms without a turn`);
      ok(turns > 5, text.slice(0, 20));
    }
  });

  it("gets lines at its end, and what stood there stays to the letter", () => {
    const facts = [{ is: "alias", name: "A", alias: "B", at: "2026-06-01T12:00:00.000Z" }] as const;
    const line = '- {name: "A", alias: "B", at: "2026-06-01T12:00:00.000Z"}';
    equal(withFacts("# own\r\nx", facts), `# own\r\nx\r\n${line}\r\n`);
    equal(withFacts(`${GOOD}\n`, facts), `${GOOD}\n${line}\n`);
    match(withFacts("", facts), /^# .*\n# .*names\.lock\.yaml merge=union.*\n- \{name: "A"/);
  });
});

describe("the schema of the names file", () => {
  const schema = JSON.parse(fs.readFileSync(path.resolve("media/schemas/names.lock.schema.json"), "utf8")) as {
    readonly items: { readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  };
  const { properties } = schema.items;

  it("knows the keys, patterns and limits of the code", () => {
    deepEqual(Object.keys(properties).sort(), [...FACT_KEYS].sort());
    equal(properties["at"]?.["pattern"], TIME_PATTERN.source);
    equal(properties["server"]?.["pattern"], URL_PATTERN.source);
    equal(properties["server"]?.["maxLength"], MAX_FACT_ADDRESS_CHARACTERS);
    deepEqual(properties["kind"]?.["enum"], FACT_KINDS);
    for (const key of ["owners", "known"]) equal(properties[key]?.["maxItems"], MAX_FACT_OWNERS);
    for (const [key, { type, maxLength }] of Object.entries(properties)) {
      const isShort = type === "string" && !["at", "server", "kind"].includes(key);
      equal(maxLength, isShort ? MAX_FACT_CHARACTERS : key === "server" ? maxLength : undefined, key);
    }
  });
});
