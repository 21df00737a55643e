import { deepEqual, equal, ok } from "node:assert/strict";
import { pullAliases } from "../../../src/core/xsoar/aliases";
import { type XsoarClient, createXsoarClient } from "../../../src/core/xsoar/client";
import { listedNames } from "../../../src/core/xsoar/listedNames";
import { planWrites } from "../../../src/core/xsoar/preview";
import { textPattern } from "../../../src/core/xsoar/query";
import { recordTypeKey } from "../../../src/core/xsoar/recordTypes";
import type { RecordRequest } from "../../../src/core/xsoar/sync";
import { writeRecords } from "../../../src/core/xsoar/sync";
import { nodeSigning } from "../../../src/node/signing";
import { systemClock } from "../../../src/node/systemClock";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { NEVER, NOW, article, json, noWait, scripted } from "./fakes";
import { findRecord } from "./writing";
import { processorMs } from "../../processorMs";

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

/** A server with these records: value, type, aliases. Strict about signs in queries, one record per value. */
function serverOf(...records: readonly (readonly [value: string, type: string, aliases?: unknown])[]): Xsoar {
  const xsoar = createXsoar({ key: "k", store: { escapes: "strict" } });
  for (const [value, type, aliases = []] of records)
    xsoar.put({ value, indicator_type: type, lastSeen: "2020-01-01T00:00:00Z", CustomFields: { aliases } });
  return xsoar;
}

const requestFor = (name: string, create = false): RecordRequest => ({
  name,
  owner: true,
  dismissed: false,
  spellings: [],
  aliases: [],
  articles: [A],
  ...(create ? { create: { sentAt: null } } : {}),
});

const foundFor = async (xsoar: Xsoar, name: string, aliases: readonly string[] = [], more: object = {}) => {
  const wanted = { name, spellings: [], aliases };
  const lookup = await findRecord(clientOf(xsoar), wanted, { ...OPTIONS, ...more }, NEVER);
  return lookup.kind === "found" ? lookup.record.value : lookup.kind === "ambiguous" ? lookup.values : lookup.kind;
};

describe("the types of records that names mean", () => {
  it("are compared without case, blanks, hyphens and the STIX before them", () => {
    for (const type of ["threat actor", "STIX Threat Actor", " Threat  Actor ", "ThreatActor", "stix threat-actor"])
      equal(recordTypeKey(type), recordTypeKey("Threat Actor"), type);
    for (const type of ["Threat Actors", "STIX", "Location", "", "Stixnet"])
      ok(recordTypeKey(type) !== recordTypeKey("Threat Actor"), type);
    equal(recordTypeKey("STIX"), "stix");
    equal(recordTypeKey("Stixnet"), "stixnet");
  });

  it("leave records of others alone: never found, never ambiguous, never changed", async () => {
    const others = [
      ["Cuba", "Location", ["Cuba"]],
      ["Qilin", "Report"],
      ["Agenda paper", "STIX Report", ["Qilin"]],
      ["Odd", "", ["Cuba"]],
    ] as const;
    const xsoar = serverOf(...others, ["Qilin gang", "stix  malware", ["Qilin"]]);
    const before = xsoar.records().map(({ id }) => xsoar.recordText(id));
    equal(await foundFor(xsoar, "Cuba"), "missing");
    equal(await foundFor(xsoar, "Havana", ["Cuba"]), "missing");
    equal(await foundFor(xsoar, "Qilin"), "Qilin gang");
    const { outcomes } = await writeRecords(
      clientOf(xsoar),
      ["Cuba", "Qilin"].map((name) => requestFor(name)),
      OPTIONS,
      NEVER,
    );
    deepEqual(
      [...outcomes.values()].map(({ kind }) => kind),
      ["missing", "noted"],
    );
    const after = xsoar.records().map(({ id }) => xsoar.recordText(id));
    deepEqual(after.slice(0, others.length), before.slice(0, others.length));
    ok(after.at(-1) !== before.at(-1));
  });

  it("are those that are listed", async () => {
    const xsoar = serverOf(["Cuba", "Location"], ["Qilin", "Ransomware"]);
    equal(await foundFor(xsoar, "Cuba", [], { recordTypes: ["location"] }), "Cuba");
    equal(await foundFor(xsoar, "Qilin", [], { recordTypes: ["location", "Ran somware"] }), "Qilin");
  });

  it("make no record whose value one of another type has, since the server would change that one", async () => {
    for (const value of ["Cuba", "CUBA", "cuba"]) {
      const xsoar = serverOf([value, "Location"]);
      const [id = ""] = xsoar.records().map((record) => record.id);
      const before = xsoar.recordText(id);
      const request = requestFor("Cuba", true);
      const failure = { code: "otherType", value, type: "Location" };
      const { outcomes } = await writeRecords(clientOf(xsoar), [request], OPTIONS, NEVER);
      deepEqual(outcomes.get(request), { name: "Cuba", kind: "failed", failure });
      const plan = await planWrites(clientOf(xsoar), [request], OPTIONS, NEVER);
      deepEqual([plan.writes, plan.outcomes], [[], [{ name: "Cuba", kind: "failed", failure }]]);
      deepEqual([xsoar.records().length, xsoar.recordText(id)], [1, before]);
    }
  });

  it("make one where only another spelling is taken, and beside records that list the name", async () => {
    const xsoar = serverOf(["Fancy-Bear", "Report"], ["Paper", "Report", ["FancyBear"]]);
    const request = requestFor("FancyBear", true);
    const { outcomes } = await writeRecords(clientOf(xsoar), [request], OPTIONS, NEVER);
    equal(outcomes.get(request)?.kind, "created");
    equal(await foundFor(xsoar, "FancyBear"), "FancyBear");
  });
});

