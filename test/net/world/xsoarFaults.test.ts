import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect as connectTls } from "node:tls";
import { seeded, seededChaos } from "../../world/xsoar/chaos";
import { virtualClock } from "../../world/xsoar/clock";
import { FAULT_KINDS, type Fault } from "../../world/xsoar/faults";
import { type Proxy, startProxy } from "../../world/xsoar/proxy";
import { selfSigned } from "../../world/xsoar/selfSigned";
import { type Xsoar, type XsoarOptions, createXsoar, startXsoar } from "../../world/xsoar/server";

const HEADERS = { authorization: "k3y", accept: "application/json", "content-type": "application/json" };

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly bytes: Buffer;
}

/** One request over a socket, with nothing of the client in it. */
function send(
  url: string,
  body: unknown,
  more: { ca?: string; timeoutMs?: number; path?: string; headers?: object } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const options = {
      method: "POST",
      headers: { ...HEADERS, ...more.headers },
      agent: false as const,
      ...(more.path === undefined ? {} : { path: more.path }),
      ...(more.ca === undefined ? {} : { ca: more.ca }),
    };
    const start = url.startsWith("https:") ? httpsRequest : httpRequest;
    const request = start(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
      response.on("end", () => {
        const { statusCode = 0, headers } = response;
        resolve({ status: statusCode, type: headers["content-type"] ?? "", headers, bytes: Buffer.concat(chunks) });
      });
    });
    if (more.timeoutMs !== undefined) setTimeout(() => request.destroy(new Error("gave up")), more.timeoutMs);
    request.on("error", reject).end(JSON.stringify(body));
  });
}

