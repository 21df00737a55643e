import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startTor, startTorControl } from "../world/tor";
import { startXsoar } from "../world/xsoar/server";
import { type CommandLine, type Run, buildCommandLine } from "./commandLine";
import { MAIL_PASSWORD, MAIL_USER, startMailServer } from "./mailServer";
import { type TestServer, serve, until, unusedPort } from "./servers";

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

describe("the command line", function () {
  this.timeout(30_000);
  let cli: CommandLine;
  let folder: string;
  let news: TestServer;

  before(() => {
    cli = buildCommandLine();
  });
  after(() => cli.remove());
  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-work-"));
    news = await serve((request, response) => {
      if (request.url === "/gone") return void response.writeHead(404).end();
      const items = [
        ["Clop empties a file server", "https://news.example/clop", "Grey Heron sells the way in, CVE-2026-40404"],
        ["Nothing about &lt;b&gt;anyone&lt;/b&gt;", "https://news.example/quiet", "Calls hxxps://lure[.]example/a"],
      ];
      const text = items
        .map(([title, link, summary]) => {
          return `<item><title>${title}</title><link>${link}</link>${request.url === "/rich" ? `<description>${summary}</description>` : ""}</item>`;
        })
        .join("");
      response.end(`<rss version="2.0"><channel>${text}</channel></rss>`);
    });
  });
  afterEach(async () => {
    await news.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  function run(args: readonly string[], env: Record<string, string> = {}): Promise<Run> {
    return cli.run(args, { home: folder, env });
  }

  function configure(profiling: Record<string, unknown> = {}, feeds: readonly string[] = [`${news.origin}/rss`]): void {
    fs.mkdirSync(path.join(folder, "config"), { recursive: true });
    fs.writeFileSync(
      path.join(folder, "config", "articles_config.json"),
      JSON.stringify({
        websiteconfig: { rss_feeds: feeds, webpages: [], stopwords: [], specialHandling: {} },
        profiling: { profileData: ["Clop"], ...profiling },
      }),
    );
  }

  const json = ({ out }: Run) => JSON.parse(out) as Record<string, unknown>;

  it("ends with exit code 1 when a result file could not be written", async () => {
    configure();
    const counts = { websiteconfig: { webpages: [`${news.origin}/rss`], hit: ["Clop"] } };
    fs.writeFileSync(path.join(folder, "config", "counts_config.json"), JSON.stringify(counts));
    assert.equal((await run(["scan", folder])).code, 0);
    for (const [inTheWay, job] of [
      ["00 Article Result Files", "articles"],
      ["02 Count Hits Result Files", "counts"],
    ] as const) {
      const results = path.join(folder, inTheWay);
      fs.rmSync(results, { recursive: true });
      fs.writeFileSync(results, "");
      for (const args of [["--job", job], []]) {
        const { code, out } = await run(["scan", folder, ...args]);
        assert.equal(code, 1, out);
        assert.match(out, /esult file could not be written: /);
      }
      fs.rmSync(results);
      assert.equal((await run(["scan", folder])).code, 0);
    }
  });

  it("runs by its name alone, as npm links it", function () {
    if (process.platform === "win32") return this.skip();
    fs.chmodSync(cli.file, 0o755);
    assert.equal(execFileSync(cli.file, ["--version"], { encoding: "utf8" }), "1.2.3\n");
  });

  it("runs the configured jobs, or those it is told to, and clears away old result files when told", async () => {
    configure();
    const config = (job: string, value: object) =>
      fs.writeFileSync(path.join(folder, "config", `${job}_config.json`), JSON.stringify(value));
    config("keywords", { websiteconfig: { rss_feeds: [`${news.origin}/rss`], webpages: [], keywords: ["quiet"] } });
    config("counts", { websiteconfig: { webpages: [`${news.origin}/rss`, `${news.origin}/gone`], hit: ["Clop"] } });
    const all = json(await run(["scan", folder, "--json"]));
    assert.equal(all["job"], "articles");
    const [keywords, counts] = all["jobs"] as readonly [Record<string, unknown>, Record<string, unknown>];
    assert.deepEqual(keywords["new"], [
      { title: "Nothing about anyone", url: "https://news.example/quiet", keywords: ["quiet"] },
    ]);
    assert.equal((counts["counts"] as readonly { readonly pages: readonly unknown[] }[])[0]?.pages.length, 1);

    const one = await run(["scan", folder, "--job", "counts"]);
    assert.equal(one.code, 1);
    assert.match(
      one.out,
      /^counts: 2 sources read in [\d.]+ s, 1 failed\.\n {2}failed .*\n {2}Clop: 1\nResult file: 02 /,
    );
    assert.match(
      (await run(["scan", folder, "--job", "sums"])).err,
      /--job takes articles, keywords, counts, contents/,
    );

    const results = path.join(folder, "00 Article Result Files");
    const old = path.join(results, "2023-01-01_080000_articles.txt");
    fs.writeFileSync(old, "old");
    const listed = await run(["clean", folder]);
    assert.match(
      listed.out,
      /^00 Article Result Files\/2023-01-01_080000_articles\.txt\n\n--yes deletes this 1 file for good/,
    );
    assert.equal(fs.existsSync(old), true);
    assert.match((await run(["clean", folder, "--yes"])).out, /^deleted 00 Article/);
    assert.equal(fs.existsSync(old), false);
    assert.ok(fs.readdirSync(results).length > 0);

    fs.writeFileSync(path.join(folder, "config", "articles_config.json"), "{");
    const counted = path.join(folder, "02 Count Hits Result Files", "2023-01-01_080000_counts.csv");
    fs.writeFileSync(counted, "old");
    const broken = await run(["clean", folder]);
    assert.match(broken.err, /^config\/articles_config\.json:1:/);
    assert.match(broken.out, /2023-01-01_080000_counts\.csv/);
    assert.equal(broken.code, 0);
    fs.rmSync(path.join(folder, "config"), { recursive: true });
    const none = await run(["clean", folder, "--yes"]);
    assert.deepEqual([none.code, none.out], [2, ""]);
    assert.match(none.err, /There is no articles_config/);
    assert.ok(fs.existsSync(counted));
  });

  it("mails what a scan has found, keeps what no server takes, and sends the password to its own server alone", async () => {
    const box = await startMailServer({ secure: true });
    try {
      configure();
      const file = path.join(folder, "config", "articles_config.json");
      const mailconfig = {
        sendMail: true,
        mailServer: `smtps://127.0.0.1:${box.port}`,
        senderMailAddress: MAIL_USER,
        destinationMailAddress: "analysts@example.com",
        mailSubject: "Found",
      };
      const config = JSON.parse(fs.readFileSync(file, "utf8")) as object;
      fs.writeFileSync(file, JSON.stringify({ ...config, mailconfig }));
      const trust = { NODE_EXTRA_CA_CERTS: path.resolve("test/net/fixtures/testAuthority.pem") };
      const password = { ...trust, TI_SCRAPER_MAIL_PASSWORD: MAIL_PASSWORD };

      const elsewhere = await run(["scan", folder], { ...password, TI_SCRAPER_MAIL_SERVER: "smtp.example.com" });
      assert.equal(elsewhere.code, 0);
      assert.match(elsewhere.out, /the password is not sent: the configuration names 127\.0\.0\.1/);
      assert.deepEqual(box.logins, []);
      assert.match((await run(["mail", folder, "--show"])).out, /Found to analysts@example\.com/);

      const mine = { ...password, TI_SCRAPER_MAIL_SERVER: mailconfig.mailServer };
      const sent = await run(["mail", folder], mine);
      assert.equal(`${sent.out}${sent.err}`, "Mail: 1 sent, 0 waiting.\n");
      assert.match(box.mails[0]?.text ?? "", /^Clop \(1\)\n=+\n\n\*Clop\* empties a file server\n/);
      assert.match((await run(["mail", folder, "--test"], mine)).out, /has taken the test mail/);
      assert.equal((await run(["mail", folder], mine)).out, "Mail: 0 sent, 0 waiting.\n");
      assert.equal((await run(["mail", folder, "--show"])).err, "No mail waits.\n");
      assert.equal((await run(["scan", folder], mine)).code, 0);
      assert.equal(box.mails.at(-1)?.text, "Currently there are no new articles.\n");
      assert.equal(box.mails.length, 3);
    } finally {
      await box.close();
    }
  });

  it("mails what any job has found, with summaries, and sends or gives up what waits without an articles job", async () => {
    const box = await startMailServer();
    const text =
      "Emberfox sent forged mails to three shipping companies and stole the passwords of their mail servers.";
    const site = await serve((request, response) => {
      if (request.url === "/story") {
        response.setHeader("content-type", "text/html");
        response.end(`<html lang="en"><body><article>${`<p>${text}</p>`.repeat(6)}</article></body></html>`);
        return;
      }
      const item = `<item><title>A ransom is asked</title><link>${site.origin}/story</link></item>`;
      response.end(`<rss version="2.0"><channel>${item}</channel></rss>`);
    });
    try {
      fs.mkdirSync(path.join(folder, "config"));
      const configureKeywords = (more: object = {}): void =>
        fs.writeFileSync(
          path.join(folder, "config", "keywords_config.json"),
          JSON.stringify({
            websiteconfig: { rss_feeds: [`${site.origin}/rss`], webpages: [], keywords: ["ransom"] },
            mailconfig: {
              sendMail: true,
              sendSummary: true,
              mailServer: `smtp://127.0.0.1:${box.port}`,
              senderMailAddress: MAIL_USER,
              destinationMailAddress: "analysts@example.com",
              ...more,
            },
          }),
        );
      configureKeywords();
      const env = {
        NODE_EXTRA_CA_CERTS: path.resolve("test/net/fixtures/testAuthority.pem"),
        TI_SCRAPER_MAIL_PASSWORD: MAIL_PASSWORD,
        TI_SCRAPER_MAIL_SERVER: `smtp://127.0.0.1:${box.port}`,
      };
      assert.equal((await run(["scan", folder])).code, 0);
      assert.match((await run(["mail", folder, "--show"])).out, /ransom \(1\)/);
      configureKeywords({ senderMailAddress: "other@example.com" });
      const foreign = await run(["mail", folder], env);
      assert.equal(foreign.code, 2);
      assert.match(foreign.err, /^Mail of scraper@example\.com waits, which no configuration names as sender/);
      configureKeywords({ mailServer: "" });
      assert.match(
        (await run(["mail", folder], env)).err,
        /^mailconfig\.mailServer of the configuration cannot be used/,
      );
      configureKeywords();
      const wrong = await run(["mail", folder], { ...env, TI_SCRAPER_MAIL_PASSWORD: "wrong-password-2" });
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, /refused user name or password/);
      assert.ok(!`${wrong.out}${wrong.err}`.includes("wrong-password-2"));
      assert.equal((await run(["mail", folder], env)).out, "Mail: 1 sent, 0 waiting.\n");
      assert.match(box.mails[0]?.text ?? "", /^ransom \(1\)\n=+\n\nA \*ransom\* is asked\n.*\nEmberfox sent forged/);

      assert.equal((await run(["scan", folder])).code, 0);
      assert.equal((await run(["mail", folder, "--discard"])).out, "Mail: 1 discarded.\n");
      assert.equal((await run(["mail", folder], env)).out, "Mail: 0 sent, 0 waiting.\n");
      assert.match((await run(["mail", folder, "--test"], env)).out, /has taken the test mail/);
      assert.match((await run(["mail", folder, "--test", "--show"])).err, /one of --show, --test and --discard/);
    } finally {
      await site.close();
      await box.close();
    }
  });

  it("exports the main sentences of articles whose pages it was told to read", async () => {
    const text = "Clop sent forged mails to three shipping companies and stole the passwords of their mail servers.";
    const site = await serve((request, response) => {
      if (request.url === "/story") {
        response.setHeader("content-type", "text/html");
        response.end(`<html lang="en"><body><article>${`<p>${text}</p>`.repeat(6)}</article></body></html>`);
        return;
      }
      const item = `<item><title>Clop strikes</title><link>${site.origin}/story</link></item>`;
      response.end(`<rss version="2.0"><channel>${item}</channel></rss>`);
    });
    try {
      configure({}, [`${site.origin}/rss`]);
      await run(["scan", folder]);
      assert.doesNotMatch((await run(["export", folder, "--format", "md"])).out, /forged mails/);
      assert.deepEqual(site.log, ["GET /rss"]);
      const read = await run(["export", folder, "--format", "md", "--summaries", "--crawl-delay", "0.01"]);
      assert.match(read.out, /Clop sent forged mails to three shipping companies/);
      assert.deepEqual(site.log, ["GET /rss", "GET /story"]);
      // What was made is kept.
      assert.match((await run(["export", folder, "--format", "json"])).out, /forged mails/);
      assert.match((await run(["export", folder, "--format", "md", "--crawl-delay", "x"])).err, /a number of seconds/);
    } finally {
      await site.close();
    }
  });

  it("explains itself", async () => {
    const { code, out } = await run(["--help"]);
    assert.equal(code, 0);
    for (const word of [
      "scan",
      "aliases",
      "match",
      "parse",
      "TI_SCRAPER_XSOAR_API_KEY",
      "TI_SCRAPER_XSOAR_HOST",
      "Exit codes",
      "HTTPS_PROXY",
    ]) {
      assert.ok(out.includes(word), word);
    }
    assert.equal((await run(["--version"])).out, "1.2.3\n");
  });

  const wrong: readonly (readonly string[])[] = [
    [],
    ["scna"],
    ["scan", "a", "b"],
    ["scan", "--create", "some"],
    ["scan", "--names", "x"],
    ["match", "--names", "x"],
    ["preview"],
    ["preview", "--config", "x", "--days", "soon"],
    ["parse"],
    ["--frobnicate"],
    ["scan", "/no/such/folder"],
  ];
  for (const args of wrong) {
    it(`refuses “${args.join(" ")}” with exit code 2 and a sentence`, async () => {
      const { code, out, err } = await run(args);
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, /\w+ .*\./);
      assert.doesNotMatch(err, /at .*cli\.js/);
    });
  }

  it("scans: a report as JSON, exit code 0, nothing new the second time", async () => {
    configure();
    const first = await run(["scan", folder, "--json"]);
    assert.equal(first.code, 0, first.err);
    const report = json(first);
    assert.equal(report["articles"], 2);
    assert.deepEqual(report["new"], [
      {
        title: "Clop empties a file server",
        url: "https://news.example/clop",
        source: `${news.origin}/rss`,
        published: null,
      },
      {
        title: "Nothing about anyone",
        url: "https://news.example/quiet",
        source: `${news.origin}/rss`,
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
    const second = json(await run(["scan", folder, "--json"]));
    assert.deepEqual([second["new"], second["matches"]], [[], []]);
  });

  it("ends with exit code 1 when a source failed, and says which and why", async () => {
    configure({}, [`${news.origin}/gone`, `${news.origin}/rss`]);
    const { code, out } = await run(["scan", folder]);
    assert.equal(code, 1);
    assert.match(out, /\/gone: There is nothing at this address \(HTTP 404\)\./);
    assert.match(out, /Clop empties a file server/);
  });

  it("ends with exit code 2 and the place of the mistake when the configuration is invalid", async () => {
    fs.mkdirSync(path.join(folder, "config"));
    fs.writeFileSync(path.join(folder, "config", "articles_config.json"), '{\n  "getDeltaRecords": "yes"\n}');
    const { code, err } = await run(["scan", folder]);
    assert.equal(code, 2);
    assert.match(err, /^config\/articles_config\.json:2:22: error: /);
    assert.equal(news.log.length, 0);
    assert.equal((await run(["scan", fs.mkdtempSync(path.join(folder, "empty-"))])).code, 2);
  });

  it("reads YAML", async () => {
    fs.mkdirSync(path.join(folder, "config"));
    fs.writeFileSync(
      path.join(folder, "config", "articles_config.yml"),
      `websiteconfig:\n  rss_feeds: [${news.origin}/rss]\n  webpages: []\nprofiling:\n  profileData: [Clop] # one\n`,
    );
    assert.equal((json(await run(["scan", folder, "--json"]))["matches"] as unknown[]).length, 2);
  });

  it("refuses a second scan of the folder while one runs", async () => {
    const slow = await serve(() => {});
    try {
      configure({}, [`${slow.origin}/rss`]);
      const first = run(["scan", folder]);
      await until(() => slow.open.size > 0, 20_000);
      const second = await run(["scan", folder]);
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
    const link = `${folder}-link`;
    fs.symlinkSync(folder, link);
    try {
      configure({}, [`${slow.origin}/rss`]);
      const killed = cli.start(["scan", folder], { home: folder });
      await until(() => slow.open.size > 0, 20_000);
      killed.child.kill("SIGKILL");
      await killed.ended;
      await until(() => slow.open.size === 0, 20_000);
      const asked = slow.log.length;
      const runs = [folder, link, `${link}/../${path.basename(link)}/config/..`].map((way) => run(["scan", way]));
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
    const tor = await startTor({ [onion]: news.port });
    const control = await startTorControl(`"${tor.host}:${tor.port}"`);
    try {
      configure({}, [`http://${onion}/rss`, `${news.origin}/rss`]);
      const file = path.join(folder, "config", "articles_config.json");
      const config = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
      const told = await run(["scan", folder, "--json"], { TI_SCRAPER_TOR_PROXY: `socks5h://${tor.host}:${tor.port}` });
      assert.equal(told.code, 0, told.out);
      assert.deepEqual(tor.asked(), [onion], "and nothing else");
      fs.writeFileSync(file, JSON.stringify({ ...config, controllerPort: control.port }));
      assert.equal((await run(["scan", folder, "--ask-all"])).code, 0);
      assert.equal((await run(["sources", "test", `http://${onion}/rss`, folder])).code, 0);
      assert.deepEqual(tor.asked(), [onion, onion, onion]);
      const wrong = await run(["scan", folder], { TI_SCRAPER_TOR_PROXY: "9050" });
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, /TI_SCRAPER_TOR_PROXY is to be a host and a port/);
    } finally {
      await control.close();
      await tor.close();
    }
    const without = await run(["scan", folder], { TI_SCRAPER_TOR_PROXY: `127.0.0.1:${await unusedPort()}` });
    assert.equal(without.code, 1);
    assert.match(without.out, /Tor does not answer at 127\.0\.0\.1:\d+\. Start Tor, or set its SOCKS address\./);
  });

  it("exports what was found in every format, a choice of it, and nothing with exit code 1", async () => {
    configure({ profileData: [{ name: "Clop", aliases: ["TA505"] }, "Grey Heron"] }, [`${news.origin}/rich`]);
    const nothing = await run(["export", folder, "--format", "json"]);
    assert.deepEqual([nothing.code, nothing.out, nothing.err], [1, "", "There are no matches to export.\n"]);
    const malware = {
      type: "malware",
      id: "malware--5b4ee3ea-eee3-4c8e-8323-85ae32658754",
      name: "Clop",
      is_family: true,
      external_references: [{ source_name: "mitre-attack", external_id: "S9611" }],
    };
    const attack = path.join(folder, "attack.json");
    fs.writeFileSync(attack, JSON.stringify({ type: "bundle", id: malware.id, objects: [malware] }));
    await run(["names", folder, "--import", attack]);
    await run(["names", folder, "--choose", "Clop"]);
    await run(["scan", folder]);
    const outputs = await Promise.all(["md", "csv", "json", "stix"].map((format) => run(["export", folder, "--format", format]))); // prettier-ignore
    assert.deepEqual(outputs.map(({ code }) => code), [0, 0, 0, 0]); // prettier-ignore
    const [markdown, csv, made, stix] = outputs.map(({ out }) => out);
    assert.match(markdown ?? "", /^## Clop\n\n- \*\*Clop empties a file server\*\*/);
    assert.match(csv ?? "", /^\uFEFFprofile,title,url,.*\r\nClop,Clop empties a file server,/);
    assert.match(made ?? "", /"name": "Clop"/);
    const { objects } = JSON.parse(stix ?? "") as { readonly objects: readonly Record<string, unknown>[] };
    const clop = objects.find(({ type }) => type === "malware");
    assert.deepEqual(clop?.["external_references"], malware.external_references);
    assert.match(stix ?? "", /"aliases": \[\s*"TA505"\s*\]/);
    assert.equal(stix, (await run(["export", folder, "--format", "stix"])).out, "the same each time");
    // The configuration may be broken meanwhile.
    fs.writeFileSync(path.join(folder, "config", "articles_config.json"), "{");
    const out = path.join(folder, "out.json");
    assert.equal((await run(["export", folder, "--format", "json", "--profile", "clop", "--out", out])).code, 0);
    assert.equal(fs.readFileSync(out, "utf8").match(/"title":/g)?.length, 1);
    assert.equal((await run(["export", folder, "--format", "json", "--since", "2999-01-01"])).code, 1);
    assert.equal((await run(["export", folder, "--format", "json", "--since", "2026-02-30"])).code, 2);
    assert.equal((await run(["export", folder, "--format", "json", "--profile", "Nobody"])).code, 1);
    const nowhere = await run(["export", folder, "--format", "json", "--out", path.join(folder, "no", "out.json")]);
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.err, /no such file or directory/);
    assert.doesNotMatch(nowhere.err, /\n {4}at /);
  });

  describe("with Cortex XSOAR", () => {
    const key = "cli-test-key-5e0d8a47c1b29f36";
    let xsoar: Awaited<ReturnType<typeof startXsoar>>;
    beforeEach(async () => {
      xsoar = await startXsoar({ key });
      configure({ profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin } });
    });
    afterEach(() => xsoar.close());
    const env = () => ({ TI_SCRAPER_XSOAR_API_KEY: key, TI_SCRAPER_XSOAR_HOST: xsoar.origin });

    it("names what is missing, creates it when told to, and adds nothing twice", async () => {
      const first = json(await run(["scan", folder, "--json"], env()));
      assert.deepEqual(
        (first["recordsMissing"] as { name: string }[]).map(({ name }) => name),
        ["Clop"],
      );
      assert.equal(xsoar.records().length, 0);
      const second = json(await run(["scan", folder, "--json", "--create", "all"], env()));
      assert.deepEqual(
        (second["created"] as { name: string; notes: number }[]).map(({ name, notes }) => [name, notes]),
        [["Clop", 1]],
      );
      assert.deepEqual(second["recordsMissing"], []);
      const [record] = xsoar.records();
      assert.equal(record?.value, "Clop");
      const edits = () => xsoar.requests().filter(({ path: at }) => at === "/indicator/edit").length;
      await run(["scan", folder], env());
      assert.equal(edits(), 0);
    });

    it("never sends the key to another server than TI_SCRAPER_XSOAR_HOST names", async () => {
      for (const host of ["", "https://other.example", xsoar.origin.replace("http:", "https:"), "not an address"]) {
        const { code, err, out } = await run(["scan", folder], { ...env(), TI_SCRAPER_XSOAR_HOST: host });
        assert.equal(code, 2, host);
        assert.match(err, /key is not sent/);
        assert.equal((err + out).includes(key), false);
      }
      assert.equal(xsoar.requests().length, 0);
    });

    it("refuses a key in the configuration", async () => {
      configure({ profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin, api_key: "fake-plain-key" } });
      const { code, err, out } = await run(["scan", folder], env());
      assert.equal(code, 2);
      assert.match(err, /plain text.*replace it/s);
      assert.equal((err + out).includes("fake-plain-key"), false);
      assert.equal(xsoar.requests().length, 0);
    });

    it("scans all the same without a key, with a wrong one, and without the server; and says so once", async () => {
      const none = await run(["scan", folder], {});
      assert.equal(none.code, 0);
      assert.equal(none.out.match(/XSOAR: no key is set/g)?.length, 1);
      const wrongKey = await run(["scan", folder], { ...env(), TI_SCRAPER_XSOAR_API_KEY: "WRONG" });
      assert.equal(wrongKey.code, 1);
      assert.equal(wrongKey.out.match(/refused the API key/g)?.length, 1);
      await xsoar.close();
      const gone = await run(["scan", folder], env());
      assert.equal(gone.code, 1);
      assert.equal(gone.out.match(/refused the connection/g)?.length, 1);
    });

    it("says once what went wrong with a name", async () => {
      xsoar.fail({ kind: "answer", on: "create", status: 400, body: "{}" });
      const { code, out } = await run(["scan", folder, "--create", "all"], env());
      assert.equal(code, 1);
      assert.equal(out.match(/XSOAR: Clop: /g)?.length, 1, out);
    });

    it("says of a name on the exclusion list why it has no record, as long as it stands there", async () => {
      const strict = await startXsoar({ key, store: { excluded: ["Clop"] } });
      try {
        configure({ profile2cortex: true, CortexXSOARAPIConfig: { host: strict.origin } });
        const there = { ...env(), TI_SCRAPER_XSOAR_HOST: strict.origin };
        for (const more of [["--create", "all"], []]) {
          const { out } = await run(["scan", folder, ...more], there);
          assert.match(out, /XSOAR: Clop is on the exclusion list; no record was created\./);
          assert.doesNotMatch(out, /has no record/);
        }
      } finally {
        await strict.close();
      }
    });

    it("in a dry run sends no write, and prints each request with its change", async () => {
      configure({ profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin, dry_run: true } });
      const first = await run(["scan", folder, "--create", "all"], env());
      assert.match(first.out, /dry run: a record for Clop would be created for Clop; nothing was sent\./);
      assert.match(first.out, /POST \/indicator\/create\n\s+\+ \{/);
      assert.match(first.out, /XSOAR: 1 note for 1 name waits\./);
      xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
      const second = json(await run(["scan", folder, "--json"], env()));
      const [planned] = second["planned"] as { method: string; path: string; record: string; diff: string[] }[];
      assert.deepEqual([planned?.method, planned?.path], ["POST", "/indicator/edit"]);
      assert.ok(planned?.diff.some((line) => line.startsWith("+ communitynotes: ") && line.includes("/clop")));
      assert.deepEqual(
        (second["pending"] as { name: string; why: string }[]).map(({ name, why }) => [name, why]),
        [["Clop", "dryRun"]],
      );
      assert.ok(xsoar.requests().every(({ action }) => action === "search"));
    });

    it("keeps what could not be written, says why, and writes it with the next scan", async () => {
      xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
      const refused = await run(["scan", folder, "--json"], { ...env(), TI_SCRAPER_XSOAR_API_KEY: "WRONG" });
      assert.equal(refused.code, 1);
      const failing = json(refused);
      const [waits] = failing["pending"] as { name: string; notes: unknown[]; why: string; message: string }[];
      assert.deepEqual([waits?.name, waits?.notes.length, waits?.why], ["Clop", 1, "failed"]);
      assert.match(waits?.message ?? "", /refused the API key/);
      const next = json(await run(["scan", folder, "--json"], env()));
      assert.deepEqual([next["pending"], next["new"]], [[], []]);
      assert.equal((next["notesAdded"] as { added: number }[])[0]?.added, 1);
    });

    describe("the matches of the keywords job", () => {
      const keywords = (profiling: Record<string, unknown>, feed = "rss"): void =>
        fs.writeFileSync(
          path.join(folder, "config", "keywords_config.json"),
          JSON.stringify({
            websiteconfig: { rss_feeds: [`${news.origin}/${feed}`], webpages: [], keywords: ["server", "quiet"] },
            profileRecords: true,
            profiling: { profile2cortex: true, ...profiling },
          }),
        );
      const own = (more: Record<string, unknown> = {}) => ({
        profileData: ["Clop"],
        CortexXSOARAPIConfig: { host: xsoar.origin, ...more },
      });
      const alone = () => fs.rmSync(path.join(folder, "config", "articles_config.json"));
      const notesOf = (value: string) => {
        const record = xsoar.records().find((one) => one.value === value);
        return JSON.stringify(record?.CustomFields?.["communitynotes"] ?? null).match(/"notes":"[^"]*"/g) ?? [];
      };
      const edits = () => xsoar.requests().filter(({ action }) => action === "edit").length;

      it("are noted once, with no articles job", async () => {
        alone();
        keywords(own());
        xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
        const first = json(await run(["scan", folder, "--json"], env()));
        assert.equal((first["jobs"] as { notes: number }[])[0]?.notes, 1);
        assert.equal((first["notesAdded"] as { added: number }[])[0]?.added, 1);
        assert.deepEqual([first["pending"], first["errors"]], [[], []]);
        assert.deepEqual(notesOf("Clop"), ['"notes":"Clop empties a file server: https://news.example/clop"']);
        const again = await run(["scan", folder], env());
        assert.deepEqual([again.code, again.err, edits()], [0, "", 1]);
        for (const kept of ["state", "01 Keyword Result Files"])
          fs.rmSync(path.join(folder, kept), { recursive: true });
        const refused = await run(["scan", folder], { ...env(), TI_SCRAPER_XSOAR_API_KEY: "WRONG" });
        assert.equal(refused.code, 1);
        assert.match(refused.out, /refused the API key/);
      });

      it("wait until somebody has said whose an alias is, each for its name", async () => {
        alone();
        const both = ["Clop", "Odd Weasel"].map((name) => ({ name, aliases: ["Quiet Anyone", "file server"] }));
        keywords({ ...own(), profileData: both });
        for (const value of ["Clop", "Odd Weasel"]) {
          xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: null });
        }
        const noted = async () => {
          const report = json(await run(["scan", folder, "--json", "--job", "keywords"], env()));
          assert.deepEqual([report["pending"], report["errors"]], [[], []]);
          return [notesOf("Clop").length, notesOf("Odd Weasel").length, edits()];
        };
        // The article names Clop itself.
        assert.deepEqual(await noted(), [1, 0, 1]);
        assert.match((await run(["names", folder])).out, /file server may stand for Clop or Odd Weasel\./);
        assert.deepEqual(await noted(), [1, 0, 1]);
        assert.equal((await run(["names", folder, "--decide", "file server=Clop,Odd Weasel"])).code, 0);
        assert.deepEqual(await noted(), [1, 1, 2]);
        assert.deepEqual(await noted(), [1, 1, 2]);
      });

      it("wait where there is no record, until one is created", async () => {
        alone();
        keywords(own());
        const first = await run(["scan", folder, "--job", "keywords"], env());
        assert.match(first.out, /XSOAR: Clop has no record; .*--create all/);
        assert.match(first.out, /XSOAR: 1 note for 1 name waits\./);
        const second = json(await run(["scan", folder, "--json", "--create", "all"], env()));
        assert.deepEqual(
          (second["created"] as { name: string; notes: number }[]).map(({ name, notes }) => [name, notes]),
          [["Clop", 1]],
        );
        assert.equal((await run(["aliases", folder], env())).code, 0);
      });

      it("stand beside those of the articles job: each article once, names of either", async () => {
        keywords({ ...own(), profileData: ["Clop", { name: "Nothing", match: { requireContext: false } }] });
        for (const value of ["Clop", "Nothing"]) {
          xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: null });
        }
        await run(["scan", folder], env());
        assert.deepEqual([notesOf("Clop").length, notesOf("Nothing").length, edits()], [1, 1, 2]);
        await run(["scan", folder], env());
        assert.equal(edits(), 2);
      });

      it("are written where the articles job writes none", async () => {
        configure({ CortexXSOARAPIConfig: { host: xsoar.origin } });
        keywords(own());
        xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
        await run(["scan", folder], env());
        assert.equal(notesOf("Clop").length, 1);
      });

      it("go to no other server than that of the articles job, and are not written when they are to be a dry run", async () => {
        xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
        configure({ profileData: ["Somebody"], profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin } });
        keywords({ profileData: ["Clop"], CortexXSOARAPIConfig: { host: "https://other.example" } });
        const elsewhere = await run(["scan", folder], env());
        assert.match(elsewhere.out, /names another Cortex XSOAR than the articles configuration/);
        fs.rmSync(path.join(folder, "01 Keyword Result Files"), { recursive: true });
        fs.rmSync(path.join(folder, "state"), { recursive: true });
        keywords(own({ dry_run: true }));
        assert.match((await run(["scan", folder], env())).out, /dry_run of the keywords configuration/);
        assert.equal(edits(), 0);
        alone();
        fs.rmSync(path.join(folder, "state"), { recursive: true });
        fs.rmSync(path.join(folder, "01 Keyword Result Files"), { recursive: true });
        assert.match((await run(["scan", folder], env())).out, /dry run: record .* \(Clop\) would be changed/);
        assert.equal(edits(), 0);
      });

      it("are not sent by a key that stands in the file", async () => {
        alone();
        keywords(own({ api_key: "fake-plain-key" }));
        const { code, err, out } = await run(["scan", folder], env());
        assert.equal(code, 2);
        assert.match(err, /keywords_config\.json holds an API key in plain text/);
        assert.equal((err + out).includes("fake-plain-key"), false);
        assert.equal(xsoar.requests().length, 0);
        keywords({ ...own(), CortexXSOARAPIConfig: { host: "https://other.example" } });
        assert.match((await run(["scan", folder], env())).err, /key is not sent/);
      });
    });

    it("syncs aliases into the file, and the next scan finds them", async () => {
      await run(["scan", folder, "--create", "all"], env());
      const [record] = xsoar.records();
      assert.ok(record);
      xsoar.touch(record.id, { aliases: ["Clop", "Quiet Anyone", "Nothing About"] });
      const synced = await run(["aliases", folder], env());
      assert.equal(synced.code, 0, synced.err);
      assert.match(synced.out, /2 aliases/);
      const file = fs.readFileSync(path.join(folder, "config", "cortex_aliases.json"), "utf8");
      assert.deepEqual(JSON.parse(file), ["Nothing About", "Quiet Anyone"]);
      const report = json(await run(["scan", folder, "--json"], env()));
      assert.deepEqual(
        (report["matches"] as { profile: string; name: string }[]).map(({ profile, name }) => [profile, name]),
        [["Clop", "Nothing About"]],
      );
      fs.writeFileSync(path.join(folder, "config", "cortex_aliases.json"), '["Nothing About", "Half a na');
      const mended = await run(["aliases", folder], env());
      const kept = /kept as (config\/cortex_aliases\.damaged-\w+\.json);/.exec(mended.out)?.[1] ?? "";
      assert.equal(fs.readFileSync(path.join(folder, kept), "utf8"), '["Nothing About", "Half a na');
      assert.equal((await run(["aliases", folder], {})).code, 2);
    });
  });

  for (const [name, server, settings] of [
    ["a tenant of XSOAR 6", { flavour: "v6-mt" }, {}],
    ["XSOAR 8", { flavour: "v8", keyId: "12" }, { key_id: 12 }],
    [
      "XSOAR 8 with an advanced key",
      { flavour: "v8", keyId: "12", keyType: "advanced" },
      { key_id: "12", key_type: "advanced" },
    ],
  ] as const) {
    it(`works with ${name}`, async () => {
      const key = "cli-tenant-key-7d31c06e";
      const xsoar = await startXsoar({ key, ...server });
      try {
        // The tenant is part of the address; what XSOAR 8 needs behind it is not.
        const host = server.flavour === "v8" ? xsoar.origin : xsoar.baseUrl;
        configure({ profile2cortex: true, CortexXSOARAPIConfig: { host, ...settings } });
        const env = { TI_SCRAPER_XSOAR_API_KEY: key, TI_SCRAPER_XSOAR_HOST: xsoar.origin };
        const { code, err } = await run(["scan", folder, "--create", "all"], env);
        assert.equal(code, 0, err);
        assert.deepEqual(
          xsoar.records().map(({ value }) => value),
          ["Clop"],
        );
        if (server.flavour === "v6-mt") assert.equal(xsoar.tenant("").records().length, 0);
        for (const { path: at } of xsoar.requests()) assert.ok((xsoar.origin + at).startsWith(`${xsoar.baseUrl}/`), at);
        assert.equal((await run(["scan", folder], env)).code, 0);
        assert.equal(xsoar.requests().filter(({ action }) => action === "create").length, 1);
      } finally {
        await xsoar.close();
      }
    });
  }

  it("says why a name was found, and previews what other names and rules would find", async () => {
    configure();
    const report = json(await run(["scan", folder, "--json"]));
    const [match] = report["matches"] as { why: string }[];
    assert.match(match?.why ?? "", /^“Clop” in the headline\. It is the tracked name Clop\./);
    const other = path.join(folder, "other.yaml");
    const names = (text: string) => fs.writeFileSync(other, `profiling:\n  profileData: ${text}\n`);
    names(
      '[{ name: Clop, match: { notHere: ["https://news.example/clop"] } }, { name: Nothing, match: { requireContext: false } }]',
    );
    const shown = await run(["preview", folder, "--config", other]);
    assert.deepEqual([shown.code, shown.err], [0, ""]);
    assert.match(shown.out, /^Looked at: 2 stored articles of the last 30 days\./);
    assert.match(shown.out, /\nClop: 1 → 0 articles, 0 gained, 1 lost\n {2}- Clop empties a file server\n/);
    assert.match(shown.out, /\nNothing: 0 → 1 articles, 1 gained, 0 lost\n {2}\+ Nothing about anyone\n/);
    const preview = json(await run(["preview", folder, "--config", other, "--json", "--days", "7"]));
    assert.deepEqual([preview["days"], preview["articles"], (preview["names"] as object[]).length], [7, 2, 2]);
    names("[{ name: Clop, match: { matchIn: [] } }]");
    const broken = await run(["preview", folder, "--config", other]);
    assert.equal(broken.code, 2);
    assert.match(broken.err, /other\.yaml:2:\d+: error: "match\.matchIn" in entry 1/);
  });

  it("looks into summaries for the names whose rule says so, tells the weight, and shows indicators defanged", async () => {
    const calls = { name: "Calls", match: { matchIn: ["summary"], requireContext: false } };
    configure({ profileData: ["Grey Heron", calls] }, [`${news.origin}/rich`]);
    assert.deepEqual(json(await run(["scan", folder, "--json"]))["matches"], [
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
        title: "Nothing about anyone",
        url: "https://news.example/quiet",
      },
    ]);
    configure({ profileData: ["Clop", calls] }, [`${news.origin}/rich`]);
    const told = (await run(["scan", folder])).out;
    assert.match(told, /\nClop\n {2}Clop empties a file server\n.*\n {4}Indicators: CVE-2026-40404\n {4}“Clop”/);
    const exported = (await run(["export", folder, "--format", "csv"])).out;
    assert.match(exported, /Calls,Nothing about .*\(weight 60 %\).*,hxxps:\/\/lure\[\.\]example\/a\r?\n/);
  });

  it("imports names, searches them, and looks for the aliases of a chosen one in the next scan", async () => {
    configure({ profileData: ["Dull Badger", "Odd Weasel"] });
    const names = path.join(folder, "names.csv");
    fs.writeFileSync(names, "name,aliases\nDullBadger,Nothing About;Grey Sett;Odd Weasel;Mask\nLoud Otter,Grey Sett\n");
    assert.equal((await run(["names", folder])).err, "No names are imported yet: --import FILE|URL does that.\n");
    const imported = await run(["names", folder, "--import", names, "--import", path.join(folder, "none.json")]);
    assert.equal(imported.code, 1);
    assert.match(imported.out, /2 names from/);
    assert.match(imported.err, /none\.json: There is no such file\./);
    assert.match(
      (await run(["names", folder, "--search", "badger"])).out,
      /^DullBadger\b.*Nothing About.* \| {2}ordinary words too: Mask\n/,
    );
    const none = await run(["names", folder, "--search", "walrus"]);
    assert.deepEqual([none.out, none.err], ["", "No imported name has anything to do with walrus.\n"]);
    const chosen = await run(["names", folder, "--choose", "dull badger", "--choose", "Nobody"]);
    assert.equal(chosen.code, 1);
    assert.match(chosen.out, /^Dull Badger: .*Nothing About/);
    assert.match(chosen.out, /Found only beside words such as group or ransomware: Mask\n/);
    assert.match(chosen.err, /does not track Nobody/);
    fs.writeFileSync(names, "name,aliases,type\nOddWeasel,Marsh Crew,actor\nOdd Weasel,Marsh Locker,malware\n");
    await run(["names", folder, "--import", names]);
    const both = await run(["names", folder, "--choose", "odd weasel"]);
    assert.equal(both.out, "Odd Weasel (actor, malware): Marsh Crew, Marsh Locker\n");
    fs.writeFileSync(names, "name,aliases\nDullBadger,Nothing About;Grey Sett;Odd Weasel;Mask\nLoud Otter,Grey Sett\n");
    await run(["names", folder, "--import", names]);
    const asked = (await run(["names", folder])).out;
    assert.match(asked, /Grey Sett may stand for Dull Badger or Loud Otter/);
    assert.match(asked, /Odd Weasel may stand for Dull Badger or Odd Weasel/);
    const report = json(await run(["scan", folder, "--json"]));
    assert.deepEqual(
      (report["matches"] as { profile: string; name: string }[]).map(({ profile, name }) => [profile, name]),
      [["Dull Badger", "Nothing About"]],
    );
  });

  it("asks whose an alias is that two names have, writes no note before, and takes the answer back", async () => {
    const xsoar = await startXsoar({ key: "cli-alias-key-9b1c" });
    try {
      for (const value of ["Dull Badger", "Odd Weasel"]) {
        xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: null });
      }
      const both = ["Dull Badger", "Odd Weasel"].map((name) => ({ name, aliases: ["Nothing About"] }));
      configure({ profileData: both, profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin } });
      const env = { TI_SCRAPER_XSOAR_API_KEY: "cli-alias-key-9b1c", TI_SCRAPER_XSOAR_HOST: xsoar.origin };
      const noted = async () =>
        (json(await run(["scan", folder, "--json"], env))["notesAdded"] as { name: string }[]).map(({ name }) => name);
      const decide = (text: string) => run(["names", folder, "--decide", text]);
      assert.deepEqual(await noted(), []);
      assert.match((await run(["names", folder])).out, /Nothing About may stand for Dull Badger or Odd Weasel\./);
      for (const [text, sentence] of [
        ["Nothing About", /takes ALIAS=NAME/],
        ["Clop=Dull Badger", /Clop is no ambiguous alias/],
        ["Nothing About=Clop", /may stand for Dull Badger or Odd Weasel/],
      ] as const) {
        const { code, err } = await decide(text);
        assert.equal(code, 1);
        assert.match(err, sentence);
      }
      assert.deepEqual(await noted(), []);
      assert.equal((await decide("nothing-about=odd weasel")).out, "Nothing About stands for Odd Weasel.\n");
      assert.equal((await run(["names", folder])).out, "");
      assert.deepEqual(await noted(), ["Odd Weasel"]);
      assert.equal((await decide("Nothing About=Dull Badger")).code, 0);
      assert.deepEqual(await noted(), ["Dull Badger"]);
      assert.equal((await decide("Nothing About=")).out, "Nothing About stands for nobody.\n");
      assert.match((await run(["export", folder, "--format", "json"])).err, /There are no matches/);
    } finally {
      await xsoar.close();
    }
  });

  it("matches: one line for each article", async () => {
    fs.writeFileSync(
      path.join(folder, "names.json"),
      JSON.stringify(["APT", { name: "WinterVivern", aliases: ["TA473"] }]),
    );
    fs.writeFileSync(
      path.join(folder, "in.jsonl"),
      '{"url":"https://a.example/winter%2Dvivern","title":"APT28 and TA473"}\n\n{"url":"","title":"captures"}\n',
    );
    const { code, out } = await run([
      "match",
      "--names",
      path.join(folder, "names.json"),
      "--input",
      path.join(folder, "in.jsonl"),
    ]);
    assert.equal(code, 0);
    assert.deepEqual(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
      [
        {
          url: "https://a.example/winter%2Dvivern",
          title: "APT28 and TA473",
          matches: [
            {
              profile: "APT",
              name: "APT",
              field: "title",
              start: 0,
              end: 5,
              text: "APT28",
              rule: ["digits", "case"],
              weight: 1,
            },
            {
              profile: "WinterVivern",
              name: "TA473",
              field: "title",
              start: 10,
              end: 15,
              text: "TA473",
              rule: ["exact"],
              weight: 1,
            },
            {
              profile: "WinterVivern",
              name: "WinterVivern",
              field: "url",
              start: 18,
              end: 33,
              text: "winter%2Dvivern",
              rule: ["exact"],
              weight: 0.8,
            },
          ],
        },
        { url: "", title: "captures", matches: [] },
      ],
    );
  });

  it("parses feed files: one line for each, also for what is none", async () => {
    fs.writeFileSync(
      path.join(folder, "a.xml"),
      "<rss><channel><item><title>A &amp;amp; B</title><guid>https://a.example/1</guid><pubDate>Mon, 01 Jun 2026 10:00:00 +0200</pubDate></item></channel></rss>",
    );
    fs.writeFileSync(path.join(folder, "b.xml"), "<html><p>no feed");
    const { code, out } = await run([
      "parse",
      path.join(folder, "a.xml"),
      path.join(folder, "b.xml"),
      path.join(folder, "none.xml"),
    ]);
    assert.equal(code, 0);
    const [a, b, none] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(a, {
      file: path.join(folder, "a.xml"),
      ok: true,
      items: [
        {
          title: "A & B",
          link: "https://a.example/1",
          guid: "https://a.example/1",
          published: "2026-06-01T08:00:00Z",
        },
      ],
      error: null,
    });
    assert.deepEqual([b?.["ok"], b?.["error"], none?.["ok"]], [false, "The answer is not a feed.", false]);
  });
});
