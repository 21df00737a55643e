import assert from "node:assert/strict";
import { describeImportFailure, importLocation } from "../../../src/core/names/importNames";
import type { KnownAlias } from "../../../src/core/names/choices";
import type { Names } from "../../../src/core/names/names";
import { entryRefs } from "../../../src/core/names/entryRefs";
import { plainText } from "../../../src/core/text/translate";
import { type FakeWorld, createFakeWorld, response, rss } from "../scan/fakes";
import { createXsoar } from "../../world/xsoar/server";
import { GALAXY } from "./fixtures";
import { importNames } from "../../world/importNames";

const FEED = "https://news.example/rss.xml";
const URL_OF_NAMES = "https://names.example/threat-actor.json";
const signal = new AbortController().signal;

function world(profileData: readonly string[], profiling: object = {}): FakeWorld {
  const made = createFakeWorld({
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    profiling: { profileData, ...profiling },
  });
  made.web.set(
    FEED,
    rss([
      ["Glass Harbor is back", "https://news.example/a"],
      ["UNK-77 hits a shipyard", "https://news.example/b"],
    ]),
  );
  made.files.set("/lists/actors.json", JSON.stringify(GALAXY));
  made.web.set(URL_OF_NAMES, () => response(200, JSON.stringify(GALAXY), { etag: '"1"' }));
  return made;
}

async function choose(names: Names, ...profiles: string[]): Promise<void> {
  for (const profile of profiles) {
    const [hit] = await names.search(profile, 1);
    assert.ok(hit);
    await names.choose([{ profile, refs: entryRefs(hit.known) }]);
  }
}

async function importedAliases(names: Names, profiles: readonly string[]): Promise<readonly KnownAlias[]> {
  return (await names.settle(profiles, [])).aliases;
}

async function rows({ session }: FakeWorld): Promise<string[]> {
  return (await session.articles.overview()).rows.flatMap(({ name, articles }) =>
    articles.map(({ article }) => `${name}: ${article.title}`),
  );
}

