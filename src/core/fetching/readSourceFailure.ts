import type { SourceFailure } from "../model/model";
import { REASONS } from "../text/describeReason";
import { HTTP_PARTS, type Parts, readFailure } from "../text/readFailure";

const { aborted: _, ...HTTP } = HTTP_PARTS;

const PARTS: Parts<SourceFailure> = {
  ...HTTP,
  status: { status: "number" },
  redirectLoop: { limit: "number" },
  redirectRefused: { target: "string", why: ["scheme", "private", "changed", "localName", "port", "invalid"] },
  empty: {},
  noText: {},
  payment: {},
  consent: {},
  noPage: {},
  binary: {},
  notFeed: {},
  noItems: {},
  noLinks: {},
  selectorInvalid: { selector: "string" },
  selectorEmpty: { selector: "string" },
  rulesTooSlow: { seconds: "number" },
  parseTimeout: { seconds: "number" },
  parseFailed: { why: Object.keys(REASONS.parseFailed), detail: "code?" },
};

/** The failure of a source in a state document; null for what is none, or of a later version. */
export function readSourceFailure(value: unknown): SourceFailure | null {
  return readFailure(value, PARTS);
}
