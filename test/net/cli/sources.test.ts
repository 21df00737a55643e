import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { parseOpml } from "../../../src/core/opml/parseOpml";
import { writeOpml } from "../../../src/core/opml/writeOpml";
import { largeCollections } from "../../world/opml/collections";
import type { Run } from "../commandLine";
import { useCommandLine } from "./useCommandLine";

const rss = (title: string, items: number) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>${Array.from({ length: items }, (_, at) => `<item><title>Story ${at}</title><link>https://news.example/${at}</link></item>`).join("")}</channel></rss>`;

describe("ti-scraper sources", function () {
  this.timeout(60_000);
  let isDown = false;
  const work = useCommandLine((request, response) => {
    if (isDown) return void response.writeHead(500).end();
    switch (request.url) {
      case "/blog/":
        return void response.end(
          '<html><head><title>The blog</title><link rel="alternate" type="application/rss+xml" href="feed.xml"><link rel="alternate" type="application/atom+xml" href="/comments.xml"></head><body><main><a href="/1">One story of the day</a></main></body></html>',
        );
      case "/blog/feed.xml":
        return void response.end(rss("The &amp; blog", 3));
      case "/remarks":
        return void response.end(
          '<head><link rel="alternate" type="application/atom+xml" href="/comments.xml"></head>',
        );
      case "/comments.xml":
        return void response.end(rss("Comments", 1));
      case "/old":
        return void response.writeHead(301, { location: "/new" }).end();
      case "/busy":
        return void response.writeHead(429, { "retry-after": "3600" }).end();
      case "/list":
        return void response.end(
          '<main><a href="/1">Story one of the day</a><h2><a href="/2">Story two of the day</a></h2></main>',
        );
      case "/new":
        return void response.end(rss("New", 2));
      default:
        return void response.writeHead(404).end();
    }
  });

  beforeEach(() => {
    isDown = false;
    fs.mkdirSync(path.join(work.folder, "config"));
  });

  const run = (...args: readonly string[]): Promise<Run> => work.cli.run(args, { home: work.folder, cwd: work.folder });
  const yaml = () => path.join(work.folder, "config", "articles_config.yaml");
  const configure = (...lines: readonly string[]) =>
    fs.writeFileSync(yaml(), `websiteconfig:\n${lines.map((line) => `  ${line}\n`).join("")}`);
  const list = async () => JSON.parse((await run("sources", "--json")).out) as Record<string, unknown>[];

  it("shows control characters that a name holds, and acts upon none", async () => {
    configure("rss_feeds:", `  - url: ${work.news.origin}/new`, '    name: "\\e[2JCleared\\x9b31m"');
    const { out } = await run("sources");
    assert.match(out, /new +\\u001b\[2JCleared\\u009b31m/);
    assert.equal((await list())[0]?.["name"], "\u001b[2JCleared\u009b31m");
  });

  it("lists how each source fares, those that fail first", async () => {
    configure(
      "rss_feeds: # ours",
      `  - url: ${work.news.origin}/new`,
      "    name: New",
      `  - ${work.news.origin}/gone`,
      "webpages: []",
    );
    assert.deepEqual(
      (await list()).map(({ state }) => state),
      ["new", "new"],
    );
    await run("scan");
    const [gone, fresh] = await list();
    assert.deepEqual(
      [gone?.["url"], gone?.["state"], gone?.["failures"], gone?.["lastSuccess"]],
      [`${work.news.origin}/gone`, "failing", 1, null],
    );
    assert.match(JSON.stringify(gone?.["lastError"]), /"code":"status","message":"There is nothing at this address/);
    assert.deepEqual([fresh?.["name"], fresh?.["state"], fresh?.["articles"]], ["New", "well", 2]);
    assert.deepEqual([fresh?.["title"], fresh?.["found"]], ["New", { articles: 2, matches: 0, days: 30 }]);
    assert.equal(gone?.["failingSince"], (gone?.["lastError"] as { readonly at: string } | undefined)?.at);
    assert.equal(typeof fresh?.["latencyMs"], "number");
    const { out } = await run("sources");
    assert.match(
      out,
      /^failing +http.*\/gone .*1 failure in a row since 20.*\n +There is nothing at this address.*\nwell +New +http.*, 2 articles and 0 matches in 30 days/,
    );
  });

  it("suggests the address that a source has moved to once two scans have met it", async () => {
    configure("rss_feeds:", `  - ${work.news.origin}/old`, "webpages: []");
    await run("scan");
    assert.equal((await list())[0]?.["movedTo"], null);
    await run("scan");
    assert.equal((await list())[0]?.["movedTo"], `${work.news.origin}/new`);
    assert.match((await run("sources")).out, /moved for good to http.*\/new/);
    const moved = await run("sources", "update", `${work.news.origin}/old`);
    assert.deepEqual([moved.code, moved.err], [0, ""]);
    assert.equal(moved.out, `config/articles_config.yaml: ${work.news.origin}/old is now ${work.news.origin}/new.\n`);
    assert.equal(
      fs.readFileSync(yaml(), "utf8"),
      `websiteconfig:\n  rss_feeds:\n    - ${work.news.origin}/new\n  webpages: []\n`,
    );
    const again = await run("sources", "update", `${work.news.origin}/new`);
    assert.deepEqual([again.code, /has not moved/.test(again.out)], [1, true]);
  });

  it("switches a source off and on, with the rest of the file as it was", async () => {
    configure("rss_feeds: # ours", `  - ${work.news.origin}/new # kept`, "webpages: []");
    const off = await run("sources", "disable", `${work.news.origin}/new/`);
    assert.deepEqual([off.code, off.out], [0, `config/articles_config.yaml: ${work.news.origin}/new was changed.\n`]);
    assert.match(fs.readFileSync(yaml(), "utf8"), /# ours\n.*\{ url: "http.*\/new", enabled: false \} # kept\n/);
    assert.equal((await list())[0]?.["state"], "off");
    const scan = JSON.parse((await run("scan", "--json")).out) as { readonly sources: readonly unknown[] };
    assert.equal(scan.sources.length, 0);
    assert.match((await run("sources", "disable", `${work.news.origin}/new`)).out, /switched off already/);
    assert.equal((await run("sources", "enable", `${work.news.origin}/new`)).code, 0);
    assert.equal((await list())[0]?.["state"], "new");
    const unknown = await run("sources", "enable", "https://unknown.test/");
    assert.deepEqual([unknown.code, unknown.err], [1, "https://unknown.test/ is none of the configured sources.\n"]);
  });

  it("says of every job what it has not asked", async () => {
    configure(`rss_feeds: ["${work.news.origin}/busy"]`, "webpages: []");
    const counts = { websiteconfig: { webpages: [`${work.news.origin}/list`], hit: ["one"] } };
    fs.writeFileSync(path.join(work.folder, "config", "counts_config.json"), JSON.stringify(counts));
    assert.match((await run("scan", "--job", "articles")).out, /^1 source read in [\d.]+ m?s, 1 failed\. 0 articles/);
    const { out } = await run("scan");
    assert.match(out, /^0 sources read in [\d.]+ m?s, 0 failed, 1 not asked\. 0 articles.*\n {2}waiting http/);
    assert.match(
      out,
      /^counts: 0 sources read in [\d.]+ m?s, 0 failed, 1 not asked\.\n {2}waiting http.*\/list: Not asked/m,
    );
  });

  it("shows the links of a selector, and writes it", async () => {
    configure("rss_feeds:", `  - ${work.news.origin}/new`, "webpages:", `  - ${work.news.origin}/list`);
    const page = `${work.news.origin}/list`;
    const of = async (...args: readonly string[]) => {
      const { code, out, err } = await run("sources", "test", page, ...args);
      return [code, out.match(/Story \w+ of the day/g) ?? [], err];
    };
    assert.deepEqual(await of(), [0, ["Story one of the day", "Story two of the day"], ""]);
    assert.deepEqual(await of("--select", "h2"), [0, ["Story two of the day"], ""]);
    assert.deepEqual(await of("--select", "h2["), [1, [], `${page}: This is no CSS selector: h2[\n`]);
    assert.equal((await run("sources", "select", page, "h2")).code, 0);
    assert.match(fs.readFileSync(yaml(), "utf8"), /- \{ url: "http.*\/list", select: "h2" \}\n/);
    assert.deepEqual(await of(), [0, ["Story two of the day"], ""]);
    const asIs = fs.readFileSync(yaml(), "utf8");
    const refused = await run("sources", "select", page, "h2[");
    assert.deepEqual([refused.code, refused.err], [1, "This is no CSS selector: h2[\n"]);
    assert.equal(fs.readFileSync(yaml(), "utf8"), asIs);
    assert.equal((await run("sources", "select", `${work.news.origin}/new`, "h2")).code, 1);
  });

  it("adds the feed that a page names, and says what else there is", async () => {
    configure("rss_feeds: # ours", `  - ${work.news.origin}/new # kept`, "webpages: []");
    const added = await run("sources", "add", `${work.news.origin}/blog/`);
    assert.deepEqual([added.code, added.err], [0, ""]);
    assert.match(
      added.out,
      /^Also found: Comments .*comments\.xml \(1 entry\)\nThe & blog .*feed\.xml \(3 entries\): 1 added to config\/articles_config\.yaml\.\n$/,
    );
    assert.equal(
      fs.readFileSync(yaml(), "utf8"),
      `websiteconfig:\n  rss_feeds: # ours\n    - ${work.news.origin}/new # kept\n    - url: ${work.news.origin}/blog/feed.xml\n      name: "The & blog"\n  webpages: []\n`,
    );
    assert.match((await run("sources", "add", `${work.news.origin}/blog/feed.xml`)).out, /configured already/);
    const asPage = await run("sources", "add", "--page", `${work.news.origin}/blog/`);
    assert.match(asPage.out, /1 link\): 1 added/);
    assert.match(fs.readFileSync(yaml(), "utf8"), /webpages:\n {4}- url: http:.*\/blog\/\n {6}name: "The blog"\n$/);
    const remarks = await run("sources", "add", `${work.news.origin}/remarks`);
    assert.equal(remarks.code, 1);
    assert.match(remarks.err, /there is only a feed of comments: \S+\/comments\.xml\. To add it, give its address/);
    const nothing = await run("sources", "add", `${work.news.origin}/nothing`);
    assert.deepEqual([nothing.code, /nothing at this address/.test(nothing.err)], [1, true]);
    assert.equal((await run("sources", "add", "ftp://a.test")).code, 2);
  });

  it("tests a source, configured or not, and remembers no article", async () => {
    configure("rss_feeds:", `  - { url: "${work.news.origin}/new", exclude: ["Story 0"] }`, "webpages: []");
    const { code, out } = await run("sources", "test", `${work.news.origin}/new`, "--json");
    const told = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual(
      [code, told["listed"], told["articles"]],
      [0, 2, [{ title: "Story 1", url: "https://news.example/1", published: null }]],
    );
    assert.equal((await list())[0]?.["state"], "well");
    assert.match((await run("sources", "test", `${work.news.origin}/blog/feed.xml`)).out, /^3 entries, 3 articles/);
    isDown = true;
    const failed = await run("sources", "test", `${work.news.origin}/new`);
    assert.deepEqual([failed.code, /The server failed/.test(failed.err)], [1, true]);
    isDown = false;
    const scan = JSON.parse((await run("scan", "--json")).out) as { readonly new: readonly unknown[] };
    assert.equal(scan.new.length, 1);
  });

  it("imports OPML with names and folders, each feed once, and exports it again", async () => {
    configure("rss_feeds:", "  - https://known.test/feed", "webpages:", "  - https://page.test/");
    const feed = (title: string, xmlUrl: string, ...folders: readonly string[]) => ({
      title,
      xmlUrl,
      folders,
      htmlUrl: "",
    });
    const feeds = [
      feed("A & B", "https://a.test/feed?x=1&y=2", "Threats", "Labs/EU"),
      feed("A & B", "http://www.a.test/feed?y=2&x=1", "Read"),
      feed("", "https://untitled.test/feed"),
      feed("Known", "https://known.test/feed/", "Read"),
    ];
    fs.writeFileSync(path.join(work.folder, "my feeds.opml"), writeOpml("Mine", feeds));
    const imported = await run("sources", "import", "my feeds.opml");
    assert.deepEqual(
      [imported.code, imported.out],
      [0, "4 feeds in my feeds.opml: 2 added to config/articles_config.yaml, 1 configured already, 1 listed twice.\n"],
    );
    assert.match(fs.readFileSync(yaml(), "utf8"), /category: "Threats\/Labs\\\\\/EU \| Read"/);
    assert.match((await run("sources", "import", "my feeds.opml")).out, /configured already/);
    const exported = await run("sources", "export");
    assert.match(exported.err, /1 page is left out/);
    const back = await parseOpml(new TextEncoder().encode(exported.out), { wait: async () => {} });
    assert.deepEqual(back.ok && back.feeds.toSorted((a, b) => a.xmlUrl.localeCompare(b.xmlUrl)), [
      feeds[0],
      feed("A & B", "https://a.test/feed?x=1&y=2", "Read"),
      feed("https://known.test/feed", "https://known.test/feed"),
      feed("https://untitled.test/feed", "https://untitled.test/feed"),
    ]);
    fs.writeFileSync(path.join(work.folder, "not.opml"), "<html></html>");
    const refused = await run("sources", "import", "not.opml");
    assert.deepEqual([refused.code, refused.err], [1, "not.opml: The file is not OPML.\n"]);
    assert.equal((await run("sources", "import", "none.opml")).code, 2);
  });

  for (const { name, bytes, feeds, twice } of largeCollections()) {
    it(`imports all feeds of a large collection (${name})`, async () => {
      fs.writeFileSync(path.join(work.folder, "large.opml"), bytes);
      configure("rss_feeds: []", "webpages: []");
      assert.equal((await run("sources")).err, "No source is configured.\n");
      const { code, out } = await run("sources", "import", "large.opml");
      assert.equal(code, 0);
      const told = /^([\d,]+) feeds in .*: ([\d,]+) added to \S+, ([\d,]+) listed twice\.\n$/.exec(out) ?? [];
      const [all = 0, added = 0, again = 0] = told.slice(1).map((digits) => Number(digits.replace(",", "")));
      assert.deepEqual([all, added + again], [feeds, feeds], out);
      assert.ok(twice === null ? added > 1250 : again === twice, out);
      assert.equal((await list()).length, added);
    });
  }

  it("refuses wrong usage", async () => {
    configure("rss_feeds: []");
    for (const args of [
      ["add"],
      ["import"],
      ["test"],
      ["list", "a", "b"],
      ["--page"],
      ["export", "--create", "all"],
      ["enable"],
      ["select", "https://a.test/"],
      ["--select", "h2"],
      ["test", "https://a.test/", "--select", ""],
    ]) {
      const { code, err } = await run("sources", ...args);
      assert.equal(code, 2, args.join(" "));
      assert.match(err, /See ti-scraper --help/);
    }
    fs.rmSync(yaml());
    assert.match((await run("sources")).err, /There is no articles_config/);
  });
});
