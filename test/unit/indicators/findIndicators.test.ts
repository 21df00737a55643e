import assert from "node:assert/strict";
import { findIndicators } from "../../../src/core/indicators/findIndicators";
import { defang, formsOf } from "../../../src/core/model/indicators";

const found = (text: string) =>
  findIndicators(text).map(({ kind, value, punycode }) =>
    [kind, value, ...(punycode === undefined ? [] : [`(${punycode})`])].join(" "),
  );
const md5 = "9e107d9d372bb6826bd81d3542a419d6";
const sha1 = "a1".repeat(20);

const CASES: readonly (readonly [text: string, ...expected: string[]])[] = [
  ["Patch CVE-2026-12345 and cve 2025‑0001 now (CVE-2026-12345)", "cve CVE-2026-12345", "cve CVE-2025-0001"],
  ["/blog/cve-2026-4711-explained", "cve CVE-2026-4711"],
  ["CVE-26-1, XCVE-2026-1234, CVE-2026-123"],
  [`Hash ${md5.toUpperCase()}.`, `md5 ${md5}`],
  [
    `sha1 ${sha1} sha256 ${"b2".repeat(32)} sha512 ${"c3".repeat(64)}`,
    `sha1 ${sha1}`,
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

/** Names in other letters: whole, with their form in ASCII, or not at all. */
const LETTERS: typeof CASES = [
  ["the squat of the port's page, hafenbehörde[.]example", "domain hafenbehörde.example (xn--hafenbehrde-yfb.example)"],
  ["portauthorıty[.]example looks alike", "domain portauthorıty.example (xn--portauthorty-b5b.example)"],
  ["a Cyrillic а in hаrbour[.]example", "domain hаrbour.example (xn--hrbour-3nf.example)"],
  [
    "HAFENBEHÖRDE[.]example is xn--hafenbehrde-yfb[.]example",
    "domain hafenbehörde.example (xn--hafenbehrde-yfb.example)",
  ],
  [
    "hxxps://café[.]example:8443/menü?x=1",
    "url https://café.example:8443/menü?x=1 (https://xn--caf-dma.example:8443/menü?x=1)",
  ],
  ["from jörg[@]café[.]example", "email jörg@café.example (jörg@xn--caf-dma.example)"],
  ["from jörg.müller[@]evil[.]example", "email jörg.müller@evil.example"],
  ["ｅｖｉｌ[.]example in wide letters", "domain evil.example"],
  ["пример[.]испытание", "domain пример.испытание (xn--e1afmkfd.xn--80akhbyknj4f)"],
  ["decomposed: cafe\u0301[.]example", "domain café.example (xn--caf-dma.example)"],
  ["请访问evil[.]example下载"],
  ["Ⓔvil[.]example in circled letters", "domain evil.example"],
];

/** What stands for a letter, a hyphen or a dot joins: neither part is a name. Signs of lists and quotation marks do not. */
const JOINED: typeof CASES = [
  [
    "ha!rbour[.]example har$bour[.]example ha¡bour[.]example port&harbour[.]example ha☃rbour[.]example 🦊harbour[.]example",
  ],
  ["port‑harbour[.]example port–harbour[.]example port·harbour[.]example port․harbour[.]example o’harbour[.]example"],
  ["harbour[.]exam☃ple harbour[.]example·test harbour[.]example‑berth harbour[.]example🦊"],
  ["hxxp://har¡bour[.]example/x hxxp://har☃bour[.]example o’thief[@]harbour[.]example a@b@harbour[.]example"],
  [
    "▪one[.]example →two[.]example ✔three[.]example “four[.]example” five[.]example’s **six[.]example** port—seven[.]example",
    ...["one", "two", "three", "four", "five", "six", "seven"].map((name) => `domain ${name}.example`),
  ],
];

/** What is part of something longer is none. */
const PARTS: typeof CASES = [
  ["backup_evil[.]example.zip_old, evil[.]example_dump, invoice.evil[.]example.pdf"],
  ["update[.]exe, loader[.]dll and page[.]html are files"],
  ["my_host[.]evil[.]example", "domain my_host.evil.example"],
  ["%2Fevil[.]example"],
  ["the head evil[.]example.Then it ended"],
  [
    "login [.] evil[.]example, login dot evil[.]example, login\\.evil[.]example, evil[.]example\\.uk, evil[.]example(.uk",
  ],
  ["o'brien[@]evil[.]example and 'admin[@]evil[.]example'", "email o'brien@evil.example", "email admin@evil.example"],
  ["thief [at] freemail[.]example", "email thief@freemail.example"],
  ["hxxp://user:pass@evil[.]example/x", "url http://user:pass@evil.example/x"],
  [
    "hxxp://evil[.]example/it's/here and 'hxxp://bad[.]example/x'",
    "url http://evil.example/it's/here",
    "url http://bad.example/x",
  ],
  ["hxxp://evil[.]example/a,hxxp://bad[.]example/b", "url http://evil.example/a", "url http://bad.example/b"],
  ["[hxxp://evil[.]example/x](https://vendor.example/y)", "url http://evil.example/x"],
  [`hxxp://evil[.]example/${"a".repeat(3000)}`],
  [`hxxps://evil[.]example/${md5}/gate.php?id=${sha1}`, `url https://evil.example/${md5}/gate.php?id=${sha1}`],
  ["hxxps://evil[.]example/CVE-2026-4711/x", "cve CVE-2026-4711", "url https://evil.example/CVE-2026-4711/x"],
  [
    "evil[.]example/gate[.]php?x=1 and bad[.]example/worse[.]example",
    "domain evil.example",
    "domain bad.example",
    "domain worse.example",
  ],
  ["https://vendor.example/evil[.]example-is-down"],
  [`${md5}.evil[.]example`, `domain ${md5}.evil.example`],
  [
    `ä${md5} _${md5} ${md5}_old ${md5}.exe main.${md5}.js part-${md5} ${md5}-1 /get/${md5} https://vendor.example/file/${md5}`,
  ],
  [`sha1-${sha1}, (${md5}), ${md5}/${sha1}`, `sha1 ${sha1}`, `md5 ${md5}`],
  ["CVE-2026-1234-5678, CVE-2026-1234a, ÄCVE-2026-1234, CVE-2026-1234.5, CVE-2026-12345678"],
  [
    "/posts/cve-2026-4711-2-flaws CVE-2026-0815, CVE-2026-0816.",
    "cve CVE-2026-4711",
    "cve CVE-2026-0815",
    "cve CVE-2026-0816",
  ],
  ["x45.77.12.9 45.77.12.9x 45.77.12.9.5 lib-45.77.12.9.tgz 45.77.12.9-beta 45.77.12.9\\.5 9.12.77.45.in-addr.arpa"],
  ["the network 45[.]77[.]12[.]0/24 or 45.77.13.0/24."],
  [
    "45.77.12.9-45.77.12.20 and 45.77.13.9/45.77.13.10",
    "ipv4 45.77.12.9",
    "ipv4 45.77.12.20",
    "ipv4 45.77.13.9",
    "ipv4 45.77.13.10",
  ],
  ["45[.]77[.]12[.]9/gate[.]php, http://45.77.13.9/x.sh", "ipv4 45.77.13.9", "ipv4 45.77.12.9"],
  ["2001:db8::45.77.12.9, 2a01:4f8:1:2::17/64", "ipv6 2001:db8::45.77.12.9"],
  ["hxxp://[2a01:4f8::17]:8080/x", "url http://[2a01:4f8::17]:8080/x"],
];

/** Ways of defanging. */
const NOTATIONS: typeof CASES = [
  [
    "a[.]b[.]example a(.)c(.)example a{.}d{.}example a[dot]e[dot]example",
    ...["b", "c", "d", "e"].map((one) => `domain a.${one}.example`),
  ],
  ["a[.f.]example, a.g[.]example, a[.]h.example", ...["f", "g", "h"].map((one) => `domain a.${one}.example`)],
  ["a&#46;i&#x2e;example, evil\u200b[.]exam\u00adple", "domain a.i.example", "domain evil.example"],
  [
    "hxtp://a[.]example hzzps://b.example h**p://c.example meow://d[.]example",
    "url http://a.example",
    "url https://b.example",
    "url http://c.example",
    "url http://d.example",
  ],
  ["hxxp[:]//a.example[:]8080[/]x fxp://b[.]example/y", "url http://a.example:8080/x", "url ftp://b.example/y"],
  [
    String.raw`45 [.] 77 [.] 12 [.] 9, 45 (dot) 77 (dot) 12 (dot) 10, 45 dot 77 dot 12 dot 11, 45\.77\.12\.13`,
    ...["9", "10", "11", "13"].map((last) => `ipv4 45.77.12.${last}`),
  ],
  ["2a01[:]4f8[:]10a[:]b2c[::]17", "ipv6 2a01:4f8:10a:b2c::17"],
];

/** What has the shape of an address or a hash and says nothing of an attack. */
const DECOYS: typeof CASES = [
  ["d41d8cd98f00b204e9800998ecf8427e da39a3ee5e6b4b0d3255bfef95601890afd80709"],
  [
    "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855 cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
  ],
  // Of nothing in other ways, and of the end of a line.
  [
    "aad3b435b51404eeaad3b435b51404ee:31d6cfe0d16ae931b73c59d7e0c089c0 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 68b329da9893e34099c7d8ad5cb9c940 a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a",
  ],
  ["libport 12.20.0.3 or older, Pier 115.0.16.26 and below, Dock 31.4.2.11 oder früher, v21.4.2.11-12"],
  ["Versions 12.20.0.3, 12.20.0.4 and 12.21.0.1 are affected; update to 12.22.0.1"],
  ["behoben in 12.20.0.3 / 12.21.0.3, User-Agent Pier/31.4.2.11, Pier 31.4.2.11 (build 7)"],
  ["Dock 1.2.0.3 runs"],
  [
    "from 12.20.0.3 before 12.20.0.9, bis einschließlich 31.4.2.11, DockOS 31.4.2.11, the plugin 31.4.2.11, Acrobat Reader 31.4.2.11",
  ],
  ["Section 12.20.0.3, Kapitel 31.4.2.11, § 12.4.1.9, ISO 27001 12.20.0.3, ports >= 12.20.0.3, < 12.20.0.9"],
  ["ecc 1.3.132.0 and 1.3.101.112, policy 2.23.140.1, EKU 31.4.2.11, SNMP trap 31.4.2.11"],
  [
    "src=45.77.12.9 -> 45.77.12.10, <45.77.12.11>, <td>45.77.12.13</td>, 45.77.12.14–45.77.12.15, 2.23.140.1:443",
    ...["45.77.12.9", "45.77.12.10", "45.77.12.11", "45.77.12.13", "45.77.12.14", "45.77.12.15", "2.23.140.1"].map(
      (address) => `ipv4 ${address}`,
    ),
  ],
  ["OID 2.16.840.1 of 1.3.6.1.4.1.311, keyUsage 2.5.29.15, 1.3.6.1, object identifier 31.4.2.11"],
  ["C2 at 1.2.0.3:443, resolvers 8.8.8.8, 45.77.12.9", "ipv4 1.2.0.3", "ipv4 45.77.12.9"],
];

describe("findIndicators", () => {
  for (const [what, cases] of Object.entries({ CASES, LETTERS, JOINED, PARTS, NOTATIONS, DECOYS })) {
    describe(what.toLowerCase(), () => {
      for (const [text, ...expected] of cases) {
        it(`${text.slice(0, 60)} → ${expected.length === 0 ? "none" : expected.length}`, () => {
          assert.deepEqual(found(text), expected);
        });
      }
    });
  }

  it("counts nothing twice, and stops at 200", () => {
    const many = Array.from({ length: 500 }, (_, index) => `h${index}[.]evil[.]example`).join(" ");
    assert.equal(found(many).length, 200);
    assert.deepEqual(found("a[.]example A[.]EXAMPLE"), ["domain a.example"]);
  });

  it("finds no beginning of what its end of the text cuts", () => {
    for (let before = 39_970; before <= 40_000; before++) {
      const text = `${"w ".repeat(Math.floor(before / 2))}${"w".repeat(before % 2)} evil[.]example[.]test`;
      for (const one of found(text)) assert.equal(one, "domain evil.example.test");
    }
  });

  it("takes no longer for hostile text", () => {
    for (const part of [
      "a.",
      "a[.]",
      "a-",
      "hxxp://",
      "1.1.1.",
      "a:",
      "a@",
      "f",
      "[.]",
      "cve-2026-",
      "ä.",
      "a_",
      "a'",
      "!",
      "a\\.",
      "a dot ",
      "hxxp://a[.]b/",
      "hxxp://a.b,",
      "a[.]b/",
      "1.1.1.1, ",
      "1.1.1.1-",
      "&#46;",
      "f/",
      "::",
      "a[.]b/c[.]",
      "a!",
      "a☃",
      "1 [.] ",
      "1 dot ",
      "1\\.",
      "[::]",
    ]) {
      const started = performance.now();
      findIndicators(part.repeat(100_000));
      const passed = performance.now() - started;
      assert.ok(passed < 2000, `${part}: ${Math.round(passed)} ms`);
    }
  });

  it("is shown defanged", () => {
    assert.equal(defang({ kind: "url", value: "https://a.evil.example/x.html" }), "hxxps://a[.]evil[.]example/x.html");
    assert.equal(defang({ kind: "url", value: "ftp://evil.example/x" }), "fxp://evil[.]example/x");
    assert.equal(defang({ kind: "domain", value: "evil.example" }), "evil[.]example");
    assert.equal(defang({ kind: "ipv4", value: "45.77.12.9" }), "45[.]77[.]12[.]9");
    assert.equal(defang({ kind: "ipv6", value: "2a01::17" }), "2a01[:][:]17");
    assert.equal(defang({ kind: "email", value: "a@b.example" }), "a[@]b[.]example");
    assert.equal(defang({ kind: "cve", value: "CVE-2026-1" }), "CVE-2026-1");
  });

  it("is shown with its form in ASCII beside it, and looked for by both", () => {
    const [indicator] = findIndicators("café[.]example");
    assert.ok(indicator);
    assert.equal(defang(indicator), "café[.]example (xn--caf-dma[.]example)");
    assert.deepEqual(formsOf(indicator), ["café.example", "xn--caf-dma.example"]);
  });

  it("finds again what it has shown", () => {
    for (const text of [
      "hxxp://evil[.]example/a",
      "fxp://evil[.]example/a",
      "evil[.]example",
      "45[.]77[.]12[.]9",
      "a[@]b[.]example",
      "café[.]example",
      "hxxps://café[.]example/x",
      "jörg[@]café[.]example",
    ]) {
      const [indicator] = findIndicators(text);
      assert.ok(indicator, text);
      assert.deepEqual(findIndicators(defang(indicator)), [indicator]);
    }
  });
});
