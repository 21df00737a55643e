import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { startXsoar } from "../../world/xsoar/server";
import { json, useCommandLine } from "./useCommandLine";

describe("ti-scraper names", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run, configure } = work;

  it("imports names, searches them, and looks for the aliases of a chosen one in the next scan", async () => {
    configure({ profileData: ["Dull Badger", "Odd Weasel"] });
    const names = path.join(work.folder, "names.csv");
    fs.writeFileSync(names, "name,aliases\nDullBadger,Umbrafly;Grey Sett;Odd Weasel;Mask\nLoud Otter,Grey Sett\n");
    assert.equal((await run(["names", work.folder])).err, "No names are imported yet: --import FILE|URL does that.\n");
    const imported = await run([
      "names",
      work.folder,
      "--import",
      names,
      "--import",
      path.join(work.folder, "none.json"),
    ]);
    assert.equal(imported.code, 1);
    assert.match(imported.out, /2 names from/);
    assert.match(imported.err, /none\.json: There is no such file\./);
    assert.match(
      (await run(["names", work.folder, "--search", "badger"])).out,
      /^DullBadger\b.*Umbrafly.* \| {2}ordinary words too: Mask\n/,
    );
    const none = await run(["names", work.folder, "--search", "walrus"]);
    assert.deepEqual([none.out, none.err], ["", "No imported name has anything to do with walrus.\n"]);
    const chosen = await run(["names", work.folder, "--choose", "dull badger", "--choose", "Nobody"]);
    assert.equal(chosen.code, 1);
    assert.match(chosen.out, /^Dull Badger: .*Umbrafly/);
    assert.match(chosen.out, /Found only beside words such as group or ransomware: Mask\n/);
    assert.match(chosen.err, /does not track Nobody/);
    fs.writeFileSync(names, "name,aliases,type\nOddWeasel,Marsh Crew,actor\nOdd Weasel,Marsh Locker,malware\n");
    await run(["names", work.folder, "--import", names]);
    const both = await run(["names", work.folder, "--choose", "odd weasel"]);
    assert.equal(both.out, "Odd Weasel (actor, malware): Marsh Crew, Marsh Locker\n");
    fs.writeFileSync(names, "name,aliases\nDullBadger,Umbrafly;Grey Sett;Odd Weasel;Mask\nLoud Otter,Grey Sett\n");
    await run(["names", work.folder, "--import", names]);
    const asked = (await run(["names", work.folder])).out;
    assert.match(asked, /Grey Sett may stand for Dull Badger or Loud Otter/);
    assert.match(asked, /Odd Weasel may stand for Dull Badger or Odd Weasel/);
    const report = json(await run(["scan", work.folder, "--json"]));
    assert.deepEqual(
      (report["matches"] as { profile: string; name: string }[]).map(({ profile, name }) => [profile, name]),
      [["Dull Badger", "Umbrafly"]],
    );
  });

  it("asks whose an alias is that two names have, writes no note before, and takes the answer back", async () => {
    const xsoar = await startXsoar({ key: "cli-alias-key-9b1c" });
    try {
      for (const value of ["Dull Badger", "Odd Weasel"]) {
        xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: null });
      }
      const both = ["Dull Badger", "Odd Weasel"].map((name) => ({ name, aliases: ["Umbrafly"] }));
      configure({ profileData: both, profile2cortex: true, CortexXSOARAPIConfig: { host: xsoar.origin } });
      const env = { TI_SCRAPER_XSOAR_API_KEY: "cli-alias-key-9b1c", TI_SCRAPER_XSOAR_HOST: xsoar.origin };
      const noted = async () =>
        (json(await run(["scan", work.folder, "--json"], env))["notesAdded"] as { name: string }[]).map(
          ({ name }) => name,
        );
      const decide = (text: string) => run(["names", work.folder, "--decide", text]);
      assert.deepEqual(await noted(), []);
      assert.match((await run(["names", work.folder])).out, /Umbrafly may stand for Dull Badger or Odd Weasel\./);
      for (const [text, sentence] of [
        ["Umbrafly", /takes ALIAS=NAME/],
        ["Clop=Dull Badger", /Clop is no ambiguous alias/],
        ["Umbrafly=Clop", /may stand for Dull Badger or Odd Weasel/],
      ] as const) {
        const { code, err } = await decide(text);
        assert.equal(code, 1);
        assert.match(err, sentence);
      }
      assert.deepEqual(await noted(), []);
      assert.equal((await decide("UMBRAFLY=odd weasel")).out, "Umbrafly stands for Odd Weasel.\n");
      assert.equal((await run(["names", work.folder])).out, "");
      assert.deepEqual(await noted(), ["Odd Weasel"]);
      assert.equal((await decide("Umbrafly=Dull Badger")).code, 0);
      assert.deepEqual(await noted(), ["Dull Badger"]);
      assert.equal((await decide("Umbrafly=")).out, "Umbrafly stands for nobody.\n");
      assert.match((await run(["export", work.folder, "--format", "json"])).err, /There are no matches/);
    } finally {
      await xsoar.close();
    }
  });

  it("says what came and went when names are read again, and takes over what a tracked name gains or loses only when it is told to", async () => {
    configure({ profileData: ["Dull Badger", "Loud Otter"] });
    const file = path.join(work.folder, "birds.csv");
    const write = (...lines: string[]) => fs.writeFileSync(file, ["name,aliases", ...lines, ""].join("\n"));
    const add = (...words: string[]) => run(["names", work.folder, "--import", file, ...words]);
    const chosen = async () =>
      (await run(["names", work.folder])).out.split("\n").filter((line) => /^\w+ \w+: /.test(line));
    write("Dull Badger,Old Sett;Shared Sett", "Loud Otter,Wet Holt", "Gone Fox,");
    assert.doesNotMatch((await add()).out, /New:|No longer|Moved/);
    await run(["names", work.folder, "--choose", "Dull Badger", "--choose", "Loud Otter"]);
    const before = ["Dull Badger: Old Sett, Shared Sett", "Loud Otter: Wet Holt"];
    assert.deepEqual(await chosen(), before);

    write("Dull Badger,Old Sett;New Sett", "Loud Otter,Wet Holt;Shared Sett", "Late Hare,");
    const told = await add();
    assert.equal(told.code, 0);
    assert.match(told.out, /^ +New: Late Hare$/m);
    assert.match(told.out, /^ +No longer there: Gone Fox$/m);
    assert.match(told.out, /^ +Moved to another: Shared Sett \(Dull Badger → Loud Otter\)$/m);
    assert.match(told.out, /^ +Dull Badger: \+ New Sett, − Shared Sett$/m);
    assert.match(told.out, /^ +Loud Otter: \+ Shared Sett$/m);
    assert.match(told.out, /--yes takes that over/);
    assert.deepEqual(await chosen(), before, "nothing is taken over unasked");

    assert.equal((await add("--yes")).code, 0);
    assert.deepEqual(await chosen(), ["Dull Badger: Old Sett, New Sett", "Loud Otter: Wet Holt, Shared Sett"]);
    assert.doesNotMatch((await add()).out, /--yes takes that over/);
  });

  it("says how many of how many hits it prints", async () => {
    configure({ profileData: ["Dull Badger"] });
    const file = path.join(work.folder, "many.csv");
    fs.writeFileSync(file, `name\n${Array.from({ length: 25 }, (_, at) => `Loud Otter ${at}`).join("\n")}\n`);
    await run(["names", work.folder, "--import", file]);
    const found = await run(["names", work.folder, "--search", "otter"]);
    assert.equal(found.out.trim().split("\n").length, 20);
    assert.equal(found.err, "20 of 25 names are shown: search for more words.\n");
  });

  it("prints how names were read, and imports nothing while a column is in doubt", async () => {
    configure({ profileData: ["Dull Badger"] });
    const file = path.join(work.folder, "birds.csv");
    fs.writeFileSync(file, "Bird,Nick,Targets\nDull Badger,Old Sett,Banks\nLoud Otter,,Ports\n");
    const add = (...words: string[]) => run(["names", work.folder, "--import", file, ...words]);
    const doubted = await add();
    assert.deepEqual([doubted.code, doubted.out], [2, ""]);
    assert.match(doubted.err, /nothing says which of its columns holds the names\. Nothing was imported\./);
    assert.match(doubted.err, /^ *2: Nick · Old Sett$/m);
    assert.match(doubted.err, /--name-column COLUMN says which.*--alias-columns COLUMN,COLUMN/);
    assert.match((await run(["names", work.folder])).err, /No names are imported yet/);
    const wrong = await add("--name-column", "Fish");
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /has no column “Fish”\. Its columns: 1 \(Bird\), 2 \(Nick\), 3 \(Targets\)\./);
    const taken = await add("--name-column", "bird", "--alias-columns", "Nick");
    assert.equal(taken.code, 0);
    assert.match(taken.out, /2 names from .*\n +2 names of 2 entries\.\n +Column of the names: Bird\./);
    assert.match(
      taken.out,
      /Columns of other names: Nick\.\n +Columns left out: Targets\.\n +Dull Badger = Old Sett\n/,
    );
    assert.match((await run(["names", work.folder, "--choose", "Dull Badger"])).out, /^Dull Badger: Old Sett\n/);
    // What was said of the columns holds for the next time as well.
    fs.writeFileSync(file, "Targets,Bird,Nick\nBanks,Dull Badger,New Sett\n");
    assert.match((await add()).out, /Dull Badger = New Sett/);
    const lost = await run(["names", work.folder, "--name-column", "1"]);
    assert.deepEqual([lost.code, /go with --import/.test(lost.err)], [2, true]);
  });
});
