import assert from "node:assert/strict";
import { RECORDS } from "../../../../src/core/config/defaults";
import type { LeakSites } from "../../../../src/core/records/leakSites";
import { leakSitesRecipe } from "../../../../src/core/records/recipes/leakSites";
import type { ProposedChange, RecipeContext, RecipeOutcome } from "../../../../src/core/records/types";
import { plainText } from "../../../../src/core/text/translate";
import { withEdits } from "../../../../src/core/xsoar/fieldEdits";
import { type IndicatorRecord, readRecord } from "../../../../src/core/xsoar/record";
import { fieldRaw } from "../../../../src/core/xsoar/recordFields";
import { group, location, onion, sitesOf } from "../groups";

const [one, two, three] = [onion("one"), onion("two"), onion("three")];

/** A record with fields as JSON texts. */
function record(value: string, fields: Readonly<Record<string, string>> = {}): IndicatorRecord {
  const custom = Object.entries(fields).map(([name, raw]) => `"${name}":${raw}`);
  const raw = `{"id":"1","version":3,"value":${JSON.stringify(value)},"CustomFields":{${custom.join(", ")}},"odd":1.0}`;
  return readRecord(raw) as IndicatorRecord;
}

function plan(
  of: IndicatorRecord,
  leakSites: LeakSites,
  { names = [], ...rest }: Partial<RecipeContext> & { readonly names?: readonly string[] } = {},
): RecipeOutcome {
  const context: RecipeContext = {
    t: plainText,
    config: RECORDS,
    options: new Map(),
    now: new Date(0),
    attack: null,
    leakSites,
    picks: () => undefined,
    chosenAttack: () => [],
    otherBearers: () => [],
    ...rest,
  };
  return leakSitesRecipe.plan({ record: of, names }, context);
}

function after(of: IndicatorRecord, changes: readonly ProposedChange[]): IndicatorRecord {
  const raw = withEdits(of, changes);
  assert.ok(raw !== null);
  return readRecord(raw) as IndicatorRecord;
}

const noteOf = (of: IndicatorRecord): unknown => JSON.parse(fieldRaw(of, "note") ?? "null");
/** The field once all that is ticked at first is made. */
const merged = (of: IndicatorRecord, sites: LeakSites, rest: Parameters<typeof plan>[2] = {}): unknown =>
  noteOf(
    after(
      of,
      plan(of, sites, rest).changes.filter(({ isGuess }) => isGuess !== true),
    ),
  );

const CONTI = sitesOf(group("conti", [location(one), location(two, { available: false }), location("news.example")]));
const CONTI_LINES = `${one},\tactive\n${two},\tinactive\nnews.example,\tactive\n`;

