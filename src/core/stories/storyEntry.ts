import { siteName } from "../urls/siteName";
import { type StoryArticle, type StoryText, type Term, type TermKind } from "./storyText";
import { shareOf } from "./vocabulary";

/** Kinds of words as numbers, to be compared by the hundred thousand. */
export const KINDS: readonly TermKind[] = [
  "meaning",
  "plain",
  "known",
  "recurring",
  "name",
  "number",
  "cve",
  "place",
  "sector",
];
export const MEANING = 0;
export const PLAIN = 1;
export const KNOWN = 2;
export const RECURRING = 3;
export const NAME = 4;
export const NUMBER = 5;
export const CVE = 6;
export const PLACE = 7;
export const SECTOR = 8;

/** An article made ready to be compared. */
export interface StoryEntry {
  readonly article: StoryArticle;
  readonly outlet: string;
  readonly isRoundup: boolean;
  readonly isGerman: boolean;
  readonly overview: string | null;
  /** Numbers of its words, in rising order; what follows is in the same order. */
  readonly ids: readonly number[];
  readonly kinds: readonly number[];
  /** From 0 to about 1: the rarer, the more. */
  readonly weights: readonly number[];
  readonly terms: readonly Term[];
  /** Numbers of its pairs of neighbouring words in rising order, and what each weighs. */
  readonly pairs: readonly number[];
  readonly pairWeights: readonly number[];
  /** Length of the vector of the weights of the headline, and their sum. */
  readonly norm: number;
  readonly sum: number;
  readonly hasCve: boolean;
}

/** How often words stand in what is stored. */
export interface WordCounts {
  /** Stories that were counted, those of one article among them. */
  readonly stories: number;
  /** How many of them hold a word, by its id. */
  readonly holders: ReadonlyMap<string, number>;
}

/** As many stories as the table of words stands for: what is stored counts for more as soon as it is more. */
const ASSUMED = 600;
/** Weight 1 is a word of one article in a thousand. */
const FULL_WEIGHT = Math.log(1000);

/** Makes articles ready with the weights of one moment; words keep their numbers. */
export class EntryMaker {
  private readonly numbers = new Map<string, number>();

  constructor(private readonly counts: WordCounts) {}

  make(article: StoryArticle, text: StoryText): StoryEntry {
    const sorted = text.terms
      .map((term) => ({ term, id: this.numberOf(term.id), weight: this.weightOf(term.id, term.kind) }))
      .sort((a, b) => a.id - b.id);
    const weights = new Map<string, number>();
    let squares = 0;
    let sum = 0;
    for (const { term, weight } of sorted) {
      if (!term.inTitle) continue;
      weights.set(term.id, weight);
      squares += weight * weight;
      sum += weight;
    }
    const pairs = text.pairs
      .map(([one, other]) => ({
        id: this.numberOf(`${one} ${other}`),
        weight: (weights.get(one) ?? 0) * (weights.get(other) ?? 0),
      }))
      .sort((a, b) => a.id - b.id);
    return {
      article,
      outlet: siteName(article.url),
      isRoundup: text.isRoundup,
      isGerman: text.isGerman,
      overview: text.overview,
      ids: sorted.map(({ id }) => id),
      kinds: sorted.map(({ term }) => KINDS.indexOf(term.kind)),
      weights: sorted.map(({ weight }) => weight),
      terms: sorted.map(({ term }) => term),
      pairs: pairs.map(({ id }) => id),
      pairWeights: pairs.map(({ weight }) => weight),
      norm: Math.sqrt(squares) || 1,
      sum,
      hasCve: text.terms.some(({ kind }) => kind === "cve"),
    };
  }

  /** The number of a word, or of a pair of them: a blank joins those, and no word has one. */
  numberOf(id: string): number {
    const known = this.numbers.get(id);
    if (known !== undefined) return known;
    this.numbers.set(id, this.numbers.size);
    return this.numbers.size - 1;
  }

  private weightOf(id: string, kind: TermKind): number {
    const { stories, holders } = this.counts;
    const share = ((holders.get(id) ?? 0) + ASSUMED * shareOf(id, kind)) / (stories + ASSUMED);
    return Math.max(0, -Math.log(share) / FULL_WEIGHT);
  }
}

/** An article with its words; it is made ready once it is compared, which most of what is stored never is. */
export class ReadArticle {
  private made: StoryEntry | undefined;

  constructor(
    readonly article: StoryArticle,
    readonly text: StoryText,
    private readonly maker: EntryMaker,
  ) {}

  get entry(): StoryEntry {
    return (this.made ??= this.maker.make(this.article, this.text));
  }

  /** Numbers of its words by which it may be found: what happened, and to what kind of victim, half of all headlines share. */
  numbers(): readonly number[] {
    const telling = this.text.terms.filter(({ kind }) => kind !== "meaning" && kind !== "sector");
    return telling.map(({ id }) => this.maker.numberOf(id));
  }
}
