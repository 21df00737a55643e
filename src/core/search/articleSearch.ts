import { MAX_SEARCH_RESULTS } from "../limits";
import type { ArchivePiece } from "../memory/memory";
import { findArticles } from "../memory/storedArticles";
import type { Workspace } from "../memory/workspace";
import type { Article } from "../model/model";
import type { Summaries } from "../summaries/summaries";
import { finishInTurns } from "../text/turns";
import { type Block, makeBlock } from "./block";
import { readQuery } from "./query";
import { type Kind, SearchRun } from "./searchRun";

/** What is stored of a folder, to be searched. */
export interface ArticleSearch {
  /**
   * What is stored now. What was folded for an earlier look is used again as far as it has not changed.
   *
   * @param readsFolder false: no configuration is read, so that jobs of the user's own are left out
   */
  open(readsFolder?: boolean): Promise<OpenSearch>;
  /** A stored article by its key; null where it has gone. */
  article(key: string): Promise<Article | null>;
}

export interface OpenSearch {
  /** Folds what was not folded yet, so that the searches are quick. */
  prepare(signal: AbortSignal): Promise<void>;
  /**
   * The articles that hold all words that are typed, the best first; none where no word is typed.
   *
   * @param tell hears what was found so far, while not all was read yet
   * @param signal ends it early: what it gives then is of no use
   */
  search(typed: string, signal: AbortSignal, tell?: (found: readonly Article[]) => void): Promise<readonly Article[]>;
}

type Part = readonly [block: Block, kind: Kind];

/** How often is told what was found so far. */
const TOLD_EVERY_MS = 50;

/**
 * The search of one folder: headlines, summaries and kept texts of the articles that names, stories, keywords and jobs of the user's own
 * have, and of all others that are stored.
 *
 * @param others the articles of further jobs
 */
export function createArticleSearch(
  { memory, clock }: Workspace,
  summaries: Pick<Summaries, "kept">,
  others: (readsFolder: boolean) => Promise<readonly Article[]>,
): ArticleSearch {
  const pause = (): Promise<void> => clock.wait(0);
  /** By the names of the pieces, which never change. */
  const folded = new Map<string, Promise<Block>>();
  const open: ArticleSearch["open"] = async (readsFolder = true) => {
    const [{ articles, carried }, more, kept, pieces] = await Promise.all([
      memory.load("articles", "carried"),
      others(readsFolder),
      summaries.kept(),
      memory.archive.newest(),
    ]);
    const named = new Set(pieces.map(({ name }) => name));
    for (const name of folded.keys()) if (!named.has(name)) folded.delete(name);
    const pages = new Map([...kept].map(([key, { paragraphs }]) => [key, paragraphs.join("\n")]));
    const rest = new Map([...more, ...carried.values()].map((article) => [article.key, article]));
    for (const key of articles.keys()) rest.delete(key);
    let first: Promise<readonly Part[]> | undefined;
    let last: Promise<Block> | undefined;
    const blockOf = (piece: ArchivePiece): Promise<Block> => {
      const { name } = piece;
      const make = async () => makeBlock([...(await piece.read()).values()]);
      if (name === null) return (last ??= make());
      const known = folded.get(name) ?? make();
      folded.set(name, known);
      // What could not be read now may be later.
      known.catch(() => folded.delete(name));
      return known;
    };
    const blocks = async function* (): AsyncIterable<Part> {
      first ??= makeFirst([...articles.values()], [...rest.values()], pages, pause);
      yield* await first;
      for (const piece of pieces) yield [await blockOf(piece), "stored"];
    };
    return {
      prepare: async (signal) => {
        for await (const _ of blocks()) {
          if (signal.aborted) return;
          await pause();
        }
      },
      search: async (typed, signal, tell = () => undefined) => {
        const query = readQuery(typed);
        if (query === null) return [];
        const run = new SearchRun(query, MAX_SEARCH_RESULTS);
        let told = clock.now().getTime();
        for await (const [block, kind] of blocks()) {
          await finishInTurns(run.take(block, kind), pause);
          if (signal.aborted || run.isOver) break;
          const now = clock.now().getTime();
          if (now - told < TOLD_EVERY_MS) continue;
          told = now;
          tell(run.found);
        }
        return run.found;
      },
    };
  };
  return {
    open,
    article: async (key) => {
      const { articles, carried } = await memory.load("articles", "carried");
      const near = articles.get(key) ?? carried.get(key) ?? (await others(true)).find((one) => one.key === key);
      return near ?? (await findArticles(memory.archive, new Set([key]))).get(key) ?? null;
    },
  };
}

/** Articles in one block: folded in a few milliseconds, with a page each in some more. */
const ARTICLES_PER_BLOCK = 100;

/** The blocks of what stands in memory beside the archive. */
async function makeFirst(
  tracked: readonly Article[],
  others: readonly Article[],
  pages: ReadonlyMap<string, string>,
  pause: () => Promise<void>,
): Promise<readonly Part[]> {
  const blocks: Part[] = [];
  for (const [articles, kind] of [
    [tracked, "tracked"],
    [others, "other"],
  ] as const) {
    for (let from = 0; from < articles.length; from += ARTICLES_PER_BLOCK) {
      blocks.push([makeBlock(articles.slice(from, from + ARTICLES_PER_BLOCK), pages), kind]);
      await pause();
    }
  }
  return blocks;
}
