import assert from "node:assert/strict";
import type { Http } from "../../../src/core/ports";
import { virtualClock } from "../../world/xsoar/clock";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";

const HEADERS = { Authorization: "k3y", accept: "application/json", "content-type": "application/json" };

describe("XSOAR simulator in process", () => {
  let xsoar: Xsoar;
  let http: Http;
  const start = (options: Partial<Parameters<typeof createXsoar>[0]> = {}): void => {
    xsoar = createXsoar({ key: "k3y", clock: virtualClock(), ...options });
    // Also proves that the transport has the shape of the port.
    http = xsoar.http;
  };
  const post = async (path: string, body: unknown, more: object = {}): Promise<string> => {
    const result = await http.request({
      url: xsoar.baseUrl + path,
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(body),
      timeoutMs: 30_000,
      maxBytes: 1_000_000,
      signal: new AbortController().signal,
      ...more,
    });
    if (!result.ok) return result.failure.code;
    return `${result.response.status} ${new TextDecoder().decode(result.response.body)}`;
  };
  beforeEach(() => start());

  it("answers as over sockets", async () => {
    assert.equal(
      await post("/indicators/search", { query: "", page: 0, size: 1 }),
      '200 {"iocObjects":null,"total":0}',
    );
    assert.match(await post("/indicators/search", {}, { headers: {} }), /^403 .*CSRF/);
    assert.match(await post("/nothing", {}), /^200 <!doctype html>/);
    assert.equal(xsoar.requests().length, 3);
    assert.equal(xsoar.requests()[0]?.headers["authorization"], "<3 characters>");
  });

  it("gives every lost, late and broken answer as a failure, and costs no time", async () => {
    const id = xsoar.put({ value: "Heron", version: 1 });
    let version = 1;
    const started = Date.now();
    const rows: readonly (readonly [fault: Parameters<Xsoar["fail"]>[0], says: RegExp, done: boolean])[] = [
      [{ kind: "dropBefore" }, /^reset$/, false],
      [{ kind: "dropAfter" }, /^reset$/, true],
      [{ kind: "truncate" }, /^truncated$/, true],
      [{ kind: "hang" }, /^timeout$/, false],
      [{ kind: "hang", committed: true }, /^timeout$/, true],
      [{ kind: "delay", ms: 29_000 }, /^200 /, true],
      [{ kind: "delay", ms: 31_000 }, /^timeout$/, false],
      [{ kind: "slow", ms: 31_000 }, /^timeout$/, true],
      [{ kind: "network", failure: { code: "tls", why: "selfSigned" } }, /^tls$/, false],
      [{ kind: "big", bytes: 1_000_001 }, /^tooLarge$/, true],
      [{ kind: "answer", status: 407 }, /^proxy$/, false],
    ];
    for (const [fault, says, done] of rows) {
      xsoar.fail({ ...fault, on: "edit" });
      assert.match(await post("/indicator/edit", { id, version, value: "Heron" }), says, fault.kind);
      if (done) version++;
      assert.equal(xsoar.records()[0]?.version, version, fault.kind);
    }
    assert.equal(xsoar.injected(), rows.length);
    assert.ok(Date.now() - started < 3_000, "hours pass in no time");
  });

  it("ends with the signal, knows no other host, and answers for the UI host", async () => {
    const cancel = new AbortController();
    xsoar.fail({ kind: "hang" });
    xsoar.observe((phase) => phase === "received" && setImmediate(() => cancel.abort()));
    assert.equal(await post("/indicators/search", {}, { signal: cancel.signal }), "aborted");
    assert.equal(await post("", {}, { url: "https://elsewhere.test/indicators/search" }), "dns");

    start({ flavour: "v8", origin: "https://api-acme.xsoar.test", uiOrigin: "https://acme.xsoar.test" });
    assert.match(await post("", {}, { url: "https://acme.xsoar.test/xsoar/about" }), /^200 <!doctype html>/);
    assert.match(await post("/indicators/search", {}), /^401 /);
    assert.equal(xsoar.requests().length, 1);
  });

  it("thousands of requests take seconds", async () => {
    const started = Date.now();
    for (let at = 0; at < 40; at++) xsoar.put({ value: `v${at}`, indicator_type: "Threat Actor" });
    const query = Array.from({ length: 200 }, (_, at) => `value:"v${at}" or aliases:"v${at}"`).join(" or ");
    for (let at = 0; at < 300; at++)
      assert.match(await post("/indicators/search", { query, page: 0, size: 50 }), /"total":40/);
    const perRequest = (Date.now() - started) / 300;
    assert.ok(perRequest < 20, `${perRequest} ms for a search of 400 terms`);
  });
});
