import assert from "node:assert/strict";
import { stixProblems, versionProblems } from "./stixRules";

const uuid = (digit: number, version = 5) => `${String(digit).repeat(8)}-0000-${version}000-8000-000000000000`;
const TIME = "2026-03-02T12:00:00.000Z";
const common = (type: string, digit: number) => ({
  type,
  spec_version: "2.1",
  id: `${type}--${uuid(digit)}`,
  created: TIME,
  modified: TIME,
});

interface Bundle {
  readonly objects: readonly Record<string, unknown>[];
  readonly [key: string]: unknown;
}

const good = (): Bundle => ({
  type: "bundle",
  id: `bundle--${uuid(1)}`,
  objects: [
    { ...common("identity", 2), name: "Harbour desk", identity_class: "system" },
    {
      ...common("intrusion-set", 3),
      created_by_ref: `identity--${uuid(2)}`,
      name: "Emberfox",
      aliases: ["Copper Lynx"],
    },
    {
      ...common("indicator", 4),
      name: "x",
      pattern: "[url:value = 'https://a.example/it\\'s' OR domain-name:value = 'a']",
      pattern_type: "stix",
      valid_from: TIME,
    },
    { ...common("malware", 5), name: "Grey Locker", is_family: true, malware_types: ["ransomware"] },
    {
      ...common("vulnerability", 6),
      name: "CVE-2026-4711",
      external_references: [{ source_name: "cve", external_id: "CVE-2026-4711" }],
    },
    {
      ...common("report", 7),
      name: "News",
      published: TIME,
      confidence: 80,
      labels: ["News"],
      report_types: ["threat-report"],
      external_references: [{ source_name: "news.example", url: "https://news.example/a?b=1&c=2" }],
      object_refs: [`intrusion-set--${uuid(3)}`, `indicator--${uuid(4)}`],
    },
  ],
});

/** A bundle with one property of one object set; undefined takes it out. */
function broken(type: string, key: string, value: unknown): Bundle {
  const bundle = good();
  const objects = bundle.objects.map((object) => {
    if (object["type"] !== type) return object;
    return Object.fromEntries(Object.entries({ ...object, [key]: value }).filter(([, one]) => one !== undefined));
  });
  return { ...bundle, objects };
}

const BREAKS: readonly (readonly [string, string, unknown, RegExp])[] = [
  ["report", "id", "report--1", /identifier/],
  ["report", "id", `report--${uuid(7, 7)}`, /identifier/],
  ["report", "id", `report--${uuid(7).toUpperCase().replace("0", "A")}`, /identifier/],
  ["report", "id", `tool--${uuid(7)}`, /another type/],
  ["report", "spec_version", "2.0", /vocabulary/],
  ["report", "spec_version", undefined, /lacks spec_version/],
  ["report", "created", undefined, /lacks created/],
  ["report", "created", "2026-03-02T12:00:00Z", /timestamp/],
  ["report", "created", "2026-02-30T12:00:00.000Z", /timestamp/],
  ["report", "modified", "2026-03-02T12:00:00.000+01:00", /timestamp/],
  ["report", "modified", "+010000-01-01T00:00:00.000Z", /timestamp/],
  ["report", "modified", "2026-03-01T12:00:00.000Z", /before it was created/],
  ["report", "published", undefined, /lacks published/],
  ["report", "object_refs", [], /no list with something/],
  ["report", "object_refs", undefined, /lacks object_refs/],
  ["report", "object_refs", [`tool--${uuid(9)}`], /not there/],
  ["report", "created_by_ref", `tool--${uuid(9)}`, /leads to a tool/],
  ["report", "report_types", ["news"], /vocabulary/],
  ["report", "name", "", /empty/],
  ["report", "name", "\ud800", /half a character/],
  ["report", "name", 7, /no string/],
  ["report", "labels", [], /no list with something/],
  ["report", "labels", ["News", ""], /empty/],
  ["report", "confidence", 101, /from 0 to 100/],
  ["report", "confidence", 0.5, /from 0 to 100/],
  ["report", "x_own", "y", /without an extension/],
  ["report", "toString", "y", /without an extension/],
  ["report", "external_references", [{ source_name: "a" }], /neither/],
  ["report", "external_references", [{ url: "https://a.example/" }], /source_name/],
  ["report", "external_references", [{ source_name: "a", url: "https://a.example/ö" }], /RFC 3986/],
  ["report", "external_references", [{ source_name: "a", url: "a b" }], /RFC 3986/],
  ["report", "external_references", [{ source_name: "a", author: "b" }], /unknown property/],
  ["vulnerability", "external_references", [{ source_name: "cve", external_id: "4711" }], /CVE/],
  ["indicator", "pattern", undefined, /lacks pattern/],
  ["indicator", "pattern", "url:value = 'a'", /no pattern/],
  ["indicator", "pattern", "[url:value = 'it's']", /no pattern/],
  ["indicator", "pattern", "[url:value = 'a'] OR [url:value = 'b'", /no pattern/],
  ["indicator", "pattern", "[host:value = 'a']", /no pattern/],
  ["indicator", "pattern_type", "sigma-like", /vocabulary/],
  ["indicator", "valid_until", TIME, /not later/],
  ["malware", "is_family", undefined, /lacks is_family/],
  ["malware", "is_family", "true", /no boolean/],
  ["malware", "malware_types", ["locker"], /vocabulary/],
  ["intrusion-set", "aliases", "Copper Lynx", /no list/],
  ["identity", "identity_class", "robot", /vocabulary/],
  ["identity", "type", "person", /unknown type/],
];

describe("the rules of STIX 2.1", () => {
  it("find nothing in a bundle that keeps them", () => {
    assert.deepEqual(stixProblems(good()), []);
  });

  for (const [type, key, value, told] of BREAKS) {
    it(`tell of ${type}.${key} = ${JSON.stringify(value)?.slice(0, 60) ?? "none"}`, () => {
      const problems = stixProblems(broken(type, key, value));
      assert.ok(
        problems.some((problem) => told.test(problem)),
        problems.join("\n"),
      );
    });
  }

  it("tell of a bundle that is none", () => {
    assert.match(stixProblems({ ...good(), type: "list" }).join(), /not bundle/);
    assert.match(stixProblems({ ...good(), objects: [] }).join(), /objects/);
    assert.match(stixProblems({ ...good(), spec_version: "2.0" }).join(), /unknown property/);
    assert.match(stixProblems({ ...good(), id: "bundle--1" }).join(), /identifier/);
    assert.match(stixProblems({ ...good(), objects: [...good().objects, good().objects[0]] }).join(), /one version/);
  });

  it("tell of versions that cannot be told apart, and of new ones without a change", () => {
    const later = "2026-03-02T12:00:00.001Z";
    assert.deepEqual(versionProblems(good(), good()), []);
    assert.match(versionProblems(good(), broken("report", "name", "Other")).join(), /changed and not newer/);
    assert.match(versionProblems(good(), broken("report", "modified", later)).join(), /newer and not changed/);
    assert.match(
      versionProblems(good(), broken("report", "created", "2026-03-01T12:00:00.000Z")).join(),
      /another time/,
    );
    const changed = broken("report", "name", "Other");
    const objects = changed.objects.map((one) => (one["type"] === "report" ? { ...one, modified: later } : one));
    assert.deepEqual(versionProblems(good(), { ...changed, objects }), []);
  });
});
