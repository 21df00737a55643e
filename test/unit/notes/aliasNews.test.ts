import { deepEqual, equal, ok } from "node:assert/strict";
import { NEVER } from "../xsoar/fakes";
import { ALIAS_FILE, xsoarFolder } from "./xsoarFolder";

describe("aliases on the records that are read for notes", () => {
  const two = (section: Readonly<Record<string, unknown>> = {}) => {
    const folder = xsoarFolder(["Akira", "Clop"], section);
    const { notes } = folder.it.session;
    const akira = folder.put("Akira", ["Akira", "Storm-1567", "Howling Scorpius (Unit 42)"]);
    const clop = folder.put("Clop", "TA505; FIN11");
    const news = () => notes.aliasNews();
    return {
      ...folder,
      notes,
      akira,
      clop,
      news,
      take: (...args: Parameters<typeof notes.takeAliases>) => notes.takeAliases(...args),
      sync: () => notes.syncAliases(folder.access, NEVER),
    };
  };
  const AKIRA = { name: "Akira", added: ["Howling Scorpius", "Storm-1567"], removed: [] };
  const CLOP = { name: "Clop", added: ["FIN11", "TA505"], removed: [] };

  it("are told by name, with no further search; those of names that were not read are left alone", async () => {
    const { run, xsoar, news, aliasFile } = two();
    xsoar.clearRequests();
    const report = await run("Akira strikes");
    deepEqual(report.aliases, [AKIRA]);
    deepEqual(
      xsoar.requests().map(({ action }) => action),
      ["search", "edit"],
    );
    deepEqual(await news(), [AKIRA]);
    equal(aliasFile(), null, "nothing is written");
    deepEqual((await run("Clop strikes")).aliases, [AKIRA, CLOP], "what an earlier run has read is remembered");
    deepEqual((await run("Nothing")).outcomes, []);
    deepEqual(await news(), [AKIRA, CLOP]);
  });

  it("are written by name as they are taken; what is left is not offered again until it changes", async () => {
    const { run, news, take, xsoar, akira, aliasFile, it } = two();
    await run("Akira strikes", "Clop strikes");
    const taken = [{ ...AKIRA, added: ["Storm-1567"] }, CLOP];
    deepEqual(await take(taken, [{ ...AKIRA, added: ["Howling Scorpius"] }]), taken);
    deepEqual(aliasFile(), ["FIN11", "Storm-1567", "TA505"]);
    deepEqual(await news(), []);
    const report = await run("Akira returns", "Clop returns");
    equal("aliases" in report, false);
    const found = await run("Storm-1567 returns");
    deepEqual(
      found.outcomes.map(({ name, kind }) => [name, kind]),
      [["Akira", "noted"]],
    );
    xsoar.touch(akira, { aliases: ["Storm-1567"] });
    await run("Akira ransomware is quiet");
    deepEqual(await news(), []);
    xsoar.touch(akira, { aliases: ["Storm-1567", "howling scorpius", "Megazord"] });
    await run("Akira ransomware is loud");
    deepEqual(await news(), [{ name: "Akira", added: ["howling scorpius", "Megazord"], removed: [] }]);
    equal(it.documents.has("alias-readings"), true);
  });

  it("that a record has no longer are told, and given up by name", async () => {
    const { run, news, take, sync, xsoar, clop, aliasFile, put } = two();
    put("Shared", ["Unrelated"]);
    await sync();
    xsoar.touch(clop, { aliases: ["TA505"] });
    await run("Clop strikes");
    const change = { name: "Clop", added: [], removed: ["FIN11"] };
    deepEqual(await news(), [change]);
    deepEqual(await take([], [change]), []);
    deepEqual([await news(), aliasFile()], [[], ["FIN11", "Howling Scorpius", "Storm-1567", "TA505"]]);
    xsoar.touch(clop, { aliases: ["TA505", "FIN11"] });
    await run("Clop again");
    xsoar.touch(clop, { aliases: ["TA505"] });
    await run("Clop once more");
    deepEqual(await news(), [change], "it has changed meanwhile");
    deepEqual(await take([change], []), [change]);
    deepEqual([await news(), aliasFile()], [[], ["Howling Scorpius", "Storm-1567", "TA505"]]);
  });

  it("stay another's where two records have them, and a name is none", async () => {
    const { run, news, take, sync, xsoar, akira, clop, aliasFile } = two();
    xsoar.touch(akira, { aliases: ["Both"] });
    xsoar.touch(clop, { aliases: ["both", "Akira", "CLOP"] });
    await sync();
    xsoar.touch(clop, { aliases: [] });
    await run("Clop strikes");
    const change = { name: "Clop", added: [], removed: ["Both"] };
    deepEqual(await news(), [change]);
    await take([change], []);
    deepEqual(aliasFile(), ["Both"]);
    xsoar.touch(clop, { aliases: ["BOTH"] });
    await run("Clop returns");
    deepEqual(await news(), [{ name: "Clop", added: ["BOTH"], removed: [] }]);
    await take([{ name: "Clop", added: ["BOTH"], removed: [] }], []);
    deepEqual([aliasFile(), await news()], [["Both"], []]);
  });

  it("of the file whose owner is not known get one when they are taken", async () => {
    const { run, news, take, aliasFile, it } = two();
    it.files.set(ALIAS_FILE, '["storm-1567", "By Hand"]');
    await run("Akira strikes");
    deepEqual(await news(), [AKIRA]);
    await take([AKIRA], []);
    deepEqual(aliasFile(), ["By Hand", "Howling Scorpius", "storm-1567"]);
    await run("By Hand strikes");
    deepEqual(
      (await it.session.articles.overview()).rows.map(({ name, owner }) => [name, owner]),
      [
        ["Akira", true],
        ["By Hand", false],
      ],
    );
  });

  it("are no news any more after a sync, by whomever, nor when somebody has written them", async () => {
    const { run, news, sync } = two();
    await run("Akira strikes", "Clop strikes");
    equal((await news()).length, 2);
    await sync();
    deepEqual(await news(), []);
    await run("Akira returns");
    deepEqual(await news(), []);
  });

  it("are taken only as far as they are still so", async () => {
    const { run, take, sync, aliasFile } = two();
    await run("Akira strikes");
    await sync();
    const before = aliasFile();
    deepEqual(await take([AKIRA, { name: "Nobody", added: ["x"], removed: [] }], [CLOP]), []);
    deepEqual(aliasFile(), before);
  });

  it("are not told, and not written, where the alias file cannot be read", async () => {
    const { run, news, take, it } = two();
    await run("Akira strikes");
    it.files.set(ALIAS_FILE, '["half');
    deepEqual([await news(), await take([AKIRA], [])], [[], []]);
    equal(it.files.get(ALIAS_FILE), '["half');
    await run("Akira returns");
    it.files.set(ALIAS_FILE, "[]");
    deepEqual(await news(), [AKIRA]);
  });

  it("of a record that is no longer the one of its name are no news", async () => {
    const { run, news, put, xsoar, akira, access, notes } = two();
    await run("Akira strikes", "Clop strikes");
    const twin = put("AKIRA", ["Other Name"]);
    await run("Akira returns");
    deepEqual(await news(), [CLOP]);
    await notes.chooseRecord(access, "Akira", { id: twin, value: "AKIRA" });
    await notes.retry(access, ["Akira"], NEVER);
    deepEqual(await news(), [{ name: "Akira", added: ["Other Name"], removed: [] }, CLOP]);
    await notes.chooseRecord(access, "Akira", { id: akira, value: "Akira" });
    deepEqual(await news(), [CLOP]);
    xsoar.remove(akira);
    xsoar.remove(twin);
    await run("Akira ransomware is gone");
    deepEqual(await news(), [CLOP]);
  });

  it("of a name that is no longer tracked are no news", async () => {
    const { run, it } = two();
    await run("Akira strikes", "Clop strikes");
    const later = xsoarFolder(["Clop"], {}, it);
    deepEqual(await later.it.session.notes.aliasNews(), [CLOP]);
  });

  it("are not told in a dry run", async () => {
    const { run, news } = two({ dry_run: true });
    const report = await run("Akira strikes");
    ok(report.planned !== undefined);
    deepEqual(await news(), []);
  });
});

