/** Long work in pieces: it yields where other work of the process may have its turn. */
export type Turns<T> = Generator<undefined, T, undefined>;

/** Does the work at once, for the command line, the worker and tests. */
export function finish<T>(work: Turns<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Does the work piece by piece; `pause` lets others go on. */
export async function finishInTurns<T>(work: Turns<T>, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await pause();
  }
}
