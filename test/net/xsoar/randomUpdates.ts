import { ok } from "node:assert/strict";
import type { ActivityEntry } from "../../../src/core/memory/activity";
import { RECIPES } from "../../../src/core/records/recipes/recipes";
import type { RecordPlan, RecordsPlan, RecordsReport, Selection } from "../../../src/core/records/types";
import type { Session } from "../../../src/core/session";
import { valueAfter, withEdits, withMissingFields } from "../../../src/core/xsoar/fieldEdits";
import { fieldRaw } from "../../../src/core/xsoar/recordFields";
import { type SimulatorClock, virtualClock } from "../../world/xsoar/clock";
import { type LoggedRequest, type Xsoar, createXsoar } from "../../world/xsoar/server";
import { relation, stixObject } from "../../unit/names/attackFixtures";
import { createFakeWorld, memoryStore } from "../../unit/scan/fakes";
import { randomFault } from "./randomFaults";
import { type Machine, type Random, type Window, createMachine, openWindow, randomOf } from "./randomWorld";
import { importNames } from "../../world/importNames";

const PROFILES = ["Clop", "NightHeron", "Grey Fox", "Storm-0978", "Mallard", "Nobody"];
const WANTED = RECIPES.map(({ id }) => id);
const LEAKS = "leaks.json";

/** Made up: an actor, malware of an actor's name, and a name that is two things. */
const BUNDLE = {
  type: "bundle",
  objects: [
    stixObject("intrusion-set", "G9001", "Grey Fox", {
      aliases: ["Ash Fox", "shared"],
      more: { description: "A fox." },
    }),
    stixObject("malware", "S9001", "Clop", { aliases: ["Clop Locker"] }),
    stixObject("intrusion-set", "G9002", "Mallard"),
    stixObject("intrusion-set", "G9003", "Drake", { aliases: ["Mallard"] }),
    stixObject("attack-pattern", "T9001", "Digging"),
    stixObject("attack-pattern", "T9002", "Hiding"),
    relation("uses", "intrusion-set G9001", "attack-pattern T9001"),
    relation("uses", "intrusion-set G9001", "attack-pattern T9002"),
    relation("uses", "malware S9001", "attack-pattern T9002"),
  ],
};
/** Imported names of that bundle, as they lie on the disk. */
let library: Promise<Map<string, string>> | undefined;
/** Fields that analysts fill in these runs; no recipe here is about them. */
const THEIR_FIELD = "goals";

export interface UpdateFigures {
  readonly faults: number;
  readonly kills: number;
  readonly steps: number;
  readonly edits: number;
  readonly undone: number;
}

/** Updates, undos, cancellations, kills and other writers at once; throws at the first broken invariant. */
export async function randomUpdates(seed: number): Promise<UpdateFigures> {
  const run = new Run(seed);
  await run.go();
  const { kills, steps, edits, undone } = run;
  return { faults: run.xsoar.injected(), kills, steps, edits, undone };
}

class Run {
  readonly random: Random;
  readonly clock: SimulatorClock = virtualClock(new Date("2026-05-04T08:00:00Z"));
  readonly xsoar: Xsoar;
  readonly machine: Machine;
  readonly windows: (Window | null)[] = [null, null];
  kills = 0;
  steps = 0;
  edits = 0;
  undone = 0;
  private theirCount = 0;
  /** What was chosen and may be written by now, by the record's id. */
  private readonly chosen = new Map<string, Set<RecordPlan>>();
  /** How often each of these was written. */
  private readonly written = new Map<RecordPlan, number>();
  /** Those that came to be, by whomever of several who chose the same. */
  private readonly seen = new Set<RecordPlan>();
  /** Edits of each record. */
  private readonly editsOf = new Map<string, number>();
  /** What others wrote: record id → texts, each in a field of theirs. */
  private readonly theirs = new Map<string, string[]>();
  /** Imported names, as they lie on the disk. */
  private imported = new Map<string, string>();
  /** As the store has a record when an edit comes in. */
  private readonly asReceived = new Map<LoggedRequest, string | null>();

