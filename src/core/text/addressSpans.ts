const LABEL = String.raw`[\p{L}\p{M}\p{N}_-]{1,63}`;
const WORDS = "[Dd][Oo][Tt]|[Pp][Uu][Nn][Kk][Tt]";
const BETWEEN = [
  // In brackets, whole or half, with blanks or without.
  String.raw`\s?[[({<]\s?(?:\.|${WORDS}|@|[Aa][Tt]|:\/\/|:|\/\/|\/)\s?[\])}>]\s?`,
  String.raw`[[({]\.|\.[\])}]|\\\.`,
  String.raw`&(?:#\w{1,6}|period|commat|colon);`,
  String.raw`\s(?:${WORDS})\s`,
  // A full stop that stands alone: between numbers, or between words in capitals.
  String.raw`(?<=\p{N})\s\.\s(?=\p{N})|(?<=[\p{Lu}\p{N}])\s\.\s(?=\p{Lu}{2,}(?!\p{Ll}))`,
  String.raw`[.:@/?&=#%+~!]`,
].join("|");
const ADDRESS = new RegExp(`${LABEL}(?:(?:${BETWEEN}){1,4}${LABEL})+`, "gu");
const NOTATION = /[[({<]\s?(?:\.|dot|punkt|@|at|:|\/)|[.][\])}]|\\\.|&(?:#|period|commat|colon)|\s(?:dot|punkt|\.)\s/i;

/** Where addresses stand in a text, defanged ones as well: ends of stretches that are not to be parted. */
export function addressSpans(text: string): readonly (readonly [start: number, end: number])[] {
  if (!NOTATION.test(text)) return [];
  return Array.from(text.matchAll(ADDRESS), (match) => [match.index, match.index + match[0].length] as const);
}
