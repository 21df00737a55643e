import type { TlsProblem } from "../model/failureReasons";
import type { XsoarFailure } from "./failures";

/** What the user can do about it, as a button. */
export type NextStep = "setCaFile" | "setKey" | "openConfiguration" | "openProxySettings" | "retry";

/** What a failure means for the rest of the work, and for the user. */
interface Consequences<F extends XsoarFailure> {
  /** It says something about XSOAR as a whole, so that no other request will fare better; `first`: only when nothing had worked before. */
  readonly all: boolean | "first";
  /** The server as a whole could not do its work: any other request would have met it too. A refusal is work done. */
  readonly server: boolean;
  /** A write may have been done although this came instead of its answer. */
  readonly mayHaveWritten: boolean;
  /** It may be gone a moment later. */
  readonly passing: boolean | ((failure: F) => boolean);
  /** What most likely helps; null when nothing on this side does. */
  readonly next: NextStep | null | ((failure: F) => NextStep | null);
}

/** All that is decided about a failure, by its code. */
const CONSEQUENCES: {
  readonly [Code in XsoarFailure["code"]]: Consequences<Extract<XsoarFailure, { readonly code: Code }>>;
} = {
  aborted: { all: true, server: false, mayHaveWritten: false, passing: false, next: null },
  dns: { all: true, server: true, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  refused: { all: true, server: true, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  reset: { all: "first", server: true, mayHaveWritten: true, passing: true, next: "retry" },
  tls: {
    all: true,
    server: true,
    mayHaveWritten: false,
    passing: false,
    next: ({ why }) => TLS_STEPS[tlsTrouble(why)],
  },
  timeout: { all: "first", server: true, mayHaveWritten: true, passing: true, next: "retry" },
  tooLarge: { all: false, server: false, mayHaveWritten: true, passing: false, next: null },
  truncated: { all: "first", server: true, mayHaveWritten: true, passing: true, next: "retry" },
  encoding: { all: "first", server: true, mayHaveWritten: true, passing: false, next: "retry" },
  proxy: { all: true, server: true, mayHaveWritten: false, passing: false, next: "openProxySettings" },
  tor: { all: true, server: false, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  network: { all: "first", server: true, mayHaveWritten: true, passing: true, next: "retry" },
  keyFormat: { all: true, server: false, mayHaveWritten: false, passing: false, next: "setKey" },
  keyRefused: { all: true, server: false, mayHaveWritten: false, passing: false, next: "setKey" },
  keyExpired: { all: true, server: false, mayHaveWritten: false, passing: false, next: "setKey" },
  keyMode: { all: true, server: false, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  keyIdMissing: { all: true, server: false, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  keyIdUnused: { all: true, server: false, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  keyIdFormat: { all: true, server: false, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  noPermission: { all: true, server: false, mayHaveWritten: false, passing: false, next: "retry" },
  clockSkew: { all: true, server: false, mayHaveWritten: false, passing: false, next: "retry" },
  apiHost: { all: true, server: false, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  coreApi: { all: true, server: false, mayHaveWritten: false, passing: false, next: "retry" },
  licence: { all: true, server: false, mayHaveWritten: false, passing: false, next: null },
  // A page or other data in the place of the answer: the request may have come through all the same.
  uiUrl: { all: "first", server: true, mayHaveWritten: true, passing: false, next: "openConfiguration" },
  notXsoar: { all: "first", server: true, mayHaveWritten: true, passing: false, next: "openConfiguration" },
  redirect: { all: "first", server: true, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  notFound: { all: "first", server: false, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  notAcceptable: { all: "first", server: false, mayHaveWritten: false, passing: false, next: "retry" },
  rateLimited: { all: "first", server: true, mayHaveWritten: false, passing: true, next: "retry" },
  server: { all: "first", server: true, mayHaveWritten: true, passing: mayRecover, next: "retry" },
  conflict: { all: false, server: false, mayHaveWritten: false, passing: false, next: "retry" },
  rejected: { all: false, server: false, mayHaveWritten: false, passing: false, next: null },
  serverError: { all: "first", server: false, mayHaveWritten: true, passing: false, next: "retry" },
  malformed: { all: "first", server: true, mayHaveWritten: true, passing: true, next: "retry" },
  searchField: { all: true, server: false, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  incomplete: { all: false, server: false, mayHaveWritten: false, passing: false, next: "retry" },
  tooManyHits: { all: false, server: false, mayHaveWritten: false, passing: false, next: null },
  searchTooLarge: { all: false, server: false, mayHaveWritten: false, passing: false, next: null },
  noteField: { all: false, server: false, mayHaveWritten: false, passing: false, next: null },
  otherType: { all: false, server: false, mayHaveWritten: false, passing: false, next: "openConfiguration" },
  gone: { all: false, server: false, mayHaveWritten: false, passing: false, next: null },
  circuitOpen: {
    all: true,
    server: false,
    mayHaveWritten: false,
    passing: false,
    next: ({ cause }) => nextStep(cause) ?? "retry",
  },
};

/** What a TLS failure is about: who vouches for the certificate, the address, or neither. */
type TlsTrouble = "authority" | "address" | "other";

const TLS_TROUBLES: { readonly [Why in TlsProblem]: TlsTrouble } = {
  expired: "other",
  notYetValid: "other",
  revoked: "other",
  rejected: "authority",
  untrusted: "authority",
  signature: "other",
  selfSigned: "authority",
  authority: "authority",
  hostName: "address",
  caFile: "authority",
  notTls: "address",
  oldProtocol: "other",
  otherProtocol: "other",
  weakKey: "other",
  brokenOff: "other",
  handshake: "other",
};

const TLS_STEPS = { authority: "setCaFile", address: "openConfiguration", other: "retry" } as const;

/** What a TLS failure is about. */
export function tlsTrouble(why: TlsProblem): TlsTrouble {
  return TLS_TROUBLES[why];
}

/** True when no other request will fare better than the one that failed; `first`: nothing had worked before. */
export function concernsAll({ code }: XsoarFailure, first: boolean): boolean {
  const { all } = CONSEQUENCES[code];
  return all === "first" ? first : all;
}

/** True when the failure tells that the server as a whole could not do its work. */
export function speaksOfServer({ code }: XsoarFailure): boolean {
  return CONSEQUENCES[code].server;
}

/** True when a write may have been done although this failure came instead of its answer. */
export function mayHaveWritten({ code }: XsoarFailure): boolean {
  return CONSEQUENCES[code].mayHaveWritten;
}

/** True when the failure may be gone a moment later. */
export function isPassing(failure: XsoarFailure): boolean {
  const { passing } = consequencesOf(failure);
  return typeof passing === "boolean" ? passing : passing(failure);
}

/** The step that most likely helps, or null when nothing on this side does. */
export function nextStep(failure: XsoarFailure): NextStep | null {
  const { next } = consequencesOf(failure);
  return typeof next === "function" ? next(failure) : next;
}

/** The row of this very failure: what it decides by is read off the failure it belongs to. */
function consequencesOf<F extends XsoarFailure>({ code }: F): Consequences<F> {
  return CONSEQUENCES[code] as unknown as Consequences<F>;
}

function mayRecover({ status }: { readonly status: number }): boolean {
  return status !== 501 && status !== 505;
}
