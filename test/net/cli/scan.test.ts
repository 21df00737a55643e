import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { startTor, startTorControl } from "../../world/tor";
import type { Run } from "../commandLine";
import { serve, until, unusedPort } from "../servers";
import { json, useCommandLine } from "./useCommandLine";

/** The exit codes of the first two that end. */
function twoOf(runs: readonly Promise<Run>[]): Promise<readonly number[]> {
  const codes: number[] = [];
  return new Promise((resolve) => {
    for (const one of runs) {
      void one.then(({ code }) => {
        codes.push(code);
        if (codes.length === 2) resolve(codes);
      });
    }
  });
}

describe("ti-scraper scan", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run, configure } = work;

  it("scans: a report as JSON, exit code 0, nothing new the second time", async () => {
    configure();
    const first = await run(["scan", work.folder, "--json"]);
    assert.equal(first.code, 0, first.err);
    const report = json(first);
    assert.equal(report["articles"], 2);
    assert.deepEqual(report["new"], [
      {
        title: "Clop empties a file server",
        url: "https://news.example/clop",
        source: `${work.news.origin}/rss`,
        published: null,
      },
      {
        title: "Umbrafly seen with Quillbat",
        url: "https://news.example/quiet",
        source: `${work.news.origin}/rss`,
        published: null,
      },
    ]);
    assert.deepEqual(
      (report["matches"] as { field: string; text: string }[]).map(({ field, text }) => [field, text]),
      [
        ["title", "Clop"],
        ["url", "clop"],
      ],
    );
    assert.deepEqual(report["errors"], []);
    const second = json(await run(["scan", work.folder, "--json"]));
    assert.deepEqual([second["new"], second["matches"]], [[], []]);
  });

  it("knows in a folder without a memory what its result files hold: no news, and found all the same", async () => {
    configure();
    await run(["scan", work.folder]);
    const home = { XDG_STATE_HOME: path.join(work.folder, "another-state") };
    const report = json(await run(["scan", work.folder, "--json"], home));
    assert.deepEqual([report["articles"], report["new"], report["matches"]], [2, [], []]);
    const { out } = await run(["export", work.folder, "--format", "json"], home);
    assert.match(out, /Clop empties a file server/);
  });

  it("ends with exit code 1 when a source failed, and says which and why", async () => {
    configure({}, [`${work.news.origin}/gone`, `${work.news.origin}/rss`]);
    const { code, out } = await run(["scan", work.folder]);
    assert.equal(code, 1);
    assert.match(out, /\/gone: There is nothing at this address \(HTTP 404\)\./);
    assert.match(out, /Clop empties a file server/);
  });

  it("ends with exit code 2 and the place of the mistake when the configuration is invalid", async () => {
    fs.mkdirSync(path.join(work.folder, "config"));
    fs.writeFileSync(path.join(work.folder, "config", "articles_config.json"), '{\n  "getDeltaRecords": "yes"\n}');
    const { code, err } = await run(["scan", work.folder]);
    assert.equal(code, 2);
    assert.match(err, /^config\/articles_config\.json:2:22: error: /);
    assert.equal(work.news.log.length, 0);
    assert.equal((await run(["scan", fs.mkdtempSync(path.join(work.folder, "empty-"))])).code, 2);
  });

  it("reads YAML", async () => {
    fs.mkdirSync(path.join(work.folder, "config"));
    fs.writeFileSync(
      path.join(work.folder, "config", "articles_config.yml"),
      `websiteconfig:\n  rss_feeds: [${work.news.origin}/rss]\n  webpages: []\nprofiling:\n  profileData: [Clop] # one\n`,
    );
    assert.equal((json(await run(["scan", work.folder, "--json"]))["matches"] as unknown[]).length, 2);
  });

  it("runs the configured jobs, or those it is told to", async () => {
    configure();
    const config = (job: string, value: object) =>
      fs.writeFileSync(path.join(work.folder, "config", `${job}_config.json`), JSON.stringify(value));
    config("keywords", {
      websiteconfig: { rss_feeds: [`${work.news.origin}/rss`], webpages: [], keywords: ["quiet"] },
    });
    config("counts", {
      websiteconfig: { webpages: [`${work.news.origin}/rss`, `${work.news.origin}/gone`], hit: ["Clop"] },
    });
    const all = json(await run(["scan", work.folder, "--json"]));
    assert.equal(all["job"], "articles");
    const [keywords, counts] = all["jobs"] as readonly [Record<string, unknown>, Record<string, unknown>];
    assert.deepEqual(keywords["new"], [
      { title: "Umbrafly seen with Quillbat", url: "https://news.example/quiet", keywords: ["quiet"] },
    ]);
    assert.equal((counts["counts"] as readonly { readonly pages: readonly unknown[] }[])[0]?.pages.length, 1);

    const one = await run(["scan", work.folder, "--job", "counts"]);
    assert.equal(one.code, 1);
    assert.match(
      one.out,
      /^counts: 2 sources read in [\d.]+ m?s, 1 failed\.\n {2}failed .*\n {2}Clop: 1\nResult file: 02 /,
    );
    assert.match(
      (await run(["scan", work.folder, "--job", "sums"])).err,
      /^There is no job sums: no sums_config\.json, \.yaml or \.yml with a key "job" in it/,
    );
  });

  it("ends with exit code 1 when a result file could not be written", async () => {
    configure();
    const counts = { websiteconfig: { webpages: [`${work.news.origin}/rss`], hit: ["Clop"] } };
    fs.writeFileSync(path.join(work.folder, "config", "counts_config.json"), JSON.stringify(counts));
    assert.equal((await run(["scan", work.folder])).code, 0);
    for (const [inTheWay, job] of [
      ["00 Article Result Files", "articles"],
      ["02 Count Hits Result Files", "counts"],
    ] as const) {
      const results = path.join(work.folder, inTheWay);
      fs.rmSync(results, { recursive: true });
      fs.writeFileSync(results, "");
      for (const args of [["--job", job], []]) {
        const { code, out } = await run(["scan", work.folder, ...args]);
        assert.equal(code, 1, out);
        assert.match(out, /esult file could not be written: /);
      }
      fs.rmSync(results);
      assert.equal((await run(["scan", work.folder])).code, 0);
    }
  });

  it("looks into summaries for the names whose rule says so, tells the weight, and shows indicators defanged", async () => {
    const calls = { name: "Calls", match: { matchIn: ["summary"], requireContext: false } };
    configure({ profileData: ["Grey Heron", calls] }, [`${work.news.origin}/rich`]);
    assert.deepEqual(json(await run(["scan", work.folder, "--json"]))["matches"], [
      {
        profile: "Calls",
        name: "Calls",
        field: "summary",
        start: 0,
        end: 5,
        text: "Calls",
        rule: ["exact"],
        weight: 0.6,
        why: "“Calls” in the summary (weight 60 %). It is the tracked name Calls.",
        title: "Umbrafly seen with Quillbat",
        url: "https://news.example/quiet",
      },
    ]);
    configure({ profileData: ["Clop", calls] }, [`${work.news.origin}/rich`]);
    const told = (await run(["scan", work.folder])).out;
    assert.match(told, /\nClop\n {2}Clop empties a file server\n.*\n {4}Indicators: CVE-2026-40404\n {4}“Clop”/);
    const exported = (await run(["export", work.folder, "--format", "csv"])).out;
    assert.match(exported, /Calls,Umbrafly seen .*\(weight 60 %\).*,hxxps:\/\/lure\[\.\]example\/a,,,\r?\n/);
  });

  it("refuses a second scan of the folder while one runs", async () => {
    const slow = await serve(() => {});
    try {
      configure({}, [`${slow.origin}/rss`]);
      const first = run(["scan", work.folder]);
      await until(() => slow.open.size > 0, 20_000);
      const second = await run(["scan", work.folder]);
      assert.equal(second.code, 2);
      assert.match(second.err, /Another scan of this folder is running/);
      await slow.close();
      assert.equal((await first).code, 1);
    } finally {
      await slow.close().catch(() => {});
    }
  });

  it("scans once when several are started at the same moment, by whatever path; kill -9 leaves no lock", async () => {
    const slow = await serve(() => {});
    const link = `${work.folder}-link`;
    fs.symlinkSync(work.folder, link);
    try {
      configure({}, [`${slow.origin}/rss`]);
      const killed = work.cli.start(["scan", work.folder], { home: work.folder });
      await until(() => slow.open.size > 0, 20_000);
      killed.child.kill("SIGKILL");
      await killed.ended;
      await until(() => slow.open.size === 0, 20_000);
      const asked = slow.log.length;
      const runs = [work.folder, link, `${link}/../${path.basename(link)}/config/..`].map((way) => run(["scan", way]));
      // The one that scans waits for the server: the others have ended by then.
      const refused = await twoOf(runs);
      assert.deepEqual(refused, [2, 2]);
      await until(() => slow.log.length > asked, 20_000);
      assert.equal(slow.log.length, asked + 1);
      await slow.close();
      assert.deepEqual(
        (await Promise.all(runs)).map(({ code }) => code).toSorted((a, b) => a - b),
        [1, 2, 2],
      );
    } finally {
      await slow.close().catch(() => {});
      fs.rmSync(link);
    }
  });

  it("reads onion sources through Tor, at the address it is told or Tor's control port tells", async () => {
    const onion = "emberfoxnews234567emberfoxnews234567emberfoxnews23456.onion";
    const tor = await startTor({ [onion]: work.news.port });
    const control = await startTorControl(`"${tor.host}:${tor.port}"`);
    try {
      configure({}, [`http://${onion}/rss`, `${work.news.origin}/rss`]);
      const file = path.join(work.folder, "config", "articles_config.json");
      const config = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
      const told = await run(["scan", work.folder, "--json"], {
        TI_SCRAPER_TOR_PROXY: `socks5h://${tor.host}:${tor.port}`,
      });
      assert.equal(told.code, 0, told.out);
      assert.deepEqual(tor.asked(), [onion], "and nothing else");
      fs.writeFileSync(file, JSON.stringify({ ...config, controllerPort: control.port }));
      assert.equal((await run(["scan", work.folder, "--ask-all"])).code, 0);
      assert.equal((await run(["sources", "test", `http://${onion}/rss`, work.folder])).code, 0);
      assert.deepEqual(tor.asked(), [onion, onion, onion]);
      const wrong = await run(["scan", work.folder], { TI_SCRAPER_TOR_PROXY: "9050" });
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, /TI_SCRAPER_TOR_PROXY is to be a host and a port/);
    } finally {
      await control.close();
      await tor.close();
    }
    const without = await run(["scan", work.folder], { TI_SCRAPER_TOR_PROXY: `127.0.0.1:${await unusedPort()}` });
    assert.equal(without.code, 1);
    assert.match(without.out, /Tor does not answer at 127\.0\.0\.1:\d+\. Start Tor, or set its SOCKS address\./);
  });

  it("calls itself what it is told, on the clear net alone, and takes nothing that is no User-Agent", async () => {
    const agents: string[] = [];
    const site = await serve((request, response) => {
      agents.push(request.headers["user-agent"] ?? "");
      response.end('<rss version="2.0"><channel/></rss>');
    });
    const onion = "emberfoxnews234567emberfoxnews234567emberfoxnews23456.onion";
    const tor = await startTor({ [onion]: site.port });
    try {
      configure({}, [`${site.origin}/rss`]);
      await run(["scan", work.folder]);
      await run(["scan", work.folder, "--ask-all"], { TI_SCRAPER_USER_AGENT: " Feed Reader/1.0 (me) " });
      configure({}, [`http://${onion}/rss`]);
      const socks = `${tor.host}:${tor.port}`;
      await run(["scan", work.folder], { TI_SCRAPER_USER_AGENT: "Feed Reader/1.0", TI_SCRAPER_TOR_PROXY: socks });
      const torBrowser = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0";
      assert.match(agents[0] ?? "", /^ti-scraper\//);
      assert.deepEqual(agents.slice(1), ["Feed Reader/1.0 (me)", torBrowser]);
      for (const wrong of ["a\nx-key: 1", "Schlüssel", "a".repeat(513)]) {
        const refused = await run(["scan", work.folder], { TI_SCRAPER_USER_AGENT: wrong });
        assert.equal(refused.code, 2);
        assert.match(refused.err, /TI_SCRAPER_USER_AGENT is to be one line of printable ASCII/);
      }
      assert.equal(agents.length, 3);
    } finally {
      await tor.close();
      await site.close();
    }
  });
});
