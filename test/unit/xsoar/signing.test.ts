import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { createXsoarClient } from "../../../src/core/xsoar/client";
import type { XsoarConnection } from "../../../src/core/xsoar/connection";
import { describeXsoarFailure } from "../../../src/core/xsoar/describeFailure";
import { authHeaders } from "../../../src/core/xsoar/signing";
import { withRetries } from "../../../src/core/xsoar/retry";
import { nodeSigning } from "../../../src/node/signing";
import { plainText } from "../../../src/core/text/translate";
import { KEY, NEVER, NOW, WORLD, json, nothing, scripted } from "./fakes";

const BASE = "https://api-soar.test/xsoar/public/v1";
const ADVANCED: XsoarConnection = {
  baseUrl: BASE,
  apiKey: ` ${KEY}\n`,
  flavour: "xsoar8",
  keyId: " 7 ",
  keyType: "advanced",
};

describe("the headers of a key", () => {
  it("XSOAR 6: the key alone", () => {
    const { headers } = authHeaders({ baseUrl: "https://soar.test", apiKey: `${KEY} `, keyId: " " }, WORLD);
    deepEqual(headers, { authorization: KEY });
  });
  it("a key type without an ID says nothing", () => {
    const { headers } = authHeaders({ baseUrl: "https://soar.test", apiKey: KEY, keyType: "advanced" }, WORLD);
    deepEqual(headers, { authorization: KEY });
  });
  it("XSOAR 6 by its name: a key ID is not sent", () => {
    const { headers } = authHeaders({ ...ADVANCED, flavour: "xsoar6" }, WORLD);
    deepEqual(headers, { authorization: KEY });
  });
  for (const keyType of [{}, { keyType: "standard" }] as const) {
    it(`XSOAR 8, ${keyType.keyType ?? "not said"}: the key and its ID`, () => {
      const { headers, secrets } = authHeaders({ baseUrl: BASE, apiKey: KEY, keyId: "7", ...keyType }, WORLD);
      deepEqual(headers, { authorization: KEY, "x-xdr-auth-id": "7" });
      deepEqual(secrets, [KEY]);
    });
  }
  it("XSOAR 8, advanced: a digest of key, nonce and time, and never the key", () => {
    const { headers } = authHeaders(ADVANCED, WORLD);
    // NOW has 456 ms, which the time of a signature has not.
    const time = String(NOW.getTime() - 456);
    deepEqual(headers, {
      authorization: `digest<${KEY}${"n".repeat(64)}${time}>`,
      "x-xdr-auth-id": "7",
      "x-xdr-nonce": "n".repeat(64),
      "x-xdr-timestamp": time,
    });
    const real = authHeaders(ADVANCED, { ...WORLD, signing: nodeSigning });
    ok(!JSON.stringify(real.headers).includes(KEY));
  });
});

describe("Node's digest and chance", () => {
  it("knows the published digests of SHA-256", () => {
    equal(nodeSigning.sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    equal(nodeSigning.sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    equal(nodeSigning.sha256Hex("\u00e4"), "33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc");
  });
  it("gives nonces of 64 letters and digits, each once", () => {
    const nonces = Array.from({ length: 500 }, () => nodeSigning.nonce());
    for (const nonce of nonces) match(nonce, /^[A-Za-z0-9]{64}$/);
    equal(new Set(nonces).size, nonces.length);
    equal(new Set(nonces.join("")).size, 62);
  });
  it("gives jitter from 0 up to 1", () => {
    for (let count = 0; count < 500; count++) ok(nodeSigning.jitter() >= 0 && nodeSigning.jitter() < 1);
  });
});

describe("signed requests", () => {
  it("are signed anew each, also when one is sent again", async () => {
    const { http, log } = scripted({ ok: false, failure: { code: "reset", host: "h" } }, nothing);
    let now = NOW.getTime();
    const clock = { now: () => new Date((now += 1_000)), wait: () => Promise.resolve() };
    const client = withRetries(createXsoarClient(http, ADVANCED, { timeoutMs: 1, clock, signing: nodeSigning }), {
      clock,
      signing: nodeSigning,
    });
    ok((await client.search("", { page: 0, size: 1 }, NEVER)).ok);
    const [first, second] = log.map(({ request }) => request.headers);
    for (const headers of [first!, second!]) {
      const time = headers["x-xdr-timestamp"]!;
      match(time, /^\d+000$/);
      equal(headers["authorization"], nodeSigning.sha256Hex(KEY + headers["x-xdr-nonce"]! + time));
      equal(headers["x-xdr-auth-id"], "7");
      equal(headers["content-type"], "application/json");
    }
    for (const name of ["authorization", "x-xdr-nonce", "x-xdr-timestamp"]) notEqual(first![name], second![name]);
    equal(log[0]!.request.url, `${BASE}/indicators/search`);
  });

  it("leave neither key, digest nor nonce in a failure, an answer or the log", async () => {
    const lines: string[] = [];
    const echo = (status: number) => ({
      ...scripted(({ request }) => json({ id: "1", detail: JSON.stringify(request.headers), error: KEY }, status)),
    });
    const texts: string[] = [];
    for (const status of [200, 400, 401, 403, 500]) {
      const client = createXsoarClient(echo(status).http, ADVANCED, {
        ...WORLD,
        signing: { ...nodeSigning, nonce: () => "n".repeat(64) },
        timeoutMs: 1,
        log: { debug: (line) => void lines.push(line) },
      });
      const result = await client.edit("{}", NEVER);
      ok(!result.ok);
      texts.push(JSON.stringify(result.failure), describeXsoarFailure(result.failure, plainText));
    }
    const digest = nodeSigning.sha256Hex(`${KEY}${"n".repeat(64)}${NOW.getTime() - 456}`);
    for (const secret of [KEY, digest, "n".repeat(64)]) {
      for (const text of [...texts, ...lines]) ok(!text.includes(secret), text);
    }
    deepEqual(lines[0], "XSOAR: POST /indicator/edit 200 (serverError), 0 ms");
    equal(lines.length, 5);
  });
});

describe("a key that cannot be used", () => {
  const table: readonly (readonly [string, Partial<XsoarConnection>, string])[] = [
    ["no key", { apiKey: " " }, "keyFormat"],
    ["no key, with ID", { apiKey: "", keyId: "7" }, "keyFormat"],
    ["an ID in words", { keyId: "seven" }, "keyIdFormat"],
    ["an ID that would be a header of its own", { keyId: "7\r\nx: y" }, "keyIdFormat"],
    ["an endless ID", { keyId: "7".repeat(21) }, "keyIdFormat"],
    ["no ID for the path of XSOAR 8", {}, "keyIdMissing"],
    ["no ID for XSOAR 8 by its name", { baseUrl: "https://a.test", flavour: "xsoar8" }, "keyIdMissing"],
    ["no ID for the vendor's cloud", { baseUrl: "https://api-x.xdr.us.paloaltonetworks.com" }, "keyIdMissing"],
  ];
  for (const [name, change, code] of table) {
    it(`${name}: ${code}, and nothing is sent`, async () => {
      const { http, log } = scripted(nothing);
      const client = createXsoarClient(http, { baseUrl: BASE, apiKey: KEY, ...change }, { ...WORLD, timeoutMs: 1 });
      equal((await client.test(NEVER))?.code, code);
      equal(log.length, 0);
    });
  }
});