describe("XSOAR simulator: faults", function () {
  this.timeout(20_000);
  let xsoar: Xsoar;
  const start = async (options: Partial<XsoarOptions> = {}): Promise<void> => {
    xsoar = await startXsoar({ key: "k3y", ...options });
  };
  const search = (more = {}): Promise<Reply> => send(`${xsoar.origin}/indicators/search`, { query: "", size: 9 }, more);
  const edit = (body: object, more = {}): Promise<Reply> => send(`${xsoar.origin}/indicator/edit`, body, more);
  afterEach(() => xsoar.close());

  it("busy names its time in seconds, as a date, or not at all", async () => {
    await start();
    xsoar.fail({ kind: "busy", seconds: 7 });
    xsoar.fail({ kind: "busy", status: 503, seconds: 60, retryAfter: "date" });
    xsoar.fail({ kind: "busy", retryAfter: "none" });
    const [first, second, third] = [await search(), await search(), await search()];
    assert.deepEqual([first.status, first.headers["retry-after"]], [429, "7"]);
    const ahead = Date.parse(String(second.headers["retry-after"])) - Date.now();
    assert.ok(second.status === 503 && ahead > 58_000 && ahead <= 61_000, String(ahead));
    assert.deepEqual([third.status, third.headers["retry-after"]], [429, undefined]);
  });

  it("answers that look like success", async () => {
    await start();
    const kinds: readonly Fault[] = [
      { kind: "cutJson" },
      { kind: "malformed" },
      { kind: "errorIn200" },
      { kind: "html" },
      { kind: "null" },
      { kind: "empty" },
    ];
    const seen: string[] = [];
    for (const fault of kinds) {
      xsoar.fail(fault);
      const { status, type, bytes } = await search();
      seen.push(`${status} ${type.split(";")[0]} ${bytes.toString("latin1").slice(0, 40)}`);
    }
    assert.deepEqual(seen, [
      '200 application/json {"iocObjects":',
      '200 application/json {"iocObjects":null,"total":0ÿþ\u0000]',
      '200 application/json {"response":null,"error":"could not reac',
      "200 text/html <!doctype html><html><head><title>Sign i",
      "200 application/json null",
      "200  ",
    ]);
  });

  it("redirects, and knows whether anybody followed", async () => {
    await start();
    const other = await startXsoar({ key: "other" });
    xsoar.fail({ kind: "redirect", status: 307, location: `${other.origin}/indicators/search` });
    const { status, headers } = await search();
    assert.deepEqual([status, headers["location"]], [307, `${other.origin}/indicators/search`]);
    assert.equal(other.requests().length, 0);
    await other.close();
  });

  it("hangs before and after the work, and is slow after it", async () => {
    await start();
    const id = xsoar.put({ value: "Heron", version: 1 });
    for (const [fault, version] of [
      [{ kind: "hang" }, 1],
      [{ kind: "hang", committed: true }, 2],
      [{ kind: "slow", ms: 2_000 }, 3],
    ] as const) {
      xsoar.fail(fault);
      await assert.rejects(edit({ id, version: xsoar.records()[0]?.version, value: "Heron" }, { timeoutMs: 60 }));
      assert.equal(xsoar.records()[0]?.version, version, fault.kind);
    }
    xsoar.fail({ kind: "answer", status: 504, committed: true });
    assert.equal((await edit({ id, version: 3, value: "Heron" })).status, 504);
    assert.equal(xsoar.records()[0]?.version, 4);
  });

  it("another analyst edits after the search or before the edit, creates first, or removes", async () => {
    await start();
    const id = xsoar.put({ value: "Heron", version: 1, CustomFields: { communitynotes: [{}] } });
    xsoar.fail({ kind: "touch", on: "search", note: "theirs 1" });
    assert.ok((await search()).bytes.includes('"version":1'), "the search still gives the record as it was");
    assert.equal((await edit({ id, version: 1, value: "Heron" })).status, 400);
    xsoar.fail({ kind: "touch", on: "edit", note: "theirs 2", change: { tags: ["t"] } });
    assert.equal((await edit({ id, version: 2, value: "Heron" })).status, 400);
    const notes = xsoar.records()[0]?.CustomFields?.["communitynotes"] as { notes?: string }[];
    assert.deepEqual(
      notes.map((row) => row.notes),
      [undefined, "theirs 1", "theirs 2"],
    );
    xsoar.fail({ kind: "remove" });
    assert.equal((await edit({ id, version: 3, value: "Heron" })).status, 404);
    xsoar.fail({ kind: "rival", note: "first" });
    const indicator = { value: "Kestrel", indicator_type: "Threat Actor" };
    assert.equal((await send(`${xsoar.origin}/indicator/create`, { indicator })).status, 200);
    assert.deepEqual([xsoar.records().length, xsoar.records()[0]?.version], [1, 2]);
  });

  it("lets requests pass before a fault, and refuses a fault that is none", async () => {
    await start();
    xsoar.fail({ kind: "answer", status: 500, after: 2, on: "search" });
    const seen = [];
    for (let at = 0; at < 4; at++) seen.push((await search()).status);
    assert.deepEqual(seen, [200, 200, 500, 200]);
    assert.throws(() => xsoar.fail({ kind: "nope" } as unknown as Fault), /no fault "nope"/);
    assert.throws(() => xsoar.fail({ kind: "redirect" } as unknown as Fault), /"redirect" needs "location"/);
    assert.equal(xsoar.injected(), 1);
  });

  it("gives 64 MB that are correct JSON", async () => {
    await start();
    xsoar.put({ value: "Heron" });
    const size = 64 * 1024 * 1024;
    xsoar.fail({ kind: "big", bytes: size });
    const { bytes } = await search();
    assert.ok(bytes.length >= size);
    assert.equal((JSON.parse(bytes.toString()) as { total: number }).total, 1);
  });

  it("has a certificate of its own that only its own CA file vouches for", async () => {
    await start({ tls: selfSigned() });
    await assert.rejects(search(), /self-signed/);
    const certificate = selfSigned();
    await xsoar.close();
    await start({ tls: certificate });
    assert.equal((await search({ ca: certificate.cert })).status, 200);
    await assert.rejects(search({ ca: selfSigned().cert }));
    await xsoar.close();
    const old = selfSigned(["127.0.0.1"], { now: new Date("2020-01-01T00:00:00Z") });
    await start({ tls: old });
    await assert.rejects(search({ ca: old.cert }), /expired/);
    await xsoar.close();
    const elsewhere = selfSigned(["soar.example"]);
    await start({ tls: elsewhere });
    await assert.rejects(search({ ca: elsewhere.cert }), /altnames/);
  });

  describe("behind a proxy", () => {
    let proxy: Proxy;
    beforeEach(async () => {
      proxy = await startProxy({ user: "us er", password: "p:ß" });
    });
    afterEach(() => proxy.close());
    const authorization = { "proxy-authorization": `Basic ${Buffer.from("us er:p:ß").toString("base64")}` };

    it("that asks for a name and a password, and reaches nothing but this machine", async () => {
      await start();
      const path = `${xsoar.origin}/indicators/search`;
      assert.equal((await send(proxy.origin, {}, { path })).status, 407);
      assert.equal((await send(proxy.origin, {}, { path, headers: authorization })).status, 200);
      const outside = await send(proxy.origin, {}, { path: "http://soar.example/", headers: authorization });
      assert.equal(outside.status, 502);
      assert.deepEqual(proxy.counts(), { passed: 2, refused: 1 });
      assert.equal(xsoar.requests()[0]?.headers["proxy-authorization"], undefined);
      assert.equal(decodeURIComponent(new URL(proxy.address).password), "p:ß");
    });

    it("that tunnels", async () => {
      const certificate = selfSigned();
      await start({ tls: certificate });
      const { port } = new URL(xsoar.origin);
      const status = (headers: Record<string, string>): Promise<string> =>
        new Promise((resolve, reject) => {
          const request = httpRequest(proxy.origin, { method: "CONNECT", path: `127.0.0.1:${port}`, headers });
          request.on("error", reject).on("connect", (response, socket) => {
            if (response.statusCode !== 200) return resolve(String(response.statusCode));
            const tls = connectTls({ socket, ca: certificate.cert, host: "127.0.0.1" }, () => {
              tls.write("GET /health/server HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            });
            tls.on("error", reject).once("data", (data: Buffer) => resolve(data.toString().split("\r\n")[0] ?? ""));
          });
          request.end();
        });
      assert.equal(await status({}), "407");
      assert.equal(await status(authorization), "HTTP/1.1 200 OK");
    });
  });

  it("chaos is the same for the same seed, meets its share, and knows every kind", async () => {
    await start();
    const draw = (seed: number, rate = 0.3): (Fault | null)[] => {
      const chaos = seededChaos({ seed, rate });
      return Array.from({ length: 3_000 }, (_, at) => chaos((["search", "edit", "create"] as const)[at % 3] ?? null));
    };
    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
    const share = draw(7).filter((fault) => fault !== null).length / 3_000;
    assert.ok(share > 0.25 && share < 0.35, String(share));
    const kinds = new Set(draw(1, 1).map((fault) => fault?.kind));
    // A removed record and a 64 MB answer are for tests that plan them.
    assert.deepEqual(
      FAULT_KINDS.filter((kind) => !kinds.has(kind)),
      ["big", "remove"],
    );
    const only = seededChaos({ seed: 1, rate: 1, only: ["hang"] });
    assert.equal(only("search")?.kind, "hang");
    const random = seeded(3);
    assert.ok(Array.from({ length: 1_000 }, random).every((value) => value >= 0 && value < 1));
  });

  it("survives thousands of requests in chaos with versions that only rise and no note of anybody lost", async () => {
    await start();
    const clock = virtualClock();
    const twin = createXsoar({ key: "k3y", clock });
    const id = twin.put({ value: "Heron", indicator_type: "Threat Actor", version: 1, CustomFields: {} });
    twin.setChaos(seededChaos({ seed: 5, rate: 0.5 }));
    let version = 1;
    let theirs = 0;
    for (let at = 0; at < 2_000; at++) {
      const path = at % 2 === 0 ? "/indicators/search" : "/indicator/edit";
      const { version: read, CustomFields } = twin.records()[0] ?? { version: 0, CustomFields: null };
      const body = at % 2 === 0 ? { query: "", page: 0, size: 9 } : { id, version: read, value: "Heron", CustomFields };
      await twin.http.request({
        url: twin.origin + path,
        method: "POST",
        headers: HEADERS,
        body: JSON.stringify(body),
        timeoutMs: 1_000,
        maxBytes: 1e7,
        signal: new AbortController().signal,
      });
      const now = twin.records()[0];
      const notes = (now?.CustomFields?.["communitynotes"] ?? []) as readonly unknown[];
      assert.ok((now?.version ?? 0) >= version && notes.length >= theirs);
      version = now?.version ?? 0;
      theirs = notes.length;
    }
    assert.ok(twin.injected() > 900 && theirs > 0);
  });

  it("tells observers what a request has come to", async () => {
    await start();
    const phases: string[] = [];
    const stop = xsoar.observe((phase, { done, status }) => phases.push(`${phase} ${done} ${status}`));
    await search();
    xsoar.fail({ kind: "dropAfter" });
    await assert.rejects(search());
    stop();
    await search();
    assert.deepEqual(phases, [
      "received false 0",
      "done true 0",
      "answered true 200",
      "received false 0",
      "done true 0",
      "answered true 0",
    ]);
    assert.deepEqual(xsoar.requests()[1]?.faults, ["dropAfter"]);
  });
});
