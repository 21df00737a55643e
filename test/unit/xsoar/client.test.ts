import { deepEqual, equal, match, ok } from "node:assert/strict";
import type { HttpResult } from "../../../src/core/ports";
import { plainText } from "../../../src/core/text/translate";
import { createXsoarClient } from "../../../src/core/xsoar/client";
import { describeXsoarFailure } from "../../../src/core/xsoar/describeFailure";
import { type XsoarFailure, cleanDetail } from "../../../src/core/xsoar/failures";
import { KEY, NEVER, WORLD, json, nothing, scripted, staleVersion, text } from "./fakes";

const PAGING = { page: 0, size: 100 };
const refused = (failure: Extract<HttpResult, { ok: false }>["failure"]): HttpResult => ({ ok: false, failure });
const spa = "<!doctype html><html><head><title>Cortex</title></head></html>";

describe("XSOAR client: requests", () => {
  it("posts JSON with the raw key and nothing else", async () => {
    const { client, log } = scripted(nothing);
    await client.search('value:"x"', { page: 2, size: 50 }, NEVER);
    const { request } = log[0]!;
    equal(request.url, "https://soar.test/indicators/search");
    equal(request.method, "POST");
    deepEqual(request.headers, { accept: "application/json", "content-type": "application/json", authorization: KEY });
    deepEqual(JSON.parse(request.body!), { query: 'value:"x"', page: 2, size: 50 });
    equal(request.maxBytes, 8 * 1024 * 1024);
  });

  it("keeps the tenant in every path", async () => {
    const { http, log } = scripted(nothing, json({ id: "1" }), json({ id: "1" }));
    const client = createXsoarClient(
      http,
      { baseUrl: "https://soar.test/acc_blue", apiKey: `  ${KEY}\n` },
      { ...WORLD, timeoutMs: 1 },
    );
    await client.search("", PAGING, NEVER);
    await client.create("{}", NEVER);
    await client.edit("{}", NEVER);
    deepEqual(
      log.map(({ path }) => path),
      ["/acc_blue/indicators/search", "/acc_blue/indicator/create", "/acc_blue/indicator/edit"],
    );
    equal(log[0]!.request.headers["authorization"], KEY);
  });

  it("sends nothing with a key no header can carry", async () => {
    for (const apiKey of ["", "  ", "two\nlines", "schlüssel", "a b"]) {
      const { http, log } = scripted(nothing);
      const client = createXsoarClient(http, { baseUrl: "https://soar.test", apiKey }, { ...WORLD, timeoutMs: 1 });
      const failure = await client.test(NEVER);
      deepEqual([failure, log.length], [{ code: "keyFormat" }, 0]);
    }
  });

  it("tests the connection with the smallest search", async () => {
    const { client, log } = scripted(json({ iocObjects: [{ id: "1", value: "x" }], total: 9 }));
    equal(await client.test(NEVER), null);
    deepEqual(JSON.parse(log[0]!.body), { query: "", page: 0, size: 1 });
  });
});

describe("XSOAR client: answers", () => {
  it("takes null, absent and empty rows for none", async () => {
    for (const answer of [nothing, json({ total: 0 }), json({ iocObjects: [], total: 0 })]) {
      const result = await scripted(answer).client.search("", PAGING, NEVER);
      deepEqual(result.ok && [result.value.records, result.value.total], [[], 0]);
    }
  });

  it("takes other JSON content types and a byte order mark", async () => {
    for (const type of [
      "application/json; charset=utf-8",
      "Application/JSON",
      "text/json",
      "application/problem+json",
    ]) {
      const result = await scripted(text('\uFEFF{"iocObjects":null,"total":0}', type)).client.search("", PAGING, NEVER);
      ok(result.ok, type);
    }
  });

  it("takes an empty error for none", async () => {
    for (const error of [null, "", false, {}]) {
      ok((await scripted(json({ iocObjects: null, total: 0, error })).client.search("", PAGING, NEVER)).ok);
    }
  });

  it("reads the answer to a creation that made nothing", async () => {
    for (const answer of [
      json(null),
      text("", null),
      text("", "application/json"),
      text(" \n", "text/plain"),
      text("", null, 204),
    ]) {
      const result = await scripted(answer).client.create("{}", NEVER);
      equal(result.ok && result.value, null);
      ok(result.ok);
    }
  });

  it("gives the answer for the log, short and without the key", async () => {
    const result = await scripted(json({ id: "45", value: "x", echo: KEY, long: "y".repeat(9_000) })).client.create(
      "{}",
      NEVER,
    );
    ok(result.ok && result.raw.length <= 4_001 && result.raw.startsWith('{"id":"45"') && !result.raw.includes(KEY));
  });
});

