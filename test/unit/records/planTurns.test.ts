import { equal } from "node:assert/strict";
import { RECORDS_PER_TURN, planRecords } from "../../../src/core/records/plan";
import { nameIntoAliasesRecipe } from "../../../src/core/records/recipes/nameIntoAliases";
import { contextOf, recordOf } from "./recipes/recipeTests";

describe("planning many records", () => {
  const pausesFor = async (count: number, size: number): Promise<number> => {
    let pauses = 0;
    const records = Array.from({ length: count }, (_, at) => ({
      record: recordOf(JSON.stringify({ id: String(at), value: `Fox ${at}`, comment: "x".repeat(size) })),
      names: [],
    }));
    const pause = (): Promise<void> => Promise.resolve(void pauses++);
    const { plans } = await planRecords(records, [nameIntoAliasesRecipe], contextOf(), pause, () => false);
    equal(plans.length, count);
    return pauses;
  };

  it("lets others have their turn after some small ones, and between large ones", async () => {
    equal(await pausesFor(60, 10), 60 / RECORDS_PER_TURN);
    equal(await pausesFor(6, 1_000_000), 6);
  });
});
