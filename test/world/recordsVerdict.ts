import { CHECKED, type DemoRecipe, PASSED_OVER, PLANNED, READ_OUT, type TrueChange } from "./recordsTruth";
import { compareNames } from "./verdict";
import { type Member, readObject } from "./xsoar/lossless";

/** What `records RECIPES --json` prints. */
export interface FoundRun {
  readonly edits: number;
  readonly records: readonly FoundRecord[];
  /** What was left out of a run that wrote. */
  readonly left: readonly Omit<FoundRecord, "outcome">[];
  readonly skipped: readonly { readonly name: string; readonly recipe: string | null; readonly why: string }[];
  readonly questions: readonly { readonly name: string }[];
}

interface FoundRecord {
  readonly name: string;
  readonly id: string;
  readonly outcome: string;
  readonly changes: readonly FoundChange[];
}

interface FoundChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly recipes: readonly string[];
  readonly guess?: boolean;
}

/** What `records check --json` prints. */
export interface FoundCheck {
  readonly names: readonly {
    readonly name: string;
    readonly aliasOf: string | null;
    readonly found: string;
    readonly records: readonly { readonly value: string }[];
  }[];
  readonly twins: readonly { readonly records: readonly { readonly value: string }[] }[];
  readonly shared: readonly { readonly alias: string; readonly records: readonly { readonly value: string }[] }[];
}

/** What `records read-out --json` prints. */
export interface FoundProfiles {
  readonly profiles: readonly {
    readonly name: string;
    readonly id: string;
    readonly aliases: readonly string[];
    readonly notes: readonly { readonly text: string }[];
  }[];
  readonly skipped: readonly { readonly name: string }[];
}

/** What was planted for a recipe, what of it was found, and a sentence for each difference. */
export interface RecipeVerdict {
  readonly recipe: DemoRecipe;
  readonly planted: number;
  readonly found: number;
  readonly problems: readonly string[];
}

/** The exact texts of records by their ids. */
export type RecordTexts = ReadonlyMap<string, string>;

/** Compares a plan for all tracked names with what was planted for a recipe. A change of several recipes counts for each. */
export function comparePlan(recipe: DemoRecipe, run: FoundRun, texts: RecordTexts): RecipeVerdict {
  const planted = PLANNED.filter(({ recipes }) => recipes.includes(recipe));
  const found = run.records.flatMap(({ name, id, changes }) =>
    changes.flatMap((change) => (change.recipes.includes(recipe) ? [{ ...change, record: name, id }] : [])),
  );
  const problems = compareNames("change", found.map(keyOfFound), planted.map(keyOfTrue));
  for (const change of found) {
    const due = planted.find((one) => keyOfTrue(one) === keyOfFound(change));
    if (due === undefined) continue;
    if (!isSame(change.after, due.after))
      problems.push(`${keyOfTrue(due)}: ${JSON.stringify(change.after)} instead of ${JSON.stringify(due.after)}`);
    const now = JSON.parse(fieldIn(texts.get(change.id) ?? "{}", change.field) ?? "null") as unknown;
    if (!isSame(change.before, now)) problems.push(`${keyOfTrue(due)}: the record has ${JSON.stringify(now)} there`);
  }
  const right = found.filter((change) => {
    const due = planted.find((one) => keyOfTrue(one) === keyOfFound(change));
    return due !== undefined && isSame(change.after, due.after);
  });
  return { recipe, planted: planted.length, found: right.length, problems };
}

/** Compares what a plan has passed over, and asks, with what was planted. */
export function comparePassedOver({ skipped, questions }: Pick<FoundRun, "skipped" | "questions">): string[] {
  return [
    ...compareNames(
      "name that is passed over",
      skipped.flatMap(({ name, recipe }) => (recipe === null ? [name] : [])),
      PASSED_OVER,
    ),
    ...questions.map(({ name }) => `question nobody planted: ${name}`),
  ];
}

/** Compares a check of the records with what was planted. */
export function compareCheck({ names, twins, shared }: FoundCheck): RecipeVerdict {
  const values = (records: readonly { readonly value: string }[]): string[] => records.map(({ value }) => value).sort();
  const found = [
    ...names.map(({ name, aliasOf, found: how, records }) => {
      const whose = aliasOf === null ? "" : ` of ${aliasOf}`;
      return `${name}${whose}: ${[how, ...values(records)].join(" ")}`;
    }),
    ...twins.map(({ records }) => `twins: ${values(records).join(" ")}`),
    ...shared.map(({ alias, records }) => `shared ${alias}: ${values(records).join(" ")}`),
  ];
  const planted = [
    ...Object.entries(CHECKED.names).map(([name, [how, ...records]]) => `${name}: ${[how, ...records].join(" ")}`),
    ...CHECKED.twins.map((records) => `twins: ${records.join(" ")}`),
    ...Object.entries(CHECKED.shared).map(([alias, records]) => `shared ${alias}: ${records.join(" ")}`),
  ];
  return counted("check", "finding", found, planted);
}

