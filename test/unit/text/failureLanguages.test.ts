import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describeSourceFailure } from "../../../src/core/fetching/describeSourceFailure";
import { type MailFailure, describeMailFailure } from "../../../src/core/mail/mailer";
import type { HttpFailure } from "../../../src/core/model/failureReasons";
import type { SourceFailure } from "../../../src/core/model/model";
import { REASONS, describeReason } from "../../../src/core/text/describeReason";
import { type Translate, plainText } from "../../../src/core/text/translate";
import { describeXsoarFailure } from "../../../src/core/xsoar/describeFailure";
import type { XsoarFailure } from "../../../src/core/xsoar/failures";
import { classifyError } from "../../../src/node/httpErrors";

/** At least one failure of each code: a new code does not compile until it stands here. */
type Samples<F extends { readonly code: string }> = {
  readonly [Code in F["code"]]: readonly Extract<F, { readonly code: Code }>[];
};

const host = "soar.example";
const said = ["", "502-geheim"];

/** Every reason of a code that has words. */
function whys<Code extends keyof typeof REASONS>(code: Code): (keyof (typeof REASONS)[Code])[] {
  return Object.keys(REASONS[code]) as (keyof (typeof REASONS)[Code])[];
}

const TLS = [
  ...whys("tls").map((why) => ({ code: "tls", why }) as const),
  { code: "tls", why: "handshake", detail: "ERR_SSL_X" } as const,
];

const HTTP: Samples<Exclude<HttpFailure, { readonly code: "aborted" }>> = {
  dns: [{ code: "dns", host }],
  refused: [{ code: "refused", host }],
  reset: [{ code: "reset", host }],
  tls: TLS,
  timeout: [{ code: "timeout", seconds: 60 }],
  tooLarge: [{ code: "tooLarge", limitBytes: 67_108_864 }],
  truncated: [{ code: "truncated" }],
  encoding: [{ code: "encoding" }],
  proxy: [
    ...whys("proxy").map((why) => ({ code: "proxy", why, ...(why === "status" ? { detail: "502" } : {}) }) as const),
    { code: "proxy", why: "unusable", detail: "CERT_HAS_EXPIRED" },
  ],
  tor: (["noTor", "notSocks", "unreachable"] as const).map(
    (why) => ({ code: "tor", why, proxy: "127.0.0.1:9050" }) as const,
  ),
  network: [
    ...whys("network").map((why) => ({ code: "network", why }) as const),
    { code: "network", why: "other", detail: "EIO" },
  ],
};

const SOURCE: Samples<SourceFailure> = {
  ...HTTP,
  status: [401, 404, 418, 429, 503].map((status) => ({ code: "status", status })),
  redirectLoop: [{ code: "redirectLoop", limit: 5 }],
  redirectRefused: (["scheme", "private", "changed", "localName", "port", "invalid"] as const).map((why) => ({
    code: "redirectRefused",
    target: "x://y",
    why,
  })),
  empty: [{ code: "empty" }],
  noText: [{ code: "noText" }],
  payment: [{ code: "payment" }],
  consent: [{ code: "consent" }],
  noPage: [{ code: "noPage" }],
  binary: [{ code: "binary" }],
  notFeed: [{ code: "notFeed" }],
  noItems: [{ code: "noItems" }],
  noLinks: [{ code: "noLinks" }],
  selectorInvalid: [{ code: "selectorInvalid", selector: "a[" }],
  selectorEmpty: [{ code: "selectorEmpty", selector: "a.b" }],
  rulesTooSlow: [{ code: "rulesTooSlow", seconds: 2 }],
  parseTimeout: [{ code: "parseTimeout", seconds: 5 }],
  parseFailed: [
    ...whys("parseFailed").map((why) => ({ code: "parseFailed", why }) as const),
    { code: "parseFailed", why: "error", detail: "RangeError" },
  ],
};

