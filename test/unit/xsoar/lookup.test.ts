import { deepEqual, equal, match, ok } from "node:assert/strict";
import { type Lookup, findRecords } from "../../../src/core/xsoar/lookup";
import { escapeTerm, isFieldName, recordQueries, sameNameKey, searchTerms } from "../../../src/core/xsoar/query";
import { NEVER, fakeStore, json, nothing, page, paths, recordText, scripted } from "./fakes";
import { findRecord } from "./writing";

const OPTIONS = { searchField: "aliases", recordTypes: ["Threat Actor", "Malware"] };
const named = (name: string, spellings: string[] = [], aliases: string[] = []) => ({ name, spellings, aliases });
const outcome = (lookup: Lookup): unknown =>
  lookup.kind === "found" ? lookup.record.id : lookup.kind === "ambiguous" ? lookup.values : lookup.kind;

describe("queries", () => {
  it("escape what the query language takes for its own, backslash first", () => {
    equal(escapeTerm('a"b\\c(d)[e]^:\n\t\r'), 'a\\"b\\\\c\\(d\\)\\[e\\]\\^\\:\\n\\t\\r');
  });

  it("ask for value and search field in one", () => {
    deepEqual(recordQueries(["Fancy Bear", "FancyBear"], "aliases"), [
      'value:"Fancy Bear" or aliases:"Fancy Bear" or value:"FancyBear" or aliases:"FancyBear"',
    ]);
    deepEqual(recordQueries(["x"], "value"), ['value:"x"']);
    deepEqual(recordQueries(["x"], "aliases", ["*x*y*"]), ['value:"x" or aliases:"x" or aliases:*x*y*']);
  });

  it("are several only when the terms are too many", () => {
    const terms = Array.from({ length: 900 }, (_, index) => `name ${index}`);
    const queries = recordQueries(terms, "aliases");
    ok(queries.length > 1 && queries.every((query) => query.split(" or ").length <= 1_000));
    for (const term of terms) ok(queries.some((query) => query.includes(`value:"${term}"`)));
    deepEqual(recordQueries([], "aliases"), []);
  });

  it("take only field names before the colon", () => {
    for (const field of ["aliases", "a_b.c1"]) ok(isFieldName(field));
    for (const field of ["", "1a", "a b", 'a:"', "a)", "ä"]) ok(!isFieldName(field));
  });

  it("hold the name in every spelling that differs by blanks and hyphens, and its own spellings", () => {
    deepEqual(searchTerms(["Fancy Bear"], ["fancy-bear", "Fancy_Bear", "FANCY BEAR", "Fancy Bears", "Fancy Bear 2"]), [
      "Fancy Bear",
      "FancyBear",
      "Fancy-Bear",
      "Fancy_Bear",
    ]);
    deepEqual(searchTerms(["APT"], ["APT28", "apt"]), ["APT"]);
    for (const [name, ...others] of [
      ["WinterVivern", "Winter Vivern", "Winter-Vivern"],
      ["Winter-Vivern", "WinterVivern", "Winter Vivern"],
      ["Winter Vivern", "WinterVivern", "Winter-Vivern"],
      ["Winter\u2011Vivern", "WinterVivern", "Winter Vivern", "Winter-Vivern"],
      ["ALPHVGroup", "ALPHV Group", "ALPHV-Group"],
      ["APT28", "APT 28", "APT-28"],
      ["APT-28", "APT28", "APT 28"],
      ["apt 28", "apt28", "apt-28"],
      ["8Base", "8 Base", "8-Base"],
      ["FancyBear28", "Fancy Bear28", "FancyBear 28", "Fancy Bear 28", "Fancy-Bear28", "FancyBear-28", "Fancy-Bear-28"],
      ["Clop"],
    ] as const)
      deepEqual(searchTerms([name], []), [name, ...others]);
    const hostile = Array.from({ length: 100 }, (_, index) => `Fancy${"_.'".repeat(index)}Bear`);
    ok(searchTerms(["Fancy Bear"], hostile).length <= 12);
  });

  it("compare names without case, blanks and hyphens only", () => {
    for (const other of ["fancybear", "FANCY  BEAR", "Fancy-Bear", "Fancy\u00a0Bear", "Fancy\u2011Bear"]) {
      equal(sameNameKey(other), sameNameKey("FancyBear"));
    }
    for (const other of ["Fancy Bears", "Fancy_Bear", "Fancy.Bear"])
      ok(sameNameKey(other) !== sameNameKey("FancyBear"));
    equal(sameNameKey("Zu\u0308rich"), sameNameKey("Z\u00fcrich"));
  });
});

