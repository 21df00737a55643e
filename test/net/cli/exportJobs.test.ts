import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { json, useCommandLine } from "./useCommandLine";

const CARDS = `<main>
  <article class="card"><h2><a href="/harbour">Harbour Works breached</a></h2><p>12 GB</p></article>
  <article class="card"><h2><a href="/mill">=HYPERLINK("x";"y") Mill</a></h2><p>+1+1</p></article>
</main>`;

describe("ti-scraper export --job", () => {
  const work = useCommandLine((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(CARDS);
  });
  const write = (name: string, config: object): void => {
    mkdirSync(path.join(work.folder, "config"), { recursive: true });
    writeFileSync(path.join(work.folder, "config", name), JSON.stringify(config));
  };
  const exported = (job: string, format: string, ...more: readonly string[]) =>
    work.run(["export", work.folder, "--job", job, "--format", format, ...more]);
  const pages = () => ({ webpages: [`${work.news.origin}/leaks`] });
  const cards = { select: "main .card", fields: { title: "h2", url: { from: "a", attribute: "href" } } };

  it("writes the rows of a job as CSV and JSON, with no cell that is a formula", async () => {
    const fields = { victim: "h2", size: { from: "p", volatile: true } };
    write("leaks_config.json", {
      job: { name: "Leak watch", base: "contents" },
      websiteconfig: pages(),
      extract: { select: "main .card", fields },
    });
    const nothing = await exported("leaks", "csv");
    assert.deepEqual([nothing.code, nothing.out, nothing.err], [1, "", "This job has found nothing to export.\n"]);
    assert.equal((await work.run(["scan", work.folder])).code, 0);
    const csv = await exported("leaks", "csv");
    const [head, ...rows] = csv.out.trimEnd().split("\r\n");
    assert.equal(head, "\uFEFFvictim,size,url,found");
    assert.match(rows[0] ?? "", /^"'=HYPERLINK\(""x"";""y""\) Mill","'\+1\+1",http.*\/leaks,20/);
    assert.match(rows[1] ?? "", /^Harbour Works breached,12 GB,/);
    const object = json(await exported("leaks", "json"));
    const [first] = object["rows"] as readonly Record<string, string>[];
    assert.deepEqual(
      [object["version"], object["job"], object["name"], first?.["victim"], first?.["size"]],
      [1, "leaks", "Leak watch", '=HYPERLINK("x";"y") Mill', "+1+1"],
    );
    assert.equal((await exported("leaks", "json", "--until", "2001-01-01")).code, 1);
    const out = path.join(work.folder, "out.csv");
    assert.equal((await exported("leaks", "csv", "--out", out)).code, 0);
    assert.equal(readFileSync(out, "utf8").trimEnd(), csv.out.trimEnd());
  });
  it("writes the articles of a job as matches are written, with the job or its keywords for their names", async () => {
    write("all_config.json", { job: { name: "All of it", base: "articles" }, websiteconfig: pages(), extract: cards });
    const keywords = { ...pages(), keywords: ["harbour", "mill", "port"] };
    write("words_config.json", { job: { base: "keywords" }, websiteconfig: keywords, extract: cards });
    assert.equal((await work.run(["scan", work.folder])).code, 0);
    const csv = (await exported("all", "csv")).out;
    assert.match(csv, /^\uFEFFprofile,title,url,source,/);
    assert.match(csv, /\r\nAll of it,Harbour Works breached,http.*\/harbour,/);
    assert.match(csv, /\r\nAll of it,"'=HYPERLINK/);
    // Whose note it would be nobody has said.
    assert.doesNotMatch((await exported("all", "json")).out, /"note"/);
    assert.match((await exported("all", "md")).out, /^## All of it\n\n- \*\*/);
    const { profiles } = json(await exported("words", "json")) as {
      readonly profiles: readonly { readonly name: string; readonly articles: readonly { readonly title: string }[] }[];
    };
    assert.deepEqual(
      profiles.map(({ name, articles }) => [name, articles.map(({ title }) => title)]),
      [
        ["harbour", ["Harbour Works breached"]],
        ["mill", ['=HYPERLINK("x";"y") Mill']],
      ],
    );
    assert.doesNotMatch((await exported("words", "json", "--name", "harbour")).out, /Mill/);
    assert.equal((await exported("words", "json", "--until", "2001-01-01")).code, 1);
    const stix = await exported("words", "stix");
    assert.deepEqual([stix.code, stix.err], [2, "What this job finds is exported as md, csv, json.\n"]);
  });
  it("writes what pages hold, of jobs of the user's own and of the others", async () => {
    const counts = { websiteconfig: { ...pages(), hit: ["Harbour"] } };
    write("own_config.json", { job: { base: "counts" }, ...counts });
    write("counts_config.json", counts);
    write("pages_config.json", { job: { base: "contents" }, websiteconfig: pages() });
    assert.equal((await work.run(["scan", work.folder])).code, 0);
    const own = (await exported("own", "csv")).out;
    assert.match(own, /^\uFEFFname,url,context\r\nHarbour,http.*\/leaks,.*Harbour Works/);
    assert.equal((await exported("counts", "csv")).out, own);
    const [page] = json(await exported("pages", "json"))["rows"] as readonly Record<string, string>[];
    assert.deepEqual([page?.["url"], page?.["change"]], [`${work.news.origin}/leaks`, "new"]);
  });
  it("says which job is none, and what does not go together", async () => {
    write("broken_config.json", { job: { base: "counts", every: "often" } });
    for (const job of ["nobody", "keywords", "broken"]) {
      const none = await exported(job, "csv");
      assert.deepEqual([none.code, none.out], [2, ""]);
      assert.match(none.err, new RegExp(`^There is no job “${job}” that can be read`));
    }
    assert.match((await exported("broken", "csv", "--unread")).err, /^export takes --unread without --job/);
    assert.match((await exported("broken", "csv", "--job", "other")).err, /^export takes one --job\./);
  });
});
