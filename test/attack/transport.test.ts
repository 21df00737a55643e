import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { constants, brotliCompressSync, gzipSync } from "node:zlib";
import { createHttp } from "../../src/node/http";
import { get, serveRaw, until } from "../net/servers";
import { type Attack, attackClass, oneOf } from "./corpus";

const TIMEOUT_MS = 800;
const MAX_BYTES = 200_000;
/** What a busy machine may be late by. */
const LATE_MS = 10_000;
const MOST_MEMORY = 150_000_000;

const OK = "HTTP/1.1 200 OK\r\n";
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
const http = createHttp({ userAgent: "ti-scraper/test" });

type Talk = (socket: Socket) => void;

/** A piece over and over, as fast as it is taken. */
const endless =
  (head: string, piece: string | Buffer): Talk =>
  (socket) => {
    const block = Buffer.concat(Array.from({ length: Math.ceil(16_000 / piece.length) }, () => Buffer.from(piece)));
    const more = (): void => {
      while (!socket.destroyed) if (!socket.write(block)) return void socket.once("drain", more);
    };
    socket.write(head);
    more();
  };

/** A piece over and over, one in 15 ms. */
const dripping =
  (head: string, piece: string): Talk =>
  (socket) => {
    socket.write(head);
    const drip = setInterval(() => socket.write(piece), 15);
    socket.on("close", () => clearInterval(drip));
  };

const saying =
  (...parts: readonly (string | Buffer)[]): Talk =>
  (socket) => {
    for (const part of parts) socket.write(part);
    socket.end();
  };

/** Says all of it and keeps the connection open. */
const waiting =
  (...parts: readonly (string | Buffer)[]): Talk =>
  (socket) => {
    for (const part of parts) socket.write(part);
  };

const encoded = (encoding: string, body: Buffer): Talk =>
  waiting(`${OK}Connection: close\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`, body);

const zeros = (megabytes: number): Buffer => Buffer.alloc(megabytes * 1_000_000);
const brotli = (bytes: Buffer): Buffer =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });

describe("hostile transport", () => {
  /** The status and the length of an answer, or the failure. */
  const ask = async (talk: Talk): Promise<string> => {
    const server = await serveRaw((socket) => void socket.once("data", () => talk(socket)));
    try {
      const result = await http.request(get(server.origin, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES }));
      await until(() => server.open.size === 0, LATE_MS);
      if (result.ok) return `${result.response.status}: ${result.response.body.length}`;
      return result.failure.code;
    } finally {
      await server.close();
    }
  };

  attackClass(
    "hostile transport",
    {
      atLeast: 16,
      control: async () => assert.equal(await ask(saying(`${OK}Content-Length: 4\r\n\r\nnews`)), "200: 4"),
    },
    (random) => {
      const size = 20 + random(60);
      const name = oneOf(random, ["X-Filler", "Set-Cookie", "Link"]);
      const attacks: Readonly<Record<string, readonly [talk: Talk, outcome: RegExp]>> = {
        "a status line that drips": [dripping("HTTP/1.1 200 ", "O"), /^timeout$/],
        "a status line without end": [endless("HTTP/1.1 200 ", "O".repeat(1000)), /^(?:network|timeout)$/],
        "headers that drip": [dripping(OK, `${name}: 1\r\n`), /^timeout$/],
        "one header without end": [endless(`${OK}${name}: `, "x".repeat(1000)), /^network$/],
        "headers without end": [endless(OK, `${name}: ${"x".repeat(size)}\r\n`), /^network$/],
        "silence behind the headers": [waiting(`${OK}Content-Length: 10\r\n\r\n`), /^timeout$/],
        "a body that drips": [dripping(`${OK}\r\n`, "x"), /^timeout$/],
        "a body without end": [endless(`${OK}\r\n`, "x".repeat(1000)), /^tooLarge$/],
        "chunks without end": [endless(CHUNKED, "3e8\r\n" + "x".repeat(1000) + "\r\n"), /^tooLarge$/],
        "chunks of one byte without end": [endless(CHUNKED, "1\r\nx\r\n"), /^(?:tooLarge|timeout)$/],
        "an extension of a chunk without end": [
          endless(`${CHUNKED}1;`, "x".repeat(1000)),
          /^(?:network|truncated|timeout)$/,
        ],
        "trailers without end": [
          endless(`${CHUNKED}1\r\nx\r\n0\r\n`, `${name}: ${"x".repeat(size)}\r\n`),
          /^(?:network|truncated|timeout)$/,
        ],
        "a chunk of more than 64 bits": [waiting(`${CHUNKED}fffffffffffffffff\r\nx`), /^(?:network|truncated)$/],
        "a bomb of gzip": [encoded("gzip", gzipSync(zeros(size), { level: 9 })), /^tooLarge$/],
        "a bomb of gzip in gzip": [encoded("gzip, gzip", gzipSync(gzipSync(zeros(100), { level: 9 }))), /^tooLarge$/],
        "a bomb of Brotli": [encoded("br", brotli(zeros(size))), /^tooLarge$/],
        "a bomb of deflate in Brotli in gzip": [encoded("br, gzip", gzipSync(brotli(zeros(size)))), /^tooLarge$/],
        // How a body begins decides, and so many layers are not there.
        "encodings by the thousand": [encoded(`${"gzip,".repeat(2500)}gzip`, gzipSync(zeros(1))), /^tooLarge$/],
        "two lengths": [saying(`${OK}Content-Length: 4\r\nContent-Length: 2\r\n\r\nnews`), /^network$/],
        "a length and chunks": [
          saying(`${OK}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n`),
          /^(?:network|200: 1)$/,
        ],
        "a length below zero": [saying(`${OK}Content-Length: -1\r\n\r\nnews`), /^network$/],
        "a length beyond all numbers": [
          waiting(`${OK}Content-Length: ${"9".repeat(60)}\r\n\r\nnews`),
          /^(?:network|tooLarge)$/,
        ],
        "less than its length": [saying(`${OK}Content-Length: 100\r\n\r\nnews`), /^truncated$/],
        // What comes in one packet with too much behind it is dropped by Node.
        "more than its length": [endless(`${OK}Content-Length: 4\r\n\r\nnews`, "HTTP/1.1 200 OK\r\n"), /^200: [04]$/],
        "a protocol nobody asked for": [
          waiting("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"),
          /^(?:network|reset|timeout|truncated)$/,
        ],
        "hints before the answer": [
          saying("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(3), `${OK}Content-Length: 4\r\n\r\nnews`),
          /^200: 4$/,
        ],
        "a NUL in a header": [saying(`${OK}X-A: a\0b\r\nContent-Length: 4\r\n\r\nnews`), /^network$/],
        "a body where none may be": [endless("HTTP/1.1 204 No Content\r\n\r\n", "x".repeat(1000)), /^204: 0$/],
        "an error without end": [endless("HTTP/1.1 500 No\r\n\r\n", "x".repeat(1000)), /^500: 0$/],
        "a redirect without end": [endless("HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", "x".repeat(1000)), /^302: 0$/],
      };
      return Object.entries(attacks).map(([name, [talk, outcome]]): Attack => {
        return {
          name,
          holds: async () => {
            const [started, memory] = [performance.now(), process.memoryUsage().rss];
            assert.match(await ask(talk), outcome);
            assert.ok(performance.now() - started < TIMEOUT_MS + LATE_MS, "it ends in time");
            const grown = process.memoryUsage().rss - memory;
            assert.ok(grown < MOST_MEMORY, `${grown} bytes of memory`);
          },
        };
      });
    },
  );
});
