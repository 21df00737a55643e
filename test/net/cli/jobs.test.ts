import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { json, useCommandLine } from "./useCommandLine";

const CARDS = `<main>
  <article class="card"><h2>Harbour Works</h2><p class="meta">leaked 12 GB on 2026-03-01</p></article>
  <article class="card"><h2>Mill Ltd</h2><p class="meta">leaked 3 GB on 2026-03-02</p></article>
  <article class="card"><h2>Test victim</h2><p class="meta">leaked 1 GB</p></article>
</main>`;

describe("ti-scraper jobs", () => {
  let requests = 0;
  const work = useCommandLine((_request, response) => {
    requests += 1;
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(CARDS);
  });
  beforeEach(() => {
    requests = 0;
  });
  const write = (name: string, text: string): void => {
    mkdirSync(path.join(work.folder, "config"), { recursive: true });
    writeFileSync(path.join(work.folder, "config", name), text);
  };
  const watch = (head: string): string => `job: ${head}
websiteconfig:
  webpages: ["${work.news.origin}/leaks"]
extract:
  select: main .card
  fields:
    victim: h2
    size: {from: .meta, pattern: '(\\d+) GB'}
  exclude: [test victim]
format:
  columns: {Victim: "{victim}", "Size in GB": "{size}"}
`;

  it("lists, runs and scans the jobs of a folder that has no others", async () => {
    write("leakwatch_config.yaml", watch("{name: Leak watch, base: contents, every: 6h}"));
    write("server_config.yaml", "port: 8080\n");
    const list = await work.run(["jobs", "list", work.folder]);
    assert.equal(list.code, 0, list.err);
    assert.equal(
      list.out,
      "leakwatch: config/leakwatch_config.yaml (“Leak watch”, base contents, every 360 minutes, never run)\n",
    );
    const first = await work.run(["scan", work.folder]);
    assert.equal(first.code, 0, first.err);
    assert.match(
      first.out,
      /^leakwatch: 1 source read in .*\n {2}2 rows, 2 new\n {2}Harbour Works · 12\n {2}Mill Ltd · 3\nResult file: leakwatch\/.*_leakwatch\.csv\n$/,
    );
    const file = /Result file: (.*)/.exec(first.out)?.[1] ?? "";
    assert.equal(
      readFileSync(path.join(work.folder, file), "utf8"),
      "\uFEFFVictim,Size in GB\r\nHarbour Works,12\r\nMill Ltd,3\r\n",
    );
    const second = await work.run(["scan", work.folder]);
    assert.deepEqual([second.code, second.out.startsWith("leakwatch: not due before 20")], [0, true]);
    const scanned = json(await work.run(["scan", work.folder, "--json"]));
    assert.deepEqual(
      (scanned["passedOver"] as readonly { readonly job: string; readonly why: string }[]).map(({ job, why }) => [
        job,
        why,
      ]),
      [["leakwatch", "notDue"]],
    );
    const now = json(await work.run(["jobs", "run", "leakwatch", work.folder, "--json"]));
    const [job] = now["jobs"] as readonly Record<string, unknown>[];
    assert.deepEqual(
      [job?.["job"], job?.["name"], job?.["base"], job?.["rows"], job?.["new"]],
      ["leakwatch", "Leak watch", "contents", 2, []],
    );
    const listed = json(await work.run(["jobs", work.folder, "--json"]));
    const [told] = listed["jobs"] as readonly Record<string, unknown>[];
    assert.deepEqual([told?.["job"], told?.["every"], told?.["due"]], ["leakwatch", 360, false]);
  });
  it("tests a page as its jobs take items out of it, in one request", async () => {
    write("leakwatch_config.yaml", watch("{name: Leak watch, base: contents}"));
    const page = `${work.news.origin}/leaks`;
    const alone = await work.run(["sources", "test", page, work.folder]);
    assert.equal(alone.code, 0, alone.err);
    assert.match(
      alone.out,
      /^Read in .*\.\nTaken by the job leakwatch: 2 items\.\n {2}Harbour Works · 12\n {2}Mill Ltd · 3\n$/,
    );
    const cards = "extract: {select: main .card, fields: {title: h2}}\n";
    const pages = `websiteconfig: {webpages: ["${page}"]`;
    write("mills_config.yaml", `job: {base: keywords}\n${pages}, keywords: [mill]}\n${cards}`);
    write("hits_config.yaml", watch("{base: counts}").replace("  webpages:", "  hit: [Nobody]\n  webpages:"));
    write("contents_config.yaml", `${pages}}\n`);
    const all = json(await work.run(["sources", "test", page, work.folder, "--json"]));
    assert.deepEqual(
      [all["listed"], all["jobs"]],
      [
        0,
        [
          { job: "hits", items: [] },
          {
            job: "leakwatch",
            items: [
              { text: "Harbour Works · 12", url: "" },
              { text: "Mill Ltd · 3", url: "" },
            ],
          },
          { job: "mills", items: [{ text: "Mill Ltd", url: "" }] },
        ],
      ],
    );
    assert.equal(requests, 2);
    // A selector that is tried is about links.
    const select = await work.run(["sources", "test", page, work.folder, "--select", "main"]);
    assert.deepEqual([select.code, select.out], [1, ""]);
    const nothing = await work.run(["sources", "test", `${work.news.origin}/other`, work.folder]);
    assert.doesNotMatch(nothing.out, /Taken/);
  });
  it("says what is wrong with line and column, runs the other jobs, and ends with 2", async () => {
    write("good_config.yaml", watch("{base: contents}"));
    write("bad_config.json", '{\n  "job": {"base": "counts", "every": "often"}\n}');
    const done = await work.run(["scan", work.folder]);
    assert.equal(done.code, 2);
    assert.match(done.err, /^config\/bad_config\.json:2:38: error: "job\.every" must be a time such as "30m"/);
    assert.match(done.out, /good: 1 source read/);
    const list = await work.run(["jobs", "list", work.folder]);
    assert.equal(list.code, 2);
    assert.match(list.out, /^bad: config\/bad_config\.json \(errors\)\ngood: /);
    const missing = await work.run(["jobs", "run", "nobody", work.folder]);
    assert.equal(missing.code, 2);
    assert.match(missing.err, /^There is no job nobody: /);
  });
  it("reads one of several files of the same job, and says which is not", async () => {
    write("good_config.yaml", watch("{base: contents}"));
    write("good_config.json", JSON.stringify({ job: { base: "contents" }, websiteconfig: { webpages: [] } }));
    const done = await work.run(["jobs", "run", "good", work.folder]);
    assert.match(done.err, /config\/good_config\.yaml: warning: not read, since config\/good_config\.json is there/);
  });
});
