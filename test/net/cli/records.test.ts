import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { ZERO, useRecords } from "./useRecords";
import { json } from "./useCommandLine";

describe("ti-scraper records", function () {
  this.timeout(30_000);
  const it_ = useRecords();
  const { records, report, put, fieldsOf, file, count, settings } = it_;

  it("lists what it would change, in words, and writes nothing", async () => {
    const id = put("Clop", { aliases: [" TA505 ", "TA505"] }, { firstSeen: ZERO, lastSeen: ZERO });
    const before = it_.xsoar.recordText(id);
    const { code, out, err } = await records("first-seen,name-into-aliases,tidy-aliases");
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, /^Clop \(record \w+\)\n/);
    assert.match(out, / {4}firstSeen \(first-seen\): First seen is not set/);
    assert.match(out, / {4}aliases \(name-into-aliases, tidy-aliases\): /);
    assert.match(out, /^Night Heron, Mallard: skipped: There is no record of this name\.$/m);
    assert.match(out, /1 record would be changed\. --yes writes/);
    assert.deepEqual([it_.xsoar.recordText(id), count("edit")], [before, 0]);
  });

  it("writes several recipes in one edit a record, and nothing the second time", async () => {
    const raw =
      `{"value":"Clop","indicator_type":"Threat Actor","timestamp":"2024-03-01T10:00:00+03:00","firstSeen":"${ZERO}",` +
      `"lastSeen":null,"sizeInBytes":18446744073709551615,"odd":1.0,"comment":"keep","CustomFields":{"own":[1.50],"aliases":[" TA505","TA505",""]}}`;
    const id = it_.xsoar.put(raw);
    const done = await report("tidy-aliases,first-seen,name-into-aliases", "--yes");
    assert.equal(done.edits, 1);
    assert.equal(count("edit"), 1);
    const [record] = done.records;
    assert.deepEqual(
      [record?.name, record?.id, record?.outcome, record?.changes.map(({ field }) => field).toSorted()],
      ["Clop", id, "written", ["aliases", "firstSeen", "lastSeen"]],
    );
    const text = it_.xsoar.recordText(id) ?? "";
    for (const kept of ['"sizeInBytes":18446744073709551615', '"odd":1.0', '"comment":"keep"', '"own":[1.50]'])
      assert.ok(text.includes(kept), `${kept} in ${text}`);
    assert.deepEqual(fieldsOf(id)["aliases"], ["TA505", "Clop"]);
    assert.ok(text.includes('"firstSeen":"2024-03-01T10:00:00+03:00"'), text);
    const again = await report("tidy-aliases,first-seen,name-into-aliases", "--yes");
    assert.deepEqual([again.edits, again.records[0]?.outcome, count("edit")], [0, "nothing", 1]);
  });

  it("prints one object: edits, and for each record name, id, changes and outcome", async () => {
    const heron = put("Night Heron", { aliases: null });
    const clop = put("Clop", { aliases: ["Clop"] });
    const planned = await report("name-into-aliases");
    assert.equal(planned.edits, 1);
    assert.deepEqual(
      planned.records.map(({ name, id, outcome, changes }) => ({
        name,
        id,
        outcome,
        changes: changes.map(({ field, before, after }) => ({ field, before, after })),
      })),
      [
        {
          name: "Night Heron",
          id: heron,
          outcome: "planned",
          changes: [{ field: "aliases", before: null, after: ["Night Heron"] }],
        },
        { name: "Clop", id: clop, outcome: "nothing", changes: [] },
      ],
    );
    assert.deepEqual(
      planned.skipped.map(({ name }) => name),
      ["Mallard"],
    );
  });

  it("takes names, a query, a type, and lists of three forms", async () => {
    const ids = ["Clop", "Night Heron", "Elsewhere"].map((value) => put(value, { aliases: [] }));
    put("Clop Loader", { aliases: ["x"] }, { indicator_type: "Malware" });
    const told = async (...args: readonly string[]) =>
      (await report("name-into-aliases", ...args)).records.map(({ name }) => name).toSorted();
    assert.deepEqual(await told(), ["Clop", "Night Heron"]);
    assert.deepEqual(await told("--name", "Elsewhere", "--name", "clop"), ["Clop", "Elsewhere"]);
    assert.deepEqual(await told("--query", 'value:"Elsewhere"'), ["Elsewhere"]);
    assert.deepEqual(await told("--query", 'value:"Clop" or value:"Elsewhere"', "--type", "Threat Actor"), [
      "Clop",
      "Elsewhere",
    ]);
    assert.deepEqual(await told("--type", "Malware"), ["Clop Loader"]);
    assert.deepEqual(await told("--type", "Threat Actor"), ["Clop", "Elsewhere", "Night Heron"]);
    assert.deepEqual(await told("--from", file("list.txt", "\uFEFFElsewhere\r\n\r\n")), ["Elsewhere"]);
    assert.deepEqual(await told("--from", file("list.json", '["Elsewhere","Clop"]')), ["Clop", "Elsewhere"]);
    assert.equal(count("edit"), 0);
    assert.equal(ids.length, 3);
  });

  it("takes the names of an old config.json alone, and tells of the key in it without using it", async () => {
    put("Clop", { aliases: [] });
    const key = "old-config-fake-key-0002";
    const old = { entries: ["Clop"], CortexXSOARAPIConfig: { host: "http://127.0.0.1:9", api_key: key } };
    const { code, out, err } = await records("name-into-aliases", "--from", file("config.json", JSON.stringify(old)));
    assert.equal(code, 0);
    assert.match(out, /1 record would be changed/);
    assert.match(err, /config\.json: The file holds an API key as plain text\. It is not used/);
    assert.ok(!(out + err).includes(key));
    assert.ok(it_.xsoar.requests().every(({ headers }) => !JSON.stringify(headers).includes(key)));
  });

  it("writes what is ticked alone, tells of the rest, and all of it when asked", async () => {
    const id = put("Clop", { aliases: ["Clop", " TA505", "one, two"], threatactortypes: ["spy"] });
    const first = await records("tidy-aliases", "--yes");
    assert.equal(first.code, 0);
    assert.match(first.out, /Left out, since it is made on request alone \(--option all=true\):\nClop/);
    assert.match(first.out, /1 record changed\.\n$/);
    assert.deepEqual(fieldsOf(id)["aliases"], ["Clop", "TA505", "one, two"]);
    const listed = await report("tidy-aliases", "--yes");
    assert.deepEqual([listed.edits, listed.left.map(({ name }) => name), listed.records], [0, ["Clop"], []]);
    const all = await report("tidy-aliases", "--yes", "--option", "all=true");
    assert.deepEqual([all.edits, all.left], [1, []]);
    assert.deepEqual(fieldsOf(id)["aliases"], ["Clop", "TA505", "one", "two"]);
    const set = ["--option", "action=set", "--option", "field=threatactortypes", "--option", "value=hacker"];
    assert.equal((await report("set-field", ...set, "--yes")).edits, 0);
    assert.deepEqual(fieldsOf(id)["threatactortypes"], ["spy"]);
    assert.equal((await report("set-field", ...set, "--option", "all=true", "--yes")).edits, 1);
    assert.deepEqual(fieldsOf(id)["threatactortypes"], ["hacker"]);
  });

  it("adds to a list, takes out of it, and writes the same note on each record, once", async () => {
    const id = put("Clop", { threatactortypes: ["spy"], communitynotes: [{ notes: "analyst's", timestamp: ZERO }] });
    const run = (action: string, value: string, ...more: readonly string[]) =>
      report("set-field", "--option", `action=${action}`, "--option", `value=${value}`, "--yes", ...more);
    await run("add", "hacker;spy", "--option", "field=threatactortypes");
    assert.deepEqual(fieldsOf(id)["threatactortypes"], ["spy", "hacker"]);
    await run("remove", "spy", "--option", "field=threatactortypes", "--option", "all=true");
    assert.deepEqual(fieldsOf(id)["threatactortypes"], ["hacker"]);
    await run("note", "Seen = told");
    await run("note", "Seen = told");
    const notes = fieldsOf(id)["communitynotes"] as { notes: string }[];
    assert.deepEqual(
      notes.map((note) => note.notes),
      ["analyst's", "Seen = told"],
    );
  });

  it("prints and writes the report as Markdown, CSV, JSON and ODT", async () => {
    const id = put("Clop", { aliases: [] });
    assert.match((await records("name-into-aliases", "--format", "md")).out, /^# /);
    assert.match((await records("name-into-aliases", "--format", "csv")).out, /^\uFEFF?"?name"?,"?id"?,/);
    assert.equal(json(await records("name-into-aliases", "--format", "json"))["edits"], 1);
    for (const [format, begin] of [
      ["md", "# "],
      ["csv", "name,id"],
      ["json", '{"version"'],
      ["odt", "PK"],
    ] as const) {
      const out = path.join(it_.folder, `report.${format}`);
      const { code, err } = await records("name-into-aliases", "--format", format, "--out", out);
      assert.deepEqual([code, err], [0, ""]);
      const text = readFileSync(out, "latin1")
        .replace(/^\u00ef\u00bb\u00bf/, "")
        .replace(/^\{\s+/, "{");
      assert.ok(text.replaceAll('"name","id"', "name,id").startsWith(begin), `${format}: ${text.slice(0, 60)}`);
      if (format !== "odt") assert.ok(text.includes(id));
    }
    assert.equal(count("edit"), 0);
  });

  it("tells of the report's file that cannot be written before it changes anything", async () => {
    put("Clop", { aliases: [] });
    const out = path.join(it_.folder, "nowhere", "report.md");
    const { code, err } = await records("name-into-aliases", "--yes", "--out", out);
    assert.equal(code, 2);
    assert.match(err, /nowhere.report\.md cannot be written: its folder is not there/);
    assert.equal(count("edit"), 0);
  });

  it("checks names against records, and reads records out", async () => {
    put("Clop", { aliases: ["TA505"] });
    put("TA505", { aliases: ["Clop"] });
    const heron = put("Night Heron", {
      aliases: ["Night Heron", "NH"],
      mitreattacktechnique: ["Phishing"],
      communitynotes: [{ notes: "seen", timestamp: "2024-01-01T00:00:00Z" }],
    });
    const { code, out } = await records("check");
    assert.equal(code, 0);
    assert.match(out, /^Night Heron: one record$/m);
    assert.match(out, /^Mallard: no record$/m);
    assert.match(out, /3 names checked: /);
    const read = await records("read-out", "--name", "Night Heron");
    assert.match(
      read.out,
      /Night Heron \(Threat Actor, record \w+\)\n {4}aliases: Night Heron, NH\n {4}techniques: 1, notes: 1,/,
    );
    assert.ok((await records("read-out", "--name", "Night Heron", "--format", "json")).out.includes(heron));
    assert.equal(count("edit"), 0);
  });

  it("writes nothing in a dry run", async () => {
    put("Clop", { aliases: [] });
    settings({}, { dry_run: true });
    const { code, out } = await records("name-into-aliases", "--yes");
    assert.equal(code, 0);
    assert.match(out, /Dry run is switched on \(dry_run\), so nothing was sent\./);
    assert.match(out, /0 records changed\.|1 record/);
    assert.equal(count("edit"), 0);
  });

  it("ends with 1 where a record could not be written or read", async () => {
    const ids = ["Clop", "Night Heron"].map((value) => put(value, { aliases: [] }));
    it_.xsoar.fail({ kind: "answer", status: 400, body: '{"error":"field is read only"}', on: "edit" });
    const done = await records("name-into-aliases", "--json", "--yes");
    assert.equal(done.code, 1);
    assert.deepEqual((json(done)["records"] as { outcome: string }[]).map(({ outcome }) => outcome).toSorted(), [
      "failed",
      "written",
    ]);
    assert.equal(ids.filter((id) => (fieldsOf(id)["aliases"] as unknown[]).length > 0).length, 1);
    it_.xsoar.setKeyState("expired");
    const none = await records("name-into-aliases", "--yes");
    assert.deepEqual([none.code, none.out], [1, ""]);
    assert.match(none.err, /key/i);
  });
});
