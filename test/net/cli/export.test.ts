import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { serve } from "../servers";
import { useCommandLine } from "./useCommandLine";

describe("ti-scraper export", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run, configure } = work;

  it("exports what was found in every format, a choice of it, and nothing with exit code 1", async () => {
    configure({ profileData: [{ name: "Clop", aliases: ["TA505"] }, "Grey Heron"] }, [`${work.news.origin}/rich`]);
    const nothing = await run(["export", work.folder, "--format", "json"]);
    assert.deepEqual([nothing.code, nothing.out, nothing.err], [1, "", "There are no matches to export.\n"]);
    const malware = {
      type: "malware",
      id: "malware--5b4ee3ea-eee3-4c8e-8323-85ae32658754",
      name: "Clop",
      is_family: true,
      external_references: [{ source_name: "mitre-attack", external_id: "S9611" }],
    };
    const attack = path.join(work.folder, "attack.json");
    fs.writeFileSync(attack, JSON.stringify({ type: "bundle", id: malware.id, objects: [malware] }));
    await run(["names", work.folder, "--import", attack]);
    await run(["names", work.folder, "--choose", "Clop"]);
    await run(["scan", work.folder]);
    const outputs = await Promise.all(["md", "csv", "json", "stix"].map((format) => run(["export", work.folder, "--format", format]))); // prettier-ignore
    assert.deepEqual(outputs.map(({ code }) => code), [0, 0, 0, 0]); // prettier-ignore
    const [markdown, csv, made, stix] = outputs.map(({ out }) => out);
    assert.match(markdown ?? "", /^## Clop\n\n- \*\*Clop empties a file server\*\*/);
    assert.match(csv ?? "", /^\uFEFFprofile,title,url,.*\r\nClop,Clop empties a file server,/);
    assert.match(made ?? "", /"name": "Clop"/);
    const { objects } = JSON.parse(stix ?? "") as { readonly objects: readonly Record<string, unknown>[] };
    const clop = objects.find(({ type }) => type === "malware");
    assert.deepEqual(clop?.["external_references"], malware.external_references);
    assert.match(stix ?? "", /"aliases": \[\s*"TA505"\s*\]/);
    assert.equal(stix, (await run(["export", work.folder, "--format", "stix"])).out, "the same each time");
    // The configuration may be broken meanwhile.
    fs.writeFileSync(path.join(work.folder, "config", "articles_config.json"), "{");
    const out = path.join(work.folder, "out.json");
    assert.equal((await run(["export", work.folder, "--format", "json", "--profile", "clop", "--out", out])).code, 0);
    assert.equal(fs.readFileSync(out, "utf8").match(/"title":/g)?.length, 1);
    assert.equal((await run(["export", work.folder, "--format", "json", "--since", "2999-01-01"])).code, 1);
    const wrong = await run(["export", work.folder, "--format", "json", "--until", "2026-02-30"]);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /^--until takes a day such as 2026-02-28, not 2026-02-30\.\n/);
    const json = (...more: readonly string[]) => run(["export", work.folder, "--format", "json", ...more]);
    assert.equal((await json("--until", "2001-01-01")).code, 1);
    assert.match((await json("--since", "2001-01-01", "--until", "2999-01-01", "--unread")).out, /"title":/);
    const nobody = await json("--name", "Nobody", "--profile", "Clop");
    assert.deepEqual([nobody.code, nobody.err], [0, "There is no match of the name “Nobody”.\n"]);
    assert.equal((await json("--name", "Nobody")).code, 1);
    const nowhere = await run([
      "export",
      work.folder,
      "--format",
      "json",
      "--out",
      path.join(work.folder, "no", "out.json"),
    ]);
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.err, /could not be read or written: its folder is not there/);
    assert.doesNotMatch(nowhere.err, /\n {4}at /);
  });

  it("writes CSV as the configuration says, matches and counts alike", async () => {
    configure({}, [`${work.news.origin}/rss`]);
    const config = path.join(work.folder, "config");
    const file = path.join(config, "articles_config.json");
    const articles = JSON.parse(fs.readFileSync(file, "utf8")) as object;
    const counts = { websiteconfig: { webpages: [`${work.news.origin}/rss`], hit: ["Clop"] } };
    const written = (csv: object | null, own: object | null = null): void => {
      fs.writeFileSync(file, JSON.stringify({ ...articles, ...(csv === null ? {} : { csv }) }));
      fs.writeFileSync(
        path.join(config, "counts_config.json"),
        JSON.stringify({ ...counts, ...(own === null ? {} : { csv: own }) }),
      );
    };
    const folder = path.join(work.folder, "02 Count Hits Result Files");
    for (const [csv, own, matches, counted] of [
      [null, null, /^\uFEFFprofile,title,url,/, /^Name;Hit;URL and Context;\n\nClop;1;/],
      [
        { separator: ";" },
        null,
        /^\uFEFFsep=;\r\nprofile;title;url;/,
        /^\uFEFFsep=;\r\nName;Hit;URL and Context\r\nClop;1;/,
      ],
      [
        { language: "de", sepLine: false },
        { separator: "," },
        /^\uFEFFprofile;title;url;/,
        /^\uFEFFsep=,\r\nName,Hit,URL and Context\r\nClop,1,/,
      ],
      [{ separator: "auto", language: "en" }, null, /^\uFEFFsep=,\r\nprofile,title,/, /^\uFEFFsep=,\r\nName,/],
    ] as const) {
      written(csv, own);
      fs.rmSync(folder, { recursive: true, force: true });
      assert.equal((await run(["scan", work.folder, "--ask-all"])).code, 0);
      assert.match((await run(["export", work.folder, "--format", "csv"])).out, matches);
      const [name = ""] = fs.readdirSync(folder);
      assert.match(fs.readFileSync(path.join(folder, name), "utf8"), counted);
    }
    written({ separator: "|" });
    assert.match((await run(["scan", work.folder])).err, /csv\.separator" must be one of: ;, ,, auto/);
  });

  it("gives an object of STIX that says something else a newer time, and no other", async () => {
    configure({}, [`${work.news.origin}/rich`]);
    await run(["scan", work.folder]);
    const exported = async () => {
      const { objects } = JSON.parse((await run(["export", work.folder, "--format", "stix"])).out) as {
        readonly objects: readonly Record<string, unknown>[];
      };
      return new Map(objects.map((object) => [object["type"], object]));
    };
    const before = await exported();
    configure({ profileData: [{ name: "Clop", aliases: ["TA505"] }] }, [`${work.news.origin}/rich`]);
    const after = await exported();
    const times = (type: string) => [before, after].map((objects) => String(objects.get(type)?.["modified"]));
    const [old = "", now = ""] = times("intrusion-set");
    assert.ok(old < now);
    assert.equal(before.get("intrusion-set")?.["created"], after.get("intrusion-set")?.["created"]);
    assert.deepEqual(before.get("report"), after.get("report"));
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
      await run(["scan", work.folder]);
      assert.doesNotMatch((await run(["export", work.folder, "--format", "md"])).out, /forged mails/);
      assert.deepEqual(site.log, ["GET /rss"]);
      const read = await run(["export", work.folder, "--format", "md", "--summaries", "--crawl-delay", "0.01"]);
      assert.match(read.out, /Clop sent forged mails to three shipping companies/);
      assert.deepEqual(site.log, ["GET /rss", "GET /story"]);
      // What was made is kept.
      assert.match((await run(["export", work.folder, "--format", "json"])).out, /forged mails/);
      assert.match(
        (await run(["export", work.folder, "--format", "md", "--crawl-delay", "x"])).err,
        /a number of seconds/,
      );
    } finally {
      await site.close();
    }
  });
});
