import { deepEqual, equal, match } from "node:assert/strict";
import { contextOf } from "./recipes/recipeTests";
import { recordOf } from "./reportFixture";
import { planRecords } from "../../../src/core/records/plan";
import { RECIPES } from "../../../src/core/records/recipes/recipes";
import type { ProposedChange, Recipe, RecipeId, SelectedRecord } from "../../../src/core/records/types";

const selected = (fields: string, value = "Emberfox"): SelectedRecord => ({
  record: recordOf(value, value, fields),
  names: [],
});

/** A recipe that proposes the same for each record. */
const always = (id: RecipeId, ...changes: readonly Omit<ProposedChange, "why">[]): Recipe => ({
  id,
  needs: [],
  options: [],
  fields: () => [],
  plan: () => ({ changes: changes.map((change) => ({ ...change, why: id })), skipped: [] }),
});

const planned = (records: readonly SelectedRecord[], ...recipes: readonly Recipe[]) =>
  planRecords(
    records,
    recipes,
    contextOf(),
    () => Promise.resolve(),
    () => false,
  );

describe("planning changes of records", () => {
  it("lets two recipes add to one list", async () => {
    const add = (id: RecipeId, text: string) => always(id, { field: "aliases", edit: { kind: "list", added: [text] } });
    const { plans, skipped } = await planned(
      [selected('{"aliases":["a"]}')],
      add("name-into-aliases", "b"),
      add("tidy-aliases", "c"),
    );
    deepEqual(
      plans[0]?.changes.map(({ recipe, before, after }) => [recipe, before, after]),
      [
        ["name-into-aliases", '["a"]', '["a","b"]'],
        ["tidy-aliases", '["a"]', '["a","c"]'],
      ],
    );
    deepEqual(skipped, []);
  });

  it("gives a field to the first of two recipes that cannot both change it, and says so", async () => {
    const set = always("tidy-aliases", { field: "aliases", edit: { kind: "set", value: '["z"]' } });
    const add = always("name-into-aliases", { field: "aliases", edit: { kind: "list", added: ["b"] } });
    const lines = always("leak-sites", { field: "aliases", edit: { kind: "lines", added: ["b"] } });
    const { plans, skipped } = await planned([selected('{"aliases":["a"]}')], add, set, lines);
    deepEqual(
      plans[0]?.changes.map(({ recipe }) => recipe),
      ["name-into-aliases"],
    );
    deepEqual(
      skipped.map(({ recipe, name, why }) => [recipe, name, why]),
      (["tidy-aliases", "leak-sites"] as const).map((recipe) => [
        recipe,
        "Emberfox",
        "The field aliases is changed by another recipe already.",
      ]),
    );
  });

  it("passes over fields of a form that a change cannot be made on", async () => {
    const add = always("name-into-aliases", { field: "aliases", edit: { kind: "list", added: ["b"] } });
    for (const form of ['"text"', "7", '{"a":1}', "true"]) {
      const { plans, skipped, untouched } = await planned([selected(`{"aliases":${form}}`)], add);
      deepEqual(
        [plans, untouched, skipped[0]?.why],
        [[], [], "The field aliases has a form that this cannot be written to."],
      );
    }
    for (const form of ["null", '""', "[]", "{}"]) {
      const { plans } = await planned([selected(`{"aliases":${form}}`)], add);
      equal(plans[0]?.changes[0]?.after, '["b"]', form);
    }
  });

  it("has no change where nothing would come of it", async () => {
    const same = always("set-field", { field: "goals", edit: { kind: "set", value: '["a"]' } });
    const { plans, untouched, warnings } = await planned([selected('{"goals":["a"]}')], same);
    deepEqual([plans, untouched, warnings], [[], [{ id: "Emberfox", value: "Emberfox" }], []]);
  });

  it("warns once of a field that none of the records has", async () => {
    const set = always("set-field", { field: "ownfield", edit: { kind: "set", value: '"x"' } });
    const strange = await planned([selected("{}", "A"), selected("{}", "B")], set);
    equal(strange.warnings.length, 1);
    match(strange.warnings[0] ?? "", /None of the chosen records has the field ownfield/);
    deepEqual((await planned([selected("{}", "A"), selected('{"ownfield":null}', "B")], set)).warnings, []);
  });

  it("gathers each question once, and remarks with the record they are about", async () => {
    const question = { kind: "attack", name: "Viper", choices: [{ id: "G1", label: "G1", detail: "" }] } as const;
    const asks: Recipe = {
      ...always("attack"),
      plan: () => ({ changes: [], skipped: ["asked"], questions: [question], remarks: ["told"] }),
    };
    const { questions, remarks, untouched } = await planned([selected("{}", "A"), selected("{}", "B")], asks);
    deepEqual([questions, remarks, untouched], [[question], ["A: told", "B: told"], []]);
  });

  it("lets others have their turn, tells how far it is, and stops", async () => {
    const records = Array.from({ length: 100 }, (_, at) => selected("{}", `R${at}`));
    const counts: number[] = [];
    let pauses = 0;
    const recipes = RECIPES.filter(({ id }) => id === "name-into-aliases");
    const { plans } = await planRecords(
      records,
      recipes,
      contextOf(),
      async () => void pauses++,
      () => pauses > 4,
      (done) => counts.push(done),
    );
    deepEqual([plans.length, pauses], [20, 5]);
    deepEqual(counts, [0, 5, 10, 15, 20]);
  });

  it("plans a record as it is now by the same recipes", async () => {
    const recipes = RECIPES.filter(({ id }) => id === "name-into-aliases");
    const { replan } = await planned([selected("{}")], ...recipes);
    deepEqual(replan(selected('{"aliases":["Emberfox"]}')), []);
    equal(replan(selected('{"aliases":["x"]}'))[0]?.after, '["x","Emberfox"]');
  });
});
