import type { StateDocument } from "../memory/documents";
import { isRecord } from "../text/isRecord";
import type { KeywordArticle } from "./jobReports";
import { type KeywordSource, decodeKeywordSources } from "./keywordSources";

/** Name and key of an article that only an alias of several actors has found for it. */
export type Doubted = readonly [name: string, key: string];

/** What is remembered between runs. */
export interface KeywordsMemory {
  /** Key → day a source listed it last. */
  readonly seen: ReadonlyMap<string, string>;
  readonly articles: readonly KeywordArticle[];
  /** Keys of articles that no result file or profile file could be told of yet. */
  readonly unwritten: readonly string[];
  /** Whose notes wait until somebody has said whose an alias is. */
  readonly doubted: readonly Doubted[];
  /** By the address as told. */
  readonly sources: ReadonlyMap<string, KeywordSource>;
}

const NO_KEYWORDS: KeywordsMemory = {
  seen: new Map(),
  articles: [],
  unwritten: [],
  doubted: [],
  sources: new Map(),
};

export const KEYWORDS: StateDocument<KeywordsMemory> = {
  name: "keywords",
  empty: NO_KEYWORDS,
  decode: decodeKeywords,
  encode: ({ seen, sources, ...rest }) => ({ seen: Object.fromEntries(seen), sources: [...sources], ...rest }),
};

/** What was remembered, that of earlier versions included; null for what is none. */
function decodeKeywords(data: unknown): KeywordsMemory | null {
  if (!isRecord(data) || !isRecord(data["seen"]) || !Array.isArray(data["articles"])) return null;
  const seen = Object.entries(data["seen"]).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  // Earlier versions did not keep what is unwritten, nor what is in doubt.
  const [unwritten, doubted] = [listOf(data["unwritten"]), listOf(data["doubted"])];
  return {
    seen: new Map(seen),
    articles: (data["articles"] as unknown[]).filter(isKeywordArticle),
    unwritten: unwritten.filter((key) => typeof key === "string"),
    doubted: doubted.filter(
      (pair): pair is Doubted =>
        Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === "string"),
    ),
    sources: decodeKeywordSources(data["sources"]),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function isKeywordArticle(value: unknown): value is KeywordArticle {
  if (!isRecord(value) || !isRecord(value["article"]) || !Array.isArray(value["keywords"])) return false;
  const { key, title, url, source, found, published } = value["article"];
  return (
    [key, title, url, source, found].every((part) => typeof part === "string") &&
    (published === null || typeof published === "string") &&
    value["keywords"].every((keyword) => typeof keyword === "string")
  );
}
