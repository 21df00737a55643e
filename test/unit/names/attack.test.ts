import assert from "node:assert/strict";
import { skippedIn } from "../../../src/core/names/entryList";
import fs from "node:fs";
import path from "node:path";
import { cleanParagraphs } from "../../../src/core/names/entryText";
import { sameNameKey } from "../../../src/core/xsoar/query";
import { createFakeWorld, response } from "../scan/fakes";
import {
  AMBER_BEAR,
  OBJECTS,
  TECHNIQUES,
  bundle,
  enterpriseBundle,
  mobileBundle,
  relation,
  stixObject,
  tableOf,
} from "./attackFixtures";
import { parseText } from "./fixtures";
import { importNames } from "../../world/importNames";

const signal = new AbortController().signal;
const BUNDLE = "/lists/enterprise-attack.json";
const URL_OF_BUNDLE = "https://attack.example/enterprise-attack.json";

describe("reading a bundle of ATT&CK", () => {
  it("takes no domain from what every object of JavaScript has", () => {
    const hostile = { ...AMBER_BEAR, x_mitre_domains: ["constructor", "__proto__", "toString", "enterprise-attack"] };
    assert.deepEqual(tableOf([bundle([...TECHNIQUES, hostile])]).object("G9001")?.domains, ["enterprise"]);
  });

  for (const stix of ["2.0", "2.1"] as const) {
    it(`of STIX ${stix}: objects with what they use, and what is dead`, () => {
      const table = tableOf([enterpriseBundle(stix)]);
      assert.deepEqual(table.object("G9001"), {
        id: "G9001",
        kind: "actor",
        name: "Amber Bear",
        aliases: ["Fancy Finch", "Tin Kettle", "Shared Spoon"],
        description: "Amber Bear steals teapots from harbours.\n\nIt once used kettle.exe against Doorbell owners.",
        url: "https://attack.mitre.org/groups/G9001",
        version: "2.1",
        domains: ["enterprise"],
        deprecated: false,
        revoked: false,
        revokedBy: null,
        techniques: ["T9001", "T9001.003", "T9001.010", "T9002"],
        software: ["S9001", "S9005"],
        campaigns: ["C9001"],
        modified: "2025-02-03T04:05:06.000Z",
      });
      const old = table.object("G9002");
      assert.deepEqual([old?.revoked, old?.revokedBy, old?.techniques], [true, "G9001", []]);
      assert.equal(table.object("G9003")?.deprecated, true);
      assert.deepEqual(table.technique("T9001.003"), {
        kind: "technique",
        id: "T9001.003",
        name: "Porcelain",
        parent: "T9001",
        domains: ["enterprise"],
      });
      assert.deepEqual(
        [table.technique("T9001")?.parent, table.technique("T9005"), table.technique("T9006")],
        [null, undefined, undefined],
      );
      assert.equal(
        table.version,
        stix === "2.1" ? "Enterprise ATT&CK 99.1 (2026-11-30)" : "Enterprise ATT&CK 2025-02-03 (2026-11-30)",
      );
      assert.match(table.notice, /^© 2025 The MITRE Corporation\. This work is reproduced and distributed with/u);
    });
  }

  it("the names to import are without the dead, as before", () => {
    const outcome = parseText(enterpriseBundle());
    assert.ok(outcome.ok);
    assert.deepEqual(
      [outcome.title, outcome.entries.length, skippedIn(outcome.reading)],
      ["MITRE ATT&CK", OBJECTS.length - 2, 2],
    );
    assert.ok(!outcome.entries.some(({ name }) => name === "Old Amber" || name === "Faded Heron"));
  });

  it("names lead to those called so before those who go by it, with the dead among them", () => {
    const table = tableOf([enterpriseBundle()]);
    const ids = (name: string) => table.bearers(sameNameKey(name)).map(({ id }) => id);
    assert.deepEqual(ids("viper"), ["S9002", "G9005"]);
    assert.deepEqual(ids("Fancy-Finch"), ["G9001"]);
    assert.deepEqual(ids("RUSTY AMBER"), ["G9002"]);
    assert.deepEqual([ids("APT"), ids("Finch"), ids(""), ids("Cyclops")], [[], [], [], []]);
  });

  it("tells values that are techniques, in each form, from those that are none", () => {
    const table = tableOf([enterpriseBundle(), mobileBundle()]);
    for (const text of ["Porcelain", " porcelain ", "T9001.003", "T9001.003 Porcelain", "Pocket Pouring"])
      assert.ok(table.isTechnique(text), text);
    for (const text of [".003", "Old Whistling", "It encrypts these", ""]) assert.ok(!table.isTechnique(text), text);
  });

  it("of several domains is one table, of the domains that are asked for", () => {
    const bundles = [enterpriseBundle(), mobileBundle()];
    const techniques = (domains: readonly string[]) => tableOf(bundles, domains).object("G9001")?.techniques;
    const enterprise = ["T9001", "T9001.003", "T9001.010", "T9002"];
    assert.deepEqual(techniques(["enterprise"]), enterprise);
    assert.deepEqual(techniques(["mobile"]), ["T9101"]);
    assert.deepEqual(techniques(["enterprise", "mobile"]), [...enterprise, "T9101"]);
    assert.deepEqual(tableOf(bundles, ["enterprise"]).object("S9101"), undefined);
    assert.deepEqual(tableOf(bundles, ["enterprise"]).object("G9001")?.software, ["S9001", "S9005"]);
    assert.equal(tableOf(bundles, ["ics"]).hasTechniques, false);
    assert.equal(tableOf(bundles).version, "Enterprise ATT&CK 99.1 (2026-11-30), Mobile ATT&CK 99.1 (2026-11-30)");
  });

  it("of one domain twice counts with the newest alone", () => {
    const head = { type: "x-mitre-collection", id: "c--1", name: "Enterprise ATT&CK", x_mitre_version: "98" };
    const aging = { modified: "2020-01-01T00:00:00.000Z" };
    const aged = { ...AMBER_BEAR, name: "Aged Bear", ...aging };
    const old = bundle([head, aged, relation("uses", "intrusion-set G9001", "attack-pattern T9001", aging)]);
    for (const bundles of [
      [old, enterpriseBundle()],
      [enterpriseBundle(), old],
    ]) {
      const table = tableOf(bundles);
      assert.deepEqual(
        [table.object("G9001")?.name, table.version],
        ["Amber Bear", "Enterprise ATT&CK 99.1 (2026-11-30)"],
      );
    }
  });

  it("without relationships has no techniques in use, but parents by their numbers", () => {
    const table = tableOf([bundle([...TECHNIQUES, ...OBJECTS])]);
    assert.equal(table.hasTechniques, false);
    assert.equal(table.technique("T9001.003")?.parent, "T9001");
  });

  it("of before domains were named knows them by the source of the number", () => {
    const technique = {
      type: "attack-pattern",
      id: "attack-pattern--1",
      name: "Pocket Pouring",
      external_references: [{ source_name: "mitre-mobile-attack", external_id: "T9101" }],
    };
    assert.deepEqual(tableOf([bundle([AMBER_BEAR, technique])], ["mobile"]).technique("T9101")?.domains, ["mobile"]);
  });

  it("takes nothing that is of another form", () => {
    const reference = (external_id: unknown, url: unknown) => ({
      external_references: [{ source_name: "mitre-attack", external_id, url }],
    });
    const table = tableOf(
      [
        bundle([
          AMBER_BEAR,
          { ...AMBER_BEAR, id: "intrusion-set--2", ...reference("G9", "x") },
          { ...AMBER_BEAR, id: "intrusion-set--3", ...reference({}, 1) },
          { ...AMBER_BEAR, id: "intrusion-set--4", name: "x".repeat(1000), ...reference("G9104", "x") },
          {
            ...AMBER_BEAR,
            id: "intrusion-set--5",
            name: "Far\u202E Away\nBear",
            aliases: [5, null, "", "Far", " far "],
            description: 7,
            x_mitre_version: [],
            x_mitre_domains: "mobile-attack",
            ...reference("G9105", "https://attack.mitre.org.example/groups/G9105"),
          },
          { type: "relationship", relationship_type: "uses" },
          relation("uses", "intrusion-set G9001", "attack-pattern T9001"),
          relation("uses", "attack-pattern T9002", "intrusion-set G9001"),
          relation("revoked-by", "intrusion-set G9001", "intrusion-set G9999"),
          null,
          5,
        ]),
      ],
      ["enterprise", "mobile"],
    );
    assert.deepEqual(
      ["G9", "G9104"].map((id) => table.object(id)),
      [undefined, undefined],
    );
    const odd = table.object("G9105");
    assert.deepEqual(
      [odd?.name, odd?.aliases, odd?.description, odd?.url, odd?.version, odd?.domains],
      ["Far Away Bear", ["Far"], "", "", "", ["mobile"]],
    );
    assert.deepEqual(table.object("G9001")?.techniques, []);
  });

  it("of another STIX bundle there is none", () => {
    const outcome = parseText(bundle([{ type: "malware", id: "malware--1", name: "Ding" }]));
    assert.ok(outcome.ok);
    assert.deepEqual([outcome.title, outcome.attack], ["STIX bundle", undefined]);
  });

  it("descriptions keep two paragraphs", () => {
    assert.equal(cleanParagraphs("One\r\n \r\n(Citation: X)\n\nTwo\u202E\ngoes on\n\nThree", 2), "One\n\nTwo goes on");
    assert.equal(cleanParagraphs("", 2), "");
    assert.ok(cleanParagraphs("word ".repeat(10_000), 2).length <= 2001);
  });
});

