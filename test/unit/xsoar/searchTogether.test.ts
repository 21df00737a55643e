import { deepEqual, equal, ok } from "node:assert/strict";
import { type Lookup, type LookupName, findRecords } from "../../../src/core/xsoar/lookup";
import { searchAll } from "../../../src/core/xsoar/searchAll";
import { type XsoarClient, createXsoarClient } from "../../../src/core/xsoar/client";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { nodeSigning } from "../../../src/node/signing";
import { systemClock } from "../../../src/node/systemClock";
import { NEVER, json, paths, scripted } from "./fakes";

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function clientOf(xsoar: Xsoar): XsoarClient {
  return createXsoarClient(xsoar.http, xsoar.connection, {
    timeoutMs: 60_000,
    clock: systemClock,
    signing: nodeSigning,
    log,
  });
}

const names = (count: number, aliasCount = 0, areRead = false): LookupName[] =>
  Array.from({ length: count }, (_, index) => {
    const aliases = Array.from({ length: aliasCount }, (__, alias) => `Alias ${index} ${alias}`);
    const readAliases = new Set(areRead ? aliases.map((alias) => alias.toLowerCase()) : []);
    return { name: `Actor ${index}`, spellings: [], aliases, readAliases };
  });

const find = async (client: XsoarClient, wanted: readonly LookupName[]): Promise<Map<LookupName, Lookup>> =>
  findRecords(
    client,
    wanted,
    { searchField: "aliases", recordTypes: ["Threat Actor", "Malware"] },
    () => undefined,
    () => false,
    NEVER,
  );

