import assert from "node:assert/strict";
import { cutIn, skippedIn } from "../../src/core/names/entryList";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createKnowledgeParser } from "../../src/node/knowledgeWorker";
import { nameFiles } from "../../src/node/nameFiles";
import { libraryDirectory } from "../../src/node/stateStore";
import { bundle, stixObject } from "../unit/names/attackFixtures";
import { type BuiltWorker, buildWorker } from "./buildWorker";

const signal = new AbortController().signal;

function job(text: string) {
  return { bytes: new TextEncoder().encode(text), contentType: null, fileName: "names.json" };
}

describe("names parsed in a worker", function () {
  this.timeout(30_000);
  let worker: BuiltWorker;
  before(() => (worker = buildWorker()));
  after(() => worker.remove());

  it("come in whole, however many they are", async () => {
    const values = Array.from({ length: 5_500 }, (_, at) => ({ value: `Actor ${at}` }));
    const parser = createKnowledgeParser({ workerFile: worker.file });
    const outcome = await parser.parse(job(JSON.stringify({ type: "threat-actor", values })), signal);
    assert.ok(outcome.ok);
    assert.deepEqual(
      [outcome.title, outcome.entries.length, outcome.entries.at(-1)?.name],
      ["MISP galaxy threat-actor", 5_500, "Actor 5499"],
    );
  });

  it("what a bundle of ATT&CK says beside its names comes in whole as well", async () => {
    const groups = Array.from({ length: 600 }, (_, at) =>
      stixObject("intrusion-set", `G${20_000 + at}`, `Group ${at}`, { more: at % 2 === 0 ? {} : { revoked: true } }),
    );
    const techniques = Array.from({ length: 700 }, (_, at) =>
      stixObject("attack-pattern", `T${20_000 + at}`, `Technique ${at}`),
    );
    const parser = createKnowledgeParser({ workerFile: worker.file });
    const outcome = await parser.parse(job(bundle([...groups, ...techniques])), signal);
    assert.ok(outcome.ok);
    assert.deepEqual(
      [outcome.entries.length, skippedIn(outcome.reading), new Set(outcome.attack?.items.map(({ id }) => id)).size],
      [300, 300, 1_300],
    );
    assert.equal(outcome.attack?.day, "2025-02-03");
  });

  it("a list of millions is cut in the worker, and how much was cut comes with it", async () => {
    const count = 3_000_000;
    const text = Array.from({ length: count }, (_, at) => `n${at.toString(36)}`).join("\n");
    const parser = createKnowledgeParser({ workerFile: worker.file });
    const list = await parser.parse({ ...job(text), fileName: "names.txt" }, signal);
    assert.ok(list.ok, JSON.stringify(list));
    assert.deepEqual(
      [list.entries.length, cutIn(list.reading).left, list.entries.at(-1)?.name],
      [200_000, count - 200_000, "n4abj"],
    );
    const aliases = Array.from({ length: 400 }, (_, at) => `alias ${at}`);
    const values = Array.from({ length: 4_000 }, (_, at) => ({ value: `Actor ${at}`, meta: { synonyms: aliases } }));
    const cluster = await parser.parse(job(JSON.stringify({ type: "threat-actor", values })), signal);
    assert.ok(cluster.ok);
    const names = cluster.entries.reduce((sum, entry) => sum + 1 + entry.aliases.length, 0);
    assert.ok(names >= 1_000_000 && names < 1_000_500, `${names} names`);
    assert.equal(cutIn(cluster.reading).left, 4_000 - cluster.entries.length);
  });

  it("a failure is a value", async () => {
    const outcome = await createKnowledgeParser({ workerFile: worker.file }).parse(job("{"), signal);
    assert.deepEqual(outcome, { ok: false, failure: { code: "notJson" } });
  });

  it("ends at the deadline", async () => {
    const parser = createKnowledgeParser({ workerFile: worker.file, deadlineMs: 1 });
    assert.deepEqual(await parser.parse(job("[]"), signal), {
      ok: false,
      failure: { code: "parseTimeout", seconds: 0.001 },
    });
  });

  it("ends when cancelled, and when memory runs out", async () => {
    const cancel = new AbortController();
    const parser = createKnowledgeParser({ workerFile: worker.file, maxHeapMb: 20 });
    const running = parser.parse(job("[]"), cancel.signal);
    cancel.abort();
    assert.equal((await running).ok, false);
    const large = JSON.stringify(
      Array.from({ length: 400_000 }, (_, at) => ({ name: `Actor ${at}`, aliases: [`A${at}`] })),
    );
    assert.deepEqual(await parser.parse(job(large), signal), {
      ok: false,
      failure: { code: "parseFailed", why: "memory" },
    });
  });
});

describe("files of names", () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), "ti-scraper-names-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("are read up to the cap", async () => {
    const file = path.join(folder, "names.txt");
    writeFileSync(file, "Rust Finch");
    const read = await nameFiles.read(file, 10);
    assert.equal(read.ok && Buffer.from(read.bytes).toString(), "Rust Finch");
    assert.deepEqual(await nameFiles.read(file, 9), { ok: false, failure: { code: "fileTooLarge", limitBytes: 9 } });
  });

  for (const name of ["missing.txt", ".", "names.txt/below"]) {
    it(`${name} is no file`, async () => {
      assert.deepEqual(await nameFiles.read(path.join(folder, name), 10), { ok: false, failure: { code: "noFile" } });
    });
  }

  it("the library is beside the workspaces", () => {
    assert.equal(libraryDirectory({ XDG_STATE_HOME: "/state" }, "linux"), "/state/ti-scraper/names");
  });
});
