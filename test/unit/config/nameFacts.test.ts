import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import {
  type NameFact,
  type NewFact,
  factKey,
  factLine,
  foldFacts,
  newsAmong,
  standing,
  stillNews,
} from "../../../src/core/config/nameFacts";
import { compacted, parseNamesFile, withFacts } from "../../../src/core/config/namesFile";
import { randomFacts, shuffled, seeded } from "./randomFacts";

const at = (minute: number): string => new Date(Date.UTC(2026, 5, 1, 12, minute)).toISOString();
const alias = (name: string, text: string, minute = 0): NameFact => ({
  is: "alias",
  name,
  alias: text,
  source: "a list",
  at: at(minute),
});
const linesOf = (facts: Iterable<NameFact>) => [...facts].map(factLine).sort();
const textOf = (facts: readonly NameFact[]) => facts.map((fact) => `${factLine(fact)}\n`).join("");
const parse = async (text: string) => parseNamesFile(text, async () => undefined);

describe("facts about names", () => {
  it("come to the same in whatever order they are told, and however often", () => {
    const random = seeded(20260601);
    for (let round = 0; round < 60; round += 1) {
      const facts = randomFacts(random, 80);
      const once = linesOf(foldFacts(facts).values());
      deepEqual(linesOf(foldFacts(shuffled(facts, random)).values()), once);
      deepEqual(linesOf(foldFacts([...facts, ...shuffled(facts, random)]).values()), once);
      const cut = Math.floor(random() * facts.length);
      const [one, other] = [facts.slice(0, cut), facts.slice(cut)];
      deepEqual(linesOf(foldFacts(one, foldFacts(other)).values()), once);
      deepEqual(linesOf(foldFacts(foldFacts(one).values(), foldFacts(foldFacts(other).values())).values()), once);
    }
  });

  it("stand in an order of their own, whatever order they were told in", () => {
    const random = seeded(7);
    const facts = randomFacts(random, 120);
    for (const is of ["alias", "picked", "other", "listed", "decision", "record", "attack", "leakSite"] as const) {
      const order = standing(foldFacts(facts), is).map(factLine);
      deepEqual(standing(foldFacts(shuffled(facts, random)), is).map(factLine), order);
    }
  });

  it("of two about one thing the later counts, also where it takes back", () => {
    const told = alias("Grey Heron", "Marsh Crew");
    const back: NameFact = { ...alias("Grey Heron", "marsh-crew", 1), withdrawn: true };
    const again = alias("Grey Heron", "MarshCrew", 2);
    equal(factKey(told), factKey(back));
    const texts = (facts: readonly NameFact[]) => standing(foldFacts(facts), "alias").map((fact) => fact.alias);
    deepEqual(texts([told]), ["Marsh Crew"]);
    deepEqual(texts([back, told]), []);
    deepEqual(texts([again, back, told]), ["MarshCrew"]);
  });

  it("of one moment the one that stands counts, and else the same one everywhere", () => {
    const told = alias("Grey Heron", "Marsh Crew");
    const back: NameFact = { ...told, withdrawn: true };
    for (const facts of [
      [told, back],
      [back, told],
    ])
      equal(standing(foldFacts(facts), "alias").length, 1);
    const one: NameFact = { is: "decision", alias: "Marsh Crew", owners: ["Grey Heron"], at: at(0) };
    const other: NameFact = { ...one, owners: ["Night Stork"] };
    deepEqual(foldFacts([one, other]), foldFacts([other, one]));
  });

  it("about different things leave each other alone", () => {
    const facts: readonly NewFact[] = [
      { is: "alias", name: "Grey Heron", alias: "Marsh Crew", source: "a list" },
      { is: "alias", name: "Night Stork", alias: "Marsh Crew", source: "a list" },
      { is: "alias", name: "Grey Heron", alias: "Marsh Crew", source: "another list" },
      { is: "listed", recordOf: "Grey Heron", alias: "Marsh Crew" },
      // The alias file has both spellings.
      { is: "listed", recordOf: "Grey Heron", alias: "MarshCrew" },
      { is: "decision", alias: "Marsh Crew", owners: [] },
      { is: "picked", name: "Grey Heron", entry: "Grey Heron", source: "a list", kind: "actor" },
      { is: "picked", name: "Grey Heron", entry: "Grey Heron", source: "a list", kind: "malware" },
      { is: "record", name: "Grey Heron", server: "https://soar.example", id: "1", value: "Heron" },
      { is: "record", name: "Grey Heron", server: "https://soar.example", tenant: "acc_x", id: "1", value: "Heron" },
      { is: "attack", name: "Grey Heron", attack: "G1" },
      { is: "leakSite", name: "Grey Heron", leakSite: "heron" },
      { is: "other", alias: "Marsh Crew", other: "Night Stork", source: "a list" },
    ];
    equal(new Set(facts.map(factKey)).size, facts.length);
  });

  it("are no news when they say what is known, be it of a newer version", () => {
    const known = foldFacts([{ ...alias("Grey Heron", "Marsh Crew"), version: "1" } as NameFact]);
    const now = new Date(at(5));
    const same: NewFact = { is: "alias", name: "Grey Heron", alias: "Marsh Crew", source: "a list", version: "2" };
    deepEqual(newsAmong([same], known, now), []);
    deepEqual(newsAmong([{ ...same, alias: "Reed Crew", withdrawn: true }], known, now), [], "nothing to take back");
    deepEqual(newsAmong([{ ...same, withdrawn: true }], known, now), [{ ...same, withdrawn: true, at: at(5) }]);
  });

  it("are later than what they replace, whatever a clock said", () => {
    const ahead: NameFact = { is: "decision", alias: "Marsh Crew", owners: ["A"], at: "2031-01-01T00:00:00.000Z" };
    const known = foldFacts([ahead]);
    const [news, ...more] = newsAmong([{ is: "decision", alias: "marsh crew", owners: ["B"] }], known, new Date(at(0)));
    ok(news?.is === "decision" && more.length === 0);
    equal(news.at, "2031-01-01T00:00:00.001Z");
    deepEqual(
      standing(foldFacts([news], known), "decision").map(({ owners }) => owners),
      [["B"]],
    );
  });

  it("that have waited are told only where they still change something", () => {
    const old = alias("Grey Heron", "Marsh Crew", 0);
    const back: NameFact = { ...alias("Grey Heron", "Marsh Crew", 1), withdrawn: true };
    deepEqual(stillNews([old], foldFacts([back])), [], "the team took it back later");
    deepEqual(stillNews([old], foldFacts([{ ...old }])), []);
    deepEqual(stillNews([back], foldFacts([old])), [back]);
    deepEqual(stillNews([back], foldFacts([])), [back], "a merge may bring what it takes back");
  });
});

