import { firstUnits } from "./beginning";
import { sentencesIn } from "./sentences";
import { MAX_ARTICLE_TEXT_CHARACTERS, MAX_PARAGRAPH_CHARACTERS, MAX_SENTENCES } from "../limits";
import { STOPWORDS } from "./stopwords";

const SENTENCES = 5;
const FEWEST_WORDS = 5;
const MOST_WORDS = 60;
const DAMPING = 0.85;
const ROUNDS = 40;

/**
 * The five sentences that say most of what the text says, in its order (LexRank, Erkan and Radev 2004: the more other sentences a sentence
 * resembles, and the more these count, the more it counts). The same text gives the same sentences.
 *
 * @param onCut called when the text is longer than is weighed
 */
export function summarise(
  paragraphs: readonly string[],
  language: "de" | "en",
  onCut: () => void = () => undefined,
): readonly string[] {
  const sentences = standing(paragraphs, language, onCut);
  if (sentences.length <= SENTENCES) return sentences;
  const vectors = weigh(sentences.map((sentence) => stems(sentence, language)));
  const scores = rank(vectors);
  return [...sentences.keys()]
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, SENTENCES)
    .sort((a, b) => a - b)
    .map((at) => sentences[at] as string);
}

/** The sentences of a text that can stand for it, each once. */
function standing(paragraphs: readonly string[], language: "de" | "en", onCut: () => void): readonly string[] {
  const found = new Set<string>();
  let room = MAX_ARTICLE_TEXT_CHARACTERS;
  for (const whole of paragraphs) {
    const paragraph = firstUnits(whole, Math.min(room, MAX_PARAGRAPH_CHARACTERS));
    room -= paragraph.length;
    if (paragraph.length < whole.length) onCut();
    for (const sentence of sentencesIn(paragraph, language)) {
      const words = sentence.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
      if (words < FEWEST_WORDS || words > MOST_WORDS || found.has(sentence)) continue;
      if (found.size >= MAX_SENTENCES) {
        onCut();
        return [...found];
      }
      found.add(sentence);
    }
  }
  return [...found];
}

/** Words by their beginnings, which most forms of a word share. */
function stems(sentence: string, language: "de" | "en"): readonly string[] {
  const stop = STOPWORDS[language];
  return (sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => word.length > 2 && !stop.has(word))
    .map((word) => word.slice(0, 7));
}

type Vector = ReadonlyMap<string, number>;

/** Frequency in the sentence times rarity in the text, of length 1. */
function weigh(sentences: readonly (readonly string[])[]): readonly Vector[] {
  const holders = new Map<string, number>();
  for (const words of sentences) for (const word of new Set(words)) holders.set(word, (holders.get(word) ?? 0) + 1);
  return sentences.map((words) => {
    const weights = new Map<string, number>();
    for (const word of words) {
      const rarity = Math.log(1 + sentences.length / (holders.get(word) ?? 1));
      weights.set(word, (weights.get(word) ?? 0) + rarity);
    }
    const length = Math.hypot(...weights.values());
    return new Map([...weights].map(([word, weight]) => [word, length === 0 ? 0 : weight / length]));
  });
}

function rank(vectors: readonly Vector[]): readonly number[] {
  const count = vectors.length;
  const likeness = vectors.map((one, row) =>
    vectors.map((other, column) => (row === column ? 0 : product(one, other))),
  );
  const sums = likeness.map((row) => row.reduce((sum, value) => sum + value, 0));
  let scores: readonly number[] = vectors.map(() => 1 / count);
  for (let round = 0; round < ROUNDS; round++) {
    const before = scores;
    scores = vectors.map((_vector, column) => {
      let score = 0;
      for (let row = 0; row < count; row++) {
        const sum = sums[row] as number;
        if (sum > 0) score += ((likeness[row]?.[column] as number) / sum) * (before[row] as number);
      }
      return (1 - DAMPING) / count + DAMPING * score;
    });
  }
  return scores;
}

function product(one: Vector, other: Vector): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one];
  let sum = 0;
  for (const [word, weight] of small) sum += weight * (large.get(word) ?? 0);
  return sum;
}
