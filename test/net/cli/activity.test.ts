import assert from "node:assert/strict";
import { json, useCommandLine } from "./useCommandLine";
import { useXsoar } from "./useXsoar";

describe("ti-scraper activity", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const server = useXsoar(work);
  const { run } = work;
  const today = () => new Date().toISOString().slice(0, 10);

  it("lists what a scan has written, newest first, with when, by which run and where", async () => {
    assert.deepEqual(await run(["activity", work.folder]), { code: 0, out: "Nothing was sent.\n", err: "" });
    server.xsoar.put({
      value: "Clop",
      indicator_type: "Threat Actor",
      version: 1,
      CustomFields: { aliases: ["Clop"], communitynotes: [] },
    });
    const scanned = await run(["scan", work.folder], server.env());
    assert.match(scanned.out, /^XSOAR: 1 note added to 1 record\.\n/);

    const { code, out } = await run(["activity", work.folder]);
    assert.equal(code, 0);
    assert.match(
      out,
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, [a-z ]+: 1 note added to Clop\n {2}http:.*\/#\/indicator\/\S+\n/,
    );
    assert.match(out, /\n {4}\S.*\n {6}http/);
    const listed = json(await run(["activity", work.folder, "--json"]))["entries"] as readonly Record<
      string,
      unknown
    >[];
    assert.equal(listed.length, 1);
    const [entry] = listed;
    const [record] = server.xsoar.records();
    assert.deepEqual(
      [entry?.["kind"], entry?.["server"], entry?.["record"], entry?.["names"]],
      ["notes", server.xsoar.origin, { id: record?.id, value: "Clop" }, ["Clop"]],
    );
    assert.equal((entry?.["notes"] as readonly unknown[] | undefined)?.length, 1);
    await run(["scan", work.folder], server.env());
    assert.equal((await run(["activity", work.folder])).out, out, "a scan that writes nothing is no activity");
  });

  it("lists updates of records, field by field, and that they were taken back", async () => {
    server.xsoar.put({ value: "Clop", indicator_type: "Threat Actor", version: 1, CustomFields: { aliases: [" x "] } });
    const updated = await run(["records", "tidy-aliases", work.folder, "--name", "Clop", "--yes"], server.env());
    assert.equal(updated.code, 0, updated.err);
    const told = async () => (await run(["activity", work.folder])).out;
    assert.match(
      await told(),
      /UTC, command line: 1 field of Clop updated\n {2}http:.*\n {4}aliases \(tidy-aliases\)\n {6}before: \[" x "\]\n {6}after: {2}\["x"\]\n/,
    );
    await run(["records", "undo", work.folder, "--yes"], server.env());
    assert.match(await told(), /^.* an update of 1 field of Clop taken back\n/);
    assert.match(await told(), /: 1 field of Clop updated, taken back since\n/);
  });

  it("lists what was sent since a day, and refuses what is none", async () => {
    await run(["scan", work.folder, "--create", "all"], server.env());
    const since = async (day: string) => run(["activity", work.folder, "--since", day]);
    assert.match((await since(today())).out, /: record Clop created with 1 note\n/);
    assert.equal((await since("2999-01-01")).out, "Nothing was sent since 2999-01-01.\n");
    const wrong = await since("yesterday");
    assert.deepEqual([wrong.code, wrong.out], [2, ""]);
    assert.match(wrong.err, /--since takes a day: YYYY-MM-DD\./);
  });
});
