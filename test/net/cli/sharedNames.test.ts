import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { stateDirectory } from "../../../src/node/stateStore";
import { json, useCommandLine } from "./useCommandLine";

const FEED = [
  "Marsh Crew sells what it stole",
  "Glass Harbor is back",
  "UNK-77 hits a shipyard",
  "Nothing about anybody",
];
const ACTORS = "name,aliases,type\nGrey Heron,Marsh Crew;Glass Harbor,actor\nNight Stork,Glass Harbor;UNK-77,actor\n";

interface Exported {
  readonly profiles: readonly {
    readonly name: string;
    readonly articles: readonly {
      readonly title: string;
      readonly matches: readonly { readonly name: string; readonly ambiguous?: readonly string[] }[];
    }[];
  }[];
}

describe("ti-scraper, where several people work with a folder", function () {
  this.timeout(60_000);
  const work = useCommandLine((_request, response) => {
    const items = FEED.map(
      (title, at) => `<item><title>${title}</title><link>https://news.example/${at}</link></item>`,
    );
    response.end(`<rss version="2.0"><channel>${items.join("")}</channel></rss>`);
  });
  let shared: string;
  let namesFile: string;
  beforeEach(() => {
    work.configure({ profileData: ["Grey Heron", "Night Stork"] });
    shared = path.join(work.folder, "shared");
    fs.mkdirSync(shared);
    fs.renameSync(path.join(work.folder, "config"), path.join(shared, "config"));
    namesFile = path.join(shared, "config", "names.lock.yaml");
    fs.writeFileSync(path.join(work.folder, "actors.csv"), ACTORS);
  });

  /** Somebody with a home of his own: imports and memory. */
  const user = (name: string) => {
    const state = path.join(work.folder, "states", name);
    const run = (command: string, ...args: readonly string[]) => runIn(shared, command, ...args);
    const runIn = (folder: string, command: string, ...args: readonly string[]) =>
      work.run([command, folder, ...args], { XDG_STATE_HOME: state });
    /** What stands under which name after a scan, and by which alias it was found. */
    const matchesIn = async (folder: string) => {
      await runIn(folder, "scan", "--ask-all");
      const { out } = await runIn(folder, "export", "--format", "json");
      const { profiles } = (out === "" ? { profiles: [] } : JSON.parse(out)) as Exported;
      return profiles
        .flatMap((row) =>
          row.articles.flatMap(({ title, matches }) =>
            matches.map((match) => [row.name, match.name, title, match.ambiguous ?? []] as const),
          ),
        )
        .sort((a, b) => (String(a) < String(b) ? -1 : 1));
    };
    return { state, run, runIn, matchesIn, matches: () => matchesIn(shared) };
  };
  /** Imports names and chooses both, as the first user does. */
  const chosen = async () => {
    const ann = user("ann");
    assert.equal((await ann.run("names", "--import", path.join(work.folder, "actors.csv"))).code, 0);
    const { code, err } = await ann.run("names", "--choose", "Grey Heron", "--choose", "Night Stork");
    assert.deepEqual([code, err], [0, ""]);
    return ann;
  };
  const text = () => fs.readFileSync(namesFile, "utf8");

  it("finds the same for each of them, the cron job and a copied folder, whatever they have imported", async () => {
    const ann = await chosen();
    const doubtful = await ann.matches();
    assert.deepEqual(
      doubtful.map(([profile, name, , ambiguous]) => [profile, name, ambiguous]),
      [
        ["Grey Heron", "Glass Harbor", ["Night Stork"]],
        ["Grey Heron", "Marsh Crew", []],
        ["Night Stork", "Glass Harbor", ["Grey Heron"]],
        ["Night Stork", "UNK-77", []],
      ],
    );
    assert.deepEqual(await user("cron").matches(), doubtful);
    const bob = user("bob");
    // What he imports and does not choose is nobody's.
    fs.writeFileSync(
      path.join(work.folder, "others.csv"),
      "name,aliases\nGrey Heron,Nothing About\nTin Otter,Marsh Crew\n",
    );
    await bob.run("names", "--import", path.join(work.folder, "others.csv"));
    assert.deepEqual(await bob.matches(), doubtful);
    assert.match((await bob.run("names")).out, /Glass Harbor may stand for Grey Heron or Night Stork\./);
    assert.equal((await bob.run("names", "--decide", "Glass Harbor=Night Stork")).code, 0);
    const decided = doubtful
      .filter(([profile, name]) => !(profile === "Grey Heron" && name === "Glass Harbor"))
      .map(([profile, name, title]) => [profile, name, title, []] as const);
    const copy = path.join(work.folder, "copy");
    fs.cpSync(shared, copy, { recursive: true });
    assert.deepEqual(await user("eve").matchesIn(copy), decided);
    assert.deepEqual(await user("dan").matches(), decided);
    fs.renameSync(copy, path.join(work.folder, "moved"));
    assert.deepEqual(await bob.matchesIn(path.join(work.folder, "moved")), decided);
    const before = text();
    assert.deepEqual((await ann.run("names")).out.match(/may stand for/g), null);
    await ann.run("scan");
    assert.equal(text(), before, "nothing new is no line");
  });

  it("goes on by what was read last while the file is in conflict, names the lines, writes nothing there, and ends with 1", async () => {
    const ann = await chosen();
    const before = await ann.matches();
    const lines = text().split("\n");
    lines.splice(3, 0, "<<<<<<< HEAD", "=======");
    lines.splice(6, 0, ">>>>>>> theirs");
    const broken = lines.join("\n");
    fs.writeFileSync(namesFile, broken);
    const scan = await ann.run("scan", "--ask-all");
    assert.equal(scan.code, 1);
    assert.match(
      scan.out,
      /config\/names\.lock\.yaml has marks of an unfinished merge \(lines 4, 5, 7\).*before counts/,
    );
    for (const line of [4, 5, 7])
      assert.match(scan.err, new RegExp(`^config/names\\.lock\\.yaml:${line}:1: error: `, "m"));
    for (const args of [["--choose", "Grey Heron"], ["--decide", "Glass Harbor=Grey Heron"], ["--compact"]]) {
      const { code, err } = await ann.run("names", ...args);
      assert.equal(code, 1, args.join(" "));
      assert.match(err, /names\.lock\.yaml/);
    }
    assert.match((await ann.run("names", "--decide", "Glass Harbor=")).err, /Nothing was written there\./);
    assert.equal(text(), broken);
    const stored = json(await ann.run("export", "--format", "json"));
    assert.ok(JSON.stringify(stored).includes("UNK-77"), JSON.stringify(before));
    // Somebody who never could read it finds what the configuration names.
    assert.deepEqual(await user("new").matches(), []);
    fs.writeFileSync(namesFile, broken.replaceAll(/^[<=>]{7}.*\n/gm, ""));
    assert.deepEqual(await user("newer").matches(), before);
  });

  it("tells of lines that are none, and takes the others", async () => {
    const ann = await chosen();
    const before = await ann.matches();
    fs.appendFileSync(namesFile, '- {name: "Grey Heron", alias: "Nothing About", at: "tomorrow"}\nnonsense\n');
    const { code, err } = await ann.run("scan", "--ask-all");
    assert.equal(code, 0);
    const count = text().trimEnd().split("\n").length;
    assert.match(err, new RegExp(`names\\.lock\\.yaml:${count - 1}:\\d+: error: "at" must be a time`));
    assert.match(err, new RegExp(`names\\.lock\\.yaml:${count}:1: error: This is no fact`));
    assert.deepEqual(await user("bob").matches(), before);
  });

  it("says in a folder that cannot be written that what is chosen counts for one alone, and goes on", async () => {
    // A folder in its place: root may write everywhere else.
    fs.mkdirSync(path.join(namesFile, "x"), { recursive: true });
    const ann = user("ann");
    await ann.run("names", "--import", path.join(work.folder, "actors.csv"));
    const { code, err, out } = await ann.run("names", "--choose", "Grey Heron");
    assert.deepEqual([code, out], [0, "Grey Heron: Glass Harbor, Marsh Crew\n"]);
    assert.match(
      err,
      /^config\/names\.lock\.yaml cannot be written \(.*\): .* counts for you alone until it can be\.\n$/,
    );
    assert.equal((await ann.matches()).length, 2);
    assert.deepEqual(await user("bob").matches(), []);
    fs.rmSync(namesFile, { recursive: true });
    const moved = json(await ann.run("scan", "--json"));
    assert.match(String(moved["notices"]), /stands in config\/names\.lock\.yaml now \(\d+ lines\)/);
    assert.equal((await user("dan").matches()).length, 2);
  });

  it("moves what an earlier version kept for one user into the file, once, and says so", async () => {
    const ann = user("ann");
    const place = stateDirectory({ XDG_STATE_HOME: ann.state }, "linux", fs.realpathSync(shared));
    fs.mkdirSync(place, { recursive: true });
    const source = { title: "actors", date: "2026-05-01" };
    const choice = {
      profile: "Grey Heron",
      refs: [{ source: "1", name: "Grey Heron" }],
      knownAs: ["Grey Heron"],
      aliases: [{ alias: "Marsh Crew", sources: [source], others: [] }],
    };
    fs.writeFileSync(
      path.join(place, "chosen-names.json"),
      JSON.stringify({ version: 1, data: { choices: [choice], decisions: [] } }),
    );
    assert.equal((await ann.run("names")).out, "Grey Heron: Marsh Crew\n");
    assert.equal(fs.existsSync(namesFile), false);
    const { code, err } = await ann.run("scan");
    assert.equal(code, 0);
    assert.match(
      err,
      /^What was chosen and decided about names was kept for you alone\. It stands in config\/names\.lock\.yaml now \(2 lines\)/,
    );
    assert.equal((await ann.run("scan")).err, "");
    assert.deepEqual(
      (await user("bob").matches()).map(([profile, name]) => [profile, name]),
      [["Grey Heron", "Marsh Crew"]],
    );
  });

  it("prints the line for git once, where there is git, and writes none itself", async () => {
    fs.mkdirSync(path.join(work.folder, ".git"));
    const ann = user("ann");
    await ann.run("names", "--import", path.join(work.folder, "actors.csv"));
    const { err } = await ann.run("names", "--choose", "Grey Heron");
    assert.match(err, /this line in \.gitattributes: \/config\/names\.lock\.yaml merge=union\n$/);
    assert.equal((await ann.run("names", "--choose", "Night Stork")).err, "");
    assert.equal(fs.existsSync(path.join(shared, ".gitattributes")), false);
  });

  it("reads and writes nothing outside of the folder", async () => {
    const outside = path.join(work.folder, "outside.yaml");
    fs.writeFileSync(outside, '- {name: "Grey Heron", alias: "Nothing About", at: "2026-01-01"}\n');
    fs.symlinkSync(outside, namesFile);
    const ann = user("ann");
    await ann.run("names", "--import", path.join(work.folder, "actors.csv"));
    const { code, err } = await ann.run("names", "--choose", "Grey Heron");
    assert.equal(code, 1);
    assert.match(err, /names\.lock\.yaml cannot be read: .*outside the workspace/);
    assert.deepEqual(await ann.matches(), []);
    assert.doesNotMatch(fs.readFileSync(outside, "utf8"), /Marsh/);
  });

  it("makes the file shorter on demand, and says how much", async () => {
    const ann = await chosen();
    for (const owner of ["Grey Heron", "Night Stork", ""])
      assert.equal((await ann.run("names", "--decide", `Glass Harbor=${owner}`)).code, 0);
    const before = await ann.matches();
    const count = text().split("\n").length;
    assert.equal((await ann.run("names", "--compact")).out, "config/names.lock.yaml: 2 lines left out.\n");
    assert.equal(text().split("\n").length, count - 2);
    assert.equal(
      (await ann.run("names", "--compact")).out,
      "config/names.lock.yaml: no line is replaced by a later one.\n",
    );
    assert.deepEqual(await user("bob").matches(), before);
  });
});