/** Compares what was read out with the records. */
export function compareProfiles({ profiles, skipped }: FoundProfiles, texts: RecordTexts): RecipeVerdict {
  const names = profiles.map(({ name }) => name);
  const verdict = counted("read-out", "profile", names, READ_OUT);
  const skips = compareNames(
    "name that is passed over",
    skipped.map(({ name }) => name),
    PASSED_OVER,
  );
  const contents = profiles.flatMap(({ name, id, aliases, notes }) => {
    const text = texts.get(id) ?? "{}";
    const list = (JSON.parse(fieldIn(text, "aliases") ?? "null") ?? []) as readonly string[];
    const rows = (JSON.parse(fieldIn(text, "communitynotes") ?? "null") ?? []) as readonly { notes?: string }[];
    const filled = list.filter((alias) => alias.trim() !== "");
    return [
      ...(isSame(aliases, filled) ? [] : [`profile ${name}: aliases ${JSON.stringify(aliases)}`]),
      ...compareNames(
        `note in profile ${name}`,
        notes.map(({ text: note }) => note),
        rows.flatMap(({ notes: note }) => (note === undefined ? [] : [note])),
      ),
    ];
  });
  return { ...verdict, problems: [...verdict.problems, ...skips, ...contents] };
}

/** Compares records that were written with what they were: the planted changes but the guesses, and not a byte beside them. */
export function compareWritten(before: RecordTexts, after: RecordTexts, nameOf: (id: string) => string): string[] {
  const due = PLANNED.filter(({ isGuess }) => isGuess !== true);
  const problems = compareNames("record", [...after.keys()], [...before.keys()]);
  for (const [id, was] of before) {
    const name = nameOf(id);
    const is = after.get(id) ?? "{}";
    const own = due.filter(({ record }) => record === name);
    if (own.length === 0 && was !== is) problems.push(`record ${name} was changed`);
    if (own.length === 0) continue;
    for (const { field, after: value } of own) {
      const raw = fieldIn(is, field);
      if (raw === null || !isSame(JSON.parse(raw), value))
        problems.push(`record ${name}: ${field} is ${raw ?? "gone"}`);
    }
    const fields = own.map(({ field }) => field);
    if (restOf(was, fields) !== restOf(is, fields))
      problems.push(`record ${name}: more than ${fields.join(", ")} changed`);
  }
  return problems;
}

/** Compares records after an undo with what they were, byte for byte but for what the server counts itself. */
export function compareUndone(before: RecordTexts, after: RecordTexts, nameOf: (id: string) => string): string[] {
  return [
    ...compareNames("record", [...after.keys()], [...before.keys()]),
    ...[...before].flatMap(([id, was]) =>
      restOf(was, []) === restOf(after.get(id) ?? "{}", []) ? [] : [`record ${nameOf(id)} is not what it was`],
    ),
  ];
}

const OF_THE_SERVER = ["version", "modified", "sortValues"];

/** A record without some fields and without what the server counts. Null and missing custom fields are told apart unless one was put in. */
function restOf(text: string, fields: readonly string[]): string {
  const custom = readObject(memberOf(text, "CustomFields")?.raw ?? "") ?? [];
  const own = (readObject(text) ?? []).filter(
    ({ key }) => key !== "CustomFields" && !OF_THE_SERVER.includes(key) && !fields.includes(key),
  );
  const rest = custom.filter(({ key }) => !fields.includes(key));
  const whole = fields.length === 0 ? memberOf(text, "CustomFields")?.raw : null;
  return JSON.stringify([own.map(({ key, raw }) => [key, raw]), whole ?? rest.map(({ key, raw }) => [key, raw])]);
}

/** The exact text of a field, of the record itself or among its custom fields; null for none. */
function fieldIn(text: string, field: string): string | null {
  const custom = memberOf(text, "CustomFields")?.raw ?? "";
  return (memberOf(text, field) ?? memberOf(custom, field))?.raw ?? null;
}

function memberOf(text: string, key: string): Member | undefined {
  return readObject(text)?.find((member) => member.key === key);
}

function counted(
  recipe: DemoRecipe,
  what: string,
  found: readonly string[],
  planted: readonly string[],
): RecipeVerdict {
  const right = planted.filter((one) => found.includes(one));
  return { recipe, planted: planted.length, found: right.length, problems: compareNames(what, found, planted) };
}

function keyOfTrue({ record, field, recipes, isGuess }: TrueChange): string {
  return `${record}, ${field} by ${recipes.join(" and ")}${isGuess === true ? ", on request" : ""}`;
}

function keyOfFound({ record, field, recipes, guess }: FoundChange & { readonly record: string }): string {
  return `${record}, ${field} by ${recipes.join(" and ")}${guess === true ? ", on request" : ""}`;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
