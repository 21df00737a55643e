import assert from "node:assert/strict";
import type { CheckReport } from "../../../src/core/records/check";
import type { ProfilesReport } from "../../../src/core/records/profileReport";
import type { PlannedChange, RecordPlan, RecordsPlan, RecordsReport } from "../../../src/core/records/types";
import { type FieldEdit, valueAfter } from "../../../src/core/xsoar/fieldEdits";
import { type IndicatorRecord, readRecord } from "../../../src/core/xsoar/record";
import { fieldRaw } from "../../../src/core/xsoar/recordFields";

export const SERVER = "https://soar.example";
export const AT = "2026-03-02T12:00:30.000Z";
export const NOTICE = "ATT&CK 18.1: © The MITRE Corporation, used with permission.";

/** A record with custom fields given as JSON. */
export function recordOf(id: string, value: string, fields = "{}"): IndicatorRecord {
  const raw = `{"id":${JSON.stringify(id)},"version":3,"value":${JSON.stringify(value)},"indicator_type":"Threat Actor","CustomFields":${fields}}`;
  const record = readRecord(raw);
  assert.ok(record);
  return record;
}

/** A change as the engine plans it: by what its edit makes of the record alone. */
export function changeOf(
  record: IndicatorRecord,
  recipe: PlannedChange["recipe"],
  field: string,
  edit: FieldEdit,
  more: Partial<PlannedChange> = {},
): PlannedChange {
  const before = fieldRaw(record, field);
  return { recipe, field, edit, before, after: valueAfter(before, [edit]) ?? null, why: `Why ${recipe}.`, ...more };
}

export function planOf(plans: readonly RecordPlan[], more: Partial<RecordsPlan> = {}): RecordsPlan {
  return {
    server: SERVER,
    recipes: ["name-into-aliases", "tidy-aliases", "leak-sites", "set-field"],
    options: [["all", "true"]],
    plans,
    untouched: [],
    skipped: [],
    questions: [],
    warnings: [],
    remarks: [],
    data: [],
    replan: () => [],
    ...more,
  };
}

const fox = recordOf(
  "1",
  "Emberfox",
  '{"aliases":["Copper  Lynx"," Rostfuchs "],"note":"abcdefghijklmnop.onion,\\tactive\\nleak.example,\\tinactive\\n"}',
);
const owl = recordOf("2", "Schneeeule 魔法", '{"weight":1.0,"big":12345678901234567890}');
const elk = recordOf("3 /?#", "Elk | <b>", '{"description":"old"}');

/** Records with changes of every kind: two of one field, of hosts, of numbers, guesses. */
export const PLANS = {
  fox: {
    record: fox,
    names: ["Ember Fox", "Emberfox"],
    changes: [
      changeOf(fox, "name-into-aliases", "aliases", { kind: "list", added: ["Emberfox"] }),
      changeOf(fox, "tidy-aliases", "aliases", { kind: "list", replaced: [[1, "Rostfuchs"]] }),
      changeOf(fox, "tidy-aliases", "aliases", { kind: "list", replaced: [[0, "Copper Lynx"]] }, { isGuess: true }),
      changeOf(fox, "leak-sites", "note", {
        kind: "set",
        value: '"abcdefghijklmnop.onion,\\tinactive\\nleak.example,\\tinactive\\n"',
      }),
    ],
  },
  owl: {
    record: owl,
    names: [],
    changes: [
      changeOf(owl, "set-field", "weight", { kind: "set", value: "2.50" }),
      changeOf(owl, "set-field", "big", { kind: "unset" }),
    ],
  },
  elk: {
    record: elk,
    names: ["Elk"],
    changes: [changeOf(elk, "set-field", "description", { kind: "set", value: '"مرحبا =1+1"' }, { isGuess: true })],
  },
} satisfies Readonly<Record<string, RecordPlan>>;

export const PLAN = planOf([PLANS.fox, PLANS.owl, PLANS.elk], {
  untouched: [{ id: "4", value: "Nothing to Do With" }],
  skipped: [
    { name: "Gone", record: null, recipe: null, why: "There is no record for this name." },
    { name: "Emberfox", record: { id: "1", value: "Emberfox" }, recipe: "attack", why: "The object is deprecated." },
    { name: "Lost", record: null, recipe: null, why: "It could not be looked up.", failure: { code: "malformed" } },
  ],
  questions: [
    {
      kind: "attack",
      name: "Snake",
      choices: [
        { id: "S0001", label: "Snake (S0001)", detail: "" },
        { id: "G0001", label: "Turla (G0001)", detail: "" },
      ],
    },
  ],
  warnings: ["No record has the field note."],
  remarks: ["G0002 was replaced by G0001."],
  data: [NOTICE],
});

/** Of the plan: everything of one record but a guess was written, one failed, one was not ticked. */
export const REPORT: RecordsReport = {
  plan: PLAN,
  run: "run-1",
  at: AT,
  results: [
    {
      plan: { ...PLANS.fox, changes: PLANS.fox.changes.filter(({ isGuess }) => isGuess !== true) },
      outcome: "written",
    },
    { plan: PLANS.owl, outcome: "failed", failure: { code: "gone", value: "Schneeeule 魔法" } },
  ],
  left: [{ ...PLANS.fox, changes: PLANS.fox.changes.filter(({ isGuess }) => isGuess === true) }, PLANS.elk],
  failure: null,
};

const candidate = (id: string, value: string) => ({
  id,
  value,
  type: "Threat Actor",
  modified: null,
  notes: 0,
  aliases: 1,
});

export const CHECK: CheckReport = {
  server: SERVER,
  names: [
    { name: "Emberfox", found: "one", records: [candidate("1", "Emberfox")] },
    { name: "Gone", found: "none", records: [] },
    { name: "Elk", found: "valueOnly", records: [candidate("3", "Elk")] },
    { name: "Snake", found: "several", records: [candidate("5", "Snake"), candidate("6", "Turla")] },
    { name: "Lost", found: "failed", records: [], failure: { code: "malformed" } },
  ],
  twins: [{ records: [candidate("7", "Fancy Bear"), candidate("8", "FancyBear")] }],
  shared: [{ alias: "Snake", records: [candidate("5", "Snake"), candidate("6", "Turla")] }],
};

export const PROFILES: ProfilesReport = {
  server: SERVER,
  at: AT,
  profiles: [
    {
      id: "1",
      value: "Emberfox",
      type: "Threat Actor",
      aliases: ["Copper Lynx", "Rostfuchs"],
      description: "First paragraph.\n\nSecond paragraph, ÄÖÜ 魔法少女 مرحبا.",
      techniques: ["Phishing", "Command and Scripting Interpreter"],
      firstSeen: "2024-03-01T00:00:00Z",
      lastSeen: null,
      timestamp: "2024-02-01T00:00:00Z",
      modified: null,
      notes: [
        {
          text: "Newer note\nwith leak.example,\tactive\nhttp://abcdefghijklmnop.onion/x",
          time: "2026-01-02T00:00:00Z",
        },
        { text: "=Older note", time: null },
      ],
    },
  ],
  skipped: [{ name: "Gone", record: null, recipe: null, why: "There is no record for this name." }],
};
