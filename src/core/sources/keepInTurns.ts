import { SOURCE_RULES_MS } from "../limits";
import type { Clock } from "../ports";
import { type RuledItem, compileRules } from "../text/sourceRules";

/** Items judged before other work of the process gets its turn: a few milliseconds' worth. */
const ITEMS_PER_TURN = 200;
/** With regular expressions, which may take longer. */
const MS_PER_TURN = 10;

/**
 * Tells which items of one source are kept, one after the other: a page may have tens of thousands of links, and expressions take time, so
 * others get their turn in between.
 *
 * @param keeps what is asked of an item before its rules
 * @returns whether an item is kept; null when the rules have taken too long, which ends it
 */
export function keepInTurns<T extends RuledItem>(
  keeps: (item: T) => boolean,
  { include, exclude }: { readonly include: readonly string[]; readonly exclude: readonly string[] },
  clock: Clock,
): (item: T) => Promise<boolean | null> {
  const judge = compileRules(include, exclude);
  let turnStarted = clock.now().getTime();
  let spentMs = 0;
  let judged = 0;
  const turn = async (): Promise<void> => {
    await clock.wait(0);
    turnStarted = clock.now().getTime();
  };
  return async (item) => {
    judged += 1;
    if (judged % ITEMS_PER_TURN === 0) await turn();
    if (!keeps(item)) return false;
    const judging = judge(item);
    let step = judging.next();
    for (; step.done !== true; step = judging.next()) {
      const turnMs = clock.now().getTime() - turnStarted;
      if (turnMs <= MS_PER_TURN) continue;
      spentMs += turnMs;
      if (spentMs > SOURCE_RULES_MS) return null;
      await turn();
    }
    return step.value;
  };
}
