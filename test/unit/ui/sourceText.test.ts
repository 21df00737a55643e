import assert from "node:assert/strict";
import { describeSourceFailure, describeSourceSkip } from "../../../src/core/fetching/describeSourceFailure";
import type { SourceHealth } from "../../../src/core/memory/sourceHealth";
import type { SourceStatus } from "../../../src/core/sources/sourceStatus";
import { plainText } from "../../../src/core/text/translate";
import {
  type SourceWords,
  asksForPrivate,
  historyLines,
  sourceDescription,
  sourceLabel,
} from "../../../src/ui/sourceText";

const words: SourceWords = {
  t: plainText,
  time: (iso) => iso.slice(11, 16),
  age: (iso) => `since ${iso.slice(11, 16)}`,
  failure: (failure) => describeSourceFailure(failure, plainText),
  skip: (skip) => describeSourceSkip(skip, plainText),
};
const health: SourceHealth = {
  lastSuccess: "2026-11-24T10:00:00.000Z",
  lastError: null,
  failures: 0,
  emptyRuns: 0,
  articles: 12,
  freshUntil: null,
  moved: null,
  runs: [{ at: "2026-11-24T10:00:00.000Z", outcome: "read", ms: 340, articles: 12 }],
};
const source = (rest: Partial<SourceStatus>): SourceStatus => ({
  kind: "feed",
  url: "https://www.news.test/feed.xml",
  jobs: ["articles"],
  homes: ["articles"],
  name: "",
  label: "news.test",
  category: "",
  order: 0,
  state: "well",
  skip: null,
  health,
  latencyMs: 340,
  movedTo: null,
  hasRules: false,
  ...rest,
});
const failed = {
  ...health,
  failures: 2,
  lastError: { at: "2026-11-24T11:00:00.000Z", failure: { code: "status", status: 503 } },
} as const;

describe("the row of a source that is gone", () => {
  const gone = {
    ...health,
    failures: 1,
    lastError: { at: "2026-11-24T11:00:00.000Z", failure: { code: "status", status: 410 } },
    runs: [{ at: "2026-11-24T12:00:00.000Z", outcome: "gone", ms: 0, articles: 0 }],
  } as const;
  const skip = { why: "gone", until: "2026-11-25T11:00:00.000Z" } as const;

  it("says that its server means it, and when it is asked again", () => {
    const status = source({ state: "failing", health: gone, skip });
    assert.equal(
      sourceDescription(status, words),
      "It is gone for good, its server says (HTTP 410). · asked again after 11:00",
    );
    const lines = historyLines(status, words);
    assert.ok(
      lines.includes("Not asked until 11:00: it is gone for good, its server says. Remove it, or change its address."),
    );
    assert.equal(lines.at(-1), "12:00: not asked, gone for good");
  });
});

const cutRuns: SourceHealth["runs"] = [
  { at: "2026-11-24T10:00:00.000Z", outcome: "read", ms: 340, articles: 12, cuts: { address: 3 } },
  { at: "2026-11-24T11:00:00.000Z", outcome: "unchanged", ms: 5, articles: 0 },
];

describe("the row of a source", () => {
  it("is called on one line", () => {
    assert.equal(sourceLabel(source({})), "news.test");
    assert.equal(sourceLabel(source({ label: "The\nnews\u202E" })), "The news");
  });
  it("says what matters in its state", () => {
    const table: readonly (readonly [Partial<SourceStatus>, string])[] = [
      [{}, "12 articles · 340 ms · since 10:00"],
      [{ latencyMs: 1234, health: { ...health, articles: 1 } }, "1 article · 1.2 s · since 10:00"],
      [{ state: "failing", health: failed }, "The server failed (HTTP 503)."],
      [{ movedTo: "https://b.test/" }, "moved to https://b.test/ · 12 articles · 340 ms · since 10:00"],
      [
        { state: "waiting", skip: { why: "backOff", until: "2026-11-24T12:30:00.000Z" } },
        "left alone until 12:30 · 12 articles · 340 ms · since 10:00",
      ],
      [{ state: "new", health: null, latencyMs: null }, "not read yet"],
      [{ state: "off" }, "switched off"],
      [{ health: { ...health, runs: cutRuns } }, "12 articles · read in part · 340 ms · since 10:00"],
    ];
    for (const [rest, text] of table) assert.equal(sourceDescription(source(rest), words), text);
  });
  it("tells what was read in part of its last answer", () => {
    const lines = historyLines(source({ health: { ...health, runs: cutRuns } }), words);
    assert.ok(lines.includes("Passed over, since their address is longer than 4,096 characters: 3."), lines.join("\n"));
  });
  it("asks only about a host that was public before, and only while it fails", () => {
    const refused = (why: "changed" | "private"): SourceHealth => ({
      ...failed,
      lastError: { at: "", failure: { code: "redirectRefused", target: "https://www.news.test/", why } },
    });
    assert.equal(asksForPrivate(source({ state: "failing", health: refused("changed") })), true);
    assert.equal(asksForPrivate(source({ state: "failing", health: refused("private") })), false);
    assert.equal(asksForPrivate(source({ state: "well", health: refused("changed") })), false);
    assert.equal(asksForPrivate(source({ state: "failing", health: failed })), false);
    assert.equal(asksForPrivate(source({ state: "new", health: null })), false);
  });
  it("tells its whole history, newest first", () => {
    const runs: SourceHealth["runs"] = [
      { at: "2026-11-24T08:00:00.000Z", outcome: "read", ms: 340, articles: 12 },
      { at: "2026-11-24T09:00:00.000Z", outcome: "fresh", ms: 0, articles: 0 },
      { at: "2026-11-24T10:00:00.000Z", outcome: "waiting", ms: 0, articles: 0 },
      {
        at: "2026-11-24T11:00:00.000Z",
        outcome: "failed",
        ms: 9,
        articles: 0,
        failure: { code: "status", status: 503 },
      },
      { at: "2026-11-24T12:00:00.000Z", outcome: "unchanged", ms: 50, articles: 0 },
    ];
    const status = source({
      state: "failing",
      health: { ...failed, runs },
      category: "Labs",
      hasRules: true,
      movedTo: "https://b.test/",
      skip: { why: "retryAfter", until: "2026-11-24T13:00:00.000Z" },
    });
    assert.deepEqual(historyLines(status, words), [
      "https://www.news.test/feed.xml",
      "Failed 2 times in a row",
      "Not asked: the server wants to be left alone until 13:00.",
      "Category: Labs",
      "Rules choose its articles.",
      "It has moved for good to https://b.test/",
      "Last answer: 10:00",
      "Last error: 11:00: The server failed (HTTP 503).",
      "Typical time: 340 ms",
      "12:00: nothing new",
      "11:00: The server failed (HTTP 503).",
      "10:00: not asked, its server was left alone",
      "09:00: not asked, its last answer still held",
      "08:00: 12 articles in 340 ms",
    ]);
  });
});