describe("leak sites", () => {
  describe("where the original went wrong", () => {
    it("an analyst's note stays, with its line ends", () => {
      const note = String.raw`"seen in \u003cincident\u003e 17\r\nask Jo"`;
      const changed = after(record("Conti", { note }), plan(record("Conti", { note }), CONTI).changes);
      const lines = CONTI_LINES.trimEnd()
        .replaceAll("\t", String.raw`\t`)
        .split("\n")
        .join(String.raw`\r\n`);
      assert.equal(fieldRaw(changed, "note"), `${note.slice(0, -1)}${String.raw`\r\n`}${lines}"`);
    });

    it("a group without locations empties nothing", () => {
      for (const note of ['"do not lose"', JSON.stringify(`${one},\tactive\n`)]) {
        const outcome = plan(record("Conti", { note }), sitesOf(group("conti", [])));
        assert.deepEqual(outcome, { changes: [], skipped: ["ransomware.live lists no leak sites of conti."] });
      }
    });

    it("a host that the source has twice is one line", () => {
      const sites = sitesOf(
        group("alphv", [
          location(one, { slug: `http://${one}/a`, available: false }),
          location(one, { slug: `http://${one}/b` }),
        ]),
      );
      assert.equal(merged(record("ALPHV"), sites), `${one},\tactive\n`);
    });

    it("lines it has written twice become one", () => {
      const note = JSON.stringify(`${one},\tactive\n${one},\tactive\n`);
      assert.equal(merged(record("x", { note }), sitesOf(group("x", [location(one)]))), `${one},\tactive\n`);
    });

    it("a second run has nothing to do", () => {
      const done = after(record("Conti"), plan(record("Conti"), CONTI).changes);
      assert.equal(noteOf(done), CONTI_LINES);
      assert.deepEqual(plan(done, CONTI), { changes: [], skipped: [] });
    });
  });

  it("brings lines of known hosts up to date, in their order, and adds new ones", () => {
    const before = `# ours\n${two}, active\n${three},\tactive\nsee ${one} in the report\n\nlast`;
    const outcome = plan(record("Conti", { note: JSON.stringify(before) }), CONTI);
    assert.equal(outcome.changes.length, 1);
    assert.equal(
      outcome.changes[0]?.why,
      "Leak sites of conti by ransomware.live: new: 2, changed: 1, no longer listed: 1.",
    );
    assert.equal(
      merged(record("Conti", { note: JSON.stringify(before) }), CONTI),
      `# ours\n${two}, inactive\n${three},\tinactive\nsee ${one} in the report\n\nlast\n${one},\tactive\nnews.example,\tactive`,
    );
  });

  it("a line with other words in it stays beside the one of its host", () => {
    const config = { ...RECORDS, onionLine: "{host} {title}" };
    const note = `${one} blog\n${one} taken down, see report 7\nv1.2,\tactive\n`;
    const sites = sitesOf(group("x", [location(one, { title: "Blog" })]));
    assert.deepEqual(plan(record("x", { note: JSON.stringify(note) }), sites, { config }), {
      changes: [],
      skipped: [],
    });
  });

  it("goes by value, alias or tracked name, whatever the case, blanks and signs", () => {
    const sites = sitesOf(group("black_basta", [location(one)], { altname: "UNC 4393" }));
    for (const [of, names] of [
      [record("Black Basta"), []],
      [record("x", { aliases: '["y","BLACK-BASTA"]' }), []],
      [record("x", { aliases: '"y, unc4393"' }), []],
      [record("x"), ["BlackBasta"]],
    ] as const)
      assert.equal(merged(of, sites, { names }), `${one},\tactive\n`, of.raw);
    assert.equal(
      merged(record("BlackCat"), sitesOf(group("alphv", [location(one)], { meta: "aka blackcat" }))),
      `${one},\tactive\n`,
    );
  });

  it("names of other scripts are names, and what has no letter is none", () => {
    const sites = sitesOf(
      group("Утечка", [location(one)]),
      group("???", [location(two)]),
      group("泄露", [location(three)]),
    );
    assert.equal(merged(record("утечка"), sites), `${one},\tactive\n`);
    assert.equal(merged(record("泄露"), sites), `${three},\tactive\n`);
    for (const name of ["!!!", "", "Play"])
      assert.deepEqual(plan(record(name), sites), {
        changes: [],
        skipped: ["ransomware.live has no entry of this name."],
      });
  });

  it("never takes a part of a name for the name", () => {
    const sites = sitesOf(
      group("conti", [location(one)]),
      group("apt73", [location(two)]),
      group("8base", [location(three)]),
    );
    for (const name of ["Continental", "Con", "APT7", "APT28", "8", "Base"])
      assert.deepEqual(plan(record(name), sites).changes, [], name);
  });

  describe("of a name with a number behind it", () => {
    const SITES = sitesOf(
      group("lockbit", [location(one)]),
      group("lockbit3", [location(two), location(three)]),
      group("lockbit3_fs", [location(three), location("fs.example")]),
      group("lockbitx", [location("other.example")]),
    );

    it("are proposals of their own, and guesses", () => {
      const { changes } = plan(record("LockBit"), SITES);
      assert.deepEqual(
        changes.map(({ isGuess, why }) => [isGuess ?? false, /of (\S+?)[ ,]/.exec(why)?.[1]]),
        [
          [false, "lockbit"],
          [true, "lockbit3"],
          [true, "lockbit3_fs"],
        ],
      );
      assert.deepEqual(
        plan(record("LockBit 3.0"), SITES).changes.map(({ isGuess }) => isGuess),
        [true],
      );
    });

    it("whatever is ticked, each host is one line, and what was ticked is done with", () => {
      for (const note of [
        null,
        '""',
        JSON.stringify(`mine\n${two},\tinactive\n${one},\tinactive\ngone.example,\tactive`),
      ]) {
        const before = record("LockBit", note === null ? {} : { note });
        const { changes } = plan(before, SITES);
        for (let ticks = 1; ticks < 1 << changes.length; ticks++) {
          const chosen = changes.filter((_, at) => (ticks & (1 << at)) !== 0);
          const done = after(before, chosen);
          const lines = String(noteOf(done)).split("\n");
          assert.equal(new Set(lines).size, lines.length, JSON.stringify(lines));
          const hosts = lines.flatMap((line) => /^(\S+),\t/.exec(line)?.[1] ?? []);
          assert.equal(new Set(hosts).size, hosts.length, JSON.stringify(lines));
          assert.equal(lines.includes("mine"), note !== null && note !== '""');
          const left = plan(done, SITES).changes;
          for (const { why } of chosen) {
            const entry = / of (\S+?)[ ,]/.exec(why)?.[1] ?? "?";
            assert.ok(
              !left.some((one) => one.why.includes(` of ${entry} `) || one.why.includes(` of ${entry},`)),
              entry,
            );
          }
        }
        assert.deepEqual(plan(after(before, changes), SITES), { changes: [], skipped: [] });
      }
    });

    it("do not count as gone once they were taken", () => {
      const note = JSON.stringify(`${one},\tactive\n${two},\tactive\n`);
      assert.equal(merged(record("LockBit", { note }), SITES), `${one},\tactive\n${two},\tactive\n`);
    });

    it("alone they are guesses in all they say", () => {
      const sites = sitesOf(group("lockbit5", [location(two)]));
      const note = JSON.stringify(`${two},\tinactive\n${one},\tactive\n`);
      const of = record("LockBit", { note });
      assert.deepEqual(
        plan(of, sites).changes.map(({ isGuess }) => isGuess),
        [true],
      );
      assert.equal(noteOf(after(of, plan(of, sites).changes)), `${two},\tactive\n${one},\tactive\n`);
    });
  });

  describe("of several entries that bear the name", () => {
    const SITES = sitesOf(group("akira", [location(one)]), group("A.K.I.R.A", [location(two)]));

    it("are asked about, and nothing is done before", () => {
      const { changes, skipped, questions } = plan(record("Akira"), SITES);
      assert.deepEqual(changes, []);
      assert.deepEqual(skipped, ["Several entries of ransomware.live bear this name. Say which of them is meant."]);
      assert.deepEqual(questions, [
        {
          kind: "leakSite",
          name: "Akira",
          choices: [
            { id: "akira", label: "akira", detail: one.replace(".", "[.]") },
            { id: "A.K.I.R.A", label: "A.K.I.R.A", detail: two.replace(".", "[.]") },
          ],
        },
      ]);
    });

    it("are those that were picked, or none", () => {
      const picked = (id: string | null | undefined) =>
        plan(record("Akira"), SITES, {
          picks: (kind, name) => (kind === "leakSite" && name === "Akira" ? id : undefined),
        });
      assert.equal(noteOf(after(record("Akira"), picked("A.K.I.R.A").changes)), `${two},\tactive\n`);
      assert.deepEqual(picked("A.K.I.R.A").questions, undefined);
      assert.equal(picked(null).changes.length + (picked(null).questions?.length ?? 0), 0);
      assert.match(picked(null).skipped.join(), /none is meant/);
      assert.equal(picked("gone").questions?.length, 1);
    });
  });

  it("by an alias that another tracked name has as well are a guess", () => {
    const of = record("Wizard Spider", { aliases: '["Conti"]' });
    const otherBearers = (alias: string) => (alias === "Conti" ? ["Conti"] : []);
    assert.deepEqual(
      plan(of, CONTI, { otherBearers }).changes.map(({ isGuess }) => isGuess),
      [true],
    );
    assert.deepEqual(
      plan(of, CONTI).changes.map(({ isGuess }) => isGuess),
      [undefined],
    );
    assert.deepEqual(
      plan(record("Conti", { aliases: '["Conti"]' }), CONTI, { otherBearers }).changes.map(({ isGuess }) => isGuess),
      [undefined],
    );
  });

  it("leave a field of another form alone", () => {
    for (const note of ["[]", '["x"]', "7", "true", '{"a":"b"}']) {
      const { changes, skipped } = plan(record("Conti", { note }), CONTI);
      assert.deepEqual(changes, [], note);
      assert.deepEqual(skipped, ["The field note holds no text, so no lines can be added to it."]);
    }
  });

  it("begin the field where there is none", () => {
    for (const raw of [
      '{"id":"1","value":"Conti"}',
      '{"id":"1","value":"Conti","CustomFields":null}',
      '{"id":"1","value":"Conti","CustomFields":{}}',
      '{"id":"1","value":"Conti","CustomFields":{"note":null}}',
    ]) {
      const of = readRecord(raw) as IndicatorRecord;
      assert.equal(merged(of, CONTI), CONTI_LINES, raw);
    }
  });

  it("go to the field and in the form of the configuration", () => {
    const config = { ...RECORDS, onionField: "leaksites", onionLine: "- {host} ({status}, {checked}) {title} {url}" };
    assert.deepEqual(leakSitesRecipe.fields({ config, options: new Map() }), ["leaksites"]);
    const sites = sitesOf(group("x", [location(one, { title: "A {host} B\nC" })]));
    const done = after(record("x"), plan(record("x"), sites, { config }).changes);
    assert.equal(
      JSON.parse(fieldRaw(done, "leaksites") ?? "null"),
      `- ${one} (active, 2026-09-01 12:00:00.123456) A {host} B C http://${one}/\n`,
    );
    assert.deepEqual(plan(done, sites, { config }), { changes: [], skipped: [] });
    const later = sitesOf(group("x", [location(one, { title: "other", available: false, lastscrape: "2026-10-01" })]));
    assert.equal(
      JSON.parse(fieldRaw(after(done, plan(done, later, { config }).changes), "leaksites") ?? "null"),
      `- ${one} (inactive, 2026-10-01) A {host} B C http://${one}/\n`,
    );
  });

  it("of random lists and notes: nothing of others is lost, and all of it done leaves nothing to do", () => {
    let seed = 20_260_901;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      return (seed >> 8) % below;
    };
    const hosts = Array.from({ length: 6 }, (_, at) => (at % 2 === 0 ? onion(`h${"abcdef"[at]}`) : `h${at}.example`));
    const some = () => hosts.filter(() => random(2) === 0);
    const words = ["", "note", `see ${hosts[0]}, now`, "a, \tactive", "  ", "v2.0,\tactive", String.raw`\u0026 \n`];
    for (let run = 0; run < 1000; run++) {
      const lists = ["lock", "lock2", "lock-2 fs", "other"].map((name) =>
        group(
          name,
          some().map((host) => location(host, { available: random(2) === 0, enabled: random(3) > 0 })),
        ),
      );
      const sites = sitesOf(...lists);
      const foreign: string[] = [];
      const lines = Array.from({ length: random(8) }, () => {
        if (random(2) === 0) return `${hosts[random(6)]},\t${random(2) === 0 ? "active" : "inactive"}`;
        const line = words[random(words.length)] ?? "";
        foreign.push(line);
        return line;
      });
      const end = ["\n", "\r\n", "\r"][random(3)] ?? "";
      const before = record("Lock", { note: JSON.stringify(lines.join(end) + (random(2) === 0 ? end : "")) });
      const { changes } = plan(before, sites);
      const chosen = changes.filter(() => random(3) > 0);
      const texts = String(noteOf(after(before, chosen))).split(/\r\n|\r|\n/);
      let from = 0;
      for (const line of foreign) {
        const at = texts.indexOf(line, from);
        assert.ok(at >= 0, `${JSON.stringify(lines)} → ${JSON.stringify(texts)}`);
        from = at + 1;
      }
      assert.deepEqual(plan(after(before, changes), sites).changes, [], `run ${run}`);
    }
  });
});