describe("the record whose value is the name", () => {
  it("wins over those that list it, whatever is spelled how", async () => {
    for (const [value, name] of [
      ["Akira", "Akira"],
      ["AKIRA", "akira"],
      ["Black Cat", "BlackCat"],
      ["Fancy-Bear", "Fancy Bear"],
    ] as const) {
      const tagged = `${value} [Malware]`;
      const xsoar = serverOf([tagged, "Malware", [name]], [value, "Intrusion Set"], ["Third", "Tool", ["x", name]]);
      equal(await foundFor(xsoar, name), value);
      const request = requestFor(name);
      const { writes } = await planWrites(clientOf(xsoar), [request], OPTIONS, NEVER);
      deepEqual(
        writes.map((write) => write.value),
        [value],
      );
    }
  });

  it("wins for a known alias as well", async () => {
    const xsoar = serverOf(["Akira [Malware]", "Malware", ["Akira"]], ["Akira", "Intrusion Set"]);
    equal(await foundFor(xsoar, "Storm-1567", ["Akira"]), "Akira");
    xsoar.put({ value: "Megazord", indicator_type: "Malware", CustomFields: null });
    deepEqual(await foundFor(xsoar, "Storm-1567", ["Akira", "Megazord"]), ["Akira", "Megazord"]);
  });

  it("is one of several where several have it", async () => {
    const xsoar = serverOf(["Akira", "Malware"], ["AKIRA", "Tool"], ["Akira [Malware]", "Malware", ["Akira"]]);
    const request = requestFor("Akira");
    const { outcomes } = await writeRecords(clientOf(xsoar), [request], OPTIONS, NEVER);
    const [one, other] = xsoar.records();
    const facts = { modified: null, notes: 0, aliases: 0 };
    deepEqual(outcomes.get(request), {
      name: "Akira",
      kind: "ambiguous",
      values: ["Akira", "AKIRA"],
      candidates: [
        { id: one?.id, value: "Akira", type: "Malware", ...facts },
        { id: other?.id, value: "AKIRA", type: "Tool", ...facts },
      ],
      twins: true,
    });
  });

  it("gives its aliases and not those of the other", async () => {
    const xsoar = serverOf(
      ["Akira", "Intrusion Set", ["Storm-1567"]],
      ["Akira [Malware]", "Malware", ["Akira", "Megazord"]],
      ["Akira (district)", "Location", ["Akira"]],
    );
    const result = await pullAliases(clientOf(xsoar), [requestFor("Akira")], OPTIONS, NEVER);
    deepEqual(result, { ok: true, pulled: [{ name: "Akira", kind: "found", aliases: ["Storm-1567"], left: 0 }] });
  });
});

