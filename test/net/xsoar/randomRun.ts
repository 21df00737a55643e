import { ok } from "node:assert/strict";
import { type SimulatorClock, virtualClock } from "../../world/xsoar/clock";
import type { Fault } from "../../world/xsoar/faults";
import { type Xsoar, type XsoarRecord, createXsoar } from "../../world/xsoar/server";
import { reviewed } from "../../../src/core/notes/reviewed";
import type { Article } from "../../../src/core/model/model";
import type { RecordReport } from "../../../src/core/xsoar/reports";
import type { Session } from "../../../src/core/session";
import {
  FEED,
  type Machine,
  type Outside,
  type Random,
  type Window,
  createMachine,
  openWindow,
  randomOf,
} from "./randomWorld";
import { randomFault } from "./randomFaults";
import {
  ACTORS,
  ACTOR_TYPES,
  ALIAS_FORMS,
  OTHER_TYPES,
  SHARED_ENTRY,
  actorNamed,
  actorOfRecord,
  entryOf,
  folded,
  isTheirs,
  notesOf,
  numberIn,
  placeOf,
  withoutNotes,
} from "./randomRecords";
import { runOne } from "../../oneJob";

const PROFILES = ["Clop", "NightHeron", "Grey Fox", "Storm-0978", "Mallard"];
const TEMPLATES = ["{title}: {url}", "{url} ({source}) {title}", "[{matched}] {title} – {url}"];
const MAKE_TWINS: readonly string[] = ["rival", "slow", "delay"];
const LOST_CREATIONS: readonly Fault[] = [
  { kind: "dropAfter" },
  { kind: "dropBefore" },
  { kind: "truncate" },
  { kind: "hang", committed: true },
  { kind: "answer", status: 502, committed: true },
];
const DAY_MS = 86_400_000;
const LONG_AGO = "2020-01-01T00:00:00Z";

export interface RunFigures {
  readonly faults: number;
  readonly kills: number;
  readonly steps: number;
  readonly twins: number;
}

/** A few scans, writes, creations, cancellations, kills and other writers at once; throws at the first broken invariant. */
export async function randomRun(seed: number): Promise<RunFigures> {
  const run = new Run(seed);
  await run.go();
  return { faults: run.xsoar.injected(), kills: run.kills, steps: run.steps, twins: run.twins };
}

class Run {
  readonly random: Random;
  readonly clock: SimulatorClock = virtualClock(new Date("2026-05-04T08:00:00Z"));
  readonly xsoar: Xsoar;
  readonly machines: Machine[];
  readonly windows: (Window | null)[] = [];
  kills = 0;
  steps = 0;
  twins = 0;
  /** What explains a twin: somebody else made one, or a creation was done long after it was given up. */
  private excuses = 0;
  /** One machine, nobody else, nothing done late, and a server that allows doubles: there must be none. */
  private readonly noTwins: boolean;
  /** One window is at work. */
  private alone = false;
  private readonly duplicates: "merge" | "409" | "duplicate";
  /** How notes go out that nobody has asked for, and how many for one record within a day; 0 for no limit. */
  private readonly mode: "limits" | "review";
  private readonly above: number;
  /** Notes that somebody has asked for by name: `actor article-number`. */
  private readonly asked = new Set<string>();
  /** Articles in the news by number; the feed lists the newest. */
  private published = 0;
  private readonly actorOf = new Map<number, number>();
  /** What other people wrote: record id → texts. */
  private readonly theirs = new Map<string, string[]>();
  /** What no edit may touch: record id → JSON. */
  private readonly untouched = new Map<string, string>();
  /** Records of types that no name means: id → value. Others may change them, we never. */
  private readonly others = new Map<string, string>();
  /** Names of the actors that had a record from the first, whatever it is called there: nobody needs to make one. */
  private readonly borne = new Set<string>();
  /** Decided notes of each machine: `name article-number`. */
  private readonly decided: Set<string>[] = [];

