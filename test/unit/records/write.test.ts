import { deepEqual, equal, ok } from "node:assert/strict";
import { NEVER, noWait } from "../xsoar/fakes";
import { contextOf } from "./recipes/recipeTests";
import { server } from "./updates";
import type { Journal, Sent } from "../../../src/core/records/journal";
import { planRecords } from "../../../src/core/records/plan";
import { RECIPES } from "../../../src/core/records/recipes/recipes";
import type { RecipeId, RecordPlan, RecordsPlan } from "../../../src/core/records/types";
import { writePlans } from "../../../src/core/records/write";

const OPTIONS = { action: "add", field: "goals", value: "ours" };

/** A plan for records of a server, and what is told of its writing. */
async function plannedAt(place: ReturnType<typeof server>, ids: readonly string[], ...recipes: readonly RecipeId[]) {
  const records = await Promise.all(ids.map(async (id) => ({ record: await place.read(id), names: [] })));
  return planRecords(
    records,
    RECIPES.filter(({ id }) => recipes.includes(id)),
    contextOf(OPTIONS),
    () => Promise.resolve(),
    () => false,
  );
}

async function written(
  place: ReturnType<typeof server>,
  { plans, replan }: Pick<RecordsPlan, "plans" | "replan">,
  { signal = NEVER, chosen = plans }: { readonly signal?: AbortSignal; readonly chosen?: readonly RecordPlan[] } = {},
) {
  const states = new Map<string, string>();
  const record = (done: ReadonlyMap<string, Sent>): void => {
    for (const [id, { kind }] of done) states.set(id, kind);
  };
  const journal: Journal = {
    begin: async (all) => {
      for (const plan of all) states.set(plan.record.id, "planned");
    },
    step: async (sending, done) => {
      record(done);
      for (const id of sending) states.set(id, "sent");
    },
    end: () => Promise.resolve(),
  };
  const counts: number[] = [];
  const outcome = await writePlans(place.client, chosen, replan, journal, { wait: noWait }, signal, (done) =>
    counts.push(done),
  );
  return { ...outcome, states: [...states.values()], outcomes: outcome.results.map((one) => one.outcome), counts };
}

/** How many records have got an alias. */
const withAliases = ({ xsoar }: ReturnType<typeof server>): number =>
  xsoar.records().filter(({ CustomFields }) => JSON.stringify(CustomFields?.["aliases"]) !== "[]").length;

const fieldsOf = (place: ReturnType<typeof server>, id: string) =>
  place.xsoar.records().find((record) => record.id === id)?.CustomFields ?? {};

