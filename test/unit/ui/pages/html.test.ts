import assert from "node:assert/strict";
import { pageDocument } from "../../../../src/ui/pages/document";
import { foreign, html, markup } from "../../../../src/ui/pages/html";
import { parsedBody, parsedDocument } from "./parsed";

describe("the markup of a page", () => {
  it("takes text as text, in attributes too", () => {
    const text = `<b title="x" onclick='y'>&amp;\`</b></script>`;
    const made = markup(html`<p title="${text}">${text}</p>`);
    const document = parsedBody(made);
    const [p, ...more] = [...document.querySelectorAll("body *")];
    assert.equal(more.length, 0);
    assert.equal(p?.textContent, text);
    assert.deepEqual([p?.attributes.length, p?.getAttribute("title")], [1, text]);
  });

  it("takes what it has made as it is, and lists of it", () => {
    const rows = ["<", "2"].map((row) => html`<li>${row}</li>`);
    assert.equal(
      markup(
        html`<ul>
          ${rows}${html`<li>${3}</li>`}
        </ul>`,
      ).replaceAll(/\s/g, ""),
      "<ul><li>&lt;</li><li>2</li><li>3</li></ul>",
    );
  });

  it("refuses an attribute without quotes, whatever is put beside it", () => {
    const value = "x onclick=y";
    assert.throws(() => html`<p title=${value}></p>`, /without quotes/);
    assert.equal(markup(html`<p>${"a="}${"b"}</p>`), "<p>a=b</p>");
  });

  it("keeps foreign text to itself: isolated, visible, short", () => {
    assert.equal(markup(foreign("a\u202eb\u0000\n<c>")), "<bdi>ab &lt;c&gt;</bdi>");
    assert.ok(markup(foreign("x".repeat(1_000_000))).length < 600);
  });
});

describe("the document of a page", () => {
  const text = pageDocument({
    title: `</title><script>alert(1)</script>"`,
    language: `de" onload="x`,
    nonce: "0123abcd",
    style: "p { margin: 0; }",
    script: "void 0;",
  });
  const document = parsedDocument(text);

  it("loads nothing, and runs nothing without its nonce", () => {
    const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']")?.getAttribute("content") ?? "";
    assert.deepEqual(policy.split("; ").sort(), [
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'none'",
      "script-src 'nonce-0123abcd'",
      "style-src 'nonce-0123abcd'",
    ]);
    const tags = [...document.querySelectorAll("script, style, link, img, iframe")];
    assert.deepEqual(
      tags.map((tag) => [tag.tagName, tag.getAttribute("nonce"), tag.hasAttribute("src")]),
      [
        ["STYLE", "0123abcd", false],
        ["SCRIPT", "0123abcd", false],
      ],
    );
  });

  it("keeps its title and language as text", () => {
    assert.equal(document.querySelector("title")?.textContent, `</title><script>alert(1)</script>"`);
    assert.deepEqual(
      [...document.documentElement.attributes].map(({ name }) => name),
      ["lang"],
    );
  });
});