  constructor(readonly seed: number) {
    this.random = randomOf(seed);
    const { random, clock } = this;
    this.noTwins = random(4) === 0;
    this.mode = this.oneOf(["limits", "limits", "limits", "review"]);
    this.above = this.oneOf([20, 20, 0, 3, 1]);
    this.duplicates = this.noTwins ? "duplicate" : this.oneOf(["merge", "409", "duplicate"]);
    const flavour = this.oneOf(["v6", "v6", "v6-mt", "v8"] as const);
    this.xsoar = createXsoar({
      key: "random-run-key",
      clock,
      flavour,
      ...(flavour === "v8" ? { keyType: this.oneOf(["standard", "advanced"] as const) } : {}),
      store: {
        duplicates: this.duplicates,
        indexLagMs: this.noTwins ? 6_000 : this.oneOf([0, 0, 400, 6_000]),
        editLagMs: this.oneOf([0, 0, 300]),
        createAnswer: this.oneOf(["partial", "sparse", "full"] as const),
        lockAnswer: this.oneOf(["errOptimisticLock", "badRequest", "409"] as const),
        noRows: this.oneOf(["null", "array", "absent"] as const),
        escapes: "strict",
      },
    });
    for (const { value, names, aliases } of ACTORS) {
      const asText = this.oneOf(ALIAS_FORMS);
      const dice = random(6);
      if (value !== null && dice > 0) this.seedRecord(value, asText(aliases));
      else if (value === null && dice < 2) this.seedRecord(`G-${names[0]}`, asText(names));
      else if (value === null && dice < 4) this.seedRecord(`${names[0]} [Malware]`, [names[0]], "Malware");
      // XSOAR's own feed makes both, and the actor is the one whose value is the name.
      if (value !== null && folded(value) === folded(names[0]) && random(3) === 0)
        this.seedRecord(`${value} [Malware]`, [value], "Malware");
      if (random(4) === 0) this.seedOther(names[0], names);
    }
    const config = {
      websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
      resultfile: { createFile: false },
      profiling: {
        profileData: PROFILES,
        profile2cortex: true,
        CortexXSOARAPIConfig: {
          host: this.xsoar.origin,
          note_template: this.oneOf(TEMPLATES),
          set_last_seen: random(2) === 0,
          write: this.mode,
          review_above: this.above,
        },
      },
    };
    this.machines = Array.from({ length: this.noTwins ? 1 : 1 + random(2) }, () => createMachine(config, ["TA505"]));
    for (const _ of this.machines) this.decided.push(new Set());
    for (const _ of [...this.machines, ...this.machines]) this.windows.push(null);
  }

  async go(): Promise<void> {
    const share = this.oneOf([0, 10, 25, 50]);
    this.xsoar.setChaos((action) => {
      if (this.random(100) >= share) return null;
      if (this.noTwins && action === "create") return this.oneOf(LOST_CREATIONS);
      return action === "create" && this.random(3) === 0
        ? { kind: "rival", note: this.theirText() }
        : randomFault(this.random, () => this.theirText());
    });
    this.xsoar.observe((phase, { faults, action }) => {
      if (phase === "received" && action === "create" && faults.some((kind) => MAKE_TWINS.includes(kind)))
        this.excuses++;
      if (phase !== "received" && (faults.includes("touch") || faults.includes("rival"))) this.keepTheirs();
    });
    const length = 1 + this.random(3);
    for (let at = 0; at < length; at++) {
      const atOnce = this.random(2) === 0 ? 1 : 1 + this.random(this.windows.length);
      this.alone = atOnce === 1;
      const first = this.random(this.windows.length);
      const chosen = Array.from({ length: atOnce }, (_, index) => (first + index) % this.windows.length);
      await Promise.all(chosen.map((index) => this.act(index)));
      await this.check();
    }
    await this.settle();
  }

  /** One window does something, and may be killed or cancelled over it. */
  private async act(index: number): Promise<void> {
    this.steps++;
    const { random } = this;
    const machine = index % this.machines.length;
    let window = this.windows[index] ?? null;
    if (window === null || !window.alive || random(6) === 0) {
      window = openWindow(this.machines[machine]!, this.outside());
      this.windows[index] = window;
    }
    const cancel = new AbortController();
    if (random(8) === 0) void this.clock.wait(random(3_000)).then(() => cancel.abort());
    if (random(4) === 0) window.killAfter = random(60);
    const { alive } = window;
    await Promise.race([this.doing(window.session, machine, cancel.signal), window.died]);
    window.killAfter = Number.POSITIVE_INFINITY;
    if (alive && !window.alive) this.kills++;
  }

