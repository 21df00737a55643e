import { deepEqual, equal, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Http, HttpRequest } from "../../../src/core/ports";
import { plainText } from "../../../src/core/text/translate";
import { createXsoarClient } from "../../../src/core/xsoar/client";
import { describeXsoarFailure } from "../../../src/core/xsoar/describeFailure";
import { type NextStep, nextStep } from "../../../src/core/xsoar/consequences";
import { type ProbeCandidate, probeFlavour } from "../../../src/core/xsoar/probe";
import { createHttp } from "../../../src/node/http";
import { nodeSigning } from "../../../src/node/signing";
import { systemClock } from "../../../src/node/systemClock";
import { type Xsoar, createXsoar, startXsoar } from "../../world/xsoar/server";

const KEY = "probe-test-key-1b7d";
const NEVER = new AbortController().signal;
const V6 = { key: KEY } as const;
const MT = { key: KEY, flavour: "v6-mt", tenantKeys: { beta: "beta-key" } } as const;
const V8 = { key: KEY, flavour: "v8", keyId: "12" } as const;
const ADVANCED = { ...V8, keyType: "advanced" } as const;
const ORIGIN = "https://xsoar.test";
const PUBLIC = `${ORIGIN}/xsoar/public/v1`;

type Options = Parameters<typeof createXsoar>[0];

/** What a probe finds, and every request it made. */
async function probe(options: Options, candidate: Partial<ProbeCandidate>, prepare?: (xsoar: Xsoar) => void) {
  const xsoar = createXsoar(options);
  prepare?.(xsoar);
  const sent: HttpRequest[] = [];
  const http: Http = {
    ...xsoar.http,
    request(request) {
      sent.push(request);
      return xsoar.http.request(request);
    },
  };
  const world = { http, clock: systemClock, signing: nodeSigning, timeoutMs: 1_000 };
  const outcome = await probeFlavour(world, { host: ORIGIN, apiKey: KEY, ...candidate }, NEVER);
  return { outcome, sent };
}

describe("probing finds", () => {
  type Found = readonly [name: string, Options, Partial<ProbeCandidate>, expected: object, requests: number];
  const v8 = { apiKey: KEY, flavour: "xsoar8", keyId: "12" } as const;
  const table: readonly Found[] = [
    ["XSOAR 6", V6, {}, { baseUrl: ORIGIN, flavour: "xsoar6" }, 1],
    ["XSOAR 6 behind a page's address", V6, { host: `${ORIGIN}/home/page?x=1#/y` }, { baseUrl: ORIGIN, flavour: "xsoar6" }, 2],
    ["XSOAR 6 behind a path of XSOAR 8", V6, { host: `${ORIGIN}/xsoar` }, { baseUrl: ORIGIN, flavour: "xsoar6" }, 2],
    ["XSOAR 6 behind a request's address", V6, { host: `${ORIGIN}/indicators/search` }, { baseUrl: ORIGIN, flavour: "xsoar6" }, 1],
    ["a tenant", MT, { host: `${ORIGIN}/acc_alpha/#/home` }, { baseUrl: `${ORIGIN}/acc_alpha`, flavour: "xsoar6" }, 1],
    ["a tenant by its own key", MT, { host: `${ORIGIN}/acc_beta`, apiKey: "beta-key" }, { baseUrl: `${ORIGIN}/acc_beta`, apiKey: "beta-key" }, 1],
    ["the main account", MT, {}, { baseUrl: ORIGIN, flavour: "xsoar6" }, 1],
    ["XSOAR 8, standard key", V8, { keyId: "12", keyType: "standard" }, { ...v8, baseUrl: PUBLIC, keyType: "standard" }, 1],
    ["XSOAR 8, advanced key", ADVANCED, { keyId: " 12 ", keyType: "advanced" }, { ...v8, baseUrl: PUBLIC, keyType: "advanced" }, 1],
    ["that a key is advanced", ADVANCED, { keyId: "12" }, { ...v8, baseUrl: PUBLIC, keyType: "advanced" }, 1],
    ["that a key is standard", V8, { keyId: "12" }, { ...v8, baseUrl: PUBLIC, keyType: "standard" }, 2],
    ["the path /xsoar", { ...V8, apiPaths: "xsoar" }, { keyId: "12" }, { ...v8, baseUrl: `${ORIGIN}/xsoar`, keyType: "standard" }, 3],
    ["the path /xsoar as given", V8, { host: `${ORIGIN}/xsoar`, keyId: "12", keyType: "standard" }, { ...v8, baseUrl: `${ORIGIN}/xsoar` }, 1],
    ["the path /xsoar/public/v1", { ...V8, apiPaths: "public" }, { host: `${ORIGIN}/xsoar`, keyId: "12", keyType: "standard" }, { ...v8, baseUrl: PUBLIC }, 2],
    ["the vendor's API host", { ...V8, origin: "https://api-b.xdr.eu.paloaltonetworks.com" }, { host: "https://b.xdr.eu.paloaltonetworks.com/dashboard", keyId: "12", keyType: "standard" }, { ...v8, baseUrl: "https://api-b.xdr.eu.paloaltonetworks.com/xsoar/public/v1" }, 1],
  ]; // prettier-ignore
  for (const wrongPath of ["page", "303", "404", "405", "500"] as const) {
    it(`the path where others answer ${wrongPath}`, async () => {
      const { outcome } = await probe({ ...V8, apiPaths: "xsoar", wrongPath }, { keyId: "12" });
      equal(outcome.kind === "found" && outcome.connection.baseUrl, `${ORIGIN}/xsoar`);
    });
  }
  for (const [name, options, candidate, expected, requests] of table) {
    it(name, async () => {
      const { outcome, sent } = await probe(options, candidate);
      ok(outcome.kind === "found", JSON.stringify(outcome));
      deepEqual({ ...outcome.connection, ...expected }, outcome.connection);
      equal(sent.length, requests);
      for (const request of sent) deepEqual(JSON.parse(request.body ?? "null"), { query: "", page: 0, size: 1 });
    });
  }
});

