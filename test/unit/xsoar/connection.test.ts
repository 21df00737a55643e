import { deepEqual, equal, match } from "node:assert/strict";
import { plainText } from "../../../src/core/text/translate";
import {
  configuredConnection,
  describeBaseUrlProblem,
  describeEffectiveUrl,
  effectiveUrl,
  needsKeyId,
  normaliseBaseUrl,
  otherApiPath,
  recordPage,
  tenantOf,
  withoutApiPath,
} from "../../../src/core/xsoar/connection";

const SOAR = "https://soar.example.com";
const API = "/xsoar/public/v1";

describe("normaliseBaseUrl: XSOAR 6", () => {
  const accepted: readonly (readonly [input: string, baseUrl: string, tenant?: string])[] = [
    [SOAR, SOAR],
    [`  ${SOAR}/\n`, SOAR],
    [`${SOAR}///`, SOAR],
    ["https://SOAR.Example.com:443/", SOAR],
    [`${SOAR}:8443`, `${SOAR}:8443`],
    [`${SOAR}/#/indicator/12`, SOAR],
    [`${SOAR}/?next=/login#top`, SOAR],
    [`${SOAR}/indicators/search`, SOAR],
    [`${SOAR}/about/`, SOAR],
    [`${SOAR}/soar/indicator/edit`, `${SOAR}/soar`],
    [`${SOAR}/soar//indicators`, `${SOAR}/soar/indicators`],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["HTTP://[::1]:8080/x", "http://[::1]:8080/x"],
    // Tenants.
    [`${SOAR}/acc_blue/`, `${SOAR}/acc_blue`, "acc_blue"],
    [`${SOAR}//acc_blue`, `${SOAR}/acc_blue`, "acc_blue"],
    [`${SOAR}/acc_blue/#/home?x=1`, `${SOAR}/acc_blue`, "acc_blue"],
    [`${SOAR}/acc_blue/indicators/search`, `${SOAR}/acc_blue`, "acc_blue"],
    [`${SOAR}/acc_blue/Custom/page`, `${SOAR}/acc_blue`, "acc_blue"],
    [`${SOAR}/prefix/acc_Blue-2`, `${SOAR}/prefix/acc_Blue-2`, "acc_Blue-2"],
    [`${SOAR}/x/../acc_blue`, `${SOAR}/acc_blue`, "acc_blue"],
    // XSOAR 8 without a key ID: the address stays, and the client asks for the ID.
    [`${SOAR}/xsoar`, `${SOAR}/xsoar`],
    [`${SOAR}${API}`, `${SOAR}${API}`],
    ["https://blue.xdr.eu.paloaltonetworks.com/dashboard", "https://api-blue.xdr.eu.paloaltonetworks.com"],
  ];
  for (const [input, baseUrl, tenant = null] of accepted) {
    it(`takes ${JSON.stringify(input)}`, () => {
      const { origin } = new URL(baseUrl);
      deepEqual(normaliseBaseUrl(input), { ok: true, baseUrl, origin, flavour: "xsoar6", tenant });
      deepEqual(normaliseBaseUrl(input, { keyId: " " }), normaliseBaseUrl(input));
    });
  }
});