describe("findRecords", () => {
  const searched = async (count: number, aliases: (index: number) => string[], areRead = false): Promise<string[]> => {
    const { client, log } = scripted(nothing);
    const names = Array.from({ length: count }, (_, index) => ({
      ...named(`${["FancyBear", "APT", "Night Heron "][index % 3]}${index}`, [], aliases(index)),
      readAliases: new Set(areRead ? aliases(index).map((alias) => alias.toLowerCase()) : []),
    }));
    const lookups = await findRecords(
      client,
      names,
      OPTIONS,
      () => undefined,
      () => false,
      NEVER,
    );
    ok(names.every((name) => lookups.get(name)?.kind === "missing"));
    const queries = log.map(({ body }) => (JSON.parse(body) as { query: string }).query);
    for (const query of queries) ok(query.split(" or ").length <= 1_000, String(query.split(" or ").length));
    return queries;
  };

  it("asks for 200 names in four searches, and for the aliases XSOAR has given among them", async () => {
    equal((await searched(200, () => [])).length, 4);
    const aliasesOf = (index: number) => [`Night Stork ${index}`, `TA${index}`, `Grey-Owl-${index}`];
    const queries = await searched(200, aliasesOf, true);
    equal(queries.length, 4);
    for (let index = 0; index < 200; index++)
      ok(queries.some((query) => query.includes(`aliases:"Grey-Owl-${index}"`) && query.includes(`:"TA${index}"`)));
    // How XSOAR would spell the same aliases from elsewhere is not known: all spellings are asked for.
    const all = await searched(200, aliasesOf);
    for (let index = 0; index < 200; index++)
      ok(all.some((query) => query.includes(`aliases:"GreyOwl${index}"`) || query.includes(`:"Grey Owl ${index}"`)));
    const clauses = all.flatMap((query) => query.split(" or ")).length;
    ok(all.length > 4 && all.length <= 4 + Math.ceil((clauses - 3_500) / 1_000), `${all.length} ${clauses}`);
  });

  it("asks for aliases in every spelling where there is room", async () => {
    const [query] = await searched(2, (index) => (index === 0 ? ["Night Stork", "TA505"] : []));
    for (const term of ["NightStork", "Night-Stork", "TA 505", "TA-505"]) ok(query?.includes(`value:"${term}"`), term);
  });
});

