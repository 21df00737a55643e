import { MAX_NAME_PATTERN_TEXT_CHARACTERS, PATTERN_MS } from "../limits";
import type { RuleCode } from "../model/model";
import type { CompileOptions, NameEntry, ScannedField } from "./nameEntry";
import { nameKey } from "./nameKey";
import type { FindAll, PatternProblem, RuleProblem } from "../text/patterns";
import { type NameRule, deriveRule } from "./rules";
import { GAP_SOFT, type Words } from "./words";

/** How to find a name that is not looked for by its words. */
type Search =
  | { readonly kind: "pattern"; readonly id: number; readonly findAll: FindAll }
  | { readonly kind: "inside"; readonly id: number; readonly key: string };

/** A name whose script parts no words. */
interface DenseName {
  readonly id: number;
  readonly key: string;
}

/** Such a name found: offsets into the searched text, and the words it touches. */
interface ApartHit {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  readonly form: RuleCode;
}

/** Shorter runs of letters are parts of anything. */
const SHORTEST_DENSE = 3;
const katakana = /[\p{sc=Katakana}\u30fc]/u;
const hangul = /\p{sc=Hangul}/u;

/** The names with a pattern, and those that may stand inside of words or of runs of letters. A pattern that is none, or takes too long, is a problem. */
export class PatternSearch {
  readonly problems: RuleProblem[] = [];
  private readonly entries: readonly NameEntry[];
  private searches: readonly Search[];
  private readonly dense: readonly DenseName[];
  private readonly now: (() => number) | undefined;
  /** Patterns that have met a text longer than they are looked for in. */
  private readonly cut = new Set<number>();

  /** @param ids of these entries */
  constructor(entries: readonly NameEntry[], ids: readonly number[], { compilePattern, now }: CompileOptions) {
    this.entries = entries;
    this.now = now;
    const ruleOf = ({ name, rule }: NameEntry): NameRule => rule ?? deriveRule(name);
    const [dense, others] = [true, false].map((byWords) =>
      ids.filter((id) => {
        const { word, pattern } = ruleOf(entries[id] as NameEntry);
        return byWords === (word && pattern === null);
      }),
    );
    this.dense = (dense ?? [])
      .map((id) => ({ id, key: nameKey((entries[id] as NameEntry).name) }))
      .filter(({ key }) => key.length >= SHORTEST_DENSE);
    this.searches = (others ?? []).flatMap((id): Search[] => {
      const { name } = entries[id] as NameEntry;
      const { pattern, exactCase } = ruleOf(entries[id] as NameEntry);
      if (pattern === null) {
        const key = nameKey(name);
        return key === "" ? [] : [{ kind: "inside", id, key }];
      }
      const compiled = compilePattern?.(pattern, { ignoreCase: !exactCase });
      if (compiled?.ok === true) return [{ kind: "pattern", id, findAll: compiled.findAll }];
      this.complain(id, compiled?.problem ?? { code: "noEngine" });
      return [];
    });
  }

  /** Whether there is nothing to find in a field with these words. */
  isIdle(words: Words): boolean {
    return this.searches.length === 0 && (this.dense.length === 0 || !words.hasDense);
  }

  /** Finds such names in a field whose words have been read. */
  find(field: ScannedField, words: Words): ApartHit[] {
    const joined = words.folded(0, words.unitStarts[words.count] as number);
    const text = field.text.slice(field.from, field.to);
    const dense = words.hasDense ? this.dense.flatMap(({ id, key }) => denseHits(id, key, joined, words)) : [];
    const others = this.searches.flatMap((search) =>
      search.kind === "inside"
        ? insideHits(search.id, search.key, joined, words)
        : this.timed(search, text).flatMap(([start, end]) =>
            patternHit(search.id, field.from + start, field.from + end, words),
          ),
    );
    return [...dense, ...others];
  }

  private timed({ id, findAll }: Extract<Search, { kind: "pattern" }>, text: string): ReturnType<FindAll> {
    if (text.length > MAX_NAME_PATTERN_TEXT_CHARACTERS && !this.cut.has(id)) {
      this.cut.add(id);
      this.complain(id, { code: "textTooLong", limit: MAX_NAME_PATTERN_TEXT_CHARACTERS });
    }
    if (this.now === undefined) return findAll(text);
    const started = this.now();
    const places = findAll(text);
    if (this.now() - started <= PATTERN_MS) return places;
    this.searches = this.searches.filter((search) => search.id !== id);
    this.complain(id, { code: "tooSlow", limitMs: PATTERN_MS });
    return places;
  }

  private complain(id: number, problem: PatternProblem): void {
    const { profile, name, rule } = this.entries[id] as NameEntry;
    this.problems.push({ profile, name, pattern: rule?.pattern ?? "", problem });
  }
}

/** The whole words around each place; not across punctuation. */
function insideHits(id: number, key: string, joined: string, words: Words): ApartHit[] {
  const hits: ApartHit[] = [];
  let last = -1;
  for (let at = joined.indexOf(key); at >= 0; at = joined.indexOf(key, at + key.length)) {
    const first = lastBefore(words.unitStarts, words.count, at);
    // Several places in one word are one hit.
    if (first <= last) continue;
    const until = lastBefore(words.unitStarts, words.count, at + key.length - 1);
    if (words.gaps.subarray(first + 1, until + 1).some((gap) => gap !== GAP_SOFT)) continue;
    last = until;
    const start = words.starts[first] as number;
    const isWhole = words.unitStarts[first] === at && words.unitStarts[last + 1] === at + key.length;
    hits.push({ id, start, end: words.ends[last] as number, first, last, form: isWhole ? "exact" : "inside" });
  }
  return hits;
}

/** Places in a run of letters; those that are whole words are found as such. */
function denseHits(id: number, key: string, joined: string, words: Words): ApartHit[] {
  const hits: ApartHit[] = [];
  for (let at = joined.indexOf(key); at >= 0; at = joined.indexOf(key, at + key.length)) {
    const until = at + key.length;
    const word = lastBefore(words.unitStarts, words.count, at);
    const from = words.unitStarts[word] as number;
    const to = words.unitStarts[word + 1] as number;
    if (until > to || (from === at && to === until)) continue;
    const isJoined = (script: RegExp, place: number): boolean =>
      place > from && place < to && script.test(joined.charAt(place - 1)) && script.test(joined.charAt(place));
    if (isJoined(katakana, at) || isJoined(katakana, until) || isJoined(hangul, at)) continue;
    const start = words.starts[word] as number;
    const end = words.ends[word] as number;
    // Where letters fold to more or fewer units than they are, the whole run stands for the place.
    const isEven = end - start === to - from;
    hits.push({
      id,
      start: isEven ? start + at - from : start,
      end: isEven ? start + until - from : end,
      first: word,
      last: word,
      form: "inside",
    });
  }
  return hits;
}

/** Words without which nothing can be said of what stands near are left out: punctuation alone. */
function patternHit(id: number, start: number, end: number, words: Words): ApartHit[] {
  const first = Math.max(0, lastBefore(words.starts, words.count, start));
  const last = lastBefore(words.starts, words.count, end - 1);
  if (last < 0 || (words.ends[last] as number) <= start) return [];
  const isInFirst = (words.ends[first] as number) > start;
  return [{ id, start, end, first: isInFirst ? first : first + 1, last, form: "pattern" }];
}

/** The last place in ascending values that is not above `value`; -1 when all are. */
function lastBefore(values: Int32Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