describe("a search field that may hold anything", () => {
  const secret = (field = "remarks") => {
    const folder = xsoarFolder(["Akira", "Clop"], { search_field: field });
    const put = (value: string, remarks: unknown) =>
      folder.xsoar.put({
        value,
        indicator_type: "Malware",
        CustomFields: { aliases: ["Storm-1567"], remarks, communitynotes: [] },
      });
    put("Akira", ["Password of the sandbox: hunter2"]);
    put("Clop", "Quiet One; Other One");
    const { notes } = folder.it.session;
    return { ...folder, notes, sync: (said?: string | null) => notes.syncAliases(folder.access, NEVER, said) };
  };

  it("is not read into the alias file before that is agreed; what would be written is told", async () => {
    const { sync, notes, aliasFile, run, it } = secret();
    const outcome = await sync();
    ok(outcome.kind === "field");
    equal(outcome.field, "remarks");
    deepEqual(
      outcome.names.map(({ name, added }) => [name, added]),
      [
        ["Akira", ["Password of the sandbox: hunter2", "Storm-1567"]],
        ["Clop", ["Other One", "Quiet One", "Storm-1567"]],
      ],
    );
    equal(aliasFile(), null);
    equal("aliases" in (await run("Akira strikes")), false);
    deepEqual(await notes.aliasNews(), []);
    equal(it.documents.has("alias-readings"), false);
    await notes.agreeToField("REMARKS");
    equal((await run("Akira returns")).aliases?.length, 1);
    equal((await sync()).kind, "done");
    deepEqual(aliasFile(), ["Other One", "Password of the sandbox: hunter2", "Quiet One", "Storm-1567"]);
  });

  it("is agreed to by saying it, for that time", async () => {
    const { sync, aliasFile, notes } = secret();
    await notes.agreeToField("remarks");
    equal((await sync(null)).kind, "field");
    equal((await sync("other")).kind, "field");
    equal(aliasFile(), null);
    equal((await sync("Remarks")).kind, "done");
    equal((aliasFile() as unknown[]).length, 4);
  });

  it("is another one when the configuration names another: what the first held is not offered", async () => {
    const { run, notes, it } = secret();
    await notes.agreeToField("remarks");
    await run("Akira strikes");
    equal((await notes.aliasNews()).length, 1);
    const config = JSON.parse(it.files.get("config/articles_config.json") ?? "") as {
      profiling: { CortexXSOARAPIConfig: { search_field: string } };
    };
    config.profiling.CortexXSOARAPIConfig.search_field = "aliases";
    it.files.set("config/articles_config.json", JSON.stringify(config));
    deepEqual(await notes.aliasNews(), []);
  });

  it("is not asked about where it is aliases or value, however spelled", async () => {
    for (const field of ["aliases", "Aliases", "VALUE"]) {
      equal((await secret(field).sync()).kind, "done", field);
      equal((await secret(field).sync(null)).kind, "done", field);
    }
  });

  it("is agreed to for one folder alone", async () => {
    const { notes, it } = secret();
    await notes.agreeToField("remarks");
    const stored = JSON.parse(it.library.get("agreements") ?? "") as { data: readonly [string, unknown][] };
    deepEqual(
      stored.data.map(([folder]) => folder),
      ["/folder"],
    );
  });
});

