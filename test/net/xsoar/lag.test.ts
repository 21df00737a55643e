import { deepEqual, equal } from "node:assert/strict";
import type { Session } from "../../../src/core/session";
import { virtualClock } from "../../world/xsoar/clock";
import type { Fault } from "../../world/xsoar/faults";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { notesOf } from "./randomRecords";
import { createMachine, openWindow, randomOf } from "./randomWorld";
import { runOne } from "../../oneJob";

const never = new AbortController().signal;

/** A server that takes seconds to find what it has made, and lets a name have several records. */
describe("a record that cannot be found yet", () => {
  let xsoar: Xsoar;
  let titles: string[];
  let open: () => Session;

  const start = (indexLagMs: number): void => {
    const clock = virtualClock(new Date("2026-05-04T08:00:00Z"));
    xsoar = createXsoar({ key: "lag-key", clock, store: { duplicates: "duplicate", indexLagMs } });
    titles = ["Mallard strikes 1"];
    const feed = (): string => {
      const items = titles.map(
        (title, at) => `<item><title>${title}</title><link>https://news.test/a${at}</link></item>`,
      );
      return `<rss version="2.0"><channel>${items.join("")}</channel></rss>`;
    };
    const machine = createMachine(
      {
        websiteconfig: { rss_feeds: ["https://news.test/rss"], webpages: [], stopwords: [], specialHandling: {} },
        resultfile: { createFile: false },
        profiling: { profileData: ["Mallard"], profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin } },
      },
      [],
    );
    open = () => openWindow(machine, { clock, xsoar: xsoar.http, random: randomOf(1), feed }).session;
  };
  const scan = async (): Promise<Session> => {
    const session = open();
    await runOne(session, "articles", {
      signal: never,
      concurrency: 2,
      perHost: 2,
      timeoutMs: 1_000,
      onProgress: () => undefined,
    });
    return session;
  };
  const notes = (): string[][] => xsoar.records().map((record) => notesOf(record).map((note) => note.slice(0, 17)));

  for (const [what, lagMs, faults] of [
    ["is found late", 15_000, []],
    ["was to be looked for when the server failed", 6_000, [{ kind: "answer", status: 403, on: "search", after: 1 }]],
  ] as readonly (readonly [string, number, readonly Fault[]])[])
    it(`is made once, and gets its next note: ${what}`, async () => {
      start(lagMs);
      const first = await scan();
      for (const fault of faults) xsoar.fail({ ...fault, times: 1 });
      const { outcomes } = await first.notes.createRecords(xsoar.connection, ["Mallard"], never);
      deepEqual(
        outcomes.map((outcome) => outcome.kind === "created" && outcome.unseen),
        [true],
      );
      deepEqual(await first.notes.pending(), []);
      titles.push("Mallard strikes 2");
      const second = await scan();
      await second.notes.createRecords(xsoar.connection, ["Mallard"], never);
      deepEqual(notes(), [["Mallard strikes 1", "Mallard strikes 2"]]);
      deepEqual(await second.notes.pending(), []);
      equal((await open().articles.overview()).rows[0]?.record.kind, "found");
    });

  for (const committed of [true, false])
    it(`is waited for when the answer to its creation got lost (${committed ? "it was made" : "it was not made"})`, async () => {
      start(15_000);
      xsoar.fail({ kind: "answer", status: 502, on: "create", committed, times: 1 });
      const session = await scan();
      const { outcomes } = await session.notes.createRecords(xsoar.connection, ["Mallard"], never);
      deepEqual(
        outcomes.map(({ kind }) => kind),
        ["created"],
      );
      deepEqual(notes(), [["Mallard strikes 1"]]);
      equal(xsoar.requests().filter(({ action }) => action === "create").length, committed ? 1 : 2);
    });
});
