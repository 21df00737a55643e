import assert from "node:assert/strict";
import type { Extract, ExtractField } from "../../../src/core/model/parseJob";
import { parseSource } from "../../../src/core/parsing/parseSource";

const PAGE = `<html><head><title>Leaks</title><base href="https://leaks.example/list/"></head><body><main>
  <div class="card"><h2>Harbour  &amp; Co</h2><p class="when">3 March 2026</p><p class="meta">Size: 12 GB</p><a href="harbour">more</a></div>
  <div class="card"><h2>Mill Ltd</h2><p class="meta">unknown</p><script>var a = "Contoso";</script></div>
  <div class="card"><h2>Test Victim</h2></div>
  <div class="card"><img src="/x.png"></div>
</main></body></html>`;

const text = (from: string, more: Partial<ExtractField> = {}): ExtractField => ({
  from,
  attribute: "",
  pattern: "",
  ...more,
});

function extract(wanted: Partial<Extract>, html = PAGE, select?: string) {
  return parseSource({
    kind: "page",
    bytes: new TextEncoder().encode(html),
    contentType: "text/html; charset=utf-8",
    url: "https://leaks.example/list",
    ...(select === undefined ? {} : { select }),
    read: { extract: { as: "rows", select: ".card", fields: [], exclude: [], names: [], ...wanted } },
  });
}

describe("items of a page", () => {
  it("gives rows of fields: texts, parts of them by an expression, addresses", () => {
    const outcome = extract({
      fields: [
        ["victim", text("h2")],
        ["size", text(".meta", { pattern: "(\\d+) GB" })],
        ["link", text("", { attribute: "href" })],
      ],
    });
    assert.ok(outcome.ok);
    assert.deepEqual(
      outcome.rows?.map(({ values }) => values),
      [
        ["Harbour & Co", "12", "https://leaks.example/list/harbour"],
        ["Mill Ltd", "", ""],
        ["Test Victim", "", ""],
      ],
    );
    assert.deepEqual(outcome.cuts, { bare: 1 }, "what has none of the fields is passed over and told");
    assert.equal(outcome.title, "Leaks");
  });
  it("gives all an expression finds where it has no group", () => {
    const outcome = extract({ fields: [["size", text(".meta", { pattern: "\\d+ GB" })]] });
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.rows?.[0]?.values, ["12 GB"]);
  });
  it("leaves out items by their text, whatever the case, and finds names with theirs; scripts are no text", () => {
    const outcome = extract({
      fields: [["victim", text("h2")]],
      exclude: ["test victim"],
      names: ["Harbour", "harbour", "Contoso"],
    });
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.rows, [
      { values: ["Harbour & Co"], names: ["Harbour"] },
      { values: ["Mill Ltd"], names: [] },
    ]);
  });
  it("parts the blocks of an item by blanks", () => {
    const outcome = extract({ fields: [["all", text("")]] }, "<div class='card'><b>A</b>b<p>c</p>d<br>e</div>");
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.rows?.[0]?.values, ["Ab c d e"]);
  });
  it("makes articles, with the address of the page where they have none", () => {
    const outcome = extract({
      as: "articles",
      fields: [
        ["title", text("h2")],
        ["url", text("a")],
        ["published", text(".when")],
        ["summary", text(".meta")],
      ],
    });
    assert.ok(outcome.ok);
    const [first, second] = outcome.items;
    assert.deepEqual(first, {
      title: "Harbour & Co",
      url: "https://leaks.example/list/harbour",
      href: "https://leaks.example/list/harbour",
      guid: "",
      published: "2026-03-03T00:00:00Z",
      summary: "Size: 12 GB",
    });
    assert.deepEqual([second?.url, second?.ownAddress], ["https://leaks.example/list", false]);
  });
  it("looks only inside what the source selects", () => {
    const html = "<p class='card'>out</p><main><p class='card'>in</p></main>";
    const outcome = extract({ fields: [["all", text("")]] }, html, "main");
    assert.ok(outcome.ok);
    assert.deepEqual(
      outcome.rows?.map(({ values }) => values),
      [["in"]],
    );
  });
  for (const [what, wanted, code] of [
    ["finds nothing", { select: ".gone" }, "selectorEmpty"],
    ["is none", { select: "div[" }, "selectorInvalid"],
    ["of a field is none", { fields: [["a", text("h2[")]] as Extract["fields"] }, "selectorInvalid"],
  ] as const) {
    it(`fails where the selector ${what}`, () => {
      const outcome = extract(wanted);
      assert.ok(!outcome.ok && outcome.failure.code === code, JSON.stringify(outcome));
    });
  }
  it("cuts a long field and many items, and tells it", () => {
    const many = `<p class="card">${"a".repeat(3_000)}</p>`.repeat(2) + '<p class="card">b</p>'.repeat(10_000);
    const outcome = extract({ fields: [["all", text("")]] }, many);
    assert.ok(outcome.ok);
    assert.equal(outcome.rows?.length, 10_000);
    assert.equal(outcome.rows[0]?.values[0]?.length, 2_000);
    assert.deepEqual(outcome.cuts, { items: 1, fields: 2 });
  });
});