describe("findRecord", () => {
  for (const [name, ...values] of [
    ["Winter-Vivern", "Winter Vivern", "WinterVivern"],
    ["APT-28", "APT28", "APT 28", "apt 28"],
    ["APT28", "APT-28", "APT 28"],
    ["FancyBear", "Fancy-Bear", "Fancy Bear", "FANCY-BEAR"],
  ] as const)
    for (const value of values)
      it(`finds "${value}" for ${name}, as value and as alias`, async () => {
        for (const record of [
          { id: "7", value },
          { id: "7", value: "Other", aliases: [value] },
        ]) {
          const store = fakeStore([record]);
          equal(outcome(await findRecord(store.client, named(name), OPTIONS, NEVER)), "7");
          equal(outcome(await findRecord(store.client, named("Sofacy", [], [name]), OPTIONS, NEVER)), "7");
        }
      });

  it("finds by value and by an element of the search field", async () => {
    for (const fields of [
      { aliases: ["APT28", "Fancy Bear"] },
      { aliases: "APT28, Fancy Bear" },
      { aliases: "fancy-bear" },
    ]) {
      const { client, log } = scripted(page(recordText("7", "Sofacy", fields)));
      equal(outcome(await findRecord(client, named("FancyBear", ["Fancy Bear"]), OPTIONS, NEVER)), "7");
      equal(log.length, 1);
    }
    const { client } = scripted(page(recordText("8", "fancy bear", null)));
    equal(outcome(await findRecord(client, named("FancyBear"), OPTIONS, NEVER)), "8");
  });

  it("does not take what the search merely proposes", async () => {
    const { client } = scripted(
      page(recordText("7", "Fancy Bear tools", { aliases: ["Not Fancy Bear", "FancyBearX"] })),
    );
    equal(outcome(await findRecord(client, named("Fancy Bear"), OPTIONS, NEVER)), "missing");
  });

  it("names several, and tells twins apart by their id", async () => {
    const several = page(
      recordText("7", "Fancy Bear", {}),
      recordText("8", "fancy bear", {}),
      recordText("9", "APT28", { aliases: ["Fancy bear"] }),
    );
    deepEqual(outcome(await findRecord(scripted(several).client, named("Fancy Bear"), OPTIONS, NEVER)), [
      "Fancy Bear",
      "fancy bear",
    ]);
    const listed = page(
      recordText("8", "G0007", { aliases: ["FANCY BEAR"] }),
      recordText("9", "APT28", { aliases: ["Fancy bear"] }),
    );
    deepEqual(outcome(await findRecord(scripted(listed).client, named("Fancy Bear"), OPTIONS, NEVER)), [
      "G0007",
      "APT28",
    ]);
    const twins = page(recordText("7", "Clop", {}), recordText("8", "Clop", {}));
    deepEqual(outcome(await findRecord(scripted(twins).client, named("Clop"), OPTIONS, NEVER)), [
      "Clop (7)",
      "Clop (8)",
    ]);
    const doubled = json({
      iocObjects: [JSON.parse(recordText("7", "Clop", {})), JSON.parse(recordText("7", "Clop", {}))],
      total: 1,
    });
    equal(outcome(await findRecord(scripted(doubled).client, named("Clop"), OPTIONS, NEVER)), "7");
  });

  it("takes the one that is spelled as the name is, of records that differ by blanks and hyphens", async () => {
    const both = () =>
      scripted(
        page(recordText("7", "Sand Worm", {}), recordText("8", "SANDWORM", {}), recordText("9", "Sand-Worm", {})),
      );
    for (const [name, id] of [
      ["Sandworm", "8"],
      ["Sand Worm", "7"],
      ["sand-worm", "9"],
    ] as const)
      equal(outcome(await findRecord(both().client, named(name), OPTIONS, NEVER)), id);
    deepEqual(outcome(await findRecord(both().client, named("S-andworm"), OPTIONS, NEVER)), [
      "Sand Worm",
      "SANDWORM",
      "Sand-Worm",
    ]);
  });

  it("asks for name and aliases at once, and takes the name before an alias", async () => {
    const both = scripted(page(recordText("9", "Sofacy", {}), recordText("7", "APT28", {})));
    equal(outcome(await findRecord(both.client, named("APT28", [], ["Sofacy"]), OPTIONS, NEVER)), "7");
    equal(both.log.length, 1);
    const byAlias = scripted(page(recordText("9", "Sofacy", {})));
    equal(
      outcome(await findRecord(byAlias.client, named("APT28", ["SOFACY"], ["Sofacy", "apt 28"]), OPTIONS, NEVER)),
      "9",
    );
    match(byAlias.log[0]!.body, /Sofacy/);
    ok(!byAlias.log[0]!.body.includes("apt 28"));
    deepEqual([byAlias.log.length], [1]);
  });

  it("takes no alias for a name that is ambiguous or could not be searched for", async () => {
    const twins = scripted(page(recordText("7", "Clop", {}), recordText("8", "Clop", {})));
    equal((await findRecord(twins.client, named("Clop", [], ["TA505"]), OPTIONS, NEVER)).kind, "ambiguous");
    const failing = scripted(json({}, 500));
    equal((await findRecord(failing.client, named("Clop", [], ["TA505"]), OPTIONS, NEVER)).kind, "failed");
    deepEqual([twins.log.length, failing.log.length], [1, 1]);
  });

  it("reads on, page by page, also when a page is shorter than asked for", async () => {
    const rows = Array.from(
      { length: 250 },
      (_, index) => JSON.parse(recordText(String(index), index === 249 ? "Clop" : `Clop ${index}`, {})) as unknown,
    );
    for (const given of [100, 40]) {
      const { client, log } = scripted(({ body }) => {
        const at = (JSON.parse(body) as { page: number }).page;
        return json({ iocObjects: rows.slice(at * given, (at + 1) * given), total: 250 });
      });
      equal(outcome(await findRecord(client, named("Clop"), OPTIONS, NEVER)), "249");
      equal(log.length, Math.ceil(250 / given));
    }
  });

  it("concludes nothing from hits it was not given", async () => {
    for (const answer of [
      json({ iocObjects: null, total: 2 }),
      json({ iocObjects: [{ value: "Clop" }], total: 1 }),
      json({ iocObjects: [null], total: 1 }),
    ]) {
      const lookup = await findRecord(scripted(answer).client, named("Clop"), OPTIONS, NEVER);
      equal(lookup.kind === "failed" && lookup.failure.code, "incomplete");
    }
    const endless = scripted(({ body }) => {
      const at = (JSON.parse(body) as { page: number }).page;
      return json({ iocObjects: [JSON.parse(recordText(String(at), "x", {}))], total: 40_000 });
    });
    const lookup = await findRecord(endless.client, named("Clop"), OPTIONS, NEVER);
    equal(lookup.kind === "failed" && lookup.failure.code, "incomplete");
    ok(endless.log.length <= 200, String(endless.log.length));
  });

  it("sends no search with a field that could change the query", async () => {
    const { client, log } = scripted(nothing);
    const lookup = await findRecord(client, named("Clop"), { ...OPTIONS, searchField: 'x:"y" or aliases' }, NEVER);
    deepEqual([lookup.kind, paths(log)], ["failed", []]);
  });

  it("escapes the name on both levels", async () => {
    const { client, log } = scripted(nothing);
    await findRecord(client, named('A"B\\C (x): y'), OPTIONS, NEVER);
    const { query } = JSON.parse(log[0]!.body) as { query: string };
    ok(query.startsWith('value:"A\\"B\\\\C \\(x\\)\\: y" or aliases:"A\\"'), query);
  });
});
