import type { HttpFailure, Translate } from "../ports";

/**
 * Why XSOAR did not do what was asked. `detail` is the server's own text, shortened and cleaned by `cleanDetail`;
 * the key is never part of a failure.
 */
export type XsoarFailure =
  | HttpFailure
  /** The key is empty or holds characters that no header can carry. */
  | { readonly code: "keyFormat" }
  /** 401 or 403. */
  | { readonly code: "keyRefused"; readonly status: number; readonly detail: string }
  | { readonly code: "licence"; readonly detail: string }
  /** A web page instead of JSON: the address is that of the web interface, or of another server. */
  | { readonly code: "uiUrl"; readonly status: number }
  /** A success that is not JSON, or JSON of another kind than XSOAR's. */
  | { readonly code: "notXsoar"; readonly status: number }
  /** 3xx; never followed, since the key belongs to one origin. `target` is an origin, or empty. */
  | { readonly code: "redirect"; readonly status: number; readonly target: string }
  /** 404 or 405. */
  | { readonly code: "notFound"; readonly status: number }
  /** 406 or 415. */
  | { readonly code: "notAcceptable"; readonly status: number }
  | { readonly code: "rateLimited"; readonly retryAfterSeconds: number | null }
  /** 5xx. */
  | { readonly code: "server"; readonly status: number; readonly detail: string }
  /** 409, or a 400 that speaks of the record's version. */
  | { readonly code: "conflict"; readonly detail: string }
  /** Any other 4xx. */
  | { readonly code: "rejected"; readonly status: number; readonly detail: string }
  /** 2xx with an `error` in it. */
  | { readonly code: "serverError"; readonly detail: string }
  /** Said to be JSON and is none. */
  | { readonly code: "malformed" }
  | { readonly code: "searchField"; readonly field: string }
  /** The answer's `total` promises more records than it could be made to give. */
  | { readonly code: "incomplete"; readonly received: number; readonly total: number }
  /** The record's notes have a form that cannot be added to without losing something. */
  | { readonly code: "noteField"; readonly value: string }
  /** The record was found and then not any more. */
  | { readonly code: "gone"; readonly value: string };

const DETAIL_LENGTH = 300;

/** A server's text as one short line: without control and formatting characters, white space folded, 300 characters at most. */
export function cleanDetail(text: string): string {
  // The cut comes first: the text may be megabytes long.
  const line = text
    .slice(0, DETAIL_LENGTH * 4)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line.length > DETAIL_LENGTH ? `${line.slice(0, DETAIL_LENGTH - 1).trimEnd()}…` : line;
}

/**
 * True when the failure says something about XSOAR as a whole (unreachable, key refused, not XSOAR), so that no other
 * request will fare better. Some say so only when nothing had worked before: pass `first`.
 */
export function concernsAll(failure: XsoarFailure, first: boolean): boolean {
  switch (failure.code) {
    case "aborted":
    case "dns":
    case "refused":
    case "tls":
    case "proxy":
    case "keyFormat":
    case "keyRefused":
    case "licence":
    case "searchField":
      return true;
    case "uiUrl":
    case "notXsoar":
    case "redirect":
    case "notFound":
    case "notAcceptable":
    case "reset":
    case "timeout":
    case "network":
    case "encoding":
    case "rateLimited":
    case "server":
    case "serverError":
    case "malformed":
    case "truncated":
      return first;
    case "tooLarge":
    case "conflict":
    case "rejected":
    case "incomplete":
    case "noteField":
    case "gone":
      return false;
  }
}

/** True when a write may have been done although this failure came instead of its answer. */
export function mayHaveWritten(failure: XsoarFailure): boolean {
  switch (failure.code) {
    case "reset":
    case "timeout":
    case "network":
    case "encoding":
    case "truncated":
    case "tooLarge":
    case "malformed":
    case "notXsoar":
    case "server":
    case "serverError":
      return true;
    default:
      return false;
  }
}

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
      return t(
        "The certificate of Cortex XSOAR could not be verified: {reason}. If your organisation uses a certificate authority of its own, set its CA file in the settings.",
        { reason: cleanDetail(failure.reason) },
      );
    case "timeout":
      return t(
        "Cortex XSOAR gave no answer within {seconds} seconds. Check the address and your network, or raise the request timeout.",
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
      return t("The proxy did not let the request to Cortex XSOAR through: {reason}. Check the proxy settings.", {
        reason: cleanDetail(failure.reason),
      });
    case "network":
      return t("The connection to Cortex XSOAR failed: {reason}.", { reason: cleanDetail(failure.reason) });
    default:
      return describeAnswer(failure, t);
  }
}

/** The failures of an answer that came. */
function describeAnswer(failure: Exclude<XsoarFailure, HttpFailure>, t: Translate): string {
  switch (failure.code) {
    case "keyFormat":
      return t("The API key is empty or holds characters that no API key has. Set the key again, copied whole.");
    case "keyRefused":
      return withDetail(
        failure.status === 403
          ? t(
              "Cortex XSOAR refused the API key (403). Check that the key is right, still valid and may read and edit indicators.",
            )
          : t(
              "Cortex XSOAR refused the API key (401). Check that the key is right, still valid and meant for this server.",
            ),
        failure.detail,
        t,
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
        : t("Cortex XSOAR receives too many requests (429). Try again in {seconds} seconds.", {
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
        "Cortex XSOAR reports {total} results and gave only {received}, so nothing was decided on them. Try again.",
        { total: failure.total, received: failure.received },
      );
    case "noteField":
      return t(
        'The record "{value}" holds its community notes in a form that cannot be added to. Nothing was written; look at the record in Cortex XSOAR.',
        { value: cleanDetail(failure.value) },
      );
    case "gone":
      return t('The record "{value}" was not there any more when it was read again. Nothing was written.', {
        value: cleanDetail(failure.value),
      });
  }
}

function withDetail(sentence: string, detail: string, t: Translate): string {
  return detail === "" ? sentence : t("{sentence} It says: {detail}", { sentence, detail });
}
