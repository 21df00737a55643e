import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { Names } from "../../../src/core/names/names";
import { entryRefs } from "../../../src/core/names/entryRefs";
import { importNames } from "../../world/importNames";
import { createXsoar } from "../../world/xsoar/server";
import { type FakeWorld, createFakeWorld, rss } from "../scan/fakes";
import { GALAXY } from "./fixtures";

const FEED = "https://news.example/rss.xml";
const FILE = "config/names.lock.yaml";
const ACTORS = "/lists/actors.json";
const TRACKED = ["Quiet Heron", "Amber Lynx"];
const signal = new AbortController().signal;

const CONFIG = {
  websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
  resultfile: { createFile: false },
  profiling: { profileData: TRACKED },
};

/** A user of the folder: with a state and imports of his own, and the folder's files as they are. */
function user(files = new Map<string, string>(), config: object = CONFIG): FakeWorld {
  const made = createFakeWorld(config, { files, documents: new Map() });
  made.web.set(
    FEED,
    rss([
      ["Glass Harbor is back", "https://news.example/a"],
      ["UNK-77 hits a shipyard", "https://news.example/b"],
      ["Reed Crew leaves", "https://news.example/c"],
    ]),
  );
  files.set(ACTORS, JSON.stringify(GALAXY));
  return made;
}

async function choose(names: Names, ...profiles: readonly string[]): Promise<void> {
  for (const profile of profiles) {
    const [hit] = await names.search(profile, 1);
    ok(hit);
    await names.choose([{ profile, refs: entryRefs(hit.known) }]);
  }
}

async function rows(it: FakeWorld): Promise<readonly string[]> {
  await it.scan();
  const { rows: all } = await it.session.articles.overview();
  return all
    .flatMap(({ name, articles }) =>
      articles.map(({ article, matches }) => {
        const doubt = matches.flatMap(({ ambiguous = [] }) => ambiguous);
        return `${name}: ${article.title}${doubt.length > 0 ? `, or ${doubt.join()}` : ""}`;
      }),
    )
    .sort();
}

/** All that decides what is looked for and whose it is. */
async function found({ session: { names } }: FakeWorld) {
  return {
    settled: await names.settle(TRACKED, []),
    questions: await names.questions(TRACKED, [], true),
    facts: [...(await names.facts(TRACKED))],
    chosen: await names.chosen(),
  };
}

const linesOf = (it: FakeWorld) => (it.files.get(FILE) ?? "").split("\n").filter((line) => line.startsWith("- "));
const actors = (it: FakeWorld, ...values: readonly unknown[]) =>
  it.files.set(ACTORS, JSON.stringify({ ...GALAXY, values }));

