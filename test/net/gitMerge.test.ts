import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type NewFact, factKey, factLine, foldFacts, standing } from "../../src/core/config/nameFacts";
import { compileNames } from "../../src/core/matching/matcher";
import { hasMergeRule, mergeRule } from "../../src/core/memory/gitAttributes";
import { createMemoryStore } from "../../src/core/memory/memoryStore";
import { type NamesFile, createNamesFile } from "../../src/core/memory/namesFile";
import { aliasQuestions, settledAliases } from "../../src/core/names/choices";
import { chosenNames } from "../../src/core/names/sharedChoices";
import { trackedNames } from "../../src/core/names/trackedNames";
import { createRecordChoices } from "../../src/core/notes/recordChoices";
import { pickFact, picksOf } from "../../src/core/records/recordPicks";
import { isInGit } from "../../src/node/gitFolder";
import { createStateStore } from "../../src/node/stateStore";
import { systemClock } from "../../src/node/systemClock";
import { createWorkspaceFiles } from "../../src/node/workspaceFiles";
import { buildCommandLine } from "./commandLine";
import { serve } from "./servers";

const SEED = Number(process.env["TI_SCRAPER_RANDOM_SEED"] ?? 20_261_130);
const ACTIONS = 1_000;
/** Of them, between two merges. */
const ROUNDS = 5;

const TRACKED = ["Grey Heron", "Night Stork", "Tin Otter", "Amber Lynx", "Iron Wren"];
const ALIASES = Array.from({ length: 40 }, (_, at) => `Crew Number ${at}`);
const SOURCES = ["MISP galaxy threat-actor", "MITRE ATT&CK", "a list.csv"];
const SERVERS = ["https://soar.example", "https://soar.example/acc_blue"];

