import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { virtualClock } from "../../world/xsoar/clock";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";

const KEY = "s3cret-key";
type Options = Partial<Parameters<typeof createXsoar>[0]>;

let xsoar: Xsoar;
const clock = virtualClock();

function start(options: Options): void {
  xsoar = createXsoar({ key: KEY, clock, ...options });
}

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
}

async function send(
  path: string,
  headers: Record<string, string>,
  body: unknown = {},
  method = "POST",
): Promise<Reply> {
  const result = await xsoar.http.request({
    url: xsoar.origin + path,
    method,
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    timeoutMs: 1_000,
    maxBytes: 1e6,
    signal: new AbortController().signal,
  });
  assert.ok(result.ok);
  const { status, headers: answered, body: bytes } = result.response;
  return { status, text: new TextDecoder().decode(bytes), location: answered["location"] };
}

/** The status and, for a web page, `page`. */
async function says(...args: Parameters<typeof send>): Promise<string> {
  const { status, text, location } = await send(...args);
  return [status, location, text.startsWith("<!doctype") ? "page" : undefined].filter(Boolean).join(" ");
}

/** The headers of an advanced key, by hand. */
function signed(change: { nonce?: string; at?: number; key?: string; id?: string } = {}): Record<string, string> {
  const { nonce = randomBytes(32).toString("hex"), at = clock.now().getTime(), key = KEY, id = "7" } = change;
  const timestamp = String(at);
  const authorization = createHash("sha256")
    .update(key + nonce + timestamp)
    .digest("hex");
  return { authorization, "x-xdr-auth-id": id, "x-xdr-nonce": nonce, "x-xdr-timestamp": timestamp };
}

const SEARCH = "/indicators/search";
const UNAUTHORIZED = '{"reply":{"err_code":401,"err_msg":"Public API request unauthorized","err_extra":null}}';

