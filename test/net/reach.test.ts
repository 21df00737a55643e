import assert from "node:assert/strict";
import http from "node:http";
import type { LookupFunction } from "node:net";
import type { FetchOptions, FetchOutcome } from "../../src/core/fetching/fetchSource";
import { fetchSource } from "../../src/core/fetching/fetchSource";
import { createHostGate } from "../../src/core/fetching/hostGate";
import type { Http } from "../../src/core/ports";
import { createHttp, type HttpOptions } from "../../src/node/http";
import { proxyAgentFor } from "../../src/node/proxy";
import { type NameServer, type Zone, startNameServer } from "./nameServer";
import { type TestServer, get, serve } from "./servers";

const clock = { now: () => new Date() };
/** A place of the internet, at which nothing answers here: what is sent there shows that the own network was left alone. */
const PUBLIC = "192.0.2.99";

function read(http: Http, url: string, options: Partial<FetchOptions> = {}): Promise<FetchOutcome> {
  const signal = new AbortController().signal;
  return fetchSource(http, { kind: "feed", url }, { timeoutMs: 1500, signal, clock, ...options });
}

const told = (outcome: FetchOutcome): string => {
  if (outcome.kind !== "failed") return outcome.kind;
  const { failure } = outcome;
  return failure.code === "redirectRefused" ? failure.why : failure.code;
};