describe("imported names", () => {
  it("are kept with source and date, found by search, and refreshed by importing again", async () => {
    const it = world([]);
    const first = await importNames(it.session.names, "/lists/actors.json", signal);
    assert.deepEqual(first.kind === "imported" && [first.tidings, first.changes], [null, []]);
    assert.deepEqual(await it.session.names.sources(), [
      {
        id: "1",
        title: "MISP galaxy threat-actor",
        format: "misp",
        location: { kind: "file", value: "/lists/actors.json" },
        imported: "2026-06-01T12:00:00.000Z",
        entryCount: 2,
        skipped: 0,
      },
    ]);
    assert.equal((await it.session.names.search("glass harbor", 5)).length, 2);
    it.files.set(
      "/lists/actors.json",
      JSON.stringify({ ...GALAXY, values: [{ value: "Amber Lynx" }, { value: "New Bird" }] }),
    );
    it.later(86_400_000);
    const again = await importNames(it.session.names, "/lists/actors.json", signal);
    assert.ok(again.kind === "imported");
    assert.deepEqual(again.tidings, { added: ["New Bird"], gone: ["Quiet Heron"], revoked: [], moved: [] });
    assert.equal(again.source.imported.slice(0, 10), "2026-06-02");
    assert.equal((await it.session.names.search("quiet heron", 5)).length, 0);
    await it.session.names.remove("1");
    assert.deepEqual(await it.session.names.sources(), []);
    const other = await importNames(it.session.names, "/lists/actors.json", signal);
    assert.equal(other.kind === "imported" && other.source.id, "2");
  });

  it("change what a tracked name is looked for by only when somebody says so", async () => {
    const it = world([]);
    const { names } = it.session;
    await importNames(names, "/lists/actors.json", signal);
    await names.choose([{ profile: "Quiet Heron", refs: [{ source: "1", name: "Quiet Heron" }] }]);
    const aliases = async () => (await importedAliases(names, ["Quiet Heron"])).map(({ alias }) => alias).sort();
    const before = await aliases();
    const [heron] = GALAXY.values;
    const synonyms = ["UNK-77", "Play", "Reed Walker"];
    it.files.set("/lists/actors.json", JSON.stringify({ ...GALAXY, values: [{ ...heron, meta: { synonyms } }] }));
    it.later(86_400_000);
    const again = await names.refresh("1", signal);
    assert.ok(again.kind === "imported");
    assert.deepEqual(again.changes, [{ profile: "Quiet Heron", gained: ["Reed Walker"], lost: ["Glass Harbor"] }]);
    assert.deepEqual(await aliases(), before);
    assert.deepEqual(await names.acceptChanges("1", ["Somebody Else"]), { kind: "done" });
    assert.deepEqual(await aliases(), before);
    assert.deepEqual(await names.acceptChanges("1", ["Quiet Heron"]), { kind: "done" });
    assert.deepEqual(await aliases(), ["Play", "Reed Walker", "UNK-77"]);
    const quiet = await names.refresh("1", signal);
    assert.deepEqual(quiet.kind === "imported" && quiet.changes, []);
  });

  it("from an address are asked for with the validators of the last answer", async () => {
    const it = world([]);
    await importNames(it.session.names, URL_OF_NAMES, signal);
    assert.equal(it.requests[0]?.maxBytes, 100_000_000);
    it.web.set(URL_OF_NAMES, () => response(304, ""));
    it.later(86_400_000);
    const again = await it.session.names.refresh("1", signal);
    assert.equal(it.requests[1]?.headers["if-none-match"], '"1"');
    assert.deepEqual(again.kind === "unchanged" && again.source.imported.slice(0, 10), "2026-06-02");
  });

  it("say what is wrong, and leave what was there", async () => {
    const it = world([]);
    await importNames(it.session.names, URL_OF_NAMES, signal);
    const cases: readonly (readonly [location: string, answer: string | null, sentence: RegExp])[] = [
      ["/lists/none.json", null, /no such file/],
      ["ftp://names.example/x", null, /neither a file nor a web address/],
      [URL_OF_NAMES, "<!doctype html><p>", /web page/],
      [URL_OF_NAMES, '{"values":', /damaged or incomplete/],
      ["https://names.example/none", null, /HTTP 404/],
    ];
    for (const [location, answer, sentence] of cases) {
      if (answer !== null) it.web.set(location, answer);
      const outcome = await importNames(it.session.names, location, signal);
      assert.match(
        outcome.kind === "failed" ? describeImportFailure(outcome.failure, plainText) : outcome.kind,
        sentence,
      );
    }
    assert.equal(
      describeImportFailure({ code: "timeout", seconds: 120 }, plainText),
      "There was no complete answer within 120 seconds.",
    );
    assert.equal((await it.session.names.search("quiet heron", 5)).length, 1);
  });

  it("can be cancelled", async () => {
    const it = world([]);
    assert.deepEqual(await importNames(it.session.names, URL_OF_NAMES, AbortSignal.abort()), { kind: "cancelled" });
  });

  const locations: readonly (readonly [text: string, kept: string])[] = [
    [" /a/b.json ", "/a/b.json"],
    ["C:\\lists\\b.json", "C:\\lists\\b.json"],
    ["https://user:secret@names.example/x.json", "https://names.example/x.json"],
    ["https://github.com/o/r/blob/main/a/x.json", "https://raw.githubusercontent.com/o/r/main/a/x.json"],
  ];
  for (const [text, kept] of locations) {
    it(`${text.trim()} is kept as ${kept}`, () => assert.equal(importLocation(text)?.value, kept));
  }
});

