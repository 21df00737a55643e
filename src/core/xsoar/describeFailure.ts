import type { HttpFailure, TlsFailure } from "../model/failureReasons";
import { describeReason } from "../text/describeReason";
import { type Translate, withDetail } from "../text/translate";
import type { KeyType } from "./connection";
import { tlsTrouble } from "./consequences";
import { type XsoarFailure, cleanDetail } from "./failures";

/** One or two sentences: what is wrong, and what to do next. */
export function describeXsoarFailure(failure: XsoarFailure, t: Translate): string {
  switch (failure.code) {
    case "aborted":
      return t("The request to Cortex XSOAR was cancelled.");
    case "dns":
      return t(
        "The host {host} of Cortex XSOAR could not be found. Check the address in the configuration and your network.",
        { host: failure.host },
      );
    case "refused":
      return t(
        "{host} refused the connection. Check the port in the address of Cortex XSOAR and whether the server is running.",
        { host: failure.host },
      );
    case "reset":
      return t("Cortex XSOAR ({host}) closed the connection before it had answered. Try again.", {
        host: failure.host,
      });
    case "tls":
      return describeTls(failure, t);
    case "timeout":
      return t(
        "Cortex XSOAR gave no answer within {seconds|second|seconds}. Check the address and your network, or raise the XSOAR timeout (tiScraper.xsoarTimeout, or TI_SCRAPER_XSOAR_TIMEOUT on the command line).",
        { seconds: failure.seconds },
      );
    case "tooLarge":
      return t("The answer of Cortex XSOAR is larger than {megabytes} MB and was not read.", {
        megabytes: Math.round(failure.limitBytes / (1024 * 1024)),
      });
    case "truncated":
      return t("The answer of Cortex XSOAR ended before it was complete. Try again.");
    case "encoding":
      return t("The answer of Cortex XSOAR could not be decompressed. A proxy in between may have damaged it.");
    case "proxy":
      if (failure.why === "login")
        return t(
          "The proxy on the way to Cortex XSOAR asks for a user name and password. Add them to the address of the proxy (http.proxy, or HTTPS_PROXY on the command line): http://user:password@proxy.example.com:8080, blanks and signs in them percent-encoded.",
        );
      return t(
        "The proxy did not let the request to Cortex XSOAR through: {reason}. Check the proxy (http.proxy, or HTTPS_PROXY on the command line).",
        { reason: describeReason(failure, t) },
      );
    case "tor":
      return t("Cortex XSOAR could not be reached through Tor ({proxy}).", { proxy: failure.proxy });
    case "network":
      return t("The connection to Cortex XSOAR failed: {reason}.", { reason: describeReason(failure, t) });
    default:
      return describeAnswer(failure, t);
  }
}

function describeTls(failure: TlsFailure, t: Translate): string {
  const reason = describeReason(failure, t);
  switch (tlsTrouble(failure.why)) {
    case "authority":
      return t(
        "The certificate of Cortex XSOAR could not be verified: {reason}. If your organisation uses a certificate authority of its own, set its CA file (tiScraper.tlsCaFile, or NODE_EXTRA_CA_CERTS on the command line).",
        { reason },
      );
    case "address":
      return t(
        "The address of Cortex XSOAR does not fit its certificate or port: {reason}. Check the host name and the port in the address.",
        { reason },
      );
    case "other":
      return t(
        "No secure connection to Cortex XSOAR could be made: {reason}. This has to be mended at the server, or at a proxy in between.",
        { reason },
      );
  }
}