  private async doing(session: Session, machine: number, signal: AbortSignal): Promise<void> {
    const { random, xsoar } = this;
    const access = xsoar.connection;
    const dice = random(10);
    if (dice < 6) {
      this.publish(1 + random(3));
      await this.scan(session, machine, signal);
      const report = await session.notes.writeWaiting(access, signal);
      if (random(2) === 0) {
        const missing = report.outcomes.flatMap((found) =>
          found.kind === "missing" && found.owner ? [found.name] : [],
        );
        await session.notes.createRecords(access, missing, signal);
      }
    } else if (dice === 6) {
      await this.review(session, random(2) === 0 ? null : [this.oneOf(PROFILES), "Mallard"], signal);
    } else if (dice === 7) {
      await session.notes.retry(access, [this.oneOf(PROFILES)], signal);
    } else if (dice === 8) {
      const writes = this.writes();
      await session.notes.preview(access, { names: null, known: random(2) === 0 }, signal);
      // Only where nobody else can have written meanwhile.
      if (this.alone && this.kills === 0) this.assert(this.writes() === writes, "a preview wrote");
    } else {
      const row = (await session.articles.overview()).rows[0];
      if (row !== undefined) {
        const wanted = row.articles.slice(0, 2).map(({ article }) => article);
        for (const article of wanted) this.ask(row.name, numberOf(article));
        await session.notes.add(
          access,
          row.name,
          wanted.map(({ key }) => key),
          signal,
        );
      }
    }
  }

  /** As somebody does who looks at what would be written, and leaves out some of it now and then. */
  private async review(session: Session, names: readonly string[] | null, signal: AbortSignal): Promise<void> {
    const known = names !== null && this.random(2) === 0;
    const { writes } = await session.notes.preview(this.xsoar.connection, { names, known }, signal);
    const ticked = writes.map((write) => ({
      ...write,
      notes: write.notes.filter(() => names === null || this.random(4) > 0),
    }));
    for (const { notes } of ticked) {
      for (const note of notes) for (const name of note.names) this.ask(name, numberOf(note));
    }
    await session.notes.writeReviewed(this.xsoar.connection, { writes: reviewed(ticked) }, signal);
  }

  private ask(name: string, number: number | null): void {
    this.asked.add(`${actorNamed(name)} ${number}`);
  }

  private async scan(session: Session, machine: number, signal: AbortSignal): Promise<void> {
    const outcome = await runOne(session, "articles", {
      signal,
      concurrency: 4,
      perHost: 2,
      timeoutMs: 1_000,
      onProgress: () => undefined,
    });
    if (outcome.kind !== "done") return;
    for (const row of outcome.report.newMatches) {
      for (const { article } of row.articles) this.decided[machine]?.add(`${row.name} ${numberOf(article)}`);
    }
  }

  /** Faults end, time passes, everyone runs once more: then all is where it belongs. */
  private async settle(): Promise<void> {
    this.xsoar.setChaos(null);
    this.xsoar.clearFaults();
    await this.clock.wait(this.random(4) === 0 ? 31 * DAY_MS : 3_600_000);
    const never = new AbortController().signal;
    for (const [index, machine] of this.machines.entries()) {
      const { session } = openWindow(machine, this.outside());
      await this.scan(session, index, never);
      await session.notes.writeWaiting(this.xsoar.connection, never);
      await this.checkLimits(session);
      // What was left for somebody to decide is decided.
      await this.review(session, null, never);
      const report: RecordReport = await session.notes.writeWaiting(this.xsoar.connection, never);
      this.assert(report.failure === null && report.busy === undefined, `the last run failed: ${report.failure?.code}`);
      for (const outcome of report.outcomes) {
        const isTaken = outcome.kind === "failed" && outcome.failure.code === "otherType";
        this.assert(
          outcome.kind !== "failed" || (isTaken && this.isTaken(outcome.name)),
          `${outcome.name} failed at last: ${JSON.stringify(outcome)}`,
        );
        if (outcome.kind === "ambiguous") {
          this.assert(
            outcome.twins === true && (this.machines.length > 1 || this.excuses > 0),
            `${outcome.name} is ambiguous`,
          );
          this.twins++;
        }
      }
      const waits = await session.notes.pending();
      const allowed = new Set(["missing", "ambiguous", "excluded"]);
      for (const { name, why, create } of waits)
        this.assert(
          (allowed.has(why.kind) && (!create || why.kind !== "missing")) ||
            (why.kind === "failed" && why.code === "otherType" && create && this.isTaken(name)),
          `${name} waits: ${why.kind}`,
        );
    }
    await this.check();
    // A record that the second machine made just now was missing for the first: its notes have found their place only since.
    for (const machine of this.machines.length > 1 ? this.machines : [])
      await openWindow(machine, this.outside()).session.notes.writeWaiting(this.xsoar.connection, never);
    const writes = this.writes();
    for (const machine of this.machines) {
      const { session } = openWindow(machine, this.outside());
      await session.notes.writeWaiting(this.xsoar.connection, never);
    }
    this.assert(this.writes() === writes, "a run with nothing to do wrote");
    this.checkRequests();
  }