  constructor(readonly seed: number) {
    this.random = randomOf(seed);
    const { clock } = this;
    this.xsoar = createXsoar({
      key: "random-update-key",
      clock,
      flavour: this.oneOf(["v6", "v6-mt", "v8"] as const),
      store: {
        editLagMs: this.oneOf([0, 0, 300]),
        lockAnswer: this.oneOf(["errOptimisticLock", "badRequest", "409"] as const),
        noRows: this.oneOf(["null", "array", "absent"] as const),
        escapes: "strict",
      },
    });
    for (const name of PROFILES.slice(0, 5)) this.seedRecord(name);
    const config = {
      websiteconfig: { rss_feeds: ["https://news.test/rss"], webpages: [], stopwords: [], specialHandling: {} },
      profiling: { profileData: PROFILES, CortexXSOARAPIConfig: { host: this.xsoar.origin } },
      records: { onionSource: LEAKS },
    };
    this.machine = createMachine(config, []);
    this.machine.files.set(LEAKS, JSON.stringify(this.leaks()));
    this.xsoar.observe((phase, request) => this.watch(phase, request));
  }

  async go(): Promise<void> {
    this.imported = await (library ??= importedBundle());
    const share = this.oneOf([0, 10, 25, 50]);
    this.xsoar.setChaos(() => {
      if (this.random(100) >= share) return null;
      if (this.random(4) === 0) this.theirWrite();
      return randomFault(this.random, () => this.theirText());
    });
    const length = 1 + this.random(4);
    for (let at = 0; at < length; at++) {
      const both = this.random(3) === 0 ? [0, 1] : [this.random(2)];
      await Promise.all(both.map((index) => this.act(index)));
      await this.check();
    }
    await this.settle();
  }

  private async act(index: number): Promise<void> {
    this.steps++;
    const { random } = this;
    let window = this.windows[index] ?? null;
    if (window === null || !window.alive || random(6) === 0) {
      window = this.open();
      this.windows[index] = window;
    }
    const cancel = new AbortController();
    if (random(8) === 0) void this.clock.wait(random(3_000)).then(() => cancel.abort());
    if (random(3) === 0) window.killAfter = random(40);
    const { alive } = window;
    await Promise.race([this.doing(window.session, cancel.signal), window.died]);
    window.killAfter = Number.POSITIVE_INFINITY;
    if (alive && !window.alive) this.kills++;
  }

  private async doing(session: Session, signal: AbortSignal): Promise<void> {
    const access = this.xsoar.connection;
    if (this.random(4) === 0) await session.records.settle(access, signal);
    if (this.random(4) === 0) this.machine.files.set(LEAKS, JSON.stringify(this.leaks()));
    if (this.random(4) === 0) {
      const runs = await session.records.undoable();
      const run = runs[this.random(Math.max(1, runs.length))];
      if (run === undefined) return;
      const planned = await session.records.planUndo(access, run.id, signal);
      if (planned.kind === "planned") await this.write(session, planned.plan, signal);
      return;
    }
    const recipes = WANTED.filter(() => this.random(2) === 0);
    const options = new Map(recipes.includes("set-field") ? this.fieldOptions() : []);
    const planned = await session.records.plan(access, { selection: this.selection(), recipes, options }, signal);
    if (planned.kind === "planned") {
      for (const question of planned.plan.questions) {
        if (this.random(2) === 0) await session.records.answer(question, this.oneOf(question.choices).id);
      }
    }
    if (planned.kind === "planned") await this.write(session, planned.plan, signal);
    else this.assert(planned.kind === "failed", `not planned: ${JSON.stringify(planned)}`);
  }

  private async write(session: Session, plan: RecordsPlan, signal: AbortSignal): Promise<void> {
    const chosen = plan.plans.flatMap((one) => {
      const changes = one.changes.filter(() => this.random(5) > 0);
      return changes.length === 0 ? [] : [{ ...one, changes }];
    });
    for (const one of chosen) {
      this.chosen.set(one.record.id, (this.chosen.get(one.record.id) ?? new Set()).add(one));
    }
    if (this.random(3) === 0) this.theirWrite();
    const report = await session.records.write(this.xsoar.connection, plan, chosen, signal);
    await this.checkReport(session, report);
  }

