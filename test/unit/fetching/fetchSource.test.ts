import assert from "node:assert/strict";
import { MAX_PUBLIC_HOSTS } from "../../../src/core/limits";
import type { AddressProblem } from "../../../src/core/model/model";
import type { HttpFailure } from "../../../src/core/model/failureReasons";
import type { HttpRequest, HttpResponse } from "../../../src/core/ports";
import { placedHttp } from "../../world/placedHttp";
import { type FetchOptions, fetchSource } from "../../../src/core/fetching/fetchSource";
import { createHostGate } from "../../../src/core/fetching/hostGate";
import { createLimiter } from "../../../src/core/fetching/limiter";
import { systemClock } from "../../../src/node/systemClock";

type Answer = {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  failure?: HttpFailure;
  tookMs?: number;
  cookies?: readonly string[];
  isCut?: true;
};

const text = (body: string) => new TextEncoder().encode(body);

/** A web of fixed answers, with the addresses its names stand for. */
function web(answers: Record<string, Answer>, names: Record<string, readonly string[]> = {}) {
  const requests: HttpRequest[] = [];
  let time = 0;
  const http = placedHttp(
    async (request) => {
      requests.push(request);
      const answer = answers[request.url] ?? { status: 404 };
      time += answer.tookMs ?? 0;
      if (answer.failure !== undefined) return { ok: false, failure: answer.failure };
      const response: HttpResponse = {
        status: answer.status ?? 200,
        headers: answer.headers ?? {},
        body: text(answer.body ?? ""),
        ...(answer.cookies === undefined ? {} : { cookies: answer.cookies }),
        ...(answer.isCut === undefined ? {} : { isCut: answer.isCut }),
      };
      return { ok: true, response };
    },
    (host) => names[host] ?? [],
  );
  return { http, requests, clock: { now: () => new Date(time) }, urls: () => requests.map(({ url }) => url) };
}

function read(
  world: ReturnType<typeof web>,
  url: string,
  options: Partial<FetchOptions> = {},
  kind: "feed" | "page" = "feed",
) {
  return fetchSource(
    world.http,
    { kind, url },
    {
      timeoutMs: 20_000,
      signal: new AbortController().signal,
      clock: world.clock,
      ...options,
    },
  );
}

const to = (location: string, status = 302): Answer => ({ status, headers: { location } });

