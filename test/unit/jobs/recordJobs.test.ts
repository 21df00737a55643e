import assert from "node:assert/strict";
import type { ScanOptions } from "../../../src/core/fetching/scanOptions";
import type { JobResult, ProposalsReport } from "../../../src/core/jobs/jobReports";
import type { Lent } from "../../../src/core/jobs/deliver";
import type { Processes, ProgramEnd } from "../../../src/core/ports";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { NEVER } from "../xsoar/fakes";
import { type FakeWorld, createFakeWorld } from "../scan/fakes";

const KEY = "own-key";
const SCAN: ScanOptions = { signal: NEVER, concurrency: 10, perHost: 2, timeoutMs: 1000, onProgress: () => {} };
const JOB = `job: {name: Tidy, base: records}
select: {type: Threat Actor}
script: {run: [python3, scripts/tidy.py], at: records, fields: [aliases, description, tags]}
`;

type Message = Readonly<Record<string, unknown>>;

/** A folder whose job shows records to a script that answers as told. */
class Desk {
  readonly given: Message[] = [];
  readonly it: FakeWorld;
  readonly xsoar: Xsoar = createXsoar({ key: KEY });
  readonly access = { baseUrl: this.xsoar.origin, apiKey: KEY };
  private readonly ids = new Map<string, string>();

  /** @param answer what the script says to the records it is given; `code` is how it ends */
  constructor(answer: (records: readonly Message[]) => readonly Message[], code = 0, job = JOB) {
    const processes: Processes = {
      digest: async () => ({ ok: true, sha256: "0".repeat(64) }),
      run: async ({ input, onLine }): Promise<ProgramEnd> => {
        for await (const line of input ?? []) this.given.push(JSON.parse(line) as Message);
        const records = this.given.filter(({ type }) => type === "record");
        for (const message of [...answer(records), { type: "done", summary: "" }]) onLine(JSON.stringify(message));
        return { why: { kind: "exited", code }, log: "" };
      },
    };
    this.it = createFakeWorld(
      {
        websiteconfig: { rss_feeds: [], webpages: [] },
        profiling: { profileData: ["Emberfox"], CortexXSOARAPIConfig: { host: this.xsoar.origin } },
      },
      undefined,
      undefined,
      undefined,
      { processes },
    );
    this.it.files.set("config/tidy_config.yaml", job);
    this.it.web.set("*", (request) => this.xsoar.http.request(request));
    this.put("Emberfox", { aliases: ["Fox"], description: "A group.", tags: ["old", "kept"] });
    this.put("Mallard", { aliases: [] });
  }

  put(value: string, fields: object, type = "Threat Actor"): void {
    this.ids.set(value, this.xsoar.put({ value, indicator_type: type, CustomFields: fields }));
  }

  idOf(value: string): string {
    return this.ids.get(value) ?? "";
  }

  fieldsOf(value: string): Readonly<Record<string, unknown>> {
    return this.xsoar.records().find(({ id }) => id === this.idOf(value))?.CustomFields ?? {};
  }

  async run(lent: Lent = { xsoar: async () => this.access, mail: async () => null }): Promise<JobResult> {
    const { scripts } = this.it.session;
    const look = await scripts.look("tidy");
    assert.ok(look.kind === "script", JSON.stringify(look));
    if (!look.isAllowed) await scripts.allow("tidy", look.version);
    const outcome = await this.it.session.run(["tidy"], SCAN, lent);
    assert.ok(outcome.kind === "done");
    this.it.later(60_000);
    const [result] = outcome.read.results;
    assert.ok(result !== undefined);
    return result;
  }

  async proposed(): Promise<ProposalsReport> {
    const result = await this.run();
    assert.ok(result.kind === "proposed", JSON.stringify(result));
    return result.report;
  }

  async plan() {
    const found = await this.it.session.records.planProposals(this.access, "tidy", NEVER);
    assert.ok(found.kind === "planned", JSON.stringify(found));
    return found.plan;
  }

