import assert from "node:assert/strict";
import { readStoryText } from "../../../src/core/stories/storyText";

describe("the words of an article", () => {
  const words = (title: string, url = "", summary = ""): Record<string, string> =>
    Object.fromEntries(readStoryText({ title, url, summary }).terms.map(({ id, kind }) => [id, kind]));

  it("are names where nothing is known of them, and ordinary where they are small in a sentence", () => {
    const { fenbit, ...others } = words("Fenbite crew quietly empties the vaults of harbour towns");
    assert.equal(fenbit, "name");
    assert.equal(others["vault"], "plain");
    assert.equal(words("Vaulted Harbours Of Quillstone")["quillston"], "name");
  });

  it("count by their meaning, German ones as English ones", () => {
    assert.deepEqual(words("Schwachstellen"), words("vulnerability"));
    assert.deepEqual(words("Russische Hackergruppen"), words("Russian hackers"));
    assert.deepEqual(words("Nordkorea"), words("North Korea"));
  });

  it("are split where German joins them to a word of the trade", () => {
    assert.deepEqual(words("Quillstonetrojaner"), words("Quillstone trojan"));
    assert.deepEqual(words("Norvantis-Lücke"), words("Norvantis flaw"));
  });

  it("stay together where a part alone says nothing", () => {
    assert.deepEqual(words("XQ-WAN und Plom-U"), { xqwan: "name", plomu: "name" });
    assert.deepEqual(words("UAX-8616"), { uax8616: "name" });
    assert.deepEqual(words("in-the-wild"), words("wild"));
  });

  it("are CVE ids and numbers, however they are written", () => {
    assert.deepEqual(words("CVE-2026-51234"), { cve202651234: "cve" });
    assert.deepEqual(words("cve‑2026‑51234"), { cve202651234: "cve" });
    assert.deepEqual(words("", "", "It is CVE-2026-51234."), { cve202651234: "cve" });
    assert.deepEqual(words("672K"), words("672,000"));
    assert.deepEqual(words("412.000"), words("412,000"));
    assert.deepEqual(words("12.4 million"), words("12,4 Millionen"));
    assert.deepEqual(words("2026: 9 of 365"), {});
    assert.deepEqual(Object.keys(words("Zero-Days, 0-days, 100 days")), ["#100", "zeroday"]);
  });

  it("come from the address as well, but not from a code", () => {
    assert.equal(words("", "https://a.example/2026/05/glimmerfox-hits-ports.html")["glimmerfox"], "name");
    assert.deepEqual(words("", "https://a.example/advisories/icxa-26-041-01"), {});
    const [term] = readStoryText({ title: "", url: "https://a.example/glimmerfox-9" }).terms;
    assert.equal(term?.inTitle, false);
  });

  it("are read from the beginning of what is no headline, in no time", () => {
    const started = performance.now();
    const { terms } = readStoryText({
      title: "1.1.".repeat(500_000),
      url: `https://a.example/${"a-".repeat(500_000)}`,
    });
    assert.ok(terms.length < 1000);
    assert.ok(performance.now() - started < 2000);
  });
});
