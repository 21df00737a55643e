import { compileNames } from "../../src/core/matching/matcher";
import { nameKey } from "../../src/core/matching/nameKey";
import { parseKnowledge } from "../../src/core/names/parseKnowledge";
import { wordPositions } from "./baselines";
import { type Outcomes, noOutcomes } from "./score";

/** A sentence with the places that name an actor, malware or tool. */
export interface TaggedSentence {
  readonly text: string;
  readonly spans: readonly (readonly [start: number, end: number])[];
}

/** One place where a rule found a name. */
export interface NameHit {
  /** `nameKey` of the name found. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

export type SentenceFinder = (text: string) => readonly NameHit[];

export interface KnownName {
  readonly profile: string;
  readonly name: string;
}

const THREAT_TAGS = new Set(["HackOrg", "Tool", "SamFile"]);

/** Reads lines of `token tag` (BIO), sentences parted by a blank line; a line without tag parts them as well. */
export function readTagged(text: string): TaggedSentence[] {
  const sentences: TaggedSentence[] = [];
  let sentence = "";
  let spans: [number, number][] = [];
  let isOpen = false;
  const close = (): void => {
    if (sentence !== "") sentences.push({ text: sentence, spans });
    sentence = "";
    spans = [];
    isOpen = false;
  };
  for (const line of text.split(/\r?\n/)) {
    const parts = line.trim().split(/\s+/);
    const [token, tag] = parts;
    if (token === undefined || tag === undefined || parts.length !== 2) {
      close();
      continue;
    }
    const start = sentence === "" ? 0 : sentence.length + 1;
    sentence += sentence === "" ? token : ` ${token}`;
    const [position, kind = ""] = tag.split("-");
    const isThreat = THREAT_TAGS.has(kind);
    const last = spans.at(-1);
    if (isThreat && position === "I" && isOpen && last !== undefined) last[1] = sentence.length;
    else if (isThreat) spans.push([start, sentence.length]);
    isOpen = isThreat;
  }
  close();
  return sentences;
}

/** The names of MISP galaxy clusters and ATT&CK bundles, each with the profile it is a name of. */
export function readKnownNames(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): KnownName[] {
  const names = new Map<string, KnownName>();
  for (const { name: fileName, bytes } of files) {
    const parsed = parseKnowledge({ bytes, contentType: null, fileName });
    if (!parsed.ok) continue;
    for (const entry of parsed.entries) {
      for (const name of [entry.name, ...entry.aliases]) {
        const key = `${nameKey(entry.name)} ${nameKey(name)}`;
        if (nameKey(name) !== "" && !names.has(key)) names.set(key, { profile: entry.name, name });
      }
    }
  }
  return [...names.values()];
}

export function ownSentenceFinder(names: readonly KnownName[]): SentenceFinder {
  const matcher = compileNames(names);
  return (text) =>
    matcher.match({ title: text, url: "" }).map(({ name, start, end }) => ({ key: nameKey(name), start, end }));
}

export function originalSentenceFinder(names: readonly KnownName[]): SentenceFinder {
  const flatNames = new Map(
    names.map(({ name }) => [nameKey(name), name.toUpperCase().replaceAll(/[\s-]/g, "")] as const),
  );
  return (text) => {
    const places: number[] = [];
    let flat = "";
    for (let at = 0; at < text.length; at++) {
      if (/[\s-]/.test(text.charAt(at))) continue;
      // What grows in upper case would shift the places.
      const upper = text.charAt(at).toUpperCase();
      flat += upper.length === 1 ? upper : text.charAt(at);
      places.push(at);
    }
    return [...flatNames].flatMap(([key, name]) => {
      const hits: NameHit[] = [];
      if (name === "") return hits;
      for (let at = flat.indexOf(name); at >= 0; at = flat.indexOf(name, at + 1)) {
        hits.push({ key, start: places[at] ?? 0, end: (places[at + name.length - 1] ?? 0) + 1 });
      }
      return hits;
    });
  };
}

export function plainWordSentenceFinder(names: readonly KnownName[]): SentenceFinder {
  const lower = new Map(names.map(({ name }) => [nameKey(name), name.toLowerCase().trim()] as const));
  return (text) => {
    const sentence = text.toLowerCase();
    return [...lower].flatMap(([key, name]) =>
      wordPositions(sentence, name).map((start) => ({ key, start, end: start + name.length })),
    );
  };
}

/** What one rule made of tagged sentences. */
export interface NerResult {
  readonly outcomes: Outcomes;
  /** How often each name was found where nothing is tagged, and each tagged name was missed; the most frequent first. */
  readonly wrong: readonly (readonly [key: string, times: number, example: string])[];
  readonly missed: readonly (readonly [key: string, times: number, example: string])[];
}

/**
 * One hit for each sentence and name, true when one of its places overlaps a tagged actor, malware or tool. Recall counts
 * the tagged places whose text is one of the names. (Precision counts hits, recall places: both as shares.)
 */
export function scoreNer(
  sentences: readonly TaggedSentence[],
  names: readonly KnownName[],
  find: SentenceFinder,
): { readonly precision: number; readonly recall: number; readonly f1: number } & Omit<NerResult, "outcomes"> {
  const known = new Set(names.map(({ name }) => nameKey(name)));
  const hits = noOutcomes();
  const places = noOutcomes();
  const wrong = new Map<string, [number, string]>();
  const missed = new Map<string, [number, string]>();
  for (const { text, spans } of sentences) {
    const found = find(text);
    for (const key of new Set(found.map((hit) => hit.key))) {
      const isTrue = found.some((hit) => hit.key === key && spans.some((span) => overlaps(hit, span)));
      if (isTrue) hits.truePositives += 1;
      else {
        hits.falsePositives += 1;
        count(wrong, key, text);
      }
    }
    for (const [start, end] of spans) {
      const key = nameKey(text.slice(start, end));
      if (!known.has(key)) continue;
      if (found.some((hit) => overlaps(hit, [start, end]))) places.truePositives += 1;
      else {
        places.falseNegatives += 1;
        count(missed, key, text);
      }
    }
  }
  const precision = hits.truePositives / (hits.truePositives + hits.falsePositives);
  const recall = places.truePositives / (places.truePositives + places.falseNegatives);
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    wrong: top(wrong),
    missed: top(missed),
  };
}

function overlaps({ start, end }: NameHit, [from, to]: readonly [number, number]): boolean {
  return start < to && end > from;
}

function count(counts: Map<string, [number, string]>, key: string, text: string): void {
  const known = counts.get(key);
  if (known === undefined) counts.set(key, [1, text]);
  else known[0] += 1;
}

function top(counts: ReadonlyMap<string, readonly [number, string]>): (readonly [string, number, string])[] {
  return [...counts].map(([key, [times, text]]) => [key, times, text] as const).sort((a, b) => b[1] - a[1]);
}
