import { MAX_NEW_ARTICLES, MAX_NEW_MATCHED } from "../limits";
import { compileLinearPattern } from "../text/linearPattern";
import { compileNamesInTurns } from "../matching/matcher";
import type { NameEntry } from "../matching/nameEntry";
import type { Article } from "../model/model";
import type { Clock } from "../ports";
import { articleDate } from "../model/articleDate";

/** Articles searched before other work of the process gets its turn. */
const ARTICLES_PER_TURN = 200;

/** The new articles that are kept, in their order, and by source how many are not. */
export interface KeptArticles {
  readonly kept: readonly Article[];
  readonly left: ReadonlyMap<string, number>;
}

/**
 * What is kept of new articles. A source decides itself how many it lists: beyond its newest ones, those count in which a name is found,
 * so that all are searched whatever is kept. Most sources have far fewer, and cost nothing here.
 *
 * @param entries null where names are not looked for
 */
export async function keptArticles(
  articles: readonly Article[],
  entries: readonly NameEntry[] | null,
  clock: Clock,
): Promise<KeptArticles> {
  const bySource = new Map<string, Article[]>();
  for (const article of articles) {
    const same = bySource.get(article.source);
    if (same === undefined) bySource.set(article.source, [article]);
    else same.push(article);
  }
  const full = [...bySource].filter(([, own]) => own.length > MAX_NEW_ARTICLES);
  if (full.length === 0) return { kept: articles, left: new Map() };
  const matcher =
    entries === null
      ? null
      : await compileNamesInTurns(entries, () => clock.wait(0), {
          compilePattern: compileLinearPattern,
          now: () => clock.now().getTime(),
        });
  const dropped = new Set<string>();
  const left = new Map<string, number>();
  for (const [source, own] of full) {
    // Stable: of the same time, what the source lists first.
    const newest = own.toSorted((a, b) =>
      articleDate(a) < articleDate(b) ? 1 : Number(articleDate(a) > articleDate(b)) * -1,
    );
    let matched = 0;
    for (const [at, article] of newest.slice(MAX_NEW_ARTICLES).entries()) {
      if ((at + 1) % ARTICLES_PER_TURN === 0) await clock.wait(0);
      if (matched < MAX_NEW_MATCHED && matcher !== null && matcher.match(article).length > 0) matched += 1;
      else dropped.add(article.key);
    }
    const count = own.length - MAX_NEW_ARTICLES - matched;
    if (count > 0) left.set(source, count);
  }
  return { kept: articles.filter(({ key }) => !dropped.has(key)), left };
}
