import { deepEqual, equal, ok } from "node:assert/strict";
import type { Http, HttpRequest } from "../../../src/core/ports";
import { detectFlavour } from "../../../src/core/xsoar/probe";
import { systemClock } from "../../../src/node/systemClock";
import { createXsoar } from "../../world/xsoar/server";

const KEY = "detect-test-key-77";
const ORIGIN = "https://xsoar.test";
const NEVER = new AbortController().signal;

async function detect(options: Omit<Parameters<typeof createXsoar>[0], "key">, host = ORIGIN) {
  const xsoar = createXsoar({ key: KEY, ...options });
  const sent: HttpRequest[] = [];
  const http: Http = {
    ...xsoar.http,
    request: (request) => {
      sent.push(request);
      return xsoar.http.request(request);
    },
  };
  const seen = await detectFlavour({ http, clock: systemClock, timeoutMs: 1000 }, host, NEVER);
  for (const { headers } of sent) ok(!Object.keys(headers).some((name) => /auth/i.test(name)), "no key is sent");
  return { seen, asked: sent.map(({ url }) => url) };
}

describe("detecting the edition without a key", () => {
  it("tells XSOAR 8 from XSOAR 6, and asks no more than it has to", async () => {
    const eight = { kind: "seen", flavour: "xsoar8", instead: null };
    const six = { kind: "seen", flavour: "xsoar6", instead: null };
    deepEqual((await detect({ flavour: "v8" })).seen, eight);
    deepEqual((await detect({ flavour: "v6" })).seen, six);
    for (const wrongPath of ["303", "404", "405", "500"] as const) {
      deepEqual((await detect({ flavour: "v6", wrongPath })).seen, six, wrongPath);
      deepEqual((await detect({ flavour: "v8", wrongPath })).seen, eight, wrongPath);
    }
    deepEqual((await detect({ flavour: "v6" }, `${ORIGIN}/home/page?x=1#/y`)).seen, six);
    deepEqual(await detect({ flavour: "v6-mt" }, `${ORIGIN}/acc_alpha`), {
      seen: six,
      asked: [`${ORIGIN}/acc_alpha/indicators/search`],
    });
    deepEqual(await detect({}, "soar.example.com"), { seen: { kind: "address", why: "scheme" }, asked: [] });
  });

  it("names the host of the API when the address is that of the web interface", async () => {
    const { seen } = await detect(
      { flavour: "v8", origin: "https://api-soar.example.com", uiOrigin: "https://soar.example.com" },
      "https://soar.example.com/#/home",
    );
    equal(seen.kind === "failed" && seen.failure.code, "apiHost");
  });

  /** What other servers answer, and what is made of it. */
  const strangers: readonly (readonly [name: string, status: number, type: string, body: string, instead: string])[] = [
    ["nothing there", 404, "text/html", "<p>Not found</p>", "notFound 404"],
    ["a web page at every path", 200, "text/html; charset=utf-8", "<!doctype html><p>News", "uiUrl 200"],
    ["a page without a type", 200, "", " <html><p>News", "uiUrl 200"],
    ["another API", 200, "application/json", '{"total":0,"iocObjects":[]}', "notXsoar 200"],
    ["an API that takes anything", 200, "application/json", "{}", "notXsoar 200"],
    ["an API that refuses in words of its own", 403, "application/json", '{"error":"forbidden"}', "keyRefused 403"],
    [
      "an API that refuses in the common form",
      403,
      "application/problem+json",
      '{"type":"about:blank","title":"Forbidden","status":403,"detail":"No key"}',
      "keyRefused 403",
    ],
    ["a page that refuses", 401, "text/html", "<p>Log in", "keyRefused 401"],
    ["a login", 302, "text/html", "", "redirect 302"],
    ["a file", 200, "application/octet-stream", "PK", "notXsoar 200"],
    ["no method", 405, "text/plain", "POST not allowed", "notFound 405"],
    ["words of XSOAR in a page", 403, "text/html", "Issue with CSRF code: http: named cookie not present", "keyRefused 403"],
    ["a broken server", 500, "text/html", "<p>Error", "server 500"],
  ]; // prettier-ignore
  for (const [name, status, type, body, instead] of strangers) {
    it(`takes no other server for XSOAR: ${name}`, async () => {
      for (const [host, paths] of [
        ["https://news.test", ["/xsoar/public/v1/healthcheck", "/indicators/search"]],
        ["https://news.test/acc_alpha", ["/acc_alpha/indicators/search"]],
      ] as const) {
        const sent: HttpRequest[] = [];
        const http: Http = {
          isPublic: async () => true,
          request: async (request) => {
            sent.push(request);
            if (new URL(request.url).host !== "news.test") return { ok: false, failure: { code: "dns", host: "" } };
            const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
            return { ok: true, response: { status, headers, body: new TextEncoder().encode(body) } };
          },
        };
        const seen = await detectFlavour({ http, clock: systemClock, timeoutMs: 1000 }, host, NEVER);
        ok(seen.kind === "seen", JSON.stringify(seen));
        const found = seen.instead;
        equal(found !== null && "status" in found ? `${found.code} ${found.status}` : found?.code, instead);
        const asked = sent.filter(({ url }) => new URL(url).host === "news.test");
        deepEqual(
          asked.map(({ url }) => new URL(url).pathname),
          paths,
        );
        ok(!JSON.stringify(sent).toLowerCase().includes("authorization"));
      }
    });
  }

  it("doubts a server of the vendor's cloud that does not answer as one", async () => {
    const host = "https://api-b.xdr.eu.paloaltonetworks.com";
    const { seen } = await detect({ flavour: "v8", origin: host, wrongPath: "404", apiPaths: "xsoar" }, host);
    deepEqual(seen, { kind: "seen", flavour: "xsoar8", instead: { code: "notFound", status: 404 } });
  });

  for (const [status, code] of [
    [503, "server"],
    [429, "rateLimited"],
    [407, "proxy"],
  ] as const) {
    it(`cannot tell what is there when the answer is ${status}`, async () => {
      const xsoar = createXsoar({ key: KEY });
      xsoar.fail({ kind: "answer", status, times: 9 });
      const ports = { http: xsoar.http, clock: systemClock, timeoutMs: 1000 };
      const seen = await detectFlavour(ports, ORIGIN, NEVER);
      equal(seen.kind === "failed" && seen.failure.code, code);
    });
  }

  it("says that a server cannot be reached before a key is entered", async () => {
    const xsoar = createXsoar({ key: KEY });
    xsoar.fail({ kind: "network", failure: { code: "refused", host: "xsoar.test" } });
    deepEqual(await detectFlavour({ http: xsoar.http, clock: systemClock, timeoutMs: 1000 }, ORIGIN, NEVER), {
      kind: "failed",
      failure: { code: "refused", host: "xsoar.test" },
    });
  });
});