  writes(): number {
    return this.xsoar.requests().filter(({ action }) => action === "edit").length;
  }
}

const ADD = (id: unknown): Message => ({
  type: "change",
  id,
  add: { aliases: ["Ember Fox"] },
  why: "seen in a report",
});

describe("a job that looks at records", () => {
  it("shows its script the fields it names, and keeps what that proposes until somebody has looked at it", async () => {
    const desk = new Desk(([first]) => [ADD(first?.["id"])]);
    const report = await desk.proposed();
    assert.deepEqual([report.records, report.proposals.length, report.script?.ok], [2, 1, true]);
    const shown = desk.given.find(({ value }) => value === "Emberfox");
    assert.deepEqual(shown, {
      type: "record",
      id: desk.idOf("Emberfox"),
      value: "Emberfox",
      kind: "Threat Actor",
      fields: { aliases: ["Fox"], description: "A group.", tags: ["old", "kept"] },
    });
    const hello = JSON.stringify(desk.given[0]);
    assert.ok(!hello.includes(KEY) && !hello.includes(desk.access.baseUrl), "neither key nor server");
    assert.equal(desk.writes(), 0, "nothing is written unseen");
    const [own] = (await desk.it.session.jobs.overview()).own;
    assert.ok(own?.found.kind === "proposals");
    assert.equal(own.found.proposals.length, 1);
  });

  it("has its changes reviewed and written as those of recipes, once, and undone", async () => {
    const desk = new Desk((records) => records.map(({ id }) => ADD(id)));
    await desk.proposed();
    const plan = await desk.plan();
    assert.deepEqual(plan.recipes, ["job"]);
    assert.deepEqual(
      new Map(plan.plans.map(({ record, changes }) => [record.value, changes.map(({ after, why }) => [after, why])])),
      new Map([
        ["Emberfox", [['["Fox","Ember Fox"]', "The script says: seen in a report"]]],
        ["Mallard", [['["Ember Fox"]', "The script says: seen in a report"]]],
      ]),
    );
    const { records } = desk.it.session;
    const ticked = plan.plans.filter(({ record }) => record.value === "Emberfox");
    const report = await records.write(desk.access, plan, ticked, NEVER);
    assert.deepEqual(
      report.results.map(({ outcome }) => outcome),
      ["written"],
    );
    assert.deepEqual(desk.fieldsOf("Emberfox")["aliases"], ["Fox", "Ember Fox"]);
    assert.deepEqual(desk.fieldsOf("Mallard")["aliases"], []);
    assert.deepEqual(await records.proposals("tidy"), [], "what was left unticked was looked at");
    const [run] = await records.undoable();
    assert.deepEqual(run?.recipes, ["job"]);
    const undo = await records.planUndo(desk.access, run?.id ?? "", NEVER);
    assert.ok(undo.kind === "planned");
    await records.write(desk.access, undo.plan, undo.plan.plans, NEVER);
    assert.deepEqual(desk.fieldsOf("Emberfox")["aliases"], ["Fox"]);
  });

  it("plans by the records as they are by then, and keeps what could not be written", async () => {
    const desk = new Desk((records) => records.map(({ id }) => ADD(id)));
    await desk.proposed();
    const { records } = desk.it.session;
    const plan = await desk.plan();
    desk.xsoar.touch(desk.idOf("Emberfox"), { aliases: ["Fox", "ember fox"] });
    assert.deepEqual(
      (await desk.plan()).plans.map(({ record }) => record.value),
      ["Mallard"],
    );
    const report = await records.write(desk.access, plan, plan.plans, NEVER);
    assert.deepEqual(report.results.map(({ outcome }) => outcome).sort(), ["changedMeanwhile", "written"]);
    assert.deepEqual(
      (await records.proposals("tidy")).map(({ record }) => record.value),
      ["Emberfox"],
    );
    await desk.proposed();
    desk.xsoar.remove(desk.idOf("Mallard"));
    assert.deepEqual(
      (await desk.plan()).skipped.map(({ name, why }) => [name, why]),
      [["Mallard", "The record is not there any more."]],
    );
  });

  it("lets no script touch what its file does not name, what is the server's own, or a record it was not shown", async () => {
    const desk = new Desk(([first]) => [
      { type: "change", id: "elsewhere", add: { aliases: ["a"] } },
      { type: "change", id: first?.["id"], set: { publications: "x", score: "3" } },
      { type: "change", id: first?.["id"], set: { description: "" } },
      { type: "change", id: first?.["id"], set: { description: { text: "no text" } } },
      { type: "change", id: first?.["id"] },
      { type: "change", id: first?.["id"], note: "A remark", why: "" },
    ]);
    const { proposals, notices } = await desk.proposed();
    assert.deepEqual(
      proposals.map(({ action, field, text }) => [action, field, text]),
      [["note", "communitynotes", "A remark"]],
    );
    const told = notices.join("\n");
    for (const part of [
      /not shown: elsewhere/,
      /publications: the change is left out. script\.fields does not name/,
      /score: the change is left out/,
      /Line 3 of its output lacks something/,
      /Line 4 of its output lacks something/,
      /Line 5 of its output lacks something/,
    ])
      assert.match(told, part);
  });

  it("takes of one field the last value that is set, and joins what is added", async () => {
    const desk = new Desk(([first]) => [
      { type: "change", id: first?.["id"], add: { tags: "new" } },
      { type: "change", id: first?.["id"], add: { tags: ["more", "new"] }, remove: { tags: "old" } },
      { type: "change", id: first?.["id"], set: { description: "One" } },
      { type: "change", id: first?.["id"], set: { description: "Two\nlines" } },
      { type: "change", id: first?.["id"], add: { description: "after" } },
    ]);
    const report = await desk.proposed();
    assert.match(report.notices.join("\n"), /sets description and changes it besides|holds one text/);
    const plan = await desk.plan();
    const { plans } = plan;
    assert.equal(plans.length, 1);
    const changed = plans[0]?.changes.map(({ field, after, isGuess }) => [field, after, isGuess === true]);
    assert.deepEqual(changed, [
      ["tags", '["old","kept","new","more"]', false],
      ["tags", '["kept"]', true],
      ["description", '"Two\\nlines"', true],
    ]);
    await desk.it.session.records.write(desk.access, plan, plans, NEVER);
    const { tags, description } = desk.fieldsOf(plans[0]?.record.value ?? "");
    assert.deepEqual([tags, description], [["kept", "new", "more"], "Two\nlines"]);
  });

  it("applies nothing of a script that fails, and pauses after three", async () => {
    const desk = new Desk((records) => records.map(({ id }) => ADD(id)), 1);
    for (let at = 0; at < 3; at++) {
      const report = await desk.proposed();
      assert.deepEqual([report.script?.ok, report.proposals.length], [false, 0]);
    }
    const [own] = await desk.it.session.jobs.own();
    assert.equal(own?.isPaused, true);
    assert.deepEqual(await desk.it.session.records.proposals("tidy"), []);
  });

  it("is passed over where its records cannot be had, and says why", async () => {
    const desk = new Desk(() => []);
    const none = await desk.run({ xsoar: async () => null, mail: async () => null });
    assert.ok(none.kind === "passedOver" && none.refusal.why === "records");
    assert.match(none.refusal.reason, /no access to Cortex XSOAR/);
    desk.it.files.delete("config/articles_config.json");
    const nowhere = await desk.run();
    assert.ok(nowhere.kind === "passedOver" && nowhere.refusal.why === "records");
    assert.match(nowhere.refusal.reason, /No configuration of this folder names/);
    assert.deepEqual(desk.given, [], "no script was begun");
  });

  it("asks for consent again when it wants to see another field", async () => {
    const desk = new Desk(() => []);
    await desk.run();
    desk.it.files.set("config/tidy_config.yaml", JOB.replace("tags]", "tags, goals]"));
    const look = await desk.it.session.scripts.look("tidy");
    assert.ok(look.kind === "script");
    assert.equal(look.isAllowed, false);
  });
});