describe("XSOAR client: every failure has its code and its sentence", () => {
  const forbidden = {
    id: "forbidden",
    status: 403,
    title: "Forbidden",
    detail: "Issue with CSRF code",
    error: "http: named cookie not present",
  };
  const table: readonly (readonly [string, HttpResult, Partial<XsoarFailure>, RegExp])[] = [
    ["DNS", refused({ code: "dns", host: "soar.test" }), { code: "dns" }, /host soar\.test .* could not be found/],
    ["refused", refused({ code: "refused", host: "soar.test" }), { code: "refused" }, /refused the connection/],
    ["reset", refused({ code: "reset", host: "soar.test" }), { code: "reset" }, /closed the connection/],
    ["TLS", refused({ code: "tls", why: "selfSigned" }), { code: "tls" }, /certificate .*is self-signed.*CA file/],
    ["timeout", refused({ code: "timeout", seconds: 20 }), { code: "timeout", seconds: 20 }, /within 20 seconds/],
    ["too large", refused({ code: "tooLarge", limitBytes: 67_108_864 }), { code: "tooLarge" }, /larger than 64 MB/],
    ["truncated", refused({ code: "truncated" }), { code: "truncated" }, /ended before/],
    ["encoding", refused({ code: "encoding" }), { code: "encoding" }, /decompressed/],
    ["proxy", refused({ code: "proxy", why: "login" }), { code: "proxy" }, /proxy .*user name and password/],
    [
      "network",
      refused({ code: "network", why: "other", detail: "EHOSTUNREACH" }),
      { code: "network" },
      /EHOSTUNREACH/,
    ],
    ["cancelled", refused({ code: "aborted" }), { code: "aborted" }, /cancelled/],
    ["v6 key", json(forbidden, 403), { code: "keyRefused", status: 403 }, /refused the API key \(403\).*CSRF/],
    [
      "v8 key",
      json({ reply: { err_code: 401, err_msg: "Public API request unauthorized" } }, 401),
      { code: "keyIdMissing" },
      /key goes together with its ID/,
    ],
    ["licence", json({ reply: { err_msg: "no licence" } }, 402), { code: "licence" }, /licence/],
    ["404", json({ id: "not_found" }, 404), { code: "notFound", status: 404 }, /no XSOAR API .*404/],
    ["405", text("", null, 405), { code: "notFound", status: 405 }, /405/],
    ["406", json({ id: "not_acceptable" }, 406), { code: "notAcceptable", status: 406 }, /406/],
    ["415", json({ id: "unsupported_media_type" }, 415), { code: "notAcceptable", status: 415 }, /415/],
    ["407", text("", null, 407), { code: "proxy" }, /proxy/],
    [
      "429",
      text("{}", "application/json", 429, { "retry-after": "7" }),
      { code: "rateLimited", retryAfterSeconds: 7 },
      /in 7 seconds/,
    ],
    ["429 bare", text("{}", "application/json", 429), { code: "rateLimited", retryAfterSeconds: null }, /later/],
    ["409", json({ error: "exists" }, 409), { code: "conflict", detail: "exists" }, /changed by somebody else/],
    ["stale version", staleVersion, { code: "conflict" }, /changed by somebody else/],
    [
      "other 400",
      json({ id: "bad_request", detail: "Request body is not well-formed." }, 400),
      { code: "rejected", status: 400 },
      /rejected .*400.*well-formed/,
    ],
    [
      "500",
      json({ id: "internal_server_error", detail: "Something went wrong." }, 500),
      { code: "server", status: 500 },
      /internal error \(500\).*went wrong/,
    ],
    ["503 page", text(spa, "text/html", 503), { code: "server", status: 503, detail: "" }, /503/],
    [
      "redirect",
      text("", null, 303, { location: "https://login.test/x?key=1" }),
      { code: "redirect", status: 303, target: "https://login.test" },
      /redirects .*https:\/\/login\.test \(303\)/,
    ],
    ["relative redirect", text("", null, 302, { location: "/login" }), { code: "redirect", target: "" }, /redirects/],
    ["web page", text(spa, "text/html; charset=utf-8"), { code: "uiUrl" }, /web page instead of data/],
    ["web page without type", text(spa, null), { code: "uiUrl" }, /web page/],
    ["plain text", text("ok", "text/plain"), { code: "notXsoar" }, /does not answer like/],
    ["other JSON", json({ status: "available" }), { code: "notXsoar" }, /does not answer like/],
    ["list", json([]), { code: "notXsoar" }, /does not answer like/],
    ["total as text", json({ iocObjects: [], total: "3" }), { code: "notXsoar" }, /does not answer like/],
    ["rows of another kind", json({ iocObjects: {}, total: 3 }), { code: "notXsoar" }, /does not answer like/],
    ["empty", text("", "application/json"), { code: "malformed" }, /not readable JSON/],
    ["cut JSON", text('{"iocObjects":[{"id":"1"', "application/json"), { code: "malformed" }, /not readable JSON/],
    [
      "not UTF-8",
      {
        ok: true,
        response: {
          status: 200,
          headers: { "content-type": "application/json" },
          body: Uint8Array.of(0x7b, 0xff, 0x7d),
        },
      },
      { code: "malformed" },
      /not readable JSON/,
    ],
    [
      "error in 200",
      json({ response: null, error: "index closed" }),
      { code: "serverError", detail: "index closed" },
      /answered with an error.*index closed/,
    ],
  ];
  const sentences = new Set<string>();
  for (const [name, answer, expected, sentence] of table) {
    it(name, async () => {
      const result = await scripted(answer).client.search('value:"x"', PAGING, NEVER);
      ok(!result.ok);
      deepEqual({ ...result.failure, ...expected }, result.failure);
      const said = describeXsoarFailure(result.failure, plainText);
      match(said, sentence);
      sentences.add(said);
    });
  }

  it("no two of different codes read alike", () => ok(sentences.size >= 30, String(sentences.size)));

  it("says the failures found out later, too", () => {
    match(describeXsoarFailure({ code: "searchField", field: "a b" }, plainText), /"a b" is not the name/);
    match(describeXsoarFailure({ code: "incomplete", received: 1, total: 3 }, plainText), /3 results and gave only 1/);
    match(describeXsoarFailure({ code: "noteField", value: "Clop" }, plainText), /"Clop" holds its community notes/);
    match(describeXsoarFailure({ code: "gone", value: "Clop" }, plainText), /"Clop" was not there/);
    match(describeXsoarFailure({ code: "keyFormat" }, plainText), /API key is empty/);
  });

  it("keeps the key out of every failure", async () => {
    const echo = { detail: `key ${KEY} unknown`, error: KEY };
    for (const answer of [
      json(echo, 400),
      json(echo, 403),
      json(echo, 500),
      json({ error: KEY }),
      refused({ code: "network", why: "other", detail: `bad header ${KEY}` }),
    ]) {
      const result = await scripted(answer).client.search("", PAGING, NEVER);
      ok(!result.ok && !JSON.stringify(result).includes(KEY));
      ok(!result.ok && !describeXsoarFailure(result.failure, plainText).includes(KEY));
    }
  });

  it("cleans and shortens what the server says", async () => {
    const result = await scripted(json({ detail: `a\u0000b\n\u202Ec ${"x".repeat(5_000)}` }, 400)).client.search(
      "",
      PAGING,
      NEVER,
    );
    ok(!result.ok && result.failure.code === "rejected");
    ok(result.failure.detail.startsWith("a b c x") && result.failure.detail.length <= 300);
    equal(cleanDetail("  \u0007 "), "");
  });
});
