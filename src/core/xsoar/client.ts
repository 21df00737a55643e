import type { Http, HttpFailure, HttpResponse } from "../ports";
import type { XsoarConnection } from "./connection";
import { cleanDetail, type XsoarFailure } from "./failures";
import { documentSpan, elementsOf, kindAt, memberOf, stringAt, type Span } from "./json";
import { readRecord, recordAt, type IndicatorRecord } from "./record";

export type XsoarResult<T> =
  /** `raw` is the answer as it came, shortened, the key blanked: for the log. */
  | { readonly ok: true; readonly value: T; readonly raw: string }
  | { readonly ok: false; readonly failure: XsoarFailure };

export interface SearchPage {
  readonly records: readonly IndicatorRecord[];
  /** All hits, on whatever page. */
  readonly total: number;
}

export interface XsoarClient {
  /** `POST /indicators/search`; `page` counts from 0. */
  search(
    query: string,
    paging: { readonly page: number; readonly size: number },
    signal: AbortSignal,
  ): Promise<XsoarResult<SearchPage>>;
  /** `POST /indicator/create`; the value is null when the server answered without making a record (exclusion list). */
  create(bodyText: string, signal: AbortSignal): Promise<XsoarResult<IndicatorRecord | null>>;
  /** `POST /indicator/edit` with the whole record. */
  edit(bodyText: string, signal: AbortSignal): Promise<XsoarResult<IndicatorRecord>>;
  /** The smallest search there is, the only check that proves the permission used later as well. Null when all is well. */
  test(signal: AbortSignal): Promise<XsoarFailure | null>;
}

export interface ClientOptions {
  /** For each request, from its start to the last byte of the answer. */
  readonly timeoutMs: number;
}

/** Pauses; ends early, without an error, when the signal fires. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const RAW_LENGTH = 4_000;

/**
 * A client of the XSOAR 6 REST API. A success is a 2xx with a JSON content type and the expected shape, nothing less: a
 * wrong path answers 200 with a web page. Redirects are never followed. No failure and no `raw` holds the key.
 */
export function createXsoarClient(http: Http, connection: XsoarConnection, options: ClientOptions): XsoarClient {
  const key = connection.apiKey.trim();
  const redact = redactor(key);

  async function post(path: string, body: string, signal: AbortSignal): Promise<XsoarResult<string>> {
    if (!/^[\x21-\x7e]+$/.test(key)) return failed({ code: "keyFormat" });
    const result = await http.request({
      url: connection.baseUrl + path,
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json", authorization: key },
      body,
      timeoutMs: options.timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
      signal,
    });
    if (!result.ok) return failed(redactedFailure(result.failure, redact));
    const refused = refusal(result.response, redact);
    if (refused !== null) return failed(refused);
    return answerText(result.response);
  }

  return {
    async search(query, { page, size }, signal) {
      const answer = await post("/indicators/search", JSON.stringify({ query, page, size }), signal);
      if (!answer.ok) return answer;
      const { value: text } = answer;
      const root = documentSpan(text);
      if (root === null) return failed({ code: "malformed" });
      const error = errorIn(text, root, redact);
      if (error !== null) return failed(error);
      const value = searchPage(text, root);
      return value === null
        ? failed({ code: "notXsoar", status: 200 })
        : { ok: true, value, raw: shortened(text, redact) };
    },

    async create(bodyText, signal) {
      const answer = await post("/indicator/create", bodyText, signal);
      if (!answer.ok) return answer;
      const { value: text } = answer;
      if (text.trim() === "" || text.trim() === "null") return { ok: true, value: null, raw: shortened(text, redact) };
      return recordAnswer(text, redact);
    },

    async edit(bodyText, signal) {
      const answer = await post("/indicator/edit", bodyText, signal);
      return answer.ok ? recordAnswer(answer.value, redact) : answer;
    },

    async test(signal) {
      const result = await this.search("", { page: 0, size: 1 }, signal);
      return result.ok ? null : result.failure;
    },
  };
}

/** Tests address and key with one search; null when XSOAR answered as it should. */
export function testConnection(
  http: Http,
  connection: XsoarConnection,
  options: ClientOptions & { readonly signal: AbortSignal },
): Promise<XsoarFailure | null> {
  return createXsoarClient(http, connection, options).test(options.signal);
}

function failed(failure: XsoarFailure): { readonly ok: false; readonly failure: XsoarFailure } {
  return { ok: false, failure };
}

type Redact = (text: string) => string;

