import type { NameFacts } from "../names/types";
import { nameKey } from "../matching/nameKey";
import type { ProfileArticle, ProfileMatches } from "../model/model";
import { articleDate } from "../model/articleDate";

export type ExportFormat = "markdown" | "csv" | "json" | "stix";

/** Ending of the file of each format. */
export const EXPORT_ENDINGS: Readonly<Record<ExportFormat, string>> = {
  markdown: "md",
  csv: "csv",
  json: "json",
  stix: "stix.json",
};

/** A name with the articles that are exported under it, and what imports say of it: an actor where nothing is known. */
export interface ExportRow extends NameFacts {
  readonly name: string;
  readonly owner: boolean;
  readonly articles: readonly ProfileArticle[];
  readonly aliases: readonly string[];
  /** Main sentences by the key of an article, for those whose summary was made. */
  readonly sentences: ReadonlyMap<string, readonly string[]>;
}

/** Which of the matches are exported; all where nothing is said. */
export interface ExportChoice {
  /** However blanks, hyphens and capitals are set. */
  readonly names?: readonly string[];
  /** By the exact name the articles chosen under it, by key; all of its articles where that is null. */
  readonly rows?: ReadonlyMap<string, ReadonlySet<string> | null>;
  /** Articles published, or else found, on this day or later: `YYYY-MM-DD`. */
  readonly since?: string;
}

const UNKNOWN: NameFacts = { kind: "actor", ids: [] };

/**
 * The rows of a choice, names without an article left out.
 *
 * @param aliases by the name they stand for alone
 */
export function chosenRows(
  rows: readonly ProfileMatches[],
  { names, rows: picked, since }: ExportChoice,
  facts: ReadonlyMap<string, NameFacts>,
  aliases: ReadonlyMap<string, readonly string[]>,
  sentences: ExportRow["sentences"],
): readonly ExportRow[] {
  const wanted = names && new Set(names.map(nameKey));
  return rows
    .filter(({ name }) => wanted?.has(nameKey(name)) !== false && picked?.has(name) !== false)
    .map(({ name, owner, articles }) => ({
      name,
      owner,
      sentences,
      ...(facts.get(name) ?? UNKNOWN),
      aliases: aliases.get(name) ?? [],
      articles: articles.filter(
        ({ article }) =>
          picked?.get(name)?.has(article.key) !== false && (since === undefined || articleDate(article) >= since),
      ),
    }))
    .filter(({ articles }) => articles.length > 0);
}
