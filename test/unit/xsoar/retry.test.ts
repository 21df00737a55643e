import { deepEqual, equal, ok } from "node:assert/strict";
import { MAX_XSOAR_TRIES } from "../../../src/core/limits";
import type { HttpFailure } from "../../../src/core/model/failureReasons";
import type { HttpResult } from "../../../src/core/ports";
import type { XsoarFailure } from "../../../src/core/xsoar/failures";
import { retryPause, withRetries } from "../../../src/core/xsoar/retry";
import { NEVER, SIGNING, clientOf, json, nothing, paths, scripted, staleVersion, text } from "./fakes";

const PAGING = { page: 0, size: 10 };
const broken = (failure: HttpFailure): HttpResult => ({ ok: false, failure });
const reset = broken({ code: "reset", host: "h" });
const timeout = broken({ code: "timeout", seconds: 60 });
const busy = (after?: string) =>
  text("{}", "application/json", 429, after === undefined ? {} : { "retry-after": after });

/** A search by a client that retries: its outcome, how often it was sent, and how long was waited. */
async function search(...answers: readonly HttpResult[]) {
  const { http, log } = scripted(...answers);
  const pauses: number[] = [];
  const clock = { wait: (ms: number) => (pauses.push(ms), Promise.resolve()) };
  const result = await withRetries(clientOf(http), { clock, signing: SIGNING }).search("", PAGING, NEVER);
  return { code: result.ok ? "ok" : result.failure.code, sent: log.length, pauses };
}

describe("searches are sent again", () => {
  const table: readonly (readonly [string, readonly HttpResult[], string, number, readonly number[]])[] = [
    ["never when all is well", [nothing], "ok", 1, []],
    ["after a reset", [reset, nothing], "ok", 2, [375]],
    ["three times, with pauses that grow", [reset], "reset", 4, [375, 750, 1500]],
    ["once after a timeout", [timeout], "timeout", 2, [375]],
    ["after an answer that broke off", [broken({ code: "truncated" }), nothing], "ok", 2, [375]],
    ["after JSON that broke off", [text('{"total":', "application/json"), nothing], "ok", 2, [375]],
    ["when the host did not answer", [broken({ code: "network", why: "silent" }), nothing], "ok", 2, [375]],
    ["after 500", [json({}, 500), nothing], "ok", 2, [375]],
    ["after 502, 503, 504", [json({}, 502), json({}, 503), json({}, 504), nothing], "ok", 4, [375, 750, 1500]],
    ["after 429", [busy(), nothing], "ok", 2, [375]],
    ["after 429, when the server said", [busy("7"), nothing], "ok", 2, [7125]],
    ["after 429 that says: now", [busy("0"), nothing], "ok", 2, [375]],
    ["after 503, when the server said", [text("", null, 503, { "retry-after": "2" }), nothing], "ok", 2, [2125]],
    ["not when the server asks for an hour", [busy("3600"), nothing], "rateLimited", 1, []],
    ["not after 501", [json({}, 501), nothing], "server", 1, []],
    ["not after 400", [json({}, 400), nothing], "rejected", 1, []],
    ["not after 401", [json({}, 401), nothing], "keyRefused", 1, []],
    ["not after 402", [json({}, 402), nothing], "licence", 1, []],
    ["not after 403", [json({}, 403), nothing], "keyRefused", 1, []],
    ["not after 404", [json({}, 404), nothing], "notFound", 1, []],
    ["not after 406", [json({}, 406), nothing], "notAcceptable", 1, []],
    ["not after 408", [json({}, 408), nothing], "rejected", 1, []],
    ["not after 409", [json({}, 409), nothing], "conflict", 1, []],
    ["not after 415", [json({}, 415), nothing], "notAcceptable", 1, []],
    ["not after a redirect", [text("", null, 303), nothing], "redirect", 1, []],
    ["not when the host is unknown", [broken({ code: "dns", host: "h" }), nothing], "dns", 1, []],
    ["not when the port is closed", [broken({ code: "refused", host: "h" }), nothing], "refused", 1, []],
    ["not when the certificate is not trusted", [broken({ code: "tls", why: "selfSigned" }), nothing], "tls", 1, []],
    ["not when the proxy refuses", [broken({ code: "proxy", why: "refused" }), nothing], "proxy", 1, []],
    ["not after a web page", [text("<html>", "text/html"), nothing], "uiUrl", 1, []],
    ["not after an error in a 200", [json({ error: "no" }), nothing], "serverError", 1, []],
    ["not after an answer too large", [broken({ code: "tooLarge", limitBytes: 1 }), nothing], "tooLarge", 1, []],
    ["not after a cancellation", [broken({ code: "aborted" }), nothing], "aborted", 1, []],
    ["with the last failure told", [reset, json({}, 500), json({}, 400)], "rejected", 3, [375, 750]],
  ];
  for (const [name, answers, code, sent, pauses] of table) {
    it(name, async () => deepEqual(await search(...answers), { code, sent, pauses }));
  }

  it("no more once cancelled", async () => {
    const { http, log } = scripted(reset);
    const cancel = new AbortController();
    const clock = { wait: () => (cancel.abort(), Promise.resolve()) };
    const result = await withRetries(clientOf(http), { clock, signing: SIGNING }).search("", PAGING, cancel.signal);
    deepEqual([result.ok ? "ok" : result.failure.code, log.length], ["aborted", 1]);
  });
});

