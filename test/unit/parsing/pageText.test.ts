import assert from "node:assert/strict";
import { pageText } from "../../../src/core/parsing/pageText";

const MILLION = 1_000_000;

describe("the text of a page", () => {
  it("has a line for each block, blanks folded, and no text that readers do not see", () => {
    const html = `<title>T</title><p>One <b>two</b>&amp;three</p><p> </p><div>four<br>five</div><script>x</script>`;
    assert.deepEqual(pageText(html), { text: "One two&three\nfour\nfive", rest: "" });
  });

  it("is that of the main parts, where there are any", () => {
    assert.equal(pageText("menu<main><p>inner</p></main>foot<main>more</main>").text, "inner\nmore");
  });

  it("is that of the whole page where the main part holds nearly nothing", () => {
    const list = "<p>What the page is about, in a line</p>".repeat(20);
    assert.match(pageText(`<main><h1>List</h1></main><div>${list}</div>`).text, /^List\nWhat the page is about/);
    assert.equal(pageText(`<main><h1>List</h1></main><nav>${list}</nav>`).text, "List");
  });

  it("holds no document type", () => assert.equal(pageText("<!DOCTYPE html>\n<p>a</p>").text, "a"));

  it("keeps blanks between inline tags, wherever a long line is taken in pieces", () => {
    const words = Array.from({ length: 60_000 }, (_, index) => `w${index}`);
    const whole = `<p>${words.map((word) => `<i>${word}</i>`).join(" ")}</p>`;
    assert.equal(pageText(whole).text, words.join(" "));
    assert.equal(pageText(`<p>${words.map((word) => `<i>${word}</i>`).join("")}</p>`).text, words.join(""));
  });

  it("is bounded within one line as well, and what stands beyond tells a change", () => {
    const page = (end: string) => `<p>${"<i>ten chars </i>".repeat(150_000)}${end}</p>`;
    const one = pageText(page("one"));
    assert.equal(one.text.length, MILLION);
    assert.match(one.rest, /^[0-9a-f]{16}$/);
    const other = pageText(page("two"));
    assert.equal(other.text, one.text);
    assert.notEqual(other.rest, one.rest);
    assert.deepEqual(pageText(page("one")), one);
  });

  it("beyond that a line break counts as a blank", () => {
    const long = "x".repeat(MILLION);
    assert.equal(pageText(`${long}<p>a b</p>`).rest, pageText(`${long}<p>a<br>b</p>`).rest);
    assert.notEqual(pageText(`${long}<p>a b</p>`).rest, pageText(`${long}<p>a c</p>`).rest);
  });
});
