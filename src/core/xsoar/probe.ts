import { MAX_PROBE_BYTES } from "../limits";
import type { Clock, Http, HttpResult, Log, Signing } from "../ports";
import { isCloudAnswer, isRefusalOfSix, readAnswer } from "./answers";
import { createXsoarClient } from "./client";
import {
  type BaseUrlProblem,
  type KeyType,
  type XsoarConnection,
  type XsoarFlavour,
  effectiveUrl,
  isCloudHost,
  normaliseBaseUrl,
  otherApiPath,
  withoutApiPath,
} from "./connection";
import type { XsoarFailure } from "./failures";

const SMALLEST_SEARCH = '{"query":"","page":0,"size":1}';

interface ProbePorts {
  readonly http: Http;
  readonly clock: Pick<Clock, "now" | "wait">;
  readonly signing: Signing;
  readonly log?: Pick<Log, "debug">;
  /** For each request; a probe makes eight at most, mostly one. */
  readonly timeoutMs: number;
}

/** What a user has entered, or a configuration says. */
export interface ProbeCandidate {
  readonly host: string;
  readonly apiKey: string;
  /** Empty or not given for XSOAR 6. */
  readonly keyId?: string;
  /** Not given: find it out. Given: a key of the other kind is a failure. */
  readonly keyType?: KeyType;
}

export type ProbeOutcome =
  /** This connection was seen to work, with the permission to search. */
  | { readonly kind: "found"; readonly connection: XsoarConnection }
  /** The address cannot be one of XSOAR; nothing was sent. */
  | { readonly kind: "address"; readonly why: BaseUrlProblem }
  /** `found`: what would work instead, where that is known. */
  | { readonly kind: "failed"; readonly failure: XsoarFailure; readonly found: XsoarConnection | null };

/**
 * Finds which edition of XSOAR answers at an address, and by which path and kind of key; or says what exactly is wrong.
 * The key goes to the origin of the normalised address and to no other: another host is asked without it, and only whether
 * it is the API. With a key whose kind is not known, the signed way is tried first, which does not send the key itself.
 * A tenant in the address is never left out.
 */
export function probeFlavour(ports: ProbePorts, candidate: ProbeCandidate, signal: AbortSignal): Promise<ProbeOutcome> {
  const { host, apiKey, keyType } = candidate;
  const keyId = candidate.keyId?.trim() ?? "";
  const base = normaliseBaseUrl(host, { keyId });
  if (!base.ok) return Promise.resolve({ kind: "address", why: base.why });
  const probe: Probe = {
    ...base,
    apiKey,
    test: (connection) => createXsoarClient(ports.http, connection, ports).test(signal),
    isCloudApi: (origin) => isCloudApi(ports, origin, signal),
  };
  return keyId === "" ? probe6(probe) : probe8(probe, keyId, keyType);
}

export type Detected =
  /**
   * The edition that answers there, as far as that can be told without a key. `instead`: it does not answer as XSOAR does without one,
   * but like this, so that a key should not be sent there unasked; null when it does.
   */
  | { readonly kind: "seen"; readonly flavour: XsoarFlavour; readonly instead: XsoarFailure | null }
  | { readonly kind: "address"; readonly why: BaseUrlProblem }
  | { readonly kind: "failed"; readonly failure: XsoarFailure };

/**
 * Which edition of XSOAR seems to be at an address, asked without any key: so a key's ID is asked for only where there is
 * one, an unreachable server is told before a key is entered, and another server is found out before it gets one. What does not look
 * like XSOAR 8 counts as XSOAR 6.
 */
