import { MAX_RAW_ANSWER_CHARACTERS, MAX_XSOAR_ANSWER_BYTES, MAX_XSOAR_HITS } from "../limits";
import type { HttpFailure } from "../model/failureReasons";
import type { Clock, Http, HttpRequest, Log, Signing } from "../ports";
import { type Redact, readAnswer } from "./answers";
import { type XsoarConnection, keyIdOf, needsKeyId } from "./connection";
import { type XsoarFailure, cleanDetail } from "./failures";
import { type Turns, finishInTurns } from "../text/turns";
import { type Member, documentInTurns, elementsInTurns, kindAt, membersInTurns, stringAt } from "./json";
import { type IndicatorRecord, recordAt } from "./record";
import { authHeaders } from "./signing";

export type XsoarResult<T> =
  /** `raw` is the answer as it came, shortened, the key blanked: for the log. */
  | { readonly ok: true; readonly value: T; readonly raw: string }
  | { readonly ok: false; readonly failure: XsoarFailure };

interface SearchPage {
  readonly records: readonly IndicatorRecord[];
  /** All hits, on whatever page. */
  readonly total: number;
  /** UTF-16 units of the answer. */
  readonly units: number;
}

/** Which of the hits a search gives. */
interface Paging {
  /** Counts from 0; the server's search engine goes no deeper than 10,000 hits this way. */
  readonly page: number;
  readonly size: number;
  /** Instead of pages: hits in the order of their ids, behind the one with these sort values; empty for the first. */
  readonly after?: readonly string[];
}

export interface XsoarClient {
  /** `POST /indicators/search` */
  search(query: string, paging: Paging, signal: AbortSignal): Promise<XsoarResult<SearchPage>>;
  /** `POST /indicator/create`; the value is null when the server answered without making a record (exclusion list). */
  create(bodyText: string, signal: AbortSignal): Promise<XsoarResult<IndicatorRecord | null>>;
  /** `POST /indicator/edit` with the whole record. */
  edit(bodyText: string, signal: AbortSignal): Promise<XsoarResult<IndicatorRecord>>;
  /** The smallest search there is, the only check that proves the permission used later as well. Null when all is well. */
  test(signal: AbortSignal): Promise<XsoarFailure | null>;
}

interface ClientOptions {
  /** For each request, from its start to the last byte of the answer. */
  readonly timeoutMs: number;
  /** A pause between the parts of a large answer lets others have their turn. */
  readonly clock: Pick<Clock, "now" | "wait">;
  readonly signing: Signing;
  /** Is told of each request: path, status and duration, never a body. */
  readonly log?: Pick<Log, "debug">;
}

/** Pauses; ends early, without an error, when the signal fires. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

const SMALLEST: Paging = { page: 0, size: 1 };

/**
 * A client of the XSOAR REST API. A success is a 2xx with a JSON content type and the expected shape, nothing less: a
 * wrong path answers 200 with a web page. Redirects are never followed, and every request has the whole base address
 * before it, the tenant included. No failure, no `raw` and no log line holds the key or what it was signed with. Each
 * request goes out once: see `withRetries`.
 */
export function createXsoarClient(http: Http, connection: XsoarConnection, options: ClientOptions): XsoarClient {
  const { clock, log } = options;
  const { baseUrl } = connection;
  // A base that the URL rules would change ("/acc_x/.."), could lead a request to another tenant.
  if (new URL(`${baseUrl}/x`).href !== `${baseUrl}/x`) throw new Error("the base address is not normalised");
  const unusable = unusableKey(connection);

  async function post<T>(
    path: string,
    body: string,
    signal: AbortSignal,
    read: (text: string, redact: Redact) => Turns<XsoarResult<T>>,
    asking: Pick<HttpRequest, "onlyAsks"> = {},
  ): Promise<XsoarResult<T>> {
    if (unusable !== null) return failed(unusable);
    const { headers, secrets } = authHeaders(connection, options);
    const redact = redactor(secrets);
    const started = clock.now().getTime();
    const result = await http.request({
      url: baseUrl + path,
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json", ...headers },
      body,
      timeoutMs: options.timeoutMs,
      maxBytes: MAX_XSOAR_ANSWER_BYTES,
      signal,
      circle: "xsoar",
      ...asking,
    });
    const now = clock.now();
    const answer = result.ok
      ? readAnswer(result.response, { connection, redact, now })
      : failed(redactedFailure(result.failure, redact));
    const outcome = answer.ok ? await finishInTurns(read(answer.text, redact), () => clock.wait(0)) : answer;
    const status = result.ok ? String(result.response.status) : "no answer";
    const why = outcome.ok ? "" : ` (${outcome.failure.code})`;
    log?.debug(`XSOAR: POST ${path} ${status}${why}, ${now.getTime() - started} ms`);
    return outcome;
  }

  const search: XsoarClient["search"] = (query, paging, signal) =>
    post("/indicators/search", searchBody(query, paging), signal, searchAnswer, { onlyAsks: true });

  return {
    search,
    create: (bodyText, signal) => post("/indicator/create", bodyText, signal, creationAnswer),
    edit: (bodyText, signal) => post("/indicator/edit", bodyText, signal, recordAnswer),
    async test(signal) {
      const result = await search("", SMALLEST, signal);
      if (result.ok) return null;
      // That an empty query is one is not documented.
      if (result.failure.code !== "rejected") return result.failure;
      const again = await search(`value:"TI Scraper"`, SMALLEST, signal);
      return again.ok ? null : again.failure;
    },
  };
}

