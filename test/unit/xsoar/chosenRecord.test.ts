import { deepEqual, equal, ok } from "node:assert/strict";
import { pullAliases } from "../../../src/core/xsoar/aliases";
import { type XsoarClient, createXsoarClient } from "../../../src/core/xsoar/client";
import type { Lookup, LookupName } from "../../../src/core/xsoar/lookup";
import { planWrites } from "../../../src/core/xsoar/preview";
import type { RecordRequest } from "../../../src/core/xsoar/sync";
import { writeRecords } from "../../../src/core/xsoar/sync";
import { nodeSigning } from "../../../src/node/signing";
import { systemClock } from "../../../src/node/systemClock";
import type { FlavourName } from "../../world/xsoar/options";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { NEVER, NOW, article, json, noWait, page, recordText, scripted } from "./fakes";
import { findRecord } from "./writing";

const OPTIONS = {
  searchField: "aliases",
  recordTypes: ["Threat Actor", "Intrusion Set", "Malware", "Tool", "Campaign"],
  nameFields: ["aliases"],
  now: NOW,
  wait: noWait,
};
const A = article("Strikes", "https://news.test/a");
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function clientOf(xsoar: Xsoar): XsoarClient {
  const world = { timeoutMs: 60_000, clock: systemClock, signing: nodeSigning, log };
  return createXsoarClient(xsoar.http, xsoar.connection, world);
}

type Given = readonly [value: string, type: string, aliases?: unknown];

const wanted = (name: string, chosen?: LookupName["chosen"], aliases: readonly string[] = []): LookupName => ({
  name,
  spellings: [],
  aliases,
  ...(chosen === undefined ? {} : { chosen }),
});
const requestFor = (name: string, chosen: LookupName["chosen"], create = false): RecordRequest => ({
  ...wanted(name, chosen),
  owner: true,
  dismissed: false,
  articles: [A],
  ...(create ? { create: { sentAt: null } } : {}),
});
/** What a lookup came to, in short. */
const told = (lookup: Lookup): unknown =>
  lookup.kind === "found" ? lookup.record.id : lookup.kind === "ambiguous" ? [lookup.lost, lookup.values] : lookup.kind;

