import assert from "node:assert/strict";
import type { Article } from "../../../src/core/model/model";
import { foundText } from "../../../src/ui/searchText";

function found(typed: string, more: Partial<Article> = {}, names: readonly string[] = []) {
  const article: Article = {
    key: "a",
    title: "Hospital pays after ransomware",
    url: "https://press.example/a",
    source: "https://www.press.example/feed",
    published: "2026-03-09T08:00:00.000Z",
    found: "2026-03-10T08:00:00.000Z",
    ...more,
  };
  return foundText(article, typed, names, (iso) => iso.slice(0, 10));
}

describe("the row of a found article", () => {
  it("has the headline, and beside it names, outlet and date", () => {
    const { label, description, detail } = found("pays", {}, ["Clop"]);
    assert.deepEqual(
      [label, description, detail],
      ["Hospital pays after ransomware", "Clop · press.example · 2026-03-09", ""],
    );
    assert.equal(found("x", { title: " " }).label, "https://press.example/a");
  });

  it("leaves it to VS Code to mark what stands as it was typed, and marks words that stand apart", () => {
    assert.equal(found("PAYS after").label, "Hospital pays after ransomware");
    assert.equal(found("ransom hospital").label, "‹Hospital› pays after ‹ransom›ware");
    assert.equal(found("ospital ran").label, "H‹ospital› pays after ‹ran›somware");
    const umlauts = found("großer ANGRIFF", { title: "Cyberangriff: GROSSER Schaden", summary: "Ein Angriff, größer" });
    assert.equal(umlauts.label, "Cyber‹angriff›: ‹GROSSER› Schaden");
    assert.equal(umlauts.detail, "Ein ‹Angriff›, größer");
    assert.equal(found("攻击 hospital", { title: "Hospital 新的攻击" }).label, "‹Hospital› 新的‹攻击›");
  });

  it("marks short words at the beginning of words alone", () => {
    assert.equal(found("sp hospital pa").label, "‹Hospital› ‹pa›ys after ransomware");
  });

  it("has the part of the summary in which the first word stands", () => {
    const words = "word ".repeat(60);
    const { detail } = found("clop", { summary: `${words}then Clop came back ${words}` });
    assert.match(detail, /^… (?:word )+then Clop came back (?:word )+.*…$/);
    assert.ok(detail.length <= 165, detail);
    assert.match(found("hospital", { summary: words }).detail, /^word word .*…$/);
  });

  it("keeps hostile text as text", () => {
    const hostile = found("clop", { title: "$(alert) Clop\n\u202e[x](command:y)", summary: "$(bug) clop" }, ["$(a)"]);
    assert.equal(hostile.label, String.raw`\$(alert) Clop [x](command:y)`);
    assert.equal(hostile.detail, String.raw`\$(bug) clop`);
    assert.match(hostile.description, /^\\\$\(a\) · /);
  });
});
