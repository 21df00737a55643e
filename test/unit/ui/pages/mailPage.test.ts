import assert from "node:assert/strict";
import { buildDigest } from "../../../../src/core/mail/digest";
import { oneLine } from "../../../../src/core/text/foreignText";
import type { MailMessage } from "../../../../src/core/mail/mailer";
import { plainText } from "../../../../src/core/text/translate";
import { markup } from "../../../../src/ui/pages/html";
import { mailHtml } from "../../../../src/ui/pages/mailHtml";
import { mailPage } from "../../../../src/ui/pages/mailPage";
import { HOSTILE } from "../../exports/hostile";
import { parsedBody } from "./parsed";

const message = (text: string): MailMessage => {
  const entry = {
    title: text,
    url: "https://news.example/a?b=1&c=2",
    source: text,
    date: "",
    marks: [[0, 1]] as const,
    reasons: [{ text, word: text }],
    summary: [text],
  };
  const digest = buildDigest(null, [{ heading: text, entries: [entry], kind: "matches" }], "", plainText, [text]);
  return { from: "a@b.example", fromName: text, to: [text, "c@d.example"], ...digest, messageId: "1" };
};
const preview = { isSample: false, isPlain: false, isBusy: false };
const drawn = (model: Parameters<typeof mailPage>[0]) => parsedBody(markup(mailPage(model, plainText)));

describe("the page of a mail", () => {
  it("shows what the reader of the mail will see, or its plain text, and what can be done", () => {
    const one = message("Emberfox strikes");
    const page = drawn({ ...preview, messages: [one] });
    assert.equal(page.querySelector("h2")?.textContent, "TI Scraper: 1 new match: Emberfox strikes");
    assert.equal(page.querySelector("h3")?.textContent, "Emberfox strikes");
    assert.equal(page.querySelector("li strong")?.textContent, "E");
    const link = page.querySelector("li .link");
    assert.deepEqual(
      [link?.textContent, link?.getAttribute("title")],
      ["Emberfox strikes", "https://news.example/a?b=1&c=2"],
    );
    assert.match(page.body.textContent ?? "", /1 mail waits to be sent\.[^]*Send Now[^]*Show Plain Text[^]*Discard/);
    assert.match(
      page.body.textContent ?? "",
      /From: Emberfox strikes <a@b\.example>[^]*To: Emberfox strikes, c@d\.example/,
    );
    const plain = drawn({ ...preview, messages: [one], isPlain: true });
    assert.equal(plain.querySelector("pre")?.textContent, one.text);
    assert.match(plain.body.textContent ?? "", /Show as HTML/);
    const sample = drawn({ ...preview, messages: [one], isSample: true });
    assert.deepEqual(
      [...sample.querySelectorAll("button")].map((button) => button.getAttribute("data-do")),
      ["text"],
    );
    assert.match(drawn({ ...preview, messages: [one, one] }).body.textContent ?? "", /2 mails wait[^]*Send All 2/);
    assert.equal(
      drawn({ ...preview, messages: [one], isBusy: true })
        .querySelector("button")
        ?.getAttribute("aria-disabled"),
      "true",
    );
  });

  it("keeps the text of a mail text, and has nothing that loads, leads or runs", () => {
    const plain = [...drawn({ ...preview, messages: [message("word")] }).querySelectorAll("*")].map(
      ({ tagName }) => tagName,
    );
    for (const text of HOSTILE) {
      const page = drawn({ ...preview, messages: [message(text)] });
      const elements = [...page.querySelectorAll("*")];
      for (const { attributes } of elements)
        for (const { name } of attributes)
          assert.match(name, /^(?:id|class|type|title|role|dir|data-do|aria-disabled|aria-label)$/, name);
      // What shows nothing may leave out what stands around it.
      if (text !== "" && oneLine(text).charAt(0) === text.charAt(0))
        assert.deepEqual(
          elements.map(({ tagName }) => tagName),
          plain,
          JSON.stringify(text),
        );
    }
  });

  it("reads whatever was stored as a mail", () => {
    for (const source of [
      "<script>alert(1)</script><img src=x onerror=y><b onclick='x'>a</b>",
      "</li></ul><li><li><h2><b>x</h2>",
      "<body><p>a<body><p>b</body>c",
      `${"<ul>".repeat(5000)}deep`,
      `${"<".repeat(50_000)}a${"<b ".repeat(50_000)}`,
      '<a href="javascript:alert(1)">x</a><iframe src="https://evil.example"></iframe>',
      "no markup & <3",
    ]) {
      const page = parsedBody(`<main>${markup(mailHtml(source))}</main><i>end</i>`);
      assert.equal(page.querySelector("body > i")?.textContent, "end", source.slice(0, 60));
      for (const { tagName, attributes } of page.querySelectorAll("main *")) {
        assert.match(tagName, /^(?:H3|UL|LI|P|STRONG|SPAN|BR)$/);
        for (const { name } of attributes) assert.match(name, /^(?:class|title)$/);
      }
    }
    assert.equal(parsedBody(markup(mailHtml("no markup & <3"))).body.textContent, "no markup & <3");
  });
});
