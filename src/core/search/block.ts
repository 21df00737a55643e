import { MAX_SEARCHED_TEXT_CHARACTERS } from "../limits";
import type { Article } from "../model/model";
import { foldText } from "./foldText";

/** Articles whose folded texts stand in one, so that a word is looked for in all of them at once. It never changes. */
export interface Block {
  readonly articles: readonly Article[];
  /** Of each article a line with its headline, one with its summary, and what else is kept of its text. */
  readonly text: string;
  /** Three places of each article: where its headline, its summary and the rest begin. The end of all comes last. */
  readonly places: Uint32Array;
}

/** @param further what else is kept of the text of an article, by its key */
export function makeBlock(articles: readonly Article[], further: ReadonlyMap<string, string> = new Map()): Block {
  const places = new Uint32Array(articles.length * 3 + 1);
  const lines: string[] = [];
  let length = 0;
  const put = (at: number, text: string): void => {
    const line = `${foldText(text.slice(0, MAX_SEARCHED_TEXT_CHARACTERS))}\n`;
    places[at] = length;
    length += line.length;
    lines.push(line);
  };
  for (const [at, { key, title, summary = "", content = "" }] of articles.entries()) {
    put(at * 3, title);
    put(at * 3 + 1, summary);
    put(at * 3 + 2, [content, further.get(key) ?? ""].join("\n"));
  }
  places[articles.length * 3] = length;
  return { articles, text: lines.join(""), places };
}

/** Which of the articles holds a place of the text. */
export function articleAt({ articles, places }: Block, place: number): number {
  let [low, high] = [0, articles.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((places[middle * 3] as number) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
