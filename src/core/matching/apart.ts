import type { RuleCode } from "../model";
import type { ScannedField } from "./fieldScan";
import type { NameEntry } from "./matcher";
import { nameKey } from "./nameKey";
import type { CompilePattern, FindAll, RuleProblem } from "./patterns";
import { deriveRule } from "./rules";
import { GAP_SOFT, type Words } from "./words";

/** How to find a name that is not looked for by its words. */
export type ApartSearch =
  | { readonly kind: "pattern"; readonly id: number; readonly findAll: FindAll }
  | { readonly kind: "inside"; readonly id: number; readonly key: string };

/** Such a name found: offsets into the searched text, and the words it touches. */
export interface ApartHit {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  readonly form: RuleCode;
}

/** Prepares the names with a pattern and those that may stand inside of words; a pattern that is none is a problem. */
export function readApart(
  entries: readonly NameEntry[],
  ids: readonly number[],
  compilePattern: CompilePattern | undefined,
): { readonly searches: readonly ApartSearch[]; readonly problems: readonly RuleProblem[] } {
  const searches: ApartSearch[] = [];
  const problems: RuleProblem[] = [];
  for (const id of ids) {
    const { profile, name, rule: given } = entries[id] as NameEntry;
    const { pattern, exactCase } = given ?? deriveRule(name);
    if (pattern === null) {
      const key = nameKey(name);
      if (key !== "") searches.push({ kind: "inside", id, key });
      continue;
    }
    const compiled = compilePattern?.(pattern, { ignoreCase: !exactCase });
    if (compiled?.ok === true) searches.push({ kind: "pattern", id, findAll: compiled.findAll });
    else problems.push({ profile, name, pattern, problem: compiled?.problem ?? { code: "noEngine" } });
  }
  return { searches, problems };
}

/** Finds such names in a field whose words have been read. */
export function findApart(searches: readonly ApartSearch[], field: ScannedField, words: Words): ApartHit[] {
  const joined = words.folded(0, words.unitStarts[words.count] as number);
  const path = field.text.slice(field.from, field.to);
  return searches.flatMap((search) =>
    search.kind === "inside"
      ? insideHits(search.id, search.key, joined, words)
      : search
          .findAll(path)
          .flatMap(([start, end]) => patternHit(search.id, field.from + start, field.from + end, words)),
  );
}

/** The whole words around each place; not across punctuation. */
function insideHits(id: number, key: string, joined: string, words: Words): ApartHit[] {
  const hits: ApartHit[] = [];
  let last = -1;
  for (let at = joined.indexOf(key); at >= 0; at = joined.indexOf(key, at + key.length)) {
    const first = wordOfUnit(words, at);
    // Several places in one word are one hit.
    if (first <= last) continue;
    const until = wordOfUnit(words, at + key.length - 1);
    if (words.gaps.subarray(first + 1, until + 1).some((gap) => gap !== GAP_SOFT)) continue;
    last = until;
    const start = words.starts[first] as number;
    const isWhole = words.unitStarts[first] === at && words.unitStarts[last + 1] === at + key.length;
    hits.push({ id, start, end: words.ends[last] as number, first, last, form: isWhole ? "exact" : "inside" });
  }
  return hits;
}

function wordOfUnit({ unitStarts, count }: Words, unit: number): number {
  return lastBefore(unitStarts, count, unit);
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
