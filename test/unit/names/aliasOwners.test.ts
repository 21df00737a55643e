import assert from "node:assert/strict";
import { spellingsOf } from "../../../src/core/notes/spellings";
import type { Match } from "../../../src/core/model/model";
import { NEVER, fakeStore } from "../xsoar/fakes";
import { type FakeWorld, NOON, createFakeWorld, rss } from "../scan/fakes";

const FEED = "https://news.example/feed.xml";
const XSOAR = { baseUrl: "https://soar.test", apiKey: "key-of-a-test", flavour: "xsoar6" } as const;
const ALIASES = "config/cortex_aliases.json";

function world(
  profileData: readonly string[],
  records: Parameters<typeof fakeStore>[0],
): { readonly it: FakeWorld; readonly store: ReturnType<typeof fakeStore> } {
  const store = fakeStore(records);
  const it = createFakeWorld({
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    resultfile: { createFile: false },
    profiling: { profileData, profile2cortex: true, CortexXSOARAPIConfig: { host: "https://soar.test" } },
  });
  it.web.set("*", async (request) => store.http.request(request));
  return { it, store };
}

async function sync(
  it: FakeWorld,
): Promise<Awaited<ReturnType<FakeWorld["session"]["notes"]["syncAliases"]>> & { kind: "done" }> {
  const outcome = await it.session.notes.syncAliases(XSOAR, NEVER);
  assert.ok(outcome.kind === "done");
  return outcome;
}

describe("an alias that the records of two profiles list", () => {
  const records = [
    { id: "1", value: "Grey Heron", aliases: ["Marsh Crew"] },
    { id: "2", value: "Night Stork", aliases: ["marsh crew", "Lone Owl"] },
  ];
  const profiles = ["Grey Heron", "Night Stork"];
  const news = rss([["Marsh Crew strikes", "https://news.example/a"]]);

  it("gives each of them its row and its note", async () => {
    const { it, store } = world(profiles, records);
    it.web.set(FEED, news);
    assert.deepEqual((await sync(it)).added, ["Lone Owl", "Marsh Crew"]);
    const { newMatches } = await it.scan();
    assert.deepEqual(
      newMatches.map(({ name, owner, articles }) => [name, owner, articles.length]),
      [
        ["Grey Heron", true, 1],
        ["Night Stork", true, 1],
      ],
    );
    await it.session.notes.writeWaiting(XSOAR, NEVER);
    for (const id of ["1", "2"]) assert.deepEqual(store.notesOf(id), ["Marsh Crew strikes: https://news.example/a"]);
    assert.deepEqual(await it.session.notes.pending(), []);
    const again = await it.session.notes.writeWaiting(XSOAR, NEVER);
    assert.deepEqual([again.outcomes, store.notesOf("1").length, store.notesOf("2").length], [[], 1, 1]);
  });

  it("hands what waited under the alias alone to both", async () => {
    const { it, store } = world(profiles, records);
    it.web.set(FEED, news);
    it.files.set(ALIASES, '["Marsh Crew"]');
    assert.deepEqual(
      (await it.scan()).newMatches.map(({ name, owner }) => [name, owner]),
      [["Marsh Crew", false]],
    );
    await sync(it);
    assert.deepEqual((await it.scan()).newMatches, []);
    assert.deepEqual(
      (await it.session.notes.pending()).map(({ name, notes }) => [name, notes.length]),
      [
        ["Grey Heron", 1],
        ["Night Stork", 1],
      ],
    );
    await it.session.notes.writeWaiting(XSOAR, NEVER);
    for (const id of ["1", "2"]) assert.equal(store.notesOf(id).length, 1);
  });

  it("is known from a memory of the time when each alias had one owner", async () => {
    const { it } = world(profiles, records);
    it.web.set(FEED, news);
    it.files.set(ALIASES, '["Marsh Crew"]');
    it.documents.set("alias-owners", JSON.stringify({ version: 1, data: [["Marsh Crew", "Night Stork"]] }));
    assert.deepEqual(
      (await it.scan()).newMatches.map(({ name, owner }) => [name, owner]),
      [["Night Stork", true]],
    );
  });
});

describe("an alias file that cannot be read", () => {
  const time = new Date(NOON).toISOString().replace(/[-:]|\.\d+/g, "");

  for (const damaged of ['["Marsh Crew", "Lone', '{"aliases": ["Marsh Crew"]}']) {
    it(`is kept beside the new one: ${damaged}`, async () => {
      const { it } = world(["Grey Heron"], [{ id: "1", value: "Grey Heron", aliases: ["Reed Crew"] }]);
      it.files.set(ALIASES, damaged);
      const path = `config/cortex_aliases.damaged-${time}.json`;
      const outcome = await sync(it);
      assert.deepEqual([outcome.setAside, it.files.get(path)], [path, damaged]);
      assert.deepEqual(JSON.parse(it.files.get(ALIASES) ?? ""), ["Reed Crew"]);
      assert.equal("setAside" in (await sync(it)), false);
      it.files.set(ALIASES, "[");
      assert.equal((await sync(it)).setAside, `config/cortex_aliases.damaged-${time}-2.json`);
      assert.equal(it.files.get(path), damaged);
    });
  }
});

describe("spellings", () => {
  it("of addresses are without percent-encoding", () => {
    const match = (field: Match["field"], text: string): Match => ({
      profile: null,
      name: "x",
      field,
      text,
      start: 0,
      end: 1,
    });
    assert.deepEqual(
      spellingsOf([
        match("url", "fancy%20bear"),
        match("title", "Fancy Bear"),
        match("title", "Fancy Bear"),
        match("url", "fancy+bear"),
        match("url", "fancy%2Dbear%"),
        match("title", "100%25"),
      ]),
      ["fancy bear", "Fancy Bear", "fancy%2Dbear%", "100%25"],
    );
  });

  it("of addresses lead to the record", async () => {
    const { it } = world(["Fancy.Bear"], [{ id: "1", value: "Fancy Bear" }]);
    it.web.set(FEED, rss([["No name here", "https://news.example/fancy%20bear-hackers/a"]]));
    await it.scan();
    const { outcomes } = await it.session.notes.writeWaiting(XSOAR, NEVER);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ["noted"],
    );
  });
});