describe("probing says what is wrong", () => {
  type Wrong = readonly [
    name: string,
    Options,
    Partial<ProbeCandidate>,
    code: string,
    sentence: RegExp,
    step: NextStep | null,
    prepare?: (xsoar: Xsoar) => void,
  ];
  const id = { keyId: "12", keyType: "standard" } as const;
  const advanced = { keyId: "12", keyType: "advanced" } as const;
  const table: readonly Wrong[] = [
    ["XSOAR 6, wrong key", V6, { apiKey: "other" }, "keyRefused", /refused the API key \(403\)/, "setKey"],
    ["XSOAR 6, a page's address and a wrong key", V6, { apiKey: "other", host: `${ORIGIN}/page` }, "keyRefused", /403/, "setKey"],
    ["XSOAR 6, no permission", V6, {}, "noPermission", /knows the API key, but it may not/, "retry", (xsoar) => xsoar.setKeyState("noPermission")],
    ["XSOAR 6, no licence", V6, {}, "licence", /licence/, null, (xsoar) => xsoar.setKeyState("noLicence")],
    ["XSOAR 6, a key ID", V6, id, "keyIdUnused", /XSOAR 6, whose keys have no ID.*Remove key_id/, "openConfiguration"],
    ["XSOAR 6, a key ID and a wrong key", V6, { ...id, apiKey: "other" }, "keyIdUnused", /Remove key_id/, "openConfiguration"],
    ["a tenant that is none", MT, { host: `${ORIGIN}/acc_gamma` }, "uiUrl", /web page instead of data/, "openConfiguration"],
    ["another tenant's key", MT, { host: `${ORIGIN}/acc_alpha`, apiKey: "beta-key" }, "keyRefused", /tenant acc_alpha.*another tenant does not work/, "setKey"],
    ["a tenant's key for the main account", MT, { apiKey: "beta-key" }, "keyRefused", /refused/, "setKey"],
    ["XSOAR 8, wrong key", V8, { ...id, apiKey: "other" }, "keyRefused", /key and key ID belong together.*standard key/, "setKey"],
    ["XSOAR 8, wrong advanced key", ADVANCED, { ...advanced, apiKey: "other" }, "keyRefused", /advanced key as key_type says/, "setKey"],
    ["XSOAR 8, wrong key of either kind", V8, { keyId: "12", apiKey: "other" }, "keyRefused", /as a standard key and as an advanced one/, "setKey"],
    ["XSOAR 8, wrong key ID", V8, { keyId: "13" }, "keyRefused", /key and key ID belong together/, "setKey"],
    ["XSOAR 8, an advanced key used as standard", ADVANCED, id, "keyMode", /is an advanced one.*key_type to "advanced"/, "openConfiguration"],
    ["XSOAR 8, a standard key used as advanced", V8, advanced, "keyMode", /is a standard one.*key_type to "standard"/, "openConfiguration"],
    ["XSOAR 8, expired key", V8, id, "keyExpired", /has expired. Make a new one/, "setKey", (xsoar) => xsoar.setKeyState("expired")],
    ["XSOAR 8, no permission", V8, id, "noPermission", /Give its role the permission/, "retry", (xsoar) => xsoar.setKeyState("noPermission")],
    ["XSOAR 8, no licence", V8, id, "licence", /licence/, null, (xsoar) => xsoar.setKeyState("noLicence")],
    ["XSOAR 8, no key ID", V8, {}, "keyIdMissing", /key goes together with its ID/, "openConfiguration"],
    ["XSOAR 8, the shorter path and no key ID", V8, { host: `${ORIGIN}/xsoar` }, "keyIdMissing", /Set key_id/, "openConfiguration"],
    ["XSOAR 8, its path and no key ID", V8, { host: PUBLIC }, "keyIdMissing", /Set key_id/, "openConfiguration"],
    ["the vendor's cloud, no key ID", V8, { host: "https://b.xdr.eu.paloaltonetworks.com" }, "keyIdMissing", /Set key_id/, "openConfiguration"],
    ["a key ID that is none", V8, { keyId: "twelve" }, "keyIdFormat", /must be a number/, "openConfiguration"],
    ["no key", V8, { ...id, apiKey: "" }, "keyFormat", /empty or holds characters/, "setKey"],
    ["Core REST API not enabled", V8, id, "coreApi", /Core REST API.*enable it/, "retry", (xsoar) => xsoar.setApiInstance("disabled")],
    ["a web interface beside its API", { ...V8, origin: "https://api-soar.test.example", uiOrigin: "https://soar.test.example" }, { ...id, host: "https://soar.test.example" }, "apiHost", /its API is at https:\/\/api-soar\.test\.example\. Enter that/, "openConfiguration"],
    ["a web interface, no key ID either", { ...V8, origin: "https://api-soar.test.example", uiOrigin: "https://soar.test.example" }, { host: "https://soar.test.example/x" }, "apiHost", /its API is at/, "openConfiguration"],
    ["a web interface without an API", { ...V8, face: "ui" }, id, "uiUrl", /web page instead of data/, "openConfiguration"],
    ["another host", V6, { host: "https://elsewhere.test" }, "dns", /elsewhere\.test .* could not be found/, "openConfiguration"],
    ["a login in between", V6, {}, "redirect", /redirects the request to https:\/\/login\.test/, "openConfiguration", (xsoar) => xsoar.fail({ kind: "redirect", location: "https://login.test/", times: 9 })],
    ["a certificate not trusted", V6, {}, "tls", /certificate .* could not be verified.*CA file/, "setCaFile", (xsoar) => xsoar.fail({ kind: "network", failure: { code: "tls", why: "selfSigned" } })],
    ["a proxy that wants a login", V6, {}, "proxy", /proxy .*asks for a user name and password/, "openProxySettings", (xsoar) => xsoar.fail({ kind: "answer", status: 407 })],
    ["a server in trouble", V6, {}, "server", /internal error \(503\)/, "retry", (xsoar) => xsoar.fail({ kind: "busy", status: 503 })],
    ["too many requests", V8, id, "rateLimited", /429.*9 seconds/, "retry", (xsoar) => xsoar.fail({ kind: "busy", status: 429, seconds: 9 })],
  ]; // prettier-ignore
  for (const [name, options, candidate, code, sentence, step, prepare] of table) {
    it(name, async () => {
      const { outcome, sent } = await probe(options, candidate, prepare);
      ok(outcome.kind === "failed", JSON.stringify(outcome));
      equal(outcome.failure.code, code, JSON.stringify(outcome));
      match(describeXsoarFailure(outcome.failure, plainText), sentence);
      equal(nextStep(outcome.failure), step);
      ok(sent.length <= 8, `${sent.length} requests`);
    });
  }

  it("and what would work instead", async () => {
    const mode = await probe(ADVANCED, id);
    equal(mode.outcome.kind === "failed" && mode.outcome.found?.keyType, "advanced");
    const unused = await probe(V6, id);
    deepEqual(unused.outcome.kind === "failed" && unused.outcome.found, {
      baseUrl: ORIGIN,
      apiKey: KEY,
      flavour: "xsoar6",
    });
  });

  it("about the address, before anything is sent", async () => {
    for (const [host, keyId, why] of [
      ["", "", "empty"],
      ["xsoar.test", "", "scheme"],
      [`${ORIGIN}/#/acc_alpha/home`, "", "tenant"],
      [`${ORIGIN}/acc_alpha`, "12", "tenantWithKeyId"],
    ] as const) {
      const { outcome, sent } = await probe(V8, { host, keyId });
      deepEqual([outcome, sent.length], [{ kind: "address", why }, 0]);
    }
  });
});

