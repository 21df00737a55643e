import assert from "node:assert/strict";
import { entryRefs } from "../../../src/core/names/entryRefs";
import { createXsoar } from "../../world/xsoar/server";
import { type FakeWorld, createFakeWorld, rss } from "../scan/fakes";
import { GALAXY } from "./fixtures";
import { importNames } from "../../world/importNames";

const FEED = "https://news.example/rss.xml";
const signal = new AbortController().signal;

const xsoar = () => createXsoar({ key: "written-key", origin: "https://xsoar.example" });

function world(profileData: readonly unknown[], server = xsoar()): FakeWorld {
  const made = createFakeWorld({
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    profiling: { profileData, profile2cortex: true, CortexXSOARAPIConfig: { host: "https://xsoar.example" } },
  });
  made.web.set("*", (request) => server.http.request(request));
  made.web.set(
    FEED,
    rss([
      ["Glass Harbor is back", "https://news.example/a"],
      ["Tin Otter hits a shipyard", "https://news.example/b"],
    ]),
  );
  made.files.set("/lists/actors.json", JSON.stringify(GALAXY));
  return made;
}

async function profiling({ session }: FakeWorld) {
  const state = await session.readConfig();
  assert.ok(state.kind === "ok");
  return state.config.profiling;
}

async function questions(it: FakeWorld) {
  return it.session.aliasQuestions(await profiling(it));
}

/** Row → its articles, with the others each may be about and the state of its note. */
async function rows({ session }: FakeWorld): Promise<string[]> {
  const { rows: shown } = await session.articles.overview();
  return shown
    .flatMap(({ name, articles }) =>
      articles.map(({ article, matches, note }) => {
        const others = matches.flatMap(({ ambiguous = [] }) => ambiguous).join(", ");
        return `${name}: ${article.title} [${others}] ${note}`;
      }),
    )
    .sort();
}

const TWO = [
  { name: "Amber Lynx", aliases: ["Glass Harbor"] },
  { name: "Tin Otter", aliases: ["GlassHarbor"] },
];

describe("an alias that the configuration gives two names", () => {
  it("is shown under both, asked about, and writes no note until it is decided", async () => {
    const server = xsoar();
    for (const value of ["Amber Lynx", "Tin Otter"]) server.put({ value, indicator_type: "Threat Actor" });
    const it = world(TWO, server);
    await it.scan();
    assert.deepEqual(await rows(it), [
      "Amber Lynx: Glass Harbor is back [Tin Otter] held",
      "Tin Otter: Glass Harbor is back [Amber Lynx] held",
      "Tin Otter: Tin Otter hits a shipyard [] pending",
    ]);
    await it.session.notes.writeWaiting(server.connection, signal);
    const edited = () => server.requests().filter(({ action }) => action === "edit").length;
    assert.equal(edited(), 1);
    const [question] = await questions(it);
    assert.ok(question);
    assert.deepEqual(
      question.owners.map(({ name, sources, tracked }) => [name, sources, tracked]),
      [
        ["Amber Lynx", ["configuration"], true],
        ["Tin Otter", ["configuration"], true],
      ],
    );
    await it.session.names.decide(question, ["Amber Lynx"]);
    assert.deepEqual(await questions(it), []);
    const decided = ["Amber Lynx: Glass Harbor is back [] pending", "Tin Otter: Tin Otter hits a shipyard [] noted"];
    await it.session.articles.rematch();
    assert.deepEqual(await rows(it), decided);
    await it.scan();
    assert.deepEqual(await rows(it), decided);
    await it.session.notes.writeWaiting(server.connection, signal);
    assert.equal(edited(), 2);
  });

  it("is in no doubt any more when it stands for all of them, and leads to no record of another", async () => {
    const server = xsoar();
    server.put({ value: "Glass Harbor", indicator_type: "Threat Actor" });
    const it = world(TWO, server);
    const [question] = await questions(it);
    assert.ok(question);
    await it.session.names.decide(question, ["Amber Lynx", "Tin Otter"]);
    await it.scan();
    assert.deepEqual(await rows(it), [
      "Amber Lynx: Glass Harbor is back [] pending",
      "Tin Otter: Glass Harbor is back [] pending",
      "Tin Otter: Tin Otter hits a shipyard [] pending",
    ]);
    const { outcomes } = await it.session.notes.writeWaiting(server.connection, signal);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ["missing", "missing"],
    );
  });

  it("is looked for by nobody when it is nobody's", async () => {
    const it = world(TWO);
    const [question] = await questions(it);
    assert.ok(question);
    await it.session.names.decide(question, []);
    await it.scan();
    assert.deepEqual(await rows(it), ["Tin Otter: Tin Otter hits a shipyard [] pending"]);
  });

  it("is no question where one of them has switched it off", async () => {
    const it = world([TWO[0], { name: "Tin Otter", aliases: [{ name: "Glass Harbor", match: { enabled: false } }] }]);
    assert.deepEqual(await questions(it), []);
    await it.scan();
    assert.deepEqual(await rows(it), [
      "Amber Lynx: Glass Harbor is back [] pending",
      "Tin Otter: Tin Otter hits a shipyard [] pending",
    ]);
  });

  it("is asked about once a third has it", async () => {
    const it = world(TWO);
    const [question] = await questions(it);
    assert.ok(question);
    await it.session.names.decide(question, ["Amber Lynx"]);
    const more = world([...TWO, { name: "Reed Gang", aliases: ["Glass Harbor"] }]);
    it.files.set("config/articles_config.json", more.files.get("config/articles_config.json") ?? "");
    assert.deepEqual(
      (await questions(it)).map(({ owners }) => owners.length),
      [3],
    );
  });
});