describe("writing planned changes of records", () => {
  it("sends one edit a record, whatever recipes there are, and tells of each", async () => {
    const place = server();
    const ids = ["Emberfox", "Owl"].map((value) => place.put(value, { aliases: [" a ", "a"] }));
    const plan = await plannedAt(place, ids, "name-into-aliases", "tidy-aliases", "set-field");
    const { results, outcomes, states, counts } = await written(place, plan);
    deepEqual([outcomes, states, place.edits()], [["written", "written"], ["confirmed", "confirmed"], 2]);
    deepEqual([results.map(({ plan: { record } }) => record.id), counts], [ids, [1, 2]]);
    deepEqual(fieldsOf(place, ids[0] ?? ""), { aliases: ["a", "Emberfox"], goals: ["ours"] });
  });

  it("writes what was chosen of a plan, and nothing else", async () => {
    const place = server();
    const id = place.put("Emberfox", { aliases: [" a"] });
    const plan = await plannedAt(place, [id], "name-into-aliases", "set-field");
    const chosen = plan.plans.map((one) => ({ ...one, changes: one.changes.filter(({ field }) => field === "goals") }));
    await written(place, plan, { chosen });
    deepEqual(fieldsOf(place, id), { aliases: [" a"], goals: ["ours"] });
  });

  it("writes over a version of others where they have changed something else", async () => {
    const place = server();
    const id = place.put("Emberfox", { aliases: ["a"] });
    const plan = await plannedAt(place, [id], "name-into-aliases");
    place.xsoar.touch(id, { goals: ["theirs"] });
    const { outcomes } = await written(place, plan);
    deepEqual(outcomes, ["written"]);
    deepEqual(fieldsOf(place, id), { aliases: ["a", "Emberfox"], goals: ["theirs"] });
  });

  it("leaves a record whose field others have changed to another review", async () => {
    const place = server();
    const id = place.put("Emberfox", { aliases: ["a"] });
    const plan = await plannedAt(place, [id], "name-into-aliases", "set-field");
    place.xsoar.touch(id, { aliases: ["a", "theirs"] });
    const { outcomes, states, failure } = await written(place, plan);
    deepEqual([outcomes, states, failure], [["changedMeanwhile"], ["nothing"], null]);
    deepEqual(fieldsOf(place, id), { aliases: ["a", "theirs"] });
  });

  it("has nothing to do where somebody has made the same change", async () => {
    const place = server();
    const id = place.put("Emberfox", { aliases: [] });
    const plan = await plannedAt(place, [id], "name-into-aliases");
    place.xsoar.touch(id, { aliases: ["Emberfox"] });
    const { outcomes, states } = await written(place, plan);
    deepEqual([outcomes, states], [["nothing"], ["nothing"]]);
  });

  it("looks before it sends again when an answer is lost, and tells what is there", async () => {
    for (const fault of [
      { kind: "dropAfter" },
      { kind: "truncate" },
      { kind: "cutJson" },
      { kind: "html", committed: true },
    ] as const) {
      const place = server();
      const id = place.put("Emberfox", { aliases: [] });
      const plan = await plannedAt(place, [id], "name-into-aliases");
      place.xsoar.fail({ ...fault, on: "edit" });
      const { outcomes, states } = await written(place, plan);
      deepEqual([outcomes, states, place.edits()], [["written"], ["confirmed"], 1], fault.kind);
      deepEqual(fieldsOf(place, id)["aliases"], ["Emberfox"]);
    }
  });

  it("sends again when a look says that nothing came through", async () => {
    const place = server();
    const id = place.put("Emberfox", { aliases: [] });
    const plan = await plannedAt(place, [id], "name-into-aliases");
    place.xsoar.fail({ kind: "dropBefore", on: "edit" });
    const { outcomes, states } = await written(place, plan);
    deepEqual([outcomes, states, place.edits()], [["written"], ["confirmed"], 2]);
    deepEqual(fieldsOf(place, id)["aliases"], ["Emberfox"]);
  });

  it("does not claim to know what became of a record whose answers stay away", async () => {
    const place = server();
    const id = place.put("Emberfox", { aliases: [] });
    const plan = await plannedAt(place, [id], "name-into-aliases");
    place.xsoar.fail({ kind: "dropAfter", on: "edit" });
    place.xsoar.fail({ kind: "dropBefore", on: "search", times: 9 });
    const { outcomes, states } = await written(place, plan);
    deepEqual([outcomes, states], [["unknown"], ["unknown"]]);
  });

  it("ends where XSOAR as a whole cannot be used: what was not sent is not done", async () => {
    const place = server();
    const ids = Array.from({ length: 120 }, (_, at) => place.put(`Record ${at}`, { aliases: [] }));
    const plan = await plannedAt(place, ids, "name-into-aliases");
    place.xsoar.fail({ kind: "answer", status: 401, on: "edit", after: 30, times: 1_000 });
    const { outcomes, states, failure } = await written(place, plan);
    ok(failure !== null);
    const count = (of: string): number => outcomes.filter((outcome) => outcome === of).length;
    deepEqual([count("written"), count("written") + count("failed") + count("notDone")], [30, 120]);
    ok(place.edits() < 50, `${place.edits()} edits`);
    equal(states.filter((state) => state === "confirmed").length, 30);
    ok(!states.includes("sent") && !states.includes("unknown"), states.join());
    equal(withAliases(place), 30);
  });

  it("ends when it is cancelled, with what was sent told and the rest not done", async () => {
    const place = server();
    const ids = Array.from({ length: 120 }, (_, at) => place.put(`Record ${at}`, { aliases: [] }));
    const plan = await plannedAt(place, ids, "name-into-aliases");
    const cancel = new AbortController();
    let edits = 0;
    place.xsoar.observe((phase, { action }) => {
      if (phase === "answered" && action === "edit" && ++edits === 20) cancel.abort();
    });
    const { outcomes, states, failure } = await written(place, plan, { signal: cancel.signal });
    equal(failure, null);
    // Of what was under way it is not known.
    ok(outcomes.includes("notDone") && outcomes.includes("written"), outcomes.join());
    ok(outcomes.every((outcome) => outcome === "notDone" || outcome === "written" || outcome === "unknown"));
    const told = states.filter((state) => state === "confirmed" || state === "unknown").length;
    ok(told >= withAliases(place), `${told} told, ${withAliases(place)} written`);
    ok(states.filter((state) => state === "planned").length >= 60);
  });

  it("tells of a record that is gone, of one the server refuses, and goes on with the others", async () => {
    const place = server();
    const ids = ["Gone", "Refused", "Fine"].map((value) => place.put(value, { aliases: [] }));
    const plan = await plannedAt(place, ids, "name-into-aliases");
    place.xsoar.remove(ids[0] ?? "");
    place.xsoar.fail({ kind: "answer", status: 400, body: '{"error":"no"}', on: "edit", after: 1 });
    const { results, outcomes, states, failure } = await written(place, plan);
    deepEqual([outcomes.toSorted(), failure], [["failed", "failed", "written"], null]);
    ok(
      results.some((one) => one.failure?.code === "gone"),
      JSON.stringify(results.map((one) => one.failure)),
    );
    deepEqual(states.toSorted(), ["confirmed", "nothing", "nothing"]);
  });
});
