import type { HttpFailure } from "../core/ports";
import type { TorProblem } from "../core/model/model";

/** Thrown by our proxy agents: the proxy, not the site, is what failed. */
export const PROXY_ERROR_CODE = "PROXY_FAILED";

/** Thrown by our Tor agent; the message is the address of its SOCKS port. */
export const TOR_ERROR_CODES: Readonly<Record<TorProblem, string>> = {
  noTor: "TOR_NO_TOR",
  notSocks: "TOR_NOT_SOCKS",
  unreachable: "TOR_UNREACHABLE",
};

const NO_TLS = "the server does not speak TLS on this port";
const TLS_REASONS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "the certificate has expired",
  CERT_NOT_YET_VALID: "the certificate is not valid yet",
  CERT_REVOKED: "the certificate was revoked",
  CERT_REJECTED: "the certificate was rejected",
  CERT_UNTRUSTED: "the certificate is not trusted",
  CERT_SIGNATURE_FAILURE: "the certificate's signature is wrong",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "the certificate's authority is not known here",
  UNABLE_TO_GET_ISSUER_CERT: "the certificate's authority is not known here",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the certificate's authority is not known here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the certificate's authority is not known here",
  ERR_TLS_CERT_ALTNAME_INVALID: "the certificate is for another host name",
  ERR_TLS_CERT_ALTNAME_FORMAT: "the certificate is for another host name",
  ERR_OSSL_PEM_NO_START_LINE: "the configured CA file holds no certificate",
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
  ERR_SSL_UNSUPPORTED_PROTOCOL: "the server speaks only old versions of TLS",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "the server speaks only other versions of TLS",
  ERR_SSL_DH_KEY_TOO_SMALL: "the server's key is too weak",
  ERR_SSL_EE_KEY_TOO_SMALL: "the server's key is too weak",
};

const NETWORK_REASONS: Readonly<Record<string, string>> = {
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "the network cannot be reached",
  ENETDOWN: "the network is down",
  EADDRNOTAVAIL: "the address cannot be reached from here",
  ERR_INVALID_CHAR: "a header holds a character that is not allowed",
  HPE_HEADER_OVERFLOW: "the answer's headers are too long",
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
  for (const why of ["noTor", "notSocks", "unreachable"] as const) {
    if (code === TOR_ERROR_CODES[why]) return { code: "tor", why, proxy: message.split("reason: ").at(-1) ?? "" };
  }
  switch (code) {
    case PROXY_ERROR_CODE:
      return { code: "proxy", reason: message.split("reason: ").at(-1) ?? message };
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_FAIL":
    case "EAI_NODATA":
    case "EAI_NONAME": {
      const asked = /getaddrinfo \w+ (\S+)$/.exec(message)?.[1];
      return asked !== undefined && asked !== host
        ? { code: "proxy", reason: "the proxy's host name cannot be resolved" }
        : { code: "dns", host };
    }
    case "ECONNREFUSED": {
      const port = /ECONNREFUSED \S+:(\d+)$/.exec(message)?.[1];
      return port !== undefined && port !== portOf(url)
        ? { code: "proxy", reason: "the proxy refused the connection" }
        : { code: "refused", host };
    }
    case "ECONNRESET":
    case "EPIPE":
    case "ECONNABORTED":
      return message.includes("before secure TLS connection")
        ? { code: "tls", reason: "the server broke off the TLS handshake" }
        : { code: "reset", host };
    case "ETIMEDOUT":
      return { code: "network", reason: "the host does not answer" };
    default:
      return tlsFailure(code, message) ?? { code: "network", reason: networkReason(code) };
  }
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "";
}

function portOf({ port, protocol }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" ? "443" : "80";
}

function tlsFailure(code: string, message: string): HttpFailure | null {
  const known = TLS_REASONS[code];
  if (known !== undefined) return { code: "tls", reason: known };
  if (/^(?:ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|ERR_OSSL_)/.test(code)) return { code: "tls", reason: code };
  if (code !== "EPROTO") return null;
  // Older versions of Node give this one code for all of OpenSSL's, and OpenSSL's words in the message.
  const isNoTls = /wrong version number|packet length too long|http request/i.test(message);
  return { code: "tls", reason: isNoTls ? NO_TLS : "the TLS handshake failed" };
}

function networkReason(code: string): string {
  if (code.startsWith("HPE_") && NETWORK_REASONS[code] === undefined) return "the answer is not HTTP";
  return NETWORK_REASONS[code] ?? (code === "" ? "the request failed" : code);
}
