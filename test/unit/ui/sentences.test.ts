import assert from "node:assert/strict";
import type { Article, ProfileMatches, ScanReport, SourceReport } from "../../../src/core/model/model";
import type { RecordOutcome } from "../../../src/core/xsoar/reports";
import { plainText as t } from "../../../src/core/text/translate";
import {
  type Missing,
  aliasSentence,
  ambiguousSentence,
  createQuestion,
  createdSentence,
  notedSentence,
  reviewSentence,
  scanSentence,
  takenSentence,
  writtenSentence,
} from "../../../src/ui/sentences";

const article = (key: string): Article => ({
  key,
  title: key,
  url: `https://news.example/${key}`,
  source: "https://news.example/feed.xml",
  published: null,
  found: "2026-03-10T12:00:00Z",
});
const matches = (name: string, count: number): ProfileMatches => ({
  name,
  owner: true,
  record: { kind: "unknown" },
  articles: Array.from({ length: count }, (_, index) => ({
    article: article(String(index)),
    matches: [],
    read: false,
    note: "off",
  })),
});
const source = (outcome: SourceReport["outcome"]): SourceReport => ({
  source: { kind: "feed", url: "https://news.example/feed.xml" },
  outcome,
  durationMs: 1,
  articles: 0,
});
const report = (more: Partial<ScanReport>): ScanReport => ({
  job: "articles",
  started: "2026-03-10T12:00:00Z",
  durationMs: 1,
  cancelled: false,
  sources: [source("read")],
  articleCount: 0,
  newArticles: [],
  newMatches: [],
  resultFile: null,
  notices: [],
  ...more,
});
const missing = (name: string, count: number): Missing => ({
  name,
  kind: "missing",
  articles: Array.from({ length: count }, (_, index) => article(String(index))),
  owner: true,
  dismissed: false,
});

