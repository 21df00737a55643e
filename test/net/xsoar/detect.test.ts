import { deepEqual, equal, ok } from "node:assert/strict";
import type { Http, HttpRequest } from "../../../src/core/ports";
import { detectFlavour } from "../../../src/core/xsoar/probe";
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
  const seen = await detectFlavour({ http, timeoutMs: 1000 }, host, NEVER);
  for (const { headers } of sent) ok(!Object.keys(headers).some((name) => /auth/i.test(name)), "no key is sent");
  return { seen, asked: sent.map(({ url }) => url) };
}

describe("detecting the edition without a key", () => {
  it("tells XSOAR 8 from XSOAR 6, and asks nothing where the address says it", async () => {
    deepEqual((await detect({ flavour: "v8" })).seen, { kind: "seen", flavour: "xsoar8" });
    deepEqual((await detect({ flavour: "v6" })).seen, { kind: "seen", flavour: "xsoar6" });
    deepEqual(await detect({ flavour: "v6-mt" }, `${ORIGIN}/acc_alpha`), {
      seen: { kind: "seen", flavour: "xsoar6" },
      asked: [],
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

  it("says that a server cannot be reached before a key is entered", async () => {
    const xsoar = createXsoar({ key: KEY });
    xsoar.fail({ kind: "network", failure: { code: "refused", host: "xsoar.test" } });
    deepEqual(await detectFlavour({ http: xsoar.http, timeoutMs: 1000 }, ORIGIN, NEVER), {
      kind: "failed",
      failure: { code: "refused", host: "xsoar.test" },
    });
  });
});
