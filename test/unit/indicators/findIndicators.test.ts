import assert from "node:assert/strict";
import { findIndicators } from "../../../src/core/indicators/findIndicators";
import { defang, defangText } from "../../../src/core/model/indicators";

const found = (text: string) => findIndicators(text).map(({ kind, value }) => `${kind} ${value}`);
const md5 = "9e107d9d372bb6826bd81d3542a419d6";

const CASES: readonly (readonly [text: string, ...expected: string[]])[] = [
  ["Patch CVE-2026-12345 and cve 2025‑0001 now (CVE-2026-12345)", "cve CVE-2026-12345", "cve CVE-2025-0001"],
  ["/blog/cve-2026-4711-explained", "cve CVE-2026-4711"],
  ["CVE-26-1, XCVE-2026-1234, CVE-2026-123"],
  [`Hash ${md5.toUpperCase()}.`, `md5 ${md5}`],
  [
    `sha1 ${"a1".repeat(20)} sha256 ${"b2".repeat(32)} sha512 ${"c3".repeat(64)}`,
    `sha1 ${"a1".repeat(20)}`,
    `sha256 ${"b2".repeat(32)}`,
    `sha512 ${"c3".repeat(64)}`,
  ],
  [`${"1".repeat(32)} ${"a".repeat(40)} x${md5} ${md5}0`],
  ["The C2 is evil[.]example and (dot) forms: bad(dot)co[.]test", "domain evil.example", "domain bad.co.test"],
  ["Booking.com, node.js, update.exe and https://vendor.example/post are no indicators"],
  ["hxxps://login.evil[.]example/a?b=c#d, then", "url https://login.evil.example/a?b=c#d"],
  ["see hXXp[://]evil.example:8080/x).", "url http://evil.example:8080/x"],
  ["write to ransom[@]mail[.]example or boss [at] mail.example", "email ransom@mail.example"],
  ["Beacons go to 45.77.12.9 and 8[.]8[.]4[.]4:443", "ipv4 45.77.12.9", "ipv4 8.8.4.4"],
  ["fixed in version 45.77.12.9, v8.8.4.4, 10.0.0.1, 192.168.1.1, 127.0.0.1, 300.1.1.1, 1.2.3.4.5, 203.0.113.9"],
  ["lab host 10[.]0[.]0[.]5", "ipv4 10.0.0.5"],
  ["over 2a01:4f8:10a:b2c::17 at 12:30:45", "ipv6 2a01:4f8:10a:b2c::17"],
  ["time 10:20:30:40, std::vector::iterator, a::b"],
];

describe("findIndicators", () => {
  for (const [text, ...expected] of CASES) {
    it(`${text.slice(0, 60)} → ${expected.length === 0 ? "none" : expected.length}`, () => {
      assert.deepEqual(found(text), expected);
    });
  }

  it("counts nothing twice, and stops at 200", () => {
    const many = Array.from({ length: 500 }, (_, index) => `h${index}[.]evil[.]example`).join(" ");
    assert.equal(found(many).length, 200);
    assert.deepEqual(found("a[.]example A[.]EXAMPLE"), ["domain a.example"]);
  });

  it("takes no longer for hostile text", () => {
    for (const part of ["a.", "a[.]", "a-", "hxxp://", "1.1.1.", "a:", "a@", "f", "[.]", "cve-2026-"]) {
      const started = performance.now();
      findIndicators(part.repeat(100_000));
      const passed = performance.now() - started;
      assert.ok(passed < 2000, `${part}: ${Math.round(passed)} ms`);
    }
  });

  it("is shown defanged", () => {
    assert.equal(defang({ kind: "url", value: "https://a.evil.example/x.html" }), "hxxps://a[.]evil[.]example/x.html");
    assert.equal(defang({ kind: "domain", value: "evil.example" }), "evil[.]example");
    assert.equal(defang({ kind: "ipv4", value: "45.77.12.9" }), "45[.]77[.]12[.]9");
    assert.equal(defang({ kind: "ipv6", value: "2a01::17" }), "2a01[:][:]17");
    assert.equal(defang({ kind: "email", value: "a@b.example" }), "a[@]b[.]example");
    assert.equal(defang({ kind: "cve", value: "CVE-2026-1" }), "CVE-2026-1");
  });

  it("finds again what it has shown", () => {
    for (const text of ["hxxp://evil[.]example/a", "evil[.]example", "45[.]77[.]12[.]9", "a[@]b[.]example"]) {
      const [indicator] = findIndicators(text);
      assert.ok(indicator, text);
      assert.deepEqual(findIndicators(defang(indicator)), [indicator]);
    }
  });
});

describe("a text without anything that becomes a link", () => {
  it("has its hosts and addresses defanged, whatever stands around them", () => {
    for (const [text, expected] of [
      ["leaks.example,\tactive", "leaks[.]example,\tactive"],
      [
        "See HTTPS://u@Leaks.Example:8/a.b, or 203.0.113.7.",
        "See hxxpS://u@Leaks[.]Example:8/a[.]b, or 203[.]0[.]113[.]7.",
      ],
      ["утечки.рф и a_b.example\nend.", "утечки[.]рф и a_b[.]example\nend."],
      ["http:/x ... v1.2 [.] already[.]done", "http:/x ... v1[.]2 [.] already[.]done"],
    ] as const)
      assert.equal(defangText(text), expected);
  });
});
