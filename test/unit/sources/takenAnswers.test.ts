import assert from "node:assert/strict";
import { NO_HEALTH } from "../../../src/core/memory/healthMemory";
import type { SourcesMemory } from "../../../src/core/memory/memory";
import { wholeDocuments } from "../../../src/core/memory/memoryDocuments";
import type { SourceHealth } from "../../../src/core/memory/sourceHealth";
import type { Job, SourceReport } from "../../../src/core/model/model";
import type { Got } from "../../../src/core/sources/readOnce";
import {
  type JobGot,
  type TakenOptions,
  healthAfterRun,
  sourcesAfter,
  takenAnswers,
} from "../../../src/core/sources/takenAnswers";

const NOW = new Date("2026-03-02T12:00:00Z");
const FEED = "https://news.example/feed";
const LATER = "2026-03-02T13:00:00.000Z";
const VALIDATORS = { url: FEED, etag: '"1"', day: "2026-03-01" };

function known(jobs: Partial<Record<Job, string>>, validators = VALIDATORS): SourcesMemory {
  return {
    taken: new Map([[FEED, new Map(Object.entries(jobs) as [Job, string][])]]),
    members: null,
    joined: new Set(),
    validators: new Map([[FEED, validators]]),
    lastScan: null,
    failedSources: 0,
  };
}

function fresh(freshUntil: string | null) {
  return { hosts: new Map(), sources: new Map([[FEED, { freshUntil } as SourceHealth]]) };
}

const OPTIONS: TakenOptions = {
  job: "keywords",
  rules: new Map([[FEED, "same"]]),
  isDelta: true,
  askAll: false,
  now: NOW,
};

describe("what a job has taken of the last answer of a source", () => {
  const taken = (jobs: Partial<Record<Job, string>>, changes: Partial<TakenOptions> = {}, validators = VALIDATORS) => {
    const found = takenAnswers(known(jobs, validators), fresh(LATER), { ...OPTIONS, ...changes })(FEED);
    return found === null ? null : [found.validators?.etag, found.freshUntil];
  };

  it("saves requests while it is read for the same", () => {
    assert.deepEqual(taken({ keywords: "same" }), ['"1"', LATER]);
    assert.equal(taken({ keywords: "others" }), null);
    assert.equal(takenAnswers(known({}), fresh(null), OPTIONS)(FEED), null);
  });
  it("is nothing for a job that another has read it for", () => {
    assert.equal(taken({ articles: "same" }), null);
    assert.deepEqual(taken({ articles: "same", keywords: "same" }), ['"1"', LATER]);
  });
  it("saves none where all that is listed is written each time", () => {
    assert.equal(taken({ keywords: "same" }, { isDelta: false }), null);
  });
  it("asks a source whose answer still holds when told to, by what it said last", () => {
    assert.deepEqual(taken({ keywords: "same" }, { askAll: true }), ['"1"', undefined]);
  });
  it("forgets what a server said long ago", () => {
    assert.deepEqual(taken({ keywords: "same" }, {}, { ...VALIDATORS, day: "2025-01-01" }), [undefined, LATER]);
  });
});

