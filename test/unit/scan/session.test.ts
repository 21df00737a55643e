import assert from "node:assert/strict";
import { type FakeWorld, createFakeWorld, response, rss } from "./fakes";
import { runOne } from "../../oneJob";

const FEED = "https://news.example/rss.xml";
const CONFIG = {
  websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
  profiling: { profileData: ["Clop", "WinterVivern"] },
};
const CLOP = ["Clop hits a file transfer tool", "https://news.example/clop-hits"] as const;
const VIVERN = ["Winter Vivern is back", "https://news.example/vivern"] as const;
const OTHER = ["A quiet day", "https://news.example/quiet"] as const;

function world(config: unknown = CONFIG): FakeWorld {
  const made = createFakeWorld(config);
  made.web.set(FEED, rss([CLOP, OTHER]));
  return made;
}

function resultFiles({ files }: FakeWorld): string[] {
  return [...files].filter(([path]) => path.startsWith("00 Article Result Files/")).map(([, text]) => text);
}

function matched(rows: readonly { name: string; articles: readonly { article: { title: string } }[] }[]): string[] {
  return rows.flatMap(({ name, articles }) => articles.map(({ article }) => `${name}: ${article.title}`));
}

describe("a scan", () => {
  it("finds what is new, writes it and remembers the matches", async () => {
    const it = world();
    const report = await it.scan();
    assert.deepEqual(
      report.newArticles.map(({ title }) => title),
      [CLOP[0], OTHER[0]],
    );
    assert.deepEqual(matched(report.newMatches), [`Clop: ${CLOP[0]}`]);
    assert.deepEqual(resultFiles(it), [`${CLOP.join("\n")}\n\n${OTHER.join("\n")}\n\n`]);
    assert.match(report.resultFile ?? "", /^00 Article Result Files\/\d{4}-\d{2}-\d{2}_\d{6}_articles\.txt$/);
    const overview = await it.session.articles.overview();
    assert.deepEqual(matched(overview.rows), [`Clop: ${CLOP[0]}`]);
    assert.deepEqual(overview.rows[0]?.articles[0]?.matches, [
      { profile: "Clop", name: "Clop", field: "title", start: 0, end: 4, text: "Clop", rule: ["exact"], weight: 1 },
      { profile: "Clop", name: "Clop", field: "url", start: 21, end: 25, text: "clop", rule: ["exact"], weight: 0.8 },
    ]);
  });

  it("tells what the last scan has found from what was there before, which a first scan cannot", async () => {
    const it = world();
    await it.scan();
    assert.equal((await it.session.articles.overview()).newSince, null);
    it.later(60_000);
    it.web.set(FEED, rss([CLOP, VIVERN]));
    await it.scan();
    const { newSince, lastScan, rows } = await it.session.articles.overview();
    assert.equal(newSince, lastScan);
    const isNew = rows.flatMap(({ articles }) => articles.map(({ article }) => article.found >= (newSince ?? "")));
    assert.deepEqual(
      [matched(rows), isNew],
      [
        [`Clop: ${CLOP[0]}`, `WinterVivern: ${VIVERN[0]}`],
        [false, true],
      ],
    );
  });

  it("finds nothing new the second time and writes the placeholder", async () => {
    const it = world();
    await it.scan();
    const report = await it.scan();
    assert.deepEqual([report.newArticles.length, report.newMatches.length], [0, 0]);
    assert.equal(resultFiles(it)[1], "Currently there are no new articles.");
    assert.equal((await it.session.articles.overview()).rows[0]?.articles.length, 1);
  });

  it("takes two addresses of one article for one", async () => {
    const it = world();
    await it.scan();
    it.web.set(FEED, rss([["Clop again", "http://www.news.example//clop-hits/?utm_source=x#top"], VIVERN]));
    assert.deepEqual(
      (await it.scan()).newArticles.map(({ title }) => title),
      [VIVERN[0]],
    );
  });

  it("does not report what a result file of the original tool holds", async () => {
    const it = world();
    it.files.set(
      "00 Article Result Files/2025-01-01_000000_articles.txt",
      "Old\r\nhttps://www.news.example//clop-hits\r\n\r\n",
    );
    const report = await it.scan();
    assert.deepEqual(
      report.newArticles.map(({ title }) => title),
      [OTHER[0]],
    );
    assert.deepEqual(report.newMatches, []);
  });

  it("writes everything when getDeltaRecords is off, and reports as news only what is", async () => {
    const it = world({ ...CONFIG, getDeltaRecords: false });
    await it.scan();
    const report = await it.scan();
    assert.deepEqual([report.newArticles.length, report.newMatches.length], [0, 0]);
    assert.equal(resultFiles(it)[1], resultFiles(it)[0]);
  });

  it("meets stored articles with a name added since: news for the rows, not for the result file", async () => {
    const it = world();
    it.web.set(FEED, rss([["Black Basta leaks chats", "https://news.example/bb"]]));
    await it.scan();
    it.files.set(
      "config/articles_config.json",
      JSON.stringify({ ...CONFIG, profiling: { profileData: ["Clop", "BlackBasta"] } }),
    );
    const report = await it.scan();
    assert.deepEqual(matched(report.newMatches), ["BlackBasta: Black Basta leaks chats"]);
    assert.equal(resultFiles(it)[1], "Currently there are no new articles.");
  });

  it("finds aliases of the alias file as rows of their own while their owner is not known", async () => {
    const it = world();
    it.files.set("config/cortex_aliases.json", '["TA505", "clop", "!!"]');
    it.web.set(FEED, rss([["TA505 phishing wave", "https://news.example/ta"]]));
    const report = await it.scan();
    assert.deepEqual(
      report.newMatches.map(({ name, owner }) => [name, owner]),
      [["TA505", false]],
    );
  });

  it("keeps the rows while matching is switched off, and reports no old news afterwards", async () => {
    const it = world();
    await it.scan();
    const configure = (profileRecords: boolean) =>
      it.files.set("config/articles_config.json", JSON.stringify({ ...CONFIG, profileRecords }));
    configure(false);
    it.web.set(FEED, rss([CLOP, VIVERN]));
    assert.deepEqual((await it.scan()).newMatches, []);
    assert.deepEqual(matched((await it.session.articles.overview()).rows), [`Clop: ${CLOP[0]}`]);
    configure(true);
    assert.deepEqual(matched((await it.scan()).newMatches), [`WinterVivern: ${VIVERN[0]}`]);
  });

  it("matches only new articles as long as names and rules are the same, and all once they are not", async () => {
    const it = world();
    await it.scan();
    const rows = JSON.parse(it.documents.get("matches") ?? "") as { data: unknown[] };
    assert.equal(rows.data.length, 1);
    it.documents.set("matches", JSON.stringify({ ...rows, data: [] }));
    it.web.set(FEED, rss([CLOP, VIVERN]));
    assert.deepEqual(matched((await it.scan()).newMatches), [`WinterVivern: ${VIVERN[0]}`]);
    const profileData = [...CONFIG.profiling.profileData, "Quiet Badger"];
    it.files.set(
      "config/articles_config.json",
      JSON.stringify({ ...CONFIG, profiling: { ...CONFIG.profiling, profileData } }),
    );
    assert.deepEqual(matched((await it.scan()).newMatches), [`Clop: ${CLOP[0]}`]);
  });

  it("matches what an interrupted scan had stored and not matched", async () => {
    const it = world();
    await it.scan();
    const before = new Map(it.documents);
    it.web.set(FEED, rss([CLOP, VIVERN]));
    // It was interrupted before it wrote any.
    it.files.delete((await it.scan()).resultFile ?? "");
    const archive = it.documents.get("articles") ?? "";
    it.documents.clear();
    for (const [name, text] of before) it.documents.set(name, text);
    it.documents.set("articles", archive);
    it.web.set(FEED, rss([CLOP]));
    assert.deepEqual(matched((await it.scan()).newMatches), [`WinterVivern: ${VIVERN[0]}`]);
  });

  it("goes on with the aliases it knows when the alias file is damaged, and says so", async () => {
    const it = world();
    it.documents.set("alias-owners", JSON.stringify({ version: 1, data: [["TA505", "Clop"]] }));
    it.files.set("config/cortex_aliases.json", '["TA505"');
    it.web.set(FEED, rss([["TA505 phishing wave", "https://news.example/ta"]]));
    const report = await it.scan();
    assert.deepEqual(matched(report.newMatches), ["Clop: TA505 phishing wave"]);
    assert.match(report.notices.join(), /alias file is not a JSON array/);
  });

  it("changes nothing when it is cancelled", async () => {
    const it = world();
    const cancel = new AbortController();
    cancel.abort();
    const report = await it.scan({ signal: cancel.signal });
    assert.equal(report.cancelled, true);
    assert.equal(it.documents.size, 0);
    assert.deepEqual(resultFiles(it), []);
    assert.equal((await it.scan()).newArticles.length, 2);
  });

  it("asks with validators, keeps them, and asks anew when the filter changes", async () => {
    const it = world();
    it.web.set(FEED, (request) =>
      request.headers["if-none-match"] === '"v1"' ? response(304, "") : response(200, rss([CLOP]), { etag: '"v1"' }),
    );
    await it.scan();
    assert.equal((await it.scan()).sources[0]?.outcome, "unchanged");
    assert.equal((await it.scan()).sources[0]?.outcome, "unchanged");
    it.files.set(
      "config/articles_config.json",
      JSON.stringify({ ...CONFIG, websiteconfig: { ...CONFIG.websiteconfig, stopwords: ["x"] } }),
    );
    assert.equal((await it.scan()).sources[0]?.outcome, "read");
  });

  it("writes what an interrupted run had promised", async () => {
    const it = world();
    const create = it.files.set.bind(it.files);
    it.files.set = (path, text) => {
      if (path.startsWith("00 Article")) throw new Error("disk full");
      return create(path, text);
    };
    const first = await it.scan();
    assert.match(first.notices.join(), /could not be written: disk full/);
    it.files.set = create;
    await it.scan();
    assert.deepEqual(resultFiles(it), [`${CLOP.join("\n")}\n\n${OTHER.join("\n")}\n\n`]);
    await it.scan();
    assert.equal(resultFiles(it)[1], "Currently there are no new articles.");
  });

  it("appends to profile files once, whatever an earlier tool wrote there", async () => {
    const it = world({ ...CONFIG, profiling: { ...CONFIG.profiling, profile2file: true } });
    it.files.set("99 Archive/WinterVivern_profile.txt", `\n\n${VIVERN.join("\n")}`);
    it.web.set(FEED, rss([CLOP, VIVERN]));
    await it.scan();
    await it.scan();
    assert.equal(it.files.get("99 Archive/Clop_profile.txt"), `\n\n${CLOP.join("\n")}`);
    assert.equal(it.files.get("99 Archive/WinterVivern_profile.txt"), `\n\n${VIVERN.join("\n")}`);
  });

  it("sets a damaged document aside, says so, and goes on", async () => {
    const it = world();
    await it.scan();
    it.documents.set("matches", "{");
    it.documents.set("articles-seen", '{"version":0,"data":[]}');
    const report = await it.scan();
    assert.equal(report.notices.length, 2);
    assert.match(report.notices.join("\n"), /matches was damaged/);
  });

  it("keeps what was read as read", async () => {
    const it = world();
    await it.scan();
    const row = (await it.session.articles.overview()).rows[0]!;
    await it.session.articles.setRead(row.name, [row.articles[0]!.article.key], true);
    await it.scan();
    assert.equal((await it.session.articles.overview()).rows[0]?.articles[0]?.read, true);
  });

  it("reports one failed source and reads the others", async () => {
    const it = world({
      ...CONFIG,
      websiteconfig: { ...CONFIG.websiteconfig, rss_feeds: ["https://gone.example/rss", FEED] },
    });
    const report = await it.scan();
    assert.deepEqual(
      report.sources.map(({ outcome }) => outcome),
      ["failed", "read"],
    );
    assert.deepEqual(report.sources[0]?.failure, { code: "status", status: 404 });
    assert.equal(report.newArticles.length, 2);
    assert.equal((await it.session.articles.overview()).failedSources, 1);
  });

  it("says what is wrong with the configuration and does nothing else", async () => {
    const it = createFakeWorld({ websiteconfig: { rss_feeds: [7] } });
    const outcome = await runOne(it.session, "articles", {
      signal: new AbortController().signal,
      concurrency: 1,
      perHost: 1,
      timeoutMs: 1,
      onProgress: () => {},
    });
    assert.equal(outcome.kind, "config");
    assert.equal(it.requests.length, 0);
  });

  it("is refused while another one runs", async () => {
    const it = world();
    const [first, second] = await Promise.allSettled([it.scan(), it.scan()]);
    assert.equal(first.status, "fulfilled");
    assert.equal(second.status, "rejected");
  });
});
