import { MAX_EDIT_RETRIES } from "../limits";
import type { Wait, XsoarClient } from "./client";
import { mayHaveWritten } from "./consequences";
import type { XsoarFailure } from "./failures";
import { RECORD_QUERIES } from "./query";
import type { IndicatorRecord } from "./record";
import { searchAll } from "./searchAll";

export interface EditOptions {
  readonly wait: Wait;
  /** From 0 to 1, 1 excluded: spreads the pauses before a record is read again, so that two writers do not meet twice. */
  readonly jitter?: () => number;
}

/** What is to be done with a record as it is now. */
export type EditStep<T> =
  /** The whole record with the change in it is to be sent. */
  | {
      readonly kind: "send";
      readonly body: string;
      readonly told: T;
      /** The answer got lost: what was sent may be there. */
      readonly onLost?: () => void;
    }
  /** Nothing is to be sent. */
  | { readonly kind: "stop"; readonly told: T }
  | { readonly kind: "failed"; readonly failure: XsoarFailure };

export type EditOutcome<T> =
  /** `record` is as it stands now; `sent` tells whether the server has confirmed an edit of ours. */
  | { readonly kind: "done"; readonly told: T; readonly record: IndicatorRecord; readonly sent: boolean }
  /** `unknown`: something was sent, and nobody knows what became of it. */
  | { readonly kind: "failed"; readonly failure: XsoarFailure; readonly unknown: boolean };

const PAUSE_MS = 400;

/**
 * Changes a record: what `compute` makes of it is sent as one edit. When the record changed meanwhile it is read again and the change
 * computed on what is there now (3 times). When the answer got lost after the request was sent, the record is read again before
 * anything else is sent, and a second loss ends it. Nothing is ever forced over what somebody else has written.
 */
export async function editRecord<T>(
  client: XsoarClient,
  record: IndicatorRecord,
  compute: (current: IndicatorRecord) => Promise<EditStep<T>> | EditStep<T>,
  options: EditOptions,
  signal: AbortSignal,
): Promise<EditOutcome<T>> {
  let current = record;
  let conflicts = 0;
  let lost = 0;
  const failed = (failure: XsoarFailure, unknown: boolean) => ({ kind: "failed", failure, unknown }) as const;
  for (;;) {
    const step = await compute(current);
    if (step.kind === "failed") return failed(step.failure, false);
    if (step.kind === "stop") return { kind: "done", told: step.told, record: current, sent: false };

    const result = await client.edit(step.body, signal);
    if (result.ok) return { kind: "done", told: step.told, record: result.value, sent: true };
    const { failure } = result;
    // The path was right for the search before: what was not found is the record.
    if (failure.code === "notFound") return failed({ code: "gone", value: current.value }, lost > 0);
    if (failure.code === "conflict") {
      if (++conflicts > MAX_EDIT_RETRIES) return failed(failure, lost > 0);
    } else if (mayHaveWritten(failure)) {
      if (++lost > 1) return failed(failure, true);
      step.onLost?.();
    } else {
      // A cancelled request may have come through.
      return failed(failure, lost > 0 || failure.code === "aborted");
    }

    const spread = 0.5 + (options.jitter?.() ?? 0.5);
    await options.wait(Math.round(PAUSE_MS * (conflicts + lost) * spread), signal);
    const again = await readAgain(client, current, signal);
    if (again.kind === "failed") return failed(again.failure, lost > 0);
    current = again.record;
  }
}

/** The record as the server has it now. */
async function readAgain(
  client: XsoarClient,
  record: Pick<IndicatorRecord, "id" | "value">,
  signal: AbortSignal,
): Promise<
  | { readonly kind: "read"; readonly record: IndicatorRecord }
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
> {
  for (const queryOf of RECORD_QUERIES) {
    const hits = await searchAll(client, queryOf(record), signal);
    if (!hits.ok) return { kind: "failed", failure: hits.failure };
    const same = hits.records.find((hit) => hit.id === record.id);
    if (same !== undefined) return { kind: "read", record: same };
  }
  return { kind: "failed", failure: { code: "gone", value: record.value } };
}
