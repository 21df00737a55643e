import { valueAfter } from "../xsoar/fieldEdits";
import { fieldRaw } from "../xsoar/recordFields";
import type {
  Planner,
  PlannedChange,
  ProposedChange,
  RecipeContext,
  RecordPlan,
  RecordQuestion,
  RecordsPlan,
  SelectedRecord,
  SkippedRecord,
} from "./types";

/** Records planned before others get their turn: a few milliseconds. */
export const RECORDS_PER_TURN = 5;
/** The same in characters, for large records. */
const CHARACTERS_PER_TURN = 200_000;

/** What recipes say of records. */
export type Planned = Pick<
  RecordsPlan,
  "plans" | "untouched" | "skipped" | "questions" | "warnings" | "remarks" | "replan"
>;

/**
 * Runs recipes on records.
 *
 * @param pause lets other work of the process go on
 * @param count gets how many records are done
 */
export async function planRecords(
  records: readonly SelectedRecord[],
  recipes: readonly Planner[],
  context: RecipeContext,
  pause: () => Promise<void>,
  stop: () => boolean,
  count: (done: number) => void = () => {},
): Promise<Planned> {
  const plans: RecordPlan[] = [];
  const untouched: { readonly id: string; readonly value: string }[] = [];
  const skipped: SkippedRecord[] = [];
  const questions = new Map<string, RecordQuestion>();
  const remarks: string[] = [];
  let characters = 0;
  for (const [at, selected] of records.entries()) {
    characters += selected.record.raw.length;
    if (at % RECORDS_PER_TURN === 0 || characters > CHARACTERS_PER_TURN) {
      characters = 0;
      count(at);
      await pause();
      if (stop()) break;
    }
    const { id, value } = selected.record;
    const outcome = planRecord(selected, recipes, context);
    for (const question of outcome.questions) questions.set(JSON.stringify([question.kind, question.name]), question);
    for (const remark of outcome.remarks) remarks.push(`${value}: ${remark}`);
    for (const { recipe, why } of outcome.skipped) skipped.push({ name: value, record: { id, value }, recipe, why });
    if (outcome.changes.length > 0) plans.push({ ...selected, changes: outcome.changes });
    else if (outcome.skipped.length === 0) untouched.push({ id, value });
  }
  return {
    plans,
    untouched,
    skipped,
    questions: [...questions.values()],
    remarks,
    warnings: strangeFields(records, plans, context),
    replan: (selected) => planRecord(selected, recipes, context).changes,
  };
}

/** What recipes say of one record. */
function planRecord(
  selected: SelectedRecord,
  recipes: readonly Planner[],
  context: RecipeContext,
): {
  readonly changes: readonly PlannedChange[];
  readonly skipped: readonly { readonly recipe: Planner["id"]; readonly why: string }[];
  readonly questions: readonly RecordQuestion[];
  readonly remarks: readonly string[];
} {
  const changes: PlannedChange[] = [];
  const skipped: { readonly recipe: Planner["id"]; readonly why: string }[] = [];
  const questions: RecordQuestion[] = [];
  const remarks: string[] = [];
  for (const recipe of recipes) {
    const outcome = recipe.plan(selected, context);
    for (const why of outcome.skipped) skipped.push({ recipe: recipe.id, why });
    questions.push(...(outcome.questions ?? []));
    remarks.push(...(outcome.remarks ?? []));
    for (const change of outcome.changes) {
      const other = changes.find(
        (one) => one.recipe !== recipe.id && one.field === change.field && !goTogether(one, change),
      );
      if (other !== undefined) {
        const why = context.t("The field {field} is changed by another recipe already.", { field: change.field });
        skipped.push({ recipe: recipe.id, why });
        continue;
      }
      const planned = plannedChange(selected, recipe.id, change);
      if (planned === undefined) {
        const why = context.t("The field {field} has a form that this cannot be written to.", { field: change.field });
        skipped.push({ recipe: recipe.id, why });
      } else if (planned !== null) changes.push(planned);
    }
  }
  return { changes, skipped, questions, remarks };
}

/** The change as it stands in a plan; null when it changes nothing, undefined when it cannot be made. */
export function plannedChange(
  { record }: SelectedRecord,
  recipe: PlannedChange["recipe"],
  change: ProposedChange,
): PlannedChange | null | undefined {
  const before = fieldRaw(record, change.field);
  const after = valueAfter(before, [change.edit]);
  if (after === undefined) return undefined;
  return after === before ? null : { ...change, recipe, before, after };
}

/** Edits of the parts of one list go together, as those of the lines of one text do; a whole value stands alone. */
function goTogether(a: ProposedChange, b: ProposedChange): boolean {
  const [one, other] = [a, b].map(({ edit }) => PARTS[edit.kind]);
  return one === other && one !== null;
}

const PARTS = { set: null, unset: null, list: "elements", rows: "elements", lines: "lines" } as const;

/** A field that would be written and that none of the records has may be one that the server does not know. */
function strangeFields(
  records: readonly SelectedRecord[],
  plans: readonly RecordPlan[],
  { t }: RecipeContext,
): readonly string[] {
  const written = new Set(plans.flatMap(({ changes }) => changes.map(({ field }) => field)));
  return [...written]
    .filter((field) => records.every(({ record }) => fieldRaw(record, field) === null))
    .map((field) =>
      t(
        "None of the chosen records has the field {field}. Make sure that your Cortex XSOAR has it: it may be called otherwise there.",
        {
          field,
        },
      ),
    );
}
