import { MAX_STORY_CANDIDATES, MAX_STORY_WORD_ARTICLES } from "../limits";
import { LEAST_RARE } from "./evidence";
import { MEANING, type ReadArticle, SECTOR, type StoryEntry } from "./storyEntry";

/** Articles by their words: which of them could tell the story of another one. It grows article by article. */
export class StoryIndex {
  private readonly articles: ReadArticle[] = [];
  /** Places of the articles that hold a word, by its number. */
  private readonly holders = new Map<number, number[]>();
  private readonly overviews = new Map<string, number[]>();
  /** Weight of the words shared with the article that is looked for, by place; zero again after each search. */
  private weights = new Float64Array(1024);

  /** Adds an article. One that tells several stories is never found, and need not be added. */
  add(one: ReadArticle): void {
    const place = this.articles.push(one) - 1;
    if (place >= this.weights.length) {
      const grown = new Float64Array(this.weights.length * 2);
      grown.set(this.weights);
      this.weights = grown;
    }
    if (one.text.overview !== null) return append(this.overviews, one.text.overview, place);
    for (const number of one.numbers()) append(this.holders, number, place);
  }

  /** The articles that share enough with one to be compared with it. */
  candidates(entry: StoryEntry): readonly ReadArticle[] {
    if (entry.overview !== null)
      return this.at((this.overviews.get(entry.overview) ?? []).slice(-MAX_STORY_CANDIDATES));
    const touched: number[] = [];
    const { weights } = this;
    for (const [at, id] of entry.ids.entries()) {
      if (!isTelling(entry, at)) continue;
      const weight = entry.weights[at] as number;
      const holders = this.holders.get(id) ?? [];
      for (let one = Math.max(0, holders.length - MAX_STORY_WORD_ARTICLES); one < holders.length; one++) {
        const place = holders[one] as number;
        if (weights[place] === 0) touched.push(place);
        (weights[place] as number) += weight;
      }
    }
    // What stands in an address is weighed less once they are compared.
    let enough = touched.filter((place) => (weights[place] as number) >= LEAST_RARE);
    if (enough.length > MAX_STORY_CANDIDATES) {
      enough.sort((a, b) => (weights[b] as number) - (weights[a] as number) || b - a);
      enough = enough.slice(0, MAX_STORY_CANDIDATES);
    }
    for (const place of touched) weights[place] = 0;
    return this.at(enough);
  }

  private at(places: readonly number[]): readonly ReadArticle[] {
    return places.map((place) => this.articles[place] as ReadArticle);
  }
}

/** As `ReadArticle.numbers` has them. */
function isTelling(entry: StoryEntry, at: number): boolean {
  return entry.kinds[at] !== MEANING && entry.kinds[at] !== SECTOR;
}

function append<K>(map: Map<K, number[]>, key: K, place: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [place]);
  else list.push(place);
}
