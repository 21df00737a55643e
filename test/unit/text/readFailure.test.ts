import assert from "node:assert/strict";
import { readSourceFailure } from "../../../src/core/fetching/readSourceFailure";
import { CONTENTS } from "../../../src/core/jobs/contentsJob";
import { MAIL_OUTBOX } from "../../../src/core/mail/mailOutbox";
import { decodeHealth } from "../../../src/core/memory/healthMemory";
import { readReason, readRecordState } from "../../../src/core/xsoar/storedFailures";

/** What earlier versions kept, and what is made of it. */
const EARLIER: readonly (readonly [code: "tls" | "proxy" | "network", reason: string, why: string, detail?: string])[] =
  [
    ["tls", "the certificate has expired", "expired"],
    ["tls", "the certificate is not valid yet", "notYetValid"],
    ["tls", "the certificate was revoked", "revoked"],
    ["tls", "the certificate was rejected", "rejected"],
    ["tls", "the certificate is not trusted", "untrusted"],
    ["tls", "the certificate's signature is wrong", "signature"],
    ["tls", "the certificate is self-signed", "selfSigned"],
    ["tls", "the certificate's authority is not known here", "authority"],
    ["tls", "the certificate is for another host name", "hostName"],
    ["tls", "the configured CA file holds no certificate", "caFile"],
    ["tls", "the server does not speak TLS on this port", "notTls"],
    ["tls", "the server speaks only old versions of TLS", "oldProtocol"],
    ["tls", "the server speaks only other versions of TLS", "otherProtocol"],
    ["tls", "the server's key is too weak", "weakKey"],
    ["tls", "the server broke off the TLS handshake", "brokenOff"],
    ["tls", "the TLS handshake failed", "handshake"],
    ["tls", "ERR_SSL_UNEXPECTED_MESSAGE", "untrusted", "ERR_SSL_UNEXPECTED_MESSAGE"],
    ["tls", "words nobody knows", "untrusted"],
    ["proxy", "the proxy asks for a user name and password", "login"],
    ["proxy", "407 Proxy Authentication Required", "login"],
    ["proxy", "the proxy answered 502 to the wish for a connection", "status", "502"],
    ["proxy", "the proxy refused the connection", "refused"],
    ["proxy", "the proxy broke off the connection", "brokenOff"],
    ["proxy", "the proxy's host name cannot be resolved", "unknownHost"],
    ["proxy", "the proxy does not answer", "silent"],
    ["proxy", "the proxy's address is neither http: nor https:", "scheme"],
    ["proxy", "the proxy cannot be used (CERT_HAS_EXPIRED)", "unusable", "CERT_HAS_EXPIRED"],
    ["proxy", "the proxy cannot be used", "unusable"],
    ["network", "no route to the host", "noRoute"],
    ["network", "the network cannot be reached", "noNetwork"],
    ["network", "the network is down", "networkDown"],
    ["network", "the address cannot be reached from here", "noAddress"],
    ["network", "a header holds a character that is not allowed", "header"],
    ["network", "the answer's headers are too long", "headersTooLong"],
    ["network", "the host does not answer", "silent"],
    ["network", "the answer is not HTTP", "notHttp"],
    ["network", "the fetching thread ended", "threadEnded"],
    ["network", "the request failed", "other"],
    ["network", "EIO", "other", "EIO"],
  ];

describe("failures that earlier versions kept", () => {
  for (const [code, reason, why, detail] of EARLIER) {
    const failure = { code, why, ...(detail === undefined ? {} : { detail }) };
    it(`${code}: ${reason}`, () => {
      assert.deepEqual(readSourceFailure({ code, reason }), failure);
      assert.deepEqual(readReason({ kind: "failed", failure: { code, reason } }), { kind: "failed", failure });
      assert.deepEqual(readRecordState({ kind: "failed", failure: { code, reason } }), { kind: "failed", failure });
    });
  }

  it("also within the failure that opened a circuit, and of the parser", () => {
    const rest = { code: "circuitOpen", failures: 5, retryInSeconds: 30 };
    assert.deepEqual(
      readReason({
        kind: "failed",
        failure: { ...rest, cause: { code: "tls", reason: "the certificate has expired" } },
      }),
      { kind: "failed", failure: { ...rest, cause: { code: "tls", why: "expired" } } },
    );
    const parser = (reason: string) => readSourceFailure({ code: "parseFailed", reason });
    assert.deepEqual(parser("it needs too much memory"), { code: "parseFailed", why: "memory" });
    assert.deepEqual(parser("Maximum call stack size exceeded"), { code: "parseFailed", why: "error" });
  });

  it("stay in the health of a source", () => {
    const failure = { code: "tls", reason: "the certificate has expired" };
    const at = "2026-03-01T08:00:00.000Z";
    const source = { lastError: { at, failure }, failures: 2, runs: [[at, "failed", 5, 0, failure]] };
    const health = decodeHealth({ sources: [["https://a.example/feed", source]], hosts: [] });
    const read = health?.sources.get("https://a.example/feed");
    assert.deepEqual(read?.lastError, { at, failure: { code: "tls", why: "expired" } });
    assert.deepEqual(read.runs, [
      { at, outcome: "failed", ms: 5, articles: 0, failure: { code: "tls", why: "expired" } },
    ]);
  });

  it("stay in the state of a page", () => {
    const page = { url: "https://a.example/", change: "failed", read: null, changed: null };
    const stored = { ...page, failure: { code: "proxy", reason: "the proxy does not answer" } };
    assert.deepEqual(CONTENTS.decode([stored, { ...page, failure: { code: "later" } }]), [
      { ...page, failure: { code: "proxy", why: "silent" } },
      page,
    ]);
  });

  it("stay with a waiting mail, which is kept whatever is said of it", () => {
    const message = {
      from: "a@example.com",
      to: ["b@example.com"],
      subject: "s",
      text: "t",
      html: "h",
      messageId: "m",
    };
    const created = "2026-03-01T08:00:00.000Z";
    const failures = [
      { code: "tls", detail: "certificate has expired" },
      { code: "refused", detail: "550" },
      { code: "later" },
    ];
    const mails = failures.map((failure) => ({ message, created, failure }));
    assert.deepEqual(MAIL_OUTBOX.decode(mails), [
      { message, created, failure: { code: "tls", why: "untrusted" } },
      { message, created, failure: { code: "refused", detail: "550" } },
      { message, created },
    ]);
  });

  it("are none where something else stands", () => {
    for (const value of [
      null,
      "x",
      [],
      {},
      { code: 1 },
      { code: "toString" },
      { code: "tls", why: "later" },
      { code: "dns" },
    ])
      assert.equal(readSourceFailure(value), null, JSON.stringify(value));
    assert.equal(readSourceFailure({ code: "network", why: "other", detail: "an English half sentence" }), null);
    assert.equal(readSourceFailure({ code: "aborted" }), null);
  });
});