/** Names are those of a DNS server of the test's own, asked by an injected resolver in place of the system's. */
describe("where sources may lead, by the addresses that are connected to", () => {
  const running: { close(): unknown }[] = [];
  let inside: TestServer;
  const names = async (zone: Zone): Promise<NameServer> => {
    const server = await startNameServer(zone);
    running.push(server);
    return server;
  };
  const by = ({ resolve }: NameServer, options: Partial<HttpOptions> = {}, delayMs = 0): Http =>
    createHttp({ userAgent: "test", resolve: resolve(delayMs), ...options });
  const started = async (...args: Parameters<typeof serve>): Promise<TestServer> => {
    const server = await serve(...args);
    running.push(server);
    return server;
  };

  beforeEach(async () => {
    inside = await started((_, response) => response.end("<secret/>"), { host: "127.0.1.5" });
  });
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close();
  });
  const at = (name: string, path = "/"): string => `http://${name}:${inside.port}${path}`;

  for (const [name, addresses] of [
    ["loopback", ["127.0.1.5"]],
    ["loopback of IPv6 beside a public address", [PUBLIC, "::1"]],
    ["a public and a private address", [PUBLIC, "127.0.1.5"]],
    ["the private one first", ["127.0.1.5", PUBLIC]],
    ["IPv4 written as IPv6", ["::ffff:7f00:105"]],
    ["NAT64", ["64:ff9b::7f00:105"]],
    ["6to4", ["2002:7f00:105::1"]],
    ["no address at all, so to say", ["0.0.0.0"]],
  ] as const) {
    it(`nothing public leads to a host that stands for ${name}`, async () => {
      const client = by(await names(() => addresses));
      const outcome = await read(client, at("evil.test"), { reach: "public", timeoutMs: 300 });
      assert.equal(outcome.kind, "failed");
      assert.deepEqual(inside.log, []);
    });
  }

  it("a host that stands for both is asked at its public address alone, and leads nowhere inside", async () => {
    const client = by(await names(() => [PUBLIC, "127.0.1.5"]));
    const outcome = await read(client, at("mixed.test"), { timeoutMs: 300 });
    assert.equal(outcome.kind, "failed");
    assert.notEqual(told(outcome), "private");
    assert.deepEqual(inside.log, []);
  });

  it("the answer that was looked at is the one that is connected by: names that change from one question to the next", async () => {
    for (const odd of [true, false]) {
      const server = await names((_, time) => (time % 2 === (odd ? 1 : 0) ? [PUBLIC] : ["127.0.1.5"]));
      const client = by(server);
      for (let tries = 0; tries < 4; tries++) {
        const outcome = await read(client, at("rebind.test"), { reach: "public", timeoutMs: 150 });
        assert.equal(outcome.kind, "failed");
      }
      assert.ok(server.asked.length >= 4);
    }
    assert.deepEqual(inside.log, []);
  });

  it("one that has been public before is asked about, once, and read when it was allowed", async () => {
    const server = await names(() => ["127.0.1.5"]);
    const known = new Map([[`rebind.test:${inside.port}`, { failures: 0, wait: null, wasPublic: true as const }]]);
    const gate = createHostGate(known, clock, () => 0);
    assert.equal(told(await read(by(server), at("rebind.test"), { gate })), "changed");
    assert.deepEqual(inside.log, []);
    for (const allowed of ["rebind.test", "REBIND.test.", ".test", "*.test"]) {
      const client = by(server, { privateHosts: () => [allowed] });
      assert.equal(told(await read(client, at("rebind.test"), { gate })), "body", allowed);
    }
    for (const other of ["test", "bind.test", "x.rebind.test", ""]) {
      const client = by(server, { privateHosts: () => [other] });
      assert.equal(told(await read(client, at("rebind.test"), { gate })), "changed", other);
    }
  });

  it("a connection that somebody else has left open in the process is left alone", async () => {
    const client = by(await names(() => [PUBLIC]));
    await new Promise<void>((resolve, reject) => {
      const lookup: LookupFunction = (_name, _options, done) => done(null, [{ address: "127.0.1.5", family: 4 }]);
      const other = http.get({ host: "shared.test", port: inside.port, path: "/other", lookup }, (response) => {
        response.resume().once("end", () => setImmediate(resolve));
      });
      other.once("error", reject);
    });
    assert.equal(inside.open.size, 1);
    const outcome = await read(client, at("shared.test"), { reach: "public", timeoutMs: 300 });
    assert.equal(outcome.kind, "failed");
    assert.deepEqual(inside.log, ["GET /other"]);
  });

  it("a connection that is used again is looked at again: what was allowed to lie inside may be so no more", async () => {
    let allowed: readonly string[] = ["shared.test"];
    const client = by(await names(() => ["127.0.1.5"]), { privateHosts: () => allowed });
    assert.equal(told(await read(client, at("shared.test"), { reach: "public" })), "body");
    assert.equal(inside.open.size, 1);
    allowed = [];
    assert.equal(told(await read(client, at("shared.test"), { reach: "public" })), "private");
    assert.deepEqual(inside.log, ["GET /"]);
  });

  it("a connection to a source inside serves nothing that is to stay outside", async () => {
    const client = by(await names(() => ["127.0.1.5"]));
    assert.equal(told(await read(client, at("intranet.test"))), "body");
    assert.equal(inside.open.size, 1);
    assert.equal(told(await read(client, at("intranet.test"), { reach: "public" })), "private");
    assert.deepEqual(inside.log, ["GET /"]);
  });

  it("what others in the process ask for at the same time is theirs, and goes by what Node or VS Code has put in place", async () => {
    const { request } = http;
    const client = by(await names(() => ["127.0.1.5"]));
    const lookup: LookupFunction = (_name, _options, done) => done(null, [{ address: "127.0.1.5", family: 4 }]);
    const outcomes = ["evil.test", "evil.test\u00ad"].map((host) => read(client, at(host), { reach: "public" }));
    const broken = client.request(get(at("evil.test"), { reach: "public", headers: { "x-bad": "\u2026" } }));
    assert.equal(http.request, request);
    await new Promise<void>((resolve, reject) => {
      const options = { host: "evil.test", port: inside.port, path: "/other", agent: false as const, lookup };
      http.get(options, (response) => response.resume().once("end", () => resolve())).once("error", reject);
    });
    for (const outcome of outcomes) assert.equal(told(await outcome), "private");
    assert.deepEqual(await broken, { ok: false, failure: { code: "network", why: "header" } });
    assert.equal(http.request, request);
    assert.deepEqual(inside.log, ["GET /other"]);
  });

  it("a slow resolver is waited for or given up, never gone round", async () => {
    const server = await names(() => ["127.0.1.5"]);
    const slow = by(server, {}, 400);
    assert.equal(told(await read(slow, at("slow.test"), { reach: "public" })), "private");
    assert.equal(told(await read(slow, at("slow.test"), { reach: "public", timeoutMs: 100 })), "timeout");
    assert.deepEqual(inside.log, []);
  });

  it("a resolver that never answers is the end of it", async () => {
    const client = by(await names(() => null));
    assert.equal((await read(client, at("silent.test"), { timeoutMs: 300 })).kind, "failed");
    assert.deepEqual(inside.log, []);
  });

  it("local sources are read, by address, as localhost and by name, and may lead on inside", async () => {
    const first = await started((_, response) => response.writeHead(302, { location: at("127.0.1.5", "/feed") }).end());
    const client = by(await names((name) => (name === "news.intranet.test" ? ["127.0.0.1"] : [])));
    for (const host of ["127.0.0.1", "news.intranet.test"]) {
      assert.equal(told(await read(client, `http://${host}:${first.port}/`)), "body", host);
    }
    const system = createHttp({ userAgent: "test" });
    assert.equal(told(await read(system, `http://localhost:${first.port}/`)), "body");
    assert.deepEqual(inside.log, ["GET /feed", "GET /feed", "GET /feed"]);
  });

  it("a chain that began inside and went out does not care; one that began outside never comes in", async () => {
    const literals = ["127.0.1.5", "[::1]", "[::ffff:127.0.1.5]", "localhost", "169.254.169.254", "0.0.0.0"];
    const client = by(await names(() => ["127.0.1.5"]));
    for (const host of literals) {
      assert.equal(told(await read(client, `http://${host}:${inside.port}/`, { reach: "public" })), "private", host);
    }
    assert.deepEqual(inside.log, []);
  });

  it("what is no source may lie anywhere: XSOAR is a place the user agreed to", async () => {
    const client = by(await names(() => ["127.0.1.5"]));
    const refused = await client.request(get(at("xsoar.test"), { reach: "public" }));
    assert.deepEqual(refused, { ok: false, failure: { code: "network", why: "private" } });
    const direct = createHttp({ userAgent: "test" });
    assert.ok((await direct.request(get(inside.origin))).ok);
  });

  describe("behind a proxy", () => {
    const through = async (options: Partial<HttpOptions> = {}, env: Record<string, string> = {}) => {
      const proxy = await started((_, response) => response.end("<by-proxy/>"));
      const agentFor = proxyAgentFor({ http_proxy: proxy.origin, https_proxy: proxy.origin, ...env }, {});
      const server = await names(() => ["127.0.1.5"]);
      return { proxy, server, client: by(server, { agentFor, ...options }) };
    };

    it("names of the own network are not asked for, first or led to, and the proxy hears of none", async () => {
      const { proxy, client, server } = await through();
      for (const host of ["intranet", "intranet.", "a.local", "x.internal", "wiki.corp", "nas.LAN", "box.home.arpa"]) {
        for (const scheme of ["http", "https"]) {
          for (const reach of [{}, { reach: "public" } as const]) {
            assert.equal(told(await read(client, `${scheme}://${host}/`, reach)), "localName", `${scheme} ${host}`);
          }
        }
      }
      assert.equal(told(await read(client, "http://10.0.0.1/", { reach: "public" })), "private");
      assert.deepEqual(proxy.log, []);
      assert.equal(proxy.open.size, 0);
      assert.deepEqual(server.asked, []);
    });

    it("other names go to it unresolved, and those that are listed", async () => {
      const { proxy, client, server } = await through({ privateHosts: () => ["intranet", ".corp"] });
      for (const url of ["http://news.test/", "http://intranet/", "http://wiki.corp/", "http://10.0.0.1/"]) {
        assert.equal(told(await read(client, url)), "body", url);
      }
      assert.deepEqual(proxy.log, [
        "GET http://news.test/",
        "GET http://intranet/",
        "GET http://wiki.corp/",
        "GET http://10.0.0.1/",
      ]);
      assert.deepEqual(server.asked, []);
    });

    it("what NO_PROXY names goes directly, and is looked at as such", async () => {
      const { proxy, client } = await through({}, { no_proxy: "intranet,evil.test" });
      assert.equal(told(await read(client, at("intranet"))), "body");
      assert.equal(told(await read(client, at("evil.test"), { reach: "public" })), "private");
      assert.deepEqual([proxy.log, inside.log], [[], ["GET /"]]);
    });

    it("where it leads is not known: nothing inside follows", async () => {
      const proxy = await started((_, response) => response.writeHead(302, { location: inside.origin }).end());
      const client = by(await names(() => ["127.0.1.5"]), {
        agentFor: proxyAgentFor({ http_proxy: proxy.origin }, {}),
      });
      assert.equal(told(await read(client, "http://news.test/")), "private");
      assert.deepEqual(inside.log, []);
    });
  });
});
