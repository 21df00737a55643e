import { compileLinearPattern } from "../text/linearPattern";
import { compileNamesInTurns } from "../matching/matcher";
import type { NameEntry } from "../matching/nameEntry";
import type { Workspace } from "../memory/workspace";

/** How many of the stored articles names are found in. */
export interface Finds {
  readonly hits: number;
  /** Stored articles that were looked at. */
  readonly articles: number;
}

/**
 * Looks for names in all stored articles, as they would be looked for if they were tracked, by themselves: what stands in an article
 * counts once, whichever of them found it.
 *
 * @param signal ends it early: the counts are those so far
 */
export async function wouldFind(
  { memory, clock }: Workspace,
  entries: readonly NameEntry[],
  signal: AbortSignal,
): Promise<Finds> {
  const pause = (): Promise<void> => clock.wait(0);
  const matcher = await compileNamesInTurns(entries, pause, {
    compilePattern: compileLinearPattern,
    now: () => clock.now().getTime(),
  });
  let [hits, articles] = [0, 0];
  for await (const piece of memory.archive.pieces()) {
    if (signal.aborted) break;
    for (const [, article] of piece) {
      articles += 1;
      if (matcher.match(article).length > 0) hits += 1;
    }
    await pause();
  }
  return { hits, articles };
}
