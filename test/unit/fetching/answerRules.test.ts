import assert from "node:assert/strict";
import { freshSeconds } from "../../../src/core/fetching/answerRules";

const NOW = new Date("2026-11-24T12:00:00Z");

describe("freshSeconds", () => {
  const table: readonly (readonly [headers: Record<string, string>, seconds: number | null])[] = [
    [{}, null],
    [{ "cache-control": "public, must-revalidate" }, null],
    [{ "cache-control": "no-store" }, 0],
    [{ "cache-control": "private, no-cache" }, 0],
    [{ "cache-control": "max-age=600" }, 600],
    [{ "cache-control": "public, MAX-AGE=600, s-maxage=9" }, 600],
    [{ "cache-control": 'max-age="600"' }, 600],
    [{ "cache-control": "s-maxage=600" }, null],
    [{ "cache-control": "max-age=600", age: "200" }, 400],
    [{ "cache-control": "max-age=600", age: "700" }, 0],
    [{ "cache-control": "max-age=86400" }, 3600],
    [{ "cache-control": "max-age=600, no-cache" }, 0],
    [{ "cache-control": "no-store, max-age=600" }, 0],
    [{ "cache-control": "max-age=-5" }, 0],
    [{ "cache-control": "max-age=soon" }, 0],
    [{ "cache-control": "max-age" }, 0],
    [{ "cache-control": `max-age=${"9".repeat(400)}` }, 0],
    [{ expires: "Tue, 24 Nov 2026 12:10:00 GMT" }, 600],
    [{ expires: "Tue, 24 Nov 2026 12:10:00 GMT", age: "100" }, 500],
    [{ expires: "Tue, 24 Nov 2026 12:10:00 GMT", "cache-control": "public" }, 600],
    [{ expires: "Wed, 25 Nov 2026 12:00:00 GMT" }, 3600],
    [{ expires: "Tue, 24 Nov 2026 11:00:00 GMT" }, 0],
    [{ expires: "0" }, 0],
    // The server's clock is an hour ahead of ours.
    [{ expires: "Tue, 24 Nov 2026 13:01:00 GMT", date: "Tue, 24 Nov 2026 13:00:00 GMT" }, 60],
    [{ expires: "Tue, 24 Nov 2026 12:10:00 GMT", "cache-control": "max-age=60" }, 60],
    [{ expires: "Tue, 24 Nov 2026 12:10:00 GMT", "cache-control": "max-age=soon" }, 0],
    [{ expires: "Tue, 24 Nov 2026 12:10:00 GMT", "cache-control": "no-cache" }, 0],
  ];
  for (const [headers, seconds] of table) {
    it(`${JSON.stringify(headers).slice(0, 60)}: ${seconds}`, () => assert.equal(freshSeconds(headers, NOW), seconds));
  }
});