describe("imported ATT&CK", () => {
  it("is kept beside the names, read when asked for, and gone with the source", async () => {
    const { files, session } = createFakeWorld({});
    assert.deepEqual(await session.names.attack(["enterprise"]), { kind: "none" });
    files.set(BUNDLE, enterpriseBundle());
    await importNames(session.names, BUNDLE, signal);
    const read = await session.names.attack(["enterprise"]);
    assert.ok(read.kind === "table");
    assert.deepEqual(read.table.object("G9001"), tableOf([enterpriseBundle()]).object("G9001"));
    assert.equal(read.table.version, "Enterprise ATT&CK 99.1 (2026-06-01)");
    files.set(BUNDLE, bundle([AMBER_BEAR]));
    await session.names.refresh("1", signal);
    const again = await session.names.attack(["enterprise"]);
    assert.ok(again.kind === "table");
    assert.deepEqual([again.table.object("S9001"), again.table.hasTechniques], [undefined, false]);
    files.set("/lists/mobile-attack.json", mobileBundle());
    await importNames(session.names, "/lists/mobile-attack.json", signal);
    const both = await session.names.attack(["mobile"]);
    assert.deepEqual(both.kind === "table" && both.table.object("G9001")?.techniques, ["T9101"]);
    await session.names.remove("1");
    await session.names.remove("2");
    assert.deepEqual(await session.names.attack(["enterprise"]), { kind: "none" });
  });

  it("many objects come in several documents of bounded size", async () => {
    const { files, session, library } = createFakeWorld({});
    const many = Array.from({ length: 600 }, (_, at) => stixObject("malware", `S${20_000 + at}`, `Malware ${at}`));
    files.set(BUNDLE, bundle(many));
    await importNames(session.names, BUNDLE, signal);
    const names = [...library.keys()].filter((name) => name.startsWith("attack-"));
    assert.deepEqual(names.sort(), ["attack-1-a-0", "attack-1-a-1", "attack-1-a-2"]);
    const read = await session.names.attack(["enterprise"]);
    assert.equal(read.kind === "table" && read.table.object("S20599")?.name, "Malware 599");
  });

  it("of an earlier version of the product asks for one refresh, and gets it though the server has nothing new", async () => {
    const { web, session, library, requests } = createFakeWorld({});
    web.set(URL_OF_BUNDLE, (request) =>
      request.headers["if-none-match"] === undefined
        ? response(200, enterpriseBundle(), { etag: '"1"' })
        : response(304, ""),
    );
    await importNames(session.names, URL_OF_BUNDLE, signal);
    // What an earlier version has written.
    const catalogue = JSON.parse(library.get("names") ?? "") as { data: { sources: readonly { attack?: unknown }[] } };
    const sources = catalogue.data.sources.map((source) => ({ ...source, attack: undefined }));
    library.set("names", JSON.stringify({ ...catalogue, data: { ...catalogue.data, sources } }));
    const old = await session.names.attack(["enterprise"]);
    assert.deepEqual(old.kind === "refresh" && old.sources.map(({ id, title }) => [id, title]), [
      ["1", "MITRE ATT&CK"],
    ]);
    const refreshed = await session.names.refresh("1", signal);
    assert.equal(refreshed.kind, "imported");
    assert.equal((await session.names.attack(["enterprise"])).kind, "table");
    assert.equal((await session.names.refresh("1", signal)).kind, "unchanged");
    assert.equal((await session.names.attack(["enterprise"])).kind, "table");
    assert.deepEqual(
      requests.map(({ headers }) => headers["if-none-match"]),
      [undefined, undefined, '"1"'],
    );
  });

  it("damaged items cost only themselves", async () => {
    const { files, session, library } = createFakeWorld({});
    files.set(BUNDLE, enterpriseBundle());
    await importNames(session.names, BUNDLE, signal);
    const part = JSON.parse(library.get("attack-1-a-0") ?? "") as { data: { items: readonly object[] } };
    const items = part.data.items.map((item) =>
      "name" in item && item.name === "Viper" ? { ...item, aliases: 5 } : item,
    );
    library.set("attack-1-a-0", JSON.stringify({ ...part, data: { items: [...items, 5, null, {}] } }));
    const read = await session.names.attack(["enterprise"]);
    assert.ok(read.kind === "table");
    assert.deepEqual([read.table.object("S9002"), read.table.object("S9001")?.name], [undefined, "Doorbell"]);
  });
});

