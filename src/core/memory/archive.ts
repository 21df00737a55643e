import { MAX_ARTICLES_OF_SOURCE } from "../limits";
import type { Article } from "../model/model";
import { decodeMap } from "./decodeMap";
import type { Documents } from "./documents";
import { type Archive, dayOf } from "./memory";
import { ARCHIVE } from "./memoryDocuments";
import { EMPTY, type Pair, type SlicedDocuments, sliceTime } from "./slicedDocuments";

const { name, decode } = ARCHIVE;

/** So many that were added have all of them counted: until then no source has that many more than it may. */
const ADDED_UNTIL_COUNTED = 2_000;

/** Tells the oldest articles of sources that have more than they may, when it is asked about all in the order they were found. */
export function beyondNewest(
  articles: Iterable<Pick<Article, "source">>,
): (article: Pick<Article, "source">) => boolean {
  const excess = new Map<string, number>();
  for (const { source } of articles) excess.set(source, (excess.get(source) ?? -MAX_ARTICLES_OF_SOURCE) + 1);
  return ({ source }) => {
    const over = excess.get(source) ?? 0;
    if (over <= 0) return false;
    excess.set(source, over - 1);
    return true;
  };
}

/** All stored articles in slices, in the order they were found. The stamp is how many were ever added. */
export function createArchive(sliced: SlicedDocuments, documents: Documents): Archive {
  const load = async () => (await sliced.read(name)) ?? EMPTY;
  let counted: { readonly oldest: string; readonly slices: ReadonlyMap<string, Counts> } = {
    oldest: "",
    slices: new Map(),
  };
  const articlesIn = (data: unknown): ReadonlyMap<string, Article> => decodeMap(data, decode) ?? new Map();
  return {
    pieces: async function* (oldest = "") {
      const isOld = (slice: string): boolean => dayOf(sliceTime(slice)) < oldest;
      for await (const { data } of sliced.pieces(name, await load(), isOld)) yield articlesIn(data);
    },
    newest: async () => {
      const { slices, data } = await load();
      const older = slices.toReversed().map((slice) => ({
        name: slice,
        read: async () => articlesIn(await sliced.piece(name, slice)),
      }));
      return [{ name: null, read: async () => articlesIn(data) }, ...older];
    },
    added: async () => Number((await load()).stamp ?? 0),
    counts: async (oldest) => {
      const document = await load();
      const isOld = (slice: string): boolean => dayOf(sliceTime(slice)) < oldest;
      const known = counted.oldest === oldest ? counted.slices : new Map<string, Counts>();
      const slices = new Map([...known].filter(([slice]) => document.slices.includes(slice)));
      const sum = new Map<string, number>();
      for await (const { slice, data } of sliced.pieces(name, document, (one) => isOld(one) || slices.has(one))) {
        const counts = countBySource(articlesIn(data).values(), oldest);
        if (slice === null) addCounts(sum, counts);
        else slices.set(slice, counts);
      }
      counted = { oldest, slices };
      for (const counts of slices.values()) addCounts(sum, counts);
      return sum;
    },
    add: async (articles, texts, oldest) => {
      const before = await load();
      const isOld = (slice: string): boolean => dayOf(sliceTime(slice)) < oldest;
      const addedBefore = Number(before.stamp ?? 0);
      const added = addedBefore + articles.length;
      const isCounted = Math.floor(added / ADDED_UNTIL_COUNTED) > Math.floor(addedBefore / ADDED_UNTIL_COUNTED);
      const sources: Pick<Article, "source">[] = [];
      if (isCounted && added > MAX_ARTICLES_OF_SOURCE) {
        for await (const { data } of sliced.pieces(name, before, isOld)) {
          for (const { source, found } of articlesIn(data).values()) if (found >= oldest) sources.push({ source });
        }
        for (const { source } of articles) sources.push({ source });
      }
      const isBeyond = beyondNewest(sources);
      const gone = new Map<string, number>();
      const isTooMuch = (article: Article): boolean => {
        if (!isBeyond(article)) return false;
        gone.set(article.source, (gone.get(article.source) ?? 0) + 1);
        return true;
      };
      // Only texts, and too much of one source, may change what is stored: else no slice has to be looked into.
      const isAsItIs = texts.size === 0 && sources.length === 0;
      const skip = (slice: string): boolean => isAsItIs || isOld(slice);
      const kept = isAsItIs ? before.slices.filter((slice) => !isOld(slice)) : [];
      const pairs: Pair[] = [];
      for await (const { slice, data } of sliced.pieces(name, before, skip)) {
        const stored = [...articlesIn(data)].filter(([, { found }]) => found >= oldest);
        const rest = stored.filter(([, article]) => !isTooMuch(article));
        if (
          slice !== null &&
          rest.length === stored.length &&
          !rest.some(([, article]) => withText(article, texts) !== article)
        ) {
          kept.push(slice);
          continue;
        }
        for (const [key, article] of rest) pairs.push([key, withText(article, texts)]);
      }
      for (const article of articles) if (!isTooMuch(article)) pairs.push([article.key, article]);
      const members = await sliced.prepare(name, before, { kept, pairs, stamp: String(added) });
      if (members !== null) await documents.write([[name, members]]);
      return { added, gone };
    },
  };
}

type Counts = ReadonlyMap<string, number>;

function countBySource(articles: Iterable<Article>, oldest: string): Counts {
  const counts = new Map<string, number>();
  for (const { source, found } of articles) if (found >= oldest) counts.set(source, (counts.get(source) ?? 0) + 1);
  return counts;
}

function addCounts(sum: Map<string, number>, counts: Counts): void {
  for (const [source, count] of counts) sum.set(source, (sum.get(source) ?? 0) + count);
}

/** What stands in for stored articles by key: all of one, or its text. */
export type Texts = ReadonlyMap<string, Article | string>;

/** The article as it reads now, where something else is told of it. */
export function withText(article: Article, texts: Texts): Article {
  const text = texts.get(article.key);
  if (text === undefined || text === article.content) return article;
  return typeof text === "string" ? { ...article, content: text } : text;
}