describe("fetchSource", () => {
  it("gives the body with what the server says of it", async () => {
    const world = web({
      "https://news.test/rss": {
        headers: {
          "content-type": "text/xml; charset=utf-8",
          etag: 'W/"7"',
          "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT",
        },
        body: "<rss/>",
      },
    });
    assert.deepEqual(await read(world, "https://news.test/rss"), {
      kind: "body",
      bytes: text("<rss/>"),
      contentType: "text/xml; charset=utf-8",
      finalUrl: "https://news.test/rss",
      isPublic: true,
      hints: { freshSeconds: null, movedTo: null },
      etag: 'W/"7"',
      lastModified: "Mon, 01 Jan 2024 00:00:00 GMT",
    });
  });

  it("tells how long the last answer of a chain holds, and where it leads for good", async () => {
    const world = web({
      "https://a.test/": { status: 301, headers: { location: "https://u:p@b.test/1", "cache-control": "max-age=9" } },
      "https://u:p@b.test/1": to("/2", 308),
      "https://u:p@b.test/2": to("/3", 302),
      "https://u:p@b.test/3": to("/4", 301),
      "https://u:p@b.test/4": { body: "x", headers: { "cache-control": "public, max-age=90", age: "30" } },
      "https://c.test/": to("https://a.test/", 307),
    });
    const outcome = await read(world, "https://a.test/");
    assert.deepEqual(outcome.kind === "body" && outcome.hints, { freshSeconds: 60, movedTo: "https://b.test/2" });
    const passing = await read(world, "https://c.test/");
    assert.equal(passing.kind === "body" && passing.hints.movedTo, null);
  });

  it("does not ask a host that is to be left alone, be it the first or behind a redirect", async () => {
    const world = web({ "https://a.test/": to("https://b.test/"), "https://b.test/": { body: "x" } });
    const wait = { why: "retryAfter", until: "2030-01-01T00:00:00.000Z" } as const;
    const known = new Map([["b.test", { failures: 0, wait }]]);
    const gate = createHostGate(known, world.clock, () => 0);
    assert.deepEqual(await read(world, "https://a.test/", { gate }), { kind: "waiting", wait });
    assert.deepEqual(await read(world, "https://b.test/", { gate }), { kind: "waiting", wait });
    assert.deepEqual(world.urls(), ["https://a.test/"]);
  });

  it("asks for feeds and pages with their own Accept, and no more than ten million bytes of either", async () => {
    const world = web({ "https://news.test/": { body: "x" } });
    await read(world, "https://news.test/", {}, "feed");
    await read(world, "https://news.test/", {}, "page");
    assert.deepEqual(
      world.requests.map(({ maxBytes, mayCut }) => [maxBytes, mayCut]),
      [
        [10_000_000, undefined],
        [10_000_000, undefined],
      ],
    );
    assert.match(world.requests[0]?.headers["accept"] ?? "", /rss\+xml/);
    assert.match(world.requests[1]?.headers["accept"] ?? "", /^text\/html/);
  });

  it("says how much of a longer answer it has, where that is wanted", async () => {
    const world = web({ "https://news.test/": { body: "x", isCut: true }, "https://whole.test/": { body: "x" } });
    const outcome = await read(world, "https://news.test/", { mayCut: true, maxBytes: 500 });
    assert.deepEqual([world.requests[0]?.mayCut, outcome.kind === "body" && outcome.isCut], [true, true]);
    const whole = await read(world, "https://whole.test/", { mayCut: true });
    assert.equal(whole.kind === "body" && "isCut" in whole, false);
  });

  it("gives cookies of a redirect back within its chain, to whom they belong, and forgets them with it", async () => {
    const world = web({
      "https://a.test/news/feed": {
        ...to("/news/door"),
        cookies: ["gate=1; Path=/", "here=2", "later=3; Domain=a.test; Path=/; Secure", "not=4; Domain=b.test"],
      },
      "https://a.test/news/door": to("/other"),
      "https://a.test/other": to("http://sub.a.test/"),
      "http://sub.a.test/": to("https://sub.a.test/"),
      "https://sub.a.test/": { ...to("https://b.test/"), cookies: ["later=; Domain=a.test; Path=/; Max-Age=0"] },
      "https://b.test/": to("https://sub.a.test/end"),
      "https://sub.a.test/end": { body: "news" },
    });
    const outcome = await read(world, "https://a.test/news/feed");
    assert.equal(outcome.kind, "body");
    assert.deepEqual(
      world.requests.map(({ url, headers }) => [url, headers["cookie"]]),
      [
        ["https://a.test/news/feed", undefined],
        ["https://a.test/news/door", "here=2; gate=1; later=3"],
        ["https://a.test/other", "gate=1; later=3"],
        ["http://sub.a.test/", undefined],
        ["https://sub.a.test/", "later=3"],
        ["https://b.test/", undefined],
        ["https://sub.a.test/end", undefined],
      ],
    );
    world.requests.length = 0;
    await read(world, "https://a.test/other");
    assert.equal(world.requests[0]?.headers["cookie"], undefined);
  });

  it("follows twenty redirects, relative and in UTF-8, and not one more", async () => {
    const bytes = String.fromCharCode(...text("/grün"));
    const world = web({
      "https://a.test/": to("/1", 301),
      "https://a.test/1": to("//b.test/2", 303),
      "https://b.test/2": to(bytes, 307),
      "https://b.test/gr%C3%BCn": to("4", 308),
      "https://b.test/4": to("?5"),
      "https://b.test/4?5": { body: "here" },
    });
    const outcome = await read(world, "https://a.test/");
    assert.equal(outcome.kind === "body" && outcome.finalUrl, "https://b.test/4?5");

    const loop = web({ "https://a.test/": to("/") });
    assert.deepEqual(await read(loop, "https://a.test/"), {
      kind: "failed",
      failure: { code: "redirectLoop", limit: 20 },
    });
    assert.equal(loop.requests.length, 21);
    const steps = Array.from({ length: 20 }, (_, step) => [`https://long.test/${step}`, to(`/${step + 1}`)] as const);
    const long = web({ ...Object.fromEntries(steps), "https://long.test/20": { body: "here" } });
    assert.equal((await read(long, "https://long.test/0")).kind, "body");
  });

  describe("redirects that are refused", () => {
    const names = {
      "public.test": ["93.184.216.34"],
      "other.test": ["93.184.216.35", "2606:4700::1"],
      "inside.test": ["10.1.2.3"],
      "mixed.test": ["93.184.216.34", "127.0.0.1"],
      "six.test": ["fd00::1"],
    };
    const refusals: readonly (readonly [string, AddressProblem])[] = [
      ["http://127.0.0.1/", "private"],
      ["http://localhost/", "private"],
      ["http://sub.localhost/", "private"],
      ["http://[::1]/", "private"],
      ["http://[::ffff:127.0.0.1]/", "private"],
      ["http://169.254.169.254/latest", "private"],
      ["http://100.64.0.1/", "private"],
      ["http://0.0.0.0/", "private"],
      ["http://2130706433/", "private"],
      ["https://inside.test/", "private"],
      ["https://six.test/", "private"],
      ["file:///etc/passwd", "scheme"],
      ["javascript:alert(1)", "scheme"],
      ["ftp://other.test/", "scheme"],
      ["http://[", "invalid"],
      ["http://other.test:25/", "port"],
      ["https://other.test:6667/", "port"],
    ];
    for (const [target, why] of refusals) {
      it(`${target} (${why})`, async () => {
        const world = web({ "https://public.test/": to(target) }, names);
        const outcome = await read(world, "https://public.test/");
        assert.equal(outcome.kind, "failed");
        const failure = outcome.kind === "failed" ? outcome.failure : null;
        assert.deepEqual([failure?.code, failure?.code === "redirectRefused" && failure.why], ["redirectRefused", why]);
        assert.deepEqual(world.urls(), ["https://public.test/"]);
      });
    }

    it("to an inside address from a host that stands for a public one as well", async () => {
      const world = web({ "http://mixed.test/": to("http://10.0.0.1/") }, names);
      const outcome = await read(world, "http://mixed.test/");
      assert.equal(outcome.kind === "failed" && outcome.failure.code, "redirectRefused");
    });

    it("to an inside address that is configured as well", async () => {
      const world = web({ "https://public.test/": to("http://10.0.0.1/"), "http://10.0.0.1/": { body: "x" } }, names);
      assert.equal((await read(world, "http://10.0.0.1/")).kind, "body");
      assert.equal((await read(world, "https://public.test/")).kind, "failed");
    });

    it("to an inside address when nothing is known of the first name", async () => {
      const world = web({ "https://unknown.test/": to("http://127.0.0.1:8080/") }, names);
      const outcome = await read(world, "https://unknown.test/");
      assert.equal(outcome.kind === "failed" && outcome.failure.code, "redirectRefused");
    });

    it("never tells a password", async () => {
      const world = web({ "https://public.test/": to("http://u:secret@127.0.0.1/") }, names);
      assert.equal(JSON.stringify(await read(world, "https://public.test/")).includes("secret"), false);
    });
  });

  describe("redirects that are allowed", () => {
    it("to another public host, known or not", async () => {
      const world = web(
        {
          "https://a.test/": to("https://b.test/"),
          "https://b.test/": to("https://c.test/"),
          "https://c.test/": { body: "x" },
        },
        { "a.test": ["93.184.216.34"], "b.test": ["2606:4700::1"] },
      );
      assert.equal((await read(world, "https://a.test/")).kind, "body");
    });

    it("within the inside, when it began there", async () => {
      const world = web({ "http://127.0.0.1:81/": to("http://127.0.1.5:82/"), "http://127.0.1.5:82/": { body: "x" } });
      assert.equal((await read(world, "http://127.0.0.1:81/")).kind, "body");
    });
  });

  describe("the first address", () => {
    it("is refused with a port of another protocol, before anything is asked", async () => {
      const world = web({});
      assert.deepEqual(await read(world, "http://a.test:6000/"), {
        kind: "failed",
        failure: { code: "redirectRefused", target: "http://a.test:6000/", why: "port" },
      });
      assert.deepEqual(world.urls(), []);
    });

    it("may lie inside when it always has, and is asked about when it was public before", async () => {
      const answers = { "https://a.test/": { body: "x" } };
      let gate = createHostGate(new Map(), { now: () => new Date(0) }, () => 0);
      assert.equal((await read(web(answers, { "a.test": ["10.0.0.1"] }), "https://a.test/", { gate })).kind, "body");
      gate = createHostGate(gate.memory(), { now: () => new Date(0) }, () => 0);
      assert.equal((await read(web(answers, { "a.test": ["10.0.0.1"] }), "https://a.test/", { gate })).kind, "body");
      assert.equal((await read(web(answers, { "a.test": ["1.1.1.1"] }), "https://a.test/", { gate })).kind, "body");
      gate = createHostGate(gate.memory(), { now: () => new Date(0) }, () => 0);
      const changed = web(answers, { "a.test": ["10.0.0.1"] });
      assert.deepEqual(await read(changed, "https://a.test/", { gate }), {
        kind: "failed",
        failure: { code: "redirectRefused", target: "https://a.test/", why: "changed" },
      });
      assert.deepEqual(changed.urls(), []);
      // Nothing it does by itself has that forgotten.
      gate = createHostGate(gate.memory(), { now: () => new Date(0) }, () => 0);
      assert.equal((await read(changed, "https://a.test/", { gate })).kind, "failed");
      assert.deepEqual([...gate.memory()], [["a.test", { failures: 0, wait: null, wasPublic: true }]]);
    });

    it("is guarded as one never met when it was forgotten among 20,000 others that were public", async () => {
      const answers = { "https://a.test/": { body: "x" }, "https://inside.test/": { body: "x" } };
      const now = () => new Date(0);
      const first = createHostGate(new Map(), { now }, () => 0);
      first.met("a.test", "public");
      const crowd = createHostGate(first.memory(), { now }, () => 0);
      for (let at = 0; at < MAX_PUBLIC_HOSTS; at++) crowd.met(`h${at}.test`, "public");
      const known = crowd.memory();
      assert.equal(crowd.forgotten(), 1);
      assert.ok(!known.has("a.test"));
      const places: readonly (readonly string[])[] = [
        ["10.0.0.1"],
        ["10.0.0.1", "1.1.1.1"],
        ["1.1.1.1"],
        ["127.0.0.1"],
      ];
      for (const addresses of places) {
        const outcomes = ["a.test", "inside.test"].map(async (host) => {
          const gate = createHostGate(known, { now }, () => 0);
          const outcome = await read(web(answers, { [host]: addresses }), `https://${host}/`, { gate });
          const left = gate.memory().get(host);
          return JSON.stringify([outcome, left, gate.waits(host)], (_, value: unknown) =>
            value instanceof Uint8Array
              ? value.length
              : typeof value === "string"
                ? value.replace(host, "HOST")
                : value,
          );
        });
        const [forgotten, never] = await Promise.all(outcomes);
        assert.equal(forgotten, never, addresses.join());
      }
    });

    it("lies in the internet when something there has named it", async () => {
      const world = web({ "http://10.0.0.1/": { body: "x" } });
      const outcome = await read(world, "http://10.0.0.1/", { reach: "public" });
      assert.deepEqual(outcome, {
        kind: "failed",
        failure: { code: "redirectRefused", target: "http://10.0.0.1/", why: "private" },
      });
    });
  });

  it("suggests no move for good from https to http", async () => {
    const moved = async (from: string, target: string) => {
      const outcome = await read(web({ [from]: to(target, 301), [target]: { body: "x" } }), from);
      return outcome.kind === "body" && outcome.hints.movedTo;
    };
    assert.equal(await moved("https://a.test/", "http://b.test/"), null);
    assert.equal(await moved("http://a.test/", "http://b.test/"), "http://b.test/");
    assert.equal(await moved("http://a.test/", "https://b.test/"), "https://b.test/");
  });

  describe("validators", () => {
    const validators = { url: "https://a.test/rss", etag: '"1"', lastModified: "Mon, 01 Jan 2024 00:00:00 GMT" };

    it("are sent to the address that gave them; 304 is unchanged", async () => {
      const world = web({ "https://a.test/rss": { status: 304 } });
      assert.deepEqual(await read(world, "https://a.test/rss", { validators }), {
        kind: "unchanged",
        hints: { freshSeconds: null, movedTo: null },
      });
      assert.equal(world.requests[0]?.headers["if-none-match"], '"1"');
      assert.equal(world.requests[0]?.headers["if-modified-since"], "Mon, 01 Jan 2024 00:00:00 GMT");
    });

    it("are sent only to the last address of a chain when that one gave them", async () => {
      const world = web({ "https://old.test/": to("https://a.test/rss"), "https://a.test/rss": { status: 304 } });
      assert.deepEqual(await read(world, "https://old.test/", { validators }), {
        kind: "unchanged",
        hints: { freshSeconds: null, movedTo: null },
      });
      assert.equal(world.requests[0]?.headers["if-none-match"], undefined);
    });

    it("are not sent to another address; its 304 is a failure", async () => {
      const world = web({ "https://a.test/other": { status: 304 } });
      const outcome = await read(world, "https://a.test/other", { validators });
      assert.deepEqual(outcome, { kind: "failed", failure: { code: "status", status: 304 } });
      assert.equal(world.requests[0]?.headers["if-none-match"], undefined);
    });
  });

  it("keeps credentials within their origin and out of what it gives", async () => {
    const world = web({
      "https://u:p@a.test/": to("https://a.test/in"),
      "https://u:p@a.test/in": to("https://b.test/"),
      "https://b.test/": { body: "x" },
    });
    const outcome = await read(world, "https://u:p@a.test/");
    assert.deepEqual(world.urls(), ["https://u:p@a.test/", "https://u:p@a.test/in", "https://b.test/"]);
    assert.equal(outcome.kind === "body" && outcome.finalUrl, "https://b.test/");
    const direct = await read(web({ "https://u:p@a.test/": { body: "x" } }), "https://u:p@a.test/");
    assert.equal(direct.kind === "body" && direct.finalUrl, "https://a.test/");
  });

  for (const status of [204, 300, 305, 400, 401, 403, 404, 410, 429, 500, 503]) {
    it(`tells status ${status}`, async () => {
      const outcome = await read(
        web({ "https://a.test/": { status, body: status === 204 ? "" : "no" } }),
        "https://a.test/",
      );
      const failure = status === 204 ? { code: "empty" } : { code: "status", status };
      assert.deepEqual(outcome, { kind: "failed", failure });
    });
  }

  it("tells a redirect without a target, an empty answer, a part, an address that is none", async () => {
    const world = web({
      "https://a.test/302": { status: 302 },
      "https://a.test/empty": {},
      "https://a.test/206": { status: 206, body: "x" },
    });
    const codes = [];
    for (const url of [
      "https://a.test/302",
      "https://a.test/empty",
      "https://a.test/206",
      "nonsense",
      "ftp://a.test/",
    ]) {
      const outcome = await read(world, url);
      codes.push(outcome.kind === "failed" && outcome.failure.code);
    }
    assert.deepEqual(codes, ["status", "empty", "truncated", "redirectRefused", "redirectRefused"]);
    assert.equal((await read(web({ "https://a.test/": { status: 203, body: "x" } }), "https://a.test/")).kind, "body");
  });

  it("passes failures on, and cancelling as cancelled", async () => {
    const failing = web({ "https://a.test/": { failure: { code: "dns", host: "a.test" } } });
    assert.deepEqual(await read(failing, "https://a.test/"), {
      kind: "failed",
      failure: { code: "dns", host: "a.test" },
    });
    const aborted = web({ "https://a.test/": { failure: { code: "aborted" } } });
    assert.deepEqual(await read(aborted, "https://a.test/"), { kind: "cancelled" });
  });

  it("has one time limit for the whole chain", async () => {
    const world = web({
      "https://a.test/": { ...to("https://a.test/2"), tookMs: 15_000 },
      "https://a.test/2": { failure: { code: "timeout", seconds: 5 }, tookMs: 5000 },
    });
    assert.deepEqual(await read(world, "https://a.test/"), {
      kind: "failed",
      failure: { code: "timeout", seconds: 20 },
    });
    assert.deepEqual(
      world.requests.map(({ timeoutMs }) => timeoutMs),
      [20_000, 5000],
    );
    const slow = web({ "https://a.test/": { ...to("https://a.test/2"), tookMs: 20_001 } });
    assert.deepEqual(await read(slow, "https://a.test/"), {
      kind: "failed",
      failure: { code: "timeout", seconds: 20 },
    });
    assert.equal(slow.requests.length, 1);
  });

  it("takes a turn for each request at the host it goes to, and is cancelled while waiting", async () => {
    const world = web({ "https://a.test/": to("https://b.test/"), "https://b.test/": { body: "x" } });
    const hosts: string[] = [];
    const inner = createLimiter({ total: 1, perHost: 1, clock: systemClock });
    const limiter: typeof inner = {
      run: (host, signal, work) => {
        hosts.push(host);
        return inner.run(host, signal, work);
      },
    };
    let starts = 0;
    await read(world, "https://a.test/", { limiter, onStart: () => (starts += 1) });
    assert.deepEqual([hosts, starts], [["a.test", "b.test"], 1]);

    const cancel = new AbortController();
    void inner.run("a.test", cancel.signal, () => new Promise(() => undefined));
    const waiting = read(world, "https://a.test/", { limiter: inner, signal: cancel.signal });
    cancel.abort();
    assert.deepEqual(await waiting, { kind: "cancelled" });
  });
});