describe("writes and tests of the connection", () => {
  it("go out once, whatever comes back", async () => {
    for (const answer of [reset, timeout, json({}, 500), json({}, 503), busy("1"), staleVersion]) {
      const { http, log } = scripted(answer);
      const clock = { wait: () => Promise.reject(new Error("no pause is due")) };
      const client = withRetries(clientOf(http), { clock, signing: SIGNING });
      ok(!(await client.create("{}", NEVER)).ok);
      ok(!(await client.edit("{}", NEVER)).ok);
      ok((await client.test(NEVER)) !== null);
      deepEqual(paths(log), ["create", "edit", "search"]);
    }
  });
});

describe("the pause before a retry", () => {
  const failure: XsoarFailure = { code: "reset", host: "h" };
  it("is between half and the whole of what doubles each time", () => {
    for (let tries = 1; tries < MAX_XSOAR_TRIES; tries++) {
      const whole = 500 * 2 ** (tries - 1);
      equal(retryPause(failure, tries, 0), whole / 2);
      ok((retryPause(failure, tries, 0.999) ?? 0) <= whole);
    }
    equal(retryPause(failure, MAX_XSOAR_TRIES, 0), null);
  });
  it("is never shorter than the server asked for", () => {
    for (const jitter of [0, 0.5, 0.999]) {
      const pause = retryPause({ code: "rateLimited", retryAfterSeconds: 30 }, 1, jitter) ?? 0;
      ok(pause >= 30_000 && pause < 30_500);
    }
    equal(retryPause({ code: "rateLimited", retryAfterSeconds: 61 }, 1, 0), null);
  });
});

describe("Retry-After", () => {
  /** By the clock of the tests it is 2026-05-04T10:20:30.456Z, a Monday. */
  const seconds = async (value: string, date?: string): Promise<number | null | undefined> => {
    const headers = { "retry-after": value, ...(date === undefined ? {} : { date }) };
    const result = await clientOf(scripted(text("", null, 429, headers)).http).search("", PAGING, NEVER);
    return !result.ok && result.failure.code === "rateLimited" ? result.failure.retryAfterSeconds : undefined;
  };
  const table: readonly (readonly [string, number | null, string?])[] = [
    ["0", 0],
    ["7", 7],
    [" 120 ", 120],
    ["86400", 86_400],
    ["999999", 86_400],
    ["1000000", 86_400],
    ["-1", null],
    ["1.5", 2],
    ["7s", null],
    ["", null],
    ["soon", null],
    ["Mon, 04 May 2026 10:20:40 GMT", 10],
    ["Monday, 04-May-26 10:21:30 GMT", 60],
    ["Mon May  4 10:21:30 2026", 60],
    ["Mon, 04 May 2026 10:20:00 GMT", 0],
    ["Tue, 04 May 2076 10:20:00 GMT", 86_400],
    ["Mon, 04 May 2026 10:20:40", null],
    ["2026-05-04T10:20:40Z", null],
    ["Mon, 99 May 2026 10:20:40 GMT", null],
    // The server's clock is what it counts by.
    ["Mon, 04 May 2026 12:00:30 GMT", 30, "Mon, 04 May 2026 12:00:00 GMT"],
    ["Mon, 04 May 2026 10:20:40 GMT", 10, "yesterday"],
  ];
  for (const [value, expected, date] of table) {
    it(`${JSON.stringify(value)}${date === undefined ? "" : ` at ${date}`}: ${expected}`, async () =>
      equal(await seconds(value, date), expected));
  }
});