  /** What is said to be written is in the store's log and in the journal. */
  private async checkReport(session: Session, { results, run }: RecordsReport): Promise<void> {
    const entries = updatesOf(await session.activity());
    for (const { plan, outcome } of results) {
      this.chosen.get(plan.record.id)?.delete(plan);
      if (outcome !== "written") continue;
      // When an answer got lost, another window may have written the very same by and by.
      const others = (this.editsOf.get(plan.record.id) ?? 0) > 0;
      this.assert(this.seen.has(plan) || others, `${plan.record.value} is said to be written, and was not`);
      const entry = entries.find((one) => one.run === run && one.record.id === plan.record.id);
      this.assert(entry?.state === "confirmed", `${plan.record.value} is written and ${entry?.state} in the journal`);
    }
  }

  private fieldOptions(): readonly (readonly [string, string])[] {
    const action = this.oneOf(["set", "add", "remove", "note"]);
    const field = this.oneOf(["threatactortypes", "ownfield"]);
    const value = field === "threatactortypes" ? this.oneOf(["spy", "hacker", "criminal"]) : this.oneOf(["a", "b"]);
    return [["action", action], ...(action === "note" ? [] : [["field", field] as const]), ["value", value]];
  }

  private selection(): Selection {
    const names = PROFILES.filter(() => this.random(2) === 0);
    return this.oneOf<Selection>([
      { kind: "names", names: null, type: null },
      { kind: "list", names: names.length === 0 ? ["Clop"] : names, type: null },
      { kind: "query", query: 'aliases:"shared"', type: this.oneOf([null, "Threat Actor"]) },
    ]);
  }

  /** Holds each edit that the store takes against what was chosen. */
  private watch(phase: "received" | "done" | "answered", request: LoggedRequest): void {
    if (request.action !== "edit") return;
    const { id, version } = request.body as { readonly id: string; readonly version: number };
    if (phase === "received") this.asReceived.set(request, this.xsoar.recordText(id));
    if (phase !== "done") return;
    this.edits++;
    const before = this.asReceived.get(request) ?? "";
    const body = request.bodyText;
    this.assert((JSON.parse(before) as { version: number }).version === version, "an edit of another version");
    // Two windows may have chosen the same.
    const plans = [...(this.chosen.get(id) ?? [])].filter((one) => isEditOf(one, before, body));
    const [plan] = plans.toSorted((a, b) => this.timesOf(a) - this.timesOf(b));
    this.assert(plan !== undefined, `an edit that nobody has chosen:\n${before}\n${body}`);
    if (plan === undefined) return;
    this.written.set(plan, this.timesOf(plan) + 1);
    for (const one of plans) this.seen.add(one);
    this.editsOf.set(id, (this.editsOf.get(id) ?? 0) + 1);
    if (plan.changes.some(({ recipe }) => recipe === "undo")) this.undone++;
  }

  /** Nothing of others is lost, whatever ran. */
  private async check(): Promise<void> {
    for (const record of this.xsoar.records()) {
      const texts = JSON.stringify(record.CustomFields ?? {});
      for (const text of this.theirs.get(record.id) ?? [])
        this.assert(texts.includes(text), `“${text}” is lost from ${record.value}: ${texts}`);
      this.assert(String(record["comment"]).startsWith("keep"), `the comment of ${record.value} changed`);
      this.assert(this.xsoar.recordText(record.id)?.includes("18446744073709551615") === true, "a digit got lost");
    }
    for (const [plan, times] of this.written)
      this.assert(times <= 1, `${plan.record.value} was written ${times} times for one plan`);
  }