describe("searches for many names", () => {
  it("are one for 50 names, and find each its own record", async () => {
    const xsoar = createXsoar({ key: "k" });
    for (let index = 0; index < 200; index += 5) {
      const byAlias = index % 2 === 0;
      xsoar.put({
        value: byAlias ? `Other ${index}` : `ACTOR ${index}`,
        indicator_type: "Threat Actor",
        CustomFields: { aliases: byAlias ? ["x", `actor ${index}`] : [] },
      });
    }
    const wanted = names(200, 2);
    const lookups = await find(clientOf(xsoar), wanted);
    equal(xsoar.requests().length, 4);
    for (const [index, name] of wanted.entries()) {
      const lookup = lookups.get(name);
      const expected = index % 5 > 0 ? null : index % 2 === 0 ? `Other ${index}` : `ACTOR ${index}`;
      equal(lookup?.kind === "found" ? lookup.record.value : null, expected, name.name);
    }
  });

  it("are more only where the terms pass a thousand", async () => {
    const few = createXsoar({ key: "k" });
    await find(clientOf(few), names(50, 4, true));
    equal(few.requests().length, 1);
    const many = createXsoar({ key: "k" });
    await find(clientOf(many), names(50, 19));
    const queries = many.requests().map(({ body }) => (body as { query: string }).query.split(" or ").length);
    const clauses = queries.reduce((sum, count) => sum + count, 0);
    ok(queries.every((count) => count <= 1_000));
    ok(queries.length > 1 && queries.length <= Math.ceil(clauses / 1_000) + 1, `${queries.length} for ${clauses}`);
  });

  it("drop no spelling of an alias, however many there are", async () => {
    const xsoar = createXsoar({ key: "k" });
    const wanted = names(60, 14);
    for (const index of [0, 29, 59]) {
      xsoar.put({
        value: `Heron ${index}`,
        indicator_type: "Threat Actor",
        CustomFields: { aliases: [`alias${index}13`] },
      });
    }
    // The same spelling on a second record: as ambiguous as it would be in a single query.
    xsoar.put({ value: "Heron 59 B", indicator_type: "Threat Actor", CustomFields: { aliases: ["Alias 59 13"] } });
    const lookups = await find(clientOf(xsoar), wanted);
    const seen = [0, 29, 59].map((index) => lookups.get(wanted[index]!)?.kind);
    deepEqual(seen, ["found", "found", "ambiguous"]);
    equal(lookups.get(wanted[1]!)?.kind, "missing");
    const queries = xsoar.requests().map(({ body }) => (body as { query: string }).query);
    ok(queries.every((query) => query.split(" or ").length <= 1_000));
    const clauses = queries.flatMap((query) => query.split(" or "));
    // Names of a number more or less have a spelling in common here and there ("Alias 1 11", "Alias 11 1").
    ok(clauses.length - new Set(clauses).size < 50, "nothing is searched for twice");
    ok(queries.length <= Math.ceil(clauses.length / 1_000) + 2, `${queries.length} for ${clauses.length} clauses`);
  });

  it("spare a name that is found by itself the other spellings of its aliases", async () => {
    const xsoar = createXsoar({ key: "k" });
    const wanted = names(50, 9);
    for (const { name } of wanted) xsoar.put({ value: name, indicator_type: "Threat Actor", CustomFields: null });
    const lookups = await find(clientOf(xsoar), wanted);
    ok([...lookups.values()].every(({ kind }) => kind === "found"));
    const all = xsoar.requests().flatMap(({ body }) => (body as { query: string }).query.split(" or "));
    const clauses = all.filter((clause) => !clause.includes("*"));
    equal(all.length - clauses.length, 50);
    // Two queries hold what has to be searched for; the other spellings would be a third and a fourth.
    ok(xsoar.requests().length <= 2 && clauses.length <= 1_600, `${xsoar.requests().length} ${clauses.length}`);
  });

  it("decide nothing on a name some of whose aliases could not be searched for", async () => {
    const { client, log: exchanges } = scripted(({ body }) =>
      body.includes(String.raw`value:\"Alias-7-13\"`) ? json({}, 400) : json({ iocObjects: null, total: 0 }),
    );
    const wanted = names(50, 14);
    const lookups = await find(client, wanted);
    const failed = wanted.filter((name) => lookups.get(name)?.kind !== "missing").map(({ name }) => name);
    deepEqual(failed, ["Actor 7"]);
    ok(!exchanges[0]!.body.includes("Alias-7-13"), "it is among the last that are searched for");
  });

  it("are split when the server finds a query too long, whatever it calls it", async () => {
    for (const limit of [{ maxTerms: 150 }, { maxQueryLength: 4_000 }]) {
      const xsoar = createXsoar({ key: "k", store: limit });
      xsoar.put({ value: "Actor 37", indicator_type: "Threat Actor", CustomFields: null });
      const wanted = names(100);
      const lookups = await find(clientOf(xsoar), wanted);
      equal(lookups.get(wanted[37]!)?.kind, "found");
      ok([...lookups.values()].every(({ kind }) => kind === "found" || kind === "missing"));
    }
  });

  it("are split until what is at fault stands alone", async () => {
    const { client, log: exchanges } = scripted(({ body }) =>
      body.includes("Actor 7\\") ? json({}, 400) : json({ iocObjects: null, total: 0 }),
    );
    const wanted = names(16);
    const lookups = await find(client, wanted);
    deepEqual(
      wanted.filter((name) => lookups.get(name)?.kind !== "missing").map(({ name }) => name),
      ["Actor 7"],
    );
    // Once more without what the server may not understand.
    ok(paths(exchanges).length <= 9 + 1, String(exchanges.length));
  });

  it("takes a smaller page when an answer is too large", async () => {
    const { client, log: exchanges } = scripted(({ body }) => {
      const { page, size } = JSON.parse(body) as { page: number; size: number };
      if (size > 5) return { ok: false, failure: { code: "tooLarge", limitBytes: 1 } };
      const rows = Array.from({ length: 12 }, (_, index) => ({ id: String(index), value: "x" }));
      return json({ iocObjects: rows.slice(page * size, (page + 1) * size), total: 12 });
    });
    const outcome = await searchAll(client, "x", NEVER);
    equal(outcome.ok && outcome.records.length, 12);
    equal(exchanges.length, 5);
  });

  it("goes on past 10,000 hits by searchAfter, in an order that stays", async () => {
    const xsoar = createXsoar({ key: "k" });
    for (let index = 0; index < 10_300; index++) xsoar.put({ value: `Bulk ${index}`, indicator_type: "Bulk" });
    const outcome = await searchAll(clientOf(xsoar), 'type:"Bulk"', NEVER);
    equal(outcome.ok && outcome.records.length, 10_300);
    ok(
      xsoar
        .requests()
        .slice(1)
        .every(({ body }) => (body as { sort?: unknown }).sort !== undefined),
    );
  }).timeout(60_000);
});