for (const flavour of ["v6", "v8"] as const satisfies readonly FlavourName[]) {
  describe(`a record that was chosen, on ${flavour}`, () => {
    /** A server that is strict about signs in queries, with the ids of its records in their order. */
    const serverOf = (...records: readonly Given[]): { readonly xsoar: Xsoar; readonly ids: readonly string[] } => {
      const xsoar = createXsoar({ key: "k", flavour, store: { escapes: "strict" } });
      const ids = records.map(([value, type, aliases = []]) =>
        xsoar.put({ value, indicator_type: type, lastSeen: "2020-01-01T00:00:00Z", CustomFields: { aliases } }),
      );
      return { xsoar, ids };
    };
    const lookUp = async (xsoar: Xsoar, name: LookupName, more: object = {}) =>
      told(await findRecord(clientOf(xsoar), name, { ...OPTIONS, ...more }, NEVER));

    it("is taken among others, by the same search", async () => {
      const { xsoar, ids } = serverOf(
        ["Megazord [Malware]", "Malware", ["Akira"]],
        ["Howling Scorpius", "STIX Threat Actor", ["Akira"]],
        ["Storm-1567", "Intrusion Set", ["Akira"]],
      );
      deepEqual(await lookUp(xsoar, wanted("Akira")), [
        undefined,
        ["Megazord [Malware]", "Howling Scorpius", "Storm-1567"],
      ]);
      for (const [index, value] of ["Megazord [Malware]", "Howling Scorpius", "Storm-1567"].entries()) {
        const id = ids[index] ?? "";
        xsoar.clearRequests();
        equal(await lookUp(xsoar, wanted("Akira", { id, value })), id);
        equal(xsoar.requests().length, 1, "one search");
        const request = requestFor("Akira", { id, value });
        const { writes } = await planWrites(clientOf(xsoar), [request], OPTIONS, NEVER);
        deepEqual(
          writes.map((write) => write.id),
          [id],
        );
      }
    });

    it("may be one of twins, told apart by the id", async () => {
      const { xsoar, ids } = serverOf(["Grey [Malware]", "Malware"], ["GREY [MALWARE]", "Malware"]);
      const [first = "", second = ""] = ids;
      const name = "Grey [Malware]";
      deepEqual(await lookUp(xsoar, wanted(name)), [undefined, ["Grey [Malware]", "GREY [MALWARE]"]]);
      equal(await lookUp(xsoar, wanted(name, { id: second, value: "GREY [MALWARE]" })), second);
      equal(await lookUp(xsoar, wanted(name, { id: first, value: "Grey [Malware]" })), first);
    });

    it("gets the notes, and the others stay as they are", async () => {
      const { xsoar, ids } = serverOf(["One", "Malware", ["Akira"]], ["Two", "Tool", ["Akira"]]);
      const [first = "", second = ""] = ids;
      const before = xsoar.recordText(first);
      const request = requestFor("Akira", { id: second, value: "Two" });
      const { outcomes } = await writeRecords(clientOf(xsoar), [request], OPTIONS, NEVER);
      deepEqual(outcomes.get(request), {
        name: "Akira",
        kind: "noted",
        added: 1,
        alreadyThere: 0,
        id: second,
        value: "Two",
      });
      equal(xsoar.recordText(first), before);
    });

    it("is taken although it no longer lists the name, or another has the name by now", async () => {
      const { xsoar, ids } = serverOf(["Two", "Tool", []], ["Akira", "Malware"]);
      const [id = ""] = ids;
      equal(await lookUp(xsoar, wanted("Akira", { id, value: "Two" })), id);
    });

    it("gives its aliases, listed in one text or with who gave them", async () => {
      const { xsoar, ids } = serverOf(
        ["One", "Malware", "['Akira', 'Left']"],
        ["Two", "Tool", ["Akira (CrowdStrike)", "Right (Microsoft)"]],
      );
      const [first = "", second = ""] = ids;
      deepEqual(await lookUp(xsoar, wanted("Akira")), [undefined, ["One", "Two"]]);
      const pull = async (id: string, value: string) => {
        const result = await pullAliases(clientOf(xsoar), [wanted("Akira", { id, value })], OPTIONS, NEVER);
        return result.ok && result.pulled.map((one) => (one.kind === "found" ? one.aliases : one.kind));
      };
      deepEqual(await pull(first, "One"), [["Akira", "Left"]]);
      deepEqual(await pull(second, "Two"), [["Akira", "Right"]]);
    });

    it("that is gone makes the name ambiguous again, also where one is left", async () => {
      const records = [
        ["One", "Malware", ["Akira"]],
        ["Two", "Tool", ["Akira"]],
        ["Three", "Tool", ["Akira"]],
      ] as const;
      const { xsoar, ids } = serverOf(...records);
      const [first = "", second = "", third = ""] = ids;
      const chosen = { id: first, value: "One" };
      xsoar.remove(first);
      deepEqual(await lookUp(xsoar, wanted("Akira", chosen)), ["gone", ["Two", "Three"]]);
      xsoar.remove(third);
      deepEqual(await lookUp(xsoar, wanted("Akira", chosen)), ["gone", ["Two"]]);
      const before = xsoar.recordText(second);
      const request = requestFor("Akira", chosen);
      const { outcomes } = await writeRecords(clientOf(xsoar), [request], OPTIONS, NEVER);
      const outcome = outcomes.get(request);
      ok(outcome?.kind === "ambiguous");
      deepEqual([outcome.lost, outcome.candidates.map(({ id }) => id)], ["gone", [second]]);
      equal(xsoar.recordText(second), before);
    });

    it("that is made anew under another id is to be chosen again", async () => {
      const { xsoar, ids } = serverOf(["One", "Malware", []], ["Two", "Tool", ["Akira"]]);
      const [first = ""] = ids;
      xsoar.remove(first);
      const again = xsoar.put({ value: "One", indicator_type: "Malware", CustomFields: null });
      ok(again !== first);
      deepEqual(await lookUp(xsoar, wanted("Akira", { id: first, value: "One" })), ["gone", ["Two", "One"]]);
    });

    it("that has another value now is to be chosen again, under that value", async () => {
      const { xsoar, ids } = serverOf(["Renamed", "Malware", []], ["Two", "Tool", ["Akira"]]);
      const [first = ""] = ids;
      deepEqual(await lookUp(xsoar, wanted("Akira", { id: first, value: "One" })), ["renamed", ["Two", "Renamed"]]);
    });

    it("of a type that names cannot mean is not taken and not offered", async () => {
      const { xsoar, ids } = serverOf(["One", "Report", ["Akira"]], ["Two", "Tool", ["Akira"]]);
      const [first = ""] = ids;
      const chosen = { id: first, value: "One" };
      deepEqual(await lookUp(xsoar, wanted("Akira", chosen)), ["type", ["Two"]]);
      equal(await lookUp(xsoar, wanted("Akira", chosen), { recordTypes: ["Report"] }), first);
    });

    it("that is gone with all others leaves the name without a record; a new one is the one it means", async () => {
      const { xsoar } = serverOf();
      const chosen = { id: "4711", value: "One" };
      equal(await lookUp(xsoar, wanted("Akira", chosen)), "missing");
      const request = requestFor("Akira", chosen, true);
      const { outcomes } = await writeRecords(clientOf(xsoar), [request], OPTIONS, NEVER);
      equal(outcomes.get(request)?.kind, "created");
    });

    it("keeps no alias from being searched for where it cannot be taken", async () => {
      const { xsoar, ids } = serverOf(["Fancy-Bear", "Tool", []]);
      const name = wanted("Unheard", { id: "4711", value: "One" }, ["FancyBear"]);
      deepEqual(await lookUp(xsoar, { ...name, spellings: ["Fancy-Bear"] }), ["gone", ["Fancy-Bear"]]);
      equal(await lookUp(xsoar, { ...wanted("Unheard", undefined, ["FancyBear"]), spellings: ["Fancy-Bear"] }), ids[0]);
    });
  });
}

describe("a server whose search knows no ids", () => {
  const record = recordText("7", "One", { aliases: [] });
  const refusing = () =>
    scripted(({ body }) =>
      body.includes(String.raw`id:\"7\"`) ? json({ status: 400, title: "Bad request" }, 400) : page(record),
    );

  it("is asked for the chosen record by its value", async () => {
    const { client } = refusing();
    equal(told(await findRecord(client, wanted("Akira", { id: "7", value: "One" }), OPTIONS, NEVER)), "7");
  });

  it("keeps no other name from being found", async () => {
    const { client } = refusing();
    const requests = [requestFor("Akira", { id: "7", value: "One" }), requestFor("One", undefined)];
    const { outcomes } = await planWrites(client, requests, OPTIONS, NEVER);
    deepEqual(outcomes, []);
  });
});
