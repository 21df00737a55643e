import type { NameFacts } from "../names/types";
import { nameKey } from "../matching/nameKey";
import type { NoteState, ProfileArticle } from "../model/model";
import { articleDate } from "../model/articleDate";

export type ExportFormat = "markdown" | "csv" | "json" | "stix";

/** Ending of the file of each format. */
export const EXPORT_ENDINGS: Readonly<Record<ExportFormat, string>> = {
  markdown: "md",
  csv: "csv",
  json: "json",
  stix: "stix.json",
};

/** An article that can be exported. */
export interface ExportItem extends Omit<ProfileArticle, "note"> {
  /** Null where nothing is known of one. */
  readonly note: NoteState | null;
}

/** A name with the articles that can be exported under it: matches, or what a job has found. */
export interface ExportMatches {
  readonly name: string;
  readonly owner: boolean;
  readonly articles: readonly ExportItem[];
}

/** A name with the articles that are exported under it, and what imports say of it: an actor where nothing is known. */
export interface ExportRow extends NameFacts, ExportMatches {
  readonly aliases: readonly string[];
  /** Main sentences by the key of an article, for those whose summary was made. */
  readonly sentences: ReadonlyMap<string, readonly string[]>;
  /** The story by the key of an article, for those that are not the only ones to tell it. */
  readonly stories: ReadonlyMap<string, string>;
}

/** Which of the matches are exported; all where nothing is said. */
export interface ExportChoice {
  /** However blanks, hyphens and capitals are set. */
  readonly names?: readonly string[];
  /** By the exact name the articles chosen under it, by key; all of its articles where that is null. */
  readonly rows?: ReadonlyMap<string, ReadonlySet<string> | null>;
  /** Articles published or updated, else found, at this time or later, and before that one: ISO 8601 UTC. */
  readonly since?: string;
  readonly until?: string;
  /** Articles that were found, or whose update was, after this time. */
  readonly foundSince?: string;
  /** Those that nobody has marked as read alone. */
  readonly unread?: boolean;
}

const UNKNOWN: NameFacts = { kind: "actor", ids: [] };

/** The rows of matches that a choice leaves, those without an article left out. */
export function chosenMatches<R extends ExportMatches>(rows: readonly R[], choice: ExportChoice): readonly R[] {
  const { names, rows: picked, unread = false } = choice;
  const wanted = names && new Set(names.map(nameKey));
  const [since, until, foundSince] = [choice.since, choice.until, choice.foundSince].map((time) =>
    time === undefined ? Number.NaN : Date.parse(time),
  ) as [number, number, number];
  const isMeant = ({ article, read }: ExportItem): boolean => {
    const date = Date.parse(articleDate(article));
    // What is not limited is not a number, and nothing is before or after that.
    return !(date < since || date >= until || Date.parse(article.found) <= foundSince || (unread && read));
  };
  return rows
    .filter(({ name }) => wanted?.has(nameKey(name)) !== false && picked?.has(name) !== false)
    .map((row) => ({
      ...row,
      articles: row.articles.filter((item) => picked?.get(row.name)?.has(item.article.key) !== false && isMeant(item)),
    }))
    .filter(({ articles }) => articles.length > 0);
}

/**
 * What is exported of matches.
 *
 * @param aliases by the name they stand for alone
 */
export function exportRows(
  matches: readonly ExportMatches[],
  facts: ReadonlyMap<string, NameFacts>,
  aliases: ReadonlyMap<string, readonly string[]>,
  sentences: ExportRow["sentences"],
  stories: ExportRow["stories"],
): readonly ExportRow[] {
  return matches.map(({ name, owner, articles }) => ({
    name,
    owner,
    sentences,
    stories,
    ...(facts.get(name) ?? UNKNOWN),
    aliases: aliases.get(name) ?? [],
    articles,
  }));
}
