import assert from "node:assert/strict";
import type { Http } from "../../src/core/ports";
import { describeReason } from "../../src/core/text/describeReason";
import { plainText } from "../../src/core/text/translate";
import { createHttp } from "../../src/node/http";
import { createWorkerHttp } from "../../src/node/workerHttp";
import { type BuiltWorker, buildWorker } from "./buildWorker";
import { type TestServer, fixture, get, serve, serveRaw, until } from "./servers";

const caPem = fixture("testAuthority.pem");
const userAgent = "ti-scraper/test";
const plain = createHttp({ userAgent });
const trusting = createHttp({ userAgent, caPem });

async function outcome(http: Http, url: string): Promise<string> {
  const result = await http.request(get(url));
  if (result.ok) return `${result.response.status} ${Buffer.from(result.response.body).toString()}`;
  const { failure } = result;
  if (failure.code !== "tls" && failure.code !== "proxy" && failure.code !== "network") return failure.code;
  return `${failure.code}: ${describeReason(failure, plainText)}`;
}

describe("TLS", () => {
  const servers: TestServer[] = [];
  const secure = async (pem: string, host?: string): Promise<TestServer> => {
    const server = await serve((_, response) => response.end("secret news"), {
      pem: fixture(pem),
      ...(host === undefined ? {} : { host }),
    });
    servers.push(server);
    return server;
  };
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  it("refuses an authority it does not know, and trusts the one given beside Node's own", async () => {
    for (const host of ["127.0.0.1", "127.0.1.5"]) {
      const { origin } = await secure("loopbackServer.pem", host);
      assert.equal(await outcome(plain, origin), "tls: the certificate's authority is not known here");
      assert.equal(await outcome(trusting, origin), "200 secret news");
    }
  });

  it("refuses a certificate of another host, an expired one and no TLS at all", async () => {
    assert.equal(
      await outcome(trusting, (await secure("otherHostServer.pem")).origin),
      "tls: the certificate is for another host name",
    );
    assert.equal(
      await outcome(trusting, (await secure("expiredServer.pem")).origin),
      "tls: the certificate has expired",
    );
    const talk = await serve((_, response) => response.end());
    servers.push(talk);
    assert.equal(
      await outcome(trusting, talk.origin.replace("http:", "https:")),
      "tls: the server does not speak TLS on this port",
    );
    const rude = await serveRaw((socket) => void socket.once("data", () => socket.destroy()));
    servers.push(rude);
    assert.equal(
      await outcome(trusting, rude.origin.replace("http:", "https:")),
      "tls: the server broke off the TLS handshake",
    );
  });

  it("says so when the CA file holds no certificate", async () => {
    const http = createHttp({ userAgent, caPem: "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n" });
    const { origin } = await secure("loopbackServer.pem");
    assert.match(await outcome(http, origin), /^tls: /);
    const none = createHttp({ userAgent, caPem: "nothing" });
    assert.match(await outcome(none, origin), /^tls: /);
  });

  describe("not verified, in a worker", () => {
    let worker: BuiltWorker;
    before(() => {
      worker = buildWorker();
    });
    after(() => worker.remove());

    it("reads what it must not trust, cancels over the boundary, and ends", async () => {
      const http = createWorkerHttp({ userAgent, verifyTls: false, workerFile: worker.file });
      try {
        const { origin } = await secure("expiredServer.pem");
        assert.equal(await outcome(http, origin), "200 secret news");

        const silent = await serve(() => undefined, { pem: fixture("expiredServer.pem") });
        servers.push(silent);
        const cancel = new AbortController();
        const waiting = http.request(get(silent.origin, { signal: cancel.signal }));
        await until(() => silent.log.length === 1);
        cancel.abort();
        assert.deepEqual(await waiting, { ok: false, failure: { code: "aborted" } });
        await until(() => silent.open.size === 0, 200);

        const pending = http.request(get(silent.origin));
        await until(() => silent.log.length === 2);
        await http.dispose();
        assert.deepEqual(await pending, {
          ok: false,
          failure: { code: "network", why: "threadEnded" },
        });
        assert.equal(await outcome(http, origin), "200 secret news");
      } finally {
        await http.dispose();
      }
    });

    it("still verifies when told to", async () => {
      const http = createWorkerHttp({ userAgent, verifyTls: true, workerFile: worker.file });
      try {
        const { origin } = await secure("loopbackServer.pem");
        assert.equal(await outcome(http, origin), "tls: the certificate's authority is not known here");
      } finally {
        await http.dispose();
      }
    });

    it("fails as a value when there is no worker", async () => {
      const http = createWorkerHttp({ userAgent, verifyTls: false, workerFile: `${worker.file}.missing` });
      assert.equal(await outcome(http, "https://127.0.0.1:1/"), "network: the fetching thread ended");
    });
  });
});
