import assert from "node:assert/strict";
import path from "node:path";
import { useRecords } from "./useRecords";

describe("ti-scraper records with bad input", function () {
  this.timeout(30_000);
  const work = useRecords();
  const { records, report, put, file, count, settings } = work;

  afterEach(() => assert.equal(count("edit"), 0, "nothing is written"));

  it("tells of doubles and of what is no name in a list, and takes the rest", async () => {
    put("Clop", { aliases: [] });
    const list = file("list.json", JSON.stringify(["Clop", "clop", " Clop ", "", 7, null, "x".repeat(501)]));
    const { code, out, err } = await records("name-into-aliases", "--from", list);
    assert.equal(code, 0);
    assert.match(err, /list\.json: Names that stood in the list more than once: 2\./);
    assert.match(err, /list\.json: Entries of the list that are no names: 3\./);
    assert.match(out, /1 record would be changed/);
  });

  it("refuses lists it cannot use, in a sentence with the file and what to do, and asks nothing", async () => {
    const many = Array.from({ length: 50_000 }, (_, at) => `Name ${at}`).join("\n");
    const lists: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
      ["empty.txt", "\n \n\t\n", /empty\.txt: There are no names in the list\. Give one name a line/],
      [
        "many.txt",
        many,
        /many\.txt: The list has 50,000 names; 20,000 at most can be looked up at once\. Part the list\./,
      ],
      [
        "binary.dat",
        new Uint8Array(4096).map((_, at) => (at * 37) % 256),
        /binary\.dat: The list is a binary file\. Give a text file/,
      ],
      ["large.txt", "x".repeat(10_000_001), /large\.txt: The list is larger than 10 MB\. Give the names alone/],
      ["cut.json", '["Clop","Con', /cut\.json: The list begins like JSON and is damaged\. Give a JSON array/],
      ["other.json", '{"names":["Clop"]}', /other\.json: The list is JSON without names: give an array/],
    ];
    for (const [name, text, sentence] of lists) {
      const { code, err } = await records("name-into-aliases", "--yes", "--from", file(name, text));
      assert.equal(code, 2, name);
      assert.match(err, sentence);
    }
    const { code, err } = await records("tidy-aliases", "--from", path.join(work.folder, "none.txt"));
    assert.equal(code, 2);
    assert.match(err, /none\.txt could not be read \(ENOENT/);
    assert.equal(count("search"), 0);
  });

  it("looks up a list of 20,000 names", async () => {
    put("Name 19999", { aliases: [] });
    const list = file("long.txt", Array.from({ length: 20_000 }, (_, at) => `Name ${at}`).join("\n"));
    const planned = await report("name-into-aliases", "--from", list);
    assert.deepEqual([planned.edits, planned.skipped.length], [1, 19_999]);
    assert.ok(count("search") <= 400, `${count("search")} searches`);
  });

  it("tells of a query that XSOAR refuses", async () => {
    const { code, err } = await records("tidy-aliases", "--query", 'value:"unclosed', "--yes");
    assert.equal(code, 2);
    assert.match(err, /XSOAR/);
    assert.match(err, /quer|parse|Check/i);
  });

  it("takes nothing for everything: an empty query, type or name is refused", async () => {
    put("Clop", { aliases: [] });
    for (const option of ["--query", "--type", "--name"]) {
      for (const text of ["", " "]) {
        const { code, err } = await records("name-into-aliases", "--yes", option, text);
        assert.equal(code, 2, option);
        assert.match(err, /--name, --query and --type take a text that is not empty\./);
      }
    }
    assert.equal(count("search"), 0);
  });

  it("refuses recipes, options and values that do not exist", async () => {
    const set = (...pairs: readonly string[]) => ["set-field", ...pairs.flatMap((pair) => ["--option", pair])];
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [["tidy"], /There is no recipe “tidy”: take some of first-seen, /],
      [[""], /records needs a recipe|no recipe/],
      [["check,tidy-aliases"], /records check goes with no other recipe/],
      [["undo", "--name", "Clop"], /records undo takes the last update as it is/],
      [["tidy-aliases", "--name", "Clop", "--query", "x"], /takes one of --name, --query and --from/],
      [
        ["tidy-aliases", "--option", "colour=red"],
        /There is no option colour\. There are: split, spaced, repair, oneWord/,
      ],
      [["first-seen", "--option", "split=on"], /There is no option split: what is to be done takes none/],
      [["tidy-aliases", "--option", "split=maybe"], /The option split cannot be maybe\. It may be: on, off/],
      [["tidy-aliases", "--option", "all=perhaps"], /The option all is true or false/],
      [["tidy-aliases", "--option", "split"], /--option takes NAME=VALUE/],
      [["tidy-aliases", "--pick", "=G1"], /--pick takes NAME=ID/],
      [["tidy-aliases", "--option", "oneWord=on", "--option", "spaced=on"], /cannot be on together/],
      [["tidy-aliases", "--format", "pdf"], /records takes --format md\|csv\|json\|odt/],
      [["tidy-aliases", "--format", "odt"], /--format odt needs --out FILE/],
      [set("value=x", "field=goals"), /Say with "action" what is to be done/],
      [set("action=set", "value=x"), /Say with "field" which field is meant/],
      [set("action=set", "field=goals"), /Say with "value" what is to be written/],
      [set("action=set", "field=score", "value=3"), /score is kept by XSOAR itself and cannot be set/],
      [set("action=set", "field=CustomFields", "value=3"), /CustomFields is kept by XSOAR itself/],
      [set("action=set", "field=__proto__", "value=3"), /__proto__ is no name of a field/],
      [
        set("action=set", "field=Threat Actor", "value=3"),
        /is no name of a field: it has small letters and digits only/,
      ],
      [
        set("action=add", "field=threatactortypes", "value=pirate"),
        /pirate is no value of threatactortypes\. It may be: /,
      ],
      [set("action=add", "field=description", "value=x"), /description holds one text: nothing can be added/],
      [set("action=set", "field=communitynotes", "value=x"), /Community notes are written with the action note/],
    ];
    for (const [[what = "", ...args], sentence] of cases) {
      const { code, err } = await records(what, "--yes", ...args);
      const undo = what === "undo" ? await records(what, ...args) : { code, err };
      assert.equal(code, 2, what);
      assert.match(undo.err, sentence);
    }
    assert.equal(count("search"), 0);
  });

  it("tells of answers of the wrong shape", async () => {
    put("Clop", { aliases: [] });
    for (const fault of [
      { kind: "html" },
      { kind: "cutJson" },
      { kind: "null" },
      { kind: "answer", status: 200, body: '{"iocObjects":{},"total":1}' },
      { kind: "answer", status: 200, body: '{"iocObjects":"none","total":1}' },
      { kind: "answer", status: 200, body: '{"iocObjects":[7],"total":1}' },
    ] as const) {
      work.xsoar.clearFaults();
      work.xsoar.fail({ ...fault, times: 50 });
      const { code, err, out } = await records("name-into-aliases", "--yes");
      assert.ok(code > 0, `${JSON.stringify(fault)}: ${out}`);
      assert.match(err + out, /XSOAR/);
      assert.doesNotMatch(err, /^\s+at /m);
    }
  });

  it("leaves records alone whose fields it cannot read, and says so", async () => {
    put("Clop", { aliases: "TA505, Graceful Spider" });
    put("Night Heron", { aliases: { a: 1 } });
    put("Mallard", [1, 2]);
    const planned = await report("name-into-aliases,tidy-aliases", "--yes", "--option", "all=true");
    assert.equal(planned.edits, 0);
    assert.deepEqual([...new Set(planned.skipped.map(({ name }) => name))].toSorted(), [
      "Clop",
      "Mallard",
      "Night Heron",
    ]);
    for (const { why } of planned.skipped) assert.match(why, /aliases/);
  });

  it("says that names lead to several records, to none, or to one of another type", async () => {
    put("Clop", { aliases: [] });
    put("TA505", { aliases: ["Clop"] });
    put("Night Heron", { aliases: ["Night Heron"] }, { indicator_type: "Report" });
    const { skipped } = await report("name-into-aliases");
    assert.deepEqual(
      skipped.map(({ name }) => name),
      ["Clop", "Night Heron", "Mallard"].filter((name) => skipped.some((one) => one.name === name)),
    );
    assert.match(skipped.find(({ name }) => name === "Mallard")?.why ?? "", /There is no record of this name\./);
    assert.match(skipped.find(({ name }) => name === "Night Heron")?.why ?? "", /no record of this name/);
  });

  it("warns of a field that no record has", async () => {
    put("Clop", { aliases: [] });
    const { code, out } = await records(
      "set-field",
      ...["action=set", "field=ourownfield", "value=x"].flatMap((pair) => ["--option", pair]),
    );
    assert.equal(code, 0);
    assert.match(out, /None of the chosen records has the field ourownfield\. Make sure that your Cortex XSOAR has it/);
  });

  it("does nothing without a key, with a wrong host, or without a configuration", async () => {
    const { folder } = work;
    const without = await work.run(["records", "tidy-aliases", folder]);
    assert.equal(without.code, 2);
    assert.match(without.err, /Set TI_SCRAPER_XSOAR_API_KEY/);
    const env = { ...work.env(), TI_SCRAPER_XSOAR_HOST: "https://xsoar.example" };
    const wrong = await work.run(["records", "tidy-aliases", folder], env);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /The key is not sent/);
    settings({ techniqueField: 7 });
    const broken = await records("tidy-aliases");
    assert.equal(broken.code, 2);
    assert.match(broken.err, /articles_config\.json:\d+:\d+: error/);
    assert.equal(count("search"), 0);
  });
});