export async function detectFlavour(
  ports: Pick<ProbePorts, "http" | "clock" | "timeoutMs">,
  host: string,
  signal: AbortSignal,
): Promise<Detected> {
  const base = normaliseBaseUrl(host);
  if (!base.ok) return { kind: "address", why: base.why };
  const failureOf = (result: HttpResult, baseUrl: string): XsoarFailure => keylessFailure(result, baseUrl, ports.clock);
  if (base.tenant === null) {
    const cloud = normaliseBaseUrl(host, { keyId: "1" });
    const health = await askHealth(ports, cloud.ok ? withoutApiPath(cloud.baseUrl) : base.origin, signal);
    if (health.ok && isCloudAnswer(health.response)) return { kind: "seen", flavour: "xsoar8", instead: null };
    const failure = failureOf(health, base.baseUrl);
    const isCloud = isCloudHost(new URL(base.origin).hostname);
    // Another server may not be able to answer what XSOAR 8 alone knows.
    if (hinders(failure) && (isCloud || !health.ok)) return { kind: "failed", failure };
    if (isCloud) return { kind: "seen", flavour: "xsoar8", instead: failure };
  }
  let instead: XsoarFailure | null = null;
  for (const baseUrl of basesOfSix(base)) {
    const search = await askToSearch(ports, baseUrl, signal);
    if (search.ok && isRefusalOfSix(search.response)) return { kind: "seen", flavour: "xsoar6", instead: null };
    const failure = failureOf(search, baseUrl);
    if (hinders(failure)) return { kind: "failed", failure };
    instead ??= failure;
  }
  const isNear = (origin: string): Promise<boolean> => isCloudApi(ports, origin, signal);
  const other = base.tenant === null ? await elsewhere(base.origin, isNear) : null;
  return other === null ? { kind: "seen", flavour: "xsoar6", instead } : { kind: "failed", failure: other };
}

/** What a request without a key has met, where it was not XSOAR. */
function keylessFailure(result: HttpResult, baseUrl: string, clock: Pick<Clock, "now">): XsoarFailure {
  if (!result.ok) return result.failure;
  const context = { connection: { baseUrl, apiKey: "" }, redact: (text: string) => text, now: clock.now() };
  const answer = readAnswer(result.response, context);
  return answer.ok ? { code: "notXsoar", status: result.response.status } : answer.failure;
}

/** True when it cannot be told what is there: no server has answered, or one that is in trouble just now. */
function hinders(failure: XsoarFailure): boolean {
  switch (failure.code) {
    case "aborted":
    case "dns":
    case "refused":
    case "reset":
    case "tls":
    case "timeout":
    case "truncated":
    case "proxy":
    case "tor":
    case "network":
    case "rateLimited":
      return true;
    case "server":
      // What XSOAR 8 answers on paths it does not know.
      return failure.status !== 500;
    default:
      return false;
  }
}

interface Probe {
  readonly baseUrl: string;
  readonly origin: string;
  readonly tenant: string | null;
  readonly apiKey: string;
  readonly test: (connection: XsoarConnection) => Promise<XsoarFailure | null>;
  readonly isCloudApi: (origin: string) => Promise<boolean>;
}

async function probe6({ baseUrl, origin, tenant, apiKey, test, isCloudApi }: Probe): Promise<ProbeOutcome> {
  let first: XsoarFailure | null = null;
  for (const base of basesOfSix({ baseUrl, origin, tenant })) {
    const connection: XsoarConnection = { baseUrl: base, apiKey, flavour: "xsoar6" };
    const failure = await test(connection);
    if (failure === null) return { kind: "found", connection };
    if (!isWrongPath(failure)) return notConnected(failure);
    first ??= failure;
  }
  if (await isCloudApi(origin)) return notConnected({ code: "keyIdMissing" });
  return notConnected((await elsewhere(origin, isCloudApi)) ?? first ?? { code: "uiUrl", status: 200 });
}

/** Where XSOAR 6 may be. A path may be a proxy's prefix, or a page of the web interface; a tenant is neither. */
function basesOfSix({ baseUrl, origin, tenant }: Pick<Probe, "baseUrl" | "origin" | "tenant">): readonly string[] {
  return tenant === null ? [...new Set([baseUrl, origin])] : [baseUrl];
}

