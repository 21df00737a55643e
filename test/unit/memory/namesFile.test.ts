import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { type NameFact, factLine, standing } from "../../../src/core/config/nameFacts";
import { hasMergeRule, mergeRule, withLine } from "../../../src/core/memory/gitAttributes";
import { createMemoryStore } from "../../../src/core/memory/memoryStore";
import { type NamesFileNews, createNamesFile } from "../../../src/core/memory/namesFile";
import { describeNamesNews, describeNamesRefusal, describeNamesTrouble } from "../../../src/core/memory/namesFileText";
import type { WorkspaceFiles } from "../../../src/core/ports";
import { plainText } from "../../../src/core/text/translate";
import { memoryStore } from "../scan/fakes";
import { virtualClock } from "../scan/virtualClock";

const FILE = "config/names.lock.yaml";
const CONFLICT = "<<<<<<< HEAD\n=======\n>>>>>>> other\n";
const decided = (alias: string, ...owners: readonly string[]) => [{ is: "decision", alias, owners } as const];

interface Settings {
  readonly files?: Map<string, string>;
  readonly documents?: Map<string, string>;
  readonly earlier?: readonly NameFact[];
  readonly isInGit?: boolean;
  readonly configFolder?: string;
}

/** The names file of a user, whose memory is `documents`, in a folder that several may share. */
function open({
  files = new Map(),
  documents = new Map(),
  earlier = [],
  isInGit = false,
  configFolder = "config",
}: Settings) {
  const told: NamesFileNews[] = [];
  const written: string[] = [];
  const refused: { write: Error | null; read: Error | null } = { write: null, read: null };
  const clock = virtualClock(Date.UTC(2026, 5, 1, 12));
  const ports: Pick<WorkspaceFiles, "readText" | "writeText"> = {
    readText: async (path) => {
      if (refused.read !== null) throw refused.read;
      return files.get(path) ?? null;
    },
    writeText: async (path, text) => {
      if (refused.write !== null) throw refused.write;
      written.push(path);
      files.set(path, text);
    },
  };
  const memory = createMemoryStore({ store: memoryStore(documents), clock, version: "1.2.3", onDamaged: () => {} });
  const namesFile = createNamesFile(
    { files: ports as WorkspaceFiles, configFolder, memory, clock },
    { earlier: async () => earlier, isInGit: async () => isInGit, tell: (news) => told.push(news) },
  );
  const decisions = async () =>
    standing((await namesFile.read()).facts, "decision").map(({ alias, owners }) => `${alias}: ${owners.join()}`);
  return { namesFile, files, documents, told, written, refused, clock, decisions, memory };
}

const readOnly = () => Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });

