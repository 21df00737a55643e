import { deepEqual, doesNotMatch, equal, match, ok } from "node:assert/strict";
import { plainText } from "../../../src/core/text/translate";
import { describeXsoarFailure } from "../../../src/core/xsoar/describeFailure";
import {
  type NextStep,
  concernsAll,
  isPassing,
  mayHaveWritten,
  nextStep,
  speaksOfServer,
} from "../../../src/core/xsoar/consequences";
import type { XsoarFailure } from "../../../src/core/xsoar/failures";
import { readReason, wordedReason } from "../../../src/core/xsoar/storedFailures";
import { classifyError } from "../../../src/node/httpErrors";
import { NEVER, json, scripted } from "./fakes";

type Sample<C extends XsoarFailure["code"]> = readonly [
  failure: Omit<Extract<XsoarFailure, { code: C }>, "code">,
  sentence: RegExp,
  step: NextStep | null,
];

const down = { code: "server", status: 503, detail: "" } as const;

/** At least one of each code, what its sentence says, and the button that goes with it. */
const SAMPLES: { readonly [C in XsoarFailure["code"]]: readonly Sample<C>[] } = {
  aborted: [[{}, /was cancelled/, null]],
  dns: [[{ host: "soar.test" }, /host soar\.test .* could not be found/, "openConfiguration"]],
  refused: [[{ host: "soar.test" }, /soar\.test refused the connection/, "openConfiguration"]],
  reset: [[{ host: "soar.test" }, /closed the connection before/, "retry"]],
  tls: [
    [{ why: "selfSigned" }, /certificate .* verified: .*self-signed.*CA file \(tiScraper\.tlsCaFile.*NODE_EXTRA_CA_CERTS/, "setCaFile"],
    [{ why: "authority" }, /authority.*CA file/, "setCaFile"],
    [{ why: "hostName" }, /does not fit.*host name and the port/, "openConfiguration"],
    [{ why: "expired" }, /No secure connection.*expired.*mended at the server/, "retry"],
  ],
  timeout: [[{ seconds: 60 }, /no answer within 60 seconds.*XSOAR timeout \(tiScraper\.xsoarTimeout.*TI_SCRAPER_XSOAR_TIMEOUT/, "retry"]],
  tooLarge: [[{ limitBytes: 67_108_864 }, /larger than 64 MB/, null]],
  truncated: [[{}, /ended before it was complete/, "retry"]],
  encoding: [[{}, /decompressed/, "retry"]],
  proxy: [
    [{ why: "refused" }, /did not let the request.*refused/, "openProxySettings"],
    [{ why: "login" }, /asks for a user name.*http\.proxy.*HTTPS_PROXY/, "openProxySettings"],
    [{ why: "status", detail: "502" }, /did not let the request.*answered 502/, "openProxySettings"],
  ],
  tor: [[{ why: "noTor", proxy: "127.0.0.1:9050" }, /through Tor \(127\.0\.0\.1:9050\)/, "openConfiguration"]],
  network: [[{ why: "noRoute" }, /failed: no route to the host/, "retry"]],
  keyFormat: [[{}, /empty or holds characters/, "setKey"]],
  keyRefused: [
    [{ status: 403, detail: "" }, /refused the API key \(403\)/, "setKey"],
    [{ status: 401, detail: "no" }, /\(401\).*It says: no/, "setKey"],
    [{ status: 401, detail: "", keyType: "standard" }, /is a standard key as key_type says/, "setKey"],
    [{ status: 401, detail: "", keyType: "advanced" }, /is an advanced key as key_type says/, "setKey"],
    [{ status: 401, detail: "", keyType: "either" }, /as a standard key and as an advanced one/, "setKey"],
    [{ status: 403, detail: "", tenant: "acc_x" }, /for the tenant acc_x \(403\)/, "setKey"],
  ],
  keyExpired: [[{ detail: "" }, /has expired\. Make a new one/, "setKey"]],
  keyMode: [
    [{ used: "standard", works: "advanced" }, /Set key_type to "advanced"/, "openConfiguration"],
    [{ used: "advanced", works: "standard" }, /Set key_type to "standard"/, "openConfiguration"],
  ],
  noPermission: [[{ status: 403, detail: "" }, /knows the API key, but it may not do this \(403\)/, "retry"]],
  keyIdMissing: [[{}, /together with its ID\. Set key_id/, "openConfiguration"]],
  keyIdUnused: [[{}, /Remove key_id/, "openConfiguration"]],
  keyIdFormat: [[{}, /must be a number/, "openConfiguration"]],
  clockSkew: [
    [{ minutes: 9 }, /9 minutes ahead/, "retry"],
    [{ minutes: -9 }, /9 minutes behind/, "retry"],
  ],
  apiHost: [
    [{ origin: "https://a.test", suggestion: "https://api-a.test" }, /a\.test is the web.*at https:\/\/api-a\.test/, "openConfiguration"],
  ],
  coreApi: [[{ detail: "off" }, /integration Core REST API.*It says: off/, "retry"]],
  licence: [[{ detail: "" }, /licence/, null]],
  uiUrl: [[{ status: 200 }, /web page instead of data/, "openConfiguration"]],
  notXsoar: [[{ status: 200 }, /does not answer like Cortex XSOAR/, "openConfiguration"]],
  redirect: [
    [{ status: 303, target: "https://login.test" }, /redirects the request to https:\/\/login\.test \(303\)/, "openConfiguration"],
    [{ status: 302, target: "" }, /redirects the request \(302\)/, "openConfiguration"],
  ],
  notFound: [[{ status: 404 }, /no XSOAR API at this address \(404\)/, "openConfiguration"]],
  notAcceptable: [[{ status: 415 }, /form of the request \(415\)/, "retry"]],
  rateLimited: [
    [{ retryAfterSeconds: null }, /Try again later/, "retry"],
    [{ retryAfterSeconds: 7 }, /in 7 seconds/, "retry"],
  ],
  server: [[{ status: 500, detail: "oops" }, /internal error \(500\).*It says: oops/, "retry"]],
  conflict: [[{ detail: "" }, /changed by somebody else/, "retry"]],
  rejected: [[{ status: 400, detail: "" }, /rejected the request \(400\)/, null]],
  serverError: [[{ detail: "" }, /answered with an error/, "retry"]],
  malformed: [[{}, /not readable JSON/, "retry"]],
  searchField: [[{ field: "a b" }, /"a b" is not the name/, "openConfiguration"]],
  tooManyHits: [[{ total: 60_000, limit: 50_000 }, /reports 60,000 results; .*50,000/, null]],
  searchTooLarge: [[{ limitBytes: 67_108_864 }, /larger than 64 MB/, null]],
  incomplete: [[{ received: 1, total: 3 }, /reports 3 results and gave only 1/, "retry"]],
  noteField: [[{ value: "Clop" }, /"Clop" holds its community notes/, null]],
  otherType: [[{ value: "Cuba", type: "Location" }, /"Cuba" as a record of the type "Location"/, "openConfiguration"]],
  gone: [[{ value: "Clop" }, /"Clop" was not there/, null]],
  circuitOpen: [
    [{ cause: down, failures: 5, retryInSeconds: 30 }, /5 times in a row.*30 seconds.*internal error \(503\)/, "retry"],
    [{ cause: { code: "tls", why: "selfSigned" }, failures: 6, retryInSeconds: 60 }, /6 times.*CA file/, "setCaFile"],
  ],
}; // prettier-ignore

const FAILURES = Object.entries(SAMPLES).flatMap(([code, samples]) =>
  samples.map(([rest, sentence, step]) => ({ failure: { code, ...rest } as XsoarFailure, sentence, step })),
);

describe("every failure of XSOAR", () => {
  for (const { failure, sentence, step } of FAILURES) {
    it(`has its sentence and its next step: ${JSON.stringify(failure).slice(0, 90)}`, () => {
      const said = describeXsoarFailure(failure, plainText);
      match(said, sentence);
      doesNotMatch(said, /\{\w|undefined|null|\n| {2}/);
      match(said, /[.!?…:]["')\]]?$/);
      equal(nextStep(failure), step);
    });
  }

  it("has a sentence of its own", () => {
    const said = FAILURES.filter(({ failure }) => failure.code !== "tls" && failure.code !== "proxy");
    equal(new Set(said.map(({ failure }) => describeXsoarFailure(failure, plainText))).size, said.length);
  });

  it("is kept as what happened, and worded when it is shown", () => {
    for (const { failure } of FAILURES) {
      const kept = readReason(JSON.parse(JSON.stringify({ kind: "failed", failure })));
      deepEqual(kept, { kind: "failed", failure });
      const worded = wordedReason(kept, (message, args) => `<${plainText(message, args)}>`);
      ok(worded.kind === "failed" && worded.code === failure.code && /^<.*>$/s.test(worded.message));
    }
  });

  it("is not read from a document that is damaged or of a later version", () => {
    for (const { failure } of FAILURES) {
      for (const key of Object.keys(failure)) {
        const damaged = readReason({ kind: "failed", failure: { ...failure, [key]: { odd: 1 } } });
        equal(damaged, null, `${failure.code} ${key}`);
      }
    }
    for (const failure of [
      null,
      [],
      "x",
      { code: "hasOwnProperty" },
      { code: "later" },
      { code: "circuitOpen", cause: { code: "circuitOpen" } },
    ])
      equal(readReason({ kind: "failed", failure }), null);
  });

  it("is translated whole: what reaches the user has passed the translation", () => {
    for (const { failure } of FAILURES) {
      const said = describeXsoarFailure(failure, (message, args) => `<${plainText(message, args)}>`);
      match(said, /^<.*>$/s);
    }
  });
});

describe("what a TLS failure asks for", () => {
  const table: readonly (readonly [code: string, NextStep])[] = [
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "setCaFile"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "setCaFile"],
    ["UNABLE_TO_GET_ISSUER_CERT", "setCaFile"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "setCaFile"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "setCaFile"],
    ["CERT_UNTRUSTED", "setCaFile"],
    ["ERR_OSSL_PEM_NO_START_LINE", "setCaFile"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "openConfiguration"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "openConfiguration"],
    ["ERR_SSL_PACKET_LENGTH_TOO_LONG", "openConfiguration"],
    ["CERT_HAS_EXPIRED", "retry"],
    ["CERT_NOT_YET_VALID", "retry"],
    ["CERT_REVOKED", "retry"],
    ["CERT_SIGNATURE_FAILURE", "retry"],
    ["ERR_SSL_UNSUPPORTED_PROTOCOL", "retry"],
    ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "retry"],
    ["ERR_SSL_DH_KEY_TOO_SMALL", "retry"],
  ];
  for (const [code, step] of table) {
    it(`${code}: ${step}`, () => {
      const failure = classifyError(Object.assign(new Error("x"), { code }), "https://soar.test/");
      equal(failure.code, "tls");
      equal(nextStep(failure), step);
    });
  }
});

describe("what a failure means for the rest of the work", () => {
  const of = (predicate: (failure: XsoarFailure) => boolean): string[] => [
    ...new Set(FAILURES.filter(({ failure }) => predicate(failure)).map(({ failure }) => failure.code)),
  ];
  it("some end it at once", () => {
    deepEqual(
      of((failure) => concernsAll(failure, false)).toSorted(),
      [
        "aborted", "apiHost", "circuitOpen", "clockSkew", "coreApi", "dns", "keyExpired", "keyFormat", "keyIdFormat", "keyIdMissing",
        "keyIdUnused", "keyMode", "keyRefused", "licence", "noPermission",
        "proxy", "refused", "searchField", "tls", "tor",
      ],
    ); // prettier-ignore
  });
  it("some concern one record, whenever they come", () => {
    deepEqual(of((failure) => !concernsAll(failure, true)).toSorted(), [
      "conflict",
      "gone",
      "incomplete",
      "noteField",
      "otherType",
      "rejected",
      "searchTooLarge",
      "tooLarge",
      "tooManyHits",
    ]);
  });
  it("after some it is open whether a write was done", () => {
    deepEqual(
      of(mayHaveWritten).toSorted(),
      ["encoding", "malformed", "network", "notXsoar", "reset", "server", "serverError", "timeout", "tooLarge", "truncated", "uiUrl"],
    ); // prettier-ignore
  });
  it("some may be gone a moment later", () => {
    deepEqual(of(isPassing).toSorted(), [
      "malformed",
      "network",
      "rateLimited",
      "reset",
      "server",
      "timeout",
      "truncated",
    ]);
    for (const status of [501, 505]) ok(!isPassing({ code: "server", status, detail: "" }));
  });
  it("nothing was written when nothing was sent, or when it was refused", () => {
    for (const code of [
      "circuitOpen",
      "keyFormat",
      "keyIdMissing",
      "keyRefused",
      "noPermission",
      "rateLimited",
      "coreApi",
      "dns",
    ]) {
      ok(!of(mayHaveWritten).includes(code), code);
    }
  });
  it("an answer, even a refusal, is no sign of a server in trouble", () => {
    const signs = of(speaksOfServer);
    for (const code of ["aborted", "conflict", "gone", "keyRefused", "notFound", "rejected", "circuitOpen", "tooLarge"])
      ok(!signs.includes(code), code);
    for (const code of ["dns", "timeout", "server", "rateLimited"]) ok(signs.includes(code), code);
  });
});

describe("why a key is refused", () => {
  const reply = (err_msg: string, err_extra: unknown = null, status = 401) =>
    json({ reply: { err_code: status, err_msg, err_extra } }, status);
  const connection = { baseUrl: "https://api-soar.test/xsoar", apiKey: "K", keyId: "7" } as const;
  type Row = readonly [name: string, ReturnType<typeof json>, change: object, expected: object];
  const table: readonly Row[] = [
    ["XSOAR 8, unauthorised", reply("Public API request unauthorized"), {}, { code: "keyRefused", keyType: "standard" }],
    ["XSOAR 8, advanced", reply("Public API request unauthorized"), { keyType: "advanced" }, { code: "keyRefused", keyType: "advanced" }],
    ["XSOAR 8, expired", reply("Unauthorized", "API key has expired"), {}, { code: "keyExpired" }],
    ["XSOAR 8, no role", reply("Forbidden", null, 403), {}, { code: "noPermission", status: 403 }],
    ["XSOAR 8, licence", reply("No licence", null, 402), {}, { code: "licence" }],
    ["a reply without a key ID", reply("Public API request unauthorized"), { baseUrl: "https://a.test", keyId: "" }, { code: "keyIdMissing" }],
    ["XSOAR 6, unknown key", json({ id: "forbidden", detail: "Issue with CSRF code", error: "no role cookie" }, 403), { keyId: "" , baseUrl: "https://a.test" }, { code: "keyRefused", status: 403 }],
    ["XSOAR 6, no permission", json({ id: "forbidden", detail: "Insufficient permissions" }, 403), { keyId: "", baseUrl: "https://a.test" }, { code: "noPermission" }],
    ["XSOAR 6, tenant", json({ id: "forbidden", detail: "Issue with CSRF code" }, 403), { keyId: "", baseUrl: "https://a.test/acc_x" }, { code: "keyRefused", tenant: "acc_x" }],
    ["a 401 of something in between", json({}, 401), { keyId: "", baseUrl: "https://a.test" }, { code: "keyRefused", status: 401, detail: "" }],
    ["an integration that is off", json({ detail: "Core REST API instance is not enabled" }, 500), {}, { code: "coreApi" }],
    ["an integration that is missing", json({ error: "Unsupported command: demisto-api-post" }, 400), {}, { code: "coreApi" }],
  ]; // prettier-ignore
  for (const [name, answer, change, expected] of table) {
    it(name, async () => {
      const failure = await scripted(answer)
        .clientWith({ ...connection, ...change })
        .test(NEVER);
      deepEqual({ ...failure, ...expected }, failure);
    });
  }
});