describe("names that one user has chosen", () => {
  it("are found by another user, who has imported nothing, with whom they are in doubt", async () => {
    const one = user();
    await importNames(one.session.names, ACTORS, signal);
    await choose(one.session.names, "Quiet Heron");
    const other = user(one.files);
    const expected = ["Quiet Heron: Glass Harbor is back, or Amber Lynx", "Quiet Heron: UNK-77 hits a shipyard"];
    deepEqual([await rows(one), await rows(other)], [expected, expected]);
    deepEqual(await found(other), await found(one));
    deepEqual((await other.session.names.facts(TRACKED)).get("Quiet Heron"), {
      kind: "actor",
      ids: [{ source: "MISP galaxy threat-actor", id: "0a" }],
    });
    const [question] = await other.session.names.questions(TRACKED);
    ok(question);
    deepEqual(
      question.owners.map(({ name, sources, country }) => [name, sources, country]),
      [
        ["Quiet Heron", ["MISP galaxy threat-actor"], undefined],
        ["Amber Lynx", ["MISP galaxy threat-actor"], "BR"],
      ],
    );
    await other.session.names.decide(question, ["Quiet Heron"]);
    deepEqual(await rows(one), ["Quiet Heron: Glass Harbor is back", "Quiet Heron: UNK-77 hits a shipyard"]);
  });

  it("and what both have imported is told once", async () => {
    const one = user();
    const other = user(one.files);
    for (const it of [one, other]) {
      await importNames(it.session.names, ACTORS, signal);
      await choose(it.session.names, ...TRACKED);
    }
    const text = one.files.get(FILE);
    equal(new Set(linesOf(one)).size, linesOf(one).length);
    for (const it of [one, other]) await it.session.names.refresh("1", signal);
    equal(one.files.get(FILE), text);
    deepEqual(await found(other), await found(one));
  });

  it("get what a source says anew, and lose what it says no more, from whoever reads it", async () => {
    const one = user();
    await importNames(one.session.names, ACTORS, signal);
    await choose(one.session.names, "Quiet Heron");
    const other = user(one.files);
    actors(other, { value: "Quiet Heron", meta: { synonyms: ["Reed Crew", "Glass Harbor"] } });
    other.later(1_000);
    const read = await importNames(other.session.names, ACTORS, signal);
    ok(read.kind === "imported");
    const unasked = ["Quiet Heron: Glass Harbor is back", "Quiet Heron: UNK-77 hits a shipyard"];
    deepEqual([await rows(other), await rows(one)], [unasked, unasked], "not before somebody has said so");
    await other.session.names.acceptChanges(read.source.id, ["Quiet Heron"]);
    const expected = ["Quiet Heron: Glass Harbor is back", "Quiet Heron: Reed Crew leaves"];
    deepEqual([await rows(other), await rows(one)], [expected, expected]);
    match(linesOf(one).join("\n"), /alias: "UNK-77".*withdrawn: true/);
  });

  it("keep what a source says that another user does not have", async () => {
    const one = user();
    one.files.set("/lists/own.csv", "name,aliases\nQuiet Heron,Reed Crew\n");
    for (const list of [ACTORS, "/lists/own.csv"]) await importNames(one.session.names, list, signal);
    await choose(one.session.names, "Quiet Heron");
    const all = await rows(one);
    equal(all.length, 3);
    const other = user(one.files);
    await importNames(other.session.names, ACTORS, signal);
    await choose(other.session.names, "Quiet Heron");
    await other.session.names.refresh("1", signal);
    deepEqual([await rows(other), await rows(one)], [all, all]);
    // What a user takes away himself goes for all.
    await one.session.names.remove("2");
    deepEqual(
      await rows(other),
      all.filter((row) => !row.includes("Reed Crew")),
    );
  });

  it("that are picked as another entry lose what came with the first", async () => {
    const it = user();
    actors(
      it,
      { value: "Quiet Heron", uuid: "1", meta: { synonyms: ["UNK-77"] } },
      { value: "Heron Group Of The North", uuid: "2", meta: { synonyms: ["Reed Crew"] } },
    );
    await importNames(it.session.names, ACTORS, signal);
    await choose(it.session.names, "Quiet Heron");
    deepEqual(await rows(it), ["Quiet Heron: UNK-77 hits a shipyard"]);
    const [hit] = await it.session.names.search("Heron Group Of The North", 1);
    ok(hit);
    await it.session.names.choose([{ profile: "Quiet Heron", refs: entryRefs(hit.known) }]);
    deepEqual(await rows(it), ["Quiet Heron: Reed Crew leaves"]);
    deepEqual(
      (await it.session.names.facts(TRACKED)).get("Quiet Heron")?.ids.map(({ id }) => id),
      ["2"],
    );
  });

  it("may be written by hand: a name and an alias are enough", async () => {
    const it = user();
    it.files.set(FILE, "- {name: Amber Lynx, alias: Reed Crew, at: 2026-05-01}\n");
    deepEqual(await rows(it), ["Amber Lynx: Reed Crew leaves"]);
    const { rows: all } = await it.session.articles.overview();
    deepEqual(all[0]?.articles[0]?.matches[0]?.aliasSource, { title: "names.lock.yaml", date: "" });
    it.files.set(FILE, "- {name: Amber Lynx, alias: Reed Crew, at: 2026-05-01, withdrawn: true}\n");
    deepEqual(await rows(it), []);
  });

  it("that the file holds in conflict are looked for as it was read last, and the scan says so", async () => {
    const it = user();
    it.files.set(FILE, "- {name: Amber Lynx, alias: Reed Crew, at: 2026-05-01}\n");
    await it.scan();
    it.files.set(FILE, "<<<<<<< HEAD\n- {name: Amber Lynx, alias: UNK-77, at: 2026-05-01}\n=======\n>>>>>>> x\n");
    const { notices } = await it.scan();
    deepEqual(await rows(it), ["Amber Lynx: Reed Crew leaves"]);
    match(notices.join("\n"), /^config\/names\.lock\.yaml has marks of an unfinished merge \(lines 1, 3, 4\)/);
    const refused = await it.session.names.choose([]);
    equal(refused.kind, "done");
    await importNames(it.session.names, ACTORS, signal);
    const [hit] = await it.session.names.search("Quiet Heron", 1);
    ok(hit);
    const choice = { profile: "Quiet Heron", refs: entryRefs(hit.known) };
    equal((await it.session.names.choose([choice])).kind, "refused");
    const other = user(it.files);
    deepEqual(await rows(other), []);
  });
});

