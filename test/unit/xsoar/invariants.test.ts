import { deepEqual, equal, ok } from "node:assert/strict";
import type { HttpResult } from "../../../src/core/ports";
import type { RecordRequest } from "../../../src/core/xsoar/sync";
import { NEVER, NOW, article, fakeStore, json, noWait, staleVersion, text } from "./fakes";
import { createRecords, recordMatches } from "./writing";

const OPTIONS = {
  searchField: "aliases",
  recordTypes: ["Threat Actor", "Malware"],
  nameFields: ["aliases"],
  now: NOW,
  wait: noWait,
};
const NAMES = ["Clop", "Conti", "Fancy Bear", "LockBit"];
const FAILURES: readonly HttpResult[] = [
  { ok: false, failure: { code: "timeout", seconds: 1 } },
  { ok: false, failure: { code: "reset", host: "soar.test" } },
  { ok: false, failure: { code: "truncated" } },
  json({}, 502),
  json({ error: "busy" }),
  text('{"id":', "application/json"),
];

/** Park and Miller's generator, so that a failing run can be repeated by its seed. */
function randomOf(seed: number): (limit: number) => number {
  let state = seed * 7_919 + 1;
  return (limit) => (state = (state * 48_271) % 2_147_483_647) % limit;
}

function requestsOf(random: (limit: number) => number): RecordRequest[] {
  return NAMES.map((name) => ({
    name,
    owner: true,
    dismissed: false,
    spellings: [],
    aliases: [],
    articles: Array.from({ length: random(4) }, () => random(6)).map((n) =>
      article(`Story ${n}`, `https://news.test/${n}`),
    ),
  }));
}

describe("under faults and other writers", function () {
  this.timeout(30_000);
  it("no note is there twice, none of an analyst is lost, and what is said to be written is written", async () => {
    let faults = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const random = randomOf(seed);
      const store = fakeStore(
        NAMES.slice(0, 3).map((value, index) => ({
          id: String(index),
          value,
          notes: [{ notes: "analyst: https://own.test/" }],
        })),
      );
      store.state.before = (exchange) => {
        const dice = random(12);
        if (dice > 3 || (dice === 3 && exchange.path !== "/indicator/edit")) return null;
        faults++;
        if (dice === 3) return staleVersion;
        // Lost on the way there, or on the way back.
        if (dice > 0) store.answer(exchange);
        return FAILURES[random(FAILURES.length)] ?? null;
      };
      const runs = [requestsOf(random), requestsOf(random)];
      const [first, second] = await Promise.all([
        createRecords(store.client, runs[0] ?? [], OPTIONS, NEVER),
        recordMatches(store.client, runs[1] ?? [], OPTIONS, NEVER),
      ]);
      for (const [run, report] of [first, second].entries()) {
        for (const outcome of report.outcomes) {
          if (outcome.kind !== "noted" && outcome.kind !== "created") continue;
          const wanted = runs[run]?.find(({ name }) => name === outcome.name)?.articles ?? [];
          const there = store.notesOf(outcome.id);
          for (const { url } of wanted)
            ok(
              there.some((note) => note.endsWith(url)),
              `seed ${seed}: ${outcome.name} lacks ${url}`,
            );
        }
      }
      for (const [id, record] of store.records) {
        const urls = store.notesOf(id).map((note) => note.split(": ")[1]);
        deepEqual(urls.length, new Set(urls).size, `seed ${seed}: a note twice on ${String(record["value"])}`);
        if (Number(id) < 3) ok(urls.includes("https://own.test/"), `seed ${seed}: an analyst's note is lost`);
      }
      equal(
        new Set([...store.records.values()].map(({ value }) => value)).size,
        store.records.size,
        `seed ${seed}: a second record`,
      );

      store.state.before = null;
      const again = await recordMatches(store.client, runs[1] ?? [], OPTIONS, NEVER);
      for (const outcome of again.outcomes) ok(outcome.kind === "noted" || outcome.kind === "missing", `seed ${seed}`);
    }
    ok(faults > 400, String(faults));
  });
});
