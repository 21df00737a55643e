import { deepEqual } from "node:assert/strict";
import type { Journal } from "../../../src/core/records/journal";
import { writePlans } from "../../../src/core/records/write";
import type { RecordPlan } from "../../../src/core/records/types";
import type { HttpResult } from "../../../src/core/ports";
import { type Answer, NEVER, json, noWait, scripted } from "../xsoar/fakes";
import { recordOf } from "./recipes/recipeTests";

const RECORD = { id: "1", value: "Clop", indicator_type: "Threat Actor", version: 3, CustomFields: {} };
const NO_JOURNAL: Journal = { begin: async () => {}, step: async () => {}, end: async () => {} };
const LOST: HttpResult = { ok: false, failure: { code: "timeout", seconds: 60 } };

function plan(): RecordPlan {
  return {
    record: recordOf(JSON.stringify(RECORD)),
    names: [],
    changes: [
      {
        field: "aliases",
        edit: { kind: "list", added: ["Clop"] },
        why: "",
        recipe: "name-into-aliases",
        before: null,
        after: '["Clop"]',
      },
    ],
  };
}

async function outcomes(signal: AbortSignal, ...answers: readonly Answer[]): Promise<readonly unknown[]> {
  const { client } = scripted(...answers);
  const own = plan();
  const { results } = await writePlans(client, [own], () => own.changes, NO_JOURNAL, { wait: noWait }, signal);
  return results.map(({ outcome, failure }) => [outcome, failure?.code]);
}

describe("writing a plan", () => {
  it("says of what was sent and not heard of that this is not known, not that it was not written", async () => {
    const cancel = new AbortController();
    const cancelled = (): HttpResult => {
      cancel.abort();
      return { ok: false, failure: { code: "aborted" } };
    };
    deepEqual(await outcomes(cancel.signal, cancelled), [["unknown", undefined]]);
    const found = json({ total: 1, iocObjects: [RECORD] });
    deepEqual(await outcomes(NEVER, LOST, found, LOST), [["unknown", "timeout"]]);
  });

  it("says of what was not sent that it was not done", async () => {
    deepEqual(await outcomes(AbortSignal.abort(), LOST), [["notDone", undefined]]);
  });
});