describe("normaliseBaseUrl: XSOAR 8", () => {
  const cloud = "https://api-blue.xdr.eu.paloaltonetworks.com";
  const accepted: readonly (readonly [input: string, baseUrl: string])[] = [
    [SOAR, SOAR + API],
    [`${SOAR}/`, SOAR + API],
    [`${SOAR}/xsoar`, `${SOAR}/xsoar`],
    [`${SOAR}/xsoar/`, `${SOAR}/xsoar`],
    [`${SOAR}/xsoar/xsoar`, `${SOAR}/xsoar`],
    [`${SOAR}/xsoar/public`, SOAR + API],
    [`${SOAR}${API}/`, SOAR + API],
    [`${SOAR}${API}${API}`, SOAR + API],
    [`${SOAR}/xsoar${API}`, SOAR + API],
    [`${SOAR}${API}/indicators/search`, SOAR + API],
    [`${SOAR}${API}/healthcheck`, SOAR + API],
    [`${SOAR}/xsoar/indicator/create`, `${SOAR}/xsoar`],
    [`${SOAR}/prefix`, `${SOAR}/prefix${API}`],
    [`${SOAR}/prefix/xsoar`, `${SOAR}/prefix/xsoar`],
    [`${SOAR}/xsoarish`, `${SOAR}/xsoarish${API}`],
    ["https://api-soar.example.com", `https://api-soar.example.com${API}`],
    ["http://localhost:8080/#/home", `http://localhost:8080${API}`],
    ["http://127.0.0.1:8080", `http://127.0.0.1:8080${API}`],
    // The vendor's cloud has its API at a host of its own.
    ["https://blue.xdr.eu.paloaltonetworks.com", cloud + API],
    ["https://BLUE.xdr.eu.paloaltonetworks.com/dashboards?x#y", cloud + API],
    ["https://blue.xdr.eu.paloaltonetworks.com/xsoar", `${cloud}/xsoar`],
    ["https://api-blue.xdr.eu.paloaltonetworks.com", cloud + API],
    ["https://api-blue.xdr.eu.paloaltonetworks.com/xsoar/public/v1/", cloud + API],
    // Another company's host that looks like it.
    ["https://paloaltonetworks.com.example.org", `https://paloaltonetworks.com.example.org${API}`],
    ["https://blue-paloaltonetworks.com", `https://blue-paloaltonetworks.com${API}`],
  ];
  for (const [input, baseUrl] of accepted) {
    it(`takes ${JSON.stringify(input)}`, () => {
      const { origin } = new URL(baseUrl);
      const base = normaliseBaseUrl(input, { keyId: "7" });
      deepEqual(base, { ok: true, baseUrl, origin, flavour: "xsoar8", tenant: null });
      // A key is bound to the origin, whatever is known of its ID, and what comes out goes in.
      const bare = normaliseBaseUrl(input);
      equal(bare.ok && bare.origin, origin);
      deepEqual(normaliseBaseUrl(baseUrl, { keyId: "7" }), base);
    });
  }
});

describe("normaliseBaseUrl: what cannot be XSOAR", () => {
  const rejected: readonly (readonly [string, string, RegExp])[] = [
    ["", "empty", /is empty/],
    ["  ", "empty", /is empty/],
    ["soar.example.com", "scheme", /begin with https/],
    ["soar.example.com:443", "scheme", /begin with https/],
    ["ftp://soar.example.com", "scheme", /begin with https/],
    ["file:///etc/passwd", "scheme", /begin with https/],
    ["javascript:alert(1)", "scheme", /begin with https/],
    ["https:soar.example.com", "invalid", /not a valid URL/],
    ["https://", "invalid", /not a valid URL/],
    ["https://a b", "invalid", /not a valid URL/],
    ["https://soar.example.com:99999", "invalid", /not a valid URL/],
    ["https://user:secret@soar.example.com", "credentials", /user name or password/],
    // A tenant that would get lost: requests would reach the main account.
    [`${SOAR}/#/acc_blue/home`, "tenant", /would get lost/],
    [`${SOAR}/?next=/acc_blue`, "tenant", /would get lost/],
    [`${SOAR}/acc_blue/..`, "tenant", /would get lost/],
    [`${SOAR}/acc_blue/%2e%2e/`, "tenant", /would get lost/],
    [`${SOAR}/x%2Facc_blue`, "tenant", /would get lost/],
    [`${SOAR}\\acc_`, "tenant", /would get lost/],
    [`${SOAR}/acc_/indicators/search`, "tenant", /would get lost/],
    [`${SOAR}/ACC_blue`, "tenant", /would get lost/],
  ];
  for (const [input, why, sentence] of rejected) {
    it(`rejects ${JSON.stringify(input)}: ${why}`, () => {
      const result = normaliseBaseUrl(input);
      equal(result.ok ? "accepted" : result.why, why);
      if (!result.ok) match(describeBaseUrlProblem(result.why, plainText), sentence);
    });
  }

  it("rejects a tenant together with a key ID", () => {
    for (const input of [`${SOAR}/acc_blue`, `${SOAR}/acc_blue/xsoar`]) {
      const result = normaliseBaseUrl(input, { keyId: "7" });
      equal(result.ok ? "accepted" : result.why, "tenantWithKeyId");
    }
    match(describeBaseUrlProblem("tenantWithKeyId", plainText), /tenant \(acc_…\), which only XSOAR 6 has.*key ID/);
  });

  it("takes nothing for a tenant that could be read as something else", () => {
    const names = [
      "[x](command:workbench.action.quit)",
      "a%5Bx%5D",
      "a b",
      "a$(error)",
      "\u202eb",
      "a*b",
      "<b>",
      "a.b",
      "ä",
      "a;b",
      "a:b",
    ];
    for (const name of names) {
      deepEqual(normaliseBaseUrl(`${SOAR}/acc_${name}/#/home`), { ok: false, why: "tenantName" }, name);
      deepEqual(normaliseBaseUrl(`${SOAR}/x/acc_${name}`, { keyId: "1" }), { ok: false, why: "tenantName" }, name);
    }
    for (const name of ["blue", "BLUE_2-x", "0"]) equal(normaliseBaseUrl(`${SOAR}/acc_${name}`).ok, true, name);
    match(describeBaseUrlProblem("tenantName", plainText), /letters, digits/);
  });

  it("never loses a tenant, whatever stands around it", () => {
    const around = [
      "",
      "/",
      "//",
      "/x",
      "/#",
      "/?",
      "/..",
      "/.",
      "/%2e%2e",
      "\\",
      "/;a",
      "/xsoar",
      "/indicators/search",
    ];
    for (const before of around) {
      for (const after of around) {
        const result = normaliseBaseUrl(`${SOAR}${before}/acc_blue${after}`);
        if (result.ok) equal(tenantOf(result.baseUrl), "acc_blue", `${before} ${after}`);
      }
    }
  });
});