describe("the whole bundle of ATT&CK", function () {
  this.timeout(60_000);
  const file = path.resolve(process.cwd(), "../shared/data/knowledge/mitre-attack/enterprise-attack.json");

  it("is counted as it is, where it is there", () => {
    if (!fs.existsSync(file)) return;
    interface Raw {
      readonly type: string;
      readonly revoked?: boolean;
      readonly x_mitre_deprecated?: boolean;
      readonly relationship_type?: string;
    }
    const text = fs.readFileSync(file, "utf8");
    const { objects } = JSON.parse(text) as { objects: readonly Raw[] };
    const of = (type: string) => objects.filter((object) => object.type === type);
    const isAlive = ({ revoked, x_mitre_deprecated: dropped }: Raw) => revoked !== true && dropped !== true;
    const outcome = parseText(text, "enterprise-attack.json");
    assert.ok(outcome.ok && outcome.attack !== undefined);
    const { items } = outcome.attack;
    const kinds = (kind: string) => items.filter((item) => item.kind === kind);
    assert.deepEqual(
      [of("intrusion-set").length, of("attack-pattern").length, of("malware").length, of("tool").length],
      [187, 835, 696, 91],
    );
    assert.equal(of("relationship").filter((one) => one.relationship_type === "revoked-by").length, 140);
    assert.deepEqual(
      [kinds("actor").length, kinds("malware").length, kinds("tool").length, kinds("campaign").length],
      [187, 696, 91, 52],
    );
    assert.equal(kinds("technique").length, of("attack-pattern").filter(isAlive).length);
    const dead = items.filter((item) => item.kind !== "technique" && item.revoked);
    assert.deepEqual(
      [dead.length, dead.filter((item) => item.kind !== "technique" && item.revokedBy !== null).length],
      [8, 8],
    );
    const table = tableOf([text]);
    // As the names are written, case aside; blanks and hyphens aside as well two more are one.
    const named = new Map<string, Set<string>>();
    for (const item of items) {
      if (item.kind === "technique" || item.kind === "campaign" || item.revoked || item.deprecated) continue;
      for (const name of [item.name, ...item.aliases])
        named.set(name.toLowerCase(), (named.get(name.toLowerCase()) ?? new Set()).add(item.id));
    }
    assert.deepEqual([named.size, [...named.values()].filter(({ size }) => size > 1).length], [1609, 22]);
    const bearers = (name: string) =>
      table.bearers(sameNameKey(name)).filter(({ revoked, deprecated }) => !revoked && !deprecated);
    for (const name of ["akira", "carbanak", "snake", "thrip", "uac-0056"]) assert.equal(bearers(name).length, 2, name);
    assert.ok(table.hasTechniques);
    const pages = items.filter((item) => item.kind !== "technique" && !item.url.endsWith(`/${item.id}`));
    assert.deepEqual(pages, []);
    const marked = items.filter(
      (item) => item.kind !== "technique" && /\(Citation|\]\(http|<code>|`/u.test(item.description),
    );
    assert.deepEqual(
      marked.map(({ id }) => id),
      [],
    );
    assert.deepEqual(
      ["APT", "Clop", "Killnet"].map((name) => table.bearers(sameNameKey(name)).map(({ kind }) => kind)),
      [[], ["malware"], []],
    );
  });
});
