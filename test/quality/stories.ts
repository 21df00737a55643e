import { readStoryLine } from "../../src/core/stories/storyLines";
import { tellStories } from "../../src/core/stories/tellStories";
import { finish } from "../../src/core/text/turns";
import { STOPWORDS } from "../../src/core/text/stopwords";
import type { Scores } from "./score";

/** A headline with the story that it tells. */
export interface LabelledHeadline {
  readonly window: string;
  readonly url: string;
  readonly date: string;
  readonly title: string;
  readonly source: string;
  /** Null where no other article tells it. */
  readonly story: string | null;
  readonly roundup?: boolean;
}

/** Which cluster each headline of a window is in, in their order. */
export type Clusterer = (headlines: readonly LabelledHeadline[]) => readonly string[];

/** The rule of this project, with nothing stored. */
export const ownStories: Clusterer = (headlines) => {
  const articles = headlines.map((headline) => {
    const read = readStoryLine(JSON.stringify(headline));
    if (!read.ok) throw new Error(`no headline: ${JSON.stringify(headline)}`);
    return read.article;
  });
  const { placed } = finish(tellStories({ fresh: articles }));
  return articles.map(({ key }) => placed.get(key)?.story ?? key);
};

/** TF-IDF of the headline alone: each joins the cluster that it is most like on average, where that is enough. */
export function tfIdfStories(threshold: number): Clusterer {
  return (headlines) => {
    const words = headlines.map(({ title }) =>
      [...new Set(title.toLowerCase().match(/[\p{L}\p{N}]+/gu))].filter((word) => !STOPWORDS.en.has(word)),
    );
    const holders = new Map<string, number>();
    for (const word of words.flat()) holders.set(word, (holders.get(word) ?? 0) + 1);
    const weightOf = (word: string): number => Math.log(headlines.length / (holders.get(word) ?? 1));
    const norms = words.map((some) => Math.hypot(...some.map(weightOf)) || 1);
    const likeness = (one: number, other: number): number => {
      const shared = (words[one] ?? []).filter((word) => words[other]?.includes(word));
      return shared.reduce((sum, word) => sum + weightOf(word) ** 2, 0) / ((norms[one] ?? 1) * (norms[other] ?? 1));
    };
    const clusters: number[][] = [];
    for (const at of headlines.keys()) {
      const likenesses = clusters.map((cluster) => mean(cluster.map((other) => likeness(at, other))));
      const best = Math.max(...likenesses);
      if (best >= threshold) clusters[likenesses.indexOf(best)]?.push(at);
      else clusters.push([at]);
    }
    return headlines.map((_, at) => String(clusters.findIndex((cluster) => cluster.includes(at))));
  };
}

/** What a rule made of labelled windows. */
export interface StoryScores extends Scores {
  /** Round-ups that it put into a story. */
  readonly roundups: number;
  /** Pairs it got wrong, as `missed` or `wrong`, and the two headlines. */
  readonly mistakes: readonly string[];
}

/**
 * B³, window by window. Precision: of articles in clusters of two or more, the share of the cluster that tells the same. Recall: of
 * articles in stories of two or more, the share of the story that is in the same cluster.
 */
export function scoreStories(headlines: readonly LabelledHeadline[], clusterer: Clusterer): StoryScores {
  const precisions: number[] = [];
  const recalls: number[] = [];
  const mistakes: string[] = [];
  let roundups = 0;
  for (const window of new Set(headlines.map((one) => one.window))) {
    const these = headlines.filter((one) => one.window === window);
    const clusters = clusterer(these);
    for (const [at, one] of these.entries()) {
      const isTold = (other: LabelledHeadline): boolean => one.story !== null && other.story === one.story;
      const cluster = these.filter((_, other) => clusters[other] === clusters[at]);
      const story = these.filter(isTold);
      const both = cluster.filter((other) => other === one || isTold(other)).length;
      if (cluster.length > 1) {
        precisions.push(both / cluster.length);
        if (one.roundup === true) roundups += 1;
      }
      if (story.length > 1) recalls.push(both / story.length);
      for (const [before, other] of these.slice(0, at).entries()) {
        const isOne = clusters[before] === clusters[at];
        if (isOne !== isTold(other)) mistakes.push(`${isOne ? "wrong" : "missed"}\t${other.title}\t${one.title}`);
      }
    }
  }
  const precision = mean(precisions);
  const recall = mean(recalls);
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall), roundups, mistakes };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
