import type { HttpFailure, NetworkFailure, ProxyFailure, TlsFailure, TlsProblem } from "../core/model/failureReasons";

const ROUTE_ERROR_CODE = "ROUTE_FAILED";

/**
 * Thrown by our agents: the proxy or Tor, not the site, is what failed. Of an agent's error node-fetch passes on the code
 * and the message alone, so the failure travels as the message.
 */
export class RouteError extends Error {
  readonly code = ROUTE_ERROR_CODE;

  constructor(failure: Extract<HttpFailure, { readonly code: "proxy" | "tor" }>) {
    super(JSON.stringify(failure));
  }
}

const INTERIM_ERROR_CODE = "TOO_MANY_INTERIM_ANSWERS";

/** Thrown by ourselves: the answer was announced too often. */
export class InterimError extends Error {
  readonly code = INTERIM_ERROR_CODE;
}

const TLS_PROBLEM_OF: Readonly<Record<string, TlsProblem>> = {
  CERT_HAS_EXPIRED: "expired",
  CERT_NOT_YET_VALID: "notYetValid",
  CERT_REVOKED: "revoked",
  CERT_REJECTED: "rejected",
  CERT_UNTRUSTED: "untrusted",
  CERT_SIGNATURE_FAILURE: "signature",
  DEPTH_ZERO_SELF_SIGNED_CERT: "selfSigned",
  SELF_SIGNED_CERT_IN_CHAIN: "authority",
  UNABLE_TO_GET_ISSUER_CERT: "authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "authority",
  ERR_TLS_CERT_ALTNAME_INVALID: "hostName",
  ERR_TLS_CERT_ALTNAME_FORMAT: "hostName",
  HOSTNAME_MISMATCH: "hostName",
  ERR_OSSL_PEM_NO_START_LINE: "caFile",
  ERR_SSL_WRONG_VERSION_NUMBER: "notTls",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "notTls",
  ERR_SSL_HTTP_REQUEST: "notTls",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "oldProtocol",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "otherProtocol",
  ERR_SSL_DH_KEY_TOO_SMALL: "weakKey",
  ERR_SSL_EE_KEY_TOO_SMALL: "weakKey",
};

const NETWORK_PROBLEM_OF: Readonly<Record<string, NetworkFailure["why"]>> = {
  EHOSTUNREACH: "noRoute",
  ENETUNREACH: "noNetwork",
  ENETDOWN: "networkDown",
  EADDRNOTAVAIL: "noAddress",
  ETIMEDOUT: "silent",
  ERR_INVALID_CHAR: "header",
  HPE_HEADER_OVERFLOW: "headersTooLong",
  [INTERIM_ERROR_CODE]: "interim",
};

/**
 * What an error of a request means. Errors of Node and OpenSSL are told by their code, whose lists are in Node's
 * documentation ("Common system errors", "TLS/SSL errors"); node-fetch passes the code on, but of the rest only the
 * message. Text of the server never enters the result.
 */
export function classifyError(error: unknown, requestUrl: string): HttpFailure {
  const url = new URL(requestUrl);
  const host = url.hostname;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : "";
  switch (code) {
    case ROUTE_ERROR_CODE:
      return JSON.parse(message.split(", reason: ").at(-1) ?? message) as HttpFailure;
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_FAIL":
    case "EAI_NODATA":
    case "EAI_NONAME": {
      const asked = /getaddrinfo \w+ (\S+)$/.exec(message)?.[1];
      return asked !== undefined && asked !== host ? { code: "proxy", why: "unknownHost" } : { code: "dns", host };
    }
    case "ECONNREFUSED": {
      const port = /ECONNREFUSED \S+:(\d+)$/.exec(message)?.[1];
      return port !== undefined && port !== portOf(url) ? { code: "proxy", why: "refused" } : { code: "refused", host };
    }
    case "ECONNRESET":
    case "EPIPE":
    case "ECONNABORTED":
      return message.includes("before secure TLS connection")
        ? { code: "tls", why: "brokenOff" }
        : { code: "reset", host };
    case "EPROTO":
      // Older versions of Node give this one code for all of OpenSSL's, and OpenSSL's words in the message.
      return /wrong version number|packet length too long|http request/i.test(message)
        ? { code: "tls", why: "notTls" }
        : { code: "tls", why: "handshake" };
    default:
      return tlsFailure(code) ?? networkFailure(code);
  }
}

/** What a code of Node or OpenSSL says of TLS; null for one that is about something else. */
export function tlsFailure(code: string): TlsFailure | null {
  const why = TLS_PROBLEM_OF[code];
  if (why !== undefined) return { code: "tls", why };
  if (/^(?:CERT_|CRL_|UNABLE_TO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$)/.test(code))
    return { code: "tls", why: "untrusted", detail: code };
  // Outside of a handshake OpenSSL reads nothing but what was configured.
  if (code.startsWith("ERR_OSSL_")) return { code: "tls", why: "caFile", detail: code };
  return /^ERR_(?:SSL|TLS)_/.test(code) ? { code: "tls", why: "handshake", detail: code } : null;
}

/** What went wrong on the way to a proxy, by the system's code. */
export function proxyFailure(code: string): ProxyFailure {
  switch (code) {
    case "ECONNREFUSED":
      return { code: "proxy", why: "refused" };
    case "ECONNRESET":
      return { code: "proxy", why: "brokenOff" };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return { code: "proxy", why: "unknownHost" };
    case "ETIMEDOUT":
      return { code: "proxy", why: "silent" };
    default:
      return { code: "proxy", why: "unusable", ...(code === "" ? {} : { detail: code }) };
  }
}

/** The code of an error of the system, else an empty text. */
export function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

function portOf({ port, protocol }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" ? "443" : "80";
}

function networkFailure(code: string): NetworkFailure {
  const why = NETWORK_PROBLEM_OF[code] ?? (code.startsWith("HPE_") ? "notHttp" : undefined);
  if (why !== undefined) return { code: "network", why };
  return { code: "network", why: "other", ...(code === "" ? {} : { detail: code }) };
}