describe("probing is careful", () => {
  const hosts = [
    ORIGIN,
    `${ORIGIN}/page`,
    `${ORIGIN}/acc_alpha`,
    `${ORIGIN}/xsoar`,
    "https://soar.test.example",
    "https://xsoar.test.paloaltonetworks.com",
  ];
  const servers: readonly Options[] = [V6, MT, V8, ADVANCED, { ...V8, face: "ui" }, { ...ADVANCED, apiPaths: "xsoar" }];
  const keys = [
    {},
    { keyId: "12" },
    { keyId: "12", keyType: "standard" },
    { keyId: "12", keyType: "advanced" },
  ] as const;
  it("with the key, which goes to the origin of the address and to no other", async () => {
    let asked = 0;
    for (const server of servers) {
      for (const host of hosts) {
        for (const key of keys) {
          const options = { ...server, origin: "https://api-soar.test.example", uiOrigin: "https://soar.test.example" };
          const { sent } = await probe(options, { host, ...key, apiKey: "other" });
          const url = new URL(host);
          const own = [url.origin, ...(host.includes("paloalto") ? [`https://api-${url.hostname}`] : [])];
          for (const request of sent) {
            asked++;
            const bare = !JSON.stringify(request).includes("authorization");
            ok(bare || own.includes(new URL(request.url).origin), `${host} → ${request.url}`);
          }
        }
      }
    }
    ok(asked > 150, String(asked));
  });

  it("with a tenant, which every request to XSOAR 6 keeps", async () => {
    for (const options of [V6, MT, { ...MT, wrongPath: "404" as const }, V8]) {
      const { sent } = await probe(options, { host: `${ORIGIN}/acc_gamma` });
      for (const request of sent) {
        if (request.method === "POST") equal(request.url, `${ORIGIN}/acc_gamma/indicators/search`);
        else equal(request.headers["authorization"], undefined);
      }
    }
  });

  it("with an advanced key, which is not sent while it works", async () => {
    const { sent } = await probe(ADVANCED, { keyId: "12" });
    for (const request of sent) ok(!JSON.stringify(request).includes(KEY));
  });

  it("and ends when it is cancelled", async () => {
    const cancel = new AbortController();
    cancel.abort();
    const xsoar = createXsoar(V6);
    const world = { http: xsoar.http, clock: systemClock, signing: nodeSigning, timeoutMs: 1_000 };
    const outcome = await probeFlavour(world, { host: ORIGIN, apiKey: KEY }, cancel.signal);
    equal(outcome.kind === "failed" && outcome.failure.code, "aborted");
  });
});

