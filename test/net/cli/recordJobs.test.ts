import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Run } from "../commandLine";
import { json } from "./useCommandLine";
import { useRecords } from "./useRecords";

const TIDY = `
const say = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const message = JSON.parse(line);
  if (message.type === "record" && message.fields.aliases?.includes(message.value))
    say({ type: "change", id: message.id, remove: { aliases: [message.value] }, set: { score: "3" }, why: "its own name" });
  if (message.type === "end") say({ type: "done", summary: "all told" });
});
`;

describe("jobs that look at records, on the command line", function () {
  this.timeout(60_000);
  const work = useRecords();
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(work.folder, name)), { recursive: true });
    writeFileSync(path.join(work.folder, name), text);
  };
  const run = (...more: readonly string[]): Promise<Run> =>
    work.run(["jobs", "run", "tidy", work.folder, ...more], work.env());
  const edits = (): number => work.count("edit");

  beforeEach(async () => {
    work.put("Clop", { aliases: ["Clop", "TA505"] });
    work.put("Mallard", { aliases: ["Duck"] });
    write("scripts/tidy.js", TIDY);
    write(
      "config/tidy_config.yaml",
      `job: {base: records}\nselect: {names: [Clop, Mallard, Nobody]}\nscript: {run: ["${process.execPath}", scripts/tidy.js], at: records, fields: [aliases]}\n`,
    );
    const allowed = await work.run(["jobs", "allow", "tidy", work.folder]);
    assert.match(allowed.out, /gets: the fields aliases of the records/);
    assert.match(allowed.out, /may propose: changes of these fields and community notes, which are reviewed/);
  });

  it("say what is proposed, and write nothing", async () => {
    const done = await run();
    assert.equal(done.code, 0, done.err);
    assert.match(done.out, /^tidy: 2 records, 1 change proposed, to be reviewed in VS Code: Own Jobs\n/);
    assert.match(done.out, /\n {2}Clop: remove from aliases: Clop\n {2}all told\n/);
    assert.match(done.out, /score: the change is left out\. script\.fields does not name this field\./);
    assert.equal(edits(), 0);
    const told = json(await run("--json"));
    assert.deepEqual(
      (told as { jobs: { changes: { record: { value: string }; action: string }[]; records: number }[] }).jobs.map(
        ({ records, changes }) => [records, changes.map(({ record, action }) => [record.value, action])],
      ),
      [[2, [["Clop", "remove"]]]],
    );
    const scanned = await work.run(["scan", work.folder], work.env());
    assert.match(scanned.out, /tidy: 2 records, 1 change proposed/, "a scan proposes as well, and writes nothing");
    assert.equal(edits(), 0);
  });

  it("are passed over without a key, which is said", async () => {
    const done = await work.run(["jobs", "run", "tidy", work.folder]);
    assert.equal(done.code, 2);
    assert.match(done.err, /tidy: The records it looks at could not be read\. There is no access to Cortex XSOAR/);
  });

  it("are recorded and replayed without the server", async () => {
    const file = path.join(work.folder, "input.jsonl");
    assert.equal((await run("--record", file)).code, 0);
    assert.ok(!readFileSync(file, "utf8").includes(work.key));
    const before = work.xsoar.requests().length;
    const test = await work.run(["jobs", "test", "tidy", work.folder, "--replay", file]);
    assert.equal(test.code, 0, test.err);
    assert.match(test.out, /remove from aliases: Clop \(its own name\)/);
    assert.equal(work.xsoar.requests().length, before);
  });
});
