import assert from "node:assert/strict";
import type { ScanOptions } from "../../../src/core/fetching/scanOptions";
import type { DoneJob, KeywordsReport, RowsReport } from "../../../src/core/jobs/jobReports";
import { createXsoar } from "../../world/xsoar/server";
import { type FakeWorld, createFakeWorld, rss } from "../scan/fakes";

const LEAKS = "https://leaks.example/list";
const FEED = "https://news.example/feed";

const SCAN: ScanOptions = {
  signal: new AbortController().signal,
  concurrency: 10,
  perHost: 2,
  timeoutMs: 1000,
  onProgress: () => {},
};

/** A folder with jobs of its own, and nothing else unless told. */
function open(jobs: Readonly<Record<string, string>>, articles?: object): FakeWorld {
  const it = createFakeWorld(articles ?? {});
  if (articles === undefined) it.files.delete("config/articles_config.json");
  for (const [name, text] of Object.entries(jobs)) it.files.set(`config/${name}_config.yaml`, text);
  it.web.set(LEAKS, cards(["Harbour", "12 GB"], ["Mill", "3 GB"]));
  it.web.set(
    FEED,
    rss([
      ["Emberfox returns", "https://news.example/1"],
      ["All quiet", "https://news.example/2"],
    ]),
  );
  return it;
}

function cards(...all: readonly (readonly [victim: string, size: string])[]): string {
  return `<main>${all.map(([name, size]) => `<div class="card"><h2>${name}</h2><p>${size}</p></div>`).join("")}</main>`;
}

async function run(it: FakeWorld, which: readonly string[] | null = null, options: Partial<ScanOptions> = {}) {
  const asked = it.requests.length;
  const outcome = await it.session.run(which, { ...SCAN, ...options });
  assert.ok(outcome.kind === "done");
  const results = outcome.read.results.map((result) => {
    assert.ok(result.kind === "done", JSON.stringify(result));
    return result;
  });
  it.later(60_000);
  return { results, requests: it.requests.slice(asked).map(({ url }) => url), deliver: outcome.deliver };
}

function rowsIn(result: DoneJob | undefined): RowsReport {
  assert.ok(result?.job === "rows");
  return result.report;
}

function articlesIn(result: DoneJob | undefined): KeywordsReport {
  assert.ok(result?.job === "keywords");
  return result.report;
}

const titles = ({ newArticles }: KeywordsReport): readonly string[] => newArticles.map(({ article }) => article.title);
const victims = ({ newRows }: RowsReport): readonly string[] => newRows.map(({ values }) => values[0] ?? "");

const WATCH = `job: {name: Harbour watch, base: contents}
websiteconfig: {webpages: ["${LEAKS}"]}
extract: {select: .card, fields: {victim: h2, size: {from: p, volatile: true}}}
format: {columns: {Victim: "{victim}", Size: "{size}", Page: "{url}"}}
resultfile: {folder: Leaks, filename: leaks.csv}
`;

