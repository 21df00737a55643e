import type { ConfigState } from "../config/configState";
import type { ArticlesConfig } from "../config/types";
import { KEEP_UNDO_DAYS } from "../limits";
import { nameKey } from "../matching/nameKey";
import type { JobId } from "../model/model";
import { type ActivityBy, daysAgo } from "../memory/activity";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { namesToFind } from "../names/namesToFind";
import { writeAlone } from "../notes/writeAlone";
import type { Web } from "../ports";
import type { Circuits } from "../xsoar/circuit";
import type { XsoarClient } from "../xsoar/client";
import type { XsoarAccess } from "../xsoar/connection";
import { createJournal, undoableRuns, withUndone } from "./journal";
import { type NameToCheck, checkNames } from "./check";
import { planRecords } from "./plan";
import { planProposals, waitingProposals } from "./planProposals";
import { planUndo } from "./planUndo";
import { profileOf } from "./profiles";
import { recipeData } from "./recipeData";
import { pickFact, picksOf } from "./recordPicks";
import type { NotPlanned, PlanRequest, Records, RecordsCount } from "./records";
import { LAST_REPORT } from "./lastReport";
import { reportText } from "./report";
import { finishInTurns } from "../text/turns";
import { optionProblem } from "./recipes/recipes";
import { type SelectPlace, lookUpNames, lookupNames, queryOf, select } from "./select";
import { NOTHING_OPEN, settleUpdates } from "./settle";
import type { Recipe, RecipeContext, RecordPlan, RecordsPlan, RecordsReport, Selection } from "./types";
import { writePlans } from "./write";

/** What batch changes of records work with. */
export interface RecordsWorld {
  readonly web: Web;
  readonly names: Names;
  readonly noteConfig: () => Promise<ConfigState>;
  readonly circuits: Circuits;
  readonly clientFor: (access: XsoarAccess) => XsoarClient;
  readonly by: ActivityBy;
  readonly recipes: readonly Recipe[];
}

