import assert from "node:assert/strict";
import type { SourceFailure } from "../../../src/core/model/model";
import { describeSourceFailure } from "../../../src/core/fetching/describeSourceFailure";
import { plainText } from "../../../src/core/text/translate";

const FAILURES: readonly SourceFailure[] = [
  { code: "dns", host: "news.example" },
  { code: "refused", host: "news.example" },
  { code: "reset", host: "news.example" },
  { code: "tls", why: "selfSigned" },
  { code: "tls", why: "handshake", detail: "ERR_SSL_UNEXPECTED_MESSAGE" },
  { code: "timeout", seconds: 20 },
  { code: "status", status: 403 },
  { code: "status", status: 404 },
  { code: "status", status: 418 },
  { code: "status", status: 429 },
  { code: "status", status: 500 },
  { code: "redirectLoop", limit: 5 },
  { code: "redirectRefused", target: "file:///etc/passwd", why: "scheme" },
  { code: "redirectRefused", target: "http://10.0.0.1/", why: "private" },
  { code: "redirectRefused", target: "http://a.test/", why: "changed" },
  { code: "redirectRefused", target: "http://intranet/", why: "localName" },
  { code: "redirectRefused", target: "http://a.test:25/", why: "port" },
  { code: "redirectRefused", target: "http://[", why: "invalid" },
  { code: "tooLarge", limitBytes: 10_000_000 },
  { code: "truncated" },
  { code: "encoding" },
  { code: "empty" },
  { code: "binary" },
  { code: "notFeed" },
  { code: "noItems" },
  { code: "noLinks" },
  { code: "parseTimeout", seconds: 5 },
  { code: "parseFailed", why: "error", detail: "RangeError" },
  { code: "proxy", why: "status", detail: "502" },
  { code: "network", why: "other", detail: "EIO" },
];

describe("describeSourceFailure", () => {
  const sentences = FAILURES.map((failure) => describeSourceFailure(failure, plainText));

  it("has a sentence of its own for each failure", () => {
    assert.equal(new Set(sentences).size, FAILURES.length);
    for (const sentence of sentences) assert.match(sentence, /^\S.* \S/);
  });

  it("says the particulars", () => {
    for (const [index, failure] of FAILURES.entries()) {
      for (const [key, value] of Object.entries(failure)) {
        if (key === "host" || key === "detail" || key === "status" || key === "seconds" || key === "target") {
          assert.ok(sentences[index]?.includes(String(value)), sentences[index]);
        }
      }
    }
    assert.ok(describeSourceFailure({ code: "tooLarge", limitBytes: 3_000_000 }, plainText).includes("3 MB"));
  });

  it("leaves no placeholder", () => {
    for (const sentence of sentences) assert.doesNotMatch(sentence, /[{}]/);
  });
});