async function probe8(
  { baseUrl, origin, apiKey, test, isCloudApi }: Probe,
  keyId: string,
  configured: KeyType | undefined,
): Promise<ProbeOutcome> {
  let wrongPath: XsoarFailure | null = null;
  for (const base of [baseUrl, otherApiPath(baseUrl)]) {
    let refused: XsoarFailure | null = null;
    for (const keyType of typesToTry(configured)) {
      const connection: XsoarConnection = { baseUrl: base, apiKey, flavour: "xsoar8", keyId, keyType };
      const failure = await test(connection);
      if (failure === null) {
        const isOther = configured !== undefined && configured !== keyType;
        return isOther
          ? notConnected({ code: "keyMode", used: configured, works: keyType }, connection)
          : { kind: "found", connection };
      }
      if (failure.code === "keyRefused" || failure.code === "clockSkew") {
        refused ??= failure;
      } else if (isWrongPath(failure) && refused === null) {
        wrongPath ??= failure;
        break;
      } else {
        return notConnected(failure);
      }
    }
    if (refused !== null) {
      if (refused.code === "keyRefused" && configured === undefined)
        return notConnected({ ...refused, keyType: "either" });
      return notConnected(refused);
    }
  }
  // XSOAR 6 has its web interface on paths it does not know, never an error of its own.
  if (!isCloudHost(new URL(origin).hostname) && wrongPath?.code !== "server") {
    const connection: XsoarConnection = { baseUrl: withoutApiPath(baseUrl), apiKey, flavour: "xsoar6" };
    const failure = await test(connection);
    if (failure === null) return notConnected({ code: "keyIdUnused" }, connection);
    // XSOAR 6 refuses a key in a form of its own, so it is XSOAR 6.
    if (failure.code === "keyRefused" && failure.status === 403) return notConnected({ code: "keyIdUnused" });
  }
  return notConnected((await elsewhere(origin, isCloudApi)) ?? wrongPath ?? { code: "uiUrl", status: 200 });
}

function typesToTry(configured: KeyType | undefined): readonly KeyType[] {
  return configured === "standard" ? ["standard", "advanced"] : ["advanced", "standard"];
}

function notConnected(failure: XsoarFailure, found: XsoarConnection | null = null): ProbeOutcome {
  return { kind: "failed", failure, found };
}

/** What the editions answer on paths they do not know: a web page, a redirect to the login, 404, 405, or 500. */
function isWrongPath(failure: XsoarFailure): boolean {
  switch (failure.code) {
    case "uiUrl":
    case "notXsoar":
    case "redirect":
    case "notFound":
      return true;
    case "server":
      return failure.status === 500;
    default:
      return false;
  }
}

/** The failure that names the API's own host, when `api-` before the given one is the API. */
async function elsewhere(
  origin: string,
  isCloudApi: (origin: string) => Promise<boolean>,
): Promise<XsoarFailure | null> {
  const url = new URL(origin);
  // An address in numbers and a name without a dot have no host beside them.
  const hasName = /\.[a-z][a-z0-9-]*\.?$/i.test(url.hostname);
  if (url.protocol !== "https:" || !hasName || url.hostname.startsWith("api-")) return null;
  url.hostname = `api-${url.hostname}`;
  return (await isCloudApi(url.origin)) ? { code: "apiHost", origin, suggestion: url.origin } : null;
}

/** Whether XSOAR 8 answers at an origin. Asked without any key. */
async function isCloudApi(ports: AskPorts, origin: string, signal: AbortSignal): Promise<boolean> {
  const result = await askHealth(ports, origin, signal);
  return result.ok && isCloudAnswer(result.response);
}

type AskPorts = Pick<ProbePorts, "http" | "timeoutMs">;

function askHealth({ http, timeoutMs }: AskPorts, base: string, signal: AbortSignal): Promise<HttpResult> {
  return http.request({
    url: `${base}/xsoar/public/v1/healthcheck`,
    method: "GET",
    headers: { accept: "application/json" },
    timeoutMs,
    maxBytes: MAX_PROBE_BYTES,
    signal,
    circle: "xsoar",
  });
}

/** The request that XSOAR is asked most, without a key: nobody but XSOAR refuses it in the way that XSOAR does. */
function askToSearch({ http, timeoutMs }: AskPorts, baseUrl: string, signal: AbortSignal): Promise<HttpResult> {
  return http.request({
    url: effectiveUrl(baseUrl),
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json" },
    body: SMALLEST_SEARCH,
    timeoutMs,
    maxBytes: MAX_PROBE_BYTES,
    signal,
    onlyAsks: true,
    circle: "xsoar",
  });
}
