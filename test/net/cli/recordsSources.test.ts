import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OBJECTS, TECHNIQUES, bundle, enterpriseBundle } from "../../unit/names/attackFixtures";
import { group, location, onion } from "../../unit/records/groups";
import { type TestServer, serve } from "../servers";
import { json } from "./useCommandLine";
import { useRecords } from "./useRecords";

const PRO_KEY = "obviously-fake-pro-key-0003";

describe("ti-scraper records with data of others", function () {
  this.timeout(30_000);
  const work = useRecords();
  const { records, report, put, fieldsOf, file, count, settings } = work;

  const importBundle = async (text: string): Promise<void> => {
    const run = await work.run(["names", work.folder, "--import", file("bundle.json", text)]);
    assert.equal(run.code, 0, run.err);
  };

  it("attack fills in techniques, names and a description, with MITRE's notice", async () => {
    settings({}, {}, ["Amber Bear", "Nobody"]);
    await importBundle(enterpriseBundle());
    const id = put("Amber Bear", { mitreattacktechnique: ["Own Technique"], aliases: ["Fancy Finch"] });
    const other = put("Nobody", {});
    const { code, out } = await records("attack", "--yes");
    assert.equal(code, 0, out);
    const fields = fieldsOf(id);
    assert.deepEqual(fields["mitreattacktechnique"], [
      "Own Technique",
      "Teapot and Saucer Interpreter",
      "Kettle Whistling",
    ]);
    assert.deepEqual((fields["aliases"] as string[]).toSorted(), ["Amber Bear", "Fancy Finch", "Tin Kettle"]);
    assert.match(
      String(fields["description"]),
      /^Amber Bear steals teapots from harbours\.[^(]*\n\nMITRE ATT&CK G9001 v2\.1 /,
    );
    assert.match(out, /Left out.*\n.*\n {4}aliases \(attack\), on request: .*Copper Viper/);
    assert.match(out, /MITRE/);
    assert.match(out, /Nobody \(attack\): skipped: /);
    assert.deepEqual(fieldsOf(other), {});
    assert.equal((await report("attack", "--yes")).edits, 0);
    assert.equal(count("edit"), 1);
  });

  it("attack asks which of several a name means, takes the answer, and remembers it", async () => {
    settings({}, {}, ["Viper"]);
    await importBundle(enterpriseBundle());
    const id = put("Viper", {});
    const asked = await records("attack", "--yes");
    assert.equal(asked.code, 0);
    assert.match(asked.out, /Viper may be several: say which one with --pick "Viper=ID"/);
    assert.match(asked.out, /^ {4}G9005 {2}/m);
    assert.match(asked.out, /^ {4}S9002 {2}/m);
    assert.equal(count("edit"), 0);
    for (const [pick, sentence] of [
      ["Viper=G0000", /Viper can be .*G9005.*, not G0000\./],
      ["Nobody=G9005", /Nothing is asked about Nobody/],
    ] as const) {
      const wrong = await records("attack", "--pick", pick);
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, sentence);
    }
    const picked = await records("attack", "--pick", "viper=G9005", "--yes");
    assert.equal(picked.code, 0, picked.err);
    assert.ok((fieldsOf(id)["aliases"] as string[]).includes("Copper Viper"));
    const later = await records("attack");
    assert.doesNotMatch(later.out, /may be several/);
  });

  it("takes an answer for each of two questions about one name, and none when one of them is wrong", async () => {
    await importBundle(enterpriseBundle());
    file(
      "groups.json",
      JSON.stringify([group("viper", [location(onion("one"))]), group("Vi-per", [location(onion("two"))])]),
    );
    settings({ onionSource: "groups.json" }, {}, ["Viper"]);
    const id = put("Viper", {});
    const pick = (...picks: readonly string[]) =>
      records("attack,leak-sites", "--yes", ...picks.flatMap((one) => ["--pick", one]));
    const wrong = await pick("Viper=G9005", "Viper=other");
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /Viper can be .*G9005.*viper.*, not other\./);
    assert.match((await records("attack,leak-sites")).out, /G9005[^]*Vi-per/);
    const picked = await pick("Viper=G9005", "Viper=Vi-per");
    assert.equal(picked.code, 0, picked.err);
    assert.ok((fieldsOf(id)["aliases"] as string[]).includes("Copper Viper"));
    assert.match(String(fieldsOf(id)["note"]), new RegExp(`^${onion("two")}`));
  });

  it("attack takes none of them for an answer", async () => {
    settings({}, {}, ["Viper"]);
    await importBundle(enterpriseBundle());
    put("Viper", {});
    const none = await records("attack", "--pick", "Viper=", "--yes");
    assert.equal(none.code, 0);
    assert.match(none.out, /Viper \(attack\): skipped: /);
    assert.equal(count("edit"), 0);
  });

  it("attack says what to do where nothing is imported, an earlier version has, or relationships are missing", async () => {
    settings({}, {}, ["Amber Bear"]);
    put("Amber Bear", {});
    const nothing = await records("attack", "--yes");
    assert.equal(nothing.code, 2);
    assert.match(nothing.err, /Nothing of ATT&CK is imported\. Import its STIX bundle first, by .*names --import/);
    await importBundle(bundle([...TECHNIQUES, ...OBJECTS]));
    const bare = await records("attack", "--yes");
    assert.equal(bare.code, 0);
    assert.match(
      bare.out,
      /has no techniques that anything uses in the domains enterprise\. Import the whole STIX bundle/,
    );
    const [document = ""] = statesCalled("names.json");
    const stored = JSON.parse(readFileSync(document, "utf8")) as { data: { sources: { attack?: unknown }[] } };
    for (const source of stored.data.sources) delete source.attack;
    writeFileSync(document, JSON.stringify(stored));
    const old = await records("attack", "--yes");
    assert.equal(old.code, 2);
    assert.match(old.err, /was made by an earlier version, which kept no techniques\. Refresh it once/);
    assert.equal(count("edit"), 0);
  });

  function statesCalled(name: string): readonly string[] {
    const state = path.join(work.folder, "state");
    return readdirSync(state, { recursive: true, encoding: "utf8" })
      .filter((one) => path.basename(one) === name)
      .map((one) => path.join(state, one));
  }

  it("leak-sites takes a file of the workspace, and adds its hosts to the lines that are there", async () => {
    const hosts = [onion("clopone"), onion("cloptwo")];
    const list = [
      group(
        "clop",
        hosts.map((host) => location(host)),
      ),
      group("clop3", [location(onion("guess"))]),
    ];
    file("groups.json", JSON.stringify(list));
    settings({ onionSource: "groups.json" });
    const id = put("Clop", { note: "an analyst's line" });
    const { code, out, err } = await records("leak-sites", "--yes");
    assert.equal(code, 0, err);
    const note = String(fieldsOf(id)["note"]);
    assert.match(note, /^an analyst's line\n/);
    for (const host of hosts) assert.ok(note.includes(host), note);
    assert.ok(!note.includes(onion("guess")));
    assert.match(out, /Left out.*\nClop/);
    const told = await work.run(["activity", work.folder]);
    for (const host of hosts) assert.ok(!(out + told.out).includes(host), "hosts are shown defanged");
    assert.equal((await report("leak-sites", "--yes")).edits, 0);
  });

  describe("and a server", () => {
    let server: TestServer;
    let answer: string;
    let status = 200;
    let keys: (string | undefined)[];
    beforeEach(async () => {
      answer = JSON.stringify({ groups: [group("clop", [location(onion("wire"))])] });
      status = 200;
      keys = [];
      server = await serve((request, response) => {
        keys.push(request.headers["x-api-key"]?.toString());
        response.writeHead(status, { "content-type": "application/json" }).end(answer);
      });
      settings({ onionSource: `${server.origin}/groups` });
    });
    afterEach(() => server.close());

    const withKey = (host: string) =>
      work.run(["records", "leak-sites", work.folder, "--json"], {
        ...work.env(),
        TI_SCRAPER_RANSOMWARE_LIVE_KEY: PRO_KEY,
        TI_SCRAPER_RANSOMWARE_LIVE_HOST: host,
      });

    it("asks once an hour, with the key of ransomware.live PRO where it is meant for that server", async () => {
      put("Clop", {});
      const planned = await withKey(server.origin);
      assert.deepEqual([planned.code, json(planned)["edits"]], [0, 1], planned.err);
      assert.deepEqual(keys, [PRO_KEY]);
      await withKey(server.origin);
      assert.equal(keys.length, 1);
      assert.ok(!(planned.out + planned.err).includes(PRO_KEY));
    });

    it("gets no key that was given for another, or for none", async () => {
      put("Clop", {});
      for (const [host, sentence] of [
        ["https://api-pro.ransomware.example", /records\.onionSource comes to http:\/\/127.*HOST to https:\/\/api-pro/],
        ["", /TI_SCRAPER_RANSOMWARE_LIVE_HOST names no server/],
      ] as const) {
        const { code, err } = await withKey(host);
        assert.equal(code, 2);
        assert.match(err, sentence);
        assert.ok(!err.includes(PRO_KEY));
      }
      assert.deepEqual(keys, []);
    });

    it("whose answer has the wrong shape is told of, and nothing is written", async () => {
      put("Clop", {});
      for (const [text, code, sentence] of [
        [
          "<!doctype html><title>Log in</title>",
          200,
          /is no JSON, so no leak sites could be read\. Check records\.onionSource/,
        ],
        ['[{"name":"clop","locations":[', 200, /is no JSON, so no leak sites/],
        ['[{"name":"clop"}]', 200, /is no list of groups with locations/],
        ["[]", 200, /has no groups/],
        ['{"message":"1 per 1 minute"}', 200, /gave no leak sites, but said: 1 per 1 minute\. Try again later/],
        ["{}", 429, /could not be read .*Try again later, or name a file/],
        ["{}", 404, /could not be read .*Check the address in records\.onionSource/],
      ] as const) {
        answer = text;
        status = code;
        const run = await records("leak-sites", "--yes");
        assert.equal(run.code, 2, text);
        assert.match(run.err, sentence);
      }
      assert.equal(count("edit") + count("search"), 0);
    });
  });
});
