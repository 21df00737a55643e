import { deepEqual, equal } from "node:assert/strict";
import { nameIntoAliasesRecipe } from "../../../../src/core/records/recipes/nameIntoAliases";
import { outcomes, planned } from "./recipeTests";

const record = (value: string, rest: string): string =>
  `{"id":"1","version":3,"value":${JSON.stringify(value)},"source":"Feed A"${rest}}`;
const after = (text: string): string => outcomes(nameIntoAliasesRecipe, text).ticked;

describe("name into aliases", () => {
  it("adds the name at the end, whatever stands there", () => {
    equal(
      after(record("Fancy Bear", ',"CustomFields":{"aliases":["Sofacy", null,7 ],"x":1.0}')),
      record("Fancy Bear", ',"CustomFields":{"aliases":["Sofacy", null,7,"Fancy Bear" ],"x":1.0}'),
    );
  });

  for (const [form, rest] of [
    ["no custom fields", ""],
    ["custom fields null", ',"CustomFields":null'],
    ["custom fields []", ',"CustomFields":[]'],
    ["no aliases", ',"CustomFields":{}'],
    ["aliases null", ',"CustomFields":{"aliases":null}'],
    ["aliases empty text", ',"CustomFields":{"aliases":""}'],
    ["aliases {}", ',"CustomFields":{"aliases":{}}'],
  ] as const)
    it(`makes the list where there is none: ${form}`, () =>
      equal(after(record("Clop", rest)), record("Clop", ',"CustomFields":{"aliases":["Clop"]}')));

  for (const alias of ["Fancy Bear", "fancy bear", " FANCY BEAR "])
    it(`has nothing to do where it is there: ${JSON.stringify(alias)}`, () =>
      deepEqual(
        planned(
          nameIntoAliasesRecipe,
          record("Fancy Bear", `,"CustomFields":{"aliases":["Sofacy",${JSON.stringify(alias)}]}`),
        ),
        { changes: [], skipped: [] },
      ));

  it("knows the name in another normal form", () =>
    equal(
      planned(nameIntoAliasesRecipe, record("Caf\u00e9", ',"CustomFields":{"aliases":["cafe\u0301"]}')).changes.length,
      0,
    ));

  it("a name that differs in blanks is another one", () =>
    equal(
      after(record("Fancy Bear", ',"CustomFields":{"aliases":["FancyBear"]}')),
      record("Fancy Bear", ',"CustomFields":{"aliases":["FancyBear","Fancy Bear"]}'),
    ));

  for (const aliases of ['"Str, Other"', "5", "true", '{"a":1}'])
    it(`leaves another form than a list alone, with a reason: ${aliases}`, () => {
      const { changes, skipped } = planned(
        nameIntoAliasesRecipe,
        record("Str", `,"CustomFields":{"aliases":${aliases}}`),
      );
      deepEqual([changes, skipped.length], [[], 1]);
    });

  it("leaves a record alone whose custom fields are none", () => {
    const { changes, skipped } = planned(nameIntoAliasesRecipe, record("Str", ',"CustomFields":"odd"'));
    deepEqual([changes, skipped.length], [[], 1]);
  });

  it("has nothing to do without a name", () =>
    deepEqual(planned(nameIntoAliasesRecipe, record(" \u200b", "")), { changes: [], skipped: [] }));
});
