import assert from "node:assert/strict";
import { isLocalName, isPublicAddress } from "../../../src/node/publicHosts";
import { isPublicHost } from "../../../src/node/reach";

describe("isPublicAddress", () => {
  const notPublic = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.1.1", "224.0.0.1", "255.255.255.255",
    "::", "::1", "[::1]", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "fc00::1", "fdff:1:2:3:4:5:6:7", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:7f00:1", "[::ffff:a00:1]", "::ffff:0:10.0.0.1", "::10.0.0.1", "64:ff9b::192.168.0.1", "2002:7f00:1::",
    "64:ff9b::a00:1", "2002:a9fe:a9fe::1", "2002:c0a8:101:1::1",
    // NAT64 in a network's own prefix of 96, 64, 56 and 48 bits, also with something behind the address that is none of it.
    "64:ff9b:1::192.168.0.1", "64:ff9b:1:ffff:a:0:7f00:1", "64:ff9b:1:808:a:0:100::", "64:ff9b:1:80a:0:1::", "64:ff9b:1:c0a8:0:100::",
    "64:ff9b:1:a00:0:100:808:808", "64:ff9b:1::", "64:ff9b::",
    // Teredo: 192.168.0.1 behind a public server, a public client behind 10.0.0.1.
    "2001:0:808:808:0:ffff:3f57:fffe", "2001::a00:1:0:ffff:f7f7:f7f7", "2001:0:a00:1:0:ffff:f7f7:f7f7",
  ]; // prettier-ignore
  const isPublic = [
    "1.1.1.1", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "169.253.1.1", "172.15.0.1", "172.32.0.1",
    "192.0.2.1", "192.167.0.1", "198.18.0.1", "223.255.255.255",
    "2606:4700::1111", "2001:db8:1:2:3:4:5:6", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::",
    "64:ff9b:1::8.8.8.8", "64:ff9b:1:808:8:800::", "64:ff9b:1:8:8:808::", "64:ff9b:1:0:8:808:800:0", "2001:0:808:808:0:ffff:f7f7:f7f7",
    "64:ff9a::10.0.0.1", "2003::10.0.0.1",
  ]; // prettier-ignore
  const none = ["", "news.test", "256.1.1.1", "1.2.3", "1:2:3", "::1::", "1:2:3:4:5:6:7:8:9", "12345::", "fe80", ":::"];

  for (const text of notPublic) it(`${text} is not`, () => assert.equal(isPublicAddress(text), false));
  for (const text of isPublic) it(`${text} is`, () => assert.equal(isPublicAddress(text), true));
  for (const text of none) it(`"${text}" is no address`, () => assert.equal(isPublicAddress(text), null));

  it("knows the ways a URL can write an address", () => {
    for (const url of [
      "http://2130706433/",
      "http://0x7f.1/",
      "http://017700000001/",
      "http://127.1/",
      "http://[::ffff:127.0.0.1]/",
    ]) {
      assert.equal(isPublicAddress(new URL(url).hostname), false, url);
    }
  });
});

describe("isLocalName", () => {
  it("is localhost and what is below it", () => {
    for (const name of ["localhost", "LOCALHOST", "localhost.", "news.localhost"])
      assert.equal(isLocalName(name), true, name);
    for (const name of ["localhost.test", "mylocalhost", "127.0.0.1"]) assert.equal(isLocalName(name), false, name);
  });
});

describe("isPublicHost", () => {
  const names: Readonly<Record<string, readonly string[]>> = {
    "news.test": ["1.1.1.1", "2606:4700::1111"],
    "half.test": ["1.1.1.1", "64:ff9b:1::a00:1"],
    "inside.test": ["10.0.0.1", "fd00::1"],
    "odd.test": ["?"],
  };
  const ask = (host: string) => isPublicHost(host, async (name) => names[name] ?? []);

  it("asks the resolver for names alone, and takes for private what lies inside with all its addresses", async () => {
    for (const host of ["news.test", "nowhere.test", "odd.test", "half.test"])
      assert.equal(await ask(host), true, host);
    assert.equal(await ask("inside.test"), false);
    assert.equal(await isPublicHost("news.test", async () => assert.fail("looked up"), [".test"]), false);
    const fail = async () => assert.fail("looked up");
    for (const host of ["localhost", "a.localhost.", "[::ffff:10.0.0.1]", "10.0.0.1"])
      assert.equal(await isPublicHost(host, fail), false, host);
    assert.equal(await isPublicHost("1.1.1.1", fail), true);
  });
});
