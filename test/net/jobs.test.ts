import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { OtherJob } from "../../src/core/model/model";
import type { OtherReport } from "../../src/core/jobs/jobReports";
import type { Parser } from "../../src/core/ports";
import type { Session } from "../../src/core/session";
import { plainText } from "../../src/core/text/translate";
import { createHttp } from "../../src/node/http";
import { openWorkspace } from "../../src/node/openWorkspace";
import { createParsePool } from "../../src/node/parsePool";
import { type BuiltWorker, buildWorker } from "./buildWorker";
import { type TestServer, serve } from "./servers";
import { runOne } from "../oneJob";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const RULE = "#".repeat(77);

describe("keywords, counts and contents", function () {
  this.timeout(20_000);
  let worker: BuiltWorker;
  let parser: Parser;
  let folder: string;
  let stateHome: string | undefined;
  let site: TestServer;
  /** Path → what the server answers there; nothing: 404. */
  const pages = new Map<string, string>();

  before(async () => {
    worker = buildWorker();
    parser = createParsePool({ workerFile: worker.file });
    site = await serve((request, response) => {
      const page = pages.get(request.url ?? "");
      if (page === undefined) response.writeHead(404).end();
      else response.setHeader("content-type", "text/html; charset=utf-8").end(page);
    });
  });
  after(async () => {
    await parser.dispose();
    await site.close();
    worker.remove();
  });
  beforeEach(() => {
    pages.clear();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-jobs-"));
    stateHome = process.env["XDG_STATE_HOME"];
    process.env["XDG_STATE_HOME"] = path.join(folder, "state");
    fs.mkdirSync(path.join(folder, "work", "config"), { recursive: true });
  });
  afterEach(() => {
    if (stateHome === undefined) delete process.env["XDG_STATE_HOME"];
    else process.env["XDG_STATE_HOME"] = stateHome;
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const session = (): Session =>
    openWorkspace({
      root: path.join(folder, "work"),
      configFolder: "config",
      http: createHttp({ userAgent: "test" }),
      parser,
      log: silent,
      t: plainText,
    });
  const configure = (job: OtherJob, config: object | string): void => {
    const text = typeof config === "string" ? config : JSON.stringify(config);
    fs.writeFileSync(path.join(folder, "work", "config", `${job}_config.json`), text);
  };
  const options = (signal = new AbortController().signal) => ({
    signal,
    concurrency: 10,
    perHost: 2,
    timeoutMs: 5000,
    onProgress: () => undefined,
  });
  async function run<J extends OtherJob>(job: J, opened = session()): Promise<Extract<OtherReport, { job: J }>> {
    const outcome = await runOne(opened, job, options());
    assert.equal(outcome.kind, "done");
    return (outcome as { readonly report: OtherReport }).report as Extract<OtherReport, { job: J }>;
  }
  const written = (file: string | null): string => {
    assert.ok(file);
    return fs.readFileSync(path.join(folder, "work", file), "utf8");
  };
  const feed = (...items: readonly (readonly [title: string, link: string])[]) =>
    `<rss version="2.0"><channel>${items.map(([title, link]) => `<item><title>${title}</title><link>${link}</link></item>`).join("")}</channel></rss>`;

  it("contents: tells that what was stored is damaged", async () => {
    configure("contents", { websiteconfig: { webpages: [`${site.origin}/a`] } });
    pages.set("/a", "<main>One</main>");
    await run("contents");
    const state = path.join(folder, "state", "ti-scraper");
    const [own = ""] = fs.readdirSync(state);
    fs.writeFileSync(path.join(state, own, "contents.json"), "{");
    assert.match((await run("contents")).notices.join(), /contents was damaged and has been set aside/);
    assert.deepEqual((await run("contents")).notices, []);
  });

  it("contents: knows what the original tool has written, which put no blank between blocks", async () => {
    pages.set("/a", "<main><h1>Head</h1><p>One page</p></main>");
    pages.set("/b", "<main><h1>Head</h1><p>Another</p></main>");
    configure("contents", { websiteconfig: { webpages: [`${site.origin}/a`, `${site.origin}/b`] } });
    const results = path.join(folder, "work", "03 Content Result Files");
    fs.mkdirSync(results);
    const rest = `\n\n\n\n${RULE} NEXT RECORD ${RULE}\n\n\n\nOther`;
    fs.writeFileSync(path.join(results, "2023-01-01_080000_contents.txt"), `\r\nHeadOne  page\r\n${rest}`);
    assert.equal(written((await run("contents")).resultFile), "Head\nAnother");
  });

  it("keywords: asks with what it knows, and anew for other keywords", async () => {
    const asked: (string | undefined)[] = [];
    const polite = await serve((request, response) => {
      const known = request.headers["if-none-match"];
      asked.push(known);
      const headers = { etag: '"v1"', ...(asked.length > 3 ? { "cache-control": "max-age=600" } : {}) };
      if (known === '"v1"') response.writeHead(304, headers).end();
      else
        response
          .writeHead(200, headers)
          .end(feed(["Ransom note", "https://a.example/1"], ["A leak", "https://a.example/2"]));
    });
    try {
      const want = (keywords: readonly string[], rest: object = {}): void =>
        configure("keywords", { websiteconfig: { rss_feeds: [`${polite.origin}/feed`], keywords }, ...rest });
      want(["ransom"]);
      assert.equal((await run("keywords")).newArticles.length, 1);
      assert.deepEqual(
        (await run("keywords")).sources.map(({ outcome }) => outcome),
        ["unchanged"],
      );
      want(["ransom", "leak"]);
      assert.deepEqual(
        (await run("keywords")).newArticles.map(({ article }) => article.title),
        ["A leak"],
      );
      assert.equal((await run("keywords")).sources[0]?.skipped, undefined);
      assert.equal((await run("keywords")).sources[0]?.skipped?.why, "fresh");
      assert.deepEqual(asked, [undefined, '"v1"', undefined, '"v1"']);
      want(["ransom", "leak"], { getDeltaRecords: false });
      const whole = await run("keywords");
      assert.match(written(whole.resultFile), /Ransom note[^]*A leak/);
    } finally {
      await polite.close();
    }
  });

  it("keywords: keeps entries that hold one in headline or address, once, and reads old result files back", async () => {
    pages.set(
      "/feed",
      feed(
        ["Emberfox RANSOM note", "https://a.example/1"],
        ["Nothing here", "https://a.example/ransom-2"],
        ["Nothing at all", "https://a.example/3"],
        ["Known ransom", "https://a.example/4"],
      ),
    );
    pages.set(
      "/news",
      `<main><a href="/story/leak-site">A leak site opens</a><a href="https://elsewhere.example/leak">Other leak</a></main>`,
    );
    const work = path.join(folder, "work", "01 Keyword Result Files");
    fs.mkdirSync(work);
    fs.writeFileSync(path.join(work, "2023-01-01_080000_keyword_search.txt"), "Known ransom\nhttps://a.example/4\n\n");
    configure("keywords", {
      websiteconfig: {
        rss_feeds: [`${site.origin}/feed`, `${site.origin}/gone`],
        webpages: [`${site.origin}/news`],
        keywords: ["Ransom", "leak"],
      },
      profileRecords: true,
      profiling: {
        profileData: [
          "Emberfox",
          { name: "Nothing", match: { requireContext: false, notHere: ["https://a.example/ransom-2"] } },
          { name: "Leaks", match: { pattern: "leak (site|page)", requireContext: false } },
        ],
        profile2file: true,
      },
    });
    const report = await run("keywords");
    assert.deepEqual(
      report.newArticles.map(({ article, keywords }) => [article.title, keywords]),
      [
        ["Emberfox RANSOM note", ["Ransom"]],
        ["Nothing here", ["Ransom"]],
        ["A leak site opens", ["leak"]],
      ],
    );
    assert.deepEqual(
      report.sources.map(({ outcome }) => outcome),
      ["read", "failed", "read"],
    );
    assert.match(report.resultFile ?? "", /^01 Keyword Result Files\/\d{4}-\d{2}-\d{2}_\d{6}_keyword_search\.txt$/);
    assert.equal(
      written(report.resultFile),
      `Emberfox RANSOM note\nhttps://a.example/1\n\nNothing here\nhttps://a.example/ransom-2\n\nA leak site opens\n${site.origin}/story/leak-site\n\n`,
    );
    assert.equal(written("99 Archive/Emberfox_profile.txt"), "\n\nEmberfox RANSOM note\nhttps://a.example/1");
    assert.ok(!fs.existsSync(path.join(folder, "work", "99 Archive", "Nothing_profile.txt")), "it is not meant there");
    assert.match(written("99 Archive/Leaks_profile.txt"), /^\n\nA leak site opens\n/);

    const again = await run("keywords");
    assert.deepEqual(again.newArticles, []);
    assert.equal(written(again.resultFile), "Currently there are no new articles.");
    // What the old result file holds was no news, and is there.
    const { keywords } = await session().jobs.overview();
    assert.deepEqual(
      keywords?.map(({ keyword, articles }) => [keyword, ...articles.map(({ article }) => article.title).toSorted()]),
      [
        ["Ransom", "Emberfox RANSOM note", "Known ransom", "Nothing here"],
        ["leak", "A leak site opens"],
      ],
    );
  });

  it("counts: pages for each name with 35 characters around it, in the original tool's format", async () => {
    const before = "0123456789".repeat(4);
    pages.set("/a", `<html>${before}Conti; "quoted"\nand more than thirty-five characters</html>`);
    pages.set("/b", "<p>Conti again, and conti in lower case; <b title='Zebra'>x</b></p>");
    configure("counts", {
      websiteconfig: {
        webpages: [`${site.origin}/a`, `${site.origin}/b`, `${site.origin}/gone`],
        hit: ["Zebra", "Conti", "Absent"],
      },
    });
    const report = await run("counts");
    assert.deepEqual(
      report.rows.map(({ name, pages: found }) => [name, found.map(({ url }) => url)]),
      [
        ["Absent", []],
        ["Conti", [`${site.origin}/a`, `${site.origin}/b`]],
        ["Zebra", [`${site.origin}/b`]],
      ],
    );
    assert.match(report.resultFile ?? "", /^02 Count Hits Result Files\/.*_counts\.csv$/);
    assert.equal(
      written(report.resultFile),
      "Name;Hit;URL and Context;\n\nAbsent;0;-: -\n" +
        `Conti;2;${site.origin}/a: ...${before.slice(5)}Conti   quoted  and more than thirt...,\t\t` +
        `${site.origin}/b: ...<p>Conti again, and conti in lower cas...\n` +
        `Zebra;1;${site.origin}/b: ...and conti in lower case  <b title='Zebra'>x</b></p>...\n`,
    );
    assert.equal((await session().jobs.overview()).counts?.[1]?.pages[0]?.from.startsWith("Conti"), true);
  });

  it("contents: the text of each page, what changed, and both versions of it", async () => {
    const page = (text: string) =>
      `<html><head><title>T</title><style>p{}</style></head><body>menu<main><h1>Head</h1><script>x()</script><p>${text}</p></main>foot</body></html>`;
    pages.set("/a", page("first &amp; only"));
    pages.set("/b", page("stays"));
    configure("contents", {
      websiteconfig: { webpages: [`${site.origin}/a`, `${site.origin}/b`, `${site.origin}/gone`] },
    });
    const first = await run("contents");
    assert.deepEqual(
      first.pages.map(({ change }) => change),
      ["new", "new", "failed"],
    );
    assert.equal(written(first.resultFile), `Head\nfirst & only\n\n\n\n${RULE} NEXT RECORD ${RULE}\n\n\n\nHead\nstays`);
    pages.set("/a", page("second"));
    const second = await run("contents");
    assert.deepEqual(
      second.pages.map(({ change }) => change),
      ["changed", "same", "failed"],
    );
    assert.equal(written(second.resultFile), "Head\nsecond");
    assert.deepEqual(await session().jobs.contentVersions(`${site.origin}/a`), {
      current: "Head\nsecond",
      previous: "Head\nfirst & only",
    });
    pages.delete("/b");
    const third = await run("contents");
    assert.deepEqual(
      third.pages.map(({ change }) => change),
      ["same", "failed", "failed"],
    );
    assert.equal(written(third.resultFile), "Currently there are no new articles.");
    pages.set("/b", page("stays"));
    assert.deepEqual(
      (await run("contents")).pages.map(({ change }) => change),
      ["same", "same", "failed"],
    );
  });

  it("contents: a change behind the text that is kept is one, and a page that is read no more is forgotten", async () => {
    const [a, b] = [`${site.origin}/a`, `${site.origin}/b`];
    const long = (end: string) => `<p>${"word ".repeat(250_000)}</p><p>${end}</p>`;
    pages.set("/a", long("one"));
    pages.set("/b", "<p>short</p>");
    configure("contents", { websiteconfig: { webpages: [a, b] }, resultfile: { createFile: false } });
    await run("contents");
    pages.set("/a", long("two"));
    assert.deepEqual(
      (await run("contents")).pages.map(({ change }) => change),
      ["changed", "same"],
    );
    assert.deepEqual(
      (await run("contents")).pages.map(({ change }) => change),
      ["same", "same"],
    );
    assert.ok((await session().jobs.contentVersions(b)) !== null);
    configure("contents", { websiteconfig: { webpages: [a] }, resultfile: { createFile: false } });
    await run("contents");
    assert.equal(await session().jobs.contentVersions(b), null);
    assert.ok((await session().jobs.contentVersions(a)) !== null);
    const kept = fs.readdirSync(path.join(folder, "state"), { recursive: true }).map(String);
    assert.equal(kept.filter((name) => path.basename(name).startsWith("content-")).length, 1);
  });

  it("a broken configuration or a cancel keeps the others going and changes nothing", async () => {
    configure("keywords", "{");
    configure("counts", {
      websiteconfig: { webpages: [`${site.origin}/a`], hit: ["Conti"] },
      mailconfig: { mailSubject: "Hits" },
    });
    pages.set("/a", "Conti");
    const opened = session();
    assert.deepEqual(await opened.jobs.configured(), ["keywords", "counts"]);
    assert.deepEqual(
      (await opened.mailConfigs()).map(({ mailSubject }) => mailSubject),
      ["Hits"],
    );
    const broken = await runOne(opened, "keywords", options());
    assert.equal(broken.kind === "config" ? broken.state.kind : "", "invalid");
    assert.equal((await runOne(opened, "contents", options())).kind, "config");
    const cancel = new AbortController();
    cancel.abort();
    const cancelled = await runOne(opened, "counts", options(cancel.signal));
    assert.equal(cancelled.kind === "done" && cancelled.report.cancelled, true);
    assert.equal(fs.existsSync(path.join(folder, "work", "02 Count Hits Result Files")), false);
    assert.equal(await opened.lastScan(), null);
    const done = await run("counts", opened);
    assert.equal(done.rows[0]?.pages.length, 1);
    assert.equal(
      await opened.lastScan(),
      done.started,
      "the clock counts from the last run where there are no articles",
    );
  });

  it("offers old result files of every job for deletion, and nothing else", async () => {
    configure("counts", {
      websiteconfig: { webpages: [], hit: [] },
      timeDelta4Delete: 10,
      resultfile: { folder: "counts", filename: "counts.csv" },
    });
    configure("contents", {
      websiteconfig: { webpages: [] },
      timeDelta4Delete: 10,
      resultfile: { folder: "", filename: "contents.txt" },
    });
    configure("keywords", {
      websiteconfig: { webpages: [], keywords: [] },
      timeDelta4Delete: 10,
      resultfile: { folder: "counts", filename: "conti_profile.txt" },
    });
    const work = path.join(folder, "work");
    fs.mkdirSync(path.join(work, "counts", "sub"), { recursive: true });
    const put = (name: string) => fs.writeFileSync(path.join(work, name), "x");
    put("counts/2023-01-01_080000_counts.csv");
    put("counts/2023-01-02_080000_counts.csv");
    for (const kept of [
      "counts/2023-01-02_080000_counts-2.csv",
      "counts/2023-01-02_080000_counts.csv.bak",
      "counts/2999-01-01_080000_counts.csv",
      "counts/2023-01-01_080000_other.csv",
      "counts/2023-01-01_counts.csv",
      "counts/Emberfox_profile.txt",
      "counts/2023-01-01_080000_conti_profile.txt",
      "counts/sub/2023-01-01_080000_counts.csv",
      "2023-01-01_080000_contents.txt",
    ]) {
      put(kept);
    }
    fs.symlinkSync(
      path.join(work, "counts", "Emberfox_profile.txt"),
      path.join(work, "counts", "2023-01-03_080000_counts.csv"),
    );
    fs.mkdirSync(path.join(work, "counts", "2023-01-04_080000_counts.csv"));
    assert.deepEqual(await session().oldResultFiles(), [
      "counts/2023-01-01_080000_counts.csv",
      "counts/2023-01-02_080000_counts.csv",
    ]);
  });

  it("a result folder that leads out of the workspace costs a sentence, not the run", async () => {
    pages.set("/feed", feed(["Ransom note", "https://a.example/1"]));
    pages.set("/a", "<p>Conti</p>");
    const outside = path.join(folder, "outside");
    fs.mkdirSync(outside);
    fs.writeFileSync(path.join(outside, "2023-01-01_080000_keyword_search.txt"), "x");
    fs.symlinkSync(outside, path.join(folder, "work", "out"));
    const resultfile = { folder: "out" };
    configure("keywords", {
      websiteconfig: { rss_feeds: [`${site.origin}/feed`], webpages: [], keywords: ["ransom"] },
      resultfile,
    });
    configure("contents", { websiteconfig: { webpages: [`${site.origin}/a`] }, resultfile });
    configure("counts", { websiteconfig: { webpages: [`${site.origin}/a`], hit: ["Conti"] }, resultfile });
    const found = await run("keywords");
    assert.deepEqual([found.newArticles.length, found.resultFile], [1, null]);
    assert.match(found.notices.join("\n"), /could not be read: .*outside[^]*could not be written: .*outside/);
    const contents = await run("contents");
    assert.deepEqual([contents.pages[0]?.change, contents.resultFile, contents.notices.length], ["new", null, 2]);
    assert.equal((await run("counts")).notices.length, 1);
    assert.deepEqual(await session().oldResultFiles(), []);
    assert.deepEqual(fs.readdirSync(outside), ["2023-01-01_080000_keyword_search.txt"]);
  });

  it("keywords: what a result file or a profile file could not be told, the next run tells", async () => {
    pages.set("/feed", feed(["Emberfox ransom note", "https://a.example/1"]));
    configure("keywords", {
      websiteconfig: { rss_feeds: [`${site.origin}/feed`], webpages: [], keywords: ["ransom"] },
      resultfile: { folder: "results" },
      profileRecords: true,
      profiling: { profileData: ["Emberfox"], profile2file: true, profileFolderName: "profiles" },
    });
    const work = path.join(folder, "work");
    fs.writeFileSync(path.join(work, "results"), "a file where the folder is to be");
    fs.writeFileSync(path.join(work, "profiles"), "the same");
    const first = await run("keywords");
    assert.deepEqual([first.newArticles.length, first.resultFile, first.notices.length], [1, null, 2]);
    fs.rmSync(path.join(work, "results"));
    const second = await run("keywords");
    assert.deepEqual(second.newArticles, [], "it is no news any more");
    assert.equal(written(second.resultFile), "Emberfox ransom note\nhttps://a.example/1\n\n");
    fs.rmSync(path.join(work, "profiles"));
    const third = await run("keywords");
    assert.equal(written(third.resultFile), "Currently there are no new articles.");
    assert.equal(written("profiles/Emberfox_profile.txt"), "\n\nEmberfox ransom note\nhttps://a.example/1");
    await run("keywords");
    assert.equal(written("profiles/Emberfox_profile.txt"), "\n\nEmberfox ransom note\nhttps://a.example/1");
  });

  it("counts: 35 whole characters on each side, and an address with a semicolon stays in its field", async () => {
    pages.set("/a;b", `${"🦊".repeat(50)}Conti${"🦊".repeat(50)}`);
    configure("counts", { websiteconfig: { webpages: [`${site.origin}/a;b`], hit: ["Conti"] } });
    const { resultFile } = await run("counts");
    assert.equal(
      written(resultFile),
      `Name;Hit;URL and Context;\n\nConti;1;${site.origin}/a%3Bb: ...${"🦊".repeat(35)}Conti${"🦊".repeat(30)}...\n`,
    );
  });

  it("result files of one second are named by the next one, in the one form there is", async () => {
    configure("counts", { websiteconfig: { webpages: [], hit: ["Conti"] } });
    const opened = session();
    const names = new Set<string>();
    for (let count = 0; count < 4; count++) names.add((await run("counts", opened)).resultFile ?? "");
    assert.equal(names.size, 4);
    for (const name of names) assert.match(name, /^02 Count Hits Result Files\/\d{4}-\d{2}-\d{2}_\d{6}_counts\.csv$/);
  });
});
