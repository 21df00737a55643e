import { access, constants, open, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { MAX_LIST_BYTES } from "../core/limits";
import { isTickedAtFirst } from "../core/records/firstTicks";
import { readNameList } from "../core/records/nameList";
import { describeNamesRefusal } from "../core/memory/namesFileText";
import type { NotPlanned } from "../core/records/records";
import { RECIPES, optionProblem } from "../core/records/recipes/recipes";
import { type RecordsOutput, reportOdt, reportText } from "../core/records/report";
import type {
  RecipeId,
  RecordPlan,
  RecordQuestion,
  RecordsPlan,
  RecordsReport,
  Selection,
} from "../core/records/types";
import { fileReason } from "../core/text/fileReason";
import { finish } from "../core/text/turns";
import { plainText } from "../core/text/translate";
import type { XsoarAccess } from "../core/xsoar/connection";
import { describeXsoarFailure } from "../core/xsoar/describeFailure";
import type { RecordsCommand } from "./commands";
import { codeUnlessCancelled, complainAbout, reasonOf } from "./complain";
import { leakSitesKey } from "./leakSitesKey";
import { NO_ACCESS, prepare } from "./prepare";
import { checkLines, planLines, profileLines, reportLines } from "./recordsReport";
import type { CliWorld } from "./world";

const NO_KEY = { ok: true, key: null } as const;

/** `records`: exit code 0, 1 where XSOAR could not be read or written, 2 where it could not run. */
export async function runRecords(command: RecordsCommand, world: CliWorld): Promise<number> {
  return codeUnlessCancelled(await records(command, world), world);
}

async function records(command: RecordsCommand, world: CliWorld): Promise<number> {
  const { session, complain, signal } = world;
  const chosen = RECIPES.filter(({ id }) => command.what.includes(id));
  const own = new Map(command.options);
  const all = own.get("all") ?? "false";
  own.delete("all");
  if (all !== "true" && all !== "false") return refuse("The option all is true or false.", world);
  const wrong = optionProblem(chosen, own, plainText);
  if (wrong !== null) return refuse(wrong, world);
  const noPlace = command.out === null ? null : await outProblem(command.out);
  if (noPlace !== null) return refuse(noPlace, world);
  const selection = await selectionOf(command, world);
  if (selection === null) return 2;
  const prepared = await prepare(world, true);
  if (prepared === null) return 2;
  for (const warning of prepared.warnings) complain(warning);
  const { access } = prepared;
  if (access === null) return refuse(NO_ACCESS, world);

  const settled = await session.records.settle(access, signal);
  if (settled.failure !== null) return fail({ kind: "failed", failure: settled.failure }, world);
  if (settled.open > 0) {
    complain(
      `An earlier update was cut off: of the ${settled.open} records it was about to write, ${settled.written} were written` +
        (settled.unclear > 0 ? `; of ${settled.unclear} it cannot be told, since others have changed them` : "") +
        (settled.underWay > 0 ? `; ${settled.underWay} may be still: look again in ten minutes.` : "."),
    );
  }
  const at = new Date().toISOString();
  switch (command.what[0]) {
    case "check": {
      const found = await session.records.check(access, selection, signal);
      if (found.kind !== "checked") return fail(found, world);
      const { report } = found;
      await say(command, { kind: "check", report, at }, checkLines(report), world);
      return report.names.some(({ found: one }) => one === "failed") ? 1 : 0;
    }
    case "read-out": {
      const found = await session.records.readOut(access, selection, signal);
      if (found.kind !== "read") return fail(found, world);
      const { profiles, skipped } = found;
      const output = { kind: "profiles", server: access.baseUrl, at, profiles, skipped } as const;
      await say(command, output, profileLines(profiles, skipped), world);
      return skipped.some(({ failure }) => failure !== undefined) ? 1 : 0;
    }
    case "undo":
      return undo(command, access, world, at);
    default: {
      const recipes = chosen.map(({ id }): RecipeId => id);
      const state = await session.noteConfig();
      const location = state.kind === "ok" ? state.config.records.onionSource : "";
      const leakKey = recipes.includes("leak-sites") ? leakSitesKey(world.env, location) : NO_KEY;
      if (!leakKey.ok) return refuse(leakKey.sentence, world);
      const request = { selection, recipes, options: own, leakKey: leakKey.key };
      const planned = await planAnswered(command, access, request, world);
      if (planned === null) return 2;
      if (planned.kind !== "planned") return fail(planned, world);
      return writeOrPrint(command, access, planned.plan, all === "true", world, at);
    }
  }
}

/** Plans, and once more when the answers given have decided something. Null after a complaint. */
async function planAnswered(
  { picks }: RecordsCommand,
  access: XsoarAccess,
  request: Parameters<CliWorld["session"]["records"]["plan"]>[1],
  world: CliWorld,
) {
  const { session, signal } = world;
  const first = await session.records.plan(access, request, signal);
  if (first.kind !== "planned" || picks.length === 0) return first;
  const answers: (readonly [RecordQuestion, string | null])[] = [];
  for (const [name, id] of picks) {
    // One name can be asked about twice: as an object of ATT&CK, and as an entry of leak sites.
    const asked = first.plan.questions.filter((one) => one.name.toLowerCase() === name.toLowerCase());
    const meant = id === "" ? asked : asked.filter(({ choices }) => choices.some((choice) => choice.id === id));
    if (asked.length === 0) {
      world.complain(`Nothing is asked about ${name}: --pick answers a question that the plan lists.`);
      return null;
    }
    if (meant.length === 0) {
      const ids = asked.flatMap(({ choices }) => choices.map((choice) => choice.id));
      world.complain(`${name} can be ${ids.join(", ")}, not ${id}.`);
      return null;
    }
    for (const question of meant) answers.push([question, id === "" ? null : id]);
  }
  for (const [question, id] of answers) {
    const done = await session.records.answer(question, id);
    if (done.kind !== "refused") continue;
    world.complain(describeNamesRefusal(done.trouble, (await session.names.file()).path, plainText));
    return null;
  }
  return session.records.plan(access, request, signal);
}

async function undo(command: RecordsCommand, access: XsoarAccess, world: CliWorld, at: string): Promise<number> {
  const { session, signal, print } = world;
  const runs = await session.records.undoable();
  // One that went to another server is told of.
  const last = runs.find(({ server }) => server === access.baseUrl) ?? runs[0];
  if (last === undefined) {
    if (command.json) print(JSON.stringify({ edits: 0, records: [] }));
    else print("There is no update of the last 30 days to undo.");
    return 0;
  }
  const planned = await session.records.planUndo(access, last.id, signal);
  if (planned.kind !== "planned") return fail(planned, world);
  return writeOrPrint(command, access, planned.plan, false, world, at);
}

async function writeOrPrint(
  command: RecordsCommand,
  access: XsoarAccess,
  plan: RecordsPlan,
  all: boolean,
  world: CliWorld,
  at: string,
): Promise<number> {
  const isWhole = plan.skipped.every(({ failure }) => failure === undefined);
  if (!command.yes) {
    await say(command, { kind: "plan", plan, at }, planLines(plan), world);
    return isWhole ? 0 : 1;
  }
  const report = await world.session.records.write(access, plan, all ? plan.plans : ticked(plan), world.signal);
  await say(command, { kind: "report", report }, reportLines(report), world);
  return isWhole && isDone(report) ? 0 : 1;
}

/** What is ticked before anybody has looked at it. */
function ticked(plan: RecordsPlan): readonly RecordPlan[] {
  return plan.plans.flatMap((one) => {
    const changes = one.changes.filter((change) => isTickedAtFirst(plan, change));
    return changes.length === 0 ? [] : [{ ...one, changes }];
  });
}

function isDone({ results, failure, busy }: RecordsReport): boolean {
  const isRight = results.every(({ outcome }) => outcome === "written" || outcome === "nothing");
  return isRight && failure === null && busy === undefined;
}

async function selectionOf(command: RecordsCommand, world: CliWorld): Promise<Selection | null> {
  const { names, query, type, from } = command;
  if (query !== null || (type !== null && names.length === 0 && from === null)) {
    return { kind: "query", query: query ?? "", type };
  }
  if (from === null) {
    return names.length === 0 ? { kind: "names", names: null, type } : { kind: "list", names, type };
  }
  const bytes = await listBytes(from, world);
  if (bytes === null) return null;
  const list = readNameList(bytes, plainText);
  if (list.kind === "refused") {
    refuse(`${from}: ${list.why}`, world);
    return null;
  }
  for (const remark of list.remarks) world.complain(`${from}: ${remark}`);
  return { kind: "list", names: list.names, type };
}

async function listBytes(file: string, world: CliWorld): Promise<Uint8Array | null> {
  try {
    const { size } = await stat(file);
    // One byte more than may be is enough to say so.
    return size > MAX_LIST_BYTES ? new Uint8Array(MAX_LIST_BYTES + 1) : await readFile(file);
  } catch (error) {
    refuse(`${file} could not be read (${reasonOf(error)}).`, world);
    return null;
  }
}

/** Why a report cannot be written into a file: known before anything is done that it is to tell of. */
async function outProblem(file: string): Promise<string | null> {
  try {
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (isThere) await (await open(file, "r+")).close();
    else await access(path.dirname(file), constants.W_OK);
    return null;
  } catch (error) {
    return `${file} cannot be written: ${fileReason(error, plainText)}. Name another file with --out.`;
  }
}

/** Prints what there is to say, or writes it into a file. */
async function say(
  { json, format, out }: RecordsCommand,
  output: RecordsOutput,
  lines: readonly string[],
  { print, session }: CliWorld,
): Promise<void> {
  const csv = await session.csvForm();
  const textOf = (kind: "markdown" | "csv" | "json"): string => finish(reportText(output, kind, plainText, csv));
  if (out !== null) {
    const kind = format === null || format === "md" ? "markdown" : format;
    try {
      await writeFile(out, kind === "odt" ? finish(reportOdt(output, plainText)) : textOf(kind));
    } catch (error) {
      // What was done is told in any case.
      print(lines.join("\n"));
      throw error;
    }
  }
  if (json) print(textOf("json").trimEnd());
  else if (out === null && format !== null && format !== "odt")
    print(textOf(format === "md" ? "markdown" : format).trimEnd());
  else print(lines.join("\n"));
}

function refuse(why: string, { complain }: CliWorld): number {
  complain(why);
  return 2;
}

/** Says what kept it from being done; a query or a setting that is wrong has to be mended before it can run. */
function fail(outcome: NotPlanned, world: CliWorld): number {
  switch (outcome.kind) {
    case "config":
      return complainAbout(outcome.state, world);
    case "refused":
      return refuse(outcome.why, world);
    case "failed": {
      const { failure } = outcome;
      if (failure.code === "aborted") return 2;
      world.complain(describeXsoarFailure(failure, plainText));
      return failure.code === "rejected" || failure.code === "searchField" ? 2 : 1;
    }
  }
}