/** Batch changes of the records of one folder's server. */
export function createRecords(workspace: Workspace, world: RecordsWorld): Records {
  const { clock, t, log } = workspace;
  const { web, names, circuits, clientFor, by } = world;
  const memory = workspace.memory.with({ lastReport: LAST_REPORT });
  const pause = (): Promise<void> => clock.wait(0);
  const writing = (signal: AbortSignal) => ({
    wait: (ms: number) => clock.wait(ms, signal),
    jitter: () => web.signing.jitter(),
  });

  /** The configuration as it is now, and what records are looked up with. */
  const placeFor = async (access: XsoarAccess, selection?: Selection): Promise<SelectPlace | NotPlanned> => {
    if (selection?.kind === "query" && queryOf(selection) === "")
      return { kind: "refused", why: t("An empty query means every record of the server: say which are meant.") };
    const state = await world.noteConfig();
    if (state.kind !== "ok") return { kind: "config", state };
    const { baseUrl: server } = access;
    // Who asks for something by name wants to know how the server is now, also while it is left alone.
    circuits.of(server).allowTrial();
    return { workspace, names, config: state.config, server, client: clientFor(access) };
  };

  const contextFor = async (
    config: ArticlesConfig,
    { recipes: wanted, options, leakKey }: PlanRequest,
    signal: AbortSignal,
  ): Promise<
    | {
        readonly kind: "context";
        readonly recipes: readonly Recipe[];
        readonly context: RecipeContext;
        readonly data: readonly string[];
      }
    | NotPlanned
  > => {
    const recipes = world.recipes.filter(({ id }) => wanted.includes(id));
    const wrong = optionProblem(recipes, options, t);
    if (wrong !== null) return { kind: "refused", why: wrong };
    const problem = recipes
      .map((recipe) => recipe.problem?.({ t, config: config.records, options }) ?? null)
      .find((one) => one !== null);
    if (problem !== undefined) return { kind: "refused", why: problem };
    const data = await recipeData(workspace, web, names, config.records, recipes, leakKey ?? null, signal);
    if (data.kind === "refused") return data;
    // Names are told apart against data from elsewhere only: without it, neither the imported names nor the alias file are read.
    const isMatching = recipes.some(({ needs }) => needs.length > 0);
    const context: RecipeContext = {
      t,
      config: config.records,
      options,
      now: clock.now(),
      attack: data.attack,
      leakSites: data.leakSites,
      picks: picksOf((await workspace.namesFile.read()).facts),
      chosenAttack: isMatching ? await chosenAttack(names, config.profiling.profileData) : () => [],
      otherBearers: isMatching ? await otherBearers(workspace, names, config) : () => [],
    };
    return { kind: "context", recipes, context, data: data.said };
  };

  const write = async (
    access: XsoarAccess,
    plan: RecordsPlan,
    chosen: readonly RecordPlan[],
    signal: AbortSignal,
    count: RecordsCount = () => {},
  ): Promise<RecordsReport> => {
    const at = clock.now().toISOString();
    const nothing = { plan, run: null, at, results: [], left: leftOf(plan, chosen), failure: null };
    const state = await world.noteConfig();
    const untried = chosen.map((one) => ({ plan: one, outcome: "notDone" as const }));
    // A configuration that cannot be read any more may have come to forbid it.
    if (state.kind !== "ok") return { ...nothing, results: untried };
    if (state.config.profiling.CortexXSOARAPIConfig.dry_run) return { ...nothing, dryRun: true };
    if (chosen.length === 0) {
      // Where nothing can be taken back, the run before is the one to undo next.
      if (plan.undoes !== undefined && plan.plans.length === 0) await rememberUndone(plan, []);
      return nothing;
    }
    if (access.baseUrl !== plan.server) throw new Error("The plan was made for another server.");
    const run = web.signing.nonce().slice(0, 16);
    const client = clientFor(access);
    const done = await writeAlone(
      workspace,
      async () => {
        const { undoes } = plan;
        const journal = createJournal(
          { memory, clock },
          { id: run, by, server: plan.server, ...(undoes === undefined ? {} : { undoes }) },
        );
        const written = await writePlans(client, chosen, plan.replan, journal, writing(signal), signal, (number) =>
          count(number, chosen.length),
        );
        await rememberUndone(plan, written.results);
        return written;
      },
      signal,
    );
    if (done.kind !== "done") return { ...nothing, results: untried, ...(done.kind === "busy" ? { busy: true } : {}) };
    const { results, failure } = done.value;
    if (plan.job !== undefined) await proposalsOf(plan.job).settle({ results });
    const edits = results.filter(({ outcome }) => outcome === "written").length;
    log.info(`Records at ${plan.server}: ${edits} of ${chosen.length} updated`);
    const report: RecordsReport = { ...nothing, run, results, failure };
    await keepReport(report);
    return report;
  };

  const proposalsOf = (job: JobId) => waitingProposals(workspace.memory, web.signing.sha256Hex(job));

  /** What was written is told, whatever becomes of the report. */
  const keepReport = async (report: RecordsReport): Promise<void> => {
    try {
      const text = await finishInTurns(reportText({ kind: "report", report }, "markdown", t), pause);
      await memory.change(["lastReport"], () => ({ lastReport: { at: report.at, text } }));
    } catch (error) {
      log.warn(`The report of the update could not be kept: ${String(error)}`);
    }
  };

  const rememberUndone = async ({ undoes, lost }: RecordsPlan, results: RecordsReport["results"]): Promise<void> => {
    if (undoes === undefined) return;
    const back = new Map(
      results.flatMap(({ plan, outcome }) =>
        outcome === "written" || outcome === "nothing"
          ? [[plan.record.id, new Set(plan.changes.map(({ field }) => field))] as const]
          : [],
      ),
    );
    await memory.change(["activity"], ({ activity }) => ({ activity: withUndone(activity, undoes, back, lost) }));
  };

  return {
    count: async (access, selection, signal) => {
      if (selection.kind === "list") return { kind: "counted", count: selection.names.length };
      const place = await placeFor(access, selection);
      if ("kind" in place) return place;
      if (selection.kind === "names") {
        const { profileData } = place.config.profiling;
        return { kind: "counted", count: (selection.names ?? profileData).length };
      }
      const found = await place.client.search(queryOf(selection), { page: 0, size: 1 }, signal);
      return found.ok ? { kind: "counted", count: found.value.total } : { kind: "failed", failure: found.failure };
    },
    plan: async (access, request, signal, count = () => {}) => {
      const place = await placeFor(access, request.selection);
      if ("kind" in place) return place;
      const made = await contextFor(place.config, request, signal);
      if (made.kind !== "context") return made;
      const selected = await select(place, request.selection, signal, count);
      if (selected.kind === "failed") return selected;
      const { recipes } = made;
      const { records } = selected;
      const planned = await planRecords(
        records,
        recipes,
        made.context,
        pause,
        () => signal.aborted,
        (done) => count(done, records.length),
      );
      if (signal.aborted) return { kind: "failed", failure: { code: "aborted" } };
      const plan: RecordsPlan = {
        ...planned,
        server: place.server,
        recipes: recipes.map(({ id }) => id),
        options: [...request.options],
        skipped: [...selected.skipped, ...planned.skipped],
        data: made.data,
      };
      return { kind: "planned", plan };
    },
    select: async (access, selection, signal) => {
      const place = await placeFor(access, selection);
      return "kind" in place ? place : select(place, selection, signal);
    },
    proposals: (job) => proposalsOf(job).all(),
    discard: (job) => proposalsOf(job).put([]),
    planProposals: async (access, job, signal, count = () => {}) => {
      const place = await placeFor(access);
      if ("kind" in place) return place;
      return planProposals(place, job, await proposalsOf(job).all(), pause, signal, count);
    },
    answer: ({ kind, name }, id) => workspace.namesFile.add(() => [pickFact(kind, name, id)]),
    write,
    undoable: async () => undoableRuns((await memory.load("activity")).activity, clock.now()),
    planUndo: async (access, run, signal, count = () => {}) => {
      const place = await placeFor(access);
      return "kind" in place ? place : planUndo(place, run, pause, signal, count);
    },
    settle: async (access, signal) => {
      const client = clientFor(access);
      const done = await writeAlone(workspace, () => settleUpdates(workspace, client, access.baseUrl, signal), signal);
      return done.kind === "done" ? done.value : NOTHING_OPEN;
    },
    check: async (access, selection, signal, count) => {
      const place = await placeFor(access);
      if ("kind" in place) return place;
      if (selection.kind === "query") {
        return { kind: "refused", why: t("Names are checked, not records: take tracked names or a list.") };
      }
      const tracked = await lookupNames(place, selection);
      const aliases = tracked.flatMap(({ name, aliases: others }) =>
        others.map((alias): NameToCheck => ({ name: alias, spellings: [], aliases: [], aliasOf: name })),
      );
      const wanted: readonly NameToCheck[] = [...tracked, ...aliases];
      const { lookups, failure } = await lookUpNames(place, wanted, selection.type, signal, count);
      if (failure !== null && lookups.size === 0) return { kind: "failed", failure };
      const { search_field: searchField } = place.config.profiling.CortexXSOARAPIConfig;
      return { kind: "checked", report: checkNames(wanted, lookups, failure, { searchField, server: place.server }) };
    },
    readOut: async (access, selection, signal, count) => {
      const place = await placeFor(access, selection);
      if ("kind" in place) return place;
      const selected = await select(place, selection, signal, count);
      if (selected.kind === "failed") return selected;
      const profiles = selected.records.map(({ record }) => profileOf(record, place.config.records));
      return { kind: "read", profiles, skipped: selected.skipped };
    },
    lastReport: async () => {
      const { lastReport } = await memory.load("lastReport");
      const oldest = daysAgo(KEEP_UNDO_DAYS, clock.now());
      return lastReport === null || lastReport.at < oldest ? null : lastReport.text;
    },
  };
}

