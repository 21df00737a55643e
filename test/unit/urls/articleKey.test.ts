import { deepEqual, equal } from "node:assert/strict";
import { fragmentOf, keysOfAddress, ruleAddress, sharedKey } from "../../../src/core/urls/articleKey";

const PAGE = "https://status.test/incidents";

describe("how a rule names an article", () => {
  const cases: readonly (readonly [
    why: string,
    article: { readonly key: string; readonly url: string },
    rule: string,
  ])[] = [
    [
      "by its address as published",
      { key: "https://n.test/a", url: "http://www.n.test/a/?utm_source=x" },
      "http://www.n.test/a/?utm_source=x",
    ],
    ["by what tells it from others at its address", { key: sharedKey(PAGE, "UP 7"), url: PAGE }, `${PAGE} UP 7`],
    ["by its fragment alone", { key: sharedKey(PAGE, "#b7"), url: `${PAGE}#b7` }, `${PAGE} #b7`],
    [
      "by the source's site and what tells it, without an address",
      { key: sharedKey("https://cast.test", "ep-7"), url: "https://cast.test" },
      "https://cast.test/ ep-7",
    ],
    ["by the address it had first", { key: "https://n.test/old", url: "https://n.test/new" }, "https://n.test/old"],
    [
      "by the address it was known by",
      { key: "https://google.com/url?q=https://n.test/a", url: "https://google.com/url?q=https://n.test/a" },
      "https://google.com/url?q=https://n.test/a",
    ],
  ];
  for (const [why, article, rule] of cases) {
    it(why, () => {
      equal(ruleAddress(article), rule);
      equal(keysOfAddress(rule).includes(article.key), true);
    });
  }

  it("means that article and no other one at the address", () => {
    equal(keysOfAddress(ruleAddress({ key: sharedKey(PAGE, "1"), url: PAGE })).includes(sharedKey(PAGE, "2")), false);
    equal(keysOfAddress(ruleAddress({ key: sharedKey(PAGE, "#a"), url: `${PAGE}#a` })).includes(PAGE), false);
  });

  it("as people write it means the article at the address, and the one at its fragment", () => {
    deepEqual(keysOfAddress(` ${PAGE}#b7 `), [PAGE, sharedKey(PAGE, "#b7")]);
    deepEqual(keysOfAddress("http://n.test/a"), ["https://n.test/a"]);
  });
});

describe("a fragment", () => {
  it("tells places of a page, not where readers come from", () => {
    for (const hash of ["#b-2026-013", "#When:10:15", "#!/post/7", "#/view?id=5", "#id=5"])
      equal(fragmentOf(PAGE + hash), hash);
    for (const hash of ["", "#", "#xtor=RSS-1", "#utm_source=rss&utm_medium=feed", "#Echobox=1700000000", "#ref=rss"])
      equal(fragmentOf(PAGE + hash), "");
  });
});
