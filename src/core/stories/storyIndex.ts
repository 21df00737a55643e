import { MAX_STORY_CANDIDATES, MAX_STORY_WORD_ARTICLES } from "../limits";
import { LEAST_RARE } from "./evidence";
import { MEANING, SECTOR, type StoryEntry } from "./storyEntry";

/** Articles by their words: which of them could tell the story of another one. It grows article by article. */
export class StoryIndex {
  private readonly entries: StoryEntry[] = [];
  /** Places of the articles that hold a word, by its number. */
  private readonly holders = new Map<number, number[]>();
  private readonly overviews = new Map<string, number[]>();
  /** Weight of the words shared with the article that is looked for, by place; zero again after each search. */
  private weights = new Float64Array(1024);

  /** Adds an article. One that tells several stories is never found, and need not be added. */
  add(entry: StoryEntry): void {
    const place = this.entries.push(entry) - 1;
    if (place >= this.weights.length) {
      const grown = new Float64Array(this.weights.length * 2);
      grown.set(this.weights);
      this.weights = grown;
    }
    if (entry.overview !== null) return append(this.overviews, entry.overview, place);
    for (const [at, id] of entry.ids.entries()) if (isTelling(entry, at)) append(this.holders, id, place);
  }

  /** The articles that share enough with one to be compared with it. */
  candidates(entry: StoryEntry): readonly StoryEntry[] {
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

  private at(places: readonly number[]): readonly StoryEntry[] {
    return places.map((place) => this.entries[place] as StoryEntry);
  }
}

/** What happened, and to what kind of victim, half of all headlines share. */
function isTelling(entry: StoryEntry, at: number): boolean {
  return entry.kinds[at] !== MEANING && entry.kinds[at] !== SECTOR;
}

function append<K>(map: Map<K, number[]>, key: K, place: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [place]);
  else list.push(place);
}
