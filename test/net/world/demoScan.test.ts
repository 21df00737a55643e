import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../../vscode/project";
import { type StoryReport, compareStories } from "../../world/news/toldStories";
import { runCli } from "../../world/runCli";
import { type FoundReport, compareMatches, compareRecords, compareReport, recordTexts } from "../../world/verdict";
import { type World, startWorld } from "../../world/world";

/** The built command line tool in the demo world, from the first scan over the alias sync to the next scan. */
describe("command line tool in the demo world", function () {
  this.timeout(60_000);
  const cli = path.join(projectRoot, "dist", "cli.js");
  let world: World;
  let home: string;
  before(async () => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-state-"));
    world = await startWorld();
  });
  after(async () => {
    await world?.close();
    fs.rmSync(home, { recursive: true, force: true });
  });

  const scan = async (...more: string[]): Promise<FoundReport & StoryReport> => {
    const { output, errors, code } = await runCli([cli, "scan", world.workspaceFolder, "--json", ...more], world, home);
    assert.equal(code, 1, errors);
    return JSON.parse(output) as FoundReport & StoryReport;
  };
  const searches = (): number => world.xsoar.requests().filter(({ action }) => action !== "search").length;

  it("finds all that is planted and nothing else, and writes the notes", async () => {
    const before = recordTexts(world.xsoar);
    const report = await scan();
    assert.deepEqual(compareReport(report, world.truth), []);
    assert.deepEqual(
      compareStories(report, (host) => world.news.originOf(host)),
      [],
    );
    assert.deepEqual(compareRecords(world.xsoar, before, world.truth), []);
  });

  it("finds nothing new the second time, and writes nothing", async () => {
    const writes = searches();
    const report = await scan();
    assert.deepEqual([report.new, report.matches], [[], []]);
    assert.equal(searches(), writes);
    assert.ok(world.news.requests().some(({ status }) => status === 304));
  });

  it("learns the other names, and finds them in the articles it has", async () => {
    const { code, errors } = await runCli([cli, "aliases", world.workspaceFolder], world, home);
    assert.equal(code, 0, errors);
    const file = path.join(world.workspaceFolder, "config", "cortex_aliases.json");
    const aliases = JSON.parse(fs.readFileSync(file, "utf8")) as string[];
    assert.deepEqual(
      aliases.filter((alias) => !world.truth.unknown.includes(alias)),
      world.truth.aliases,
    );
    assert.deepEqual(compareMatches((await scan()).matches, world.truth.later), []);
    for (const { row, urls } of world.truth.later) {
      const record = world.truth.notes.find((notes) => notes.row === row)?.record;
      const text = JSON.stringify(world.xsoar.records().find(({ value }) => value === record));
      assert.ok(text.includes(urls[0] ?? "?"), row);
    }
  });

  it("creates the missing records when told to", async () => {
    const { title, url } = { title: "Clop returns", url: `${world.news.originOf(1)}/clop-returns` };
    world.news.publish(title, url);
    await scan("--create", "all");
    const values = world.xsoar.records().map(({ value }) => value);
    for (const name of world.truth.missing) assert.equal(values.filter((value) => value === name).length, 1, name);
    const clop = world.xsoar.records().find(({ value }) => value === "Clop");
    assert.ok(JSON.stringify(clop).includes(`${title}: ${url}`));
  });

  it("finds the same where 127.0.0.1 is the only loopback address", async () => {
    const other = await startWorld({ oneAddress: true });
    try {
      const before = recordTexts(other.xsoar);
      const { output } = await runCli([cli, "scan", other.workspaceFolder, "--json"], other, home);
      assert.deepEqual(compareReport(JSON.parse(output) as FoundReport, other.truth), []);
      assert.deepEqual(compareRecords(other.xsoar, before, other.truth), []);
    } finally {
      await other.close();
    }
  });

  it("tells what a lost article, match or note is", async () => {
    const report = await scan();
    assert.ok(compareReport(report, world.truth).length >= world.truth.matches.length);
  });
});