/** Of a plan what was not chosen. */
function leftOf({ plans }: RecordsPlan, chosen: readonly RecordPlan[]): readonly RecordPlan[] {
  const taken = new Map(chosen.map(({ record, changes }) => [record.id, new Set(changes)]));
  return plans.flatMap((plan) => {
    const own = taken.get(plan.record.id);
    const changes = plan.changes.filter((change) => own?.has(change) !== true);
    return changes.length === 0 ? [] : [{ ...plan, changes }];
  });
}

/** What tracked names were picked as, when they were taken from imported names, by their numbers in ATT&CK. */
async function chosenAttack(names: Names, profiles: readonly string[]): Promise<RecipeContext["chosenAttack"]> {
  const facts = await names.facts(profiles);
  return (name) => (facts.get(name)?.ids ?? []).flatMap(({ id }) => (/^[GSC]\d{4}$/.test(id) ? [id] : []));
}

/** Whose an alias is, of the tracked names. */
async function otherBearers(
  workspace: Workspace,
  names: Names,
  { profiling }: ArticlesConfig,
): Promise<RecipeContext["otherBearers"]> {
  const { entries } = await namesToFind(workspace, names, profiling);
  const bearers = new Map<string, Set<string>>();
  for (const { name, profile } of entries) {
    if (profile === null) continue;
    const key = nameKey(name);
    bearers.set(key, (bearers.get(key) ?? new Set()).add(profile));
  }
  return (alias, own) => [...(bearers.get(nameKey(alias)) ?? [])].filter((name) => !own.includes(name));
}
