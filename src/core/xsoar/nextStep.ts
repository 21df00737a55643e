import type { XsoarFailure } from "./failures";

/** What the user can do about it, as a button. */
export type NextStep = "setCaFile" | "setKey" | "openConfiguration" | "openProxySettings" | "retry";

/** The step that most likely helps, or null when nothing on this side does. */
export function nextStep(failure: XsoarFailure): NextStep | null {
  switch (failure.code) {
    case "tls": {
      const trouble = tlsTrouble(failure.reason);
      return trouble === "authority" ? "setCaFile" : trouble === "address" ? "openConfiguration" : "retry";
    }
    case "tor":
      return "openConfiguration";
    case "proxy":
      return "openProxySettings";
    case "keyFormat":
    case "keyRefused":
    case "keyExpired":
      return "setKey";
    case "dns":
    case "refused":
    case "keyMode":
    case "keyIdMissing":
    case "keyIdUnused":
    case "keyIdFormat":
    case "apiHost":
    case "uiUrl":
    case "notXsoar":
    case "redirect":
    case "notFound":
    case "searchField":
      return "openConfiguration";
    case "reset":
    case "timeout":
    case "truncated":
    case "encoding":
    case "network":
    case "malformed":
    case "rateLimited":
    case "server":
    case "serverError":
    case "conflict":
    case "incomplete":
    case "coreApi":
    case "noPermission":
    case "clockSkew":
    case "notAcceptable":
      return "retry";
    case "circuitOpen":
      return nextStep(failure.cause) ?? "retry";
    case "aborted":
    case "licence":
    case "rejected":
    case "tooLarge":
    case "noteField":
    case "gone":
      return null;
  }
}

/** What helps against a TLS failure, by the reasons of `node/httpErrors.ts`. Reasons not known here come from OpenSSL. */
export function tlsTrouble(reason: string): "authority" | "address" | "other" {
  if (/another host name|does not speak TLS|ALTNAME|WRONG_VERSION/i.test(reason)) return "address";
  if (/expired|not valid yet|revoked|signature|old versions|other versions|too weak|handshake/i.test(reason))
    return "other";
  return "authority";
}