  /** Faults end; what was cut off is looked up; then a second run has nothing to do, and an undo gives back the bytes. */
  private async settle(): Promise<void> {
    this.xsoar.setChaos(null);
    this.xsoar.clearFaults();
    await this.clock.wait(3_600_000);
    const never = new AbortController().signal;
    const access = this.xsoar.connection;
    const { session } = this.open();
    const settled = await session.records.settle(access, never);
    this.assert(settled.failure === null, "what was cut off could not be looked up");
    for (const entry of updatesOf(await session.activity()))
      this.assert(entry.state === "confirmed" || entry.state === "unknown", `${entry.record.value} is ${entry.state}`);
    for (const { id, value } of this.xsoar.records()) {
      const told = updatesOf(await session.activity()).filter(({ record }) => record.id === id).length;
      const done = [...this.written].reduce((sum, [{ record }, times]) => sum + (record.id === id ? times : 0), 0);
      this.assert(told >= done, `${value} was written ${done} times, and the journal tells of ${told}`);
    }

    const request = { selection: ALL, recipes: WANTED.filter((id) => id !== "set-field"), options: new Map() };
    const texts = (): Map<string, string> =>
      new Map(this.xsoar.records().map(({ id }) => [id, bytesOf(this.xsoar.recordText(id) ?? "")]));
    const before = texts();
    const first = await this.planned(session, request);
    const report = await this.all(session, first);
    this.assert(
      report.results.every(({ outcome }) => outcome === "written"),
      "not all was written, with nobody in the way",
    );
    this.assert(report.results.length === first.plans.length, "not all was tried");
    const edits = this.edits;
    await this.clock.wait(1_000);
    const second = await this.planned(session, request);
    this.assert(second.plans.length === 0, `there is more to do: ${JSON.stringify(second.plans.map(changesOf))}`);
    await this.all(session, second);
    this.assert(this.edits === edits, "a run with nothing to do wrote");
    if (first.plans.length > 0) {
      const [last] = await session.records.undoable();
      this.assert(last?.id === report.run, "the last run is not the one to undo");
      const undo = await session.records.planUndo(access, last?.id ?? "", never);
      if (undo.kind !== "planned") throw new Error(`seed ${this.seed}: the undo was not planned`);
      await this.all(session, undo.plan);
      const after = texts();
      for (const [id, text] of before)
        this.assert(after.get(id) === text, `not the same bytes:\n${text}\n${after.get(id)}`);
      this.assert(
        (await session.records.undoable()).every(({ id }) => id !== report.run),
        "it can be undone twice",
      );
    }
    await this.check();
  }

  private async planned(session: Session, request: Parameters<Session["records"]["plan"]>[1]): Promise<RecordsPlan> {
    const made = await session.records.plan(this.xsoar.connection, request, new AbortController().signal);
    if (made.kind !== "planned") throw new Error(`seed ${this.seed}: not planned: ${JSON.stringify(made)}`);
    return made.plan;
  }

  private async all(session: Session, plan: RecordsPlan): Promise<RecordsReport> {
    for (const one of plan.plans) {
      this.chosen.set(one.record.id, (this.chosen.get(one.record.id) ?? new Set()).add(one));
    }
    return session.records.write(this.xsoar.connection, plan, plan.plans, new AbortController().signal);
  }

  private timesOf(plan: RecordPlan): number {
    return this.written.get(plan) ?? 0;
  }

  private open(): Window {
    const outside = { clock: this.clock, xsoar: this.xsoar.http, random: this.random, feed: () => "" };
    return openWindow(this.machine, outside, { library: memoryStore(this.imported) });
  }

  /** What the list of leak sites says; it may say another thing later. */
  private leaks(): unknown {
    const host = (name: string) => ({ fqdn: `${name}.example`, available: this.random(2) === 0, enabled: true });
    return ["Clop", "nightheron2", "Mallard", "Mallard"].map((name, at) => ({
      name,
      locations: ["a", "b", "c"].filter(() => this.random(2) === 0).map((letter) => host(`${letter}${at}`)),
    }));
  }

  /** An analyst at a record: in the fields of recipes and in others. */
  private theirWrite(): void {
    const records = this.xsoar.records();
    const record = records[this.random(records.length)];
    if (record === undefined) return;
    const text = this.theirText();
    this.theirs.set(record.id, [...(this.theirs.get(record.id) ?? []), text]);
    const list = (field: string): readonly unknown[] => {
      const value = record.CustomFields?.[field];
      return Array.isArray(value) ? (value as unknown[]) : [];
    };
    const field =
      typeof record.CustomFields?.["aliases"] === "string" ? THEIR_FIELD : this.oneOf(["aliases", THEIR_FIELD]);
    if (this.random(3) === 0) this.xsoar.touch(record.id, {}, text);
    else this.xsoar.touch(record.id, { [field]: [...list(field), text] });
  }

  private theirText(): string {
    return `analyst ${this.theirCount++}`;
  }