const XSOAR: Samples<Exclude<XsoarFailure, { readonly code: "circuitOpen" }>> = {
  ...HTTP,
  aborted: [{ code: "aborted" }],
  keyFormat: [{ code: "keyFormat" }],
  keyRefused: [
    ...said.map((detail) => ({ code: "keyRefused", status: 401, detail }) as const),
    { code: "keyRefused", status: 403, detail: "" },
    { code: "keyRefused", status: 403, detail: "", tenant: "acc_x" },
    ...(["standard", "advanced", "either"] as const).map(
      (keyType) => ({ code: "keyRefused", status: 401, detail: "", keyType }) as const,
    ),
  ],
  keyExpired: said.map((detail) => ({ code: "keyExpired", detail })),
  keyMode: [
    { code: "keyMode", used: "standard", works: "advanced" },
    { code: "keyMode", used: "advanced", works: "standard" },
  ],
  noPermission: said.map((detail) => ({ code: "noPermission", status: 403, detail })),
  keyIdMissing: [{ code: "keyIdMissing" }],
  keyIdUnused: [{ code: "keyIdUnused" }],
  keyIdFormat: [{ code: "keyIdFormat" }],
  clockSkew: [9, -9].map((minutes) => ({ code: "clockSkew", minutes })),
  apiHost: [{ code: "apiHost", origin: "https://a.example", suggestion: "https://api-a.example" }],
  coreApi: said.map((detail) => ({ code: "coreApi", detail })),
  licence: said.map((detail) => ({ code: "licence", detail })),
  uiUrl: [{ code: "uiUrl", status: 200 }],
  notXsoar: [{ code: "notXsoar", status: 200 }],
  redirect: ["", "https://login.example"].map((target) => ({ code: "redirect", status: 302, target })),
  notFound: [{ code: "notFound", status: 404 }],
  notAcceptable: [{ code: "notAcceptable", status: 415 }],
  rateLimited: [null, 7].map((retryAfterSeconds) => ({ code: "rateLimited", retryAfterSeconds })),
  server: said.map((detail) => ({ code: "server", status: 500, detail })),
  conflict: said.map((detail) => ({ code: "conflict", detail })),
  rejected: said.map((detail) => ({ code: "rejected", status: 400, detail })),
  serverError: said.map((detail) => ({ code: "serverError", detail })),
  malformed: [{ code: "malformed" }],
  searchField: [{ code: "searchField", field: "a b" }],
  incomplete: [{ code: "incomplete", received: 1, total: 3 }],
  tooManyHits: [{ code: "tooManyHits", total: 60_000, limit: 50_000 }],
  searchTooLarge: [{ code: "searchTooLarge", limitBytes: 67_108_864 }],
  noteField: [{ code: "noteField", value: "Clop" }],
  otherType: [{ code: "otherType", value: "Cuba", type: "Location" }],
  gone: [{ code: "gone", value: "Clop" }],
};

const MAIL: Samples<MailFailure> = {
  password: said.map((detail) => ({ code: "password", detail })),
  noPassword: [{ code: "noPassword" }],
  recipient: said.map((detail) => ({ code: "recipient", detail })),
  refused: said.map((detail) => ({ code: "refused", detail })),
  server: said.map((detail) => ({ code: "server", detail })),
  dns: [{ code: "dns" }],
  unreachable: [{ code: "unreachable" }],
  timeout: [{ code: "timeout" }],
  noStartTls: [{ code: "noStartTls" }],
  aborted: [{ code: "aborted" }],
  tls: TLS,
};

function all<F>(samples: Readonly<Record<string, readonly F[]>>): F[] {
  return Object.values(samples).flat();
}

const MAIL_SERVER = { host: "mail.example", port: 465, security: "tls" } as const;
const xsoar: XsoarFailure[] = all<Exclude<XsoarFailure, { readonly code: "circuitOpen" }>>(XSOAR);
const open = xsoar.map((cause): XsoarFailure => ({ code: "circuitOpen", cause, failures: 5, retryInSeconds: 30 }));

