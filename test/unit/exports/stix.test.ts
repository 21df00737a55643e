import assert from "node:assert/strict";
import { exportText } from "../../../src/core/exports/exportMatches";
import type { ExportRow } from "../../../src/core/exports/exportRows";
import { type KeepVersions, STIX_VERSIONS, type StixVersions } from "../../../src/core/exports/stixVersions";
import { findIndicators } from "../../../src/core/indicators/findIndicators";
import type { Article, ProfileArticle } from "../../../src/core/model/model";
import type { Indicator } from "../../../src/core/model/indicators";
import { plainText } from "../../../src/core/text/translate";
import { nodeSigning } from "../../../src/node/signing";
import { HOSTILE } from "./hostile";
import { stixProblems, versionProblems } from "./stixRules";

const uuid5 = (space: string, name: string) => nodeSigning.uuid5(space, name);

/** A memory of exports; what it holds goes through its stored form each time. */
class Kept {
  stored: unknown = [];
  now = new Date("2026-03-05T12:00:00.000Z");

  readonly keep: KeepVersions = async (compute) => {
    const known: StixVersions = STIX_VERSIONS.decode(this.stored) ?? new Map();
    this.stored = JSON.parse(JSON.stringify(STIX_VERSIONS.encode?.(compute(known)))) as unknown;
  };

  async export(rows: readonly ExportRow[]): Promise<{ readonly objects: readonly Record<string, unknown>[] }> {
    const clock = { now: () => this.now, wait: async () => undefined };
    const made = await exportText("stix", rows, clock, uuid5, plainText, { keepVersions: this.keep });
    return JSON.parse(made) as { readonly objects: readonly Record<string, unknown>[] };
  }
}

const item = (title: string, rest: Partial<Article> = {}, weight = 0.8): ProfileArticle => ({
  article: {
    key: `key of ${title}`,
    title,
    url: "https://news.example/a?b=1&c=2",
    source: "https://www.news.example/feed",
    published: "2026-03-01T08:00:00.000Z",
    found: "2026-03-01T09:00:00.000Z",
    ...rest,
  },
  matches: [
    { profile: "Emberfox", name: "Emberfox", field: "title", start: 0, end: 8, text: title.slice(0, 8), weight },
  ],
  read: false,
  note: "pending",
});
const row = (articles: readonly ProfileArticle[], rest: Partial<ExportRow> = {}): ExportRow => ({
  name: "Emberfox",
  owner: true,
  kind: "actor",
  ids: [],
  aliases: ["Copper Lynx"],
  sentences: new Map(),
  stories: new Map(),
  articles,
  ...rest,
});

const KINDS: readonly ExportRow["kind"][] = ["actor", "malware", "ransomware", "tool", "campaign", "name"];
const INDICATORS = findIndicators(
  "CVE-2026-4711 hxxps://evil[.]example/it's evil[.]example café[.]example hxxp://café[.]example/ü a[@]b[.]example " +
    `45[.]77[.]12[.]9 2a01:4f8:1:2::17 9e107d9d372bb6826bd81d3542a419d6 ${"a1".repeat(20)} ${"b2".repeat(32)} ${"c3".repeat(64)}`,
);

/** Rows with a text in each place for foreign text. */
function hostileRows(text: string, kind: ExportRow["kind"]): readonly ExportRow[] {
  const foreign: readonly Indicator[] = [
    { kind: "domain", value: text, punycode: `xn--${text}` },
    { kind: "url", value: `https://evil.example/${text}` },
  ];
  const article: Partial<Article> = {
    url: text === "" ? "https://news.example/" : text,
    source: text,
    published: text,
    found: text,
    summary: text,
    categories: [text, "", text],
    indicators: text.trim() === "" ? [] : foreign,
  };
  const sentences = new Map([[`key of ${text}`, [text, text]]]);
  const ids = [{ source: text, id: text }, { source: "MITRE ATT&CK", id: "G9007" }]; // prettier-ignore
  return [
    row([item(text, article, Number.NaN), item("News", { url: text || "x" }, 7)], {
      name: text.trim() === "" ? "x" : text,
      kind,
      ids,
      aliases: [text, "", text, "Ash Lynx"],
      sentences,
    }),
  ];
}

