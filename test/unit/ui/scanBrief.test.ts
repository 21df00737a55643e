import assert from "node:assert/strict";
import type { NewMatches, SourceReport } from "../../../src/core/model/model";
import { plainText as t } from "../../../src/core/text/translate";
import { NO_JOBS } from "../../../src/ui/jobResults";
import { briefText, isOffline, newsSentence, nothingReadSentence } from "../../../src/ui/scanBrief";

const row = (name: string, articles: number): NewMatches => ({
  name,
  owner: true,
  articles: Array.from({ length: articles }, () => ({}) as never),
});
const failed = (code: string): SourceReport =>
  ({
    source: { kind: "feed", url: "https://a.example/" },
    outcome: "failed",
    durationMs: 1,
    articles: 0,
    failure: { code },
  }) as unknown as SourceReport;
const read = { ...failed("dns"), outcome: "read", failure: undefined } as unknown as SourceReport;

describe("a scan in few words", () => {
  it("names what the news are about, three names by name", () => {
    const said = (...rows: readonly NewMatches[]) => newsSentence(rows, t);
    assert.equal(said(), "");
    assert.equal(said(row("Emberfox", 1)), "1 new match for Emberfox.");
    assert.equal(said(row("Emberfox", 1200)), "1,200 new matches for Emberfox.");
    assert.equal(said(row("Emberfox", 2), row("[x](command:y)", 1)), "3 new matches: Emberfox (2), (x)(command:y).");
    const many = [row("A", 1), row("B", 1), row("C", 2), row("D", 1)];
    assert.equal(said(...many), "5 new matches: A, B, C (2) and 1 other name.");
    assert.equal(said(...many, row("E", 1)), "6 new matches: A, B, C (2) and 2 other names.");
  });

  it("is nothing, articles or matches in the status bar", () => {
    const article = {} as never;
    const none = { newArticles: [], newMatches: [], sources: [read] };
    const [quiet, news] = [NO_JOBS, { ...NO_JOBS, hasNews: true }];
    assert.equal(briefText(none, quiet, t), "nothing new");
    assert.equal(briefText(null, quiet, t), "nothing new");
    assert.equal(briefText({ ...none, newArticles: [article] }, news, t), "1 new article, no match");
    assert.equal(briefText({ ...none, newArticles: [article], newMatches: [row("A", 2)] }, quiet, t), "2 new matches");
    assert.equal(briefText(null, news, t), "", "what other jobs have found is told by their sentence");
    assert.equal(briefText({ ...none, sources: [failed("dns")] }, quiet, t), "", "nothing was read");
  });

  it("is no network where none of several servers has answered", () => {
    const dead = [failed("dns"), failed("refused"), failed("timeout")];
    assert.equal(nothingReadSentence(dead, t), "No network? None of the 3 sources answered.");
    assert.equal(nothingReadSentence([failed("dns"), failed("status")], t), "2 of 2 sources could not be read.");
    assert.equal(nothingReadSentence([failed("dns")], t), "1 of 1 source could not be read.");
    assert.equal(nothingReadSentence([...dead, read], t), "");
    assert.equal(nothingReadSentence([], t), "");
    assert.deepEqual([isOffline(dead), isOffline([failed("dns")]), isOffline([...dead, read])], [true, false, false]);
  });
});