it("an alias that is the name of another is in doubt for the one alone", async () => {
  const it = world([{ name: "Amber Lynx", aliases: ["Tin Otter"] }, "Tin Otter"]);
  await it.scan();
  assert.deepEqual(await rows(it), [
    "Amber Lynx: Tin Otter hits a shipyard [Tin Otter] held",
    "Tin Otter: Tin Otter hits a shipyard [] pending",
  ]);
  const [question] = await questions(it);
  assert.ok(question);
  await it.session.names.decide(question, ["Tin Otter"]);
  assert.deepEqual(await rows(it), ["Tin Otter: Tin Otter hits a shipyard [] pending"]);
});

it("a decision holds for an alias of imported names that is written as well, in the configuration or a record", async () => {
  const server = xsoar();
  server.put({ value: "Quiet Heron", indicator_type: "Threat Actor", CustomFields: { aliases: ["Glass Harbor"] } });
  for (const synced of [false, true]) {
    const it = world([synced ? "Quiet Heron" : { name: "Quiet Heron", aliases: ["Glass Harbor"] }], server);
    const { names } = it.session;
    if (synced) assert.equal((await it.session.notes.syncAliases(server.connection, signal)).kind, "done");
    await importNames(names, "/lists/actors.json", signal);
    const [hit] = await names.search("Quiet Heron", 1);
    assert.ok(hit);
    await names.choose([{ profile: "Quiet Heron", refs: entryRefs(hit.known) }]);
    await it.scan();
    assert.deepEqual(await rows(it), ["Quiet Heron: Glass Harbor is back [Amber Lynx] held"]);
    const [question] = await questions(it);
    assert.ok(question);
    await names.decide(question, ["Amber Lynx"]);
    await it.session.articles.rematch();
    assert.deepEqual(await rows(it), []);
  }
});

it("an alias that one record lists and another name is given is asked about, one that two records list is both's", async () => {
  const server = xsoar();
  for (const value of ["Amber Lynx", "Tin Otter"]) {
    server.put({ value, indicator_type: "Threat Actor", CustomFields: { aliases: ["Glass Harbor"] } });
  }
  const both = world(["Amber Lynx", "Tin Otter"], server);
  await both.session.notes.syncAliases(server.connection, signal);
  assert.deepEqual(await questions(both), []);
  const it = world(["Amber Lynx", { name: "Reed Gang", aliases: ["Glass Harbor"] }], server);
  await it.session.notes.syncAliases(server.connection, signal);
  assert.deepEqual(
    (await questions(it)).map(({ owners }) => owners.map(({ name, sources }) => [name, sources])),
    [
      [
        ["Reed Gang", ["configuration"]],
        ["Amber Lynx", ["Cortex XSOAR"]],
      ],
    ],
  );
});