describe("what is remembered of sources after a run", () => {
  const report = (outcome: SourceReport["outcome"], articles = 0): SourceReport => ({
    source: { kind: "feed", url: FEED },
    outcome,
    durationMs: 1,
    articles,
  });
  const got = (job: Job, outcome: SourceReport["outcome"], rest: Partial<Got> = {}, rules: string | null = "new") =>
    ({
      job,
      ...(job === "contents" ? { lists: false } : {}),
      report: report(outcome),
      got: { report: report(outcome), answer: null, validators: null, ...rest },
      rules,
    }) satisfies JobGot;
  const after = (memory: SourcesMemory, ...gots: readonly JobGot[]) => {
    const { taken, validators } = sourcesAfter(memory, gots, new Set([FEED]), NOW);
    return { taken: Object.fromEntries(taken.get(FEED) ?? []), etag: validators.get(FEED)?.etag };
  };
  const answer = { validators: { url: FEED, etag: '"2"' }, freshSeconds: 60, movedTo: null };

  it("is what the answer says, for the jobs that have read it and no other", () => {
    const memory = known({ articles: "old", keywords: "old" });
    assert.deepEqual(after(memory, got("keywords", "read", answer)), { taken: { keywords: "new" }, etag: '"2"' });
    assert.deepEqual(after(memory, got("articles", "read", answer, "a"), got("keywords", "read", answer, "k")), {
      taken: { articles: "a", keywords: "k" },
      etag: '"2"',
    });
    assert.deepEqual(after(memory, got("articles", "read", { freshSeconds: 0 })), {
      taken: { articles: "new" },
      etag: undefined,
    });
  });
  it("keeps what identifies an answer that is unchanged, for those that have taken it", () => {
    const memory = known({ articles: "new", keywords: "new" });
    assert.deepEqual(after(memory, got("keywords", "unchanged")), {
      taken: { articles: "new", keywords: "new" },
      etag: '"1"',
    });
    assert.deepEqual(after(known({ keywords: "old", articles: "a" }), got("keywords", "failed")), {
      taken: { articles: "a" },
      etag: '"1"',
    });
    assert.deepEqual(after(known({ keywords: "old" }), got("keywords", "failed")), { taken: {}, etag: undefined });
  });
  it("a job that could not read the answer has not taken it", () => {
    const memory = known({ articles: "a", keywords: "new" });
    assert.deepEqual(after(memory, got("articles", "failed", {}, "a"), got("keywords", "read", answer)).taken, {
      keywords: "new",
    });
  });
  it("a job that needs each answer whole takes none", () => {
    const memory = known({ articles: "a" });
    assert.deepEqual(after(memory, got("counts", "read", answer, null)), { taken: {}, etag: undefined });
  });
  it("forgets what is configured no more, unless a configuration cannot be read", () => {
    const memory = known({ articles: "a" });
    assert.equal(sourcesAfter(memory, [], new Set(), NOW).taken.size, 0);
    assert.equal(sourcesAfter(memory, [], null, NOW).taken.size, 1);
  });
  it("the first job that read a source says how it fares; a page without links that nobody wants is well", () => {
    const page = { ...got("contents", "read", answer, null), report: report("read") };
    const health = (...gots: readonly JobGot[]) =>
      healthAfterRun(NO_HEALTH, gots, new Map(), new Set([FEED]), NOW).sources.get(FEED);
    assert.equal(health(page)?.emptyRuns, 0);
    assert.equal(health(got("articles", "read", answer), page)?.emptyRuns, 1);
    assert.equal(health({ ...got("articles", "read", answer), report: report("read", 7) }, page)?.articles, 7);
    assert.equal(health(page)?.freshUntil, "2026-03-02T12:01:00.000Z");
  });

  it("is read back from its document, that of earlier versions as well, without what is none", () => {
    const { sources } = wholeDocuments;
    const memory = known({ articles: "a", keywords: "k" });
    const written = JSON.parse(JSON.stringify(sources.encode?.(memory))) as Record<string, unknown>;
    assert.deepEqual(sources.decode(written), memory);
    assert.deepEqual(written["rules"], [[FEED, "a"]], "where earlier versions look for it");
    const earlier = sources.decode({ ...written, taken: undefined });
    assert.deepEqual([...(earlier?.taken.get(FEED) ?? [])], [["articles", "a"]]);
    const bad = [null, "text", [1, {}], ["https://c.example/", null], ["https://d.example/", { keywords: 1, x: 2 }]];
    assert.deepEqual([...(sources.decode({ ...written, rules: [], taken: bad })?.taken ?? [])], []);
    const own = sources.decode({ ...written, taken: [["https://d.example/", { leakwatch: "y" }]] });
    assert.equal(own?.taken.get("https://d.example/")?.get("leakwatch"), "y", "jobs of the user's own by their names");
  });
});
