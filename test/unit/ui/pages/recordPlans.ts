import type { PlannedChange, ProposedChange, RecordPlan, RecordsPlan } from "../../../../src/core/records/types";
import { valueAfter } from "../../../../src/core/xsoar/fieldEdits";
import { readRecord } from "../../../../src/core/xsoar/record";
import { fieldRaw } from "../../../../src/core/xsoar/recordFields";

/** A record with changes of it, as a plan has them. */
export function planOf(
  value: string,
  fields: string,
  changes: readonly (ProposedChange & Partial<Pick<PlannedChange, "recipe">>)[],
  names: readonly string[] = [value],
): RecordPlan {
  const raw = `{"id":${JSON.stringify(`id-${value}`)},"version":3,"value":${JSON.stringify(value)},"indicator_type":"Threat Actor","score":1.0,"CustomFields":${fields}}`;
  const record = readRecord(raw);
  if (record === null) throw new Error("a record is JSON");
  return {
    record,
    names,
    changes: changes.map((change) => {
      const before = fieldRaw(record, change.field);
      return { recipe: "tidy-aliases", ...change, before, after: valueAfter(before, [change.edit]) ?? null };
    }),
  };
}

/** A plan as it is reviewed. */
export function planned(plans: readonly RecordPlan[], more: Partial<RecordsPlan> = {}): RecordsPlan {
  return {
    server: "https://xsoar.example",
    recipes: ["tidy-aliases"],
    options: [],
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
