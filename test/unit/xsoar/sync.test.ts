import { deepEqual, equal, ok } from "node:assert/strict";
import type { Article } from "../../../src/core/model/model";
import type { RecordRequest } from "../../../src/core/xsoar/sync";
import { NEVER, NOW, article, fakeStore, json, noWait, paths, scripted, text } from "./fakes";
import { createRecords, recordMatches } from "./writing";

const OPTIONS = {
  searchField: "aliases",
  recordTypes: ["Threat Actor", "Malware"],
  nameFields: ["aliases"],
  now: NOW,
  wait: noWait,
};
const A = article("One", "https://news.test/a");
const B = article("Two", "https://news.test/b");

const request = (name: string, articles: Article[], more: Partial<RecordRequest> = {}): RecordRequest => ({
  name,
  owner: true,
  dismissed: false,
  spellings: [],
  aliases: [],
  articles,
  ...more,
});
const edits = (log: readonly { path: string }[]): number => log.filter(({ path }) => path === "/indicator/edit").length;

describe("recordMatches", () => {
  it("gives each name its outcome, in their order", async () => {
    const store = fakeStore([
      { id: "1", value: "Clop" },
      { id: "2", value: "Fancy Bear" },
      { id: "3", value: "Conti Team", aliases: ["Conti"] },
      { id: "4", value: "x", aliases: ["conti"] },
    ]);
    const requests = [
      request("Missing", [A], { dismissed: true }),
      request("Clop", [A, B]),
      request("FancyBear", [A], { spellings: ["Fancy Bear"] }),
      request("Conti", [A]),
    ];
    const { outcomes, failure } = await recordMatches(store.client, requests, OPTIONS, NEVER);
    equal(failure, null);
    deepEqual(outcomes, [
      { name: "Missing", kind: "missing", articles: [A], owner: true, dismissed: true },
      { name: "Clop", kind: "noted", added: 2, alreadyThere: 0, id: "1", value: "Clop" },
      { name: "FancyBear", kind: "noted", added: 1, alreadyThere: 0, id: "2", value: "Fancy Bear" },
      {
        name: "Conti",
        kind: "ambiguous",
        values: ["Conti Team", "x"],
        candidates: [
          { id: "3", value: "Conti Team", type: "Threat Actor", modified: null, notes: 0, aliases: 1 },
          { id: "4", value: "x", type: "Threat Actor", modified: null, notes: 0, aliases: 1 },
        ],
      },
    ]);
    equal(edits(store.log), 2);
  });

  it("a second run writes nothing", async () => {
    const store = fakeStore([{ id: "1", value: "Clop" }]);
    await recordMatches(store.client, [request("Clop", [A, B])], OPTIONS, NEVER);
    const { outcomes } = await recordMatches(store.client, [request("Clop", [A, B])], OPTIONS, NEVER);
    deepEqual(outcomes, [{ name: "Clop", kind: "noted", added: 0, alreadyThere: 2, id: "1", value: "Clop" }]);
    equal(edits(store.log), 1);
  });

  it("names of one record share one edit", async () => {
    const store = fakeStore([{ id: "1", value: "APT28", aliases: ["Sofacy"] }]);
    const requests = [request("APT28", [A]), request("Sofacy", [A, B], { owner: false })];
    const { outcomes } = await recordMatches(store.client, requests, OPTIONS, NEVER);
    deepEqual(
      outcomes.map((outcome) => outcome.kind === "noted" && [outcome.added, outcome.alreadyThere]),
      [
        [1, 0],
        [1, 1],
      ],
    );
    deepEqual([edits(store.log), store.notesOf("1").length], [1, 2]);
  });

  it("an alias without owner is never offered as its own", async () => {
    const { outcomes } = await recordMatches(
      fakeStore([]).client,
      [request("Sofacy", [A], { owner: false })],
      OPTIONS,
      NEVER,
    );
    deepEqual(outcomes, [{ name: "Sofacy", kind: "missing", articles: [A], owner: false, dismissed: false }]);
  });

  it("works side by side, eight at most, never on one record", async () => {
    const store = fakeStore(Array.from({ length: 60 }, (_, index) => ({ id: String(index), value: `Actor ${index}` })));
    const requests = Array.from({ length: 120 }, (_, index) =>
      request(`Actor ${index % 60}`, [article(`t${index}`, `https://news.test/${index}`)]),
    );
    await recordMatches(store.client, requests, OPTIONS, NEVER);
    equal(edits(store.log), 60);
    ok(!store.state.writesMet);
    equal(store.state.mostAtOnce, 8);
    ok([...store.records.keys()].every((id) => store.notesOf(id).length === 2));
  });

  it("stops at what concerns all, after one request, and says it once", async () => {
    const all = [
      json({}, 403),
      json({}, 404),
      json({}, 500),
      text("<html>", "text/html"),
      text("", null, 303),
      { ok: false, failure: { code: "dns", host: "x" } } as const,
      { ok: false, failure: { code: "refused", host: "x" } } as const,
      { ok: false, failure: { code: "tls", why: "selfSigned" } } as const,
      { ok: false, failure: { code: "timeout", seconds: 1 } } as const,
    ];
    for (const answer of all) {
      const { client, log } = scripted(answer);
      const requests = ["A", "B", "C", "D"].map((name) => request(name, [A]));
      const report = await recordMatches(client, requests, OPTIONS, NEVER);
      deepEqual([report.outcomes, log.length], [[], 1]);
      ok(report.failure !== null);
    }
  });

  it("goes on past what concerns one name", async () => {
    const store = fakeStore([
      { id: "1", value: "A" },
      { id: "2", value: "B" },
      { id: "3", value: "C" },
    ]);
    store.state.before = ({ path, body }) =>
      path === "/indicators/search" && body.includes('\\"B\\"') ? json({}, 400) : null;
    const report = await recordMatches(
      store.client,
      ["A", "B", "C"].map((name) => request(name, [A])),
      OPTIONS,
      NEVER,
    );
    deepEqual(
      report.outcomes.map(({ kind }) => kind),
      ["noted", "failed", "noted"],
    );
    equal(report.failure, null);
  });

  it("a key that may only read stops the writing and is said once", async () => {
    const store = fakeStore(Array.from({ length: 30 }, (_, index) => ({ id: String(index), value: `A${index}` })));
    store.state.before = ({ path }) => (path === "/indicator/edit" ? json({}, 403) : null);
    const requests = [request("none", [A]), ...Array.from({ length: 30 }, (_, index) => request(`A${index}`, [A]))];
    const report = await recordMatches(store.client, requests, OPTIONS, NEVER);
    equal(report.failure?.code, "keyRefused");
    deepEqual(
      report.outcomes.map(({ kind }) => kind),
      ["missing"],
    );
    ok(edits(store.log) <= 8);
  });

  it("a cancelled run starts nothing more", async () => {
    const controller = new AbortController();
    const store = fakeStore([
      { id: "1", value: "A" },
      { id: "2", value: "B" },
    ]);
    store.state.before = () => (controller.abort(), { ok: false, failure: { code: "aborted" } });
    const report = await recordMatches(
      store.client,
      [request("A", [A]), request("B", [A])],
      OPTIONS,
      controller.signal,
    );
    deepEqual([report.failure?.code, store.log.length], ["aborted", 1]);
  });

  it("concurrent writers: no note is lost, none is there twice", async () => {
    const store = fakeStore([{ id: "1", value: "A" }]);
    const runs = [0, 1, 2].map((run) =>
      recordMatches(
        store.client,
        [request("A", [A, B, article(`own ${run}`, `https://news.test/own${run}`)])],
        OPTIONS,
        NEVER,
      ),
    );
    for (const { outcomes } of await Promise.all(runs)) equal(outcomes[0]?.kind, "noted");
    deepEqual(store.notesOf("1").toSorted(), [
      "One: https://news.test/a",
      "Two: https://news.test/b",
      ...[0, 1, 2].map((run) => `own ${run}: https://news.test/own${run}`),
    ]);
  });
});

