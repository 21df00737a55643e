import { deepEqual, equal, match, ok } from "node:assert/strict";
import { RECIPES, optionProblem } from "../../../../src/core/records/recipes/recipes";
import { type ProposedChange, RECIPE_IDS, type Recipe, type RecipeOutcome } from "../../../../src/core/records/types";
import { plainText } from "../../../../src/core/text/translate";
import { missingFields, withEdits, withMissingFields } from "../../../../src/core/xsoar/fieldEdits";
import { seeded } from "../../ui/pages/plannedWrites";
import { attackWith, contextOf, planned, recordOf, ticked, written } from "./recipeTests";

const ATTACK = attackWith(["Wizard Spider", "Grim Spider"], ["APT28", "Fancy Bear", "FancyBear"], ["Smith, Inc."]);
const OPTIONS: readonly Readonly<Record<string, string>>[] = [
  { action: "set", field: "made", value: "a" },
  { action: "add", field: "aliases", value: "Iron Twilight; Turla" },
  { action: "remove", field: "made", value: "a;b" },
  { action: "set", field: "sophistication", value: "expert" },
  { action: "note", value: "Seen in the wild", oneWord: "on" },
  { action: "add", field: "made", value: "b; c", split: "off" },
];

type Random = (limit: number) => number;

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random(values.length)] as T;
}

const NAMES = ["FancyBear", "Fancy Bear", "WizardSpider", "Wizard Spider", "Turla", "Iron Twilight", "Smith, Inc."];

function alias(random: Random): string {
  const name = pick(random, NAMES);
  const odd = pick(random, [
    name,
    name.toLowerCase(),
    name.toUpperCase(),
    ` ${name}\u00a0 `,
    name.replace(" ", "  "),
    `${name.slice(0, 2)}\u200b${name.slice(2)}`,
    `${name.slice(0, 3)}\u200d${name.slice(3)}\u200d`,
    `${name}, ${pick(random, NAMES)}`,
    `${name},${pick(random, NAMES)}, ${pick(random, NAMES).toLowerCase()}`,
    `${name} (${pick(random, NAMES)})`,
    "",
    " , ",
    "\ufeff",
    "Caf\u00e9",
    "Cafe\u0301",
  ]);
  return JSON.stringify(odd);
}

function value(random: Random): string {
  return pick(random, [
    () => "null",
    () => '""',
    () => "[]",
    () => "[ ]",
    () => "{}",
    () => "17",
    () => "1.0",
    () => "true",
    () => '{"a":[1.50]}',
    () => alias(random),
    ...Array.from(
      { length: 12 },
      () => () => `[${Array.from({ length: random(7) }, () => element(random)).join(pick(random, [",", " , "]))}]`,
    ),
  ])();
}

function element(random: Random): string {
  return pick(random, [
    ...Array.from({ length: 12 }, () => () => alias(random)),
    () => "null",
    () => "7",
    () => "{}",
    () => '{"notes":"x"}',
    () => '"a"',
    () => '"B"',
  ])();
}

function time(random: Random): string {
  return pick(random, [
    '"2024-03-01T08:00:00.123456789Z"',
    '"2020-01-01T00:00:00+02:00"',
    '"0001-01-01T00:00:00Z"',
    '"2025-01-01T00:00:00"',
    '"2099-01-01"',
    '""',
    "null",
    "5",
    '"odd"',
  ]);
}

/** A record with every member but its ID absent at times, in any order, with odd values and odd blanks. */
function randomRecord(random: Random): string {
  const gap = (): string => pick(random, ["", "", " ", "\n  "]);
  const object = (members: readonly (readonly [string, string])[]): string => {
    const some = members.filter(() => random(5) > 0);
    const shuffled = some.map((member) => [random(1_000), member] as const).toSorted(([a], [b]) => a - b);
    return `{${shuffled.map(([, [key, text]]) => `${gap()}"${key}"${gap()}:${gap()}${text}${gap()}`).join(",")}}`;
  };
  const notes = `[{},${Array.from({ length: random(3) }, () => `{"notes":"Seen${pick(random, ["", " in the wild"])}","timestamp":${time(random)}}`).join(",") || "null"}]`;
  const fields = object([
    ["aliases", value(random)],
    ["made", value(random)],
    ["sophistication", pick(random, ["null", '["Expert"]', '["none"]', '"none"', "[]"])],
    ["communitynotes", pick(random, [notes, notes, value(random)])],
    ["other", value(random)],
  ]);
  const record = object([
    ["value", JSON.stringify(pick(random, [...NAMES, " Clop ", "Fancy \u200b Bear", ""]))],
    ["version", "9223372036854775807"],
    ["source", '"Feed \\u0041"'],
    ["firstSeen", time(random)],
    ["lastSeen", time(random)],
    ["timestamp", time(random)],
    ["CustomFields", pick(random, [fields, fields, fields, fields, fields, "null", '""', "[]", '"odd"', "3"])],
    ["x", "1.0"],
  ]);
  return record.replace("{", record.startsWith("{}") ? '{"id":"1"' : '{"id":"1",');
}

