import { deepEqual, equal, ok } from "node:assert/strict";
import type { AttackTable } from "../../../../src/core/names/attack";
import { tidyAliasesRecipe } from "../../../../src/core/records/recipes/tidyAliases";
import { tidyText } from "../../../../src/core/records/recipes/tidyText";
import { plainText } from "../../../../src/core/text/translate";
import { attackWith, contextOf, outcomes, planned, ticked } from "./recipeTests";
import { processorMs } from "../../../processorMs";

const record = (aliases: readonly unknown[], value = "X"): string =>
  JSON.stringify({ id: "1", value, CustomFields: { aliases, note: "keep me" } });

function after(
  which: "all" | "ticked",
  aliases: readonly unknown[],
  options: Record<string, string> = {},
  attack: AttackTable | null = null,
  value = "X",
): unknown {
  const text = outcomes(tidyAliasesRecipe, record(aliases, value), contextOf(options, attack))[which];
  const fields = (JSON.parse(text) as { CustomFields: Record<string, unknown> }).CustomFields;
  equal(fields["note"], "keep me");
  return fields["aliases"];
}

describe("tidy aliases", () => {
  it("keeps blanks inside names", () => {
    deepEqual(planned(tidyAliasesRecipe, record(["Wizard Spider", "Fancy Bear"])), { changes: [], skipped: [] });
  });

  it("takes out empties and doubles; the first spelling stays", () => {
    deepEqual(after("ticked", ["Fancy Bear", "fancy bear", " Sofacy", "Sofacy", ""]), ["Fancy Bear", "Sofacy"]);
    deepEqual(after("ticked", ["                    IRON TWILIGHT", " Fancy Bear      ", "Fancy Bear"]), [
      "IRON TWILIGHT",
      "Fancy Bear",
    ]);
  });

  it("folds blanks of every kind, and drops what cannot be seen", () => {
    deepEqual(after("ticked", ["Fancy \u00a0\tBear", "So\u200bfa\u00adcy", "\ufeff\u202e", "APT\n28", "\u2060 "]), [
      "Fancy Bear",
      "Sofacy",
      "APT 28",
    ]);
    deepEqual(after("ticked", ["Caf\u00e9", "CAFE\u0301", "caf\u00e9\u200b"]), ["Caf\u00e9"]);
  });

  it("joiners stay where they join, and go where they do not", () => {
    equal(
      tidyText("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
      "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    );
    equal(tidyText("\u{1F469}\u200d\u{1F4BB} team"), "\u{1F469}\u200d\u{1F4BB} team");
    equal(tidyText("\u200d\u200cFancy \u200d Bear\u200d"), "Fancy Bear");
  });

  it("a run of joiners is read once, however long", () => {
    const started = processorMs();
    equal(tidyText(`a${"\u200d".repeat(200_000)}b`).length, 200_002);
    ok(processorMs() - started < 1_000);
  });

  it("values that are no texts stay", () => {
    deepEqual(after("ticked", [null, " a ", 7, null, { a: 1 }, "A", ["b"]]), [null, "a", 7, null, { a: 1 }, ["b"]]);
  });

  it("what is ticked is one change, and no guess", () => {
    const outcome = planned(tidyAliasesRecipe, record([" a", "A", "", "b, c"]));
    equal(ticked(outcome).length, 1);
    deepEqual(
      outcome.changes.map(({ isGuess }) => isGuess),
      [undefined, true],
    );
  });

  for (const [form, aliases, skipped] of [
    ["text", '"Str, Other"', 1],
    ["number", "7", 1],
    ["null", "null", 0],
    ["[]", "[]", 0],
  ] as const)
    it(`of another form: ${form}`, () => {
      const outcome = planned(tidyAliasesRecipe, `{"id":"1","CustomFields":{"aliases":${aliases}}}`);
      deepEqual([outcome.changes.length, outcome.skipped.length], [0, skipped]);
    });

  describe("proposals", () => {
    it("part names at commas, but for those in brackets", () => {
      deepEqual(after("ticked", ["Turla, Snake"]), ["Turla, Snake"]);
      deepEqual(after("all", ["A", "Turla,Snake , a", "b"]), ["A", "Turla", "b", "Snake"]);
      deepEqual(after("all", ["Turla (KRYPTON, Waterbug)"]), ["Turla (KRYPTON, Waterbug)"]);
      deepEqual(after("all", ["A", "a, A"]), ["A"]);
      deepEqual(after("all", ["Turla, Snake"], { split: "off" }), ["Turla, Snake"]);
    });

    it("keep the form with blanks of two", () => {
      deepEqual(after("ticked", ["FancyBear", "Fancy Bear"]), ["FancyBear", "Fancy Bear"]);
      deepEqual(after("all", ["FancyBear", "Fancy Bear", "fancybear"]), ["Fancy Bear"]);
      deepEqual(after("all", ["FancyBear", "Fancy Bear"], { spaced: "off" }), ["FancyBear", "Fancy Bear"]);
    });

    it("give names their blanks back where ATT&CK has exactly that spelling", () => {
      const attack = attackWith(["Wizard Spider", "Grim Spider"], ["Fin Seven"], ["FIN Seven"]);
      deepEqual(after("ticked", ["WizardSpider"], {}, attack), ["WizardSpider"]);
      deepEqual(after("all", ["WizardSpider", "GrimSpider", "finSeven", "wizardspider x"], {}, attack), [
        "Wizard Spider",
        "Grim Spider",
        "finSeven",
        "wizardspider x",
      ]);
      deepEqual(after("all", ["WizardSpider"], {}, null), ["WizardSpider"]);
      const remarks = (options: Record<string, string>): number =>
        planned(tidyAliasesRecipe, record(["a"]), contextOf(options)).remarks?.length ?? 0;
      deepEqual([remarks({}), remarks({ repair: "on" })], [0, 1]);
      deepEqual(after("all", ["WizardSpider"], { repair: "off" }, attack), ["WizardSpider"]);
    });

    it("leave alone what is the record's name, or what ATT&CK spells so", () => {
      deepEqual(after("all", ["FancyBear", "Fancy Bear"], {}, null, "FancyBear"), ["FancyBear", "Fancy Bear"]);
      deepEqual(after("all", ["FancyBear", "Fancy Bear"], {}, attackWith(["APT28", "FancyBear", "Fancy Bear"])), [
        "FancyBear",
        "Fancy Bear",
      ]);
      deepEqual(after("all", ["Smith, Inc."], {}, null, "Smith, Inc."), ["Smith, Inc."]);
    });

    it("add names in one word when that is asked for, and take none away then", () => {
      deepEqual(after("all", ["Fancy Bear", "Sofacy", "Iron Twilight", "IronTwilight"], { oneWord: "on" }), [
        "Fancy Bear",
        "Sofacy",
        "Iron Twilight",
        "IronTwilight",
        "FancyBear",
      ]);
      deepEqual(after("ticked", ["Fancy Bear"], { oneWord: "on" }), ["Fancy Bear"]);
      deepEqual(after("all", ["Sofacy"], { oneWord: "on" }, null, "Fancy Bear"), ["Sofacy", "FancyBear"]);
      const { options } = contextOf({ oneWord: "on", spaced: "on" });
      ok(tidyAliasesRecipe.problem?.({ config: contextOf().config, options, t: plainText })?.includes("oneWord"));
    });

    it("of a list with everything in it are settled in one go", () => {
      const attack = attackWith(["Wizard Spider"]);
      const aliases = ["FancyBear, Fancy Bear", "X1, WizardSpider", "fancy bear", "Sofacy,,", ",", "SofacyGroup"];
      const all = after("all", [...aliases, "Sofacy Group"], {}, attack);
      deepEqual(all, ["X1", "fancy bear", "Sofacy", "Sofacy Group", "Wizard Spider"]);
      deepEqual(planned(tidyAliasesRecipe, record(all), contextOf({}, attack)).changes, []);
    });
  });
});
