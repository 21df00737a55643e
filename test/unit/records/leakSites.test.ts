import assert from "node:assert/strict";
import { hostName, keyOriginOf, parseLeakSites } from "../../../src/core/records/leakSites";
import { finish } from "../../../src/core/text/turns";
import { group, location, onion } from "./groups";

const parsed = (data: unknown) => finish(parseLeakSites(JSON.stringify(data)));
const groupsOf = (data: unknown) => {
  const read = parsed(data);
  assert.ok(read.kind === "groups", JSON.stringify(read));
  return read;
};
const hostsOf = (...locations: readonly unknown[]) => groupsOf([group("x", locations)]).groups[0]?.hosts ?? [];

describe("a list of leak sites", () => {
  it("is read in version 1, with the other name that meta tells", () => {
    const { groups, leftOut } = groupsOf([
      group("alphv", [location(onion("alphv"), { title: " A\u0000L\nPHV " })], { meta: "aka blackcat" }),
      group("empty", []),
    ]);
    assert.equal(leftOut, 0);
    assert.deepEqual(groups, [
      {
        name: "alphv",
        aliases: ["blackcat"],
        hosts: [
          {
            host: onion("alphv"),
            url: `http://${onion("alphv")}/`,
            title: "A L PHV",
            active: true,
            checked: "2026-09-01 12:00:00.123456",
          },
        ],
      },
      { name: "empty", aliases: [], hosts: [] },
    ]);
  });

  it("is read in version 2 and in the wrapper of PRO", () => {
    const v2 = {
      name: "Black Basta",
      altname: "BlackBasta, UNC4393",
      url: "https://www.ransomware.live/group/blackbasta",
      type: { raas: true },
      lineage: null,
      ttps: [{ tactic_id: "TA0001", techniques: [] }],
      tools: [],
      locations: [location("basta.example", { type: "DLS" })],
    };
    for (const data of [[v2], { groups: [v2], count: 1 }]) {
      const [first] = groupsOf(data).groups;
      assert.deepEqual(first?.aliases, ["BlackBasta", "UNC4393"]);
      assert.deepEqual(
        first.hosts.map(({ host }) => host),
        ["basta.example"],
      );
    }
    assert.deepEqual(groupsOf([{ ...v2, altname: ["a", 1, "b"] }]).groups[0]?.aliases, ["a", "b"]);
  });

  it("has each host once, active where some place of it is", () => {
    const hosts = hostsOf(
      location(onion("b"), { slug: `http://${onion("b")}/one`, available: false, lastscrape: "2026-09-01 10:00:00" }),
      location(onion("c"), { enabled: false }),
      location(onion("b").toUpperCase(), { slug: `http://${onion("b")}/two`, lastscrape: "2026-08-01 10:00:00" }),
      location(onion("d"), { available: "yes" }),
    );
    assert.deepEqual(
      hosts.map(({ host, active, url, checked }) => [host, active, url, checked]),
      [
        [onion("b"), true, `http://${onion("b")}/two`, "2026-09-01 10:00:00"],
        [onion("c"), false, `http://${onion("c")}/`, "2026-09-01 12:00:00.123456"],
        [onion("d"), false, `http://${onion("d")}/`, "2026-09-01 12:00:00.123456"],
      ],
    );
  });

  it("takes host names alone, of whatever script, and counts what it leaves out", () => {
    const right: readonly (readonly [written: string, host: string])[] = [
      ["Leaks.Example.", "leaks.example"],
      ["https://u:p@leaks.example:8443/x?y#z", "leaks.example"],
      [`blog.${onion("x")}`, `blog.${onion("x")}`],
      ["xn--mnchen-3ya.example", "xn--mnchen-3ya.example"],
      ["mu\u0308nchen.example", "münchen.example"],
      ["утечки.рф", "утечки.рф"],
      ["203.0.113.7", "203.0.113.7"],
    ];
    for (const [written, host] of right) assert.equal(hostName(written), host, written);
    const wrong = [
      "",
      "leaks",
      "a b.example",
      "a\nb.example",
      "a..example",
      "-a.example",
      "abc.onion",
      `${"a".repeat(56)}1.onion`,
      `${"a".repeat(55)}1.onion`,
      "evil\u202e.example",
      "<b>.example",
      "a,b.example",
      "[::1]",
      `${"a".repeat(64)}.example`,
      `${"a.".repeat(130)}example`,
      null,
      7,
      {},
    ];
    for (const written of wrong) assert.equal(hostName(written), null, JSON.stringify(written));
    const { groups, leftOut } = groupsOf([
      group("x", [...wrong.map((fqdn) => ({ fqdn, available: true })), null, 1, location("a.example")]),
    ]);
    assert.deepEqual(
      groups[0]?.hosts.map(({ host }) => host),
      ["a.example"],
    );
    assert.equal(leftOut, wrong.length + 2);
  });

  it("keeps what is told beside a host short, on one line, and what it is", () => {
    const [host] = hostsOf(
      location("a.example", {
        slug: "javascript:alert(1)",
        title: "x".repeat(10_000),
        lastscrape: "yesterday\n{host}",
      }),
    );
    assert.deepEqual([host?.url, host?.title.length, host?.checked], ["", 120, ""]);
    const [other] = hostsOf(location("a.example", { slug: `http://a.example/${"x".repeat(600)}`, title: 1 }));
    assert.deepEqual([other?.url, other?.title], ["", ""]);
  });

  it("counts names and addresses that are too long, and names too many", () => {
    const count = (entry: object) => groupsOf([{ name: "a", locations: [], ...entry }]).leftOut;
    assert.equal(count({ altname: ["b", "c"] }), 0);
    assert.equal(count({ altname: Array.from({ length: 33 }, (_, at) => `b${at}`) }), 3);
    assert.equal(count({ altname: ["b", "x".repeat(101)] }), 1);
    assert.equal(count({ altname: Array.from({ length: 200 }, (_, at) => `name${at}`).join(",") }) > 1, true);
    assert.equal(count({ locations: [location("a.example", { slug: `http://a.example/${"x".repeat(600)}` })] }), 1);
  });

  it("passes over entries that are none, and joins two of one name", () => {
    const { groups, leftOut } = groupsOf([
      null,
      7,
      { name: "no locations" },
      { name: " ", locations: [] },
      { name: "x".repeat(101), locations: [] },
      group("a", [location("one.example")]),
      group("a", [location("two.example")]),
      group(
        "many",
        Array.from({ length: 250 }, (_, number) => location(`h${number}.example`)),
      ),
    ]);
    assert.deepEqual(
      groups.map(({ name, hosts }) => [name, hosts.length]),
      [
        ["a", 2],
        ["many", 200],
      ],
    );
    assert.equal(leftOut, 51, "hosts, and the name that is too long");
  });

  it("is none where the server says something else", () => {
    assert.deepEqual(parsed({ error: "rate limit" }), { kind: "message", message: "rate limit" });
    assert.deepEqual(parsed({ message: "1 per 1 minute" }), { kind: "message", message: "1 per 1 minute" });
    for (const data of [{}, 7, null, "text", { error: 1 }, { groups: {} }, [1, 2], [{ victim: "a" }]])
      assert.deepEqual(parsed(data), { kind: "wrong", why: "shape" }, JSON.stringify(data));
    assert.deepEqual(parsed([]), { kind: "wrong", why: "noGroups" });
    assert.deepEqual(parsed({ groups: [] }), { kind: "wrong", why: "noGroups" });
    assert.deepEqual(finish(parseLeakSites("<html>")), { kind: "wrong", why: "notJson" });
    assert.deepEqual(parsed(Array.from({ length: 10_001 }, () => 1)), { kind: "wrong", why: "tooMany" });
  });

  it("a key belongs to the server it is read from, to PRO where none is wanted", () => {
    const pro = "https://api-pro.ransomware.live";
    assert.equal(keyOriginOf("https://api.ransomware.live/v2/groups"), pro);
    assert.equal(keyOriginOf(`${pro}/groups`), pro);
    assert.equal(keyOriginOf("lists/groups.json"), pro);
    assert.equal(keyOriginOf("https://mirror.example:8443/groups"), "https://mirror.example:8443");
    assert.equal(keyOriginOf("https://api.ransomware.live.evil.example/"), "https://api.ransomware.live.evil.example");
  });
});
