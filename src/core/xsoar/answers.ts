import type { HttpResponse } from "../ports";
import { httpDate, retryAfterSeconds } from "../text/httpTimes";
import { type XsoarConnection, keyIdOf, tenantOf } from "./connection";
import { type XsoarFailure, cleanDetail } from "./failures";
import { documentSpan, kindAt, memberOf, stringAt } from "./json";

/** Blanks what must not be seen. */
export type Redact = (text: string) => string;

interface AnswerContext {
  readonly connection: XsoarConnection;
  readonly redact: Redact;
  /** When the answer came. */
  readonly now: Date;
}

/** The body of a success as text, or the failure the answer stands for. */
export function readAnswer(
  response: HttpResponse,
  context: AnswerContext,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly failure: XsoarFailure } {
  const failure = refusal(response, context);
  return failure === null ? answerText(response) : { ok: false, failure };
}

/** The failure a status stands for, or null for 2xx. */
function refusal(response: HttpResponse, context: AnswerContext): XsoarFailure | null {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return { code: "redirect", status, target: originOf(headers["location"]) };
  const { redact, now } = context;
  const said = errorText(response);
  const detail = cleanDetail(redact(said.text));
  if (status === 429) return { code: "rateLimited", retryAfterSeconds: retryAfterSeconds(headers, now) };
  if (isCoreApi(said.text)) return { code: "coreApi", detail };
  if (status === 404 || status === 405) return { code: "notFound", status };
  if (status === 406 || status === 415) return { code: "notAcceptable", status };
  if (status === 401 || status === 403) return refusedKey(status, said, detail, response, context);
  if (status === 402) return { code: "licence", detail };
  if (status === 407) return { code: "proxy", why: "login" };
  if (status === 409 || (status === 400 && isConflict(said.text))) return { code: "conflict", detail };
  if (status < 500) return { code: "rejected", status, detail };
  const asked = retryAfterSeconds(headers, now);
  return { code: "server", status, detail, ...(asked === null ? {} : { retryAfterSeconds: asked }) };
}

/** Why a 401 or 403 came, as far as the answer tells. */
function refusedKey(
  status: number,
  said: ErrorText,
  detail: string,
  { headers }: HttpResponse,
  { connection, now }: AnswerContext,
): XsoarFailure {
  if (/\bexpired\b/i.test(said.text)) return { code: "keyExpired", detail };
  const hasKeyId = keyIdOf(connection) !== "";
  // XSOAR 8's own refusal, met without a key ID.
  if (said.isReply && status === 401 && !hasKeyId) return { code: "keyIdMissing" };
  if (hasKeyId && connection.keyType === "advanced" && status === 401) {
    const minutes = minutesAhead(headers["date"], now);
    if (Math.abs(minutes) >= MOST_SKEW_MINUTES) return { code: "clockSkew", minutes };
  }
  // XSOAR 6 answers an unknown key with a 403 about CSRF; XSOAR 8 a known one without permission in a reply.
  const knowsKey = said.isReply || /permission|privilege|not allowed|not permitted|rbac|\brole\b/i.test(said.text);
  if (status === 403 && knowsKey && !/csrf/i.test(said.text)) return { code: "noPermission", status, detail };
  const tenant = tenantOf(connection.baseUrl);
  return {
    code: "keyRefused",
    status,
    detail,
    ...(hasKeyId ? { keyType: connection.keyType ?? "standard" } : {}),
    ...(tenant === null ? {} : { tenant }),
  };
}

/** Signed requests are valid for some minutes; a bit less, for the answer was under way. */
const MOST_SKEW_MINUTES = 4;

/** How far this computer's clock is ahead of the server's `Date`, in whole minutes; 0 when it gives none. */
function minutesAhead(date: string | undefined, now: Date): number {
  const time = httpDate(date ?? "");
  return time === null ? 0 : Math.round((now.getTime() - time) / 60_000);
}

