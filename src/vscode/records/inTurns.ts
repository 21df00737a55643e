import { setImmediate } from "node:timers/promises";
import { type Turns, finishInTurns } from "../../core/text/turns";

/** Does long work in turns: the window goes on between them. */
export function inTurns<T>(work: Turns<T>): Promise<T> {
  return finishInTurns(work, () => setImmediate());
}
