/**
 * Why something waits or could not be looked up, as the state documents keep it: what happened, not a sentence, so that it
 * is worded in the language of whoever reads it. Earlier versions kept the sentence, which is shown as it is.
 */
import type { LostChoice, PendingReason, RecordState, Unwritten } from "../model/model";
import { isRecord } from "../text/isRecord";
import { HTTP_PARTS, type Parts, readFailure } from "../text/readFailure";
import type { Translate } from "../text/translate";
import { describeXsoarFailure } from "./describeFailure";
import { describePending } from "./describePending";
import type { XsoarFailure } from "./failures";

interface StoredFailure {
  readonly kind: "failed";
  readonly failure: XsoarFailure;
}

export type StoredUnwritten = Unwritten | StoredFailure;
export type StoredReason = PendingReason | StoredFailure;
export type StoredRecord = RecordState | StoredUnwritten;

/** Why something waits, in the words of today: only what happened is kept. */
export function wordedReason(why: StoredReason, t: Translate): PendingReason {
  return "failure" in why ? sentenceOf(why, t) : why;
}

/** What is known of a record, worded likewise; that its name is on the exclusion list is told as a failure. */
export function wordedRecord(record: StoredRecord, t: Translate): RecordState {
  if ("failure" in record) return sentenceOf(record, t);
  return record.kind === "excluded"
    ? { kind: "failed", code: record.kind, message: describePending(record, t) }
    : record;
}

function sentenceOf({ kind, failure }: StoredFailure, t: Translate): Extract<Unwritten, { readonly kind: "failed" }> {
  return { kind, code: failure.code, message: describeXsoarFailure(failure, t) };
}

/** The reason in a document; null for what is none. */
export function readReason(value: unknown): StoredReason | null {
  if (!isRecord(value)) return null;
  switch (value["kind"]) {
    case "notTried":
    case "dryRun":
    case "missing":
    case "review":
      return { kind: value["kind"] };
    default:
      return readUnwritten(value);
  }
}

/** The state of a record in a document; null for what is none. */
export function readRecordState(value: unknown): StoredRecord | null {
  if (!isRecord(value)) return null;
  const { kind, id, value: name, dismissed } = value;
  switch (kind) {
    case "unknown":
      return { kind };
    case "found":
      return typeof id === "string" && typeof name === "string" ? { kind, id, value: name } : null;
    case "missing":
      return typeof dismissed === "boolean" ? { kind, dismissed } : null;
    default:
      return readUnwritten(value);
  }
}

function readUnwritten({ kind, values, lost, ...failed }: Readonly<Record<string, unknown>>): StoredUnwritten | null {
  switch (kind) {
    case "excluded":
      return { kind };
    case "ambiguous":
      return isTexts(values) ? { kind, values, ...(isLost(lost) ? { lost } : {}) } : null;
    case "failed": {
      const failure = readFailure(failed["failure"], PARTS);
      if (failure !== null) return { kind, failure };
      const { code = "", message } = failed;
      return typeof code === "string" && typeof message === "string" ? { kind, code, message } : null;
    }
    default:
      return null;
  }
}

/** What a stored failure of each code has to hold. */
const PARTS: Parts<XsoarFailure> = {
  ...HTTP_PARTS,
  keyFormat: {},
  keyRefused: { status: "number", detail: "string", keyType: "string?", tenant: "string?" },
  keyExpired: { detail: "string" },
  keyMode: { used: ["standard", "advanced"], works: ["standard", "advanced"] },
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
  tooManyHits: { total: "number", limit: "number" },
  searchTooLarge: { limitBytes: "number" },
  noteField: { value: "string" },
  otherType: { value: "string", type: "string" },
  gone: { value: "string" },
  circuitOpen: { cause: "failure", failures: "number", retryInSeconds: "number" },
};

function isLost(value: unknown): value is LostChoice {
  return value === "gone" || value === "renamed" || value === "type";
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && (value as unknown[]).every((item) => typeof item === "string");
}