describe("a line of the names file", () => {
  it("says the whole fact: what is written is read again, whatever texts there are", async () => {
    const random = seeded(99);
    const facts = [...foldFacts(randomFacts(random, 400)).values()];
    const read = await parse(withFacts("", facts));
    deepEqual(read.problems, []);
    deepEqual(linesOf(read.facts.values()), linesOf(facts));
  });

  it("is one line that hides and reorders nothing", async () => {
    const evil = 'a "b", \\ {c: [d]} # \u202Ee\u200B\u2028\n- {name: "x"}\u0085\u0007\uFEFF: Ü 海';
    const fact = alias("Grey Heron", evil);
    const line = factLine(fact);
    ok(!/[\p{C}\u2028\u2029]/u.test(line), line);
    deepEqual([...(await parse(`${line}\n`)).facts.values()], [fact]);
  });

  it("is read alike by the quick way and as YAML", async () => {
    const random = seeded(3);
    const facts = [...foldFacts(randomFacts(random, 120)).values()];
    // A remark behind it is nothing the quick way knows.
    const asYaml = await parse(facts.map((fact) => `${factLine(fact)} # as YAML\n`).join(""));
    deepEqual(asYaml.problems, []);
    deepEqual(linesOf(asYaml.facts.values()), linesOf(facts));
  });
});

describe("a names file made shorter", () => {
  it("says the same, with one line for each thing, and nothing else is touched", async () => {
    const random = seeded(11);
    const facts = [...randomFacts(random, 300), ...randomFacts(random, 300)];
    const text = `# ours\r\n${textOf(facts).replaceAll("\n", "\r\n")}this is no fact\r\n- {name: Clop, alias: "by hand", at: 2026-06-01}`;
    const shorter = compacted(text);
    ok(shorter !== null);
    const [before, after] = [await parse(text), await parse(shorter.text)];
    deepEqual(linesOf(after.facts.values()), linesOf(before.facts.values()));
    equal(after.problems.length, before.problems.length);
    equal(shorter.text.split("\r\n").length, text.split("\r\n").length - shorter.left);
    ok(shorter.text.startsWith("# ours\r\n") && shorter.text.endsWith("at: 2026-06-01}"));
    equal(compacted(shorter.text), null);
  });

  it("loses nothing to a merge that brings back what has gone", async () => {
    const random = seeded(12);
    for (let round = 0; round < 20; round += 1) {
      const facts = randomFacts(random, 200);
      const kept = compacted(textOf(facts))?.text ?? textOf(facts);
      const brought = shuffled(facts, random).slice(0, 60);
      const merged = await parse(textOf(brought) + kept);
      deepEqual(linesOf(merged.facts.values()), linesOf(foldFacts(facts).values()));
    }
  });

  it("keeps the last word that something was taken back", () => {
    const told = alias("Grey Heron", "Marsh Crew");
    const back: NameFact = { ...alias("Grey Heron", "Marsh Crew", 1), withdrawn: true };
    const shorter = compacted(textOf([told, back, back]));
    deepEqual(shorter, { text: textOf([back]), left: 2 });
    notEqual(shorter?.text, "");
  });
});
