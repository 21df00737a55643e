import { nameKey } from "./nameKey";
import type { Words } from "./words";

/** How far from a name, in words, a phrase counts as near: the neighbours in the same group of words. */
const REACH = 3;

/**
 * Well-known things that hold the name of a threat. In force for the name wherever it is tracked, unless its `notNear` is set
 * to be empty.
 */
const WELL_KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  ["apt", ["APT package", "APT packages", "APT repository", "APT repositories", "Debian APT", "Ubuntu APT"]],
  ["huntersinternational", ["House Hunters International"]],
  ["play", ["Google Play", "Play Store", "Play Protect", "Play Integrity", "Play Services"]],
  ["hive", ["Apache Hive", "Windows registry hive", "registry hive"]],
  ["spark", ["Apache Spark"]],
  ["storm", ["Apache Storm", "snow storm", "perfect storm"]],
  ["phoenix", ["University of Phoenix", "Phoenix Contact", "Phoenix Arizona"]],
  ["chaos", ["Chaos Computer Club", "Chaos Communication Congress", "Chaos Communication Camp", "chaos engineering"]],
  [
    "nexus",
    [
      "China nexus",
      "Chinese nexus",
      "Russia nexus",
      "Iran nexus",
      "DPRK nexus",
      "North Korea nexus",
      "Nexus Repository",
    ],
  ],
  ["royal", ["Royal Mail", "Royal Navy", "Royal Family", "Royal Bank"]],
  ["atlas", ["MongoDB Atlas"]],
  ["cobalt", ["Cobalt Strike"]],
  ["everest", ["Mount Everest"]],
  ["pegasus", ["Pegasus Airlines"]],
  ["pandora", ["Pandora's box", "Pandora box", "Büchse der Pandora"]],
  ["achilles", ["Achilles heel", "Achilles' heel"]],
  ["midas", ["Midas touch"]],
  ["kraken", ["Kraken exchange"]],
  ["nova", ["Nova Scotia"]],
  ["lynx", ["Lynx browser"]],
  ["mercury", ["Mercury News"]],
  ["trinity", ["Trinity College"]],
  ["monarch", ["Monarch Airlines"]],
  ["safari", ["Apple Safari", "Safari browser"]],
  ["edge", ["Microsoft Edge"]],
  ["teams", ["Microsoft Teams"]],
  ["word", ["Microsoft Word"]],
  ["lazarus", ["Lazarus IDE"]],
]);

/** What must not stand near a name by itself, without any setting. @param key by `nameKey` */
export function wellKnownPhrases(key: string): readonly string[] {
  return WELL_KNOWN.get(key) ?? [];
}

/**
 * Whether one of the phrases stands near the words from `first` to `last`: around them when the phrase holds the name itself
 * (*Google Play*), else at most three words away.
 *
 * @param phrases keys by `phraseKeys`
 */
export function isNearPhrase(
  words: Words,
  first: number,
  last: number,
  name: string,
  phrases: readonly Phrase[],
): boolean {
  const startOf = (word: number): number => words.unitStarts[word] as number;
  return phrases.some(({ key, count }) => {
    const isAround = key.includes(name);
    const reach = isAround ? count : count + REACH;
    for (let from = Math.max(0, first - reach); from <= last + REACH && from < words.count; from++) {
      // One word may be written as two, two as one: the letters count.
      let to = from;
      while (to < words.count && startOf(to + 1) - startOf(from) < key.length) to++;
      if (to >= words.count || startOf(to + 1) - startOf(from) !== key.length) continue;
      if (isAround && (to < first || from > last)) continue;
      if (words.folded(startOf(from), startOf(to + 1)) === key) return true;
    }
    return false;
  });
}

export interface Phrase {
  readonly key: string;
  /** Words it is written in. */
  readonly count: number;
}

/** Phrases without letter or digit are left out: they are near everything. */
export function readPhrases(phrases: readonly string[]): readonly Phrase[] {
  return phrases.flatMap((phrase) => {
    const key = nameKey(phrase);
    return key === "" ? [] : [{ key, count: phrase.trim().split(/[\s\-_]+/u).length }];
  });
}
