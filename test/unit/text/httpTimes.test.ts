import assert from "node:assert/strict";
import { retryAfterSeconds } from "../../../src/core/text/httpTimes";

const NOW = new Date("2026-11-24T12:00:00Z");

describe("retryAfterSeconds", () => {
  const table: readonly (readonly [headers: Record<string, string>, seconds: number | null])[] = [
    [{}, null],
    [{ "retry-after": "120" }, 120],
    [{ "retry-after": " 0 " }, 0],
    [{ "retry-after": "999999" }, 86_400],
    [{ "retry-after": "-3" }, null],
    [{ "retry-after": "later" }, null],
    [{ "retry-after": "Tue, 24 Nov 2026 12:02:00 GMT" }, 120],
    [{ "retry-after": "Tue, 24 Nov 2026 11:00:00 GMT" }, 0],
    [{ "retry-after": "Wed, 25 Nov 2026 23:00:00 GMT" }, 86_400],
    // The server's clock is an hour ahead of ours.
    [{ "retry-after": "Tue, 24 Nov 2026 13:01:00 GMT", date: "Tue, 24 Nov 2026 13:00:00 GMT" }, 60],
    [{ "retry-after": "Tuesday, 24-Nov-26 12:02:00 GMT" }, 120],
    [{ "retry-after": "Tue Nov 24 12:02:00 2026" }, 120],
    [{ "retry-after": "Tue, 24 Foo 2026 13:01:00 GMT" }, null],
  ];
  for (const [headers, seconds] of table) {
    it(`${JSON.stringify(headers)}: ${seconds}`, () => assert.equal(retryAfterSeconds(headers, NOW), seconds));
  }
});
