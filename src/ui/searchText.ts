import { articleDate } from "../core/model/articleDate";
import type { Article } from "../core/model/model";
import { foldText, wordsToFind } from "../core/search/foldText";
import { oneLine, pickText, shortLine } from "../core/text/foreignText";
import { headline, sourceHost } from "./rowText";

const TOKEN = /[\p{L}\p{N}\p{M}]+/gu;
const DETAIL_CHARACTERS = 160;
/** What stands before the first word that was found. */
const BEFORE = 50;
/** Shorter words are marked at the beginning of words alone: there they were found. */
const SHORTEST_WITHIN = 3;

/** A found article as a row of a list. */
export interface FoundText {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/**
 * @param names the tracked names it stands below
 * @param date how a time is written: ISO 8601
 */
export function foundText(
  article: Article,
  typed: string,
  names: readonly string[],
  date: (iso: string) => string,
): FoundText {
  const words = wordsToFind(typed);
  const description = [...names, sourceHost(article.source), date(articleDate(article))];
  return {
    label: pickText(markedWords(headline({ article }), typed, words)),
    description: pickText(description.filter((part) => part !== "").join(" · ")),
    detail: pickText(markedWords(excerpt(oneLine(article.summary ?? ""), words), typed, words)),
  };
}

/** VS Code marks what was typed where it stands as it was typed; several words that stand apart are marked here. */
function markedWords(line: string, typed: string, words: readonly string[]): string {
  if (words.length < 2 || line.toLowerCase().includes(typed.trim().toLowerCase())) return line;
  return line.replace(TOKEN, (token) => {
    const found = words.find((word) => placeIn(token, word) >= 0);
    if (found === undefined) return token;
    const at = placeIn(token, found);
    // Where folding changes the length of a word, its letters are not where those of the word are.
    if (foldText(token).length !== token.length) return `‹${token}›`;
    return `${token.slice(0, at)}‹${token.slice(at, at + found.length)}›${token.slice(at + found.length)}`;
  });
}

function placeIn(token: string, word: string): number {
  const folded = foldText(token);
  return word.length < SHORTEST_WITHIN && /^[\0-\u024f]+$/.test(word) && !folded.startsWith(word)
    ? -1
    : folded.indexOf(word);
}

/** The part of a summary where the first word stands. */
function excerpt(line: string, words: readonly string[]): string {
  const first = [...line.matchAll(TOKEN)].find(([token]) => words.some((word) => placeIn(token, word) >= 0));
  const at = first?.index ?? 0;
  if (at <= BEFORE) return shortLine(line, DETAIL_CHARACTERS);
  const from = line.indexOf(" ", at - BEFORE) + 1;
  return `… ${shortLine(line.slice(Math.min(from, at)), DETAIL_CHARACTERS)}`;
}
