import { deepEqual, equal, ok } from "node:assert/strict";
import type { RequestListener } from "node:http";
import { createXsoarClient } from "../../../src/core/xsoar/client";
import { type SearchOutcome, searchAll } from "../../../src/core/xsoar/searchAll";
import { createHttp } from "../../../src/node/http";
import { nodeSigning } from "../../../src/node/signing";
import { systemClock } from "../../../src/node/systemClock";
import { type TestServer, serve } from "../servers";

const NEVER = new AbortController().signal;
const MB = 1024 * 1024;

/** A server that answers whatever it likes: what is read of it is bounded, and says why it ends. */
describe("a hostile Cortex XSOAR", function () {
  this.timeout(60_000);
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  /** What a search comes to, how many requests it made, how many bytes were sent, and how often others had their turn. */
  async function search(answer: (page: number) => Iterable<string>) {
    let bytes = 0;
    let pages = 0;
    let turns = 0;
    const listener: RequestListener = (request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "application/json" });
      const parts = answer(pages++)[Symbol.iterator]();
      const send = (): void => {
        for (let next = parts.next(); ; next = parts.next()) {
          if (next.done === true || response.destroyed) return void response.end();
          bytes += next.value.length;
          if (!response.write(next.value)) return void response.once("drain", send);
        }
      };
      send();
    };
    server = await serve(listener);
    const clock = {
      now: () => systemClock.now(),
      wait: (ms: number) => {
        turns += 1;
        return systemClock.wait(ms);
      },
    };
    const http = createHttp({ userAgent: "ti-scraper-test" });
    const connection = { baseUrl: server.origin, apiKey: "obviously-fake" };
    const client = createXsoarClient(http, connection, { timeoutMs: 20_000, clock, signing: nodeSigning });
    const outcome = await searchAll(client, "x", NEVER);
    return { outcome, bytes, pages, turns };
  }

  const codeOf = (outcome: SearchOutcome): string => (outcome.ok ? "ok" : outcome.failure.code);
  const record = (id: string, size: number): string => `{"id":"${id}","value":"${"v".repeat(size)}"}`;
  function* page(total: number, count: number, idOf: (at: number) => string, size: number): Iterable<string> {
    yield `{"total":${total},"iocObjects":[`;
    for (let at = 0; at < count; at++) yield (at === 0 ? "" : ",") + record(idOf(at), size);
    yield "]}";
  }

  it("that promises more than 50,000 hits is not asked for them", async () => {
    for (const total of ["50001", "1e300", "99999999999999999999"]) {
      const { outcome, pages } = await search(() => [`{"total":${total},"iocObjects":[{"id":"1"}]}`]);
      deepEqual([codeOf(outcome), pages], ["tooManyHits", 1], total);
      await server?.close();
    }
  });

  it("that gives pages without end is read for 64 MB", async () => {
    const { outcome, bytes, pages } = await search((at) => page(9_999, 500, (row) => `${at}-${row}`, 14_000));
    equal(codeOf(outcome), "searchTooLarge");
    ok(bytes < 80 * MB && pages <= 12, `${bytes} bytes in ${pages} pages`);
  });

  it("that gives one answer without end is read for 8 MB at each size of a page", async () => {
    const endless = function* (): Iterable<string> {
      yield '{"total":1,"iocObjects":[';
      for (;;) yield record("1", 100_000);
    };
    const { outcome, bytes, pages } = await search(endless);
    deepEqual([codeOf(outcome), pages], ["tooLarge", 4]);
    ok(bytes < 4 * 8 * MB + 40 * MB, `${bytes} bytes were sent before the line was cut`);
  });

  it("that gives more rows than it may is not listened to", async () => {
    const { outcome } = await search(() => ['{"total":1,"iocObjects":[', "1,".repeat(3_000_000), "1]}"]);
    equal(codeOf(outcome), "tooManyHits");
  });

  it("that gives the same rows again and again, or none, is asked some times", async () => {
    for (const count of [0, 5]) {
      const { outcome, pages } = await search(() => page(40_000, count, String, 10));
      deepEqual(codeOf(outcome), "incomplete");
      ok(pages <= 8, `${pages} pages`);
      await server?.close();
    }
  });

  it("lets others have their turn while a large answer is read", async () => {
    const { outcome, turns } = await search(() => page(400, 400, String, 15_000));
    equal(codeOf(outcome), "ok");
    // Twice through the text at least, in pieces of 50,000 units.
    ok(turns > (2 * 400 * 15_000) / 50_000 - 50, `${turns} turns`);
  });
});