  /** The invariants; they hold whenever nothing runs, and with requests of killed processes still on their way. */
  private async check(): Promise<void> {
    const records = this.xsoar.records();
    for (const record of records.filter(({ id }) => this.others.has(id)))
      this.assert(
        notesOf(record).every(isTheirs) && record["lastSeen"] === LONG_AGO,
        `a record of another type changed: ${JSON.stringify(record)}`,
      );
    const byValue = new Set<string>();
    for (const record of records) {
      const notes = notesOf(record);
      const seen = new Set<number>();
      for (const note of notes) {
        const number = numberIn(note);
        if (number === null) continue;
        // Others may repeat what we wrote; we repeat nobody.
        const isOurs = !isTheirs(note);
        this.assert(!isOurs || !seen.has(number), `a note twice on ${record.value}: ${notes.join(" | ")}`);
        seen.add(number);
      }
      for (const text of this.theirs.get(record.id) ?? [])
        this.assert(notes.includes(text), `“${text}” is lost from ${record.value}`);
      const before = this.untouched.get(record.id);
      if (before !== undefined)
        this.assert(
          before === withoutNotes(record),
          `a field of ${record.value} changed: ${before} ${withoutNotes(record)}`,
        );
      // A rival of the simulator may make a second record anywhere; we only where the server allows it.
      const key = `${folded(record.value)} ${String(record["source"])}`;
      const isOurs = record["source"] === "TI Scraper";
      this.assert(this.duplicates === "duplicate" || !isOurs || !byValue.has(key), `a second record ${record.value}`);
      byValue.add(key);
    }
    const written = new Set(
      records.flatMap((record) => notesOf(record).map((note) => `${actorOfRecord(record)} ${numberIn(note)}`)),
    );
    if (this.mode === "review") {
      for (const note of written) {
        const [actor, number] = note.split(" ");
        const isTheirsAlone = number === "null" || actor === "-1";
        this.assert(
          isTheirsAlone || this.asked.has(note) || !this.isOursOn(records, note),
          `${note} was not asked for`,
        );
      }
    }
    for (const [index, machine] of this.machines.entries()) {
      const pending = await openWindow(machine, this.outside()).session.notes.pending();
      const waiting = new Set(
        pending.flatMap(({ name, notes }) => notes.map(({ article }) => `${actorNamed(name)} ${numberOf(article)}`)),
      );
      const decided = this.decided[index]!;
      for (const { name, notes } of pending)
        for (const { article } of notes) decided.add(`${name} ${numberOf(article)}`);
      for (const note of decided) {
        const [number, ...name] = note.split(" ").toReversed();
        const key = `${actorNamed(name.toReversed().join(" "))} ${number}`;
        this.assert(waiting.has(key) || written.has(key), `${note} is neither waiting nor written`);
      }
    }
  }