describe("what is shared about names", () => {
  it("is one line each at the end of the file, and nothing is written for what is known", async () => {
    const it = open({ files: new Map([[FILE, "# by hand\r\n"]]) });
    deepEqual(await it.namesFile.add(() => decided("Marsh Crew", "Grey Heron")), { kind: "done" });
    deepEqual(await it.namesFile.add(() => decided("marsh-crew", "Night Stork")), { kind: "done" });
    equal(it.files.get(FILE)?.split("\r\n").length, 4);
    const before = it.files.get(FILE);
    for (const owners of [["Night Stork"], ["Night Stork"]])
      deepEqual(await it.namesFile.add(() => decided("marsh-crew", ...owners)), { kind: "done" });
    await it.namesFile.settle();
    deepEqual([it.files.get(FILE), it.written], [before, [FILE, FILE]]);
    deepEqual(await it.decisions(), ["marsh-crew: Night Stork"]);
    deepEqual(it.told, []);
  });

  it("is found by others who see the file, and what they have added counts", async () => {
    const one = open({});
    await one.namesFile.add(() => decided("Marsh Crew", "Grey Heron"));
    const other = open({ files: one.files });
    deepEqual(await other.decisions(), ["Marsh Crew: Grey Heron"]);
    other.clock.later(1);
    await other.namesFile.add(() => decided("Marsh Crew"));
    deepEqual(await one.decisions(), ["Marsh Crew: "]);
  });

  it("is neither read nor written while the file is in conflict: what it held before counts", async () => {
    const it = open({});
    await it.namesFile.add(() => decided("Marsh Crew", "Grey Heron"));
    const text = it.files.get(FILE) ?? "";
    it.files.set(FILE, text + CONFLICT + '- {alias: "Marsh Crew", owners: [], at: "2027-01-01T00:00:00Z"}\n');
    deepEqual(await it.decisions(), ["Marsh Crew: Grey Heron"]);
    const { trouble, hasGood, problems } = await it.namesFile.read();
    deepEqual([trouble, hasGood, problems.length], [{ code: "conflict", lines: [4, 5, 6] }, true, 3]);
    ok(trouble !== null);
    match(describeNamesTrouble(trouble, FILE, true, plainText), /unfinished merge \(lines 4, 5, 6\).*before counts/);
    const refused = await it.namesFile.add(() => decided("Reed Crew"));
    deepEqual(refused, { kind: "refused", trouble });
    match(describeNamesRefusal(trouble, FILE, plainText), /Nothing was written there\.$/);
    await it.namesFile.settle();
    equal(it.written.length, 1);
    // What can be read again waits for the file.
    await it.namesFile.change([], () => ({ facts: decided("Reed Crew", "Tin Otter"), mayWait: true }));
    deepEqual(await it.decisions(), ["Marsh Crew: Grey Heron", "Reed Crew: Tin Otter"]);
    it.files.set(FILE, text);
    await it.namesFile.settle();
    match(it.files.get(FILE) ?? "", /Reed Crew/);
    deepEqual(await it.decisions(), ["Marsh Crew: Grey Heron", "Reed Crew: Tin Otter"]);
  });

  it("of a file that nobody here could ever read is nothing, and that is said", async () => {
    const it = open({ files: new Map([[FILE, CONFLICT]]) });
    deepEqual(await it.decisions(), []);
    const { trouble, hasGood } = await it.namesFile.read();
    ok(trouble !== null && !hasGood);
    match(describeNamesTrouble(trouble, FILE, false, plainText), /no alias and no decision that stands there counts/);
  });

  it("counts as it was when the system does not let the file be read", async () => {
    const it = open({});
    await it.namesFile.add(() => decided("Marsh Crew", "Grey Heron"));
    it.refused.read = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
    deepEqual(await it.decisions(), ["Marsh Crew: Grey Heron"]);
    const { trouble } = await it.namesFile.read();
    deepEqual(trouble, { code: "unreadable", detail: "EACCES: permission denied" });
    it.refused.read = new Error("a bug");
    await rejects(it.namesFile.read(), /a bug/);
  });

  it("counts for its user in a folder that cannot be written, is said once, and is written when it can be", async () => {
    const it = open({});
    it.refused.write = readOnly();
    deepEqual(await it.namesFile.add(() => decided("Marsh Crew", "Grey Heron")), { kind: "waits" });
    deepEqual(await it.namesFile.add(() => decided("Reed Crew")), { kind: "waits" });
    deepEqual(await it.decisions(), ["Marsh Crew: Grey Heron", "Reed Crew: "]);
    deepEqual(
      it.told.map((news) => describeNamesNews(news, plainText)),
      [
        `${FILE} cannot be written, since the folder is read-only: what is chosen and decided about names counts for you alone until it can be.`,
      ],
    );
    const again = open({ files: it.files, documents: it.documents });
    deepEqual(await again.decisions(), ["Marsh Crew: Grey Heron", "Reed Crew: "]);
    await again.namesFile.settle();
    deepEqual(again.told, [{ kind: "moved", file: FILE, count: 2 }]);
    deepEqual(await open({ files: it.files }).decisions(), ["Marsh Crew: Grey Heron", "Reed Crew: "]);
    it.refused.write = new Error("a bug");
    await rejects(
      it.namesFile.add(() => decided("Marsh Crew")),
      /a bug/,
    );
  });

  it("is written when nobody else holds the memory, with what goes with it", async () => {
    const it = open({});
    await it.namesFile.change(["backfill"], ({ backfill }) => ({
      backfill: { ...backfill, names: ["Grey Heron"] },
      facts: decided("Marsh Crew", "Grey Heron"),
      mayWait: true,
    }));
    deepEqual((await it.memory.load("backfill")).backfill.names, ["Grey Heron"]);
    const busy = it.memory.withLock("state", 0, () => it.namesFile.add(() => decided("Reed Crew")));
    await rejects(busy, /locked by another process/);
    deepEqual(await it.decisions(), ["Marsh Crew: Grey Heron"]);
  });

  it("never loses a word that could not be read again", async () => {
    const it = open({});
    const tooLong = [
      { is: "record", name: "Grey Heron", server: "https://a.example", id: "x".repeat(501), value: "v" },
    ] as const;
    await rejects(
      it.namesFile.add(() => tooLong),
      /too long/,
    );
    await it.namesFile.change([], () => ({ facts: [...tooLong, ...decided("Reed Crew")], mayWait: true }));
    deepEqual(await it.decisions(), ["Reed Crew: "]);
    deepEqual((await it.namesFile.read()).problems, []);
  });
});

