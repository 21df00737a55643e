import assert from "node:assert/strict";
import { isRoundup, overviewOf } from "../../../src/core/stories/roundups";

describe("headlines of several stories", () => {
  for (const title of [
    "Weekly Recap: Router Botnets, Fake Wallets and a Leaky Forum",
    "In Other News: Quillstone Sentenced, Port Reopens, Wallet Drained",
    "Harbour Security Podcast, episode 212",
    "This Week in Ports: cranes, cables and a worm",
    "Wochenrückblick: Datenlecks und ein Wurm",
    "Bulletin: Fox Malware, Router Holes & 14 More Stories",
    "Agency adds three known exploited vulnerabilities to its catalog",
    "Over 40 vendors patch their routers",
    "Agency warns of exploited Quillstone flaw; Fenbite ransomware hits ports",
    "Threat report of the week [Guest Diary]",
  ]) {
    it(`is one: ${title}`, () => assert.equal(isRoundup(title), true));
  }

  for (const title of [
    "Fenbite ransomware hits ports and airports",
    "Quillstone flaw exploited; maker stays silent",
    "Newsletter plugin flaw exploited",
    "Hackers steal data of ports, airports and banks",
  ]) {
    it(`is none: ${title}`, () => assert.equal(isRoundup(title), false));
  }

  it("knows whose overview of a day of patches it is", () => {
    assert.equal(overviewOf("Patch Tuesday, May 2026"), "microsoft");
    assert.equal(overviewOf("Microsoft fixes 93 flaws in May, two of them exploited"), "microsoft");
    assert.equal(overviewOf("Microsoft patches six exploited zero-days"), "microsoft");
    assert.equal(overviewOf("Patchday: Adobe schließt Lücken"), "adobe");
    assert.equal(overviewOf("SAP's May 2026 security updates fix critical flaws"), "sap");
    assert.equal(overviewOf("Microsoft fixes exploited Exchange flaw"), null);
    assert.equal(overviewOf("Fortinet patches four flaws in FortiQuill"), null);
    assert.equal(overviewOf("Fenbite crew hits 93 ports"), null);
  });
});