describe("sentences of notifications", () => {
  it("tell what a scan found", () => {
    assert.equal(scanSentence(report({}), t), "0 new articles. No new match.");
    assert.equal(
      scanSentence(report({ newArticles: [article("a")], newMatches: [matches("Clop", 1)] }), t),
      "1 new article. 1 new match for Clop.",
    );
    assert.equal(
      scanSentence(
        report({ newMatches: [matches("[x](command:y)", 2)], sources: [source("failed"), source("read")] }),
        t,
      ),
      "0 new articles. 2 new matches for (x)(command:y). 1 of 2 sources could not be read.",
    );
    assert.equal(
      scanSentence(report({ newMatches: [matches("Clop", 2), matches("Conti", 1)] }), t),
      "0 new articles. 3 new matches for 2 names.",
    );
  });

  it("tell what was not asked, and why", () => {
    const until = "2026-11-24T12:00:00.000Z";
    const unasked = (why: "fresh" | "gone" | "retryAfter") => ({
      ...source(why === "fresh" ? "unchanged" : "waiting"),
      skipped: { why, until },
    });
    const sources = [unasked("fresh"), unasked("fresh"), unasked("gone"), unasked("retryAfter"), source("unchanged")];
    assert.equal(
      scanSentence(report({ sources }), t),
      "0 new articles. No new match. 1 of 5 sources was not asked: its server is left alone for now. " +
        "1 of 5 sources was not asked: it is gone for good, its server says. " +
        "2 of 5 sources were not asked: their last answers still hold.",
    );
  });

  it("tell what was written, and to how many records", () => {
    const noted = (name: string, id: string, added: number): RecordOutcome => {
      return { name, kind: "noted", added, alreadyThere: 3, id, value: `${name} [record]` };
    };
    assert.equal(writtenSentence([], t), "");
    assert.equal(writtenSentence([noted("Clop", "1", 0)], t), "");
    assert.equal(writtenSentence([noted("Clop", "1", 1)], t), "1 note written to Clop (record).");
    assert.equal(
      writtenSentence([noted("TA505", "2", 0), noted("Clop", "1", 2)], t),
      "2 notes written to Clop (record).",
    );
    assert.equal(
      writtenSentence([noted("Clop", "1", 2), noted("Cl0p", "1", 1)], t),
      "3 notes written to Clop (record).",
      "two names of one record",
    );
    assert.equal(
      writtenSentence([noted("Clop", "1", 20), noted("Conti", "2", 2)], t),
      "22 notes written to 2 records.",
    );
  });

  it("tell what was left for a review", () => {
    const left = (notes: number, records: number) => reviewSentence({ notes, records, why: ["record"] }, t);
    assert.equal(reviewSentence(undefined, t), "");
    assert.deepEqual(
      [left(0, 0), left(1, 1), left(21, 1), left(14, 2)],
      [
        "",
        "1 note waits for your review.",
        "21 notes for 1 record wait for your review.",
        "14 notes for 2 records wait for your review.",
      ],
    );
  });

  it("ask before records are created", () => {
    assert.equal(
      createQuestion([missing("Clop", 3)], t),
      "Clop has no record in Cortex XSOAR. Create a Threat Actor record with 3 articles?",
    );
    assert.equal(
      createQuestion([missing("Clop", 1)], t),
      "Clop has no record in Cortex XSOAR. Create a Threat Actor record with 1 article?",
    );
    assert.equal(
      createQuestion([missing("Clop", 1), missing("Conti", 1)], t),
      "2 names have no record in Cortex XSOAR: Clop, Conti. Create Threat Actor records for them?",
    );
  });

  it("tell what became of records and notes", () => {
    const why = () => "The key was refused.";
    assert.equal(
      createdSentence([{ name: "Clop", kind: "created", id: "1", notes: 2, answer: "{}" }], why, t),
      "Created the Threat Actor record Clop with 2 notes.",
    );
    assert.equal(
      createdSentence(
        [
          { name: "Clop", kind: "noted", added: 1, alreadyThere: 0, id: "1", value: "Clop" },
          { name: "Conti", kind: "excluded" },
          { name: "Venom", kind: "failed", failure: { code: "keyFormat" } },
        ],
        why,
        t,
      ),
      "Clop has a record by now; 1 note was added to it. On the exclusion list of Cortex XSOAR, so not created: Conti. Venom: The key was refused.",
    );
    assert.equal(
      ambiguousSentence([{ name: "Clop", kind: "ambiguous", values: ["Clop", "CL0P"], candidates: [] }], t),
      "Clop fits several records (Clop, CL0P): nothing was written for it.",
    );
    const lost = (why: "gone" | "renamed" | "type") =>
      ambiguousSentence([{ name: "Clop", kind: "ambiguous", values: ["CL0P"], candidates: [], lost: why }], t);
    assert.deepEqual((["gone", "renamed", "type"] as const).map(lost), [
      "The record chosen for Clop is no longer there: nothing was written. Choose again on its row.",
      "The record chosen for Clop has another value now: nothing was written. Choose again on its row.",
      "The record chosen for Clop has another type now: nothing was written. Choose again on its row.",
    ]);
    const noted = (added: number) =>
      notedSentence([{ name: "Clop", kind: "noted", added, alreadyThere: 1, id: "1", value: "Clop" }], t);
    assert.deepEqual(
      [noted(0), noted(1), noted(2)],
      ["Clop holds this already.", "Added 1 note to Clop.", "Added 2 notes to Clop."],
    );
  });

  it("tell what a sync of aliases changed and kept", () => {
    const done = {
      kind: "done",
      added: [],
      removed: [],
      count: 4,
      kept: [],
      names: [],
      left: { ofRecords: [], ofAll: 0 },
    } as const;
    assert.equal(aliasSentence(done, t), "Aliases are up to date: 4 known.");
    assert.equal(
      aliasSentence(
        {
          ...done,
          added: ["TA505"],
          removed: ["a", "b"],
          kept: [
            { name: "Venom", why: "failed" },
            { name: "APT", why: "ambiguous" },
          ],
        },
        t,
      ),
      "Added 1 alias: TA505. Removed 2 aliases: a, b. Several records, aliases kept: APT. Not checked, aliases kept: Venom.",
    );
    const ofRecords = [{ name: "[APT](command:x)", count: 9 }];
    assert.equal(
      aliasSentence({ ...done, left: { ofRecords, ofAll: 3 } }, t),
      "Aliases are up to date: 4 known. Of their records the first 200 aliases of up to 120 characters were taken: (APT)(command:x). 3 aliases were left out: the alias file holds 20,000 at most.",
    );
    const whose = [
      { name: "APT28", aliases: ["Forest", "Sofacy"], added: ["Forest", "Sofacy"], removed: [] },
      { name: "APT29", aliases: ["Sofacy"], added: ["Sofacy"], removed: ["Old"] },
    ];
    assert.equal(
      aliasSentence({ ...done, added: ["Forest", "Sofacy"], removed: ["Old"], names: whose }, t),
      "Added 2 aliases: Forest (APT28), Sofacy (APT28, APT29). Removed 1 alias: Old (APT29).",
    );
    const written = [
      { name: "APT28", added: ["Forest", "Sofacy"], removed: [] },
      { name: "APT29", added: ["Sofacy"], removed: ["Old"] },
    ];
    assert.equal(
      takenSentence(written, t),
      "Added 2 aliases: Forest (APT28), Sofacy (APT28, APT29). Removed 1 alias: Old (APT29).",
    );
    assert.equal(takenSentence([], t), "");
  });
});