describe("a base address", () => {
  const preview: readonly (readonly [host: string, keyId: string, sentence: string])[] = [
    [SOAR, "", `Cortex XSOAR 6: requests go to ${SOAR}/indicators/search.`],
    [`${SOAR}/acc_x`, "", `Cortex XSOAR 6, tenant acc_x: requests go to ${SOAR}/acc_x/indicators/search.`],
    [SOAR, "7", `Cortex XSOAR 8 or Cortex cloud: requests go to ${SOAR}${API}/indicators/search.`],
    [SOAR + API, "", "Cortex XSOAR 8 or Cortex cloud: the ID of the API key is needed as well."],
  ];
  for (const [host, keyId, sentence] of preview) {
    it(`says where requests go: ${host} ${keyId}`, () => {
      const base = normaliseBaseUrl(host, { keyId });
      equal(base.ok && describeEffectiveUrl(base, plainText), sentence);
    });
  }

  it("tells its parts", () => {
    equal(effectiveUrl(`${SOAR}/acc_x`), `${SOAR}/acc_x/indicators/search`);
    equal(withoutApiPath(SOAR + API), SOAR);
    equal(withoutApiPath(`${SOAR}/p/xsoar`), `${SOAR}/p`);
    equal(withoutApiPath(`${SOAR}/acc_x`), `${SOAR}/acc_x`);
    equal(otherApiPath(SOAR + API), `${SOAR}/xsoar`);
    equal(otherApiPath(`${SOAR}/xsoar`), SOAR + API);
    equal(tenantOf(`${SOAR}/p/acc_x`), "acc_x");
    equal(tenantOf(SOAR), null);
    deepEqual(
      [SOAR, `${SOAR}/acc_x`, `${SOAR}/xsoar`, SOAR + API, "https://api-x.paloaltonetworks.com"].map(needsKeyId),
      [false, false, false, true, true],
    );
  });

  it("knows the page of a record", () => {
    equal(recordPage(`${SOAR}/acc_x`, "1/2"), `${SOAR}/acc_x/#/indicator/1%2F2`);
    equal(recordPage("https://api-soar.example.com", "1"), "https://api-soar.example.com/#/indicator/1");
    equal(recordPage(`https://api-soar.example.com${API}`, "1"), "https://soar.example.com/#/indicator/1");
    equal(
      recordPage("https://api-b.xdr.eu.paloaltonetworks.com", "1"),
      "https://b.xdr.eu.paloaltonetworks.com/#/indicator/1",
    );
  });
});

describe("configuredConnection", () => {
  const of = (host: string, key_id: string, key_type: "standard" | "advanced" = "standard") =>
    configuredConnection({ host, key_id, key_type }, "KEY");

  it("is XSOAR 6 without a key ID", () => {
    const connection = { baseUrl: `${SOAR}/acc_x`, apiKey: "KEY", flavour: "xsoar6" };
    deepEqual(of(`${SOAR}/acc_x/`, " ", "advanced"), { ok: true, origin: SOAR, connection });
  });
  it("is XSOAR 8 with one", () => {
    const connection = { baseUrl: SOAR + API, apiKey: "KEY", flavour: "xsoar8", keyId: "7", keyType: "advanced" };
    deepEqual(of(SOAR, " 7 ", "advanced"), { ok: true, origin: SOAR, connection });
  });
  it("is none when the address is none", () => deepEqual(of("soar", ""), { ok: false, why: "scheme" }));
});