/** Numbers below a bound, the same for the same seed (xorshift). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

interface Clone {
  readonly folder: string;
  readonly namesFile: NamesFile;
  readonly git: (...args: readonly string[]) => { readonly code: number; readonly out: string };
}

describe("the names file of two clones", function () {
  this.timeout(240_000);
  let root: string;
  let said: unknown[];
  beforeEach(() => {
    root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-work-")));
    said = [];
  });
  afterEach(() => fs.rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

  const gitIn =
    (folder: string): Clone["git"] =>
    (...args) => {
      const { status, stdout, stderr, error } = spawnSync("git", args, {
        cwd: folder,
        encoding: "utf8",
        env: {
          PATH: process.env["PATH"],
          HOME: root,
          GIT_CONFIG_NOSYSTEM: "1",
          GIT_CONFIG_GLOBAL: path.join(root, "no-config"),
          ...Object.fromEntries(
            ["AUTHOR", "COMMITTER"].flatMap((who) => [
              [`GIT_${who}_NAME`, "Somebody"],
              [`GIT_${who}_EMAIL`, "somebody@example.com"],
            ]),
          ),
        },
      });
      if (error !== undefined) throw error;
      return { code: status ?? -1, out: stdout + stderr };
    };
  const cloneOf = (folder: string): Clone => {
    const store = createStateStore(`${folder}-state`);
    const memory = createMemoryStore({ store, clock: systemClock, version: "1.2.3", onDamaged: () => {} });
    const namesFile = createNamesFile(
      { files: createWorkspaceFiles(folder), configFolder: "config", memory, clock: systemClock },
      { earlier: async () => [], isInGit: () => isInGit(folder), tell: (news) => said.push(news) },
    );
    return { folder, namesFile, git: gitIn(folder) };
  };
  const ok = ({ git }: Clone, ...args: readonly string[]): void => {
    const { code, out } = git(...args);
    assert.equal(code, 0, `git ${args.join(" ")}: ${out}`);
  };
  const commit = (clone: Clone, message: string): void => {
    ok(clone, "add", "-A");
    ok(clone, "commit", "-q", "--allow-empty", "-m", message);
  };
  const text = ({ folder }: Clone): string => fs.readFileSync(path.join(folder, "config", "names.lock.yaml"), "utf8");

  /** Two clones of one repository. */
  const twoClones = async (withRule: boolean, start: readonly NewFact[] = []): Promise<readonly [Clone, Clone]> => {
    const [one, other] = [path.join(root, "one"), path.join(root, "other")];
    fs.mkdirSync(path.join(one, "config"), { recursive: true });
    fs.writeFileSync(path.join(one, "config", "articles_config.yaml"), "profiling: {}\n");
    const first = cloneOf(one);
    ok(first, "init", "-q", "-b", "main");
    if (start.length > 0) await first.namesFile.add(() => start);
    if (withRule) await first.namesFile.addMergeRule();
    commit(first, "start");
    const second = cloneOf(other);
    const { code, out } = gitIn(root)("clone", "-q", one, other);
    assert.equal(code, 0, out);
    ok(first, "remote", "add", "origin", other);
    return [first, second];
  };

  /** What a user may do: names and aliases that are chosen and taken back, decisions, records, picks. */
  const act = async ({ namesFile }: Clone, random: (below: number) => number): Promise<void> => {
    const one = <T>(items: readonly T[]): T => items[random(items.length)] as T;
    const [name, alias, source, id] = [one(TRACKED), one(ALIASES), one(SOURCES), String(random(9))];
    const records = createRecordChoices({ namesFile });
    const back = random(3) === 0 ? { withdrawn: true as const } : {};
    switch (random(8)) {
      case 0:
        await namesFile.add(() => [
          { is: "picked", name, entry: name, kind: "actor", source },
          ...[0, 1, 2].map((): NewFact => ({ is: "alias", name, alias: one(ALIASES), source, version: id })),
        ]);
        return;
      case 1:
      case 2:
        await namesFile.add(() => [{ is: "alias", name, alias, source, ...back }]);
        return;
      case 3:
        await namesFile.add(() => [{ is: "other", alias, other: one(["Mud Owl", ...TRACKED]), source, ...back }]);
        return;
      case 4:
        await namesFile.add(() => [
          { is: "decision", alias, owners: TRACKED.filter(() => random(3) === 0), known: [...TRACKED, "Mud Owl"] },
        ]);
        return;
      case 5:
        await (random(3) === 0
          ? records.forget(one(SERVERS), name)
          : records.choose({ name, server: one(SERVERS), id, value: `${name} ${id}` }));
        return;
      case 6:
        await namesFile.add(() => [pickFact(one(["attack", "leakSite"]), name, id === "0" ? null : `G000${id}`)]);
        return;
      default:
        await namesFile.add(() => [{ is: "listed", alias, recordOf: name, ...back }]);
    }
  };

  /** All that the file decides: facts, what is looked for, what it finds, what is asked, records and picks. */
  const meaning = async ({ namesFile }: Clone) => {
    const { facts, trouble, problems } = await namesFile.read();
    assert.deepEqual([trouble, problems], [null, []]);
    const { choices, decisions } = chosenNames(facts);
    const settled = settledAliases(choices, decisions, TRACKED);
    const profiles = TRACKED.map((name) => ({ name, match: {}, notHere: [], aliases: [] }));
    const matcher = compileNames(trackedNames(profiles, [], new Map(), settled.aliases, settled.denied));
    const picks = picksOf(facts);
    return {
      facts: [...facts.values()].map(factLine).sort(),
      settled,
      questions: aliasQuestions(choices, decisions, TRACKED, true),
      matches: [...TRACKED, ...ALIASES].map((name) =>
        matcher.match({ title: `The ${name} gang strikes`, url: "https://news.example/a" }),
      ),
      decisions,
      records: await createRecordChoices({ namesFile }).all(),
      picks: TRACKED.map((name) => [picks("attack", name), picks("leakSite", name)]),
    };
  };
  /** Both have what both have: the same, in whatever order the lines came to stand. */
  const assertSame = async (clones: readonly [Clone, Clone]) => {
    const [one, other] = [await meaning(clones[0]), await meaning(clones[1])];
    assert.deepEqual(other, one);
    return one;
  };
  const pull = (clone: Clone, from: string): void => {
    ok(clone, "fetch", "-q", "origin");
    ok(clone, "merge", "-q", "--no-edit", from);
  };

  it(`mean the same after a thousand random actions on each side, whatever the order of merging (seed ${SEED})`, async () => {
    const clones = await twoClones(true, [{ is: "alias", name: "Grey Heron", alias: "Crew Number 0", source: "x" }]);
    const random = randomFrom(SEED);
    const [one, other] = clones;
    /** All lines that were ever written. */
    const written = new Map<string, string>();
    const remember = (): void => {
      for (const clone of clones)
        for (const line of text(clone)
          .split("\n")
          .filter((part) => part.startsWith("- ")))
          written.set(line, line);
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let at = 0; at < ACTIONS / ROUNDS; at += 1) {
        for (const clone of random(2) === 0 ? [one, other] : [other, one]) await act(clone, random);
        if (at % 50 === 0) for (const clone of clones) commit(clone, `${round} ${at}`);
      }
      for (const clone of clones) commit(clone, `round ${round}`);
      remember();
      const order = random(3);
      if (order === 0) {
        // Both merge what the other had before: crosswise.
        for (const clone of clones) ok(clone, "fetch", "-q", "origin");
        for (const clone of clones) ok(clone, "merge", "-q", "--no-edit", "origin/main");
      } else {
        const [first, second] = order === 1 ? [one, other] : [other, one];
        pull(first, "origin/main");
        pull(second, "origin/main");
      }
      const { facts } = await assertSame(clones);
      remember();
      assert.equal(new Set(facts).size, facts.length);
      assert.ok(
        facts.every((line) => written.has(line)),
        "nothing is made up",
      );
    }
    assert.doesNotMatch(text(one) + text(other), /^[<=>|]{7}/m);
    // Nothing that anybody has ever said is lost: what counts is what counts of all of it.
    const lines = new Set([...text(one).split("\n"), ...text(other).split("\n")]);
    assert.deepEqual(
      [...written.keys()].filter((line) => !lines.has(line)),
      [],
    );
  });

  it("mean the same where both have made the file, and where one has made it shorter", async () => {
    const clones = await twoClones(true);
    const random = randomFrom(SEED + 1);
    for (const clone of clones) {
      for (let at = 0; at < 150; at += 1) await act(clone, random);
      commit(clone, "many");
    }
    pull(clones[0], "origin/main");
    pull(clones[1], "origin/main");
    const before = await assertSame(clones);
    const shorter = await clones[0].namesFile.compact();
    assert.ok((shorter ?? 0) > 20, String(shorter));
    commit(clones[0], "shorter");
    await clones[1].namesFile.add(() => [{ is: "alias", name: "Iron Wren", alias: "Crew Number 99", withdrawn: true }]);
    await clones[1].namesFile.add(() => [{ is: "decision", alias: "Crew Number 99", owners: ["Iron Wren"] }]);
    commit(clones[1], "one more");
    pull(clones[1], "origin/main");
    pull(clones[0], "origin/main");
    const after = await assertSame(clones);
    assert.deepEqual(after.matches, before.matches);
    assert.deepEqual(after.records, before.records);
    assert.equal(after.facts.length, before.facts.length + 1);
  });

  it("finds the same news from both, by the command line", async () => {
    const feed = ALIASES.map((alias, at) => {
      return `<item><title>The ${alias} gang strikes</title><link>https://news.example/${at}</link></item>`;
    });
    const news = await serve((_request, response) =>
      response.end(`<rss version="2.0"><channel>${feed.join("")}</channel></rss>`),
    );
    try {
      const clones = await twoClones(true);
      const random = randomFrom(SEED + 2);
      for (const clone of clones) {
        const config = {
          websiteconfig: { rss_feeds: [`${news.origin}/rss`], webpages: [] },
          resultfile: { createFile: false },
        };
        fs.writeFileSync(
          path.join(clone.folder, "config", "articles_config.yaml"),
          JSON.stringify({ ...config, profiling: { profileData: TRACKED } }),
        );
        for (let at = 0; at < 100; at += 1) await act(clone, random);
        commit(clone, "many");
      }
      pull(clones[1], "origin/main");
      pull(clones[0], "origin/main");
      const cli = buildCommandLine();
      const found: string[] = [];
      for (const { folder } of clones) {
        const { out, code } = await cli.run(["scan", folder, "--json"], { home: path.join(root, "home") });
        assert.equal(code, 0);
        const { matches } = JSON.parse(out) as { readonly matches: readonly unknown[] };
        assert.ok(matches.length > 10);
        found.push(JSON.stringify(matches));
      }
      assert.equal(found[1], found[0]);
    } finally {
      await news.close();
    }
  });

  it("without the rule conflict, which is told by line, and nothing is read by half", async () => {
    const clones = await twoClones(false, [{ is: "decision", alias: "Crew Number 1", owners: ["Grey Heron"] }]);
    const [one, other] = clones;
    const random = randomFrom(SEED + 3);
    for (const clone of clones) {
      for (let at = 0; at < 20; at += 1) await act(clone, random);
      commit(clone, "twenty");
    }
    const before = await meaning(one);
    const own = text(one);
    ok(one, "fetch", "-q", "origin");
    assert.notEqual(one.git("merge", "-q", "--no-edit", "origin/main").code, 0);
    const { facts, trouble, problems } = await one.namesFile.read();
    const marks = text(one)
      .split("\n")
      .flatMap((line, at) => (/^[<=>]{7}/.test(line) ? [at + 1] : []));
    assert.deepEqual(trouble, { code: "conflict", lines: marks });
    assert.equal(marks.length, 3);
    assert.deepEqual(
      problems.map(({ line }) => line + 1),
      marks,
    );
    assert.deepEqual([...facts.values()].map(factLine).sort(), before.facts, "as it was before the merge");
    assert.equal((await one.namesFile.add(() => [pickFact("attack", "Iron Wren", "G9")])).kind, "refused");
    // What the sentence says: the lines of both sides stay, those of marks go.
    fs.writeFileSync(path.join(one.folder, "config", "names.lock.yaml"), text(one).replaceAll(/^[<=>]{7}.*\n/gm, ""));
    commit(one, "settled");
    pull(other, "origin/main");
    await assertSame(clones);
    assert.ok(own.split("\n").every((line) => text(one).includes(line)));
    // The rule was offered to whoever wrote first, once each.
    assert.equal(said.filter((news) => (news as { kind: string }).kind === "mergeRule").length, 2);
  });

  it("is met by the rule that is written, whatever its folder is called", () => {
    const git = gitIn(root);
    assert.equal(git("init", "-q").code, 0);
    for (const folder of ["config", "a b", "[x]*?", 'say "x"', "#c", "!c", "ü", "back\\slash"]) {
      const file = `${folder}/names.lock.yaml`;
      const rule = mergeRule(file);
      fs.writeFileSync(path.join(root, ".gitattributes"), `*.png binary\n${rule}\n`);
      assert.match(git("-c", "core.quotePath=off", "check-attr", "merge", "--", file).out, /: merge: union\n$/, rule);
      assert.match(git("check-attr", "merge", "--", `other/${file}`).out, /: merge: unspecified\n$/, rule);
      assert.ok(hasMergeRule(rule));
    }
  });

  it("is of a repository where git keeps the folder, at its top or below, and nowhere else", async () => {
    const folder = path.join(root, "deep", "kept");
    for (const name of ["kept", "left", "also"]) fs.mkdirSync(path.join(root, "deep", name), { recursive: true });
    assert.equal(await isInGit(folder), false);
    assert.equal(gitIn(root)("init", "-q").code, 0);
    fs.writeFileSync(path.join(root, "deep", ".gitignore"), "# kept\r\n/left/\r\nalso\n");
    const found = await Promise.all(["kept", "left", "also"].map((name) => isInGit(path.join(root, "deep", name))));
    assert.deepEqual([await isInGit(root), ...found], [true, true, false, false]);
    // A work tree of its own has a file there.
    fs.writeFileSync(path.join(root, "deep", "left", ".git"), "gitdir: elsewhere\n");
    assert.equal(await isInGit(path.join(root, "deep", "left")), true);
  });

  it("folds as the lines of all would, however git has put them", async () => {
    const clones = await twoClones(true);
    const random = randomFrom(SEED + 4);
    for (const clone of clones) {
      for (let at = 0; at < 60; at += 1) await act(clone, random);
      commit(clone, "sixty");
    }
    const told = [];
    for (const { namesFile } of clones) told.push(...(await namesFile.read()).facts.values());
    pull(clones[0], "origin/main");
    const { facts } = await clones[0].namesFile.read();
    const expected = foldFacts(told);
    assert.deepEqual([...facts.values()].map(factLine).sort(), [...expected.values()].map(factLine).sort());
    assert.deepEqual(standing(facts, "decision").map(factKey), standing(expected, "decision").map(factKey));
  });
});
