import type { Translate } from "../text/translate";

/** `xsoar6`: the key alone; `xsoar8` (Cortex cloud as well): a key with its ID, below `/xsoar`. */
export type XsoarFlavour = "xsoar6" | "xsoar8";

/** `standard`: the key is sent; `advanced`: a digest of it, made for each request. */
export type KeyType = "standard" | "advanced";

/** Where XSOAR's API is, and the key it takes. The caller has made sure that the key belongs to this origin. */
export interface XsoarConnection {
  /** As `normaliseBaseUrl` gives it: no trailing slash, the tenant of XSOAR 6 and the `/xsoar/public/v1` of XSOAR 8 included. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Not given: XSOAR 8 when there is a key ID, else XSOAR 6. */
  readonly flavour?: XsoarFlavour;
  /** The number of the key in XSOAR 8. */
  readonly keyId?: string;
  /** Not given: standard. */
  readonly keyType?: KeyType;
}

/** Why a configured address cannot be one of XSOAR. */
export type BaseUrlProblem =
  | "empty"
  | "invalid"
  | "scheme"
  | "credentials"
  | "tenant"
  | "tenantName"
  | "tenantWithKeyId";

export type BaseUrl =
  | {
      readonly ok: true;
      readonly baseUrl: string;
      /** What a key is bound to. The same with and without a key ID. */
      readonly origin: string;
      readonly flavour: XsoarFlavour;
      /** The tenant of a multi-tenant XSOAR 6, such as `acc_blue`; null for its main account and everywhere else. */
      readonly tenant: string | null;
    }
  | { readonly ok: false; readonly why: BaseUrlProblem };

/** What may stand between the address of a server and a request's own path. */
const API_PATHS = ["/xsoar/public/v1", "/xsoar"] as const;
/** The path of XSOAR 8 that is documented; `/xsoar` alone is what the vendor's own client sends. */
const DOCUMENTED_PATH = API_PATHS[0];
/** What names a tenant: whatever else an address can hold there is no name, and may be made to be read as something else. */
const TENANT = /^acc_[A-Za-z0-9_-]+$/;
/** Paths of single requests, as somebody may have copied them with the address. */
const REQUEST_PATH = /\/(?:indicators\/search|indicator\/(?:create|edit)|about|health\/server|healthcheck)$/;

/**
 * The base of all request addresses from what a user copied out of a browser or an old configuration:
 * `https://soar.example.com/acc_blue/#/home` → `https://soar.example.com/acc_blue`. Query and fragment (XSOAR's own
 * routes stand behind `/#/`) are dropped, doubled and trailing slashes too (`//indicators/search` is a wrong path to the
 * server); a path stays, since it names the tenant (`/acc_x`) or a reverse proxy's prefix. An address in which a tenant
 * is named where it would get lost is refused: a request without its tenant reaches the main account.
 *
 * With a key ID it is the address of XSOAR 8: one `/xsoar/public/v1` (or the `/xsoar` it ends with) is at its end. The
 * vendor's cloud has its API at a host of its own: `api-` comes before the name of the web interface's.
 */
export function normaliseBaseUrl(host: string, { keyId = "" }: { readonly keyId?: string } = {}): BaseUrl {
  const text = host.trim();
  if (text === "") return { ok: false, why: "empty" };
  // A host with a port and no scheme ("soar.example.com:443") would read as a scheme of its own.
  if (!/^https?:/i.test(text)) return { ok: false, why: "scheme" };
  if (!/^https?:[\\/]{2}/i.test(text) || !URL.canParse(text)) return { ok: false, why: "invalid" };
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return { ok: false, why: "credentials" };
  if (isCloudHost(url.hostname) && !url.hostname.startsWith("api-")) url.hostname = `api-${url.hostname}`;

  const hasKeyId = keyId.trim() !== "";
  const path = url.pathname
    .replace(/\/{2,}/g, "/")
    .replace(/\/$/, "")
    .replace(REQUEST_PATH, "");
  const tenant = /\/(acc_[^/]+)(?=\/|$)/.exec(path);
  if (tenant === null) {
    // In the fragment, in the query, taken away by "..", or without a name.
    if (/[/\\]acc_/i.test(text.replace(/%2f/gi, "/"))) return { ok: false, why: "tenant" };
    const basePath = hasKeyId ? cloudPath(url.hostname, path) : isCloudHost(url.hostname) ? "" : path;
    const flavour = hasKeyId ? "xsoar8" : "xsoar6";
    return { ok: true, baseUrl: url.origin + basePath, origin: url.origin, flavour, tenant: null };
  }
  if (!TENANT.test(tenant[1] ?? "")) return { ok: false, why: "tenantName" };
  if (hasKeyId) return { ok: false, why: "tenantWithKeyId" };
  // What stands behind the tenant is a page of the web interface.
  const baseUrl = url.origin + path.slice(0, tenant.index + tenant[0].length);
  return { ok: true, baseUrl, origin: url.origin, flavour: "xsoar6", tenant: tenant[1] ?? null };
}

/** The path with exactly one API path at its end. */
function cloudPath(hostname: string, path: string): string {
  const given = /\/xsoar(?:\/public(?:\/v1)?)?(?=\/|$)/.exec(path);
  // The vendor's cloud has no prefixes: another path is a page of the web interface.
  const prefix = given !== null ? path.slice(0, given.index) : isCloudHost(hostname) ? "" : path;
  return prefix + (given?.[0] === "/xsoar" && !/\/public\b/.test(path) ? "/xsoar" : DOCUMENTED_PATH);
}

/** A host of the vendor's own cloud, where there is XSOAR 8 only. */
export function isCloudHost(hostname: string): boolean {
  return /\.paloaltonetworks\.com\.?$/i.test(hostname);
}