describe("what earlier versions kept of names", () => {
  const at = "2026-01-01T00:00:00.000Z";
  const earlier: readonly NameFact[] = [
    { is: "decision", alias: "Marsh Crew", owners: ["Grey Heron"], at },
    { is: "alias", name: "Grey Heron", alias: "UNK-77", source: "a list", at },
  ];

  it("counts before it is moved, moves once with the next run, and is said", async () => {
    const it = open({ earlier });
    deepEqual([await it.decisions(), it.written], [["Marsh Crew: Grey Heron"], []]);
    await it.namesFile.settle();
    deepEqual(it.told, [{ kind: "moved", file: FILE, count: 2 }]);
    match(
      describeNamesNews(it.told[0] as NamesFileNews, plainText),
      /stands in config\/names\.lock\.yaml now \(2 lines\)/,
    );
    deepEqual(
      it.files
        .get(FILE)
        ?.split("\n")
        .filter((line) => line.startsWith("- "))
        .sort(),
      earlier.map(factLine).sort(),
    );
    await it.namesFile.settle();
    // Whoever takes the file away wants it gone.
    it.files.delete(FILE);
    deepEqual(await it.decisions(), []);
    await it.namesFile.settle();
    deepEqual([it.written.length, it.told.length], [1, 1]);
  });

  it("goes with the first word that is added", async () => {
    const it = open({ earlier });
    await it.namesFile.add(() => decided("Marsh Crew", "Night Stork"));
    deepEqual(it.told, [{ kind: "moved", file: FILE, count: 2 }]);
    deepEqual(await it.decisions(), ["Marsh Crew: Night Stork"]);
  });

  it("gives way to what the team has said since, and twice the same is no line", async () => {
    const team = open({});
    await team.namesFile.add(() => decided("Marsh Crew", "Night Stork"));
    const it = open({ files: team.files, earlier });
    await it.namesFile.settle();
    deepEqual(it.told, [{ kind: "moved", file: FILE, count: 1 }]);
    deepEqual(await it.decisions(), ["Marsh Crew: Night Stork"]);
    const text = it.files.get(FILE);
    const colleague = open({ files: team.files, earlier });
    await colleague.namesFile.settle();
    deepEqual([it.files.get(FILE), colleague.told], [text, []]);
  });

  it("waits in a folder that cannot be written", async () => {
    const it = open({ earlier });
    it.refused.write = readOnly();
    await it.namesFile.settle();
    await it.namesFile.settle();
    deepEqual(
      it.told.map(({ kind }) => kind),
      ["waits"],
    );
    deepEqual(await it.decisions(), ["Marsh Crew: Grey Heron"]);
    it.refused.write = null;
    await it.namesFile.settle();
    deepEqual(
      it.told.map(({ kind }) => kind),
      ["waits", "moved"],
    );
  });
});