describe("aliases of chosen names", () => {
  it("are looked for, with their source", async () => {
    const it = world(["Quiet Heron"]);
    await importNames(it.session.names, "/lists/actors.json", signal);
    await choose(it.session.names, "Quiet Heron");
    await it.scan();
    assert.ok((await rows(it)).includes("Quiet Heron: UNK-77 hits a shipyard"));
    const alias = (await importedAliases(it.session.names, ["Quiet Heron"])).find((one) => one.alias === "UNK-77");
    assert.deepEqual(alias, {
      profile: "Quiet Heron",
      alias: "UNK-77",
      sources: [{ title: "MISP galaxy threat-actor", date: "2026-06-01" }],
      ambiguous: [],
    });
    assert.deepEqual(await importedAliases(it.session.names, ["Somebody Else"]), []);
  });

  it("are shown under every tracked actor while nobody has decided, then under the decided one", async () => {
    const it = world(["Quiet Heron", "Amber Lynx"]);
    const { names } = it.session;
    const tracked = ["Quiet Heron", "Amber Lynx"];
    await importNames(names, "/lists/actors.json", signal);
    await choose(names, ...tracked);
    await it.scan();
    assert.deepEqual((await rows(it)).sort(), [
      "Amber Lynx: Glass Harbor is back",
      "Quiet Heron: Glass Harbor is back",
      "Quiet Heron: UNK-77 hits a shipyard",
    ]);
    assert.deepEqual(
      (await importedAliases(names, tracked))
        .filter(({ alias }) => alias === "Glass Harbor")
        .map((one) => one.ambiguous),
      [["Amber Lynx"], ["Quiet Heron"]],
    );
    const questions = await names.questions(tracked);
    assert.deepEqual(
      questions.map(({ alias, owners }) => [alias, owners.map(({ name, tracked: here }) => `${name} ${here}`)]),
      [["Glass Harbor", ["Quiet Heron true", "Amber Lynx true"]]],
    );
    const [question] = questions;
    assert.ok(question);
    await names.decide(question, ["Amber Lynx"]);
    assert.deepEqual(await names.questions(tracked), []);
    const decided = ["Amber Lynx: Glass Harbor is back", "Quiet Heron: UNK-77 hits a shipyard"];
    assert.deepEqual((await rows(it)).sort(), decided);
    await it.scan();
    assert.deepEqual((await rows(it)).sort(), decided);
  });

  it("are ambiguous too when the other actor is not tracked; nobody's are never looked for", async () => {
    const it = world(["Quiet Heron"]);
    const { names } = it.session;
    await importNames(names, "/lists/actors.json", signal);
    await choose(names, "Quiet Heron");
    const [question] = await names.questions(["Quiet Heron"]);
    assert.ok(question);
    assert.deepEqual(
      question.owners.map(({ name, tracked, country }) => [name, tracked, country]),
      [
        ["Quiet Heron", true, undefined],
        ["Amber Lynx", false, "BR"],
      ],
    );
    await names.decide(question, []);
    await it.scan();
    assert.deepEqual(await rows(it), ["Quiet Heron: UNK-77 hits a shipyard"]);
  });

  it("are asked about again when a refresh brings another owner", async () => {
    const it = world(["Quiet Heron"]);
    const { names } = it.session;
    await importNames(names, "/lists/actors.json", signal);
    await choose(names, "Quiet Heron");
    const [question] = await names.questions(["Quiet Heron"]);
    assert.ok(question);
    await names.decide(question, ["Quiet Heron"]);
    await names.refresh("1", signal);
    assert.deepEqual(await names.questions(["Quiet Heron"]), []);
    const third = { value: "New Bird", meta: { synonyms: ["Glass Harbor"] } };
    it.files.set("/lists/actors.json", JSON.stringify({ ...GALAXY, values: [...GALAXY.values, third] }));
    await names.refresh("1", signal);
    assert.equal((await names.questions(["Quiet Heron"])).length, 1);
  });

  it("stay when the source loses the entry, and go with the source", async () => {
    const it = world(["Quiet Heron"]);
    const { names } = it.session;
    await importNames(names, "/lists/actors.json", signal);
    await choose(names, "Quiet Heron");
    it.files.set("/lists/actors.json", JSON.stringify({ ...GALAXY, values: [{ value: "New Bird" }] }));
    await names.refresh("1", signal);
    assert.equal((await importedAliases(names, ["Quiet Heron"])).length, 3);
    await names.remove("1");
    assert.deepEqual(await importedAliases(names, ["Quiet Heron"]), []);
  });

  it("an ambiguous one writes no note until it is decided; the next scan takes it up", async () => {
    const it = world(["Amber Lynx"], {
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: "https://xsoar.example", search_field: "value" },
    });
    const access = { baseUrl: "https://xsoar.example", apiKey: "k" };
    const asked = () => it.requests.filter(({ url }) => url.startsWith(access.baseUrl)).length;
    const { names } = it.session;
    await importNames(names, "/lists/actors.json", signal);
    await choose(names, "Amber Lynx");
    await it.scan();
    assert.deepEqual(await it.session.notes.writeWaiting(access, signal), { outcomes: [], failure: null });
    assert.equal(asked(), 0);
    const [question] = await names.questions(["Amber Lynx"]);
    assert.ok(question);
    await names.decide(question, ["Amber Lynx"]);
    await it.scan();
    await it.session.notes.writeWaiting(access, signal);
    assert.ok(asked() > 0);
  });

  it("lead to the record that bears one of them, but not one of several actors", async () => {
    const it = world(["Quiet Heron"], {
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: "https://xsoar.example" },
    });
    const xsoar = createXsoar({ key: "library-key", origin: "https://xsoar.example" });
    it.web.set("*", (request) => xsoar.http.request(request));
    it.web.set(FEED, rss([["Quiet Heron, also known as Glass Harbor, is back", "https://news.example/c"]]));
    for (const value of ["UNK77", "Glass Harbor"]) xsoar.put({ value, indicator_type: "Threat Actor" });
    await importNames(it.session.names, "/lists/actors.json", signal);
    await choose(it.session.names, "Quiet Heron");
    await it.scan();
    const written = async () =>
      (await it.session.notes.writeWaiting(xsoar.connection, signal)).outcomes.map((outcome) =>
        outcome.kind === "noted" ? outcome.value : outcome.kind,
      );
    const [record] = xsoar.records();
    xsoar.remove(record?.id ?? "");
    assert.deepEqual(await written(), ["missing"]);
    xsoar.put({ value: "UNK77", indicator_type: "Threat Actor" });
    assert.deepEqual(await written(), ["UNK77"]);
  });

  it("one actor tracked under two names is no doubt", async () => {
    const it = world(["Amber Lynx", "My Lynx"]);
    const { names } = it.session;
    await importNames(names, "/lists/actors.json", signal);
    await choose(names, "Amber Lynx");
    const [hit] = await names.search("Amber Lynx", 1);
    assert.ok(hit);
    await names.choose([{ profile: "My Lynx", refs: entryRefs(hit.known) }]);
    const doubtful = (await importedAliases(names, ["Amber Lynx", "My Lynx"])).filter(
      (one) => one.ambiguous.length > 0,
    );
    assert.deepEqual(
      doubtful.map(({ profile, alias, ambiguous }) => [profile, alias, ambiguous]),
      [
        ["Amber Lynx", "Glass Harbor", ["Quiet Heron"]],
        ["My Lynx", "Glass Harbor", ["Quiet Heron"]],
      ],
    );
  });

  it("an alias that is a tracked name is ambiguous for the other", async () => {
    const it = world(["Quiet Heron", "Glass Harbor"]);
    await importNames(it.session.names, "/lists/actors.json", signal);
    await choose(it.session.names, "Quiet Heron");
    const [question] = await it.session.names.questions(["Quiet Heron", "Glass Harbor"]);
    assert.deepEqual(question?.owners.map(({ name }) => name).sort(), ["Amber Lynx", "Glass Harbor", "Quiet Heron"]);
    await it.scan();
    assert.ok((await rows(it)).includes("Glass Harbor: Glass Harbor is back"));
  });
});
