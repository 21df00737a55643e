import { rememberKey } from "../secrecy";
import { type Answer, errorAnswer, okAnswer, pageAnswer } from "./answers";
import { type SimulatorClock, realClock } from "./clock";
import { cutJson, damaged, faultAnswer, padded } from "./damage";
import { type Fault, FaultQueue, type NetworkFailure } from "./faults";
import type { Action, Flavour, KeyState, Route } from "./flavour";
import { flavour6 } from "./flavour6";
import { flavour8 } from "./flavour8";
import type { SimulatorOptions } from "./options";
import { IndicatorStore, STORE_DEFAULTS, type StoreAnswer, type StoreOptions } from "./store";
import type { IncomingHttpHeaders } from "node:http";

/** A request as a transport hands it in. */
export interface Incoming {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bodyText: string;
  /** How long the client waits, in ms. */
  readonly patienceMs: number;
  /** Fires when the client goes away. */
  readonly signal: AbortSignal;
}

/** What becomes of a request: the transport does it to its connection. */
export type Delivery =
  | { readonly kind: "answer"; readonly answer: Answer }
  /** Half of the answer, then the end of the connection. */
  | { readonly kind: "cut"; readonly answer: Answer }
  | { readonly kind: "drop" }
  /** Nothing, ever. */
  | { readonly kind: "silence" }
  | { readonly kind: "network"; readonly failure: NetworkFailure };

/** One request as it came in. Secrets in its headers are replaced by their length. */
export interface LoggedRequest {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly path: string;
  readonly action: Action | null;
  /** "" for the main account and for servers without tenants. */
  readonly tenant: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
  /** The body as JSON; undefined when it is none. */
  readonly body: unknown;
  /** The kinds of the faults it met. */
  readonly faults: readonly Fault["kind"][];
  /** Whether the store did what was asked. */
  done: boolean;
  /** 0 when the connection was dropped without an answer. */
  status: number;
  answerText: string;
}

/** Told of each request when it came in, when the store has done it, and when it is answered (or will never be). */
export type Observer = (phase: "received" | "done" | "answered", request: LoggedRequest) => void;

const SECRET_HEADER = /^(?:authorization|proxy-authorization|cookie|x-xsrf-token|x-xdr-.*)$/;

/** The server without any transport: requests in, deliveries out. */
export class Simulator {
  readonly log: LoggedRequest[] = [];
  readonly faults = new FaultQueue();
  readonly observers = new Set<Observer>();
  readonly clock: SimulatorClock;
  readonly stores = new Map<string, IndicatorStore>();
  delayMs: number;
  keyState: KeyState = "valid";
  apiInstance: "enabled" | "disabled" = "enabled";
  private readonly flavour: Flavour;

  constructor(private readonly options: SimulatorOptions) {
    for (const key of [options.key, ...Object.values(options.tenantKeys ?? {})]) rememberKey(key);
    this.clock = options.clock ?? realClock;
    this.delayMs = options.delayMs ?? 0;
    this.flavour = this.createFlavour();
    const newer: Partial<StoreOptions> = options.flavour === "v8" ? { newerKeys: true, ids: "opaque" } : {};
    for (const tenant of ["", ...this.tenants]) {
      this.stores.set(tenant, new IndicatorStore({ ...STORE_DEFAULTS, ...newer, ...options.store }, this.clock));
    }
  }

  get tenants(): readonly string[] {
    return this.options.flavour === "v6-mt" ? (this.options.tenants ?? ["alpha", "beta"]) : [];
  }

  /** Does what is asked; resolves early when the client goes away. */
  async handle(incoming: Incoming): Promise<Delivery> {
    const start = this.clock.now().getTime();
    const route: Route =
      this.options.face === "ui"
        ? { kind: "answer", answer: pageAnswer() }
        : this.flavour.route(incoming.method, incoming.path);
    const action = route.kind === "api" ? route.action : null;
    const faults = this.faults.take(action);
    const entry: LoggedRequest = {
      method: incoming.method,
      path: incoming.path,
      action,
      tenant: route.kind === "api" ? route.tenant : "",
      headers: redacted(incoming.headers),
      bodyText: incoming.bodyText,
      body: parsed(incoming.bodyText),
      faults: faults.map(({ kind }) => kind),
      done: false,
      status: 0,
      answerText: "",
    };
    this.log.push(entry);
    this.tell("received", entry);
    /** False when the client did not wait so long. */
    const pause = async (ms: number): Promise<boolean> => {
      const left = incoming.patienceMs - (this.clock.now().getTime() - start);
      if (ms > 0 || left <= 0) await this.clock.wait(Math.max(0, Math.min(ms, left)), incoming.signal);
      return !incoming.signal.aborted && ms < left;
    };
    const delivery = await this.deliver(incoming, route, entry, faults, pause);
    if (delivery.kind === "answer") {
      entry.status = delivery.answer.status;
      entry.answerText = textOf(delivery.answer);
    }
    this.tell("answered", entry);
    return delivery;
  }

