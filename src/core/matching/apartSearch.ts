import type { RuleCode } from "../model";
import type { ScannedField } from "./fieldScan";
import type { CompileOptions, NameEntry } from "./matcher";
import { nameKey } from "./nameKey";
import type { FindAll, PatternProblem, RuleProblem } from "./patterns";
import { deriveRule } from "./rules";
import { GAP_SOFT, type Words } from "./words";

/** How to find a name that is not looked for by its words. */
type Search =
  | { readonly kind: "pattern"; readonly id: number; readonly findAll: FindAll }
  | { readonly kind: "inside"; readonly id: number; readonly key: string };

/** Such a name found: offsets into the searched text, and the words it touches. */
interface ApartHit {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  readonly form: RuleCode;
}

/**
 * What one pattern may take for one text. The engine's time grows with the text alone, and texts are bounded: only a pattern
 * of huge repetitions comes here.
 */
const PATTERN_LIMIT_MS = 500;

/** The names with a pattern, and those that may stand inside of words. A pattern that is none, or takes too long, is a problem. */
export class ApartSearch {
  readonly problems: RuleProblem[] = [];
  private readonly entries: readonly NameEntry[];
  private searches: readonly Search[];
  private readonly now: (() => number) | undefined;

  /** @param ids of these entries */
  constructor(entries: readonly NameEntry[], ids: readonly number[], { compilePattern, now }: CompileOptions) {
    this.entries = entries;
    this.now = now;
    this.searches = ids.flatMap((id): Search[] => {
      const { name, rule: given } = entries[id] as NameEntry;
      const { pattern, exactCase } = given ?? deriveRule(name);
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

  get isEmpty(): boolean {
    return this.searches.length === 0;
  }

  /** Finds such names in a field whose words have been read. */
  find(field: ScannedField, words: Words): ApartHit[] {
    const joined = words.folded(0, words.unitStarts[words.count] as number);
    const text = field.text.slice(field.from, field.to);
    return this.searches.flatMap((search) =>
      search.kind === "inside"
        ? insideHits(search.id, search.key, joined, words)
        : this.timed(search, text).flatMap(([start, end]) =>
            patternHit(search.id, field.from + start, field.from + end, words),
          ),
    );
  }

  private timed({ id, findAll }: Extract<Search, { kind: "pattern" }>, text: string): ReturnType<FindAll> {
    if (this.now === undefined) return findAll(text);
    const started = this.now();
    const places = findAll(text);
    if (this.now() - started <= PATTERN_LIMIT_MS) return places;
    this.searches = this.searches.filter((search) => search.id !== id);
    this.complain(id, { code: "tooSlow", limitMs: PATTERN_LIMIT_MS });
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
