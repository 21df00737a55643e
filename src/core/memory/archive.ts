import type { Article } from "../model/model";
import { decodeMap } from "./decodeMap";
import type { Documents } from "./documents";
import { type Archive, dayOf } from "./memory";
import { ARCHIVE } from "./memoryDocuments";
import { EMPTY, type Pair, type SlicedDocuments, sliceTime } from "./slicedDocuments";

const { name, decode } = ARCHIVE;

/** All stored articles in slices, in the order they were found. The stamp is how many were ever added. */
export function createArchive(sliced: SlicedDocuments, documents: Documents): Archive {
  const load = async () => (await sliced.read(name)) ?? EMPTY;
  const articlesIn = (data: unknown): ReadonlyMap<string, Article> => decodeMap(data, decode) ?? new Map();
  return {
    pieces: async function* () {
      for await (const { data } of sliced.pieces(name, await load(), () => false)) yield articlesIn(data);
    },
    added: async () => Number((await load()).stamp ?? 0),
    add: async (articles, contents, oldest) => {
      const before = await load();
      const isOld = (slice: string): boolean => dayOf(sliceTime(slice)) < oldest;
      // Only texts may change what is stored: without any, no slice has to be looked into.
      const skip = (slice: string): boolean => contents.size === 0 || isOld(slice);
      const kept = contents.size === 0 ? before.slices.filter((slice) => !isOld(slice)) : [];
      const pairs: Pair[] = [];
      for await (const { slice, data } of sliced.pieces(name, before, skip)) {
        const stored = articlesIn(data);
        if (slice !== null && ![...stored.values()].some((article) => lacks(article, contents))) {
          kept.push(slice);
          continue;
        }
        for (const [key, article] of stored) {
          if (article.found >= oldest) pairs.push([key, withContent(article, contents)]);
        }
      }
      for (const article of articles) pairs.push([article.key, article]);
      const added = Number(before.stamp ?? 0) + articles.length;
      const members = await sliced.prepare(name, before, { kept, pairs, stamp: String(added) });
      if (members !== null) await documents.write([[name, members]]);
      return added;
    },
  };
}

function lacks({ key, content }: Article, contents: ReadonlyMap<string, string>): boolean {
  const wanted = contents.get(key);
  return wanted !== undefined && wanted !== content;
}

/** The article with its text, where one is told. */
export function withContent(article: Article, contents: ReadonlyMap<string, string>): Article {
  const content = contents.get(article.key);
  return content === undefined ? article : { ...article, content };
}