describe("names in a text of an alias field", () => {
  const inElement = (text: string): string[] => listedNames(text, false);

  it("are the items where it is a list, as whatever wrote it prints lists", () => {
    for (const text of [
      "['Turla', 'Snake']",
      '["Turla","Snake"]',
      ' [ "Turla", "Snake" ] ',
      "[u'Turla', u'Snake']",
      "[Turla, Snake]",
      "['Turla', \"Snake\"]",
      "['Turla',\n 'Snake',]",
      "['Turla (ESET)', 'Snake [Malware]']",
      String.raw`["\u0054urla", "Sn\u0061ke"]`,
    ])
      deepEqual(inElement(text), ["Turla", "Snake"], text);
    deepEqual(inElement(String.raw`['O\'Neil', "A \"B\"", 'Foo, Inc.']`), ["O'Neil", 'A "B"', "Foo, Inc."]);
    for (const text of ["[]", "[ ]", "['']", "[,]"]) deepEqual(inElement(text), [], text);
  });

  it("are without who gave them", () => {
    for (const text of [
      "Fancy Bear (CrowdStrike)",
      "Fancy Bear(CrowdStrike)",
      "Fancy Bear [Malware]",
      "Fancy Bear (a) (b)",
    ])
      deepEqual(inElement(text), ["Fancy Bear"], text);
    for (const text of ["(unknown)", "[x] [y", "APT28", "A (b) C", ")", "- (x)"])
      deepEqual(inElement(text), [text], text);
    deepEqual(listedNames("Fancy Bear (CrowdStrike, 2019), Sofacy; APT28 [x;y]", true), [
      "Fancy Bear",
      "Sofacy",
      "APT28",
    ]);
    deepEqual(inElement("Foo, Inc."), ["Foo, Inc."]);
  });

  it("take no long time, whatever the text", () => {
    const started = processorMs();
    for (const part of ["[", "(", '"', "'", "\\", ")", ",", '\\"', "a (b) ", "'a"]) {
      listedNames(part.repeat(100_000), true);
      listedNames(`[${part.repeat(100_000)}]`, false);
    }
    ok(processorMs() - started < 2_000);
  });

  it("lead to the record, so that no second one is made, and go back as they were", async () => {
    const texts: readonly (readonly [name: string, aliases: unknown])[] = [
      ["Snake", ["x", "['Turla', 'Snake']"]],
      ["Snake", '["Turla","Snake"]'],
      ["Snake", "['Turla', 'Snake']"],
      ["FancyBear", ["Fancy Bear (CrowdStrike)"]],
      ["Fancy Bear", "Fancy-Bear (CrowdStrike), Sofacy"],
      ["apt28", ["['APT 28 (Mandiant)', 'Sofacy']"]],
      ["Сандворм", ["['Sandworm', 'Сандворм']"]],
      ["Foo: (or) Bar", ["['Foo: (or) Bar']"]],
    ];
    for (const [name, aliases] of texts) {
      const xsoar = serverOf(["The record", "Intrusion Set", aliases], ["Lookalike", "Malware", [`${name}ish tools`]]);
      equal(await foundFor(xsoar, name), "The record", name);
      const request = requestFor(name, true);
      const { outcomes } = await writeRecords(clientOf(xsoar), [request], OPTIONS, NEVER);
      equal(outcomes.get(request)?.kind, "noted", name);
      equal(xsoar.records().length, 2);
      deepEqual(xsoar.records()[0]?.CustomFields?.["aliases"], aliases);
    }
  });

  it("become clean aliases", async () => {
    const xsoar = serverOf(["Turla", "Malware", ["['Turla', 'Snake (ESET)']", "Venomous Bear (CrowdStrike)", "[]"]]);
    const result = await pullAliases(clientOf(xsoar), [requestFor("Turla")], OPTIONS, NEVER);
    deepEqual(result.ok && result.pulled, [
      { name: "Turla", kind: "found", aliases: ["Turla", "Snake", "Venomous Bear"], left: 0 },
    ]);
  });

  it("are asked for by words alone, in as many searches as before", async () => {
    deepEqual(
      ["FancyBear", "APT-28", 'a"b:c*d(e)', "O'Neil"].map((name) => textPattern(name, "aliases")),
      ["*Fancy*Bear*", "*APT*28*", "*a*b*c*d*e*", "*O*Neil*"],
    );
    deepEqual([textPattern("K2", "aliases"), textPattern("APT28", "value")], [null, null]);
    const xsoar = serverOf();
    await foundFor(xsoar, "Fancy Bear");
    equal(xsoar.requests().length, 1);
  });

  it("of a server that does not search for them leave open whether there is a record, but not who was found", async () => {
    const { client, log: exchanges } = scripted(({ body }) => {
      if (body.includes("*")) return json({}, 400);
      const iocObjects = body.includes("Clop") ? [{ id: "1", value: "Clop", indicator_type: "Tool" }] : null;
      return json({ iocObjects, total: iocObjects?.length ?? 0 });
    });
    const requests = ["Clop", ...Array.from({ length: 120 }, (_, index) => `Actor ${index}`)].map((name) =>
      requestFor(name, true),
    );
    const { writes, outcomes, failure } = await planWrites(client, requests, OPTIONS, NEVER);
    equal(failure, null);
    deepEqual(
      writes.map(({ names }) => names),
      [["Clop"]],
    );
    deepEqual(
      new Set(outcomes.map((outcome) => outcome.kind === "failed" && outcome.failure.code)),
      new Set(["rejected"]),
    );
    ok(exchanges.length < 20, String(exchanges.length));
  });
});
