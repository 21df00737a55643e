import assert from "node:assert/strict";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { SecureVersion } from "node:tls";
import type { Http } from "../../src/core/ports";
import { createHttp } from "../../src/node/http";
import { createMailer } from "../../src/node/mailer";
import { createWorkerHttp } from "../../src/node/workerHttp";
import { type BuiltWorker, buildWorker } from "../net/buildWorker";
import { fixture, get, serve } from "../net/servers";
import { selfSigned } from "../world/xsoar/selfSigned";
import { type Attack, attackClass } from "./corpus";

interface Peer {
  readonly key: string;
  readonly cert: string;
  readonly newest?: SecureVersion;
}

const caPem = fixture("testAuthority.pem");
const userAgent = "ti-scraper/test";
const ofFixture = (name: string): Peer => ({ key: fixture(name), cert: fixture(name) });

describe("TLS peers", () => {
  let worker: BuiltWorker;
  before(() => {
    worker = buildWorker();
  });
  after(() => worker.remove());

  /** What each client made of the peer, and what the peer could read. */
  const meet = async ({
    key,
    cert,
    newest,
  }: Peer): Promise<{ readonly codes: readonly string[]; readonly read: string }> => {
    let read = "";
    const old =
      newest === undefined
        ? {}
        : ({ minVersion: "TLSv1", maxVersion: newest, ciphers: "DEFAULT:@SECLEVEL=0" } as const);
    const server = https.createServer({ key, cert, ...old }, (request, response) => {
      read += JSON.stringify(request.headers);
      response.end("secret news");
    });
    server.on("secureConnection", (socket) => socket.on("data", (chunk: Buffer) => (read += chunk.toString())));
    server.on("tlsClientError", () => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const inThread = createWorkerHttp({ userAgent, verifyTls: true, workerFile: worker.file });
    const clients: readonly Http[] = [createHttp({ userAgent }), createHttp({ userAgent, caPem }), inThread];
    const codes: string[] = [];
    for (const client of clients) {
      const result = await client.request(
        get(`https://127.0.0.1:${port}/`, { headers: { authorization: "fake-key-0001" } }),
      );
      codes.push(result.ok ? "answered" : result.failure.code);
    }
    const mail = await createMailer({ verifyTls: true, caPem }).send(
      {
        from: "a@example.com",
        to: ["b@example.com"],
        subject: "s",
        text: "t",
        html: "h",
        messageId: "<1@example.com>",
      },
      {
        to: ["b@example.com"],
        server: { host: "127.0.0.1", port, security: "tls" },
        user: "a@example.com",
        password: "fake-password-1",
      },
      new AbortController().signal,
    );
    codes.push(mail.ok ? "answered" : mail.failure.code);
    await inThread.dispose();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return { codes, read };
  };

  attackClass(
    "TLS peers",
    {
      atLeast: 4,
      control: async () => {
        const server = await serve((_, response) => response.end("news"), { pem: fixture("loopbackServer.pem") });
        const result = await createHttp({ userAgent, caPem }).request(get(server.origin));
        await server.close();
        assert.ok(result.ok, "a peer that is known is trusted");
      },
    },
    () => {
      const peers: Readonly<Record<string, Peer>> = {
        "a certificate of its own making": selfSigned(),
        "a certificate for another host": ofFixture("otherHostServer.pem"),
        "a certificate that has expired": ofFixture("expiredServer.pem"),
        "TLS 1.1": { ...ofFixture("loopbackServer.pem"), newest: "TLSv1.1" },
      };
      return Object.entries(peers).map(([name, peer]): Attack => {
        return {
          name,
          holds: async () => {
            const { codes, read } = await meet(peer);
            assert.deepEqual(codes, ["tls", "tls", "tls", "tls"]);
            assert.equal(read, "", "nothing was told to it");
          },
        };
      });
    },
  );
});
