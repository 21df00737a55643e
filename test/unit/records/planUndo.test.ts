import { deepEqual, ok } from "node:assert/strict";
import type { Activity, ActivityUpdate } from "../../../src/core/memory/activity";
import type { Workspace } from "../../../src/core/memory/workspace";
import { planUndo } from "../../../src/core/records/planUndo";
import { plainText } from "../../../src/core/text/translate";
import { NEVER, NOW, json, noWait, scripted } from "../xsoar/fakes";

const SERVER = "https://soar.test";

/** What an undo would do with a record of version 4 that the update has made of version 3, as the search gives it now. */
async function undoing(version: number, aliases: readonly string[]) {
  const update: ActivityUpdate & { readonly at: string; readonly by: "person" } = {
    at: NOW.toISOString(),
    by: "person",
    kind: "fields",
    server: SERVER,
    record: { id: "1", value: "Clop" },
    names: [],
    run: "r",
    state: "confirmed",
    version: 3,
    fields: [{ field: "aliases", recipes: ["name-into-aliases"], texts: { before: "[]", after: '["Clop"]' } }],
  };
  let activity: Activity = new Map([["1", update]]);
  const memory = {
    load: async () => ({ activity }),
    change: async (_documents: unknown, work: (now: { activity: Activity }) => { activity: Activity }) => {
      ({ activity } = work({ activity }));
    },
  };
  const workspace = { memory, t: plainText } as unknown as Workspace;
  const { client } = scripted(
    json({ total: 1, iocObjects: [{ id: "1", value: "Clop", version, CustomFields: { aliases } }] }),
  );
  const found = await planUndo({ workspace, server: SERVER, client }, "r", noWait, NEVER, () => {});
  ok(found.kind === "planned");
  const { plans, skipped } = found.plan;
  const [left] = activity.values();
  return {
    plans: plans.length,
    why: skipped.map(({ why }) => why),
    undone: left?.kind === "fields" && left.undone === true,
  };
}

describe("planning an undo", () => {
  it("takes a record back, and remembers one that somebody has taken back already", async () => {
    deepEqual(await undoing(4, ["Clop"]), { plans: 1, why: [], undone: false });
    deepEqual(await undoing(5, []), { plans: 0, why: [], undone: true });
  });

  it("concludes nothing from a search that lags behind the update", async () => {
    deepEqual(await undoing(3, []), {
      plans: 0,
      why: ["Cortex XSOAR still gives it as it was before. Try again in a moment."],
      undone: false,
    });
  });

  it("takes back what a server without versions has", async () => {
    deepEqual(await undoing(3, ["Clop"]), { plans: 1, why: [], undone: false });
  });
});
