import assert from "node:assert/strict";
import type {
  ContentsReport,
  CountsReport,
  KeywordsReport,
  OtherReport,
  PageChange,
  PageState,
} from "../../../src/core/jobs/jobReports";
import type { BrokenConfig, JobFile } from "../../../src/core/config/configState";
import type { Article, SourceReport } from "../../../src/core/model/model";
import { plainText as t } from "../../../src/core/text/translate";
import { digestJobs } from "../../../src/ui/jobResults";
import {
  byChange,
  contentSentence,
  countSentence,
  keywordSentence,
  placeSentence,
  isNews,
  jobSentence,
  markedContext,
  pageDescription,
  shortAddress,
} from "../../../src/ui/jobText";

const source = (outcome: SourceReport["outcome"]): SourceReport => ({
  source: { kind: "page", url: "https://news.example/" },
  outcome,
  durationMs: 1,
  articles: 0,
});
const common = {
  started: "2026-03-10T12:00:00Z",
  durationMs: 1,
  cancelled: false,
  sources: [source("read")],
  resultFile: null,
  notices: [],
};
const article: Article = {
  key: "1",
  title: "Ransom note",
  url: "https://news.example/1",
  source: "https://news.example/feed.xml",
  published: null,
  found: "2026-03-10T12:00:00Z",
};
const keywords = (count: number): KeywordsReport => ({
  ...common,
  job: "keywords",
  newArticles: Array.from({ length: count }, () => ({ article, keywords: ["ransom"] })),
  notes: null,
});
const file: JobFile = { file: "config/x.json", format: "json", warnings: [], plainKey: false, ignored: null };
/** What a digest asks of a job that has run is in its report. */
const done = { kind: "done", state: { kind: "ok", ...file, config: {} as never } } as const;
const counts = (...pages: readonly number[]): CountsReport => ({
  ...common,
  job: "counts",
  rows: pages.map((count, index) => ({
    name: `Name ${index}`,
    pages: Array.from({ length: count }, () => ({ url: "https://news.example/", before: "", from: "" })),
  })),
});
const state = (change: PageChange, more: Partial<PageState> = {}): PageState => ({
  url: `https://news.example/${change}`,
  change,
  read: "2026-03-10T12:00:00Z",
  changed: null,
  ...more,
});
const contents = (...changes: readonly PageChange[]): ContentsReport => ({
  ...common,
  job: "contents",
  pages: changes.map((change) => state(change)),
});

describe("what a job found, in a sentence", () => {
  for (const [report, sentence, news] of [
    [keywords(0), "Keywords: 0 new articles.", false],
    [keywords(1), "Keywords: 1 new article.", true],
    [keywords(3), "Keywords: 3 new articles.", true],
    [counts(), "Counts: 0 hits.", false],
    [counts(0, 1), "Counts: 1 hit.", false],
    [counts(5, 0, 7), "Counts: 12 hits.", false],
    [contents("same", "failed"), "Contents: 0 pages changed.", false],
    [contents("changed", "same"), "Contents: 1 page changed.", true],
    [contents("changed", "new", "changed"), "Contents: 2 pages changed.", true],
    [contents("new"), "Contents: 1 page read for the first time.", false],
    [contents("new", "new"), "Contents: 2 pages read for the first time.", false],
  ] as const satisfies readonly (readonly [OtherReport, string, boolean])[]) {
    it(sentence, () => {
      assert.equal(jobSentence(report, t), sentence);
      assert.equal(isNews(report), news);
    });
  }
  it("says how many sources could not be read", () => {
    const report = { ...keywords(2), sources: [source("read"), source("failed"), source("waiting")] };
    assert.equal(
      jobSentence(report, t),
      "Keywords: 2 new articles. 1 of 3 sources could not be read. 1 of 3 sources was not asked: its server is left alone for now.",
    );
  });
});