/** Blanks the key wherever a server echoes it, as it is or as JSON and URLs write it. */
function redactor(key: string): Redact {
  const forms = new Set([key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)]);
  forms.delete("");
  return (text) => [...forms].reduce((rest, form) => rest.replaceAll(form, "•••"), text);
}

function redactedFailure(failure: HttpFailure, redact: Redact): XsoarFailure {
  return "reason" in failure ? { ...failure, reason: redact(failure.reason) } : failure;
}

/** The failure a status stands for, or null for 2xx. */
function refusal(response: HttpResponse, redact: Redact): XsoarFailure | null {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return { code: "redirect", status, target: originOf(headers["location"]) };
  if (status === 429) return { code: "rateLimited", retryAfterSeconds: seconds(headers["retry-after"]) };
  if (status === 404 || status === 405) return { code: "notFound", status };
  if (status === 406 || status === 415) return { code: "notAcceptable", status };
  const detail = cleanDetail(redact(errorText(response)));
  if (status === 401 || status === 403) return { code: "keyRefused", status, detail };
  if (status === 402) return { code: "licence", detail };
  if (status === 407) return { code: "proxy", reason: "407 Proxy Authentication Required" };
  if (status === 409 || (status === 400 && isConflict(errorText(response)))) return { code: "conflict", detail };
  if (status >= 500) return { code: "server", status, detail };
  return { code: "rejected", status, detail };
}

/** The optimistic lock of the server; its wording is recorded for incidents only, so any that speaks of it counts. */
function isConflict(text: string): boolean {
  return /optimistic|version .*do(?:es)? not match/is.test(text);
}

/** The body of a 2xx as text, unless it is a web page, another kind of data or not UTF-8. */
function answerText(response: HttpResponse): XsoarResult<string> {
  const { status } = response;
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
  return { ok: true, value: text, raw: "" };
}

function searchPage(text: string, root: Span): SearchPage | null {
  const total = memberOf(text, root, "total");
  if (total === null || kindAt(text, total) !== "number") return null;
  const rows = memberOf(text, root, "iocObjects");
  if (rows !== null && kindAt(text, rows) !== "array" && kindAt(text, rows) !== "null") return null;
  const records = rows === null ? [] : elementsOf(text, rows).map((row) => recordAt(text, row));
  return { records: records.filter((record) => record !== null), total: Number(text.slice(total.start, total.end)) };
}

function recordAnswer(text: string, redact: Redact): XsoarResult<IndicatorRecord> {
  const root = documentSpan(text);
  if (root === null) return failed({ code: "malformed" });
  const error = errorIn(text, root, redact);
  if (error !== null) return failed(error);
  const record = readRecord(text);
  return record === null
    ? failed({ code: "notXsoar", status: 200 })
    : { ok: true, value: record, raw: shortened(text, redact) };
}

/** A logical failure in a 200: an `error` that says something. */
function errorIn(text: string, root: Span, redact: Redact): XsoarFailure | null {
  const error = memberOf(text, root, "error");
  if (error === null) return null;
  const kind = kindAt(text, error);
  if (kind === "null" || (kind === "boolean" && text[error.start] === "f")) return null;
  const said = stringAt(text, error) ?? text.slice(error.start, error.end);
  return said.trim() === "" || said === "{}" ? null : { code: "serverError", detail: cleanDetail(redact(said)) };
}

/** What an error body says: `detail` and `error` of XSOAR 6, `reply.err_msg` of XSOAR 8; empty for a web page. */
function errorText(response: HttpResponse): string {
  const text = new TextDecoder().decode(response.body.subarray(0, 64 * 1024));
  const root = documentSpan(text);
  if (root === null) return "";
  const reply = memberOf(text, root, "reply");
  const said = [
    ...["id", "title", "detail", "error"].map((key) => memberOf(text, root, key)),
    reply === null ? null : memberOf(text, reply, "err_msg"),
  ].map((span) => (span === null ? "" : (stringAt(text, span) ?? "").trim()));
  return [...new Set(said)].filter((part) => part !== "").join(": ");
}

function originOf(location: string | undefined): string {
  return location !== undefined && /^https?:/i.test(location) && URL.canParse(location) ? new URL(location).origin : "";
}

/** `Retry-After` in seconds; its date form needs a clock and counts as not given. */
function seconds(retryAfter: string | undefined): number | null {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) : null;
}

function shortened(text: string, redact: Redact): string {
  // Some room beyond the cut, so that a key across it is blanked whole.
  const clean = redact(text.slice(0, RAW_LENGTH * 2));
  return clean.length > RAW_LENGTH ? `${clean.slice(0, RAW_LENGTH)}…` : clean;
}
