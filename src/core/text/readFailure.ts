import type { HttpFailure } from "../model/failureReasons";
import { REASONS } from "./describeReason";
import { isRecord } from "./isRecord";
import { plainText } from "./translate";

/** What a part of a stored failure has to be: of a kind, one of a list, a code without blanks (`code?`), or a failure within. */
type Kind = "string" | "number" | "string?" | "number?" | "code?" | "failure" | readonly string[];

/** What a failure of each code has to hold. */
export type Parts<F extends { readonly code: string }> = {
  readonly [Code in F["code"]]: {
    readonly [Key in Exclude<keyof Extract<F, { readonly code: Code }>, "code">]-?: Kind;
  };
};

export const HTTP_PARTS: Parts<HttpFailure> = {
  aborted: {},
  dns: { host: "string" },
  refused: { host: "string" },
  reset: { host: "string" },
  tls: { why: Object.keys(REASONS.tls), detail: "code?" },
  timeout: { seconds: "number" },
  tooLarge: { limitBytes: "number" },
  truncated: {},
  encoding: {},
  proxy: { why: Object.keys(REASONS.proxy), detail: "code?" },
  tor: {
    why: ["noTor", "notSocks", "unreachable", "cookieFile", "plainCookie", "wrongCookie", "elsewhere"],
    proxy: "string",
  },
  network: { why: Object.keys(REASONS.network), detail: "code?" },
};

/** A failure of a state document; null for what is none, and for one of a later version whose reason is not known here. */
export function readFailure<F extends { readonly code: string }>(value: unknown, parts: Parts<F>): F | null {
  if (!isRecord(value) || typeof value["code"] !== "string" || !Object.hasOwn(parts, value["code"])) return null;
  const code = value["code"] as F["code"];
  const held = withReason(value);
  const read: Record<string, unknown> = { code };
  for (const [key, kind] of Object.entries<Kind>(parts[code])) {
    const part = held[key];
    if (kind === "failure") {
      // A failure within a failure is read no deeper than that.
      read[key] = isRecord(part) && part["code"] !== code ? readFailure(part, parts) : null;
      if (read[key] === null) return null;
    } else if (!isOfKind(part, kind)) return null;
    else if (part !== undefined) read[key] = part;
  }
  return read as F;
}

function isOfKind(part: unknown, kind: Exclude<Kind, "failure">): boolean {
  if (typeof kind !== "string") return kind.some((one) => one === part);
  if (kind === "code?") return part === undefined || (typeof part === "string" && isCode(part));
  return kind.endsWith("?") ? part == null || `${typeof part}?` === kind : typeof part === kind;
}

function isCode(text: string): boolean {
  return /^\w{1,80}$/.test(text);
}

/** For a text that is none of ours. */
const UNKNOWN = { tls: "untrusted", proxy: "unusable", network: "other", parseFailed: "error" } as const;

/** Earlier versions kept the reason as an English text: the words it is still put into, or the system's code alone. */
function withReason(failure: Record<string, unknown>): Record<string, unknown> {
  const { code, why, reason } = failure;
  if (!(code === "tls" || code === "proxy" || code === "network" || code === "parseFailed") || why !== undefined)
    return failure;
  const text = typeof reason === "string" ? reason : "";
  const status = /^the proxy answered (\d+) /.exec(text)?.[1];
  if (status !== undefined) return { code, why: "status", detail: status };
  if (/user name and password|^407\b/.test(text)) return { code, why: "login" };
  const [, words = "", inBrackets] = /^(.*?)(?: \((\w+)\))?$/.exec(text) ?? [];
  const [known] = Object.entries(REASONS[code]).find(([, worded]) => worded(plainText, "") === words) ?? [];
  const detail = inBrackets ?? (/^[A-Z][A-Z\d_]+$/.test(text) ? text : undefined);
  return { code, why: known ?? UNKNOWN[code], ...(detail === undefined ? {} : { detail }) };
}
