/** What may stand between two words, as `TextContext.gapBefore` gives it; null is the end of what belongs together. */

/** Blanks and hyphens: one thing. */
export function isJoint(gap: string | null): boolean {
  return gap === " " || (gap !== null && /^[\s\-_\u2010-\u2013]*$/u.test(gap));
}

/** Quotation marks, a bracket or an apostrophe as well. */
export function isClose(gap: string | null): boolean {
  return gap === " " || (gap !== null && /^[\s\-_\u2010-\u2013("'\u2018-\u201f\u2039\u203a\u00ab\u00bb)]*$/u.test(gap));
}

/** A hyphen alone. */
export function isHyphen(gap: string | null): boolean {
  return gap !== null && gap !== " " && /^[-_\u2010-\u2013]$/u.test(gap);
}

export function isComma(gap: string | null): boolean {
  return gap !== null && /^\s*,\s*$/u.test(gap);
}

/** A comma, a bracket, a dash, the end of a sentence or of the text. */
export function isEnd(gap: string | null): boolean {
  return gap === null || /[,;()|\u2014]|[.:!?]["'\u2019\u201c\u201d]*\s|\s[-\u2013]\s/u.test(gap);
}