describe("whose the aliases are", () => {
  it("is told with a sync: what is new, what has gone, and what is nobody's", async () => {
    const { it, xsoar, access, put } = xsoarFolder(["Akira", "Clop"]);
    const akira = put("Akira", ["Storm-1567", "Both"]);
    put("Clop", ["Both"]);
    it.files.set(ALIAS_FILE, '["By Hand", "Both"]');
    const names = async () => {
      const outcome = await it.session.notes.syncAliases(access, NEVER);
      return outcome.kind === "done" && outcome.names;
    };
    deepEqual(await names(), [
      { name: "Akira", aliases: ["Both", "Storm-1567"], added: ["Storm-1567"], removed: [] },
      { name: "Clop", aliases: ["Both"], added: [], removed: [] },
      { name: null, aliases: ["By Hand"], added: [], removed: [] },
    ]);
    xsoar.touch(akira, { aliases: ["Megazord"] });
    deepEqual(await names(), [
      { name: "Akira", aliases: ["Megazord"], added: ["Megazord"], removed: ["Storm-1567"] },
      { name: "Clop", aliases: ["Both"], added: [], removed: [] },
      { name: null, aliases: ["By Hand"], added: [], removed: [] },
    ]);
    const config = it.files.get("config/articles_config.json") ?? "";
    it.files.set("config/articles_config.json", config.replace('"Akira",', ""));
    deepEqual(await names(), [
      { name: "Clop", aliases: ["Both"], added: [], removed: [] },
      { name: "Akira", aliases: [], added: [], removed: ["Megazord"] },
      { name: null, aliases: ["By Hand"], added: [], removed: [] },
    ]);
  });
});
