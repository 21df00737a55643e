import assert from "node:assert/strict";
import {
  type KeywordSource,
  answersAfter,
  decodeKeywordSources,
  usableAnswers,
} from "../../../src/core/jobs/keywordSources";
import { parseConfig } from "../../../src/core/config/parseConfig";
import type { SourceReading } from "../../../src/core/sources/readSources";
import type { ScanOptions } from "../../../src/core/fetching/scanOptions";

const NOW = new Date("2026-03-02T12:00:00Z");
const FEED = "https://news.example/feed";
const LATER = "2026-03-02T13:00:00.000Z";
const VALIDATORS = { url: FEED, etag: '"1"', day: "2026-03-01" };
const KNOWN: KeywordSource = { rules: "same", validators: VALIDATORS, freshUntil: LATER };
const OPTIONS: ScanOptions = {
  signal: new AbortController().signal,
  concurrency: 1,
  perHost: 1,
  timeoutMs: 1,
  onProgress: () => {},
};

describe("what the keywords job knows of its sources", () => {
  const { config } = parseConfig("keywords", '{ "websiteconfig": { "keywords": ["ransom"] } }', "json");
  assert.ok(config);
  const usable = (source: KeywordSource, changes: Partial<typeof config> = {}, options: Partial<ScanOptions> = {}) => {
    const known = new Map([[FEED, source]]);
    const rules = new Map([[FEED, "same"]]);
    const found = usableAnswers(known, rules, { ...config, ...changes }, { ...OPTIONS, ...options }, NOW);
    return [found.validators.get(FEED)?.etag, found.freshUntil.get(FEED)];
  };

  it("saves requests while it is read for the same", () => {
    assert.deepEqual(usable(KNOWN), ['"1"', LATER]);
    assert.deepEqual(usable({ ...KNOWN, rules: "others" }), [undefined, undefined]);
    assert.deepEqual(usable({ ...KNOWN, validators: null, freshUntil: null }), [undefined, undefined]);
  });
  it("saves none where all that is listed is written each time", () => {
    assert.deepEqual(usable(KNOWN, { getDeltaRecords: false }), [undefined, undefined]);
  });
  it("asks a source whose answer still holds when told to, by what it said last", () => {
    assert.deepEqual(usable(KNOWN, {}, { askAll: true }), ['"1"', undefined]);
  });
  it("forgets what a server said long ago", () => {
    assert.deepEqual(usable({ ...KNOWN, validators: { ...VALIDATORS, day: "2025-01-01" } }), [undefined, LATER]);
  });

  const after = (reading: Partial<SourceReading> & Pick<SourceReading["report"], "outcome">, known?: KeywordSource) => {
    const { outcome, ...rest } = reading;
    const report = { source: { kind: "feed", url: FEED }, outcome, durationMs: 1, articles: 0 } as const;
    const readings: readonly SourceReading[] = [{ articles: [], validators: null, ...rest, report }];
    const rules = new Map([[FEED, "new"]]);
    return answersAfter(new Map(known === undefined ? [] : [[FEED, known]]), rules, readings, NOW).get(FEED);
  };

  it("is what the answer says", () => {
    assert.deepEqual(after({ outcome: "read", validators: { url: FEED, etag: '"2"' }, freshSeconds: 60 }, KNOWN), {
      rules: "new",
      validators: { url: FEED, etag: '"2"', day: "2026-03-02" },
      freshUntil: "2026-03-02T12:01:00.000Z",
    });
    assert.deepEqual(after({ outcome: "read", freshSeconds: 0 }, KNOWN), {
      rules: "new",
      validators: null,
      freshUntil: null,
    });
  });
  it("keeps what identifies an answer that is unchanged", () => {
    assert.deepEqual(after({ outcome: "unchanged", freshSeconds: 0 }, KNOWN)?.validators, VALIDATORS);
    assert.equal(after({ outcome: "unchanged", freshSeconds: 0 })?.validators, null);
  });
  it("stays as it is without an answer", () => {
    assert.equal(after({ outcome: "failed" }, KNOWN), KNOWN);
    assert.equal(after({ outcome: "waiting" }), undefined);
  });

  it("is read back from its document, without what is none", () => {
    const good = [FEED, KNOWN] as const;
    const bare = ["https://b.example/", { rules: "r", validators: null, freshUntil: null }] as const;
    const bad: readonly unknown[] = [
      null,
      "text",
      [1, KNOWN],
      ["https://c.example/", null],
      ["https://c.example/", { ...KNOWN, rules: 1 }],
      ["https://c.example/", { ...KNOWN, freshUntil: 1 }],
      ["https://c.example/", { ...KNOWN, validators: "text" }],
      ["https://c.example/", { ...KNOWN, validators: { ...VALIDATORS, etag: 1 } }],
      ["https://c.example/", { ...KNOWN, validators: { etag: '"1"', day: "2026-03-01" } }],
    ];
    assert.deepEqual([...decodeKeywordSources([good, ...bad, bare])], [good, bare]);
    assert.deepEqual([...decodeKeywordSources({})], []);
  });
});
