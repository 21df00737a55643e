import { LONGEST_RETRY_AFTER_MS, LONGEST_RETRY_PAUSE_MS, MAX_XSOAR_TRIES, MAX_XSOAR_TRIES_ON_TIMEOUT } from "../limits";
import type { Clock, Signing } from "../ports";
import type { XsoarClient } from "./client";
import { isPassing } from "./consequences";
import type { XsoarFailure } from "./failures";

const FIRST_PAUSE_MS = 500;

/**
 * How long to wait before a request that met this failure is sent once more, or null when that is no use: for every
 * 4xx but 429, for what the user has to mend first, after enough tries, and when the server asks for a longer pause than
 * anyone would wait. It says nothing about whether sending it again is safe: a write has to look first.
 *
 * @param tries how often it was sent already
 * @param jitter from 0 to 1, 1 excluded
 */
export function retryPause(failure: XsoarFailure, tries: number, jitter: number): number | null {
  if (tries >= (failure.code === "timeout" ? MAX_XSOAR_TRIES_ON_TIMEOUT : MAX_XSOAR_TRIES) || !isPassing(failure))
    return null;
  const usual = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_RETRY_PAUSE_MS);
  const asked = "retryAfterSeconds" in failure ? (failure.retryAfterSeconds ?? 0) * 1000 : 0;
  if (asked > LONGEST_RETRY_AFTER_MS) return null;
  // Half of it by chance: many clients must not come back at one moment. Never before the time the server named.
  return Math.round(asked > 0 ? asked + (usual / 2) * jitter : (usual / 2) * (1 + jitter));
}

/**
 * A client that sends a search again when it failed for a reason that passes. Writes go out once: what became of a
 * failed one has to be looked up first. So does `test`: the user waits for its answer.
 */
export function withRetries(
  client: XsoarClient,
  { clock, signing }: { readonly clock: Pick<Clock, "wait">; readonly signing: Pick<Signing, "jitter"> },
): XsoarClient {
  return {
    ...client,
    async search(query, paging, signal) {
      for (let tries = 1; ; tries++) {
        const result = await client.search(query, paging, signal);
        if (result.ok) return result;
        const pause = retryPause(result.failure, tries, signing.jitter());
        if (pause === null) return result;
        await clock.wait(pause, signal);
        if (signal.aborted) return { ok: false, failure: { code: "aborted" } };
      }
    },
  };
}