describe("a STIX bundle", () => {
  it("keeps the rules of STIX 2.1, whatever it tells of", async () => {
    const rows = KINDS.map((kind, at) =>
      row([item("Emberfox", { indicators: INDICATORS, categories: ["News"] }), item("", { published: null })], {
        name: `Emberfox ${kind}`,
        kind,
        aliases: at % 2 === 0 ? [] : ["Copper Lynx"],
      }),
    );
    assert.equal(INDICATORS.length, 12);
    assert.deepEqual(stixProblems(await new Kept().export(rows)), []);
    const plain = await exportText(
      "stix",
      rows,
      { now: () => new Date(), wait: async () => undefined },
      uuid5,
      plainText,
    );
    assert.deepEqual(stixProblems(JSON.parse(plain)), []);
  });

  it("keeps them with hostile texts in every place", async () => {
    const more = [
      "\ud800",
      "a\udfffb",
      "it's \\' OR [",
      "'] OR [url:value = 'x",
      "http://a b/ö",
      "+010000-01-01T00:00:00.000Z",
      "275760-09-13",
      "__proto__",
      "\u0000",
    ];
    for (const [at, text] of [...HOSTILE, ...more].entries()) {
      const bundle = await new Kept().export(hostileRows(text, KINDS[at % KINDS.length] ?? "actor"));
      assert.deepEqual(stixProblems(bundle), [], JSON.stringify(text));
    }
  });

  it("keeps them, and says no two things at one time, over exports of random content", async () => {
    let seed = 20260305;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T;
    const texts = [...HOSTILE, "Emberfox", "Heron again", "\ud83d", "x; y"];
    const time = () => new Date(Date.UTC(2026, 1, 1) + random(30 * 86_400_000)).toISOString();
    const kept = new Kept();
    let before = await kept.export([row([item("first")])]);
    for (let round = 0; round < 60; round++) {
      const rows = Array.from({ length: 1 + random(3) }, () =>
        row(
          Array.from({ length: 1 + random(4) }, () =>
            item(
              pick(texts),
              {
                key: `key ${random(6)}`,
                found: time(),
                published: random(3) === 0 ? null : time(),
                summary: pick(texts),
                indicators: INDICATORS.filter(() => random(3) === 0),
              },
              random(20) / 10,
            ),
          ),
          { name: `Name ${random(4)}`, kind: pick(KINDS), aliases: [pick(texts), pick(texts)] },
        ),
      );
      // The clock of a machine may go back.
      kept.now = new Date(kept.now.getTime() + random(2_000) - 500);
      const bundle = await kept.export(rows);
      assert.deepEqual(stixProblems(bundle), []);
      assert.deepEqual(versionProblems(before, bundle), []);
      assert.deepEqual(await kept.export(rows), bundle, "the same again");
      before = bundle;
    }
  });
});

describe("the versions of what is exported", () => {
  const modifiedOf = ({ objects }: Awaited<ReturnType<Kept["export"]>>, type: string) =>
    String(objects.find((object) => object["type"] === type)?.["modified"]);

  it("are newer with each change, and stay without one", async () => {
    const kept = new Kept();
    const first = await kept.export([row([item("Emberfox")])]);
    assert.equal(modifiedOf(first, "report"), "2026-03-05T12:00:00.000Z", "when it was said");
    kept.now = new Date("2026-03-06T12:00:00.000Z");
    assert.deepEqual(await kept.export([row([item("Emberfox")])]), first);
    const changes: readonly (readonly [string, ExportRow])[] = [
      ["report", row([item("Emberfox")], { sentences: new Map([["key of Emberfox", ["A summary was made."]]]) })],
      ["report", row([item("Emberfox", { categories: ["News"] })])],
      ["intrusion-set", row([item("Emberfox")], { aliases: ["Copper Lynx", "Ash Lynx"] })],
      ["intrusion-set", row([item("Emberfox")], { ids: [{ source: "MITRE ATT&CK", id: "G9007" }] })],
    ];
    let before = first;
    for (const [type, changed] of changes) {
      const after = await kept.export([changed]);
      assert.deepEqual(versionProblems(before, after), []);
      assert.ok(modifiedOf(after, type) >= "2026-03-06", type);
      before = after;
    }
  });

  it("are newer than any other where nothing is known of earlier ones", async () => {
    const first = await new Kept().export([row([item("Emberfox")])]);
    const elsewhere = new Kept();
    elsewhere.now = new Date("2026-03-07T12:00:00.000Z");
    const other = await elsewhere.export([row([item("Emberfox", { summary: "Else." })])]);
    for (const type of ["report", "intrusion-set", "identity"])
      assert.ok(modifiedOf(other, type) > modifiedOf(first, type));
  });

  it("keep the time something was made, whatever is exported with it", async () => {
    const kept = new Kept();
    const seen: readonly Indicator[] = [{ kind: "domain", value: "evil.example" }];
    const [early, late] = ["2026-02-01T09:00:00.000Z", "2026-02-02T09:00:00.000Z"].map((found) =>
      item(found, { found, indicators: seen }),
    );
    assert.ok(early && late);
    const alone = await kept.export([row([late])]);
    const both = await kept.export([row([early, late])]);
    assert.deepEqual(versionProblems(alone, both), []);
    const indicator = (objects: readonly Record<string, unknown>[]) => objects.find(({ type }) => type === "indicator");
    assert.deepEqual(indicator(both.objects), indicator(alone.objects));
  });

  it("are read from what is stored, whatever that is", () => {
    const good = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z", "x"];
    const read = STIX_VERSIONS.decode([["a", good], ["b", ["x", "y", "z"]], ["c", null], ["d", [1, 2, 3]], "e"]); // prettier-ignore
    assert.deepEqual([...(read ?? [])], [["a", { created: good[0], modified: good[1], content: "x" }]]);
    assert.equal(STIX_VERSIONS.decode("none"), null);
  });
});
