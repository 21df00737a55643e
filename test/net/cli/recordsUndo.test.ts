import assert from "node:assert/strict";
import { json } from "./useCommandLine";
import { NAMES, ZERO, useRecords } from "./useRecords";

interface Update {
  readonly kind: string;
  readonly state: string;
  readonly run: string;
  readonly undone?: boolean;
  readonly record: { readonly value: string };
  readonly fields: readonly { readonly field: string; readonly texts?: unknown }[];
}

describe("ti-scraper records undo", function () {
  this.timeout(30_000);
  const work = useRecords();
  const { records, report, put, fieldsOf, count, settings } = work;

  const activity = async (): Promise<readonly Update[]> =>
    (json(await work.run(["activity", work.folder, "--json"]))["entries"] as readonly Update[]).filter(
      ({ kind }) => kind === "fields",
    );
  /** A record but for what each edit changes. */
  const bytes = (id: string): string =>
    (work.xsoar.recordText(id) ?? "")
      .replace(/,?"sortValues":(?:null|\[[^\]]*\])/, "")
      .replace(/"version":\d+/, "")
      .replace(/"modified":"[^"]*"/, "");

  it("gives back each byte, lists it first, and does so once", async () => {
    const ids = [
      put("Clop", { aliases: [" TA505 ", "TA505"], odd: [1, null] }, { firstSeen: ZERO }),
      put("Night Heron", null),
      put("Mallard", {}, { CustomFields: undefined }),
    ];
    const before = ids.map(bytes);
    assert.equal((await report("first-seen,name-into-aliases,tidy-aliases", "--yes")).edits, 3);
    assert.notDeepEqual(ids.map(bytes), before);
    const listed = await records("undo");
    assert.equal(listed.code, 0);
    assert.match(listed.out, /aliases \(undo\): It gets back what it held before the update\./);
    assert.match(listed.out, /3 records would be changed\./);
    assert.equal(count("edit"), 3);
    assert.equal((await report("undo", "--yes")).edits, 3);
    assert.deepEqual(ids.map(bytes), before);
    const again = await records("undo", "--yes");
    assert.deepEqual([again.code, again.out], [0, "There is no update of the last 30 days to undo.\n"]);
    assert.deepEqual(await report("undo"), { edits: 0, records: [] });
    assert.equal(count("edit"), 6);
    const updates = await activity();
    assert.deepEqual(
      updates.map(({ state }) => state),
      Array(6).fill("confirmed"),
    );
    assert.equal(updates.filter(({ undone }) => undone === true).length, 3);
    assert.ok(updates.filter(({ undone }) => undone).every(({ fields }) => fields.every((one) => !("texts" in one))));
  });

  it("takes the last run that wrote something, then the one before it", async () => {
    const id = put("Clop", { aliases: [" TA505"] });
    await records("name-into-aliases", "--yes");
    await records("tidy-aliases", "--yes");
    await records("tidy-aliases", "--yes");
    assert.deepEqual(fieldsOf(id)["aliases"], ["TA505", "Clop"]);
    await records("undo", "--yes");
    assert.deepEqual(fieldsOf(id)["aliases"], [" TA505", "Clop"]);
    await records("undo", "--yes");
    assert.deepEqual(fieldsOf(id)["aliases"], [" TA505"]);
    assert.equal(count("edit"), 4);
  });

  it("leaves what others have changed since, and says so", async () => {
    const id = put("Clop", { aliases: ["TA505"] }, { firstSeen: ZERO });
    await records("first-seen,name-into-aliases", "--yes");
    work.xsoar.touch(id, { aliases: ["TA505", "Clop", "theirs"] });
    const text = work.xsoar.recordText(id) ?? "";
    work.xsoar.remove(id);
    work.xsoar.put(text.replace('"firstSeen":"2023-01-01T00:00:00Z"', '"firstSeen":"2019-02-02T00:00:00Z"'));
    const done = await records("undo", "--yes");
    assert.equal(done.code, 0);
    assert.match(
      done.out,
      /Clop \(undo\): skipped: firstSeen was changed by somebody else since, and stays as it is\./,
    );
    assert.deepEqual(fieldsOf(id)["aliases"], ["TA505", "theirs"]);
    assert.ok(work.xsoar.recordText(id)?.includes('"firstSeen":"2019-02-02T00:00:00Z"'));
  });

  it("does not ask again for what cannot be taken back, and goes on with the run before", async () => {
    const [gone = "", theirs = ""] = ["Clop", "Mallard"].map((value) =>
      put(value, { aliases: [] }, { firstSeen: ZERO }),
    );
    await records("name-into-aliases", "--yes");
    await records("first-seen", "--yes");
    work.xsoar.remove(gone);
    const text = work.xsoar.recordText(theirs) ?? "";
    work.xsoar.remove(theirs);
    work.xsoar.put(text.replace(/"firstSeen":"[^"]*"/, '"firstSeen":"2019-02-02T00:00:00Z"'));
    const first = await records("undo", "--yes");
    assert.match(first.out, /Clop \(undo\): skipped: The record is not there any more\./);
    assert.match(first.out, /Mallard \(undo\): skipped: firstSeen was changed by somebody else/);
    assert.match((await records("undo", "--yes")).out, /Mallard[^]*1 record changed\./);
    assert.deepEqual(fieldsOf(theirs)["aliases"], []);
    assert.match((await records("undo", "--yes")).out, /There is no update of the last 30 days to undo\./);
    const undone = (await activity())
      .filter((one) => one.undone === true)
      .map(({ record, fields }) => [record, fields]);
    assert.deepEqual(
      undone.map(([record]) => record),
      [{ id: theirs, value: "Mallard" }],
      "what was not taken back is not said to be",
    );
  });

  it("says which records are gone", async () => {
    const ids = ["Clop", "Mallard"].map((value) => put(value, { aliases: [] }));
    await records("name-into-aliases", "--yes");
    work.xsoar.remove(ids[0] ?? "");
    const done = await records("undo", "--yes");
    assert.match(done.out, /Clop \(undo\): skipped: The record is not there any more\./);
    assert.match(done.out, /1 record changed\./);
    assert.deepEqual(fieldsOf(ids[1] ?? "")["aliases"], []);
  });

  it("writes to no other server than the one the update went to", async () => {
    put("Clop", { aliases: [] });
    await records("name-into-aliases", "--yes");
    const other = work.xsoar.origin.replace("127.0.0.1", "localhost");
    settings({}, { host: other });
    const env = { ...work.env(), TI_SCRAPER_XSOAR_HOST: other };
    const { code, err } = await work.run(["records", "undo", work.folder, "--yes"], env);
    assert.equal(code, 2);
    assert.match(
      err,
      /The update was written to http:\/\/127\.0\.0\.1:\d+; the configuration names http:\/\/localhost:/,
    );
    assert.equal(count("edit"), 1);
  });

  it("and notes at once in one folder: one after the other, and nothing is lost", async () => {
    const ids = NAMES.map((value) => put(value, { aliases: [] }));
    work.configure({ profileData: NAMES, profile2cortex: true, CortexXSOARAPIConfig: { host: work.xsoar.origin } });
    work.xsoar.setDelay(60);
    const [scan, update] = await Promise.all([
      work.run(["scan", work.folder, "--json"], work.env()),
      records("name-into-aliases", "--yes"),
    ]);
    assert.deepEqual([scan.code, update.code], [0, 0], scan.err + update.err);
    for (const [at, id] of ids.entries()) assert.deepEqual(fieldsOf(id)["aliases"], [NAMES[at]]);
    const notes = fieldsOf(ids[0] ?? "")["communitynotes"] as readonly unknown[];
    assert.equal(notes.length, 1);
    const entries = json(await work.run(["activity", work.folder, "--json"]))["entries"] as readonly Update[];
    assert.deepEqual(entries.map(({ kind }) => kind).toSorted(), ["fields", "fields", "fields", "notes"]);
  });
});