describe("XSOAR simulator: flavours", () => {
  describe("XSOAR 6 with tenants", () => {
    const raw = { authorization: KEY };
    beforeEach(() => start({ flavour: "v6-mt", tenants: ["blue", "red"], tenantKeys: { blue: "blue-key" } }));

    it("keeps a store for each tenant and one for the main account", async () => {
      assert.equal(xsoar.baseUrl, `${xsoar.origin}/acc_blue`);
      xsoar.put({ value: "in blue" });
      xsoar.tenant("red").put({ value: "in red" });
      xsoar.tenant("").put({ value: "in main" });
      for (const [path, value] of [
        ["/acc_blue", "in blue"],
        ["/acc_red", "in red"],
        ["", "in main"],
      ]) {
        const { text } = await send(path + SEARCH, raw, { query: "", page: 0, size: 9 });
        assert.ok(text.includes(`"${value}"`) && text.endsWith('"total":1}'), text);
      }
      assert.deepEqual(
        xsoar.requests().map(({ tenant }) => tenant),
        ["blue", "red", ""],
      );
      await send("/acc_red/indicator/create", raw, { indicator: { value: "new", indicator_type: "Threat Actor" } });
      assert.deepEqual(
        ["", "blue", "red"].map((name) => xsoar.tenant(name).records().length),
        [1, 1, 2],
      );
      assert.throws(() => xsoar.tenant("green"));
    });

    it("a tenant's key opens its own tenant only; an unknown tenant is a wrong path", async () => {
      const blue = { authorization: "blue-key" };
      assert.equal(await says(`/acc_blue${SEARCH}`, blue), "200");
      assert.equal(await says(`/acc_red${SEARCH}`, blue), "403");
      assert.equal(await says(SEARCH, blue), "403");
      assert.equal(await says(`/acc_green${SEARCH}`, raw), "200 page");
      assert.equal(await says("/acc_blue/health/server", {}, "", "GET"), "200");
    });
  });

  describe("XSOAR 8", () => {
    const standard = { authorization: KEY, "x-xdr-auth-id": "7" };
    beforeEach(() => start({ flavour: "v8" }));

    it("answers below both documented roots, and each way beside them as the cloud does", async () => {
      assert.equal(xsoar.baseUrl, `${xsoar.origin}/xsoar/public/v1`);
      const rows: readonly (readonly [path: string, answer: string, method?: string])[] = [
        [`/xsoar/public/v1${SEARCH}`, "200"],
        [`/xsoar${SEARCH}`, "200"],
        ["/xsoar/public/v1/healthcheck", "200", "GET"],
        ["/xsoar/about", "200", "GET"],
        [`/xsoar/public/v1${SEARCH}`, "405", "GET"],
        [SEARCH, "500"],
        ["/about", "500", "GET"],
        ["/", "500"],
        ["/xsoar/public/v1/nothing", "303 /login"],
        [`/xsoar/public/v1/${SEARCH}`, "303 /login"],
        [`/xsoar/xsoar${SEARCH}`, "303 /login"],
        [`/acc_a${SEARCH}`, "500"],
      ];
      for (const [path, answer, method] of rows) assert.equal(await says(path, standard, {}, method), answer, path);
      assert.match(
        (await send("/xsoar/public/v1/healthcheck", standard, "", "GET")).text,
        /^\{"status":"available"\}$/,
      );
    });

    it("can have one of the roots only, and every recorded answer to a wrong path", async () => {
      start({ flavour: "v8", apiPaths: "public" });
      assert.equal(await says(`/xsoar${SEARCH}`, standard), "303 /login");
      start({ flavour: "v8", apiPaths: "xsoar" });
      assert.equal(xsoar.baseUrl, `${xsoar.origin}/xsoar`);
      assert.equal(await says(`/xsoar/public/v1${SEARCH}`, standard), "303 /login");
      for (const flavour of ["v6", "v8"] as const) {
        for (const [wrongPath, answer] of [
          ["page", "200 page"],
          ["303", "303 /login"],
          ["404", "404"],
          ["405", "405"],
          ["500", "500"],
        ] as const) {
          start({ flavour, wrongPath });
          assert.equal(await says("/wrong", standard), answer);
        }
      }
      start({ flavour: "v8", doubleSlash: "accept" });
      assert.equal(await says(`/xsoar/public/v1/${SEARCH}`, standard), "200");
      start({ flavour: "v6", doubleSlash: "accept" });
      assert.equal(await says(`/${SEARCH}`, standard), "200");
      start({ flavour: "v6", face: "ui" });
      assert.equal(await says(SEARCH, standard), "200 page");
    });

    it("takes a standard key with its number and nothing else", async () => {
      const path = `/xsoar/public/v1${SEARCH}`;
      assert.equal(await says(path, standard), "200");
      for (const headers of [
        {},
        { authorization: KEY },
        { ...standard, "x-xdr-auth-id": "8" },
        { ...standard, authorization: `Bearer ${KEY}` },
        signed(),
      ] as readonly Record<string, string>[]) {
        assert.deepEqual(await send(path, headers), { status: 401, text: UNAUTHORIZED, location: undefined });
      }
    });

    it("recomputes the signature of an advanced key, and refuses an old, reused or odd one", async () => {
      start({ flavour: "v8", keyType: "advanced" });
      const path = `/xsoar/public/v1${SEARCH}`;
      const now = clock.now().getTime();
      const once = signed();
      assert.equal(await says(path, once), "200");
      assert.equal(await says(path, once), "401", "the nonce was used");
      assert.equal(await says(path, signed({ at: now - 299_000 })), "200");
      const upper = signed();
      for (const headers of [
        standard,
        signed({ at: now - 301_000 }),
        signed({ at: now + 301_000 }),
        signed({ key: "other" }),
        signed({ id: "8" }),
        signed({ nonce: "short" }),
        signed({ nonce: "!".repeat(64) }),
        { ...upper, authorization: upper["authorization"]?.toUpperCase() ?? "" },
        { ...signed(), "x-xdr-timestamp": String(now + 1_000) },
        { ...signed(), "x-xdr-timestamp": new Date(now).toISOString() },
      ]) {
        assert.equal(await says(path, headers), "401", JSON.stringify(headers));
      }
      assert.doesNotMatch(JSON.stringify(xsoar.requests()), new RegExp(`${KEY}|${once["authorization"]}`));

      start({ flavour: "v8", keyType: "advanced", nonceReuse: "accept", skewMs: 1_000 });
      assert.deepEqual([await says(path, once), await says(path, once)], ["200", "200"]);
      assert.equal(await says(path, signed({ at: now - 2_000 })), "401");
    });

    it("new records have opaque ids and the fields of newer servers", async () => {
      xsoar.put({ value: "Heron" });
      const { text } = await send(`/xsoar${SEARCH}`, standard, { query: "", page: 0, size: 1 });
      assert.match(text, /"id":"[0-9a-f-]{36}"/);
      assert.ok(text.includes('"cacheVersn":0') && text.includes('"sequenceNumber":9007199254740993'));
    });

    it("is the API's own error when the integration behind it does not run", async () => {
      xsoar.setApiInstance("disabled");
      const { status, text } = await send(`/xsoar${SEARCH}`, standard);
      assert.equal(status, 500);
      assert.match(text, /Core REST API instance/);
      assert.equal(await says("/xsoar/public/v1/healthcheck", standard, "", "GET"), "200");
    });
  });

  it("keys expire, lose a permission or the licence, or may only read", async () => {
    const states = ["valid", "expired", "noPermission", "readOnly", "noLicence"] as const;
    for (const [flavour, answers] of [
      ["v6", ["200 200", "403 403", "403 403", "200 403", "402 402"]],
      ["v8", ["200 200", "401 401", "403 403", "200 403", "402 402"]],
    ] as const) {
      start({ flavour });
      const headers = { authorization: KEY, "x-xdr-auth-id": "7" };
      const root = new URL(xsoar.baseUrl).pathname.replace(/\/$/, "");
      const indicator = { value: "Heron", indicator_type: "Threat Actor" };
      for (const [at, state] of states.entries()) {
        xsoar.setKeyState(state);
        const both = [
          await says(root + SEARCH, headers),
          await says(`${root}/indicator/create`, headers, { indicator }),
        ];
        assert.equal(both.join(" "), answers[at], `${flavour} ${state}`);
      }
    }
  });

  it("says what a client needs to connect", () => {
    start({ flavour: "v8", keyType: "advanced", keyId: "12" });
    assert.deepEqual(xsoar.connection, {
      baseUrl: "https://xsoar.test/xsoar/public/v1",
      apiKey: KEY,
      flavour: "xsoar8",
      keyId: "12",
      keyType: "advanced",
    });
    start({});
    assert.deepEqual(xsoar.connection, { baseUrl: "https://xsoar.test", apiKey: KEY, flavour: "xsoar6" });
  });
});