  /** By the journal: what went out unasked within a day is as much as may, and nothing where each note is to be reviewed. */
  private async checkLimits(session: Session): Promise<void> {
    const unasked = new Map<string, number[]>();
    for (const entry of await session.activity()) {
      if (entry.kind === "mail" || entry.kind === "fields") continue;
      const notes = entry.notes.filter(({ asked }) => asked === undefined);
      const times = unasked.get(entry.record.id) ?? [];
      unasked.set(entry.record.id, [...times, ...notes.map(() => Date.parse(entry.at))]);
    }
    for (const times of unasked.values()) {
      this.assert(this.mode === "limits" || times.length === 0, "a note went out that nobody has seen");
      const most = Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + DAY_MS).length));
      this.assert(this.above === 0 || most <= this.above, `${most} notes for one record within a day`);
    }
  }

  /** What was asked of the server, from the first to the last. */
  private checkRequests(): void {
    for (const { action, body } of this.xsoar.requests()) {
      const { id = "", indicator } = (body ?? {}) as { id?: string; indicator?: { value?: string } };
      const isTaken = indicator?.value !== undefined && this.isTaken(indicator.value);
      const isBorne = this.borne.has(folded(indicator?.value ?? ""));
      this.assert(action !== "create" || !isBorne, `a second record for ${indicator?.value}`);
      this.assert(action !== "edit" || !this.others.has(id), `an edit of a record of another type: ${id}`);
      this.assert(action !== "create" || !isTaken, `a creation for a value that is taken: ${indicator?.value}`);
    }
  }

  private isOursOn(records: readonly XsoarRecord[], note: string): boolean {
    return records.some((record) =>
      notesOf(record).some((text) => !isTheirs(text) && `${actorOfRecord(record)} ${numberIn(text)}` === note),
    );
  }

  private theirText(): string {
    // Now and then about an article we would note as well.
    const number = this.random(3) === 0 && this.published > 0 ? 1 + this.random(this.published) : 0;
    // Of an address that others share it would not say which one it means.
    return number > 0 && placeOf(number) === "own"
      ? `seen at https://news.test/a${number}?utm_source=x`
      : `analyst ${this.random(1_000_000)}`;
  }

  /** Remembers what others wrote, as it appears, and what a record that just came to be is made of. */
  private keepTheirs(): void {
    for (const record of this.xsoar.records()) {
      const texts = notesOf(record).filter(isTheirs);
      const known = this.theirs.get(record.id) ?? [];
      this.theirs.set(record.id, [...new Set([...known, ...texts])]);
    }
  }

  /** A record of another type has this name, so that none can be made. */
  private isTaken(name: string): boolean {
    return [...this.others.values()].includes(name);
  }

  private seedOther(name: string, aliases: readonly string[]): void {
    const value = this.oneOf([name, name, `About ${name}`]);
    const id = this.xsoar.put({
      value,
      indicator_type: this.oneOf(OTHER_TYPES),
      lastSeen: LONG_AGO,
      CustomFields: { aliases: this.oneOf(ALIAS_FORMS)(aliases), communitynotes: null },
    });
    this.others.set(id, value);
    const record = this.xsoar.records().find((one) => one.id === id);
    if (record !== undefined) this.untouched.set(id, withoutNotes(record));
  }

  private seedRecord(value: string, aliases: unknown, type = this.oneOf(ACTOR_TYPES)): void {
    const notes = this.oneOf([
      null,
      undefined,
      [],
      [{}],
      [{ notes: "analyst seed", timestamp: "2024-01-01T00:00:00Z" }],
    ]);
    const id = this.xsoar.put({
      value,
      indicator_type: type,
      extra: { unknown: [1, "2", null] },
      source: null,
      comment: "ours",
      CustomFields: { aliases, description: "long “text”\nof them", tags: ["x"], communitynotes: notes },
    });
    const record = this.xsoar.records().find((one) => one.id === id);
    if (record !== undefined) {
      this.untouched.set(id, withoutNotes(record));
      for (const name of ACTORS[actorOfRecord(record)]?.names ?? []) this.borne.add(folded(name));
    }
    this.keepTheirs();
  }

  private publish(count: number): void {
    for (let more = 0; more < count; more++) this.actorOf.set(++this.published, this.random(ACTORS.length));
  }

  private outside(): Outside {
    const feed = (): string => {
      const items = [...this.actorOf].slice(-8).flatMap(([number, actor]) => {
        const name = this.nameOf(actor, number);
        const title = `${name} strikes ${number}`;
        return number % 3 === 0
          ? [entryOf(number, title), entryOf(number, title, "?utm_source=feed")]
          : [entryOf(number, title)];
      });
      return `<rss version="2.0"><channel>${items.join("")}${SHARED_ENTRY}</channel></rss>`;
    };
    return { clock: this.clock, xsoar: this.xsoar.http, random: this.random, feed };
  }

  private nameOf(actor: number, number: number): string {
    const { names } = ACTORS[actor]!;
    return names[number % names.length] ?? names[0];
  }

  private writes(): number {
    return this.xsoar.requests().filter(({ action }) => action === "edit" || action === "create").length;
  }

  private oneOf<T>(values: readonly T[]): T {
    return values[this.random(values.length)]!;
  }

  private assert(condition: boolean, what: string): void {
    ok(condition, `seed ${this.seed}: ${what}`);
  }
}

function numberOf({ title }: Pick<Article, "title">): number | null {
  return numberIn(title);
}
