import type { Action } from "./flavour6";

/** Something that goes wrong with the next requests. */
export type Fault = FaultKind & {
  /** Only requests of this kind; any when left out. */
  readonly on?: Action;
  /** How many requests it meets; 1 when left out. */
  readonly times?: number;
};

type FaultKind =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "delay"; readonly ms: number }
  /** The connection ends before the server has done anything. */
  | { readonly kind: "dropBefore" }
  /** The server does what was asked, and the answer is lost. */
  | { readonly kind: "dropAfter" }
  /** Half of the answer, then the connection ends. */
  | { readonly kind: "truncate" }
  /** Another user edits the same record between the client's read and its edit. */
  | { readonly kind: "touch"; readonly change?: Readonly<Record<string, unknown>> };

/** The faults that are due, first in, first out. */
export class FaultQueue {
  private due: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.due.push({ fault, left: fault.times ?? 1 });
  }

  /** Takes what meets this request: delays together with at most one other fault. */
  take(action: Action | null): readonly Fault[] {
    const met: Fault[] = [];
    for (const entry of this.due) {
      if (entry.fault.on !== undefined && entry.fault.on !== action) continue;
      if (entry.fault.kind !== "delay" && met.some(({ kind }) => kind !== "delay")) continue;
      entry.left--;
      met.push(entry.fault);
    }
    this.due = this.due.filter(({ left }) => left > 0);
    return met;
  }

  clear(): void {
    this.due = [];
  }
}
