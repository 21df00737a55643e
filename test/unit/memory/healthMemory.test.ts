import assert from "node:assert/strict";
import { MAX_SOURCE_RUNS } from "../../../src/core/limits";
import type { SourceReport } from "../../../src/core/model/model";
import {
  type HealthNews,
  decodeHealth,
  encodeHealth,
  healthAfter,
  healthMemoryAfter,
} from "../../../src/core/memory/healthMemory";
import {
  type SourceHealth,
  goneUntil,
  lastRead,
  medianLatency,
  suggestedAddress,
} from "../../../src/core/memory/sourceHealth";

const URL_A = "https://a.test/feed";
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));

function news(outcome: SourceReport["outcome"], rest: Partial<SourceReport> = {}, hints: Partial<HealthNews> = {}) {
  return {
    report: { source: { kind: "feed", url: URL_A }, outcome, durationMs: 10, articles: 0, ...rest },
    ...hints,
  } as HealthNews;
}

const run = (all: readonly HealthNews[]): SourceHealth => {
  let health: SourceHealth | undefined;
  for (const [minute, one] of all.entries()) health = healthAfter(health, one, at(minute));
  assert.ok(health !== undefined);
  return health;
};
const refused = { failure: { code: "refused", host: "a.test" } } as const;

describe("the health of a source", () => {
  it("counts failures and empty answers in a row, and remembers the last error after a success", () => {
    const health = run([
      news("read", { articles: 3 }),
      news("failed", refused),
      news("failed", { failure: { code: "status", status: 500 } }),
      news("read"),
      news("unchanged"),
      news("read"),
    ]);
    assert.deepEqual(
      { ...health, runs: health.runs.map(({ outcome }) => outcome) },
      {
        lastSuccess: at(5).toISOString(),
        lastError: { at: at(2).toISOString(), failure: { code: "status", status: 500 } },
        failures: 0,
        emptyRuns: 2,
        articles: 0,
        freshUntil: null,
        moved: null,
        runs: ["read", "failed", "failed", "read", "unchanged", "read"],
      },
    );
    assert.equal(run([news("failed", refused), news("failed", refused)]).failures, 2);
  });

  it("takes a run without a question for neither success nor failure", () => {
    const until = at(30).toISOString();
    const health = run([
      news("failed", refused),
      news("waiting", { skipped: { why: "retryAfter", until } }),
      news("unchanged", { skipped: { why: "fresh", until } }),
      news("cancelled"),
    ]);
    assert.deepEqual([health.failures, health.lastSuccess], [1, null]);
    assert.deepEqual(
      health.runs.map(({ outcome }) => outcome),
      ["failed", "waiting", "fresh"],
    );
    assert.equal(medianLatency(health), null);
    const many = Array.from({ length: 20 }, () => news("unchanged", { skipped: { why: "fresh", until } }));
    const read = run([news("read"), ...many]);
    assert.deepEqual(
      read.runs.map(({ outcome, at: time }) => [outcome, time]),
      [
        ["read", at(0).toISOString()],
        ["fresh", at(20).toISOString()],
      ],
    );
  });

  it("gives the median of the answered runs among the last ten", () => {
    const times = [900, 1, 1, 5, 3, 4, 2, 10, 6, 8, 7];
    const health = run(times.map((durationMs) => news("read", { durationMs })));
    assert.equal(health.runs.length, MAX_SOURCE_RUNS);
    assert.equal(medianLatency(health), 5);
    assert.equal(
      medianLatency(run([news("read", { durationMs: 7 }), news("failed", { ...refused, durationMs: 900 })])),
      7,
    );
  });

  it("suggests the address of a permanent redirect that two scans in a row have met", () => {
    const to = (movedTo: string | null) => news("read", {}, { movedTo, freshSeconds: 0 });
    assert.equal(suggestedAddress(run([to("https://b.test/")])), null);
    assert.equal(suggestedAddress(run([to("https://b.test/"), to("https://b.test/")])), "https://b.test/");
    assert.equal(suggestedAddress(run([to("https://b.test/"), to("https://c.test/")])), null);
    assert.equal(suggestedAddress(run([to("https://b.test/"), to("https://b.test/"), to(null)])), null);
    const skipped = news("unchanged", { skipped: { why: "fresh", until: at(9).toISOString() } });
    assert.equal(suggestedAddress(run([to("https://b.test/"), skipped, to("https://b.test/")])), "https://b.test/");
  });

  it("holds as long as the server says, and not after a failure", () => {
    const fresh = news("read", {}, { movedTo: null, freshSeconds: 120 });
    assert.equal(run([fresh]).freshUntil, at(2).toISOString());
    assert.equal(run([fresh, news("failed", refused)]).freshUntil, null);
    assert.equal(run([fresh, news("unchanged", {}, { movedTo: null, freshSeconds: 0 })]).freshUntil, null);
  });

  it("holds as long as the feed says where the server says nothing, an hour at most, until it says otherwise", () => {
    const says = (holdsSeconds: number) => news("read", {}, { freshSeconds: null, holdsSeconds });
    const same = news("unchanged", {}, { freshSeconds: null });
    assert.equal(run([says(120)]).freshUntil, at(2).toISOString());
    assert.equal(run([says(120), same]).freshUntil, at(3).toISOString());
    assert.equal(run([says(120), news("failed", refused), same]).freshUntil, at(4).toISOString());
    assert.equal(run([says(86_400)]).freshUntil, at(60).toISOString());
    assert.equal(run([says(120), news("read", {}, { freshSeconds: null })]).freshUntil, null);
    assert.equal(run([news("read", {}, { freshSeconds: 0, holdsSeconds: 120 })]).freshUntil, null);
    assert.equal(run([news("read", {}, { freshSeconds: 60, holdsSeconds: 120 })]).freshUntil, at(1).toISOString());
    const memory = { sources: new Map([[URL_A, run([says(120)])]]), hosts: new Map() };
    assert.deepEqual(decodeHealth(JSON.parse(JSON.stringify(encodeHealth(memory)))), memory);
  });

  it("is gone for a day, and for a week when that is said again", () => {
    const gone = news("failed", { failure: { code: "status", status: 410 } });
    const skipped = news("waiting", { skipped: { why: "gone", until: at(9).toISOString() } });
    const days = (all: readonly HealthNews[]): number | null => {
      const health = run(all);
      const until = goneUntil(health);
      return until === null ? null : (Date.parse(until) - Date.parse(health.lastError?.at ?? "")) / 86_400_000;
    };
    assert.equal(days([gone]), 1);
    assert.equal(days([news("failed", refused), news("failed", refused), gone]), 1);
    assert.equal(days([gone, skipped, skipped]), 1);
    assert.equal(days([gone, skipped, gone]), 7);
    assert.equal(days([gone, news("read"), gone]), 1);
    assert.equal(days([gone, news("failed", refused)]), null);
    assert.equal(days([gone, news("unchanged")]), null);
    assert.deepEqual(
      run([gone, skipped]).runs.map(({ outcome }) => outcome),
      ["failed", "gone"],
    );
  });

  it("is read back as it was written, forgets what is configured no more, and reads around damage", () => {
    const hosts = new Map([["a.test", { failures: 2, wait: { why: "backOff", until: at(1).toISOString() } as const }]]);
    const old = { sources: new Map([["https://gone.test/", run([news("read")])]]), hosts: new Map() };
    const memory = healthMemoryAfter(old, [news("failed", refused)], hosts, new Set([URL_A]), at(0));
    assert.deepEqual([...memory.sources.keys()], [URL_A]);
    assert.deepEqual(decodeHealth(JSON.parse(JSON.stringify(encodeHealth(memory)))), memory);

    const cut = run([news("read", { left: 3, cuts: { address: 2 } }), news("read", { cuts: { text: 1 } })]);
    const kept = { sources: new Map([[URL_A, cut]]), hosts: new Map() };
    assert.deepEqual(decodeHealth(JSON.parse(JSON.stringify(encodeHealth(kept)))), kept);
    assert.deepEqual(lastRead(cut)?.cuts, { text: 1 });
    const later = [
      [URL_A, { ...cut, runs: [["2026", "read", 1, 1, null, null, { text: 4, later: 2, address: "x" }]] }],
    ];
    assert.deepEqual(decodeHealth({ sources: later })?.sources.get(URL_A)?.runs[0]?.cuts, { text: 4 });

    assert.equal(decodeHealth([]), null);
    const odd = decodeHealth({
      sources: [
        ["x", { runs: [[1], ["2026", "flown", 1, 1], null, {}], lastError: { failure: 3 }, failures: -1 }],
        "y",
      ],
      hosts: [
        ["h", { failures: "many", wait: { until: 5 } }],
        ["public", { failures: 0, wait: null, wasPublic: true }],
        ["odd", { failures: 0, wait: null, wasPublic: "yes" }],
      ],
    });
    assert.deepEqual(odd?.sources.get("x")?.runs, []);
    assert.deepEqual([odd?.sources.get("x")?.lastError, odd?.sources.get("x")?.failures], [null, 0]);
    assert.deepEqual(odd?.hosts.get("h"), { failures: 0, wait: null });
    assert.deepEqual(odd?.hosts.get("public"), { failures: 0, wait: null, wasPublic: true });
    assert.deepEqual(odd?.hosts.get("odd"), { failures: 0, wait: null });
  });
});