function failed(failure: XsoarFailure): { readonly ok: false; readonly failure: XsoarFailure } {
  return { ok: false, failure };
}

/** Why no request can be made with this key, or null. */
function unusableKey(connection: XsoarConnection): XsoarFailure | null {
  if (!/^[\x21-\x7e]+$/.test(connection.apiKey.trim())) return { code: "keyFormat" };
  const keyId = keyIdOf(connection);
  if (keyId !== "") return /^\d{1,20}$/.test(keyId) ? null : { code: "keyIdFormat" };
  return connection.flavour === "xsoar8" || needsKeyId(connection.baseUrl) ? { code: "keyIdMissing" } : null;
}

/** Blanks secrets wherever a server echoes them, as they are or as JSON and URLs write them. */
function redactor(secrets: readonly string[]): Redact {
  const forms = new Set(
    secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]),
  );
  forms.delete("");
  return (text) => [...forms].reduce((rest, form) => rest.replaceAll(form, "•••"), text);
}

function redactedFailure(failure: HttpFailure, redact: Redact): XsoarFailure {
  return "detail" in failure ? { ...failure, detail: redact(failure.detail) } : failure;
}

/** Both `page` and `size` are always sent: a server may give no rows, or fewer than all, where they are missing. */
function searchBody(query: string, { page, size, after }: Paging): string {
  if (after === undefined) return JSON.stringify({ query, page, size });
  const sort = [{ field: "id", asc: true }];
  return JSON.stringify({ query, page, size, sort, ...(after.length === 0 ? {} : { searchAfter: after }) });
}

function* searchAnswer(text: string, redact: Redact): Turns<XsoarResult<SearchPage>> {
  const members = yield* answerMembers(text);
  if (members === null) return failed({ code: "malformed" });
  const error = errorIn(text, members, redact);
  if (error !== null) return failed(error);
  const total = valueOf(members, "total");
  if (total === null || kindAt(text, total) !== "number") return failed({ code: "notXsoar", status: 200 });
  const hits = Number(text.slice(total.start, total.end));
  if (hits > MAX_XSOAR_HITS) return failed({ code: "tooManyHits", total: hits, limit: MAX_XSOAR_HITS });
  const rows = valueOf(members, "iocObjects");
  if (rows !== null && kindAt(text, rows) !== "array" && kindAt(text, rows) !== "null")
    return failed({ code: "notXsoar", status: 200 });
  const spans = rows === null ? [] : yield* elementsInTurns(text, rows, MAX_XSOAR_HITS + 1);
  if (spans.length > MAX_XSOAR_HITS) return failed({ code: "tooManyHits", total: spans.length, limit: MAX_XSOAR_HITS });
  const records: IndicatorRecord[] = [];
  let turn = 0;
  for (const span of spans) {
    const record = recordAt(text, span);
    if (record !== null) records.push(record);
    if (span.end < turn) continue;
    turn = span.end + UNITS_PER_TURN;
    yield;
  }
  return { ok: true, value: { records, total: hits, units: text.length }, raw: shortened(text, redact) };
}

/** What is read of records before others have their turn. */
const UNITS_PER_TURN = 50_000;

/** Nothing at all is the answer to a value on the exclusion list. */
function* creationAnswer(text: string, redact: Redact): Turns<XsoarResult<IndicatorRecord | null>> {
  if (text.trim() === "" || text.trim() === "null") return { ok: true, value: null, raw: shortened(text, redact) };
  return yield* recordAnswer(text, redact);
}

function* recordAnswer(text: string, redact: Redact): Turns<XsoarResult<IndicatorRecord>> {
  const root = yield* documentInTurns(text);
  if (root === null) return failed({ code: "malformed" });
  const error = errorIn(text, yield* membersInTurns(text, root), redact);
  if (error !== null) return failed(error);
  const record = recordAt(text, root);
  return record === null
    ? failed({ code: "notXsoar", status: 200 })
    : { ok: true, value: record, raw: shortened(text, redact) };
}

/** The members of an answer, none where it is no object; null when it is no JSON. */
function* answerMembers(text: string): Turns<readonly Member[] | null> {
  const root = yield* documentInTurns(text);
  return root === null ? null : yield* membersInTurns(text, root);
}

/** The value of a key, the last one where it is doubled. */
function valueOf(members: readonly Member[], key: string): Member["value"] | null {
  return members.findLast((member) => member.key === key)?.value ?? null;
}

/** A logical failure in a 200: an `error` that says something. */
function errorIn(text: string, members: readonly Member[], redact: Redact): XsoarFailure | null {
  const error = valueOf(members, "error");
  if (error === null) return null;
  const kind = kindAt(text, error);
  if (kind === "null" || (kind === "boolean" && text[error.start] === "f")) return null;
  const said = stringAt(text, error) ?? text.slice(error.start, error.end);
  return said.trim() === "" || said === "{}" ? null : { code: "serverError", detail: cleanDetail(redact(said)) };
}

function shortened(text: string, redact: Redact): string {
  // Some room beyond the cut, so that a key across it is blanked whole.
  const clean = redact(text.slice(0, MAX_RAW_ANSWER_CHARACTERS * 2));
  return clean.length > MAX_RAW_ANSWER_CHARACTERS ? `${clean.slice(0, MAX_RAW_ANSWER_CHARACTERS)}…` : clean;
}
