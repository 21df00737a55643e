const LABEL = String.raw`[\p{L}\p{M}\p{N}_-]+`;
const WORDS = "[Dd][Oo][Tt]|[Pp][Uu][Nn][Kk][Tt]";
const BETWEEN = [
  // In brackets, whole or half, with blanks or without.
  String.raw`\s?[[({<]\s?(?:\.|${WORDS}|@|[Aa][Tt]|:\/\/|:|\/\/|\/)\s?[\])}>]\s?`,
  String.raw`[[({]\.|\.[\])}]|\s?\\\.\s?|(?<=\p{N})\u3002(?=\p{N})`,
  String.raw`&(?:#\w{1,6}|period|commat|colon);`,
  String.raw`\s(?:${WORDS})\s`,
  // A full stop that stands alone: between numbers, or between words in capitals.
  String.raw`(?<=\p{N})\s\.\s(?=\p{N})|(?<=[\p{Lu}\p{N}])\s\.\s(?=\p{Lu}{2,}(?!\p{Ll}))`,
  String.raw`[.:@/?&=#%+~!]`,
].join("|");
const ADDRESS = new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}_-])${LABEL}(?:(?:${BETWEEN}){1,4}${LABEL})+`, "gu");
const NOTATION =
  /[[({<]\s?(?:\.|dot|punkt|@|at|:|\/)|[.][\])}]|\\\.|\p{N}\u3002\p{N}|&(?:#|period|commat|colon)|\s(?:dot|punkt|\.)\s/iu;

/** Where addresses stand in a text, defanged ones as well: ends of stretches that are not to be parted. */
export function addressSpans(text: string): readonly (readonly [start: number, end: number])[] {
  if (!NOTATION.test(text)) return [];
  return Array.from(text.matchAll(ADDRESS), (match) => [match.index, match.index + match[0].length] as const);
}

/** So far beyond a stretch is looked for addresses that reach into it. */
const AROUND = 300;

/** A part of a text: where it begins and ends. */
export type Stretch = readonly [start: number, end: number];

/** A stretch around a place, with no part of an address at its ends: one that the place is in stays whole, any other goes. */
export function withoutParts(text: string, [from, to]: Stretch, [start, end]: Stretch): Stretch {
  const offset = Math.max(0, from - AROUND);
  let [first, last] = [from, to];
  for (const [spanStart, spanEnd] of addressSpans(text.slice(offset, to + AROUND))) {
    const [begins, ends] = [offset + spanStart, offset + spanEnd];
    if (begins < first && first < ends) first = ends <= start ? ends : begins;
    if (begins < last && last < ends) last = begins >= end ? begins : ends;
  }
  return [first, last];
}