describe("jobs of the user's own", () => {
  it("runs in a folder that has nothing else, and writes what its columns say", async () => {
    const it = open({ watch: WATCH });
    const { results } = await run(it);
    assert.equal(results.length, 1);
    const report = rowsIn(results[0]);
    assert.deepEqual([report.own.id, report.own.name, report.rowCount], ["watch", "Harbour watch", 2]);
    assert.deepEqual(victims(report), ["Harbour", "Mill"]);
    assert.equal(
      it.files.get(report.resultFile ?? ""),
      `\uFEFFVictim,Size,Page\r\nHarbour,12 GB,${LEAKS}\r\nMill,3 GB,${LEAKS}\r\n`,
    );
    assert.match(report.resultFile ?? "", /^Leaks\/.*_leaks\.csv$/);
  });
  it("takes a row for known by all but what is volatile, and shows what stands there now", async () => {
    const it = open({ watch: WATCH });
    await run(it);
    it.web.set(LEAKS, cards(["Harbour", "99 GB"], ["Ferry", "1 GB"]));
    const { results } = await run(it);
    assert.deepEqual(victims(rowsIn(results[0])), ["Ferry"]);
    const [own] = (await it.session.jobs.overview()).own;
    assert.ok(own?.found.kind === "rows");
    assert.deepEqual(
      own.found.rows.map(({ values }) => values),
      [
        ["Ferry", "1 GB"],
        ["Harbour", "99 GB"],
      ],
    );
  });
  it("counts a row as new that changed in what it is known by", async () => {
    const it = open({ watch: WATCH.replace(", volatile: true", "") });
    await run(it);
    it.web.set(LEAKS, cards(["Harbour", "99 GB"], ["Mill", "3 GB"]));
    assert.deepEqual(victims(rowsIn((await run(it)).results[0])), ["Harbour"]);
  });
  it("keeps the rows of a page that cannot be read", async () => {
    const it = open({ watch: WATCH });
    await run(it);
    it.web.delete(LEAKS);
    const report = rowsIn((await run(it, ["watch"])).results[0]);
    assert.deepEqual([report.rowCount, report.newRows.length, report.sources[0]?.outcome], [2, 0, "failed"]);
  });
  it("writes with the next run what no file could be told of", async () => {
    const it = open({ watch: WATCH });
    const set = it.files.set.bind(it.files);
    it.files.set = (path, text) => {
      if (path.startsWith("Leaks/")) throw Object.assign(new Error("no space"), { code: "ENOSPC", syscall: "write" });
      return set(path, text);
    };
    const failed = rowsIn((await run(it)).results[0]);
    assert.equal(failed.resultFile, null);
    assert.equal(failed.notices.length, 1);
    it.files.set = set;
    const report = rowsIn((await run(it)).results[0]);
    assert.equal(report.newRows.length, 0);
    assert.match(it.files.get(report.resultFile ?? "") ?? "", /Harbour.*\r\nMill/);
  });
  it("writes all of it each time where delta is off", async () => {
    const it = open({ watch: `${WATCH}steps: {delta: false}\n` });
    await run(it);
    const report = rowsIn((await run(it)).results[0]);
    assert.match(it.files.get(report.resultFile ?? "") ?? "", /Harbour.*\r\nMill/);
  });
  it("counts the rows alone that hold a name, with their case", async () => {
    const text = WATCH.replace("base: contents", "base: counts").replace(
      "webpages:",
      "hit: [Mill, harbour], webpages:",
    );
    const report = rowsIn((await run(open({ watch: text }))).results[0]);
    assert.deepEqual(
      report.newRows.map(({ values, names }) => [values[0], names]),
      [["Mill", ["Mill"]]],
    );
  });
  it("follows include and exclude of a source", async () => {
    const text = WATCH.replace(`["${LEAKS}"]`, `[{url: "${LEAKS}", exclude: [mill]}]`);
    assert.deepEqual(victims(rowsIn((await run(open({ watch: text }))).results[0])), ["Harbour"]);
  });

  const NEWS = `job: {base: articles}
websiteconfig: {rss_feeds: ["${FEED}"], webpages: []}
profiling: {profileData: [Emberfox], profile2file: true, profileFolderName: People}
steps: {profiles: true}
`;
  it("makes a list of articles of its own, beside that of the shipped job", async () => {
    const articles = { websiteconfig: { rss_feeds: [FEED], webpages: [] } };
    const it = open({ news: NEWS }, articles);
    const { results, requests } = await run(it);
    assert.deepEqual(requests, [FEED], "one request for both");
    const [shipped, own] = results;
    assert.ok(shipped?.job === "articles");
    assert.equal(shipped.report.newArticles.length, 2);
    const report = articlesIn(own);
    assert.deepEqual([report.own?.id, report.own?.base], ["news", "articles"]);
    assert.deepEqual(titles(report), ["Emberfox returns", "All quiet"]);
    assert.match(report.resultFile ?? "", /^news\/.*_news\.txt$/);
    assert.match(it.files.get("People/Emberfox_profile.txt") ?? "", /Emberfox returns/);
    const again = await run(it);
    assert.deepEqual(titles(articlesIn(again.results[1])), []);
    assert.equal((await it.session.sources.list()).kind, "ok");
  });
  it("has its notes wait with all others, and its mail be sent by its own words", async () => {
    const more = `steps: {profiles: true, notes: true, mail: true}
mailconfig: {mailServer: "mail.example", senderMailAddress: a@mail.example, destinationMailAddress: b@mail.example}
`;
    const it = open({
      news: NEWS.replace(/steps:.*\n/, more).replace(
        "profile2file: true",
        "CortexXSOARAPIConfig: {host: 'https://xsoar.test'}",
      ),
      watch: `${WATCH}${more.replace("profiles: true, notes: true, ", "")}`,
    });
    const xsoar = createXsoar({ key: "own-key" });
    xsoar.put({ value: "Emberfox", indicator_type: "Threat Actor", CustomFields: null });
    it.web.set("*", (request) => xsoar.http.request(request));
    const { deliver, results } = await run(it);
    assert.equal(articlesIn(results[0]).notes, 1);
    assert.deepEqual(
      (await it.session.notes.pending()).map(({ name, notes }) => [name, notes.map(({ article }) => article.url)]),
      [["Emberfox", ["https://news.example/1"]]],
    );
    const { signal } = SCAN;
    const { notes, mails } = await deliver({ signal, by: "scan", timeoutMs: 1000 });
    assert.equal(notes?.records, null, "nobody lends a key: they wait");
    assert.deepEqual([...new Set(mails.map(({ kind }) => kind))], ["waits"]);
    const texts = (await it.session.mail.waiting()).map(({ message }) => message.text);
    assert.equal(texts.length, 2);
    assert.match(texts[0] ?? "", /news \(2\)[^]*Emberfox returns[^]*All quiet/);
    assert.match(texts[1] ?? "", /Harbour watch \(2\)[^]*Harbour · 12 GB[^]*Mill · 3 GB/);
    const { outcomes } = await it.session.notes.writeWaiting(xsoar.connection, signal);
    assert.deepEqual(
      outcomes.map(({ name, kind }) => [name, kind]),
      [["Emberfox", "noted"]],
    );
    assert.equal(articlesIn((await run(it)).results[0]).notes, 0, "each article once");
  });
  it("meets no empty source when it is new, and reads anew when it looks for something else", async () => {
    const articles = { websiteconfig: { rss_feeds: [FEED], webpages: [] } };
    const it = open({}, articles);
    await run(it);
    it.files.set("config/news_config.yaml", NEWS.replace("base: articles", "base: keywords"));
    assert.deepEqual(titles(articlesIn((await run(it)).results[1])), []);
    it.files.set(
      "config/news_config.yaml",
      NEWS.replace("base: articles", "base: keywords").replace("rss_feeds:", "keywords: [quiet], rss_feeds:"),
    );
    assert.deepEqual(titles(articlesIn((await run(it)).results[1])), ["All quiet"]);
  });
  it("takes articles out of a page, known by their headline where they have no address", async () => {
    const text = `job: {base: articles}
websiteconfig: {webpages: ["${LEAKS}"], rss_feeds: []}
extract: {select: .card, fields: {title: h2, summary: p}}
format: {item: "* {title}: {summary} ({url})\\n"}
`;
    const it = open({ cards: text });
    const report = articlesIn((await run(it)).results[0]);
    assert.deepEqual(titles(report), ["Harbour", "Mill"]);
    assert.equal(it.files.get(report.resultFile ?? ""), `* Harbour: 12 GB (${LEAKS})\n* Mill: 3 GB (${LEAKS})\n`);
    it.web.set(LEAKS, cards(["Harbour", "13 GB"], ["Ferry", "1 GB"]));
    assert.deepEqual(titles(articlesIn((await run(it)).results[0])), ["Ferry"]);
  });
  it("compares the text of a page with what it has read itself", async () => {
    const text = `job: {base: contents}\nwebsiteconfig: {webpages: ["${LEAKS}"]}\nformat: {item: "{change} {url}\\n"}\n`;
    const it = open({ one: text, two: text });
    const both = await run(it);
    assert.equal(both.requests.length, 1);
    for (const result of both.results) {
      assert.ok(result.job === "contents");
      assert.equal(result.report.pages[0]?.change, "new");
      assert.equal(it.files.get(result.report.resultFile ?? ""), `new ${LEAKS}\n`);
    }
  });
  it("writes with the next run the page that no file could be told of", async () => {
    const text = `job: {base: contents}\nwebsiteconfig: {webpages: ["${LEAKS}"]}\nformat: {item: "{url}\\n"}\n`;
    const it = open({ one: text });
    const set = it.files.set.bind(it.files);
    it.files.set = (path, written) => {
      if (path.startsWith("one/")) throw Object.assign(new Error("no space"), { code: "ENOSPC", syscall: "write" });
      return set(path, written);
    };
    await run(it);
    it.files.set = set;
    for (const expected of [`${LEAKS}\n`, ""]) {
      const [result] = (await run(it)).results;
      assert.ok(result?.job === "contents" && result.report.pages[0]?.change === "same");
      const file = it.files.get(result.report.resultFile ?? "") ?? "";
      assert.equal(file.includes(LEAKS), expected !== "", file);
    }
  });
  it("counts names by a layout of its own", async () => {
    const text = `job: {base: counts}\nwebsiteconfig: {webpages: ["${LEAKS}"], hit: [Mill, Nobody]}\nformat: {columns: {Who: "{name}", Where: "{url}"}}\n`;
    const it = open({ count: text });
    const [result] = (await run(it)).results;
    assert.ok(result?.job === "counts");
    assert.equal(it.files.get(result.report.resultFile ?? ""), `\uFEFFWho,Where\r\nMill,${LEAKS}\r\n`);
  });

  it("runs a job with `every` when it is due, and at once by its name", async () => {
    const it = open({ watch: WATCH.replace("base: contents", "base: contents, every: 1h"), other: WATCH });
    assert.equal((await run(it)).results.length, 2);
    assert.equal((await run(it)).results.length, 1, "not due yet");
    assert.equal((await it.session.jobs.own()).find(({ id }) => id === "watch")?.isDue, false);
    assert.equal((await run(it, ["watch"])).results.length, 1);
    it.later(58 * 60_000);
    assert.equal((await run(it)).results.length, 2, "a minute early is in time");
  });
  it("says what is wrong with one job, and runs the others", async () => {
    const it = open({ bad: "job: {base: counts, every: 1m}", watch: WATCH, foreign: "port: 1" });
    const outcome = await it.session.run(null, SCAN);
    assert.ok(outcome.kind === "done");
    assert.deepEqual(
      outcome.read.results.map(({ kind, job }) => [kind, job]),
      [
        ["config", "bad"],
        ["done", "rows"],
      ],
    );
    const missing = await it.session.run(["gone"], SCAN);
    assert.ok(missing.kind === "done");
    assert.deepEqual(missing.read.results, [{ kind: "config", job: "gone", state: { kind: "none" } }]);
  });
  it("changes nothing when it is ended", async () => {
    const it = open({ watch: WATCH });
    const abort = new AbortController();
    it.web.set(LEAKS, () => {
      abort.abort();
      throw new Error("ended");
    });
    const outcome = await it.session.run(null, { ...SCAN, signal: abort.signal }).catch(() => null);
    if (outcome?.kind === "done") assert.equal(outcome.read.cancelled, true);
    assert.equal(
      [...it.files.keys()].some((path) => path.startsWith("Leaks/")),
      false,
    );
  });
  it("forgets nothing of a job whose file cannot be read, and finds nothing of another one", async () => {
    const it = open({ watch: WATCH });
    await run(it);
    it.files.set("config/watch_config.yaml", WATCH.replace("base: contents", "base: articles"));
    const outcome = await it.session.run(null, SCAN);
    assert.ok(outcome.kind === "done" && outcome.read.results[0]?.kind === "config");
    it.files.set("config/watch_config.yaml", WATCH);
    assert.deepEqual(victims(rowsIn((await run(it)).results[0])), []);
    it.files.set("config/second_config.yaml", WATCH);
    const { results } = await run(it, ["second"]);
    assert.deepEqual(victims(rowsIn(results[0])), ["Harbour", "Mill"]);
  });
  it("lists its sources with those of the others, and changes them in its file", async () => {
    const it = open({ watch: WATCH });
    await run(it);
    const list = await it.session.sources.list();
    assert.ok(list.kind === "ok");
    assert.deepEqual(
      list.sources.map(({ url, jobs, homes, state }) => [url, jobs, homes, state]),
      [[LEAKS, ["watch"], ["watch"], "well"]],
    );
    const done = await it.session.sources.change({ kind: "enable", url: LEAKS, enabled: false }, ["watch"]);
    assert.deepEqual(done, { kind: "written", file: "config/watch_config.yaml" });
    assert.match(it.files.get("config/watch_config.yaml") ?? "", /enabled: false/);
  });
});
