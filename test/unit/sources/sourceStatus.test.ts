import assert from "node:assert/strict";
import { parseConfig } from "../../../src/core/config/parseConfig";
import type { HealthMemory } from "../../../src/core/memory/healthMemory";
import type { SourceHealth } from "../../../src/core/memory/sourceHealth";
import { sourceStatuses } from "../../../src/core/sources/sourceStatus";

const NOW = new Date("2026-11-24T12:00:00Z");
const LATER = "2026-11-24T13:00:00.000Z";
const health = (rest: Partial<SourceHealth>): SourceHealth => ({
  lastSuccess: "2026-11-24T11:00:00.000Z",
  lastError: null,
  failures: 0,
  emptyRuns: 0,
  articles: 3,
  freshUntil: null,
  moved: null,
  runs: [],
  ...rest,
});

describe("sourceStatuses", () => {
  it("puts what needs somebody first, the rest in the order of the configuration, and leaves what is off in its place", () => {
    const { config } = parseConfig(
      "articles",
      JSON.stringify({
        websiteconfig: {
          rss_feeds: [
            { url: "https://u:p@off.test/", enabled: false, name: "Off" },
            "https://user:secret@well.test/1",
            "https://well.test/2",
            "https://new.test/",
            "https://waits.test/",
            "https://fails.test/",
          ],
          webpages: [{ url: "https://empty.test/", select: "main", category: "A/B" }],
        },
      }),
      "json",
    );
    assert.ok(config !== null);
    const memory: HealthMemory = {
      sources: new Map([
        ["https://well.test/1", health({ freshUntil: LATER, moved: { to: "https://b.test/", scans: 2 } })],
        ["https://well.test/2", health({ emptyRuns: 2, freshUntil: "2026-11-24T11:59:00.000Z" })],
        ["https://waits.test/", health({})],
        ["https://fails.test/", health({ failures: 1 })],
        ["https://empty.test/", health({ emptyRuns: 3 })],
      ]),
      hosts: new Map([
        ["waits.test", { failures: 2, wait: { why: "backOff", until: LATER } }],
        ["well.test", { failures: 0, wait: { why: "retryAfter", until: "2026-11-24T11:59:00.000Z" } }],
      ]),
    };
    const statuses = sourceStatuses([{ job: "articles", isBorrowed: false, ...config }], memory, NOW);
    assert.deepEqual(
      statuses.map(({ url, state, skip }) => [url, state, skip?.why]),
      [
        ["https://fails.test/", "failing", undefined],
        ["https://empty.test/", "empty", undefined],
        ["https://waits.test/", "waiting", "backOff"],
        ["https://off.test/", "off", undefined],
        ["https://new.test/", "new", undefined],
        ["https://well.test/1", "well", "fresh"],
        ["https://well.test/2", "well", undefined],
      ],
    );
    assert.equal(JSON.stringify(statuses).includes("secret"), false);
    assert.deepEqual(
      statuses.map(({ movedTo }) => movedTo).filter((to) => to !== null),
      ["https://b.test/"],
    );
    assert.deepEqual(
      statuses.filter(({ hasRules }) => hasRules).map(({ category }) => category),
      ["A/B"],
    );
    assert.deepEqual(
      statuses.map(({ label }) => label),
      ["fails.test", "empty.test", "waits.test", "Off", "new.test", "well.test/1", "well.test/2"],
    );
  });

  it("shows what stands there twice once: on when one of them is", () => {
    const off = (url: string) => ({ url, enabled: false });
    const { config } = parseConfig(
      "articles",
      JSON.stringify({
        websiteconfig: {
          rss_feeds: ["https://a.test/feed", off("https://a.test/feed"), off("https://b.test/"), off("http://b.test")],
          webpages: ["https://c.test/list?id=1", "https://c.test/list?id=2", off("https://a.test/feed/")],
        },
      }),
      "json",
    );
    assert.ok(config !== null);
    const statuses = sourceStatuses(
      [{ job: "articles", isBorrowed: false, ...config }],
      { sources: new Map(), hosts: new Map() },
      NOW,
    );
    assert.deepEqual(
      statuses.map(({ label, state }) => [label, state]),
      [
        ["a.test", "new"],
        ["b.test", "off"],
        ["c.test/list?id=1", "new"],
        ["c.test/list?id=2", "new"],
      ],
    );
  });

  it("calls a source as it is configured, else as it calls itself, and counts what was found at its former addresses", () => {
    const websiteconfig = {
      rss_feeds: ["https://fen.test/feed", { url: "https://marsh.test/feed", name: "Marsh" }],
      webpages: ["https://reed.test/list"],
    };
    const { config } = parseConfig("articles", JSON.stringify({ websiteconfig }), "json");
    assert.ok(config !== null);
    const memory: HealthMemory = {
      sources: new Map([
        [
          "https://fen.test/feed",
          health({ title: "Fen News", site: "https://www.fen.test/", formerly: ["https://old.test/feed"] }),
        ],
        [
          "https://marsh.test/feed",
          health({ title: "Marsh News", failures: 1, failedFirst: "2026-11-20T11:00:00.000Z" }),
        ],
      ]),
      hosts: new Map(),
    };
    const found = new Map([
      ["https://fen.test/feed", { articles: 3, matches: 1, days: 30 }],
      ["https://old.test/feed", { articles: 4, matches: 2, days: 30 }],
    ]);
    const statuses = sourceStatuses([{ job: "articles", isBorrowed: false, ...config }], memory, NOW, found);
    assert.deepEqual(
      statuses.map(({ label, place, site, failingSince, found: lately }) => [
        label,
        place,
        site,
        failingSince,
        lately?.articles,
        lately?.matches,
      ]),
      [
        ["Marsh", "marsh.test", "https://marsh.test/", "2026-11-20T11:00:00.000Z", 0, 0],
        ["reed.test", "reed.test", "https://reed.test/list", null, 0, 0],
        ["Fen News", "fen.test", "https://www.fen.test/", null, 7, 3],
      ],
    );
  });
});