describe("the client over the wire", () => {
  const fixture = (name: string): string => readFileSync(path.join("test/net/fixtures", name), "utf8");
  const world = { clock: systemClock, signing: nodeSigning, timeoutMs: 5_000 };
  const http = createHttp({ userAgent: "ti-scraper-test" });
  let xsoar: Xsoar | undefined;
  afterEach(() => xsoar?.close());

  for (const [name, options] of [
    ["XSOAR 6", V6],
    ["a tenant", MT],
    ["XSOAR 8", V8],
    ["XSOAR 8, advanced key", ADVANCED],
  ] as const) {
    it(`searches, creates and edits: ${name}`, async () => {
      xsoar = await startXsoar(options);
      const client = createXsoarClient(http, xsoar.connection, world);
      const made = await client.create('{"indicator":{"value":"Heron","indicator_type":"Threat Actor"}}', NEVER);
      ok(made.ok && made.value !== null, JSON.stringify(made));
      const found = await client.search('value:"Heron"', { page: 0, size: 5 }, NEVER);
      ok(found.ok);
      const [record] = found.value.records;
      ok(record !== undefined && record.value === "Heron");
      const edited = await client.edit(record.raw, NEVER);
      ok(edited.ok, JSON.stringify(edited));
      deepEqual(
        xsoar.records().map(({ value, version }) => [value, version]),
        [["Heron", 2]],
      );
      if (options === MT) equal(xsoar.tenant("").records().length, 0);
    });
  }

  for (const [hours, sentence] of [
    [1, /60 minutes ahead of Cortex XSOAR/],
    [-2, /120 minutes behind Cortex XSOAR/],
  ] as const) {
    it(`tells a clock that is ${hours} hours off from a wrong key`, async () => {
      xsoar = await startXsoar(ADVANCED);
      const clock = { ...systemClock, now: () => new Date(Date.now() + hours * 3_600_000) };
      const failure = await createXsoarClient(http, xsoar.connection, { ...world, clock }).test(NEVER);
      ok(failure?.code === "clockSkew");
      match(describeXsoarFailure(failure, plainText), sentence);
      const candidate = { host: xsoar.origin, apiKey: KEY, keyId: "12" };
      const outcome = await probeFlavour({ ...world, http, clock }, candidate, NEVER);
      equal(outcome.kind === "failed" && outcome.failure.code, "clockSkew");
      const wrong = { ...xsoar.connection, apiKey: "other" };
      equal((await createXsoarClient(http, wrong, world).test(NEVER))?.code, "keyRefused");
    });
  }

  it("goes past 10,000 hits by the sort values of the last row", async () => {
    xsoar = createXsoar(V6);
    for (const value of ["a", "b", "c"]) xsoar.put({ value });
    const client = createXsoarClient(xsoar.http, xsoar.connection, world);
    const first = await client.search("", { page: 0, size: 2, after: [] }, NEVER);
    ok(first.ok && first.value.records.length === 2);
    const row = JSON.parse(first.value.records[1]!.raw) as { sortValues: string[] };
    const second = await client.search("", { page: 0, size: 2, after: row.sortValues }, NEVER);
    deepEqual(second.ok && [second.value.total, second.value.records.map(({ value }) => value)], [3, ["c"]]);
  });

  it("asks for a CA file when the certificate is of an unknown authority, and takes it", async () => {
    const pem = fixture("loopbackServer.pem");
    xsoar = await startXsoar({ ...ADVANCED, tls: { key: pem, cert: pem } });
    const refused = await createXsoarClient(http, xsoar.connection, world).test(NEVER);
    ok(refused?.code === "tls");
    match(describeXsoarFailure(refused, plainText), /CA file/);
    equal(nextStep(refused), "setCaFile");
    const trusting = createHttp({ userAgent: "ti-scraper-test", caPem: fixture("testAuthority.pem") });
    equal(await createXsoarClient(trusting, xsoar.connection, world).test(NEVER), null);
  });
});
