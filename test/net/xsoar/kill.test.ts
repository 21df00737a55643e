import { deepEqual, equal, ok } from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Xsoar, startXsoar } from "../../world/xsoar/server";
import { type CommandLine, buildCommandLine } from "../commandLine";
import { type TestServer, serve } from "../servers";
import { SHARED_ENTRY, addressOf, entryOf } from "./randomRecords";
import { randomOf } from "./randomWorld";

const KILLS = 100;
/** Killed runs between two that may end. */
const KILLED_IN_A_ROW = 4;
const KEY = "kill-test-key-77";
const NAMES = ["Clop", "NightHeron", "Grey Fox", "Mallard", "Storm-0978"];

const ROUNDS = 8;

describe("the command line, killed at random moments and run by two at once", function () {
  this.timeout(300_000);
  let cli: CommandLine;
  let folder: string;
  let news: TestServer;
  let xsoar: Xsoar;
  /** Numbers of the articles in the news; the name an article speaks of follows from its number. */
  let published = 0;
  const nameOf = (number: number): string => NAMES[number % NAMES.length]!;

  before(async () => {
    cli = buildCommandLine();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-work-"));
    news = await serve((_, response) => {
      const numbers = Array.from({ length: Math.min(published, 30) }, (__, index) => published - index);
      const items = numbers.map((number) => entryOf(number, `${nameOf(number)} strikes ${number}`));
      response.end(`<rss version="2.0"><channel>${items.join("")}${SHARED_ENTRY}</channel></rss>`);
    });
    xsoar = await startXsoar({ key: KEY, store: { duplicates: "409" }, delayMs: 4 });
    const analyst = [{ notes: "analyst's own", timestamp: "2024-01-01T00:00:00Z" }];
    for (const value of ["Clop", "Night Heron"]) {
      const aliases = `['${value}', 'Another of ${value}']`;
      xsoar.put({
        value,
        indicator_type: "Threat Actor",
        odd: [1, null],
        CustomFields: { aliases, communitynotes: analyst },
      });
    }
    // What XSOAR's own feed makes beside a record, and one of a type that no name means.
    xsoar.put({ value: "Clop [Malware]", indicator_type: "Malware", CustomFields: { aliases: ["Clop"] } });
    xsoar.put({ value: "About Clop", indicator_type: "Report", CustomFields: { aliases: ["Clop", "NightHeron"] } });
    fs.mkdirSync(path.join(folder, "config"));
    fs.writeFileSync(
      path.join(folder, "config", "articles_config.json"),
      JSON.stringify({
        websiteconfig: { rss_feeds: [`${news.origin}/rss`], webpages: [], stopwords: [], specialHandling: {} },
        resultfile: { createFile: false },
        profiling: { profileData: NAMES, profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin } },
      }),
    );
  });
  after(async () => {
    await Promise.all([news.close(), xsoar.close()]);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const environment = (analyst: string) => ({
    XDG_STATE_HOME: path.join(folder, analyst),
    TI_SCRAPER_XSOAR_API_KEY: KEY,
    TI_SCRAPER_XSOAR_HOST: xsoar.origin,
  });
  /** `analyst`: whose memory it works with. */
  const start = (analyst = "state", ...more: readonly string[]) =>
    cli.start(["scan", folder, "--json", "--create", "all", ...more], {
      home: folder,
      env: environment(analyst),
    });

  /** What a limit has left is written by somebody who has seen it. */
  const review = (analyst = "state") =>
    cli.start(["review", folder, "--json", "--write", "--create", "all"], { home: folder, env: environment(analyst) });

  const notesOf = (value: string): string[] => {
    const fields = xsoar.records().find((record) => record.value === value)?.CustomFields;
    return ((fields?.["communitynotes"] ?? []) as { notes: string }[]).map(({ notes }) => notes);
  };
  const noteOf = (number: number): string => `${nameOf(number)} strikes ${number}: ${addressOf(number)}`;
  const recordOf = (name: string): string => (name === "NightHeron" ? "Night Heron" : name);

  const check = (complete: boolean, when: string): void => {
    const values = xsoar.records().map(({ value }) => value);
    equal(new Set(values).size, values.length, `${when}: a record twice: ${values.join(", ")}`);
    for (const name of NAMES) {
      const notes = notesOf(recordOf(name));
      equal(new Set(notes).size, notes.length, `${when}: a note twice on ${name}`);
      if (["Clop", "NightHeron"].includes(name))
        ok(notes.includes("analyst's own"), `${when}: an analyst's note is lost`);
      for (const other of ["Clop [Malware]", "About Clop"])
        deepEqual(notesOf(other), [], `${when}: a note on ${other}`);
      if (!complete) continue;
      const wanted = Array.from({ length: published }, (_, index) => index + 1).filter(
        (number) => nameOf(number) === name,
      );
      deepEqual(
        notes.filter((note) => note !== "analyst's own").toSorted(),
        wanted.map(noteOf).toSorted(),
        `${when}: ${name} has not exactly its notes`,
      );
    }
  };

  it(`the next run completes exactly what is missing: ${KILLS} kills`, async () => {
    const random = randomOf(20_260_504);
    const began = performance.now();
    let kills = 0;
    let midWrite = 0;
    let reviews = 0;
    let runs = 0;
    let usualMs = 400;
    while (kills < KILLS) {
      published += 1 + random(3);
      const mayEnd = runs++ % (KILLED_IN_A_ROW + 1) === KILLED_IN_A_ROW;
      const started = performance.now();
      const { child, ended } = start();
      const stop = mayEnd ? () => undefined : killAtRandom(child, usualMs);
      const { code, err } = await ended;
      stop();
      if (child.signalCode === "SIGKILL") {
        kills++;
        if (xsoar.requests().at(-1)?.action !== "search") midWrite++;
      } else {
        equal(code, 0, err);
        usualMs = performance.now() - started;
        reviews += await reviewed();
        check(true, `run ${runs}`);
      }
      check(false, `run ${runs}`);
      xsoar.clearRequests();
    }
    await start().ended;
    reviews += await reviewed();
    const last = await start().ended;
    check(true, "the last run");
    const report = JSON.parse(last.out) as { readonly pending: readonly unknown[] };
    deepEqual(report.pending, []);
    xsoar.clearRequests();
    await start().ended;
    equal(xsoar.requests().filter(({ action }) => action !== "search").length, 0);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(
      `      kills ${kills} (${midWrite} while writing), runs ${runs + 3}, articles ${published}, notes written by a review ${reviews}, violations 0 (${seconds} s)`,
    );
    ok(reviews > 0, "no limit was in play");

    /** How many notes a review had to write. */
    async function reviewed(): Promise<number> {
      const { out, err } = await review().ended;
      equal(err, "");
      const { notesAdded, created } = JSON.parse(out) as Record<string, readonly { added?: number; notes?: number }[]>;
      return [...(notesAdded ?? []), ...(created ?? [])].reduce(
        (sum, { added = 0, notes = 0 }) => sum + added + notes,
        0,
      );
    }

    /** Half of the kills fall anywhere in the run, half between the first request to XSOAR and the last. */
    function killAtRandom(child: ChildProcess, within: number): () => void {
      const kill = (): void => void child.kill("SIGKILL");
      if (random(2) === 0) {
        const timer = setTimeout(kill, random(Math.ceil(within)));
        return () => clearTimeout(timer);
      }
      let left = random(16);
      const wait = random(4);
      return xsoar.observe(() => {
        if (left-- === 0) setTimeout(kill, wait);
      });
    }
  });

  it(`two analysts at once write each note once, and make each record once: ${ROUNDS} rounds`, async () => {
    const random = randomOf(7);
    // Slow enough that what one reads, the other has not written yet.
    xsoar.setDelay(40);
    let together = 0;
    let conflicts = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      published += 1 + NAMES.length;
      // Both find out that it is missing.
      for (const { id, value } of xsoar.records()) if (value === "Mallard") xsoar.remove(id);
      xsoar.clearRequests();
      const first = start("state", "--max-notes", "all").ended;
      await new Promise((resolve) => setTimeout(resolve, random(60)));
      const ended = await Promise.all([first, start("other analyst", "--max-notes", "all").ended]);
      for (const { code, err, out } of ended) {
        equal(code, 0, err);
        deepEqual((JSON.parse(out) as { readonly pending: readonly unknown[] }).pending, [], `round ${round}`);
      }
      const writers = xsoar.requests().filter(({ action }) => action === "edit" || action === "create");
      if (writers.length > NAMES.length) together++;
      conflicts += writers.filter(({ status }) => status === 400 || status === 409).length;
      check(false, `round ${round}`);
      for (let number = published; number > published - NAMES.length; number--) {
        const name = nameOf(number);
        const note = noteOf(number);
        deepEqual(
          notesOf(recordOf(name)).filter((text) => text === note),
          [note],
          `round ${round}`,
        );
      }
    }
    console.log(`      rounds ${ROUNDS}, both wrote in ${together}, writes refused ${conflicts}, violations 0`);
    ok(conflicts > 0, "they never met");
  });
});