  private seedRecord(value: string): void {
    const { random } = this;
    const aliases = this.oneOf<unknown>([
      undefined,
      null,
      [],
      "Text, and another",
      ["shared", value],
      ["shared", ` ${value.toUpperCase()}  x`, "Sofacy", " Sofacy", "sofacy", "", 7, null],
      ["shared", "Wizard  Spider", "a\u200Bb", "one, two", "FancyBear", "Fancy Bear"],
    ]);
    const fields = {
      ...(aliases === undefined ? {} : { aliases }),
      ...(random(2) === 0
        ? { communitynotes: this.oneOf<unknown>([null, [{}, {}], [{ notes: "x", timestamp: "2024-02-02T00:00:00Z" }]]) }
        : {}),
      ...(random(2) === 0 ? { threatactortypes: this.oneOf<unknown>([["spy"], "spy", [], ["hacker", "own"]]) } : {}),
      ...(random(3) === 0
        ? { note: this.oneOf<unknown>(["mine\r\na0.example,\tinactive\n", "theirs", null, ["x"]]) }
        : {}),
      ...(random(3) === 0
        ? { mitreattacktechnique: this.oneOf<unknown>([[], [".003", "Digging", "Own"], "text"]) }
        : {}),
      ...(random(3) === 0 ? { ownfield: this.oneOf<unknown>(["a", "x", ["b"], null]) } : {}),
    };
    const custom = this.oneOf<unknown>([fields, fields, fields, null, {}]);
    const zero = "0001-01-01T00:00:00Z";
    const record = {
      value,
      indicator_type: "Threat Actor",
      CustomFields: custom,
      comment: "keep me",
      timestamp: this.oneOf(["2024-01-01T10:00:00+03:00", zero]),
      firstSeen: this.oneOf([zero, "2020-05-01T00:00:00Z"]),
      lastSeen: this.oneOf([zero, "2023-05-01T00:00:00Z"]),
      manualScore: true,
    };
    const json = JSON.stringify(record);
    this.xsoar.put(`${json.slice(0, -1)}, "sizeInBytes" : 18446744073709551615,"strange":1.0 }`);
  }

  private oneOf<T>(values: readonly T[]): T {
    return values[this.random(values.length)]!;
  }

  private assert(condition: boolean, what: string): void {
    ok(condition, `seed ${this.seed}: ${what}`);
  }
}

const ALL: Selection = { kind: "names", names: null, type: null };

/** Imports the bundle as a user does. */
async function importedBundle(): Promise<Map<string, string>> {
  const world = createFakeWorld({});
  world.files.set("/attack.json", JSON.stringify(BUNDLE));
  const outcome = await importNames(world.session.names, "/attack.json", new AbortController().signal);
  ok(outcome.kind === "imported", "the bundle was not imported");
  return world.library;
}

type Update = Extract<ActivityEntry, { readonly kind: "fields" }>;

function updatesOf(entries: readonly ActivityEntry[]): readonly Update[] {
  return entries.flatMap((entry) => (entry.kind === "fields" ? [entry] : []));
}

/** Whether a body is the record with what was chosen and nothing else: each field as it was shown, every other byte as it came. */
function isEditOf({ changes }: RecordPlan, before: string, body: string): boolean {
  const fields = [...new Set(changes.map(({ field }) => field))];
  const isAsShown = fields.every((field) => {
    const [first, ...more] = changes.filter((change) => change.field === field);
    if (first === undefined || fieldRaw({ raw: before }, field) !== first.before) return false;
    const edits = [first, ...more].map(({ edit }) => edit);
    const after = more.length === 0 ? first.after : valueAfter(first.before, edits);
    return fieldRaw({ raw: body }, field) === after;
  });
  return isAsShown && withoutSort(without(fields, before)) === withoutSort(without(fields, body));
}

/** The record without some fields. Where it has none left, how that is written is for the undo to say. */
function without(fields: readonly string[], raw: string): string {
  const edits = fields.map((field) => ({ field, edit: { kind: "unset" } as const }));
  return withMissingFields(withEdits({ raw }, edits) ?? "", null).replace(
    /,"CustomFields":null|"CustomFields":null,?/,
    "",
  );
}

/** Made by the search, and sent back with the record. */
function withoutSort(text: string): string {
  return text.replace(/,?"sortValues":(?:null|\[[^\]]*\])/g, "");
}

function bytesOf(text: string): string {
  return withoutSort(text)
    .replace(/"version":\d+/, "")
    .replace(/"modified":"[^"]*"/, "");
}

function changesOf({ record, changes }: RecordPlan): unknown {
  return [record.raw, changes];
}