  private async deliver(
    incoming: Incoming,
    route: Route,
    entry: LoggedRequest,
    faults: readonly Fault[],
    pause: (ms: number) => Promise<boolean>,
  ): Promise<Delivery> {
    const wait = faults.reduce((sum, fault) => sum + (fault.kind === "delay" ? fault.ms : 0), this.delayMs);
    // A client that gave up while it waited has asked for nothing.
    if (!(await pause(wait))) return { kind: "silence" };
    const fault = faults.find(({ kind }) => kind !== "delay");
    const answer = (): Answer => this.answer(route, incoming, entry);
    const store = this.stores.get(entry.tenant);
    switch (fault?.kind) {
      case undefined:
      case "delay":
        return { kind: "answer", answer: answer() };
      case "dropBefore":
        return { kind: "drop" };
      case "dropAfter":
        answer();
        return { kind: "drop" };
      case "network":
        return { kind: "network", failure: fault.failure };
      case "hang":
        if (fault.committed === true) answer();
        return { kind: "silence" };
      case "slow": {
        const late = answer();
        return (await pause(fault.ms)) ? { kind: "answer", answer: late } : { kind: "silence" };
      }
      case "truncate":
        return { kind: "cut", answer: answer() };
      case "cutJson":
      case "malformed": {
        const good = fault.committed === false ? okAnswer('{"iocObjects":null,"total":0}') : answer();
        return { kind: "answer", answer: fault.kind === "cutJson" ? cutJson(good) : damaged(good) };
      }
      case "answer":
      case "errorIn200":
      case "html":
      case "null":
      case "empty":
        if (fault.committed === true) answer();
        return { kind: "answer", answer: faultAnswer(fault) };
      case "busy":
      case "redirect":
        return { kind: "answer", answer: faultAnswer(fault, this.clock.now()) };
      case "big":
        return { kind: "answer", answer: padded(answer(), fault.bytes) };
      case "touch": {
        if (entry.action !== "search") store?.touch(idIn(entry.body), fault.change, fault.note);
        const given = answer();
        if (entry.action === "search") for (const id of idsIn(given)) store?.touch(id, fault.change, fault.note);
        return { kind: "answer", answer: given };
      }
      case "remove":
        store?.remove(idIn(entry.body));
        return { kind: "answer", answer: answer() };
      case "rival":
        if (entry.action === "create") store?.rival(incoming.bodyText, fault.note);
        return { kind: "answer", answer: answer() };
    }
  }

  private answer(route: Route, { headers, bodyText }: Incoming, entry: LoggedRequest): Answer {
    if (route.kind === "answer") return route.answer;
    const { action, tenant } = route;
    const refused = this.flavour.refuse(headers, { action, tenant, now: this.clock.now().getTime() });
    if (refused !== null) return refused;
    if (action === "health") return okAnswer(this.flavour.health);
    if (!/(?:^|,)\s*application\/json\s*(?:[,;]|$)/i.test(headers.accept ?? "")) {
      return errorAnswer(406, "not_acceptable", "Accept header must be set to 'application/json'.");
    }
    if (action === "about") return okAnswer(this.flavour.about);
    if (!/^application\/json\s*(?:;|$)/i.test(headers["content-type"] ?? "")) {
      return errorAnswer(415, "unsupported_media_type", "Content-Type header must be set to: 'application/json'.");
    }
    if (entry.body === undefined) {
      return errorAnswer(400, "bad_request", "Request body is not well-formed. It must be JSON.");
    }
    const store = this.stores.get(tenant);
    if (store === undefined) throw new Error(`no store for ${tenant}`);
    const result = store[action](bodyText);
    entry.done = result.ok;
    if (result.ok) this.tell("done", entry);
    return storeAnswer(result);
  }

  private tell(phase: "received" | "done" | "answered", entry: LoggedRequest): void {
    for (const observer of this.observers) observer(phase, entry);
  }

  private createFlavour(): Flavour {
    const { key, keyId = "7", keyType = "standard", wrongPath = "documented", doubleSlash = "wrong" } = this.options;
    const keyState = (): KeyState => this.keyState;
    if (this.options.flavour === "v8") {
      const { skewMs = 5 * 60_000, nonceReuse = "refuse", apiPaths = "both" } = this.options;
      const apiInstance = (): "enabled" | "disabled" => this.apiInstance;
      return flavour8({
        key,
        keyId,
        keyType,
        skewMs,
        nonceReuse,
        apiPaths,
        keyState,
        apiInstance,
        wrongPath,
        doubleSlash,
      });
    }
    const { tenantKeys = {} } = this.options;
    return flavour6({ key, tenants: this.tenants, tenantKeys, keyState, wrongPath, doubleSlash });
  }
}

function storeAnswer(answer: StoreAnswer): Answer {
  if (answer.ok) return okAnswer(answer.body);
  if (answer.id === "errOptimisticLock") {
    return errorAnswer(answer.status, answer.id, "Optimistic lock error", answer.why);
  }
  return errorAnswer(answer.status, answer.id, answer.why);
}

/** The text of an answer's body. */
export function textOf({ body }: Answer): string {
  return typeof body === "string" ? body : Buffer.from(body).toString("utf8");
}

function idIn(body: unknown): string {
  const id = (body as { readonly id?: unknown } | null | undefined)?.id;
  return typeof id === "string" ? id : "";
}

function idsIn(answer: Answer): string[] {
  const page = parsed(textOf(answer)) as
    | { readonly iocObjects?: readonly { readonly id: string }[] | null }
    | undefined;
  return (page?.iocObjects ?? []).map(({ id }) => id);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function redacted(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(", ") : (value ?? "");
      return [name, SECRET_HEADER.test(name) ? `<${text.length} characters>` : text];
    }),
  );
}
