import { WRITE_LOCK_MS } from "../limits";
import type { Workspace } from "../memory/workspace";

const LOCK_SLICE_MS = 250;

/** Writes to XSOAR while nobody else does for this folder: what one run has read, no other changes before it writes. */
export async function writeAlone<T>(
  { memory, clock }: Pick<Workspace, "memory" | "clock">,
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<{ readonly kind: "done"; readonly value: T } | { readonly kind: "busy" | "aborted" }> {
  for (let waited = 0; waited < WRITE_LOCK_MS; waited += LOCK_SLICE_MS) {
    const started = clock.now().getTime();
    const done = await memory.withLock("xsoar", LOCK_SLICE_MS, work);
    if (done !== null) return { kind: "done", value: done.value };
    if (signal.aborted) return { kind: "aborted" };
    const spent = clock.now().getTime() - started;
    if (spent < LOCK_SLICE_MS) await clock.wait(LOCK_SLICE_MS - spent, signal);
  }
  return { kind: "busy" };
}