describe("the names file made shorter on demand", () => {
  it("holds the same, also where it was too long to be read; one in conflict stays", async () => {
    const it = open({});
    for (const owner of ["A", "B", "C"]) await it.namesFile.add(() => decided("Marsh Crew", owner));
    equal(await it.namesFile.compact(), 2);
    deepEqual(await it.decisions(), ["Marsh Crew: C"]);
    equal(await it.namesFile.compact(), 0);
    const line = `${factLine({ is: "decision", alias: "Marsh Crew", owners: ["C"], at: "2026-01-01T00:00:00.000Z" })}\n`;
    it.files.set(FILE, line.repeat(50_001));
    equal((await it.namesFile.read()).trouble?.code, "tooLong");
    equal(await it.namesFile.compact(), 50_000);
    deepEqual([await it.decisions(), (await it.namesFile.read()).trouble], [["Marsh Crew: C"], null]);
    it.files.set(FILE, CONFLICT);
    equal(await it.namesFile.compact(), null);
    equal(it.files.get(FILE), CONFLICT);
  });
});

describe("the rule for git", () => {
  const said = ({ told }: ReturnType<typeof open>) => told.filter(({ kind }) => kind === "mergeRule");

  it("is offered once, when the file is written in a repository that has none", async () => {
    const it = open({ isInGit: true });
    await it.namesFile.add(() => decided("Marsh Crew"));
    const rule = "/config/names.lock.yaml merge=union";
    deepEqual(said(it), [{ kind: "mergeRule", file: FILE, rule }]);
    ok(describeNamesNews(it.told[0] as NamesFileNews, plainText).endsWith(rule));
    await it.namesFile.add(() => decided("Reed Crew"));
    const again = open({ files: it.files, documents: it.documents, isInGit: true });
    await again.namesFile.add(() => decided("Tin Crew"));
    deepEqual([said(it).length, said(again).length, it.files.has(".gitattributes")], [1, 0, false]);
  });

  it("is offered nowhere else", async () => {
    for (const settings of [
      { isInGit: false },
      { isInGit: true, files: new Map([[".gitattributes", "*.yaml text\nnames.lock.yaml merge=union\n"]]) },
      { isInGit: true, files: new Map([["config/.gitattributes", "names.lock.yaml -merge\n"]]) },
    ]) {
      const it = open(settings);
      await it.namesFile.add(() => decided("Marsh Crew"));
      deepEqual(said(it), []);
    }
  });

  it("is added by wish, at the end, with the line ends of the file", async () => {
    const it = open({ files: new Map([[".gitattributes", "*.txt text\r\n*.png binary"]]) });
    await it.namesFile.addMergeRule();
    const after = "*.txt text\r\n*.png binary\r\n/config/names.lock.yaml merge=union\r\n";
    equal(it.files.get(".gitattributes"), after);
    await it.namesFile.addMergeRule();
    equal(it.files.get(".gitattributes"), after);
    equal(withLine("", "x"), "x\n");
  });

  it("names the file where it lies, whatever its folder is called", () => {
    equal(mergeRule("names.lock.yaml"), "/names.lock.yaml merge=union");
    equal(mergeRule('a "b" [c]*/names.lock.yaml'), String.raw`"/a \"b\" \\[c]\\*/names.lock.yaml" merge=union`);
    for (const path of ["names.lock.yaml", 'a "b" [c]/names.lock.yaml']) ok(hasMergeRule(mergeRule(path)), path);
    for (const text of ["# names.lock.yaml merge=union", "names.lock.yaml text", "other.yaml merge=union", ""])
      ok(!hasMergeRule(text), text);
  });
});