const CASES: readonly (readonly [
  whose: string,
  failures: readonly object[],
  describe: (failure: never, t: Translate) => string,
])[] = [
  ["a source", all<SourceFailure>(SOURCE), describeSourceFailure],
  ["XSOAR", [...xsoar, ...open], describeXsoarFailure],
  [
    "mail",
    all<MailFailure>(MAIL),
    (failure: MailFailure, t: Translate) => describeMailFailure(failure, MAIL_SERVER, t),
  ],
];

const GERMAN = JSON.parse(fs.readFileSync(path.join(process.cwd(), "l10n/bundle.l10n.de.json"), "utf8")) as Readonly<
  Record<string, string>
>;

/** The texts in a failure: what a server, a user or the system has said, and no sentence of ours. */
function foreignTexts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(foreignTexts) : [];
}

/** A translation that takes nothing into a German sentence but foreign texts and what is German itself. */
function strictGerman(foreign: readonly string[]): Translate {
  const allowed = new Set(foreign);
  return (message, args = {}) => {
    const german = GERMAN[message];
    assert.ok(german !== undefined, `no German for: ${message}`);
    assert.notEqual(german, message);
    for (const arg of Object.values(args))
      assert.ok(typeof arg === "number" || allowed.has(arg), `put into a German sentence as it is: ${arg}`);
    const sentence = plainText(german, args);
    allowed.add(sentence);
    // A reason with a code of the system behind it.
    for (const code of foreign) allowed.add(`${sentence} (${code})`);
    return sentence;
  };
}

/** The reasons, which have no business in a German sentence. */
const ENGLISH_REASONS = [
  ...TLS,
  ...HTTP.proxy,
  ...HTTP.network,
  ...SOURCE.parseFailed.filter(({ why }) => why !== "cancelled"),
].map((failure) => describeReason({ ...failure, detail: "" }, plainText).replace(/ \(\)$/, ""));

describe("the reasons of failures", () => {
  for (const [whose, failures, describe_] of CASES) {
    it(`of ${whose} are told in both languages, nothing in the wrong one`, () => {
      assert.ok(failures.length > 20);
      for (const failure of failures) {
        const english = describe_(failure as never, plainText);
        const german = describe_(
          failure as never,
          strictGerman([...foreignTexts(failure), MAIL_SERVER.host, `${MAIL_SERVER.host}:${MAIL_SERVER.port}`]),
        );
        const name = JSON.stringify(failure);
        for (const text of [english, german]) assert.doesNotMatch(text, /\{\w|undefined|null|\[object/, name);
        assert.notEqual(german, english, name);
        for (const reason of ENGLISH_REASONS) assert.ok(!german.includes(reason), `${name}: ${german}`);
      }
    });
  }

  it("of each kind are all different, in both languages", () => {
    for (const t of [plainText, strictGerman(["502", "ERR_SSL_X", "EIO", "CERT_HAS_EXPIRED", "RangeError"])]) {
      for (const failures of [TLS, HTTP.proxy, HTTP.network, SOURCE.parseFailed]) {
        assert.equal(new Set(failures.map((failure) => describeReason(failure, t))).size, failures.length);
      }
    }
  });

  it("come from the adapters as codes, whatever the system's message", () => {
    const codes =
      "ENOTFOUND EAI_AGAIN ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENETDOWN EADDRNOTAVAIL EPROTO EIO " +
      "ERR_INVALID_CHAR HPE_HEADER_OVERFLOW HPE_INVALID_CONSTANT CERT_HAS_EXPIRED CERT_CHAIN_TOO_LONG CRL_HAS_EXPIRED " +
      "INVALID_PURPOSE UNABLE_TO_GET_CRL ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE ERR_TLS_HANDSHAKE_TIMEOUT " +
      "ERR_OSSL_PEM_BAD_END_LINE ";
    for (const code of codes.split(" ")) {
      const error = Object.assign(new Error("request to x failed, reason: a half sentence in English"), { code });
      for (const text of foreignTexts(classifyError(error, "https://soar.example/")))
        assert.match(text, /^[\w.]+$/, code);
    }
  });
});
