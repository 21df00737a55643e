import assert from "node:assert/strict";
import { leakSitesKey } from "../../../src/cli/leakSitesKey";

const PRO = "https://api-pro.ransomware.live/groups";
const KEY = "obviously-fake-key";
const env = (host: string, key = KEY) => ({
  TI_SCRAPER_RANSOMWARE_LIVE_KEY: key,
  TI_SCRAPER_RANSOMWARE_LIVE_HOST: host,
});

describe("the key of ransomware.live PRO on the command line", () => {
  it("goes to the origin it was given for", () => {
    const key = { key: KEY, origin: "https://api-pro.ransomware.live" };
    for (const host of ["https://api-pro.ransomware.live", " https://API-PRO.ransomware.live:443/x "])
      assert.deepEqual(leakSitesKey(env(host, ` ${KEY}\n`), PRO), { ok: true, key });
  });

  it("goes nowhere else, and says so without telling it", () => {
    for (const host of ["", "api-pro.ransomware.live", "http://api-pro.ransomware.live", "https://evil.example"]) {
      const read = leakSitesKey(env(host), PRO);
      assert.ok(!read.ok, host);
      assert.match(read.sentence, /not sent.*https:\/\/api-pro\.ransomware\.live.*TI_SCRAPER_RANSOMWARE_LIVE_HOST/);
      assert.doesNotMatch(read.sentence, new RegExp(KEY));
    }
    const odd = leakSitesKey(env("https://api-pro.ransomware.live", "fake\nkey"), PRO);
    assert.ok(!odd.ok && !odd.sentence.includes("fake"));
  });

  it("is none where none is set, or a file is read", () => {
    assert.deepEqual(leakSitesKey({}, PRO), { ok: true, key: null });
    assert.deepEqual(leakSitesKey(env("", " "), PRO), { ok: true, key: null });
    assert.deepEqual(leakSitesKey(env("https://evil.example"), "lists/groups.json"), { ok: true, key: null });
  });
});
