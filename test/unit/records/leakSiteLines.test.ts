import assert from "node:assert/strict";
import { leakLines } from "../../../src/core/records/leakSiteLines";
import type { LeakHost } from "../../../src/core/records/leakSites";
import { onion } from "./groups";

const SHIPPED = "{host},\t{status}";
const site = (rest: Partial<LeakHost> = {}): LeakHost => ({
  host: onion("lock"),
  url: `http://${onion("lock")}/`,
  title: "LockBit BLOG (new), active.example",
  active: true,
  checked: "2026-09-01 12:00:00",
  ...rest,
});
const host = onion("lock");

describe("a line about a leak site", () => {
  it("is written as the original did, and known again", () => {
    const { written, read } = leakLines(SHIPPED);
    assert.equal(written(site()), `${host},\tactive`);
    assert.equal(written(site({ active: false })), `${host},\tinactive`);
    assert.equal(read(`${host},\tactive`)?.host, host);
    assert.equal(read(`${host},\tactive`)?.updated(site()), `${host},\tactive`);
    assert.equal(read(`${host},\tactive`)?.updated(site({ active: false })), `${host},\tinactive`);
    assert.equal(read(`${host},\tactive`)?.updated(null), `${host},\tinactive`);
  });

  it("is known with other blanks, another case or defanged, and only its status changes", () => {
    const { read } = leakLines(SHIPPED);
    for (const [line, expected] of [
      [`  ${host}, active `, `  ${host}, inactive `],
      [`${host},active`, `${host},inactive`],
      [`${host.toUpperCase()},\tActive`, `${host.toUpperCase()},\tinactive`],
      [`${host.replace(".", "[.]")},\tactive`, `${host.replace(".", "[.]")},\tinactive`],
    ] as const) {
      assert.equal(read(line)?.host, host, line);
      assert.equal(read(line)?.updated(null), expected);
    }
    assert.equal(read(`${host},\tACTIVE`)?.updated(site()), `${host},\tACTIVE`);
  });

  it("is none where somebody has written anything else", () => {
    const { read } = leakLines(SHIPPED);
    for (const line of [
      "",
      "active",
      host,
      `${host},\tactive (seen by Jo)`,
      `see ${host},\tactive`,
      `${host}\tactive`,
      `${host},\tgone`,
      "abc.onion,\tactive",
      "foo bar.example,\tactive",
      `${host},\tactive${" x".repeat(1000)}`,
    ])
      assert.equal(read(line), null, line);
  });

  const templates = [
    SHIPPED,
    "{host}",
    "{host} {title}",
    "{title} {host}",
    "{title} | {host} | {status}",
    "{host}-{status}",
    "{host}.",
    "{status}{host}",
    "* {url} {status} ({checked})",
    "{url}{host}",
    "{checked} {host} {title} {status} {url}",
    "{host} {host} {status} {status}",
    "x{host}y {other} [{title}]",
    " {host}\t\t{status} ",
  ].map((template) => (template.includes("{host}") ? template : `${template} {host}`));
  for (const template of templates) {
    it(`what is written by ${JSON.stringify(template)} is known again, and brought up to date`, () => {
      const { written, read } = leakLines(template);
      for (const before of [
        site(),
        site({ title: "", checked: "" }),
        site({ url: "", active: false }),
        site({ host: "утечки.рф", title: "{status}" }),
      ]) {
        const line = read(written(before));
        assert.equal(line?.host, before.host, written(before));
        assert.equal(line.updated(before), written(before));
        const after = { ...before, active: !before.active, checked: "2026-09-03T00:00:00Z" };
        assert.equal(line.updated(after), written(after));
      }
    });
  }

  it("of the shipped form is known whatever the template is", () => {
    const { read } = leakLines("{status}: {host}");
    assert.equal(read(`${host},\tactive`)?.updated(null), `${host},\tinactive`);
  });

  it("is looked for in no time, whatever stands there", function () {
    this.timeout(5000);
    const { read } = leakLines("{title}{url}{host}{title}{status}{url}{checked}x");
    const lines = ["a.".repeat(600), "http://".repeat(180), " ".repeat(1200), "inactive".repeat(160), "a".repeat(1300)];
    const started = performance.now();
    for (const line of lines) assert.equal(read(line), null);
    assert.ok(performance.now() - started < 4000);
  });
});