describe("aliases that records list", () => {
  it("stand under the same names for all who work with the folder", async () => {
    const xsoar = createXsoar({ key: "owner-key", origin: "https://xsoar.example" });
    const config = {
      ...CONFIG,
      profiling: { ...CONFIG.profiling, CortexXSOARAPIConfig: { host: "https://xsoar.example" } },
    };
    for (const [value, aliases] of [
      ["Quiet Heron", ["Reed Crew"]],
      ["Amber Lynx", ["reed crew", "UNK-77"]],
    ] as const)
      xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: { aliases } });
    const one = user(new Map(), config);
    one.web.set("*", (request) => xsoar.http.request(request));
    equal((await one.session.notes.syncAliases(xsoar.connection, signal)).kind, "done");
    const expected = [
      "Amber Lynx: Reed Crew leaves, or Quiet Heron",
      "Amber Lynx: UNK-77 hits a shipyard",
      "Quiet Heron: Reed Crew leaves, or Amber Lynx",
    ];
    deepEqual([await rows(one), await rows(user(one.files, config))], [expected, expected]);
    const text = one.files.get(FILE);
    await one.session.notes.syncAliases(xsoar.connection, signal);
    equal(one.files.get(FILE), text);
  });
});

describe("names of a memory that an earlier version has written", () => {
  const stored = (data: unknown) => JSON.stringify({ version: 1, data });
  const CHOSEN = {
    choices: [
      {
        profile: "Quiet Heron",
        refs: [{ source: "1", name: "Quiet Heron" }],
        knownAs: ["Quiet Heron"],
        aliases: [
          { alias: "UNK-77", sources: [{ title: "MISP galaxy threat-actor", date: "2026-05-01" }], others: [] },
          {
            alias: "Glass Harbor",
            sources: [{ title: "MISP galaxy threat-actor", date: "2026-05-01" }],
            others: [{ name: "Amber Lynx", sources: ["MISP galaxy threat-actor"], country: "BR" }],
          },
        ],
      },
      { profile: 5 },
    ],
    decisions: [
      { alias: "Glass Harbor", owners: ["Quiet Heron"], known: ["Quiet Heron", "Amber Lynx"], day: "2026-05-02" },
    ],
  };

  it("move into the file with all that was chosen, decided and picked, once, and mean the same", async () => {
    const it = user();
    const server = "https://xsoar.example/acc_blue";
    const at = "2026-05-03T00:00:00.000Z";
    it.documents.set("chosen-names", stored(CHOSEN));
    it.documents.set("alias-owners", stored([["Reed Crew", ["Amber Lynx"]]]));
    it.documents.set("record-choices", stored([{ name: "Quiet Heron", server, id: "7", value: "Heron", at }]));
    it.documents.set(
      "record-picks",
      stored([
        { kind: "attack", name: "Quiet Heron", id: "G0001", at },
        { kind: "leakSite", name: "Quiet Heron", id: null, at },
      ]),
    );
    it.files.set("config/cortex_aliases.json", '["Reed Crew"]');
    const before = new Map(it.documents);
    const other = user(it.files);
    const expected = [
      "Amber Lynx: Reed Crew leaves",
      "Quiet Heron: Glass Harbor is back",
      "Quiet Heron: UNK-77 hits a shipyard",
    ];
    deepEqual([await rows(it), await rows(other)], [expected, expected]);
    deepEqual(
      linesOf(it).map((line) => line.replace(/, at: .*/, "")),
      [
        '- {name: "Quiet Heron", alias: "UNK-77", source: "MISP galaxy threat-actor", version: "2026-05-01"',
        '- {name: "Quiet Heron", alias: "Glass Harbor", source: "MISP galaxy threat-actor", version: "2026-05-01"',
        '- {alias: "Glass Harbor", other: "Amber Lynx", country: "BR", source: "MISP galaxy threat-actor"',
        '- {name: "Quiet Heron", entry: "Quiet Heron"',
        '- {alias: "Glass Harbor", owners: ["Quiet Heron"], known: ["Quiet Heron", "Amber Lynx"]',
        '- {alias: "Reed Crew", recordOf: "Amber Lynx"',
        '- {name: "Quiet Heron", server: "https://xsoar.example", tenant: "acc_blue", id: "7", value: "Heron"',
        '- {name: "Quiet Heron", attack: "G0001"',
        '- {name: "Quiet Heron", leakSite: ""',
      ],
    );
    for (const [name, text] of before) equal(it.documents.get(name), text, `${name} stays readable`);
    const text = it.files.get(FILE);
    await it.scan();
    equal(it.files.get(FILE), text);
    const again = user(it.files);
    for (const [name, document] of before) again.documents.set(name, document);
    await again.scan();
    equal(it.files.get(FILE), text, "a second user of the same past adds nothing");
  });

  it("keep kind and id of the import they were picked from", async () => {
    const it = user();
    await importNames(it.session.names, ACTORS, signal);
    it.documents.set("chosen-names", stored(CHOSEN));
    await it.scan();
    deepEqual((await user(it.files).session.names.facts(TRACKED)).get("Quiet Heron"), {
      kind: "actor",
      ids: [{ source: "MISP galaxy threat-actor", id: "0a" }],
    });
    await it.session.names.refresh("1", signal);
    await it.session.names.acceptChanges("1", TRACKED);
    ok(
      linesOf(it).some((line) => line.includes('alias: "Play"')),
      "a refresh goes on from there",
    );
  });
});
