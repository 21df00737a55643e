import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fetchSource } from "../../src/core/fetching/fetchSource";
import type { Http } from "../../src/core/ports";
import { createHttp } from "../../src/node/http";
import { systemClock } from "../../src/node/systemClock";
import { socksFromControlPort } from "../../src/node/tor/torControl";
import type { SocksAddress } from "../../src/node/tor/torAgent";
import { parseSocksAddress, withTor } from "../../src/node/tor/torHttp";
import { type Tor, startTor, startTorControl } from "../world/tor";
import { type BuiltWorker, buildWorker } from "./buildWorker";
import { type TestServer, fixture, get, serve, serveRaw, until, unusedPort } from "./servers";

const ONION = "emberfoxnews234567emberfoxnews234567emberfoxnews23456.onion";

/** Numeric destinations go as numbers (RFC 1928 §5), all others as names. */
const ADDRESS_BYTES: Readonly<Record<string, readonly number[]>> = {
  "127.1.2.3": [1, 127, 1, 2, 3],
  "[2001:db8::1]": [4, 0x20, 1, 0x0d, 0xb8, ...Array.from({ length: 11 }, () => 0), 1],
};

describe("Tor", function () {
  this.timeout(60_000);
  let worker: BuiltWorker;
  let site: TestServer;
  let tor: Tor;
  /** Hosts that went another way than through Tor. */
  const direct: string[] = [];
  const plain = createHttp({ userAgent: "test" });
  const watched: Http = {
    request: (request) => {
      direct.push(new URL(request.url).hostname);
      return plain.request(request);
    },
    isPublic: (host, lookUp) => {
      if (lookUp !== false) direct.push(`addresses of ${host}`);
      return plain.isPublic(host, lookUp);
    },
  };
  const through = ({ host, port }: SocksAddress, verifyTls = true) =>
    withTor(watched, { userAgent: "test", verifyTls, workerFile: worker.file, socks: { host, port } });
  const read = (http: Http, url: string, rest: Partial<Parameters<typeof fetchSource>[2]> = {}) =>
    fetchSource(
      http,
      { kind: "feed", url },
      {
        timeoutMs: 5000,
        signal: new AbortController().signal,
        clock: systemClock,
        ...rest,
      },
    );

  before(async () => {
    worker = buildWorker();
    site = await serve((request, response) => {
      if (request.url === "/moved") response.writeHead(301, { location: `http://${ONION}/feed` }).end();
      else if (request.url === "/lure") response.writeHead(301, { location: "http://clearnet.example/feed" }).end();
      else if (request.url === "/away") response.writeHead(302, { location: "http://unknown.example/feed" }).end();
      else if (request.url === "/hang") return;
      else response.end(`<rss><!-- ${request.headers.host} --></rss>`);
    });
    tor = await startTor({ [ONION]: site.port, "clearnet.example": site.port });
  });

  beforeEach(() => {
    direct.length = 0;
  });

  after(async () => {
    await tor.close();
    await site.close();
    worker.remove();
  });

  it("is where the name of an onion service goes, unresolved, and nothing else goes there", async () => {
    const http = through(tor);
    const before = tor.asked().length;
    const outcome = await read(http, `http://${ONION}/feed`);
    assert.equal(outcome.kind, "body");
    assert.match(outcome.kind === "body" ? Buffer.from(outcome.bytes).toString() : "", new RegExp(ONION));
    assert.deepEqual(tor.asked().slice(before), [ONION]);
    assert.deepEqual(direct, []);
    assert.equal(await http.isPublic(ONION), true);
    assert.deepEqual(direct, []);
    assert.equal((await read(http, `${site.origin}/feed`)).kind, "body");
    assert.deepEqual(tor.asked().slice(before), [ONION]);
  });

  it("is used for a redirect to an onion service, and for a whole source when told", async () => {
    const http = through(tor);
    const before = tor.asked().length;
    assert.equal((await read(http, `${site.origin}/moved`)).kind, "body");
    assert.deepEqual(tor.asked().slice(before), [ONION]);
    direct.length = 0;
    const always = { tor: { controllerPort: 0, always: true } };
    assert.equal((await read(http, "http://clearnet.example/feed", always)).kind, "body");
    const away = await read(http, "http://clearnet.example/away", always);
    assert.deepEqual(away, {
      kind: "failed",
      failure: { code: "tor", why: "unreachable", proxy: `127.0.0.1:${tor.port}` },
    });
    assert.deepEqual(tor.asked().slice(before + 1), ["clearnet.example", "clearnet.example", "unknown.example"]);
    assert.deepEqual(direct, []);
  });

  it("is not left where an onion service leads out of it", async () => {
    const before = tor.asked().length;
    const lured = await read(through(tor), `http://${ONION}/lure`);
    assert.equal(lured.kind === "body" && lured.hints.movedTo, null, "nor suggested for good");
    assert.deepEqual(tor.asked().slice(before), [ONION, "clearnet.example"]);
    assert.deepEqual(direct, []);
  });

  it("speaks TLS with the service and checks its certificate", async () => {
    const pem = fixture("loopbackServer.pem");
    const secure = await serve((_request, response) => response.end("<rss/>"), { pem });
    const own = await startTor({ [ONION]: secure.port });
    try {
      const refused = await through(own).request(get(`https://${ONION}/`));
      assert.equal(refused.ok ? "" : refused.failure.code, "tls");
      const unchecked = await through(own, false).request(get(`https://${ONION}/`));
      assert.equal(unchecked.ok && unchecked.response.status, 200);
    } finally {
      await own.close();
      await secure.close();
    }
  });

  it("failing has a reason: not there, not Tor, an unknown service", async () => {
    const port = await unusedPort();
    const noTor = await through({ host: "127.0.0.1", port }).request(get(`http://${ONION}/`));
    assert.deepEqual(noTor, { ok: false, failure: { code: "tor", why: "noTor", proxy: `127.0.0.1:${port}` } });
    const other = await serveRaw(
      (socket) => void socket.on("data", () => socket.end("514 Authentication required.\r\n")),
    );
    const notSocks = await through({ host: "127.0.0.1", port: other.port }).request(get(`http://${ONION}/`));
    assert.equal(!notSocks.ok && notSocks.failure.code === "tor" ? notSocks.failure.why : "", "notSocks");
    await other.close();
    const unknown = await through(tor).request(get("http://nobody.onion/"));
    assert.equal(!unknown.ok && unknown.failure.code === "tor" ? unknown.failure.why : "", "unreachable");
  });

  it("is asked for an address as it is written, in answers cut anywhere; what wants a password is no Tor", async () => {
    const answer = Buffer.from([5, 0, 5, 0, 0, 3, 4, ...Buffer.from("here"), 1, 2]);
    const page = Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    for (const host of ["127.1.2.3", "[2001:db8::1]", "clearnet.example"]) {
      let asked = Buffer.alloc(0);
      const slow = await serveRaw((socket) => {
        socket.on("data", (chunk) => (asked = Buffer.concat([asked, chunk])));
        socket.on("error", () => undefined);
        const send = async () => {
          await until(() => asked.length >= 3);
          for (const byte of answer.subarray(0, 2)) {
            socket.write(Buffer.of(byte));
            await systemClock.wait(2);
          }
          await until(() => asked.length > 8);
          for (const byte of answer.subarray(2, -1)) {
            socket.write(Buffer.of(byte));
            await systemClock.wait(2);
          }
          // A host that speaks first: its bytes are in one packet with the end of Tor's answer.
          socket.end(Buffer.concat([answer.subarray(-1), page]));
        };
        void send();
      });
      const result = await through({ host: "127.0.0.1", port: slow.port }).request(
        get(`http://${host}:8080/`, { tor: { controllerPort: 0 } }),
      );
      await slow.close();
      assert.equal(result.ok && Buffer.from(result.response.body).toString(), "ok", JSON.stringify(result));
      const bare = Buffer.from(host.replaceAll(/[[\]]/g, ""));
      const bytes = ADDRESS_BYTES[host] ?? [3, bare.length, ...bare];
      const wanted = Buffer.from([5, 2, 0, 2, 5, 1, 0, ...bytes, 0x1f, 0x90]);
      assert.deepEqual(asked.subarray(0, wanted.length), wanted);
    }
    const problems = [
      { answers: [Buffer.of(5, 255)], why: "notSocks" },
      { answers: [Buffer.of(4, 0)], why: "notSocks" },
      { answers: [], why: "notSocks" },
      { answers: [Buffer.of(5)], why: "notSocks" },
      { answers: [Buffer.of(5, 0)], why: "unreachable" },
      { answers: [Buffer.of(5, 0), Buffer.of(5, 5, 0, 1, 0)], why: "unreachable" },
      { answers: [Buffer.of(5, 0), Buffer.of(5, 0, 0, 1, 0)], why: "unreachable" },
      { answers: [Buffer.of(5, 0), Buffer.of(72, 84, 84, 80, 47)], why: "notSocks" },
      { answers: [Buffer.of(5, 2)], why: "unreachable" },
      { answers: [Buffer.of(5, 2), Buffer.of(1, 1)], why: "notSocks" },
      { answers: [Buffer.of(5, 2), Buffer.of(5, 0)], why: "notSocks" },
      { answers: [Buffer.of(5, 2), Buffer.of(1, 0), Buffer.of(5, 4, 0, 1, 0)], why: "unreachable" },
    ];
    for (const { answers, why } of problems) {
      const odd = await serveRaw((socket) => {
        const left = [...answers];
        socket.on("error", () => undefined);
        socket.on("data", () => {
          const next = left.shift();
          if (next !== undefined) socket.write(next);
          if (left.length === 0) socket.end();
        });
      });
      const result = await through({ host: "127.0.0.1", port: odd.port }).request(get(`http://${ONION}/`));
      await odd.close();
      assert.equal(!result.ok && result.failure.code === "tor" ? result.failure.why : "", why, JSON.stringify(answers));
    }
  });

  it("shows each site what Tor Browser shows it: headers, their spelling and their order, and nothing of ours", async () => {
    const heads: string[] = [];
    const answer =
      'HTTP/1.1 200 OK\r\ncontent-length: 6\r\netag: "me"\r\nlast-modified: Mon, 30 Nov 2026 00:00:00 GMT\r\n\r\n<rss/>';
    const raw = await serveRaw((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (chunk) => {
        heads.push(String(chunk));
        socket.write(answer);
      });
    });
    const own = await startTor({ [ONION]: raw.port, "clearnet.example": raw.port });
    const http = through(own);
    const validators = { etag: '"me"', lastModified: "Mon, 30 Nov 2026 00:00:00 GMT" };
    const start = (host: string): readonly string[] => [
      "GET /feed HTTP/1.1",
      `Host: ${host}`,
      "User-Agent: Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
      "Accept-Language: en-US,en;q=0.5",
      "Accept-Encoding: gzip, deflate",
      "Connection: keep-alive",
      "Upgrade-Insecure-Requests: 1",
    ];
    const secure = [
      "Sec-Fetch-Dest: document",
      "Sec-Fetch-Mode: navigate",
      "Sec-Fetch-Site: none",
      "Sec-Fetch-User: ?1",
    ];
    const end = ["Priority: u=0, i", "", ""];
    for (const [host, wanted] of [
      [ONION, [...start(ONION), ...secure, ...end]],
      ["clearnet.example", [...start("clearnet.example"), ...end]],
    ] as const) {
      const url = `http://${host}/feed`;
      for (const kind of ["feed", "page"] as const) {
        const outcome = await fetchSource(
          http,
          { kind, url },
          {
            timeoutMs: 5000,
            signal: new AbortController().signal,
            clock: systemClock,
            tor: { controllerPort: 0, always: true },
            accept: "application/json",
            validators: { url, ...validators },
          },
        );
        assert.equal(outcome.kind, "body");
        assert.equal("etag" in outcome || "lastModified" in outcome, false, "nothing is kept to be asked with");
        assert.deepEqual(heads.pop()?.split("\r\n"), wanted);
      }
    }
    await own.close();
    await raw.close();
  });

  it("asks secure sites as Tor Browser does, and sends what was asked for by name behind it", async () => {
    const seen: string[][] = [];
    const secure = await serve(
      (request, response) => {
        seen.push(request.rawHeaders.filter((_text, index) => index % 2 === 0));
        response.end(request.headers["accept-encoding"]);
      },
      { pem: fixture("loopbackServer.pem") },
    );
    const own = await startTor({ [ONION]: secure.port });
    const http = through(own, false);
    const opened = await http.request(get(`https://${ONION}/`));
    assert.equal(opened.ok && Buffer.from(opened.response.body).toString(), "gzip, deflate, br");
    const asked = await http.request(
      get(`https://me:pw@${ONION}/`, { headers: { accept: "application/json", "x-key": "k" } }),
    );
    assert.equal(asked.ok && asked.response.status, 200);
    const start = ["Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding"];
    const fetched = ["Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-Fetch-User"];
    assert.deepEqual(seen, [
      [...start, "Connection", "Upgrade-Insecure-Requests", ...fetched, "Priority"],
      [...start, "Authorization", "Connection", "x-key"],
    ]);
    await own.close();
    await secure.close();
  });

  it("is never asked with what the clear net has said before, nor is its answer kept for a later question", async () => {
    const headers: (string | undefined)[] = [];
    const server = await serve((request, response) => {
      headers.push(request.headers["if-none-match"], request.headers["if-modified-since"]);
      if (request.url === "/moved") response.writeHead(302, { location: `http://${ONION}/feed` }).end();
      else response.writeHead(200, { etag: '"me"', "last-modified": "yesterday" }).end("<rss/>");
    });
    const own = await startTor({ [ONION]: server.port });
    const known = { url: `http://${ONION}/feed`, etag: '"me"', lastModified: "yesterday" };
    const outcome = await read(through(own), `${server.origin}/moved`, { validators: known });
    assert.equal(outcome.kind === "body" && "etag" in outcome, false);
    assert.deepEqual(headers, [undefined, undefined, undefined, undefined]);
    await own.close();
    await server.close();
  });

  it("leads each host over streams of its own: one random user a host and session", async () => {
    const own = await startTor({ [ONION]: site.port, "clearnet.example": site.port });
    const always = { tor: { controllerPort: 0, always: true } };
    const usersOf = async (http: Http): Promise<readonly string[]> => {
      const before = own.users().length;
      for (const host of [ONION, "clearnet.example", ONION]) await read(http, `http://${host}/feed`, always);
      return own.users().slice(before);
    };
    const [first, second] = [await usersOf(through(own)), await usersOf(through(own))];
    for (const users of [first, second]) {
      assert.equal(users.length, 3);
      assert.equal(users[0], users[2]);
      for (const user of users) assert.match(user, /^[\da-f]{32}$/);
    }
    assert.equal(new Set([...first, ...second]).size, 4);
    await own.close();
  });

  it("is left at once when the scan is cancelled", async () => {
    const cancel = new AbortController();
    const asking = through(tor).request(get(`http://${ONION}/hang`, { signal: cancel.signal, timeoutMs: 30_000 }));
    await until(() => tor.openSockets() > 0);
    await until(() => site.log.includes("GET /hang"));
    cancel.abort();
    assert.deepEqual(await asking, { ok: false, failure: { code: "aborted" } });
    await until(() => tor.openSockets() === 0);
  });

  it("is the only way: without it an onion service is neither looked up nor asked", async () => {
    const result = await plain.request(get(`http://${ONION}/`));
    assert.equal(result.ok ? "" : result.failure.code, "tor");
    const told = await plain.request(get(`${site.origin}/feed`, { tor: { controllerPort: 0 } }));
    assert.equal(told.ok ? "" : told.failure.code, "tor");
    assert.equal(await plain.isPublic(ONION), true);
  });
});