describe("createRecords", () => {
  it("creates what is missing, notes what is there, leaves the rest", async () => {
    const store = fakeStore([
      { id: "1", value: "Clop" },
      { id: "2", value: "Conti" },
      { id: "3", value: "conti" },
    ]);
    const requests = [
      request("Clop", [A]),
      request("Conti", [A]),
      request("Fancy Bear", [A]),
      request("FancyBear", [B]),
      request("Sofacy", [A], { owner: false }),
    ];
    const { outcomes, failure } = await createRecords(store.client, requests, OPTIONS, NEVER);
    equal(failure, null);
    deepEqual(
      outcomes.map(({ name, kind }) => `${name} ${kind}`),
      ["Clop noted", "Conti ambiguous", "Fancy Bear created", "FancyBear created", "Sofacy missing"],
    );
    equal(paths(store.log).filter((path) => path === "create").length, 1);
    deepEqual(store.notesOf("1000"), ["One: https://news.test/a", "Two: https://news.test/b"]);
  });

  it("asked twice, makes one record", async () => {
    const store = fakeStore([]);
    await createRecords(store.client, [request("Clop", [A])], OPTIONS, NEVER);
    const { outcomes } = await createRecords(store.client, [request("clop", [A, B])], OPTIONS, NEVER);
    equal(outcomes[0]?.kind, "noted");
    deepEqual([store.records.size, store.notesOf("1000").length], [1, 2]);
  });

  it("reports the exclusion list and a refused key", async () => {
    const excluded = fakeStore([]);
    excluded.state.before = ({ path }) => (path === "/indicator/create" ? json(null) : null);
    deepEqual((await createRecords(excluded.client, [request("Clop", [A])], OPTIONS, NEVER)).outcomes, [
      { name: "Clop", kind: "excluded" },
    ]);
    const refused = fakeStore([]);
    refused.state.before = ({ path }) => (path === "/indicator/create" ? json({}, 403) : null);
    const report = await createRecords(refused.client, [request("A", [A]), request("B", [A])], OPTIONS, NEVER);
    deepEqual([report.outcomes, report.failure?.code], [[], "keyRefused"]);
  });
});
