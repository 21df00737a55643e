import { deepEqual } from "node:assert/strict";
import { canonicalUrl } from "../../../src/core/urls/canonicalUrl";
import { createItemGroups, keysOfItems } from "../../../src/core/sources/keysOfItems";
import { knownKeys } from "../../../src/core/sources/knownKeys";

const PAGE = "https://status.test/incidents";
const FEED = "https://status.test/rss";

function entry(title: string, url = PAGE, guid = "", published: string | null = null) {
  return { title, url, href: url, guid, published, address: canonicalUrl(url) };
}

/** Answers of one feed, one after the other: the keys of each, and which of them are new. */
function scans(...answers: readonly (readonly ReturnType<typeof entry>[])[]): readonly (readonly string[])[] {
  const seen = new Map<string, string>();
  return answers.map((answer) => {
    const groups = createItemGroups();
    for (const item of answer) groups.add(item);
    const told = keysOfItems(groups, FEED, knownKeys(seen));
    const keys = answer.map(({ address }, index) => told.keys.get(index) ?? address);
    const fresh = [...new Set(keys)].filter((key) => !seen.has(key));
    for (const key of [...keys, ...told.marks.keys()]) seen.set(key, "");
    return fresh;
  });
}

describe("the keys of entries", () => {
  it("is the address, however the entry is identified, as long as it has the address for itself", () => {
    deepEqual(scans([entry("A", PAGE, "1")], [entry("A", PAGE, "2")], [entry("A, corrected", PAGE, "3")]), [
      [PAGE],
      [],
      [],
    ]);
  });

  it("is the address for entries that say the same, or have nothing of their own", () => {
    deepEqual(scans([entry("A", PAGE, "x#0"), entry(" a ", PAGE, "x#3")]), [[PAGE]]);
    deepEqual(scans([entry("A", PAGE, "blog"), entry("B", PAGE, "blog")]), [[PAGE]]);
    deepEqual(scans([entry("A"), entry("B")]), [[PAGE]]);
    deepEqual(scans([entry("A", `${PAGE}#top`), entry("A", `${PAGE}#end`)]), [[PAGE]]);
  });

  it("tells entries apart that share an address and have identifiers of their own, in every later answer", () => {
    const [one, two, three] = [entry("A", PAGE, "1"), entry("B", PAGE, "2"), entry("C", PAGE, "3")] as const;
    deepEqual(scans([two, one], [three, two, one], [three], [one], [two]), [
      [`${PAGE} 2`, `${PAGE} 1`],
      [`${PAGE} 3`],
      [],
      [],
      [],
    ]);
  });

  it("tells them apart by their fragments, whatever their identifiers are", () => {
    deepEqual(scans([entry("A", `${PAGE}#a`), entry("B", `${PAGE}#b`)]), [[`${PAGE} #a`, `${PAGE} #b`]]);
    deepEqual(scans([entry("A", `${PAGE}#a`, "1"), entry("B", `${PAGE}#b`, "2")]), [[`${PAGE} #a`, `${PAGE} #b`]]);
  });

  it("leaves the address to the one that had it alone before others came", () => {
    const [a, b, c] = [entry("A", `${PAGE}#a`), entry("B", `${PAGE}#b`), entry("C", `${PAGE}#c`)] as const;
    deepEqual(scans([a], [b, a], [c, b, a], [c, b], [c], [a]), [[PAGE], [`${PAGE} #b`], [`${PAGE} #c`], [], [], []]);
    // Each answer has one, and another one than the answer before.
    deepEqual(scans([a], [b], [a], [c, a]), [[PAGE], [`${PAGE} #b`], [], [`${PAGE} #c`]]);
    const dated = [
      entry("old", PAGE, "1", "2026-01-01T00:00:00Z"),
      entry("new", PAGE, "2", "2026-01-02T00:00:00Z"),
    ] as const;
    deepEqual(scans([dated[0]], [...dated]), [[PAGE], [`${PAGE} 2`]]);
  });

  it("is the same for one that is listed without its fragment elsewhere, or with one that tells where readers come from", () => {
    const plain = entry("A", PAGE, "id-of-a");
    deepEqual(scans([plain], [entry("A", `${PAGE}#comments`)], [plain], [entry("A", `${PAGE}#xtor=RSS-1`)]), [
      [PAGE],
      [],
      [],
      [],
    ]);
  });

  it("is short, and apart, for identifiers that are long", () => {
    const long = ["1", "2"].map((end) => entry(end, PAGE, "x".repeat(5000) + end));
    const [keys] = scans(long);
    deepEqual([new Set(keys).size, keys!.every(({ length }) => length < 400)], [2, true]);
  });
});