describe("Tor's control port", () => {
  const folders: string[] = [];
  const cookieFile = (name: string): { readonly folder: string; readonly file: string; readonly cookie: Buffer } => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tor-cookie-"));
    folders.push(folder);
    const [file, cookie] = [path.join(folder, name), randomBytes(32)];
    fs.writeFileSync(file, cookie);
    return { folder, file, cookie };
  };

  after(() => {
    for (const folder of folders) fs.rmSync(folder, { recursive: true });
  });

  it("says where the SOCKS port is, without a password or with the cookie file", async () => {
    const open = await startTorControl('"unix:/run/tor/socks" "127.0.0.1:19050" "10.1.1.1:9150"');
    assert.deepEqual(await socksFromControlPort(open.port), { host: "127.0.0.1", port: 19050 });
    assert.deepEqual(open.commands(), ["PROTOCOLINFO 1", "AUTHENTICATE", "GETINFO net/listeners/socks"]);
    await open.close();

    for (const name of ["control_auth_cookie", "control.authcookie"]) {
      const { file, cookie } = cookieFile(name);
      const auth = `METHODS=COOKIE,SAFECOOKIE COOKIEFILE="${file}"`;
      const closed = await startTorControl('"0.0.0.0:9150"', { auth, cookie });
      assert.deepEqual(await socksFromControlPort(closed.port), { host: "127.0.0.1", port: 9150 });
      assert.deepEqual(
        closed.commands().map((line) => line.replace(/ [\da-f]{64}$/, " HASH")),
        ["PROTOCOLINFO 1", "AUTHCHALLENGE SAFECOOKIE HASH", "AUTHENTICATE HASH", "GETINFO net/listeners/socks"],
      );
      assert.doesNotMatch(closed.commands().join(), new RegExp(cookie.toString("hex"), "i"));
      fs.rmSync(file);
      assert.equal(await socksFromControlPort(closed.port), null, "a cookie that is not there");
      await closed.close();
    }
  });

  for (const own of ["control_auth_cookie", "control.authcookie"]) {
    it(`that names other files than ${own} of Tor gets nothing of them, nor is it believed`, async () => {
      const { file, cookie, folder } = cookieFile(own);
      const at = (...parts: string[]): string => {
        const made = path.join(folder, ...parts);
        fs.mkdirSync(path.dirname(made), { recursive: true });
        return made;
      };
      fs.writeFileSync(at("secret"), cookie);
      fs.writeFileSync(at(`${own}.bak`), cookie);
      fs.writeFileSync(at("short", own), cookie.subarray(1));
      fs.writeFileSync(at("long", own), Buffer.concat([cookie, Buffer.of(10)]));
      fs.mkdirSync(at("folder", own));
      const named = ["secret", `${own}.bak`, `short/${own}`, `long/${own}`, `folder/${own}`].map((name) =>
        path.join(folder, name),
      );
      named.push("", own, path.relative(process.cwd(), file), `\\\\server\\share\\${own}`, `/${file}`);
      if (process.platform !== "win32") {
        fs.symlinkSync(at("secret"), at("link", own));
        fs.linkSync(at("secret"), at("hard", own));
        assert.equal(spawnSync("mkfifo", [at("pipe", own)]).status, 0);
        named.push(...["link", "hard", "pipe"].map((name) => path.join(folder, name, own)));
      }
      if (process.getuid?.() === 0) {
        fs.writeFileSync(at("strange", own), cookie);
        fs.chownSync(at("strange", own), 54_321, 54_321);
        named.push(path.join(folder, "strange", own));
      }
      for (const name of named) {
        const auth = `METHODS=COOKIE,SAFECOOKIE COOKIEFILE="${name.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
        const hostile = await startTorControl('"127.0.0.1:9150"', { auth, cookie });
        assert.equal(await socksFromControlPort(hostile.port), "cookieFile", name);
        assert.deepEqual(hostile.commands(), ["PROTOCOLINFO 1"], name);
        await hostile.close();
      }
    });
  }

  it("that does not know the cookie, or wants it in clear, is told nothing that follows from it", async () => {
    const { file, cookie } = cookieFile("control_auth_cookie");
    const auth = `METHODS=SAFECOOKIE COOKIEFILE="${file}"`;
    for (const known of [null, randomBytes(32), Buffer.alloc(0)]) {
      const other = await startTorControl('"127.0.0.1:9150"', { auth, cookie: known });
      assert.equal(await socksFromControlPort(other.port), "wrongCookie");
      assert.equal(other.commands().length, 2);
      assert.match(other.commands()[1] ?? "", /^AUTHCHALLENGE SAFECOOKIE [\da-f]{64}$/);
      await other.close();
    }
    for (const answer of [
      "250 OK",
      "513 no",
      "250 AUTHCHALLENGE SERVERHASH= SERVERNONCE=",
      "250-AUTHCHALLENGE\r\n250 OK",
    ]) {
      const lines: string[] = [];
      const odd = await serveRaw((socket) => {
        socket.on("error", () => undefined);
        socket.on("data", (chunk) => {
          lines.push(String(chunk).trim());
          socket.write(lines.length === 1 ? `250-AUTH ${auth}\r\n250 OK\r\n` : `${answer}\r\n`);
        });
      });
      assert.equal(await socksFromControlPort(odd.port), "wrongCookie", answer);
      assert.equal(lines.length, 2);
      await odd.close();
    }
    const plain = await startTorControl('"127.0.0.1:9150"', { auth: `METHODS=COOKIE COOKIEFILE="${file}"`, cookie });
    assert.equal(await socksFromControlPort(plain.port), "plainCookie");
    assert.deepEqual(plain.commands(), ["PROTOCOLINFO 1"]);
    await plain.close();
  });

  it("is not believed where it has Tor listen on another machine: nothing goes there, and it is said", async () => {
    const near = ['"10.1.1.1:9150" "127.0.0.2:9151"', '"[2001:db8::1]:9050" "[::1]:9151"', '"192.0.2.1:1" "[::]:9151"'];
    const hosts = ["127.0.0.2", "::1", "127.0.0.1"];
    for (const [index, socks] of near.entries()) {
      const control = await startTorControl(socks);
      assert.deepEqual(await socksFromControlPort(control.port), { host: hosts[index], port: 9151 });
      await control.close();
    }
    const far = [
      "10.1.1.1:9050",
      "[2001:db8::1]:9050",
      "tor.example:9050",
      "localhost:9050",
      "127.evil.example:9050",
      "2130706433:9050",
      "[::ffff:10.1.1.1]:9050",
    ];
    for (const address of far) {
      const control = await startTorControl(`"${address}" "unix:/run/tor/socks"`);
      assert.equal(await socksFromControlPort(control.port), "elsewhere", address);
      const direct = createHttp({ userAgent: "test" });
      const http = withTor(direct, { userAgent: "test", verifyTls: true, workerFile: "none.js", socks: null });
      const result = await http.request(get(`http://${ONION}/`, { tor: { controllerPort: control.port } }));
      assert.deepEqual(result, {
        ok: false,
        failure: { code: "tor", why: "elsewhere", proxy: `127.0.0.1:${control.port}` },
      });
      await control.close();
    }
    for (const socks of ['"unix:/run/tor/socks"', "", '"127.0.0.1:0"', '"127.0.0.1:99999"']) {
      const control = await startTorControl(socks);
      assert.equal(await socksFromControlPort(control.port), null, socks);
      await control.close();
    }
  });

  it("gives nothing when it wants a password, is none, or is not there", async () => {
    const secret = await startTorControl('"127.0.0.1:9050"', { auth: "METHODS=HASHEDPASSWORD" });
    assert.equal(await socksFromControlPort(secret.port), null);
    await secret.close();
    const silent = await serveRaw((socket) => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    assert.equal(await socksFromControlPort(silent.port), null);
    await silent.close();
    assert.equal(await socksFromControlPort(await unusedPort()), null);
  });

  it("is asked by a source of a configuration that names it", async () => {
    const worker = buildWorker();
    const site = await serve((_request, response) => response.end("<rss/>"));
    const tor = await startTor({ [ONION]: site.port });
    const control = await startTorControl(`"127.0.0.1:${tor.port}"`);
    const http = withTor(createHttp({ userAgent: "test" }), {
      userAgent: "test",
      verifyTls: true,
      workerFile: worker.file,
      socks: null,
    });
    const result = await http.request(get(`http://${ONION}/`, { tor: { controllerPort: control.port } }));
    assert.equal(result.ok && result.response.status, 200);
    for (const end of [control, tor, site]) await end.close();
    worker.remove();
  });

  it("reads addresses of SOCKS ports", () => {
    assert.deepEqual(parseSocksAddress(" localhost:9050 "), { host: "localhost", port: 9050 });
    assert.deepEqual(parseSocksAddress("[::1]:9150"), { host: "::1", port: 9150 });
    for (const url of ["socks5h://127.0.0.1:9150", "socks5://127.0.0.1:9150/"]) {
      assert.deepEqual(parseSocksAddress(url), { host: "127.0.0.1", port: 9150 }, url);
    }
    for (const wrong of ["", "9050", "localhost", "localhost:0", "localhost:70000", "http://localhost:9050"]) {
      assert.equal(parseSocksAddress(wrong), null, wrong);
    }
  });
});
