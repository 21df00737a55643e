import type { HttpFailure } from "../model/failureReasons";
import { shortLine } from "../text/foreignText";
import type { KeyType } from "./connection";

/**
 * Why XSOAR did not do what was asked. `detail` is the server's own text, shortened and cleaned by `cleanDetail`;
 * the key is never part of a failure.
 */
export type XsoarFailure =
  | HttpFailure
  /** The key is empty or holds characters that no header can carry. */
  | { readonly code: "keyFormat" }
  /** 401, or the 403 with which XSOAR 6 answers an unknown key. `keyType` and `tenant` tell with what it was tried. */
  | {
      readonly code: "keyRefused";
      readonly status: number;
      readonly detail: string;
      readonly keyType?: KeyType | "either";
      readonly tenant?: string;
    }
  /** The key was valid once. */
  | { readonly code: "keyExpired"; readonly detail: string }
  /** The key is of the other kind than it was used as. */
  | { readonly code: "keyMode"; readonly used: KeyType; readonly works: KeyType }
  /** The key is accepted and may not do this. */
  | { readonly code: "noPermission"; readonly status: number; readonly detail: string }
  /** XSOAR 8 or Cortex cloud, and no key ID to go with the key. Where the address alone shows it, nothing was sent. */
  | { readonly code: "keyIdMissing" }
  /** XSOAR 6, whose keys have no ID, and a configuration that names one. */
  | { readonly code: "keyIdUnused" }
  /** The key ID holds anything but digits. */
  | { readonly code: "keyIdFormat" }
  /** A signed request bears the time, and the clocks are too far apart. Positive: this computer is ahead. */
  | { readonly code: "clockSkew"; readonly minutes: number }
  /** The API is at another host, mostly `api-…`; no key was sent there. */
  | { readonly code: "apiHost"; readonly origin: string; readonly suggestion: string }
  /** The server passes API requests on to an integration that is not there or not enabled. */
  | { readonly code: "coreApi"; readonly detail: string }
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
  | {
      readonly code: "server";
      readonly status: number;
      readonly detail: string;
      readonly retryAfterSeconds?: number | null;
    }
  /** 409, or a 400 that speaks of the record's version. */
  | { readonly code: "conflict"; readonly detail: string }
  /** Any other 4xx. */
  | { readonly code: "rejected"; readonly status: number; readonly detail: string }
  /** 2xx with an `error` in it. */
  | { readonly code: "serverError"; readonly detail: string }
  /** Said to be JSON and is none. */
  | { readonly code: "malformed" }
  | { readonly code: "searchField"; readonly field: string }
  /** No record was made: one of another type has the value already. Nothing was sent. */
  | { readonly code: "otherType"; readonly value: string; readonly type: string }
  /** The answer's `total` promises more records than it could be made to give. */
  | { readonly code: "incomplete"; readonly received: number; readonly total: number }
  /** More hits than a search may have: the query is wrong, or the server. */
  | { readonly code: "tooManyHits"; readonly total: number; readonly limit: number }
  /** All answers to one search together are larger than may be read. */
  | { readonly code: "searchTooLarge"; readonly limitBytes: number }
  /** The record's notes have a form that cannot be added to without losing something. */
  | { readonly code: "noteField"; readonly value: string }
  /** The record was found and then not any more. */
  | { readonly code: "gone"; readonly value: string }
  /** Nothing was sent: too many requests in a row had failed, the last one with `cause`. */
  | {
      readonly code: "circuitOpen";
      readonly cause: XsoarFailure;
      readonly failures: number;
      readonly retryInSeconds: number;
    };

const DETAIL_LENGTH = 300;

/** A server's text as one short line: without control and formatting characters, white space folded, 300 characters at most. */
export function cleanDetail(text: string): string {
  return shortLine(text, DETAIL_LENGTH);
}
