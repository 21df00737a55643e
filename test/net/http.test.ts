import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { HttpFailure } from "../../src/core/model/failureReasons";
import type { Http, HttpRequest } from "../../src/core/ports";
import { createHttp } from "../../src/node/http";
import { addresses } from "../../src/node/reach";
import { type TestServer, get, serve, serveRaw, sleep, until, unusedPort } from "./servers";

const http = createHttp({ userAgent: "ti-scraper/test", keepMs: 20 });
const LONG = "The same line again and again. ".repeat(2000);

async function failureOf(request: HttpRequest, by: Http = http): Promise<HttpFailure> {
  const result = await by.request(request);
  assert.equal(result.ok, false, "It should have failed.");
  return result.ok ? assert.fail() : result.failure;
}

async function textOf(request: HttpRequest): Promise<string> {
  const result = await http.request(request);
  assert.ok(result.ok, JSON.stringify(result));
  return Buffer.from(result.response.body).toString();
}

describe("http", () => {
  const servers: TestServer[] = [];
  const started = async (server: Promise<TestServer>): Promise<TestServer> => {
    servers.push(await server);
    return server;
  };
  afterEach(async () => {
    for (const server of servers) await until(() => server.open.size === 0);
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it("sends what it is told, with our User-Agent, and gives the answer's bytes and headers", async () => {
    let seen: Record<string, unknown> = {};
    const { origin } = await started(
      serve((request, response) => {
        let body = "";
        request.on("data", (chunk) => (body += chunk));
        request.on("end", () => {
          seen = { method: request.method, url: request.url, ...request.headers, body };
          response.writeHead(201, { "Content-Type": "text/xml; charset=iso-8859-1", "X-A": ["1", "2"] });
          response.end(Buffer.from([0xe4, 0x00, 0xff]));
        });
      }),
    );
    const result = await http.request(
      get(`${origin}/a%2Fb?c=%26`, { method: "POST", headers: { accept: "x/y" }, body: "ö" }),
    );
    assert.ok(result.ok);
    assert.equal(result.response.status, 201);
    assert.equal(result.response.headers["content-type"], "text/xml; charset=iso-8859-1");
    assert.equal(result.response.headers["x-a"], "1, 2");
    assert.deepEqual([...result.response.body], [0xe4, 0x00, 0xff]);
    const { method, url, accept, body, connection } = seen;
    assert.deepEqual(
      { method, url, accept, body, connection },
      { method: "POST", url: "/a%2Fb?c=%26", accept: "x/y", body: "ö", connection: "close" },
    );
    assert.equal(seen["user-agent"], "ti-scraper/test");
    assert.equal(seen["accept-encoding"], "gzip, deflate, br");
  });

  it("follows no redirect and reads no body of one", async () => {
    const { origin, log } = await started(
      serve((_, response) => {
        response.writeHead(302, { Location: "/next" });
        response.write("x".repeat(100_000));
      }),
    );
    const result = await http.request(get(`${origin}/`));
    assert.ok(result.ok);
    assert.deepEqual(
      [result.response.status, result.response.headers["location"], result.response.body.length],
      [302, "/next", 0],
    );
    assert.deepEqual(log, ["GET /"]);
  });

  it("gives 304 and 204 without a body", async () => {
    const { origin } = await started(
      serve((request, response) => response.writeHead(Number(request.url?.slice(1))).end()),
    );
    for (const status of [204, 304]) {
      const result = await http.request(get(`${origin}/${status}`));
      assert.deepEqual(result.ok && [result.response.status, result.response.body.length], [status, 0]);
    }
  });

  describe("encodings", () => {
    const encodings: Record<string, Buffer> = {
      gzip: gzipSync(LONG),
      "x-gzip": gzipSync(LONG),
      deflate: deflateSync(LONG),
      br: brotliCompressSync(LONG),
      "gzip, br": brotliCompressSync(gzipSync(LONG)),
      identity: Buffer.from(LONG),
    };
    for (const [encoding, body] of Object.entries(encodings)) {
      it(`decodes ${encoding}`, async () => {
        const { origin } = await started(
          serve((_, response) => response.writeHead(200, { "Content-Encoding": encoding }).end(body)),
        );
        assert.equal(await textOf(get(origin)), LONG);
      });
    }

    it("decodes deflate without its frame, and gzip of nothing", async () => {
      const { origin } = await started(
        serve((request, response) => {
          const raw = request.url === "/raw";
          response
            .writeHead(200, { "Content-Encoding": raw ? "deflate" : "gzip" })
            .end(raw ? deflateRawSync(LONG) : "");
        }),
      );
      assert.equal(await textOf(get(`${origin}/raw`)), LONG);
      assert.equal(await textOf(get(`${origin}/nothing`)), "");
    });

    const sent = async (body: Uint8Array, encoding?: string): Promise<string> => {
      const { origin } = await started(
        serve((_, response) =>
          response.writeHead(200, encoding === undefined ? {} : { "Content-Encoding": encoding }).end(body),
        ),
      );
      const result = await http.request(get(origin));
      return result.ok ? Buffer.from(result.response.body).toString() : result.failure.code;
    };

    it("passes codings over that nobody knows, as browsers do", async () => {
      for (const encoding of ["aws-chunked", "utf-8", "none", "x-nothing, identity"])
        assert.equal(await sent(Buffer.from(LONG), encoding), LONG, encoding);
      assert.equal(await sent(gzipSync(LONG), "aws-chunked, gzip"), LONG);
      assert.equal(await sent(gzipSync(LONG), "gzip, aws-chunked"), LONG);
      assert.equal(await sent(brotliCompressSync(LONG), "br,aws-chunked"), LONG);
    });

    it("decodes what shows by its beginning that it is compressed, whatever is said", async () => {
      for (const body of [gzipSync(LONG), deflateSync(LONG), gzipSync(gzipSync(LONG)), deflateSync(gzipSync(LONG))])
        for (const encoding of [undefined, "identity", "gzip", "deflate"])
          assert.equal(await sent(body, encoding), LONG);
      assert.equal(await sent(gzipSync(brotliCompressSync(LONG)), "br, gzip"), LONG);
      assert.equal(await sent(gzipSync(brotliCompressSync(LONG)), "br"), LONG);
    });

    it("takes text for what it is, whatever it is said to be", async () => {
      for (const encoding of ["gzip", "br", "deflate", "zstd", "gzip, br"])
        for (const body of ["<rss/> and so on", "{}", "this is plain text, whatever the header says", "xœuvre", LONG])
          assert.equal(await sent(Buffer.from(body), encoding), body, `${encoding}: ${body.slice(0, 20)}`);
    });

    it("decodes Zstandard where Node can, and says where not", async () => {
      const zlib = (await import("node:zlib")) as unknown as { zstdCompressSync?: (text: string) => Buffer };
      const body = zlib.zstdCompressSync?.(LONG) ?? Buffer.from("28b52ffd2405290000", "hex");
      assert.equal(await sent(body, "zstd"), zlib.zstdCompressSync === undefined ? "encoding" : LONG);
    });

    it("does not go on for ever: a file that is itself compressed again and again", async () => {
      let body = gzipSync(LONG);
      for (let layer = 0; layer < 6; layer++) body = gzipSync(body);
      assert.equal(await sent(body), "encoding");
    });

    it("gives the bytes of other files as they are", async () => {
      const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
      for (const encoding of [undefined, "gzip", "aws-chunked"])
        assert.equal(await sent(png, encoding), png.toString(), encoding);
    });

    it("takes gzip cut short for truncated, and what is damaged for that", async () => {
      const whole = gzipSync(LONG);
      const { origin } = await started(
        serve((request, response) => {
          const [, encoding = "", what] = request.url?.split("/") ?? [];
          const bytes = encoding === "br" ? brotliCompressSync(LONG) : Buffer.from(whole);
          response.writeHead(200, { "Content-Encoding": encoding });
          if (what === "damaged") bytes.fill(0xff, 12, 60);
          response.end(what === "cut" ? bytes.subarray(0, -12) : bytes);
        }),
      );
      assert.deepEqual(await failureOf(get(`${origin}/gzip/cut`)), { code: "truncated" });
      assert.deepEqual(await failureOf(get(`${origin}/br/cut`)), { code: "truncated" });
      assert.deepEqual(await failureOf(get(`${origin}/gzip/damaged`)), { code: "encoding" });
    });
  });

  describe("size", () => {
    it("stops a 50 MB stream at the cap", async () => {
      let sent = 0;
      const { origin } = await started(
        serve((_, response) => {
          const block = Buffer.alloc(64_000, "x");
          const more = (): void => {
            while (sent < 50_000_000 && !response.destroyed) {
              sent += block.length;
              if (!response.write(block)) return void response.once("drain", more);
            }
            response.end();
          };
          more();
        }),
      );
      assert.deepEqual(await failureOf(get(origin)), { code: "tooLarge", limitBytes: 1_000_000 });
      assert.ok(sent < 20_000_000, `${sent} bytes were sent`);
    });

    it("waits for nothing of what says that it is larger", async () => {
      const { origin } = await started(
        serve((_, response) => response.writeHead(200, { "Content-Length": "1000001" }).write("x")),
      );
      assert.deepEqual(await failureOf(get(origin)), { code: "tooLarge", limitBytes: 1_000_000 });
    });

    it("counts after decoding: a small bomb of gzip", async () => {
      const bomb = gzipSync(Buffer.alloc(200_000_000), { level: 9 });
      assert.ok(bomb.length < 250_000);
      const { origin } = await started(
        serve((_, response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb)),
      );
      const before = process.memoryUsage().rss;
      assert.deepEqual(await failureOf(get(origin)), { code: "tooLarge", limitBytes: 1_000_000 });
      assert.ok(process.memoryUsage().rss - before < 60_000_000);
    });

    it("cuts what may be cut at the cap, decoded or not, and lets the rest be", async () => {
      let sent = 0;
      const long = "a line of a long feed\n".repeat(200_000);
      const bodies: Readonly<Record<string, Buffer>> = {
        gzip: gzipSync(long),
        br: brotliCompressSync(long),
        raw: gzipSync(Buffer.from(Array.from({ length: 2_000_000 }, () => Math.random() * 256)), { level: 1 }),
      };
      const { origin } = await started(
        serve((request, response) => {
          const name = request.url?.slice(1) ?? "";
          const body = bodies[name];
          if (body !== undefined) {
            response.writeHead(200, { "Content-Encoding": name === "raw" ? "gzip" : name }).end(body);
            return;
          }
          const block = Buffer.from(long.slice(0, 66_000));
          response.writeHead(200, name === "told" ? { "Content-Length": "60000000" } : {});
          const more = (): void => {
            while (sent < 50_000_000 && !response.destroyed) {
              sent += block.length;
              if (!response.write(block)) return void response.once("drain", more);
            }
          };
          more();
        }),
      );
      for (const name of ["", "told", "gzip", "br"]) {
        sent = 0;
        const result = await http.request(get(`${origin}/${name}`, { mayCut: true }));
        assert.ok(result.ok, name);
        const { body, isCut } = result.response;
        assert.deepEqual(
          [isCut, body.length, Buffer.from(body).toString() === long.slice(0, 1_000_000)],
          [true, 1_000_000, true],
        );
        assert.ok(sent < 20_000_000, `${sent} bytes were sent`);
      }
      const raw = await http.request(get(`${origin}/raw`, { mayCut: true }));
      assert.equal(raw.ok && raw.response.isCut, true);
      assert.deepEqual(await failureOf(get(`${origin}/raw`)), { code: "tooLarge", limitBytes: 1_000_000 });
    });

    it("takes a body of exactly the cap", async () => {
      const { origin } = await started(serve((_, response) => response.end(Buffer.alloc(1_000_000))));
      const result = await http.request(get(origin));
      assert.equal(result.ok && result.response.body.length, 1_000_000);
    });

    it("gives the bytes an ArrayBuffer of their own, ready for another thread", async () => {
      const { origin } = await started(serve((_, response) => response.end("small")));
      const result = await http.request(get(origin));
      assert.equal(result.ok && result.response.body.buffer.byteLength, 5);
    });
  });

  describe("broken off", () => {
    const heads: Record<string, string> = {
      "short of its Content-Length": "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this",
      "without its last chunk": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
      "in the middle of a chunk": "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n50\r\nhello",
    };
    for (const [name, bytes] of Object.entries(heads)) {
      it(`${name}: truncated`, async () => {
        const { origin } = await started(serveRaw((socket) => void socket.once("data", () => socket.end(bytes))));
        assert.deepEqual(await failureOf(get(origin)), { code: "truncated" });
      });
    }

    it("by a reset in the body: truncated", async () => {
      const { origin } = await started(
        serveRaw((socket) => {
          socket.once("data", () => {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this", () => socket.resetAndDestroy());
          });
        }),
      );
      assert.deepEqual(await failureOf(get(origin)), { code: "truncated" });
    });

    it("before any answer: reset", async () => {
      const { origin } = await started(serveRaw((socket) => void socket.once("data", () => socket.destroy())));
      assert.deepEqual(await failureOf(get(origin)), { code: "reset", host: "127.0.0.1" });
    });

    it("is not what a trailer or a split last chunk means", async () => {
      const chunked = "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
      const ends = [["0\r\nX-Trailer: 1\r\n\r\n"], ["0", "\r\n\r\n"], ["0\r", "\n\r\n"], ["0;x=1\r\n\r\n"]];
      for (const parts of ends) {
        const send = async (socket: Socket): Promise<void> => {
          socket.setNoDelay(true);
          for (const part of [chunked, ...parts]) {
            socket.write(part);
            await sleep(15);
          }
          socket.end();
        };
        const { origin } = await started(serveRaw((socket) => void socket.once("data", () => void send(socket))));
        assert.equal(await textOf(get(origin)), "hello", JSON.stringify(parts));
      }
    });

    it("does not hide a status", async () => {
      const { origin } = await started(
        serveRaw(
          (socket) =>
            void socket.once("data", () => socket.end("HTTP/1.1 503 No\r\nContent-Length: 1000\r\n\r\nsorry")),
        ),
      );
      const result = await http.request(get(origin));
      assert.equal(result.ok && result.response.status, 503);
    });
  });

  it("tells refused, an unknown name, and what is not HTTP", async () => {
    const port = await unusedPort();
    assert.deepEqual(await failureOf(get(`http://127.0.0.1:${port}/`)), { code: "refused", host: "127.0.0.1" });
    assert.deepEqual(await failureOf(get("http://nowhere.invalid/")), { code: "dns", host: "nowhere.invalid" });
    const { origin } = await started(
      serveRaw((socket) => void socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.2\r\n"))),
    );
    assert.deepEqual(await failureOf(get(origin)), { code: "network", why: "notHttp" });
  });

  it("waits for no answer that is announced again and again, and for one that is announced twice", async () => {
    for (const announced of ["100 Continue", "102 Processing", "103 Early Hints", "199 Soon"]) {
      let sent = 0;
      const { origin } = await started(
        serveRaw((socket) => {
          const more = (): void => {
            while (!socket.destroyed && socket.write(`HTTP/1.1 ${announced}\r\nLink: <${sent++}>\r\n\r\n`));
            socket.once("drain", more);
          };
          socket.once("data", more);
        }),
      );
      const began = Date.now();
      assert.deepEqual(await failureOf(get(origin)), { code: "network", why: "interim" }, announced);
      assert.ok(Date.now() - began < 2000);
      const { origin: patient } = await started(
        serveRaw((socket) => {
          const two = `HTTP/1.1 ${announced}\r\n\r\n`.repeat(2);
          socket.once("data", () => socket.end(`${two}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews`));
        }),
      );
      assert.equal(await textOf(get(patient)), "news", announced);
    }
  });

  it("takes as many headers as browsers do, and no more", async () => {
    const { origin } = await started(
      serve((request, response) => {
        const bytes = Number(request.url?.slice(1));
        const lines = Array.from(
          { length: bytes / 4000 },
          (_, index) => [`X-Policy-${index}`, "a".repeat(3980)] as const,
        );
        response.writeHead(200, Object.fromEntries(lines)).end("news");
      }),
    );
    for (const bytes of [20_000, 64_000, 200_000]) assert.equal(await textOf(get(`${origin}/${bytes}`)), "news");
    assert.deepEqual(await failureOf(get(`${origin}/400000`)), { code: "network", why: "headersTooLong" });
  });

  it("gives cookies one by one", async () => {
    const cookies = ["a=1; Expires=Wed, 01 Apr 2026 00:00:00 GMT", "b=2; Path=/"];
    const { origin } = await started(
      serve((_, response) => response.writeHead(200, { "Set-Cookie": cookies }).end("x")),
    );
    const result = await http.request(get(origin));
    assert.deepEqual(result.ok && result.response.cookies, cookies);
  });

  it("does not wait for the body of a redirect that says more than it sends", async () => {
    const { origin } = await started(
      serveRaw((socket) => {
        socket.once("data", () => socket.write("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 100\r\n\r\n"));
      }),
    );
    const began = Date.now();
    const result = await http.request(get(origin));
    assert.equal(result.ok && result.response.headers["location"], "/x");
    assert.ok(Date.now() - began < 2000);
  });

  it("times out without an answer, and in a body that drips", async () => {
    const { origin } = await started(
      serve((request, response) => {
        if (request.url === "/silent") return;
        response.write("drip");
        const drip = setInterval(() => response.write("drip"), 20);
        response.on("close", () => clearInterval(drip));
      }),
    );
    for (const path of ["/silent", "/drip"]) {
      assert.deepEqual(await failureOf(get(origin + path, { timeoutMs: 150 })), { code: "timeout", seconds: 0.15 });
    }
  });

  it("leaves no socket open after cancelling, wherever it stood", async () => {
    const server = await started(
      serve((request, response) => {
        if (request.url === "/body") response.write("begun");
        if (request.url === "/gzip")
          response.writeHead(200, { "Content-Encoding": "gzip" }).write(gzipSync(LONG).subarray(0, 50));
      }),
    );
    const cancel = new AbortController();
    const results = ["/silent", "/body", "/gzip"].map((path) =>
      http.request(get(server.origin + path, { signal: cancel.signal })),
    );
    await until(() => server.log.length === 3);
    cancel.abort();
    for (const result of await Promise.all(results))
      assert.deepEqual(result, { ok: false, failure: { code: "aborted" } });
    await until(() => server.open.size === 0);
    assert.deepEqual(await failureOf(get(server.origin, { signal: cancel.signal })), { code: "aborted" });
    assert.equal(server.log.length, 3);
  });

  it("turns credentials of the address into a header, and tells nobody", async () => {
    let authorization: string | undefined;
    const { origin } = await started(
      serve((request, response) => {
        authorization = request.headers.authorization;
        response.end("x");
      }),
    );
    await textOf(get(origin.replace("//", "//analyst:p%40ss%C3%B6@")));
    assert.equal(authorization, `Basic ${Buffer.from("analyst:p@ssö").toString("base64")}`);
    const port = await unusedPort();
    const failure = await failureOf(get(`http://analyst:secret@127.0.0.1:${port}/`));
    assert.equal(JSON.stringify(failure).includes("secret"), false);
  });

  it("refuses a header that cannot be sent, without telling it", async () => {
    const failure = await failureOf(get("http://127.0.0.1:1/", { headers: { authorization: "key\nwith a line" } }));
    assert.equal(failure.code, "network");
    assert.equal(JSON.stringify(failure).includes("with a line"), false);
  });

  it("looks names up", async () => {
    assert.deepEqual(await addresses("127.0.1.5"), ["127.0.1.5"]);
    assert.deepEqual(await addresses("::1"), ["::1"]);
    assert.ok((await addresses("localhost")).length > 0);
    assert.deepEqual(await addresses("nowhere.invalid"), []);
    for (const host of ["127.0.1.5", "[::1]", "localhost"]) assert.equal(await http.isPublic(host), false, host);
    for (const host of ["nowhere.invalid", "[2606:4700::1111]", "1.1.1.1"])
      assert.equal(await http.isPublic(host), true);
  });
});
