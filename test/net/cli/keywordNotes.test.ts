import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { json, useCommandLine } from "./useCommandLine";
import { useXsoar } from "./useXsoar";

describe("the matches of the keywords job in ti-scraper scan", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const server = useXsoar(work);
  const { run, configure } = work;
  const { env } = server;

  const keywords = (profiling: Record<string, unknown>, feed = "rss"): void =>
    fs.writeFileSync(
      path.join(work.folder, "config", "keywords_config.json"),
      JSON.stringify({
        websiteconfig: { rss_feeds: [`${work.news.origin}/${feed}`], webpages: [], keywords: ["server", "quiet"] },
        profileRecords: true,
        profiling: { profile2cortex: true, ...profiling },
      }),
    );
  const own = (more: Record<string, unknown> = {}) => ({
    profileData: ["Clop"],
    CortexXSOARAPIConfig: { host: server.xsoar.origin, ...more },
  });
  const alone = () => fs.rmSync(path.join(work.folder, "config", "articles_config.json"));
  const notesOf = (value: string) => {
    const record = server.xsoar.records().find((one) => one.value === value);
    return JSON.stringify(record?.CustomFields?.["communitynotes"] ?? null).match(/"notes":"[^"]*"/g) ?? [];
  };
  const edits = () => server.xsoar.requests().filter(({ action }) => action === "edit").length;

  it("are noted once, with no articles job", async () => {
    alone();
    keywords(own());
    server.xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
    const first = json(await run(["scan", work.folder, "--json"], env()));
    assert.equal((first["jobs"] as { notes: number }[])[0]?.notes, 1);
    assert.equal((first["notesAdded"] as { added: number }[])[0]?.added, 1);
    assert.deepEqual([first["pending"], first["errors"]], [[], []]);
    assert.deepEqual(notesOf("Clop"), ['"notes":"Clop empties a file server: https://news.example/clop"']);
    const again = await run(["scan", work.folder], env());
    assert.deepEqual([again.code, again.err, edits()], [0, "", 1]);
    for (const kept of ["state", "01 Keyword Result Files"])
      fs.rmSync(path.join(work.folder, kept), { recursive: true });
    const refused = await run(["scan", work.folder], { ...env(), TI_SCRAPER_XSOAR_API_KEY: "WRONG" });
    assert.equal(refused.code, 1);
    assert.match(refused.out, /refused the API key/);
  });

  it("wait until somebody has said whose an alias is, each for its name", async () => {
    alone();
    const both = ["Clop", "Odd Weasel"].map((name) => ({ name, aliases: ["Quiet Quillbat", "file server"] }));
    keywords({ ...own(), profileData: both });
    for (const value of ["Clop", "Odd Weasel"]) {
      server.xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: null });
    }
    const noted = async () => {
      const report = json(await run(["scan", work.folder, "--json", "--job", "keywords"], env()));
      assert.deepEqual([report["pending"], report["errors"]], [[], []]);
      return [notesOf("Clop").length, notesOf("Odd Weasel").length, edits()];
    };
    // The article names Clop itself.
    assert.deepEqual(await noted(), [1, 0, 1]);
    assert.match((await run(["names", work.folder])).out, /file server may stand for Clop or Odd Weasel\./);
    assert.deepEqual(await noted(), [1, 0, 1]);
    assert.equal((await run(["names", work.folder, "--decide", "file server=Clop,Odd Weasel"])).code, 0);
    assert.deepEqual(await noted(), [1, 1, 2]);
    assert.deepEqual(await noted(), [1, 1, 2]);
  });

  it("wait where there is no record, until one is created", async () => {
    alone();
    keywords(own());
    const first = await run(["scan", work.folder, "--job", "keywords"], env());
    assert.match(first.out, /XSOAR: Clop has no record; .*--create all/);
    assert.match(first.out, /XSOAR: 1 note for 1 name waits\./);
    const second = json(await run(["scan", work.folder, "--json", "--create", "all"], env()));
    assert.deepEqual(
      (second["created"] as { name: string; notes: number }[]).map(({ name, notes }) => [name, notes]),
      [["Clop", 1]],
    );
    assert.equal((await run(["aliases", work.folder], env())).code, 0);
  });

  it("stand beside those of the articles job: each article once, names of either", async () => {
    keywords({ ...own(), profileData: ["Clop", { name: "Umbrafly", match: { requireContext: false } }] });
    for (const value of ["Clop", "Umbrafly"]) {
      server.xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: null });
    }
    await run(["scan", work.folder], env());
    assert.deepEqual([notesOf("Clop").length, notesOf("Umbrafly").length, edits()], [1, 1, 2]);
    await run(["scan", work.folder], env());
    assert.equal(edits(), 2);
  });

  it("are written where the articles job writes none", async () => {
    configure({ CortexXSOARAPIConfig: { host: server.xsoar.origin } });
    keywords(own());
    server.xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
    await run(["scan", work.folder], env());
    assert.equal(notesOf("Clop").length, 1);
  });

  it("go to no other server than that of the articles job, and are not written when they are to be a dry run", async () => {
    server.xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
    configure({ profileData: ["Somebody"], profile2cortex: true, CortexXSOARAPIConfig: { host: server.xsoar.origin } });
    keywords({ profileData: ["Clop"], CortexXSOARAPIConfig: { host: "https://other.example" } });
    const elsewhere = await run(["scan", work.folder], env());
    assert.match(elsewhere.out, /names another Cortex XSOAR than the articles configuration/);
    fs.rmSync(path.join(work.folder, "01 Keyword Result Files"), { recursive: true });
    fs.rmSync(path.join(work.folder, "state"), { recursive: true });
    keywords(own({ dry_run: true }));
    assert.match((await run(["scan", work.folder], env())).out, /dry_run of the keywords configuration/);
    assert.equal(edits(), 0);
    alone();
    fs.rmSync(path.join(work.folder, "state"), { recursive: true });
    fs.rmSync(path.join(work.folder, "01 Keyword Result Files"), { recursive: true });
    assert.match((await run(["scan", work.folder], env())).out, /dry run: record .* \(Clop\) would be changed/);
    assert.equal(edits(), 0);
  });

  it("are not sent by a key that stands in the file", async () => {
    alone();
    keywords(own({ api_key: "fake-plain-key" }));
    const { code, err, out } = await run(["scan", work.folder], env());
    assert.equal(code, 2);
    assert.match(err, /keywords_config\.json holds an API key in plain text/);
    assert.equal((err + out).includes("fake-plain-key"), false);
    assert.equal(server.xsoar.requests().length, 0);
    keywords({ ...own(), CortexXSOARAPIConfig: { host: "https://other.example" } });
    assert.match((await run(["scan", work.folder], env())).err, /key is not sent/);
  });
});