/**
 * True when the address alone shows that it is no XSOAR 6: there, a key without its ID is of no use. A mere `/xsoar` may
 * as well be the prefix of a reverse proxy.
 */
export function needsKeyId(baseUrl: string): boolean {
  const { hostname, pathname } = new URL(baseUrl);
  return isCloudHost(hostname) || pathname.endsWith(DOCUMENTED_PATH);
}

/** The number to send with the key; empty for XSOAR 6, which knows none. */
export function keyIdOf({ flavour, keyId = "" }: XsoarConnection): string {
  return flavour === "xsoar6" ? "" : keyId.trim();
}

/** The tenant a base address names, or null. */
export function tenantOf(baseUrl: string): string | null {
  return /\/(acc_[^/]+)$/.exec(new URL(baseUrl).pathname)?.[1] ?? null;
}

/** A base address as server and tenant: `tenant` is left out where it names none. */
export function serverOf(baseUrl: string): { readonly server: string; readonly tenant?: string } {
  const tenant = tenantOf(baseUrl);
  return tenant === null ? { server: baseUrl } : { server: baseUrl.slice(0, -tenant.length - 1), tenant };
}

/** The base address again. */
export function baseUrlOf({ server, tenant }: ReturnType<typeof serverOf>): string {
  return tenant === undefined ? server : `${server}/${tenant}`;
}

/** The address without XSOAR 8's API path. */
export function withoutApiPath(baseUrl: string): string {
  const path = API_PATHS.find((one) => baseUrl.endsWith(one));
  return path === undefined ? baseUrl : baseUrl.slice(0, -path.length);
}

/** The same server by the other of XSOAR 8's two API paths. */
export function otherApiPath(baseUrl: string): string {
  return withoutApiPath(baseUrl) + (baseUrl.endsWith(DOCUMENTED_PATH) ? API_PATHS[1] : DOCUMENTED_PATH);
}

/** The address the most frequent request goes to: what to show of a connection before it is used. */
export function effectiveUrl(baseUrl: string): string {
  return `${baseUrl}/indicators/search`;
}

/** What a configuration says about XSOAR, by the names of its keys. */
interface ConfiguredXsoar {
  readonly host: string;
  readonly key_id: string;
  readonly key_type: KeyType;
}

/** The connection of a configuration, with the key that was stored for its origin. */
export function configuredConnection(
  { host, key_id, key_type }: ConfiguredXsoar,
  apiKey: string,
):
  | { readonly ok: true; readonly connection: XsoarConnection; readonly origin: string }
  | { readonly ok: false; readonly why: BaseUrlProblem } {
  const base = normaliseBaseUrl(host, { keyId: key_id });
  if (!base.ok) return base;
  const { baseUrl, flavour, origin } = base;
  const keyId = key_id.trim();
  const key = keyId === "" ? {} : { keyId, keyType: key_type };
  return { ok: true, connection: { baseUrl, apiKey, flavour, ...key }, origin };
}

/** One sentence: where requests will go, and to what kind of server. */
export function describeEffectiveUrl(base: Extract<BaseUrl, { ok: true }>, t: Translate): string {
  const url = effectiveUrl(base.baseUrl);
  if (base.flavour === "xsoar8") return t("Cortex XSOAR 8 or Cortex cloud: requests go to {url}.", { url });
  if (needsKeyId(base.baseUrl)) return t("Cortex XSOAR 8 or Cortex cloud: the ID of the API key is needed as well.");
  return base.tenant === null
    ? t("Cortex XSOAR 6: requests go to {url}.", { url })
    : t("Cortex XSOAR 6, tenant {tenant}: requests go to {url}.", { tenant: base.tenant, url });
}

/** One sentence: what is wrong with the address and how it should look. */
export function describeBaseUrlProblem(why: BaseUrlProblem, t: Translate): string {
  switch (why) {
    case "empty":
      return t("The address of Cortex XSOAR is empty. Enter its API address, such as https://xsoar.example.com.");
    case "scheme":
      return t("The address of Cortex XSOAR must begin with https:// (or http://).");
    case "credentials":
      return t("The address of Cortex XSOAR must not hold a user name or password. Set the API key instead.");
    case "invalid":
      return t("The address of Cortex XSOAR is not a valid URL. It should look like https://xsoar.example.com.");
    case "tenant":
      return t(
        "The address of Cortex XSOAR names a tenant where it would get lost. Write it right behind the server, such as https://xsoar.example.com/acc_tenant.",
      );
    case "tenantName":
      return t(
        "The address of Cortex XSOAR names a tenant that cannot be one: behind acc_ only letters, digits, hyphens and underscores stand, such as https://xsoar.example.com/acc_tenant.",
      );
    case "tenantWithKeyId":
      return t(
        "The address of Cortex XSOAR names a tenant (acc_…), which only XSOAR 6 has, and there is a key ID, which only XSOAR 8 has. Remove key_id, or take the address of the tenant in XSOAR 8.",
      );
  }
}

/**
 * The page of a record in the web interface, to open in a browser. That of XSOAR 6 is served from the same address as
 * the API and routes behind `/#/`; that of XSOAR 8 is at the host without `api-`.
 */
export function recordPage(baseUrl: string, id: string): string {
  const base = withoutApiPath(baseUrl);
  const ui =
    base === baseUrl && !isCloudHost(new URL(baseUrl).hostname) ? base : base.replace(/^(https?:\/\/)api-/, "$1");
  return `${ui}/#/indicator/${encodeURIComponent(id)}`;
}

/** Where to write, and with which key. The caller has made sure that the key belongs to this origin. */
export type XsoarAccess = XsoarConnection;
