import { equal, deepEqual, match } from "node:assert/strict";
import { plainText } from "../../../src/core/text";
import { describeBaseUrlProblem, normaliseBaseUrl, recordPage } from "../../../src/core/xsoar/connection";

describe("normaliseBaseUrl", () => {
  const accepted: readonly (readonly [string, string, string])[] = [
    ["https://soar.example.com", "https://soar.example.com", "https://soar.example.com"],
    ["  https://soar.example.com/\n", "https://soar.example.com", "https://soar.example.com"],
    ["https://soar.example.com///", "https://soar.example.com", "https://soar.example.com"],
    ["https://SOAR.Example.com:443/", "https://soar.example.com", "https://soar.example.com"],
    ["https://soar.example.com:8443", "https://soar.example.com:8443", "https://soar.example.com:8443"],
    ["https://soar.example.com/acc_blue/", "https://soar.example.com/acc_blue", "https://soar.example.com"],
    ["https://soar.example.com//acc_blue", "https://soar.example.com/acc_blue", "https://soar.example.com"],
    ["https://soar.example.com/#/indicator/12", "https://soar.example.com", "https://soar.example.com"],
    ["https://soar.example.com/acc_blue/#/home?x=1", "https://soar.example.com/acc_blue", "https://soar.example.com"],
    ["https://soar.example.com/?next=/login#top", "https://soar.example.com", "https://soar.example.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["HTTP://[::1]:8080/x", "http://[::1]:8080/x", "http://[::1]:8080"],
  ];
  for (const [input, baseUrl, origin] of accepted) {
    it(`takes ${JSON.stringify(input)}`, () => deepEqual(normaliseBaseUrl(input), { ok: true, baseUrl, origin }));
  }

  const rejected: readonly (readonly [string, string])[] = [
    ["", "empty"],
    ["  ", "empty"],
    ["soar.example.com", "scheme"],
    ["soar.example.com:443", "scheme"],
    ["ftp://soar.example.com", "scheme"],
    ["file:///etc/passwd", "scheme"],
    ["javascript:alert(1)", "scheme"],
    ["https:soar.example.com", "invalid"],
    ["https://", "invalid"],
    ["https://a b", "invalid"],
    ["https://soar.example.com:99999", "invalid"],
    ["https://user:secret@soar.example.com", "credentials"],
  ];
  for (const [input, why] of rejected) {
    it(`rejects ${JSON.stringify(input)}: ${why}`, () => {
      const result = normaliseBaseUrl(input);
      equal(result.ok ? "accepted" : result.why, why);
      if (!result.ok) match(describeBaseUrlProblem(result.why, plainText), /address of Cortex XSOAR/);
    });
  }

  it("knows the page of a record", () => {
    equal(recordPage("https://soar.example.com/acc_x", "1/2"), "https://soar.example.com/acc_x/#/indicator/1%2F2");
  });
});
