const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back once when the signal fires; never when it has fired already. Gives a function that takes the wish back.
 * Hundreds of sources share one signal: it gets one listener for all of them, since Node takes more than ten for a leak
 * and warns.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  let callbacks = callbacksOf.get(signal);
  if (callbacks === undefined) {
    const all = new Set<() => void>();
    callbacks = all;
    callbacksOf.set(signal, all);
    signal.addEventListener("abort", () => [...all].forEach((each) => each()), { once: true });
  }
  // A wrapper of its own: the same callback may be wished for twice.
  const entry = (): void => callback();
  callbacks.add(entry);
  return () => callbacks.delete(entry);
}