/** The optimistic lock of the server; its wording is recorded for incidents only, so any that speaks of it counts. */
function isConflict(text: string): boolean {
  return /optimistic|version (?:(?!version ).)*do(?:es)? not match/is.test(text);
}

/** The server hands API requests on to an integration in some set-ups; the wording differs with its versions. */
function isCoreApi(text: string): boolean {
  return /\b(?:core|demisto) rest api\b|\b(?:core|demisto)-api-(?:get|post|put|delete)\b/i.test(text);
}

/** The body of a 2xx as text, unless it is a web page, another kind of data or not UTF-8. */
function answerText(
  response: HttpResponse,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly failure: XsoarFailure } {
  const { status } = response;
  const failed = (failure: XsoarFailure) => ({ ok: false, failure }) as const;
  const type = (response.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  let text: string;
  try {
    // Fatal: a byte replaced here would be written back to the record.
    text = new TextDecoder("utf-8", { fatal: true }).decode(response.body);
  } catch {
    return failed({ code: "malformed" });
  }
  if (type === "text/html" || type === "application/xhtml+xml") return failed({ code: "uiUrl", status });
  const empty = text.trim() === "";
  if (!empty && type === "" && text.trimStart().startsWith("<")) return failed({ code: "uiUrl", status });
  const isJson = type === "text/json" || /^application\/(?:[\w.+-]+\+)?json$/.test(type);
  // An excluded value is answered with an empty body, which needs no type.
  if (!isJson && !empty) return failed({ code: "notXsoar", status });
  return { ok: true, text };
}

/** True for what XSOAR 8 says to its health check: that it is available, or in its own form that no key was sent. */
export function isCloudAnswer(response: HttpResponse): boolean {
  const { status } = response;
  if (status === 401 || status === 403) return errorText(response).isReply;
  const answer = status === 200 ? answerText(response) : null;
  if (answer?.ok !== true) return false;
  const root = documentSpan(answer.text);
  const said = root === null ? null : memberOf(answer.text, root, "status");
  return said !== null && stringAt(answer.text, said) === "available";
}

/** True for how XSOAR 6 refuses a request without a key: an error in its own form (`id`, `status`, `title`, `detail`). */
export function isRefusalOfSix(response: HttpResponse): boolean {
  const { status } = response;
  if (status !== 401 && status !== 403) return false;
  const text = bodyText(response);
  const root = documentSpan(text);
  if (root === null) return false;
  const said = memberOf(text, root, "status");
  const texts = ["id", "title", "detail"].map((key) => memberOf(text, root, key));
  const isWhole = texts.every((span) => span !== null && stringAt(text, span) !== null);
  return isWhole && said !== null && kindAt(text, said) === "number";
}

interface ErrorText {
  /** Empty for a web page. */
  readonly text: string;
  /** XSOAR 8's own form of an error. */
  readonly isReply: boolean;
}

/** What an error body says: `detail` and `error` of XSOAR 6, `reply.err_msg` and `err_extra` of XSOAR 8. */
function errorText(response: HttpResponse): ErrorText {
  const text = bodyText(response);
  const root = documentSpan(text);
  if (root === null) return { text: "", isReply: false };
  const reply = memberOf(text, root, "reply");
  const inReply = (key: string) => (reply === null ? null : memberOf(text, reply, key));
  const parts = [
    ...["id", "title", "detail", "error"].map((key) => memberOf(text, root, key)),
    inReply("err_msg"),
    inReply("err_extra"),
  ].map((span) => (span === null ? "" : (stringAt(text, span) ?? "").trim()));
  const isReply = inReply("err_msg") !== null || inReply("err_code") !== null;
  return { text: [...new Set(parts)].filter((part) => part !== "").join(": "), isReply };
}

/** The beginning of an error's body: more than any has. */
function bodyText({ body }: HttpResponse): string {
  return new TextDecoder().decode(body.subarray(0, 64 * 1024));
}

function originOf(location: string | undefined): string {
  return location !== undefined && /^https?:/i.test(location) && URL.canParse(location) ? new URL(location).origin : "";
}
