import type { Action } from "./flavour";

/** Something that goes wrong with the next requests. */
export type Fault = FaultKind & {
  /** Only requests of this kind; any when left out. */
  readonly on?: Action;
  /** How many requests it meets; 1 when left out. */
  readonly times?: number;
  /** How many requests it lets pass before; 0 when left out. */
  readonly after?: number;
};

/** Whether the server did what was asked although its answer says nothing of it. */
interface Commit {
  readonly committed?: boolean;
}

export type FaultKind =
  | (Commit & {
      readonly kind: "answer";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    })
  /** 429 or 503; `Retry-After` in seconds, as the date that lies so many seconds ahead, or none. */
  | {
      readonly kind: "busy";
      readonly status?: 429 | 503;
      readonly seconds?: number;
      readonly retryAfter?: "seconds" | "date" | "none";
    }
  /** Waits first; a client that gives up meanwhile has asked for nothing. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Does what was asked and answers late. */
  | { readonly kind: "slow"; readonly ms: number }
  /** Never answers; with `committed` it has done what was asked. */
  | (Commit & { readonly kind: "hang" })
  /** The connection ends before the server has done anything. */
  | { readonly kind: "dropBefore" }
  /** The server does what was asked, and the answer is lost. */
  | { readonly kind: "dropAfter" }
  /** The server does what was asked; half of the answer, then the connection ends. */
  | { readonly kind: "truncate" }
  /** A complete HTTP answer that holds half of the JSON; done unless `committed` is false. */
  | (Commit & { readonly kind: "cutJson" })
  /** JSON with bytes that are no UTF-8 and no JSON; done unless `committed` is false. */
  | (Commit & { readonly kind: "malformed" })
  /** 200 with an `error`. */
  | (Commit & { readonly kind: "errorIn200"; readonly error?: string })
  /** 200 with a web page, as a portal or a login in between answers. */
  | (Commit & { readonly kind: "html" })
  /** 200 `null`. */
  | (Commit & { readonly kind: "null" })
  /** 200 without a body. */
  | (Commit & { readonly kind: "empty" })
  /** To another place, which must never see the key. */
  | { readonly kind: "redirect"; readonly status?: 301 | 302 | 303 | 307 | 308; readonly location: string }
  /** A correct answer of at least so many bytes. */
  | { readonly kind: "big"; readonly bytes: number }
  /**
   * Another user edits the record: before an edit is done, after a search has answered (each record it gave). `change` sets
   * custom fields, `note` appends a row to the community notes.
   */
  | { readonly kind: "touch"; readonly change?: Readonly<Record<string, unknown>>; readonly note?: string }
  /** Another user removes the record just before the edit. */
  | { readonly kind: "remove" }
  /** Another user creates a record of the same value just before the creation, with this note. */
  | { readonly kind: "rival"; readonly note?: string }
  /** The request does not even reach the server. In process the client gets this failure, over sockets a lost connection. */
  | { readonly kind: "network"; readonly failure: NetworkFailure };

export type NetworkFailure =
  | { readonly code: "dns" | "refused" | "reset"; readonly host: string }
  | { readonly code: "tls"; readonly why: "selfSigned" | "expired" | "hostName" }
  | { readonly code: "proxy"; readonly why: "login" | "refused" }
  | { readonly code: "network"; readonly why: "noRoute" | "silent" };

/** Each kind with what it cannot do without. */
const KINDS: Readonly<Record<Fault["kind"], readonly string[]>> = {
  answer: ["status"],
  busy: [],
  delay: ["ms"],
  slow: ["ms"],
  hang: [],
  dropBefore: [],
  dropAfter: [],
  truncate: [],
  cutJson: [],
  malformed: [],
  errorIn200: [],
  html: [],
  null: [],
  empty: [],
  redirect: ["location"],
  big: ["bytes"],
  touch: [],
  remove: [],
  rival: [],
  network: ["failure"],
};

/** Every kind of fault. */
export const FAULT_KINDS = Object.keys(KINDS) as readonly Fault["kind"][];

/** The faults that are due, first in, first out. */
export class FaultQueue {
  private due: { readonly fault: Fault; left: number; skip: number }[] = [];
  private chaos: ((action: Action | null) => Fault | null) | null = null;
  /** How many faults have met a request so far. */
  injected = 0;

  /** @throws when there is no such fault, or a part of it is missing: from outside of TypeScript it would silently be none */
  add(fault: Fault): void {
    if (!Object.hasOwn(KINDS, fault.kind)) throw new Error(`there is no fault "${fault.kind}"`);
    const missing = KINDS[fault.kind].find((part) => !(part in fault));
    if (missing !== undefined) throw new Error(`the fault "${fault.kind}" needs "${missing}"`);
    this.due.push({ fault, left: fault.times ?? 1, skip: fault.after ?? 0 });
  }

  /** A source of further faults, asked once for each request that no planned fault meets. */
  setChaos(chaos: ((action: Action | null) => Fault | null) | null): void {
    this.chaos = chaos;
  }

  /** Takes what meets this request: delays together with at most one other fault. */
  take(action: Action | null): readonly Fault[] {
    const met: Fault[] = [];
    for (const entry of this.due) {
      if (entry.fault.on !== undefined && entry.fault.on !== action) continue;
      if (entry.fault.kind !== "delay" && met.some(({ kind }) => kind !== "delay")) continue;
      if (entry.skip > 0) {
        entry.skip--;
        continue;
      }
      entry.left--;
      met.push(entry.fault);
    }
    this.due = this.due.filter(({ left }) => left > 0);
    const extra = met.length === 0 ? (this.chaos?.(action) ?? null) : null;
    if (extra !== null) met.push(extra);
    this.injected += met.length;
    return met;
  }

  clear(): void {
    this.due = [];
    this.chaos = null;
  }
}
