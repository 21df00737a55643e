import { compileLinearPattern } from "../text/linearPattern";
import { type Matcher, compileNamesInTurns } from "../matching/matcher";
import type { Workspace } from "../memory/workspace";

/** How many of the stored articles names are found in. */
export interface Finds {
  /** Of each that was asked for, in their order. */
  readonly hits: readonly number[];
  /** Stored articles that were looked at. */
  readonly articles: number;
}

/** Articles searched before other work of the process gets its turn. */
const ARTICLES_PER_TURN = 200;

/**
 * Looks for names in all stored articles, each as it would be looked for if it alone were tracked: an article counts once, whichever of
 * the names that belong together it was found by.
 *
 * @param wanted names that belong together, the tracked one first
 * @param signal ends it early: what it gives then is of no use
 */
export async function wouldFind(
  { memory, clock }: Workspace,
  wanted: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<Finds> {
  const pause = (): Promise<void> => clock.wait(0);
  const matchers: Matcher[] = [];
  for (const names of wanted) {
    const entries = names.map((name) => ({ profile: names[0] ?? "", name }));
    const options = { compilePattern: compileLinearPattern, now: () => clock.now().getTime() };
    matchers.push(await compileNamesInTurns(entries, pause, options));
  }
  const hits = wanted.map(() => 0);
  let articles = 0;
  for await (const piece of memory.archive.pieces()) {
    for (const article of piece.values()) {
      if (signal.aborted) return { hits, articles };
      for (const [at, matcher] of matchers.entries())
        if (matcher.match(article).length > 0) hits[at] = (hits[at] ?? 0) + 1;
      if (++articles % ARTICLES_PER_TURN === 0) await pause();
    }
  }
  return { hits, articles };
}
