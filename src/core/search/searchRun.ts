import { articleDate } from "../model/articleDate";
import type { Article } from "../model/model";
import type { Turns } from "../text/turns";
import { type Block, articleAt } from "./block";
import { AT_START, type Fit, NOWHERE, type Query, WHOLE, fitIn, nextPlace } from "./query";

/** Looked at before other work has its turn: a few milliseconds. */
const CHARACTERS_PER_TURN = 2_000_000;
const ARTICLES_PER_TURN = 2_000;
/** So many times the articles that are wanted are kept before the worst of them are dropped. */
const KEPT = 8;

/** How well an article fits, the best first. */
const PHRASE_IN_HEADLINE = 0;
const WORDS_IN_HEADLINE = 1;
const BEGINNINGS_IN_HEADLINE = 2;
const HEADLINE = 3;
const WORDS = 4;
const BEGINNINGS = 5;
const ANYWHERE = 6;
const NOT_AT_ALL = 7;

/** Whose articles a block has: those of tracked names come before all others. */
export type Kind = "tracked" | "other" | "stored";

/** Where the headline, the summary and the rest of an article begin, and where it ends. */
type Places = readonly [title: number, summary: number, rest: number, end: number];

interface Ranked {
  readonly article: Article;
  readonly rank: number;
  readonly date: string;
}

/**
 * One search, block by block. An article must hold all words; whole words come before beginnings and these before parts, headlines before
 * summaries and these before other text, articles of tracked names before others, new ones before old ones.
 */
export class SearchRun {
  private ranked: Ranked[] = [];
  private readonly known = new Set<string>();
  private best = 0;
  private characters = 0;
  private looked = 0;

  constructor(
    private readonly query: Query,
    private readonly limit: number,
  ) {}

  /** The articles that were found so far, the best first. */
  get found(): readonly Article[] {
    this.cut(this.limit);
    return this.ranked.map(({ article }) => article);
  }

  /** As many as are wanted fit so well that no older block has better ones. */
  get isOver(): boolean {
    return this.best >= this.limit;
  }

  /** Searches a block. What is stored comes last, the newest of it first. */
  *take(block: Block, of: Kind): Turns<void> {
    const [rarest = "", ...others] = this.query.words;
    const { text, places, articles } = block;
    this.characters += text.length;
    let place = nextPlace(text, rarest, 0);
    while (place >= 0) {
      const at = articleAt(block, place);
      this.look(block, at, others, of);
      place = nextPlace(text, rarest, places[at * 3 + 3] as number);
      if (++this.looked >= ARTICLES_PER_TURN) yield this.rest();
    }
    // They are among all that are stored as well.
    if (of !== "stored") for (const { key } of articles) this.known.add(key);
    if (this.characters >= CHARACTERS_PER_TURN) yield this.rest();
  }

  private rest(): undefined {
    this.looked = 0;
    this.characters = 0;
  }

  private look({ articles, text, places }: Block, at: number, others: readonly string[], of: Kind): void {
    const article = articles[at] as Article;
    if (of === "stored" && this.known.has(article.key)) return;
    const [title, summary, rest, end] = places.subarray(at * 3, at * 3 + 4) as unknown as Places;
    const whole = text.slice(title, end);
    if (others.some((word) => !whole.includes(word))) return;
    const level = this.levelOf(text, [title, summary, rest, end]);
    if (level === NOT_AT_ALL) return;
    if (level === PHRASE_IN_HEADLINE) this.best += 1;
    this.ranked.push({ article, rank: level * 2 + Number(of !== "tracked"), date: articleDate(article) });
    if (this.ranked.length >= this.limit * KEPT) this.cut(this.limit);
  }

  private levelOf(text: string, [title, summary, rest, end]: Places): number {
    const { words, phrase } = this.query;
    const inTitle = words.map((word) => fitIn(text, word, title, summary));
    const headline = Math.min(...inTitle);
    if (headline === WHOLE)
      return fitIn(text, phrase, title, summary) === WHOLE ? PHRASE_IN_HEADLINE : WORDS_IN_HEADLINE;
    if (headline !== NOWHERE) return headline === AT_START ? BEGINNINGS_IN_HEADLINE : HEADLINE;
    let worst: Fit = WHOLE;
    let isInRest = false;
    for (const [index, word] of words.entries()) {
      const shown = Math.max(inTitle[index] as Fit, fitIn(text, word, summary, rest)) as Fit;
      if (shown === NOWHERE && fitIn(text, word, rest, end) === NOWHERE) return NOT_AT_ALL;
      isInRest ||= shown === NOWHERE;
      if (shown < worst) worst = shown;
    }
    if (isInRest) return ANYWHERE;
    return worst === WHOLE ? WORDS : worst === AT_START ? BEGINNINGS : ANYWHERE;
  }

  private cut(most: number): void {
    this.ranked.sort((a, b) => a.rank - b.rank || (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
    this.ranked.length = Math.min(this.ranked.length, most);
  }
}