describe("what a scan says of the other jobs", () => {
  const broken: BrokenConfig = { kind: "invalid", file: "config/counts_config.json", problems: [] };
  const digest = (...results: Parameters<typeof digestJobs>[0]) =>
    digestJobs(results, null, ({ file }) => `${file}, line 3: wrong.`, t);

  it("is one text with every result file", () => {
    const found = digest(
      {
        job: "keywords",
        ...done,
        report: { ...keywords(3), resultFile: "01/a_keyword.txt" },
      },
      { job: "counts", ...done, report: { ...counts(12), resultFile: "02/a_counts.csv" } },
      { job: "contents", ...done, report: contents("changed", "changed") },
    );
    assert.equal(found.sentence, "Keywords: 3 new articles. Counts: 12 hits. Contents: 2 pages changed.");
    assert.deepEqual(found.files, ["01/a_keyword.txt", "02/a_counts.csv"]);
    assert.deepEqual([found.trouble, found.hasNews, found.hasFailed, found.broken], [[], true, false, null]);
  });
  it("names a broken configuration beside what the others found", () => {
    const found = digest(
      { job: "keywords", ...done, report: keywords(1) },
      { job: "counts", kind: "config", state: broken },
      {
        job: "contents",
        ...done,
        report: { ...contents("same"), sources: [source("failed")] },
      },
    );
    assert.equal(
      found.sentence,
      "Keywords: 1 new article. Contents: 0 pages changed. 1 of 1 source could not be read.",
    );
    assert.deepEqual(found.trouble, ["config/counts_config.json, line 3: wrong."]);
    assert.equal(found.broken, broken);
    assert.equal(found.hasFailed, true);
  });
  it("puts the configuration of the articles first", () => {
    const articles: BrokenConfig = { kind: "invalid", file: "config/articles_config.json", problems: [] };
    const found = digestJobs([{ job: "counts", kind: "config", state: broken }], articles, ({ file }) => file, t);
    assert.deepEqual(found.trouble, ["config/articles_config.json", "config/counts_config.json"]);
    assert.equal(found.broken, articles);
  });
  it("is silent about a cancelled job, and notices hold no link", () => {
    const found = digest(
      {
        job: "keywords",
        ...done,
        report: { ...keywords(3), cancelled: true, resultFile: "x" },
      },
      {
        job: "counts",
        ...done,
        report: { ...counts(1), notices: ["see [this](command:x)", "more"] },
      },
    );
    assert.equal(found.sentence, "Counts: 1 hit.");
    assert.deepEqual([found.files, found.hasNews], [[], false]);
    assert.deepEqual(found.trouble, ["see (this)(command:x)"]);
  });
});

describe("pages in the view", () => {
  const date = (iso: string): string => iso.slice(0, 10);

  it("stand with what changed first, else as configured", () => {
    const pages = [state("same"), state("failed"), state("new"), state("changed"), state("same", { url: "z" })];
    assert.deepEqual(
      byChange(pages).map(({ url }) => url.slice(url.lastIndexOf("/") + 1)),
      ["changed", "new", "failed", "same", "z"],
    );
  });
  for (const [page, text] of [
    [state("changed", { changed: "2026-03-09T08:00:00Z" }), "changed 2026-03-09"],
    [state("new"), "new 2026-03-10"],
    [state("same"), "same"],
    [state("same", { changed: "2026-02-01T08:00:00Z" }), "same since 2026-02-01"],
    [state("failed"), "failed: no answer"],
  ] as const) {
    it(text, () => assert.equal(pageDescription(page, date, "no\nanswer", t), text));
  }
  it("have short addresses", () => {
    assert.equal(shortAddress("https://www.news.example/a/"), "news.example/a");
    assert.equal(shortAddress("http://news.example"), "news.example");
    assert.equal(shortAddress("https://news.example/\u202Egpj\n"), "news.example/gpj");
  });
  it("show what stands around a name as one line, the name marked where it stands then", () => {
    const { text, mark } = markedContext("Conti", "<p>\n\tthe \u202Egang ", "Conti\r\nstrikes\u0000 again", false);
    assert.equal(text, "…<p> the gang Conti strikes again…");
    assert.equal(text.slice(...mark), "Conti");
    const alone = markedContext("Venom Spider", "", "Venom Spider", false);
    assert.deepEqual(alone, { text: "…Venom Spider…", mark: [1, 13] });
  });
  for (const [before, from, text] of [
    [
      'ass="x"><h1>Status</h1><p>All quiet, says ',
      "Conti &amp; sons.</p><p clas",
      "…All quiet, says Conti &amp; sons.…",
    ],
    ["of all the gangs there are, ", "Conti, <b>they say</b>, strikes", "…angs there are, Conti, they say , strikes…"],
    ["<p>", "Conti", "…Conti…"],
    ["<b title='", "Conti'>x</b>", "…Conti x…"],
    ['<script>var gangs = ["Clop", "', 'Conti"]; run({a: 1});', "…Conti…"],
    ['{"name":"', 'Conti","kind":"gang"}', "…Conti…"],
    ['He said: "It is ', 'Conti", and left', '…He said: "It is Conti", and left…'],
  ] as const) {
    it(`have few words and no tags in a row: ${text}`, () => {
      const short = markedContext("Conti", before, from, true);
      assert.equal(short.text, text);
      assert.equal(short.text.slice(...short.mark), "Conti");
    });
  }
});

describe("rows of other jobs for screen readers", () => {
  it("are sentences", () => {
    assert.equal(keywordSentence("router", 1, t), "router, 1 article");
    assert.equal(keywordSentence("router", 2, t), "router, 2 articles");
    assert.equal(countSentence("Conti", 3, t), "Conti, on 3 pages");
    assert.equal(
      placeSentence("Conti", "https://www.news.example/a", "…the gang Conti strikes…", t),
      "Conti on news.example/a: …the gang Conti strikes…",
    );
    assert.equal(contentSentence("https://news.example/", "same", t), "Page news.example: same");
  });
});