/** The record without some fields: what nothing may touch. */
function rest(text: string, fields: readonly string[], before: string): string {
  const missing = missingFields({ raw: before });
  const bare = withEdits(
    { raw: text },
    fields.map((field) => ({ field, edit: { kind: "unset" } })),
  );
  return missing === undefined ? (bare ?? "") : withMissingFields(bare ?? "", missing);
}

function subset(random: Random, changes: readonly ProposedChange[]): readonly ProposedChange[] {
  return changes.filter(() => random(2) === 0);
}

describe("recipes", () => {
  it("stand in the order of their names, each once", () => {
    const ids = RECIPES.map(({ id }) => id);
    deepEqual(
      ids,
      RECIPE_IDS.filter((id) => ids.includes(id)),
    );
  });

  it("options have help, and names of their own", () => {
    const names = RECIPES.flatMap(({ options }) => options.map(({ name }) => name));
    deepEqual([...new Set(names)], names);
    equal(names.includes("all"), false);
  });

  it("an option that no chosen recipe has is named, with those there are", () => {
    const recipe = (options: Recipe["options"]): Pick<Recipe, "options"> => ({ options });
    const some = [recipe([{ name: "split", values: ["on", "off"], help: "" }]), recipe([])];
    const said = (options: Record<string, string>, of = some): string =>
      optionProblem(of, new Map(Object.entries(options)), plainText) ?? "";
    equal(said({}), "");
    equal(said({ split: "on" }), "");
    match(said({ spilt: "on" }), /no option spilt.*split/);
    match(said({ split: "maybe" }), /split cannot be maybe.*on, off/);
    match(said({ split: "on" }, [recipe([])]), /no option split/);
  });

  const runs: readonly (readonly [string, number])[] = [
    ["each recipe by itself", 2_500],
    ["all of them together", 1_000],
  ];
  for (const [name, count] of runs)
    it(`${name}: the result planned again gives nothing, and no other byte is touched`, () => {
      const random = seeded(20_261_130);
      let made = 0;
      for (let run = 0; run < count; run++) {
        const text = randomRecord(random);
        const options = pick(random, OPTIONS);
        const context = contextOf(options, random(4) === 0 ? null : ATTACK);
        const chosen = name.startsWith("each") ? [pick(random, RECIPES)] : RECIPES;
        const plan = (of: string): RecipeOutcome => ({
          changes: chosen.flatMap((recipe) => planned(recipe, of, context).changes),
          skipped: [],
        });
        const hint = `${run}: ${chosen.map(({ id }) => id).join()} ${JSON.stringify(options)} ${text}`;
        const outcome = plan(text);
        made += outcome.changes.length;

        const all = written(text, outcome.changes);
        // What one recipe has added may be a reason for another to guess, once.
        const again = plan(all);
        if (chosen.length === 1) deepEqual(again.changes, [], `all of ${hint} -> ${all}`);
        deepEqual(ticked(again), [], `all of ${hint} -> ${all}`);
        deepEqual(plan(written(all, again.changes)).changes, [], `twice all of ${hint} -> ${all}`);
        const safe = written(text, ticked(outcome));
        deepEqual(ticked(plan(safe)), [], `ticked of ${hint} -> ${safe}`);

        const fields = [...new Set(chosen.flatMap((recipe) => recipe.fields(context)))];
        for (const after of [all, safe, written(text, subset(random, outcome.changes))]) {
          recordOf(after);
          equal(rest(after, fields, text), rest(text, fields, text), hint);
        }
        equal(written(text, []), text, hint);
      }
      ok(made > count / 4, `there was something to do: ${made}`);
    });
});
