/**
 * Why something waits or could not be looked up, as the state documents keep it: what happened, not a sentence, so that it
 * is worded in the language of whoever reads it. Earlier versions kept the sentence, which is shown as it is.
 */
import type { PendingReason, RecordState } from "../model/model";
import type { Translate } from "../text/translate";
import { describeXsoarFailure } from "./describeFailure";
import type { XsoarFailure } from "./failures";

export type KeptReason =
  | Exclude<PendingReason, { readonly kind: "failed" }>
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

export type KeptRecord =
  | Exclude<RecordState, { readonly kind: "failed" }>
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
  | { readonly kind: "failed"; readonly message: string }
  /** On XSOAR's exclusion list. */
  | { readonly kind: "excluded" };

/** Why something waits, in the words of today: only what happened is kept. */
export function wordedReason(why: KeptReason, t: Translate): PendingReason {
  return "failure" in why
    ? { kind: "failed", code: why.failure.code, message: describeXsoarFailure(why.failure, t) }
    : why;
}

/** What is known of a record, worded likewise. */
export function wordedRecord(record: KeptRecord, t: Translate): RecordState {
  if ("failure" in record) return { kind: "failed", message: describeXsoarFailure(record.failure, t) };
  if (record.kind !== "excluded") return record;
  return { kind: "failed", message: t("The name is on the exclusion list of Cortex XSOAR, so no record was made.") };
}

/** The reason in a document; null for what is none. */
export function readReason(value: unknown): KeptReason | null {
  if (!isObject(value)) return null;
  switch (value["kind"]) {
    case "notTried":
    case "dryRun":
    case "missing":
    case "excluded":
      return { kind: value["kind"] };
    case "ambiguous":
      return isTexts(value["values"]) ? { kind: "ambiguous", values: value["values"] } : null;
    case "failed": {
      const { code, message, failure } = value;
      if (isFailure(failure)) return { kind: "failed", failure };
      return typeof code === "string" && typeof message === "string" ? { kind: "failed", code, message } : null;
    }
    default:
      return null;
  }
}

/** The state of a record in a document; null for what is none. */
export function readRecordState(value: unknown): KeptRecord | null {
  if (!isObject(value)) return null;
  switch (value["kind"]) {
    case "unknown":
    case "excluded":
      return { kind: value["kind"] };
    case "found": {
      const { id, value: name } = value;
      return typeof id === "string" && typeof name === "string" ? { kind: "found", id, value: name } : null;
    }
    case "missing":
      return typeof value["dismissed"] === "boolean" ? { kind: "missing", dismissed: value["dismissed"] } : null;
    case "ambiguous":
      return isTexts(value["values"]) ? { kind: "ambiguous", values: value["values"] } : null;
    case "failed": {
      const { message, failure } = value;
      if (isFailure(failure)) return { kind: "failed", failure };
      return typeof message === "string" ? { kind: "failed", message } : null;
    }
    default:
      return null;
  }
}

/** What a failure of each code has to hold. What it may hold besides is read only where it is of the right kind. */
const NEEDED: { readonly [Code in XsoarFailure["code"]]: Needed<Code> } = {
  aborted: {},
  dns: { host: "string" },
  refused: { host: "string" },
  reset: { host: "string" },
  tls: { reason: "string" },
  timeout: { seconds: "number" },
  tooLarge: { limitBytes: "number" },
  truncated: {},
  encoding: {},
  proxy: { reason: "string" },
  network: { reason: "string" },
  tor: { why: "string", proxy: "string" },
  keyFormat: {},
  keyRefused: { status: "number", detail: "string", keyType: "string?", tenant: "string?" },
  keyExpired: { detail: "string" },
  keyMode: { used: "string", works: "string" },
  noPermission: { status: "number", detail: "string" },
  keyIdMissing: {},
  keyIdUnused: {},
  keyIdFormat: {},
  clockSkew: { minutes: "number" },
  apiHost: { origin: "string", suggestion: "string" },
  coreApi: { detail: "string" },
  licence: { detail: "string" },
  uiUrl: { status: "number" },
  notXsoar: { status: "number" },
  redirect: { status: "number", target: "string" },
  notFound: { status: "number" },
  notAcceptable: { status: "number" },
  rateLimited: { retryAfterSeconds: "number?" },
  server: { status: "number", detail: "string", retryAfterSeconds: "number?" },
  conflict: { detail: "string" },
  rejected: { status: "number", detail: "string" },
  serverError: { detail: "string" },
  malformed: {},
  searchField: { field: "string" },
  incomplete: { received: "number", total: "number" },
  noteField: { value: "string" },
  gone: { value: "string" },
  circuitOpen: { cause: "failure", failures: "number", retryInSeconds: "number" },
};

type Kind = "string" | "number" | "string?" | "number?" | "failure";
type Needed<Code> = { readonly [Key in Exclude<keyof Extract<XsoarFailure, { code: Code }>, "code">]-?: Kind };

function isFailure(value: unknown): value is XsoarFailure {
  if (!isObject(value) || typeof value["code"] !== "string" || !Object.hasOwn(NEEDED, value["code"])) return false;
  const needed: Readonly<Record<string, Kind>> = NEEDED[value["code"] as XsoarFailure["code"]];
  return Object.entries(needed).every(([key, kind]) => {
    const held = value[key];
    // A failure within a failure is read no deeper than that.
    if (kind === "failure") return isObject(held) && held["code"] !== "circuitOpen" && isFailure(held);
    return kind.endsWith("?") ? held == null || `${typeof held}?` === kind : typeof held === kind;
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && (value as unknown[]).every((item) => typeof item === "string");
}