/** The failures of an answer that came. */
function describeAnswer(failure: Exclude<XsoarFailure, HttpFailure>, t: Translate): string {
  switch (failure.code) {
    case "keyFormat":
      return t("The API key is empty or holds characters that no API key has. Set the key again, copied whole.");
    case "keyRefused":
      return withDetail(describeRefusedKey(failure, t), failure.detail, t);
    case "keyExpired":
      return withDetail(
        t("The API key for Cortex XSOAR has expired. Make a new one there and set that."),
        failure.detail,
        t,
      );
    case "keyMode":
      return failure.works === "advanced"
        ? t(
            'The API key is an advanced one and was used as a standard one. Set key_type to "advanced" in the configuration.',
          )
        : t(
            'The API key is a standard one and was used as an advanced one. Set key_type to "standard" in the configuration.',
          );
    case "noPermission":
      return withDetail(
        t(
          "Cortex XSOAR knows the API key, but it may not do this ({status}). Give its role the permission to read and edit indicators (Threat Intel), or use another key.",
          { status: failure.status },
        ),
        failure.detail,
        t,
      );
    case "keyIdMissing":
      return t(
        "This is Cortex XSOAR 8 or Cortex cloud, where a key goes together with its ID. Set key_id in the configuration: the number in the ID column of the API keys.",
      );
    case "keyIdUnused":
      return t("This is Cortex XSOAR 6, whose keys have no ID. Remove key_id from the configuration.");
    case "keyIdFormat":
      return t("The ID of the API key must be a number, such as 12. Correct key_id in the configuration.");
    case "clockSkew":
      return failure.minutes > 0
        ? t(
            "The clock of this computer is {minutes|minute|minutes} ahead of Cortex XSOAR, so that a signed request is refused. Set the clock right and try again.",
            { minutes: failure.minutes },
          )
        : t(
            "The clock of this computer is {minutes|minute|minutes} behind Cortex XSOAR, so that a signed request is refused. Set the clock right and try again.",
            { minutes: -failure.minutes },
          );
    case "apiHost":
      return t(
        "{origin} is the web interface of Cortex XSOAR; its API is at {suggestion}. Enter that address. The key was not sent there.",
        { origin: failure.origin, suggestion: failure.suggestion },
      );
    case "coreApi":
      return withDetail(
        t(
          "Cortex XSOAR could not hand the request to its integration Core REST API. Add an instance of it there, or enable it, and try again.",
        ),
        failure.detail,
        t,
      );
    case "circuitOpen":
      return t(
        "Cortex XSOAR failed {failures|time|times} in a row and is left alone for {seconds|second|seconds}. The last failure: {cause}",
        { failures: failure.failures, seconds: failure.retryInSeconds, cause: describeXsoarFailure(failure.cause, t) },
      );
    case "licence":
      return withDetail(t("Cortex XSOAR says that its licence does not cover this request (402)."), failure.detail, t);
    case "uiUrl":
      return t(
        "The address answers with a web page instead of data. Enter the API address of Cortex XSOAR, not that of a page of its web interface.",
      );
    case "notXsoar":
      return t("The server at this address does not answer like Cortex XSOAR. Check the address in the configuration.");
    case "redirect":
      return failure.target === ""
        ? t(
            "Cortex XSOAR redirects the request ({status}), which is not followed so that the key stays with its server. Enter the final API address.",
            { status: failure.status },
          )
        : t(
            "Cortex XSOAR redirects the request to {target} ({status}), which is not followed so that the key stays with its server. If that is the right server, enter its API address.",
            { status: failure.status, target: failure.target },
          );
    case "notFound":
      return t(
        "The server has no XSOAR API at this address ({status}). Check the address in the configuration, its path included.",
        { status: failure.status },
      );
    case "notAcceptable":
      return t(
        "The server did not accept the form of the request ({status}). A proxy in between may have changed its headers.",
        { status: failure.status },
      );
    case "rateLimited":
      return failure.retryAfterSeconds === null
        ? t("Cortex XSOAR receives too many requests (429). Try again later.")
        : t("Cortex XSOAR receives too many requests (429). Try again in {seconds|second|seconds}.", {
            seconds: failure.retryAfterSeconds,
          });
    case "server":
      return withDetail(
        t("Cortex XSOAR reports an internal error ({status}). Try again later, or look into its server log.", {
          status: failure.status,
        }),
        failure.detail,
        t,
      );
    case "conflict":
      return withDetail(
        t("The record was changed by somebody else again and again while it was being written. Try again."),
        failure.detail,
        t,
      );
    case "rejected":
      return withDetail(
        t("Cortex XSOAR rejected the request ({status}).", { status: failure.status }),
        failure.detail,
        t,
      );
    case "serverError":
      return withDetail(t("Cortex XSOAR answered with an error."), failure.detail, t);
    case "malformed":
      return t("The answer of Cortex XSOAR is not readable JSON. Try again; if it stays, a proxy may have damaged it.");
    case "searchField":
      return t(
        'The search field "{field}" is not the name of an indicator field: letters, digits, dots and underscores only. Correct search_field in the configuration.',
        { field: cleanDetail(failure.field) },
      );
    case "incomplete":
      return t(
        "Cortex XSOAR reports {total|result|results} and gave only {received}, so nothing was decided on them. Try again.",
        { total: failure.total, received: failure.received },
      );
    case "tooManyHits":
      return t(
        "Cortex XSOAR reports {total|result|results}; a search may have {limit}. Nothing was decided on them. Narrow the search, or ask who runs the server whether it answers as it should.",
        { total: failure.total, limit: failure.limit },
      );
    case "searchTooLarge":
      return t(
        "What Cortex XSOAR answered to one search is larger than {limit} MB, so it was not read on and nothing was decided. Narrow the search, or look for records that have grown without measure.",
        { limit: failure.limitBytes / 1024 / 1024 },
      );
    case "noteField":
      return t(
        'The record "{value}" holds its community notes in a form that cannot be added to. Nothing was written; look at the record in Cortex XSOAR.',
        { value: cleanDetail(failure.value) },
      );
    case "otherType":
      return t(
        'Cortex XSOAR has "{value}" as a record of the type "{type}", which is not among record_types, and takes each value once. Nothing was written. Make a record with another value and the alias "{value}" in Cortex XSOAR, or add the type to record_types.',
        { value: cleanDetail(failure.value), type: cleanDetail(failure.type) },
      );
    case "gone":
      return t('The record "{value}" was not there any more when it was read again. Nothing was written.', {
        value: cleanDetail(failure.value),
      });
  }
}

function describeRefusedKey(
  {
    status,
    keyType,
    tenant,
  }: { readonly status: number; readonly keyType?: KeyType | "either"; readonly tenant?: string },
  t: Translate,
): string {
  if (tenant !== undefined)
    return t(
      "Cortex XSOAR refused the API key for the tenant {tenant} ({status}). Check that the key is right and still valid; a key made in another tenant does not work here.",
      { tenant: cleanDetail(tenant), status },
    );
  switch (keyType) {
    case "either":
      return t(
        "Cortex XSOAR refused the API key ({status}), as a standard key and as an advanced one. Check that key and key ID belong together and that the key is still valid.",
        { status },
      );
    case "advanced":
      return t(
        "Cortex XSOAR refused the API key ({status}). Check that key and key ID belong together, that the key is still valid, and that it is an advanced key as key_type says.",
        { status },
      );
    case "standard":
      return t(
        "Cortex XSOAR refused the API key ({status}). Check that key and key ID belong together, that the key is still valid, and that it is a standard key as key_type says.",
        { status },
      );
    case undefined:
  }
  return status === 403
    ? t(
        "Cortex XSOAR refused the API key (403). Check that the key is right, still valid and may read and edit indicators.",
      )
    : t("Cortex XSOAR refused the API key (401). Check that the key is right, still valid and meant for this server.");
}
