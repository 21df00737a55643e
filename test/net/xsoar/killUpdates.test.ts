import { deepEqual, equal, match, ok } from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type LoggedRequest, type Xsoar, startXsoar } from "../../world/xsoar/server";
import { type CommandLine, type Run, buildCommandLine } from "../commandLine";
import { randomOf } from "./randomWorld";

const KEY = "kill-updates-key-31";
const RECORDS = 60;
const ROUNDS = 5;

interface Entry {
  readonly kind: string;
  readonly run: string;
  readonly state: string;
  readonly undoes?: string;
  readonly record: { readonly id: string };
}

describe("an update of records, killed between what was sent and what was confirmed", function () {
  this.timeout(300_000);
  let cli: CommandLine;
  let folder: string;
  let xsoar: Xsoar;
  /** Edits that the server has done, by the record's id. */
  let done: Map<string, number>;

  before(() => {
    cli = buildCommandLine();
  });
  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-work-"));
    xsoar = await startXsoar({ key: KEY });
    done = new Map();
    const names = Array.from({ length: RECORDS }, (_, at) => `Heron ${at}`);
    for (const value of names)
      xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: { goals: ["theirs"], odd: [1.5, null] } });
    fs.mkdirSync(path.join(folder, "config"));
    fs.writeFileSync(
      path.join(folder, "config", "articles_config.json"),
      JSON.stringify({
        websiteconfig: { rss_feeds: ["http://127.0.0.1:9/rss"], webpages: [], stopwords: [], specialHandling: {} },
        profiling: { profileData: names, CortexXSOARAPIConfig: { host: xsoar.origin } },
      }),
    );
    xsoar.observe((phase, request) => {
      if (phase === "done" && request.action === "edit") done.set(idOf(request), (done.get(idOf(request)) ?? 0) + 1);
    });
  });
  afterEach(async () => {
    await xsoar.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const start = (args: readonly string[]) =>
    cli.start(args, { home: folder, env: { TI_SCRAPER_XSOAR_API_KEY: KEY, TI_SCRAPER_XSOAR_HOST: xsoar.origin } });
  const add = (value: string) =>
    start(
      ["records", "set-field", folder, "--json", "--yes"].concat(
        ["action=add", "field=goals", `value=${value}`].flatMap((pair) => ["--option", pair]),
      ),
    );
  const activity = async (): Promise<readonly Entry[]> => {
    const { out } = await start(["activity", folder, "--json"]).ended;
    return (JSON.parse(out) as { readonly entries: readonly Entry[] }).entries.filter(({ kind }) => kind === "fields");
  };
  const texts = (): ReadonlyMap<string, string> =>
    new Map(
      xsoar.records().map(({ id }) => [
        id,
        (xsoar.recordText(id) ?? "")
          .replace(/,?"sortValues":(?:null|\[[^\]]*\])/, "")
          .replace(/"version":\d+/, "")
          .replace(/"modified":"[^"]*"/, ""),
      ]),
    );

  /** Begins an update, and kills it when so many of its answers are held back. @param committed whether the server did what it does not answer */
  async function killed(value: string, passed: number, held: number, committed: boolean): Promise<void> {
    xsoar.fail({ kind: "hang", on: "edit", after: passed, times: RECORDS, committed });
    const { child, ended } = add(value);
    let received = 0;
    const stop = xsoar.observe((phase, { action }) => {
      if (phase !== "received" || action !== "edit") return;
      received += 1;
      // A moment later, so that the server has done what it will do.
      if (received === passed + held) setTimeout(() => child.kill("SIGKILL"), 30);
    });
    await ended;
    stop();
    xsoar.clearFaults();
    equal(child.signalCode, "SIGKILL", "it ended before it could be killed");
  }

  /** The journal says of each record what the server did. */
  async function agrees(when: string): Promise<void> {
    const told = new Map<string, number>();
    for (const { record, state } of await activity()) {
      equal(state, "confirmed", when);
      told.set(record.id, (told.get(record.id) ?? 0) + 1);
    }
    deepEqual(Object.fromEntries(told), Object.fromEntries(done), when);
  }

  it("the next run says how many were written, writes none of them again, and the journal agrees", async () => {
    await killed("spy", 20, 8, true);
    const sent = done.size;
    ok(sent >= 28, `${sent} edits`);
    const next = await add("spy").ended;
    equal(next.code, 0, next.err);
    const [, open = "", written = ""] = CUT_OFF.exec(next.err) ?? [];
    ok(Number(open) >= sent, next.err);
    equal(Number(written), sent, next.err);
    deepEqual([editsOf(next), done.size], [RECORDS - sent, RECORDS]);
    ok([...done.values()].every((times) => times === 1));
    await agrees("after the next run");
    equal((await add("spy").ended).err, "");
  });

  it("what never came through is written by the next run, once, and told once", async () => {
    await killed("spy", 20, 8, false);
    const sent = done.size;
    const next = await add("spy").ended;
    match(next.err, CUT_OFF);
    match(next.err, /may be still: look again in ten minutes/);
    deepEqual([editsOf(next), done.size], [RECORDS - sent, RECORDS]);
    await add("spy").ended;
    await agrees("after all");
  });

  it(`whatever it was about to do: ${ROUNDS} kills, and an undo of all of it`, async () => {
    const random = randomOf(20_261_130);
    const before = texts();
    for (let round = 1; round <= ROUNDS; round++) {
      const value = `goal ${round}`;
      const committed = random(2) === 0;
      await killed(value, random(RECORDS - 10), 1 + random(8), committed);
      const next = await add(value).ended;
      equal(next.code, 0, next.err);
      for (const { CustomFields, value: name } of xsoar.records()) {
        const goals = (CustomFields?.["goals"] ?? []) as readonly string[];
        equal(goals.filter((goal) => goal === value).length, 1, `round ${round}: ${name}`);
      }
      ok(
        [...done.values()].every((times) => times === round),
        `round ${round}: a record was written twice`,
      );
      await add(value).ended;
      await agrees(`round ${round}`);
    }
    for (let undone = 0; undone < 3 * ROUNDS; undone++) {
      const { code, out, err } = await start(["records", "undo", folder, "--json", "--yes"]).ended;
      equal(code, 0, err + out);
      if ((JSON.parse(out) as { readonly records: readonly unknown[] }).records.length === 0) break;
    }
    deepEqual(texts(), before);
    ok((await activity()).some(({ undoes }) => undoes !== undefined));
  });
});

const CUT_OFF = /An earlier update was cut off: of the (\d+) records it was about to write, (\d+) were written/;

function idOf({ body }: LoggedRequest): string {
  return (body as { readonly id: string }).id;
}

function editsOf({ out }: Run): number {
  return (JSON.parse(out) as { readonly edits: number }).edits;
}
